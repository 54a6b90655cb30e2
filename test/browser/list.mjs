// The list of measures: filters, order, counts, many at once, and verdicts by keyboard.
import { assert, at_sample, check, done, focus_by_tab, go, list_count, open, press, sample, serve, text_of } from './lib.mjs';

const base = await serve(sample, 'list');
const SAMIRA = at_sample('samira');

// every filter that the page itself offers: each choice of each select, each tab
async function choices(page) {
  return page.evaluate(() => [
    ...[...document.querySelectorAll('form.wb-filter select')].flatMap((s) => [...s.options].filter((o) => o.value)
      .map((o) => ({ href: `/maatregelen?${s.name}=${encodeURIComponent(o.value)}`, name: s.name, value: o.value }))),
  ]);
}

for (const js of [true, false]) {
  const how = js ? '' : ', no scripts';
  const page = await open(base, SAMIRA, { js });

  await check(`filters${how}: each tab shows as many as it says`, async () => {
    await go(page, '/maatregelen?beeld=alle');
    const tabs = await page.locator('.wb-beelden a').evaluateAll((all) => all.map((a) => ({ href: a.getAttribute('href'), n: Number(a.querySelector('.wb-telling').textContent) })));
    assert.ok(tabs.length >= 6);
    for (const tab of tabs) {
      await go(page, tab.href);
      const n = tab.n === 0 ? Number(/\d+/.exec(await text_of(page, '[data-meld]'))[0]) : await list_count(page);
      assert.equal(n, tab.n, tab.href);
    }
  });

  if (!js) await check('filters, no scripts: each theme, level and owner adds up to the whole', async () => {
    await go(page, '/maatregelen?beeld=alle');
    const all = await list_count(page);
    const sums = {};
    for (const c of await choices(page)) {
      await go(page, `${c.href}&beeld=alle`);
      sums[c.name] = (sums[c.name] ?? 0) + Number(/\d+/.exec(await text_of(page, '[data-meld]'))[0]);
      if (await page.locator('.wb-mlijst').count()) await list_count(page);
    }
    assert.equal(sums.thema, all, 'themes');
    assert.equal(sums.eigenaar, all, 'owners');
    assert.equal(sums.stand, all, 'statuses');
  });

  await check(`filters${how}: text and theme together, the address keeps them, the chip takes one away`, async () => {
    await go(page, '/maatregelen');
    await page.fill('#f-q', 'wachtwoord');
    if (js) {
      await page.waitForURL(/q=wachtwoord/);
      await page.waitForFunction(() => document.querySelectorAll('.wb-mlijst tbody tr[id^=r]').length < 20);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'f-q', 'focus stays in the field');
      assert.match(await text_of(page, '#melding'), /van 156 maatregelen/);
      await page.selectOption('#f-t', { index: 1 });
      await page.waitForURL(/thema=[^&]/);
    } else {
      await page.selectOption('#f-t', { index: 1 });
      await press(page, 'form.wb-filter button');
    }
    const both = Number(/\d+/.exec(await text_of(page, '[data-meld]'))[0]);
    await page.reload();
    assert.equal(Number(/\d+/.exec(await text_of(page, '[data-meld]'))[0]), both);
    assert.equal(await page.inputValue('#f-q'), 'wachtwoord');
    assert.equal(await page.locator('.wb-schijf').count(), 2);
    await press(page, '.wb-schijf >> nth=0');
    assert.equal(await page.locator('.wb-schijf').count(), 1);
  });

  await check(`order${how}: every head that can be pressed sorts up, then down`, async () => {
    const heads = await page.locator('.wb-sorteer').count();
    assert.ok(heads >= 4, `${heads}`);
    for (let i = 0; i < heads; i++) {
      await go(page, '/maatregelen?q=toegang');
      const all = await list_count(page);
      await press(page, `.wb-sorteer >> nth=${i}`);
      const first = await page.locator('.wb-mlijst tbody tr[id^=r]').evaluateAll((rows) => rows.map((r) => r.id));
      const one = await page.locator('th[aria-sort]').getAttribute('aria-sort');
      await press(page, `.wb-sorteer >> nth=${i}`);
      const then = await page.locator('.wb-mlijst tbody tr[id^=r]').evaluateAll((rows) => rows.map((r) => r.id));
      assert.equal(first.length, all);
      assert.deepEqual([...first].sort(), [...then].sort());
      if (await page.locator('th[aria-sort]').count()) assert.notEqual(one, await page.locator('th[aria-sort]').getAttribute('aria-sort'), `head ${i}`);
    }
  });

  await check(`many at once${how}: owner and target date, with what changes before it does`, async () => {
    await go(page, '/maatregelen?q=6.0');
    const boxes = page.locator('.wb-mlijst [name=m]');
    const wanted = js ? 3 : 2;
    const labels = [];
    if (!js) await press(page, '.wb-schijven a[href*="kies"]').catch(() => {});
    for (let i = 0; i < await boxes.count(); i++) await boxes.nth(i).setChecked(i < wanted);
    for (let i = 0; i < wanted; i++) labels.push(await boxes.nth(i).getAttribute('value'));
    if (js) assert.equal(await text_of(page, '[data-gekozen]'), String(wanted));
    await page.selectOption('#b-e', { label: js ? 'Peter Bos' : 'Joost de Wit' });
    await page.fill('#b-d', js ? '2027-05-01' : '2027-06-01');
    await press(page, '.wb-bulk button');
    assert.equal(await page.locator('main tbody tr').count(), wanted);
    assert.ok(await page.locator('main ins').count() >= wanted);
    await press(page, 'main form .nl-button--primary');
    for (const label of labels) {
      await go(page, `/maatregelen/${label}`);
      const short = await text_of(page, 'dl.wb-def >> nth=-1');
      assert.match(short, js ? /Peter Bos/ : /Joost de Wit/);
      assert.match(short, js ? /1 mei 2027/ : /1 juni 2027/);
    }
  });
  await page.context().close();
}

