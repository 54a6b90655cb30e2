// provider.mjs - a provider of single sign-on that does as it is told, also what no provider should.
import crypto from 'node:crypto';
import http from 'node:http';

const text = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const pair = kid => {
    const {privateKey, publicKey} = crypto.generateKeyPairSync('rsa', {modulusLength: 2048});
    return {kid, privateKey, jwk: {...publicKey.export({format: 'jwk'}), kid, use: 'sig'}};
};

// A signature as the header says, with this key; an algorithm we do not know gets rubbish.
export function sign(header, claims, key) {
    const input = `${text(header)}.${text(claims)}`;
    const pss = {key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32};
    const made = {
        RS256: () => crypto.sign('sha256', Buffer.from(input), key),
        PS256: () => crypto.sign('sha256', Buffer.from(input), pss),
        RS512: () => crypto.sign('sha512', Buffer.from(input), key),
    }[header.alg];
    return `${input}.${made === undefined ? 'c2ln' : made().toString('base64url')}`;
}

export class Provider {
    constructor(port, client) {
        Object.assign(this, {port, client, issuer: `http://127.0.0.1:${port}`, codes: new Map(),
            key: pair('k1'), stranger: pair('k1'), twist: {}, asked: [], subject: 'u-1', groups: ['isms-lezer']});
        this.secret = 'geheim:van/ons';
        this.old = [];
        this.server = http.createServer((request, answer) => this.hear(request, answer));
    }

    start() { return new Promise(done => this.server.listen(this.port, '127.0.0.1', done)); }
    stop() { this.server.closeAllConnections(); return new Promise(done => this.server.close(done)); }
    rotate(kid) { this.key = pair(kid); }

    document() {
        const at = this.issuer;
        return {issuer: at, authorization_endpoint: `${at}/auth`, token_endpoint: `${at}/token`, jwks_uri: `${at}/keys`,
            end_session_endpoint: `${at}/end`, response_types_supported: ['code'],
            code_challenge_methods_supported: ['S256'], ...this.twist.document};
    }

    // What /auth would do once somebody had signed in: a code for this request.
    code(address) {
        const query = new URL(address).searchParams;
        const code = crypto.randomBytes(12).toString('hex');
        this.codes.set(code, Object.fromEntries(query));
        return code;
    }

    claims(request) {
        const now = Math.floor(Date.now() / 1000);
        return {iss: this.issuer, aud: this.client, sub: this.subject, exp: now + 300, iat: now, nonce: request.nonce,
            auth_time: now, sid: this.sid ?? 's-1', name: 'Iemand van Elders', groups: this.groups};
    }

    token(request) {
        const {twist} = this;
        const header = {alg: 'PS256', kid: this.key.kid, typ: 'JWT', ...twist.header};
        const claims = {...this.claims(request), ...twist.claims?.(Math.floor(Date.now() / 1000))};
        for (const part of [header, claims])
            for (const name of Object.keys(part))
                if (part[name] === null)
                    delete part[name];
        const made = sign(header, claims, (twist.stranger ? this.stranger : this.key).privateKey);
        return twist.token === undefined ? made : twist.token(made);
    }

    // The proof that it is really us: a secret, or a signature by a key that we publish.
    knows(headers, form) {
        if (this.jwks !== undefined) {
            const [head, claims, mark] = (form.get('client_assertion') ?? '..').split('.');
            const said = JSON.parse(Buffer.from(claims, 'base64url').toString());
            const key = this.jwks.keys.find(one => one.kid === JSON.parse(Buffer.from(head, 'base64url')).kid);
            return key !== undefined && said.sub === this.client && said.aud === `${this.issuer}/token` &&
                crypto.verify('sha256', Buffer.from(`${head}.${claims}`), {key: crypto.createPublicKey({key, format: 'jwk'}),
                    padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32}, Buffer.from(mark, 'base64url'));
        }
        const wanted = `${encodeURIComponent(this.client)}:${encodeURIComponent(this.secret)}`;
        return headers.authorization === `Basic ${Buffer.from(wanted).toString('base64')}`;
    }

    exchange(headers, form) {
        const request = this.codes.get(form.get('code'));
        const challenge = crypto.createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
        this.codes.delete(form.get('code'));
        if (request === undefined || !this.knows(headers, form) || challenge !== request.code_challenge ||
            form.get('redirect_uri') !== request.redirect_uri || form.get('grant_type') !== 'authorization_code')
            return [400, {error: 'invalid_grant'}];
        return [200, {access_token: 'a', token_type: 'Bearer', id_token: this.token(request), ...this.twist.answer}];
    }

    hear(request, answer) {
        const path = request.url.split('?')[0];
        const parts = [];
        this.asked.push(`${request.method} ${path}`);
        request.on('data', part => parts.push(part));
        request.on('end', () => {
            const form = new URLSearchParams(Buffer.concat(parts).toString());
            const {twist} = this;
            const place = {'/.well-known/openid-configuration': 'config', '/keys': 'keys', '/token': 'token'}[path];
            if (twist.raw?.[place] !== undefined)
                return twist.raw[place](answer);
            const [status, body] = place === 'config' ? [200, this.document()]
                : place === 'keys' ? [200, twist.keys ?? {keys: [...this.old.map(one => one.jwk), this.key.jwk]}]
                : place === 'token' ? this.exchange(request.headers, form) : [404, {}];
            answer.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body));
        });
    }
}
