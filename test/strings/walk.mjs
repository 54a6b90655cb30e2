// walk.mjs PROGRAM FOLDER ROUNDS [SHEETS]: see run; with SHEETS it writes formulas, and puts each
// sheet that comes out into that folder, for office.mjs.
import {writeFileSync} from 'node:fs';
import {formsOf, formTo, number} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
import {close, holds, is} from '../walk/tally.mjs';
import {books, csvs, documents, forms, pages} from './forms.mjs';
import {forgotten, Walker, writes} from './met.mjs';
import {page} from './page.mjs';
import {csv, xlsx} from './sheet.mjs';
import {formulas as worked, isRefused, kept, never, oneLine, strings} from './strings.mjs';

const [path, folder, asked, sheets] = process.argv.slice(2);
const one = sheets === undefined ? oneLine : worked.filter(text => !text.includes('\n'));
const lines = sheets === undefined ? strings : worked;
const rounds = Number(asked) || lines.length;
const begun = Date.now();
const program = new Program(path, folder);
const password = program.sample();
await program.serve(await freePort());
const people = {nobody: new Walker(program.port)};
for (const who of ['samira', 'karim', 'nadia', 'lotte', 'ruben'])
    people[who] = await new Walker(program.port).signIn(`${who}@voorbeeldstad.example`, password);

// Where the row is that a form is about, or that one made last.
const newest = (address, table) => `${address}/${program.sql(`select max(id) from ${table}`)}`;
const made = {
    process: `/objecten/${program.sql("select id from object where name = 'Burgerzaken'")}`,
    get evidence() { return newest('/bewijs', 'evidence where file_name is null'); },
    get file() { return newest('/bewijs', 'evidence where file_name is not null'); },
    get exception() { return newest('/uitzonderingen', 'exception'); },
    get migration() { return newest('/overzetten', 'migrated'); },
    get erasure() { return newest('/beheer/wissen', 'erasure'); },
    // What is asked to be erased: the note that was written last.
    get note() {
        return program.sql(`select 'regel=' || since || '&veld=note&nummer=' || id from assessment
            where note <> '' order by since desc limit 1`);
    },
    seen: formTo((await people.samira.get('/maatregelen/5.01.01')).text, '/maatregelen/5.01.01').fields.gezien,
    // As if who signed in did so long ago.
    stale: who => program.sql(`update session set proved = '2020-01-01T00:00:00.000Z'
        where account in (select account from person where name like '${who} %')`),
};
const filled = address => address.replace(/\{(\w+)\}/g, (_, name) => made[name]);

// A passkey, and evidence that nobody can open: of somebody who left, and is back before the ledger is verified.
program.sql(`insert into passkey select account, 1, 'c', 'h', 'localhost', -7, 'AAAA', 0, 'Sleutel', '2026-01-05T08:00:00.000Z', '', ''
    from person where name like 'Samira %'`);
const [shut, marking, gone] = program.sql(`select e.id, e.marking, p.id from evidence e join person p on p.id = e.submitter
    where p.name like 'Joost %' limit 1`).split('|');
const leave = (until, word) => program.sql(`update person set until = ${until} where id = ${gone};
    update evidence set marking = ${word} where id = ${shut}`);
leave("'2020-12-31'", "'vertrouwelijk'");

let learning = true;     // at first all texts are plain
const known = new Set(); // tags and attributes that our own pages have
const said = {};         // "noun.field": what stands there now
const wrong = new Map(); // what was not so: where first
const note = (what, where) => { if (!wrong.has(what)) wrong.set(what, where); };
let written = 0;
let read = 0;

const fieldsOf = (shape, text) => Object.fromEntries([...(shape.one ?? []).map((name, i) => [name, text(one, i)]),
    ...(shape.lines ?? []).map((name, i) => [name, text(lines, i + (shape.one ?? []).length)])]);

