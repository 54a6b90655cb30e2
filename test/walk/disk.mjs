// disk.mjs - a disk of 16 MiB until it is full and then freed; files and folders that cannot be written.
import {spawnSync} from 'node:child_process';
import {appendFileSync, chmodSync, mkdirSync, rmSync, statSync} from 'node:fs';

import {Client, formTo, silent} from './client.mjs';
import {freePort, Program, sleep} from './program.mjs';
import {holds, is, skip} from './tally.mjs';

const sh = (...words) => spawnSync(words[0], words.slice(1), {encoding: 'utf8'}).status === 0;

export async function disk(walk) {
    const place = `${walk.folder}/disk`;
    const image = `${place}.img`;
    mkdirSync(place);
    is('a copy for a small disk', 0, walk.program.run('backup', `${place}.db`).status);
    if (process.getuid() !== 0 || !sh('truncate', '-s', '16M', image) || !sh('mkfs.ext4', '-q', '-F', '-m', '0', image) ||
        !sh('mount', '-o', 'loop,errors=remount-ro', image, place)) {
        skip('a real disk that is full or read-only', 'needs root and may mount an image');
        return;
    }
    try {
        sh('cp', `${place}.db`, `${place}/sample.db`);
        sh('cp', '-p', `${walk.program.data}.key`, `${place}/sample.db.key`);
        await filled(walk, place);
        await shut(walk, place);
        await failing(walk, place);
    } finally {
        sh('umount', place);
    }
}

// Until nothing more fits, to the byte.
function fill(file) {
    for (let bytes = 1 << 16; bytes >= 1; bytes >>= 1)
        for (;;)
            try {
                appendFileSync(file, Buffer.alloc(bytes, 1));
            } catch {
                break;
            }
}

// [plan R05] What cannot be kept is refused in words; signing in, tidying and erasing go on.
async function filled({program, folder, address, password}, place) {
    const own = new Program(program.path, folder, `${place}/sample.db`);
    const reserve = () => statSync(`${own.data}-reserve`).size;
    const health = () => new Client(own.port).get('/healthz').then(a => `${a.status} ${a.text.trim()}`);
    const signIn = who => silent(() => new Client(own.port).signIn(address(who), password));
    await own.serve(await freePort());
    const samira = await signIn('samira');
    const note = async text => {
        const {fields} = formTo((await samira.get('/maatregelen/5.37')).text, '/maatregelen/5.37');
        return silent(() => samira.post('/maatregelen/5.37', {...fields, note: text}));
    };
    holds('a server keeps room for when its disk is full', reserve() > 500000, String(reserve()));
    is('and is well', '200 ok', await health());
    is('a note is kept', 303, (await note('er is plaats')).status);
    const before = own.head();
    fill(`${place}/vol`);
    for (let tries = 0; tries < 50 && reserve() > 0; tries++)
        is('what does not fit is not said to be kept', 503, (await note('past dit nog?')).status);
    is('the room that was kept is given up', 0, reserve());
    const refused = await note('en dit?');
    is('from then on a change is refused', 422, refused.status);
    holds('in words', refused.text.includes('De schijf van de server is vol'), refused.text.slice(0, 300));
    holds('and not as an answer that is wrong', refused.text.includes('Dat is niet gelukt') && !refused.text.includes('antwoord niet'));
    holds('with what was written', refused.text.includes('en dit?'));
    is('who watches is told', '200 degraded: no room on the disk', await health());
    is('reading goes on', 200, (await samira.get('/gap')).status);
    const nadia = await signIn('nadia');
    is('and signing in', 200, (await nadia.get('/beheer/logboek')).status);
    is('the doctor says it', 1, own.run('doctor').status);
    is('at the keyboard a change is refused too', 2, own.run('user', 'add', '--name', 'Past Niet').status);
    is('and tidying goes', 0, own.run('tidy').status);
    is('no line in the ledger says otherwise', before, own.head());
    const asked = own.run('ledger', 'erase', own.sql('select seq from ledger_head'), '--field', 'note', '--why', 'verzoek');
    is('a text can be asked to be erased', '0', `${asked.status}${asked.status === 0 ? '' : asked.err}`);
    rmSync(`${place}/vol`);
    is('with room again a change is kept', 303, (await note('weer plaats')).status);
    holds('and room is kept again', reserve() > 500000, String(reserve()));
    is('it is well', '200 ok', await health());
    is('and whole', 0, own.run('ledger', 'verify', '--deep').status);
    is('it stops in good order', 0, await own.stop());
}

