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
