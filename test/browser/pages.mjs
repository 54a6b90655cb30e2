// Every page that a role can reach, in light, in dark and at 320 px: axe without a single
// violation, no breach of the content policy, nothing wider than the screen, targets of
// 24 px, one h1, and only words in the language that was asked for.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ANNA, at_sample, check, done, new_organisation, open, sample, serve } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOKS = {
  light: { width: 1280, scheme: 'light', get rules() { return RULES; } },
  dark: { width: 1280, scheme: 'dark', get rules() { return DARK; } },
  narrow: { width: 320, scheme: 'light', get rules() { return RULES; } },
};
// Words of the interface that English pages do not have. In the sample people wrote Dutch,
// so there only those that nobody wrote.
const DUTCH = ['Maatregelen', 'Eigenaar', 'Bewaar', 'Streefdatum', 'Geldigheid', 'Log uit'];
const DUTCH_OF_NOBODY = [...DUTCH, 'Overzicht', 'nog niet', 'voldoet', 'Bewijs', 'Zoek '];
const OF_A_KIND = { CISO: 2 }; // so many pages of one pattern are looked at; one for the others
const DEATHS = 3; // so often a browser may die under a busy machine before it counts as wrong
const PER_ROW = /^\/maatregelen\/[\d.]+|^\/bewijs\/\d+|^\/normen\/|^\/beheer\/gebruikers\/\d+|^\/vvt\/\d+/;

// The keys of the words: none may show as it is.
const keys = new Set([...readFileSync(fileURLToPath(new URL('../../lang/nl.po', import.meta.url)), 'utf8')
  .matchAll(/^msgid "([a-z_]+\.[a-z_.]+)"/gm)].map((m) => m[1]));

// pattern: what makes two addresses pages of one kind.
function pattern(url) {
  const other = url.searchParams.get('norm') ? 'of another norm ' : '';
  const at = other + url.pathname.replace(/^\/normen\/(vergelijk|import)$/, '/$1').replace(/^\/normen\/[^/]+\/.+/, '/normen/of')
    .replace(/^\/normen\/[^/]+/, '/normen/#').replace(/^\/maatregelen\/.*\d.*/, '/maatregelen/#').replace(/\d[\d.]*/g, '#');
  const names = [...new Set([...url.searchParams.keys()])].sort();
  if (at === '/maatregelen') return `${at}?${names.length ? (url.searchParams.get('beeld') === 'nvt' ? 'nvt' : 'filter') : ''}`;
  if (at === '/gap') return `${at}?${url.searchParams.get('by') ?? ''}`;
  return `${at}?${names.filter((n) => n !== 'op').join('&')}`;
}

// content_of: the page without what names the person and the moment.
const content_of = (html) => html.slice(html.indexOf('<main')).replace(/name="form_(token|number)" value="[^"]*"/g, '').replace(/\?naar=[^"]*|name="naar" value="[^"]*"/g, '');

// crawl: one address or two of every kind that links lead to.
async function crawl(base, who, name) {
  const page = await open(base, who, { js: false });
  const kinds = new Map();
  const queue = ['/'];
  const seen = new Set(queue);
  const found = [];
  while (queue.length) {
    const here = queue.shift();
    const url = new URL(here, base);
    const kind = pattern(url);
    const many = PER_ROW.test(url.pathname) ? OF_A_KIND[name] ?? 1 : 1;
    if ((kinds.get(kind) ?? 0) >= many) continue;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const answer = await page.request.get(base + here, { maxRedirects: 0 });
    if (answer.status() === 303 || answer.status() === 302) {
      const to = new URL(answer.headers().location, base);
      if (!seen.has(to.pathname + to.search)) { seen.add(to.pathname + to.search); queue.push(to.pathname + to.search); }
      continue;
    }
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) {
      if (answer.status() !== 200) found.push({ here, status: answer.status() });
      continue;
    }
    const html = await answer.text();
    found.push({ here, status: answer.status(), content: content_of(html) });
    for (const [, raw] of html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      const link = raw.replace(/&amp;/g, '&').replace(/#.*/, '');
      if (!seen.has(link)) { seen.add(link); queue.push(link); }
    }
  }
  await page.context().close();
  return found;
}

