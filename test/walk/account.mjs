// account.mjs - what somebody sets for themselves, and with what a program of theirs comes in.
import {Client, formTo, number} from './client.mjs';
import {holds, is} from './tally.mjs';

export async function account(walk) {
    await choices(walk);
    await tokens(walk);
    await sessions(walk);
    await others(walk);
    await advice(walk);
    await names(walk);
    await ended(walk);
}

const html = text => /<html[^>]*>/.exec(text)?.[0];

async function choices({program, address, password, as}) {
    const sem = await as('sem');
    const before = program.head();
    const page = await sem.get('/mijn');
    holds('everybody finds their name, address and role', ['Sem Mulder', address('sem'), 'medewerker'].every(it => page.text.includes(it)));
    is('at first the look is that of the computer', '<html lang="nl" class="waarborg-theme">', html(page.text));
    const {fields} = formTo(page.text, '/mijn');
    is('and the language is Dutch', 'nl computer', `${fields.lang} ${fields.look}`);
    const bad = await sem.post('/mijn', {...fields, look: 'paars'});
    is('a look that does not exist is refused', 422, bad.status);
    const other = await makeToken(sem, {name: ' '});
    const kept = formTo(other.text, '/mijn').fields;
    is('a refused token leaves the choices beside it as they are', 'nl computer', `${kept.lang} ${kept.look}`);
    is('and a refused choice the last day of a token', formTo(page.text, '/mijn/token').fields.until,
        formTo(bad.text, '/mijn/token').fields.until);
    const set = await sem.post('/mijn', {...fields, form_number: number(), lang: 'en', look: 'dark'});
    is('language and look are kept', '303 /mijn?gedaan=account&n=0', `${set.status} ${set.headers.location}`);
    is('and worn by every page', '<html lang="en" class="waarborg-theme wb-donker">', html((await sem.get('/mijn')).text));
    const elsewhere = await new Client(program.port).signIn(address('sem'), password);
    elsewhere.cookies.taal = 'nl';
    is('in another browser too, whatever was chosen there before signing in', '<html lang="en" class="waarborg-theme wb-donker">',
        html((await elsewhere.get('/mijn')).text));
    const page_in_english = await elsewhere.get('/mijn');
    await elsewhere.post('/taal', {...formTo(page_in_english.text, '/taal').fields, taal: 'nl', naar: '/mijn'});
    is('the button below the page changes it for the account', '<html lang="nl" class="waarborg-theme wb-donker">', html((await sem.get('/mijn')).text));
    const now = formTo((await sem.get('/mijn')).text, '/mijn').fields;
    await sem.post('/mijn', {...now, look: 'light'});
    is('light is a choice as well', '<html lang="nl" class="waarborg-theme wb-licht">', html((await sem.get('/mijn')).text));
    await sem.post('/mijn', {...now, form_number: number(), look: 'computer'});
    is('none of it is in the ledger', before, program.head());
}

export const makeToken = async (client, fields = {}) => {
    const page = (await client.get('/mijn')).text;
    return client.post('/mijn/token', {...formTo(page, '/mijn/token').fields, name: 'Rekenblad', ...fields});
};
export const secretIn = text => /wbg_[0-9a-f]{64}/.exec(text)?.[0];
const ends = text => [...text.matchAll(/action="(\/(?:mijn|beheer)\/token\/\d+\/einde)"/g)].map(([, it]) => it);

async function tokens({program, as}) {
    const eva = await as('eva');
    const api = secret => new Client(program.port).get('/api/v1/dashboard', {authorization: `Bearer ${secret}`});
    is('a token without a name is refused', 422, (await makeToken(eva, {name: ' '})).status);
    is('and one of a hundred years', 422, (await makeToken(eva, {until: '2126-01-01'})).status);
    is('and one until a day that is none', 422, (await makeToken(eva, {until: '2027-02-30'})).status);
    const made = await makeToken(eva);
    const secret = secretIn(made.text);
    holds('a token is shown when it is made', made.status === 200 && secret !== undefined, String(made.status));
    const page = (await eva.get('/mijn')).text;
    holds('and after that its name alone', page.includes('Rekenblad') && secretIn(page) === undefined);
    is('a program comes in with it', 200, (await api(secret)).status);
    holds('the page says that it was used', !(await eva.get('/mijn')).text.includes('nog niet</td>'));
    const [end] = ends(page);
    const sem = await as('sem');
    const theirs = formTo((await sem.get('/mijn')).text, '/mijn').fields;
    is('another does not withdraw it', 403, (await sem.post(end, theirs)).status);
    is('its owner does', 303, (await eva.post(end, formTo(page, end).fields)).status);
    is('then nobody comes in with it', 401, (await api(secret)).status);
    holds('and the page says so', (await eva.get('/mijn')).text.includes('ingetrokken'));
    is('what never was is not there for an administrator', 404,
        (await (await as('nadia')).post('/beheer/token/999999/einde', formTo((await (await as('nadia')).get('/mijn')).text, '/mijn').fields)).status);
}

