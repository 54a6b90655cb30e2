// sso.mjs - single sign-on, tried against a provider that lies.
import {writeFileSync} from 'node:fs';
import {Client, number, formsOf} from '../walk/client.mjs';
import {Program, freePort, inDays} from '../walk/program.mjs';
import {chapters, close, holds, is} from '../walk/tally.mjs';
import {certificate} from './certificate.mjs';
import {faults} from './faults.mjs';
import {leaving} from './leaving.mjs';
import {Provider} from './provider.mjs';

const [path, folder] = process.argv.slice(2);
const program = new Program(path, folder);
const password = program.sample();
const port = await freePort();
const provider = new Provider(await freePort(), 'waarborg-test');
const home = `http://127.0.0.1:${port}`;

writeFileSync(`${folder}/secret`, `${provider.secret}\n`);

const set = (...words) => {
    const {status, err} = program.run('sso', 'set', ...words);
    if (status !== 0)
        throw new Error(`sso set: ${status} ${err}`);
};

// What a browser goes through: away, and back with a code. `alter` changes the way back.
const walk = {
    program, provider, password, port, home, set, folder,
    client: () => new Client(port),
    async away(client, query = '') {
        const answer = await client.get(`/inloggen/oidc${query}`, {'sec-fetch-site': 'same-origin'});
        if (answer.status !== 303)
            throw new Error(`no way out: ${answer.status} ${walk.why(answer)}`);
        return answer.headers.location;
    },
    back(client, address, alter = {}) {
        const query = new URLSearchParams({code: provider.code(address),
            state: new URL(address).searchParams.get('state'), ...alter});
        return client.get(`/inloggen/oidc/terug?${query}`);
    },
    async signIn(client, query = '') { return walk.back(client, await walk.away(client, query)); },
    why: answer => (/\(([a-z_]+)\)/.exec(answer.text) ?? [])[1] ?? answer.text.slice(0, 200).replace(/\s+/g, ' '),
    token: async (client, at = '/mijn') => formsOf((await client.get(at)).text).find(f => 'form_token' in f.fields).fields,
    number,
};

// What it logged before would pass for being ready again.
const restart = async () => {
    await program.stop();
    writeFileSync(program.log, '');
    await program.serve(port, '--origin', home);
};

await provider.start();
set('--name', 'Voorbeeldstad', '--issuer', provider.issuer, '--client', provider.client, '--way', 'secret',
    '--secret-file', `${folder}/secret`, '--joins', 'linked');
await program.serve(port, '--origin', home);
const chapter = chapters(walk);

async function linking({client, signIn, away, back}) {
    const eva = await client().signIn('eva@voorbeeldstad.example', password);
    const fields = await walk.token(eva);

    const stranger = await signIn(client());
    is('a subject that nobody linked gets no session', 422, stranger.status);
    holds('and is told whom to ask, and with what', /geef dit nummer door: \S/.test(stranger.text), walk.why(stranger));
    const only = () => program.run('sso', 'policy', 'provider');
    holds('single sign-on alone is not asked while nobody came by it', only().status === 2 && only().err.includes('blijf ingelogd'));
    const page = await eva.post('/mijn/aanmelden', {...fields, form_number: number()});
    is('linking leads to a page with a link, because no form may lead elsewhere', 200, page.status);
    const link = /href="(http[^"]*\/auth\?[^"]*)"/.exec(page.text)[1].replaceAll('&amp;', '&');
    is('who is not signed in as the one that asked links nothing', 422, (await (async () => {
        const other = await client().signIn('samira@voorbeeldstad.example', password);
        Object.assign(other.cookies, {'waarborg-sso': eva.cookies['waarborg-sso']});
        const said = await back(other, link);
        return said;
    })()).status);
    const again = await eva.post('/mijn/aanmelden', {...await walk.token(eva), form_number: number()});
    const second = /href="(http[^"]*\/auth\?[^"]*)"/.exec(again.text)[1].replaceAll('&amp;', '&');
    const done = await back(eva, second);
    is('the one who asked is linked', '/mijn?gedaan=sso_linked&n=0', done.headers.location);
    is('which is no sign-in by it yet', 2, only().status);

    const fresh = client();
    const inside = await signIn(fresh, '?naar=%2Fmaatregelen');
    is('from then on that subject signs in', 303, inside.status);
    is('and comes where it was going', '/maatregelen', inside.headers.location);
    holds('as the one that it was linked to', (await fresh.get('/mijn')).text.includes('Eva'));

    const joost = await client().signIn('joost@voorbeeldstad.example', password);
    const taken = await joost.post('/mijn/aanmelden', {...await walk.token(joost), form_number: number()});
    const third = /href="(http[^"]*\/auth\?[^"]*)"/.exec(taken.text)[1].replaceAll('&amp;', '&');
    is('a subject of one is not linked to another', 422, (await back(joost, third)).status);
    const abroad = await away(client());
    holds('the question has PKCE, state and nonce of 256 bits', ['state', 'nonce'].every(name =>
        new URL(abroad).searchParams.get(name).length === 64) &&
        new URL(abroad).searchParams.get('code_challenge_method') === 'S256', abroad);
}

