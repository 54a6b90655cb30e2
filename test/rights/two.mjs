// two.mjs - S21: who made something does not approve it, whichever way they ask, and somebody else does.
import {is} from '../walk/tally.mjs';
import {ask} from './people.mjs';

const decision = {body: 'bestuur', on: '2026-01-15', number: 'B-1', subject: 'Besluit'};
const web = (path, fields) => ({door: 'web', method: 'POST', path, fields});
const api = (path, version, json) => ({door: 'api', method: 'POST', path, json,
    headers: {'if-match': `"${version}"`}});

// Rights that approve what another made, and the addresses where a role is given.
const approves = ['judge', 'soa_adopt', 'decide', 'advise', 'erase'];
const gives = ['/beheer/gebruikers', '/beheer/gebruikers/{id}/rol', '/beheer/gebruikers/{id}/rol/tot', '/api/v1/persons/{id}/roles'];

let taken = 0;
const tried = [];

async function closed(person, sentence, ...ways) {
    for (const what of ways) {
        const {status} = await ask(person, what);
        tried.push(what);
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

    const advise = id => web(`/uitzonderingen/${id}/advies`, {...row('exception', id), advice: 'Doen'});
    await closed(both, 'nobody advises on the exception that they asked for', advise(own.exception));
    await closed(people.of('owner'), 'nor does who may only ask', advise(people.of('owner').rows.own.exception));
    await open(ciso, 'another CISO does', advise(own.exception));
    await open(both, 'who may advises on that of another', advise(others.exception));
    const decide = id => web(`/uitzonderingen/${id}/besluit`, {...row('exception', id), allowed: 'nee', ...decision});
    await closed(both, 'nobody decides on the exception that they asked for', decide(own.exception));
    await open(both, 'who may decides on that of another, whoever advised', decide(others.exception));

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

    const counts = () => program.sql('select issuer from provider where org = 1 and stage is null');
    const before = counts();
    const confirm = web('/beheer/aanmelden/voorstel', {});
    await open(both, 'who may proposes a provider', web('/beheer/aanmelden', {name: 'Anders', issuer: 'http://127.0.0.1:2',
        client: 'c', way: 'key', joins: 'linked', ended: '0'}));
    await closed(both, 'nobody confirms the provider that they proposed', confirm);
    await closed(ciso, 'nor does who sets none', confirm);
    is('so that what counted does', before, counts());
    await open(people.of('admin'), 'another administrator does', confirm);
    is('and then it counts', 'http://127.0.0.1:2', counts());

    const role = (person, word = 'coordinator') => web(`/beheer/gebruikers/${person}/rol`, {role: word});
    const until = day => web(`/beheer/gebruikers/${both.person}/rol/tot`, {role: 'auditor', until: day});
    await open(both, 'a role of their own somebody may shorten', until('2049-01-01'));
    await closed(both, 'nobody gives a role to themselves', role(both.person), until('2050-01-01'),
        {...api(`/api/v1/persons/${both.person}/roles`, 0, {role: 'coordinator'}), headers: {}});
    await open(both, 'who may gives it to another', role(town.target));
    await closed(both, 'nobody takes somebody in with a role that begins today',
        web('/beheer/gebruikers', {name: 'Vandaag', roles: 'reader'}));
    await open(both, 'without a role they may', web('/beheer/gebruikers', {name: 'Vandaag'}));
    const fresh = Number(program.sql("select id from person where org = 1 and name = 'Vandaag'"));
    await closed(both, 'and give them none today', role(fresh, 'reader'));

    const owner = people.of('owner');
    await open(both, 'who owns something stands in for an auditor', role(owner.person, 'auditor'));
    await closed(owner, 'and does not judge what they brought before', ...judgements(owner.rows.own, owner.rows.own.evidence));
    await open(both, 'nor any longer', web(`/beheer/gebruikers/${owner.person}/rol/einde`, {role: 'auditor'}));

    // Who brought it has no role any more, and nobody else was let in.
    const shut = people.of('ended').rows.own.evidence;
    const marked = word => program.sql(`update evidence set marking = ${word} where org = 1 and id = ${shut}`);
    marked("'vertrouwelijk'");
    await open(both, 'a piece that nobody can open is asked for', web('/bewijs/gesloten', {nummer: shut, reden: 'audit'}));
    const wanted = program.sql(`select id from admitted where org = 1 and record = ${shut} and person = ${both.person}`);
    await closed(both, 'nobody lets themselves in to it', web(`/bewijs/gesloten/${wanted}`, {}));
    is('nor sees it yet', 404, (await ask(both, {door: 'web', method: 'GET', path: `/bewijs/${shut}`})).status);
    await open(executive, 'somebody else does', web(`/bewijs/gesloten/${wanted}`, {}));
    is('who is let in sees it', 200, (await ask(both, {door: 'web', method: 'GET', path: `/bewijs/${shut}`})).status);
    is('and nobody besides', 404, (await ask(executive, {door: 'web', method: 'GET', path: `/bewijs/${shut}`})).status);
    marked('null');

    const asks = walk.table.lines.filter(line => line.method !== 'GET' &&
        (gives.includes(line.address) || line.asks.some(right => approves.includes(right))));
    const at = (line, {door, method, path}) => line.door === door && line.method === method &&
        new RegExp(`^${line.address.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
    is('every address that approves or gives a role was asked so', '',
        asks.filter(line => !tried.some(what => at(line, what))).map(line => line.address).join(', '));
    console.log(`${tried.length} approvals by who made what they approve, at ${asks.length} addresses, ${taken} taken`);
}
