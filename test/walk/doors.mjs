// doors.mjs - who comes in, with what, and from where a form may come.
import {Client, formTo, number, raw} from './client.mjs';
import {holds, is} from './tally.mjs';

export async function doors(walk) {
    await signIn(walk);
    await sources(walk);
    await methods(walk);
    await guarded(walk);
    await porter(walk);
    await tooLarge(walk);
    await sites(walk);
}

async function signIn({program, address, password}) {
    const {port} = program;
    const nobody = new Client(port);
    const sign = (email, word) => nobody.post('/inloggen', {email, password: word, naar: '/gap', form_number: number()});
    const away = await nobody.get('/maatregelen/5.01.01?op=2026-01-01');

    is('who is not signed in is sent to the door, and back after it', '303 /inloggen?naar=%2Fmaatregelen%2F5.01.01%3Fop%3D2026-01-01',
        `${away.status} ${away.headers.location}`);
    const wrong = await sign(address('tom'), 'verkeerd wachtwoord');
    const unknown = await sign(address('niemand'), 'verkeerd wachtwoord');
    is('a wrong password and an unknown address are refused alike', '422 422', `${wrong.status} ${unknown.status}`);
    const same = text => text.replace(/[0-9a-f]{32}/g, '').replaceAll('tom@', 'niemand@');
    is('and with the same words', same(wrong.text), same(unknown.text));
    holds('a refused sign-in gives no cookie', nobody.cookies.waarborg === undefined);

    const right = await sign(address('tom'), password);
    is('with the right password one goes where one wanted', '303 /gap', `${right.status} ${right.headers.location}`);
    holds('the cookie is HttpOnly, SameSite=Lax, for the whole site',
        /^waarborg=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/.test(right.headers['set-cookie'][0]),
        right.headers['set-cookie'][0]);
    is('the cookie opens', 200, (await nobody.get('/gap')).status);
    const first = new Client(nobody.port);
    first.cookies.waarborg = nobody.cookies.waarborg;
    const anew = formTo((await nobody.get('/gap')).text, '/uitloggen').fields;
    is('signing in once more is possible', 303,
        (await nobody.post('/inloggen', {...anew, email: address('tom'), password})).status);
    is('and the session that the browser had is over', 303, (await first.get('/gap')).status);
    is('outside the site nobody is sent', '303 /', await nobody.get('/inloggen?naar=//elders.example/')
        .then(answer => `${answer.status} ${answer.headers.location}`));

    const stolen = {...nobody.cookies};
    const page = await nobody.get('/');
    const out = await nobody.post('/uitloggen', formTo(page.text, '/uitloggen').fields);
    is('signing out clears what the browser kept', '303 "cache", "storage"', `${out.status} ${out.headers['clear-site-data']}`);
    nobody.cookies = stolen;
    is('a cookie that was signed out opens nothing', 303, (await nobody.get('/gap')).status);
    nobody.cookies = {waarborg: 'f'.repeat(64)};
    is('a made-up cookie opens nothing', 303, (await nobody.get('/gap')).status);
    nobody.cookies = {waarborg: '%%%;..'};
    is('nor does one that is no cookie', 303, (await nobody.get('/gap')).status);
}

async function sources(walk) {
    const samira = await walk.as('samira');
    const before = walk.program.head();
    const page = await samira.get('/maatregelen/5.02');
    const fields = {...formTo(page.text, '/maatregelen/5.02').fields, note: 'van elders'};
    const rows = [
        ['a form without its token', {...fields, form_token: ''}, {}],
        ['a form with another token', {...fields, form_token: 'a'.repeat(fields.form_token.length)}, {}],
        ['a form without a source', fields, {origin: null}],
        ['a form from another site', fields, {origin: 'https://kwaad.example'}],
        ['a form from the same host by another scheme', fields, {origin: samira.origin.replace('http:', 'https:')}],
        ['a form from another port', fields, {origin: 'http://127.0.0.1:1'}],
        ['a form with the source null', fields, {origin: 'null'}],
        ['a form that the browser calls cross-site', fields, {'sec-fetch-site': 'cross-site'}],
        ['a form that the browser calls same-site', fields, {'sec-fetch-site': 'same-site'}],
    ];
    for (const [what, given, headers] of rows)
        is(`${what} is refused`, 403, (await samira.post('/maatregelen/5.02', given, headers)).status);
    is('signing in from elsewhere is refused too', 403,
        (await new Client(walk.program.port).post('/inloggen', {email: 'x', password: 'y'},
            {origin: 'https://kwaad.example'})).status);
    is('what was refused changed nothing', before, walk.program.head());
    const own = await samira.post('/maatregelen/5.02', fields, {origin: null, 'sec-fetch-site': 'same-origin'});
    is('what the browser calls same-origin is taken', 303, own.status);
    holds('and is in the ledger', before !== walk.program.head());
    const again = await samira.post('/maatregelen/5.02', fields);
    const once = walk.program.head();
    is('the same form sent twice counts once', 303, again.status);
    is('and adds nothing to the ledger', once, walk.program.head());
}

