/* tools/weave_words.c - makes C tables of the words in lang/.
 *
 *     weave-words OUT.h OUT.c lang/nl.po lang/en.po
 *
 * Reads the part of the PO format that we use: comments, msgid (the key, dotted
 * lower case), msgid_plural (the same key), msgstr, msgstr[0] and msgstr[1], texts
 * over several lines, the escapes \n \t \" \\. Texts may have places: {n}, {name}, {}.
 *
 * Refuses a key that one language lacks or that stands twice, an empty text, bytes
 * that are not UTF-8, a fuzzy entry, and places that differ between the languages.
 * The argument for a place follows from the Dutch text; see markup/words.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include "markup/words_form.h"
#include "tool.h"

enum { LANGS = 2, ENTRIES_MAX = 20000, NAMES_MAX = 2, TEXT_MAX = 60000 };

struct entry {
    struct str key;
    struct str form[WORD_FORMS]; /* the second is empty when there is no plural */
    size_t line;
    bool plural;
};

struct language {
    const char *path;
    struct entry *entries; /* ascending by key */
    size_t n;
};

/* The names of a word's arguments, in order. */
struct names {
    struct str at[NAMES_MAX];
    size_t n;
};

/* What the line that is being read adds to. */
struct reader {
    struct arena *mem;
    const char *path;
    size_t line;
    struct entry now;
    struct str plural_key;
    bool begun;        /* now holds a msgid           */
    struct str *open;  /* where a bare "…" is added   */
    struct language *into;
};

static bool is_place_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_key(struct str key)
{
    bool fresh = true; /* a part begins: a letter or digit must follow */

    for (size_t i = 0; i < key.len; i++) {
        if (key.at[i] == '.' && fresh)
            return false;
        if (key.at[i] != '.' && !is_place_char(key.at[i]))
            return false;
        fresh = key.at[i] == '.';
    }
    return !fresh;
}

static char unescape(struct reader *r, char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '"':
    case '\\':
        return c;
    default:
        tool_refuse(r->path, r->line, "\\%c is not an escape that we read", c);
    }
}

/* Adds the text between the quotes to what is open. */
static void read_quoted(struct reader *r, struct str quoted)
{
    struct buf text;

    quoted = str_trim(quoted);
    if (quoted.len < 2 || quoted.at[0] != '"' || quoted.at[quoted.len - 1] != '"')
        tool_refuse(r->path, r->line, "a text stands between double quotes");
    buf_init(&text, r->mem, r->open->len + quoted.len);
    buf_put(&text, *r->open);
    for (size_t i = 1; i < quoted.len - 1; i++) {
        if (quoted.at[i] == '"' || (quoted.at[i] == '\\' && i + 2 == quoted.len))
            tool_refuse(r->path, r->line, "a quote inside a text is written \\\"");
        buf_char(&text, quoted.at[i] == '\\' ? unescape(r, quoted.at[++i]) : quoted.at[i]);
    }
    *r->open = buf_str(&text);
}

static void check_header(struct reader *r)
{
    struct str text = r->now.form[0];

    if (str_find(text, S("charset=UTF-8\n"), 0) < 0)
        tool_complain(r->path, r->now.line, "the header says charset=UTF-8");
    if (str_find(text, S("Plural-Forms: nplurals=2; plural=(n != 1);\n"), 0) < 0)
        tool_complain(r->path, r->now.line,
                      "the header says Plural-Forms: nplurals=2; plural=(n != 1);");
}

static void check_texts(struct reader *r)
{
    for (size_t i = 0; i < (r->now.plural ? 2 : 1); i++) {
        struct str text = r->now.form[i];

        if (text.len == 0)
            tool_complain(r->path, r->now.line, "%" STR_FMT " has no text", STR_ARG(r->now.key));
        else if (text.at[0] == '\n' || text.at[text.len - 1] == '\n')
            tool_complain(r->path, r->now.line, "%" STR_FMT " begins or ends with a line end",
                          STR_ARG(r->now.key));
        else if (text.len > TEXT_MAX)
            tool_complain(r->path, r->now.line, "%" STR_FMT " is longer than %d bytes",
                          STR_ARG(r->now.key), TEXT_MAX);
    }
}

