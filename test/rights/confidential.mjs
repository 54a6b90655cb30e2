// confidential.mjs - what is confidential is nowhere for who is not admitted: no page, list, file or log names it.
import {is} from '../walk/tally.mjs';
import {requestsOf} from './matrix.mjs';
import {ask} from './people.mjs';

const secret = 'Sleutelplan van de kluis';

// Every address that reads, at this piece and its measure: who is told of it, and how it answers there.
async function told(walk, person, rows) {
    const {table, town} = walk;
    const names = [];
    const at = [];

    for (const line of table.lines.filter(one => one.method === 'GET'))
        for (const what of requestsOf(line, rows, town)) {
            const {status, text} = await ask(person, what);
            if (text.includes(secret))
                names.push(what.path);
            if (new RegExp(`/(bewijs|evidence)/${rows.evidence}(/|$)`).test(what.path))
                at.push(status);
        }
    return {names, at};
}

// Where it is used answers as a number that is nobody's, whoever asks and at both doors.
async function uses(program, others, evidence) {
    const use = Number(program.sql(`select id from evidence_use where evidence = ${evidence}`));
    const answers = (person, id) => Promise.all([{door: 'api', method: 'DELETE', path: `/api/v1/evidence-uses/${id}`},
        {door: 'web', method: 'POST', path: `/bewijs/${evidence}/einde`, fields: {gebruik: id}}].map(what => ask(person, what)));
    const told = [];

    for (const person of others) {
        const [at, none] = [await answers(person, use), await answers(person, 999999)];
        told.push(...at.filter((answer, i) => answer.status !== none[i].status).map(({status}) => `${status} as ${person.who}`));
    }
    is('nobody learns where it is used by what ending that answers', '', told.join(', '));
    is('and it is used there still', '0', program.sql(`select ended from evidence_use where id = ${use}`));
}

// The log book has lines of its entry, and nothing of what stands there.
async function logged(program, others, evidence) {
    const seq = program.sql(`select since from evidence_use where evidence = ${evidence}`);
    const told = [];
    let n = 0;

    for (const person of others) {
        const {status, text} = await ask(person, {door: 'web', method: 'GET', path: `/beheer/logboek?regel=${seq}`});
        n += status === 200 && text.includes(`<th scope="row">${seq}</th>`);
        if (status === 200 && text.includes('<ins>'))
            told.push(person.who);
    }
    is('some read the log book', true, n > 1);
    is('and nobody is told there where it is used', '', told.join(', '));
}

export async function confidential(walk) {
    const {people, program} = walk;
    const owner = people.of('owner');
    const {label, index} = owner.rows.own;
    const sent = await ask(owner, {door: 'web', method: 'POST', path: '/bewijs/nieuw', fields: {title: secret,
        kind: 'document', design: '1', period_to: '2026-01-31', link: 'https://voorbeeld.example/kluis', items: label,
        marking: 'vertrouwelijk'}});
    is('an owner adds a confidential piece', 303, sent.status);
    const evidence = Number(program.sql(`select id from evidence where title = '${secret}'`));
    const others = people.all.filter(person => person !== owner && !person.nobody && person.renews === undefined);
    const leaks = [];
    const found = [];
    let n = 0;

    for (const person of others) {
        const {names, at} = await told(walk, person, {...person.rows.own, label, index, evidence});
        n++;
        leaks.push(...names.map(path => `${path} as ${person.who}`));
        found.push(...at.filter(status => ![403, 404].includes(status)).map(status => `${status} as ${person.who}`));
    }
    is('nobody else is told of it by any address', '', leaks.join(', '));
    is('and at its own there is nothing', '', found.join(', '));
    await uses(program, others, evidence);
    await logged(program, others, evidence);
    const mine = await told(walk, owner, {...owner.rows.own, evidence});
    is('who added it finds it in the list', true, mine.names.includes('/bewijs'));
    is('and at its own address', true, mine.names.includes(`/bewijs/${evidence}`));
    const reader = people.of('reader');
    const admit = (person, path) => ask(owner, {door: 'web', method: 'POST', path: `/bewijs/${evidence}/${path}`,
        fields: {person: person.person}});
    is('they admit a reader', 303, (await admit(reader, 'toegelaten')).status);
    const look = async () => (await ask(reader, {door: 'web', method: 'GET', path: `/bewijs/${evidence}`})).status;
    is('who then sees it', 200, await look());
    is('and no longer', 303, (await admit(reader, 'toegelaten/einde')).status);
    is('does', 404, await look());
    console.log(`a confidential piece looked for by ${n} persons, ${leaks.length} told`);
}