async function sessions({program, address, password, as, people: known}) {
    const agents = ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0',
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'];
    const mine = await Promise.all(agents.map(async agent => {
        const client = new Client(program.port);
        await client.post('/inloggen', {email: address('eva'), password, naar: '/'}, {'user-agent': agent});
        return client;
    }));
    const odd = new Client(program.port);
    const asked = Buffer.from(String(new URLSearchParams({email: address('eva'), password, naar: '/'}))); // of a text the head would be UTF-8
    is('a browser that calls itself by no text is let in', 303, (await odd.ask('POST', '/inloggen', {body: asked,
        headers: {'user-agent': '\xff\xfe Chrome/ \xe9', origin: odd.origin, 'content-type': 'application/x-www-form-urlencoded'}})).status);
    const mineToo = new TextDecoder('utf-8', {fatal: true}).decode((await odd.get('/mijn/gegevens.json')).bytes);
    holds('and what is kept of that person stays JSON', JSON.stringify(JSON.parse(mineToo)).includes('" Chrome/ "'));
    const page = (await mine[0].get('/mijn')).text;
    holds('everybody sees where they are signed in', ['Edge, Windows', 'Safari, iPhone', 'deze browser'].every(it => page.includes(it)));
    const ends = [...page.matchAll(/action="(\/mijn\/sessies\/[0-9a-f]{16}\/einde)".*?wb-vh"> ([^,]*)/gs)];
    const [, phone] = ends.find(([, , browser]) => browser === 'Safari');
    is('and ends a session elsewhere', '303 /mijn?gedaan=session_ended&n=0#sessies', await mine[0].post(phone, formTo(page, phone).fields)
        .then(answer => `${answer.status} ${answer.headers.location}`));
    is('which then is nobody', 303, (await mine[1].get('/mijn')).status);
    const admin = await as('nadia');
    const people = (await admin.get('/beheer/gebruikers')).text;
    const [, row] = /id="persoon-(\d+)"[^>]*><th[^>]*>Eva Smit/.exec(people);
    const all = `/beheer/gebruikers/${row}/sessies/einde`;
    is('an administrator ends all of somebody', 303, (await admin.post(all, formTo(people, all).fields)).status);
    known.delete('eva');
    is('also this one', 303, (await mine[0].get('/mijn')).status);
    const again = await new Client(program.port).signIn(address('eva'), password);
    holds('and they read that it was done', (await again.get('/mijn')).text.includes('Een beheerder beëindigde al je sessies'));
    const one = (await again.get('/mijn')).text;
    holds('with one session there is nothing to end', !one.includes('/mijn/sessies/'));
}

async function others({program, as}) {
    const [nadia, eva, samira] = [await as('nadia'), await as('eva'), await as('samira')];
    const secret = secretIn((await makeToken(eva, {name: 'Koppeling van Eva'})).text);
    const page = (await nadia.get('/beheer/gebruikers')).text;
    holds('an administrator sees whose tokens there are', page.includes('Koppeling van Eva'));
    holds('who may only read the people does not', !(await samira.get('/beheer/gebruikers')).text.includes('Koppeling van Eva'));
    holds('nor does an administrator see them on their own page', !(await nadia.get('/mijn')).text.includes('Koppeling van Eva'));
    const [end] = ends(page);
    is('an administrator withdraws it', '303 /beheer/gebruikers?gedaan=token_ended&n=0#tokens',
        await nadia.post(end, formTo(page, end).fields).then(answer => `${answer.status} ${answer.headers.location}`));
    is('and it works no more', 401, (await new Client(program.port).get('/api/v1/dashboard', {authorization: `Bearer ${secret}`})).status);
}

async function advice({program, as}) {
    const [samira, hans, ruben] = [await as('samira'), await as('hans'), await as('ruben')];
    const [theirs, others] = ['5.37', '6.08.01']; // of Ruben and of Ineke
    const asks = label => `href="/uitzonderingen/nieuw?nr=${label}"`;
    holds('the page of a measure lets its owner ask for an exception', (await ruben.get(`/maatregelen/${theirs}`)).text.includes(asks(theirs)));
    holds('and no other owner', !(await ruben.get(`/maatregelen/${others}`)).text.includes(asks(others)));
    holds('nor who decides', !(await hans.get(`/maatregelen/${theirs}`)).text.includes(asks(theirs)));
    holds('nor on a day that is past', !(await ruben.get(`/maatregelen/${theirs}?op=2026-01-05`)).text.includes(asks(theirs)));
    const fresh = async (who, label) => ({...formTo((await who.get(`/uitzonderingen/nieuw?nr=${label}`)).text, '/uitzonderingen/nieuw').fields,
        kind: 'plan', reason: 'De leverancier komt later', risk_analysis: 'RA-9', until: '2027-03-01'});
    const ask = async (who, label) => (await who.post('/uitzonderingen/nieuw', await fresh(who, label))).status;
    const last = async () => Math.max(...[...(await samira.get('/uitzonderingen')).text.matchAll(/\/uitzonderingen\/(\d+)"/g)].map(([, id]) => Number(id)));
    is('an owner asks for none at what is of another', 403, await ask(ruben, others));
    is('and asks for one at their own', 303, await ask(ruben, theirs));
    const where = `/uitzonderingen/${await last()}`;
    holds('they find no form for advice', formTo((await ruben.get(where)).text, `${where}/advies`) === undefined);
    const form = formTo((await samira.get(where)).text, `${where}/advies`)?.fields;
    holds('the CISO finds a form for advice on what is asked', form !== undefined);
    holds('who decides does not', formTo((await hans.get(where)).text, `${where}/advies`) === undefined);
    const toDecide = formTo((await hans.get(where)).text, `${where}/besluit`).fields;
    is('nor may they give it', 403, (await hans.post(`${where}/advies`, {...toDecide, form_number: number(), advice: 'Ik vind van wel'})).status);
    const before = program.head();
    is('advice without words is refused', 422, (await samira.post(`${where}/advies`, {...form, advice: ' '})).status);
    is('and is not in the ledger', before, program.head());
    is('advice is kept', `303 ${where}?gedaan=exception_advised&n=0`, await samira.post(`${where}/advies`,
        {...form, form_number: number(), advice: 'Doen, met toezicht'}).then(answer => `${answer.status} ${answer.headers.location}`));
    holds('and who decides reads it', (await hans.get(where)).text.includes('Doen, met toezicht'));
    is('who saw the page before that clashes', 409, (await samira.post(`${where}/advies`, {...form, form_number: number(), advice: 'Niet doen'})).status);
    holds('the CISO is told that another advises on what they ask', (await samira.get('/uitzonderingen/nieuw')).text.includes('een andere CISO'));
    holds('an owner is not', !(await ruben.get('/uitzonderingen/nieuw')).text.includes('een andere CISO'));
    is('the CISO asks for one', 303, await ask(samira, theirs));
    const own = `/uitzonderingen/${await last()}`;
    const page = (await samira.get(own)).text;
    holds('and does not advise on it', formTo(page, `${own}/advies`) === undefined);
    holds('which the page explains', page.includes('laat de eigenaar van de maatregel de uitzondering aanvragen'));
    const sent = await samira.post(`${own}/advies`, {...form, row_id: own.split('/').pop(), row_version: '1', form_number: number(), advice: 'Doen'});
    is('nor by a form of their own making', 403, sent.status);
    holds('which says what to do', sent.text.includes('laat de eigenaar van de maatregel de uitzondering aanvragen'));
}

async function names({as}) {
    const samira = await as('samira');
    const named = async path => decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec((await samira.get(path)).headers['content-disposition'])[1]);
    holds('a download of the whole list is named after the day alone', /^\S+-\d{4}-\d\d-\d\d\.csv$/.test(await named('/maatregelen.csv')), await named('/maatregelen.csv'));
    for (const kind of ['csv', 'xlsx']) {
        const name = await named(`/maatregelen.${kind}?q=toegang/"recht"&eigenaar=geen`);
        holds(`a download of a part says in its name which (${kind})`, /-\d\d \(.*toegang recht.*\)\.\w+$/.test(name), name);
    }
}

async function ended({program, as}) {
    const left = (await (await as('samira')).get('/ingelogd')).text;
    holds('who is signed in can ask how long', /^1[78]\d\d 4[23]\d\d\d$/.test(left), left);
    const nobody = new Client(program.port);
    const post = headers => nobody.post('/maatregelen/5.37', {note: 'te laat'}, headers);
    const sent = await post({referer: `${nobody.origin}/maatregelen/5.37?op=2026-01-01`});
    is('a form that comes too late leads to the door, and from there back to its page',
        '303 /inloggen?naar=%2Fmaatregelen%2F5.37%3Fop%3D2026-01-01&einde=1', `${sent.status} ${sent.headers.location}`);
    holds('where it is said that nothing was saved', (await nobody.get(sent.headers.location)).text.includes('niet opgeslagen'));
    is('and never to another site', '303 /inloggen?einde=1', await post({referer: 'https://elders.example/x'})
        .then(answer => `${answer.status} ${answer.headers.location}`));
    const part = await post({'hx-request': 'true', referer: `${nobody.origin}/maatregelen/5.37`});
    is('a part of a page is told where to go', '401 /inloggen?naar=%2Fmaatregelen%2F5.37&einde=1', `${part.status} ${part.headers['hx-redirect']}`);
}
