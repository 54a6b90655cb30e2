// As it stood: the pages of a past day, the same bytes twice, and nothing to fill in.
import { assert, at_sample, check, done, get, go, open, sample, serve, text_of } from './lib.mjs';

const DAY = '2026-06-30';
const base = await serve(sample, 'asof');
const page = await open(base, at_sample('samira'), { js: false });

// same: the page without what a session makes anew at each view.
const same = (body) => body.toString('utf8').replace(/name="form_(token|number)" value="[^"]*"/g, 'name="form_$1"');

for (const [name, here] of [['dashboard', '/'], ['measures', '/maatregelen'], ['one measure', '/maatregelen/5.17.01'], ['gap', '/gap'], ['SoA', '/vvt']]) {
  const there = `${here}?op=${DAY}`;
  await check(`as of ${DAY}, ${name}: the same bytes twice, another picture than today's, and no forms`, async () => {
    await go(page, there);
    const forms = await page.locator('main form[method=post]').count();
    assert.equal(forms, 0, `${forms} forms`);
    assert.equal(await page.locator('main input[type=radio], main input[type=checkbox], main textarea').count(), 0);
    assert.match(await text_of(page, '#inhoud [role=note]'), /30 juni 2026/);
    const once = same((await get(page, there)).body);
    await new Promise((r) => setTimeout(r, 1100));
    assert.equal(same((await get(page, there)).body), once);
    assert.notEqual(once, same((await get(page, here)).body));
    // every link to data keeps the day
    const lost = await page.locator('main a[href^="/maatregelen"], main a[href^="/gap"], main a[href^="/vvt"], main a[href^="/bewijs"]').evaluateAll((all, day) => all.map((a) => a.getAttribute('href'))
      .filter((h) => !h.includes(`op=${day}`)), DAY);
    const real = lost.filter((h) => h !== here); // "to today" leads to the same page
    assert.equal(real.length, 0, `${real.length} links lose the day: ${[...new Set(real)].slice(0, 4).join(', ')}`);
  });
}

await check(`as of ${DAY}: what is done today does not show there`, async () => {
  const before = same((await get(page, `/maatregelen?op=${DAY}`)).body);
  await go(page, '/maatregelen?stand=onbekend');
  await page.locator('.wb-mlijst [name^=o][value="2"]').first().check();
  await Promise.all([page.waitForNavigation(), page.locator('.wb-mform .nl-button--primary').first().click()]);
  assert.equal(same((await get(page, `/maatregelen?op=${DAY}`)).body), before);
});

await check('as of: a day that does not exist is refused, a day to come as well', async () => {
  for (const day of ['2026-02-30', 'gisteren', '2031-01-01']) {
    const { status } = await get(page, `/maatregelen?op=${day}`);
    assert.ok(status >= 400 && status < 500, `${day} answers ${status}`);
  }
});

await done('asof');
