// mutate.mjs FOLDER BUILD [--every N] [SOURCE]...: see run.
//
// A change costs one file compiled and a test program or more linked: each is linked as BUILD
// links it, with the changed file before the archive that holds the unchanged one.
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

import {changesOf} from './changes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const [folder, built, ...rest] = process.argv.slice(2);
const build = resolve(built);
const LEAST = 95;
// A test that goes round for ever gets ten times what it takes unchanged, and this more.
const CPU_SECONDS = 1;
// The rooms whose tests are held to them. Not tried: what takes long and sees no more, what is
// no program of its own, and what puts itself around functions when it is linked.
const ROOMS = {engine: [], ledger: ['ledger long', 'ledger sync', 'ledger chain python', 'ledger faults']};
// The test that most likely sees it, where that has another name.
const FIRST = {gap: 'count', slice: 'spread', chain_export: 'chain', history: 'ledger', text: 'ledger',
    verify: 'forged', compare: 'tamper', known: 'forged', digest: 'bytes', table: 'fold'};

const option = name => {
    const at = rest.indexOf(name);
    return at < 0 ? undefined : Number(rest.splice(at, 2)[1]);
};
const every = option('--every') ?? 1;

function must(what, done) {
    if (done.status === 0)
        return done;
    console.error(`${what}: ${done.stderr}`);
    process.exit(2);
}

const shellWords = line => line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g)
    .map(it => it.replace(/'([^']*)'|\\(.)/g, '$1$2'));

const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
    .map(it => ({...it, path: relative(root, resolve(it.directory, it.file))}));

// As the build compiles it, without what only the build needs; slow code is made faster.
function compile(command, source, object) {
    const words = shellWords(command.command).filter(it => !/^-(?:Werror|O\d|MD|U_FORTIFY_SOURCE|D_FORTIFY_SOURCE.*)$/.test(it));
    for (const [flag, n] of [['-MQ', 2], ['-MF', 2], ['-o', 2], ['-c', 2]])
        if (words.includes(flag))
            words.splice(words.indexOf(flag), n);
    const [cc, ...flags] = words;
    return spawnSync(cc, [...flags, '-w', '-O0', '-c', source, '-o', object], {cwd: command.directory, encoding: 'utf8'});
}

// The words that link a test program, each path whole.
function linking(program) {
    const all = must(program, spawnSync('ninja', ['-C', build, '-t', 'commands', program],
        {encoding: 'utf8', maxBuffer: 1 << 28})).stdout.trim().split('\n');
    const words = shellWords(all.at(-1));
    words.splice(words.indexOf('-o'), 2);
    return words;
}

function test(program, seconds) {
    return spawnSync('sh', ['-c', `ulimit -t ${seconds}; exec "$0"`, program],
        {encoding: 'utf8', cwd: folder, timeout: 600000, env: {...process.env, TMPDIR: folder, ASAN_OPTIONS: 'detect_leaks=0'}});
}

// The tests of a room, the quickest first.
function testsOf(room) {
    const all = JSON.parse(must('the tests', spawnSync('meson', ['introspect', '--tests', build], {encoding: 'utf8'})).stdout);
    const tests = [];

    for (const {name, cmd} of all) {
        if (!name.startsWith(`${room} `) || ROOMS[room].includes(name))
            continue;
        const begun = performance.now();
        must(`${name}, unchanged`, test(cmd[0], 600));
        tests.push({name: name.slice(room.length + 1), link: linking(relative(build, cmd[0])), ms: performance.now() - begun});
    }
    return tests.sort((a, b) => a.ms - b.ms);
}

// Does any test see the source that stands in `changed`? null: it does not compile.
function caught(tests, command, changed) {
    const object = join(folder, 'changed.o');
    const program = join(folder, 'changed');
    const name = basename(command.path, '.c');
    const first = FIRST[name] ?? name;

    if (compile(command, changed, object).status !== 0)
        return null;
    return [...tests].sort((a, b) => (b.name === first) - (a.name === first)).some(it => {
        const [cc, ...words] = it.link;

        must('linking', spawnSync(cc, ['-o', program, object, ...words], {cwd: build, encoding: 'utf8'}));
        return test(program, CPU_SECONDS + Math.ceil(it.ms / 100)).status !== 0;
    });
}

// "src/engine/x.c | the line, trimmed | was -> now | reason"
const equal = existsSync(join(here, 'equal.txt'))
    ? readFileSync(join(here, 'equal.txt'), 'utf8').split('\n').filter(it => it !== '' && !it.startsWith('#'))
        .map(it => it.split(' | ').slice(0, 3).join(' | ')) : [];

const sources = rest.length > 0 ? rest.map(it => relative(root, resolve(it)))
    : Object.keys(ROOMS).flatMap(room => readdirSync(join(root, 'src', room)).filter(it => it.endsWith('.c'))
        .map(it => `src/${room}/${it}`).sort());
const tests = {};
const total = {caught: 0, survived: 0, equal: 0};
let nth = 0;

for (const path of sources) {
    const command = commands.find(it => it.path === path);
    const room = path.split('/')[1];
    const text = readFileSync(join(root, path), 'utf8');
    const changed = join(folder, basename(path));
    const counts = {caught: 0, survived: 0, equal: 0};
    for (const change of changesOf(text)) {
        const line = text.split('\n')[change.line - 1].trim();
        const says = `${path} | ${line} | ${change.was.replaceAll(/\s+/g, ' ')} -> ${change.now.replaceAll(/\s+/g, ' ')}`;
        if (nth++ % every !== 0)
            continue;
        if (equal.includes(says)) {
            counts.equal++;
            continue;
        }
        writeFileSync(changed, text.slice(0, change.from) + change.now + text.slice(change.to));
        const seen = caught(tests[room] ??= testsOf(room), command, changed);
        if (seen === null)
            continue;
        counts[seen ? 'caught' : 'survived']++;
        if (!seen)
            console.log(`survived at ${change.line}: ${says}`);
    }
    for (const what of Object.keys(total))
        total[what] += counts[what];
    console.log(`${path}: ${counts.caught} caught, ${counts.survived} survived, ${counts.equal} listed`);
}
const share = 100 * total.caught / Math.max(1, total.caught + total.survived);
console.log(`${total.caught} caught, ${total.survived} survived, ${total.equal} listed: ${share.toFixed(1)} %`);
process.exit(share < LEAST ? 1 : 0);