const inspect = () => {
  const seen = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; };
  const root = document.documentElement;
  const inline = (e) => getComputedStyle(e).display === 'inline' || (e.parentElement && getComputedStyle(e).display.startsWith('inline')
    && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim().length > 1));
  const small = [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')].filter((e) => {
    const b = e.getBoundingClientRect();
    const label = e.closest('label')?.getBoundingClientRect(); // a box or button is as large as its label
    if (label && label.height >= 23.5 && label.width >= 23.5) return false;
    return seen(e) && !inline(e) && !e.closest('.wb-vh, .nl-skip-link') && (b.height < 23.5 || b.width < 23.5);
  }).slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className} "${(e.innerText || e.name || '').slice(0, 20)}" ${Math.round(e.getBoundingClientRect().width)}x${Math.round(e.getBoundingClientRect().height)}`);
  const wide = root.scrollWidth > root.clientWidth ? [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest('.wb-tabelrol, .wb-vh'))
    .slice(-3).map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''}`) : [];
  return {
    h1: document.querySelectorAll('h1').length, lang: root.lang, small, wide, over: root.scrollWidth - root.clientWidth,
    text: `${document.title}\n${document.body.innerText}`,
    styled: document.querySelectorAll('[style], style, [onclick], script:not([src])').length,
  };
};

const DARK = ['color-contrast', 'link-in-text-block']; // what colours decide; the rest is as in light

async function judge(page, rules) {
  return page.evaluate(([values, type]) => window.axe.run(document, { runOnly: { type, values }, resultTypes: ['violations'] })
    .then((r) => r.violations.map((v) => `${v.id} x${v.nodes.length} ${v.nodes.slice(0, 2).map((n) => n.target.join(' ')).join(' | ')}`)),
  [rules, rules === DARK ? 'rule' : 'tag']);
}

// look: one page in the looks asked for, from one load.
async function look(page, here, looks, wrong, whole = false) {
  const say = (name, what) => wrong.push(`${name} ${here}: ${what}`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(page.base + here);
  const wear = async ({ width, scheme }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 800 });
  };
  for (const name of looks.filter((l) => l !== 'dark')) {
    await wear(LOOKS[name]);
    const it = await page.evaluate(inspect);
    if (it.h1 !== 1) say(name, `${it.h1} times h1`);
    if (it.over > 0) say(name, `${it.over} px too wide (${it.wide.join(', ')})`);
    if (it.small.length) say(name, `small targets: ${it.small.join(', ')}`);
    if (it.styled) say(name, `${it.styled} inline styles or scripts`);
    if (it.lang !== 'nl') say(name, `lang=${it.lang}`);
    words_of(it.text, here, (what) => say(name, what));
  }
  // Into a page that was loaded under its own policy; DevTools evaluates beside it.
  await page.evaluate(axe);
  if (!whole) await page.evaluate(thin, ROWS);
  for (const name of looks) {
    await wear(LOOKS[name]);
    for (const violation of await judge(page, LOOKS[name].rules)) say(name, violation);
    if (whole) await page.evaluate(thin, ROWS);
  }
}

// thin: long tables to their first rows. The others are of the same template, and axe
// takes time by the square; once, for the first role in light, it gets every row.
const ROWS = 30;
const thin = (most) => {
  for (const table of document.querySelectorAll('main table')) [...table.rows].slice(most).forEach((row) => row.remove());
};

// words_of: no key and no unfilled hole may show.
function words_of(text, here, say) {
  const raw = (text.match(/\b[a-z_]+\.[a-z_][a-z_.]*\b/g) ?? []).filter((w) => keys.has(w) && !here.startsWith('/beheer/logboek'));
  if (raw.length) say(`keys in sight: ${[...new Set(raw)].slice(0, 4).join(' ')}`);
  const hole = /\{[a-z_]+\}/.exec(text);
  if (hole) say(`a hole in sight: ${hole[0]}`);
}

