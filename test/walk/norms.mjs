// norms.mjs - another norm on the pages that show how we stand: what is said, what is refused, what is given.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {formsOf, formTo} from './client.mjs';
import {holds, is} from './tally.mjs';

const figure = (html, label) => Number(new RegExp(`id="${label}".*?<a [^>]*>(\\d+)</a>`, 's').exec(html)?.[1] ?? NaN);
const rows = html => (html.match(/<tr[ >]/g) ?? []).length - 1;
const csf = 'norm=nist-csf-2.0%402.0';

export async function norms(walk) {
    await figures(walk);
    await ways(walk);
    await refusals(walk);
    await files(walk);
    await explorer(walk);
    await own(walk);
    await ownEvidence(walk);
    await licensed(walk);
    await broughtIn(walk);
    await badFiles(walk);
    await goneOn(walk);
}

async function figures({as}) {
    const samira = await as('samira');
    const home = (await samira.get(`/?${csf}`)).text;
    is('of a norm that our work only touches nothing meets it', 0, figure(home, 'c-1'));
    is('97 of its outcomes are touched', 97, figure(home, 'c-3'));
    is('9 are not covered', 9, figure(home, 'c-4'));
    is('each figure leads to as many items', 9, rows((await samira.get(`/maatregelen?wat=nietgedekt&${csf}`)).text));
    is('also that of a group', 3, rows((await samira.get(`/maatregelen?groep=csf2-GV.OC&wat=geteld&${csf}`)).text));
    const one = (await samira.get(`/maatregelen/GV.OC-03?${csf}`)).text;
    holds('an item says how many of what it touches meet the norm', /\d van 5 onderliggende maatregelen voldoen/.test(one));
    holds('and leads to each of them', ['5.20', '5.31'].every(label => one.includes(`href="/maatregelen/${label}"`)));
    holds('and by which item it came there', one.includes('via ISO/IEC 27002:2022'));
    const soa = (await samira.get('/vvt?norm=cbw%402026')).text;
    holds('the statement leads from an item to its lines', /href="\/vvt\/2#r-5\.01\.01"/.test(soa));
    const sem = await as('sem');
    is('who sees only their own sees no derived figures', 403, (await sem.get(`/maatregelen?${csf}`)).status);
    const past = (await samira.get(`/?${csf}&op=2026-03-31`)).text;
    holds('a day goes along', past.includes(`&amp;op=2026-03-31`) && past.includes('name="op" value="2026-03-31"'));
}

// Each figure of a table leads to a list with as many lines, and a group is one of either norm.
async function ways({as}) {
    const samira = await as('samira');
    const older = 'norm=bio2%401.2';
    for (const by of ['theme', 'control', 'role', 'csf']) {
        const page = (await samira.get(`/gap?by=${by}&${older}`)).text;
        const figures = [...page.matchAll(/<td class="wb-getal"><a href="([^"]+)">(\d+)<\/a>/g)];
        holds(`the gap by ${by} has figures`, figures.length > 10, String(figures.length));
        for (const [, href, n] of figures.slice(0, 9))
            is(`${href} leads to as many`, Number(n), Math.max(0, rows((await samira.get(href.replaceAll('&amp;', '&'))).text)));
    }
    const both = (await samira.get(`/maatregelen?rol=ciso&csf=detect&wat=voldoet&${older}`)).text;
    is('what the list is narrowed by stands above it', 3, (both.match(/class="wb-schijf"/g) ?? []).length);
    holds('of a control it is said when a verdict counts', (await samira.get('/maatregelen/5.1.1?norm=bio104')).text.includes('telt pas als alle maatregelen hieronder'));
    is('a role that is none', 422, (await samira.get(`/maatregelen?rol=koning&${older}`)).status);
}

async function refusals({as}) {
    const samira = await as('samira');
    for (const path of ['/?norm=nope', '/gap?norm=nope', '/maatregelen?norm=nope', '/vvt?norm=nope', '/gap?selectie=nope',
        '/maatregelen?selectie=nope', `/maatregelen?groep=nope&${csf}`, `/maatregelen?wat=nope&${csf}`, `/gap?by=csf&${csf}`, `/gap?by=control&${csf}`,
        '/gap?by=group', '/normen/vergelijk?van=bio2&naar=bio2', '/normen/vergelijk?van=bio2&naar=nope',
        '/maatregelen?categorie=nope', '/maatregelen?wet=misschien'])
        is(`${path} is refused`, 422, (await samira.get(path)).status);
    for (const path of [`/maatregelen/99?${csf}`, '/normen/nope/5.01', '/normen/bio2/99.99'])
        is(`${path} is not there`, 404, (await samira.get(path)).status);
}