// Each way in which a disk takes no writes: one line, nothing changed, and what can be read is read.
async function shut({program, folder}, place) {
    const own = new Program(program.path, folder, `${place}/sample.db`);
    const before = own.head();
    const refuses = what => {
        const {status, err} = own.run('user', 'add', '--name', 'Nergens N');
        is(`on ${what} a change is refused as the machine's fault`, 6, status);
        is('in one line', 1, err.trim().split('\n').length);
    };
    const served = (what, run) => {
        const {status, err} = run('serve', '--listen', '127.0.0.1:0', '--quiet');
        is(`on ${what} a server does not start`, 6, status);
        holds('and one line says where and what to do', err.trim().split('\n').length === 1 && err.includes(place) &&
            /mount -o remount|chown/.test(err), err);
        const {status: ill, out} = run('doctor');
        is(`the doctor finds ${what}`, 1, ill);
        holds('and says where and what to do', /Schrijven +fout .*(mount -o remount|chown)/.test(out), out);
    };
    is('where all is well the doctor says so', true, /Schrijven +ok/.test(own.run('doctor').out));
    is('a disk that is made read-only', true, sh('mount', '-o', 'remount,ro', place));
    refuses('a read-only disk');
    served('a read-only disk', (...words) => own.run(...words));
    sh('mount', '-o', 'remount,rw', place);
    const user = ['runuser', '-u', 'nobody', '--'];
    sh('chown', '-R', 'nobody', place);
    chmodSync(folder, 0o711);
    for (const [what, path, mode] of [['a read-only file', own.data, 0o400], ['a read-only folder', place, 0o500]]) {
        const theirs = new Program(user[0], folder, own.data);
        const now = statSync(path).mode & 0o777;
        own.sql('pragma wal_checkpoint(truncate)'); // the log must be made anew, and that is refused
        for (const end of ['-wal', '-shm'])
            rmSync(own.data + end, {force: true});
        chmodSync(path, mode);
        const {status, err} = theirs.run(...user.slice(1), program.path, 'user', 'add', '--name', 'Nergens N');
        is(`${what} refuses a change as the machine's fault`, 6, status);
        is('in one line too', 1, err.trim().split('\n').length);
        holds('that says what to do', err.includes('chown'), err);
        served(what, (command, ...words) => theirs.run(...user.slice(1), program.path, command, ...words));
        chmodSync(path, now);
    }
    is('nothing was changed', before, own.head());
    is('all of it is whole', 0, own.run('ledger', 'verify', '--deep').status);
}

// A disk that stops taking writes under a server: who reads goes on, who writes is told, nobody dies of it.
async function failing({program, folder, address, password}, place) {
    const own = new Program(program.path, folder, `${place}/sample.db`);
    sh('chown', '-R', 'root', place);
    await own.serve(await freePort());
    const health = () => new Client(own.port).get('/healthz').then(a => `${a.status} ${a.text.trim()}`);
    const samira = await silent(() => new Client(own.port).signIn(address('samira'), password));
    const note = async text => {
        const {fields} = formTo((await samira.get('/maatregelen/5.37')).text, '/maatregelen/5.37');
        return silent(() => samira.post('/maatregelen/5.37', {...fields, note: text}));
    };
    const device = spawnSync('findmnt', ['-no', 'SOURCE', place], {encoding: 'utf8'}).stdout.trim();
    const died = () => own.said().split('\n').filter(line => line.includes('"died"')).length;
    const renewed = async n => {
        own.keeper.kill('SIGHUP');
        for (let tries = 0; tries < 100 && (own.said().match(/"worker_replaced"/g) ?? []).length < n; tries++)
            await sleep(50);
    };
    const refused = async what => {
        const answer = await note(what);
        is(`${what}: a change is refused`, 503, answer.status);
        return answer.text;
    };

    // For a while, by a mount over it: who opened before goes on, who opens meanwhile reads.
    is('a disk that is read-only for a while', true, sh('mount', '--bind', place, place) && sh('mount', '-o', 'remount,ro,bind', place));
    await renewed(3);
    holds('workers that come then may read', own.said().includes('"event":"data.shut","data":'));
    is('and who asks them is answered', 200, (await samira.get('/gap')).status);
    await refused('by a worker that may only read');
    is('they stay', 0, died());
    is('the disk takes writes again', true, sh('umount', '-l', place));
    for (let tries = 0; tries < 100 && died() < 2; tries++) {
        await silent(() => samira.get('/gap'));
        await sleep(50);
    }
    is('after the next answer a change is kept', 303, (await note('weer te schrijven')).status);

    if (!sh('sh', '-c', `echo 1 >/sys/fs/ext4/${device.split('/').pop()}/trigger_fs_error`)) {
        skip('a disk that fails under a server', 'this kernel does not let one fail');
        is('the server stops in good order', 0, await own.stop());
        return;
    }
    const last = own.head();
    await refused('when the disk fails');
    is('who watches is told that nothing can be written', '200 degraded: the data cannot be written', await health());
    await renewed(6);
    const text = await refused('by a worker that came after that');
    holds('in words that say why', text.includes('alleen te lezen'), text.slice(0, 300));
    is('reading goes on', 200, (await samira.get('/gap')).status);
    const dead = died();
    await sleep(1500);
    is('and no worker dies of it', dead, died());
    is('it stops when it is told to', 0, await own.stop());
    sh('umount', place);
    sh('e2fsck', '-fy', `${place}.img`);
    is('the disk is well again', true, sh('mount', '-o', 'loop', `${place}.img`, place));
    is('nothing was changed', last, own.head());
    is('and all of it is whole', 0, own.run('ledger', 'verify', '--deep').status);
}
