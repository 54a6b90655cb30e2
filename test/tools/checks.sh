# tools/floors and tools/words over a small house that breaks their rules.
house=$work/house
build_house() {
    rm -rf "$house"
    mkdir -p "$house/lang" "$house/src/web/pages"
    printf '%b\n' "$head\n$1" >"$house/lang/nl.po"
    cp "$house/lang/nl.po" "$house/lang/en.po"
}
# file PATH TEXT
file() {
    mkdir -p "$house/$(dirname "$1")"
    printf '%b\n' "$2" >"$house/$1"
}
# floor PATH TEXT WANT
floor() {
    build_house "$ab"
    file "$1" "$2"
    same "floors: $1 $2" "$3" "$("$root/tools/floors" "$house" 2>&1)"
}

floor src/reports/soa.c '\n\n\n\n\n\n#include "store/query.h"' 'src/reports/soa.c:7: reports -> store: a pure room looks outside'
floor src/store/job.c '#include "ledger/entry.h"' 'src/store/job.c:1: store -> ledger: looks up'
floor src/web/a.c '#include "api/b.h"' "src/web/a.c:1: web -> api: looks at a neighbour"
floor src/engine/a.c '#include "markup/b.h"' "src/engine/a.c:1: engine -> markup: looks at a neighbour"
floor src/engine/a.c '#include "reports/b.h"' "src/engine/a.c:1: engine -> reports: looks up"
floor src/web/a.c '#include "cellar/b.h"' "src/web/a.c:1: web -> cellar: no such room"
floor src/cellar/a.c '' 'src/cellar/a.c:1: cellar is no room'
floor src/engine/a.h '#include <time.h>' 'src/engine/a.h:1: engine -> time.h: a pure room uses the machine'
floor src/model/a.c '  #  include <sys/stat.h>' 'src/model/a.c:1: model -> sys/stat.h: a pure room uses the machine'
floor src/catalogue/a.c '#include <sqlite3.h>' 'src/catalogue/a.c:1: catalogue -> sqlite3.h: a pure room uses the machine'
floor src/engine/a.c '#include <stdio.h>\nx = fopen(a, "r");' 'src/engine/a.c:2: engine: of stdio.h a pure room uses snprintf only'
floor src/engine/a.c '#include <stdio.h>\nsnprintf(a, 2, "x");' ''
floor src/engine/a.c '\n/* as the BIO says */' 'src/engine/a.c:2: the name of a framework: it belongs in catalogues/'
floor src/web/a.h 'x = "BIO2";' 'src/web/a.h:1: the name of a framework: it belongs in catalogues/'
floor src/web/a.h 'BIO_new(x); symBIOsis; bio' ''
floor src/web/a.c '#include "a.h"\n#include "web/b.h"\n#include "acts/c.h"\n#include "base/str.h"\n#include <time.h>' ''
floor src/records/a.c '#include "ledger/a.h"\n#include "store/a.h"\n#include "model/a.h"' ''

# used PATH TEXT WANT: a house with the words a.b and state.yes
used() {
    build_house "$ab\n\nmsgid \"state.yes\"\nmsgstr \"x\""
    file src/web/other.c 'x = WORD_a_b, S("state.yes");'
    [ "$4" ] && rm "$house/src/web/other.c"
    file "$1" "$2"
    same "words: $1 $2" "$3" "$("$root/tools/words" "$house" 2>/dev/null)"
}
used src/web/a.c '' ''
used src/web/a.c '' 'lang/nl.po:6: a.b is used nowhere
lang/nl.po:9: state.yes is used nowhere' alone
used src/web/a.c 'WORD_a_bb, "a.b.c"' 'lang/nl.po:6: a.b is used nowhere
lang/nl.po:9: state.yes is used nowhere' alone
used src/web/a.c 'WORD_a_b; word_of(lang,\n    S("state."), x);' '' alone
used src/web/a.c '"a.b" /* words: state. */' '' alone
used src/web/routes.def '"a.b" "state.yes"' '' alone
used src/web/pages/a.html '{{t a.b v->n}} {{of state. v->a}}' '' alone
used src/web/pages/a.html 'x\n{{t a.c}}' 'src/web/pages/a.html:2: a.c is not in lang/'
used src/web/pages/a.html '{{of stat. v->a}}' 'src/web/pages/a.html:1: nothing in lang/ begins with stat.'
build_house 'msgid "a.b"\nmsgstr x'
same 'words: msgfmt is heard' 1 "$("$root/tools/words" "$house" >/dev/null 2>&1; echo $?)"

