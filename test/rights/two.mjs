// two.mjs - S21: who made something does not approve it, whichever way they ask, and somebody else does.
import {is} from '../walk/tally.mjs';
import {ask} from './people.mjs';

const decision = {body: 'bestuur', on: '2026-01-15', number: 'B-1', subject: 'Besluit'};
const web = (path, fields) => ({door: 'web', method: 'POST', path, fields});
const api = (path, version, json) => ({door: 'api', method: 'POST', path, json,
    headers: {'if-match': `"${version}"`}});

let tried = 0;
let taken = 0;

async function closed(person, sentence, ...ways) {
    for (const what of ways) {
        const {status} = await ask(person, what);
        tried++;
        taken += status !== 403;
        is(`${sentence}, at ${what.path}`, 403, status);
    }
}

export async function two(walk) {
    const {people, program, town} = walk;
    const [both, ciso, executive] = ['both', 'ciso', 'executive'].map(who => people.of(who));
    const {own, others} = both.rows;
    const version = (noun, id) => Number(program.sql(`select version from ${noun} where org = 1 and id = ${id}`));
    const row = (noun, id) => ({row_id: id, row_version: version(noun, id)});
    const open = async (person, sentence, what) =>
        is(`${sentence}, at ${what.path}`, true, [200, 303].includes((await ask(person, what)).status));

    const judgements = (rows, piece) => {
        const fields = {...row('evidence', piece), fitness: 'geschikt'};
        return [web(`/bewijs/${piece}/oordeel`, fields),
            web(`/maatregelen/${rows.label}/bewijs/oordeel`, fields),
            api(`/api/v1/evidence/${piece}/fitness`, fields.row_version, {fitness: 'geschikt'})];
    };
    await closed(both, 'nobody judges the evidence that they brought', ...judgements(own, own.evidence));
    await open(both, 'evidence is replaced by who may', web(`/bewijs/${others.evidence}/vervangen`,
        {...row('evidence', others.evidence), replaced_by: own.evidence}));
    await closed(both, 'nor what they changed', ...judgements(others, others.evidence));
    await open(ciso, 'somebody else judges it', judgements(own, own.evidence)[0]);

    const decide = id => web(`/uitzonderingen/${id}/besluit`, {...row('exception', id), allowed: 'nee', ...decision});
    await closed(both, 'nobody decides on the exception that they asked for', decide(own.exception));
    await open(both, 'who may decides on that of another', decide(others.exception));

    const erase = {soort: 'tekst', veld: 'title', nummer: own.evidence, why: 'op verzoek',
        regel: Number(program.sql(`select min(seq) from ledger_row where org = 1 and noun = 'evidence' and id = ${own.evidence}`))};
    await open(both, 'who may asks that a text is erased', web('/beheer/wissen/nieuw', erase));
    const asked = program.sql("select max(id) from erasure where org = 1 and state = 'gevraagd'");
    await closed(both, 'nobody erases what they asked themselves', web(`/beheer/wissen/${asked}`, {}));
    await closed(ciso, 'nor does who may only ask', web(`/beheer/wissen/${asked}`, {}));
    await open(people.of('admin'), 'another administrator does', web(`/beheer/wissen/${asked}`, {}));

    const soa = Number(program.sql('select id from soa where org = 1'));
    const adopt = () => [web('/vvt/1/vaststellen', {...row('soa', soa), ...decision}),
        api('/api/v1/statements-of-applicability/1/adoption', version('soa', soa), decision)];
    await open(both, 'the lines of a statement are filled in', web('/vvt/invullen', {}));
    await open(ciso, 'and somebody else says that it is complete', web('/vvt/compleet', row('soa', soa)));
    is('which it is', 'compleet', program.sql(`select state from soa where org = 1 and id = ${soa}`));
    await closed(both, 'nobody adopts the statement whose lines they filled in', ...adopt());
    await open(executive, 'somebody else adopts it', adopt()[0]);
    is('and it is adopted', 'vastgesteld', program.sql(`select state from soa where org = 1 and id = ${soa}`));

    is('after which a line of it is refused, and not broken', 422,
        (await ask(ciso, web(`/vvt/regel/${own.label}`, {applies: 'ja', from_norm: '1'}))).status);
    await open(ciso, 'and the next version is begun', web('/vvt/nieuw', {}));

    const role = person => web(`/beheer/gebruikers/${person}/rol`, {role: 'coordinator'});
    await closed(both, 'nobody gives a role to themselves', role(both.person));
    await open(both, 'who may gives it to another', role(town.target));
    console.log(`${tried} approvals by who made what they approve, ${taken} taken`);
}
