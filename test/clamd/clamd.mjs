// clamd.mjs PROGRAM TOKENS CLAMD FOLDER: what comes in as evidence is shown to clamd; see run.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {Client, formTo, number} from '../walk/client.mjs';
import {freePort, Program, sleep} from '../walk/program.mjs';
import {chapters, close, holds, is} from '../walk/tally.mjs';

const [path, tokens, clamd, folder] = process.argv.slice(2);
const socket = `${folder}/clamd.ctl`;
// The test text that every scanner knows; in parts, so that none stumbles over this file.
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD', '-ANTIVIRUS-TEST', '-FILE!$H+H*'].join('');

mkdirSync(`${folder}/base`);
writeFileSync(`${folder}/base/test.ndb`, `Eicar-Made-Here:0:*:${Buffer.from(eicar).toString('hex')}\n`);
writeFileSync(`${folder}/clamd.conf`, ['Foreground yes', `LocalSocket ${socket}`, `DatabaseDirectory ${folder}/base`,
    'StreamMaxLength 25M', 'MaxFileSize 25M', 'MaxScanSize 100M', 'AlertExceedsMax yes', ''].join('\n'));

let scanner;
async function startScanner() {
    scanner = spawn(clamd, ['-c', `${folder}/clamd.conf`], {stdio: 'ignore'});
    for (let tries = 0; tries < 300 && !existsSync(socket); tries++)
        await sleep(100);
    holds('clamd starts', existsSync(socket));
}
const stopScanner = () => new Promise(done => { scanner.on('exit', done); scanner.kill('SIGKILL'); });

const program = new Program(path, folder);
const password = program.sample();
const chapter = chapters(null);
let samira;
let token;

async function upload(bytes, name = 'verslag.txt') {
    const page = (await samira.get('/bewijs/nieuw')).text;
    const fields = Object.entries({...formTo(page, '/bewijs/nieuw').fields, items: '5.37', title: 'Verslag',
        kind: 'document', design: '1', period_to: '2026-01-31', form_number: number()}).filter(([name]) => name !== 'file');
    return samira.upload('/bewijs/nieuw', [...fields, ['file', name, Buffer.from(bytes)]]);
}

// As somebody sends a norm or a sheet: by a form with a file.
async function readIn(address, name, bytes) {
    const {fields} = formTo((await samira.get(address)).text, address);
    return samira.upload(address, [...Object.entries({...fields, form_number: number()}).filter(([name]) => name !== 'file'),
        ['file', name, Buffer.from(bytes)]]);
}

async function normsAndSheets() {
    const before = [program.head(), kept()].join();
    for (const [address, name] of [['/normen/import', 'norm.json'], ['/normen/import', 'norm.yaml'], ['/normen/import', 'lijst.csv'],
        ['/maatregelen/import', 'stand.csv']]) {
        const answer = await readIn(address, name, `nummer,title\n5.1,"${eicar}"\n`);
        is(`${name} at ${address} in which clamd finds something is refused`, 422, answer.status);
        holds('and it is named', answer.text.includes('Eicar-Made-Here'), answer.text.slice(-1500));
    }
    is('nothing of those is kept', before, [program.head(), kept()].join());
    const clean = await readIn('/maatregelen/import', 'stand.csv', 'nummer,status\n');
    is('a sheet in which it finds nothing is read', false, clean.text.includes('Eicar-Made-Here'));
}

const pageOf = async answer => (await samira.get(/\/bewijs\/\d+/.exec(answer.headers.location)[0])).text;
const send = (bytes, title) => samira.ask('POST', '/api/v1/evidence', {
    headers: {authorization: `Bearer ${token}`, cookie: null, 'content-type': 'application/json'},
    body: JSON.stringify({title, kind: 'document', design: true, period_to: '2026-01-31', items: ['5.37'],
        file: {name: 'a.txt', content_base64: Buffer.from(bytes).toString('base64')}})});
const kept = () => program.sql('select count(distinct hash) from file_part');

async function withClamd() {
    const before = [program.head(), kept()].join();
    const refused = await upload(`Bijlage:\n${eicar}\n`);
    is('evidence in which clamd finds something is refused', 422, refused.status);
    holds('in one line that names it', refused.text.includes('Eicar-Made-Here'), refused.text.slice(0, 300));
    const pdf = await upload(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(eicar)]), 'verslag.pdf');
    is('whatever its name and kind', 422, pdf.status);
    const api = await send(eicar, 'API');
    is('by the API too', 422, api.status);
    holds('and it names it', api.text.includes('Eicar-Made-Here'), api.text);
    is('and nothing of it is kept', before, [program.head(), kept()].join());

    const clean = await upload('Een gewoon verslag.');
    is('evidence in which it finds nothing is kept', 303, clean.status);
    const page = await pageOf(clean);
    holds('and its page says when it was scanned', /gescand op virussen: niets gevonden/.test(page), page.slice(-3000));
    const made = await send('Nog een gewoon verslag.', 'API');
    is('the API keeps it', 201, made.status);
    is('and says so', 'clean', JSON.parse(made.text).scan?.result);
    const large = await upload(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(25 * 1024 * 1024 - 9, 'x')]), 'groot.pdf');
    is('a file of 25 MiB is scanned whole', true, /niets gevonden/.test(await pageOf(large)));
    const doctor = program.run('doctor', '--clamd', socket);
    is('the doctor finds the scanner well', 0, doctor.status);
    holds('and counts', /Virusscanner +ok +bestanden gescand: 3; niet gescand: 0/.test(doctor.out), doctor.out);
}

