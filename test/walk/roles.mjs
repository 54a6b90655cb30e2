// roles.mjs - what somebody may do begins and ends on a day, and who may nothing is told so.
import {writeFileSync} from 'node:fs';

import {makeToken, secretIn} from './account.mjs';
import {Client, formTo, number} from './client.mjs';
import {inDays} from './program.mjs';
import {holds, is} from './tally.mjs';

export async function roles(walk) {
    await periods(walk);
    await nothing(walk);
    await confidential(walk);
}

async function periods({program, as}) {
    const [nadia, eva] = [await as('nadia'), await as('eva')];
    const id = program.sql("select id from person where name = 'Eva Smit'");
    const own = program.sql("select id from person where name = 'Nadia Bakker'");
    const where = `/beheer/gebruikers/${id}/rol`;
    const token = formTo((await nadia.get('/beheer/gebruikers')).text, where).fields.form_token;
    const post = async (path, fields) => await nadia.post(path, {form_token: token, form_number: number(), ...fields});

    is('a role of tomorrow is given', 303, (await post(where, {role: 'auditor', from: inDays(1), until: inDays(9)})).status);
    is('and gives no right today', 403, (await eva.get('/beheer/logboek')).status);
    is('one of today is given', 303, (await post(where, {role: 'ciso', from: inDays(0), until: inDays(20)})).status);
    is('and gives its right at the next request', 200, (await eva.get('/beheer/logboek')).status);
    holds('the page says that it ends soon', (await nadia.get('/beheer/gebruikers')).text.includes('loopt bijna af'));
    holds('and so does that of whose role it is', (await eva.get('/mijn')).text.includes('loopt bijna af'));
    is('its last day is moved', 303, (await post(`${where}/tot`, {role: 'ciso', until: inDays(90)})).status);
    holds('and then it no longer ends soon', !(await eva.get('/mijn')).text.includes('loopt bijna af'));
    is('a last day before the first is refused', 422,
        (await post(where, {role: 'owner', from: inDays(3), until: inDays(2)})).status);
    is('a last day that is long past is refused', 422,
        (await post(`${where}/tot`, {role: 'ciso', until: inDays(-9)})).status);
    program.sql(`update role_held set "from" = '${inDays(-9)}', until = '${inDays(-1)}' where person = ${id} and role = 'ciso'`);
    is('a role whose last day has passed gives no right at the next request', 403, (await eva.get('/beheer/logboek')).status);
    program.sql(`update role_held set "from" = '${inDays(0)}', until = '${inDays(90)}' where person = ${id} and role = 'ciso'`);
    is('a role of today is taken back', 303, (await post(`${where}/einde`, {role: 'ciso'})).status);
    is('and gives no right at the next request', 403, (await eva.get('/beheer/logboek')).status);
    is('nobody gives a role to themselves', 403, (await post(`/beheer/gebruikers/${own}/rol`, {role: 'ciso'})).status);
    const early = await post('/beheer/gebruikers', {name: 'Pop', roles: 'ciso', from: inDays(0)});
    is('who takes somebody in gives them no role the same day', 403, early.status);
    holds('and is told why', early.text.includes('Laat de rol morgen of later beginnen'));
    is('from tomorrow on they do', 303, (await post('/beheer/gebruikers', {name: 'Pop', roles: 'reader', from: inDays(1)})).status);
}

async function nothing({program, as, address, password, folder}) {
    writeFileSync(`${folder}/secret`, password);
    for (const [who, role, says] of [['kees', 'contact', 'contactpersoon van een leverancier'],
        ['rita', 'director', 'Je leidt hier sectorrondes'], ['otto', 'reader', 'geen rol']]) {
        is(`${role}: is taken in`, 0, program.run('user', 'add', '--name', who, '--email', address(who), '--role', role,
            '--password-file', `${folder}/secret`).status);
        await as(who);
        if (who === 'otto')
            is('and loses the only role', 0, program.run('user', 'role', who, '-reader').status);
        const page = await (await as(who)).get('/');
        is(`${role}: has a home`, 200, page.status);
        holds(`${role}: which says what there is to do`, page.text.includes(says));
        is(`${role}: with a way to their account`, 200, (await (await as(who)).get('/mijn')).status);
        is(`${role}: and reads nothing`, 403, (await (await as(who)).get('/maatregelen')).status);
    }
}

