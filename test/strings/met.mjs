// met.mjs - one who walks, and keeps in mind which text fields stood in the forms of every page.
import {readdirSync, readFileSync} from 'node:fs';
import {Client, know, linksOf, patternOf} from '../walk/client.mjs';

const source = new URL('../../src/web/', import.meta.url);
know([...readFileSync(new URL('routes.def', source), 'utf8').matchAll(/^ROUTE\((\w+),\s*"([^"]+)",\s*\w+,\s*([^,]+),/gm)]
    .map(([, method, path, asks]) => ({method, path, fresh: asks.includes('FRESH')})));

const met = new Map();     // "/pattern field": on which page first
const written = new Set(); // the same, of what was written

// Fields that no text is written in, and why.
const left = [
    [/ code$/, 'a code: what is wrong is asked again, and never shown'],
];

const isText = tag => tag.startsWith('<textarea') ||
    (!/\stype=/.test(tag) || /\stype="?(text|search|url|email)\b/.test(tag)) && !/\sinputmode="?numeric/.test(tag);

// The names of the text fields in a part of a page.
const textsIn = html => [...html.matchAll(/<(?:input|textarea)\b[^>]*/g)].map(([tag]) => tag.split(/\svalue=/)[0])
    .filter(isText).map(tag => /\sname="?([^"\s>]+)/.exec(tag)?.[1]);

const placeOf = (action, field) => `${patternOf(action)} ${field}`;

// The same in its forms: where each goes to, and its name.
const placesIn = html => [...html.matchAll(/<form\b[^>]*?\saction="([^"]*)"[^>]*>(.*?)<\/form>/gs)]
    .flatMap(([, action, body]) => textsIn(body).map(field => placeOf(action, field)));

const meet = (html, where) => placesIn(html).filter(place => !met.has(place)).forEach(place => met.set(place, where));

export const writes = (action, fields) => fields.forEach(field => written.add(placeOf(action, field)));

// From localhost, where a passkey can be made.
export class Walker extends Client {
    get origin() {
        return `http://localhost:${this.port}`;
    }

    async ask(method, path, what = {}) {
        const answer = await super.ask(method, path, {...what, headers: {...what.headers, host: `localhost:${this.port}`}});
        if (/html/.test(answer.headers['content-type'] ?? ''))
            meet(answer.text, `${method} ${path}`);
        return answer;
    }

    // Each kind of page once.
    async lookAround() {
        const waiting = ['/', '/maatregelen', '/bewijs', '/vvt', '/gap', '/beheer/bewaren'];
        const asked = new Set();
        for (const link of waiting) {
            if (asked.has(patternOf(link)) || /\.(csv|json|xlsx)\b|^\/oscal|^\/stijl|\/oscal$|\/bestand$/.test(link))
                continue;
            asked.add(patternOf(link));
            const answer = await this.get(link);
            waiting.push(...linksOf(answer.text), ...[answer.headers.location].filter(Boolean));
        }
    }
}

// What was met, or stands in the source of a page, and was not written. Fields without a form
// stand in several, and fields without a name of their own are told by a page: by those that were met.
export function forgotten() {
    const names = new Set([...written].map(place => place.split(' ')[1]));
    for (const file of readdirSync(new URL('pages/', source))) {
        const html = readFileSync(new URL(`pages/${file}`, source), 'utf8').replace(/\{\{.*?\}\}/gs, '~');
        meet(html, file);
        textsIn(html).filter(name => !names.has(name)).forEach(name => met.set(`(somewhere) ${name}`, file));
    }
    return [...met].filter(([place]) => !/~|^\(none\)/.test(place) && !written.has(place) && !left.some(([pattern]) => pattern.test(place)));
}
