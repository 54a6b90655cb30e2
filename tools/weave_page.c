/* tools/weave_page.c - turns HTML templates into C functions.
 *
 *     weave-page [--icons DIR] OUT.h OUT.c NAME.html...
 *
 * Each NAME.html becomes  void page_NAME(struct out *out, const struct NAME_view *v);
 * #line makes the compiler point into the HTML. In a template stand
 *
 *   {{include "web/x.h"}}   the header that defines the view; may be repeated
 *   {{view NAME}}           the view is a struct NAME instead of a struct NAME_view
 *   {{open}}                this part leaves tags for another to close, or the reverse
 *   {{expr}}                a value, by its type: PUT, or PUT_ATTR in a quoted value,
 *                           a title or a textarea
 *   {{t key}} {{t key expr}} {{t key expr, expr}}     words, with values
 *   {{word expr}}           an enum word; {{of state. expr}} the word state.<expr>
 *   {{url expr}} {{path expr}} {{short expr}} {{dec expr}}    out_url, out_path …
 *   {{asset waarborg.css}}  the hashed address of an embedded file
 *   {{icon name}}           DIR/name.svg, inline
 *   {{use other expr}}      page_other(out, expr)
 *   {{if cond}} {{elif cond}} {{else}} {{end}}
 *   {{each r in rows}} {{end}}   over v->rows, v->rows_n; or a path: g->rows, g->rows_n.
 *                           r points to the element, r_i is its index
 *   {{# remark}}
 *
 * expr is any C expression without ; and }}. White space with a line end in it
 * becomes one line end; a line with only a branch or a remark on it leaves nothing;
 * HTML comments are dropped.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tool.h"
#include "weave_html.h"

enum { BLOCKS_MAX = 32, INCLUDES_MAX = 256 };

enum block_kind { BLOCK_IF, BLOCK_EACH };

/* An {{if}} or {{each}} that waits for its {{end}}. */
struct block {
    enum block_kind kind;
    size_t line;
    bool has_else;
    bool joined;        /* after holds the end of an earlier branch */
    struct html before;
    struct html after;
};

struct page {
    struct arena *mem;
    const char *path;
    const char *icons; /* directory, may be NULL */
    struct str name;
    struct str view;
    struct str source;
    size_t at;
    size_t line;
    struct html html;
    struct buf *out;       /* the C of this page                  */
    struct buf bytes;      /* static text not yet written          */
    struct buf literal;    /* static text before it, already as C  */
    size_t static_line;    /* where that text begins               */
    struct block blocks[BLOCKS_MAX];
    size_t n_blocks;
};

struct includes {
    struct str at[INCLUDES_MAX];
    size_t n;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_name_char(s.at[i]))
            return false;
    return s.len > 0 && !(s.at[0] >= '0' && s.at[0] <= '9');
}

/* Writes one line of C that belongs to a line of the template. */
static void put_line_mark(struct page *page, size_t line)
{
    buf_text(page->out, "#line %zu ", line);
    tool_literal(page->out, str_of(page->path), "");
    buf_char(page->out, '\n');
}

static void put_indent(struct page *page)
{
    for (size_t i = 0; i <= page->n_blocks; i++)
        buf_put(page->out, S("    "));
}

static void begin_statement(struct page *page)
{
    put_line_mark(page, page->line);
    put_indent(page);
}

/* Static text goes out as one buf_put of a literal whose length is known. */
static void flush(struct page *page)
{
    if (page->literal.len == 0 && page->bytes.len == 0)
        return;
    put_line_mark(page, page->static_line);
    put_indent(page);
    buf_put(page->out, S("buf_put(&out->buf, S("));
    buf_put(page->out, buf_str(&page->literal));
    if (page->bytes.len > 0)
        tool_literal(page->out, buf_str(&page->bytes), "        ");
    buf_put(page->out, S("));\n"));
    page->literal.len = page->bytes.len = 0;
}

