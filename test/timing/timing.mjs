// timing.mjs PROGRAM FOLDER TRIES: known and unknown addresses, by the clock; see run.
import {randomInt} from 'node:crypto';

import {Client} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
import {close, holds, is} from '../walk/tally.mjs';

const [path, folder, tries] = process.argv.slice(2);
const KNOWN = ['samira', 'lotte', 'nadia', 'joost', 'ruben', 'karim', 'eva', 'sem'];

// Mann and Whitney: how far the sum of ranks of the first lies from what chance gives, in
// standard deviations; with many tries that is normal. Equal times share their rank.
function distance(first, second) {
    const all = [...first.map(ms => ({ms, mine: true})), ...second.map(ms => ({ms, mine: false}))].sort((a, b) => a.ms - b.ms);
    let sum = 0;
    for (let i = 0; i < all.length;) {
        let j = i;
        while (j < all.length && all[j].ms === all[i].ms)
            j++;
        const rank = (i + 1 + j) / 2;
        for (; i < j; i++)
            sum += all[i].mine ? rank : 0;
    }
    const [n, m] = [first.length, second.length];
    const mean = n * (n + m + 1) / 2;
    return (sum - mean) / Math.sqrt(n * m * (n + m + 1) / 12);
}

const middle = times => times.toSorted((a, b) => a - b)[times.length >> 1];

async function once(client, email) {
    program.sql('delete from attempt'); // who waits is answered at once, alike for both
    const begun = performance.now();
    const answer = await client.post('/inloggen', {email, password: 'niet dit wachtwoord', naar: '/'});
    const ms = performance.now() - begun;
    if (answer.status !== 422)
        throw new Error(`${email}: ${answer.status}`);
    return ms;
}

const program = new Program(path, folder);
program.sample();
await program.serve(await freePort());
const client = new Client(program.port);
const times = {known: [], unknown: []};
while (times.known.length < tries || times.unknown.length < tries) {
    const kind = randomInt(2) === 0 ? 'known' : 'unknown';
    if (times[kind].length >= tries)
        continue;
    // As long as one another, so that only being there differs.
    const name = KNOWN[randomInt(KNOWN.length)];
    const email = `${kind === 'known' ? name : name.replace(/./g, 'x')}@voorbeeldstad.example`;
    times[kind].push(await once(client, email));
}
const z = distance(times.known, times.unknown);
console.log(`known ${middle(times.known).toFixed(2)} ms, unknown ${middle(times.unknown).toFixed(2)} ms, ${z.toFixed(2)} deviations`);
holds('the test sees times of which each is a tenth longer', Math.abs(distance(times.known.map(ms => ms * 1.1), times.known)) > 2.576);
holds('an address that is known takes as long as one that is not, at 1 %', Math.abs(z) < 2.576, z.toFixed(2));
is('and the server stops in good order', 0, await program.stop());
process.exitCode = close() ? 0 : 1;
