// proxied.mjs - what a browser gets through a proxy with TLS, declared or known by the origin.
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

// The same, of a proxy that says nothing of TLS; the program has it from its origin.
const SITE = 'isms.voorbeeldstad.example';
class Silent extends Behind {
    get origin() {
        return `https://${SITE}`;
    }

    ask(method, path, {headers = {}, body = null} = {}) {
        return super.ask(method, path, {headers: {...headers, host: SITE, 'x-forwarded-proto': null}, body});
    }
}

const names = lines => [...new Set(lines.map(line => line.split('=')[0]))].sort().join(' ');
const loose = lines => names(lines.filter(line => !/; Path=\/;/.test(line) || !/; Secure/.test(line) || /Domain/i.test(line)));

async function byOrigin(other, email, password, more, warned) {
    const told = more.length === 0 ? 'that is https' : `that is https, with ${more.join(' ')}`;
    await other.serve(await freePort(), '--origin', `https://${SITE}`, ...more);
    const eva = await new Silent(other.port).signIn(email, password);
    is(`an origin ${told}: somebody signs in by its cookies`, 200, (await eva.get('/gap')).status);
    is(`an origin ${told}: they are for TLS alone`, '__Host-apparaat __Host-sessie __Host-waarborg', names(eva.lines));
    is(`an origin ${told}: each of them whole`, '', loose(eva.lines));
    const planted = new Silent(other.port);
    planted.cookies.waarborg = eva.cookies['__Host-waarborg'];
    is(`an origin ${told}: under the plain name nobody is`, 303, (await planted.get('/gap')).status);
    is(`an origin ${told}: the keeper hears of a proxy that is not declared`, warned, other.said().split('zonder --proxy').length - 1);
    is(`an origin ${told}: the end is in good order`, 0, await other.stop());
}

export async function proxied({program, folder, password, address}) {
    const other = new Program(program.path, folder, `${folder}/proxied.db`);
    is('a copy to serve behind a proxy', 0, program.copyTo(other));
    await other.serve(await freePort(), '--proxy');
    const samira = await new Behind(other.port).signIn(address('samira'), password);
    const page = await samira.get('/gap');
    is('who comes through a proxy is signed in', 200, page.status);
    await samira.post('/taal', {...formTo(page.text, '/taal').fields, taal: 'en', naar: '/gap'});
    is('the session, the time left, the language and what the browser is known by are kept', '__Host-apparaat __Host-sessie __Host-taal __Host-waarborg', names(samira.lines));
    is('each for this host, its whole site and TLS alone', '', loose(samira.lines));
    const stranger = new Behind(other.port);
    stranger.cookies['__Host-taal'] = 'en';
    is('and the language is found by that name', true, (await stranger.get('/inloggen')).text.includes('<html lang="en"'));
    is('the end is in good order', 0, await other.stop());
    await byOrigin(other, address('eva'), password, [], 1);
    await byOrigin(other, address('eva'), password, ['--proxy'], 0);
}