/* Closes the entry that was being read, if any. */
static void end_entry(struct reader *r)
{
    if (!r->begun)
        return;
    if (r->now.key.len == 0) {
        check_header(r);
    } else if (!is_key(r->now.key)) {
        tool_complain(r->path, r->now.line, "\"%" STR_FMT "\" is not a key: lower case, with dots",
                      STR_ARG(r->now.key));
    } else {
        if (r->now.plural && !str_eq(r->plural_key, r->now.key))
            tool_complain(r->path, r->now.line, "msgid_plural is the same key as msgid");
        check_texts(r);
        if (r->into->n == ENTRIES_MAX)
            tool_refuse(r->path, r->line, "more than %d words", ENTRIES_MAX);
        r->into->entries[r->into->n++] = r->now;
    }
    r->now = (struct entry){.line = 0};
    r->plural_key = (struct str){NULL, 0};
    r->begun = false;
    r->open = NULL;
}

static void read_comment(struct reader *r, struct str line)
{
    if (str_starts(line, S("#,")) && str_find(line, S("fuzzy"), 0) >= 0)
        tool_complain(r->path, r->line, "a fuzzy text is not finished");
}

/* One line that is no comment and not blank. */
static void read_line(struct reader *r, struct str line)
{
    static const struct str words[] = {STR_INIT("msgid "), STR_INIT("msgid_plural "),
                                       STR_INIT("msgstr "), STR_INIT("msgstr[0] "),
                                       STR_INIT("msgstr[1] ")};
    struct str *targets[] = {&r->now.key, &r->plural_key, &r->now.form[0], &r->now.form[0],
                             &r->now.form[1]};

    if (line.at[0] == '"' && r->open != NULL) {
        read_quoted(r, line);
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_starts(line, words[i]))
            continue;
        if (i == 0) {
            end_entry(r);
            r->now.line = r->line;
            r->begun = true;
        }
        if (i == 1)
            r->now.plural = true;
        if (!r->begun || targets[i]->len > 0 || (i == 2 && r->now.plural) ||
            (i > 2 && !r->now.plural))
            tool_refuse(r->path, r->line, "%" STR_FMT "does not belong here", STR_ARG(words[i]));
        r->open = targets[i];
        read_quoted(r, str_sub(line, words[i].len, line.len));
        return;
    }
    tool_refuse(r->path, r->line, "this is not a line of a PO file that we read");
}

