// objects.mjs - the register of processes and systems, the scope, and the level test without scripts.
import {formTo, number} from './client.mjs';
import {holds, is} from './tally.mjs';

const form = async (client, path, action = path) => formTo((await client.get(path)).text, action)?.fields;

export async function objects(walk) {
    const address = await register(walk);
    await level(walk, address);
    await scope(walk, address);
    await judged(walk, address);
    await shown(walk, address);
    await divided(walk, address);
}

async function add(client, name, kind, more = {}) {
    const fields = await form(client, '/objecten/nieuw');
    return client.post('/objecten/nieuw', {...fields, name, kind, owner: '0', ...more});
}

const numberOf = answer => /\/objecten\/(\d+)/.exec(answer.headers.location ?? '')?.[1];

async function register({as}) {
    const [samira, joost, eva] = [await as('samira'), await as('joost'), await as('eva')];
    const nobody = await add(samira, '', 'systeem');
    is('an object without a name is refused', 422, nobody.status);
    holds('and it is said how many are wrong', nobody.text.includes('Er klopt 1 antwoord niet'));
    holds('and named', /id="name-fout"/.test(nobody.text));
    const process = numberOf(await add(samira, 'Vergunningen <b>', 'proces'));
    const own = await add(joost, 'Zaaksysteem', 'systeem', {availability: 'hoog'});
    is('an owner adds a system', 303, own.status);
    const path = `/objecten/${numberOf(own)}`;
    const page = (await joost.get(path)).text;
    holds('which is theirs', page.includes('Eigenaar: Joost'));
    const chosen = formTo(page, `${path}/processen`).fields;
    is('and works for a process', 303, (await joost.post(`${path}/processen`, {...chosen, process})).status);
    holds('that is named there', (await eva.get(path)).text.includes('Vergunningen &lt;b&gt;'));
    is('who may only read is shown no form', undefined, await form(eva, path));
    is('and adds nothing', 403, (await eva.get('/objecten/nieuw')).status);
    const list = (await eva.get('/objecten?soort=proces')).text;
    holds('the register shows what the filter asks', list.includes('Vergunningen') && !list.includes('Zaaksysteem'));
    const stale = formTo((await joost.get(path)).text, path).fields;
    is('a change is saved', 303, (await joost.post(path, {...stale, description: 'Een'})).status);
    is('and an older form is told', 409, (await joost.post(path, {...stale, form_number: number(), description: 'Twee'})).status);
    is('what is not there is not found', 404, (await eva.get('/objecten/999999')).status);
    return path;
}

async function level({as, program}, path) {
    const [samira, joost] = [await as('samira'), await as('joost')];
    const test = `${path}/niveau`;
    const fields = await form(samira, test);
    const head = program.head();
    const shown = await samira.post(test, {...fields, 'v-persoonsgegevens': 'ja', toon: '1'});
    is('the outcome can be looked at', 200, shown.status);
    holds('with its reasons', shown.text.includes('De uitkomst is BBN 2.') && shown.text.includes('Verwerkt het systeem persoonsgegevens?'));
    is('without a line in the ledger', head, program.head());
    const wrong = await samira.post(test, {...fields, form_number: number(), 'v-max_uitval_werkuren': 'lang'});
    is('a number that is none is refused', 422, wrong.status);
    is('and comes back', 'lang', formTo(wrong.text, test).fields['v-max_uitval_werkuren']);
    const bare = await samira.post(test, {...fields, form_number: number(), chosen: '3'});
    is('another level needs a reason', 422, bare.status);
    is('a CISO prepares it', 303, (await samira.post(test, {...fields, form_number: number(), 'v-persoonsgegevens': 'ja'})).status);
    holds('and it waits', (await samira.get(path)).text.includes('wacht op een besluit'));
    const decision = await form(joost, test, `${test}/besluit`);
    is('the owner decides', 303, (await joost.post(`${test}/besluit`, decision)).status);
    holds('and there is a level', (await samira.get('/objecten')).text.includes('BBN 2'));
    const secret = await joost.post(test, {...await form(joost, test), 'v-staatsgeheim': 'ja', toon: '1'});
    holds('a state secret is said to be outside', secret.text.includes('Dit valt buiten de niveaus.'));
    holds('the test says that it does not count here', secret.text.includes('Deze toets telt niet mee.'));
}

async function scope({as}, path) {
    const [samira, joost] = [await as('samira'), await as('joost')];
    const fields = await form(samira, path, `${path}/reikwijdte`);
    is('what is left out has a reason', 422, (await samira.post(`${path}/reikwijdte`, {...fields, inside: '0'})).status);
    is('what is inside needs none', 303, (await samira.post(`${path}/reikwijdte`, {...fields, form_number: number(), inside: '1'})).status);
    is('an owner does not choose the scope', undefined, await form(joost, path, `${path}/reikwijdte`));
}

