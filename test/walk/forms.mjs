// forms.mjs - what is refused comes back as it was, what was changed meanwhile is shown, what is too much is left out.
import {randomBytes} from 'node:crypto';

import {formTo, number} from './client.mjs';
import {inDays} from './program.mjs';
import {holds, is} from './tally.mjs';

const address = '/maatregelen/5.37';

export async function forms(walk) {
    await tooLong(walk);
    await stale(walk);
    await list(walk);
    await days(walk);
    await files(walk);
    await sheets(walk);
    await erasing(walk);
}

const form = async (client, path, action = path) => formTo((await client.get(path)).text, action).fields;

async function tooLong({as, program}) {
    const samira = await as('samira');
    const before = program.head();
    const fields = await form(samira, address);
    const text = `${'é'.repeat(4001)}<b>"'&`;
    const answer = await samira.post(address, {...fields, design: 'deels', design_note: text, note: 'een notitie'});
    is('a text that is too long is refused', 422, answer.status);
    const back = formTo(answer.text, address)?.fields ?? {};
    is('and stands in the form again', text, back.design_note);
    is('with what was chosen beside it', 'deels', back.design);
    is('and what was written elsewhere', 'een notitie', back.note);
    holds('the fault leads to its field', /href="#design_note"/.test(answer.text) && /id="design_note"/.test(answer.text));
    const many = {...fields, target: '2026-02-30', rhythm_months: 'veel', design: 'misschien'};
    const several = await samira.post(address, many);
    is('a day that is none, a number that is none and a word that is none are refused', 422, several.status);
    is('and come back as they were', '2026-02-30 veel', ((f) => `${f.target} ${f.rhythm_months}`)(formTo(several.text, address)?.fields ?? {}));
    const controls = await samira.post(address, {...fields, note: 'a\u0007b'});
    is('control characters are refused', 422, controls.status);
    const turned = await samira.post(address, {...fields, note: 'Anders', reden: 'op \u202everzoek'});
    holds('a reason in which something is hidden is refused at its field', turned.status === 422 && turned.text.includes('id="reden-fout"'), String(turned.status));
    const bytes = await samira.ask('POST', address, {body: `form_token=${fields.form_token}&note=%ff%fe`,
        headers: {'content-type': 'application/x-www-form-urlencoded', origin: samira.origin}});
    holds('what is no UTF-8 is refused', [400, 422].includes(bytes.status), String(bytes.status));
    const kind = await samira.ask('POST', address, {body: '{}', headers: {'content-type': 'application/json', origin: samira.origin}});
    is('a form of another kind is 415', 415, kind.status);
    is('and nothing has changed', before, program.head());
}

async function stale({as, program}) {
    const [samira, eva] = [await as('samira'), await as('eva')];
    const mine = await form(samira, address);
    const first = await samira.post(address, {...mine, design: 'deels', note: 'De eerste was er eerder'});
    is('the first to save is saved', 303, first.status);
    const late = await samira.post(address, {...mine, form_number: number(), design: 'nee', note: 'De tweede kwam later'});
    is('who was later is told', 409, late.status);
    holds('and sees both', late.text.includes('De eerste was er eerder') && late.text.includes('De tweede kwam later'));
    const head = program.head();
    const same = await samira.post(address, {...mine, form_number: number(), design: 'deels', note: 'De eerste was er eerder'});
    is('two who say the same do not clash', 303, same.status);
    is('and there is nothing to save', head, program.head());
    const choice = formTo(late.text, address).fields;
    const settled = await samira.post(address, {...choice, form_number: number(), 'laat-note': '0', 'laat-design': '1'});
    is('one can choose between them', 303, settled.status);
    const now = await form(samira, address);
    is('and gets what was chosen', 'deels, De tweede kwam later', `${now.design}, ${now.note}`);
    holds('who may only read is shown no form', formTo((await eva.get(address)).text, address) === undefined);
}

async function list({as, program}) {
    const samira = await as('samira');
    const page = (await samira.get('/maatregelen')).text;
    const fields = formTo(page, '/maatregelen/zet').fields;
    const one = Object.keys(fields).find(name => /^o\d+$/.test(name) && fields[name] === '0');
    const before = program.head();
    const nothing = await samira.post('/maatregelen/zet', fields);
    is('a list that nobody touched is saved as it was', 303, nothing.status);
    is('without a line in the ledger', before, program.head());
    const touched = await samira.post('/maatregelen/zet', {...fields, form_number: number(), [one]: '2'});
    is('one verdict in the list is saved', 303, touched.status);
    holds('with a line in the ledger', before !== program.head());
    const clash = await samira.post('/maatregelen/zet', {...fields, form_number: number(), [one]: '1'});
    is('a list from before that clashes', 409, clash.status);
    const bad = await samira.post('/maatregelen/zet', {...fields, form_number: number(), gezien: 'x'});
    is('a list that says nothing of what it was made from is refused', 422, bad.status);
}

