// machine.mjs - the machine and what is told to it: stop, renew, no room, a port that is taken.
import {spawn, spawnSync} from 'node:child_process';
import {copyFileSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync} from 'node:fs';
import net from 'node:net';

import {Client, formTo, number, silent} from './client.mjs';
import {freePort, midnight, Program, sleep} from './program.mjs';
import {holds, is, skip} from './tally.mjs';

export async function machine(walk) {
    await renewed(walk);
    await sealed(walk);
    taken(walk);
    told(walk);
    await shielded(walk);
    await given(walk);
    newer(walk);
    await full(walk);
    await stopped(walk);
}

const lines = text => text.split('\n').filter(line => line !== '' && !line.startsWith('{')).length;

// The processes under the keeper whose name does.
const children = (program, does) => spawnSync('ps', ['-o', 'pid=,comm=', '--ppid', String(program.keeper.pid)], {encoding: 'utf8'})
    .stdout.trim().split('\n').map(line => line.trim().split(/\s+/)).filter(([, name]) => does(name)).map(([pid]) => pid);

// HUP: the workers are replaced one by one, and nobody notices.
async function renewed({program, as}) {
    const samira = await as('samira');
    const workers = () => children(program, name => name === 'waarborg');
    const before = workers();
    let going = true;
    const found = new Map();
    const load = Promise.all([0, 1, 2].map(async () => {
        const client = new Client(program.port);
        client.cookies = {...samira.cookies};
        while (going) {
            const {status} = await client.get('/gap').catch(error => ({status: error.code}));
            found.set(status, (found.get(status) ?? 0) + 1);
        }
    }));
    await sleep(200);
    program.keeper.kill('SIGHUP');
    for (let tries = 0; tries < 80 && workers().filter(pid => before.includes(pid)).length > 1; tries++)
        await sleep(100);
    await sleep(200);
    going = false;
    await load;
    const kept = workers().filter(pid => before.includes(pid)).length;
    is('told to renew, every worker is a new one and the porter stays', 1, kept);
    is('and nobody who asked was turned away', '200', [...found.keys()].join(' '));
}

// Who holds the keys goes on without its keeper noticing anything but its death.
async function sealed({program, folder, as}) {
    const [first] = children(program, name => name === 'sealer');
    process.kill(Number(first), 'SIGKILL');
    for (let tries = 0; tries < 80 && [undefined, first].includes(children(program, name => name === 'sealer')[0]); tries++)
        await sleep(25);
    is('a sealer that dies is followed by another', true, ![undefined, first].includes(children(program, name => name === 'sealer')[0]));
    is('and the log says so', true, program.said().includes(`"role":"aide","pid":${first}`));
    const samira = await as('samira');
    // The key of the sample is of today, and signs nothing of before itself: it must be older.
    const since = program.sql('select since from signing_key');
    program.sql('delete from signed_head');
    program.sql('update signing_key set since = 1');
    program.keeper.kill('SIGHUP');
    for (let tries = 0; tries < 80 && program.sql('select count(*) from signed_head') === '0'; tries++) {
        await samira.get('/gap').catch(() => null);
        await sleep(100);
    }
    is('what was done on earlier days is signed with the first question of a later one', '1',
        program.sql(`select count(*) from signed_head where seq = (select max(seq) from ledger where time < '${midnight()}')`));
    program.sql(`update signing_key set since = ${since}`);
    const nadia = await as('nadia');
    const key = program.sql('select public_key from signing_key');
    const signature = program.sql('select signature from signed_head');
    is('the ledger shows what was signed', true, (await nadia.get('/beheer/logboek')).text.includes(signature));
    is('and the organisation its key', true, (await nadia.get('/beheer/organisatie')).text.includes(key));
    is('whose first digits stand under the statement', true, (await samira.get('/vvt')).text.includes(key.slice(0, 20)));
    const ledger = formTo((await nadia.get('/beheer/logboek')).text, '/beheer/logboek/export').fields;
    const file = await nadia.post('/beheer/logboek/export', ledger);
    const kept = `${folder}/ledger.txt`;
    writeFileSync(kept, file.text);
    holds('the ledger is there as a file', /^attachment; filename="logboek-\d+\.txt"/.test(file.headers['content-disposition'] ?? ''));
    is('which holds without the data, and is signed to its end', '0 yes', `${program.run('ledger', 'verify', kept, '--org',
        program.sql('select uuid from ledger_head'), '--key', key).status} ${
        file.text.includes(`\nhead ${program.sql('select seq from ledger_head')} `) ? 'yes' : 'no'}`);
    is('and people go on', 200, (await samira.get('/gap')).status);
}

