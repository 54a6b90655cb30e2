// One's own page, and a session that ends while somebody is typing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { assert, at_sample, check, come_in, done, focus_by_tab, go, open, press, sample, serve, sign_in, text_of } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const base = await serve(sample, 'account');
const back = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = 'rgb(244, 245, 243)';
const DARK = 'rgb(18, 25, 28)';

async function choose(page, look) {
  await go(page, '/mijn');
  await page.check(`input[name=look][value=${look}]`);
  await press(page, 'form[action="/mijn"] button');
}

for (const js of [true, false]) {
  await check(`own page${js ? '' : ', no scripts'}: light and dark are worn whatever the computer says`, async () => {
    const page = await open(base, at_sample('sem'), { js, scheme: 'dark' });
    await choose(page, 'light');
    assert.equal(await back(page), LIGHT);
    await choose(page, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await back(page), DARK);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await back(page), 'rgb(255, 255, 255)');
    await page.emulateMedia({ media: 'screen' });
    await choose(page, 'computer');
    assert.equal(await back(page), LIGHT);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await back(page), DARK);
    await page.context().close();
  });
}

await check('own page: a token is made and withdrawn by keyboard alone', async () => {
  const page = await open(base, at_sample('eva'));
  await go(page, '/mijn');
  await focus_by_tab(page, '#name');
  await page.keyboard.type('Rekenblad');
  await Promise.all([page.waitForURL('**/mijn/token'), page.keyboard.press('Enter')]);
  assert.match(await text_of(page, 'main .wb-code'), /^wbg_[0-9a-f]{64}$/);
  await go(page, '/mijn');
  await focus_by_tab(page, 'form[action$="/einde"] button');
  await Promise.all([page.waitForURL('**/mijn?gedaan=token_ended*'), page.keyboard.press('Enter')]);
  assert.match(await text_of(page, '#tokens tbody'), /ingetrokken/);
  await page.context().close();
});

await check('own page: without a violation, light, dark and 320 px', async () => {
  const page = await open(base, at_sample('nadia'));
  for (const where of ['/mijn', '/beheer/gebruikers']) for (const [look, width] of [['light', 1280], ['dark', 1280], ['dark', 320]]) {
    await choose(page, look);
    await page.setViewportSize({ width, height: 800 });
    await go(page, where);
    await page.evaluate(axe);
    const wrong = await page.evaluate(() => window.axe.run(document).then((r) => r.violations.map((v) => `${v.id} ${v.nodes[0].target}`)));
    assert.deepEqual(wrong, [], `${where} ${look} ${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${where} ${look} ${width} is too wide`);
  }
  await page.context().close();
});

// ---- the end of a session ----

const MEASURE = '/maatregelen/5.37';

async function main_is_clean(page) {
  await page.evaluate(axe);
  const wrong = await page.evaluate(() => window.axe.run('main').then((r) => r.violations.map((v) => v.id)));
  assert.deepEqual(wrong, []);
}

await check('session: five minutes before its end there is a message with a button that works', async () => {
  const page = await open(base, null);
  await page.clock.install();
  await sign_in(page, at_sample('samira'));
  await page.clock.fastForward('24:30');
  assert.equal(await page.locator('#melding .wb-sessie').count(), 0);
  await page.clock.fastForward('00:40');
  assert.match(await text_of(page, '#melding[role=status]'), /over 5 minuten uitgelogd/);
  await main_is_clean(page);
  await page.locator('[data-blijf]').focus();
  await Promise.all([page.waitForResponse('**/ingelogd'), page.keyboard.press('Enter')]);
  await page.waitForFunction(() => document.querySelector('#melding').textContent === 'Je blijft ingelogd.');
  await page.clock.fastForward('26:00');
  assert.match(await text_of(page, '#melding'), /over 5 minuten/);
  await page.clock.fastForward('06:00');
  assert.match(await text_of(page, '#melding'), /Je bent uitgelogd/);
  await page.context().close();
});

