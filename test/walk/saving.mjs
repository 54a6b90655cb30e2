// saving.mjs - back-ups that the server makes by itself.
import {copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';

import {Client} from './client.mjs';
import {freePort, Program, sleep} from './program.mjs';
import {holds, is} from './tally.mjs';

const count = (text, what) => text.split(what).length - 1;

async function until(holds) {
    for (let tries = 0; tries < 150 && !await holds(); tries++)
        await sleep(100);
}

export async function saving({program, folder, address, password}) {
    const place = `${folder}/saved`;
    const key = `${folder}/backup-key`;
    const own = new Program(program.path, folder, `${folder}/own.db`);
    const health = () => new Client(own.port).get('/healthz').then(a => `${a.status} ${a.text.trim()}`);

    mkdirSync(place);
    writeFileSync(`${place}/waarborg-20200101T000000Z.wb.part-999999`, 'half of one');
    writeFileSync(`${place}/anders.db`, 'not ours');
    is('a copy to work on', 0, program.copyTo(own));
    const number = own.run('ledger', 'head', '--format', 'csv').out.trim().split('\n').at(-1).slice(0, 8);
    // Of a clock that stood ahead, and of an installation that shares the folder.
    const ahead = [1, 2, 3].map(n => `waarborg-2999010${n}T000000Z-${number}.wb`);
    const others = [1, 2, 3].map(n => `waarborg-2019010${n}T000000Z-00000000.wb`);
    for (const name of [...ahead, ...others])
        writeFileSync(`${place}/${name}`, 'kept');
    const pair = program.run('backup', 'keypair', '-o', key);
    is('a server that may not write there does not start', 2, own.run('serve', '--backup', `${folder}/nergens`).status);
    is('nor with a time that is none', 2, own.run('serve', '--backup', place, '--backup-every', 'vaak').status);
    await own.serve(await freePort(), '--backup', place, '--backup-every', '1s', '--backup-keep', '2',
        '--backup-to', pair.out.trim());
    await until(() => count(own.said(), 'backup_made') >= 4);
    holds('the server makes back-ups by itself', count(own.said(), 'backup_made') >= 4, own.said().slice(-300));
    is('and says that it is well', '200 ok', await health());
    const there = readdirSync(place);
    is('what bears a later moment stays', 3, ahead.filter(name => there.includes(name)).length);
    holds('and is told', own.said().includes('"backups_ahead","files":3,"newest":"waarborg-29990103T000000Z'),
        own.said().slice(-300));
    is('so does what another installation made', 3, others.filter(name => there.includes(name)).length);
    const files = there.filter(name => name.startsWith('waarborg-') && ![...ahead, ...others].includes(name));
    holds('it keeps the newest two, and no part of one', files.length <= 3 &&
        files.filter(name => /^waarborg-\d{8}T\d{6}Z-[0-9a-f]{8}\.wb$/.test(name)).length >= 2 &&
        !files.some(name => name.includes('999999')), files.join(' '));
    is('what is not its own it leaves alone', 'not ours', readFileSync(`${place}/anders.db`, 'utf8'));
    const file = `${folder}/one-of-them.wb`; // the server goes on and drops what was the newest
    copyFileSync(`${place}/${files.filter(name => name.endsWith('.wb')).sort().at(-1)}`, file);
    is('one of them is proved to come back', 0, own.run('backup', 'prove', file, '--key', key).status);
    holds('and the doctor says so', /Terugzetten +ok/.test(own.run('doctor').out), own.run('doctor').out);
    const {text} = await (await new Client(own.port).signIn(address('nadia'), password)).get('/beheer/organisatie');
    holds('the administrator sees when both were', /Laatste back-up: .*Laatst bewezen/s.test(text) && !text.includes('8.13.04'),
        text.slice(-800));
    holds('and anybody reads how long a back-up holds what was erased', (await new Client(own.port).get('/privacy')).text.includes('staat nog 1 dag in de back-ups'));
    holds('but not of a server that makes none', !(await new Client(program.port).get('/privacy')).text.includes('in de back-ups van deze server'));
    is('with another organisation it is no proof', 2, await other(program, folder, file, key));
    rmSync(place, {recursive: true, maxRetries: 20});
    await until(async () => own.said().includes('backup_failed') && (await health()).includes('degraded'));
    holds('when it does not go the log says so', own.said().includes('backup_failed'));
    holds('and who watches is told since when', /^200 degraded: last back-up \d{4}-/.test(await health()), await health());
    is('the server stops in good order', 0, await own.stop());
}

async function other(program, folder, file, key) {
    const made = new Program(program.path, folder, `${folder}/other.db`);
    made.run('init', '--org', 'Elders', '--type', 'gemeente', '--name', 'A');
    return made.run('backup', 'prove', file, '--key', key).status;
}
