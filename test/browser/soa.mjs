// The Statement of Applicability: filled, completed, adopted by another, and the next version.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ANNA, assert, at_sample, check, done, get, go, new_organisation, open, PASSWORD, press, sample, serve, temp, text_of, waarborg } from './lib.mjs';

const LINES = 210; // 93 controls and 117 measures
const LAST = '8.34'; // the line that stays empty until the end
const NOT_HERE = '8.30'; // a control that does not apply

const data = new_organisation('soa');
const secret = path.join(temp, 'evert.secret');
writeFileSync(secret, `${PASSWORD}\n`, { mode: 0o600 });
waarborg('user', 'add', '--data', data, '--name', 'Evert Mol', '--email', 'evert@nieuwland.example', '--role', 'executive', '--password-file', secret);
const EVERT = { email: 'evert@nieuwland.example', password: PASSWORD };
const base = await serve(data, 'soa');
const anna = await open(base, ANNA);
const bare = await open(base, ANNA, { js: false });

const fields = (html) => Object.fromEntries([...html.slice(html.indexOf('action="/vvt/regel/'), html.indexOf('</form>', html.indexOf('action="/vvt/regel/'))).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]));

await check('SoA: a new one has every control and every measure, and nothing filled in', async () => {
  await go(anna, '/vvt');
  assert.equal(await anna.locator('.wb-vvttabel tbody tr[id^="r-"]').count(), LINES);
  assert.match(await text_of(anna, '#klaar h2'), new RegExp(`${LINES} regels`));
});

await check('SoA, no scripts: a line that does not apply asks for a ground', async () => {
  await go(bare, `/vvt/regel/${NOT_HERE}`);
  await bare.check('[name=applies][value=nee]');
  await press(bare, 'main form .nl-button--primary');
  assert.match(await bare.title(), /^Fout:/);
  assert.ok(await bare.isChecked('[name=applies][value=nee]'), 'what was chosen stays');
  await bare.selectOption('#ground', 'risicoanalyse');
  await bare.fill('#why', 'Wij laten geen software maken.');
  await bare.fill('#risk_analysis', 'RA-2026-01');
  await press(bare, 'main form .nl-button--primary');
  await go(bare, '/vvt');
  assert.match(await text_of(bare, `[id="r-${NOT_HERE}"]`), /nee risicoanalyse\. Wij laten geen software maken\..*RA-2026-01/i);
});

await check('SoA: a mandatory measure cannot be set aside on a risk analysis', async () => {
  await go(anna, '/vvt/regel/5.01.01');
  const grounds = await anna.locator('#ground option').evaluateAll((all) => all.map((o) => o.value));
  if (grounds.includes('risicoanalyse')) {
    await anna.check('[name=applies][value=nee]');
    await anna.selectOption('#ground', 'risicoanalyse');
    await anna.fill('#why', 'Liever niet');
    await anna.fill('#risk_analysis', 'RA-2026-02');
    await press(anna, 'main form .nl-button--primary');
    assert.match(await anna.title(), /^Fout:/);
  }
  await go(anna, '/vvt');
  assert.doesNotMatch(await text_of(anna, '[id="r-5.01.01"]'), / nee /);
});

await check('SoA: line by line until one is empty; not complete, and it says which', async () => {
  const labels = (await anna.locator('.wb-vvttabel tbody tr[id^="r-"]').evaluateAll((all) => all.map((r) => r.id.slice(2)))).filter((l) => l !== LAST && l !== NOT_HERE);
  for (const label of labels) {
    const html = (await get(bare, `/vvt/regel/${label}`)).body.toString();
    const answer = await bare.request.post(`${base}/vvt/regel/${label}`, { form: { ...fields(html), applies: 'ja', from_norm: '1' }, headers: { origin: base }, maxRedirects: 0 });
    assert.equal(answer.status(), 303, label);
  }
  await go(anna, '/vvt');
  assert.match(await text_of(anna, '#klaar h2'), /1 regel/);
  await press(anna, 'form[action="/vvt/compleet"] button');
  assert.match(await text_of(anna, '#fouten'), /1 regel is niet klaar/);
  await anna.locator('#klaar summary').click();
  assert.equal(await text_of(anna, '#klaar details li'), LAST);
  await press(anna, '#klaar details li a');
  assert.match(await text_of(anna, 'h1'), new RegExp(`^${LAST}`));
});

