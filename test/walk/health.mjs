// health.mjs - what /healthz says when nobody can work, or soon not: data cut short, a clock that jumped.
import {spawnSync} from 'node:child_process';
import {truncateSync} from 'node:fs';

import {Client, silent} from './client.mjs';
import {freePort, Program} from './program.mjs';
import {holds, is, skip} from './tally.mjs';

export async function health({program, folder, address, password}) {
    const own = new Program(program.path, folder, `${folder}/health.db`);
    const said = () => silent(() => new Client(own.port).get('/healthz')).then(a => `${a.status} ${a.text.trim()}`);
    is('a copy to spoil', 0, program.copyTo(own));
    own.sql('delete from signed_head');
    await own.serve(await freePort());
    is('where all is well', '200 ok', await said());
    ahead(own) ? await late(own, said) : skip('a clock that ran ahead', 'needs faketime');
    const samira = await new Client(own.port).signIn(address('samira'), password);
    own.sql('pragma wal_checkpoint(truncate)');
    truncateSync(own.data, 4096);
    is('of data that is cut short no page comes', 503, (await silent(() => samira.get('/gap'))).status);
    for (let n = 0; n < 6; n++)
        is('nor is it said to be well', '503 the data cannot be read', await said());
    await own.stop();
}

// An entry of somebody whose clock is forty days on.
const ahead = own => spawnSync('faketime', ['-f', '+40d', own.path, 'user', 'add', '--name', 'Veel Later', '--data', own.data],
    {encoding: 'utf8', timeout: 60000, env: {...process.env, ASAN_OPTIONS: 'verify_asan_link_order=0:detect_leaks=0'}}).status === 0;

// What cannot be written is told; so is, once that is confirmed, that entries keep the later time.
async function late(own, said) {
    const head = () => own.sql('select seq from ledger_head');
    is('a clock behind the last entry is told', '200 degraded: nothing can be written, the clock stands before the last entry', await said());
    is('it can be confirmed', 0, own.run('ledger', 'clock', '--why', 'klok stond vooruit').status);
    is('which does not make it well', '200 degraded: the last entry is of a later time than the clock', await said());
    holds('the doctor warns of it', /Klok +let op/.test(own.run('doctor').out));
    const first = head();
    is('the last entry is signed all the same', first, (await signed(own), own.sql('select max(seq) from signed_head')));
    is('work goes on', 0, own.run('user', 'add', '--name', 'Nog Later').status);
    is('and by the next round its last entry is signed', head(), (await signed(own), own.sql('select max(seq) from signed_head')));
}

// A new worker keeps house after its first answer.
async function signed(own) {
    const before = own.sql('select count(*) from signed_head');
    own.keeper.kill('SIGHUP');
    for (let tries = 0; tries < 100 && own.sql('select count(*) from signed_head') === before; tries++) {
        await new Client(own.port).get('/healthz').catch(() => null);
        await new Promise(done => setTimeout(done, 50));
    }
}
