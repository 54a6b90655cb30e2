// migrations.mjs - from one norm to another without scripts: four steps, confirm, move on, and take it back.
import {writeFileSync} from 'node:fs';

import {Client, formTo, number} from './client.mjs';
import {freePort, Program} from './program.mjs';
import {holds, is} from './tally.mjs';

const from = 'bio2@1.3';
const to = 'bio104@1.04';
const steps = (step, object) => `/overzetten/nieuw?stap=${step}&van=${encodeURIComponent(from)}&naar=${encodeURIComponent(to)}&object=${object}`;
const figure = (html, word) => Number(new RegExp(`id="c-${word}".*?<span class="wb-cijfer__waarde">(?:<a [^>]*>)?(\\d+)`, 's').exec(html)?.[1] ?? NaN);
const idOf = answer => /^\/overzetten\/(\d+)/.exec(answer.headers.location ?? '')?.[1];

// An organisation of its own: what is carried over here changes the norm that it works by.
export async function migrations({program: {path}, folder}) {
    const program = new Program(path, folder, `${folder}/migrations.db`);
    const password = program.sample();
    await program.serve(await freePort());
    const people = new Map();
    const as = async who => {
        if (!people.has(who))
            people.set(who, await new Client(program.port).signIn(`${who}@voorbeeldstad.example`, password));
        return people.get(who);
    };
    try {
        const walk = {program, as};
        const system = await begin(walk);
        await look(walk, system);
        const id = await make(walk, system);
        await confirm(walk, id, system);
        await move(walk, id, system);
        await undo(walk, system);
        const proof = program.run('ledger', 'verify', '--deep');
        is('after all this the ledger is whole', 0, proof.status);
    } finally {
        await program.stop();
    }
}

// A newer version of the norm that an organisation works by: everything goes along at once.
export async function versions({program: {path}, folder}) {
    const program = new Program(path, folder, `${folder}/versions.db`);
    const secret = `${folder}/versions.secret`;
    writeFileSync(secret, 'een heel lang wachtwoord\n', {mode: 0o600});
    program.run('init', '--org', 'Nieuwland', '--norm', 'bio2@1.2', '--name', 'Anna', '--email', 'anna@nieuwland.example', '--password-file', secret);
    await program.serve(await freePort());
    try {
        const anna = await new Client(program.port).signIn('anna@nieuwland.example', 'een heel lang wachtwoord');
        const norm = (await anna.get('/normen/bio2@1.2')).text;
        holds('the norm says that there is a newer version', norm.includes('Er is een nieuwere versie: BIO2 versie 1.3.'));
        holds('and leads to what changed', norm.includes('href="/normen/vergelijk?van=bio2%401.2&amp;naar=bio2%401.3"'));
        holds('which a norm of others does not', !(await anna.get('/normen/bio104@1.04')).text.includes('nieuwere versie'));
        const form = formTo((await anna.get('/maatregelen/5.01.02')).text, '/maatregelen/5.01.02');
        await anna.post(form.action, {...form.fields, design: 'ja'});
        const address = step => `/overzetten/nieuw?stap=${step}&van=bio2@1.2&naar=bio2@1.3&object=0`;
        holds('the steps say that all goes along', (await anna.get(address(2))).text.includes('twee versies van dezelfde norm'));
        const page = (await anna.get(address(3))).text;
        holds('and what stays as it is', /5\.01\.02<.*?Blijft staan\./s.test(page));
        const made = await anna.post('/overzetten/nieuw', formTo(page, '/overzetten/nieuw').fields);
        is('it is carried over', 303, made.status);
        const after = (await anna.get(made.headers.location)).text;
        holds('and the organisation works by the new version', after.includes('Jullie werken sindsdien met BIO2 versie 1.3.'));
        is('where the answer stands', 'ja', formTo((await anna.get('/maatregelen/5.01.02')).text, '/maatregelen/5.01.02').fields.design);
        const undo = `${made.headers.location.split('?')[0]}/ongedaan`;
        is('it is undone', 303, (await anna.post(undo, formTo((await anna.get(undo)).text, undo).fields)).status);
        holds('and the old version is back', (await anna.get('/normen/bio2@1.2')).text.includes('nieuwere versie'));
    } finally {
        await program.stop();
    }
}

