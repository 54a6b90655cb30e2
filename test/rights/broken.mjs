// broken.mjs PROGRAM RIGHTS TOWN FOLDER [WHICH]: see broken.
import {execFileSync, spawn} from 'node:child_process';
import {closeSync, openSync, readSync, writeFileSync, writeSync} from 'node:fs';
import {createInterface} from 'node:readline';

import {know} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
import {close, holds, is} from '../walk/tally.mjs';
import {cellsOf, may, renewed} from './matrix.mjs';
import {ask, People} from './people.mjs';

const [path, rights, town, folder, which = ''] = process.argv.slice(2);
// Those before are of the session, the same for every address: only the first takes them all.
const early = [1, 2, 3, 4, 5];
const later = [6, 7, 8, 9, 10, 11, 12, 14, 17, 21, 27, 35];
// Each is asked for every one of these, or for one in four, another one each time.
const every = process.env.WAARBORG_LONG ? 1 : 4;
const longest = every === 1 ? 20000 : 2000; // ms for one: it makes a key, which is slow by itself
const program = new Program(path, folder);
const password = 'vier paarse fietsen in de mist';

// What failing.c counts: how many statements are left before the one that fails, and what failed.
const counts = openSync(`${folder}/failing`, 'r+');
function fail(n) {
    const to = Buffer.alloc(8);
    to.writeInt32LE(n, 0);
    writeSync(counts, to, 0, 8, 0);
}
function failed() {
    const from = Buffer.alloc(8);
    readSync(counts, from, 0, 8, 0);
    return from.readInt32LE(4) > 0;
}

writeFileSync(`${folder}/password`, password);
const made = program.run('init', '--org', 'Eerste', '--type', 'gemeente', '--hours', '8', '--name', 'Anna',
    '--email', 'anna@1.example', '--password-file', `${folder}/password`);
is('an organisation can be founded', 0, made.status);
const walk = {program, password,
    table: JSON.parse(execFileSync(rights, ['--json'], {encoding: 'utf8'})),
    town: JSON.parse(execFileSync(town, [program.data], {encoding: 'utf8'}))};

know(walk.table.lines.filter(line => line.door === 'web').map(line => ({method: line.method, path: line.address, fresh: line.fresh})));
process.env.LD_PRELOAD = `${folder}/failing.so`;
process.env.WAARBORG_FAILING = `${folder}/failing`;
await program.serve(await freePort(), '--workers', '2', '--contact', 'mailto:veilig@1.example');
delete process.env.LD_PRELOAD;
process.on('exit', () => program.keeper.kill('SIGTERM')); // whatever ends this
walk.town.soa = Number(program.sql('select id from soa where org = 1 order by number desc limit 1'));
walk.people = new People(walk);
await walk.people.signIn();

// Somebody who may, for each way in which an address is asked for.
const ways = walk.table.lines.flatMap(line => {
    const all = walk.people.all.filter(person => !person.renews && !person.nobody && person.who !== 'both')
        .flatMap(person => cellsOf(line, person, walk.town)).filter(cell => may(walk.table, cell));
    return [...new Map(all.map(cell => [cell.one, cell])).values()];
}).filter(cell => !/inloggen|uitloggen|sessie|wachtwoord/.test(cell.line.address) && // those end who asks
    new RegExp(which).test(`${cell.line.method} ${cell.line.address}`));
// One reader for all: a program for each look takes longer than what it looks at.
const reader = spawn('sqlite3', ['-readonly', '-cmd', '.timeout 5000', program.data], {stdio: ['pipe', 'pipe', 'inherit']});
const rows = createInterface(reader.stdout)[Symbol.asyncIterator]();
async function heads() {
    reader.stdin.write("select group_concat(org || ' ' || seq || ' ' || hash) from ledger_head;\n");
    return (await rows.next()).value;
}
const seqs = text => text.split(',').map(head => Number(head.split(' ')[1]));
const wrong = [];
const looked = await heads();
let tried = 0;
let hit = 0;

// One request of which the n-th statement fails; false: it takes fewer than n.
async function tryOne(cell, what, n) {
    const before = what.method === 'GET' ? '' : await heads();
    fail(n);
    const answer = await ask(cell.person, what).catch(error => ({status: String(error), text: ''}));
    const was = failed();
    fail(0);
    tried++;
    hit += was;
    const named = `${what.method} ${what.path}, statement ${n}: ${answer.status}`;
    if (answer.status !== 503 && !(answer.status < 500))
        wrong.push(named);
    if (answer.status === 503 && !was)
        wrong.push(`${named} and nothing failed`);
    if (answer.status === 503 && what.method !== 'GET') {
        const now = await heads();
        // A program is told what it made, which is read after: it asks again, with the same key.
        const more = seqs(now).reduce((n, seq) => n + seq, 0) - seqs(before).reduce((n, seq) => n + seq, 0);
        if (now !== before && !(cell.line.door === 'api' && more === 1))
            wrong.push(`${named} and ${more} more in the ledger`);
    }
    return was;
}

const reads = ways.filter(cell => cell.line.method === 'GET');
const writes = ways.filter(cell => cell.line.method !== 'GET');
for (const [i, cell] of [...reads, ...writes].entries()) {
    const steps = i === 0 ? [...early, ...later] : later.filter((_, at) => at % every === i % every);
    const empty = cell.line.door === 'web' && cell.line.method === 'POST' ? [{...cell.what, fields: {}}] : [];
    const begun = Date.now();
    if (cell === writes[0])
        is('looking leaves nothing in the ledger', looked, await heads());
    for (const asked of [...empty, cell.what])
        for (const n of steps)
            if (Date.now() - begun > longest || !await tryOne(cell, asked === cell.what ? renewed(cell, walk) : asked, n))
                break;
}
const after = reads[0] && await ask(reads[0].person, reads[0].what);
if (after)
    is('it goes on', 200, after.status);
wrong.forEach(line => console.log(line));
is('nothing is half, and nothing else is said than 503', 0, wrong.length);
holds('statements failed at every turn', hit >= ways.length, `${hit} of ${tried} tries, ${ways.length} ways`);
await program.stop();
closeSync(counts);
reader.stdin.end();
// The keyboard knows one organisation: the other one goes, and the first is whole without it. Not
// --deep: people.mjs writes in tables beside the ledger.
program.sql(program.sql("select group_concat('delete from \"' || t.name || '\" where org <> 1', ';') from sqlite_master t "
    + "join pragma_table_info(t.name) c on c.name = 'org' where t.type = 'table'"));
const verified = program.run('ledger', 'verify');
is('the ledger is sound', 0, verified.status) || console.log(verified.out, verified.err);
is('no worker met what it did not foresee', '', program.said().split('\n')
    .filter(line => /MUST|Sanitizer|runtime error|"signal"/.test(line)).slice(0, 3).join('\n'));
console.log(`${tried} tries at ${ways.length} ways, ${hit} failed in between`);
process.exitCode = close() ? 0 : 1;
