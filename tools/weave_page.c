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
 *   {{url expr}} {{path expr}} {{dec expr}}    out_url, out_path, out_decimal
 *   {{away expr}}     out_away: a whole address on another site
 *   {{short expr}}          a day with a short month; {{plain expr}} without a <time>
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
 * HTML comments are dropped, and </td> before the next cell.
 */
#include <stdio.h>
#include <stdlib.h>

#include "weave_page.h"

enum { INCLUDES_MAX = 256 };

struct includes {
    struct str at[INCLUDES_MAX];
    size_t n;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
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

static void check_expr(struct page *page, struct str expr)
{
    for (size_t i = 0; i < expr.len; i++)
        if (memchr(";{}\n", expr.at[i], 4) != NULL)
            tool_refuse(page->path, page->line, "a value holds no ; { } or line end");
}

static void weave_directive(struct page *page)
{
    size_t from = page->at;
    struct str text = inside_braces(page);
    struct str rest = str_trim(text);
    struct str all = rest;
    bool remark = text.len > 0 && text.at[0] == '#';
    struct str word = page_word(&rest);
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
        page_flush(page);
    if (it != NULL)
        it->weave(page, word, rest);
    else if (!remark)
        page_expr(page, all);
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
            page_put(page, page->source.at[to]);
    }
    if (!keeps && !has_end)
        for (size_t i = page->at; i < to; i++)
            page_put(page, page->source.at[i]);
    if (!keeps && has_end && last_byte(page) != '\n')
        page_put(page, '\n');
    move_to(page, to);
}

static void weave_byte(struct page *page)
{
    bool was_in_tag = page->html.where != HTML_IN_TEXT;
    bool was_open = html_in(&page->html, S("textarea"));

    page_put(page, page->source.at[page->at]);
    move_to(page, page->at + 1);
    /* A browser drops a line end right after <textarea>; without this one it would
     * drop the first of the person's own. */
    if (was_in_tag && !was_open && html_in(&page->html, S("textarea")) &&
        str_starts(str_sub(page->source, page->at, page->source.len), S("{{")))
        page_put(page, '\n');
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
    page_flush(page);
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
        word = page_word(&text);
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
    if (!page_is_name(page->name))
        tool_refuse(page->path, 1, "the name of a page is a C name");
    if (!page_is_name(page->view))
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
