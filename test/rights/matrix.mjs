// matrix.mjs - every address, for every role and for nobody, at rows of their own, of another,
// of another organisation and at none: held against the table of rights.
import {holds, is} from '../walk/tally.mjs';
import {asked, partsOf} from './asked.mjs';
import {ask} from './people.mjs';

const whose = ['own', 'others', 'foreign', 'missing'];
const ONLY_OWN = 1;
const EVERY = 2;
const IN = [200, 201, 204, 303, 422];

const rightsOf = (line, one) => [one.right ?? line.asks].flat().map(right => right.replace(/^all /, ''));

function request(line, one, rows, town) {
    const parts = {...partsOf(line.address, rows), ...one.path?.(rows, town)};
    const query = one.query?.(rows, town);
    const path = line.address.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parts[name]));
    return {door: line.door, method: line.method, path: query === undefined ? path : `${path}?${query}`,
        fields: one.fields?.(rows, town) ?? {}, json: one.json?.(rows, town), headers: one.headers};
}

const triesOf = line => asked[`${line.method} ${line.address}`] ?? (line.method === 'GET' ? [{}] : []);

// What is asked of one line, of these rows.
export const requestsOf = (line, rows, town) => triesOf(line).map(one => request(line, one, rows, town));

// The cells of one line for one person: rows that make the same request are one cell.
export function cellsOf(line, person, town) {
    const cells = [];

    for (const one of triesOf(line)) {
        const made = new Map();
        for (const which of whose) {
            const what = request(line, one, person.rows[which], town);
            const key = JSON.stringify([what.path, what.fields, what.json]);
            if (!made.has(key))
                made.set(key, {line, one, person, whose: which, what});
        }
        const list = [...made.values()];
        // No row is named, or the same one for all: then it is not about anybody's.
        const named = list.some(cell => cell.whose === 'others');
        for (const cell of list)
            cell.whose = named || cell.whose !== 'own' ? cell.whose : 'none';
        cells.push(...list);
    }
    return cells;
}

// What it writes on has moved on by now.
export function renewed({one, what, person, whose: which}, {program, town}) {
    const [noun, id] = one.of?.(person.rows[which === 'none' ? 'own' : which], town) ?? [];
    if (noun === undefined)
        return what;
    const version = program.sql(`select version from ${noun} where org = 1 and id = ${id}`) || '0';
    return {...what, fields: {...what.fields, row_version: version},
        headers: what.headers === undefined ? undefined : {'if-match': `"${version}"`}};
}

// What the table says of a cell: true, they may.
export function may(table, cell) {
    const {line, one, person} = cell;
    const level = right => Math.max(0, ...person.roles.map(role => table.roles[role][right]));

    if (cell.whose === 'foreign' || cell.whose === 'missing')
        return false;
    if (line.anybody)
        return true;
    if (person.nobody)
        return false;
    if (line.account)
        return one.others === undefined || cell.whose === 'own' || level(one.others) > 0;
    let most = Math.max(...rightsOf(line, one).map(level));
    if (one.and !== undefined)
        most = Math.min(most, level(one.and));
    if (line.asks.some(right => right.startsWith('all ')))
        return most === EVERY;
    if (most === ONLY_OWN)
        return one.free || cell.whose === 'own' || cell.whose === 'none';
    return most === EVERY && !(one.two && cell.whose === 'own');
}

// What is wrong with an answer, or nothing.
function fault(cell, allowed, answer) {
    const {status} = answer;
    const to = (answer.headers.location ?? '').split('?')[0];
    const away = status === 303 && (to === '/inloggen' || to === '/wachtwoord');

    if (status >= 500 || status === 400)
        return 'broke';
    if (cell.person.renews && cell.line.door === 'web' && !cell.line.anybody &&
        !cell.line.address.startsWith('/wachtwoord'))
        return away ? '' : 'a password to be renewed opens it';
    if (allowed && status === cell.one.refused)
        return '';
    if (allowed)
        return IN.includes(status) && (!away || /wachtwoord|inloggen|uitloggen/.test(cell.line.address)) ? '' : 'closed';
    if (cell.person.nobody) // who comes with one dead token after another has to wait as well
        return (cell.line.door === 'web' ? away : [401, 429].includes(status)) ? '' : 'open to who is not signed in';
    if (cell.whose === 'foreign' || cell.whose === 'missing')
        return [403, 404, 422].includes(status) ? '' : 'a row that is not there';
    return [403, 404].includes(status) ? '' : 'open';
}

