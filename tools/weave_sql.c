/* weave-sql OUT.h OUT.c MIGRATION.sql … -- QUERIES.sql …
 *
 * Turns every migration and every named statement into C data, so that the
 * program carries its SQL and no statement is put together at run time. What
 * does not hold is refused with one line, file:line: what is wrong; then
 * nothing is written. tools/README-weave-sql.md shows the form.
 */
#include <openssl/sha.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "store/token.h"

enum { PARAMS_MAX = 64, COLUMNS_MAX = 64, LINES_MAX = 64, WORDS_MAX = 512, LIMIT = 64 << 20 };

struct named { /* a parameter or a column */
    struct str name;
    struct str type;
};

struct line {
    struct str text;
    int number;
};

struct statement {
    struct str name;
    struct str purpose;
    struct str text;
    int line;
    bool all; /* of all organisations */
    int n_params;
    struct named params[PARAMS_MAX];
    int n_columns;
    struct named columns[COLUMNS_MAX];
    struct statement *next;
};

struct weave {
    struct arena *mem;
    const char *file; /* the one being read */
    struct statement *first;
    struct statement **last;
    struct buf migrations;
    int n_migrations;
    struct line block[LINES_MAX]; /* comment lines right before a statement */
    int block_n;
};

static _Noreturn void refuse(const struct weave *w, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static _Noreturn void refuse(const struct weave *w, int line, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:%d: ", w->file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    arena_free(w->mem);
    exit(1);
}

static struct str read_file(struct weave *w, const char *name)
{
    FILE *in = fopen(name, "rb");
    struct buf all;
    size_t n;

    w->file = name;
    if (in == NULL)
        refuse(w, 0, "cannot be read");
    buf_init(&all, w->mem, 65536);
    do {
        buf_room(&all, 65536);
        n = fread(all.at + all.len, 1, 65536, in);
        all.len += n;
    } while (n > 0);
    fclose(in);
    if (!str_utf8(buf_str(&all)))
        refuse(w, 1, "is not UTF-8");
    return buf_str(&all);
}

static int line_at(struct str whole, const char *at)
{
    int line = 1;

    for (const char *p = whole.at; p < at; p++)
        line += *p == '\n';
    return line;
}

/* As C text between quotes, a line of it per line of source. */
static void put_literal(struct buf *out, struct str s)
{
    buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if (c == '\n')
            buf_put(out, i + 1 < s.len ? S("\\n\"\n    \"") : S("\\n"));
        else if (c == '"' || c == '\\')
            buf_text(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7f || c == '?') /* ? for trigraphs */
            buf_text(out, "\\%03o", c);
        else
            buf_char(out, (char)c);
    }
    buf_char(out, '"');
}

/* ---- migrations ---- */

/* The comment lines at the top say `ledgered` or `passing: why`. */
static bool is_ledgered(struct weave *w, struct str text)
{
    struct str rest = text;
    int line = 1;

    while (str_starts(rest, S("--"))) {
        struct str said = str_trim(str_sub(str_cut(rest, '\n', &rest), 2, SIZE_MAX));

        if (str_starts(said, S("ledgered")))
            return true;
        if (str_starts(said, S("passing:"))) {
            if (str_trim(str_sub(said, 8, SIZE_MAX)).len == 0)
                refuse(w, line, "`passing:` gives no reason");
            return false;
        }
        line++;
    }
    refuse(w, 1, "no line of the opening comment says `ledgered` or `passing: why`");
}

static void check_name(struct weave *w, struct str base, int64_t *ret_number, struct str *ret_name)
{
    struct str name = str_sub(base, 5, base.len - 4);
    int64_t number = 0;

    if (base.len < 10 || base.at[4] != '_' || !str_ends(base, S(".sql")) ||
        !str_int(str_sub(base, 0, 4), &number))
        refuse(w, 1, "a migration is named NNNN_name.sql");
    if (number != w->n_migrations + 1)
        refuse(w, 1, "migration %lld stands where %d is due", (long long)number,
               w->n_migrations + 1);
    *ret_number = number;
    *ret_name = name;
}

