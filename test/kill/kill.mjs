// kill.mjs PROGRAM KILLS FOLDER [ADDRESS]: processes die under load, and nothing that was
// acknowledged may be lost, doubled or changed [plan R01, 3.17]. With the ADDRESS of a
// PostgreSQL database that server is killed, stopped and cut off as well [plan R09].
//
// Six clients sign in and set verdicts, each on measures of its own, each with a
// one-time form number. What gets 503 or a broken connection is sent again with the
// same number, as a browser does. Meanwhile a worker is killed every 20 to 150 ms; every
// tenth time all workers, every twentieth the porter, every fiftieth the keeper, so that
// the program starts afresh on what it left. In the end the ledger is read from the file,
// not through the program that wrote it.
//
// A worker that dies within its first second makes the keeper wait ever longer before it
// starts another. So three of four victims have lived longer: then the load goes on.
import {execFileSync, spawn} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {openSync, readFileSync, readdirSync, readlinkSync} from 'node:fs';
import http from 'node:http';
import net from 'node:net';

const [program, killsText, folder, address] = process.argv.slice(2);
const kills = Number(killsText);
const data = address ?? `${folder}/sample.db`;
const log = openSync(`${folder}/log`, 'a');
const ADULT_MS = 1050;      // http/limits.h: LIMITS_SHORT_LIFE_MS, and a tick of the clock
const GIVE_UP_MS = 60000;   // one change that is not answered for so long is a finding
const people = ['ruben', 'ineke', 'samira', 'samira', 'samira', 'samira'];
const words = ['', 'nee', 'deels', 'ja'];
const columns = {o: 'design', b: 'existence', w: 'operation'};

const sleep = ms => new Promise(done => setTimeout(done, ms));
const pick = list => list[Math.floor(Math.random() * list.length)];
let port;
let keeper;
let stopping = false;

// ---- the program ----

const freePort = () => new Promise(done => {
    const socket = net.createServer().listen(0, '127.0.0.1', () => {
        const {port} = socket.address();
        socket.close(() => done(port));
    });
});

// Gives the password, which is everybody's.
function makeSample() {
    const said = execFileSync('sh', ['-c', '"$0" demo --data "$1" 2>&1', program, data],
        {encoding: 'utf8'});
    return /Wachtwoord[^:]*: (.*)/.exec(said)[1].trim();
}

function start() {
    keeper = spawn(program, ['serve', '--listen', `127.0.0.1:${port}`, '--data', data,
        '--workers', '4', '--requests', '0', ...address ? [] : ['--quiet']], {stdio: ['ignore', 'ignore', log]});
    keeper.on('exit', (code, signal) => {
        if (!stopping && signal !== 'SIGKILL')
            fail(`the keeper ended by itself: ${signal ?? code}`);
    });
}

// The keeper's children: the porter has an epoll, the workers have the data.
function children() {
    const found = {workers: [], porter: []};
    const served = address ? lines() : new Set();
    let pids = [];
    try {
        pids = readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8')
            .trim().split(' ').filter(Boolean).map(Number);
    } catch { /* just died */ }
    for (const pid of pids) {
        try {
            const open = readdirSync(`/proc/${pid}/fd`).map(fd => {
                try { return readlinkSync(`/proc/${pid}/fd/${fd}`); } catch { return ''; }
            });
            const kind = open.some(name => name.includes('[eventpoll]')) ? 'porter'
                : (address ? open.some(name => served.has(name)) : open.includes(data)) ? 'workers' : null;
            if (kind !== null)
                found[kind].push({pid, ms: age(pid)});
        } catch { /* just died */ }
    }
    return found;
}

// The sockets that the server of PostgreSQL talks to, by the name that their owner sees.
function lines() {
    return new Set(execFileSync('ss', ['-xnH', 'state', 'established'], {encoding: 'utf8'}).split('\n')
        .filter(line => line.includes('.s.PGSQL')).map(line => `socket:[${line.trim().split(/\s+/).at(-1)}]`));
}

function age(pid) {
    const said = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
    return Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000 - Number(said[19]) * 10;
}

function killed(pid) {
    try {
        process.kill(pid, 'SIGKILL');
        return true;
    } catch {
        return false;
    }
}

// ---- asking ----

