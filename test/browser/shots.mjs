// The pictures of the README: the sample at 1280 px, into docs/img.
import { fileURLToPath } from 'node:url';
import { at_sample, done, go, open, sample, serve } from './lib.mjs';

const HEIGHT = 1000; // of the picture: what a person sees first
const page = await open(await serve(sample, 'shots'), at_sample('samira'), { height: HEIGHT });
for (const [name, where] of [['overzicht', '/'], ['maatregelen', '/maatregelen'], ['maatregel', '/maatregelen/8.13.04'], ['vvt', '/vvt']]) {
  await go(page, where);
  await page.screenshot({ path: fileURLToPath(new URL(`../../docs/img/${name}.png`, import.meta.url)) });
}
await done('pictures');
