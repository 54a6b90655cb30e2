// One measure: verdicts with notes, pieces of evidence, judged by another, and its history.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert, at_sample, check, done, focus_by_tab, go, open, press, sample, serve, temp, text_of } from './lib.mjs';

const base = await serve(sample, 'measure');
const SAMIRA = at_sample('samira');
const KARIM = at_sample('karim');

const first = await open(base, SAMIRA, { js: false });
await go(first, '/maatregelen?stand=onbekend');
const free = await first.locator('.wb-mlijst tbody tr[id^=r] th a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
await first.context().close();
const [with_scripts, without, by_keys, other] = free;

const pdf = path.join(temp, 'besluit.pdf');
writeFileSync(pdf, '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

for (const js of [true, false]) {
  const how = js ? '' : ', no scripts';
  const where = js ? with_scripts : without;
  const title = `Besluit ${js ? 'met' : 'zonder'} script`;
  const page = await open(base, SAMIRA, { js });

  await check(`verdicts${how}: three answers, a note and a reason in one form`, async () => {
    await go(page, where);
    await page.check('[name=design][value=ja]');
    await page.check('[name=existence][value=deels]');
    await page.check('[name=operation][value=nee]');
    await page.fill('#design_note', 'Staat in het beleid, § 3 <versie 2>');
    await page.fill('#reden', 'Eerste meting');
    await press(page, '#beoordeel .nl-button--primary');
    assert.match(await text_of(page, '#melding'), /\S/);
    const steps = await page.locator('.wb-trap').allInnerTexts();
    assert.match(steps[0], /ja/);
    assert.ok(steps[0].includes('Staat in het beleid, § 3 <versie 2>'), 'the note as it was typed');
    assert.match(steps[1], /deels/);
    assert.match(steps[2], /nee/);
  });

  await check(`history${how}: who, when, from, to and why`, async () => {
    const newest = await text_of(page, '.wb-tijdlijn li');
    assert.match(newest, /Samira Haddad/);
    assert.match(newest, /\d{1,2} \w+ \d{4}, \d{1,2}\.\d{2} uur/);
    assert.match(newest, /opzet: leeg naar ja/i);
    assert.match(newest, /bestaan: leeg naar deels/i);
    assert.match(newest, /Eerste meting/);
  });

  await check(`evidence${how}: a file, and a link`, async () => {
    await go(page, `${where}/bewijs`);
    await page.fill('#title', title);
    await page.selectOption('#kind', 'document');
    await page.check('[type=checkbox][name=design]');
    await page.setInputFiles('#file', pdf);
    await page.fill('#period_to', '2026-09-01');
    await press(page, 'section[aria-labelledby=h-nieuw] .nl-button--primary');
    assert.ok((await text_of(page, '#bewijs')).includes(title));
    await go(page, `${where}/bewijs`);
    await page.fill('#title', `${title}: de link`);
    await page.selectOption('#kind', 'document');
    await page.check('[type=checkbox][name=existence]');
    await page.fill('#link', 'https://intranet.voorbeeldstad.example/besluit?x=1&y=2');
    await page.fill('#period_to', '2026-09-01');
    await press(page, 'section[aria-labelledby=h-nieuw] .nl-button--primary');
    assert.ok((await text_of(page, '#bewijs')).includes(`${title}: de link`));
    assert.equal(await page.locator('#bewijs tbody tr').count(), 2);
  });

  await check(`evidence${how}: nothing chosen comes back filled in, with the fault at its field`, async () => {
    await go(page, `${where}/bewijs`);
    await page.fill('#title', 'Zonder bestand en link');
    await page.selectOption('#kind', 'document');
    await press(page, 'section[aria-labelledby=h-nieuw] .nl-button--primary');
    assert.match(await page.title(), /^Fout:/);
    assert.equal(await page.inputValue('#title'), 'Zonder bestand en link');
    assert.ok(await page.locator('#fouten a').count() >= 1);
    if (js) assert.equal(await page.evaluate(() => document.activeElement.id), 'fouten');
    const target = await page.locator('#fouten a').first().getAttribute('href');
    assert.equal(await page.locator(target).count(), 1, `${target} is in the page`);
  });

  await check(`evidence${how}: one piece at two measures`, async () => {
    await go(page, `${other}/bewijs`);
    const value = await page.locator('#stuk option').evaluateAll((all, t) => all.find((o) => o.textContent.includes(t) && !o.textContent.includes('de link'))?.value, title);
    assert.ok(value, 'the piece can be chosen');
    await page.selectOption('#stuk', value);
    await press(page, 'section[aria-labelledby=h-bestaand] button');
    assert.ok((await text_of(page, '#bewijs')).includes(title));
    await go(page, where);
    assert.match(await text_of(page, '#bewijs tbody tr:has-text("2 maatregelen")'), new RegExp(title));
  });

  await check(`evidence${how}: judged by another, not by who handed it in; the verdict is then shown`, async () => {
    await go(page, where);
    const mine = page.locator('#bewijs tbody tr', { hasText: title }).filter({ hasNotText: 'de link' });
    assert.equal(await mine.locator('form[action$="/bewijs/oordeel"]').count(), 0, 'not offered to who handed it in');
    const auditor = await open(base, KARIM, { js });
    await go(auditor, where);
    const row = auditor.locator('#bewijs tbody tr', { hasText: title }).filter({ hasNotText: 'de link' });
    await row.locator('summary').click();
    await row.locator('[name=fitness][value=geschikt]').check();
    await press(auditor, row.locator('form[action$="/bewijs/oordeel"] button'));
    assert.match(await text_of(auditor, '#bewijs'), /geschikt: Karim el Amrani/);
    assert.match((await auditor.locator('.wb-trap').allInnerTexts())[0], /onderbouwd/);
    await auditor.context().close();
  });
  await page.context().close();
}

for (const width of [1280, 320]) {
  await check(`verdicts by keyboard alone at ${width} px`, async () => {
    const page = await open(base, SAMIRA, { width });
    await go(page, by_keys);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#inhoud', 'the first stop skips to the content');
    await page.keyboard.press('Enter');
    await focus_by_tab(page, 'a[href$="#beoordeel"]');
    await page.keyboard.press('Enter');
    await focus_by_tab(page, '[name=design]');
    const to = await page.evaluate(() => document.querySelector('[name=design][value=ja]').checked) ? 'ArrowUp' : 'ArrowDown';
    const before = await page.evaluate(() => document.querySelector('[name=design]:checked')?.value ?? '');
    await page.keyboard.press(to);
    const after = await page.evaluate(() => document.querySelector('[name=design]:checked').value);
    assert.notEqual(after, before);
    const ring = await page.evaluate(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)]; });
    assert.ok(ring[0] !== 'none' && ring[1] >= 2, `focus shows: ${ring}`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'design_note');
    await page.keyboard.type(`Met de toetsen, ${width}`);
    await focus_by_tab(page, '#beoordeel .nl-button--primary');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.ok((await page.locator('.wb-trap').allInnerTexts())[0].includes(`Met de toetsen, ${width}`));
    await page.context().close();
  });
}

