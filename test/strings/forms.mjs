// forms.mjs - every form with a text field: where it stands, its fields, what goes with them; and where texts are read again.
import {createHash} from 'node:crypto';
import {formsOf, formTo} from '../walk/client.mjs';
import {csv} from './sheet.mjs';
import {kept} from './strings.mjs';

const link = n => `https://wbx.example/${n}?a=1&b="'<`;
const piece = {kind: 'document', existence: '1', period_from: '2026-01-01', period_to: '2026-01-31', executions: '9', sample_size: '3'};
const pieceFields = {one: ['title', 'origin', 'population', 'sample_way'], lines: ['deviations']};
const decision = {one: ['number', 'subject', 'document', 'mandate']};
const sso = ['name', 'client', 'claim', 'acr', 'hosts'];
const roles = ['admin', 'ciso', 'owner', 'management', 'executive', 'auditor', 'privacy', 'coordinator', 'member', 'reader',
    'contact', 'director'].map(role => `rol-${role}`);
const notes = ['design_note', 'existence_note', 'operation_note', 'note'];
const provider = {way: 'key', joins: 'linked'};
const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');

// A sheet as one that came out: a sign before what a spreadsheet would work out, and before a sign.
const guard = /^'(?=['=+\-@\t])/;
const sheet = text => Buffer.from(`nummer,notitie\n5.02.01,"${text.replace(guard, "''").replaceAll('"', '""')}"\n`);
const norm = Buffer.from('nummer;tekst\n5.01.01;Van ons alleen\n');
const over = {also: () => ({source: 'bio2@1.3'}), good: () => ({source: 'bio2@1.3'})};

const none = text => `${text}, geen`;
const short = text => [...text].slice(0, 60).join('');