static void put_static(struct page *page, char c)
{
    if (page->literal.len == 0 && page->bytes.len == 0)
        page->static_line = page->line;
    page->html.line = page->line;
    html_byte(&page->html, c);
    buf_char(&page->bytes, c);
}

/* Static text that is markup of our own making: an icon. */
static void put_markup(struct page *page, struct str markup)
{
    for (size_t i = 0; i < markup.len; i++)
        put_static(page, markup.at[i]);
}

static void put_macro(struct page *page, const char *prefix, struct str name)
{
    if (page->literal.len == 0 && page->bytes.len == 0)
        page->static_line = page->line;
    if (page->bytes.len > 0)
        tool_literal(&page->literal, buf_str(&page->bytes), "        ");
    page->bytes.len = 0;
    buf_text(&page->literal, " %s%" STR_FMT " ", prefix, STR_ARG(name));
}

static struct str next_word(struct str *rest)
{
    struct str s = str_trim(*rest);
    size_t n = 0;

    while (n < s.len && !is_space(s.at[n]))
        n++;
    *rest = str_trim(str_sub(s, n, s.len));
    return str_sub(s, 0, n);
}

static void need_expr(struct page *page, struct str what, struct str expr)
{
    if (expr.len == 0)
        tool_refuse(page->path, page->line, "{{%" STR_FMT "}} lacks a value", STR_ARG(what));
}

static void check_expr(struct page *page, struct str expr)
{
    for (size_t i = 0; i < expr.len; i++)
        if (memchr(";{}\n", expr.at[i], 4) != NULL)
            tool_refuse(page->path, page->line, "a value holds no ; { } or line end");
}

/* The C name of a key such as nav.overview; refuses what is no key. */
static struct str key_name(struct page *page, struct str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (!is_name_char(key.at[i]) && key.at[i] != '.')
            tool_refuse(page->path, page->line, "%" STR_FMT " is not the key of a word",
                        STR_ARG(key));
    return tool_name(page->mem, key);
}

/* Cuts the first expression off a list; commas inside brackets and quotes stay. */
static struct str cut_expr(struct str *rest)
{
    struct str all = *rest;
    int depth = 0;
    char quote = 0;

    for (size_t i = 0; i < all.len; i++) {
        char c = all.at[i];

        if (quote != 0 && c == '\\')
            i++;
        else if (quote != 0)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '(' || c == '[')
            depth++;
        else if (c == ')' || c == ']')
            depth--;
        else if (c == ',' && depth == 0) {
            *rest = str_trim(str_sub(all, i + 1, all.len));
            return str_trim(str_sub(all, 0, i));
        }
    }
    *rest = (struct str){NULL, 0};
    return all;
}

static void weave_words(struct page *page, struct str what, struct str rest)
{
    struct str key = next_word(&rest);
    struct str name = key_name(page, key);
    struct str first = cut_expr(&rest);
    struct str second = cut_expr(&rest);
    int takes = (first.len > 0) + (second.len > 0);

    need_expr(page, what, key);
    if (rest.len > 0)
        tool_refuse(page->path, page->line, "{{t}} takes two values at most");
    begin_statement(page);
    buf_text(page->out, "_Static_assert((int)WORD_TAKES_%" STR_FMT " == %d, \"%" STR_FMT
             " takes another number of values\");\n", STR_ARG(name), takes, STR_ARG(key));
    begin_statement(page);
    if (takes == 0)
        buf_text(page->out, "out_html(out, word_html(out->lang, WORD_%" STR_FMT "));\n",
                 STR_ARG(name));
    else if (takes == 1)
        buf_text(page->out, "word_put(out, WORD_%" STR_FMT ", WARG(%" STR_FMT "), WORD_NO_ARG);\n",
                 STR_ARG(name), STR_ARG(first));
    else
        buf_text(page->out, "word_put(out, WORD_%" STR_FMT ", WARG(%" STR_FMT "), WARG(%" STR_FMT
                 "));\n", STR_ARG(name), STR_ARG(first), STR_ARG(second));
}