// [R8] A verdict of an object, and the organisation that waits for it.
async function judged({as}, path) {
    const joost = await as('joost');
    const object = path.split('/').pop();
    const list = `/maatregelen?object=${object}`;
    const page = (await joost.get(list)).text;
    holds('the list says what is judged', page.includes('Je beoordeelt: Zaaksysteem.'));
    holds('and leads on with it', page.includes(`/maatregelen/8.24.01?object=${object}"`) && page.includes(`beeld=mijn&amp;object=${object}"`));
    holds('the organisation has objects to wait for', /voldoet bij \d van \d objecten/.test((await joost.get('/maatregelen')).text));
    const fields = formTo(page, '/maatregelen/zet').fields;
    const radio = /name=(o\d+) value=3/.exec(page)[1];
    const set = await joost.post('/maatregelen/zet', {...fields, [radio]: '3'});
    is('an owner says how their system stands', 303, set.status);
    holds('and comes back to it', set.headers.location.startsWith(list), set.headers.location);
    const one = `/maatregelen/8.24.01?object=${object}`;
    const form = formTo((await joost.get(one)).text, one).fields;
    is('on the page of one measure too', object, form.over);
    const saved = await joost.post(one, {...form, existence: 'deels'});
    holds('which comes back to the object', saved.headers.location?.startsWith(one), saved.headers.location);
    is('where it now stands', 'deels', formTo((await joost.get(one)).text, one).fields.existence);
    const whole = formTo((await (await as('samira')).get('/maatregelen/8.24.01')).text, '/maatregelen/8.24.01').fields;
    holds('and the page of the organisation is about itself', whole.over === undefined);
    is('an object that is not there is not found', 404, (await joost.get('/maatregelen?object=999999')).status);
}

// Evidence of an object stands at the object, and comes and goes there.
async function shown({as}, path) {
    const samira = await as('samira');
    const object = path.split('/').pop();
    const one = `/maatregelen/8.24.01?object=${object}`;
    const page = (await samira.get(one)).text;
    holds('evidence can be added for an object', page.includes(`/maatregelen/8.24.01/bewijs?object=${object}"`));
    const add = await samira.get(`/maatregelen/8.24.01/bewijs?object=${object}`);
    holds('on a page that says for which', add.text.includes('Je beoordeelt: Zaaksysteem.'));
    const to = `/maatregelen/8.24.01/bewijs?object=${object}`;
    const fields = formTo(add.text, to).fields;
    const piece = {...fields, title: 'Sleutelbeheer zaaksysteem', kind: 'document', design: '1', period_to: '2026-01-05', link: 'https://intranet.example/sleutels'};
    const refused = await samira.post(to, {...piece, title: ''});
    is('without a title it is refused', 422, refused.status);
    holds('and stays about the object', formTo(refused.text, to) !== undefined);
    const added = await samira.post(to, {...piece, form_number: number()});
    holds('with one it is taken', added.headers.location?.startsWith(one), added.headers.location);
    const after = (await samira.get(one)).text;
    holds('it stands at the object', after.includes('Sleutelbeheer zaaksysteem'));
    holds('and not at the organisation', !(await samira.get('/maatregelen/8.24.01')).text.includes('Sleutelbeheer zaaksysteem'));
    const id = /href="\/bewijs\/(\d+)[^>]*>(?:(?!<a ).)*Sleutelbeheer zaaksysteem/s.exec(after)[1];
    const itself = (await samira.get(`/bewijs/${id}`)).text;
    holds('the piece says whose it is', itself.includes(`/maatregelen/8.24.01?object=${object}"`) && itself.includes('(Zaaksysteem)'));
    const end = /action="(\/maatregelen\/8\.24\.01\/bewijs\/\d+\/einde\?object=\d+)"/.exec(after)[1];
    const ended = await samira.post(end, formTo(after, end).fields);
    holds('it can be taken away there', ended.headers.location?.startsWith(one), ended.headers.location);
    const again = `/maatregelen/8.24.01/bewijs/gebruik?object=${object}`;
    const use = formTo((await samira.get(to)).text, again).fields;
    is('and used again', 303, (await samira.post(again, {...use, stuk: id})).status);
    holds('where it was', (await samira.get(one)).text.includes('Sleutelbeheer zaaksysteem'));
}

// What is done to many at once stays with the object.
async function divided({as}, path) {
    const samira = await as('samira');
    const object = path.split('/').pop();
    const list = `/maatregelen?object=${object}`;
    const page = (await samira.get(list)).text;
    for (const more of ['verdelen', 'import'])
        holds(`the list leads to ${more} of the object`, page.includes(`href="/maatregelen/${more}?object=${object}"`));
    const wish = {...formTo(page, '/maatregelen/zet').fields, m: '8.24.01', target: '2031-01-31'};
    const sure = await samira.post('/maatregelen/toewijzen', wish);
    holds('a wish is shown first, about the object', sure.status === 200 && sure.text.includes('Je beoordeelt: Zaaksysteem.'));
    const fields = formTo(sure.text, '/maatregelen/toewijzen').fields;
    const done = await samira.post('/maatregelen/toewijzen', fields);
    holds('then done', done.headers.location?.startsWith(list), done.headers.location);
    const csv = await samira.get(`/maatregelen.csv?object=${object}&q=8.24.01`);
    holds('a download is that of the object', csv.text.includes('2031-01-31') || csv.text.includes('31-01-2031'), csv.text);
    holds('and says so in its name', /Zaaksysteem/.test(csv.headers['content-disposition']), csv.headers['content-disposition']);
    const whole = (await samira.get('/maatregelen.csv?q=8.24.01')).text;
    holds('that of the organisation has none of it', !whole.includes('2031'));
    const roles = await samira.get(`/maatregelen/verdelen?object=${object}`);
    is('roles are divided at the object', object, formTo(roles.text, '/maatregelen/verdelen').fields.over);
    const sheet = await samira.get(`/maatregelen/import?object=${object}`);
    is('a sheet comes in at the object', object, formTo(sheet.text, '/maatregelen/import').fields.over);
    is('at one that is not there it does not', 404, (await samira.get('/maatregelen/import?object=999999')).status);
}