// Nothing of the page is left, but the message and where one signs in again.
async function is_empty(page) {
  await page.waitForFunction(() => document.title === 'waarborg');
  const seen = await page.evaluate(() => document.body.innerText);
  assert.match(seen, /Je bent uitgelogd.*Log opnieuw in/s);
  for (const word of ['Samira', 'Voorbeeldstad', '5.37', 'Maatregelen']) assert.ok(!seen.includes(word), word);
  await main_is_clean(page);
}

await check('session: at its end the page is taken out of sight, what was typed stays', async () => {
  const page = await open(base, null);
  await page.clock.install();
  await sign_in(page, at_sample('samira'));
  await go(page, MEASURE);
  await page.fill('#design_note', 'Nog niet bewaard');
  await page.clock.fastForward('31:00');
  await is_empty(page);
  await page.context().clearCookies();
  await press(page, '#melding a');
  await come_in(page, at_sample('samira'));
  assert.equal(new URL(page.url()).pathname, MEASURE);
  await page.click('[data-terug] button[value=terug]');
  assert.equal(await page.inputValue('#design_note'), 'Nog niet bewaard');
  await page.context().close();
});

await check('session: who signs out in one tab is out of sight in the other', async () => {
  const page = await open(base, at_sample('samira'));
  await go(page, MEASURE);
  const other = await page.context().newPage();
  await other.goto(`${base}${MEASURE}`);
  await press(other, 'form[action="/uitloggen"] button');
  await is_empty(page);
  await page.context().close();
});

await check('session: what was typed is offered after signing in, goes with a save and with signing out', async () => {
  const page = await open(base, at_sample('samira'));
  const type = async (text) => { await go(page, MEASURE); await page.fill('#design_note', text); };
  const kept = () => page.evaluate(() => Object.keys(sessionStorage).filter((k) => k.startsWith('concept ')).length);
  await type('Een half verhaal');
  await page.context().clearCookies();
  await press(page, '#beoordeel .nl-button--primary');
  assert.equal(new URL(page.url()).pathname, '/inloggen');
  assert.match(await text_of(page, 'main'), /niet opgeslagen.*Je concept is bewaard/s);
  await come_in(page, at_sample('samira'));
  assert.equal(new URL(page.url()).pathname, MEASURE);
  assert.notEqual(await page.inputValue('#design_note'), 'Een half verhaal');
  await page.click('[data-terug] button[value=terug]');
  assert.equal(await page.inputValue('#design_note'), 'Een half verhaal');
  await press(page, '#beoordeel .nl-button--primary');
  assert.match(page.url(), /gedaan=/);
  assert.equal(await kept(), 0);
  await type('Nog een half verhaal');
  assert.equal(await kept(), 1);
  await press(page, 'form[action="/uitloggen"] button');
  assert.equal(await kept(), 0);
  await page.context().close();
});

await check('session: a form of short fields alone keeps what was typed as well', async () => {
  const page = await open(base, at_sample('nadia'));
  const name = 'form[action="/beheer/gebruikers"] input[name=name]';
  await go(page, '/beheer/gebruikers');
  await page.fill(name, 'Half Ingevuld');
  await go(page, '/beheer/gebruikers');
  assert.notEqual(await page.inputValue(name), 'Half Ingevuld');
  await page.click('[data-terug] button[value=terug]');
  assert.equal(await page.inputValue(name), 'Half Ingevuld');
  await page.context().close();
});