static void weave_migration(struct weave *w, const char *file)
{
    struct str text = read_file(w, file);
    const char *slash = strrchr(file, '/');
    struct str base = str_of(slash == NULL ? file : slash + 1);
    struct str name;
    int64_t number;
    bool ledgered;
    unsigned char hash[SHA256_DIGEST_LENGTH];

    check_name(w, base, &number, &name);
    ledgered = is_ledgered(w, text);
    SHA256((const unsigned char *)text.at, text.len, hash);
    buf_text(&w->migrations, "    {%lld, \"%" STR_FMT "\",\n    ", (long long)number,
             STR_ARG(name));
    put_literal(&w->migrations, text);
    buf_put(&w->migrations, S(",\n    \""));
    for (size_t i = 0; i < sizeof hash; i++)
        buf_text(&w->migrations, "%02x", hash[i]);
    buf_text(&w->migrations, "\", %s},\n", ledgered ? "true" : "false");
    w->n_migrations++;
}

/* ---- the declaration of a statement ---- */

static const char *type_name(struct str type)
{
    static const char *const types[][2] = {{"bigint", "SQL_BIGINT"},
                                           {"integer", "SQL_INTEGER"},
                                           {"text", "SQL_TEXT"},
                                           {"bytea", "SQL_BYTES"}};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (str_eq(type, str_of(types[i][0])))
            return types[i][1];
    return NULL;
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (!((c >= 'a' && c <= 'z') || c == '_' || (i > 0 && c >= '0' && c <= '9')))
            return false;
    }
    return s.len > 0;
}

/* The words of the comment from the first line on that begins with $ or gives,
 * without commas and without what stands between brackets. */
static int words_of(struct weave *w, struct line *words)
{
    int n = 0;
    bool begun = false;
    bool aside = false;

    for (int i = 1; i < w->block_n; i++) {
        struct str rest = w->block[i].text;

        begun = begun || str_starts(rest, S("$")) || str_starts(rest, S("gives"));
        while (begun && (rest = str_trim(rest)).len > 0) {
            struct str word = str_cut(rest, ' ', &rest);
            bool ends = str_ends(word, S(")")) || str_ends(word, S("),"));

            if (aside || str_starts(word, S("("))) {
                aside = !ends;
                continue;
            }
            if (str_ends(word, S(",")))
                word.len--;
            if (n == WORDS_MAX)
                refuse(w, w->block[i].number, "the declaration is too long");
            words[n++] = (struct line){word, w->block[i].number};
        }
    }
    words[n] = (struct line){0};
    return n;
}

static struct named named_at(struct weave *w, const struct line *words, int i, int n)
{
    if (i + 1 >= n || !is_name(words[i].text))
        refuse(w, words[i < n ? i : n - 1].number,
               "expected `name type` in the declaration, found \"%" STR_FMT "\"",
               STR_ARG(words[i < n ? i : n - 1].text));
    if (type_name(words[i + 1].text) == NULL)
        refuse(w, words[i].number,
               "%" STR_FMT " has the unknown type %" STR_FMT " (bigint integer text bytea)",
               STR_ARG(words[i].text), STR_ARG(words[i + 1].text));
    return (struct named){words[i].text, words[i + 1].text};
}

static void read_words(struct weave *w, struct statement *st)
{
    struct line words[WORDS_MAX + 1];
    int n = words_of(w, words);
    bool gives = false;

    for (int i = 0; i < n;) {
        int64_t place;

        if (str_eq(words[i].text, S("gives"))) { /* once, or on each line again */
            gives = true;
            i++;
        } else if (gives) {
            if (st->n_columns == COLUMNS_MAX)
                refuse(w, words[i].number, "more than %d columns", COLUMNS_MAX);
            st->columns[st->n_columns++] = named_at(w, words, i, n);
            i += 2;
        } else if (str_starts(words[i].text, S("$")) &&
                   str_int(str_sub(words[i].text, 1, SIZE_MAX), &place)) {
            if (place != st->n_params + 1)
                refuse(w, words[i].number, "$%lld is declared where $%d is due", (long long)place,
                       st->n_params + 1);
            if (st->n_params == PARAMS_MAX)
                refuse(w, words[i].number, "more than %d parameters", PARAMS_MAX);
            st->params[st->n_params++] = named_at(w, words, i + 1, n);
            i += 3;
        } else
            refuse(w, words[i].number, "\"%" STR_FMT "\" does not belong in a declaration",
                   STR_ARG(words[i].text));
    }
    if (gives && st->n_columns == 0)
        refuse(w, st->line, "%" STR_FMT ": `gives` names no column", STR_ARG(st->name));
}

