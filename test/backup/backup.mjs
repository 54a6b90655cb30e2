// backup.mjs PROGRAM FOLDER COPIES: see run.
import {execFileSync} from 'node:child_process';
import {existsSync, rmSync} from 'node:fs';

import {Client, formTo} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
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

await program.serve(await freePort());
const desks = ['5.37', '5.36', '5.35'].map(write);
for (let n = 1; n <= copies; n++)
    await one(n);
writing = false;
await Promise.all(desks);
holds('somebody wrote meanwhile', written > copies, String(written));
is('the server stops in good order', 0, await program.stop());
is('and its data are whole', 0, program.run('ledger', 'verify', '--deep').status);
console.log(`  ${copies} back-ups in ${((Date.now() - begun) / 1000).toFixed(0)} s, each put back and verified; ${written} notes kept meanwhile`);
process.exitCode = close() ? 0 : 1;