function taken({program, folder}) {
    const second = spawnSync(program.path, ['serve', '--listen', `127.0.0.1:${program.port}`, '--data', program.data, '--quiet'],
        {encoding: 'utf8', timeout: 20000});
    is('a second start on the same port is 6', 6, second.status);
    is('and one line says so', 1, lines(second.stderr));
    const nowhere = spawnSync(program.path, ['serve', '--listen', '127.0.0.1:0', '--data', `${folder}/nergens.db`],
        {encoding: 'utf8', timeout: 20000});
    is('without data it does not start', 4, nowhere.status);
    const odd = spawnSync(program.path, ['serve', '--listen', 'overal', '--data', program.data, '--quiet'],
        {encoding: 'utf8', timeout: 20000});
    is('an address that is none is refused', 2, odd.status);
}

// Who is told of a weakness stands in a file that programs read line by line.
function told({program}) {
    const start = (contact, env = {}) => spawnSync(program.path, ['serve', '--data', program.data, '--quiet', '--listen', `127.0.0.1:${program.port}`,
        ...contact === null ? [] : ['--contact', contact]], {encoding: 'utf8', timeout: 20000, env: {...process.env, ...env}});
    for (const odd of ['foo', 'javascript:alert(1)', 'http://a.example/', 'https://', 'mailto:a@b.example\nExpires: 2099-01-01T00:00:00Z',
        'mailto:a b@c.example', 'mailto:é@b.example', '']) {
        const done = start(odd);
        is(`--contact ${JSON.stringify(odd)} is refused in one line`, '2 1', `${done.status} ${lines(done.stderr)}`);
    }
    const named = start(null, {WAARBORG_CONTACT: 'foo'});
    is('so is one that WAARBORG_CONTACT names', '2 WAARBORG_CONTACT', `${named.status} ${/WAARBORG_CONTACT/.exec(named.stderr)}`);
    // That the port is taken is found after it.
    is('others are taken, and none', '6 6 6 6', ['https://a.example/meld', 'mailto:a@b.example', 'tel:+31-70-1234567', null]
        .map(contact => start(contact, {WAARBORG_CONTACT: ''}).status).join(' '));
}

// Nobody serves the network as root; who may become another is that other from the start.
async function shielded({program, folder}) {
    holds('the log says at start what shields the processes', /"event":"cages","landlock":\d+,"seccomp":(true|false)/.test(program.said()));
    const start = (...words) => spawnSync(program.path, ['serve', '--data', program.data, '--quiet', ...words],
        {encoding: 'utf8', timeout: 20000});
    is('a user who is not there is refused', 2, start('--listen', '127.0.0.1:0', '--user', 'niemand-zo').status);
    const bare = listen => start('--listen', listen, ...process.getuid() === 0 ? ['--user', 'nobody'] : []);
    const plain = bare('0.0.0.0:0');
    is('the network is not served without TLS', 2, plain.status);
    is('and one line says so', '1 --proxy', `${lines(plain.stderr)} ${/--proxy/.exec(plain.stderr)}`);
    is('nor at an address of the new kind', 2, bare('[::]:0').status);
    if (process.getuid() !== 0) {
        skip('serving as root', 'needs root');
        return;
    }
    const open = start('--listen', '0.0.0.0:0');
    is('root does not serve the network', 2, open.status);
    is('and one line says so', 1, lines(open.stderr));
    const theirs = new Program(program.path, folder, `${folder}/theirs/sample.db`);
    mkdirSync(`${folder}/theirs`);
    is('a copy for another user', 0, program.copyTo(theirs));
    spawnSync('chown', ['-R', 'nobody', `${folder}/theirs`]);
    spawnSync('chmod', ['711', folder]);
    await theirs.serve(await freePort(), '--user', 'nobody');
    const pids = spawnSync('pgrep', ['-P', String(theirs.keeper.pid)], {encoding: 'utf8'}).stdout.trim().split('\n');
    const status = [theirs.keeper.pid, ...pids].map(pid => readFileSync(`/proc/${pid}/status`, 'utf8'));
    const nobody = spawnSync('id', ['-u', 'nobody'], {encoding: 'utf8'}).stdout.trim();
    is('every process is that user', nobody, [...new Set(status.map(text => /^Uid:\s*(.*)/m.exec(text)[1].split(/\s+/)).flat())].join(' '));
    is('with no capability', 'none', held(status));
    is('and no privilege to come', '1', [...new Set(status.map(text => /^NoNewPrivs:\s*(.*)/m.exec(text)[1]))].join(' '));
    is('each within a filter of its own', '2', [...new Set(status.map(text => /^Seccomp:\s*(.*)/m.exec(text)[1]))].join(' '));
    is('it answers', 200, (await new Client(theirs.port).get('/inloggen')).status);
    is('and it stops in good order', 0, await theirs.stop());
    await asRoot(theirs);
    spawnSync('chown', ['-R', 'root', `${folder}/theirs`]);
    await theirs.serve(await freePort());
    is('over data of its own it is the keeper alone', '1 0', `${overriding(theirs)} ${overridingWorkers(theirs)}`);
    is('and it stops in good order', 0, await theirs.stop());
}