async function files({as, program}) {
    const samira = await as('samira');
    const page = (await samira.get('/gap.csv?norm=cbw')).text;
    is('the file of the gap says what the keyboard says', program.run('gap', '--norm', 'cbw', '--format', 'csv').out.trim(), page.trim());
    const list = (await samira.get(`/maatregelen.csv?${csf}`)).text.trim().split('\n');
    is('the file of the list has every item', 107, list.length);
    holds('and says what only touches', list.some(line => line.startsWith('GV.OC-03,') && line.includes('geteld')));
    is('also as a workbook', 'PK', (await samira.get(`/maatregelen.xlsx?${csf}`)).bytes.subarray(0, 2).toString());
    is('and the gap', 'PK', (await samira.get('/gap.xlsx?norm=cbw')).bytes.subarray(0, 2).toString());
    for (const [what, path, table] of [['the list', `/maatregelen.json?wat=nietgedekt&${csf}`, 'maatregelen'], ['the statement', `/vvt/2.json?${csf}`, 'vvt'], ['the own list', '/maatregelen.json', 'beoordelingen']])
        is(`${what} as JSON`, {maatregelen: 9, vvt: 106, beoordelingen: 156}[table], JSON.parse((await samira.get(path)).text)[table]?.length);
    is('the statement by another norm is the same on paper', program.run('soa', '--version', '2', '--norm', 'nist-csf-2.0', '--format', 'csv').out.trim(), (await samira.get(`/vvt/2.csv?${csf}`)).text.trim());
    is('also as a workbook', 'PK', (await samira.get(`/vvt/2.xlsx?${csf}`)).bytes.subarray(0, 2).toString());
    const map = (await samira.get('/normen/vergelijk.csv?van=bio2&naar=nist-csf-2.0')).text;
    is('two norms side by side are the same on paper', program.run('norm', 'map', 'bio2', 'nist-csf-2.0', '--format', 'csv').out.trim(), map.trim());
    const all = JSON.parse((await samira.get('/normen/vergelijk.json?van=bio2&naar=nist-csf-2.0')).text);
    is('with the gaps on both sides', 'vergelijking zonder_naar zonder_van', Object.keys(all).filter(k => Array.isArray(all[k])).join(' '));
    is('also as a workbook', 'PK', (await samira.get('/normen/vergelijk.xlsx?van=bio2&naar=cbw')).bytes.subarray(0, 2).toString());
}

