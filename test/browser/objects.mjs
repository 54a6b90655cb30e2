// Processes and systems: registered, linked, tested, taken into the scope, judged and shown,
// and the organisation that waits for them [R8]. With scripts and without, wide and narrow;
// axe on each page on the way.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { assert, at_sample, check, done, go, open, press, sample, serve, text_of } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LABEL = '8.24.01'; // not taken over: each system shows it itself

async function fits(page, js) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'wider than the screen');
  if (!js) return;
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
}

// register: an object with an owner; gives its number.
async function register(page, js, name, kind, owner) {
  await go(page, '/objecten/nieuw');
  await fits(page, js);
  await page.fill('#name', name);
  await page.check(`input[name=kind][value=${kind}]`);
  await page.selectOption('#owner', { label: owner });
  await press(page, 'form[action="/objecten/nieuw"] .nl-button--primary');
  return /\/objecten\/(\d+)/.exec(page.url())[1];
}

const LOOKS = { wide: {}, narrow: { width: 320 }, 'without scripts': { js: false }, 'narrow without scripts': { js: false, width: 320 } };
for (const [name, options] of Object.entries(LOOKS)) {
  const js = options.js !== false;
  const base = await serve(sample, `objects-${name.replaceAll(' ', '-')}`);
  const as = (who) => open(base, at_sample(who), options);
  let system;
  let one;

  await check(`${name}: a system is registered and works for a process`, async () => {
    const page = await as('samira');
    const process = await register(page, js, 'Vergunningen verlenen', 'proces', 'Joost de Wit');
    system = await register(page, js, 'Vergunningensysteem', 'systeem', 'Joost de Wit');
    one = `/maatregelen/${LABEL}?object=${system}`;
    await page.check(`input[name=process][value="${process}"]`);
    await press(page, `form[action="/objecten/${system}/processen"] button`);
    await page.check('input[name=inside][value="1"]');
    await press(page, `form[action="/objecten/${system}/reikwijdte"] button`);
    await fits(page, js);
    assert.match(await text_of(page, 'main'), /Vergunningen verlenen/);
    await go(page, '/objecten');
    await fits(page, js);
    assert.match(await text_of(page, 'main'), /Vergunningensysteem/);
    await page.context().close();
  });

  await check(`${name}: its level is prepared by one and decided by who owns it`, async () => {
    const samira = await as('samira');
    await go(samira, `/objecten/${system}/niveau`);
    await samira.check('input[name="v-persoonsgegevens"][value=ja]');
    await press(samira, 'button[name=toon]');
    await fits(samira, js);
    assert.match(await text_of(samira, '[aria-labelledby=h-uit]'), /De uitkomst is BBN 2\./);
    await press(samira, `form[action="/objecten/${system}/niveau"] .nl-button--primary`);
    assert.equal(await samira.locator('form[action$="/niveau/besluit"]').count(), 0, 'who prepares does not decide');
    const joost = await as('joost');
    await go(joost, `/objecten/${system}/niveau`);
    await press(joost, 'form[action$="/niveau/besluit"] button');
    await fits(joost, js);
    await go(joost, `/objecten/${system}`);
    assert.match(await text_of(joost, '[aria-labelledby=h-niveau]'), /BBN 2/);
    await samira.context().close();
    await joost.context().close();
  });

  await check(`${name}: who owns it says how it stands there, and shows it`, async () => {
    const page = await as('joost');
    await go(page, `/maatregelen?object=${system}&q=8.24`);
    await fits(page, js);
    await go(page, one);
    await page.check('input[name=design][value=ja]');
    await press(page, `form[action="${one}"] .nl-button--primary`);
    assert.equal(new URL(page.url()).searchParams.get('object'), system);
    await press(page, `.wb-titelrij a[href="/maatregelen/${LABEL}/bewijs?object=${system}"]`);
    await fits(page, js);
    assert.match(await text_of(page, '[role=note]'), /Vergunningensysteem/);
    await page.fill('#title', 'Sleutels van het vergunningensysteem');
    await page.selectOption('#kind', 'document');
    await page.check('input[type=checkbox][name=design]');
    await page.fill('#link', 'https://intranet.voorbeeldstad.example/sleutels');
    await press(page, 'form[enctype] .nl-button--primary');
    assert.equal(new URL(page.url()).searchParams.get('object'), system);
    assert.match(await text_of(page, '#bewijs'), /Sleutels van het vergunningensysteem/);
    await fits(page, js);
    await page.context().close();
  });

  await check(`${name}: another finds it fit, and the verdict is shown at the system alone`, async () => {
    const page = await as('samira');
    await go(page, one);
    await page.locator('#bewijs details summary').click();
    await page.check('#bewijs input[name=fitness][value=geschikt]');
    await press(page, '#bewijs form[action*="/oordeel"] button');
    assert.match(await text_of(page, '#bewijs'), /geschikt/i);
    await go(page, `/maatregelen/${LABEL}`);
    assert.doesNotMatch(await text_of(page, 'main'), /Sleutels van het vergunningensysteem/);
    await page.context().close();
  });

  await check(`${name}: the organisation waits for it, on the measure and in the list`, async () => {
    const page = await as('eva');
    await go(page, `/maatregelen/${LABEL}`);
    await fits(page, js);
    assert.match(await text_of(page, 'main'), /voldoet bij 0 van 1 object/i);
    await go(page, `/maatregelen?q=${LABEL}`);
    await fits(page, js);
    assert.match(await text_of(page, '.wb-mlijst'), /voldoet bij 0 van 1 object/i);
    await page.context().close();
  });
}

await done('objects');