await check('two people at one measure: the second sees both and chooses', async () => {
  const [mine, theirs] = [await open(base, SAMIRA), await open(base, SAMIRA)];
  for (const p of [mine, theirs]) await go(p, other);
  await theirs.fill('#note', 'Van de een');
  await press(theirs, '#beoordeel .nl-button--primary');
  await mine.fill('#note', 'Van de ander');
  await press(mine, '#beoordeel .nl-button--primary');
  assert.equal(await text_of(mine, 'h1'), 'Iemand anders wijzigde dit intussen');
  const both = await text_of(mine, 'main form');
  assert.ok(both.includes('Van de een') && both.includes('Van de ander'));
  await mine.locator('main fieldset input[value="0"]').check();
  await press(mine, 'main form .nl-button--primary');
  assert.ok((await text_of(mine, 'section[aria-labelledby=h-kern]')).includes('Van de ander'));
  for (const p of [mine, theirs]) await p.context().close();
});

await check('a verdict that was tested can be given anew; the test falls away', async () => {
  const page = await open(base, SAMIRA);
  await go(page, '/maatregelen?getoetst=1');
  await press(page, '.wb-mlijst tbody tr[id^=r] th a');
  await page.check('[name=operation][value=deels]');
  await press(page, '#beoordeel .nl-button--primary');
  assert.match((await page.locator('.wb-trap').allInnerTexts())[2], /deels/);
  await page.context().close();
});

await done('measure');