# requires ROW WANT: a table of one requirement, beside one test; what is said of its row
mkdir -p "$house/tools" "$house/docs/security" "$house/test"
cp "$root/tools/asvs" "$house/tools/asvs"
printf 'static void it_holds(void **state)\n' >"$house/test/a.c"
requires() {
    printf 'id\tlevel\tapplies\tstate\thow\tshown\n%b\n' "$1" >"$house/docs/security/asvs.tsv"
    same "asvs: $1" "$2" "$("$house/tools/asvs" --write 2>&1 | sed -n 's/^docs.security.asvs.tsv:[0-9]*: \(V.*\)/\1/p')"
}
requires 'V1.1.1\t2\tyes\tmet\there\t`test/a.c: it_holds`' ''
requires 'V1.1.1\t2\tyes\tmet\there\t`test/a.c: it_held`' 'V1.1.1: no it_held in test/a.c'
requires 'V1.1.1\t2\tyes\tmet\there\t`test/b.c`' 'V1.1.1: no file test/b.c'
requires 'V1.1.1\t2\tyes\tmet\tin `src/a.c`\t`test/a.c`' 'V1.1.1: no file src/a.c'
requires 'V1.1.1\t2\tyes\tmet\there\t-' 'V1.1.1: met, and nothing shows it'
requires 'V1.1.1\t2\tyes\topen\there\t-\nV1.1.1\t2\tyes\topen\there\t-' 'V1.1.1: stands twice'
requires 'V1.1.1\t4\tyes\tmost\there\t-' 'V1.1.1: level 4
V1.1.1: state most where applies is yes'
requires 'V1.1.1\t2\tyes\tpartly\there\t-' ''
requires 'V1.1.1\t2\tno\tmet\there\t`test/a.c`' 'V1.1.1: state met where applies is no'
same 'asvs: every requirement of levels 1 and 2 is there' \
    'docs/security/asvs.tsv: 0 requirements of level 1 and 1 of level 2; 70 and 183 are there' \
    "$("$house/tools/asvs" 2>&1 | tail -1)"

# keeps ROWS WANT: a table of the database with a sealed column, and what is said of these rows
mkdir -p "$house/sql/migrations"
cp "$root/tools/data" "$house/tools/data"
printf -- '-- 0001 ground\n-- ledgered\ncreate table safe (\n    key text, -- sealed\n);\n' \
    >"$house/sql/migrations/0001_ground.sql"
keeps() {
    printf 'name\tholds\tclass\tpersonal\tform\tread by\tkept\n%b\n' "$1" >"$house/docs/security/data.tsv"
    same "data: $1" "$2" "$("$house/tools/data" --write 2>&1 | sed 's/^docs.security.data.tsv: //')"
}
keeps 'table safe\tkeys\tsecret\tno\tsealed\tnobody\talways' ''
keeps 'file log\tlines\tinternal\tno\tplain\tnobody\talways' 'table safe is not in it: what does it hold?'
keeps 'table safe\tkeys\tsecret\tno\tplain\tnobody\talways' 'safe has a column that is sealed'
keeps 'table safe\tkeys\thidden\tno\tsealed\tnobody\talways' 'table safe: no class hidden'
keeps 'table safe\tkeys\tsecret\tno\tsealed\tnobody\talways\ntable box\tkeys\tsecret\tno\tplain\tnobody\talways' \
    'no migration makes box'
same 'data: a page that is not what the table says is refused' 1 "$("$house/tools/data" >/dev/null 2>&1; echo $?)"
printf -- '-- 0002 chest\n-- ledgered\nalter table safe rename to chest;\n' \
    >"$house/sql/migrations/0002_chest.sql"
keeps 'table safe\tkeys\tsecret\tno\tsealed\tnobody\talways' 'no migration makes safe
table chest is not in it: what does it hold?'
keeps 'table chest\tkeys\tsecret\tno\tplain\tnobody\talways' 'chest has a column that is sealed'
keeps 'table chest\tkeys\tsecret\tno\tsealed\tnobody\talways' ''

# script TEXT WANT: what is said of a script with these lines in its function
script() {
    mkdir -p "$house/web"
    printf '/* what it does */\n(() => {\n  "use strict";\n%b\n})();\n' "$1" >"$house/web/a.js"
    same "scripts: $1" "$2" "$("$root/tools/scripts" "$house" 2>&1 | sed 's/^web.a.js:4: //')"
}
script '  const it = form.elements[name].value ?? all("a[href]")[0];' ''
script '  const [one, two] = text.split(" "); // it[key]' ''
script '  kept[name] = 1;' 'keyed by a value: name'
script '  $("[a]")[it.value] = 1;' 'keyed by a value: it.value'
script '  const kept = {one: 1, [it.name]: 2};' 'an object is keyed by a value'
script '  $(`[name=${it.name}][checked]`);' ''
script '  it.innerHTML = text;' 'text becomes markup or script'
script '  Object.assign(kept, said);' 'Object.assign: what is given may name any member'
script '  it.__proto__ = null;' 'a prototype is left alone'
script 'const mine = 1;' 'outside of the function'
printf 'const mine = 1;\n' >"$house/web/a.js"
same 'scripts: a script is one function' 'web/a.js:1: a script is one function: (() => {' \
    "$("$root/tools/scripts" "$house" 2>&1)"
printf '(() => {\n  mine = 1;\n})();\n' >"$house/web/a.js"
same 'scripts: it is strict' 'web/a.js:2: the function begins with "use strict"' \
    "$("$root/tools/scripts" "$house" 2>&1)"
