// edge.mjs PROGRAM FOLDER: odd, broken and endless requests; see run.
import {spawn, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import readline from 'node:readline';

import {freePort, sleep} from '../walk/program.mjs';
import {close, holds, is, skip} from '../walk/tally.mjs';

const [path, folder] = process.argv.slice(2);
const socket = `${folder}/socket`;
const HELD = 2000, ASKED = 400, PAGE = '/toegankelijkheid';

// The table of the server's own test, on a page that answers 200 to who asks it well.
function malformed() {
    const text = readFileSync(new URL('../http/malformed.h', import.meta.url), 'utf8');
    const hidden = JSON.parse(/#define HIDDEN ("(?:[^"\\]|\\.)*")/.exec(text)[1]);
    const literal = part => part.replace('HIDDEN', JSON.stringify(hidden)).match(/"(?:[^"\\]|\\.)*"/g)
        .map(one => JSON.parse(one.replaceAll('\\0', '\\u0000'))).join('');
    return [...text.matchAll(/\{"([^"]+)",\s*RAW\(((?:[^()"]|"(?:[^"\\]|\\.)*")*)\),\s*(true|false)\}/g)]
        .map(([, name, bytes, alone]) => ({name, alone: alone === 'true',
            bytes: literal(bytes).replaceAll('/page', PAGE).replaceAll('/echo', PAGE)}));
}

const reach = where => typeof where === 'number' ? {host: '127.0.0.1', port: where} : {path: where};

// All that comes back until the other end closes, or nothing more does.
const raw = (where, bytes) => new Promise(done => {
    const it = net.connect(reach(where));
    let got = '';
    const end = closed => { it.destroy(); done({closed, head: Number(/^HTTP\/1\.\d (\d+)/.exec(got)?.[1] ?? 0), got}); };
    it.setTimeout(2500, () => end(false));
    it.on('data', part => { got += part.toString('latin1'); });
    it.on('end', () => end(true));
    it.on('error', () => end(true));
    it.write(bytes, 'latin1');
});

const refused = ({head, closed}) => head >= 400 || (head === 0 && closed);

async function odd(cases) {
    const kept = [];
    for (const it of cases) {
        const answer = await raw(socket, it.bytes);
        if (!refused(answer) && it.alone)
            kept.push(it.name);
    }
    is(`alone it refuses ${cases.filter(it => it.alone).length} of ${cases.length} malformed requests`, '', kept.join(', '));
}

// Where nginx mends a request, one comes out of it and no second.
async function oddBehind(cases, port) {
    const MENDED = 'a field without colon, a bare LF after a field, a bare LF after the first line';
    const kept = [];
    let twice = '';
    for (const it of cases) {
        const answer = await raw(port, it.bytes);
        if (!refused(answer))
            kept.push(it.name);
        if ((answer.got.match(/HTTP\/1\.1 200/g) ?? []).length > 1)
            twice += `${it.name} `;
    }
    is('behind nginx the others are refused', MENDED, kept.join(', '));
    is('and of none two requests are made', '', twice);
}

const ask = () => new Promise(done => {
    const begun = performance.now();
    const end = status => done({ms: performance.now() - begun, status});
    http.get({socketPath: socket, path: PAGE, agent: false, headers: {host: 'a'}}, answer => {
        answer.resume();
        answer.on('end', () => end(answer.statusCode));
    }).on('error', error => end(error.code));
});

async function p99() {
    const all = [];
    for (let i = 0; i < ASKED; i++)
        all.push(await ask());
    const slow = all.map(one => one.ms).sort((a, b) => a - b)[Math.floor(ASKED * 0.99)];
    return {ms: slow, said: [...new Set(all.map(one => one.status))].join(' ')};
}

async function slow() {
    await p99();
    const before = await p99();
    let gone = 0;
    const held = Array.from({length: HELD}, () => {
        const it = net.connect(socket);
        it.on('error', () => {});
        it.on('close', () => gone++);
        it.write(`GET ${PAGE} HTTP/1.1\r\nHost: a\r\nX-Slow: `);
        return it;
    });
    const drip = setInterval(() => held.forEach(it => it.writable && it.write('a')), 1000);
    await sleep(1000);
    const during = await p99();
    is(`${HELD} connections that never finish are held`, 0, gone);
    is('who asks meanwhile is answered', '200', during.said);
    holds('within ten times the time', during.ms < 10 * Math.max(before.ms, 2), `${before.ms.toFixed(1)} ms, then ${during.ms.toFixed(1)} ms`);
    console.log(`p99: ${before.ms.toFixed(1)} ms alone, ${during.ms.toFixed(1)} ms beside ${HELD} slow connections`);
    for (let tries = 0; gone < HELD && tries < 60; tries++)
        await sleep(250);
    clearInterval(drip);
    is('and each is cut when its time is over, however it drips', HELD, gone);
}

