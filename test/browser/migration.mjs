// From one norm to another: an organisation that began by an older norm carries one system over, step by step.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { ANNA, assert, check, done, focus_by_tab, go, open, PASSWORD, press, serve, temp, text_of, waarborg } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// fair: axe without a violation, and nothing wider than the screen. Of long tables the first
// rows are looked at, since axe takes time by the square; then the page is loaded anew.
// A page without scripts runs no axe either: there only the width is looked at.
const ROWS = 8;
const plain = new Set();
async function fair(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
  if (plain.has(page)) return;
  const thinned = await page.evaluate((most) => {
    const late = [...document.querySelectorAll('main table')].flatMap((table) => [...table.rows].slice(most));
    late.forEach((row) => row.remove());
    return late.length;
  }, ROWS);
  await page.evaluate(axe);
  const wrong = await page.evaluate(async (rules) => (await axe.run({ runOnly: rules })).violations
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')}`), RULES);
  assert.deepEqual(wrong, [], where);
  if (thinned > 0) await page.reload();
}

// An organisation that works by the older norm, with one system of which some measures are judged.
function organisation(name) {
  const data = path.join(temp, `${name}.db`);
  const secret = path.join(temp, `${name}.secret`);
  writeFileSync(secret, `${PASSWORD}\n`, { mode: 0o600 });
  waarborg('init', '--data', data, '--org', 'Gemeente Nieuwland', '--norm', 'bio104', '--name', 'Anna de Vries', '--email', ANNA.email, '--password-file', secret);
  return data;
}

const LABELS = ['6.1.1.3', '6.1.1.4', '6.1.3.1', '6.1.3.2'];

// begin: the system and its answers, through the pages. Gives its number.
async function begin(page) {
  await go(page, '/objecten/nieuw');
  await page.fill('#name', 'Zaaksysteem');
  await page.check('[name=kind][value=systeem]');
  await press(page, 'main form .nl-button--primary');
  const system = /\/objecten\/(\d+)/.exec(page.url())[1];
  for (const label of LABELS) {
    await go(page, `/maatregelen/${label}?object=${system}`);
    await page.check('[name=design][value=ja]');
    await page.check('[name=existence][value=ja]');
    await page.check('[name=operation][value=deels]');
    await press(page, '#beoordeel .nl-button--primary');
  }
  return system;
}

async function journey(js, width) {
  const how = `${js ? 'with' : 'without'} scripts, ${width} px`;
  const name = `migration-${js ? 'js' : 'plain'}-${width}`;
  const base = await serve(organisation(name), name);
  let page;
  let system;

  await check(`${how}: the four steps, from the menu to the report`, async () => {
    page = await open(base, ANNA, { js: true, width: 1280 });
    system = await begin(page);
    await page.context().close();
    page = await open(base, ANNA, { js, width });
    if (!js) plain.add(page);
    await go(page, '/overzetten');
    await fair(page, 'the list');
    await press(page, 'main .nl-button--primary');
    await page.selectOption('#naar', 'bio2@1.3');
    await page.check(`[name=object][value="${system}"]`);
    await page.uncheck('[name=object][value="0"]');
    await fair(page, 'step 1');
    await press(page, 'main form .nl-button--primary');
    assert.match(await text_of(page, '[aria-current=step]'), /Niveau/);
    assert.equal(await page.locator(`main a[href="/objecten/${system}/niveau"]`).count(), 1);
    await fair(page, 'step 2');
    await press(page, 'main .nl-button--primary');
    assert.match(await text_of(page, '[aria-current=step]'), /Maatregelen/);
    await fair(page, 'step 3');
    await page.selectOption('#alle-gewijzigd', 'herijken');
    await press(page, page.locator('main form .nl-button--primary', { hasText: 'Zet dit over' }));
    assert.match(page.url(), /\/overzetten\/\d+/);
    assert.match(await text_of(page, '[aria-current=step]'), /Invoering/);
    await fair(page, 'the report');
  });

  await check(`${how}: one is confirmed in the report, and then the organisation moves`, async () => {
    const where = new URL(page.url()).pathname;
    const count = async () => Number(/^\d+/.exec(await text_of(page, '[id=c-nog_te_bevestigen] ~ .wb-cijfer__waarde'))[0]);
    const before = await count();
    assert.ok(before > 1, `${before} to confirm`);
    await page.locator('[name=regel]').first().check();
    await press(page, page.locator('button', { hasText: 'Bevestig wat is aangevinkt' }).first());
    assert.equal(await count(), before - 1);
    await press(page, page.locator('button', { hasText: 'Werk vanaf nu met' }));
    assert.equal(new URL(page.url()).pathname, where);
    await go(page, `/maatregelen?object=${system}&beeld=bevestigen`);
    assert.equal(await page.locator('.wb-mlijst [name=m]').count(), before - 1);
    await fair(page, 'the list of what is to be confirmed');
  });

  await check(`${how}: a measure says where it came from, and one aspect is confirmed by keyboard`, async () => {
    await press(page, '.wb-mlijst tbody th a');
    assert.match(await text_of(page, '.wb-trappen'), /Overgenomen uit [\d.]+.* \(BIO versie 1\.04\)/);
    const said = await page.locator('.wb-trappen').ariaSnapshot();
    assert.match(said, /overgenomen, nog te bevestigen/);
    await fair(page, 'the measure');
    const open_now = await page.locator('[name=aspect]').count();
    await focus_by_tab(page, '[name=aspect]');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.equal(await page.locator('[name=aspect]').count(), open_now - 1);
  });

  await check(`${how}: what was touched since is not undone; what was not, is`, async () => {
    await go(page, '/overzetten');
    await press(page, '.wb-tabel tbody th a');
    assert.match(await text_of(page, 'main'), /Ongedaan maken kan niet meer: /);
    await go(page, `/overzetten/nieuw?stap=3&van=${encodeURIComponent('bio2@1.3')}&naar=${encodeURIComponent('iso27002-2022@2022')}&object=${system}`);
    await press(page, page.locator('main form .nl-button--primary', { hasText: 'Zet dit over' }));
    await press(page, page.locator('main a', { hasText: 'Maak ongedaan' }));
    await fair(page, 'the question');
    await press(page, 'main form .nl-button--primary');
    assert.match(await text_of(page, 'main'), /Ongedaan gemaakt op/);
    await fair(page, 'what was undone');
    await page.context().close();
  });

  if (width === 320) await check('at 320 px: no page of it with a violation', async () => {
    page = await open(base, ANNA, { width });
    const step = (n) => `/overzetten/nieuw?stap=${n}&van=bio104&naar=bio2&object=${system}`;
    await go(page, '/overzetten');
    const one = await page.locator('.wb-tabel tbody th a').last().getAttribute('href');
    for (const where of ['/overzetten', step(1), step(2), step(3), one, `${one}/ongedaan`]) {
      await go(page, where);
      await fair(page, where);
    }
    await page.context().close();
  });
}

await journey(true, 1280);
await journey(false, 320);
await done('migration');