static void weave_of(struct page *page, struct str what, struct str rest)
{
    struct str prefix = next_word(&rest);

    need_expr(page, what, rest);
    key_name(page, prefix);
    if (prefix.at[prefix.len - 1] != '.')
        tool_refuse(page->path, page->line, "the prefix of {{of}} ends in a dot");
    begin_statement(page);
    buf_text(page->out, "out_str(out, word_of(out->lang, S(\"%" STR_FMT "\"), %" STR_FMT "));\n",
             STR_ARG(prefix), STR_ARG(rest));
}

static void need_markup(struct page *page, struct str what)
{
    if (!html_is_markup(&page->html))
        tool_refuse(page->path, page->line,
                    "{{%" STR_FMT "}} makes elements: none can stand here", STR_ARG(what));
}

static void weave_short(struct page *page, struct str what, struct str rest)
{
    need_expr(page, what, rest);
    need_markup(page, what);
    begin_statement(page);
    buf_text(page->out, "out_day_short(out, %" STR_FMT ");\n", STR_ARG(rest));
}

static void weave_call(struct page *page, struct str what, struct str rest)
{
    const char *call = str_eq(what, S("url"))    ? "out_url(out, "
                       : str_eq(what, S("path")) ? "out_path(out, "
                       : str_eq(what, S("dec"))  ? "out_decimal(out, "
                                                 : "out_html(out, word_html(out->lang, ";

    need_expr(page, what, rest);
    begin_statement(page);
    buf_text(page->out, "%s%" STR_FMT ")%s;\n", call, STR_ARG(rest),
             str_eq(what, S("word")) ? ")" : "");
}

static void weave_expr(struct page *page, struct str expr)
{
    begin_statement(page);
    buf_text(page->out, "%s(out, %" STR_FMT ");\n",
             html_is_markup(&page->html) ? "PUT" : "PUT_ATTR", STR_ARG(expr));
}

static void weave_use(struct page *page, struct str what, struct str rest)
{
    struct str other = next_word(&rest);

    need_expr(page, what, rest);
    need_markup(page, what);
    if (!is_name(other))
        tool_refuse(page->path, page->line, "%" STR_FMT " is not the name of a page",
                    STR_ARG(other));
    begin_statement(page);
    buf_text(page->out, "page_%" STR_FMT "(out, %" STR_FMT ");\n", STR_ARG(other), STR_ARG(rest));
}

/* What stands between <svg …> and </svg>, or the whole when there is no such tag. */
static struct str svg_body(struct str file)
{
    ptrdiff_t begins = str_find(file, S("<svg"), 0);
    ptrdiff_t opened;
    ptrdiff_t ends;

    if (begins < 0)
        return str_trim(file);
    opened = str_find(file, S(">"), (size_t)begins);
    ends = str_find(file, S("</svg"), 0);
    return str_trim(str_sub(file, (size_t)opened + 1, (size_t)ends));
}

static void weave_icon(struct page *page, struct str what, struct str rest)
{
    struct str name = next_word(&rest);
    struct str path;

    need_expr(page, what, name);
    need_markup(page, what);
    for (size_t i = 0; i < name.len; i++)
        if (!is_name_char(name.at[i]) && name.at[i] != '-')
            tool_refuse(page->path, page->line, "%" STR_FMT " is not the name of an icon",
                        STR_ARG(name));
    if (page->icons == NULL)
        tool_refuse(page->path, page->line, "{{icon}} needs --icons DIR");
    path = arena_text(page->mem, "%s/%" STR_FMT ".svg", page->icons, STR_ARG(name));
    put_markup(page, S("<svg class=\"wb-icoon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"));
    put_markup(page, svg_body(tool_read(page->mem, path.at)));
    put_markup(page, S("</svg>"));
}

static struct block *top_block(struct page *page, struct str what)
{
    if (page->n_blocks == 0)
        tool_refuse(page->path, page->line, "{{%" STR_FMT "}} without {{if}} or {{each}}",
                    STR_ARG(what));
    return &page->blocks[page->n_blocks - 1];
}

