// bench.mjs FOLDER BUILD [--report] [--full]: measures, compares, prints.
//
// Other work on the machine moves every time that a clock gives. So what counts are
// ratios within one run, taken by turns, and the least of some rounds: nothing makes a
// program need less than it needs. Where a bound is a time, the processor's time is said too.
import {execFileSync, spawn} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import {createInterface} from 'node:readline';

import {catalogOf, libraryOf} from './documents.mjs';

const [folder, build, ...options] = process.argv.slice(2);
const full = options.includes('--full');
const program = `${build}/src/main/waarborg`;
const sample = `${folder}/sample.db`;
const ROUNDS = 10;
const PAIRS = 200;
const SECONDS = 1;
const PAGES = [['list', '/maatregelen'], ['dashboard', '/'], ['measure', '/maatregelen/5.01.01'],
    ['soa', '/vvt']];
const titles = {list: 'the list', dashboard: 'the dashboard', measure: 'one measure',
    soa: 'the VvT'};
const requests = full ? 100000 : 20000;
const changes = full ? 1000000 : 200000;

const sleep = ms => new Promise(done => setTimeout(done, ms));
const running = new Set();
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));

// ---- results ----

const results = [];

// better: '<' when less is good.
function result(name, value, better, bound, digits, unit = '') {
    const ok = better === '<' ? value < bound : better === '<=' ? value <= bound : value >= bound;
    results.push(ok);
    console.log(`${name.padEnd(52)} | ${(value.toFixed(digits) + unit).padStart(10)} | ` +
        `${(`${better} ${bound}${unit}`).padStart(11)} | ${ok ? 'ok' : 'OVER'}`);
}
const note = text => console.log(`  ${text}`);

// ---- programs ----

const freePort = () => new Promise(done => {
    const socket = net.createServer().listen(0, '127.0.0.1', () => {
        const {port} = socket.address();
        socket.close(() => done(port));
    });
});

function ask(port, method, path, {cookie, fields} = {}) {
    const body = fields === undefined ? '' : new URLSearchParams(fields).toString();
    const headers = {Origin: `http://127.0.0.1:${port}`, ...(cookie && {Cookie: cookie}),
        ...(fields && {'Content-Type': 'application/x-www-form-urlencoded',
            'Content-Length': Buffer.byteLength(body)})};
    return new Promise((done, broken) => {
        http.request({host: '127.0.0.1', port, method, path, headers, agent: false}, reply => {
            const parts = [];
            reply.on('data', part => parts.push(part));
            reply.on('end', () => done({status: reply.statusCode, raw: reply.rawHeaders,
                headers: reply.headers, body: Buffer.concat(parts)}));
            reply.on('error', broken);
        }).on('error', broken).end(body);
    });
}

async function answers(port, path) {
    for (let i = 0; i < 4000; i++) {
        try {
            if ((await ask(port, 'GET', path)).status === 200)
                return;
        } catch { /* not yet */ }
        await sleep(1);
    }
    throw new Error(`nothing answers on ${path}`);
}

async function serve(data) {
    const port = await freePort();
    const begun = performance.now();
    const child = spawn(program, ['serve', '--listen', `127.0.0.1:${port}`, '--data', data,
        '--requests', '0', '--quiet'], {stdio: 'ignore'});
    running.add(child);
    await answers(port, '/inloggen');
    return {child, port, ms: performance.now() - begun};
}

function stop({child}) {
    running.delete(child);
    return new Promise(done => {
        child.once('exit', done);
        child.kill('SIGTERM');
    });
}

async function signIn({port}, password) {
    const page = await ask(port, 'GET', '/inloggen');
    const number = /name="form_number" value="([^"]*)"/.exec(page.body)[1];
    const reply = await ask(port, 'POST', '/inloggen', {fields: {password, form_number: number,
        email: 'samira@voorbeeldstad.example', naar: '/'}});
    if (reply.status !== 303)
        throw new Error(`cannot sign in: ${reply.status}`);
    return reply.headers['set-cookie'][0].split(';')[0];
}

// Every process of a program: itself and its children.
function processes(child) {
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
    return [child.pid, ...children.split(' ').filter(Boolean).map(Number)];
}

// User and system time, in microseconds, of every thread.
function cpu(child) {
    let sum = 0;
    for (const pid of processes(child))
        for (const task of readdirSync(`/proc/${pid}/task`))
            sum += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8')
                .split(' ')[0]) / 1000;
    return sum;
}