// Nobody is sent to the provider by another site, nor by a mail: a page of ours asks first.
async function beginning({client, back}) {
    const ask = headers => client().get('/inloggen/oidc?naar=%2Fmaatregelen', headers);
    const linkOf = page => /href="(http[^"]*\/auth\?[^"]*)"/.exec(page.text)?.[1].replaceAll('&amp;', '&');

    for (const [what, headers] of [['another site', {'sec-fetch-site': 'cross-site'}], ['a neighbouring site', {'sec-fetch-site': 'same-site'}],
        ['a mail or a bookmark', {'sec-fetch-site': 'none'}], ['nowhere that is told', {}]]) {
        const page = await ask(headers);
        is(`a sign-in that ${what} begins is asked about first`, '200 true', `${page.status} ${linkOf(page) !== undefined}`);
    }
    for (const [what, headers] of [['our own page', {'sec-fetch-site': 'same-origin'}], ['our own page, by an older browser', {referer: `${home}/inloggen`}]])
        is(`one that ${what} begins goes at once`, 303, (await ask(headers)).status);
    const asked = client();
    const page = await asked.get('/inloggen/oidc?naar=%2Fmaatregelen', {'sec-fetch-site': 'cross-site'});
    is('who says yes there comes in, and where they were going', '/maatregelen', (await back(asked, linkOf(page))).headers.location);
    is('who is signed in is led on', '/', (await asked.get('/inloggen/oidc', {'sec-fetch-site': 'cross-site'})).headers.location);
    const seal = program.sql("select sso_hint from session where sso_sid <> '' limit 1");
    holds('the token lies sealed with the session', /^[0-9a-f]{8}\.[\w-]+$/.test(seal), seal.slice(0, 60));
}

async function roles({client, signIn}) {
    const held = () => program.sql(`select group_concat(role) from (select role from role_held h join person p
        on p.org = h.org and p.id = h.person where p.name = 'Iemand van Elders'
        and (h.until is null or h.until >= '${inDays(0)}') order by role)`);

    set('--joins', 'made', '--claim', 'groups', '--roles', 'reader=isms-lezer;auditor=isms-audit');
    provider.subject = 'u-nieuw';
    provider.groups = ['iets-anders'];
    is('who gets no role from the provider is not made', 422, (await signIn(client())).status);
    is('and leaves nothing behind', '0', program.sql("select count(*) from person where name = 'Iemand van Elders'"));
    provider.groups = ['isms-lezer'];
    is('who does is made at the first sign-in', 303, (await signIn(client())).status);
    is('with the role of the table', 'reader', held());
    is('the entry says that nobody here did it', 'system', program.sql(
        "select actor from ledger where act = 'sso.person' order by seq desc limit 1"));
    provider.groups = ['isms-lezer', 'isms-audit'];
    is('a value more', 303, (await signIn(client())).status);
    is('gives a role more', 'auditor,reader', held());
    provider.groups = ['isms-lezer'];
    is('a value less', 303, (await signIn(client())).status);
    is('takes it away', 'reader', held());
    provider.subject = 'u-1';
}

// A role that the table speaks of is not given by it to who set the table.
async function ownTable({client, signIn}) {
    const nadia = await client().signIn('nadia@voorbeeldstad.example', password);
    const fields = formsOf((await nadia.get('/beheer/aanmelden')).text).find(f => f.action === '/beheer/aanmelden').fields;
    const saved = await nadia.post('/beheer/aanmelden', {...fields, 'rol-ciso': 'isms-ciso', form_number: number()});

    is('an administrator sets the table', 303, saved.status);
    is('links somebody', 0, program.run('sso', 'link', 'nadia@voorbeeldstad.example', 'u-nadia').status);
    is('which the ledger says', 'account.sso_link system', program.sql("select act || ' ' || actor from ledger order by seq desc limit 1"));
    provider.subject = 'u-nadia';
    provider.groups = ['isms-ciso'];
    is('signs in by it', 303, (await signIn(client())).status);
    is('and does not become what they wrote there', '0', program.sql(`select count(*) from role_held h join person p
        on p.org = h.org and p.id = h.person where p.account is not null and p.name like 'Nadia%' and h.role = 'ciso'`));
    provider.subject = 'u-1';
    provider.groups = ['isms-lezer'];
}

async function keys({client, signIn}) {
    set('--way', 'key');
    const open = JSON.parse((await client().get('/inloggen/oidc/sleutels')).text);

    is('our key is there for the provider', 1, open.keys.length);
    holds('without its secret half', open.keys.every(key => key.d === undefined && key.p === undefined));
    provider.jwks = open;
    is('who we are is said by signature', 303, (await signIn(client())).status);
    is('a new key', 0, program.run('sso', 'key').status);
    is('is not believed before the provider knows it', 422, (await signIn(client())).status);
    provider.jwks = JSON.parse((await client().get('/inloggen/oidc/sleutels')).text);
    is('and stands beside the old one', 2, provider.jwks.keys.length);
    is('then it is', 303, (await signIn(client())).status);
    delete provider.jwks;
    set('--way', 'secret');
    holds('neither secret nor key lies bare in the data', !['geheim:van', '"d":', '"q":'].some(bare =>
        program.sql('select * from sso_secret; select * from sso_key').includes(bare)));
}