static struct block *push_block(struct page *page, enum block_kind kind)
{
    struct block *block = &page->blocks[page->n_blocks];

    if (page->n_blocks == BLOCKS_MAX)
        tool_refuse(page->path, page->line, "more than %d blocks inside one another", BLOCKS_MAX);
    block->kind = kind;
    block->line = page->line;
    block->has_else = block->joined = false;
    block->before = page->html;
    page->n_blocks++;
    return block;
}

/* The branch that ends here must have come to where the ones before it came. */
static void join_branch(struct page *page, struct block *block)
{
    const char *what = block->kind == BLOCK_IF ? "if" : "each";

    if (block->joined)
        html_join(&page->html, &block->after, what);
    block->after = page->html;
    block->joined = true;
}

static void weave_if(struct page *page, struct str what, struct str rest)
{
    need_expr(page, what, rest);
    begin_statement(page);
    buf_text(page->out, "if (%" STR_FMT ") {\n", STR_ARG(rest));
    push_block(page, BLOCK_IF);
}

static void weave_else(struct page *page, struct str what, struct str rest)
{
    struct block *block = top_block(page, what);
    bool is_elif = str_eq(what, S("elif"));

    if (block->kind != BLOCK_IF || block->has_else)
        tool_refuse(page->path, page->line, "{{%" STR_FMT "}} without {{if}}", STR_ARG(what));
    if (is_elif)
        need_expr(page, what, rest);
    else if (rest.len > 0)
        tool_refuse(page->path, page->line, "{{else}} takes no condition: write {{elif …}}");
    join_branch(page, block);
    page->html = block->before;
    page->html.line = page->line;
    block->has_else = !is_elif;
    page->n_blocks--;
    begin_statement(page);
    page->n_blocks++;
    if (is_elif)
        buf_text(page->out, "} else if (%" STR_FMT ") {\n", STR_ARG(rest));
    else
        buf_put(page->out, S("} else {\n"));
}

static void weave_end(struct page *page, struct str what, struct str rest)
{
    struct block *block = top_block(page, what);

    if (rest.len > 0)
        tool_refuse(page->path, page->line, "{{end}} takes nothing");
    join_branch(page, block);
    if (!block->has_else) { /* it may also be skipped */
        html_join(&page->html, &block->before, block->kind == BLOCK_IF ? "if" : "each");
    }
    page->n_blocks--;
    begin_statement(page);
    buf_put(page->out, S("}\n"));
}

static void weave_each(struct page *page, struct str what, struct str rest)
{
    struct str it = next_word(&rest);
    struct str in = next_word(&rest);
    struct str list = rest;

    need_expr(page, what, list);
    if (!is_name(it) || !str_eq(in, S("in")))
        tool_refuse(page->path, page->line, "write {{each r in rows}}");
    if (is_name(list))
        list = arena_text(page->mem, "v->%" STR_FMT, STR_ARG(list));
    begin_statement(page);
    buf_text(page->out, "for (size_t %.*s_i = 0; %.*s_i < %.*s_n; %.*s_i++) {\n", STR_ARG(it),
             STR_ARG(it), STR_ARG(list), STR_ARG(it));
    push_block(page, BLOCK_EACH);
    begin_statement(page);
    buf_text(page->out, "const __typeof__(*(%.*s)) *%.*s = &(%.*s)[%.*s_i];\n", STR_ARG(list),
             STR_ARG(it), STR_ARG(list), STR_ARG(it));
    begin_statement(page);
    buf_text(page->out, "(void)%.*s;\n", STR_ARG(it));
}

static void weave_asset(struct page *page, struct str what, struct str rest)
{
    need_expr(page, what, rest);
    put_macro(page, "ASSET_", tool_name(page->mem, rest));
}

static void weave_nothing(struct page *page, struct str what, struct str rest)
{
    (void)page, (void)what, (void)rest; /* read before, by read_head */
}

