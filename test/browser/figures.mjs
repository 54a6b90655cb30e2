// Figures: the dashboard and the gap say what the list behind each link shows.
import { ANNA, assert, at_sample, check, count_behind, done, get, go, new_organisation, open, sample, serve, text_of } from './lib.mjs';

const base = await serve(sample, 'figures');
const fresh = await serve(new_organisation('figures-new'), 'figures-new');

// each_figure: every link in the page whose text is a number leads to a list of that many.
async function each_figure(page, where, within, least) {
  const links = await page.locator(within).evaluateAll((all) => all
    .map((a) => ({ href: a.getAttribute('href'), n: /\d+/.exec(a.textContent)?.[0], text: a.textContent.trim() }))
    .filter((l) => l.n !== undefined && l.href.startsWith('/maatregelen')));
  assert.ok(links.length >= least, `only ${links.length} figures on ${where}`);
  const wrong = [];
  for (const link of links) {
    const behind = await count_behind(page, link.href);
    if (behind !== Number(link.n)) wrong.push(`${link.text} leads to ${behind} (${link.href})`);
  }
  assert.equal(wrong.length, 0, `${wrong.length} of ${links.length}: ${wrong.slice(0, 5).join(', ')}`);
  return links.length;
}

for (const [name, at, who] of [['sample', base, at_sample('samira')], ['new organisation', fresh, ANNA], ['owner', base, at_sample('ruben')]]) {
  const page = await open(at, who, { js: false });
  for (const by of name === 'owner' ? ['theme'] : ['theme', 'control', 'role', 'csf']) {
    await check(`${name}, gap by ${by}: each figure is what the list behind it shows`, async () => {
      await go(page, `/gap?by=${by}`);
      await each_figure(page, `/gap?by=${by}`, '.wb-gaptabel td a', 8);
      // the same figures in each download, and they add up to the whole
      const csv = (await get(page, `/gap.csv?by=${by}`)).body.toString();
      const rows = await page.locator('.wb-gaptabel tbody tr').count();
      assert.equal(csv.trim().split('\r\n').length, rows + 1);
      JSON.parse((await get(page, `/gap.json?by=${by}`)).body.toString());
      if (by === 'theme') assert.equal((await get(page, `/gap.xlsx?by=${by}`)).body.subarray(0, 2).toString(), 'PK');
    });
  }
  await check(`${name}, dashboard: each figure is what the list behind it shows`, async () => {
    await go(page, '/');
    await each_figure(page, '/', 'main a:not(.wb-werk a):not([href="/maatregelen"])', 10);
    const whole = await page.locator('.wb-cijfer__waarde').evaluateAll((all) => all.map((e) => e.textContent.trim()));
    assert.equal(whole.length, 4);
    const sum = await page.locator('.wb-balktabel td.wb-getal a').evaluateAll((all) => all.reduce((n, a) => n + Number(a.textContent), 0));
    assert.equal(sum, Number(/van (\d+)/.exec(whole[0])[1]), 'the themes add up to what applies');
  });
  await page.context().close();
}

await check('dashboard: who has how much open is what their list shows', async () => {
  const page = await open(base, at_sample('samira'), { js: false });
  await go(page, '/');
  const rows = await page.locator('[aria-labelledby=h-wacht] tbody tr').evaluateAll((all) => all.map((r) => ({
    href: r.querySelector('th a').getAttribute('href'), open: Number(r.cells[1].textContent), late: Number(r.cells[2].textContent), link: r.cells[2].querySelector('a')?.getAttribute('href') })));
  assert.ok(rows.length >= 3);
  for (const row of rows) {
    const all = await count_behind(page, row.href);
    assert.ok(row.open <= all && row.late <= row.open, `${row.href}: ${row.open} open of ${all}, ${row.late} late`);
    if (row.link) assert.equal(await count_behind(page, row.link), row.late, row.link);
  }
  await page.context().close();
});

await check('trend: the chart has a title and a text, and a table with the same figures', async () => {
  const page = await open(base, at_sample('samira'));
  await go(page, '/');
  const chart = page.locator('svg.wb-graf');
  assert.equal(await chart.getAttribute('role'), 'img');
  const title = await chart.locator('title').textContent();
  const desc = await chart.locator('desc').textContent();
  assert.ok(title.length > 5 && desc.length > 20);
  assert.equal(await chart.getAttribute('aria-labelledby'), 'tr-t tr-d');
  await page.click('.wb-alstabel summary');
  const rows = await page.locator('.wb-alstabel tbody tr').evaluateAll((all) => all.map((r) => [...r.cells].slice(2).map((c) => parseInt(c.textContent, 10))));
  const [first, last] = [rows[0], rows.at(-1)];
  const labels = await chart.locator('text.t-sterk').evaluateAll((all) => all.map((e) => parseInt(/(\d+)%/.exec(e.textContent)[1], 10)));
  assert.deepEqual(labels, last, 'the labels at the lines are the last row');
  const said = [...desc.matchAll(/(\d+)/g)].map((m) => Number(m[1]));
  assert.deepEqual(said, [0, 1, 2].flatMap((i) => [first[i], last[i]]), desc);
  // each line has a point for each row, and lower on paper is less
  const lines = await chart.locator('polyline').evaluateAll((all) => all.map((l) => l.getAttribute('points').trim().split(/\s+/).map((p) => Number(p.split(',')[1]))));
  for (const line of lines) assert.equal(line.length, rows.length);
  lines.forEach((line, i) => rows.forEach((row, at) => {
    if (row.length === lines.length) assert.ok(Math.abs(line[at] - (214 - 2.02 * row[i])) <= 1.1, `line ${i} at row ${at}: ${line[at]} for ${row[i]}%`);
  }));
  const whole = /van (\d+)/.exec(await text_of(page, '.wb-cijfer__waarde'))[1];
  assert.equal(await page.locator('.wb-alstabel tbody tr').last().locator('td').first().textContent(), whole);
  await page.context().close();
});

await check('dashboard: all tasks lead to a page', async () => {
  const page = await open(base, at_sample('samira'), { js: false });
  await go(page, '/?taken=alle');
  const links = await page.locator('.wb-werk__regel a').evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href')))]);
  assert.ok(links.length > 5);
  const dead = [];
  for (const href of links) if ((await get(page, href)).status !== 200) dead.push(href);
  assert.deepEqual(dead, []);
  await page.context().close();
});

await done('figures');