await check('SoA, no scripts: the rest filled in one go, and complete', async () => {
  await go(bare, '/vvt/invullen');
  assert.match(await text_of(bare, 'main'), /1 regel/);
  await press(bare, 'main form .nl-button--primary');
  await go(bare, '/vvt');
  await press(bare, 'form[action="/vvt/compleet"] button');
  await go(bare, '/vvt');
  assert.match(await text_of(bare, '.wb-titelrij__onder'), /compleet/);
});

await check('SoA: who prepared it may not adopt it', async () => {
  await go(anna, '/vvt');
  assert.equal(await anna.locator('a[href="/vvt/1/vaststellen"]').count(), 0, 'not offered');
  const answer = await anna.goto(`${base}/vvt/1/vaststellen`);
  assert.equal(answer.status(), 403);
  assert.equal(await anna.locator('[name=number]').count(), 0);
});

await check('SoA, no scripts: the executive adopts it with a decision', async () => {
  const evert = await open(base, EVERT, { js: false });
  await go(evert, '/vvt');
  await press(evert, 'a[href="/vvt/1/vaststellen"]');
  await evert.selectOption('#body', { index: 1 });
  await evert.fill('#number', 'B&W 2026/418');
  await press(evert, 'main form .nl-button--primary');
  assert.match(await text_of(evert, 'main'), /vastgesteld/);
  assert.match(await text_of(evert, '.wb-titelrij__onder'), /B&W 2026\/418/);
  assert.match(await text_of(evert, '.wb-code'), /^[0-9a-f]{64}$/);
  await evert.context().close();
});

await check('SoA: what is adopted is read-only', async () => {
  await go(anna, '/vvt/1');
  assert.equal(await anna.locator('main a[href^="/vvt/regel/"]').count(), 0);
  assert.equal(await anna.locator('form[action="/vvt/compleet"]').count(), 0);
});

await check('SoA: the next version, one change, and the two beside each other', async () => {
  await go(anna, '/vvt');
  await press(anna, 'form[action="/vvt/nieuw"] button');
  await go(anna, '/vvt');
  assert.match(await text_of(anna, '.wb-titelrij__onder'), /Versie 2/);
  await go(anna, '/vvt/regel/7.14');
  await anna.fill('#why', 'Ook voor geleende apparatuur.');
  await press(anna, 'main form .nl-button--primary');
  await go(anna, '/vvt/vergelijk?van=1&tot=2');
  const rows = await text_of(anna, '.wb-verschil');
  assert.match(rows, /7\.14/);
  assert.match(rows, /Ook voor geleende apparatuur\./);
  assert.doesNotMatch(rows, /5\.01\.01/);
  await go(anna, '/vvt/1');
  assert.doesNotMatch(await text_of(anna, '[id="r-7.14"]'), /geleende/);
});

const example = await serve(sample, 'soa-sample');
for (const [name, page, number] of [['new organisation', anna, 1], ['sample', await open(example, at_sample('eva')), 1]]) {
  await check(`SoA, ${name}: the downloads open`, async () => {
    const csv = await get(page, `/vvt/${number}.csv`);
    assert.equal(csv.status, 200);
    const text = csv.body.toString('utf8').replace(/^\uFEFF/, '');
    let lines = 1; // quoted cells may hold line ends
    let quoted = false;
    for (const c of text.trim()) { if (c === '"') quoted = !quoted; if (c === '\n' && !quoted) lines++; }
    assert.equal(lines, LINES + 1);
    const sheet = await get(page, `/vvt/${number}.xlsx`);
    assert.equal(sheet.body.subarray(0, 4).toString('latin1'), 'PK\x03\x04');
    assert.ok(sheet.body.includes('xl/workbook.xml'));
    const json = JSON.parse((await get(page, `/vvt/${number}.json`)).body.toString());
    assert.equal(Object.values(json).find((v) => Array.isArray(v) && v.length >= LINES)?.length ?? json.length, LINES);
  });
}

