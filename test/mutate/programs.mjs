// programs.mjs - the test programs of a room, apart from the room that they try.
//
// Each is linked once as BUILD links it, but with the room in a library of its own beside it, so
// that a change costs one file compiled and that library linked. What each case (one function
// of a test program) reaches is measured once, with gcov: only those are run.
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../..');
// What goes round for ever gets ten times what it takes unchanged, and no less than this.
const CPU_SECONDS = 1;
const WALL_SECONDS = 600;
// A case that takes more than this sees no more than the others, and is left out.
const CASE_SECONDS = 5;
// What it costs to start one.
const START_MS = 10;

// A command, awaited: {status, out}. status is null when a signal ended it.
function run(words, options = {}) {
    return new Promise(done => {
        const child = spawn(words[0], words.slice(1), {stdio: ['ignore', 'pipe', 'pipe'], ...options});
        let out = '';
        const late = setTimeout(() => child.kill('SIGKILL'), 1000 * WALL_SECONDS);
        child.stdout.on('data', it => { out += it; });
        child.stderr.on('data', it => { out += it; });
        child.on('close', status => {
            clearTimeout(late);
            done({status, out});
        });
    });
}

async function must(what, words, options) {
    const done = await run(words, options);
    if (done.status !== 0)
        throw new Error(`${what}: ${done.out}`);
    return done.out;
}

const shellWords = line => line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g)
    .map(it => it.replace(/'([^']*)'|\\(.)/g, '$1$2'));

function asked(words) {
    const done = spawnSync(words[0], words.slice(1), {encoding: 'utf8', maxBuffer: 1 << 28});
    if (done.status !== 0)
        throw new Error(`${words.join(' ')}: ${done.stderr}`);
    return done.stdout;
}

export class Room {
    // not: names of tests that are not tried. guards: what the room is compiled with besides.
    constructor(name, build, folder, not, guards) {
        Object.assign(this, {name, build, folder: join(folder, name), not, guards});
        this.all = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
            .map(it => ({...it, path: relative(root, resolve(it.directory, it.file))}));
        this.sources = this.all.filter(it => it.path.startsWith(`src/${name}/`) && it.output.includes(`lib${name}.a.p`));
        this.cover = join(this.folder, 'cover');
        mkdirSync(this.cover, {recursive: true});
    }

    paths() {
        return this.sources.map(it => it.path).sort();
    }

    // As the build compiles it, without what only the build needs; slow code is made faster.
    compile(path, source, object, ...more) {
        const command = this.all.find(it => it.path === path);
        const words = shellWords(command.command)
            .filter(it => !/^-(?:Werror|O\d|g|MD|U_FORTIFY_SOURCE|D_FORTIFY_SOURCE.*)$/.test(it));
        for (const flag of ['-MQ', '-MF', '-o', '-c'])
            if (words.includes(flag))
                words.splice(words.indexOf(flag), 2);
        // What it includes from its own folder is not beside a changed copy of it.
        return run([...words, ...this.guards, '-w', '-O0', '-iquote', join(root, dirname(path)), ...more, '-c', source, '-o', object],
            {cwd: command.directory});
    }

    object = path => join(this.folder, basename(path, '.c') + '.o');

    // The library of the room, by the linker alone: what drives it costs more than it does.
    library(into, wraps, objects) {
        return must('the library', ['ld', '-shared', '-o', join(into, this.soname(wraps)), '-soname', this.soname(wraps),
            ...wraps.map(it => it.replace('-Wl,', '')), ...objects]);
    }

    soname = wraps => `lib${this.name}${wraps.length}.so`;

    // Everything that is made once.
    async prepare(workers) {
        this.workers = workers.map(it => join(it, this.name));
        await Promise.all(this.sources.map(async ({path}) => {
            const source = join(root, path);
            if ((await this.compile(path, source, this.object(path))).status !== 0 ||
                (await this.compile(path, source, join(this.cover, basename(path, '.c') + '.o'), '--coverage')).status !== 0)
                throw new Error(`${path} does not compile`);
        }));
        const arena = 'src/base/arena.c';
        if ((await this.compile(arena, join(root, arena), join(this.folder, 'arena.o'), '-DARENA_APART')).status !== 0)
            throw new Error('the arena does not compile');
        for (const name of ['pick', 'ends'])
            await must(name, ['gcc', '-c', join(here, `${name}.c`), '-o', join(this.folder, `${name}.o`)]);
        for (const it of this.workers)
            mkdirSync(it, {recursive: true});
        this.programs = [];
        for (const {name, cmd} of JSON.parse(asked(['meson', 'introspect', '--tests', this.build])))
            if (name.startsWith(`${this.name} `) && !this.not.includes(name))
                this.programs.push(await this.link(name, cmd[0]));
        await this.measure();
    }

