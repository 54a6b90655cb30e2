// mutate.mjs FOLDER BUILD [--every N] [--jobs N] [SOURCE[:LINE]]...: see run.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {basename, join, relative, resolve} from 'node:path';

import {changesOf} from './changes.mjs';
import {Room, here, root} from './programs.mjs';

const [folder, built, ...rest] = process.argv.slice(2);
const LEAST = 95;
// What survives once is tried again with these: reading past an end is a fault too.
const GUARDS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
// The rooms whose tests are held to them. Not tried: what is no program of its own, and what
// makes each statement fail in turn, which takes minutes a change.
const ROOMS = {engine: [], ledger: ['ledger chain python', 'ledger faults']};

const option = name => {
    const at = rest.indexOf(name);
    return at < 0 ? undefined : rest.splice(at, 2)[1];
};
const every = Number(option('--every') ?? 1);
const jobs = Number(option('--jobs') ?? availableParallelism());
const wanted = rest.map(it => it.split(':')).map(([path, line]) => ({path: relative(root, resolve(path)), line: Number(line ?? 0)}));
const oneLine = text => text.replaceAll(/\s+/g, ' ');
const roomOf = path => path.split('/')[1];

// "src/engine/x.c | the line, trimmed | was -> now | reason"
const listed = name => readFileSync(join(here, name), 'utf8').split('\n')
    .filter(it => it !== '' && !it.startsWith('#')).map(it => it.split(' | ').slice(0, -1).join(' | '));
const equal = new Set(listed('equal.txt'));
const explained = new Set(listed('survivors.txt'));

// Every change of a source that is asked for: {path, line, says, text, came}. The same change
// for the second time in a line says so: (2).
function changesIn(path) {
    const lines = wanted.filter(it => it.path === path).map(it => it.line);
    const text = readFileSync(join(root, path), 'utf8');
    const times = {};
    const says = it => {
        const what = `${path} | ${oneLine(text.split('\n')[it.line - 1].trim())} | ${oneLine(it.was)} -> ${oneLine(it.now)}`;
        const at = `${it.line} ${what}`;
        times[at] = (times[at] ?? 0) + 1;
        return times[at] > 1 ? `${what} (${times[at]})` : what;
    };

    if (wanted.length > 0 && lines.length === 0)
        return [];
    const all = changesOf(text).map(it => ({path, line: it.line, says: says(it), asserted: it.asserted,
        text: text.slice(0, it.from) + it.now + text.slice(it.to)}));
    const once = it => all.filter(one => one.says === it.says).length === 1;
    return all.filter(it => lines.length === 0 || lines.includes(0) || lines.includes(it.line))
        .map(it => ({...it, came: it.asserted ? 'asserted' : equal.has(it.says) && once(it) ? 'equal' : undefined}));
}

// One change against the tests of its room: a word for what came of it.
async function tried(it, room, worker) {
    const changed = join(worker, basename(it.path));

    mkdirSync(worker, {recursive: true});
    writeFileSync(changed, it.text);
    const seen = await room.caught(it.path, it.line, changed, worker);
    // A line that stands there more than once is listed once: only what survives is meant.
    return seen === null ? 'none' : seen ? 'caught' : equal.has(it.says) ? 'equal' : 'survived';
}

// All of them once, with what guards the room is compiled with.
async function pass(where, changes, guards) {
    const left = [...changes];
    const workers = Array.from({length: jobs}, (_, nth) => join(where, `worker${nth}`));
    const rooms = {};

    for (const name of new Set(changes.map(it => roomOf(it.path)))) {
        rooms[name] = new Room(name, resolve(built), where, ROOMS[name], guards);
        await rooms[name].prepare(workers);
    }
    await Promise.all(workers.map(async worker => {
        for (let it; (it = left.shift()) !== undefined;) {
            const name = roomOf(it.path);
            it.came = await tried(it, rooms[name], join(worker, name));
            if (it.came === 'survived' && guards === GUARDS)
                console.log(`${explained.has(it.says) ? 'explained' : 'survived'} at ${it.line}: ${it.says}`);
            if (process.stderr.isTTY)
                process.stderr.write(`\r${left.length} `);
        }
    }));
}

const all = Object.keys(ROOMS).flatMap(name => new Room(name, resolve(built), join(folder, 'one'), [], []).paths())
    .flatMap(changesIn).filter((it, nth) => nth % every === 0);
await pass(join(folder, 'one'), all.filter(it => it.came === undefined), []);
await pass(join(folder, 'two'), all.filter(it => it.came === 'survived'), GUARDS);

const count = (of, came) => of.filter(it => it.came === came).length;
const withReason = of => of.filter(it => it.came === 'survived' && explained.has(it.says)).length;
const summed = of => `${count(of, 'caught')} caught, ${count(of, 'survived')} survived ` +
    `(${withReason(of)} explained), ${count(of, 'equal')} equal, ${count(of, 'asserted')} asserted`;
for (const path of new Set(all.map(it => it.path)))
    console.log(`${path}: ${summed(all.filter(it => it.path === path))}`);
const listing = says => all.some(it => it.says === says && /^(?:survived|equal)$/.test(it.came));
const whole = path => every === 1 && (wanted.length === 0 || wanted.some(it => it.path === path && it.line === 0));
for (const says of [...equal, ...explained].filter(it => whole(it.split(' | ')[0]) && !listing(it)))
    console.log(`listed for nothing: ${says}`);
const share = 100 * count(all, 'caught') / Math.max(1, count(all, 'caught') + count(all, 'survived'));
console.log(`${all.length} changes: ${summed(all)}, ${count(all, 'none')} no C: ${share.toFixed(1)} %`);
process.exit(share < LEAST || withReason(all) < count(all, 'survived') ? 1 : 0);
