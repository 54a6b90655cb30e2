// faults.mjs - what a provider, or who stands between, may do wrong: each is refused.
import {holds, is} from '../walk/tally.mjs';

const b64 = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const body = text => answer => answer.writeHead(200, {'content-type': 'application/json'}).end(text);
const elsewhere = answer => answer.writeHead(302, {location: 'http://127.0.0.1:9/'}).end();

// [what, the reason that is said, the twist]
const tokens = [
    ['an algorithm of none', 'algorithm', {header: {alg: 'none'}}],
    ['a shared secret for a signature', 'algorithm', {header: {alg: 'HS256'}}],
    ['another hash', 'algorithm', {header: {alg: 'RS512'}}],
    ['a key to be fetched elsewhere', 'header', {header: {jku: 'http://127.0.0.1:9/keys'}}],
    ['a certificate to be fetched', 'header', {header: {x5u: 'http://127.0.0.1:9/x'}}],
    ['a key brought along', 'header', {header: {jwk: {kty: 'RSA', n: 'AQAB', e: 'AQAB'}}}],
    ['something critical', 'header', {header: {crit: ['exp']}}],
    ['an access token', 'header', {header: {typ: 'at+jwt'}}],
    ['an unknown key', 'key', {header: {kid: 'onbekend'}}],
    ['a stranger’s key', 'signature', {stranger: true}],
    ['another issuer', 'issuer', {claims: () => ({iss: 'https://elders.example'})}],
    ['no issuer', 'issuer', {claims: () => ({iss: null})}],
    ['another audience', 'audience', {claims: () => ({aud: 'ander'})}],
    ['an audience of several', 'audience', {claims: () => ({aud: ['waarborg-test', 'ander']})}],
    ['no audience', 'audience', {claims: () => ({aud: null})}],
    ['another authorized party', 'party', {claims: () => ({azp: 'ander'})}],
    ['an expired token', 'expired', {claims: now => ({exp: now - 120})}],
    ['a token for ever', 'expired', {claims: () => ({exp: null})}],
    ['a token of tomorrow', 'early', {claims: now => ({nbf: now + 3600})}],
    ['made tomorrow', 'early', {claims: now => ({iat: now + 3600})}],
    ['made yesterday', 'old', {claims: now => ({iat: now - 86400})}],
    ['made at no time', 'old', {claims: () => ({iat: null})}],
    ['another nonce', 'nonce', {claims: () => ({nonce: 'f'.repeat(64)})}],
    ['no nonce', 'nonce', {claims: () => ({nonce: null})}],
    ['no subject', 'subject', {claims: () => ({sub: null})}],
    ['a subject with a line end', 'subject', {claims: () => ({sub: 'a\nb'})}],
    ['a subject of 300 bytes', 'subject', {claims: () => ({sub: 'a'.repeat(300)})}],
    ['other claims under the signature', 'signature', {token: made => {
        const [head, claims, mark] = made.split('.');
        const said = JSON.parse(Buffer.from(claims, 'base64url'));
        return `${head}.${b64({...said, sub: 'u-9'})}.${mark}`;
    }}],
    ['a signature cut short', 'signature', {token: made => `${made.split('.').slice(0, 2).join('.')}.AAAA`}],
    ['no signature', 'form', {token: made => `${made.split('.').slice(0, 2).join('.')}.`}],
    ['five parts', 'form', {token: made => `${made}.a.b`}],
    ['no token', 'form', {answer: {id_token: undefined}}],
    ['a token of 20 KB', 'form', {claims: () => ({more: 'a'.repeat(20000)})}],
    ['rubbish for an answer', 'form', {raw: {token: body('{"id_token":')}}],
    ['a member twice', 'form', {raw: {token: body('{"id_token":"a.b.c","id_token":"a.b.c"}')}}],
];

const roads = [
    ['an answer of 1 MB', {raw: {token: answer => { answer.writeHead(200); answer.end('x'.repeat(1 << 20)); }}}],
    ['a redirect', {raw: {token: elsewhere}}],
    ['a server fault', {raw: {token: answer => answer.writeHead(500).end()}}],
    ['a connection that is cut', {raw: {token: answer => answer.destroy()}}],
];

async function slow({provider, client, away, back}) {
    const who = client();
    const address = await away(who);
    const from = Date.now();

    provider.twist = {raw: {token: () => {}}};
    is('an answer that never comes is refused', 422, (await back(who, address)).status);
    holds('within ten seconds', Date.now() - from < 10000, `${Date.now() - from} ms`);
    provider.twist = {};
}

