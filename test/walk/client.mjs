// client.mjs - asks as a browser does, and holds every answer to the law of the headers.
import {randomBytes} from 'node:crypto';
import http from 'node:http';
import net from 'node:net';

// [plan 3.6] What every answer carries, whoever gives it and whatever its status.
const law = {
    'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; " +
        "script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; " +
        "form-action 'self'; frame-ancestors 'none'",
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
};

export const breaches = new Map(); // what was wrong with the headers of an answer: where first
export const seen = new Map();     // "METHOD /pattern status": how often
let patterns = [];

export const know = routes => { patterns = routes; };

const isFresh = path => patterns.some(route => route.fresh && route.method === 'POST' && route.path === patternOf(path));

export const patternOf = path => {
    const parts = path.split('?')[0].split('#')[0].split('/');
    const fits = pattern => {
        const wanted = pattern.split('/');
        return wanted.length === parts.length &&
            wanted.every((word, i) => word.startsWith('{') ? parts[i] !== '' : word === parts[i]);
    };
    const hits = patterns.filter(route => fits(route.path)).map(route => route.path);
    return hits.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? '(none)';
};

function judge(method, path, status, headers) {
    const where = `${method} ${path} ${status}`;
    const breach = what => { if (!breaches.has(what)) breaches.set(what, where); };

    seen.set(`${method} ${patternOf(path)} ${status}`, (seen.get(`${method} ${patternOf(path)} ${status}`) ?? 0) + 1);
    for (const [name, value] of Object.entries(law)) {
        if (name === 'cache-control' && path.startsWith('/stijl/') && status < 400)
            continue;
        if (name === 'content-security-policy' && /^default-src 'none'.*sandbox/.test(headers[name] ?? ''))
            continue;
        if (path === '/openapi.json' && name === 'cross-origin-resource-policy')
            continue; // everybody may read it, from everywhere
        if (headers[name] !== value)
            breach(`${name}: ${headers[name]}`);
    }
    if (!/^\w+.*=\(\)/.test(headers['permissions-policy'] ?? ''))
        breach('permissions-policy');
    for (const name of ['server', 'x-powered-by'])
        if (headers[name] !== undefined)
            breach(name);
    const cookies = [headers['set-cookie'] ?? []].flat().map(line => line.split('=')[0]);
    if (new Set(cookies).size < cookies.length) // [RFC6265 4.1.1]
        breach(`set-cookie twice: ${cookies}`);
    if (status >= 500)
        breach(`status ${status}`);
}

// silent: a 503 that is asked for is no breach of what every answer must be.
export async function silent(work) {
    const before = new Set(breaches.keys());
    const answer = await work();
    if (!before.has('status 503'))
        breaches.delete('status 503');
    return answer;
}

// raw: bytes as they stand, over a connection of their own; {status, headers, text}.
export const raw = (port, bytes, label) => new Promise(done => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const end = () => {
        const [head] = text.split('\r\n\r\n');
        const headers = Object.fromEntries(head.split('\r\n').slice(1).map(line => {
            const at = line.indexOf(':');
            return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
        }));
        const status = Number(head.split(' ')[1] ?? 0);
        if (status !== 505) // the library's own, before anything of ours has run
            judge('RAW', label, status === 501 ? 400 : status, headers);
        done({status, headers, text});
    };
    socket.setTimeout(15000, () => socket.destroy());
    socket.on('data', data => { text += data.toString('latin1'); });
    socket.on('error', () => {});
    socket.on('close', end);
});

export class Client {
    constructor(port) {
        this.port = port;
        this.cookies = {};
        this.agent = new http.Agent({keepAlive: true, maxSockets: 1});
    }

    get origin() {
        return `http://127.0.0.1:${this.port}`;
    }

