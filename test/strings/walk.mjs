// walk.mjs PROGRAM FOLDER ROUNDS [SHEETS]: see run; with SHEETS it writes formulas, and puts each
// sheet that comes out into that folder, for office.mjs.
import {writeFileSync} from 'node:fs';
import {Client, formTo, know, number} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
import {close, holds, is} from '../walk/tally.mjs';
import {page} from './page.mjs';
import {csv, xlsx} from './sheet.mjs';
import {formulas as worked, kept, never, oneLine, strings} from './strings.mjs';

const [path, folder, asked, sheets] = process.argv.slice(2);
const one = sheets === undefined ? oneLine : worked.filter(text => !text.includes('\n'));
const lines = sheets === undefined ? strings : worked;
const begun = Date.now();
const program = new Program(path, folder);
const password = program.sample();
await program.serve(await freePort());
// All rounds take longer than a session is fresh: with these the password goes along.
know(['/beheer/organisatie', '/beheer/gebruikers', '/mijn/token'].map(address => ({method: 'POST', path: address, fresh: true})));
const people = {};
for (const who of ['samira', 'karim', 'nadia', 'lotte'])
    people[who] = await new Client(program.port).signIn(`${who}@voorbeeldstad.example`, password);

const object = `/objecten/${program.sql("select id from object where name = 'Burgerzaken'")}`;

// Forms that change a row: which fields are text, of one line or of more; what goes with them.
const forms = [
    ['measure', 'samira', '/maatregelen/5.01.01', {lines: ['design_note', 'existence_note', 'operation_note', 'note']}],
    ['review', 'karim', '/maatregelen/5.01.01', {one: ['design_review', 'existence_review', 'operation_review']}],
    ['control', 'samira', '/maatregelen/5.15', {one: ['risk_analysis'], lines: ['suffices_why', 'note'], also: {suffices: 'ja'}}],
    ['line', 'samira', '/vvt/regel/5.01.01', {one: ['risk_analysis', 'alternative', 'alternative_item'], lines: ['why', 'alternative_why']}],
    ['object', 'samira', object, {one: ['name'], lines: ['description']}],
    ['organisation', 'nadia', '/beheer/organisatie', {one: ['name']}],
];
const link = n => `https://wbx.example/${n}?a=1&b="'<`;
// Forms that add one: the page of the form, its action, and a word for what it made.
const additions = [
    ['evidence', 'samira', '/bewijs/nieuw', {one: ['title', 'origin', 'population', 'sample_way'], lines: ['deviations'],
        also: n => ({items: '5.01.01', kind: 'document', design: '1', period_to: '2026-01-31', link: link(n)})}],
    ['person', 'nadia', '/beheer/gebruikers', {one: ['name', 'job_title'], also: () => ({roles: 'reader'})}],
    ['token', 'samira', '/mijn', {one: ['name'], action: '/mijn/token'}],
    ['exception', 'samira', '/uitzonderingen/nieuw', {one: ['risk_analysis'], lines: ['reason', 'compensating', 'advice'],
        also: () => ({nr: '8.34', kind: 'plan', until: '2027-01-01'})}],
];

// Where each text must be read again. `one`: the values of one line; JSON and sheets have all.
const pages = [
    ['samira', '/maatregelen/5.01.01', ['measure', 'review', 'evidence.title']], ['samira', '/maatregelen/5.15', ['control']],
    ['samira', '/vvt', ['line.risk_analysis', 'line.alternative']], ['samira', '/vvt/regel/5.01.01', ['line']],
    ['samira', '/objecten', ['object.name']], ['samira', object, ['object']], ['nadia', '/beheer/organisatie', ['organisation']],
    ['nadia', '/beheer/gebruikers', ['person']], ['samira', '/mijn', ['token']], ['samira', '/bewijs', ['evidence.title']],
    ['samira', '/uitzonderingen', []], ['samira', '/', ['organisation']], ['samira', '/maatregelen', []], ['samira', '/gap', []],
    ['samira', '/beheer/logboek', []],
];
const csvs = [['/maatregelen.csv', ['measure.note']], ['/vvt/2.csv', ['line.why']]];
const books = [['/maatregelen.xlsx', ['measure.note']], ['/vvt/2.xlsx', ['line.why']]];
const documents = [['/maatregelen.json', []], ['/vvt/2.json', ['line.why', 'line.alternative_why']], ['/oscal/system-security-plan.json', ['organisation.name']],
    ['/oscal/assessment-results.json?namen=1', ['organisation.name']]];

