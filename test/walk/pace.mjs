// pace.mjs - who asks more than there is for each, and who sends tokens that are none.
import {Client, formTo} from './client.mjs';
import {freePort, Program, sleep} from './program.mjs';
import {holds, is} from './tally.mjs';

const A_MINUTE = 40; // one each 1.5 s, once the bucket is empty
const A_PLACE = 1500; // what may be written in a minute for who is not signed in, from one address

export async function pace({program, folder, password, address}) {
    const other = new Program(program.path, folder, `${folder}/pace.db`);
    is('a copy to serve with few requests for each', 0, program.copyTo(other));
    is('fewer than twenty is refused', 2, other.run('serve', '--requests', '19').status);
    await other.serve(await freePort(), '--proxy', '--requests', String(A_MINUTE));
    const eva = await new Client(other.port).signIn(address('eva'), password);
    const made = await eva.post('/mijn/token', {...formTo((await eva.get('/mijn')).text, '/mijn/token').fields, name: 'Rekenblad'});
    const secret = /wbg_[0-9a-f]{64}/.exec(made.text)?.[0];
    const samira = await new Client(other.port).signIn(address('samira'), password);
    await often(eva, samira);
    await tokens(new Client(other.port), secret);
    await strangers(other.port, samira);
    holds('the log has it', other.said().includes('"status":429'));
    is('the end is in good order', 0, await other.stop());
}

async function often(eva, samira) {
    const begun = Date.now();
    let n = 0, last;
    while ((last = await eva.get('/mijn')).status === 200 && n < 3 * A_MINUTE)
        n++;
    const most = A_MINUTE + Math.ceil((Date.now() - begun) / 1500);
    is('who asks too often is told so', 429, last.status);
    holds('not before and not after the bucket is empty', n >= A_MINUTE - 6 && n <= most, `${n}, ${most} at most`);
    holds('in words', last.text.includes('Dat was te vaak in korte tijd'));
    holds('and how long to wait', /^[12]$/.test(last.headers['retry-after']), last.headers['retry-after']);
    is('another is not held up by it', 200, (await samira.get('/mijn')).status);
    await sleep(1000 * Number(last.headers['retry-after']));
    is('and after that wait it goes on', 200, (await eva.get('/mijn')).status);
}

// Half an address of IPv6 is its owner's to choose; a person beside it goes on.
async function strangers(port, samira) {
    const clients = Array.from({length: 8}, () => new Client(port));
    const ask = (client, half) => {
        client.cookies = {};
        return client.post('/inloggen/passkey/vraag', {}, {host: `localhost:${port}`, origin: `http://localhost:${port}`, 'x-forwarded-for': `192.0.2.1, ${half}:${Math.floor(Math.random() * 65535).toString(16)}::7`});
    };
    const begun = Date.now();
    let n = 0, last = null;
    await Promise.all(clients.map(async client => {
        while (last === null && n < 4 * A_PLACE) {
            const answer = await ask(client, '2001:db8:0:9');
            if (answer.status === 200)
                n++;
            else
                last = answer;
        }
    }));
    const most = A_PLACE + clients.length + Math.ceil((Date.now() - begun) * A_PLACE / 60000);
    is('who has too much asked without signing in is told so', 429, last?.status);
    holds('not before and not after the bucket of the address is empty', n >= A_PLACE && n <= most, `${n}, ${most} at most`);
    holds('in words', last?.text.includes('Dat was te vaak in korte tijd'));
    is('and how long to wait', '1', last?.headers['retry-after']);
    const oidc = () => Promise.all(clients.map(client =>
        client.get('/inloggen/oidc', {cookie: null, 'x-forwarded-for': '2001:db8:0:9::8'})));
    holds('going to a provider counts there', (await oidc()).some(it => it.status === 429));
    is('reading does not', 200, (await clients[0].get('/inloggen', {'x-forwarded-for': '2001:db8:0:9::9'})).status);
    is('another address is not held up by it', 200, (await ask(clients[0], '2001:db8:0:a')).status);
    is('nor is who is signed in, from the same one', 200,
        (await samira.get('/mijn', {'x-forwarded-for': '2001:db8:0:9::1'})).status);
}

// From an address of its own: the data tell what this machine has sent before.
async function tokens(client, secret) {
    const ask = token => client.ask('GET', '/api/v1/objects', {headers: {
        authorization: `Bearer ${token}`, 'accept-language': 'en', 'x-forwarded-for': '192.0.2.31'}});
    const said = [];
    for (let i = 0; i < 31; i++)
        said.push(await ask(`wbg_${String(i).padStart(64, '0')}`));
    is('thirty tokens that are none are refused as such', '401', [...new Set(said.slice(0, 30).map(it => it.status))].join());
    is('the next waits', 429, said[30].status);
    is('and is told so as a problem', 'application/problem+json', said[30].headers['content-type']);
    holds('with how long', Number(said[30].headers['retry-after']) > 800 && Number(said[30].headers['retry-after']) <= 900, said[30].headers['retry-after']);
    is('a token that works is not held up by it', 200, (await ask(secret)).status);
    let last, n = 0;
    while ((last = await ask(secret)).status === 200 && n < 3 * A_MINUTE)
        n++;
    is('a program that asks too often is told so', 429, last.status);
    holds('soon after the bucket is empty', n >= A_MINUTE - 2, String(n));
    is('in the words of the API', 'That was too often in a short time', JSON.parse(last.text).title);
}