// One system of an owner, of which three measures are judged.
async function begin({as}) {
    const [samira, joost] = [await as('samira'), await as('joost')];
    const fields = formTo((await joost.get('/objecten/nieuw')).text, '/objecten/nieuw').fields;
    const made = await joost.post('/objecten/nieuw', {...fields, name: 'Zaak<systeem', kind: 'systeem'});
    const system = /\/objecten\/(\d+)/.exec(made.headers.location)[1];
    for (const [label, verdicts] of [['5.02.02', 'ja'], ['8.24.01', 'deels'], ['5.09.01', 'ja']]) {
        const page = `/maatregelen/${label}?object=${system}`;
        const form = formTo((await joost.get(page)).text, page) ?? formTo((await joost.get(page)).text, `/maatregelen/${label}`);
        is(`${label} is judged`, 303, (await joost.post(form.action, {...form.fields, design: verdicts, existence: verdicts})).status);
    }
    const scope = `/objecten/${system}/reikwijdte`;
    await samira.post(scope, {...formTo((await samira.get(`/objecten/${system}`)).text, scope).fields, inside: '1'});
    return system;
}

async function look({as}, system) {
    const [samira, eva, sem] = [await as('samira'), await as('eva'), await as('sem')];
    holds('the menu leads to it', (await samira.get('/')).text.includes('href="/overzetten"'));
    is('who sees only their own does not see it', 403, (await sem.get('/overzetten')).status);
    holds('nor in the menu', !(await sem.get('/mijn')).text.includes('href="/overzetten"'));
    const scope = (await samira.get('/overzetten/nieuw')).text;
    holds('the first time it says to begin small', scope.includes('Begin klein: kies één systeem.'));
    holds('and offers the register', scope.includes(`name="object" value="${system}"`) && scope.includes('Zaak&lt;systeem'));
    const none = await samira.get(`/overzetten/nieuw?stap=2&van=${from}&naar=${to}`);
    is('nothing chosen is refused', 422, none.status);
    holds('at its field', none.text.includes('id="object-fout"'));
    for (const naar of ['nope', from])
        is(`to ${naar} is refused`, 422, (await samira.get(`/overzetten/nieuw?stap=2&van=${from}&naar=${naar}&object=0`)).status);
    is('what is not there is not found', 404, (await samira.get(steps(3, 999999))).status);
    holds('a wide first time is warned about', (await samira.get(steps(2, 0))).text.includes('en je kiest veel tegelijk'));
    holds('one system is not', !(await samira.get(steps(2, system))).text.includes('en je kiest veel tegelijk'));
    const items = (await samira.get(steps(3, system))).text;
    holds('each kind stands with its count', ['gelijk', 'gesplitst', 'gewijzigd', 'nieuw', 'vervallen'].every(kind => items.includes(`id="g-${kind}"`)));
    holds('a proposal is filled in', /name="b\d+" aria-label="Besluit over 6\.1\.1\.3">.*?value="overnemen" selected/s.test(items));
    holds('with what goes along', /6\.1\.1\.3<.*?Opzet ja, overgenomen, nog te bevestigen/s.test(items));
    const eyes = (await eva.get(steps(3, system))).text;
    holds('who may only look sees the same, and no button', eyes.includes('id="g-gelijk"') && !eyes.includes('Zet dit over</button>'));
    is('and carries nothing over', 403, (await eva.post('/overzetten/nieuw', {...formTo(items, '/overzetten/nieuw').fields})).status);
}

async function make({as, program}, system) {
    const joost = await as('joost');
    const page = (await joost.get(steps(3, system))).text;
    const form = formTo(page, '/overzetten/nieuw').fields;
    const field = label => new RegExp(`name="(b\\d+)" aria-label="Besluit over ${label.replaceAll('.', '\\.')}"`).exec(page)[1];
    const head = program.head();
    is('a form from before the norm changed is refused', 422, (await joost.post('/overzetten/nieuw', {...form, gezien: '1.0'})).status);
    const wrong = await joost.post('/overzetten/nieuw', {...form, form_number: number(), [field('6.1.1.3')]: 'misschien'});
    is('a decision that is none is refused', 422, wrong.status);
    is('and nothing was written', head, program.head());
    const made = await joost.post('/overzetten/nieuw', {...form, form_number: number(), 'alle-gewijzigd': 'herijken', [field('6.1.1.4')]: 'nieuw_invoeren'});
    is('the owner of a system carries it over', 303, made.status);
    const id = idOf(made);
    const report = (await joost.get(`/overzetten/${id}`)).text;
    holds('the report says what is to be confirmed', figure(report, 'nog_te_bevestigen') > 0, String(figure(report, 'nog_te_bevestigen')));
    holds('what is new', figure(report, 'nieuw_te_doen') > 0);
    holds('and what is decided for one measure is kept', /6\.1\.1\.4 .*?nieuw invoeren/s.test(report));
    holds('it stands in the list', /Zaak&lt;systeem.*?overgezet/s.test((await joost.get('/overzetten')).text));
    for (const kind of ['csv', 'json'])
        holds(`the report as ${kind}`, (await joost.get(`/overzetten/${id}/verslag.${kind}`)).text.includes('6.1.1.3'));
    is('and as a workbook', 'PK', (await joost.get(`/overzetten/${id}/verslag.xlsx`)).bytes.subarray(0, 2).toString());
    is('one that is not there is not found', 404, (await joost.get('/overzetten/999999')).status);
    return id;
}