const known = new Set(); // tags and attributes that our own pages have
const said = {};         // "noun.field": what stands there now
const wrong = new Map(); // what was not so: where first
const note = (what, where) => { if (!wrong.has(what)) wrong.set(what, where); };
let written = 0;
let read = 0;

const fieldsOf = (shape, text) => Object.fromEntries([...(shape.one ?? []).map((name, i) => [name, text(one, i)]),
    ...(shape.lines ?? []).map((name, i) => [name, text(lines, i + (shape.one ?? []).length)])]);

async function write(noun, who, address, shape, fields, n) {
    const client = people[who];
    const action = shape.action ?? address;
    const form = formTo((await client.get(`${address}${noun === 'exception' ? '?nr=8.34' : ''}`)).text, action);
    if (form === undefined) throw new Error(`${who} finds no form for ${action} at ${address}`);
    const also = typeof shape.also === 'function' ? shape.also(n) : shape.also ?? {};
    const sent = Object.entries({...form.fields, ...also, ...fields, form_number: number()});
    return /"multipart|enctype/.test(JSON.stringify(shape)) || noun === 'evidence'
        ? client.upload(action, sent.filter(([name]) => name !== 'file')) : client.post(action, Object.fromEntries(sent));
}

async function keepAll(round, text) {
    for (const [noun, who, address, shape] of [...forms, ...additions]) {
        const fields = fieldsOf(shape, (list, i) => text(list, noun, i));
        const answer = await write(noun, who, address, shape, fields, round);
        if (![200, 303].includes(answer.status)) {
            note(`${noun} is kept: ${answer.status}`, JSON.stringify(fields));
            continue;
        }
        for (const [name, value] of Object.entries(fields)) {
            said[`${noun}.${name}`] = kept(value);
            written++;
        }
    }
}

const wanted = keys => Object.entries(said).filter(([key, value]) => !value.includes('\n') &&
    keys.some(prefix => key === prefix || key.startsWith(`${prefix}.`)));

async function readForms() {
    for (const [noun, who, address, shape] of forms) {
        const form = formTo((await people[who].get(address)).text, address)?.fields ?? {};
        for (const name of [...shape.one ?? [], ...shape.lines ?? []]) {
            read++;
            if ((form[name] ?? '').replace(/\r\n/g, '\n') !== said[`${noun}.${name}`])
                note(`the form gives ${noun}.${name} back`, JSON.stringify([said[`${noun}.${name}`], form[name]]));
        }
    }
}

async function readPages(plain) {
    for (const [who, address, keys] of pages) {
        const {kinds, texts, rest} = page((await people[who].get(address)).text);
        for (const kind of kinds)
            if (plain)
                known.add(kind);
            else if (!known.has(kind))
                note(`${address} has no markup of others`, kind);
        if (/[<>]/.test(rest.replace(/<!doctype html>/i, '')))
            note(`${address} writes no bare bracket`, /.{0,40}[<>].{0,40}/s.exec(rest)[0]);
        for (const [key, value] of wanted(keys)) {
            read++;
            if (!texts.has(value) && ![...texts].some(text => text.includes(value)))
                note(`${address} shows ${key}`, JSON.stringify(value));
        }
    }
}

// For a spreadsheet to open: all that comes out, whatever is asked of it here.
async function keepSheets(round) {
    for (const address of ['/maatregelen', '/vvt/2', '/gap', '/normen/vergelijk'])
        for (const end of ['csv', 'xlsx']) {
            const answer = await people.samira.get(`${address}.${end}${address.startsWith('/normen') ? '?van=bio2&naar=cbw' : ''}`);
            if (answer.status === 200)
                writeFileSync(`${sheets}/${round}${address.replaceAll('/', '-')}.${end}`, answer.bytes);
            else
                note(`${address}.${end} comes`, answer.status);
        }
}

