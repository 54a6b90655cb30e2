// keeping.mjs - how long something is kept: chosen by an administrator, told to everybody.
import {Client, formTo} from './client.mjs';
import {holds, is} from './tally.mjs';

export async function keeping({program, as}) {
    const nadia = await as('nadia');
    const where = '/beheer/bewaren';
    const choose = async fields => nadia.post(where, {...formTo((await nadia.get(where)).text, where).fields, ...fields});
    const before = program.head();

    holds('the page says what is standard', (await nadia.get(where)).text.includes('Nu 18 maanden, de standaard.'));
    const short = await choose({keep_events: '17', reden: 'Liever korter'});
    holds('a term below the least is refused beside its field', short.status === 422 && short.text.includes('id="keep_events-fout"') && short.text.includes('value="17"'), String(short.status));
    const bare = await choose({keep_events: '30'});
    holds('and one without a reason', bare.status === 422 && bare.text.includes('id="reden-fout"'), String(bare.status));
    const aside = '/beheer/organisatie';
    is('also by way of another form', 422, (await nadia.post(aside, {...formTo((await nadia.get(aside)).text, aside).fields, keep_events: '30'})).status);
    is('and nothing has changed', before, program.head());
    is('with a reason it is chosen', 303, (await choose({keep_events: '30', reden: 'De selectielijst vraagt het'})).status);
    holds('and shown as chosen', (await nadia.get(where)).text.includes('Nu 30 maanden, door jullie gekozen.'));
    holds('who is signed in reads it at Privacy', (await (await as('eva')).get('/privacy')).text.includes('30 maanden'));
    const nobody = (await new Client(program.port).get('/privacy')).text;
    holds('who is not reads what is standard', !nobody.includes('30 maanden') && nobody.includes('18 maanden'));
    const old = (await (await as('samira')).get('/bewijs?beeld=magweg')).text;
    holds('old evidence whose term is over is listed with why', old.includes('Verslag penetratietest van de vorige website') && old.includes('(na 36 maanden)') && !old.includes('calamiteitenoefening oude serverruimte'));
    const ask = old.match(/href="(\/beheer\/wissen\/nieuw\?soort=bestand&amp;nummer=\d+)"/)[1].replaceAll('&amp;', '&');
    const samira = await as('samira');
    const form = formTo((await samira.get(ask)).text, '/beheer/wissen/nieuw');
    is('and from there one asks to erase it', 303, (await samira.post('/beheer/wissen/nieuw', {...form.fields, why: 'Over zijn termijn'})).status);
    holds('which the list then says', (await samira.get('/bewijs?beeld=magweg')).text.includes('Wissen is gevraagd'));
    holds('a reader sees the list and no way to ask', !(await (await as('eva')).get('/bewijs?beeld=magweg')).text.includes('/beheer/wissen/nieuw'));
    is('of a past day nothing is listed', false, (await samira.get('/bewijs?beeld=magweg&op=2026-01-01')).text.includes('Vraag om het bestand'));
    is('who may not set it does not see it', 403, (await (await as('samira')).get(where)).status);
    is('and empty is the standard again', 303, (await choose({keep_events: '', reden: 'Toch niet'})).status);
    holds('as the page says', (await nadia.get(where)).text.includes('Nu 18 maanden, de standaard.'));
}
