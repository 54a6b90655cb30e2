// page.mjs - a page as its reader's browser takes it apart: tags, and the texts between and in them.
const named = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'"};

// Only what our own pages write is decoded; anything else that looks so must have been text.
const decoded = text => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => named[name]);

// {kinds, texts}: each tag with each of its attributes ("a href"), and every text.
export function page(html) {
    const kinds = new Set();
    const texts = new Set();
    const tag = /<!--.*?-->|<(\/?[^\s<>/]+)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*\/?>/gs;
    let from = 0;
    for (const hit of html.matchAll(tag)) {
        texts.add(decoded(html.slice(from, hit.index)));
        from = hit.index + hit[0].length;
        if (hit[1] === undefined)
            continue;
        kinds.add(hit[1].toLowerCase());
        for (const [, name, a, b, c] of (hit[2] ?? '').matchAll(/\s+([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/gs)) {
            const value = decoded(a ?? b ?? c ?? '');
            kinds.add(`${hit[1].toLowerCase()} ${name.toLowerCase()}`);
            texts.add(value);
            if (/^(href|src|action|formaction)$/i.test(name) && !/^(\/|#|\?|https:\/\/|mailto:|$)/.test(value))
                kinds.add(`${hit[1].toLowerCase()} ${name.toLowerCase()} ${value.slice(0, 20)}`);
        }
    }
    texts.add(decoded(html.slice(from)));
    return {kinds, texts, rest: html.replace(tag, '')};
}