// ---- verdicts ----

const said = (page, row) => page.locator(`#${row} [role=radiogroup]`).evaluateAll((groups) => groups.map((g) => Number(g.querySelector('input:checked').value)));

for (const width of [1280, 320]) {
  await check(`verdicts by keyboard at ${width} px: one key each, no reload, the place and the focus stay`, async () => {
    const page = await open(base, SAMIRA, { width });
    await go(page, '/maatregelen?beeld=alle');
    await page.evaluate(() => { window.untouched = true; });
    const row = await page.evaluate(() => [...document.querySelectorAll('.wb-mlijst tbody tr[id^=r]')].filter((r) => r.querySelector('[role=radiogroup]'))[60].id);
    const index = row.slice(1);
    // by keyboard alone: to the row before with a click of nothing, then Tab into the group
    await page.evaluate((id) => document.querySelector(`#${id} th a`).focus(), row);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.name), `o${index}`, 'Tab goes into the first group');
    const top = () => page.evaluate((id) => Math.round(document.getElementById(id).getBoundingClientRect().top), row);
    const place = () => page.evaluate(() => Math.round(window.scrollY));
    const [was_top, was_place] = [await top(), await place()];
    assert.ok(was_place > 500, 'far down the list');
    const round = width === 1280 ? [['o', '3'], ['b', '2'], ['w', '1']] : [['o', '1'], ['b', '0'], ['w', '0']];
    for (const [aspect, key] of round) {
      const saved = page.waitForResponse((r) => r.url().endsWith('/maatregelen/zet'), { timeout: 5000 }).catch(() => null);
      const before = await page.evaluate(() => Number(document.activeElement.value));
      await page.keyboard.press(key);
      if (before !== Number(key)) {
        const answer = await saved;
        assert.equal(answer?.status(), 200, `${aspect}${key} is sent`);
        await page.waitForFunction(([id, a, k]) => document.querySelector(`#${id} [name^=${a}]:checked`)?.defaultChecked && document.querySelector(`#${id} [name^=${a}]:checked`).value === k, [row, aspect, key]);
      }
      assert.deepEqual(await page.evaluate(() => [document.activeElement.name, document.activeElement.value]), [`${aspect}${index}`, key], 'focus stays on what was pressed');
      await page.keyboard.press('Tab');
    }
    assert.ok(Math.abs(await top() - was_top) < 40, `the row moved from ${was_top} to ${await top()}`);
    assert.ok(Math.abs(await place() - was_place) < 40, `the page moved from ${was_place} to ${await place()}`);
    assert.equal(await page.evaluate(() => window.untouched), true, 'the page was loaded again');
    assert.match(await text_of(page, '#melding'), /\d/, 'what happened is said');
    assert.deepEqual(await said(page, row), round.map(([, key]) => Number(key)));
    await page.reload();
    assert.deepEqual(await said(page, row), round.map(([, key]) => Number(key)), 'after a reload');
    await page.context().close();
  });
}

