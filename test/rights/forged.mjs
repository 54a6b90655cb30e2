// forged.mjs - S05: what changes something comes from a page of our own, in the session that it was given to.
import {number} from '../walk/client.mjs';
import {is} from '../walk/tally.mjs';
import {requestsOf} from './matrix.mjs';

// Each of them alone is enough to refuse. The token is the session's own unless said.
const forgeries = (own, another) => [
    ['without a token', {form_token: undefined}, {}],
    ['with an empty token', {form_token: ''}, {}],
    ['with the token of another session', {form_token: another}, {}],
    ['with a token that is cut short', {form_token: own.slice(0, -1)}, {}],
    ['from another origin', {}, {origin: 'https://kwaad.example'}],
    ['from our name on another port', {}, {origin: 'http://127.0.0.1:1'}],
    ['from nowhere that may be named', {}, {origin: 'null'}],
    ['without an origin', {}, {origin: null}],
    ['from another site, says the browser', {}, {'sec-fetch-site': 'cross-site'}],
    ['from a neighbouring site', {}, {'sec-fetch-site': 'same-site'}],
];

export async function forged(walk) {
    const {table, people, town} = walk;
    const both = people.of('both');
    const another = people.of('ciso').form;
    // What a provider sends comes from no page of ours: its signature is what counts.
    const lines = table.lines.filter(line => line.door === 'web' && line.method !== 'GET' &&
        line.address !== '/inloggen/oidc/melding');
    const before = walk.head();
    const taken = [];
    let n = 0;

    for (const line of lines)
        for (const what of requestsOf(line, both.rows.others, town))
            for (const [how, fields, headers] of forgeries(both.form, another)) {
                const sent = {form_token: both.form, form_number: number(), ...what.fields, ...fields};
                if (sent.form_token === undefined)
                    delete sent.form_token;
                const {status} = await both.client.post(what.path, sent, headers);
                n++;
                if (status !== 403)
                    taken.push(`${line.address} ${how}: ${status}`);
            }
    is('no form is taken that is not of this site and this session', '', taken.join(', '));

    const cookies = [];
    for (const line of table.lines.filter(one => one.door === 'api' && !one.anybody))
        for (const what of requestsOf(line, both.rows.others, town)) {
            const {status} = await both.client.ask(line.method, what.path, {
                headers: {...what.headers, 'content-type': 'application/json', origin: both.client.origin},
                body: what.json === undefined ? null : JSON.stringify(what.json)});
            n++;
            if (status !== 401)
                cookies.push(`${line.method} ${line.address}: ${status}`);
        }
    is('the API takes no session of a browser', '', cookies.join(', '));

    const tokens = [];
    for (const line of table.lines.filter(one => one.door === 'web' && !one.anybody)) {
        const [what] = requestsOf(line, both.rows.others, town);
        const {status, headers} = await people.nobody.client.ask(line.method, what.path, {
            headers: {authorization: `Bearer ${both.token}`, origin: people.nobody.client.origin,
                'content-type': 'application/x-www-form-urlencoded', cookie: null},
            body: line.method === 'GET' ? null : 'form_token=x'});
        n++;
        if (status !== 303 || !headers.location.startsWith('/inloggen'))
            tokens.push(`${line.method} ${line.address}: ${status}`);
    }
    is('a page takes no token of a program', '', tokens.join(', '));
    is('and nothing of it is in the ledger', before, walk.head());
    console.log(`${n} forged requests, ${taken.length + cookies.length + tokens.length} taken`);
}
