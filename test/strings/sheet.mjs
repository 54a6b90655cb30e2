// sheet.mjs - what a reader of CSV and of XLSX finds in the cells.
import {inflateRawSync} from 'node:zlib';

// csv: rows of cells [RFC4180], divided by commas.
export function csv(text) {
    const rows = [];
    let row = [];
    let cell = '';
    let quoted = false;
    const whole = text.replace(/^\ufeff/, '');
    for (let i = 0; i < whole.length; i++) {
        const sign = whole[i];
        if (quoted) {
            if (sign === '"' && whole[i + 1] === '"')
                cell += whole[++i];
            else if (sign === '"')
                quoted = false;
            else
                cell += sign;
        } else if (sign === '"' && cell === '') {
            quoted = true;
        } else if (sign === ',') {
            row.push(cell);
            cell = '';
        } else if (sign === '\n') {
            rows.push([...row, cell.replace(/\r$/, '')]);
            row = [];
            cell = '';
        } else {
            cell += sign;
        }
    }
    return cell === '' && row.length === 0 ? rows : [...rows, [...row, cell]];
}

// The members of a zip by name, as its directory has them.
function members(bytes) {
    const found = new Map();
    let at = bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006') + 16);
    while (bytes.readUInt32LE(at) === 0x02014b50) {
        const [how, size, name, extra, comment] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20),
            bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
        const local = bytes.readUInt32LE(at + 42);
        const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
        const packed = bytes.subarray(from, from + size);
        found.set(bytes.toString('utf8', at + 46, at + 46 + name), (how === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
        at += 46 + name + extra + comment;
    }
    return found;
}

const decoded = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'")
    .replace(/&#x([0-9A-Fa-f]+);/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16))).replace(/&amp;/g, '&')
    .replace(/_x([0-9A-F]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));

// xlsx: the texts of a workbook, and the formulas in it.
export function xlsx(bytes) {
    const all = [...members(bytes)].filter(([name]) => name.endsWith('.xml'));
    const texts = all.flatMap(([, xml]) => [...xml.matchAll(/<(?:si|is)>(.*?)<\/(?:si|is)>/gs)]
        .map(([, inside]) => [...inside.matchAll(/<t\b[^>]*>(.*?)<\/t>/gs)].map(([, text]) => decoded(text)).join('')));
    const formulas = all.filter(([name]) => name.includes('worksheets/')).flatMap(([, xml]) => [...xml.matchAll(/<f\b[^>]*>.*?<\/f>/gs)].map(([hit]) => hit));
    return {texts: new Set(texts), formulas};
}
