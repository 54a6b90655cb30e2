// idp.mjs - Debian's glewlwyd as a provider: started, set up, and signed in to as a browser does.
import {execFileSync, spawn} from 'node:child_process';
import crypto from 'node:crypto';
import {createWriteStream, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import https from 'node:https';
import {sleep} from '../walk/program.mjs';

const begin = '/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz';
const admin = {username: 'admin', password: 'password'}; // as its own first database has it

const rsa = {alg: 'RS256', make: () => crypto.generateKeyPairSync('rsa', {modulusLength: 2048})};
const curve = {alg: 'ES256', make: () => crypto.generateKeyPairSync('ec', {namedCurve: 'P-256'})};
export const kinds = {rsa, curve};
export const SESSION = 'GLEWLWYD2_OIDC_SID'; // the cookie that names a session there

const jwk = (kid, {alg, make}) => ({...make().privateKey.export({format: 'jwk'}), kid, alg, use: 'sig'});

const conf = (port, folder) => `port=${port}
bind_address="127.0.0.1"
external_url="https://localhost:${port}"
login_url="login.html"
api_prefix="api"
log_mode="console"
log_level="WARNING"
cookie_secure=1
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
static_files_path="${folder}/pages/"
static_files_mime_types = ({ extension = ".html"; mime_type = "text/html"; compress = 0; })
use_secure_connection=true
secure_connection_key_file="${folder}/key.pem"
secure_connection_pem_file="${folder}/cert.pem"
hash_algorithm="SHA512"
database = { type = "sqlite3"; path = "${folder}/idp.db"; };
`;

// Debian leaves out the pages that people see. This one does what glewlwyd's own does: it asks who
// somebody is, has them let us know it, and goes on.
const login = client => `<!doctype html><html lang="nl"><title>Aanbieder</title><body><h1>Aanbieder</h1>
<form><label>Naam <input name="username"></label><label>Wachtwoord <input name="password" type="password"></label><button>Log in</button></form>
<script>
const ask = (method, path, body) => fetch(path, {method, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
document.querySelector('form').addEventListener('submit', async event => {
    event.preventDefault();
    await ask('POST', '/api/auth/', Object.fromEntries(new FormData(event.target)));
    await ask('PUT', '/api/auth/grant/${client}', {scope: 'openid profile'});
    location = new URLSearchParams(location.search).get('callback_url') + '&g_continue';
});
</script></body></html>`;

// A browser at the provider: its cookies, and nothing of ours.
class Visitor {
    constructor(idp) { Object.assign(this, {idp, cookies: {}}); }

    ask(method, path, body) {
        const cookie = Object.entries(this.cookies).map(([name, value]) => `${name}=${value}`).join('; ');
        const json = body === undefined ? '' : JSON.stringify(body);
        const headers = {...(cookie === '' ? {} : {cookie}), ...(json === '' ? {} : {'content-type': 'application/json',
            'content-length': Buffer.byteLength(json)})};
        return new Promise((done, fail) => {
            const request = https.request(new URL(path, `https://localhost:${this.idp.port}`), {method, headers, ca: this.idp.ca},
                answer => {
                    let text = '';
                    answer.on('data', part => { text += part; });
                    answer.on('end', () => {
                        for (const line of answer.headers['set-cookie'] ?? []) {
                            const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
                            this.cookies[name] = value;
                        }
                        done({status: answer.statusCode, headers: answer.headers, text});
                    });
                });
            request.on('error', fail).end(json);
        });
    }

    async must(method, path, body) {
        const answer = await this.ask(method, path, body);
        if (answer.status !== 200)
            throw new Error(`glewlwyd: ${method} ${path}: ${answer.status} ${answer.text}`);
        return answer.text === '' ? undefined : JSON.parse(answer.text);
    }

    signIn(who) { return this.must('POST', '/api/auth/', who); }
}

export class Glewlwyd {
    constructor(port, folder, client) {
        Object.assign(this, {port, folder, client, issuer: `https://localhost:${port}/api/oidc`, keys: [],
            ca: readFileSync(`${folder}/ca.pem`), secret: 'geheim-van-ons-beiden'});
        this.visitor = () => new Visitor(this);
        this.admin = this.visitor();
    }

    async start() {
        const sql = execFileSync('gzip', ['-dc', begin], {encoding: 'utf8', maxBuffer: 1 << 24});
        execFileSync('sqlite3', [`${this.folder}/idp.db`], {input: sql});
        writeFileSync(`${this.folder}/idp.conf`, conf(this.port, this.folder));
        mkdirSync(`${this.folder}/pages`);
        writeFileSync(`${this.folder}/pages/login.html`, login(this.client));
        const log = createWriteStream(`${this.folder}/idp.log`);
        this.child = spawn('glewlwyd', ['--config-file', `${this.folder}/idp.conf`], {stdio: ['ignore', 'pipe', 'pipe']});
        this.child.stdout.pipe(log);
        this.child.stderr.pipe(log);
        this.ended = new Promise(done => this.child.on('exit', done));
        for (let tries = 0; tries < 600; tries++) {
            if (await this.admin.ask('GET', '/config').then(answer => answer.status === 200, () => false))
                return this.admin.signIn(admin);
            await sleep(50);
        }
        throw new Error(`glewlwyd did not start: ${readFileSync(`${this.folder}/idp.log`, 'utf8').slice(-500)}`);
    }

    stop() {
        this.child.kill();
        return this.ended;
    }

    // Everything an administrator of the provider does before anybody can sign in.
    async settle(home, kind) {
        this.home = home;
        this.keys = [jwk('eerste', kind)];
        await this.admin.must('POST', '/api/scope/', {name: 'profile', display_name: 'profile', description: 'profile',
            password_required: true, password_max_age: 0, scheme: {}, scheme_required: {}});
        const database = await this.admin.must('GET', '/api/mod/user/database');
        database.parameters['data-format'].groups = {multiple: true, read: true, write: true, 'profile-read': false, 'profile-write': false};
        await this.admin.must('PUT', '/api/mod/user/database', database);
        await this.admin.must('PUT', '/api/mod/user/database/reset');
        await this.admin.must('POST', '/api/mod/plugin/', this.plugin());
        await this.admin.must('POST', '/api/client/', this.ours());
    }

    plugin() {
        return {module: 'oidc', name: 'oidc', display_name: 'OpenID Connect', order_rank: 0, parameters: {
            iss: this.issuer, 'jwks-private': JSON.stringify({keys: this.keys}), 'default-kid': '', 'jwks-show': true, 'jwks-x5c': [],
            'access-token-duration': 300, 'refresh-token-duration': 3600, 'code-duration': 60, 'refresh-token-rolling': true,
            'auth-type-code-enabled': true, 'auth-type-code-revoke-replayed': true, 'auth-type-token-enabled': false,
            'auth-type-id-token-enabled': true, 'auth-type-none-enabled': false, 'auth-type-password-enabled': false,
            'auth-type-client-enabled': false, 'auth-type-device-enabled': false, 'auth-type-refresh-enabled': false,
            'subject-type': 'public', 'allowed-scope': ['openid', 'profile'], 'allow-non-oidc': false,
            'oauth-as-iss-id': true, 'pkce-allowed': true, 'pkce-method-plain-allowed': false, 'pkce-required': true,
            'name-claim': 'on-demand', 'name-claim-scope': ['profile'], 'email-claim': 'no', 'scope-claim': 'no',
            'additional-parameters': [], claims: [
                {name: 'groups', 'user-property': 'groups', type: 'string', mandatory: true, 'on-demand': false, scope: []}],
            'session-management-allowed': true, 'session-cookie-name': SESSION, 'session-cookie-expiration': 3600,
            'front-channel-logout-allowed': true, 'back-channel-logout-allowed': true,
            'client-jwks_uri-parameter': 'jwks_uri', 'client-jwks-parameter': 'jwks', 'client-pubkey-parameter': 'pubkey',
            'introspection-revocation-allowed': false, 'register-client-allowed': false,
            'request-parameter-allow': true, 'request-maximum-exp': 600, 'oauth-par-allowed': false, 'oauth-ciba-allowed': false}};
    }

    ours(change = {}) {
        return {client_id: this.client, name: 'waarborg', enabled: true, confidential: true, client_secret: this.secret,
            redirect_uri: [`${this.home}/inloggen/oidc/terug`], authorization_type: ['code'], scope: [],
            token_endpoint_auth_method: ['client_secret_basic'], post_logout_redirect_uri: `${this.home}/inloggen`,
            frontchannel_logout_uri: `${this.home}/inloggen/oidc/weg?org=1`, frontchannel_logout_session_required: 'yes',
            backchannel_logout_uri: `${this.home}/inloggen/oidc/melding?org=1`, backchannel_logout_session_required: 'yes', ...change};
    }

    change(change) { return this.admin.must('PUT', `/api/client/${this.client}`, this.ours(change)); }

    // A new key goes in front, and signs; the one before stays to be checked by.
    async rotate(kid, kind, stays = true) {
        this.keys = [jwk(kid, kind), ...(stays ? this.keys : [])];
        await this.admin.must('PUT', '/api/mod/plugin/oidc', this.plugin());
        await this.admin.must('PUT', '/api/mod/plugin/oidc/reset');
    }

    add(username, name, groups) {
        return this.admin.must('POST', '/api/user/', {username, name, password: 'vier paarse fietsen', enabled: true,
            scope: ['openid', 'profile', 'g_profile'], groups});
    }
    regroup(username, groups) { return this.admin.must('PUT', `/api/user/${username}`, {groups, scope: ['openid', 'profile', 'g_profile'], enabled: true}); }

    // A visitor who is signed in there and lets us know it.
    async visit(username) {
        const who = this.visitor();
        await who.signIn({username, password: 'vier paarse fietsen'});
        await who.must('PUT', `/api/auth/grant/${this.client}`, {scope: 'openid profile'});
        return who;
    }
}