static int by_key(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = str_cmp(x->key, y->key);

    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static void read_language(struct arena *mem, const char *path, struct language *ret)
{
    struct reader r = {.mem = mem, .path = path, .into = ret};
    struct str rest = tool_read(mem, path);

    ret->path = path;
    ret->entries = NEW_ARRAY(mem, ENTRIES_MAX, struct entry);
    while (rest.len > 0) {
        struct str line = str_cut(rest, '\n', &rest);

        r.line++;
        if (!str_utf8(line))
            tool_refuse(path, r.line, "these bytes are not UTF-8");
        line = str_trim(line);
        if (line.len == 0 || line.at[0] == '#')
            end_entry(&r);
        if (line.len > 0 && line.at[0] == '#')
            read_comment(&r, line);
        else if (line.len > 0)
            read_line(&r, line);
    }
    end_entry(&r);
    qsort(ret->entries, ret->n, sizeof *ret->entries, by_key);
    for (size_t i = 1; i < ret->n; i++)
        if (str_eq(ret->entries[i].key, ret->entries[i - 1].key))
            tool_complain(path, ret->entries[i].line, "%" STR_FMT " stands twice, first in line %zu",
                          STR_ARG(ret->entries[i].key), ret->entries[i - 1].line);
}

static void complain_lacking(const struct language *where, const struct entry *it,
                             const struct language *other)
{
    tool_complain(where->path, it->line, "%" STR_FMT " is not in %s", STR_ARG(it->key),
                  other->path);
}

/* Both languages ascend by key: walk along them side by side. */
static void compare_keys(const struct language *a, const struct language *b)
{
    size_t i = 0;
    size_t j = 0;

    while (i < a->n || j < b->n) {
        int order = i == a->n   ? 1
                    : j == b->n ? -1
                                : str_cmp(a->entries[i].key, b->entries[j].key);

        if (order < 0)
            complain_lacking(a, &a->entries[i], b);
        if (order > 0)
            complain_lacking(b, &b->entries[j], a);
        i += order <= 0;
        j += order >= 0;
    }
}

/* The next {name} of a text from *at on; false when there is none. *at moves on. */
static bool next_place(const char *path, const struct entry *it, struct str text, size_t *at,
                       struct str *ret)
{
    size_t open = *at;
    size_t end;

    while (open < text.len && text.at[open] != '{' && text.at[open] != '}')
        open++;
    if (open == text.len)
        return false;
    for (end = open + 1; end < text.len && is_place_char(text.at[end]); end++)
        ;
    if (text.at[open] == '}' || end == text.len || text.at[end] != '}')
        tool_refuse(path, it->line, "%" STR_FMT ": a place is written {name}", STR_ARG(it->key));
    *ret = str_sub(text, open + 1, end);
    *at = end + 1;
    return true;
}

static size_t name_index(const struct names *names, struct str name)
{
    size_t i = 0;

    while (i < names->n && !str_eq(names->at[i], name))
        i++;
    return i;
}

/* The arguments of a word: with plural forms the number first, then the places of
 * the (plural) text as it names them. */
static struct names names_of(const char *path, const struct entry *it)
{
    struct names names = {.n = 0};
    struct str text = it->form[it->plural ? 1 : 0];
    struct str name;
    size_t at = 0;

    if (it->plural)
        names.at[names.n++] = S("n");
    while (next_place(path, it, text, &at, &name)) {
        if (name_index(&names, name) < names.n)
            continue;
        if (names.n == NAMES_MAX)
            tool_refuse(path, it->line, "%" STR_FMT " has more than %d values", STR_ARG(it->key),
                        NAMES_MAX);
        names.at[names.n++] = name;
    }
    return names;
}

/* Fills in which argument each place takes, and gives the set of those that occur. */
static unsigned bind_places(const char *path, const struct entry *it, struct str text,
                            const struct names *names, uint8_t arg[static WORD_PLACES_MAX])
{
    struct str name;
    unsigned seen = 0;
    size_t at = 0;

    for (size_t n = 0; next_place(path, it, text, &at, &name); n++) {
        size_t index = name_index(names, name);

        if (n == WORD_PLACES_MAX)
            tool_refuse(path, it->line, "%" STR_FMT " has more than %d places", STR_ARG(it->key),
                        WORD_PLACES_MAX);
        if (index == names->n)
            tool_refuse(path, it->line, "%" STR_FMT ": {%" STR_FMT "} is not in the Dutch text",
                        STR_ARG(it->key), STR_ARG(name));
        arg[n] = (uint8_t)index;
        seen |= 1u << index;
    }
    return seen;
}

static void check_pair(const struct language langs[static LANGS], size_t i)
{
    const struct entry *dutch = &langs[0].entries[i];
    const struct entry *other = &langs[1].entries[i];
    struct names names = names_of(langs[0].path, dutch);
    uint8_t arg[WORD_PLACES_MAX];
    size_t last = dutch->plural ? 1 : 0;

    if (dutch->plural != other->plural) {
        tool_complain(langs[1].path, other->line,
                      "%" STR_FMT " has plural forms in one language only", STR_ARG(other->key));
        return;
    }
    if (bind_places(langs[0].path, dutch, dutch->form[last], &names, arg) !=
        bind_places(langs[1].path, other, other->form[last], &names, arg))
        tool_complain(langs[1].path, other->line,
                      "%" STR_FMT " lacks a place that the Dutch text has", STR_ARG(other->key));
}

/* nav.a_b and nav.a.b would be one name in C. */
static void check_names(struct arena *mem, const struct language *dutch)
{
    struct entry *by_name = NEW_ARRAY(mem, dutch->n, struct entry);

    for (size_t i = 0; i < dutch->n; i++) {
        by_name[i] = dutch->entries[i];
        by_name[i].key = tool_name(mem, by_name[i].key);
    }
    qsort(by_name, dutch->n, sizeof *by_name, by_key);
    for (size_t i = 1; i < dutch->n; i++)
        if (str_eq(by_name[i].key, by_name[i - 1].key))
            tool_complain(dutch->path, by_name[i].line, "WORD_%" STR_FMT
                          " is also the name of the word in line %zu",
                          STR_ARG(by_name[i].key), by_name[i - 1].line);
}

static struct str header_of(struct arena *mem, const struct language *dutch)
{
    struct buf out;

    buf_init(&out, mem, 1 << 16);
    buf_put(&out, S("/* Woven from lang/ by tools/weave_words. */\n"
                    "#ifndef MARKUP_WORDS_LIST_H\n#define MARKUP_WORDS_LIST_H\n\n"
                    "enum word {\n"));
    for (size_t i = 0; i < dutch->n; i++)
        buf_text(&out, "    WORD_%" STR_FMT ",\n",
                 STR_ARG(tool_name(mem, dutch->entries[i].key)));
    buf_put(&out, S("    WORD_COUNT\n};\n\n"
                    "/* How many values each word takes; woven pages assert it. */\nenum {\n"));
    for (size_t i = 0; i < dutch->n; i++)
        buf_text(&out, "    WORD_TAKES_%" STR_FMT " = %zu,\n",
                 STR_ARG(tool_name(mem, dutch->entries[i].key)),
                 names_of(dutch->path, &dutch->entries[i]).n);
    buf_put(&out, S("};\n\n#endif\n"));
    return buf_str(&out);
}

static struct str escaped(struct arena *mem, struct str text)
{
    static const char special[] = {'&', '<', '>', '"', '\''};
    static const struct str entities[] = {STR_INIT("&amp;"), STR_INIT("&lt;"), STR_INIT("&gt;"),
                                          STR_INIT("&quot;"), STR_INIT("&#39;")};
    struct buf out;

    buf_init(&out, mem, text.len);
    for (size_t i = 0; i < text.len; i++) {
        const char *at = memchr(special, text.at[i], sizeof special);

        if (at == NULL)
            buf_char(&out, text.at[i]);
        else
            buf_put(&out, entities[at - special]);
    }
    return buf_str(&out);
}

/* One struct word_form as an initialiser; its texts go to the end of texts. */
static void put_form(struct buf *out, struct buf *texts, const char *path, const struct entry *it,
                     struct str text, const struct names *names)
{
    struct str html = escaped(out->mem, text);
    uint8_t arg[WORD_PLACES_MAX] = {0};
    size_t plain_at = texts->len;
    size_t html_at = plain_at;

    bind_places(path, it, text, names, arg);
    buf_put(texts, text);
    if (!str_eq(text, html)) {
        html_at = texts->len;
        buf_put(texts, html);
    }
    buf_text(out, "{%zu, %zu, %zu, %zu, {%d, %d, %d, %d}}", plain_at, html_at, text.len, html.len,
             arg[0], arg[1], arg[2], arg[3]);
}

static void put_texts(struct buf *out, struct str texts)
{
    for (size_t at = 0; at < texts.len; at += 80) {
        buf_put(out, S("    "));
        tool_literal(out, str_sub(texts, at, at + 80), "    ");
        buf_char(out, '\n');
    }
}

static void put_forms(struct buf *out, const struct language langs[static LANGS], struct buf *texts)
{
    buf_put(out, S("const struct word_form word_forms[LANG_COUNT][WORD_COUNT][WORD_FORMS] = {\n"));
    for (size_t l = 0; l < LANGS; l++) {
        buf_put(out, S("    {\n"));
        for (size_t i = 0; i < langs[l].n; i++) {
            const struct entry *it = &langs[l].entries[i];
            struct names names = names_of(langs[0].path, &langs[0].entries[i]);

            buf_put(out, S("        {"));
            put_form(out, &texts[l], langs[l].path, it, it->form[0], &names);
            if (it->plural) {
                buf_put(out, S(", "));
                put_form(out, &texts[l], langs[l].path, it, it->form[1], &names);
            }
            buf_text(out, "}, /* %" STR_FMT " */\n", STR_ARG(it->key));
        }
        buf_put(out, S("    },\n"));
    }
    buf_put(out, S("};\n\n"));
}

static void put_keys(struct buf *out, const struct language *dutch)
{
    size_t at = 0;

    buf_put(out, S("const char word_key_text[] =\n"));
    for (size_t i = 0; i < dutch->n; i++)
        buf_text(out, "    \"%" STR_FMT "\"\n", STR_ARG(dutch->entries[i].key));
    buf_put(out, S("    ;\n\nconst uint32_t word_key_at[WORD_COUNT + 1] = {\n"));
    for (size_t i = 0; i < dutch->n; i++) {
        buf_text(out, "    %zu,\n", at);
        at += dutch->entries[i].key.len;
    }
    buf_text(out, "    %zu\n};\n", at);
}

static struct str source_of(struct arena *mem, const struct language langs[static LANGS])
{
    struct buf texts[LANGS];
    struct buf out;

    buf_init(&out, mem, 1 << 18);
    for (size_t l = 0; l < LANGS; l++)
        buf_init(&texts[l], mem, 1 << 16);
    buf_put(&out, S("/* Woven from lang/ by tools/weave_words. */\n"
                    "#include \"markup/words_table.h\"\n\n"));
    put_forms(&out, langs, texts);
    buf_put(&out, S("const char *const word_texts[LANG_COUNT] = {\n"));
    for (size_t l = 0; l < LANGS; l++) {
        put_texts(&out, buf_str(&texts[l]));
        buf_put(&out, S("    ,\n"));
    }
    buf_put(&out, S("};\n\n"));
    put_keys(&out, &langs[0]);
    return buf_str(&out);
}

static void weave(struct arena *mem, char **argv)
{
    struct language langs[LANGS] = {{.n = 0}};

    for (size_t l = 0; l < LANGS; l++)
        read_language(mem, argv[3 + l], &langs[l]);
    if (tool_complaints() > 0)
        return;
    compare_keys(&langs[0], &langs[1]);
    if (tool_complaints() > 0)
        return;
    check_names(mem, &langs[0]);
    for (size_t i = 0; i < langs[0].n; i++)
        check_pair(langs, i);
    if (tool_complaints() > 0)
        return;
    tool_write(mem, argv[1], header_of(mem, &langs[0]));
    tool_write(mem, argv[2], source_of(mem, langs));
}

int main(int argc, char **argv)
{
    struct arena *mem;

    if (argc != 3 + LANGS) {
        fprintf(stderr, "usage: weave-words OUT.h OUT.c lang/nl.po lang/en.po\n");
        return 2;
    }
    mem = arena_new(TOOL_LIMIT_BYTES);
    if (mem == NULL)
        return 1;
    weave(mem, argv);
    arena_free(mem);
    return tool_complaints() > 0 ? 1 : 0;
}