async function days({as}) {
    const samira = await as('samira');
    const rows = [
        ['/?op=2026-02-30', 422], ['/?op=gisteren', 422], ['/?op=2099-01-01', 422], ['/gap?op=2027-01-01', 422],
        ['/?op=2026-03-31&bekend=2099-01-01', 422], ['/?op=0001-01-01', 404], ['/?op=2026-03-31&bekend=2026-04-30', 200],
        ['/?op=2026-03-31', 200], ['/vvt?op=2026-03-31', 200], ['/maatregelen/5.01.01?op=2026-03-31', 200],
        ['/maatregelen?beeld=nergens', 422], ['/maatregelen?eigenaar=x', 422],
    ];
    for (const [path, status] of rows)
        is(`${path} is ${status}`, status, (await samira.get(path)).status);
    holds('a day before there was anything is named as such', (await samira.get('/?op=0001-01-01')).text.includes('Dit was er toen nog niet'));
    holds('an adopted statement says that its lines are of then', (await samira.get('/vvt/1')).text.includes('zoals ze toen waren') && !(await samira.get('/vvt/2')).text.includes('zoals ze toen waren'));
    const [twice, again] = [await samira.get('/gap.json?op=2026-03-31&bekend=2026-03-31'), await samira.get('/gap.json?op=2026-03-31&bekend=2026-03-31')];
    is('a past day says the same whenever it is asked', twice.text, again.text);
}