const MEASURE = '8.24.05'; // of Ruben
await check('Exception, no scripts: its owner asks at the measure, the CISO advises, the management decides', async () => {
  const [ruben, samira, hans] = await Promise.all(['ruben', 'samira', 'hans'].map((who) => open(example, at_sample(who), { js: false })));
  await go(ruben, `/maatregelen/${MEASURE}`);
  await press(ruben, `a[href="/uitzonderingen/nieuw?nr=${MEASURE}"]`);
  assert.equal(await ruben.inputValue('#nr'), MEASURE);
  assert.equal(await ruben.locator('#advice').count(), 0, 'advice is no part of what is asked');
  await ruben.check('[name=kind][value=plan]');
  await ruben.fill('#reason', 'De leverancier levert het pas in het najaar.');
  await ruben.fill('#risk_analysis', 'RA-2026-11');
  await ruben.fill('#until', new Date(Date.now() + 90 * 864e5).toISOString().slice(0, 10));
  await press(ruben, 'main form .nl-button--primary');
  await press(ruben, `.wb-naamlink:has-text("${MEASURE}")`);
  assert.equal(await ruben.locator('main form').count(), 0, 'who asks neither advises nor decides');
  const { pathname } = new URL(ruben.url());
  await go(samira, pathname);
  await samira.fill('#advice', 'Akkoord, met elke maand een controle.');
  await press(samira, `form[action="${pathname}/advies"] button`);
  await go(hans, pathname);
  assert.match(await text_of(hans, 'main'), /Akkoord, met elke maand een controle\./);
  await hans.check('[name=allowed][value=ja]');
  await hans.selectOption('#body', 'directie');
  await hans.fill('#number', '2026-77');
  await press(hans, `form[action="${pathname}/besluit"] button`);
  await go(ruben, pathname);
  assert.match(await text_of(ruben, 'main'), /toegestaan/);
  await Promise.all([ruben, samira, hans].map((page) => page.context().close()));
});

await check('Exception: who would advise on it is told so when asking', async () => {
  const samira = await open(example, at_sample('samira'));
  await go(samira, `/uitzonderingen/nieuw?nr=${MEASURE}`);
  assert.match(await text_of(samira, '.wb-melding'), /Dat doet een andere CISO/);
  await samira.context().close();
});

await check('SoA on paper: more than three pages, heads on each, nothing cut at the side', async () => {
  await go(anna, '/vvt/1');
  await anna.emulateMedia({ media: 'print' });
  await anna.setViewportSize({ width: 718, height: 1000 }); // A4 less its margins
  const it = await anna.evaluate(() => ({
    head: getComputedStyle(document.querySelector('.wb-vvttabel thead')).display,
    nav: getComputedStyle(document.querySelector('.wb-nav')).display,
    cut: [...document.querySelectorAll('.wb-vvttabel td, .wb-vvttabel th, h1, .wb-titelrij p')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length,
  }));
  assert.equal(it.head, 'table-header-group');
  assert.equal(it.nav, 'none');
  assert.equal(it.cut, 0, `${it.cut} cells are cut`);
  const pdf = (await anna.pdf({ format: 'A4', preferCSSPageSize: true, tagged: true })).toString('latin1');
  const pages = (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  assert.ok(pages > 3 && pages < 40, `${pages} pages`);
});

await done('soa');