async function withoutClamd() {
    await stopScanner();
    const kept = await upload('Een verslag terwijl de scanner weg is.');
    is('while clamd is away evidence is kept', 303, kept.status);
    const page = await pageOf(kept);
    holds('and its page says that it was not scanned', /Niet gescand op virussen/.test(page));
    const made = await send('Nog een.', 'API');
    is('so does the API', 'unscanned', JSON.parse(made.text).scan?.result);
    holds('and the log says why', /"reason":"not scanned: clamd cannot be reached"/.test(program.said()), program.said().slice(-600));
    const doctor = program.run('doctor', '--clamd', socket);
    is('the doctor calls it ill', 1, doctor.status);
    holds('and says what comes of it', /Virusscanner +fout +geeft geen antwoord/.test(doctor.out), doctor.out);
    const later = program.run('doctor');
    holds('and without asking it tells what was not scanned', /niet gescand: 2/.test(later.out), later.out);
    execFileSync('rm', ['-f', socket]);
    await startScanner();
    is('when it is back it is asked again', true, /niets gevonden/.test(await pageOf(await upload('Weer daar.'))));
}

// A signature that is newer than the file: what was kept is looked at again, by who has the keyboard.
async function laterFound() {
    const known = 'Dit vond toen nog niemand.';
    const address = (await upload(known)).headers.location.match(/\/bewijs\/(\d+)/);
    const scan = () => program.run('tidy', 'scan', '--clamd', socket);
    const before = program.head();
    const all = scan();
    is('all evidence is scanned again from the keyboard', 0, all.status);
    holds('and what was not scanned is now', / niet gescand: 0/.test(all.err), all.err);
    holds('also on its page', /niets gevonden/.test((await samira.get(address[0])).text));
    await stopScanner();
    execFileSync('rm', ['-f', socket]);
    is('with clamd away nothing is begun', 6, scan().status);
    writeFileSync(`${folder}/base/later.ndb`, `Found-Later:0:*:${Buffer.from(known).toString('hex')}\n`);
    await startScanner();
    const found = scan();
    is('what a newer signature knows is a no', 1, found.status);
    holds('with its piece and name', new RegExp(`^${address[1]} .*ja +Found-Later`, 'm').test(found.out), found.out + found.err);
    const page = (await samira.get(address[0])).text;
    holds('its page says so, and offers no download', /Found-Later/.test(page) && !page.includes(`${address[0]}/bestand`));
    const shut = await samira.get(`${address[0]}/bestand`);
    is('nobody downloads it', 422, shut.status);
    is('and that is said without a form to go back to', false, shut.text.includes('href="#file"'));
    const asked = await samira.ask('GET', `/api/v1/evidence/${address[1]}`, {headers: {authorization: `Bearer ${token}`, cookie: null}});
    is('the API says the same', 'found Found-Later.UNOFFICIAL', (scan => `${scan.result} ${scan.found}`)(JSON.parse(asked.text).scan));
    is('and gives it to nobody either', 422, (await samira.ask('GET', `/api/v1/evidence/${address[1]}/file`,
        {headers: {authorization: `Bearer ${token}`, cookie: null}})).status);
    const doctor = program.run('doctor', '--clamd', socket);
    is('the doctor calls it ill', 1, doctor.status);
    holds('and counts it', /Virusscanner +fout +bestanden waarin later iets is gevonden: 1/.test(doctor.out), doctor.out);
    is('the ledger holds nothing of it', before, program.head());
}

async function notAsked() {
    await program.stop();
    await program.serve(await freePort());
    samira = await new Client(program.port).signIn('samira@voorbeeldstad.example', password);
    const page = await pageOf(await upload('Zonder scanner.'));
    is('without --clamd the page says nothing of it', false, /virussen/.test(page));
    is('nor does the API', null, JSON.parse((await send('Zonder.', 'API')).text).scan);
    const odd = program.run('serve', '--clamd', 'x'.repeat(108));
    is('a name that no socket can have is refused', 2, odd.status);
}

await startScanner();
await program.serve(await freePort(), '--clamd', socket);
token = execFileSync(tokens, [program.data, '2'], {encoding: 'utf8'}).trim();
samira = await new Client(program.port).signIn('samira@voorbeeldstad.example', password);
await chapter('with clamd', withClamd);
await chapter('norms and sheets', normsAndSheets);
await chapter('while it is away', withoutClamd);
await chapter('scanned again', laterFound);
await chapter('without one', notAsked);
await program.stop();
scanner.kill('SIGKILL');
is('the ledger is whole', 0, program.run('ledger', 'verify', '--deep').status);
process.exitCode = close() ? 0 : 1;