// What they take together, in MB; what they share counts once.
function pss(child) {
    let sum = 0;
    for (const pid of processes(child))
        sum += Number(/^Pss: *(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
    return sum / 1024;
}

const millis = text => parseFloat(text) * (/us$/.test(text) ? 0.001 : /ms$/.test(text) ? 1 : 1000);

async function wrk({port}, path, {connections = 4, threads = 1, seconds = SECONDS, cookie} = {}) {
    const child = spawn('wrk', ['-t', threads, '-c', connections, '-d', `${seconds}s`, '--latency',
        ...(cookie ? ['-H', `Cookie: ${cookie}`] : []), `http://127.0.0.1:${port}${path}`],
    {stdio: ['ignore', 'pipe', 'inherit']});
    let text = '';
    child.stdout.on('data', part => { text += part; });
    await new Promise(done => child.once('close', done));
    if (/Non-2xx|Socket errors/.test(text))
        throw new Error(`${path}: ${text}`);
    return {n: Number(/(\d+) requests in/.exec(text)[1]),
        median: millis(/50% *(\S+)/.exec(text)[1]), p99: millis(/99% *(\S+)/.exec(text)[1])};
}

// Microseconds of processor for one request.
async function cost(server, path, cookie) {
    const before = cpu(server.child);
    const {n} = await wrk(server, path, {cookie});
    return {us: (cpu(server.child) - before) / n, n};
}

const least = list => Math.min(...list);
const sorted = list => [...list].sort((a, b) => a - b);
const median = list => sorted(list)[list.length >> 1];

function copy(name) {
    copyFileSync(sample, `${folder}/${name}.db`);
    copyFileSync(`${sample}.key`, `${folder}/${name}.db.key`);
    return `${folder}/${name}.db`;
}

// ---- the machine ----

function machine() {
    const disk = execFileSync('df', ['--output=fstype', folder], {encoding: 'utf8'}).split('\n')[1];
    const sqlite = execFileSync('sqlite3', ['--version'], {encoding: 'utf8'}).split(' ')[0];
    console.log(`${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ` +
        `${Math.round(os.totalmem() / 2 ** 30)} GB; Linux ${os.release()}; disk ${disk.trim()}; ` +
        `SQLite ${sqlite}; load ${os.loadavg()[0].toFixed(1)} at the start`);
    console.log(`${''.padEnd(52)} |   measured |       bound |`);
}

// ---- what is measured ----

async function startTime() {
    const data = copy('start');
    const times = [];
    const used = [];
    for (let i = 0; i < 9; i++) {
        const server = await serve(data);
        times.push(server.ms);
        used.push(cpu(server.child) / 1000);
        await stop(server);
    }
    result('start to first answer, the least of nine', least(times), '<', 100, 0, ' ms');
    note(`median ${median(times).toFixed(0)} ms; processor ${least(used).toFixed(0)} ms, all of ` +
        'its processes');
}

// The page's bytes and headers, for the floor.
async function capture(server, cookie) {
    const pages = [];
    mkdirSync(`${folder}/pages`);
    for (const [name, path] of PAGES) {
        const reply = await ask(server.port, 'GET', path, {cookie});
        if (reply.status !== 200) {
            note(`${path} answers ${reply.status}: not measured`);
            continue;
        }
        let head = '';
        for (let i = 0; i < reply.raw.length; i += 2)
            if (!/^(date|content-length|connection)$/i.test(reply.raw[i]))
                head += `${reply.raw[i]}: ${reply.raw[i + 1]}\n`;
        writeFileSync(`${folder}/pages/${name}.body`, reply.body);
        writeFileSync(`${folder}/pages/${name}.head`, head);
        pages.push([name, path, reply.body.length]);
    }
    return pages;
}

async function startFloor(data) {
    const port = await freePort();
    const child = spawn(`${build}/bench/floor`, [port, data, `${folder}/pages`, 'bio2-5.01.01'],
        {stdio: ['pipe', 'pipe', 'inherit']});
    running.add(child);
    await new Promise((done, broken) => {
        child.stdout.once('data', done);
        child.once('exit', () => broken(new Error('the floor ended')));
    });
    return {child, port};
}

async function pagesAgainstFloor(server, cookie, pages) {
    const floor = await startFloor(copy('floor'));
    let n = 0;
    for (const [name, path, bytes] of pages) {
        const ours = [];
        const bare = [];
        for (let i = 0; i < ROUNDS; i++) {
            const it = await cost(server, path, cookie);
            ours.push(it.us);
            n += it.n;
            bare.push((await cost(floor, path)).us);
        }
        result(`${titles[name]}: processor, times a bare program`, least(ours) / least(bare),
            '<=', 2, 2);
        note(`${bytes.toLocaleString('en')} bytes; ${least(ours).toFixed(0)} us against ` +
            `${least(bare).toFixed(0)} us`);
    }
    running.delete(floor.child);
    floor.child.stdin.end();
    return n;
}

async function slowest(server, cookie) {
    const ratios = [];
    let n = 0;
    for (let i = 0; i < 3; i++) {
        const it = await wrk(server, '/maatregelen', {cookie, connections: 16, seconds: 3});
        ratios.push(it.p99 / it.median);
        n += it.n;
    }
    result('the list, 16 connections: p99, times the median', least(ratios), '<', 10, 1);
    note(`of three runs: ${ratios.map(ratio => ratio.toFixed(1)).join(', ')}`);
    return n;
}

async function pagesAndMemory(password) {
    const server = await serve(copy('pages'));
    const rest = pss(server.child);
    const cookie = await signIn(server, password);
    const pages = await capture(server, cookie);

    result('memory of all processes at rest', rest, '<', 64, 1, ' MB');
    let n = 0;
    for (let i = 0; n < 2000; i++)
        n += (await wrk(server, pages[i % pages.length][1], {cookie})).n;
    const warm = pss(server.child);
    const warmed = n;
    n += await pagesAgainstFloor(server, cookie, pages);
    n += await slowest(server, cookie);
    while (n < requests)
        n += (await wrk(server, '/maatregelen', {cookie, seconds: 3})).n;
    const after = pss(server.child);
    result(`memory after ${n.toLocaleString('en')} requests`, after, '<', 64, 1, ' MB');
    result(`memory, times that after ${warmed.toLocaleString('en')}`, after / warm, '<=', 1.05, 3);
    await stop(server);
}

async function history(password) {
    const [one, ten] = [copy('one'), copy('ten')];
    note(execFileSync(`${build}/bench/grow`, [ten, '40000'], {encoding: 'utf8'}).trim());
    const servers = [await serve(one), await serve(ten)];
    const cookies = [await signIn(servers[0], password), await signIn(servers[1], password)];
    const us = [[], []];
    for (let i = 0; i < ROUNDS; i++)
        for (const which of [0, 1])
            us[which].push((await cost(servers[which], '/maatregelen', cookies[which])).us);
    result('the list, 40,000 changes later: processor, times', least(us[1]) / least(us[0]), '<=',
        1.2, 2);
    await Promise.all(servers.map(stop));
}

function commits() {
    const said = execFileSync(`${build}/bench/commit`, [copy('ours'), copy('bare'), '12'],
        {encoding: 'utf8'});
    const [ours, bare, oursUs, bareUs] = said.trim().split(' ').map(Number);
    result('verdicts saved in a second, of bare statements', 100 * ours / bare, '>=', 70, 0, ' %');
    note(`${ours}/s against ${bare}/s; processor ${oursUs} us against ${bareUs} us`);
}

function verify() {
    const million = (...more) => execFileSync(`${build}/bench/million`, ['verify', folder, ...more],
        {encoding: 'utf8'}).trim();
    let said = million(String(changes));
    note(said.split('\n')[0]);
    const times = [];
    for (let i = 0; i < 3; i++) {
        times.push(Number(/--deep: sound.* in ([\d.]+) s/.exec(said)[1]));
        if (i < 2)
            said = million();
    }
    result(`verify --deep of ${changes.toLocaleString('en')} changes, least of 3`, least(times),
        '<', 10 * changes / 1000000, 2, ' s');
    note(said.split('\n').pop());
    rmSync(`${folder}/bench-verify.db`);
}

function derived() {
    const [bridge, derive] = execFileSync(`${build}/bench/bridge`, {encoding: 'utf8'}).trim()
        .split(' ').map(Number);
    result('100,000 rows of mappings closed: processor', bridge, '<=', 50, 1, ' ms');
    result('nine norms derived, 1,500 rows: processor', derive, '<=', 2, 2, ' ms');
}

// WAARBORG_BENCH_OSCAL names a profile to be resolved beside that which is made up here.
function documents() {
    const cost = (times, ...command) => execFileSync(`${build}/bench/cost`, [String(times), ...command],
        {encoding: 'utf8'}).trim().split(' ').map(Number);
    const controls = catalogOf(folder);
    libraryOf(folder);
    const [alone, ours, size] = execFileSync(`${build}/bench/read`, [`${folder}/catalog.json`],
        {encoding: 'utf8'}).trim().split(' ').map(Number);
    result(`a catalog of ${size.toFixed(1)} MB read, times the JSON library alone`, ours / alone, '<=', 3, 2);
    note(`${ours.toFixed(1)} ms of processor against ${alone.toFixed(1)}: ` +
        `${(size / ours * 1000).toFixed(0)} MB/s against ${(size / alone * 1000).toFixed(0)}`);
    const resolved = (title, profile) => {
        const [ms, mb] = cost(5, program, 'norm', 'resolve', profile);
        result(`${title} resolved: processor`, ms, '<=', 200, 0, ' ms');
        result('  the whole process', mb, '<=', 50, 1, ' MB');
    };
    resolved(`a profile over ${controls} controls`, `${folder}/profile.json`);
    const given = process.env.WAARBORG_BENCH_OSCAL;
    if (given === undefined)
        note('WAARBORG_BENCH_OSCAL names no profile: none of others was resolved');
    else
        resolved('that of others', given);
    const megabytes = readFileSync(`${folder}/library.yaml`).length / 1e6;
    const [ms] = cost(5, program, '--data', sample, 'norm', 'import', `${folder}/library.yaml`, '--preview');
    result(`a library of ${megabytes.toFixed(1)} MB looked at: processor`, ms, '<', 500, 0, ' ms');
    const us = Number(execFileSync(`${build}/bench/lookup`, [sample], {encoding: 'utf8'}));
    result('which norms there are, where none was brought in', us, '<=', 20, 1, ' µs');
}

// What rights and ledger cost: the same program with and without them, some hundredths of a second
// by turns, so that what a disk or a neighbour does to the machine meets both. The share is that of
// the middle pair; of three such runs the middle one, for a disk is quicker one minute than the next.
async function trust() {
    const begin = (name, data, what) => {
        const child = spawn(`${build}/bench/${name}`, [data, what], {stdio: ['pipe', 'pipe', 'inherit']});
        const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
        running.add(child);
        return {child, round: async () => {
            child.stdin.write('\n');
            return (await lines.next()).value.split(' ').map(Number);
        }};
    };
    const share = async (what, data, i) => {
        const ours = begin('trust', data, what);
        const bare = begin('trusting', `${data.slice(0, -3)}-bare.db`, what);
        const pairs = [];
        await ours.round();
        await bare.round();
        while (pairs.length < PAIRS) {
            const [a, b] = [await ours.round(), await bare.round()];
            pairs.push({ours: a, bare: b, share: 100 * (1 - b[i] / a[i])});
        }
        ours.child.stdin.end();
        bare.child.stdin.end();
        const us = (which, of) => median(pairs.map(it => it[which][of])).toFixed(0);
        const shares = sorted(pairs.map(it => it.share));
        note(`processor ${us('ours', 0)} us against ${us('bare', 0)}, ` +
            `clock ${us('ours', 1)} us against ${us('bare', 1)}; ` +
            `half of the pairs between ${shares[PAIRS / 4].toFixed(0)} and ${shares[3 * PAIRS / 4].toFixed(0)} %`);
        return median(shares);
    };
    for (const name of ['trust', 'trust-bare'])
        copy(name);
    const data = `${folder}/trust.db`;
    const middle = async (...of) => median([await share(...of), await share(...of), await share(...of)]);
    result('rights and ledger, part of the list', await share('/maatregelen', data, 0), '<=', 10, 1, ' %');
    result('rights and ledger, part of a saved verdict', await middle('-', data, 1), '<=', 20, 1, ' %');
}

// ---- all of it ----

const begun = performance.now();
const said = execFileSync('sh', ['-c', '"$0" demo --data "$1" 2>&1', program, sample],
    {encoding: 'utf8'});
const password = /Wachtwoord[^:]*: (.*)/.exec(said)[1].trim();
machine();
await startTime();
await pagesAndMemory(password);
await history(password);
commits();
await trust();
verify();
derived();
documents();
const over = results.filter(ok => !ok).length;
console.log(`bench: ${((performance.now() - begun) / 1000).toFixed(0)} s; ` +
    `load ${os.loadavg()[0].toFixed(1)} at the end`);
console.log(`${results.length - over} passed, ${over} failed`);
process.exit(over > 0 && !options.includes('--report') ? 1 : 0);