static void read_declaration(struct weave *w, struct statement *st)
{
    struct str purpose = {0};

    if (w->block_n > 0)
        st->name = str_cut(w->block[0].text, ':', &purpose);
    if (w->block_n == 0 || !is_name(st->name) || str_trim(purpose).len == 0)
        refuse(w, st->line, "a statement without declaration (`-- name: what it is for.` "
               "right above it)");
    st->purpose = str_trim(purpose);
    for (const struct statement *other = w->first; other != NULL; other = other->next)
        if (str_eq(other->name, st->name))
            refuse(w, st->line, "the name %" STR_FMT " is already taken", STR_ARG(st->name));
    for (int i = 0; i < w->block_n; i++)
        st->all = st->all || str_find(w->block[i].text, S("(all organisations)"), 0) >= 0;
    read_words(w, st);
}

/* ---- the statement itself ---- */

static void check_params(struct weave *w, const struct statement *st)
{
    struct str rest = st->text;
    struct token token;
    bool used[PARAMS_MAX + 1] = {false};
    int64_t place;
    bool colon = false;

    while ((token = token_next(&rest)).is != TOKEN_END) {
        if (token_sign(token, '?') || (colon && token_sign(token, ':')))
            refuse(w, st->line, "%" STR_FMT ": only one of the databases knows ? and ::",
                   STR_ARG(st->name));
        colon = token_sign(token, ':');
        if (token.is != TOKEN_PARAM)
            continue;
        if (!str_int(str_sub(token.text, 1, SIZE_MAX), &place) || place < 1 ||
            place > st->n_params)
            refuse(w, st->line, "%" STR_FMT " uses %" STR_FMT ", which is not declared",
                   STR_ARG(st->name), STR_ARG(token.text));
        used[place] = true;
    }
    for (int i = 1; i <= st->n_params; i++)
        if (!used[i])
            refuse(w, st->line, "%" STR_FMT " declares $%d and does not use it",
                   STR_ARG(st->name), i);
}

/* What the statement does is told by its first verb outside brackets; `with`
 * puts its selects inside them. */
static void check_columns(struct weave *w, const struct statement *st)
{
    struct str rest = st->text;
    struct token token;
    int depth = 0;
    bool verb = false;
    bool gives = false;

    while ((token = token_solid(&rest)).is != TOKEN_END) {
        depth += token_sign(token, '(') - token_sign(token, ')');
        if (depth > 0 || token.is != TOKEN_WORD)
            continue;
        if (!verb && token_is(token, S("select")))
            gives = verb = true;
        verb = verb || token_is(token, S("insert")) || token_is(token, S("update")) ||
               token_is(token, S("delete"));
        gives = gives || token_is(token, S("returning"));
    }
    if (!verb)
        refuse(w, st->line, "%" STR_FMT " is no select, insert, update or delete",
               STR_ARG(st->name));
    if (gives && st->n_columns == 0)
        refuse(w, st->line, "%" STR_FMT " gives columns and declares none", STR_ARG(st->name));
    if (!gives && st->n_columns > 0)
        refuse(w, st->line, "%" STR_FMT " declares columns and gives none", STR_ARG(st->name));
}

static bool is_table(struct token token)
{
    return token.is == TOKEN_WORD || token.is == TOKEN_STRING;
}

/* `org = $1`, or an insert whose first column is org and first value $1. */
static bool has_org(struct str text)
{
    struct token a = {0};
    struct token b = {0};
    struct token c;
    bool first = false;
    bool value = false;

    while ((c = token_solid(&text)).is != TOKEN_END) {
        bool one = c.is == TOKEN_PARAM && str_eq(c.text, S("$1"));

        if (token_is(a, S("org")) && token_sign(b, '=') && one)
            return true;
        first = first || (is_table(a) && token_sign(b, '(') && token_is(c, S("org")));
        value = value || (one && ((token_is(a, S("values")) && token_sign(b, '(')) ||
                                  token_is(b, S("select"))));
        a = b;
        b = c;
    }
    return first && value;
}