const statusOf = it => [it.keeper.pid, ...spawnSync('pgrep', ['-P', String(it.keeper.pid)], {encoding: 'utf8'}).stdout.trim().split('\n')]
    .map(pid => readFileSync(`/proc/${pid}/status`, 'utf8'));

// Which capabilities any of these processes has, may take or could get again.
const held = status => [...new Set(status.flatMap(text => [...text.matchAll(/^Cap(?:Inh|Prm|Eff|Bnd|Amb):\s*(.*)/gm)])
    .map(([, set]) => set).filter(set => !/^0+$/.test(set)))].join(' ') || 'none';

// How many processes open the files of others by CAP_DAC_OVERRIDE, the keeper apart.
const overrides = text => /^CapEff:\s*0+2$/m.test(text);
const overriding = it => statusOf(it).slice(0, 1).filter(overrides).length;
const overridingWorkers = it => statusOf(it).slice(1).filter(overrides).length;

// Who starts it as root, without --user, over the data of another.
async function asRoot(theirs) {
    await theirs.serve(await freePort());
    is('root has no right left but to open the files of others', '0000000000000002', held(statusOf(theirs)));
    is('and that in the keeper and the workers alone', '1 3', `${overriding(theirs)} ${overridingWorkers(theirs)}`);
    is('it answers', 200, (await new Client(theirs.port).get('/inloggen')).status);
    holds('one line says that it is root, and what is better', /^waarborg.*: draait als root.*--user/m.test(theirs.said()), theirs.said());
    holds('and so does the log', theirs.said().includes('{"event":"as_root"}'));
    is('and it stops in good order', 0, await theirs.stop());
}

// A socket that systemd opened: it is there before the server, and stays when that ends.
async function given({program, folder}) {
    const bare = spawnSync(program.path, ['serve', '--data', program.data, '--quiet', '--listen', 'systemd'],
        {encoding: 'utf8', timeout: 20000});
    is('without a socket of systemd that way of listening is refused', '2 1', `${bare.status} ${lines(bare.stderr)}`);
    if (spawnSync('systemd-socket-activate', ['--version']).status !== 0) {
        skip('a socket of systemd', 'systemd-socket-activate is not there');
        return;
    }
    const copy = new Program(program.path, folder, `${folder}/given.db`);
    is('a copy to serve on a socket that was given', 0, program.copyTo(copy));
    const start = where => {
        const it = spawn('systemd-socket-activate', ['-l', where, program.path, 'serve', '--data', copy.data,
            '--listen', 'systemd', '--quiet'], {stdio: ['ignore', 'ignore', 'pipe']});
        it.said = '';
        it.stderr.on('data', part => { it.said += part; });
        it.done = new Promise(done => it.on('exit', code => done(code)));
        return it;
    };
    const knock = async port => {
        for (let tries = 0; tries < 60; tries++) {
            const status = await new Client(port).get('/inloggen').then(a => a.status, () => 0);
            if (status !== 0)
                return status;
            await sleep(100);
        }
        return 0;
    };
    const port = await freePort();
    const served = start(`127.0.0.1:${port}`);
    is('who knocks first starts it and is answered', 200, await knock(port));
    const files = pid => readdirSync(`/proc/${pid}/fd`).map(name => readlinkSync(`/proc/${pid}/fd/${name}`));
    const socket = readlinkSync(`/proc/${served.pid}/fd/3`);
    const under = spawnSync('ps', ['-o', 'pid=', '--ppid', String(served.pid)], {encoding: 'utf8'}).stdout.trim().split(/\s+/);
    const holders = under.filter(pid => files(pid).includes(socket));
    is('of its children the porter alone holds that socket', 1, holders.length);
    served.kill('SIGTERM');
    is('and it ends in good order', 0, await served.done);
    await left(program, copy, `${folder}/held`);
    const open = await freePort();
    const refused = start(`0.0.0.0:${open}`);
    await knock(open);
    is('a socket that the network reaches is refused without a proxy', 2, await refused.done);
}