async function files({as, program}) {
    const samira = await as('samira');
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3000)]);
    const fields = async () => Object.entries({...await form(samira, '/bewijs/nieuw'), items: '5.37', title: 'Verslag uit de wandeling',
        kind: 'document', design: '1', period_to: '2026-01-31', form_number: number()})
        .filter(([name]) => !['bestand', 'file'].includes(name));
    const page = (await samira.get('/bewijs/nieuw')).text;
    const name = /<input[^>]*type="file"[^>]*name="([^"]+)"|<input[^>]*name="([^"]+)"[^>]*type="file"/.exec(page);
    const file = name[1] ?? name[2];

    const before = program.head();
    const rows = [
        ['a file that is not what its name says', 'verslag.pdf', Buffer.from('MZ\u0000\u0000programma'), 422],
        ['a kind that is not on the list', 'programma.exe', Buffer.from('MZ\u0000\u0000'), 422],
        ['a page that could run', 'blad.html', Buffer.from('<script>alert(1)</script>'), 422],
        ['a file of more than 25 MiB', 'groot.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(25 * 1024 * 1024)]), 413],
        ['a request of more than 26 MiB', 'groter.pdf', Buffer.alloc(27 * 1024 * 1024), 413],
    ];
    for (const [what, title, bytes, status] of rows) {
        const answer = await samira.upload('/bewijs/nieuw', [...await fields(), [file, title, bytes]])
            .catch(error => ({status: error.code, text: ''}));
        is(`${what} is ${status}`, status, answer.status);
        if (status === 422)
            holds(`${what} leaves the form filled in`, answer.text.includes('value="Verslag uit de wandeling"'));
        if (status === 413)
            holds(`${what} is told how large it may be and what to do`, /<html lang="nl"/.test(answer.text) &&
                /hoogstens 25 MB/.test(answer.text) && /terugknop/.test(answer.text), answer.text);
    }
    is('and nothing was kept of them', before, program.head());
    const made = await samira.upload('/bewijs/nieuw', [...await fields(), [file, 'verslag "a/b"; é.pdf', pdf]]);
    is('a file that is what it says is kept', 303, made.status);
    const where = /\/bewijs\/(\d+)/.exec(made.headers.location ?? '')?.[0] ??
        /href="(\/bewijs\/\d+)"[^>]*>(?:(?!<\/a>).)*Verslag uit de wandeling/s.exec((await samira.get('/maatregelen/5.37')).text)?.[1];
    const back = await samira.get(`${where}/bestand`);
    is('and comes back byte for byte', pdf.toString('hex'), back.bytes.toString('hex'));
    holds('to be kept and never shown, in a sandbox', /^attachment/.test(back.headers['content-disposition'] ?? '') &&
        /sandbox/.test(back.headers['content-security-policy']), JSON.stringify(back.headers));
    holds('its name is safe to take', /filename\*=UTF-8''/.test(back.headers['content-disposition']) &&
        !/[\r\n]/.test(back.headers['content-disposition']), back.headers['content-disposition']);
    const judge = formTo((await samira.get(where)).text, `${where}/oordeel`);
    holds('who brought it does not judge it', judge === undefined);
}

async function sheets({as, program}) {
    const samira = await as('samira');
    const before = program.head();
    const fields = await form(samira, '/maatregelen/import');
    const page = (await samira.get('/maatregelen/import')).text;
    const file = /<input[^>]*name="([^"]+)"[^>]*type="file"|<input[^>]*type="file"[^>]*name="([^"]+)"/.exec(page);
    const name = file[1] ?? file[2];
    delete fields[name];
    const send = text => samira.upload('/maatregelen/import', [...Object.entries({...fields, form_number: number()}), [name, 'stand.csv', Buffer.from(text)]]);
    const good = await send('nummer;opzet;bestaan;werking\n5.37;ja;deels;nee\n');
    is('a sheet is shown before it counts', 200, good.status);
    const bad = await send('nummer;opzet\n5.37;misschien\n99.99;ja\n');
    holds('a sheet with faults says so', [200, 422].includes(bad.status) && /99\.99/.test(bad.text), String(bad.status));
    const none = await send('\u0000\u0001\u0002');
    holds('what is no sheet is refused', [200, 422].includes(none.status), String(none.status));
    const large = await send(`nummer;opzet\n${';'.repeat(5 * 1024 * 1024)}`);
    holds('nor does one of more than 5 MiB come in', large.status === 422 && large.text.includes('hoogstens 5 MB'), String(large.status));
    const wordy = await send(`nummer;opzet;toelichting\n${`5.37;ja;${'woord '.repeat(5000)}\n`.repeat(40)}`);
    holds('or of more than 1 MiB of text', wordy.status === 422 && wordy.text.includes('1 MB aan tekst hebben'), String(wordy.status));
    is('and nothing has changed', before, program.head());
}

async function erasing({as, program}) {
    const [samira, nadia] = [await as('samira'), await as('nadia')];
    const secret = `Genoemd is ${randomBytes(8).toString('hex')}`;
    const fields = await form(samira, address);
    await samira.post(address, {...fields, note: secret, form_number: number()});
    const seq = program.sql('select max(seq) from ledger');
    const row = program.sql(`select id from assessment where note = '${secret}'`);
    const path = `/beheer/wissen/nieuw?soort=tekst&regel=${seq}&veld=note&nummer=${row}`;
    const measures = program.sql("select min(seq) - 1 from ledger where act = 'object.add'");
    const said = (await samira.get(`/beheer/logboek?tot=${measures}`)).text;
    holds('the ledger tells of persons by name', said.includes('<ins>Karim el Amrani</ins>'));
    holds('of days and choices in words', !/<(ins|del)>(\d{4}-\d\d-\d\d|[01]|ciso|geen_voorval)</.test(said));
    const large = program.sql("select seq from ledger where act = 'soa.fill'");
    const rows = text => text.split('</tr>').length;
    const part = (await samira.get(`/beheer/logboek?tot=${large}`)).text;
    const whole = (await samira.get(`/beheer/logboek?regel=${large}`)).text;
    holds('a large entry shows a part and leads to all of it', part.includes(`href="/beheer/logboek?regel=${large}"`));
    holds('where it stands alone', !whole.includes(`href="/beheer/logboek?regel=${large}"`) && rows(whole) > 200 &&
        !whole.includes(`<th scope="row">${large - 1}</th>`));
    const lotte = await as('lotte');
    holds('who may ask sees a button at a text', (await samira.get('/beheer/logboek')).text.includes('/beheer/wissen/nieuw'));
    is('somebody else may not ask', 403, (await lotte.get(path)).status);
    const page = await samira.get(path);
    holds('the text is shown before it goes', page.text.includes(secret));
    const ask = formTo(page.text, '/beheer/wissen/nieuw').fields;
    is('a reason is asked for', 422, (await samira.post('/beheer/wissen/nieuw', ask)).status);
    const asked = await samira.post('/beheer/wissen/nieuw', {...ask, why: 'op verzoek', form_number: number()});
    const one = asked.headers.location?.split('?')[0];
    is('with a reason it is asked', 303, asked.status);
    holds('and leads to what was asked', /^\/beheer\/wissen\/\d+$/.test(one), one);
    is('and all is still there', '1', program.sql(`select count(*) from ledger_text where text = '${secret}'`));
    holds('who asked has no button to do it', formTo((await samira.get(one)).text, one) === undefined);
    is('nor the right', 403, (await samira.post(one, {form_token: ask.form_token, form_number: number()})).status);
    holds('the list never says the text', !(await nadia.get('/beheer/wissen')).text.includes(secret));
    const before = await nadia.get(one);
    holds('who is to do it sees what goes, and why', before.text.includes(secret) && before.text.includes('op verzoek'));
    const send = {...formTo(before.text, one).fields, form_number: number()};
    is('another does it', 303, (await nadia.post(one, send)).status);
    const head = program.head();
    is('sent twice it goes once', 303, (await nadia.post(one, send)).status);
    is('and there is one entry of it', head, program.head());
    const left = [];
    for (const look of ['/beheer/logboek', '/beheer/wissen', one, address, `${address}?op=${inDays(0)}`])
        for (const who of [nadia, samira])
            if ((await who.get(look)).text.includes(secret))
                left.push(look);
    is('no page has it any more', '', left.join(', '));
    holds('the history says that it was erased, and when', /gewist op \d+ \w+ \d{4}/.test((await samira.get(address)).text));
    is('it is not there to be erased again', 422, (await samira.get(path)).status);
    holds('an act is told in words', (await nadia.get('/beheer/logboek')).text.includes('tekst gewist'));
}
