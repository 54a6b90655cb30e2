// units.mjs: the units of packaging/ under systemd, on a machine that is thrown away; see run.
import {spawnSync} from 'node:child_process';
import {copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import net from 'node:net';

import {formTo, number} from '../walk/client.mjs';
import {sleep} from '../walk/program.mjs';
import {Behind} from '../walk/proxied.mjs';
import {chapters, close, holds, is} from '../walk/tally.mjs';

const SERVICE = 'waarborg.service', ETC = '/etc/systemd/system';
const DATA = '/var/lib/waarborg/waarborg.db';
const source = name => new URL(`../../packaging/${name}`, import.meta.url);

const does = (...words) => {
    const {status, stdout, stderr} = spawnSync(words[0], words.slice(1), {encoding: 'utf8', timeout: 60000});
    return {status, said: `${stdout}${stderr}`.trim()};
};
const ctl = (...words) => does('systemctl', '--no-pager', ...words);
const as = (user, ...words) => does('runuser', '-u', user, '--', ...words);
const waarborg = (...words) => as('waarborg', '/usr/bin/waarborg', ...words, '--data', DATA);
const value = name => ctl('show', '--value', '-p', name, SERVICE).said;
const journal = (...words) => does('journalctl', '--no-pager', '-o', 'cat', ...words).said;
const logged = () => journal('-u', SERVICE, '_SYSTEMD_UNIT=waarborg.service');

async function until(true_, seconds = 20) {
    for (let tries = 0; tries < seconds * 10; tries++) {
        if (await true_())
            return true;
        await sleep(100);
    }
    return false;
}

// In another's place: HTTP comes in at a port here and goes on through the Unix socket, as from nginx.
let socket = '/run/waarborg/socket';
const relay = net.createServer(here => {
    const there = net.connect({path: socket});
    here.pipe(there).pipe(here);
    for (const end of [here, there])
        end.on('error', () => { here.destroy(); there.destroy(); });
});
const fresh = () => new Behind(relay.address().port);
const answers = async () => {
    const stranger = fresh();
    const said = await stranger.get('/healthz').then(({status}) => status, error => error.code);
    stranger.agent.destroy();
    return said;
};
const ready = () => until(async () => await answers() === 200);

// A line of its own for the unit, beside what it says itself.
const beside = (name, text) => {
    mkdirSync(`${ETC}/${SERVICE}.d`, {recursive: true});
    writeFileSync(`${ETC}/${SERVICE}.d/${name}.conf`, text);
    ctl('daemon-reload');
};
const command = more => `ExecStart=\nExecStart=/usr/bin/waarborg serve --data ${DATA} ` +
    `--listen unix:/run/waarborg/socket --proxy --require-sandbox ${more}\n`;

// As the head of the unit tells.
function made(walk) {
    is('the user is made', 0, does('adduser', '--quiet', '--system', '--group', '--home', '/var/lib/waarborg', 'waarborg').status);
    const {status, said} = waarborg('demo');
    is('and the data, as that user', 0, status);
    walk.password = /Wachtwoord[^:]*: (.*)/.exec(said)?.[1].trim();
    mkdirSync('/etc/waarborg', {recursive: true});
    writeFileSync('/etc/waarborg/environment', 'WAARBORG_CONTACT=mailto:security@gemeente.example\n');
    for (const unit of ['waarborg.service', 'waarborg.socket'])
        copyFileSync(source(unit), `${ETC}/${unit}`);
    ctl('daemon-reload');
}

async function begun() {
    const {status, said} = ctl('start', SERVICE);
    if (!is('systemd starts the unit', '0 ', `${status} ${said}`))
        console.log(ctl('status', '-l', SERVICE).said, journal('-u', SERVICE));
    is('and it answers', true, await ready());
    is('its status is that it runs', 0, ctl('status', SERVICE).status);
    const cages = JSON.parse(/^\{"event":"cages".*$/m.exec(logged())?.[0] ?? '{}');
    holds('the journal has what it says: both shields are up', cages.landlock > 0 && cages.seccomp === true, JSON.stringify(cages));
    is('nothing that the unit asks is beyond systemd', '', journal('_PID=1', '-p', 'warning', `UNIT=${SERVICE}`));
    const {status: open, said: exposed} = does('systemd-analyze', 'security', '--threshold=3', SERVICE);
    is('as it runs, at most 0.3 of 10 is exposed', '0', `${open}${open === 0 ? '' : exposed}`);
}

// Of the lines of /proc/net/dev.
const names = text => [...text.matchAll(/^\s*([\w-]+):/gm)].map(([, name]) => name).join(' ');

// What the processes were left, seen from beside them.
function held() {
    const pid = value('MainPID');
    const state = Object.fromEntries(readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map(line => line.split(/:\s*/)));
    const inside = (kind, ...words) => does('nsenter', '-t', pid, `--${kind}`, '--', ...words);
    is('it can gain no right', '1 0000000000000000', `${state.NoNewPrivs} ${state.CapBnd}`);
    is('a filter lies on its calls', '2', state.Seccomp);
    is('it is not root', 'waarborg', does('ps', '-o', 'user=', '-p', pid).said);
    is('no process beside it is root either', 'waarborg', [...new Set(does('ps', '-o', 'user=', '--ppid', pid).said.split('\n'))].join(' '));
    is('it has a network of its own, without a way out', 'lo', names(inside('net', 'cat', '/proc/net/dev').said));
    holds('nothing of the system can be written', /Read-only/.test(inside('mount', 'touch', '/usr/bin/x').said));
    is('its data can', 0, inside('mount', 'test', '-w', '/var/lib/waarborg').status);
    writeFileSync('/tmp/ours', '');
    is('and /tmp is its own', false, existsSync(`/proc/${pid}/root/tmp/ours`));
}

// Who is in the group comes in through the socket, and nobody else.
function doors() {
    const asks = user => as(user, 'curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}', '--unix-socket', socket, 'http://a/healthz').said;
    does('adduser', '--quiet', 'www-data', 'waarborg');
    is('the proxy comes in, once it is in the group', '200', asks('www-data'));
    holds('another user of the machine does not', !asks('nobody').startsWith('200'), asks('nobody'));
    holds('security.txt says who is told of a weakness', as('www-data', 'curl', '-sS', '--unix-socket', socket,
        'http://a/.well-known/security.txt').said.includes('Contact: mailto:security@gemeente.example'));
    is('nor do they see the data', 1, as('nobody', 'test', '-r', DATA).status);
}

async function used(walk) {
    walk.samira = await fresh().signIn('samira@voorbeeldstad.example', walk.password);
    const page = await walk.samira.get('/gap');
    is('who signs in finds the gap', 200, page.status);
    const sheet = await walk.samira.get('/maatregelen.xlsx');
    is('a workbook is made', 'PK', sheet.bytes.subarray(0, 2).toString());
    const {fields} = formTo((await walk.samira.get('/maatregelen/import')).text, '/maatregelen/import');
    const {file, ...others} = fields;
    const send = (name, bytes) => walk.samira.upload('/maatregelen/import', [...Object.entries({...others, form_number: number()}), ['file', name, bytes]]);
    is('a sheet that comes in is read', 200, (await send('stand.csv', Buffer.from('nummer;opzet;bestaan;werking\n5.37;ja;deels;nee\n'))).status);
    const read = await send('stand.xlsx', sheet.bytes);
    is('a workbook as well', 200, read.status);
    holds('into rows without a fault', /[1-9]\d* hetzelfde, 0 met fouten/.test(read.text));
}

async function renewed({samira}) {
    const pid = value('MainPID');
    const {status} = ctl('reload', SERVICE);
    is('systemd tells it to renew its workers', `0 ${pid}`, `${status} ${value('MainPID')}`);
    is('and who was in stays in', 200, (await samira.get('/gap')).status);
}

async function killed({samira}) {
    const pid = value('MainPID');
    process.kill(Number(pid), 'SIGKILL');
    is('killed, it is started again', true, await until(() => !['0', pid].includes(value('MainPID'))) && await ready());
    is('once', '1', value('NRestarts'));
    is('and who was in is in again', 200, (await samira.get('/gap')).status);
}

async function restarted({samira}) {
    const pid = value('MainPID');
    is('it is started anew', 0, ctl('restart', SERVICE).status);
    holds('as another process', await ready() && value('MainPID') !== pid);
    is('and who was in is in still', 200, (await samira.get('/gap')).status);
}

async function stopped() {
    const begun = Date.now();
    is('it stops', 0, ctl('stop', SERVICE).status);
    holds('well before systemd loses patience', Date.now() - begun < 10000, `${Date.now() - begun} ms`);
    is('in good order', 'inactive success 0', `${value('ActiveState')} ${value('Result')} ${value('ExecMainStatus')}`);
    is('leaving no process', '', does('pgrep', '-l', '-u', 'waarborg').said);
    is('and no socket', false, existsSync(socket));
    is('the ledger is whole', 0, waarborg('ledger', 'verify', '--deep').status);
}

// The key from a credential, and copies by the clock on a place that the unit may write.
async function kept(walk) {
    does('install', '-d', '-o', 'waarborg', '-g', 'waarborg', '-m', '700', '/srv/copies');
    mkdirSync('/etc/waarborg', {recursive: true, mode: 0o700});
    writeFileSync('/etc/waarborg/key', readFileSync(`${DATA}.key`), {mode: 0o600});
    does('mv', `${DATA}.key`, '/root/kept');
    beside('kept', `[Service]\nLoadCredential=waarborg-key:/etc/waarborg/key\nReadWritePaths=/srv/copies\n` +
        command('--backup /srv/copies --backup-every 1m'));
    is('with a credential and a place for copies it starts', 0, ctl('start', SERVICE).status);
    is('and answers', true, await ready());
    is('and makes no other key beside the data', false, existsSync(`${DATA}.key`));
    is('a copy is made by itself', true, await until(() => readdirSync('/srv/copies').some(name => name.endsWith('.db')), 60));
    const [name] = readdirSync('/srv/copies').filter(it => it.endsWith('.db'));
    is('that is whole', 0, as('waarborg', '/usr/bin/waarborg', 'ledger', 'verify', '--deep', '--data', `/srv/copies/${name}`).status);
    is('a copy by hand is made beside it', 0, waarborg('backup', '/srv/copies/by-hand.db').status);
    is('it stops again', 0, ctl('stop', SERVICE).status);
    does('rm', `${ETC}/${SERVICE}.d/kept.conf`);
    does('install', '-o', 'waarborg', '-g', 'waarborg', '-m', '600', '/root/kept', `${DATA}.key`);
    ctl('daemon-reload');
}

// The socket of systemd: there before the server is, and while it is started anew.
async function listening({samira}) {
    const text = readFileSync(source('waarborg.socket'), 'utf8');
    beside('socket', [...text.matchAll(/^#     (.*\n)/gm)].map(([, line]) => line).join(''));
    socket = '/run/waarborg.socket';
    is('systemd listens', 0, ctl('start', 'waarborg.socket').status);
    is('nothing runs yet', 'inactive', value('ActiveState'));
    is('who asks is answered', 200, await answers());
    is('for the server was started', 'active', value('ActiveState'));
    doors();
    let going = true;
    const found = new Set();
    const load = Promise.all([0, 1, 2].map(async () => {
        while (going)
            found.add(await answers());
    }));
    is('it is started anew while people ask', 0, ctl('restart', SERVICE).status);
    await sleep(1000);
    going = false;
    await load;
    is('and nobody was turned away', '200', [...found].join(' '));
    is('who was in is in still', 200, (await samira.get('/gap')).status);
    const pid = value('MainPID');
    process.kill(Number(pid), 'SIGKILL');
    is('killed, it listens again on the same socket', true, await until(() => !['0', pid].includes(value('MainPID'))) && await ready());
    is('both stop', 0, ctl('stop', SERVICE, 'waarborg.socket').status);
    is('in good order', 'inactive success', `${value('ActiveState')} ${value('Result')}`);
    is('the ledger is whole still', 0, waarborg('ledger', 'verify', '--deep').status);
}

await new Promise(done => relay.listen(0, '127.0.0.1', done));
const walk = {};
const chapter = chapters(walk);
await chapter('made', made);
await chapter('begun', begun);
await chapter('held', held);
await chapter('doors', doors);
await chapter('used', used);
await chapter('renewed', renewed);
await chapter('killed', killed);
await chapter('restarted', restarted);
await chapter('stopped', stopped);
await chapter('kept', kept);
await chapter('listening', listening);
process.exit(close() ? 0 : 1);