function ask(client, method, path, fields) {
    const body = fields === undefined ? '' : new URLSearchParams(fields).toString();
    const headers = {Host: `127.0.0.1:${port}`, Origin: `http://127.0.0.1:${port}`};
    if (client.cookie)
        headers.Cookie = client.cookie;
    if (method === 'POST') {
        headers['Content-Type'] = 'application/x-www-form-urlencoded';
        headers['Content-Length'] = Buffer.byteLength(body);
    }
    return new Promise((done, broken) => {
        const request = http.request({host: '127.0.0.1', port, method, path, headers,
            agent: client.agent, timeout: 20000}, reply => {
            const parts = [];
            reply.on('data', part => parts.push(part));
            reply.on('error', broken);
            reply.on('end', () => reply.complete
                ? done({status: reply.statusCode, headers: reply.headers,
                    text: Buffer.concat(parts).toString()})
                : broken(new Error('cut off')));
        });
        request.on('error', broken);
        request.on('timeout', () => request.destroy(new Error('no answer')));
        request.end(body);
    });
}

const field = (text, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1];

async function signIn(name, password) {
    const client = {name, agent: new http.Agent({keepAlive: true, maxSockets: 1})};
    const page = await ask(client, 'GET', '/inloggen');
    const reply = await ask(client, 'POST', '/inloggen', {
        email: `${name}@voorbeeldstad.example`, password, naar: '/maatregelen',
        form_number: field(page.text, 'form_number')});
    if (reply.status !== 303)
        throw new Error(`${name} cannot sign in: ${reply.status}`);
    client.cookie = reply.headers['set-cookie'][0].split(';')[0];
    const list = await ask(client, 'GET', '/maatregelen?beeld=alle');
    client.token = field(list.text, 'form_token');
    client.verdicts = verdictsOf(list.text);
    return client;
}

// What may be set, and what stands there now: {"o12": 2, …}
function verdictsOf(text) {
    const verdicts = {};
    for (const [, name, value, checked] of
        text.matchAll(/<input type=radio name=([obw]\d+) value=(\d)[^>]*?( checked)?>/g))
        if (checked || !(name in verdicts))
            verdicts[name] = checked ? Number(value) : 0;
    return verdicts;
}

// Owners have their own; the others share what is left. No measure has two clients.
function divide(clients) {
    const taken = new Set();
    const rest = clients.filter(client => client.name === 'samira');
    for (const client of clients.filter(client => client.name !== 'samira')) {
        client.mine = Object.keys(client.verdicts).filter(name => !taken.has(name.slice(1)));
        client.mine.forEach(name => taken.add(name.slice(1)));
    }
    rest.forEach((client, i) => {
        client.mine = Object.keys(client.verdicts)
            .filter(name => !taken.has(name.slice(1)) && Number(name.slice(1)) % rest.length === i);
    });
}

// ---- the load ----

const acknowledged = [];    // {number, name, from, to, begun}
const tally = {sent: 0, again: 0, busy: 0, broken: 0, refused: 0};
const findings = [];
const killedCount = {worker: 0, workers: 0, porter: 0, keeper: 0, immediate: 0, fast: 0, lines: 0};
let slowest = 0;            // ms from a server that is there again to the next change

function fail(text) {
    if (findings.push(text) <= 20)
        console.log(`  ! ${text}`);
}

async function setOne(client) {
    const name = pick(client.mine);
    const from = client.verdicts[name];
    const to = pick([0, 1, 2, 3].filter(verdict => verdict !== from));
    const number = randomBytes(16).toString('hex');
    const fields = {form_token: client.token, form_number: number, een: name.slice(1),
        was: from, [name]: to};
    const begun = Date.now();

    for (tally.sent++; Date.now() - begun < GIVE_UP_MS; tally.again++) {
        let reply;
        try {
            reply = await ask(client, 'POST', '/maatregelen/zet', fields);
        } catch {
            tally.broken++;
            await sleep(10);
            continue;
        }
        if (reply.status === 200 || reply.status === 303) {
            acknowledged.push({number, name, from, to, begun});
            client.verdicts[name] = to;
            return true;
        }
        // A verdict that was reviewed is not everybody's to change.
        if (reply.status === 403 && (await patient(client, 'GET', '/maatregelen')).status === 200) {
            client.mine = client.mine.filter(other => other !== name);
            tally.refused++;
            return client.mine.length > 0;
        }
        if (reply.status !== 503) {
            fail(`${client.name} set ${name} from ${from} to ${to} and got ${reply.status}`);
            return false;
        }
        tally.busy++;
        await sleep(10);
    }
    fail(`${client.name} got no answer for ${name} within ${GIVE_UP_MS / 1000} s`);
    return false;
}

