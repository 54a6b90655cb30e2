// changes.mjs - every place of a C source where one change makes another program.
//
// Text is read by tokens, so that comments, texts and lines of the preprocessor stay as they
// are. What a change makes need not compile; who uses it finds out.
//
// What a MUST compares is set apart: a right program never meets it, so that one which is asked
// of more, or of less, differs only when another fault came first. A MUST that does something
// too (calls, counts) is code like any other.

const TOKEN = new RegExp([
    '/\\*[^]*?\\*/', '//[^\\n]*', '^[ \\t]*#(?:[^\\n\\\\]|\\\\.|\\\\\\n)*',
    '"(?:[^"\\\\\\n]|\\\\.)*"', "'(?:[^'\\\\\\n]|\\\\.)*'",
    '[A-Za-z_]\\w*', '0[xX][0-9a-fA-F]+[uUlL]*', '\\d+[uUlL]*',
    '<<=|>>=|\\.\\.\\.|->|\\+\\+|--|<<|>>|<=|>=|==|!=|&&|\\|\\||[-+*/%&|^]=|\\S',
].join('|'), 'gm');

const SWAPS = {
    '<': ['<='], '<=': ['<'], '>': ['>='], '>=': ['>'],
    '==': ['!='], '!=': ['=='], '&&': ['||'], '||': ['&&'],
    '+': ['-'], '-': ['+'], '*': ['+'], '/': ['*'], '%': ['+'], '&': ['|'], '|': ['&'],
    '<<': ['>>'], '>>': ['<<'], '++': ['--'], '--': ['++'],
    '+=': ['-='], '-=': ['+='], '|=': ['&='], '&=': ['|='],
    true: ['false'], false: ['true'],
};
const BINARY_ONLY = new Set(['+', '-', '*', '&']);
const TYPES = /^(?:const|static|struct|enum|int|bool|char|unsigned|void|double|size_t|u?int\d+_t|return|case)$/;

function tokens(text) {
    return [...text.matchAll(TOKEN)].map(found => ({text: found[0], at: found.index}))
        .filter(({text: it}) => !/^(?:\/[*/]|\s*#)/.test(it));
}

// Where the bracket that opens at i closes.
function closing(all, i) {
    let depth = 0;
    for (; i < all.length; i++) {
        depth += all[i].text === '(' ? 1 : all[i].text === ')' ? -1 : 0;
        if (depth === 0)
            return i;
    }
    return all.length - 1;
}

// From where to where each MUST goes that does nothing but compare.
function asserted(all) {
    const spans = [];

    all.forEach((it, i) => {
        if (it.text !== 'MUST' || all[i + 1]?.text !== '(')
            return;
        const end = closing(all, i + 1);
        const inside = all.slice(i + 2, end);
        const does = (one, nth) => one.text === '++' || one.text === '--' || one.text === '=' ||
            (/^\w*[a-z]\w*$/.test(one.text) && one.text !== 'sizeof' && inside[nth + 1]?.text === '(');
        if (!inside.some(does))
            spans.push([it.at, all[end].at]);
    });
    return spans;
}

const isValue = it => it !== undefined && /^(?:\w+|[)\]])$/.test(it.text) && !TYPES.test(it.text);

function* atToken(all, i) {
    const it = all[i];
    const end = it.at + it.text.length;

    // A star after a type is a pointer: `struct item *it`.
    const pointer = it.text === '*' && (all[i - 2] !== undefined && /^(?:struct|enum|const)$/.test(all[i - 2].text));
    if (SWAPS[it.text] !== undefined && !pointer && (!BINARY_ONLY.has(it.text) || isValue(all[i - 1])))
        for (const other of SWAPS[it.text])
            yield [it.at, end, other];
    if (/^\d+[uUlL]*$/.test(it.text))
        yield [it.at, end, String(parseInt(it.text, 10) + 1)];
    if (it.text === '!' && all[i + 1]?.text !== '=')
        yield [it.at, end, ''];
    if (/^(?:if|while)$/.test(it.text) && all[i + 1]?.text === '(') {
        const close = all[closing(all, i + 1)].at;
        yield [all[i + 1].at + 1, close, null];
    }
    // The last of a switch leaves it all the same.
    if (/^(?:continue|break)$/.test(it.text) && all[i + 1]?.text === ';' && all[i + 2]?.text !== '}')
        yield [it.at, end, ''];
}

// Each: from and to in the text, what stands there then, and whether a MUST compares it.
export function changesOf(text) {
    const all = tokens(text);
    const spans = asserted(all);
    const changes = [];

    for (let i = 0; i < all.length; i++)
        for (const [from, to, other] of atToken(all, i)) {
            const now = other ?? `!(${text.slice(from, to)})`;
            changes.push({from, to, now, was: text.slice(from, to), line: text.slice(0, from).split('\n').length,
                asserted: spans.some(([first, last]) => first < from && from < last)});
        }
    return changes;
}
