// strings.mjs - texts that break programs: each is kept as it is, or refused as a whole.

const markup = ['<wbx-leak onwbx="1">', '</textarea><wbx-leak>', '</title></style><wbx-leak>', '"><wbx-leak onwbx=1>',
    "'><wbx-leak onwbx='1'>", '" onwbx="alert(1)', "' onwbx='alert(1)", '` onwbx=`1', '<!-- wbx', '--> wbx', '<![CDATA[wbx]]>',
    ']]>', '<?xml version="1.0"?>', '<!DOCTYPE x [<!ENTITY e "wbx">]>&e;', '<script>wbx()</script>', '</script><wbx-leak>',
    '<svg/onload=wbx()>', '<img src=x onerror=wbx()>', '<iframe srcdoc="<wbx-leak>">', '<a href="javascript:wbx()">x</a>',
    '<form action="https://wbx.example">', '<input name="form_token" value="wbx">', '<base href="https://wbx.example/">',
    '<meta http-equiv="refresh" content="0">', '<<wbx-leak>>', '<wbx-leak', 'wbx>', '<', '>', '&', '"', "'", '`', '&amp;', '&lt;b&gt;',
    '&#60;', '&#x3c;wbx&#x3e;', '&nbsp;', '&bogus;', '&', '&&', '&amp;amp;', '&quot', '<b>vet</b>', '<br>', '\\u003cwbx\\u003e',
    '%3Cwbx-leak%3E', '%253Cwbx%253E', '+ADw-wbx+AD4-', '=3Cwbx=3E'];
const sheets = ['=1+1', '=cmd|\' /C calc\'!A0', '+1', '-1', '@SUM(1)', '=HYPERLINK("https://wbx.example","x")', '\'=1+1', '==', '-', '+',
    '@', '=', '-2+3+cmd', '+31 20 1234567', '@naam', ';=1', ',=1', '"=1"', '""', '"', '";"', '","', 'a;b', 'a,b', 'a;"b";c', 'a""b',
    '0001', '1e5', '1,000', '31-12-2026', 'TRUE', 'WAAR', 'NULL', '#N/A', '#VERW!', '1/2', '00', '1E+99999', 'NaN', 'Infinity', '_x000D_', '_x0041_', '_x005F_'];
const code = ["'; drop table assessment; --", "' or '1'='1", '" or ""="', "\\'; select 1; --", '1; select pg_sleep(9)', 'x\\', '\\', '\\\\',
    '\\n', '\\0', '\\x00', '$1', '$$', '$(id)', '`id`', '${7*7}', '{{7*7}}', '{{t gap.title}}', '{% wbx %}', '<%= 7*7 %>', '#{7*7}',
    '%s%s%s%n', '%d', '%', '%%', '%00', '%0a', '%2e%2e%2f', '../../etc/passwd', '..\\..\\wbx', '/etc/passwd', 'C:\\con', 'con', 'nul',
    '|id', '; id', '&& id', '> /dev/null', '*', '?', '[a-z]*', '(?=a)', '(a+)+$', '.*', '^', '$', '~', '!', '#', '#!', '-- ', '/*', '*/',
    '//', 'javascript:wbx()', 'data:text/html,wbx', 'https://wbx.example/?a=1&b=2#c', 'mailto:a@b.example', '{"a":1}', '["a"]', '{', '}', '[', ']',
    'null', 'true', 'false', 'undefined', '0', '-0', '0x10', '1_000', 'None', '[object Object]', '__proto__', 'constructor', 'toString',
    '- a: b', '&anker', '*alias', '!!python/object', '%YAML', '---', '...', 'a: b', '? a', '| ', '> ', '~', "''", 'Content-Type: text/html',
    'Set-Cookie: wbx=1', 'a=b; Path=/', 'waarborg/1', '10:waarborg/1,', '3:abc,', '-', '=', '~', '~0', '=1', '(erased)', 'gewist op 1 januari 2026',
    'DROP', 'SELECT', 'LIKE \'%\'', '_', '100%_', 'U&\'\\0041\'', 'E\'\\n\'', '{1,2}', 'NaN', 'row(1)'];
