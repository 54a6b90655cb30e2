// A passkey of a virtual authenticator: made, used to come in without a password, taken away.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { assert, at_sample, check, done, go, open, press, sample, serve, temp, text_of, SAMPLE_PASSWORD } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const near = await serve(sample, 'passkey');
// A number is no name that a passkey can be bound to; this machine's is.
const base = near.replace('127.0.0.1', 'localhost');

async function authenticator(page, options = {}) {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', { options: {
    protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true, ...options } });
  return { client, authenticatorId };
}

async function has_no_fault(page, where) {
  for (const [width, scheme] of [[1280, 'light'], [320, 'dark']]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(axe);
    const wrong = await page.evaluate(() => window.axe.run(document).then((r) => r.violations.map((v) => `${v.id} ${v.nodes[0].target}`)));
    assert.deepEqual(wrong, [], `${where} ${width}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${where} is too wide at ${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
}

const ADD = 'form[action="/mijn/passkey/nieuw"] button';
const MAKE = 'form[data-passkey=nieuw] .nl-button--primary';
const COME_IN = 'form[data-passkey=vraag] button';

async function add(page, name) {
  await go(page, '/mijn');
  await press(page, ADD);
  await page.fill('#name', name);
  await press(page, MAKE);
}

const leave = (page) => press(page, 'form[action="/uitloggen"] button');

await check('passkey: made, signed in with, renamed and removed', async () => {
  const page = await open(base, at_sample('samira'));
  const { client, authenticatorId } = await authenticator(page);
  const held = async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  await go(page, '/mijn');
  await press(page, ADD);
  await has_no_fault(page, 'the page that makes one');
  await page.fill('#name', 'Werklaptop');
  await press(page, MAKE);
  assert.match(page.url(), /\/mijn\?gedaan=passkey_added.*#passkeys$/);
  assert.match(await text_of(page, '#passkeys tbody'), /Werklaptop.*nog nooit/);
  const [made] = await held();
  assert.equal(made.rpId, 'localhost');
  assert.equal(made.isResidentCredential, true);
  assert.ok(!Buffer.from(made.userHandle, 'base64').toString('latin1').includes('samira'), 'who it is of stands in the handle');
  await has_no_fault(page, 'the page of the account');

  await leave(page);
  assert.equal(new URL(page.url()).pathname, '/inloggen');
  await has_no_fault(page, 'the page to sign in');
  await press(page, COME_IN);
  assert.equal(new URL(page.url()).pathname, '/');
  await go(page, '/mijn');
  assert.match(await text_of(page, 'main'), /samira@voorbeeldstad\.example/);
  assert.doesNotMatch(await text_of(page, '#passkeys tbody'), /nog nooit/);

  await press(page, '#passkeys tbody a');
  await has_no_fault(page, 'the page of one');
  await page.fill('#name', 'Sleutel aan de bos');
  await press(page, 'main form .nl-button--primary');
  assert.match(await text_of(page, '#passkeys tbody'), /Sleutel aan de bos/);
  await press(page, '#passkeys tbody a');
  await press(page, 'form[action$="/einde"] button');
  assert.match(await text_of(page, '#passkeys'), /nog geen passkeys/);
  await leave(page);
  await press(page, COME_IN);
  assert.match(await text_of(page, 'main'), /hoort niet bij een account/);
  await has_no_fault(page, 'the page to sign in, with a fault');
  await page.context().close();
});

await check('passkey: one that was made already is not made again', async () => {
  const page = await open(base, at_sample('lotte'));
  await authenticator(page);
  await add(page, 'Eerste');
  await press(page, ADD);
  await page.fill('#name', 'Tweede');
  await page.click(MAKE);
  await page.waitForFunction(() => document.querySelector('[role=status][data-bekend]').textContent.length > 0);
  assert.match(await text_of(page, '[role=status][data-bekend]'), /heb je al toegevoegd/);
  await page.context().close();
});

await check('passkey: leads back to the page that was asked for', async () => {
  const page = await open(base, at_sample('nadia'));
  await authenticator(page);
  await add(page, 'Laptop');
  await leave(page);
  await page.goto(`${base}/beheer/logboek`);
  await press(page, COME_IN);
  assert.equal(new URL(page.url()).pathname, '/beheer/logboek');
  await page.context().close();
});

const PROVE = 'form[data-passkey=bewijs] button';

// Everybody signed in some time ago.
const stale = () => execFileSync('sqlite3', ['-cmd', '.timeout 5000', path.join(temp, 'passkey.db'), "update session set proved = '2020-01-01T00:00:00.000Z'"]);

async function ask_for_token(page, name) {
  stale();
  await go(page, '/mijn');
  await page.fill('#name', name);
  await press(page, 'form[action="/mijn/token"]:has([name=name]) .nl-button--primary');
  assert.equal(await text_of(page, 'h1'), 'Bevestig dat jij het bent');
}

await check('passkey: shows that it is still they, and what was filled in is done', async () => {
  const page = await open(base, at_sample('joost'));
  const { client, authenticatorId } = await authenticator(page);
  await ask_for_token(page, 'Zonder');
  assert.equal(await page.locator(PROVE).count(), 0, 'offered to who has none');
  await page.fill('#proof', SAMPLE_PASSWORD);
  await press(page, 'main form .nl-button--primary');
  await add(page, 'Laptop');
  await ask_for_token(page, 'Rekenblad "A&B" <van mij>');
  await has_no_fault(page, 'the page that asks who sits there');
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.click(PROVE);
  await page.waitForFunction(() => document.querySelector('[data-afgebroken]').textContent.length > 0);
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await press(page, PROVE);
  assert.match(await text_of(page, 'main'), /wbg_[0-9a-f]{64}/);
  await go(page, '/mijn');
  assert.match(await text_of(page, 'main'), /Rekenblad "A&B" <van mij>/);
  await ask_for_token(page, 'Te laat');
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', path.join(temp, 'passkey.db'), 'delete from passkey_challenge']);
  await press(page, PROVE);
  assert.match(await text_of(page, '#passkey'), /duurde te lang/);
  await has_no_fault(page, 'the same page, with a fault');
  await press(page, PROVE);
  assert.match(await text_of(page, 'main'), /wbg_[0-9a-f]{64}/);
  await page.context().close();
});

await check('passkey: who is not verified does not come in', async () => {
  const page = await open(base, at_sample('ruben'));
  const { client, authenticatorId } = await authenticator(page);
  await add(page, 'Telefoon');
  await leave(page);
  await client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.click(COME_IN);
  await page.waitForFunction(() => document.querySelector('[data-afgebroken]').textContent.length > 0);
  assert.match(await text_of(page, '[data-afgebroken]'), /gebruik je wachtwoord/);
  const attempt = (await page.context().cookies()).find((cookie) => cookie.name === 'passkey');
  assert.deepEqual([attempt.httpOnly, attempt.sameSite, attempt.value.length], [true, 'Strict', 64]);
  assert.ok(attempt.expires * 1000 < Date.now() + 301000, 'an attempt lasts longer than its question');
  const other = await fetch(`${base}/inloggen/passkey/vraag`, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' } });
  assert.equal(other.status, 403);
  await page.context().close();
});

await check('passkey: a count that went back is told at the door and on one’s own page', async () => {
  const page = await open(base, at_sample('karim'));
  const { client, authenticatorId } = await authenticator(page);
  await add(page, 'Sleutel');
  await leave(page);
  await press(page, COME_IN);
  const [credential] = (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  await leave(page);
  await client.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId });
  await client.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 0 } });
  await press(page, COME_IN);
  assert.match(await text_of(page, '#melding'), /teller van je passkey liep terug/);
  await go(page, '/mijn');
  assert.match(await text_of(page, '#passkeys tbody'), /Misschien gekopieerd/);
  await press(page, '#passkeys tbody a');
  await has_no_fault(page, 'the page of a suspect one');
  await page.context().close();
});

await check('passkey: without scripts the pages say so and the password works', async () => {
  const page = await open(base, at_sample('eva'), { js: false });
  await go(page, '/mijn');
  await press(page, ADD);
  assert.match(await text_of(page, 'main'), /JavaScript nodig/);
  assert.equal(await page.locator(MAKE).isVisible(), false);
  await leave(page);
  assert.equal(await page.locator(COME_IN).isVisible(), false);
  await page.context().close();
});

await check('passkey: at a number they are not offered, and the page says why', async () => {
  const page = await open(near, at_sample('sem'));
  await go(page, '/mijn');
  assert.match(await text_of(page, '#passkeys'), /op dit adres niet/);
  assert.equal(await page.locator(ADD).count(), 0);
  await leave(page);
  assert.equal(await page.locator(COME_IN).count(), 0);
  await page.fill('#email', at_sample('sem').email);
  await page.fill('#password', SAMPLE_PASSWORD);
  await press(page, 'main form .nl-button--primary');
  await page.context().close();
});

await done('passkey');
