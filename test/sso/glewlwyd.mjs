// glewlwyd.mjs - single sign-on by a provider that others made: what docs/admin.md says of it, done.
import {readFileSync, writeFileSync} from 'node:fs';
import {Client, number, formsOf} from '../walk/client.mjs';
import {Program, freePort, inDays, sleep} from '../walk/program.mjs';
import {chapters, close, holds, is} from '../walk/tally.mjs';
import {browser} from './browser.mjs';
import {Glewlwyd, SESSION, kinds} from './idp.mjs';

const [path, folder] = process.argv.slice(2);
const program = new Program(path, folder);
const password = program.sample();
const port = await freePort();
const home = `http://127.0.0.1:${port}`;
const idp = new Glewlwyd(await freePort(), folder, 'waarborg');

writeFileSync(`${folder}/secret`, `${idp.secret}\n`);

const set = (...words) => {
    const {status, err} = program.run('sso', 'set', ...words);
    if (status !== 0)
        throw new Error(`sso set: ${status} ${err}`);
};

// Away from us, through the provider as somebody who is known there, and back with its answer.
const walk = {
    idp, home,
    client: () => new Client(port),
    async away(client, at = '/inloggen/oidc') {
        const answer = await client.get(at, {'sec-fetch-site': 'same-origin'});
        if (answer.status !== 303)
            throw new Error(`no way out: ${answer.status} ${walk.why(answer)}`);
        return answer.headers.location;
    },
    async through(visitor, address) {
        const answer = await visitor.ask('GET', `${address}&g_continue`);
        const back = answer.headers.location ?? '';
        if (!back.startsWith(`${home}/inloggen/oidc/terug?`))
            throw new Error(`glewlwyd: ${answer.status} ${back} ${answer.text}`);
        return back.slice(home.length);
    },
    async signIn(visitor, client = walk.client()) {
        const answer = await client.get(await walk.through(visitor, await walk.away(client)));
        return {client, status: answer.status, why: walk.why(answer), answer};
    },
    why: answer => (/\(([A-Za-z0-9_ ]+)\)/.exec(answer.text) ?? [])[1] ?? answer.text.slice(0, 300).replace(/\s+/g, ' '),
    inside: async client => (await client.get('/maatregelen')).status === 200,
};

const held = name => program.sql(`select group_concat(role) from (select role from role_held h join person p
    on p.org = h.org and p.id = h.person where p.name = '${name}'
    and (h.until is null or h.until >= '${inDays(0)}') order by role)`);

async function secret({signIn, inside}) {
    const sem = await idp.visit('dv-eva');
    const said = await signIn(sem);

    is('who is known there signs in here', '303 /', `${said.status} ${said.answer.headers.location ?? said.why}`);
    holds('and is inside', await inside(said.client));
    is('with the role that the claim gives', 'reader', held('Eva Verstappen'));
    await idp.regroup('dv-eva', ['isms-lezer', 'isms-audit']);
    is('a group more there', 303, (await signIn(sem)).status);
    is('is a role more here', 'auditor,reader', held('Eva Verstappen'));
    await idp.regroup('dv-eva', ['isms-lezer']);
    is('a group less there', 303, (await signIn(sem)).status);
    is('is a role less here', 'reader', held('Eva Verstappen'));
    is('who has no group of ours gets no account', 422, (await signIn(await idp.visit('dv-gast'))).status);
    is('and leaves nothing behind', '0', program.sql("select count(*) from person where name = 'Gast'"));
}

// Each of these the provider itself refuses, or we do: nobody comes in.
async function wrong({client, away, through, signIn}) {
    const eva = await idp.visit('dv-eva');

    await idp.change({client_secret: 'een-ander-geheim'});
    is('a secret that the provider does not know', '422 HTTP 403', await signIn(eva).then(said => `${said.status} ${said.why}`));
    await idp.change();
    set('--client', 'een-ander');
    const answer = await eva.ask('GET', `${await away(client())}&g_continue`);
    holds('a client that the provider does not know gets no code', !/[?&]code=/.test(answer.headers.location ?? ''), answer.headers.location);
    set('--client', idp.client);
    await idp.change({redirect_uri: ['https://elders.example/terug']});
    const elsewhere = await eva.ask('GET', `${await away(client())}&g_continue`);
    holds('nor does an address to come back to that it does not know', !/[?&]code=/.test(elsewhere.headers.location ?? ''),
        elsewhere.headers.location);
    await idp.change();
    const one = client();
    const back = await through(eva, await away(one));
    is('a code serves', 303, (await one.get(back)).status);
    is('once', 422, (await one.get(back)).status);
    is('and after all that a sound sign-in is taken', 303, (await signIn(eva)).status);
}

// private_key_jwt: the provider reads our key where we show it.
async function key({client, signIn}) {
    const eva = await idp.visit('dv-eva');

    set('--way', 'key');
    const {keys} = JSON.parse((await client().get('/inloggen/oidc/sleutels?org=1')).text);
    is('our key is shown without its secret half', 'false', String('d' in keys[0]));
    await idp.change({token_endpoint_auth_method: ['private_key_jwt'], client_secret: '', jwks_uri: `${home}/inloggen/oidc/sleutels?org=1`});
    is('a signature of ours is taken instead of the secret', '303', await signIn(eva).then(said => said.status === 303 ? '303' : said.why));
    is('a new key of ours', 0, program.run('sso', 'key').status);
    is('is fetched by the provider', '303', await signIn(eva).then(said => said.status === 303 ? '303' : said.why));
    set('--way', 'secret');
    is('a secret is not taken any more', 422, (await signIn(eva)).status);
    await idp.change();
    is('until the provider asks for it again', 303, (await signIn(eva)).status);
}

