// tally.mjs - what was true, what was not, and what could not be tried.
let passed = 0;
let failed = 0;
let skipped = 0;

// is: one sentence that must be true; what stands beside it explains a failure.
export function is(sentence, wanted, found) {
    if (wanted === found) {
        passed++;
        return true;
    }
    failed++;
    console.log(`not so: ${sentence}\n    wanted ${show(wanted)}\n    found  ${show(found)}`);
    return false;
}

export const holds = (sentence, truth, found = '') => is(sentence, '', truth ? '' : found || 'no');

export function skip(sentence, why) {
    skipped++;
    console.log(`skipped: ${sentence}: ${why}`);
}

const show = value => String(JSON.stringify(value) ?? value).slice(0, 300);

// The counts line, and whether all was true.
export function close() {
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    return failed === 0 && passed > 0;
}

// chapters: what runs a part of a walk, says how long it took, and counts it as failed when it
// does not come to its end.
export const chapters = walk => async (name, work) => {
    const from = Date.now();
    try {
        await work(walk);
    } catch (error) {
        is(`${name} comes to its end`, 'yes', String(error.stack ?? error));
    }
    console.log(`${name}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
};
