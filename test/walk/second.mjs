// second.mjs - the second step of signing in: an app that makes codes, and codes for when it is lost.
import {createHmac} from 'node:crypto';

import {Client, formTo, number} from './client.mjs';
import {inDays} from './program.mjs';
import {holds, is} from './tally.mjs';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const bytesOf = text => Buffer.from([...text.replaceAll(' ', '')].map(c => letters.indexOf(c).toString(2).padStart(5, '0'))
    .join('').match(/.{8}/g).map(bits => parseInt(bits, 2)));

// [RFC6238] The code of now, or of some steps later.
export function code(secret, later = 0) {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + later));
    const mac = createHmac('sha1', bytesOf(secret)).update(step).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const h1 = text => /<h1[^>]*>([^<]*)/.exec(text)?.[1];
const codesIn = text => [...text.matchAll(/wb-code">((?:[0-9a-f]{4} ){7}[0-9a-f]{4})</g)].map(([, it]) => it);

export async function second({program, address, password, as, people}) {
    const email = address('eva');
    const before = program.head();
    const enter = async () => {
        const client = new Client(program.port);
        const answer = await client.post('/inloggen', {email, password, naar: '/mijn'});
        is('the password alone leads to the second step', '303 /inloggen/tweede?naar=%2Fmijn', `${answer.status} ${answer.headers.location}`);
        is('and opens nothing', 303, (await client.get('/mijn')).status);
        return client;
    };
    const give = (client, it) => client.post('/inloggen/tweede', {code: it, naar: '/mijn'});

    people.delete('eva');
    const eva = await as('eva');
    const forms = async path => formTo((await eva.get('/mijn/factor')).text, path)?.fields;
    const begun = await eva.post('/mijn/factor/nieuw', await forms('/mijn/factor/nieuw'));
    const secret = /wb-code">([A-Z2-7 ]+)</.exec(begun.text)?.[1];
    holds('an app gets a secret, as a square and as text', secret?.length === 39 && /<path d="M[0-9 hvzM-]+"/.test(begun.text), h1(begun.text));
    is('it lies sealed', '0', program.sql(`select count(*) from totp where secret like '%${secret.replaceAll(' ', '')}%' or secret not like '%.%'`));
    const token = formTo(begun.text, '/mijn/factor/bevestigen').fields;
    const wrong = await eva.post('/mijn/factor/bevestigen', {...token, code: '000000'});
    holds('a wrong first code is refused', wrong.status === 422 && wrong.text.includes('klopt niet'), String(wrong.status));
    is('until it is confirmed the password does', 200, (await (await new Client(program.port).signIn(email, password)).get('/mijn/factor')).status);
    const first = code(secret);
    const done = await eva.post('/mijn/factor/bevestigen', {...token, form_number: number(), code: first});
    const codes = codesIn(done.text);
    is('the first right code turns it on, and gives ten recovery codes', 10, codes.length);
    is('which are kept as digests alone', '0', program.sql(`select count(*) from recovery_code where hash = '${codes[0].replaceAll(' ', '')}'`));
    holds('the page says that it is on', (await eva.get('/mijn/factor')).text.includes('De tweede stap staat aan'));

    const one = await enter();
    const page = await one.get('/inloggen/tweede?naar=%2Fmijn');
    is('the second step is a page', 'Nog een stap: je code', h1(page.text));
    is('a code that was used before is refused', 422, (await give(one, first)).status);
    const step = one.cookies.tweede;
    const now = code(secret, 1);
    is('the next code lets in', '303 /mijn', await give(one, now).then(answer => `${answer.status} ${answer.headers.location}`));
    is('and then it is they', 200, (await one.get('/mijn')).status);
    const copied = new Client(program.port);
    copied.cookies.tweede = step;
    is('the step is used up', '303 /inloggen?einde=1', await give(copied, code(secret, 1)).then(answer => `${answer.status} ${answer.headers.location}`));
    is('the same code lets nobody else in', 422, (await give(await enter(), now)).status);
    is('nor does it without the password', 303, (await give(new Client(program.port), code(secret, 1))).status);

    const lost = await enter();
    is('a recovery code lets in', 303, (await give(lost, codes[3].toUpperCase())).status);
    holds('and they read that it was used', (await lost.get('/mijn')).text.includes('ingelogd met een herstelcode'));
    is('it does so once', 422, (await give(await enter(), codes[3])).status);
    holds('nine are left', (await lost.get('/mijn/factor')).text.includes('Je hebt nog 9 herstelcodes'));
    program.sql("update sign_step set made = '2020-01-01T00:00:00.000Z'");
    const late = await enter();
    program.sql("update sign_step set made = '2020-01-01T00:00:00.000Z'");
    is('who waits too long begins anew', '303 /inloggen?einde=1', await give(late, codes[4]).then(answer => `${answer.status} ${answer.headers.location}`));
    const guess = await enter();
    for (let i = 0; i < 6; i++)
        await give(guess, '000000');
    holds('guessing has to wait', (await give(guess, code(secret, 1))).text.includes('Te vaak geprobeerd'));
    is('but not with a recovery code', 303, (await give(guess, codes[5])).status);

    const nadia = await as('nadia');
    const list = (await nadia.get('/beheer/gebruikers')).text;
    const [, row] = /id="persoon-(\d+)"[^>]*><th[^>]*>Eva Smit/.exec(list);
    const [, self] = /id="persoon-(\d+)"[^>]*><th[^>]*>Nadia/.exec(list);
    const fields = formTo(list, `/beheer/gebruikers/${self}/sessies/einde`).fields;
    const end = id => `/beheer/gebruikers/${id}/factor/einde`;
    is('an administrator does not take their own away there', 422, (await nadia.post(end(self), fields)).status);
    holds('and is offered none of it', !list.includes(end(self)) && list.includes('van een beheerder doet wie de server beheert'));
    is('an administrator takes a lost one away', 303, (await nadia.post(end(row), formTo(list, end(row)).fields)).status);
    is('which ends every session', 303, (await guess.get('/mijn')).status);
    people.delete('eva');
    const again = await as('eva');
    holds('then the password does, and it is told', (await again.get('/mijn')).text.includes('Een beheerder zette de tweede stap'));
    is('of all this the taking away is in the ledger', `account.factor_end p${self}`, program.actsSince(before));
    await ofAnAdministrator(program, nadia, address('eva'), end(row));
    people.delete('eva');
}

// Eva will be an administrator tomorrow: from now on they are helped at the keyboard.
async function ofAnAdministrator(program, nadia, email, where) {
    const {fields} = formTo((await nadia.get('/beheer/gebruikers')).text, where);
    is('somebody becomes an administrator', 0, program.run('user', 'role', email, '+admin', '--from', inDays(1)).status);
    const before = program.head();
    const refused = await nadia.post(where, {...fields, form_number: number()});
    is('another does not take their second step away', 403, refused.status);
    holds('and is told who does', refused.text.includes('waarborg user factor-end'));
    is('nothing of it is in the ledger', before, program.head());
    const said = program.run('user', 'factor-end', email);
    holds('the keyboard does', said.status === 0 && said.err.includes('app en passkeys'), said.err);
    is('and the ledger says so', 'account.factor_end system\naccount.passkeys_end system', program.actsSince(before));
    is('and they are one no more', 0, program.run('user', 'role', email, '-admin').status);
}
