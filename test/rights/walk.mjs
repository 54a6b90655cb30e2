// walk.mjs PROGRAM RIGHTS TOWN FOLDER [ADDRESS OWNER]: see run.
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';

import {know} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
import {chapters, close, is} from '../walk/tally.mjs';
import {confidential} from './confidential.mjs';
import {forged} from './forged.mjs';
import {matrix} from './matrix.mjs';
import {People} from './people.mjs';
import {plants} from './planted.mjs';
import {two} from './two.mjs';

const [path, rights, town, folder, address, owner] = process.argv.slice(2);
const begun = Date.now();
const program = new Program(path, folder, address);
const founder = owner === undefined ? program : new Program(path, folder, owner);
const password = 'vier paarse fietsen in de mist';

writeFileSync(`${folder}/password`, password);
const made = founder.run('init', '--org', 'Eerste', '--type', 'gemeente', '--hours', '8', '--name', 'Anna',
    '--email', 'anna@1.example', '--password-file', `${folder}/password`);
is('an organisation can be founded', 0, made.status);
const walk = {program, password,
    table: JSON.parse(execFileSync(rights, ['--json'], {encoding: 'utf8'})),
    town: JSON.parse(execFileSync(town, [program.data], {encoding: 'utf8'})),
    // What the ledgers say, of both organisations.
    head: () => program.sql('select org, seq, hash from ledger_head order by org'),
};

know(walk.table.lines.filter(line => line.door === 'web').map(line => ({method: line.method, path: line.address, fresh: line.fresh})));
const chapter = chapters(walk);

await program.serve(await freePort(), '--workers', '4', '--contact', 'mailto:veilig@1.example');
walk.people = new People(walk);
await chapter('people', () => walk.people.signIn());
await chapter('two persons', two);
await chapter('forged', forged);
await chapter('confidential', confidential);
await chapter('matrix', matrix);
if (address === undefined) // what a door takes is said above the database
    await chapter('members that are ours', plants);
await program.stop();
const broke = program.said().split('\n').filter(line => /"status":5|MUST|Sanitizer|runtime error/.test(line));
is('nothing broke', '', broke.slice(0, 3).join('\n'));
console.log(`rights: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
process.exitCode = close() ? 0 : 1;