const writing = ['é', 'e\u0301', 'ĳ', 'Ĳssel', 'ﬁ', 'ß', 'ẞ', 'İ', 'ı', 'Ω', 'Å', 'Å', 'ℌ', 'a\u0308\u0323', 'Zalgo\u0300\u0301\u0302\u0303\u0304\u0305',
    'Ünïcödé', '北京市', '日本語', '한국어', 'العربية', 'עברית', 'ไทย', 'हिन्दी', 'தமிழ்', 'Ελληνικά', 'Русский', 'ქართული', 'አማርኛ', '😀', '👩‍💻', '🇳🇱',
    '👍🏽', '🏳️‍🌈', '𝒳', '𠜎', '\u{10FFFD}', '\u00ad', 'a\u00adb', '\u200b', 'a\u200bb', '\u200d', '\u2060', '\ufeff', 'a\ufeffb', '\u00a0', 'a\u00a0b',
    '\u2003x', 'a\u3000b', '\u2028', 'a\u2028b', 'a\u2029b', '\u180e', '\ufffd', 'ﷺ', '‮'.length ? '—' : '', '–', '…', '‘tekst’', '“tekst”', '„laag”', '‹›', '«»',
    '€ 12,50', '½', '№', '™', '℃', '①', '⁰', '´`¨', '¿¡', '‰', '×÷', '≤≥', '→', '■□▪', '♥', '☃', '\u0300', '\u20dd', '١٢٣', '१२३', '１２３', 'ＡＢＣ',
    '＜wbx＞', '﹤wbx﹥', '‹wbx-leak›', 'ʼ', 'ʺ', '＂', '＇', '＝1＋1', '﹦1', 'xn--wbx', 'раураl', 'Ⅷ', 'ﬀ', 'ŉ', 'ǰ', 'ΐ', 'K', 'ſ'];
const shapes = ['a', ' ', '  ruimte  ', 'a  b', '\ttab', 'a\tb', 'regel\nregel', 'a\n\nb', '\n\n\n', 'a\r\nb', '- een\n- twee', '1. een\n2. twee', 'x'.repeat(90),
    'woord '.repeat(15).trim(), 'W'.repeat(90), 'é'.repeat(90), '😀'.repeat(45), '<'.repeat(90), '&'.repeat(90), '"'.repeat(90), '\''.repeat(90), '\\'.repeat(90),
    '%'.repeat(90), '='.repeat(90), 'https://wbx.example/' + 'a'.repeat(70), 'a'.repeat(40) + '\u200b' + 'b'.repeat(40), 'a-b_c.d', 'Ja', 'Nee', 'n.v.t.', '2026-02-30',
    '5.01.01', 'bio2-5.01.01', '25:00', 'p7', 'P7', 'admin', 'system'];
const refused = ['a\u0000b', 'a\u0001b', 'a\u0007b', 'a\u0008b', 'a\u000bb', 'a\u000cb', 'a\u001bb', 'a\u001b[31mrood', 'a\u007fb', 'a\u0080b', 'a\u0085b', 'a\u009fb',
    'a\u202ab', 'a\u202eb', 'a\u2066b', 'a\u2069b', 'a\ufdd0b', 'a\ufffeb', 'a\uffffb', 'a\u{1fffe}b', '\u0000', '<wbx-leak>\u0000', '"\u001b'];

// Pairs of what each does alone: a quote before a formula, an entity after a bracket.
const joined = [];
for (const a of ['"', "'", '<', '&', '=', '\\', '\u200b', '%', '\ufeff', ']]>', 'é', '-->'])
    for (const b of ['<wbx-leak>', '=1+1', '&lt;', "' or 1=1", '{{7*7}}', '\\u0000', '😀', '%3C', '"', "'", '&', '\\', 'é', '--', '${1}', '_x000D_'])
        joined.push(a + b);

export const isRefused = text => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]|\u{1fffe}/u.test(text.replace(/\r\n/g, '\n'));

// What is kept: without the spaces around it, with the ends of lines as the web has them.
export const kept = text => text.replace(/\r\n/g, '\n').replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, '');

export const strings = [...new Set([...markup, ...sheets, ...code, ...writing, ...shapes, ...joined])]
    .filter(text => kept(text) !== '' && !isRefused(text));
export const oneLine = strings.filter(text => !/[\n\t]/.test(kept(text)));
export const never = refused;

// What a spreadsheet works out, or may take for something that it should.
export const formulas = [...new Set(['=1+1', '=1+1+cmd', '+1+1', '-1-1', '@SUM(1,1)', '=SUM(1;1)', '=cmd|\' /C calc\'!A0', '+cmd|\' /C calc\'!A0',
    '=HYPERLINK("https://wbx.example","x")', '=WEBSERVICE("https://wbx.example")', '=IMPORTXML("https://wbx.example","//a")', '=DDE("a";"b";"c")',
    '{=1+1}', '="a"&"b"', '=$A$1', '=#REF!', '=-1', '=+1', '=(1)', '==1', "'=1+1", '"=1+1"', '""=1+1', ',=1+1', ';=1+1', '";=1+1', '","=1+1', 'a\n=1+1',
    'a\n"\n=1+1', '=1+1\n=2+2', '|=1+1', '\u200b=1+1', '\ufeff=1+1', '\u00a0=1+1', '＝1+1', '＋1', '－1', '＠SUM(1)', '=1+1;', '_x003D_1+1', '=_x0031_'])];
