// norms.mjs - another norm on the pages that show how we stand: what is said, what is refused, what is given.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {formTo} from './client.mjs';
import {holds, is} from './tally.mjs';

const figure = (html, label) => Number(new RegExp(`id="${label}".*?<a [^>]*>(\\d+)</a>`, 's').exec(html)?.[1] ?? NaN);
const rows = html => (html.match(/<tr[ >]/g) ?? []).length - 1;
const csf = 'norm=nist-csf-2.0%402.0';

export async function norms(walk) {
    await figures(walk);
    await refusals(walk);
    await files(walk);
    await explorer(walk);
    await own(walk);
    await ownEvidence(walk);
    await licensed(walk);
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

async function refusals({as}) {
    const samira = await as('samira');
    for (const path of ['/?norm=nope', '/gap?norm=nope', '/maatregelen?norm=nope', '/vvt?norm=nope', '/gap?selectie=nope',
        '/maatregelen?selectie=nope', `/maatregelen?groep=nope&${csf}`, `/maatregelen?wat=nope&${csf}`, `/gap?by=csf&${csf}`,
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
    for (const path of ['/maatregelen.csv', '/gap.json', '/normen/bio2@1.3/oscal'])
        holds(`not in ${path}`, !(await samira.get(path)).text.includes('Gelicentieerde'));
    program.run('norm', 'end', /(?:nummer|number) (\d+)/.exec(said)[1]);
    holds('ended, they are gone', !(await samira.get(page)).text.includes('Gelicentieerde'));
    rmSync(folder, {recursive: true});
}
