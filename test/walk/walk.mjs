// walk.mjs PROGRAM FOLDER: one walk through the whole of the program; see run.
import {readFileSync} from 'node:fs';

import {account} from './account.mjs';
import {breaches, Client, know, seen} from './client.mjs';
import {crawl} from './crawl.mjs';
import {disk} from './disk.mjs';
import {doors} from './doors.mjs';
import {forms} from './forms.mjs';
import {fresh} from './fresh.mjs';
import {health} from './health.mjs';
import {keeping} from './keeping.mjs';
import {logged} from './logged.mjs';
import {machine} from './machine.mjs';
import {migrations, versions} from './migrations.mjs';
import {norms} from './norms.mjs';
import {objects} from './objects.mjs';
import {freePort, Program} from './program.mjs';
import {pace} from './pace.mjs';
import {leaked, password} from './password.mjs';
import {policy} from './policy.mjs';
import {proxied} from './proxied.mjs';
import {roles} from './roles.mjs';
import {saving} from './saving.mjs';
import {second} from './second.mjs';
import {chapters, close, holds, is} from './tally.mjs';
import {together} from './together.mjs';

const [path, folder] = process.argv.slice(2);
const begun = Date.now();

const routes = [...readFileSync(new URL('../../src/web/routes.def', import.meta.url), 'utf8')
    .matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*\w+,\s*([^,]+),/gm)]
    .map(([, method, pattern, asks]) => ({method, path: pattern, signed: asks !== 'ANYBODY', fresh: asks.includes('FRESH')}));
know(routes);

const program = new Program(path, folder);
const walk = {program, routes, folder, password: program.sample(), people: new Map()};
walk.address = who => `${who}@voorbeeldstad.example`;
walk.as = async who => {
    if (!walk.people.has(who))
        walk.people.set(who, await new Client(program.port).signIn(walk.address(who), walk.password));
    return walk.people.get(who);
};

const chapter = chapters(walk);

await program.serve(await freePort(), '--contact', 'mailto:veilig@voorbeeldstad.example',
    '--breached', leaked(folder));
await chapter('doors', doors);
await chapter('account', account);
await chapter('roles', roles);
await chapter('objects', objects);
await chapter('crawl', crawl);
await chapter('forms', forms);
await chapter('fresh', fresh);
await chapter('password', password);
await chapter('second', second);
await chapter('policy', policy);
await chapter('keeping', keeping);
await chapter('norms', norms);
await chapter('together', together);
await chapter('migrations', migrations);
await chapter('versions', versions);
await chapter('logged', logged);
await chapter('saving', saving);
await chapter('proxied', proxied);
await chapter('pace', pace);
await chapter('disk', disk);
await chapter('health', health);
await chapter('machine', machine);
if (program.keeper.exitCode === null)
    await program.stop();

for (const [what, where] of breaches)
    is(`every answer carries the headers it should (${where})`, '', what);
holds('hundreds of answers were held to the law of the headers', [...seen.values()].reduce((a, b) => a + b, 0) > 500);
const untried = routes.filter(route => ![...seen.keys()].some(key => key.startsWith(`${route.method} ${route.path} `)));
is('every address of routes.def was asked', '', untried.map(route => `${route.method} ${route.path}`).join(', '));

const proof = program.run('ledger', 'verify', '--deep');
is('after all this the ledger is whole, and the tables are its fold', 0, proof.status);
const doctor = program.run('doctor');
is('after all this the doctor finds nothing', '0', `${doctor.status}${doctor.status === 0 ? '' : doctor.out + doctor.err}`);
console.log(`walk: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
process.exitCode = close() ? 0 : 1;