async function proving({client, signIn}) {
    const eva = client();
    await signIn(eva);
    program.sql("update session set proved = ''");
    const page = await eva.post('/mijn/token', {...await walk.token(eva), name: 'proef', form_number: number()});
    const form = formsOf(page.text).find(f => f.action === '/inloggen/oidc/bevestigen');

    holds('who came by the provider confirms there', form !== undefined, page.text.slice(0, 300));
    const go = await eva.post(form.action, form.fields);
    const link = /href="(http[^"]*\/auth\?[^"]*)"/.exec(go.text)[1].replaceAll('&amp;', '&');
    is('and signs in there anew', 'login', new URL(link).searchParams.get('prompt'));
    provider.twist = {claims: now => ({auth_time: now - 600})};
    is('an old sign-in proves nothing', 422, (await walk.back(eva, link)).status);
    provider.twist = {};
    const more = await eva.post(form.action, form.fields);
    const next = /href="(http[^"]*\/auth\?[^"]*)"/.exec(more.text)[1].replaceAll('&amp;', '&');
    is('a new one does', 303, (await walk.back(eva, next)).status);
    is('and the form is taken', 200, (await eva.post('/mijn/token', {...await walk.token(eva), name: 'proef', form_number: number()})).status);
}

// A provider lets somebody in without a word who signed in there this morning.
async function silent({client, signIn}) {
    for (const [when, claims] of [['this morning', now => ({auth_time: now - 8 * 3600})], ['nobody says when', () => ({auth_time: null})]]) {
        const eva = client();
        provider.twist = {claims};
        is(`${when}: comes in`, 303, (await signIn(eva)).status);
        const page = await eva.post('/mijn/token', {...await walk.token(eva), name: 'proef', form_number: number()});
        holds('and is asked for what weighs', page.text.includes('Bevestig dat jij het bent'), page.text.slice(0, 300));
    }
    provider.twist = {};
}

async function alone({client, signIn}) {
    const enter = who => client().post('/inloggen', {email: `${who}@voorbeeldstad.example`, password, naar: '/', form_number: number()});
    const eva = client();
    await signIn(eva);
    const local = await client().signIn('sem@voorbeeldstad.example', password);

    is('single sign-on alone can be asked while it is on', 0, program.run('sso', 'policy', 'provider').status);
    is('and then it cannot be turned off', 2, program.run('sso', 'off').status);
    is('a session by password counts no more', 303, (await local.get('/maatregelen')).status);
    const refused = await enter('sem');
    holds('nor does a password', refused.status === 422 && refused.text.includes('via eenmalig aanmelden'), String(refused.status));
    is('who came by the provider goes on', 200, (await eva.get('/maatregelen')).status);
    is('an administrator keeps the password', 303, (await enter('nadia')).status);
    is('and all come in again when it is free', 0, program.run('sso', 'policy', 'free').status);
    is('by password too', 303, (await enter('sem')).status);
}

// Where nobody led it when the server started, its courier does not go: not for a setting either.
async function reach({client}) {
    const elsewhere = new Provider(await freePort(), 'waarborg-test');
    const served = () => elsewhere.asked.filter(line => line.endsWith('openid-configuration')).length;

    elsewhere.issuer = elsewhere.issuer.replace('127.0.0.1', 'localhost');
    await elsewhere.start();
    set('--issuer', elsewhere.issuer);
    const refused = await client().get('/inloggen/oidc', {'sec-fetch-site': 'same-origin'});
    holds('a host that came while the server ran is not visited', refused.status === 422 && refused.text.includes('Start waarborg opnieuw'),
        `${refused.status} ${walk.why(refused)}`);
    is('nor spoken to', 0, served());
    is('while a command goes there', '0 1', `${(await program.later('sso', 'test')).status} ${served()}`);
    await restart();
    is('and so does the server that starts again', 303, (await client().get('/inloggen/oidc', {'sec-fetch-site': 'same-origin'})).status);
    set('--issuer', provider.issuer);
    await elsewhere.stop();
    await restart();
}

await chapter('linking', linking);
await chapter('reach', reach);
await chapter('beginning', beginning);
await chapter('alone', alone);
await chapter('faults', faults);
await chapter('roles', roles);
await chapter('a table of one’s own', ownTable);
await chapter('keys of ours', keys);
await chapter('proving', proving);
await chapter('silent', silent);
await chapter('leaving', leaving);
await chapter('certificate', certificate);
is('the ledger verifies deep', 0, program.run('ledger', 'verify', '--deep').status);
await program.stop();
await provider.stop();
process.exit(close() ? 0 : 1);