// The provider makes new keys while we run; the ones that we had are an hour old at most.
async function rotation({signIn}) {
    const eva = await idp.visit('dv-eva');
    const age = () => program.sql("update sso_document set fetched = '2026-01-01T00:00:00.000Z' where kind = 'keys'");

    age();
    await idp.rotate('tweede', kinds.rsa);
    is('a new key of the provider is fetched while we run', '303', await signIn(eva).then(said => said.status === 303 ? '303' : said.why));
    age();
    await idp.rotate('derde', kinds.curve, false);
    is('and one of another kind, ES256', '303', await signIn(eva).then(said => said.status === 303 ? '303' : said.why));
    await idp.rotate('vierde', kinds.curve, false);
    is('one made within a minute after that waits', 'key', (await signIn(eva)).why);
    age();
    is('and is fetched then', '303', await signIn(eva).then(said => said.status === 303 ? '303' : said.why));
}

// Back channel: the provider tells us. Front channel: it has the browser of who leaves tell us.
async function leaving({client, signIn, inside}) {
    const [eva, other, third] = await Promise.all([1, 2, 3].map(() => idp.visit('dv-eva')));
    const [one, two, three] = [await signIn(eva), await signIn(other), await signIn(third)];
    const sid = visitor => visitor.cookies[SESSION];
    const goneWithin = async (who, ms) => {
        for (const until = Date.now() + ms; Date.now() < until; await sleep(50))
            if (!await inside(who))
                return true;
        return false;
    };

    await eva.must('DELETE', `/api/oidc/session/${sid(eva)}/`);
    holds('who leaves at the provider is out here, by its notice', await goneWithin(one.client, 20000));
    holds('and not in another browser', await inside(two.client));

    const {client: [ours]} = await other.must('GET', `/api/oidc/session/${sid(other)}/${idp.client}`);
    const tell = session => client().get(`${ours.frontchannel_logout_uri.slice(home.length)}&${new URLSearchParams({iss: idp.issuer, sid: session})}`);
    await tell('van-een-ander');
    holds('a browser that names another session ends nothing', await inside(two.client));
    await tell(sid(other));
    holds('one that names this session ends it', !await inside(two.client));

    const fields = formsOf((await three.client.get('/mijn')).text).find(f => 'form_token' in f.fields).fields;
    const page = await three.client.post('/uitloggen', fields);
    const link = /href="(https[^"]*end_session[^"]*)"/.exec(page.text)?.[1].replaceAll('&amp;', '&') ?? '';
    holds('who signs out here is out at once', !await inside(three.client));
    const there = await third.ask('GET', link);
    holds('and the provider asks whether to leave there too', (there.headers.location ?? '').includes('prompt=end_session'),
        `${there.status} ${there.headers.location} ${there.text.slice(0, 200)}`);
}

async function alone({client, signIn, inside}) {
    const enter = who => client().post('/inloggen', {email: `${who}@voorbeeldstad.example`, password, naar: '/', form_number: number()});

    await signIn(await idp.visit('dv-eva'));
    is('single sign-on alone', 0, program.run('sso', 'policy', 'provider').status);
    is('keeps a password out', 422, (await enter('sem')).status);
    holds('and lets who comes by the provider in', await inside((await signIn(await idp.visit('dv-eva'))).client));
    is('it is free again', 0, program.run('sso', 'policy', 'free').status);
    is('and so is the password', 303, (await enter('sem')).status);
}

function silence() {
    const kept = program.sql('select * from sso_secret; select * from sso_key; select * from session');
    const entries = program.sql('select parts from ledger');

    for (const [where, text] of [['the log', program.said()], ['the ledger', entries], ['the data', kept]])
        for (const [what, bare] of [['the secret', idp.secret], ['a token', '.eyJ'], ['the secret half of a key', '"d":']])
            holds(`${what} does not stand in ${where}`, !text.includes(bare));
}

await idp.start();
await idp.settle(home, kinds.rsa);
await idp.add('dv-eva', 'Eva Verstappen', ['isms-lezer']);
await idp.add('dv-gast', 'Gast', ['iets-anders']);
set('--name', 'Voorbeeldstad', '--issuer', idp.issuer, '--client', idp.client, '--way', 'secret', '--secret-file', `${folder}/secret`,
    '--joins', 'made', '--claim', 'groups', '--roles', 'reader=isms-lezer;auditor=isms-audit');
const tried = program.run('sso', 'test');
is('the setting is tried, over TLS', 0, tried.status);
if (tried.status !== 0)
    console.log(tried.err);
await program.serve(port, '--origin', home);
const chapter = chapters(walk);
await chapter('a secret that both know', secret);
await chapter('what the provider does not know', wrong);
await chapter('a key of ours', key);
await chapter('keys of theirs', rotation);
await chapter('leaving', leaving);
await chapter('the only way in', alone);
await chapter('in a browser', browser);
await chapter('silence', silence);
is('the ledger verifies deep', 0, program.run('ledger', 'verify', '--deep').status);
await program.stop();
await idp.stop();
const done = close();
if (!done)
    console.log(readFileSync(`${folder}/idp.log`, 'utf8').split('\n').slice(-30).join('\n'));
process.exit(done ? 0 : 1);
