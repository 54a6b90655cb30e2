// fresh.mjs - what weighs most asks who sits there, when they signed in some time ago.
import {Client, formTo, number} from './client.mjs';
import {holds, is} from './tally.mjs';

const title = 'Bevestig dat jij het bent';
const stale = (program, email) => program.sql(`update session set proved = '2020-01-01T00:00:00.000Z'
    where account = (select id from account where email = '${email}')`);

// Signed in, and by now some time ago; it does not offer the password by itself.
async function longAgo({program, address, password}, who) {
    const client = await new Client(program.port).signIn(address(who), password);
    delete client.password;
    stale(program, address(who));
    return client;
}

export async function fresh(walk) {
    await asked(walk);
    await everywhere(walk);
}

async function asked(walk) {
    const {program, address, password} = walk;
    const sem = await longAgo(walk, 'sem');
    const name = 'Rekenblad "A&B" <van mij>';
    const form = formTo((await sem.get('/mijn')).text, '/mijn/token').fields;
    const first = await sem.post('/mijn/token', {...form, name});
    is('who signed in some time ago is asked who they are', `200 ${title}`, `${first.status} ${/<h1[^>]*>([^<]*)/.exec(first.text)?.[1]}`);
    const kept = formTo(first.text, '/mijn/token').fields;
    is('and all that was sent is kept', JSON.stringify({...form, name, proof: ''}), JSON.stringify(kept));
    const wrong = await sem.post('/mijn/token', {...kept, proof: 'vier groene fietsen'});
    holds('another password is refused there', wrong.status === 422 && wrong.text.includes('Dit wachtwoord klopt niet'), String(wrong.status));
    holds('and does not come back', !wrong.text.includes('groene fietsen'));
    is('nothing was made', '0', program.sql(`select count(*) from token where name like 'Rekenblad "A%'`));
    const before = sem.cookies.waarborg;
    const right = await sem.post('/mijn/token', {...formTo(wrong.text, '/mijn/token').fields, proof: password});
    holds('with their own password it happens at once', right.status === 200 && /wbg_[0-9a-f]{64}/.test(right.text), String(right.status));
    is('with what was typed before', name, program.sql(`select name from token where name like 'Rekenblad "A%'`));
    holds('the session goes on under another cookie', sem.cookies.waarborg !== before && sem.cookies.waarborg.length === 64);
    const again = await sem.post('/mijn/token', {...formTo((await sem.get('/mijn')).text, '/mijn/token').fields, name: 'Tweede'});
    holds('and is not asked again', again.text.includes('wbg_'));
    const thief = new Client(program.port);
    thief.cookies.waarborg = before;
    is('the old cookie is nobody', 303, (await thief.get('/mijn')).status);
    stale(program, address('sem'));
    const page = (await sem.get('/mijn')).text;
    is('what weighs less is not asked', 303, (await sem.post('/mijn', {...formTo(page, '/mijn').fields, form_number: number()})).status);
}

// Whoever may come there at all is asked; what they may do is judged before.
async function everywhere(walk) {
    const clients = await Promise.all(['nadia', 'hans', 'lotte', 'joost'].map(who => longAgo(walk, who)));
    const tokens = await Promise.all(clients.map(async client => formTo((await client.get('/mijn')).text, '/uitloggen').fields.form_token));
    const before = walk.program.head();
    const open = [];
    for (const route of walk.routes.filter(one => one.fresh)) {
        const path = route.path.replace(/\{\w+\}/g, '1');
        const answers = await Promise.all(clients.map((client, i) => client.post(path, {form_token: tokens[i]})));
        if (!answers.some(answer => answer.status === 200 && answer.text.includes(title)) ||
            answers.some(answer => answer.status !== 403 && !answer.text.includes(title)))
            open.push(`${path}: ${answers.map(answer => answer.status)}`);
    }
    is('every line with FRESH asks', '', open.join('; '));
    holds('approvals, roles, passwords and tokens are among them', ['/vvt/{versie}/vaststellen', '/uitzonderingen/{id}/besluit',
        '/objecten/{id}/niveau/besluit', '/beheer/wissen/{id}', '/beheer/gebruikers/{id}/rol', '/beheer/gebruikers/{id}/wachtwoord',
        '/mijn/token', '/mijn/passkey', '/mijn/passkey/nieuw', '/objecten/{id}/niveau', '/beheer/gebruikers/{id}/rol/einde',
        '/overzetten/{id}/norm'].every(path => walk.routes.some(route => route.fresh && route.path === path)));
    is('none of it was done', before, walk.program.head());
}