/* What a directive is. A value stands where a value may; a branch may stand in a
 * tag as well; of the rest it does not matter. */
enum kind { KIND_VALUE, KIND_BRANCH, KIND_STATIC, KIND_HEAD };

static const struct directive {
    struct str word;
    enum kind kind;
    void (*weave)(struct page *page, struct str what, struct str rest);
} directives[] = {
    {STR_INIT("t"), KIND_VALUE, weave_words},     {STR_INIT("of"), KIND_VALUE, weave_of},
    {STR_INIT("word"), KIND_VALUE, weave_call},   {STR_INIT("url"), KIND_VALUE, weave_call},
    {STR_INIT("path"), KIND_VALUE, weave_call},   {STR_INIT("dec"), KIND_VALUE, weave_call},
    {STR_INIT("short"), KIND_VALUE, weave_short}, {STR_INIT("use"), KIND_VALUE, weave_use},
    {STR_INIT("asset"), KIND_STATIC, weave_asset}, {STR_INIT("icon"), KIND_STATIC, weave_icon},
    {STR_INIT("if"), KIND_BRANCH, weave_if},      {STR_INIT("elif"), KIND_BRANCH, weave_else},
    {STR_INIT("else"), KIND_BRANCH, weave_else},  {STR_INIT("end"), KIND_BRANCH, weave_end},
    {STR_INIT("each"), KIND_BRANCH, weave_each},  {STR_INIT("include"), KIND_HEAD, weave_nothing},
    {STR_INIT("view"), KIND_HEAD, weave_nothing}, {STR_INIT("open"), KIND_HEAD, weave_nothing},
};

static const struct directive *directive_of(struct str word)
{
    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
        if (str_eq(directives[i].word, word))
            return &directives[i];
    return NULL;
}

/* What stands between the braces at page->at, without moving on. */
static struct str inside_braces(struct page *page)
{
    ptrdiff_t end = str_find(page->source, S("}}"), page->at + 2);

    if (end < 0)
        tool_refuse(page->path, page->line, "{{ without }}");
    return str_sub(page->source, page->at + 2, (size_t)end);
}

/* Moves on to a place further in the source. */
static void move_to(struct page *page, size_t to)
{
    for (; page->at < to; page->at++)
        page->line += page->source.at[page->at] == '\n';
}

/* Is there nothing but blanks before from and after to, on their lines? */
static bool stands_alone(struct str source, size_t from, size_t to)
{
    while (from > 0 && (source.at[from - 1] == ' ' || source.at[from - 1] == '\t'))
        from--;
    while (to < source.len && (source.at[to] == ' ' || source.at[to] == '\t'))
        to++;
    return (from == 0 || source.at[from - 1] == '\n') &&
           (to == source.len || source.at[to] == '\n');
}

/* A directive alone on its line leaves nothing, not even the line. */
static void skip_line(struct page *page, size_t from)
{
    size_t to = page->at;

    if (html_keeps_space(&page->html) || !stands_alone(page->source, from, page->at))
        return;
    while (to < page->source.len && is_space(page->source.at[to]))
        to++;
    move_to(page, to);
}

static void weave_directive(struct page *page)
{
    size_t from = page->at;
    struct str text = inside_braces(page);
    struct str rest = str_trim(text);
    struct str all = rest;
    bool remark = text.len > 0 && text.at[0] == '#';
    struct str word = next_word(&rest);
    const struct directive *it = remark ? NULL : directive_of(word);

    page->html.line = page->line;
    if (!remark) {
        if (all.len == 0)
            tool_refuse(page->path, page->line, "{{}} holds nothing");
        check_expr(page, all);
    }
    if (it != NULL && it->kind == KIND_BRANCH)
        html_branch(&page->html);
    else if (!remark && (it == NULL || it->kind == KIND_VALUE || str_eq(word, S("asset"))))
        html_value(&page->html, it == NULL ? S("") : word);
    if (!remark && (it == NULL || it->kind == KIND_VALUE || it->kind == KIND_BRANCH))
        flush(page);
    if (it != NULL)
        it->weave(page, word, rest);
    else if (!remark)
        weave_expr(page, all);
    move_to(page, from + text.len + 4);
    if (remark || (it != NULL && (it->kind == KIND_BRANCH || it->kind == KIND_HEAD)))
        skip_line(page, from);
}

