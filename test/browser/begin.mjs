// An own organisation: from nothing to the first verdict, and coming with what you have.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ANNA, assert, check, done, get, go, list_count, new_organisation, open, press, serve, temp, text_of, waarborg } from './lib.mjs';

const FIRST_VERDICT_WITHIN = 6; // interactions, from the page to sign in

async function first_verdict(js) {
  const data = new_organisation(js ? 'first' : 'first-bare');
  const page = await open(await serve(data, js ? 'first' : 'first-bare'), null, { js });
  let interactions = 0;
  const act = async (what) => { interactions++; await what; };

  await page.goto(`${page.base}/`);
  assert.equal(new URL(page.url()).pathname, '/inloggen');
  await act(page.fill('#email', ANNA.email));
  await act(page.fill('#password', ANNA.password));
  await act(press(page, 'main form button'));
  assert.equal(new URL(page.url()).pathname, '/');
  await act(press(page, '.wb-werk__regel a'));
  assert.match(new URL(page.url()).pathname, /^\/maatregelen\/\d/);
  await act(page.check('input[name="design"] >> nth=-1'));
  await act(press(page, '#beoordeel .nl-button--primary'));
  assert.match(await text_of(page, '.wb-trappen'), /ja/);
  assert.ok(interactions <= FIRST_VERDICT_WITHIN, `${interactions} interactions`);
  await page.context().close();
}

await check(`new organisation: the first measure is judged within ${FIRST_VERDICT_WITHIN} interactions`, () => first_verdict(true));
await check(`new organisation, no scripts: the first measure is judged within ${FIRST_VERDICT_WITHIN} interactions`, () => first_verdict(false));

const data = new_organisation('own');
waarborg('user', 'add', '--data', data, '--name', 'Bram Jansen', '--role', 'owner');
waarborg('user', 'add', '--data', data, '--name', 'Carla Smit', '--role', 'management');
const base = await serve(data, 'own');
const page = await open(base, ANNA);

await check('new organisation: "Begin hier" is the first list, and all is one press away', async () => {
  await go(page, '/maatregelen');
  assert.equal(await text_of(page, 'h1'), 'Begin hier');
  const begins = await list_count(page);
  assert.ok(begins > 10 && begins < 60, `${begins}`);
  await press(page, 'main .wb-titelrij a[href*="beeld=alle"]');
  assert.equal(await list_count(page), 156);
});

await check('role to person: one form gives every measure its owner', async () => {
  await go(page, '/maatregelen/verdelen');
  const roles = await page.locator('main select').count();
  assert.ok(roles >= 5, `${roles} roles`);
  for (let i = 0; i < roles; i++) await page.locator('main select').nth(i).selectOption({ label: i % 2 ? 'Carla Smit' : 'Bram Jansen' });
  await press(page, 'main form button');
  if (await page.locator('form[action="/maatregelen/toewijzen"] input[name=zeker]').count()) await press(page, 'main form .nl-button--primary');
  await go(page, '/maatregelen?beeld=alle&eigenaar=geen');
  assert.equal(Number(/\d+/.exec(await text_of(page, '[data-meld]'))[0]), 0);
});

// The sheet that people have: some lines say something new, one is what it was.
const sheet = [
  'Nummer;Opzet;Bestaan;Werking;Eigenaar;Notitie;Streefdatum',
  '5.01.01;ja;ja;deels;Carla Smit;"Vastgesteld; zie ""besluit 12""";2027-01-31',
  '5.17.01;ja;deels;nee;;Alleen voor beheerders;2027-03-01',
  '8.13.01;deels;nee;;Bram Jansen;;',
];
const file = path.join(temp, 'sheet.csv');
writeFileSync(file, `${sheet.join('\r\n')}\r\n`);

for (const js of [false, true]) {
  const how = js ? '' : ', no scripts';
  await check(`own sheet${how}: ${js ? 'the second time there is nothing to change' : 'preview, then apply'}`, async () => {
    const p = await open(base, ANNA, { js });
    await go(p, '/maatregelen/import');
    await p.setInputFiles('#file', file);
    await press(p, 'main form .nl-button--primary');
    assert.equal(await p.locator('main tbody tr').count(), sheet.length - 1);
    if (!js) {
      assert.match(await text_of(p, 'main tbody'), /5\.17\.01/);
      const before = await get(p, '/maatregelen.csv?beeld=alle');
      assert.doesNotMatch(before.body.toString(), /besluit 12/, 'a preview must change nothing');
      await press(p, 'main section form .nl-button--primary');
    } else {
      assert.equal(await p.locator('main section form .nl-button--primary').count(), 0);
    }
    await p.context().close();
  });
}

await check('own sheet: what came in goes out as it was', async () => {
  const out = (await get(page, '/maatregelen.csv?beeld=alle')).body.toString('utf8').replace(/^\uFEFF/, '');
  assert.match(out, /5\.01\.01[;,]ja[;,]ja[;,]deels[;,]"?Carla Smit/);
  assert.ok(out.includes('"Vastgesteld; zie ""besluit 12"""'), 'the note with its signs');
  assert.match(out, /5\.17\.01[;,]ja[;,]deels[;,]nee[;,]/);
  assert.match(out, /8\.13\.01[;,]deels[;,]nee[;,]/);
  assert.ok(out.includes('2027-01-31') && out.includes('2027-03-01'));
  assert.equal(out.trim().split('\r\n').length, 157);
});

await check('own sheet: the whole list out and in again changes nothing', async () => {
  const whole = path.join(temp, 'whole.csv');
  writeFileSync(whole, (await get(page, '/maatregelen.csv?beeld=alle')).body);
  await go(page, '/maatregelen/import');
  await page.setInputFiles('#file', whole);
  await press(page, 'main form .nl-button--primary');
  assert.equal(await page.locator('main section form .nl-button--primary').count(), 0);
  assert.match(await text_of(page, '.wb-vlak__kop'), /^\D*0 nieuw, 0 gewijzigd\. 156 hetzelfde/i);
});

await check('own sheet: a fault is named by line and column, and nothing is saved', async () => {
  const bad = path.join(temp, 'bad.csv');
  writeFileSync(bad, 'Nummer;Opzet\r\n5.02.01;ja\r\n5.02.02;misschien\r\n99.1;ja\r\n');
  await go(page, '/maatregelen/import');
  await page.setInputFiles('#file', bad);
  await press(page, 'main form .nl-button--primary');
  assert.match(await text_of(page, 'main tbody'), /misschien/);
  assert.equal(await page.locator('main .wb-rijnoot--fout').count(), 2);
  assert.equal(await page.locator('main section form .nl-button--primary').count(), 0);
  assert.match((await get(page, '/maatregelen.csv?beeld=alle')).body.toString(), /5\.02\.01[;,][;,]/);
});

await check('own sheet: what is no sheet is refused in words', async () => {
  const odd = path.join(temp, 'odd.csv');
  writeFileSync(odd, Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 3]));
  await go(page, '/maatregelen/import');
  await page.setInputFiles('#file', odd);
  await press(page, 'main form .nl-button--primary');
  assert.match(await page.title(), /^Fout:/);
  assert.equal(await page.locator('#fouten').count(), 1);
});

await done('begin');