const filled = path => path.replace('{nr}', '5.01.01').replace('{versie}', '1').replace('{gebruik}', '3')
    .replace('{id}', '3');

// Some addresses answer to two patterns: /maatregelen/zet to that of its own and to
// /maatregelen/{nr}, each with methods of its own.
const answers = (pattern, path) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

async function methods({program, routes, as}) {
    const samira = await as('samira');
    const nobody = new Client(program.port);
    const paths = [...new Set(routes.map(route => route.path))];

    for (const path of paths) {
        const known = routes.filter(route => answers(route.path, filled(path))).map(route => route.method);
        for (const method of ['DELETE', 'PUT', 'PATCH', 'POST', 'GET'].filter(word => !known.includes(word))) {
            const answer = await samira.ask(method, filled(path), {headers: {origin: samira.origin}});
            const allow = (answer.headers.allow ?? '').split(/,\s*/).filter(word => word !== 'HEAD').sort().join(' ');
            holds(`${method} ${path} is 405 and says what is allowed`, answer.status === 405 &&
                known.every(word => allow.split(' ').includes(word)), `${answer.status} ${allow}`);
        }
        if (routes.some(route => route.path === path && route.method === 'GET')) {
            const [get, head] = [await samira.get(filled(path)), await samira.ask('HEAD', filled(path))];
            is(`HEAD ${path} answers as GET does, without a body`, `${get.status} 0`, `${head.status} ${head.bytes.length}`);
        }
    }
    for (const route of routes.filter(route => route.signed)) {
        const answer = route.method === 'GET' ? await nobody.get(filled(route.path))
            : await nobody.post(filled(route.path), {form_number: number()});
        is(`${route.method} ${route.path} is closed to who is not signed in`, '303 /inloggen',
            `${answer.status} ${(answer.headers.location ?? '').split('?')[0]}`);
    }
    // A notice of a provider comes from no page: its signature is judged instead (test/sso), and
    // without a provider there is no such address.
    for (const route of routes.filter(route => route.method === 'POST'))
        is(`POST ${route.path} without a source is refused`, route.path === '/inloggen/oidc/melding' ? 404 : 403,
            (await samira.post(filled(route.path), {}, {origin: null})).status);
}

// Who may not, may not by the address either.
async function guarded({as, program}) {
    const before = program.head();
    const rows = [
        ['eva', '/beheer/organisatie', 403], ['eva', '/beheer/gebruikers', 403], ['eva', '/beheer/logboek', 403],
        ['samira', '/beheer/organisatie', 403], ['nadia', '/beheer/organisatie', 200],
        ['nadia', '/beheer/gebruikers', 200], ['karim', '/beheer/logboek', 200], ['eva', '/maatregelen', 200],
        ['eva', '/geen/blad', 404], ['eva', '/maatregelen/99.99', 404], ['eva', '/vvt/99', 404],
        ['eva', '/bewijs/999999', 404], ['eva', '/bewijs/abc', 404], ['eva', '/normen/nergens', 404],
        ['eva', '/maatregelen/%00', 404], ['eva', '/maatregelen/%zz', 404],
        ['eva', '/uitzonderingen/9223372036854775808', 404],
    ];
    for (const [who, path, status] of rows)
        is(`${who} gets ${status} at ${path}`, status, (await (await as(who)).get(path)).status);

    const eva = await as('eva');
    const token = formTo((await eva.get('/')).text, '/uitloggen').fields.form_token;
    const tries = [
        ['/maatregelen/5.01.01', {design: 'ja', gezien: ''}],
        ['/maatregelen/toewijzen', {m: '5.01.01', owner: '2'}],
        ['/beheer/gebruikers', {name: 'X', roles: 'admin'}],
        ['/beheer/gebruikers/2/rol', {role: 'admin'}],
        ['/beheer/organisatie', {name: 'X'}],
        ['/vvt/compleet', {row_id: '1', row_version: '1'}],
    ];
    for (const [path, fields] of tries) {
        const {status} = await eva.post(path, {...fields, form_token: token, form_number: number()});
        holds(`a reader changes nothing at ${path}`, [303, 403, 404, 422].includes(status), String(status));
    }
    is('and nothing has changed', before, program.head());
}