static char last_byte(const struct page *page)
{
    return page->bytes.len == 0 ? 0 : page->bytes.at[page->bytes.len - 1];
}

/* White space: as it stands where that matters, else one line end at most. */
static void weave_space(struct page *page)
{
    size_t to = page->at;
    bool has_end = false;
    bool keeps = html_keeps_space(&page->html);

    for (; to < page->source.len && is_space(page->source.at[to]); to++) {
        has_end |= page->source.at[to] == '\n';
        if (keeps)
            put_static(page, page->source.at[to]);
    }
    if (!keeps && !has_end)
        for (size_t i = page->at; i < to; i++)
            put_static(page, page->source.at[i]);
    if (!keeps && has_end && last_byte(page) != '\n')
        put_static(page, '\n');
    move_to(page, to);
}

static void weave_byte(struct page *page)
{
    bool was_in_tag = page->html.where != HTML_IN_TEXT;
    bool was_open = html_in(&page->html, S("textarea"));

    put_static(page, page->source.at[page->at]);
    move_to(page, page->at + 1);
    /* A browser drops a line end right after <textarea>; without this one it would
     * drop the first of the person's own. */
    if (was_in_tag && !was_open && html_in(&page->html, S("textarea")) &&
        str_starts(str_sub(page->source, page->at, page->source.len), S("{{")))
        put_static(page, '\n');
}

static void skip_comment(struct page *page)
{
    ptrdiff_t end = str_find(page->source, S("-->"), page->at);
    size_t from = page->at;

    if (end < 0)
        tool_refuse(page->path, page->line, "<!-- without -->");
    move_to(page, (size_t)end + 3);
    skip_line(page, from);
}

static void weave_body(struct page *page)
{
    while (page->at < page->source.len) {
        struct str rest = str_sub(page->source, page->at, page->source.len);

        if (str_starts(rest, S("{{")))
            weave_directive(page);
        else if (page->html.where == HTML_IN_TEXT && str_starts(rest, S("<!--")))
            skip_comment(page);
        else if (is_space(rest.at[0]))
            weave_space(page);
        else
            weave_byte(page);
    }
    flush(page);
    page->html.line = page->line;
    if (page->n_blocks > 0)
        tool_refuse(page->path, page->blocks[page->n_blocks - 1].line, "{{%s}} without {{end}}",
                    page->blocks[page->n_blocks - 1].kind == BLOCK_IF ? "if" : "each");
    html_end(&page->html);
}

static void include(struct includes *includes, struct page *page, struct str header)
{
    if (header.len < 3 || header.at[0] != '"' || header.at[header.len - 1] != '"')
        tool_refuse(page->path, page->line, "write {{include \"web/measures.h\"}}");
    for (size_t i = 0; i < includes->n; i++)
        if (str_eq(includes->at[i], header))
            return;
    if (includes->n == INCLUDES_MAX)
        tool_refuse(page->path, page->line, "more than %d headers", INCLUDES_MAX);
    includes->at[includes->n++] = header;
}

/* Reads what concerns the page as a whole, wherever it stands. */
static void read_head(struct page *page, struct includes *includes)
{
    ptrdiff_t hit;

    while ((hit = str_find(page->source, S("{{"), page->at)) >= 0) {
        struct str text;
        struct str word;

        move_to(page, (size_t)hit);
        text = str_trim(inside_braces(page));
        word = next_word(&text);
        if (str_eq(word, S("include")))
            include(includes, page, text);
        if (str_eq(word, S("view")))
            page->view = text;
        if (str_eq(word, S("open")))
            page->html.loose = true;
        move_to(page, page->at + 2);
    }
    page->at = 0;
    page->line = 1;
    if (!is_name(page->name))
        tool_refuse(page->path, 1, "the name of a page is a C name");
    if (!is_name(page->view))
        tool_refuse(page->path, 1, "the view of a page is a C name");
}