async function readSheets() {
    for (const [address, keys] of csvs) {
        const cells = new Set(csv((await people.samira.get(address)).text).flat());
        for (const cell of cells)
            if (/^[=+@\t\r]|^-[^\d]/.test(cell))
                note(`${address} has no cell that a sheet would work out`, cell);
        for (const [key, value] of wanted(keys)) {
            read++;
            if (!cells.has(value) && !cells.has(`'${value}`))
                note(`${address} has ${key}`, JSON.stringify(value));
        }
    }
    for (const [address, keys] of books) {
        const {texts, formulas} = xlsx((await people.samira.get(address)).bytes);
        if (formulas.length > 0)
            note(`${address} has no formula`, formulas[0]);
        for (const [key, value] of wanted(keys)) {
            read++;
            if (!texts.has(value))
                note(`${address} has ${key}`, JSON.stringify(value));
        }
    }
}

const valuesOf = (tree, into = new Set()) => {
    if (typeof tree === 'string')
        into.add(tree);
    else if (tree !== null && typeof tree === 'object')
        for (const part of Object.values(tree))
            valuesOf(part, into);
    return into;
};

async function readDocuments() {
    for (const [address, keys] of documents) {
        const answer = await people.samira.get(address);
        let values = new Set();
        try {
            values = valuesOf(JSON.parse(answer.text));
        } catch (error) {
            note(`${address} is JSON`, String(error));
        }
        for (const [key, value] of wanted(keys)) {
            read++;
            if (!values.has(value))
                note(`${address} has ${key}`, JSON.stringify(value));
        }
    }
}

// The search finds what was looked for as text, and shows the words that it looked for.
async function search(text) {
    const answer = await people.samira.get(`/maatregelen?q=${encodeURIComponent(text)}`);
    const {kinds} = page(answer.text);
    read++;
    if (answer.status !== 200 && answer.status !== 422)
        note('a search is answered', `${answer.status} ${JSON.stringify(text)}`);
    for (const kind of kinds)
        if (!known.has(kind))
            note('a search brings no markup of others', kind);
}

// ---- what is kept ----

await keepAll(-1, (list, noun, i) => `gewone tekst ${noun} ${i}`);
for (const name of ['zoek', 'x']) // a page with a fault and an empty list have tags of their own
    for (const kind of page((await people.samira.get(`/maatregelen?q=${name}`)).text).kinds)
        known.add(kind);
for (const [noun, who, address, shape] of [...forms, ...additions])
    for (const kind of page((await write(noun, who, address, shape, fieldsOf(shape, () => 'a\u0007'), 0)).text).kinds)
        known.add(kind);
await readPages(true);
const rounds = Number(asked) || lines.length;
for (let round = 0; round < rounds; round++) {
    // Another text in each field with each round, and over all rounds each text in each.
    const step = Math.max(1, Math.floor(lines.length / rounds));
    let nth = 0;
    await keepAll(round, list => list[(round * step + 37 * nth++) % list.length]);
    await readForms();
    await readPages(false);
    await readSheets();
    await readDocuments();
    await search(lines[round * step % lines.length]);
    if (sheets !== undefined)
        await keepSheets(round);
}

// ---- what is refused ----

let tried = 0;
for (const text of never)
    for (const [noun, who, address, shape] of rounds < strings.length ? forms.slice(0, 2) : [...forms, ...additions])
        for (const name of [...shape.one ?? [], ...shape.lines ?? []]) {
            const before = program.sql('select seq from ledger_head');
            const answer = await write(noun, who, address, shape, {...fieldsOf(shape, () => 'goed'), [name]: text}, 0);
            tried++;
            if (![400, 422].includes(answer.status) || program.sql('select seq from ledger_head') !== before)
                note(`${noun}.${name} refuses what nobody sees`, `${answer.status} ${JSON.stringify(text)}`);
            for (const kind of page(answer.text).kinds)
                if (!known.has(kind))
                    note(`${address} refuses without markup of others`, kind);
        }

const verdict = program.run('ledger', 'verify', '--deep');
is('the ledger is sound after all of it', 0, verdict.status);
await program.stop();
for (const [what, where] of wrong)
    is(what, 'so', `not: ${where}`);
is('nothing broke', '', program.said().split('\n').filter(line => /"status":5|MUST|Sanitizer|runtime error/.test(line)).slice(0, 3).join('\n'));
holds('every text was written and read', written > rounds * 20 && read > rounds * 40 && tried > 100, `${written} ${read} ${tried}`);
console.log(`strings: ${rounds} rounds of ${lines.length} texts, ${written.toLocaleString('en')} written, ${read.toLocaleString('en')} ` +
    `read, ${tried} refused; ${((Date.now() - begun) / 1000).toFixed(0)} s`);
process.exitCode = close() ? 0 : 1;