// The canaries and names of others, where one may see none but one's own.
function leaked(cell, answer) {
    const reads = Math.max(0, ...cell.person.roles.map(role => cell.table.roles[role].read));
    const {who} = cell.person;
    const mine = [`Naam van ${who} in 1`, ...reads === ONLY_OWN ? [`kanarie-1-${who}-own`] : []];
    const found = answer.text.match(/kanarie-\d-\w+(-\w+)?|Naam van \w+ in \d/g) ?? [];
    return found.find(text => /^kanarie-2|in 2$/.test(text) || (reads < EVERY && !mine.includes(text))) ?? '';
}

const say = (cell, answer) => `${cell.line.method} ${cell.line.address}` +
    `${cell.one.right === undefined ? '' : ` [${cell.one.right}]`} as ${cell.person.who}, ${cell.whose}: ${answer.status}`;

// Some at a time, each person in the order of the list.
async function each(cells, work) {
    const queues = Map.groupBy?.(cells, cell => cell.person) ?? cells.reduce((map, cell) =>
        map.set(cell.person, [...(map.get(cell.person) ?? []), cell]), new Map());
    await Promise.all([...queues.values()].map(async queue => {
        for (const cell of queue)
            await work(cell);
    }));
}

export async function matrix(walk) {
    const {table, town, people, program} = walk;

    town.soa = Number(program.sql('select id from soa where org = 1 order by number desc limit 1'));
    const everybody = [...people.all.filter(person => person.who !== 'both'), people.nobody];
    const cells = everybody.flatMap(person => table.lines.flatMap(line => cellsOf(line, person, town)));
    const untested = table.lines.filter(line => !cells.some(cell => cell.line === line));
    is('every address is walked', '', untested.map(line => `${line.method} ${line.address}`).join(', '));
    const unasked = table.lines.flatMap(line => line.asks.filter(right => !cells.some(cell => cell.line === line &&
        rightsOf(line, cell.one).includes(right.replace(/^all /, '')))).map(right => `${line.address}: ${right}`));
    is('every right of every address is asked for', '', [...new Set(unasked)].join(', '));
    const strange = Object.keys(asked).filter(key => !table.lines.some(line => key === `${line.method} ${line.address}`));
    is('nothing is asked that is not there', '', strange.join(', '));

    const wrong = [];
    const leaks = [];
    const shown = new Set();
    let vague = 0;
    const look = async cell => {
        const answer = await ask(cell.person, cell.allowed ? renewed(cell, walk) : cell.what);
        const what = fault(cell, cell.allowed, answer);
        const canary = leaked(cell, answer);
        if (answer.text.includes('kanarie-1'))
            shown.add(cell.line);
        if (what !== '')
            wrong.push(`${what}: ${say(cell, answer)}`);
        if (canary !== '')
            leaks.push(`${canary}: ${say(cell, answer)}`);
        vague += cell.allowed && cell.line.method !== 'GET' && answer.status === 422;
    };
    for (const cell of cells) {
        cell.table = table;
        cell.allowed = may(table, cell);
    }
    const refused = cells.filter(cell => !cell.allowed);
    const read = cells.filter(cell => cell.allowed && cell.line.method === 'GET');
    const written = cells.filter(cell => cell.allowed && cell.line.method !== 'GET');
    const before = walk.head();
    let from = Date.now();
    const lap = what => {
        console.log(`  ${what}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
        from = Date.now();
    };

    await each(refused, look);
    lap(`${refused.length} cells that the table closes`);
    is('what was refused left nothing in the ledger', before, walk.head());
    await each(read, look);
    lap(`${read.length} cells that read`);
    is('looking changes nothing in the ledger', before, walk.head());
    for (const turn of [undefined, 1, 2]) // one at a time: they write on the same rows
        for (const cell of written.filter(one => one.one.last === turn))
            await look(cell);
    lap(`${written.length} cells that write`);
    holds('what was allowed is in the ledger', before !== walk.head());

    for (const one of [...wrong, ...leaks].sort())
        console.log(`    ${one}`);
    console.log(`${cells.length} cells walked, ${wrong.length} differ from the table, ${leaks.length} leaks, ` +
        `${untested.length} addresses untested (${vague} writes were let in and then not taken as they were)`);
    is('no cell differs from the table', 0, wrong.length);
    is('nobody sees what is not theirs to see', 0, leaks.length);
    holds('which many addresses would show', shown.size > 20, `${shown.size} addresses`);
}
