// password.mjs - choosing a password: what is refused there, and by which rule.
import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';

import {Client, formTo, number} from './client.mjs';
import {holds, is} from './tally.mjs';

const LEAKED = 'zes groene trams in de regen';

// A list as Have I Been Pwned gives them: SHA-1 in order, with how often each was seen.
export function leaked(folder) {
    const lines = [LEAKED, ...Array.from({length: 500}, (_, i) => `vulling ${i}`)]
        .map(it => `${createHash('sha1').update(it).digest('hex').toUpperCase()}:${it.length}`);
    writeFileSync(`${folder}/leaked`, lines.sort().join('\r\n') + '\r\n');
    return `${folder}/leaked`;
}

export async function password(walk) {
    await rules(walk);
    await link(walk);
}

// An administrator makes a link; somebody else opens it, in another browser.
async function link({program, address, password, as, people}) {
    const before = program.head();
    const nadia = await as('nadia');
    const list = (await nadia.get('/beheer/gebruikers')).text;
    const [, row] = /id="persoon-(\d+)"[^>]*><th[^>]*>Eva Smit/.exec(list);
    const where = `/beheer/gebruikers/${row}/link`;
    const make = async () => (await nadia.post(where, {...formTo(list, where).fields, form_number: number()})).text;
    const shown = /http:\/\/[^<]*\/wachtwoord\/nieuw\?link=([0-9a-f]{64})</;
    const opened = await new Client(program.port).signIn(address('eva'), password);

    const [, old] = shown.exec(await make());
    const page = await make();
    const [, secret] = shown.exec(page);
    holds('the page says how long it works', /De link werkt één keer, tot/.test(page));
    holds('and not for which address', !page.includes(address('eva')));
    const eva = new Client(program.port);
    const first = await eva.get(`/wachtwoord/nieuw?link=${secret}`);
    is('its address answers with a cookie and another address', '303 /wachtwoord/nieuw', `${first.status} ${first.headers.location}`);
    holds('that no script reads and that ends soon', /^link=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1800$/.test(first.headers['set-cookie'][0]),
        first.headers['set-cookie'][0]);
    const form = await eva.get('/wachtwoord/nieuw');
    holds('the page there asks a password and tells nothing of whose', form.status === 200 && !form.text.includes(secret) &&
        !form.text.includes('Eva Smit') && !form.text.includes(address('eva')));
    const choose = (client, fresh, again = fresh) => client.post('/wachtwoord/nieuw', {password: fresh, password_again: again, form_number: number()});
    const twice = await choose(eva, 'tien witte zwanen', 'tien witte eenden');
    holds('both must be the same', twice.status === 422 && twice.text.includes('niet hetzelfde'), String(twice.status));
    const poor = await choose(eva, 'Welkom-Januari-26');
    holds('a poor one is refused, and nothing is lost by it', poor.status === 422 && poor.text.includes('iedereen probeert'), String(poor.status));
    const outside = await new Client(program.port).get('/wachtwoord/nieuw');
    holds('without a link there is nothing', outside.status === 404 && outside.text.includes('Deze link werkt niet'), String(outside.status));
    const stale = new Client(program.port);
    await stale.get(`/wachtwoord/nieuw?link=${old}`);
    is('a link that was made before it is none', 404, (await choose(stale, 'tien witte zwanen')).status);
    const thief = new Client(program.port);
    await thief.get(`/wachtwoord/nieuw?link=${secret}`);
    const done = await choose(eva, 'tien witte zwanen');
    is('a good one leads to signing in', '303 /inloggen?gedaan=password&n=0', `${done.status} ${done.headers.location}`);
    is('not by itself', 303, (await eva.get('/mijn')).status);
    is('the link is used up', 404, (await choose(thief, 'elf witte zwanen')).status);
    is('who was signed in is no more', 303, (await opened.get('/mijn')).status);
    is('the old password does nothing', 422, (await new Client(program.port).post('/inloggen', {email: address('eva'), password, naar: '/'})).status);
    const back = await new Client(program.port).signIn(address('eva'), 'tien witte zwanen');
    const mine = await back.get('/mijn');
    holds('the new one does, and both are told', mine.status === 200 && mine.text.includes('Een beheerder maakte een link') &&
        mine.text.includes('Met de link van een beheerder'));
    const log = program.said();
    holds('no line of the log has a link', log.includes('/wachtwoord/nieuw') && !log.includes(secret) && !log.includes(old));
    is('of all this the two links are in the ledger', 2, program.actsSince(before).match(/account\.link p\d+/g).length);

    const said = program.run('user', 'reset', address('eva'), '--origin', 'https://waarborg.example');
    holds('the keyboard makes one too', /^https:\/\/waarborg\.example\/wachtwoord\/nieuw\?link=[0-9a-f]{64}\n$/.test(said.out), said.err);
    const again = new Client(program.port);
    await again.get(new URL(said.out.trim()).pathname + new URL(said.out.trim()).search);
    is('and it works', 303, (await choose(again, password)).status);
    people.delete('eva');
}

async function rules({program, address, password}) {
    const eva = await new Client(program.port).signIn(address('eva'), password);
    const {fields} = formTo((await eva.get('/wachtwoord')).text, '/wachtwoord');
    const choose = async fresh => {
        const answer = await eva.post('/wachtwoord', {...fields, form_number: number(), old: password, password: fresh, password_again: fresh});
        return `${answer.status} ${/id="password-fout"[^>]*>(?:<[^>]*>)*([^<]*)/.exec(answer.text)?.[1].trim().slice(0, 60)}`;
    };
    for (const [fresh, says] of [
        ['kort', 'Een wachtwoord heeft 12 tot 256 tekens'],
        ['Welkom-Januari-26', 'Dit wachtwoord bestaat vooral uit woorden die iedereen probe'],
        ['Voorbeeldstad 2026', 'Dit wachtwoord lijkt te veel op je naam'],
        ['Eva-Smit-1990', 'Dit wachtwoord lijkt te veel op je naam'],
        ['qwertyuiop1234', 'Dit wachtwoord is vooral een rijtje'],
        [LEAKED, 'Dit wachtwoord staat op een lijst met wachtwoorden die gelek'],
    ])
        holds(`refused by its own rule: ${fresh}`, (await choose(fresh)).startsWith(`422 ${says}`), await choose(fresh));
    is('none of them was kept', 200, (await (await new Client(program.port).signIn(address('eva'), password)).get('/mijn')).status);
}