// Fills a form of a person on the users page in and sends it; the browser's own check is passed by.
async function send_of(page, who, action, fields) {
  await go(page, '/beheer/gebruikers');
  const at = (await page.locator('tr[id^=persoon-]', { hasText: who }).getAttribute('id')).slice('persoon-'.length);
  const form = page.locator(`form[action="/beheer/gebruikers/${at}${action}"]`).first();
  await form.evaluate((f) => { for (let at = f; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; });
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name=${name}]`);
    if (name === 'role') await field.selectOption(value); else await field.fill(value);
  }
  await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), form.locator('button').click()]);
  await page.waitForSelector('#fouten');
  return { at, form };
}

const valued = (form) => form.evaluate((f) => [...f.elements].filter((e) => e.name && e.type !== 'hidden').map((e) => e.value));

for (const js of [true, false]) {
  await check(`users${js ? '' : ', no scripts'}: a refused form of a person comes back open and filled in, and no other has its values`, async () => {
    const page = await open(base, at_sample('nadia'), { js });
    const added = page.locator('form[action="/beheer/gebruikers"]');
    const { at, form } = await send_of(page, 'Eva Smit', '/rol', { role: 'coordinator', from: '2099-01-01', until: '2098-12-01' });
    assert.ok(await form.isVisible());
    assert.deepEqual(await valued(form), ['coordinator', '2099-01-01', '2098-12-01']);
    assert.match(await text_of(page, `#totmet-${at}-fout`), /einddatum/i);
    assert.equal(await page.getAttribute(`#totmet-${at}`, 'aria-describedby'), `totmet-${at}-fout`);
    assert.equal(await page.getAttribute(`#totmet-${at}`, 'aria-invalid'), 'true');
    assert.equal(await page.getAttribute('#fouten a', 'href'), `#totmet-${at}`);
    assert.equal(await added.locator('[name=until]').inputValue(), '');
    assert.notEqual(await added.locator('[name=from]').inputValue(), '2099-01-01');
    assert.ok(await added.locator('[name=way][value=link]').isChecked());
    assert.equal(await page.locator('tr details[open]').count(), 1);
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/refused-${js}.png`, fullPage: true });
    if (js) {
      await page.evaluate(axe);
      assert.deepEqual(await page.evaluate(() => window.axe.run(document).then((r) => r.violations.map((v) => v.id))), []);
    }

    const moved = await send_of(page, 'Ruben Kok', '/rol/tot', { until: '2020-05-06' });
    assert.ok(await moved.form.isVisible());
    assert.deepEqual(await valued(moved.form), ['2020-05-06']);
    assert.ok((await page.getAttribute(`#tot-${moved.at}-owner`, 'aria-describedby')).endsWith(`tot-${moved.at}-owner-fout`));
    assert.equal(await added.locator('[name=until]').inputValue(), '');
    assert.equal(await page.locator('tr details[open]').count(), 1);

    const ended = await send_of(page, 'Nadia Bakker', '/rol/einde', {});
    assert.ok(await ended.form.isVisible());
    assert.match(await ended.form.innerText(), /beheerder/);

    await page.fill('#name', 'Pop');
    await page.fill('#until', '2020-01-01');
    await page.fill('#from', '2099-01-01');
    await page.check('[name=way][value=wachtwoord]');
    await page.check('#roles [value=reader]');
    await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), added.locator('button').click()]);
    await page.waitForSelector('#until-fout');
    assert.equal(await page.inputValue('#name'), 'Pop');
    assert.ok(await page.isChecked('[name=way][value=wachtwoord]'));
    assert.ok(await page.isChecked('#roles [value=reader]'));
    assert.equal(await page.locator('tr details[open]').count(), 0);
    assert.equal(await page.inputValue(`#totmet-${at}`), '');
    await page.context().close();
  });
}

await check('session: another person in the same tab is offered nothing, and no password is ever kept', async () => {
  const page = await open(base, at_sample('samira'));
  await go(page, MEASURE);
  await page.fill('#design_note', 'Van Samira');
  await page.context().clearCookies();
  await sign_in(page, at_sample('ineke'));
  await go(page, MEASURE);
  assert.equal(await page.locator('[data-terug]').count(), 0);
  await go(page, '/wachtwoord');
  await page.fill('#old', 'geheim geheim geheim');
  assert.ok(!(await page.evaluate(() => JSON.stringify(sessionStorage))).includes('geheim'));
  await page.context().close();
});

await check('session: a part of a page that is asked for too late leads to the door', async () => {
  const page = await open(base, at_sample('samira'));
  await go(page, '/maatregelen?beeld=alle');
  await page.context().clearCookies();
  await Promise.all([page.waitForURL('**/inloggen?naar=*'), page.selectOption('form.wb-filter select', { index: 1 })]);
  await page.context().close();
});

await done('account');