async function confidential({program, as}) {
    const [samira, eva] = [await as('samira'), await as('eva')];
    const id = program.sql("select max(id) from evidence where replaced_by is null and file_hash is not null");
    const where = `/bewijs/${id}`;
    const send = async (path, more) => {
        const {fields} = formTo((await samira.get(where)).text, `${where}/${path}`);
        return (await samira.post(`${where}/${path}`, {...fields, ...more})).status;
    };

    is('evidence is made confidential', 303, await send('vertrouwelijkheid', {marking: 'vertrouwelijk'}));
    is('who made it so still sees it', 200, (await samira.get(where)).status);
    is('another no longer', 404, (await eva.get(where)).status);
    is('nor the file', 404, (await eva.get(`${where}/bestand`)).status);
    is('nobody is admitted by no choice', 422, await send('toegelaten', {person: ''}));
    is('somebody is admitted', 303, await send('toegelaten', {person: program.sql("select id from person where name = 'Eva Smit'")}));
    is('and sees it', 200, (await eva.get(where)).status);
    const api = await readings({program, samira, eva, karim: await as('karim'), id});
    const page = (await samira.get(where)).text;
    holds('the page says who is', /Eva Smit <form[^>]*toegelaten\/einde/.test(page));
    is('and no longer', 303, (await samira.post(`${where}/toegelaten/einde`, {...formTo(page, `${where}/toegelaten`).fields,
        person: program.sql("select id from person where name = 'Eva Smit'")})).status);
    is('sees it', 404, (await eva.get(where)).status);
    is('nor is told who read it', 404, (await api('/readings')).status);
    program.run('ledger', 'erase', '--evidence', id, '--why', 'op verzoek');
    const nadia = await as('nadia');
    const request = `/beheer/wissen/${program.sql('select max(id) from erasure')}`;
    const {text: asked} = await nadia.get(request);
    holds('who may erase and is not admitted reads why it is not theirs to do', asked.includes('Dit is vertrouwelijk en niet voor jou.')
        && !asked.includes('is er niet meer') && !asked.includes('Wis definitief'), asked.slice(-2500));
    is('and may let the request go', 303, (await nadia.post(`${request}/vervallen`, formTo(asked, `${request}/vervallen`).fields)).status);
    is('it is made internal again', 303, await send('vertrouwelijkheid', {marking: 'intern'}));
    is('and seen by all', 200, (await eva.get(where)).status);
}

// Who read it, while Eva is admitted and Karim is not.
async function readings({program, samira, eva, karim, id}) {
    const where = `/bewijs/${id}`;
    const secret = secretIn((await makeToken(eva)).text);
    const api = path => new Client(program.port).get(`/api/v1/evidence/${id}${path}`, {authorization: `Bearer ${secret}`});
    const noted = who => program.sql(`select group_concat(door || ' ' || what, ', ') from (select r.* from reading r
        join person p on p.org = r.org and p.id = r.person where r.record = ${id} and p.name = '${who}' order by at)`);
    const before = program.head();

    is('who saw the page is noted', 'web shown', noted('Eva Smit'));
    await eva.get(where);
    is('once an hour', 'web shown', noted('Eva Smit'));
    for (const path of [`${where}/bestand`, `${where}/bestand`])
        is('the file is fetched', 200, (await eva.get(path)).status);
    is('which is noted each time', 'web shown, web downloaded, web downloaded', noted('Eva Smit'));
    is('what is asked without being sent', 200, (await eva.ask('HEAD', `${where}/bestand`)).status);
    const list = (how, offset) => new Client(program.port).ask(how, `/api/v1/evidence?limit=200&offset=${offset}`,
        {headers: {authorization: `Bearer ${secret}`}});
    is('a list is asked without being sent', 200, (await list('HEAD', 0)).status);
    is('or sent without it', 200, (await list('GET', 9999)).status);
    is('which is noted no more than that', 'web shown, web downloaded, web downloaded', noted('Eva Smit'));
    is('a list says all of it', true, JSON.parse((await list('GET', 0)).text).items.some(it => it.id === Number(id)));
    is('which is noted', 'web shown, web downloaded, web downloaded, api sent', noted('Eva Smit'));
    is('a program gets it', 200, (await api('')).status);
    is('and the file', 200, (await api('/file')).status);
    is('those are noted, and what is not sent is not',
        'web shown, web downloaded, web downloaded, api sent, api downloaded', noted('Eva Smit'));
    for (const model of ['profile', 'assessment-results', 'assessment-results'])
        is(`${model}: as OSCAL`, 200, (await eva.get(`/oscal/${model}.json`)).status);
    is('a document that tells of it is noted, one that does not is not',
        'web shown, web downloaded, web downloaded, api sent, api downloaded, web sent', noted('Eva Smit'));
    is('karim gets one too', 200, (await karim.get('/oscal/assessment-results.json')).status);
    for (const path of ['', '/bestand'])
        is('who is not admitted is refused', 404, (await karim.get(where + path)).status);
    is('and leaves no note', '', noted('Karim el Amrani'));
    is('the ledger is as it was', before, program.head());
    const told = (await samira.get(where)).text;
    holds('the page says who fetched the file, and when',
        /<li><time datetime=[^>]*>[^<]*<\/time><strong>Eva Smit<\/strong> bestand opgehaald \(website\)/.test(told), told.slice(-3000));
    const {items} = JSON.parse((await api('/readings')).text);
    is('and so does the API, newest first', 'sent web, downloaded api', items.slice(0, 2).map(it => `${it.what} ${it.door}`).join(', '));
    holds('a past day does not', !(await samira.get(`${where}?op=${inDays(-1)}`)).text.includes('h-inzage'));
    return api;
}
