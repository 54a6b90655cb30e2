// timing.mjs PROGRAM FOLDER TRIES: known and unknown addresses, by the clock; see run.
import {randomInt} from 'node:crypto';

import {Client} from '../walk/client.mjs';
import {freePort, Program} from '../walk/program.mjs';
import {close, holds, is} from '../walk/tally.mjs';

const [path, folder, tries] = process.argv.slice(2);
const KNOWN = ['samira', 'lotte', 'nadia', 'joost', 'ruben', 'karim', 'eva', 'sem'];
const WARM = 32; // tries that do not count

// Wilcoxon's test of pairs: how far the ranks of what one of a pair took longer lie from what
// chance gives, in standard deviations; with many pairs that is normal. Equal ones share a rank.
function distance(differences) {
    const all = differences.filter(ms => ms !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
    let sum = 0;
    for (let i = 0; i < all.length;) {
        let j = i;
        while (j < all.length && Math.abs(all[j]) === Math.abs(all[i]))
            j++;
        const rank = (i + 1 + j) / 2;
        for (; i < j; i++)
            sum += all[i] > 0 ? rank : 0;
    }
    const n = all.length;
    return (sum - n * (n + 1) / 4) / Math.sqrt(n * (n + 1) * (2 * n + 1) / 24);
}

const SEEN = 2.576; // deviations that chance gives once in a hundred times

// The least that the known ones would have to take longer for the test to see it.
function least(differences) {
    const level = differences.map(ms => ms - middle(differences));
    let [unseen, seen] = [0, middle(times.unknown)];
    while (seen - unseen > 0.001) {
        const half = (unseen + seen) / 2;
        if (distance(level.map(ms => ms + half)) < SEEN)
            unseen = half;
        else
            seen = half;
    }
    return seen;
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
// As long as one another, so that only being there differs.
const asked = (kind, name) => `${kind === 'known' ? name : name.replace(/./g, 'x')}@voorbeeldstad.example`;
for (let i = 0; i < WARM; i++)
    await once(client, asked(i % 2 === 0 ? 'known' : 'unknown', KNOWN[i % KNOWN.length]));
while (times.known.length < tries) {
    // A pair is asked in one moment, so that what else the machine does weighs on both.
    const name = KNOWN[randomInt(KNOWN.length)];
    const pair = randomInt(2) === 0 ? ['known', 'unknown'] : ['unknown', 'known'];
    for (const kind of pair)
        times[kind].push(await once(client, asked(kind, name)));
}
const differences = times.known.map((ms, i) => ms - times.unknown[i]);
const z = distance(differences);
console.log(`known ${middle(times.known).toFixed(2)} ms, unknown ${middle(times.unknown).toFixed(2)} ms, ${z.toFixed(2)} deviations`);
console.log(`${least(differences).toFixed(2)} ms more would have been seen`);
holds('the test sees times of which each is a fiftieth longer', least(differences) < middle(times.unknown) / 50);
holds('an address that is known takes as long as one that is not, at 1 %', Math.abs(z) < SEEN, z.toFixed(2));
is('and the server stops in good order', 0, await program.stop());
process.exitCode = close() ? 0 : 1;
