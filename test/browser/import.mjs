// A norm of one's own: looked at, brought in, words laid over it, taken along without them, ended.
// By keyboard and mouse, with scripts and without, wide and narrow; axe on each page on the way.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { assert, at_sample, check, done, focus_by_tab, get, go, open, press, sample, serve, text_of } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const base = await serve(sample, 'import');
const address = '/normen/import';
const look = 'form[enctype] .nl-button--primary';

const control = (id, label) => ({ id, title: `Eis ${label}`, props: [{ name: 'label', value: label }],
  parts: [{ id: `${id}_s`, name: 'statement', prose: `Doe ${label}.` }] });
const catalog = (id) => ({ catalog: { uuid: 'b07d0b2c-26f0-5c5e-9cf0-6e2a5f0d8a9e',
  metadata: { title: `Norm ${id}`, 'last-modified': '2026-01-01T00:00:00Z', version: '1', 'oscal-version': '1.1.2',
    'document-ids': [{ scheme: 'urn:x-waarborg:document', identifier: id }] },
  groups: [{ id: 'g', title: 'Groep', controls: [control('e-1', '1'), control('e-2', '2')] }] } });
const file = (name, content) => ({ name, mimeType: 'application/octet-stream',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 1)) });

async function fits(page, js) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'wider than the screen');
  if (!js) return;
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
}

async function send(page, what, norm) {
  await go(page, address);
  await page.setInputFiles('#file', what);
  if (norm) await page.selectOption('#source', norm);
  await press(page, look);
}

for (const [name, options] of Object.entries({ wide: {}, narrow: { width: 320 }, 'without scripts': { js: false }, 'narrow without scripts': { js: false, width: 320 } })) {
  const js = options.js !== false;
  const id = `eigen-${name.replaceAll(' ', '-')}`;

  await check(`${name}: a norm comes in, gets words of its own, leaves without them and ends`, async () => {
    const page = await open(base, at_sample('samira'), options);
    await go(page, '/normen');
    await press(page, 'main a[href="/normen/import"]');
    await fits(page, js);
    await send(page, file('norm.json', catalog(id)));
    assert.match(await text_of(page, 'main'), /beheersmaatregelen 2.*Er is nog niets veranderd/);
    assert.equal((await get(page, `/normen/${id}@1`)).status, 404);
    await fits(page, js);
    await press(page, 'main form .nl-button--primary');
    assert.match(await text_of(page, '#melding'), /Ingevoerd/);
    await fits(page, js);
    await press(page, page.locator('main table a.wb-naamlink', { hasText: `Norm ${id}` }));
    assert.match(await text_of(page, 'h1'), new RegExp(id));
    await send(page, file('tekst.csv', 'nummer;titel;tekst\n1;Onze titel;Alleen voor ons\n'), `${id}@1`);
    assert.match(await text_of(page, 'main'), /eigen licentietekst/);
    await press(page, 'main form .nl-button--primary');
    await go(page, `/normen/${id}@1/1`);
    assert.match(await text_of(page, 'main'), /Alleen voor ons/);
    await go(page, `/normen/${id}@1`);
    await fits(page, js);
    const bare = await get(page, `/normen/${id}@1/oscal`);
    assert.equal(bare.status, 200);
    assert.equal(bare.body.includes('Alleen voor ons'), false);
    await page.check('input[name=licentietekst]');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('main form .nl-button')]);
    assert.equal(readFileSync(await download.path(), 'utf8').includes('Alleen voor ons'), true);
    for (let left = 2; left > 0; left--) {
      await go(page, address);
      await press(page, page.locator('main tbody tr button').first());
      assert.match(await text_of(page, '#melding'), /Beëindigd/);
    }
    assert.equal((await get(page, `/normen/${id}@1`)).status, 404);
    await page.context().close();
  });

  await check(`${name}: each fault of a file is one line with its place, and nothing changes`, async () => {
    const page = await open(base, at_sample('samira'), options);
    await send(page, file('fout.json', { catalog: { uuid: 'x', metadata: { title: 'T' }, groups: [{ id: 'g' }] } }));
    const lines = await page.locator('main .wb-lijst li').allInnerTexts();
    assert.equal(lines.length, 5);
    for (const line of lines) assert.match(line, /^Regel \d+: \/catalog\S* .+\.$/);
    assert.equal(await page.getAttribute('#file', 'aria-invalid'), 'true');
    await fits(page, js);
    await page.context().close();
  });
}

await check('without a mouse: the list of norms, the file that is chosen, and the end', async () => {
  const page = await open(base, at_sample('samira'), { js: false });
  await go(page, '/normen');
  await focus_by_tab(page, 'main a[href="/normen/import"]');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await page.setInputFiles('#file', file('norm.json', catalog('toetsen')));
  await focus_by_tab(page, look);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await focus_by_tab(page, 'main form .nl-button--primary');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await focus_by_tab(page, 'main tbody tr:first-child button');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.match(await text_of(page, '#melding'), /Beëindigd/);
  await page.context().close();
});

await check('who may not bring in finds no way there', async () => {
  const page = await open(base, at_sample('eva'), { js: false });
  await go(page, '/normen');
  assert.equal(await page.locator('a[href="/normen/import"]').count(), 0);
  assert.equal((await get(page, address)).status, 403);
  await page.context().close();
});

await done('import');