// Uploads of nobody, each a piece short, that together would take all the room there is for bodies.
async function uploads() {
    const bytes = Buffer.alloc(1024 * 1024, 'a'), MIB = 25, MANY = 24;
    const head = (path, length) => `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`;
    const held = await Promise.all(Array.from({length: MANY}, () => new Promise(done => {
        const it = net.connect(socket);
        let left = MIB;
        const more = () => left-- > 0 ? it.write(bytes, more) : done(it);
        it.on('error', () => {});
        it.write(head('/bewijs/nieuw', (MIB + 1) * 1024 * 1024), more);
    })));
    const form = 'a=' + 'b'.repeat(60000);
    is(`beside ${MANY} uploads of nobody a form is read`, 403, (await raw(socket, head('/inloggen', form.length) + form)).head);
    const answers = held.map(it => new Promise(done => {
        let got = '';
        it.on('data', part => { got += part; });
        it.on('close', () => done(/^HTTP\/1\.1 (\d+)[^]*?(?:\r\nLocation: (\/inloggen))/.exec(got)?.slice(1).join(' ') ?? got.slice(0, 20)));
        it.write(bytes);
    }));
    is('and when it is over each is sent to sign in', '303 /inloggen', [...new Set(await Promise.all(answers))].join());
    is('a program without a token is told so', 401, (await raw(socket, head('/api/v1/evidence', 2) + '{}')).head);
}

// The block of docs/admin.md, on a port of its own without TLS, and in a folder of its own.
function block(port) {
    const text = readFileSync(new URL('../../docs/admin.md', import.meta.url), 'utf8');
    const [, lines] = /conf\.d\/waarborg\.conf`:\n\n((?: {4}.*\n|\n)+)/.exec(text);
    return lines.replace('unix:/run/waarborg/socket', `unix:${socket}`)
        .replace('/var/log/nginx/waarborg.log', `${folder}/access`)
        .replace(/^ *(ssl_|listen \[).*\n/gm, '').replace('443 ssl http2', `127.0.0.1:${port}`);
}

async function nginx(port) {
    writeFileSync(`${folder}/nginx.conf`, `${process.getuid() === 0 ? 'user root;' : ''}
        daemon off; pid ${folder}/pid; error_log ${folder}/errors; worker_processes 1; events {}
        http {
            client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
            fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
            ${block(port)}
        }`);
    const it = spawn('nginx', ['-e', `${folder}/errors`, '-c', `${folder}/nginx.conf`], {stdio: 'ignore'});
    it.on('error', () => {});
    for (let tries = 0; tries < 40 && (await raw(port, `GET ${PAGE} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)).head !== 200; tries++)
        await sleep(50);
    return it;
}

// A link for a new password stands in an address once, also when nobody answers there.
async function unlogged(port, answered) {
    const secret = '5ec2e7'.repeat(10) + (answered ? 'aaaa' : 'bbbb');
    const answer = await raw(port, `GET /wachtwoord/nieuw?link=${secret} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const head = answered ? 303 : 502;
    const line = new RegExp(`"GET /wachtwoord/nieuw" ${head} `);
    const read = name => readFileSync(`${folder}/${name}`, 'utf8');
    for (let tries = 0; tries < 40 && !line.test(read('access')); tries++)
        await sleep(50);
    is(`nginx notes a link that ${answered ? 'opens' : 'finds nobody'}`, `${head} true`, `${answer.head} ${line.test(read('access'))}`);
    holds('and not its secret', !read('access').includes(secret) && !read('errors').includes(secret));
}

// Who asked for this page, as the log says it.
async function fromOf(where, page, header) {
    await raw(where, `GET ${page} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${header}\r\nConnection: close\r\n\r\n`);
    for (let tries = 0; tries < 40 && !logged.some(line => line.route === page); tries++)
        await sleep(50);
    return logged.find(line => line.route === page)?.from;
}

const data = `${folder}/sample.db`;
spawnSync(path, ['demo', '--data', data], {stdio: 'ignore', timeout: 120000});
const keeper = spawn(path, ['serve', '--data', data, '--listen', `unix:${socket}`, '--proxy'], {stdio: ['ignore', 'ignore', 'pipe']});
const logged = [];
readline.createInterface({input: keeper.stderr}).on('line', line => line.startsWith('{') && logged.push(JSON.parse(line)));
const ended = new Promise(done => keeper.on('exit', code => done(code)));
for (let tries = 0; tries < 100 && (await ask()).status !== 200; tries++)
    await sleep(50);
const cases = malformed();
is('every row of the table was read', 31, cases.length);
await odd(cases);
is('the last address of a declared proxy is who asks', '203.0.113.9', await fromOf(socket, '/sneltoetsen', '198.51.100.7, 203.0.113.9'));
await uploads();
const port = await freePort();
const proxy = spawnSync('nginx', ['-v']).status === 0 && await nginx(port);
if (proxy) {
    await oddBehind(cases, port);
    is('behind nginx who asks is who nginx saw, whatever they say', '127.0.0.1', await fromOf(port, '/privacy', '198.51.100.7'));
    await unlogged(port, true);
} else
    skip('behind nginx', 'nginx is not there');
await slow();
keeper.kill();
is('and the server stops in good order', 0, await ended);
if (proxy) {
    await unlogged(port, false);
    proxy.kill();
}
process.exitCode = close() ? 0 : 1;