async function patient(client, method, path) {
    for (let i = 0; i < 1000; i++) {
        const reply = await ask(client, method, path).catch(() => null);
        if (reply !== null && reply.status !== 503)
            return reply;
        await sleep(20);
    }
    throw new Error(`${path} is not answered`);
}

async function work(client) {
    while (!stopping && findings.length === 0 && await setOne(client))
        ;
}

// The server of PostgreSQL: at once as a power cut, in good order, or its lines alone.
async function strike(n) {
    const how = ['immediate', 'fast', 'lines'][Math.floor(n / 5) % 3];
    if (how === 'lines')
        execFileSync('psql', ['-qAt', '-d', process.env.WAARBORG_TEST_PG, '-c',
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'waarborg'`]);
    else
        await new Promise(done => spawn('sh', ['-c', `${process.env.WAARBORG_TEST_PG_CTL} -m ${how} restart`],
            {stdio: 'ignore'}).on('exit', done));
    killedCount[how]++;
    const from = Date.now();
    while (!acknowledged.some(({begun}) => begun >= from) && findings.length === 0 && Date.now() - from < GIVE_UP_MS)
        await sleep(20);
    slowest = Math.max(slowest, Date.now() - from);
    return true;
}

async function killOne(n) {
    if (address && n % 5 === 3)
        return strike(n);
    if (n % 50 === 0) {
        killedCount.keeper++;
        keeper.kill('SIGKILL'); // its children go with it
        await new Promise(done => keeper.exitCode !== null || keeper.signalCode !== null
            ? done() : keeper.once('exit', done));
        start();
        return true;
    }
    const {workers, porter} = children();
    if (n % 20 === 5) {
        const done = porter.length > 0 && killed(porter[0].pid);
        killedCount.porter += done;
        return done;
    }
    if (n % 10 === 0) {
        const done = workers.filter(worker => killed(worker.pid)).length > 0;
        killedCount.workers += done;
        return done;
    }
    const victims = n % 4 === 0 ? workers : workers.filter(worker => worker.ms > ADULT_MS);
    const done = victims.length > 0 && killed(pick(victims).pid);
    killedCount.worker += done;
    return done;
}

async function killAll() {
    for (let n = 1; n <= kills && findings.length === 0;) {
        await sleep(20 + Math.random() * 130);
        n += await killOne(n);
    }
}

// ---- what the file says ----

function sql(text) {
    if (address)
        return JSON.parse(execFileSync('psql', ['-qAt', '-d', data, '-c',
            `select coalesce(json_agg(t), '[]') from (${text}) t`], {encoding: 'utf8', maxBuffer: 1 << 30,
            env: {...process.env, PGOPTIONS: '-c waarborg.org=0'}}));
    const said = execFileSync('sqlite3', ['-readonly', '-json', data, text],
        {encoding: 'utf8', maxBuffer: 1 << 30});
    return said === '' ? [] : JSON.parse(said);
}

// A row of netstrings; each part is one of its own: table, row, column, old, new.
function netstrings(bytes) {
    const found = [];
    for (let at = 0; at < bytes.length;) {
        const colon = bytes.indexOf(':', at);
        const end = colon + 1 + Number(bytes.toString('latin1', at, colon));
        found.push(bytes.subarray(colon + 1, end));
        at = end + 1;
    }
    return found;
}

function partsOf(text) {
    return netstrings(Buffer.from(text)).map(part => netstrings(part).map(String));
}

const value = verdict => verdict === 0 ? '-' : `=${words[verdict]}`;

function inLedgerOnce() {
    const entries = new Map();
    for (const {form_number: number, parts} of
        sql("select form_number, parts from ledger where door = 'web' and form_number <> '-'"))
        entries.set(number, [...(entries.get(number) ?? []), parts]);
    const wrong = acknowledged.filter(({number, name, from, to}) => {
        const found = entries.get(number) ?? [];
        return found.length !== 1 || !partsOf(found[0]).some(part => part[0] === 'assessment' &&
            part[2] === columns[name[0]] && part[3] === value(from) && part[4] === value(to));
    });
    for (const {number, name} of wrong.slice(0, 5))
        fail(`${name}, ${number}: ${(entries.get(number) ?? []).length} times in the ledger`);
    return wrong.length === 0;
}

function nothingElse() {
    const known = new Set(acknowledged.map(change => change.number));
    const more = sql("select form_number from ledger where act = 'assessment.set' and door = 'web'")
        .filter(entry => !known.has(entry.form_number));
    if (more.length > 0)
        fail(`${more.length} changes in the ledger that nobody was told of`);
    return more.length === 0;
}

// Who looks after it reads there which database was away, and why; not with what password.
function saidWhy() {
    const lines = readFileSync(`${folder}/log`, 'utf8').split('\n').filter(line => line.includes('"data.refused"')).map(line => JSON.parse(line));
    const secret = /:\/\/[^/]*:([^@/]*)@/.exec(address)?.[1];
    const wrong = lines.filter(({data, reason}) => !data.startsWith('postgres') || !/\w+ \w+/.test(reason) ||
        secret && (data + reason).includes(secret));
    if (wrong.length > 0)
        fail(`the log says ${JSON.stringify(wrong[0])}`);
    console.log(`  ${number(lines.length)} times a worker found PostgreSQL away`);
    return wrong.length === 0 && (lines.length > 0 || killedCount.immediate + killedCount.fast === 0);
}

function verified() {
    try {
        execFileSync(program, ['ledger', 'verify', '--deep', '--data', data], {stdio: 'pipe'});
        return true;
    } catch (error) {
        fail(`verify --deep: ${error.status}; ${error.stdout}${error.stderr}`);
        return false;
    }
}

// What a fresh start shows is what each client was told last.
async function shown(password) {
    start();
    await answers();
    const reader = await signIn('samira', password);
    let same = true;
    for (const {mine, verdicts} of clients)
        for (const name of mine)
            if (reader.verdicts[name] !== verdicts[name]) {
                fail(`${name} shows ${reader.verdicts[name]}, acknowledged was ${verdicts[name]}`);
                same = false;
            }
    await end();
    return same;
}

async function answers() {
    for (let i = 0; i < 400; i++) {
        try {
            if ((await ask({}, 'GET', '/healthz')).status === 200)
                return;
        } catch { /* not yet */ }
        await sleep(25);
    }
    throw new Error('the program does not answer');
}

function end() {
    stopping = true;
    const gone = new Promise(done => keeper.once('exit', done));
    keeper.kill('SIGTERM');
    return gone;
}

// ---- all of it ----

process.on('exit', () => keeper?.kill('SIGKILL'));
const password = makeSample();
port = await freePort();
start();
await answers();
const clients = [];
for (const name of people) // one after the other: only two passwords are weighed at once
    clients.push(await signIn(name, password));
divide(clients);

const begun = Date.now();
const load = clients.map(work);
await killAll();
stopping = true;
await Promise.all(load);
const seconds = (Date.now() - begun) / 1000;
await end();

const number = n => n.toLocaleString('en');
console.log(`  ${kills} kills in ${seconds.toFixed(0)} s: ${killedCount.worker} times a worker, ` +
    `${killedCount.workers} all workers, ${killedCount.porter} the porter, ` +
    `${killedCount.keeper} the keeper and all with it`);
if (address)
    console.log(`  PostgreSQL: ${killedCount.immediate} times ended at once, ${killedCount.fast} in good order, ` +
        `${killedCount.lines} times its lines alone; at most ${(slowest / 1000).toFixed(1)} s to the next change`);
console.log(`  ${number(acknowledged.length)} changes acknowledged to ${people.length} clients; ` +
    `${number(tally.again)} sent again: ${number(tally.busy)} after 503, ` +
    `${number(tally.broken)} after a broken connection; ${tally.refused} not allowed`);

const checks = [
    ['every change was answered, and nothing ended by itself', () => findings.length === 0],
    ['the killing met work: changes were sent again', () => tally.again > 0 || kills < 20],
    ['every acknowledged change is in the ledger once, with its value', inLedgerOnce],
    ['nothing is in the ledger that was not acknowledged', nothingElse],
    ...address === undefined ? [] : [['after PostgreSQL was there again it went on within 10 s', () => slowest < 10000],
        ['the log names the database that was away, and why', saidWhy]],
    ['ledger verify --deep finds nothing', verified],
    ['a fresh start shows what was acknowledged last', () => shown(password)],
];
let passed = 0;
for (const [name, holds] of checks) {
    const ok = await holds();
    console.log(`  ${ok ? 'ok    ' : 'FAILED'}  ${name}`);
    passed += ok;
}
if (passed < checks.length)
    console.log(readFileSync(`${folder}/log`, 'utf8').trimEnd().split('\n').slice(-20).join('\n'));
console.log(`${passed} passed, ${checks.length - passed} failed`);
process.exit(passed === checks.length ? 0 : 1);
