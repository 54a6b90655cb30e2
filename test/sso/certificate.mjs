// certificate.mjs - a provider whose certificate nobody on this machine vouches for is not spoken to.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import https from 'node:https';
import {freePort} from '../walk/program.mjs';
import {holds, is} from '../walk/tally.mjs';

export async function certificate({program, provider, set, folder}) {
    const port = await freePort();
    const [key, cert] = [`${folder}/key.pem`, `${folder}/cert.pem`];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
        '-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], {stdio: 'ignore'});
    let met = 0;
    let heard = 0;
    const server = https.createServer({key: readFileSync(key), cert: readFileSync(cert)}, (request, answer) => {
        heard++;
        answer.end('{}');
    });
    server.on('connection', () => met++);
    server.on('tlsClientError', () => {});
    await new Promise(done => server.listen(port, '127.0.0.1', done));
    set('--issuer', `https://localhost:${port}`);
    const {status, err} = await program.later('sso', 'test');
    is('a certificate that the machine does not know is refused', 2, status);
    holds('by that reason', /certificate/i.test(err), err);
    is('after the connection, and before a word was said', 'true 0', `${met > 0} ${heard}`);
    set('--issuer', provider.issuer);
    server.closeAllConnections();
    await new Promise(done => server.close(done));
}
