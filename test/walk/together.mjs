// together.mjs - eight who do the same at the same moment: one wins, the others are told. [plan S22]
import {Client, formTo, number} from './client.mjs';
import {inDays} from './program.mjs';
import {holds, is} from './tally.mjs';

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];
const PAGE = '/maatregelen/5.37';

// The same browser once more, with a connection of its own.
const twin = client => Object.assign(new Client(client.port), {cookies: {...client.cookies}, password: client.password});

const form = async (client, page = PAGE) => formTo((await client.get(page)).text, page).fields;
const length = program => Number(program.sql('select max(seq) from ledger'));
const counted = answers => [...new Set(answers.map(({status}) => status))].sort()
    .map(one => `${answers.filter(({status}) => status === one).length} times ${one}`).join(', ');

export async function together({program, as}) {
    const samira = await as('samira');
    const eight = EIGHT.map(() => twin(samira));
    const all = work => Promise.all(eight.map(work));

    let before = length(program);
    const once = {...await form(samira), note: `Acht keer verstuurd ${number()}`};
    is('one form that comes eight times is well each time', '8 times 303', counted(await all(client => client.post(PAGE, once))));
    is('and stands in the ledger once', before + 1, length(program));

    before = length(program);
    const seen = await form(samira);
    const notes = EIGHT.map(i => `De ${i}e van acht ${number()}`);
    const answers = await all((client, i) => client.post(PAGE, {...seen, form_number: number(), note: notes[i]}));
    is('of eight who change one measure one is first, and seven are told', '1 times 303, 7 times 409', counted(answers));
    is('what was first is kept', notes[answers.findIndex(answer => answer.status === 303)], (await form(samira)).note);
    is('and nothing of the others', before + 1, length(program));
    await withdrawn(program, as);
}

// Somebody goes on saving while an administrator takes their role: what was answered stands, and
// after the moment of taking there is nothing more of theirs.
async function withdrawn(program, as) {
    const [nadia, sem] = [await as('nadia'), await as('sem')];
    const id = program.sql("select id from person where name = 'Sem Mulder'");
    const where = `/beheer/gebruikers/${id}/rol`;
    const token = formTo((await nadia.get('/beheer/gebruikers')).text, where).fields.form_token;
    const post = (path, fields) => nadia.post(path, {form_token: token, form_number: number(), ...fields});
    is('a role of today is given', 303, (await post(where, {role: 'ciso', from: inDays(0), until: inDays(20)})).status);

    const from = length(program);
    const status = {};
    let over = false;
    const work = ['5.37', '5.36', '5.35', '8.30', '8.31', '8.32', '8.33', '8.34'].map(async label => {
        const client = twin(sem);
        const page = `/maatregelen/${label}`;
        let fields;
        for (let i = 0; !over; i++) {
            // Once the role is gone the page has no form: then the one that was there is sent.
            fields = formTo((await client.get(page)).text, page)?.fields ?? fields;
            const answer = await client.post(page, {...fields, form_number: number(), note: `Nog ${i} ${number()}`});
            status[answer.status] = (status[answer.status] ?? 0) + 1;
            over ||= answer.status === 403;
        }
    });
    while ((status[303] ?? 0) < 16 && !over)
        await new Promise(done => setTimeout(done, 5));
    is('and taken while eight pages of theirs save', 303, (await post(`${where}/einde`, {role: 'ciso'})).status);
    await Promise.allSettled(work);
    const theirs = `actor = 'p${id}' and seq > ${from}`;
    const taken = program.sql(`select max(seq) from ledger where act = 'role.end' and seq > ${from}`);
    is('every save that was answered stands in the ledger, and no other', String(status[303]), program.sql(`select count(*) from ledger where ${theirs}`));
    holds('the role was taken between them', Number(taken) > from + 16, taken);
    is('after it there is nothing of theirs', '0', program.sql(`select count(*) from ledger where ${theirs} and seq > ${taken}`));
    is('who saves then is told that they may not', 'true', String(status[403] > 0));
    is('and nobody was answered otherwise', '303 403', Object.keys(status).sort().join(' '));
}
