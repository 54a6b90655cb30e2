// asked.mjs - how each address is asked for, so that what comes back tells of rights and not of a form.
//
// A line of routes.def needs a line here when a form or a body goes with it, or when its
// address has a part that is not told by `parts`. A try has:
//
//     right   of the line's rights, the one that this asks; several: one of them is enough.
//             Left out: all that the line has
//     and     a right that it asks besides
//     path    parts of the address; query; fields or json, of the rows that are tried on
//     two     by the two-person rule never by who made the row
//     free    who has the right for their own has it at any row: what is added is theirs
//     others  the right that it takes when the row is another's; 'no': none is enough
//     of      the noun whose version goes with it: [noun, id]
//     last    1, 2: changes what others are tried on, so it is tried after them
//
// Rows are of one person: assessment, evidence, use, object, level, exception, token, by
// number; passkey; label and index of the item that the verdict is about.

// The parts of an address, by what stands before them. Version 2 of the statement is the open one.
const parts = [
    [/^\/bewijs\/gesloten\/\{id\}/, r => ({id: r.evidence})],
    [/^\/(api\/v1\/)?(bewijs|evidence)\/\{id\}/, r => ({id: r.evidence})],
    [/^\/objecten\/\{id\}/, r => ({id: r.object})],
    [/^\/uitzonderingen\/\{id\}/, r => ({id: r.exception})],
    [/^\/mijn\/token\/\{id\}|^\/beheer\/token\/\{id\}/, r => ({id: r.token})],
    [/^\/mijn\/passkey\/\{id\}/, r => ({id: r.passkey})],
    [/^\/beheer\/gebruikers\/\{id\}/, r => ({id: r.target})],
    [/^\/beheer\/wissen\/\{id\}/, r => ({id: r.erasure})],
    [/^\/normen\/import\/\{id\}/, r => ({id: r.local})],
    [/^\/normen\/\{id\}/, r => ({id: 'bio2', nr: r.label})],
    [/^\/(maatregelen|vvt\/regel)\/\{nr\}/, r => ({nr: r.label, gebruik: r.use})],
    [/^\/(api\/v1\/migrations|overzetten)\/\{id\}/, r => ({id: r.migration})],
    [/^\/vvt\/\{versie\}/, () => ({versie: 2})],
    [/^\/oscal\/\{bestand\}/, () => ({bestand: 'assessment-results.json'})],
    [/^\/api\/v1\/local-norms/, r => ({id: r.local})],
    [/^\/api\/v1\/norms\/\{norm\}\/derived/, () => ({norm: 'nist-csf-2.0'})],
    [/^\/api\/v1\/norms/, r => ({norm: 'bio2', label: r.label})],
    [/^\/api\/v1\/objects\/\{id\}/, r => ({id: r.object})],
    [/^\/api\/v1\/persons\/\{id\}/, r => ({id: r.target, role: 'contact'})],
    [/^\/api\/v1\/evidence-uses/, r => ({id: r.use})],
    [/^\/api\/v1\/oscal\/\{model\}\/\{document\}/, () => ({model: 'catalog', document: 'bio2'})],
    [/^\/api\/v1\/oscal/, () => ({model: 'assessment-results'})],
    [/^\/api\/v1\//, r => ({label: r.label, number: 2})],
];

export function partsOf(address, rows) {
    const hit = parts.find(([pattern]) => pattern.test(address));
    return hit === undefined ? {} : hit[1](rows);
}

const seen = id => ({row_id: id, row_version: 1}); // the version of now takes its place when it writes
const decision = {body: 'bestuur', on: '2026-01-15', number: 'B-1', subject: 'Besluit'};
const piece = {title: 'Stuk uit de rondgang', kind: 'document', design: '1', period_to: '2026-01-31',
    link: 'https://voorbeeld.example/stuk'};
const adds = {fields: r => ({...piece, items: r.label})};
const ended = {fields: r => ({gebruik: r.use})};
const judged = {two: true, of: r => ['evidence', r.evidence], fields: r => ({...seen(r.evidence), fitness: 'geschikt'})};
const line = r => ['applicability', `(select id from applicability where org = 1 and item like '%-${r.label}')`];
const undone = {last: 1, of: r => ['migrated', r.migration], fields: r => seen(r.migration)};
const brought = {name: 'leeg.json', content_base64: 'e30='};
const etag = {'if-match': '"1"'};
const said = [['assess', {existence: 'deels'}], ['assign', {target: '2027-02-02'}], ['test', {operation_review: 'Audit 2026'}]]
    .map(([right, json]) => ({right, of: r => ['assessment', r.assessment], headers: etag, json: () => json}));

export const asked = {
    'POST /inloggen': [{fields: () => ({email: 'niemand@1.example', password: 'onjuist', naar: '/'})}],
    'POST /inloggen/passkey/vraag': [{}],
    'POST /inloggen/passkey': [{fields: () => ({naar: '/'})}],
    'POST /inloggen/tweede': [{fields: () => ({code: '000000'})}],
    'POST /uitloggen': [{last: 2}],
    'POST /taal': [{fields: () => ({taal: 'nl', naar: '/mijn'})}],
    'GET /wachtwoord/nieuw': [{refused: 404}], // without a link
    'POST /wachtwoord/nieuw': [{fields: () => ({password: 'kort', password_again: 'kort'}), refused: 404}],
    'POST /wachtwoord': [{fields: () => ({old: 'onjuist', fresh: 'kort', again: 'kort'})}],
    'POST /mijn': [{fields: () => ({lang: 'nl', look: 'computer'})}],
    'POST /mijn/factor/nieuw': [{}],
    'POST /mijn/factor/bevestigen': [{fields: () => ({code: '000000'})}],
    'POST /mijn/factor/codes': [{}],
    'POST /mijn/factor/einde': [{}],
    'POST /mijn/sessies/einde': [{}],
    'POST /mijn/sessies/{id}/einde': [{path: () => ({id: '0'.repeat(16)})}],
    'GET /inloggen/oidc': [{query: () => 'org=1'}],
    'GET /inloggen/oidc/sleutels': [{query: () => 'org=1'}],
    'GET /inloggen/oidc/weg': [{query: () => 'org=1'}],
    'POST /inloggen/oidc/melding': [{refused: 404}], // by whose signature it is none
    'POST /inloggen/oidc/bevestigen': [{}],
    'POST /mijn/aanmelden': [{}],
    'POST /mijn/aanmelden/einde': [{}],
    'POST /beheer/aanmelden': [{fields: () => ({name: 'Elders', issuer: 'http://127.0.0.1:1', client: 'c', way: 'key', joins: 'linked', ended: '0'})}],
    'POST /beheer/aanmelden/voorstel/vervallen': [{}],
    // Their own was dropped in the line before: another confirms, and two.mjs does.
    'POST /beheer/aanmelden/voorstel': [{}],
    'POST /beheer/aanmelden/proef': [{}],
    'POST /beheer/aanmelden/sleutel': [{}],
    'POST /mijn/token': [{fields: () => ({name: 'uit de rondgang', until: ''})}],
    'POST /mijn/token/{id}/einde': [{others: 'persons_write'}],
    'POST /mijn/passkey/nieuw': [{}],
    'POST /mijn/passkey': [{fields: () => ({name: 'Sleutel', client: 'e30', attestation: 'oA'})}],
    'GET /mijn/passkey/{id}': [{others: 'no'}],
    'POST /mijn/passkey/{id}': [{others: 'no', fields: () => ({name: 'Sleutel'})}],
    'POST /mijn/passkey/{id}/einde': [{others: 'no', last: 1}],
    'POST /bewijs/gesloten': [{fields: r => ({nummer: r.evidence, reden: 'op verzoek'})}],
    'POST /bewijs/gesloten/{id}': [{}],
    'POST /beheer/gebruikers': [{fields: () => ({name: 'Nieuw', roles: 'reader', from: '2050-01-01'})}],
    'POST /beheer/gebruikers/{id}/rol': [{fields: () => ({role: 'contact'})}],
    'POST /beheer/gebruikers/{id}/rol/tot': [{fields: () => ({role: 'contact', until: '2050-01-01'})}],
    'POST /beheer/gebruikers/{id}/rol/einde': [{fields: () => ({role: 'contact'})}],
    'POST /beheer/gebruikers/{id}/wachtwoord': [{}],
    'POST /beheer/gebruikers/{id}/link': [{}],
    'POST /beheer/gebruikers/{id}/passkeys/einde': [{}],
    'POST /beheer/gebruikers/{id}/sessies/einde': [{}],
    'POST /beheer/gebruikers/{id}/factor/einde': [{}],
    'POST /beheer/token/{id}/einde': [{own: true}],
    'POST /beheer/organisatie': [{of: () => ['organisation', 1], fields: () => ({...seen(1), name: 'Eerste', type: 'gemeente', hours: '8'})}],
    'POST /beheer/bewaren': [{of: () => ['organisation', 1], fields: () => ({...seen(1), keep_events: '24', reden: 'een jaar langer'})}],
    'GET /beheer/wissen/nieuw': [{query: r => `soort=tekst&regel=${r.seq}&veld=title&nummer=${r.evidence}`}],
    'POST /beheer/wissen/nieuw': [{fields: r => ({soort: 'tekst', regel: r.seq, veld: 'title', nummer: r.evidence, why: 'op verzoek'})}],
    'POST /beheer/wissen/{id}': [{}],
    'POST /beheer/wissen/{id}/vervallen': [{}],
    'POST /beheer/logboek/controle': [{}],
    'POST /beheer/logboek/export': [{}],

    'POST /maatregelen/zet': [{fields: r => ({was: '0', [`o${r.index}`]: '2'})}],
    'POST /maatregelen/bevestigen': [{}],
    'POST /maatregelen/toewijzen': [{fields: (r, t) => ({m: '5.01.01', owner: t.other, zeker: '1'})}],
    'POST /maatregelen/verdelen': [{}],
    'POST /maatregelen/import': [
        {fields: () => ({csv: 'nummer;streefdatum\n8.34;2027-01-01\n'})},
        {and: 'assess', fields: () => ({csv: 'nummer;opzet\n8.34;ja\n'})}],
    'POST /maatregelen/{nr}': [
        {right: 'assess', fields: (r, t) => ({gezien: t.gezien, design: 'deels'})},
        {right: 'assign', fields: (r, t) => ({gezien: t.gezien, owner: t.other, target: '2027-01-01'})},
        {right: 'test', fields: (r, t) => ({gezien: t.gezien, existence_review: 'Audit 2026'})}],
    'POST /maatregelen/{nr}/bevestigen': [{of: r => ['assessment', r.assessment], fields: r => ({...seen(r.assessment), aspect: 'opzet'})}],
    'POST /maatregelen/{nr}/bewijs': [adds],
    'GET /maatregelen/{nr}/bewijs': [{}],
    'POST /maatregelen/{nr}/bewijs/gebruik': [{fields: r => ({stuk: r.evidence})}],
    'POST /maatregelen/{nr}/bewijs/oordeel': [judged],
    'POST /maatregelen/{nr}/bewijs/{gebruik}/einde': [{}],

    // The text of a norm is for who reads anything; verdicts of others are left out of it.
    'GET /maatregelen/{nr}': [{free: true}],
    'GET /normen/{id}/{nr}': [{free: true}],
    'GET /api/v1/norms/{norm}/items/{label}': [{free: true}],
    'GET /api/v1/measures/{label}': [{free: true}],
    'GET /api/v1/assessments/{label}': [{free: true}],

    'GET /normen/vergelijk': [{query: () => 'van=bio2&naar=nist-csf-2.0'}],
    'GET /normen/vergelijk.csv': [{query: () => 'van=bio2&naar=nist-csf-2.0'}],
    'GET /normen/vergelijk.json': [{query: () => 'van=bio2&naar=nist-csf-2.0'}],
    'GET /normen/vergelijk.xlsx': [{query: () => 'van=bio2&naar=nist-csf-2.0'}],

    'POST /normen/import': [{fields: () => ({hash: '0'.repeat(64), name: 'eigen.json'})}],
    'POST /normen/import/{id}/einde': [{fields: r => seen(r.local)}],

    'POST /overzetten/nieuw': [{last: 1, fields: (r, t) => ({van: 'bio2@1.3', naar: 'bio104@1.04', object: r.object, gezien: t.carried})}],
    'POST /overzetten/{id}/bevestigen': [{}],
    'POST /overzetten/{id}/norm': [{of: () => ['organisation', 1], fields: () => seen(1)}], // it works by that norm
    'POST /overzetten/{id}/ongedaan': [undone],

    'GET /vvt/vergelijk': [{query: () => 'van=1&naar=2'}],
    'POST /vvt/{versie}/vaststellen': [{of: (r, t) => ['soa', t.soa], fields: (r, t) => ({...seen(t.soa), ...decision})}],
    'POST /vvt/regel/{nr}': [{of: line, fields: () => ({...seen(0), applies: 'ja', from_norm: '1'})}],
    'POST /vvt/invullen': [{}],
    'POST /vvt/compleet': [{of: (r, t) => ['soa', t.soa], fields: (r, t) => seen(t.soa)}],
    'POST /vvt/nieuw': [{}],
    'POST /uitzonderingen/nieuw': [{fields: r => ({nr: r.label, kind: 'plan', reason: 'x', risk_analysis: 'x',
        until: '2027-01-01'})}],
    'POST /uitzonderingen/{id}/advies': [{of: r => ['exception', r.exception], two: true, fields: r => ({...seen(r.exception), advice: 'Doen'})}],
    'POST /uitzonderingen/{id}/besluit': [{of: r => ['exception', r.exception], two: true, fields: r => ({...seen(r.exception), allowed: 'nee', ...decision})}],

    'POST /objecten/nieuw': [{fields: () => ({name: 'Systeem uit de rondgang', kind: 'systeem', owner: '0'})}],
    'POST /objecten/{id}': [{of: r => ['object', r.object], fields: r => ({...seen(r.object), description: 'Anders'})}],
    'POST /objecten/{id}/processen': [{fields: (r, t) => ({process: t.process})}],
    'POST /objecten/{id}/reikwijdte': [{fields: () => ({inside: '1'})}],
    'POST /objecten/{id}/niveau': [{right: ['level', 'objects'], fields: () => ({'v-persoonsgegevens': 'ja'})}],
    'POST /objecten/{id}/niveau/besluit': [{of: r => ['level_result', r.level], fields: r => ({...seen(r.level), chosen: ''})}],

    'POST /bewijs/nieuw': [adds],
    'POST /bewijs/{id}/oordeel': [judged],
    'POST /bewijs/{id}/vertrouwelijkheid': [{of: r => ['evidence', r.evidence], fields: r => ({...seen(r.evidence), marking: 'openbaar'})}],
    'POST /bewijs/{id}/toegelaten': [{fields: (r, t) => ({person: t.other})}],
    'POST /bewijs/{id}/toegelaten/einde': [{fields: (r, t) => ({person: t.other})}],
    'POST /bewijs/{id}/gebruik': [{fields: r => ({items: r.label})}],
    'POST /bewijs/{id}/einde': [ended],
    'POST /bewijs/{id}/vervangen': [{last: 1, of: r => ['evidence', r.evidence], fields: (r, t) => ({...seen(r.evidence), replaced_by: t.newer})}],

    'POST /api/v1/persons/{id}/roles': [{json: () => ({role: 'contact', from: '2049-01-01'})}],
    'POST /api/v1/persons/{id}/roles/{role}/end': [{json: () => ({until: '2050-01-01'})}],
    'GET /api/v1/migrations/plan': [{query: () => 'from=bio2&to=bio104'}],
    'POST /api/v1/migrations': [{last: 1, json: r => ({from: 'bio2@1.3', to: 'bio104@1.04', objects: [{object: r.object}]})}],
    'POST /api/v1/migrations/{id}/undo': [{...undone, headers: etag}],
    'GET /api/v1/mappings': [{query: () => 'from=bio2&to=nist-csf-2.0'}],
    'GET /api/v1/statements-of-applicability/comparison': [{query: () => 'from=1&to=2'}],
    'PATCH /api/v1/assessments/{label}': said,
    'PATCH /api/v1/norms/{norm}/assessments/{label}': said,
    'POST /api/v1/evidence': [{json: r => ({title: 'Stuk uit de rondgang', kind: 'document', design: true,
        period_to: '2026-01-31', link: 'https://voorbeeld.example/stuk', items: [r.label]})}],
    'POST /api/v1/evidence/{id}/uses': [{json: r => ({items: [r.label]})}],
    'POST /api/v1/evidence/{id}/fitness': [{of: r => ['evidence', r.evidence], two: true, headers: etag, json: () => ({fitness: 'geschikt'})}],
    'POST /api/v1/evidence/{id}/marking': [{of: r => ['evidence', r.evidence], headers: etag, json: () => ({marking: 'openbaar'})}],
    'POST /api/v1/evidence/{id}/admitted': [{json: (r, t) => ({person: t.other})}],
    'POST /api/v1/evidence/{id}/replacement': [{last: 1, of: r => ['evidence', r.evidence], headers: etag, json: (r, t) => ({replaced_by: t.newer})}],
    'DELETE /api/v1/evidence-uses/{id}': [{}],
    'POST /api/v1/norms': [{json: () => brought}],
    'POST /api/v1/norms/preview': [{json: () => brought}],
    'DELETE /api/v1/local-norms/{id}': [{}],
    'POST /api/v1/objects': [{json: () => ({name: 'Systeem uit de rondgang', kind: 'systeem'})}],
    'PATCH /api/v1/objects/{id}': [{of: r => ['object', r.object], headers: etag, json: () => ({description: 'Weer anders'})}],
    'POST /api/v1/objects/{id}/processes': [{json: (r, t) => ({processes: [t.process]})}],
    'POST /api/v1/objects/{id}/scope': [{json: () => ({inside: true})}],
    'POST /api/v1/objects/{id}/level': [{right: ['level', 'objects'],
        json: () => ({answers: [{question: 'persoonsgegevens', answer: 'ja'}]})}],
    'POST /api/v1/objects/{id}/level/decision': [{of: r => ['level_result',
        `(select max(id) from level_result where org = 1 and object = ${r.object})`], headers: etag, json: () => ({})}],
    'POST /api/v1/statements-of-applicability': [{}],
    'PATCH /api/v1/statements-of-applicability/{number}/lines/{label}': [{of: line, headers: etag, json: () => ({why: 'x'})}],
    'POST /api/v1/statements-of-applicability/{number}/completion': [{of: (r, t) => ['soa', t.soa], headers: etag}],
    'POST /api/v1/statements-of-applicability/{number}/adoption': [{of: (r, t) => ['soa', t.soa], headers: etag, json: () => decision}],
};