    async link(name, path) {
        const words = shellWords(asked(['ninja', '-C', this.build, '-t', 'commands', relative(this.build, path)]).trim().split('\n').at(-1));
        const wraps = words.filter(it => it.startsWith('-Wl,--wrap='));
        const file = join(this.folder, basename(path));
        words.splice(words.indexOf('-o'), 2);
        await must('the library', ['gcc', '--coverage', '-shared', '-o', join(this.cover, this.soname(wraps)),
            `-Wl,-soname,${this.soname(wraps)}`, ...wraps, ...this.guards, join(this.folder, 'ends.o'),
            ...this.sources.map(it => join(this.cover, basename(it.path, '.c') + '.o'))]);
        await must(`linking ${name}`, [words[0], '-o', file, ...this.guards, '-rdynamic', '-Wl,--no-as-needed', join(this.cover, this.soname(wraps)),
            '-Wl,--as-needed', join(this.folder, 'pick.o'), join(this.folder, 'arena.o'), ...words.slice(1)], {cwd: this.build});
        const source = readFileSync(join(root, 'test', this.name, `test_${name.split(' ')[1]}.c`), 'utf8');
        return {name, file, wraps, cases: [...source.matchAll(/cmocka_unit_test\((\w+)\)/g)].map(it => it[1])};
    }

    // Runs one case with the library that stands in `library`. What comes out ends with the
    // time of a processor that it took.
    start({program, one}, library, worker, seconds, more = {}) {
        return run(['sh', '-c', `exec 2>&1; ulimit -c 0; ulimit -t ${seconds}; "$0"; s=$?; times; exit $s`, program.file], {cwd: worker,
            env: {...process.env, LD_LIBRARY_PATH: library, TMPDIR: worker, ASAN_OPTIONS: 'detect_leaks=0',
                WAARBORG_TEST_BASE: join(this.folder, 'base.db'), WAARBORG_CASE: one, ...more}});
    }

    // What each case reaches, and how long it takes.
    async measure() {
        this.cases = this.programs.flatMap(program => program.cases.map(one => ({program, one, kills: {}, tries: {}})));
        const left = [...this.cases];
        let first;
        await Promise.all(this.workers.map(async worker => {
            const notes = join(worker, this.cover);
            mkdirSync(notes, {recursive: true});
            for (const it of readdirSync(this.cover).filter(name => name.endsWith('.gcno')))
                symlinkSync(join(this.cover, it), join(notes, it));
            // The first makes the database that the others begin with.
            await (first ??= this.measureCase(left.shift(), worker, notes));
            for (let it; (it = left.shift()) !== undefined;)
                await this.measureCase(it, worker, notes);
        }));
    }

    async measureCase(it, worker, notes) {
        const done = await this.start(it, this.cover, worker, CASE_SECONDS, {GCOV_PREFIX: worker});
        if (done.status > 128) {
            this.cases.splice(this.cases.indexOf(it), 1);
            return;
        }
        if (done.status !== 0)
            throw new Error(`${it.one} alone: ${done.out}`);
        it.ms = [...done.out.trim().split('\n').at(-1).matchAll(/(\d+)m([\d.]+)s/g)]
            .reduce((sum, [, minutes, seconds]) => sum + 60000 * minutes + 1000 * seconds, START_MS);
        it.lines = {};
        it.functions = {};
        const data = readdirSync(notes).filter(name => name.endsWith('.gcda'));
        const told = await must('gcov', ['gcov', '-j', '-t', ...data], {cwd: notes});
        for (const line of told.split('\n').filter(text => text.startsWith('{')))
            for (const file of JSON.parse(line).files) {
                const path = relative(root, resolve(this.build, file.file));
                it.lines[path] = new Set(file.lines.filter(one => one.count > 0).map(one => one.line_number));
                it.functions[path] = file.functions.filter(one => one.execution_count > 0)
                    .map(one => [one.start_line, one.end_line]);
            }
        for (const name of data)
            rmSync(join(notes, name));
    }

    // The cases that may see a change at a line: those that reach the line, then those that
    // reach its function; all of them, where a line is of no function. What saw most of the
    // changes of this source that it was tried on, in the least time, comes first.
    casesFor(path, line) {
        const at = it => it.lines[path]?.has(line) ? 0
            : it.functions[path]?.some(([from, to]) => from <= line && line <= to) ? 1 : 2;
        const cost = it => it.ms * (2 + (it.tries[path] ?? 0)) / (1 + (it.kills[path] ?? 0));
        const ranked = this.cases.map(it => ({it, rank: at(it)})).sort((a, b) => a.rank - b.rank || cost(a.it) - cost(b.it));
        const reached = ranked.filter(it => it.rank < 2);
        return (reached.length > 0 ? reached : ranked).map(it => it.it);
    }

    // Does any case see the source that stands in `changed`? null: it does not compile.
    async caught(path, line, changed, worker) {
        const object = join(worker, 'changed.o');
        const made = new Set();
        if ((await this.compile(path, changed, object)).status !== 0)
            return null;
        for (const it of this.casesFor(path, line)) {
            const {wraps} = it.program;
            if (!made.has(this.soname(wraps)))
                await this.library(worker, wraps, this.sources.map(({path: one}) => one === path ? object : this.object(one)));
            made.add(this.soname(wraps));
            const seconds = Math.max(CPU_SECONDS, Math.ceil(it.ms / 100));
            it.tries[path] = (it.tries[path] ?? 0) + 1;
            if ((await this.start(it, worker, worker, seconds)).status !== 0) {
                it.kills[path] = (it.kills[path] ?? 0) + 1;
                return it.one;
            }
        }
        return false;
    }
}