async function roundTrips({provider, client, away, back, signIn, why}) {
    const one = client();
    const address = await away(one);
    const kept = {...one.cookies};

    is('a state of nobody is refused', 422, (await back(one, address, {state: 'a'.repeat(64)})).status);
    one.cookies = {...kept};
    is('no state is refused', 422, (await back(one, address, {state: ''})).status);
    const other = client();
    is('an answer in another browser is refused', 422, (await back(other, address)).status);
    one.cookies = {...kept};
    is('and serves nobody after that', 422, (await back(one, address)).status);

    const two = client();
    const second = await away(two);
    const secret = {...two.cookies};
    const code = provider.code(second);
    is('the answer of this browser is taken', 303, (await back(two, second, {code})).status);
    const replay = client();
    replay.cookies = secret;
    is('once', 422, (await back(replay, second, {code})).status);

    const three = client();
    const third = await away(three);
    is('an answer in the name of another issuer is refused', 'issuer',
        why(await back(three, third, {iss: 'https://elders.example'})));
    const four = client();
    is('a provider that says no is heard', 'access_denied',
        why(await back(four, await away(four), {error: 'access_denied', code: ''})));
    const five = client();
    is('a code of another attempt is refused', 422, (await back(five, await away(five), {code: provider.code(address)})).status);
    for (const naar of ['//elders.example', 'https://elders.example', '/\\elders.example']) {
        const said = await signIn(client(), `?naar=${encodeURIComponent(naar)}`);
        is(`after signing in nobody is led to ${naar}`, '/', said.headers.location);
    }
}

// Documents that send us astray are refused when the setting is tried.
function documents({program, provider}) {
    const lies = [
        ['another issuer', {document: {issuer: 'https://elders.example'}}],
        ['a token endpoint elsewhere', {document: {token_endpoint: 'https://elders.example/token'}}],
        ['keys inside the machine', {document: {jwks_uri: 'file:///etc/passwd'}}],
        ['keys of a neighbour', {document: {jwks_uri: 'http://169.254.169.254/keys'}}],
        ['no code flow', {document: {response_types_supported: ['id_token']}}],
        ['PKCE in the open', {document: {code_challenge_methods_supported: ['plain']}}],
        ['no keys', {keys: {keys: []}}],
        ['a redirect', {raw: {config: elsewhere}}],
        ['a page', {raw: {config: body('<html>')}}],
    ];
    return lies.reduce((before, [what, twist]) => before.then(async () => {
        provider.twist = twist;
        const {status} = await program.later('sso', 'test');
        is(`a document with ${what} is refused`, 2, status);
        provider.twist = {};
    }), Promise.resolve());
}

async function rotation({provider, client, signIn, why, program}) {
    const old = provider.key;
    provider.rotate('k2');
    program.sql("update sso_document set fetched = '2026-01-01T00:00:00.000Z' where kind = 'keys'");
    is('a new key of the provider is fetched', 303, (await signIn(client())).status);
    const asked = provider.asked.filter(line => line === 'GET /keys').length;
    provider.twist = {header: {kid: 'k3'}};
    for (let i = 0; i < 5; i++)
        is('a key that is not there is refused', 'key', why(await signIn(client())));
    provider.twist = {};
    is('and asked for once a minute at most', 0, provider.asked.filter(line => line === 'GET /keys').length - asked);
    const now = provider.key;
    provider.key = old;
    is('a key that was withdrawn is refused', 422, (await signIn(client())).status);
    provider.key = now;
}

export async function faults(walk) {
    const {provider, client, signIn, why} = walk;

    for (const [what, reason, twist] of tokens) {
        provider.twist = twist;
        const who = client();
        const said = await signIn(who);
        is(`${what} is refused`, `422 ${reason}`, `${said.status} ${why(said)}`);
        holds(`${what} gives no session`, who.cookies.waarborg === undefined);
    }
    for (const [what, twist] of roads) {
        provider.twist = twist;
        is(`${what} is refused`, 422, (await signIn(client())).status);
    }
    provider.twist = {};
    await slow(walk);
    await roundTrips(walk);
    await documents(walk);
    await rotation(walk);
    is('after all that a sound answer is taken', 303, (await signIn(client())).status);
}
