// A file that is too large: said before it is sent, and without scripts after it was.
import { closeSync, openSync, ftruncateSync, writeSync } from 'node:fs';
import path from 'node:path';
import { assert, at_sample, check, done, go, open, press, sample, serve, temp, text_of } from './lib.mjs';

const MB = 1024 * 1024;

function file_of(megabytes) {
  const name = path.join(temp, `${megabytes}.pdf`);
  const file = openSync(name, 'w');
  writeSync(file, '%PDF-1.7\n');
  ftruncateSync(file, megabytes * MB);
  closeSync(file);
  return name;
}

const base = await serve(sample, 'upload');

async function fill(page, file) {
  await go(page, '/bewijs/nieuw');
  await page.fill('#items', '5.37');
  await page.fill('#title', 'Wat ik had getypt');
  await page.selectOption('#kind', { index: 1 });
  await page.setInputFiles('#file', file);
}
const send = 'form[enctype] .nl-button--primary';

await check('a file that is too large is named at its field and not sent', async () => {
  const page = await open(base, at_sample('samira'));
  let sent = 0;
  page.on('request', (request) => { sent += request.method() === 'POST'; });
  await fill(page, file_of(26));
  assert.match(await text_of(page, '#file-groot'), /hoogstens 25 MB/);
  assert.equal(await page.getAttribute('#file', 'aria-invalid'), 'true');
  assert.match(await page.getAttribute('#file', 'aria-describedby'), /^file-hint file-groot$/);
  await page.click(send);
  assert.ok(await page.evaluate(() => document.activeElement.id === 'file'));
  assert.equal(sent, 0);
  assert.equal(await page.inputValue('#title'), 'Wat ik had getypt');
  await page.setInputFiles('#file', file_of(1));
  assert.equal(await page.locator('#file-groot').count(), 0);
  assert.equal(await page.getAttribute('#file', 'aria-invalid'), null);
  await press(page, send);
  assert.equal(sent, 1);
  await page.context().close();
});

for (const megabytes of [26, 40, 90])
  await check(`no scripts: of a file of ${megabytes} MB the page says what to do, and Back shows what was typed`, async () => {
    const page = await open(base, at_sample('samira'), { js: false });
    await fill(page, file_of(megabytes));
    await press(page, send);
    assert.equal(await text_of(page, 'h1'), 'Dit is te groot');
    assert.match(await text_of(page, 'main'), /hoogstens 25 MB/);
    assert.equal(await page.getAttribute('main a >> nth=0', 'href'), '/bewijs/nieuw');
    await page.goBack();
    assert.equal(await page.inputValue('#title'), 'Wat ik had getypt');
    assert.equal(await page.inputValue('#items'), '5.37');
    await page.context().close();
  });

await done('upload');