    // {status, headers, text, bytes}. headers that are null are left out.
    ask(method, path, {headers = {}, body = null} = {}) {
        const sent = {cookie: Object.entries(this.cookies).map(([k, v]) => `${k}=${v}`).join('; '), ...headers};
        for (const name of Object.keys(sent))
            if (sent[name] === null || sent[name] === '')
                delete sent[name];
        if (body !== null)
            sent['content-length'] = Buffer.byteLength(body);
        return new Promise((done, fail) => {
            const request = http.request({host: '127.0.0.1', port: this.port, method, path, headers: sent,
                agent: this.agent}, answer => {
                const parts = [];
                answer.on('data', part => parts.push(part));
                answer.on('error', fail);
                answer.on('end', () => {
                    const bytes = Buffer.concat(parts);
                    this.keep(answer.headers['set-cookie'] ?? []);
                    judge(method, path, answer.statusCode, answer.headers);
                    done({status: answer.statusCode, headers: answer.headers, bytes,
                        text: bytes.toString('utf8')});
                });
            });
            request.on('error', fail);
            request.setTimeout(60000, () => request.destroy(new Error(`no answer: ${method} ${path}`)));
            request.end(body ?? undefined);
        });
    }

    keep(lines) {
        for (const line of lines) {
            const [pair] = line.split(';');
            const at = pair.indexOf('=');
            this.cookies[pair.slice(0, at)] = pair.slice(at + 1);
            if (/Max-Age=0/.test(line))
                delete this.cookies[pair.slice(0, at)];
        }
    }

    get(path, headers = {}) {
        return this.ask('GET', path, {headers: {'accept-language': 'nl', ...headers}});
    }

    post(path, fields, headers = {}) {
        // A walk may take longer than a session is fresh.
        const body = new URLSearchParams(fields);
        if (this.password !== undefined && isFresh(path))
            body.append('proof', this.password);
        return this.ask('POST', path, {body: body.toString(), headers: {'content-type': 'application/x-www-form-urlencoded',
            origin: this.origin, 'accept-language': 'nl', ...headers}});
    }

    // Fields are [name, value] or [name, fileName, bytes].
    upload(path, fields) {
        const edge = `edge${randomBytes(12).toString('hex')}`;
        const parts = [];
        for (const [name, value, bytes] of fields) {
            parts.push(`--${edge}\r\nContent-Disposition: form-data; name="${name}"`);
            parts.push(bytes === undefined ? `\r\n\r\n${value}\r\n`
                : `; filename="${value.replaceAll('"', '%22')}"\r\nContent-Type: application/octet-stream\r\n\r\n`);
            if (bytes !== undefined)
                parts.push(bytes, '\r\n');
        }
        parts.push(`--${edge}--\r\n`);
        return this.ask('POST', path, {body: Buffer.concat(parts.map(part => Buffer.from(part))),
            headers: {'content-type': `multipart/form-data; boundary=${edge}`, origin: this.origin,
                'accept-language': 'nl'}});
    }

    async signIn(email, password) {
        const answer = await this.post('/inloggen', {email, password, naar: '/', form_number: number()});
        if (answer.status !== 303)
            throw new Error(`${email} cannot sign in: ${answer.status}`);
        this.password = password;
        return this;
    }
}

export const number = () => randomBytes(16).toString('hex');

const plain = text => text.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const attribute = (tag, name) => {
    const hit = new RegExp(`\\s${name}=(?:"([^"]*)"|([^\\s">]+))`).exec(tag);
    return hit === null ? null : plain(hit[1] ?? hit[2]);
};

// The forms of a page: {action, fields}; a field has the value that a browser would send.
export function formsOf(html) {
    return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head, body]) => {
        const fields = {};
        for (const [tag] of body.matchAll(/<input\b[^>]*>/gs)) {
            const name = attribute(tag, 'name');
            const type = attribute(tag, 'type') ?? 'text';
            if (name === null || ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag)))
                continue;
            fields[name] = attribute(tag, 'value') ?? '';
        }
        for (const [, tag, text] of body.matchAll(/<textarea\b([^>]*)>\n?(.*?)<\/textarea>/gs))
            fields[attribute(tag, 'name')] = plain(text);
        for (const [, tag, options] of body.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
            const list = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => option);
            const chosen = list.find(option => /\sselected/.test(option)) ?? list[0] ?? '';
            fields[attribute(tag, 'name')] = attribute(chosen, 'value') ?? '';
        }
        return {action: attribute(head, 'action') ?? '', method: attribute(head, 'method') ?? 'get', fields};
    });
}

export const formTo = (html, action) => formsOf(html).find(form => form.action === action && form.method === 'post');

export const linksOf = html => [...html.matchAll(/\s(?:href|hx-get|src)="?([^"\s>]+)/g)]
    .map(([, link]) => plain(link)).filter(link => link.startsWith('/'));
