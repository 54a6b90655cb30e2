// What every journey needs: the program, a browser, and checks that print one line each.
import { spawn, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

export { default as assert } from 'node:assert/strict';

export const program = process.env.WAARBORG;
export const temp = process.env.TEMP_DIR;
export const PASSWORD = 'een heel lang wachtwoord';
export const ACTION_MS = 20000;

// ---- the program ----

export const waarborg = (...options) => execFileSync(program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const running = [];
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM'))); // also when stopped halfway

// serve: the program over a copy of that data; gives its address.
export async function serve(from, name) {
  const data = path.join(temp, `${name}.db`);
  if (from !== data) copyFileSync(from, data);
  if (from !== data && existsSync(`${from}.key`)) copyFileSync(`${from}.key`, `${data}.key`);
  const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--requests', '0', '--contact', 'mailto:ciso@nieuwland.example'], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const said = [];
  const address = new Promise((found, lost) => {
    const listen = (stream) => createInterface({ input: stream }).on('line', (line) => {
      said.push(line);
      const at = /"event":"started","listen":"([^"]+)"/.exec(line);
      if (at) found(at[1]);
    });
    listen(child.stdout);
    listen(child.stderr);
    child.once('exit', () => lost(new Error(`serve stopped: ${said.slice(-3).join(' ')}`)));
  });
  return `http://${await address}`;
}

export const sample = process.env.SAMPLE;
export const SAMPLE_PASSWORD = process.env.SAMPLE_PASSWORD;
export const at_sample = (who) => ({ email: `${who}@voorbeeldstad.example`, password: SAMPLE_PASSWORD });

// new_organisation: empty data with one person, by options alone.
export function new_organisation(name) {
  const data = path.join(temp, `${name}.db`);
  const secret = path.join(temp, `${name}.secret`);
  writeFileSync(secret, `${PASSWORD}\n`, { mode: 0o600 });
  waarborg('init', '--data', data, '--org', 'Gemeente Nieuwland', '--type', 'gemeente', '--hours', '8',
    '--name', 'Anna de Vries', '--email', 'anna@nieuwland.example', '--password-file', secret);
  return data;
}
export const ANNA = { email: 'anna@nieuwland.example', password: PASSWORD };

// ---- checks ----

const wrong = [];

export async function check(name, what) {
  const started = Date.now();
  try {
    await what();
    console.log(`ok   ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    const text = String(error.message ?? error).split('\n').filter((line) => line.trim()).slice(0, 8).join(' | ');
    const at = /\((?:file:\/\/)?[^)]*\/([a-z_]+\.mjs:\d+)/.exec(error.stack?.split('\n').filter((l) => !l.includes('lib.mjs')).join('\n') ?? '');
    console.log(`FAIL ${name}: ${text.slice(0, 900)}${at ? ` (${at[1]})` : ''}`);
    process.exitCode = 1;
  }
}

// ---- the browser ----

let browser;

async function the_browser() {
  if (browser?.isConnected()) return browser; // one that died is started anew
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  return browser;
}

// open: a page of its own, signed in when `who` is given. Whatever the console says about the
// Content-Security-Policy, an error in a script, and a request elsewhere count as wrong.
export async function open(base, who, options = {}) {
  const { js = true, width = 1280, height = 800, scheme = 'light' } = options;
  const context = await (await the_browser()).newContext({
    viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce', javaScriptEnabled: js, locale: 'nl-NL', acceptDownloads: true,
  });
  context.setDefaultTimeout(ACTION_MS);
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(`${base}/`) && !/^(data|blob|about):/.test(request.url())) wrong.push(`elsewhere: ${request.url()}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|violates/.test(message.text())) wrong.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`));
  page.base = base;
  if (who) await sign_in(page, who);
  return page;
}

export async function sign_in(page, who) {
  await page.goto(`${page.base}/inloggen`);
  await come_in(page, who);
}

// come_in: on the page to sign in, wherever that leads.
export async function come_in(page, who) {
  await page.fill('#email', who.email);
  await page.fill('#password', who.password);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/inloggen'), page.click('main form button')]);
}

export const go = async (page, where) => {
  const answer = await page.goto(page.base + where);
  if (!answer || answer.status() !== 200) throw new Error(`${where} answers ${answer?.status()}`);
  return answer;
};

// press: a button or a link that leads to a whole new page.
export async function press(page, what) {
  const target = typeof what === 'string' ? page.locator(what).first() : what;
  await Promise.all([page.waitForNavigation(), target.click()]);
}

// get: what the address answers to this session, outside the page.
export async function get(page, where) {
  const answer = await page.request.get(page.base + where);
  return { status: answer.status(), type: answer.headers()['content-type'] ?? '', body: await answer.body() };
}

export const text_of = async (page, where) => (await page.locator(where).first().innerText()).replace(/\s+/g, ' ').trim();

// focus_by_tab: presses Tab until the focus is there; gives how often.
export async function focus_by_tab(page, where, most = 400) {
  for (let n = 0; n <= most; n++) {
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, where)) return n;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${where} is not reached with Tab`);
}

// ---- the list of measures ----

// list_count: "12 van 156 maatregelen", and as many rows.
export async function list_count(page) {
  const n = Number(/\d+/.exec(await text_of(page, '[data-meld]'))[0]);
  const rows = await page.locator('.wb-mlijst tbody tr[id^=r]').count();
  if (n !== rows) throw new Error(`the list says ${n} and shows ${rows}`);
  return n;
}

// count_behind: the same from the bytes of that page, without opening it. Remembers the answer.
const counted = new Map();
export async function count_behind(page, href) {
  if (!counted.has(page.base + href)) {
    const { status, body } = await get(page, href);
    if (status !== 200) throw new Error(`${href} answers ${status}`);
    const html = body.toString('utf8');
    const said = Number(/data-meld[^>]*>(\d+)/.exec(html)?.[1]);
    const rows = (html.match(/<tr id="?r\d+/g) ?? []).length;
    if (said !== rows) throw new Error(`${href} says ${said} and shows ${rows}`);
    counted.set(page.base + href, said);
  }
  return counted.get(page.base + href);
}

// ---- the end ----

export async function done(journey) {
  await check(`${journey}: no breach of the content policy, no error in a script, no request elsewhere`, () => {
    if (wrong.length) throw new Error(`${wrong.length}: ${[...new Set(wrong)].slice(0, 4).join(' | ')}`);
  });
  await browser?.close();
  for (const child of running) child.kill('SIGTERM');
  process.exit(); // the code that check left
}
