// program.mjs - the program at the keyboard, and as a server that can be told things.
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {copyFileSync, openSync, readFileSync} from 'node:fs';
import net from 'node:net';

export const sleep = ms => new Promise(done => setTimeout(done, ms));

const inAmsterdam = moment => moment.toLocaleString('sv', {timeZone: 'Europe/Amsterdam'}).replace(' ', 'T');

// The day in n days where the program lives: between midnight there and in UTC it is another one.
export const inDays = n => inAmsterdam(new Date(Date.now() + n * 86400000)).slice(0, 10);

// When today began there.
export const midnight = () => {
    const day = Date.parse(`${inDays(0)}T00:00:00Z`);
    return new Date([2, 1].map(hours => day - hours * 3600000).find(at => inAmsterdam(new Date(at)).endsWith('T00:00:00'))).toISOString();
};

export const freePort = () => new Promise(done => {
    const socket = net.createServer().listen(0, '127.0.0.1', () => {
        const {port} = socket.address();
        socket.close(() => done(port));
    });
});

export class Program {
    constructor(path, folder, data = `${folder}/sample.db`) {
        Object.assign(this, {path, folder, data});
    }

    // {status, out, err} of one command on the data.
    run(...words) {
        const done = spawnSync(this.path, [...words, '--data', this.data],
            {encoding: 'utf8', maxBuffer: 1 << 28, timeout: 300000});
        return {status: done.status, out: done.stdout, err: done.stderr};
    }

    // A back-up as the data of another program, with the key file beside it; the status.
    copyTo(other) {
        const {status} = this.run('backup', other.data);
        copyFileSync(`${this.data}.key`, `${other.data}.key`);
        return status;
    }

    // The same while others go on: for a command that asks something of who runs it.
    later(...words) {
        return new Promise(done => {
            const child = spawn(this.path, [...words, '--data', this.data], {stdio: ['ignore', 'pipe', 'pipe']});
            let err = '';
            child.stderr.on('data', part => { err += part; });
            child.stdout.resume();
            child.on('close', status => done({status, err}));
        });
    }

    // The sample municipality; gives the password, which is everybody's.
    sample() {
        const {status, err} = this.run('demo');
        const said = /Wachtwoord[^:]*: (.*)/.exec(err);
        if (status !== 0 || said === null)
            throw new Error(`demo: ${status} ${err}`);
        return said[1].trim();
    }

    head() {
        return JSON.stringify(JSON.parse(this.run('ledger', 'head', '--format', 'json').out));
    }

    // The acts since that head, oldest first, each with who did it.
    actsSince(head) {
        return this.sql(`select act || ' ' || actor from ledger where seq > ${JSON.parse(head).stand[0].laatste} order by seq`);
    }

    // In PostgreSQL of all organisations.
    sql(text) {
        if (this.data.startsWith('postgres'))
            return execFileSync('psql', ['-qtA', '-d', this.data, '-c', text],
                {encoding: 'utf8', env: {...process.env, PGOPTIONS: '-c waarborg.org=0'}}).trim();
        return execFileSync('sqlite3', ['-cmd', '.timeout 5000', this.data, text], {encoding: 'utf8'}).trim();
    }

    // Serves until told to stop; what it logs is in `log`.
    async serve(port, ...more) {
        this.port = port;
        this.log = `${this.folder}/log-${port}`;
        const log = openSync(this.log, 'a');
        this.keeper = spawn(this.path, ['serve', '--listen', `127.0.0.1:${port}`, '--data', this.data,
            '--requests', '0', ...more], {stdio: ['ignore', log, log]});
        this.ended = new Promise(done => this.keeper.on('exit', (code, signal) => done(signal ?? code)));
        for (let tries = 0; tries < 200; tries++) {
            if (this.said().includes('"event":"ready"'))
                return;
            if (this.keeper.exitCode !== null)
                break;
            await sleep(50);
        }
        throw new Error(`serve did not get ready: ${this.said().slice(-500)}`);
    }

    said() {
        return readFileSync(this.log, 'utf8');
    }

    // Gives the exit status.
    stop(signal = 'SIGTERM') {
        this.keeper.kill(signal);
        return this.ended;
    }
}
