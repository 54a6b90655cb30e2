# PO files that are refused, with the line, and what comes of good ones.
head='msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
'

# po NL EN: the refusals over two files whose sixth line is the first of the argument.
po() {
    printf '%b\n' "$head\n$1" >nl.po
    printf '%b\n' "$head\n$2" >en.po
    rm -f w.h w.c
    "$weave_words" w.h w.c nl.po en.po 2>&1
}
one() { same "$1" "$2" "$(po "$1" 'msgid "a.b"\nmsgstr "x"')"; }
two() { same "$1 / $2" "$3" "$(po "$1" "$2")"; }
ab='msgid "a.b"\nmsgstr "x"'

one "$ab" ''
one "$ab\n\nmsgid \"a.c\"\nmsgstr \"y\"" 'nl.po:9: a.c is not in en.po'
one '' 'en.po:6: a.b is not in nl.po'
one "$ab\n\n$ab" 'nl.po:9: a.b stands twice, first in line 6'
one 'msgid "a.b"\nmsgstr ""' 'nl.po:6: a.b has no text'
one 'msgid "a.b"\nmsgstr "x\\n"' 'nl.po:6: a.b begins or ends with a line end'
one 'msgid "A.b"\nmsgstr "x"' 'nl.po:6: "A.b" is not a key: lower case, with dots'
one 'msgid "a..b"\nmsgstr "x"' 'nl.po:6: "a..b" is not a key: lower case, with dots'
one 'msgid "a.b"\nmsgstr "\0377"' 'nl.po:7: these bytes are not UTF-8'
one '#, fuzzy\nmsgid "a.b"\nmsgstr "x"' 'nl.po:6: a fuzzy text is not finished'
one 'msgid "a.b"\nmsgstr "x\\q"' 'nl.po:7: \q is not an escape that we read'
one 'msgid "a.b"\nmsgstr "x"y"' 'nl.po:7: a quote inside a text is written \"'
one 'msgid "a.b"\nmsgstr x' 'nl.po:7: a text stands between double quotes'
one 'msgctxt "a"\nmsgid "a.b"\nmsgstr "x"' 'nl.po:6: this is not a line of a PO file that we read'
one 'msgstr "x"' 'nl.po:6: msgstr does not belong here'
one 'msgid "a.b"\nmsgstr[0] "x"' 'nl.po:7: msgstr[0] does not belong here'
one 'msgid "a.b"\nmsgid_plural "a.c"\nmsgstr[0] "x"\nmsgstr[1] "y"' 'nl.po:6: msgid_plural is the same key as msgid'
one 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "x"' 'nl.po:6: a.b has no text'
one 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "x"\nmsgstr[1] "y"' 'en.po:6: a.b has plural forms in one language only'
one 'msgid "a.b"\nmsgstr "{x"' 'nl.po:6: a.b: a place is written {name}'
one 'msgid "a.b"\nmsgstr "x}"' 'nl.po:6: a.b: a place is written {name}'
one 'msgid "a.b"\nmsgstr "{a} {b} {c}"' 'nl.po:6: a.b has more than 2 values'
one 'msgid "a.b"\nmsgstr "{a}{a}{a}{a}{a}"' 'nl.po:6: a.b has more than 4 places'
one 'msgid "a.b"\nmsgstr "{a}"' 'en.po:6: a.b lacks a place that the Dutch text has'
two "$ab" 'msgid "a.b"\nmsgstr "{a}"' 'en.po:6: a.b: {a} is not in the Dutch text'
two "$ab\n\nmsgid \"c.d_e\"\nmsgstr \"x\"\n\nmsgid \"c_d.e\"\nmsgstr \"x\"" \
    "$ab\n\nmsgid \"c.d_e\"\nmsgstr \"x\"\n\nmsgid \"c_d.e\"\nmsgstr \"x\"" \
    'nl.po:12: WORD_c_d_e is also the name of the word in line 9'

# The singular may leave the number out, or write it as a word.
tasks='msgid "a.n"\nmsgid_plural "a.n"\nmsgstr[0] "%s"\nmsgstr[1] "{n} for {who}"'
two "$(printf "$tasks" 'one')" "$(printf "$tasks" 'one for {who}')" ''
two "$(printf "$tasks" 'one {of}')" "$(printf "$tasks" 'one')" 'nl.po:6: a.n: {of} is not in the Dutch text'
same 'a header without a charset is refused' 'nl.po:1: the header says charset=UTF-8' \
    "$(po "$ab" "$ab"; sed -i 3d nl.po; "$weave_words" w.h w.c nl.po en.po 2>&1)"
same 'a header without plural forms is refused' \
    'en.po:1: the header says Plural-Forms: nplurals=2; plural=(n != 1);' \
    "$(po "$ab" "$ab"; sed -i 4d en.po; "$weave_words" w.h w.c nl.po en.po 2>&1)"
same 'keys ascend, whatever their order in the file' 'WORD_a_b, WORD_c_d, WORD_COUNT' \
    "$(po "msgid \"c.d\"\nmsgstr \"y\"\n\n$ab" "$ab\n\nmsgid \"c.d\"\nmsgstr \"y\""
    grep -o 'WORD_[a-z_]*,\|WORD_COUNT' w.h | tr '\n' ' ' | sed 's/ $//')"
same 'an unchanged header is left alone, so that little is built again' 'same' \
    "$(po "$ab" "$ab"; touch -d '2001-01-01' w.h w.c
    sed 's/"x"/"z"/' nl.po >nl2.po; "$weave_words" w.h w.c nl2.po en.po
    [ w.c -nt w.h ] && [ "$(date -r w.h +%Y)" = 2001 ] && echo same)"
