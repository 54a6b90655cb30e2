// mutate.mjs FOLDER BUILD [SOURCE]...: see run.
//
// The engine stands in a shared library, so that a change costs one file compiled and one
// library linked, and no test program anew. What no test of a plain build caught is tried
// once more under the sanitizers: reading past an end is a fault too.
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

import {changesOf} from './changes.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const [folder, build, ...named] = process.argv.slice(2);
const LEAST = 95;
// A test that goes round for ever gets ten times what it takes unchanged, and this more.
const CPU_SECONDS = 1;
// The test that most likely sees it, where that has another name.
const FIRST = {gap: 'count', slice: 'spread'};

const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
    .map(it => ({...it, from: resolve(it.directory, it.file)}))
    .map(it => ({...it, path: it.from.startsWith(`${resolve(build)}/`) ? relative(build, it.from) : relative(root, it.from)}));

function must(what, done) {
    if (done.status === 0)
        return done;
    console.error(`${what}: ${done.stderr}`);
    process.exit(2);
}

const shellWords = line => line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g)
    .map(it => it.replace(/'([^']*)'|\\(.)/g, '$1$2'));

// The way to compile a source, without what only the build needs.
function compiling(command, sanitized) {
    const words = shellWords(command.command).filter(it => !/^-(?:Werror|O\d|g|MD|fsanitize.*)$/.test(it));
    for (const [flag, n] of [['-MQ', 2], ['-MF', 2], ['-o', 2], ['-c', 2]])
        if (words.includes(flag))
            words.splice(words.indexOf(flag), n);
    return [...words, '-w', '-O0', '-fPIC',
        ...(sanitized ? ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'] : [])];
}

function compile(command, source, object, sanitized) {
    const [cc, ...words] = compiling(command, sanitized);
    return spawnSync(cc, [...words, '-c', source, '-o', object], {cwd: command.directory, encoding: 'utf8'});
}

// One of the two: plain, or sanitized. Made when it is first needed.
function yard(sanitized) {
    const at = join(folder, sanitized ? 'sanitized' : 'plain');
    const flags = sanitized ? ['-fsanitize=address,undefined'] : [];
    const objects = new Map();
    const engine = new Map();
    mkdirSync(at);
    for (const command of commands) {
        const room = /^src\/(base|model|engine|catalogue)\/\w+\.c$/.exec(command.path)?.[1];
        const isTest = /^test\/engine\/\w+\.c$/.test(command.path) || command.path === 'test/catalogue/files.c';
        const object = join(at, `${command.path.replaceAll('/', '_')}.o`);
        if ((room === undefined && !isTest) || objects.has(command.path))
            continue;
        if (command.path === 'test/catalogue/files.c' && !command.command.includes('test/engine'))
            continue;
        must(command.path, compile(command, command.from, object, sanitized));
        objects.set(command.path, object);
        if (room === 'engine')
            engine.set(command.path, object);
    }
    const of = room => [...objects].filter(([path]) => path.startsWith(room)).map(([, object]) => object);
    const archive = join(at, 'rest.a');
    must('ar', spawnSync('ar', ['rcs', archive, ...of('src/base'), ...of('src/model')], {encoding: 'utf8'}));
    const made = {at, sanitized, engine, flags, tests: []};
    library(made, null, null);
    for (const path of objects.keys()) {
        const name = /^test\/engine\/test_(\w+)\.c$/.exec(path)?.[1];
        if (name === undefined)
            continue;
        const level = name === 'level';
        const helpers = ['facts', 'world', 'links'].map(it => objects.get(`test/engine/${it}.c`));
        const program = join(at, `test_${name}`);
        const done = spawnSync('cc', [...flags, '-rdynamic', '-o', program, objects.get(path), ...helpers,
            ...(level ? [objects.get('test/catalogue/files.c'), ...of('src/catalogue')] : []),
            '-Wl,--whole-archive', archive, '-Wl,--no-whole-archive', `-L${at}`, '-lengine', '-lcmocka',
            ...(level ? ['-ljansson', '-lcrypto', '-lyaml'] : []), `-Wl,-rpath,${at}`], {encoding: 'utf8'});
        must(name, done);
        const begun = performance.now();
        must(`${name}, unchanged`, test(made, name, 600));
        made.tests.push({name, ms: performance.now() - begun});
    }
    made.tests.sort((a, b) => a.ms - b.ms);
    return made;
}

// libengine.so, with one of its objects in the place of another.
function library(it, path, object) {
    must('the library', spawnSync('cc', [...it.flags, '-shared', '-o', join(it.at, 'libengine.so'),
        ...[...it.engine].map(([at, own]) => at === path ? object : own)], {encoding: 'utf8'}));
}

function test(it, name, seconds) {
    return spawnSync('sh', ['-c', `ulimit -t ${seconds}; exec "$0"`, join(it.at, `test_${name}`)],
        {encoding: 'utf8', cwd: it.at, timeout: 600000, env: {...process.env, ASAN_OPTIONS: 'detect_leaks=0'}});
}

// Does any test see the source that stands in `changed`? null: it does not compile.
function caught(it, command, changed) {
    const object = join(it.at, 'changed.o');
    const first = FIRST[basename(command.path, '.c')] ?? basename(command.path, '.c');

    if (compile(command, changed, object, it.sanitized).status !== 0)
        return null;
    library(it, command.path, object);
    return [...it.tests].sort((a, b) => (b.name === first) - (a.name === first))
        .some(({name, ms}) => test(it, name, CPU_SECONDS + Math.ceil(ms / 100)).status !== 0);
}

// "src/engine/x.c | the line, trimmed | was -> now | reason"
const equal = existsSync(join(here, 'equal.txt'))
    ? readFileSync(join(here, 'equal.txt'), 'utf8').split('\n').filter(it => it !== '' && !it.startsWith('#'))
        .map(it => it.split(' | ').slice(0, 3).join(' | ')) : [];

const yards = {};
const kept = sanitized => yards[sanitized] ??= yard(sanitized);
const sources = named.length > 0 ? named.map(it => relative(root, resolve(it)))
    : [...new Set(commands.map(it => it.path))].filter(it => /^src\/engine\/\w+\.c$/.test(it)).sort();
const total = {caught: 0, survived: 0, equal: 0};

for (const path of sources) {
    const command = commands.find(it => it.path === path);
    const text = readFileSync(join(root, path), 'utf8');
    const changed = join(folder, basename(path));
    const counts = {caught: 0, survived: 0, equal: 0};
    for (const change of changesOf(text)) {
        const line = text.split('\n')[change.line - 1].trim();
        const says = `${path} | ${line} | ${change.was.replaceAll(/\s+/g, ' ')} -> ${change.now.replaceAll(/\s+/g, ' ')}`;
        if (equal.includes(says)) {
            counts.equal++;
            continue;
        }
        writeFileSync(changed, text.slice(0, change.from) + change.now + text.slice(change.to));
        const plain = caught(kept(false), command, changed);
        if (plain === null)
            continue;
        const seen = plain || caught(kept(true), command, changed);
        counts[seen ? 'caught' : 'survived']++;
        if (!seen)
            console.log(`survived at ${change.line}: ${says}`);
    }
    library(kept(false), null, null);
    for (const what of Object.keys(total))
        total[what] += counts[what];
    console.log(`${path}: ${counts.caught} caught, ${counts.survived} survived, ${counts.equal} listed`);
}
const share = 100 * total.caught / Math.max(1, total.caught + total.survived);
console.log(`${total.caught} caught, ${total.survived} survived, ${total.equal} listed: ${share.toFixed(1)} %`);
process.exit(share < LEAST ? 1 : 0);
