// Another norm: choosing it by keyboard, following a figure to what it rests on, and two norms side by side.
import { assert, at_sample, check, count_behind, done, focus_by_tab, get, go, open, press, sample, serve, text_of } from './lib.mjs';

const base = await serve(sample, 'norms');

await check('a norm is chosen by keyboard alone, and goes along to the other pages', async () => {
  const page = await open(base, at_sample('samira'), { js: false });
  await go(page, '/');
  await focus_by_tab(page, '#kijk-norm');
  await page.keyboard.type('NIST');
  await focus_by_tab(page, '.wb-kijk button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.equal(new URL(page.url()).searchParams.get('norm'), 'nist-csf-2.0@2.0');
  assert.match(await text_of(page, 'h1'), /NIST CSF/);
  for (const name of ['Maatregelen', 'Gap', 'Verklaring van toepasselijkheid', 'Overzicht']) {
    await press(page, page.locator('#hoofdmenu a', { hasText: name }));
    assert.match(await text_of(page, 'h1'), /NIST CSF/, name);
  }
  await press(page, page.locator('#hoofdmenu a', { hasText: 'Bewijs' }));
  assert.equal(new URL(page.url()).search, '');
  await page.context().close();
});

for (const norm of ['nist-csf-2.0@2.0', 'cbw@2026', 'bio104@1.04']) {
  for (const where of ['/', '/gap']) {
    await check(`${norm}, ${where}: each figure is what the list behind it shows`, async () => {
      const page = await open(base, at_sample('samira'), { js: false });
      await go(page, `${where}?norm=${encodeURIComponent(norm)}`);
      const links = await page.locator('.wb-cijfers a, .wb-gaptabel td a').evaluateAll((all) => all
        .map((a) => ({ href: a.getAttribute('href'), n: Number(/\d+/.exec(a.textContent)[0]) })));
      assert.ok(links.length > 20, `only ${links.length} figures`);
      const wrong = [];
      for (const { href, n } of links) {
        const behind = await count_behind(page, href);
        if (behind !== n) wrong.push(`${href}: ${n} leads to ${behind}`);
      }
      assert.deepEqual(wrong.slice(0, 5), []);
      await page.context().close();
    });
  }
}

await check('a derived item leads to the measures and the evidence that it rests on', async () => {
  const page = await open(base, at_sample('samira'), { js: false });
  await go(page, '/maatregelen/21.3.b?norm=cbw%402026');
  const links = await page.locator('table a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  assert.ok(links.filter((l) => l.startsWith('/maatregelen/')).length === 32, `${links.length} links`);
  assert.ok(links.some((l) => l.startsWith('/bewijs/')));
  const dead = [];
  for (const link of new Set(links)) if ((await get(page, link)).status !== 200) dead.push(link);
  assert.deepEqual(dead, []);
  await page.context().close();
});

await check('two norms stand side by side, with how sure each relation is', async () => {
  const page = await open(base, at_sample('eva'), { js: false });
  await go(page, '/normen/vergelijk');
  await page.selectOption('#van', 'cbw@2026');
  await page.selectOption('#naar', 'bio2@1.3');
  await press(page, 'form[action="/normen/vergelijk"] button');
  assert.equal(await page.locator('.wb-koppeltabel tbody tr').count(), 175);
  assert.equal(await page.locator('.wb-koppeltabel .wb-merkje', { hasText: 'afgeleid' }).count(), 175);
  await page.context().close();
});

await done('norms');
