// backup.mjs PROGRAM FOLDER COPIES: see run.
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, renameSync, rmSync} from 'node:fs';

import {Client, formTo} from '../walk/client.mjs';
import {freePort, Program, sleep} from '../walk/program.mjs';
import {close, holds, is} from '../walk/tally.mjs';

const [path, folder, copiesText] = process.argv.slice(2);
const copies = Number(copiesText);
const program = new Program(path, folder);
const password = program.sample();
const begun = Date.now();
const acknowledged = new Map(); // item: the last note that was said to be kept
let writing = true;
let written = 0;

// Notes at one item, one after the other.
async function write(item) {
    const client = await new Client(program.port).signIn('samira@voorbeeldstad.example', password);
    for (let n = 1; writing; n++) {
        const {fields} = formTo((await client.get(`/maatregelen/${item}`)).text, `/maatregelen/${item}`);
        const {status} = await client.post(`/maatregelen/${item}`, {...fields, note: String(n)});
        is('a note is kept while copies are made', 303, status);
        acknowledged.set(item, n);
        written++;
    }
}

const read = (file, text) => execFileSync('sqlite3', ['-readonly', file, text], {encoding: 'utf8'}).trim();
const notes = file => new Map(read(file, `select item, note from assessment where note <> ''`).split('\n')
    .map(line => line.replace('bio2-', '').split('|')));

async function one(n) {
    const before = new Map(acknowledged);
    const file = `${folder}/copy-${n}.db`;
    const back = new Program(path, folder, `${folder}/back-${n}.db`);
    const made = await program.later('backup', file);
    is(`back-up ${n} is made`, '0', `${made.status}${made.status === 0 ? '' : made.err}`);
    const put = await back.later('restore', file);
    is(`back-up ${n} comes back`, '0', `${put.status}${put.status === 0 ? '' : put.err}`);
    if (!existsSync(back.data))
        return;
    const proof = await back.later('ledger', 'verify', '--deep');
    is(`back-up ${n} is whole, and its tables are the fold of its ledger`, '0', `${proof.status}${proof.status === 0 ? '' : proof.err}`);
    const there = notes(back.data);
    for (const [item, least] of before)
        holds(`what was acknowledged before back-up ${n} is in it`, Number(there.get(item)) >= least, `${item}: ${there.get(item)}, ${least} was acknowledged`);
    for (const end of ['', '-wal', '-shm', '-lock', '.key'])
        for (const name of [file, back.data])
            rmSync(name + end, {force: true});
}

// Put back under a running server: what was acknowledged stays or is asked about first, and
// who only reads sees the new file too.
async function beside() {
    const own = new Program(path, folder, `${folder}/beside.db`);
    const older = `${folder}/older.db`;
    const newer = `${folder}/newer.db`;
    program.copyTo(own);
    await own.serve(await freePort());
    const client = await new Client(own.port).signIn('samira@voorbeeldstad.example', password);
    const where = '/maatregelen/5.37';
    const fill = async note => {
        const {fields} = formTo((await client.get(where)).text, where);
        return () => client.post(where, {...fields, note}).catch(() => ({status: 0}));
    };
    is('what the older one holds', 303, (await (await fill('van de oudste'))()).status);
    own.run('backup', older);
    is('what the newer one holds', 303, (await (await fill('van de nieuwste'))()).status);
    is('it is made', 0, own.run('backup', newer).status);
    for (let n = 0; n < 3; n++) {
        const late = await fill(`te laat ${n}`);
        let at = null;
        const done = own.later('restore', newer).then(put => { at ??= Promise.resolve({status: 0}); return put; });
        while (at === null) {
            if (readdirSync(folder).some(name => name.startsWith('beside.db.fresh-')))
                at = late();
            await sleep(1);
        }
        const {status} = await at;
        const answer = (await done).status;
        const kept = own.sql(`select count(*) from assessment where note = 'te laat ${n}'`) === '1';
        holds('it is put back under a running server, or the change that came before asks for a reason',
            answer === 0 || (answer === 6 && kept), String(answer));
        is('what is asked meanwhile is kept, or not said to be', true, status !== 303 || kept);
        own.run('restore', newer, '--older-is-right', 'proef');
        await settled(client, where, 'van de nieuwste');
        if (own.run('backup', `${newer}-${n}`).status === 0)
            renameSync(`${newer}-${n}`, newer);
    }
    is('an older one with a reason', 0, own.run('restore', older, '--older-is-right', 'proef').status);
    holds('who only reads gets the new file', await settled(client, where, 'van de oudste'));
    for (let n = 0; n < 20; n++)
        holds('from every worker', (await client.get(where)).text.includes('van de oudste'));
    is('the server stops in good order', 0, await own.stop());
    is('and its data are whole', 0, own.run('ledger', 'verify', '--deep').status);
}

// Until each worker has ended once, at most; by reading alone.
async function settled(client, where, text) {
    let times = 0;
    for (let tries = 0; tries < 200 && times < 10; tries++) {
        const answer = await client.get(where).catch(() => ({status: 0, text: ''}));
        times = answer.status === 200 && answer.text.includes(text) ? times + 1 : 0;
        await sleep(20);
    }
    return times === 10;
}

await program.serve(await freePort());
const desks = ['5.37', '5.36', '5.35'].map(write);
for (let n = 1; n <= copies; n++)
    await one(n);
writing = false;
await Promise.all(desks);
await beside();
holds('somebody wrote meanwhile', written > copies, String(written));
is('the server stops in good order', 0, await program.stop());
is('and its data are whole', 0, program.run('ledger', 'verify', '--deep').status);
console.log(`  ${copies} back-ups in ${((Date.now() - begun) / 1000).toFixed(0)} s, each put back and verified; ${written} notes kept meanwhile`);
process.exitCode = close() ? 0 : 1;
