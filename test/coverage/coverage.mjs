// Which branches of the heart did no test take? Reads what gcov counted.
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, statSync, existsSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';

const [folder, build, source, ...rooms] = process.argv.slice(2);
// What is held to every branch; the rest of the program is counted as a whole.
const heart = ['src/engine/', 'src/ledger/'];

function* counted(at) {
    for (const name of readdirSync(at)) {
        const path = join(at, name);
        if (statSync(path).isDirectory())
            yield* counted(path);
        else if (name.endsWith('.gcda'))
            yield resolve(path);
    }
}

// A header's inline function is counted in every file that includes it: the most counts.
const files = new Map();
function add(said) {
    for (const file of said.files) {
        const path = relative(source, resolve(said.current_working_directory, file.file));
        if (!path.startsWith('src/') || !existsSync(join(source, path)))
            continue;
        const lines = files.get(path) ?? new Map();
        files.set(path, lines);
        for (const line of file.lines) {
            const key = `${line.line_number} ${line.function_name ?? ''}`;
            const before = lines.get(key);
            const taken = line.branches.map(branch => branch.count);
            lines.set(key, before === undefined || before.taken.length !== taken.length
                ? {n: line.line_number, count: line.count, taken}
                : {n: line.line_number, count: before.count + line.count,
                   taken: before.taken.map((count, i) => count + taken[i])});
        }
    }
}

const data = [...counted(join(build, 'src'))];
for (let i = 0; i < data.length; i += 40) {
    // On standard output: as files, those of two rooms that are called the same overwrite each other.
    const {status, stdout, stderr} = spawnSync('gcov', ['--stdout', '--json-format',
        '--branch-probabilities', ...data.slice(i, i + 40)],
        {cwd: folder, maxBuffer: 1 << 30, encoding: 'utf8'});
    if (status !== 0) { // counted by a program that was built from another source, for one
        console.error(`coverage: gcov cannot read what was counted: ${stderr.split('\n')[0]}`);
        process.exit(2);
    }
    for (const text of stdout.split('\n').filter(line => line.startsWith('{')))
        add(JSON.parse(text));
}

// A promise between our own lines has no other side: MUST ends the program there.
function promises(text) {
    const found = new Set();
    let open = 0;
    text.split('\n').forEach((line, i) => {
        const at = line.search(/\bMUST\(/);
        if (open === 0 && at < 0)
            return;
        found.add(i + 1);
        for (const sign of at >= 0 && open === 0 ? line.slice(at) : line)
            open += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    });
    return found;
}

// The sides of a switch that no value of its enum takes: beside them all, and its _COUNT.
function beside(rows, n) {
    const indent = /^(\s*)switch \(/.exec(rows[n - 1] ?? '')?.[1];
    if (indent === undefined)
        return 0;
    const end = rows.findIndex((row, i) => i >= n && row === `${indent}}`);
    return 1 + rows.slice(n, end).filter(row => /^\s*case \w+_COUNT:$/.test(row)).length;
}

const total = {heart: [0, 0], rest: [0, 0], lines: [0, 0]};
for (const [path, lines] of [...files].sort()) {
    const text = readFileSync(join(source, path), 'utf8');
    const rows = text.split('\n'); // a woven page may count one more than it has
    const apart = promises(text);
    const mine = heart.some(room => path.startsWith(room));
    const missed = [];
    const of = [0, 0];
    for (const line of lines.values()) {
        total.lines[1]++;
        total.lines[0] += line.count > 0;
        if (apart.has(line.n))
            continue;
        const sides = line.taken.length - beside(rows, line.n);
        const taken = Math.min(line.taken.filter(count => count > 0).length, sides);
        of[0] += taken;
        of[1] += sides;
        if (taken < sides)
            missed.push([line.n, taken, sides]);
    }
    const into = mine ? total.heart : total.rest;
    into[0] += of[0];
    into[1] += of[1];
    if (rooms.length > 0 ? !rooms.some(room => path.startsWith(room)) : !mine)
        continue;
    for (const [n, taken, all] of missed)
        console.log(`${path}:${n}: ${taken} of ${all}: ${(rows[n - 1] ?? '').trim()}`);
}
const share = ([part, all]) => (100 * part / Math.max(all, 1)).toFixed(1);
const whole = [total.heart[0] + total.rest[0], total.heart[1] + total.rest[1]];
console.log(`coverage: ${share(total.heart)} % of ${total.heart[1]} branches of engine and ledger, ` +
    `${share(whole)} % of ${whole[1]} of the whole, ${share(total.lines)} % of its lines`);
process.exit(total.heart[0] === total.heart[1] && whole[0] >= 0.85 * whole[1] ? 0 : 1);
