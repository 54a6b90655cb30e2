// logged.mjs - what the log says of who came, who might not and what was refused, and what it never says.
import {Client, formTo, number, raw} from './client.mjs';
import {holds, is} from './tally.mjs';

// What must be in no line, in each place where somebody may put it.
const PLANTED = 'gepland7geheim';

export async function logged(walk) {
    const {program, address, password, as} = walk;
    const from = program.said().length;
    const since = () => program.said().slice(from).split('\n').filter(line => line !== '').map(line => JSON.parse(line));
    const last = (event, route) => since().filter(line => line.event === event && line.route === route).pop() ?? {};
    const told = line => `${line.method ?? line.action} ${line.status} ${line.person}`;
    const idOf = email => program.sql(`select id from person where account = (select id from account where email = '${email}')`);

    const stranger = new Client(program.port);
    await stranger.post('/inloggen', {email: address('eva'), password: `${PLANTED} ${password}`, naar: '/'});
    is('a sign-in that failed is a line, of nobody', 'POST 422 0', told(last('request', '/inloggen')));
    const eva = await new Client(program.port).signIn(address('eva'), password);
    is('one that did not is a line with the person', `POST 303 ${idOf(address('eva'))}`, told(last('request', '/inloggen')));

    await eva.get('/beheer/organisatie');
    is('a right that was missing is a line with the person', `GET 403 ${idOf(address('eva'))}`, told(last('request', '/beheer/organisatie')));
    await eva.get('/bewijs/999999');
    is('and so is a row that is not there', `GET 404 ${idOf(address('eva'))}`, told(last('request', '/bewijs/{id}')));
    await eva.post('/taal', {taal: 'nl', form_token: PLANTED});
    is('a form with another token is one', `POST 403 ${idOf(address('eva'))}`, told(last('request', '/taal')));
    await stranger.get('/api/v1/dashboard', {authorization: `Bearer wbg_${PLANTED}`});
    is('a token that does not work is one', 401, last('api', '/api/v1/dashboard').status);
    await raw(program.port, `GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n${PLANTED}`, 'two lengths');
    is('what could be read in two ways is one, with its reason', '400 content length',
        since().filter(line => line.event === 'refused').map(line => `${line.status} ${line.why}`).pop());

    await planted(walk, eva, await as('samira'));
    const lines = since();
    const requests = lines.filter(line => ['request', 'api'].includes(line.event));
    is('every request has a moment in UTC, a code, an action, an address, a result, who and where from', '',
        requests.filter(line => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(line.time) || !/^[0-9a-f]{8}$/.test(line.id) ||
            typeof (line.method ?? line.action) !== 'string' || typeof line.route !== 'string' || !Number.isInteger(line.status) ||
            !Number.isInteger(line.person) || line.from !== '127.0.0.1').slice(0, 2).map(line => JSON.stringify(line)).join(' '));
    const all = program.said();
    const tidied = all.split('\n').filter(line => line.includes('"event":"tidied"')).map(line => JSON.parse(line))[0] ?? {};
    is('what was past its term is a line, with how much of each went', true, ['org', 'sessions', 'files', 'events', 'tokens', 'readings']
        .every(name => Number.isInteger(tidied[name])));
    const secrets = [PLANTED, password, eva.cookies.waarborg, address('eva'), 'Eva '];
    is('no word, password, cookie, token, address or name is in it', '', secrets.filter(secret => all.includes(secret)).join(', '));
    holds('there was something to find it in', requests.length > 10, String(requests.length));
}

async function planted(walk, eva, samira) {
    await eva.get(`/maatregelen?q=${PLANTED}`);
    await eva.get(`/${PLANTED}`);
    await eva.get(`/maatregelen/${PLANTED}`);
    await eva.get('/mijn', {'user-agent': PLANTED, referer: `http://127.0.0.1/${PLANTED}`, 'x-forwarded-for': PLANTED});
    await eva.get('/mijn', {'x-forwarded-for': '198.51.100.7'}); // no proxy was declared: it counts for nothing
    await eva.post('/mijn/token', {...formTo((await eva.get('/mijn')).text, '/mijn/token').fields, name: PLANTED});
    const form = formTo((await samira.get('/uitzonderingen/nieuw')).text, '/uitzonderingen/nieuw').fields;
    await samira.post('/uitzonderingen/nieuw', {...form, form_number: number(), why: PLANTED});
    await eva.ask('GET', '/mijn', {headers: {cookie: `waarborg=${PLANTED}`}});
}
