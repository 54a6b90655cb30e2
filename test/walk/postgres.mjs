// postgres.mjs PROGRAM FOLDER ADDRESS OWNER: one journey on both databases, side by side; see postgres.
import {randomBytes} from 'node:crypto';

import {breaches, Client, formTo, number} from './client.mjs';
import {freePort, Program} from './program.mjs';
import {close, holds, is} from './tally.mjs';
import {together} from './together.mjs';

const [path, folder, address, owner] = process.argv.slice(2);
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(70000)]);

// What is left out of a comparison: hashes, keys, moments, and the ledger's witness made of them.
const alike = text => text.replace(/\b(?:[0-9a-f]{20}|[0-9a-f]{64}|[0-9a-f]{128})\b/g, 'HASH').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT');

async function journey(program) {
    const kind = program.data.startsWith('postgres') ? 'PostgreSQL' : 'SQLite';
    const password = (kind === 'SQLite' ? program : new Program(path, folder, owner)).sample();
    await program.serve(await freePort());
    const as = who => new Client(program.port).signIn(`${who}@voorbeeldstad.example`, password);
    const samira = await as('samira');
    const karim = await as('karim');
    const form = async (client, page, action = page) => formTo((await client.get(page)).text, action).fields;
    const send = async (what, client, action, fields, status = 303) => {
        const answer = await client.post(action, fields);
        is(`${kind}: ${what}`, status, answer.status);
        return answer;
    };

    // Assess, and clash.
    const first = await form(samira, '/maatregelen/5.37');
    await send('a measure is assessed', samira, '/maatregelen/5.37', {...first, design: 'ja', existence: 'deels', note: 'Op reis'});
    await send('who was later is told', samira, '/maatregelen/5.37', {...first, form_number: number(), note: 'Te laat'}, 409);

    // Evidence: bring it, have it judged by another, get it back.
    const fields = Object.entries({...await form(samira, '/bewijs/nieuw'), items: '5.37', title: 'Verslag van de reis',
        kind: 'document', design: '1', period_to: '2026-01-31'}).filter(([name]) => !['bestand', 'file'].includes(name));
    const page = (await samira.get('/bewijs/nieuw')).text;
    const file = /<input[^>]*type="file"[^>]*name="([^"]+)"|<input[^>]*name="([^"]+)"[^>]*type="file"/.exec(page);
    const made = await samira.upload('/bewijs/nieuw', [...fields, [file[1] ?? file[2], 'reis.pdf', pdf]]);
    is(`${kind}: a file is kept`, 303, made.status);
    const piece = /\/bewijs\/\d+/.exec(made.headers.location)?.[0] ??
        [...(await samira.get('/maatregelen/5.37')).text.matchAll(/\/bewijs\/\d+/g)][0][0];
    is(`${kind}: and comes back byte for byte`, pdf.toString('hex'), (await samira.get(`${piece}/bestand`)).bytes.toString('hex'));
    await send('another judges it', karim, `${piece}/oordeel`, {...await form(karim, piece, `${piece}/oordeel`), fitness: 'geschikt'});

    // The Statement of Applicability: one line, looked at before and after.
    const lines = (await samira.get('/vvt')).text;
    holds(`${kind}: the Statement of Applicability shows its lines`, lines.includes('5.37'));
    const vvt = await samira.get('/vvt/regel/8.30');
    holds(`${kind}: a line can be looked at`, [200, 303].includes(vvt.status), String(vvt.status));

    const shown = {};
    for (const address of ['/gap.json', '/gap.json?op=2026-03-31', '/gap.csv', '/maatregelen.csv'])
        shown[address] = alike((await samira.get(address)).text);
    const known = {};
    for (const words of [['soa'], ['gap'], ['gap', '--by', 'control'], ['soa', '--as-of', '2026-06-30'],
        ['gap', '--as-of', '2025-12-31', '--known', '2026-04-30']]) {
        const done = program.run(...words, '--format', 'json');
        is(`${kind}: waarborg ${words.join(' ')}`, 0, done.status);
        known[words.join(' ')] = alike(done.out);
    }
    is(`${kind}: asked twice, the past says the same`, shown['/gap.json?op=2026-03-31'],
        alike((await samira.get('/gap.json?op=2026-03-31')).text));
    await together({program, as});
    is(`${kind}: the server stops in good order`, 0, await program.stop());
    is(`${kind}: the ledger is whole, and the tables are its fold`, 0, program.run('ledger', 'verify', '--deep').status);
    is(`${kind}: the doctor finds nothing`, 0, program.run('doctor').status);
    if (kind === 'PostgreSQL') {
        const role = as => /rol in PostgreSQL[^\n]*/.exec(as.run('doctor').out)?.[0] ?? '';
        holds('the doctor sees that the role of the program owns nothing', role(program).includes('bezit geen tabellen'), role(program));
        holds('and what the owner could do', role(new Program(path, folder, owner)).includes('bezit de tabellen'));
        is('the owner brings the tables up without serving', 0,
            new Program(path, folder, owner).run('serve', '--upgrade', '--listen', `127.0.0.1:${await freePort()}`).status);
    }
    return {...shown, ...known};
}

const begun = new Date().toDateString();
const both = [];
for (const data of [address, `${folder}/sample.db`])
    both.push(await journey(new Program(path, folder, data)).catch(error => {
        is('the journey comes to its end', 'yes', String(error.stack ?? error));
        return {};
    }));
const [postgres, sqlite] = both;
if (begun === new Date().toDateString())
    for (const what of Object.keys(sqlite))
        is(`${what} says the same on both databases`, sqlite[what], postgres[what]);
for (const [what, where] of breaches)
    is(`every answer is as it should be (${where})`, '', what);
process.exitCode = close() ? 0 : 1;