// As with systemd, another process holds the socket too: who knocks after the end waits for the next.
async function left(program, copy, path) {
    const served = spawn('systemd-socket-activate', ['-l', path, 'sh', '-c', 'sleep 60 & echo "holder $!" >&2; exec "$@"', '-',
        program.path, 'serve', '--data', copy.data, '--listen', 'systemd'], {stdio: ['ignore', 'ignore', 'pipe']});
    const done = new Promise(end => served.on('exit', code => end(code)));
    let said = '';
    served.stderr.on('data', part => { said += part; });
    const knock = () => new Promise(end => {
        const it = net.connect({path}, () => { it.destroy(); end('waits'); });
        it.on('error', error => end(error.code));
    });
    for (let tries = 0; tries < 200 && !said.includes('"event":"ready"'); tries++) {
        await knock();
        await sleep(50);
    }
    served.kill('SIGTERM');
    is('a server on a socket that others hold ends in good order', 0, await done);
    is('and leaves it listening', 'waits', await knock());
    process.kill(Number(/holder (\d+)/.exec(said)[1]));
}

// Data of a program that is newer than this one stays as it is.
function newer({program, folder}) {
    const made = program.run('backup', `${folder}/newer.db`);
    is('a copy can be made while the server runs', '0', `${made.status}${made.status === 0 ? '' : made.err}`);
    const copy = new Program(program.path, folder, `${folder}/newer.db`);
    copy.sql("insert into migration select 9000, 'later', hash, at from migration limit 1");
    const before = copy.sql('.sha3sum');
    const serve = spawnSync(copy.path, ['serve', '--listen', '127.0.0.1:0', '--data', copy.data], {encoding: 'utf8', timeout: 20000});
    is('data of a newer program is not served', 6, serve.status);
    is('and one line says so', 1, lines(serve.stderr));
    const gap = copy.run('gap');
    is('nor read at the keyboard', 6, gap.status);
    is('and is left as it was', before, copy.sql('.sha3sum'));
}

// No room on the disk: what cannot be kept is not said to be.
async function full({program, folder, password, address}) {
    const place = `${folder}/full`;
    mkdirSync(place);
    if (process.getuid() !== 0 || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', place]).status !== 0) {
        skip('a full disk', 'needs root and may mount a tmpfs');
        return;
    }
    const small = new Program(program.path, folder, `${place}/sample.db`);
    spawnSync('rm', ['-f', `${folder}/small.db`]);
    is('a copy for a small disk', 0, program.run('backup', `${folder}/small.db`).status);
    copyFileSync(`${folder}/small.db`, small.data);
    copyFileSync(`${program.data}.key`, `${small.data}.key`);
    await small.serve(await freePort());
    const samira = await new Client(small.port).signIn(address('samira'), password);
    const before = small.head();
    const page = formTo((await samira.get('/bewijs/nieuw')).text, '/bewijs/nieuw').fields;
    const fields = Object.entries({...page, items: '5.37', title: 'Te groot voor de schijf', kind: 'document',
        design: '1', period_to: '2026-01-31', form_number: number()}).filter(([name]) => !['bestand', 'file'].includes(name));
    const file = 'bestand' in page ? 'bestand' : 'file';
    const answer = await silent(() => samira.upload('/bewijs/nieuw', [...fields, [file, 'groot.pdf',
        Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(5 * 1024 * 1024, 'a')])]]));
    is('a file for which there is no room is 503', 503, answer.status);
    is('and no line in the ledger says otherwise', before, small.head());
    is('reading goes on', 200, (await samira.get('/gap')).status);
    const note = formTo((await samira.get('/maatregelen/5.37')).text, '/maatregelen/5.37').fields;
    const saved = await silent(() => samira.post('/maatregelen/5.37', {...note, note: 'past nog'}));
    holds('what still fits is kept, what does not is refused', [303, 422, 503].includes(saved.status), String(saved.status));
    is('the ledger is whole', 0, small.run('ledger', 'verify', '--deep').status);
    is('and the server stops in good order', 0, await small.stop());
    spawnSync('umount', [place]);
}

// TERM: who was heard is answered.
async function stopped({program, address, password}) {
    const slow = [0, 1].map(() => new Client(program.port).signIn(address('eva'), password).then(() => 303, String));
    await sleep(60);
    const ended = program.stop();
    is('who asked before the end is answered', '303 303', (await Promise.all(slow)).join(' '));
    is('and the end is in good order', 0, await ended);
    const late = await new Client(program.port).get('/').then(a => a.status, error => error.code);
    is('after it nobody is heard', 'ECONNREFUSED', late);
}