static void weave_page(struct page *page)
{
    buf_text(page->out, "\nvoid page_%" STR_FMT "(struct out *out, const struct %" STR_FMT
             " *v)\n{\n    (void)out, (void)v;\n", STR_ARG(page->name), STR_ARG(page->view));
    weave_body(page);
    buf_put(page->out, S("}\n"));
}

static struct page *page_open(struct arena *mem, const char *path, const char *icons,
                              struct buf *out)
{
    struct page *page = NEW(mem, struct page);
    struct str base = tool_base(path);

    if (!str_ends(base, S(".html")))
        tool_refuse(path, 1, "the name of a template ends in .html");
    page->mem = mem;
    page->path = page->html.path = path;
    page->icons = icons;
    page->name = str_sub(base, 0, base.len - 5);
    page->view = arena_text(mem, "%" STR_FMT "_view", STR_ARG(page->name));
    page->source = tool_read(mem, path);
    page->line = 1;
    page->out = out;
    buf_init(&page->bytes, mem, 4096);
    buf_init(&page->literal, mem, 4096);
    if (!str_utf8(page->source))
        tool_refuse(path, 1, "these bytes are not UTF-8");
    return page;
}

static struct str source_of(struct arena *mem, const char *header, const struct includes *includes,
                            struct str bodies)
{
    struct buf out;

    buf_init(&out, mem, bodies.len + 4096);
    buf_text(&out, "/* Woven from templates by tools/weave_page. */\n#include \"%" STR_FMT "\"\n\n"
             "#include \"markup/out.h\"\n#include \"markup/words.h\"\n",
             STR_ARG(tool_base(header)));
    for (size_t i = 0; i < includes->n; i++)
        buf_text(&out, "#include %" STR_FMT "\n", STR_ARG(includes->at[i]));
    buf_put(&out, bodies);
    return buf_str(&out);
}

static void weave(struct arena *mem, const char *icons, char **argv, int argc)
{
    struct includes *includes = NEW(mem, struct includes);
    struct str guard = tool_name(mem, tool_base(argv[0]));
    struct buf bodies;
    struct buf header;

    buf_init(&bodies, mem, 1 << 18);
    buf_init(&header, mem, 1 << 12);
    buf_text(&header, "/* Woven from templates by tools/weave_page. */\n#ifndef WOVEN_%" STR_FMT
             "\n#define WOVEN_%" STR_FMT "\n\nstruct out;\n", STR_ARG(guard), STR_ARG(guard));
    for (int i = 2; i < argc; i++) {
        struct page *page = page_open(mem, argv[i], icons, &bodies);

        read_head(page, includes);
        buf_text(&header, "\nstruct %.*s;\nvoid page_%.*s(struct out *out, const struct %.*s *v);\n",
                 STR_ARG(page->view), STR_ARG(page->name), STR_ARG(page->view));
        weave_page(page);
    }
    buf_put(&header, S("\n#endif\n"));
    tool_write(mem, argv[0], buf_str(&header));
    tool_write(mem, argv[1], source_of(mem, argv[0], includes, buf_str(&bodies)));
}

int main(int argc, char **argv)
{
    const char *icons = NULL;
    struct arena *mem;
    int at = 1;

    if (argc > 3 && strcmp(argv[1], "--icons") == 0) {
        icons = argv[2];
        at = 3;
    }
    if (argc - at < 3) {
        fprintf(stderr, "usage: weave-page [--icons DIR] OUT.h OUT.c NAME.html...\n");
        return 2;
    }
    mem = arena_new(TOOL_LIMIT_BYTES);
    if (mem == NULL)
        return 1;
    weave(mem, icons, argv + at, argc - at);
    arena_free(mem);
    return 0;
}
