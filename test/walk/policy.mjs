// policy.mjs - what the organisation asks at the door: a second factor, or single sign-on alone.
import {Client, formTo} from './client.mjs';
import {code} from './second.mjs';
import {holds, is} from './tally.mjs';

export async function policy({program, address, password, as, people}) {
    people.delete('nadia');
    const nadia = await as('nadia');
    const where = '/beheer/organisatie';
    const choose = async word => nadia.post(where, {...formTo((await nadia.get(where)).text, where).fields, sign_policy: word});
    const said = answer => `${answer.status} ${answer.headers.location ?? ''}`.trim();
    const enter = async who => new Client(program.port).signIn(address(who), password);

    holds('the page advises a second factor', (await nadia.get(where)).text.includes('We raden aan een tweede factor te vragen'));
    const none = await choose('provider');
    holds('single sign-on alone cannot be asked while there is none', none.status === 422 && none.text.includes('Dat kan pas als'), said(none));
    const sem = await enter('sem');
    is('nothing is asked yet', 200, (await sem.get('/mijn')).status);
    is('a second factor is asked', '303', said(await choose('second')).slice(0, 3));
    for (const path of ['/', '/mijn', '/mijn/gegevens', '/maatregelen', '/bewijs'])
        is(`who has none reaches no ${path}`, '303 /mijn/factor', said(await sem.get(path)));
    is('nor makes a token', '303 /mijn/factor', said(await sem.post('/mijn/token', {...formTo((await sem.get('/mijn/factor')).text, '/mijn/factor/nieuw').fields, name: 'X', until: '2030-01-01'})));
    const page = await sem.get('/mijn/factor');
    holds('but the page where one is made', page.status === 200 && page.text.includes('Je organisatie vraagt een tweede factor'), said(page));
    const begun = await sem.post('/mijn/factor/nieuw', formTo(page.text, '/mijn/factor/nieuw').fields);
    is('and begins there', 200, begun.status);
    const other = await enter('sem');
    is('the same holds for who comes in now', '303 /mijn/factor', said(await other.get('/')));
    is('an administrator is asked too', '303 /mijn/factor', said(await nadia.get(where)));
    const secret = /wb-code">([A-Z2-7 ]+)</.exec(begun.text)?.[1] ?? '';
    const stale = Object.assign(new Client(program.port), {cookies: {...sem.cookies}});
    const confirmed = await sem.post('/mijn/factor/bevestigen', {...formTo(begun.text, '/mijn/factor/bevestigen').fields, code: code(secret)});
    is('an app is made', 200, confirmed.status);
    is('with it the rest opens', 200, (await sem.get('/mijn')).status);
    is('by another cookie', '/inloggen', said(await stale.get('/mijn')).slice(4, 13));
    is('who came by the password before stands outside', '/inloggen', said(await other.get('/mijn')).slice(4, 13));
    program.sql("delete from totp where account = (select id from account where email = 'sem@voorbeeldstad.example')");
    is('without it no more', '303 /mijn/factor', said(await sem.get('/mijn')));
    is('the machine itself opens the door again', 0, program.run('sso', 'policy', 'free').status);
    is('and everybody comes in', 200, (await sem.get('/mijn')).status);
    is('what is no policy is no command', 2, program.run('sso', 'policy', 'anything').status);
}