async function explorer({as}) {
    const samira = await as('samira');
    const list = (await samira.get('/normen')).text;
    holds('each norm says over which mappings it is reached', /via 2 vertaaltabellen.*Van NIST CSF 2\.0 naar ISO 27002:2022/s.test(list));
    const there = (await samira.get('/normen/vergelijk?van=bio2%401.2&naar=bio2%401.3')).text;
    holds('what ended is said, with why', /<strong>vervallen<\/strong>/.test(there));
    const law = (await samira.get('/normen/vergelijk?van=cbw&naar=bio2')).text;
    holds('how sure it is is said in a word', /wb-merkje">afgeleid</.test(law));
    const item = (await samira.get('/normen/bio2%401.3/5.01.01')).text;
    holds('a fact of an earlier version is marked', /basishygiëne <span class="wb-merkje" title="[^"]+">vroeger</.test(item));
    const some = (await samira.get('/maatregelen?categorie=basishygiene&ritme=jaarlijks')).text;
    const found = Number(/data-meld>(\d+) van/.exec(some)?.[1]);
    holds('the list is filtered by facts', found > 0 && found < 30, String(found));
    holds('and says of which kind they are', some.includes('basishygiëne (vroeger)'));
}

async function own({as}) {
    const [samira, eva] = [await as('samira'), await as('eva')];
    const path = `/maatregelen/GV.OC-01?${csf}`;
    const form = formTo((await samira.get(path)).text, path);
    holds('an item of another norm can be given a verdict of its own', form !== undefined);
    is('by who may', undefined, formTo((await eva.get(path)).text, path));
    is('which is kept', 303, (await samira.post(path, {...form.fields, design: 'nee', existence: 'nee', operation: 'nee', design_note: 'Geen missie op papier'})).status);
    const after = (await samira.get(path)).text;
    holds('and is the status', /voldoet niet/.test(after) && /Regel: eigen oordeel/.test(after));
    holds('with its note, and what was said when', after.includes('<p class="wb-klein">Geen missie op papier</p>') && /<ins>Geen missie op papier<\/ins>/.test(after));
    is('and counts', 8, figure((await samira.get(`/?${csf}`)).text, 'c-4'));
    is('a word that is none is refused', 422, (await samira.post(path, {...formTo(after, path).fields, design: 'misschien'})).status);
    is('of a norm that is not there nothing is kept', 404, (await samira.post('/maatregelen/GV.OC-01?norm=nope', formTo(after, path).fields)).status);
    const clash = await samira.post(path, {...form.fields, design: 'ja'});
    is('who saw it before that sees both', 409, clash.status);
    holds('and may choose', formTo(clash.text, path)?.fields['laat-design'] !== undefined, clash.text.slice(0, 200));
    is('emptied it is derived again', 303, (await samira.post(path, {...formTo((await samira.get(path)).text, path).fields, design: '', existence: '', operation: '', design_note: ''})).status);
    is('and counts no more', 9, figure((await samira.get(`/?${csf}`)).text, 'c-4'));
}

async function ownEvidence({as}) {
    const [samira, eva] = [await as('samira'), await as('eva')];
    const path = `/maatregelen/GV.OC-01?${csf}`;
    const add = `/maatregelen/GV.OC-01/bewijs?${csf}`;
    const use = `/maatregelen/GV.OC-01/bewijs/gebruik?${csf}`;
    holds('evidence is added at an item of another norm', (await samira.get(path)).text.includes(`href="${add}"`));
    is('not by who may not', false, (await eva.get(path)).text.includes(add));
    const piece = /<option value="(\d+)">/.exec((await samira.get(add)).text)[1];
    is('a piece that is there is used', 303, (await samira.post(use, {...formTo((await samira.get(add)).text, use).fields, stuk: piece})).status);
    const there = (await samira.get(path)).text;
    holds('and stands there', there.includes(`href="/bewijs/${piece}"`));
    const used = (await samira.get(`/bewijs/${piece}`)).text;
    holds('the piece names the item and its norm', used.includes('href="/maatregelen/GV.OC-01?norm=nist-csf-2.0%402.0">GV.OC-01') && used.includes('(NIST CSF'), used.match(/GV\.OC-01[^<]*</)?.[0]);
    const end = new RegExp(`action="(/maatregelen/GV.OC-01/bewijs/\\d+/einde\\?${csf})"`).exec(there)?.[1];
    is('it is taken away again', 303, (await samira.post(end, formTo(there, end).fields)).status);
    is('and is gone', false, (await samira.get(path)).text.includes(`href="/bewijs/${piece}"`));
}

// Words under a licence of our own: beside the norm on its pages, in no document, gone when ended.
async function licensed({program, as}) {
    const samira = await as('samira');
    const folder = mkdtempSync(join(tmpdir(), 'waarborg-words-'));
    const file = join(folder, 'tekst.csv');
    const page = '/maatregelen/5.01.01';
    writeFileSync(file, 'nummer;titel;tekst\n5.01.01;Onze titel;Gelicentieerde <tekst>\n');
    const said = program.run('norm', 'import', file, '--norm', 'bio2@1.3').err;
    const there = (await samira.get(page)).text;
    holds('own words stand on the page of their measure, marked', there.includes('Eigen licentietekst') &&
        there.includes('Gelicentieerde &lt;tekst&gt;'));
    holds('and on that of the norm', (await samira.get('/normen/bio2@1.3/5.01.01')).text.includes('Gelicentieerde &lt;tekst&gt;'));
    for (const path of ['/maatregelen.csv', '/maatregelen.csv?norm=cbw%402026', '/gap.csv', '/gap.json', '/normen/bio2@1.3/oscal',
        '/normen/vergelijk.csv?van=bio2&naar=cbw', '/normen/vergelijk.json?van=bio2&naar=cbw', '/vvt/2', '/gap', '/maatregelen',
        '/oscal/profile.json', '/oscal/system-security-plan.json', '/oscal/assessment-plan.json', '/oscal/assessment-results.json',
        '/oscal/plan-of-action-and-milestones.json']) {
        const answer = await samira.get(path);
        is(`${path} is there`, 200, answer.status);
        holds(`not in ${path}`, !/Gelicentieerde|Onze titel/.test(answer.text));
    }
    const asked = '/normen/bio2@1.3/oscal?licentietekst=1';
    holds('asked for, it goes along', (await samira.get(asked)).text.includes('Gelicentieerde <tekst>'));
    holds('which the page of the norm asks with a tick', (await samira.get('/normen/bio2@1.3')).text.includes('name="licentietekst"'));
    const eva = await as('eva');
    is('not to who may not bring norms in', 403, (await eva.get(asked)).status);
    holds('nor is it asked there', !(await eva.get('/normen/bio2@1.3')).text.includes('name="licentietekst"'));
    program.run('norm', 'end', /(?:nummer|number) (\d+)/.exec(said)[1]);
    holds('ended, they are gone', !(await samira.get(page)).text.includes('Gelicentieerde'));
    rmSync(folder, {recursive: true});
}

const control = (id, label) => ({id, title: `Eis ${label}`, props: [{name: 'label', value: label}],
    parts: [{id: `${id}_s`, name: 'statement', prose: `Doe ${label}.`}]});
const metadata = (id, title) => ({title, 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.1.2',
    'document-ids': [{scheme: 'urn:x-waarborg:document', identifier: id}]});
const uuid = 'b07d0b2c-26f0-5c5e-9cf0-6e2a5f0d8a9e';
const catalog = {catalog: {uuid, metadata: metadata('eigen', 'Onze <eigen> norm'),
    groups: [{id: 'g', title: 'G', controls: [control('e-1', '1'), control('e-2', '2')]}]}};
const profile = href => ({profile: {uuid, metadata: metadata('keuze', 'Onze keuze'),
    imports: [{href, 'include-controls': [{'with-ids': ['e-1']}]}]}});
const bytes = it => Buffer.isBuffer(it) ? it : Buffer.from(typeof it === 'string' ? it : JSON.stringify(it));
const address = '/normen/import';

// A file as the page sends it: with the hidden fields of its form.
async function send(person, name, content, choices = {}) {
    const {fields} = formTo((await person.get(address)).text, address);
    return person.upload(address, [...Object.entries({...fields, ...choices}), ['file', name, bytes(content)]]);
}
// A key stands for the Dutch of it, up to what is filled in.
const po = readFileSync(new URL('../../lang/nl.po', import.meta.url), 'utf8');
const said = text => po.split(`msgid "${text}"\nmsgstr "`)[1]?.split(/[{"]/)[0] ?? text;
const head = program => program.run('ledger', 'show', '--most', '1', '--format', 'csv').out;

async function broughtIn({program, as}) {
    const [samira, eva] = [await as('samira'), await as('eva')];
    for (const person of [eva, await as('ruben'), await as('karim')])
        is('who may not bring in does not see the page', 403, (await person.get(address)).status);
    holds('nor the way to it', !(await eva.get('/normen')).text.includes(address));
    holds('who may sees it', (await samira.get('/normen')).text.includes(`href="${address}"`));
    const before = head(program);
    const looked = await send(samira, 'eigen.json', catalog);
    is('a file is looked at', 200, looked.status);
    holds('and said what there will be', /beheersmaatregelen<\/th><td>2</.test(looked.text) && looked.text.includes('Onze &lt;eigen&gt; norm'));
    is('and nothing changed', before, head(program));
    is('the norm is not there yet', 404, (await samira.get('/normen/eigen@1')).status);
    const form = formTo(looked.text, address);
    is('nobody else brings it in', 403, (await eva.post(address, {...formsOf((await eva.get('/account')).text)[0].fields, hash: form.fields.hash, name: 'x.json'})).status);
    is('of a hash of nothing nothing comes', 422, (await samira.post(address, {...form.fields, hash: '0'.repeat(64)})).status);
    is('it comes in', 303, (await samira.post(address, form.fields)).status);
    is('sent twice it comes in once', 303, (await samira.post(address, form.fields)).status);
    is('and is there', 200, (await samira.get('/normen/eigen@1')).status);
    holds('and is the newest in the list', /Onze &lt;eigen&gt; norm.*?geldt.*?Beëindig/s.test((await samira.get(address)).text));
    const words = await send(samira, 'tekst.csv', 'nummer;tekst\n1;Van ons alleen\n', {source: 'eigen@1'});
    holds('a table says what it is by its columns', words.text.includes('eigen licentietekst'));
    is('and comes in', 303, (await samira.post(address, formTo(words.text, address).fields)).status);
    holds('over the norm', (await samira.get('/normen/eigen@1/1')).text.includes('Van ons alleen'));
    const list = (await samira.get(address)).text;
    const ends = formsOf(list).filter(it => it.action.endsWith('/einde'));
    for (const end of ends)
        is('it is ended', 303, (await samira.post(end.action, end.fields)).status);
    holds('the list says so', ((await samira.get(address)).text.match(/beëindigd<\/span>/g) ?? []).length >= ends.length);
    is('and it counts no more', 404, (await samira.get('/normen/eigen@1')).status);
    is('what is not there cannot be ended', 404, (await samira.post(`${address}/999999/einde`, formTo((await samira.get(address)).text, address).fields)).status);
}

// Each is one clear line with its place, and changes nothing.
async function badFiles({program, as}) {
    const samira = await as('samira');
    const before = head(program);
    const circle = profile('keuze');
    const deep = `{"catalog": ${'{"a":'.repeat(70)}1${'}'.repeat(70)}}`;
    for (const [what, name, content, says] of [
        ['cut off', 'a.json', '{"catalog": {', 'houdt te vroeg op'],
        ['of bytes that are no UTF-8', 'a.json', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 'Geen geldige UTF-8'],
        ['with a member twice', 'a.json', '{"catalog": {"uuid": "x", "uuid": "y"}}', 'staat er dubbel'],
        ['that is too deep', 'a.json', deep, 'Te groot of te diep'],
        ['that is too large', 'a.json', Buffer.alloc(16 * 1024 * 1024 + 1, 0x20), 'groter dan 16 MB'],
        ['of two documents', 'a.json', '{"catalog": {}, "profile": {}}', 'precies één hoofdonderdeel'],
        ['that imports itself', 'a.json', circle, 'norm.fault.import_circle'],
        ['that imports what is not here', 'a.json', profile('../nergens/catalog.json'), 'nergens'],
        ['that imports from elsewhere', 'a.json', profile('https://example.org/catalog.json'), 'https://example.org'],
        ['with an alias', 'a.yaml', 'a: &x 1\nb: *x\n', 'niet gevolgd'],
        ['of a kind that is not read', 'a.docx', 'hallo', 'Dit soort bestand wordt niet gelezen'],
        ['that is empty', 'a.json', '', 'import.none'],
        ['about a number that is not there', 'a.csv', 'nummer;tekst\n5.01.01;a\n99;b\n', '3: 99'],
        ['that is no workbook', 'a.xlsx', 'PK\x03\x04onzin', 'niet'],
    ]) {
        const answer = await send(samira, name, content, name.endsWith('.csv') || content === circle ? {source: 'bio2@1.3'} : {});
        is(`a file ${what} is refused`, 422, answer.status);
        holds(`with a reason: ${says}`, answer.text.includes(said(says)), /<main.*?<form/s.exec(answer.text)?.[0]);
    }
    is('none of them changed anything', before, head(program));
}

// The organisation goes on to another norm; what was made by the one before is still to be seen.
async function goneOn({program, as}) {
    const samira = await as('samira');
    const exception = /href="(\/uitzonderingen\/\d+)"/.exec((await samira.get('/uitzonderingen')).text)[1];
    const page = async path => (await samira.get(path)).status;

    is('another norm', 0, program.run('norm', 'use', 'bio104').status);
    holds('the dashboard is of the new norm', (await samira.get('/')).text.includes('normenkader BIO versie 1.04'));
    holds('on an earlier day it is of the one of then', (await samira.get('/?op=2026-03-31')).text.includes('normenkader BIO2 versie 1.3'));
    for (const path of ['/maatregelen?norm=bio2%401.3&op=2026-03-31', '/gap?norm=bio2%401.3&op=2026-03-31',
        '/maatregelen?norm=bio2%401.3', '/bewijs', '/vvt', '/vvt/1', exception])
        is(`${path} is there`, 200, await page(path));
    holds('an exception says of which norm it is', (await samira.get(exception)).text.includes('BIO2 versie 1.3'));
    is('versions of two norms are not compared', 422, await page('/vvt/vergelijk?van=1&tot=2'));
    is('and back', 0, program.run('norm', 'use', 'bio2@1.3').status);
}