// Of a path the last, without what a file name is cleaned of.
const fileName = name => name.replace(/^.*[/\\]/s, '').replace(/[\t"]/g, '');

const post = async (client, page, action, more = {}) =>
    client.post(action, {...formTo((await client.get(page)).text, action)?.fields, ...more});

// [noun, who, where the form stands, shape]; {noun} stands for where the row is that was made last.
//
//     one, lines  the fields, of one line or of more; those in `bare` are not in the form again
//     action      where it goes to, when that is another address
//     also        what goes along: of the round, what was made, and the fields as they stood
//     sent, file  what is made of a text before it goes: another, the name and bytes of a file
//     as, back    what is kept of it; where it stands in the form that comes back
//     cleans      what nobody sees is left out, and not refused; where it then is shown
//     adds        it makes a row: none of the fields is in the form again
//     refused     the form is refused with this status, and has all that was typed; nothing is kept
//     good        what goes along instead for it to be taken: then a text that nobody sees is refused
//     every       not in each round, but so many times in all
//     before, after  what is done before the form is there, and when all was read
export const forms = [
    ['measure', 'samira', '/maatregelen/5.01.01', {one: ['reden'], bare: ['reden'], lines: notes}],
    ['review', 'karim', '/maatregelen/5.01.01', {one: ['design_review', 'existence_review', 'operation_review']}],
    ['control', 'samira', '/maatregelen/5.15', {one: ['risk_analysis'], lines: ['suffices_why', 'note'], also: () => ({suffices: 'ja'})}],
    // Who saw the measure as it was at first: what they wrote stands beside what is there.
    ['late', 'samira', '/maatregelen/5.01.01', {lines: notes, refused: 409, as: Object.fromEntries(notes.map(name => [name, kept])),
        also: (n, made) => ({gezien: made.seen})}],
    ['line', 'samira', '/vvt/regel/5.01.01', {one: ['risk_analysis', 'alternative', 'alternative_item'], lines: ['why', 'alternative_why']}],
    ['object', 'samira', '{process}', {one: ['name'], lines: ['description']}],
    ['scope', 'samira', '{process}', {action: '{process}/reikwijdte', lines: ['why'], also: () => ({inside: '0'})}],
    ['level', 'samira', '{process}/niveau', {adds: true, lines: ['chosen_why'], also: () => ({chosen: '1'})}],
    ['organisation', 'nadia', '/beheer/organisatie', {one: ['name']}],
    ['retention', 'nadia', '/beheer/bewaren', {one: ['reden'], bare: ['reden'],
        also: (n, made, fields) => ({keep_events: fields.keep_events === '24' ? '25' : '24'})}],
    ['sso', 'nadia', '/beheer/aanmelden', {one: sso, also: () => ({...provider, issuer: 'https://wbx.example'}),
        sent: {name: short}, as: {name: text => kept(short(text))}}],
    ['passkey', 'samira', '/mijn/passkey/1', {one: ['name']}],
    ['evidence', 'samira', '/bewijs/nieuw', {...pieceFields, adds: true, upload: true, also: n => ({...piece, items: '5.01.01', link: link(n)})}],
    ['verdict', 'karim', '{evidence}', {action: '{evidence}/oordeel', lines: ['fitness_why'], also: () => ({fitness: 'ongeschikt'})}],
    ['file', 'samira', '/maatregelen/8.34/bewijs', {...pieceFields, one: [...pieceFields.one, 'file'], adds: true, upload: true,
        also: () => piece, file: name => [`${name}.pdf`, pdf], cleans: '{file}',
        as: {file: name => fileName(`${name}.pdf`)}}],
    ['judged', 'karim', '/maatregelen/8.34', {action: '/maatregelen/8.34/bewijs/oordeel', lines: ['fitness_why'], bare: ['fitness_why'],
        also: () => ({fitness: 'ongeschikt'})}],
    ['person', 'nadia', '/beheer/gebruikers', {adds: true, one: ['name', 'job_title'], also: () => ({roles: 'reader'})}],
    ['token', 'samira', '/mijn', {adds: true, one: ['name'], action: '/mijn/token'}],
    ['exception', 'ruben', '/uitzonderingen/nieuw?nr=5.37', {adds: true, one: ['risk_analysis'], lines: ['reason', 'compensating'],
        also: () => ({nr: '5.37', kind: 'plan', until: '2027-01-01'})}],
    ['advice', 'samira', '{exception}', {action: '{exception}/advies', lines: ['advice'], bare: ['advice']}],
    ['decided', 'lotte', '{exception}', {...decision, action: '{exception}/besluit', bare: decision.one,
        also: () => ({allowed: 'nee', body: 'bestuur', on: '2026-01-15'})}],
    // To erase can be done once, so it is asked, and let go again.
    ['erasure', 'samira', '/beheer/wissen/nieuw?soort=tekst&{note}', {adds: true, one: ['why'],
        after: (who, made) => post(who, made.erasure, `${made.erasure}/vervallen`)}],
    ['norm', 'samira', '/normen/import', {upload: true, one: ['file'], file: name => [`${name}.csv`, norm], refused: 200, ...over,
        as: {file: name => fileName(kept(`${name}.csv`))}, back: {file: form => form.name}, cleans: '/normen/import'}],
    // Whenever a norm comes or goes, every process reads all again.
    ['brought', 'samira', '/normen/import', {every: 6, one: ['name'], bare: ['name'], sent: {name: name => `${name}.csv`},
        also: () => ({...over.also(), hash: createHash('sha256').update(norm).digest('hex')}),
        as: {name: name => fileName(kept(`${name}.csv`))}, cleans: '/normen/import',
        after: async who => {
            for (const {action, fields} of formsOf((await who.get('/normen/import')).text).filter(form => form.action.endsWith('/einde')))
                await who.post(action, fields);
        }}],
    ['sheet', 'samira', '/maatregelen/import', {upload: true, lines: ['file'], file: text => ['stand.csv', sheet(text)], refused: 200,
        back: {file: form => csv(form.csv ?? '')[1]?.[1].replace(guard, '')}}],
    ['import', 'samira', '/maatregelen/import', {lines: ['csv'], bare: ['csv'], sent: {csv: sheet}}],
    // To carry over is much work, and it is taken back once.
    ['undone', 'samira', '{migration}/ongedaan', {every: 6, one: ['reden'], bare: ['reden'], before: async (who, made) => {
        const id = made.process.split('/').pop();
        if (formTo((await who.get(`${made.migration}/ongedaan`)).text, `${made.migration}/ongedaan`) === undefined)
            await post(who, `/overzetten/nieuw?stap=3&van=bio2@1.3&naar=bio104@1.04&object=${id}`, '/overzetten/nieuw');
    }}],

    // What can be done once, or is no text that is kept: in a form that comes back.
    ['adopted', 'lotte', '/vvt/2/vaststellen', {...decision, refused: 422, also: () => ({body: ''}),
        good: () => ({body: 'bestuur', on: '2026-01-15'}), before: (who, made, {samira}) => post(samira, '/vvt/2', '/vvt/compleet')}],
    ['shut', 'samira', '/bewijs/gesloten', {one: ['reden'], refused: 422, also: () => ({nummer: '999999'}), good: () => ({})}],
    ['new object', 'samira', '/objecten/nieuw', {one: ['name'], lines: ['description'], refused: 422, also: () => ({kind: ''}),
        good: () => ({kind: 'systeem'})}],
    ['new person', 'nadia', '/beheer/gebruikers', {one: ['name', 'job_title', 'email'], refused: 422, also: () => ({until: '2026-02-30'})}],
    ['new passkey', 'samira', '/mijn', {one: ['name'], action: '/mijn/passkey', form: '/mijn/passkey/nieuw', refused: 422,
        also: () => ({client: 'e30', attestation: 'oA'})}],
    ['new evidence', 'samira', '/bewijs/nieuw', {one: [...pieceFields.one, 'items', 'link'], lines: pieceFields.lines, upload: true,
        refused: 422, also: () => ({...piece, period_to: ''})}],
    ['at a measure', 'samira', '/maatregelen/8.34/bewijs', {one: [...pieceFields.one, 'link'], lines: pieceFields.lines, upload: true,
        refused: 422, also: () => ({...piece, period_to: ''})}],
    // Some of the texts are the number of a measure.
    ['use', 'samira', '{evidence}', {one: ['items'], action: '{evidence}/gebruik', sent: {items: none}, as: {items: none}, refused: 422}],
    ['new exception', 'samira', '/uitzonderingen/nieuw', {one: ['nr', 'risk_analysis'], lines: ['reason', 'compensating'],
        refused: 422}],
    // Some of the texts are an address.
    ['new sso', 'nadia', '/beheer/aanmelden', {one: [...sso, 'issuer', ...roles], sent: {issuer: none}, as: {issuer: none},
        refused: 422, also: () => provider}],
    // A password takes long to check, and who tries too often waits.
    ['sign in', 'nobody', '/inloggen', {every: 6, one: ['email'], refused: 422, also: () => ({password: 'onjuist'})}],
    // Who signed in long ago shows first that it is they, by a password that takes long to check:
    // until then the form is kept in that page.
    ['proof', 'nadia', '/beheer/gebruikers', {every: 6, one: ['name', 'job_title', 'email'], refused: 200,
        before: (who, made) => { who.own ??= who.password; who.password = undefined; made.stale('Nadia'); },
        after: who => { who.password = who.own; }}],
];

// Where each text must be read again: who, at which address, of which nouns or fields. Of pages and
// cells the texts of one line; those without a noun are looked at for markup.
const unsaid = ['token', 'passkey']; // what the ledger does not know
export const pages = [
    ['samira', '/maatregelen/5.01.01', ['measure', 'review', 'evidence.title', 'verdict']],
    ['samira', '/maatregelen/5.15', ['control']],
    ['samira', '/maatregelen/5.02.01', ['import']],
    ['karim', '/maatregelen/8.34', ['file.title', 'judged']],
    ['samira', '/vvt', ['line.risk_analysis', 'line.alternative']],
    ['samira', '/vvt/regel/5.01.01', ['line']],
    ['samira', '/objecten', ['object.name']],
    ['samira', '{process}', ['object', 'scope']],
    ['samira', '{process}/niveau', ['object.name', 'level']],
    ['samira', '/bewijs', ['evidence.title', 'file.title']],
    ['samira', '{evidence}', ['evidence', 'verdict']],
    ['samira', '{file}', ['file']],
    ['samira', '/uitzonderingen', []],
    ['samira', '{exception}', ['exception.reason', 'exception.risk_analysis', 'exception.compensating', 'advice', 'decided.number']],
    ['samira', '/normen/import', ['brought']],
    ['samira', '/mijn', ['token', 'passkey']],
    ['nadia', '/beheer/organisatie', ['organisation']],
    ['nadia', '/beheer/aanmelden', ['sso']],
    ['nadia', '/beheer/gebruikers', ['person']],
    ['samira', '/beheer/wissen', ['erasure']],
    ['samira', '{erasure}', ['erasure']],
    ['samira', '/', ['organisation']],
    ['samira', '/maatregelen', []],
    ['samira', '/gap', []],
    ['samira', '/beheer/logboek', forms.filter(([noun,,, it]) => !unsaid.includes(noun) && (it.refused === undefined || it.good))
        .map(([noun]) => noun)],
];
export const csvs = [['/maatregelen.csv', ['measure.note']], ['/vvt/2.csv', ['line.why']]];
export const books = [['/maatregelen.xlsx', ['measure.note']], ['/vvt/2.xlsx', ['line.why']]];
export const documents = [['/maatregelen.json', []], ['/vvt/2.json', ['line.why', 'line.alternative_why']],
    ['/oscal/system-security-plan.json', ['organisation.name']], ['/oscal/assessment-results.json?namen=1', ['organisation.name']]];
