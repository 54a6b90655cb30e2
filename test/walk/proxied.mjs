// proxied.mjs - what a browser gets through a declared proxy with TLS.
import {Client, formTo} from './client.mjs';
import {freePort, Program} from './program.mjs';
import {is} from './tally.mjs';

// A browser on the other side of the proxy: what it is given to keep, line by line.
export class Behind extends Client {
    lines = [];

    get origin() {
        return `https://127.0.0.1:${this.port}`;
    }

    ask(method, path, {headers = {}, body = null} = {}) {
        return super.ask(method, path, {headers: {'x-forwarded-proto': 'https', ...headers}, body});
    }

    keep(lines) {
        this.lines.push(...lines);
        super.keep(lines);
    }
}

export async function proxied({program, folder, password, address}) {
    const other = new Program(program.path, folder, `${folder}/proxied.db`);
    is('a copy to serve behind a proxy', 0, program.copyTo(other));
    await other.serve(await freePort(), '--proxy');
    const samira = await new Behind(other.port).signIn(address('samira'), password);
    const page = await samira.get('/gap');
    is('who comes through a proxy is signed in', 200, page.status);
    await samira.post('/taal', {...formTo(page.text, '/taal').fields, taal: 'en', naar: '/gap'});
    const names = lines => [...new Set(lines.map(line => line.split('=')[0]))].sort().join(' ');
    is('the session, the time left, the language and what the browser is known by are kept', '__Host-apparaat __Host-sessie __Host-taal __Host-waarborg', names(samira.lines));
    is('each for this host, its whole site and TLS alone', '',
        names(samira.lines.filter(line => !/; Path=\/;/.test(line) || !/; Secure/.test(line) || /Domain/i.test(line))));
    const stranger = new Behind(other.port);
    stranger.cookies['__Host-taal'] = 'en';
    is('and the language is found by that name', true, (await stranger.get('/inloggen')).text.includes('<html lang="en"'));
    is('the end is in good order', 0, await other.stop());
}