static void check_org(struct weave *w, const struct statement *st)
{
    if (st->all)
        return;
    if (!has_org(st->text))
        refuse(w, st->line, "%" STR_FMT " does not start from an organisation: org = $1, org "
               "as first inserted column, or (all organisations)", STR_ARG(st->name));
    if (!str_eq(st->params[0].name, S("org")) || !str_eq(st->params[0].type, S("bigint")))
        refuse(w, st->line, "%" STR_FMT ": $1 must be declared as org bigint", STR_ARG(st->name));
}

/* Without comments and with single spaces: less to send and to parse. */
static struct str squeeze(struct arena *mem, struct str text)
{
    struct buf out;
    struct token token;

    buf_init(&out, mem, text.len + 1);
    while ((token = token_next(&text)).is != TOKEN_END) {
        if (token.is != TOKEN_SPACE && token.is != TOKEN_COMMENT)
            buf_put(&out, token.text);
        else if (out.len > 0 && out.at[out.len - 1] != ' ')
            buf_char(&out, ' ');
    }
    return str_trim(buf_str(&out));
}

static void weave_statement(struct weave *w, struct str text, int line)
{
    struct statement *st = NEW(w->mem, struct statement);

    st->line = line;
    read_declaration(w, st);
    st->text = squeeze(w->mem, text);
    check_params(w, st);
    check_columns(w, st);
    check_org(w, st);
    *w->last = st;
    w->last = &st->next;
    w->block_n = 0;
}

static void note_comment(struct weave *w, struct str text, int line)
{
    if (!str_starts(text, S("--")))
        refuse(w, line, "a comment begins with --");
    if (w->block_n == LINES_MAX)
        refuse(w, line, "the comment is too long");
    w->block[w->block_n++] = (struct line){str_trim(str_sub(text, 2, SIZE_MAX)), line};
}

static void weave_queries(struct weave *w, const char *file)
{
    struct str whole = read_file(w, file);
    struct str rest = whole;
    struct token token;

    w->block_n = 0;
    while ((token = token_next(&rest)).is != TOKEN_END) {
        const char *from = token.text.at;
        int line = line_at(whole, from);

        if (token.is == TOKEN_COMMENT) {
            note_comment(w, token.text, line);
        } else if (token.is == TOKEN_SPACE) {
            /* after an empty line the comment was not about a statement */
            if (line_at(token.text, token.text.at + token.text.len) > 2)
                w->block_n = 0;
        } else {
            while (!token_sign(token, ';')) {
                token = token_next(&rest);
                if (token.is == TOKEN_END)
                    refuse(w, line, "a statement without ; at its end");
            }
            weave_statement(w, (struct str){from, (size_t)(token.text.at - from)}, line);
        }
    }
}

/* ---- what comes out ---- */

static void put_named(struct buf *out, const struct statement *st, const char *prefix,
                      const struct named *all, int n, bool names)
{
    if (n == 0)
        return;
    buf_text(out, "static const %s %s_%" STR_FMT "[] = {", names ? "char *const" : "enum sql_type",
             prefix, STR_ARG(st->name));
    for (int i = 0; i < n; i++) {
        if (names)
            buf_text(out, "\"%" STR_FMT "\", ", STR_ARG(all[i].name));
        else
            buf_text(out, "%s, ", type_name(all[i].type));
    }
    buf_put(out, S("};\n"));
}

static void put_statement(struct buf *out, const struct statement *st, int number)
{
    put_named(out, st, "p", st->params, st->n_params, false);
    put_named(out, st, "c", st->columns, st->n_columns, false);
    put_named(out, st, "n", st->columns, st->n_columns, true);
    buf_text(out, "const struct statement sql_%" STR_FMT " = {\"%" STR_FMT "\",\n    ",
             STR_ARG(st->name), STR_ARG(st->name));
    put_literal(out, st->text);
    buf_text(out, ",\n    %d, %d, %s%" STR_FMT ", %d, ", number, st->n_params,
             st->n_params > 0 ? "p_" : "NULL", st->n_params > 0 ? (int)st->name.len : 0,
             st->name.at, st->n_columns);
    if (st->n_columns > 0)
        buf_text(out, "c_%" STR_FMT ", n_%" STR_FMT "};\n\n", STR_ARG(st->name),
                 STR_ARG(st->name));
    else
        buf_put(out, S("NULL, NULL};\n\n"));
}