async function confirm({as}, id) {
    const [joost, eva] = [await as('joost'), await as('eva')];
    const action = `/overzetten/${id}/bevestigen`;
    const page = (await joost.get(`/overzetten/${id}`)).text;
    const line = /name="regel" value="(\d+)" aria-label="Klopt nog: 6\.1\.1\.3"/.exec(page)?.[1];
    const fields = formTo(page, action).fields;
    delete fields.regel;
    delete fields.alles;
    is('nothing ticked is refused', 422, (await joost.post(action, fields)).status);
    holds('who may only look is shown no box', !(await eva.get(`/overzetten/${id}`)).text.includes('name="regel"'));
    is('and confirms nothing', 403, (await eva.post(action, {...fields, regel: line})).status);
    const before = figure(page, 'nog_te_bevestigen');
    is('one is confirmed', 303, (await joost.post(action, {...fields, form_number: number(), regel: line})).status);
    is('and one less is left', before - 1, figure((await joost.get(`/overzetten/${id}`)).text, 'nog_te_bevestigen'));
}

async function move({as, program}, id, system) {
    const [samira, joost] = [await as('samira'), await as('joost')];
    const action = `/overzetten/${id}/norm`;
    holds('who may not move the organisation is not asked to', formTo((await joost.get(`/overzetten/${id}`)).text, action) === undefined);
    const form = formTo((await samira.get(`/overzetten/${id}`)).text, action);
    is('and cannot', 403, (await joost.post(action, form.fields)).status);
    is('the CISO moves it', 303, (await samira.post(action, form.fields)).status);
    holds('from then on the list is of the new norm', (await samira.get('/maatregelen')).text.includes('href="/maatregelen/6.1.1.3"'));
    const list = `/maatregelen?object=${system}&beeld=bevestigen`;
    const open = (await joost.get(list)).text;
    const labels = [...open.matchAll(/name=m value="([^"]+)"/g)].map(hit => hit[1]);
    holds('what came along can be chosen to confirm', labels.length > 1, labels.join(' '));
    const one = `/maatregelen/${labels[0]}?object=${system}`;
    const page = (await joost.get(one)).text;
    holds('a measure says where it came from', /Overgenomen uit [\d.]+ \(BIO2 versie 1\.3\) op .*?; nog te bevestigen/.test(page));
    const step = formTo(page, one.replace('?', '/bevestigen?'));
    is('one aspect is confirmed on its page', 303, (await joost.post(step.action, {...step.fields, aspect: 'opzet'})).status);
    const again = formTo((await joost.get(one)).text, step.action).fields;
    const head = program.head();
    is('and once more', 303, (await joost.post(step.action, {...again, aspect: 'opzet'})).status);
    is('which changes nothing', head, program.head());
    const bulk = formTo(open, '/maatregelen/zet').fields;
    const chosen = new URLSearchParams({form_token: bulk.form_token, form_number: number(), over: system, terug: `?object=${system}&beeld=bevestigen`});
    for (const label of labels)
        chosen.append('m', label);
    const all = await joost.post('/maatregelen/bevestigen', chosen);
    is('the rest is confirmed from the list', 303, all.status);
    holds('which has nothing left', !(await joost.get(`/maatregelen?object=${system}`)).text.includes('beeld=bevestigen'));
}

async function undo({as}, system) {
    const samira = await as('samira');
    const changed = /href="(\/overzetten\/\d+)"/.exec((await samira.get('/overzetten')).text)[1];
    holds('what was confirmed since is not undone', (await samira.get(`${changed}/ongedaan`)).text.includes('Ongedaan maken kan niet meer'));
    const back = `/overzetten/nieuw?stap=3&van=${encodeURIComponent(to)}&naar=iso27002-2013@2013&object=${system}`;
    const page = await samira.get(back);
    const made = await samira.post('/overzetten/nieuw', formTo(page.text, '/overzetten/nieuw').fields);
    const path = `/overzetten/${idOf(made)}`;
    const form = formTo((await samira.get(`${path}/ongedaan`)).text, `${path}/ongedaan`);
    is('what nobody touched since is undone', 303, (await samira.post(`${path}/ongedaan`, form.fields)).status);
    const after = (await samira.get(path)).text;
    holds('and says so', after.includes('Ongedaan gemaakt op') && formTo(after, `${path}/bevestigen`) === undefined);
    is('once', 409, (await samira.post(`${path}/ongedaan`, {...form.fields, form_number: number()})).status);
}