// A form as a browser sends it; without one, status 0.
async function write([, who, address, shape], fields, n, also = shape.also) {
    const client = people[who];
    await shape.before?.(client, made, people);
    const action = filled(shape.action ?? address.split('?')[0]);
    const form = formTo((await client.get(filled(address))).text, filled(shape.form ?? action));
    if (form === undefined)
        return {status: 0, text: ''};
    const texts = Object.entries(fields).map(([name, text]) => [name, shape.sent?.[name]?.(text) ?? text]);
    const {file, ...sent} = {...form.fields, ...also?.(n, made, form.fields), ...Object.fromEntries(texts), form_number: number()};
    writes(action, Object.keys(fields));
    return !shape.upload ? client.post(action, sent) : client.upload(action,
        [...Object.entries(sent), ...shape.file === undefined ? [] : [['file', ...shape.file(file)]]]);
}

async function keepAll(round, text) {
    for (const it of forms) {
        const [noun,,, shape] = it;
        const fields = fieldsOf(shape, (list, i) => text(list, noun, i));
        for (const name of Object.keys(fields))
            delete said[`${noun}.${name}`];
        if (shape.every !== undefined && round % Math.ceil(rounds / shape.every) > 0)
            continue;
        const answer = await write(it, fields, round);
        if (shape.refused !== undefined ? answer.status !== shape.refused : ![200, 303].includes(answer.status))
            note(`${noun} is ${shape.refused === undefined ? 'kept' : 'refused'}: ${answer.status}`, JSON.stringify(fields));
        else if (shape.refused === undefined)
            for (const [name, value] of Object.entries(fields))
                said[`${noun}.${name}`] = shape.as?.[name]?.(value) ?? kept(value);
        else
            comesBack(it, fields, answer.text);
        written += answer.status === 0 ? 0 : Object.keys(fields).length;
    }
}

// The form of a page that was refused, as it was sent.
function comesBack([noun,, address, shape], fields, html) {
    const action = filled(shape.action ?? address.split('?')[0]);
    const back = formTo(html, action)?.fields ?? {};
    cleanly(`${noun} is refused`, html);
    for (const [name, value] of Object.entries(fields)) {
        const [is, was] = [shape.back?.[name]?.(back) ?? back[name], shape.as?.[name]?.(value) ?? value];
        read++;
        if (is !== was)
            note(`a form that comes back has ${noun}.${name}`, JSON.stringify([was, is]));
    }
}

// No tag in a page but ours.
function cleanly(what, html) {
    const {kinds, texts, rest} = page(html);
    for (const kind of kinds)
        if (learning)
            known.add(kind);
        else if (!known.has(kind))
            note(`${what} without markup of others`, kind);
    if (/[<>]/.test(rest.replace(/<!doctype html>/i, '')))
        note(`${what} without a bare bracket`, /.{0,40}[<>].{0,40}/s.exec(rest)[0]);
    return texts;
}

const wanted = keys => Object.entries(said).filter(([key, value]) => !value.includes('\n') &&
    keys.some(prefix => key === prefix || key.startsWith(`${prefix}.`)));

const namesOf = shape => [...shape.one ?? [], ...shape.lines ?? []];

async function readForms() {
    for (const [noun, who, address, shape] of forms.filter(([,,, it]) => !it.adds && it.refused === undefined)) {
        const names = namesOf(shape).filter(name => `${noun}.${name}` in said && !shape.bare?.includes(name));
        const html = names.length === 0 ? '' : (await people[who].get(filled(address))).text;
        const form = formTo(html, filled(shape.action ?? address))?.fields ?? {};
        for (const name of names) {
            read++;
            if ((form[name] ?? '').replace(/\r\n/g, '\n') !== said[`${noun}.${name}`])
                note(`the form gives ${noun}.${name} back`, JSON.stringify([said[`${noun}.${name}`], form[name]]));
        }
    }
}