const looked_at = [];
const contents = new Set();

async function all_pages(base, who, name, looks) {
  let pages = [];
  let all = [];
  await check(`${name}: every link leads to a page`, async () => {
    pages = await crawl(base, who, name);
    const dead = pages.filter((p) => p.status !== 200);
    all = pages.filter((p) => p.status === 200);
    // What is the same to the byte for an earlier role was looked at then; the home shows the frame.
    pages = all.filter((p) => p.here === '/' || !contents.has(p.content)).map((p) => p.here);
    for (const p of all) contents.add(p.content);
    all = all.map((p) => p.here);
    if (dead.length) throw new Error(dead.map((p) => `${p.here} answers ${p.status}`).join(', '));
    if (all.length < 6) throw new Error(`only ${all.length} pages`);
  });
  looked_at.push({ base, who, name, pages: all });
  await check(`${name}: ${pages.length} of ${all.length} pages without a violation, ${looks.join(', ')}`, async () => {
    const wrong = [];
    const left = [...pages];
    let deaths = 0;
    const worker = async () => {
      let page = await open(base, who);
      for (let here; (here = left.shift()) !== undefined;) {
        try {
          await look(page, here, looks, wrong, name === 'CISO');
        } catch (error) {
          if (!/has been closed|crashed/.test(error.message) || ++deaths > DEATHS) throw error;
          console.log(`note: the browser died at ${here} and is started anew`);
          left.push(here);
          page = await open(base, who);
        }
      }
      await page.context().close();
    };
    await Promise.all([worker(), worker()]);
    if (wrong.length) throw new Error(`${wrong.length}\n${wrong.join('\n')}`);
  });
}

const base = await serve(sample, 'pages');
await all_pages(base, at_sample('samira'), 'CISO', ['light', 'dark', 'narrow']);
await all_pages(await serve(new_organisation('pages-new'), 'pages-new'), ANNA, 'new organisation', ['light', 'narrow']);
await all_pages(base, at_sample('lotte'), 'executive', ['dark', 'narrow']);
await all_pages(base, at_sample('ruben'), 'owner', ['narrow', 'dark']);
await all_pages(base, at_sample('nadia'), 'admin', ['light', 'narrow']);
await all_pages(base, at_sample('eva'), 'reader', ['narrow', 'dark']);
await all_pages(base, at_sample('karim'), 'auditor', ['light', 'dark']);

await check('the page to sign in: without a violation', async () => {
  const page = await open(base, null);
  const wrong = [];
  await look(page, '/inloggen', ['light', 'dark', 'narrow'], wrong);
  await page.context().close();
  if (wrong.length) throw new Error(wrong.join('\n'));
});

// English: the same pages, in that language and in no other.
for (const { base: at, who, name, pages } of looked_at.slice(0, 2)) {
  await check(`${name}, English: ${pages.length} pages in English`, async () => {
    const page = await open(at, who, { js: false });
    await page.goto(at);
    await Promise.all([page.waitForNavigation(), page.click('footer button[value=en]')]);
    const wrong = [];
    for (const here of pages) {
      const html = await (await page.request.get(at + here)).text();
      const it = { lang: /<html lang="(\w+)"/.exec(html)[1], text: html.replace(/<\/?[a-z][^>]*?(?: aria-label="([^"]*)")?[^>]*>/g, ' $1 ') };
      if (it.lang !== 'en') wrong.push(`${here}: lang=${it.lang}`);
      words_of(it.text, here, (what) => wrong.push(`${here}: ${what}`));
      const dutch = (name === 'CISO' ? DUTCH : DUTCH_OF_NOBODY).filter((w) => !here.startsWith('/beheer/logboek')).filter((w) => it.text.includes(w));
      if (dutch.length) wrong.push(`${here}: Dutch in sight: ${dutch.slice(0, 4).join(', ')}`);
    }
    await page.context().close();
    if (wrong.length) throw new Error(`${wrong.length}\n${wrong.join('\n')}`);
  });
}

await done('pages');