// What the porter refuses by itself.
async function porter({program}) {
    const {port} = program;
    const rows = [
        ['a request without a host', 'GET / HTTP/1.1\r\n\r\n', 400],
        ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 400],
        ['a line that is folded', 'GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n', 400],
        ['a space before the colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n', 400],
        ['a length and chunks at once', 'POST /inloggen HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
        ['two lengths', 'POST /inloggen HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd', 400],
        ['a body with GET', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx', 400],
        ['a target of 5 KiB', `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414],
        ['headers of 20 KiB', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20000)}\r\n\r\n`, 431],
        ['a form of 300 KiB', `POST /inloggen HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ${300 * 1024}\r\n\r\n`, 413],
        ['a method of its own', 'DANCE / HTTP/1.1\r\nHost: a\r\n\r\n', 501],
        ['another version', 'GET / HTTP/3.0\r\nHost: a\r\n\r\n', 505],
    ];
    for (const [what, bytes, wanted] of rows) {
        const {status} = await raw(port, bytes, `/(${what.replaceAll(' ', '-')})`);
        is(`${what} is ${wanted}`, wanted, status);
    }
}

// What is too large gets an answer that says so, in the words of who reads it.
async function tooLarge({program}) {
    const much = 'x'.repeat(300 * 1024);
    const rows = [
        ['in Dutch', '/inloggen', {}, 'text/html; charset=utf-8', /<html lang="nl".*hoogstens 256 kB.*href="\/inloggen"/s],
        ['in the language that the browser asks for', '/inloggen', {'accept-language': 'en'}, 'text/html; charset=utf-8',
            /<html lang="en".*At most 256 kB.*href="\/inloggen"/s],
        ['in the language that was chosen', '/inloggen', {cookie: 'taal=en'}, 'text/html; charset=utf-8', /<html lang="en"/],
        ['without a link where there is no form to go back to', '/uitloggen', {}, 'text/html; charset=utf-8',
            /^(?!.*href="\/uitloggen").*hoogstens 256 kB/s],
        ['for a program, as a problem', '/api/v1/assessments/5.01.01', {}, 'application/problem+json',
            /^\{"type":"urn:x-waarborg:problem:too-large".*"status":413,"detail":"[^"]*\d{4,} bytes/],
    ];
    for (const [what, path, headers, type, text] of rows) {
        const api = path.startsWith('/api');
        const answer = await new Client(program.port).ask(api ? 'PATCH' : 'POST', path,
            {body: api ? 'x'.repeat(64 * 1024 + 1) : much, headers: {'content-type': 'text/plain', ...headers}});
        is(`what is too large is refused ${what}`, `413 ${type}`, `${answer.status} ${answer.headers['content-type']}`);
        holds(`and it says how much fits, ${what}`, text.test(answer.text), answer.text);
    }
}

// What the law and good practice ask of a site.
async function sites({program}) {
    const nobody = new Client(program.port);
    is('the program says that it is well', '200 ok', await nobody.get('/healthz').then(a => `${a.status} ${a.text.trim()}`));
    is('figures about the program are there for who is near', 200, (await nobody.get('/metrics')).status);
    is('and for nobody by way of a proxy', 404, (await nobody.get('/metrics', {'x-forwarded-for': '198.51.100.7'})).status);
    const contact = await nobody.get('/.well-known/security.txt');
    holds('where to report a weakness stands where RFC 9116 looks', /^Contact: mailto:veilig@/m.test(contact.text) &&
        /^Expires: \d{4}-\d\d-\d\dT/m.test(contact.text), contact.text);
    for (const path of ['/toegankelijkheid', '/privacy', '/sneltoetsen', '/inloggen'])
        is(`${path} is open to all`, 200, (await nobody.get(path)).status);
    is('nobody who is signed out may ask the API', 401, (await nobody.get('/api/v1/gap')).status);
    is('what the API offers is open', 200, (await nobody.get('/openapi.json')).status);
    const chosen = await nobody.post('/taal', {taal: 'en', naar: '/inloggen', form_number: number()});
    is('the language can be chosen', 303, chosen.status);
    holds('and stays', /<html lang="en"/.test((await nobody.get('/inloggen')).text));
    const style = /href="(\/stijl\/style\.[0-9a-f]+\.css)"/.exec((await nobody.get('/inloggen')).text)[1];
    const sheet = await nobody.get(style);
    holds('what never changes may be kept', /immutable/.test(sheet.headers['cache-control']), sheet.headers['cache-control']);
    is('an asset of another time is not there', 404, (await nobody.get('/stijl/style.0000000000.css')).status);
}