async function readPages() {
    for (const [who, address, keys] of pages) {
        const texts = cleanly(`${address} is shown`, (await people[who].get(filled(address))).text);
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
    for (const address of ['/maatregelen', '/bewijs']) {
        const answer = await people.samira.get(`${address}?q=${encodeURIComponent(text)}`);
        writes(address, ['q']);
        read++;
        if (answer.status !== 200 && answer.status !== 422)
            note('a search is answered', `${answer.status} ${JSON.stringify(text)}`);
        if (answer.status === 200 && !formsOf(answer.text).some(form => form.action === address && kept(form.fields.q ?? '') === kept(text)))
            note(`a search of ${address} has its words again`, JSON.stringify(text));
        cleanly('a search is answered', answer.text);
    }
}

// ---- what is kept ----

const undo = async () => {
    for (const [, who,, shape] of forms)
        await shape.after?.(people[who], made);
};

await keepAll(0, (list, noun, i) => `gewone tekst ${noun} ${i}`);
await readPages();
for (const text of ['zoek', 'x']) // a page with a fault and an empty list have tags of their own
    await search(text);
await undo();
for (const it of forms)
    cleanly('', (await write(it, fieldsOf(it[3], () => 'a\u0007'), 0)).text);
await undo();
for (const who of Object.values(people))
    await who.lookAround();
learning = false;
for (let round = 0; round < rounds; round++) {
    // Another text in each field with each round, and over all rounds each text in each.
    const step = Math.max(1, Math.floor(lines.length / rounds));
    let nth = 0;
    await keepAll(round, list => list[(round * step + 37 * nth++) % list.length]);
    await readForms();
    await readPages();
    await readSheets();
    await readDocuments();
    await search(lines[round * step % lines.length]);
    await undo();
    if (sheets !== undefined)
        await keepSheets(round);
}

// ---- what is refused ----

// The name of a file may go without it.
const isClean = async ([, who,, {cleans}], {status, text}) =>
    !isRefused(status === 200 ? text : (await people[who].get(filled(cleans))).text);

let tried = 0;
await write(forms.find(([noun]) => noun === 'exception'), {reason: 'goed', risk_analysis: 'goed'}, 0); // to decide on
for (const [t, text] of never.entries())
    for (const [f, it] of forms.filter(it => it[3].refused === undefined || it[3].good !== undefined).entries()) {
        const [noun, who, address, shape] = it;
        const names = namesOf(shape);
        const few = (t + f) % 4 === 1 ? [names[(t + f >> 2) % names.length]] : []; // in a short run
        for (const name of rounds < strings.length ? few : names) {
            await shape.before?.(people[who], made, people);
            const before = program.sql('select seq from ledger_head');
            const answer = await write(it, {...fieldsOf(shape, () => 'goed'), [name]: text}, t, shape.good);
            tried++;
            const same = [400, 422].includes(answer.status) && program.sql('select seq from ledger_head') === before;
            if (!same && !(['file', 'name'].includes(name) && shape.cleans && await isClean(it, answer)))
                note(`${noun}.${name} refuses what nobody sees`, `${answer.status} ${JSON.stringify(text)}`);
            cleanly(`${address} refuses`, answer.text);
        }
    }

// ---- what is done once ----

const adopted = forms.find(([noun]) => noun === 'adopted');
const fields = fieldsOf(adopted[3], (list, i) => list[i]);
is('the statement is adopted', 303, (await write(adopted, fields, 0, adopted[3].good)).status);
for (const key of Object.keys(said))
    delete said[key];
for (const [name, value] of Object.entries(fields))
    said[`adopted.${name}`] = kept(value);
await readPages();

leave('null', marking === '' ? 'null' : `'${marking}'`);
const verdict = program.run('ledger', 'verify', '--deep');
is('the ledger is sound after all of it', 0, verdict.status);
await program.stop();
for (const [what, where] of wrong)
    is(what, 'so', `not: ${where}`);
is('no text field was forgotten', '', forgotten().map(([place, where]) => `${place} (${where})`).join('\n'));
is('nothing broke', '', program.said().split('\n').filter(line => /"status":5|MUST|Sanitizer|runtime error/.test(line)).slice(0, 3).join('\n'));
holds('every text was written and read', written > rounds * 20 && read > rounds * 40 && tried > 100, `${written} ${read} ${tried}`);
console.log(`strings: ${rounds} rounds of ${lines.length} texts, ${written.toLocaleString('en')} written, ${read.toLocaleString('en')} ` +
    `read, ${tried} refused; ${((Date.now() - begun) / 1000).toFixed(0)} s`);
process.exitCode = close() ? 0 : 1;