static void put_header(struct weave *w, struct buf *out)
{
    int n = 0;

    buf_put(out, S("/* store/sql.h - every named statement and every migration. Woven from sql/. "
                   "*/\n#ifndef STORE_SQL_H\n#define STORE_SQL_H\n\n"
                   "#include \"store/migrate.h\"\n#include \"store/query.h\"\n\n"));
    for (const struct statement *st = w->first; st != NULL; st = st->next, n++) {
        buf_text(out, "/* %" STR_FMT ": %" STR_FMT "\n *", STR_ARG(st->name),
                 STR_ARG(st->purpose));
        for (int i = 0; i < st->n_params; i++)
            buf_text(out, " $%d %" STR_FMT " %" STR_FMT, i + 1, STR_ARG(st->params[i].name),
                     STR_ARG(st->params[i].type));
        for (int i = 0; i < st->n_columns; i++)
            buf_text(out, "%s %d %" STR_FMT " %" STR_FMT, i == 0 ? " gives" : ",", i,
                     STR_ARG(st->columns[i].name), STR_ARG(st->columns[i].type));
        buf_text(out, " */\nextern const struct statement sql_%" STR_FMT ";\n",
                 STR_ARG(st->name));
    }
    buf_text(out, "\nenum { SQL_ALL_N = %d };\n"
                  "extern const struct statement *const sql_all[];\nextern const int sql_all_n;\n"
                  "/* by number: does it start from the organisation in $1? */\n"
                  "extern const bool sql_own[];\n\n"
                  "extern const struct migration migrations[];\nextern const int migrations_n;\n\n"
                  "#endif\n", n);
}

static void put_body(struct weave *w, struct buf *out)
{
    int n = 0;

    buf_put(out, S("/* Woven from sql/ by tools/weave_sql.c. */\n#include \"store/sql.h\"\n\n"
                   "#include <stddef.h>\n\n"));
    for (const struct statement *st = w->first; st != NULL; st = st->next)
        put_statement(out, st, n++);
    buf_put(out, S("const struct statement *const sql_all[] = {\n"));
    for (const struct statement *st = w->first; st != NULL; st = st->next)
        buf_text(out, "    &sql_%" STR_FMT ",\n", STR_ARG(st->name));
    buf_text(out, "    NULL};\nconst int sql_all_n = %d;\n\nconst bool sql_own[] = {\n    ", n);
    for (const struct statement *st = w->first; st != NULL; st = st->next)
        buf_text(out, "%d, ", !st->all);
    buf_put(out, S("0};\n\n"));
    buf_put(out, S("const struct migration migrations[] = {\n"));
    buf_put(out, buf_str(&w->migrations));
    buf_text(out, "    {0}};\nconst int migrations_n = %d;\n", w->n_migrations);
}

static void write_file(struct weave *w, const char *name, void (*put)(struct weave *, struct buf *))
{
    FILE *file = fopen(name, "wb");
    struct buf out;
    bool ok;

    w->file = name;
    buf_init(&out, w->mem, 65536);
    put(w, &out);
    ok = file != NULL && fwrite(out.at, 1, out.len, file) == out.len;
    if (file == NULL || fclose(file) != 0 || !ok)
        refuse(w, 0, "cannot be written");
}

int main(int argc, char **argv)
{
    struct weave w = {.mem = arena_new(LIMIT)};
    int i = 3;

    if (argc < 4 || w.mem == NULL) {
        fputs("weave-sql OUT.h OUT.c MIGRATION.sql … -- QUERIES.sql …\n", stderr);
        arena_free(w.mem);
        return 2;
    }
    w.last = &w.first;
    buf_init(&w.migrations, w.mem, 65536);
    for (; i < argc && strcmp(argv[i], "--") != 0; i++)
        weave_migration(&w, argv[i]);
    for (i++; i < argc; i++)
        weave_queries(&w, argv[i]);
    write_file(&w, argv[1], put_header);
    write_file(&w, argv[2], put_body);
    arena_free(w.mem);
    return 0;
}