await check('verdicts by keyboard: the arrows work as in any radio group', async () => {
  const page = await open(base, SAMIRA);
  await go(page, '/maatregelen?q=8.09');
  const row = await page.locator('.wb-mlijst tbody tr[id^=r]:has([role=radiogroup])').first().getAttribute('id');
  await focus_by_tab(page, `#${row} [name^=o]`);
  const before = (await said(page, row))[0];
  const saved = page.waitForResponse((r) => r.url().endsWith('/maatregelen/zet'));
  await page.keyboard.press(before < 3 ? 'ArrowRight' : 'ArrowLeft');
  assert.equal((await saved).status(), 200);
  await page.waitForTimeout(300);
  const after = (await said(page, row))[0];
  assert.notEqual(before, after);
  assert.equal(await page.evaluate(() => Number(document.activeElement.value)), after);
  await page.context().close();
});

await check('verdicts by keyboard: a number typed elsewhere does nothing', async () => {
  const page = await open(base, SAMIRA);
  await go(page, '/maatregelen?q=8.1');
  const sent = [];
  page.on('request', (r) => { if (r.method() === 'POST') sent.push(r.url()); });
  const before = await page.locator('.wb-mlijst').innerHTML();
  await page.locator('.wb-mlijst th a').first().focus();
  await page.keyboard.press('3');
  await page.locator('.wb-mlijst [name=m]').first().focus();
  await page.keyboard.press('1');
  await page.keyboard.press('0');
  await page.waitForTimeout(300);
  assert.deepEqual(sent, []);
  assert.equal(await page.locator('.wb-mlijst').innerHTML(), before);
  await page.context().close();
});

await check('verdicts, no scripts: the whole list as one form, only what was touched is saved', async () => {
  const page = await open(base, SAMIRA, { js: false });
  await go(page, '/maatregelen?q=5.1');
  const rows = await page.locator('.wb-mlijst tbody tr[id^=r]:has([role=radiogroup])').evaluateAll((all) => all.map((r) => r.id));
  const before = await Promise.all(rows.map((r) => said(page, r)));
  const [one, two] = [rows[0], rows[1]];
  const to = [(before[0][0] + 1) % 4, (before[1][1] + 2) % 4];
  await page.check(`#${one} [name^=o][value="${to[0]}"]`);
  await page.check(`#${two} [name^=b][value="${to[1]}"]`);
  await press(page, '.wb-mform .nl-button--primary');
  assert.match(page.url(), /q=5\.1/, 'back to the same list');
  assert.match(await text_of(page, '#melding'), /\d/);
  const after = await Promise.all(rows.map((r) => said(page, r)));
  before[0][0] = to[0];
  before[1][1] = to[1];
  assert.deepEqual(after, before);
  await page.context().close();
});

await check('verdicts, no scripts: two people at once: the second chooses, nothing is lost', async () => {
  const [mine, theirs] = [await open(base, SAMIRA, { js: false }), await open(base, SAMIRA, { js: false })];
  for (const p of [mine, theirs]) await go(p, '/maatregelen?q=5.2');
  const row = await mine.locator('.wb-mlijst tbody tr[id^=r]:has([role=radiogroup])').first().getAttribute('id');
  const was = (await said(mine, row))[0];
  await theirs.check(`#${row} [name^=o][value="${(was + 1) % 4}"]`);
  await press(theirs, '.wb-mform .nl-button--primary');
  await mine.check(`#${row} [name^=o][value="${(was + 2) % 4}"]`);
  await press(mine, '.wb-mform .nl-button--primary');
  assert.equal(await text_of(mine, 'h1'), 'Iemand anders wijzigde dit intussen');
  await mine.check(`fieldset [value="${(was + 2) % 4}"]`);
  await press(mine, 'main form .nl-button--primary');
  await go(mine, '/maatregelen?q=5.2');
  assert.equal((await said(mine, row))[0], (was + 2) % 4);
  for (const p of [mine, theirs]) await p.context().close();
});

await check('who may only read gets the list without a form', async () => {
  const page = await open(base, at_sample('eva'));
  await go(page, '/maatregelen?beeld=alle');
  assert.ok(await list_count(page) === 156);
  assert.equal(await page.locator('main input[type=radio], main .wb-bulk, main input[name=m]').count(), 0);
  await page.context().close();
});

await done('list');
