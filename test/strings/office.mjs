// office.mjs SHEETS OPENED: what LibreOffice makes of each sheet in a folder; see office.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {close, holds, is} from '../walk/tally.mjs';
import {csv, xlsx} from './sheet.mjs';
import {formulas} from './strings.mjs';

const [sheets, opened] = process.argv.slice(2);
// Comma, double quote, UTF-8, from line 1; all cells as they come, and formulas are worked out.
const inCsv = 'CSV:44,34,76,1,,0,false,true,false,false,false,0,true';

// What no program of ours writes: so that what follows is seen to be able to go wrong.
writeFileSync(`${sheets}/bare.csv`, '=1+1,a\r\n');

function open(end, ...options) {
    const files = readdirSync(sheets).filter(name => name.endsWith(`.${end}`));
    mkdirSync(`${opened}/${end}`, {recursive: true});
    execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${opened}/user`, ...options, '--convert-to', 'fods',
        '--outdir', `${opened}/${end}`, ...files.map(name => `${sheets}/${name}`)], {stdio: 'ignore', timeout: 900000});
    return files;
}

const plain = text => text.replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, n) => ' '.repeat(Number(n ?? 1))).replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'")
    .replace(/&#x([0-9A-Fa-f]+);/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16))).replace(/&amp;/g, '&');

// The cells with a formula, and the texts of all.
function look(end, name) {
    const xml = readFileSync(`${opened}/${end}/${name.replace(/\.[a-z]+$/, '.fods')}`, 'utf8');
    return {formulas: xml.match(/table:formula="[^"]*"/g) ?? [],
        texts: new Set([...xml.matchAll(/<text:p>(.*?)<\/text:p>/gs)].map(([, text]) => plain(text)))};
}

const wanted = new Set(formulas.filter(text => !text.includes('\n')));
let cells = 0;
for (const [end, options] of [['csv', [`--infilter=${inCsv}`]], ['xlsx', []]])
    for (const name of open(end, ...options)) {
        const found = look(end, name);
        if (name === 'bare.csv') {
            is('a formula that stands there bare is worked out', 1, found.formulas.length);
            continue;
        }
        is(`${name}: nothing is worked out`, '', found.formulas.slice(0, 3).join(' '));
        const bytes = readFileSync(`${sheets}/${name}`);
        const there = end === 'xlsx' ? xlsx(bytes).texts : new Set(csv(bytes.toString()).flat());
        for (const text of there)
            if (wanted.has(text) || wanted.has(text.slice(1))) {
                cells++;
                holds(`${name}: the cell shows the text`, found.texts.has(text), JSON.stringify(text));
            }
    }
holds('formulas stood in the sheets', cells > 40, String(cells));
process.exitCode = close() ? 0 : 1;
