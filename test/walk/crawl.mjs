// crawl.mjs - follows the links of every page, as every role, and looks whether looking changes anything.
import {linksOf, patternOf} from './client.mjs';
import {holds, is} from './tally.mjs';

const people = {samira: 'ciso', hans: 'management', ineke: 'owner', lotte: 'executive', karim: 'auditor',
    petra: 'privacy', tom: 'coordinator', nadia: 'admin', sem: 'member', eva: 'reader'};
const FEW = 2;
const MANY = 12;

// What is tried by asking an address: the pattern of its path with each of its parameters.
// One page offers every filter beside those that stand already; all together are too many.
const shapes = link => {
    const [path, query = ''] = link.split('#')[0].split('?');
    const names = [...new Set(new URLSearchParams(query).keys())];
    return (names.length > 0 ? names : ['']).map(name => `${patternOf(path)}?${name}`);
};

async function follow(client, most, look) {
    const waiting = ['/', '/maatregelen', '/bewijs', '/vvt', '/gap', '/normen', '/uitzonderingen', '/beheer/gebruikers',
        '/beheer/organisatie', '/beheer/bewaren', '/beheer/logboek', '/?op=2026-03-31', '/vvt?op=2026-06-30', '/gap?op=2025-12-31&bekend=2026-04-01'];
    const asked = new Set();
    const often = new Map();
    let n = 0;

    for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) {
        link = link.split('#')[0];
        if (asked.has(link))
            continue;
        const kinds = shapes(link);
        asked.add(link);
        if (kinds.every(kind => (often.get(kind) ?? 0) >= most))
            continue;
        for (const kind of kinds)
            often.set(kind, (often.get(kind) ?? 0) + 1);
        n++;
        const answer = await client.get(link);
        look(link, answer);
        if (answer.status === 303)
            waiting.push(answer.headers.location);
        if (answer.status === 200 && /html/.test(answer.headers['content-type'] ?? ''))
            waiting.push(...linksOf(answer.text).filter(found => found !== '/uitloggen'));
    }
    return n;
}

const wrong = answer => {
    const html = /html/.test(answer.headers['content-type'] ?? '');
    if (![200, 303, 403, 404].includes(answer.status))
        return `status ${answer.status}`;
    if (!html)
        return '';
    if (/\{\{|\bundefined\b|\(null\)|%[sd]\b/.test(answer.text.replace(/<script.*?<\/script>/gs, '')))
        return 'a place that was not filled in';
    if (/\sstyle="|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="/.test(answer.text))
        return 'style or script within the page';
    if (answer.status !== 303 && (answer.text.match(/<h1/g) ?? []).length !== 1)
        return 'not one heading';
    const ids = [...answer.text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    return twice === undefined ? '' : `id ${twice} twice`;
};

export async function crawl({program, as}) {
    const before = program.head();
    const missing = new Map();
    let pages = 0;

    for (const [who, role] of Object.entries(people)) {
        const client = await as(who);
        let bad = '';
        pages += await follow(client, who === 'samira' ? MANY : FEW, (link, answer) => {
            const fault = wrong(answer);
            if (fault !== '' && bad === '')
                bad = `${link}: ${fault}`;
            if (answer.status === 404)
                missing.set(shapes(link)[0], `${link} for ${role}`);
        });
        is(`every page that ${role} can come at is sound`, '', bad);
    }
    is('no page links to what is not there', '', [...missing.values()].join(', '));
    holds('a few hundred pages were looked at', pages > 200, String(pages));
    is('looking changes nothing in the ledger', before, program.head());

    const samira = await as('samira');
    for (const [path, words] of [['/gap.json', ['gap']], ['/gap.csv', ['gap']]]) {
        const format = path.split('.')[1];
        const page = (await samira.get(path)).text;
        const line = program.run(...words, '--format', format).out;
        is(`${path} says what the keyboard says`, line.trim(), page.trim());
    }
    for (const [path, words] of [
        ['/oscal/assessment-plan.json', ['gap', '--model', 'assessment-plan']],
        ['/oscal/assessment-results.json?op=2026-03-31', ['gap', '--as-of', '2026-03-31']],
        ['/oscal/plan-of-action-and-milestones.json?namen=1', ['gap', '--names', '--model', 'plan-of-action-and-milestones']],
        ['/oscal/system-security-plan.json?versie=1', ['soa', '--version', '1']],
        ['/oscal/profile.json', ['soa', '--model', 'profile']]]) {
        const page = await samira.get(path);
        const line = program.run(...words, '--format', 'oscal').out;
        is(`${path} says what the keyboard says`, true, line === page.text);
        holds(`${path} is a file to keep`, /^attachment/.test(page.headers['content-disposition'] ?? ''));
    }
    is('a norm leaves as it came', program.run('norm', 'export', 'bio2@1.3').out,
        (await samira.get('/normen/bio2@1.3/oscal')).text);
    for (const path of ['/oscal/catalog.json', '/oscal/profile', '/oscal/system-security-plan.json?versie=9',
        '/oscal/system-security-plan.json?versie=x', '/normen/moon/oscal'])
        is(`${path} is not there`, 404, (await samira.get(path)).status);
    const sem = await as('sem');
    is('who sees only their own takes no verdicts of others along', 403,
        (await sem.get('/oscal/assessment-results.json')).status);
    const whole = await samira.get('/maatregelen.csv');
    holds('the list of measures can be taken along', whole.status === 200 && whole.text.split('\n').length > 150);
    const sheet = await samira.get('/maatregelen.xlsx');
    is('also as a workbook', 'PK', sheet.bytes.subarray(0, 2).toString());
}
