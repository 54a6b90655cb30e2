#include "weave_page.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool page_is_name(struct str s)
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
void page_flush(struct page *page)
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

/* A cell ends by itself where the next one begins [HTML 13.1.2.4]; in a list of many
 * rows those end tags are thousands of bytes. */
static void drop_cell_end(struct buf *bytes)
{
    enum { END = sizeof "</td>" - 1, NEXT = sizeof "<td" - 1 };
    char *next = bytes->at + bytes->len - NEXT;

    if (str_ends(buf_str(bytes), S("</td><td")) || str_ends(buf_str(bytes), S("</td><th"))) {
        memmove(next - END, next, NEXT);
        bytes->len -= END;
    }
}

void page_put(struct page *page, char c)
{
    if (page->literal.len == 0 && page->bytes.len == 0)
        page->static_line = page->line;
    page->html.line = page->line;
    html_byte(&page->html, c);
    buf_char(&page->bytes, c);
    drop_cell_end(&page->bytes);
}

/* Static text that is markup of our own making: an icon. */
static void put_markup(struct page *page, struct str markup)
{
    for (size_t i = 0; i < markup.len; i++)
        page_put(page, markup.at[i]);
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

struct str page_word(struct str *rest)
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
    struct str key = page_word(&rest);
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
    struct str prefix = page_word(&rest);

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

/* {{short day}} is a <time>; {{plain day}} only text, which may stand anywhere. */
static void weave_day(struct page *page, struct str what, struct str rest)
{
    bool plain = str_eq(what, S("plain"));

    need_expr(page, what, rest);
    if (!plain)
        need_markup(page, what);
    begin_statement(page);
    buf_text(page->out, "%s(out, %" STR_FMT "%s);\n", plain ? "word_put_day" : "out_day_short",
             STR_ARG(rest), plain ? ", false" : "");
}

static void weave_call(struct page *page, struct str what, struct str rest)
{
    const char *call = str_eq(what, S("url"))    ? "out_url(out, "
                       : str_eq(what, S("path")) ? "out_path(out, "
                       : str_eq(what, S("away")) ? "out_away(out, "
                       : str_eq(what, S("dec"))  ? "out_decimal(out, "
                                                 : "out_html(out, word_html(out->lang, ";

    need_expr(page, what, rest);
    begin_statement(page);
    buf_text(page->out, "%s%" STR_FMT ")%s;\n", call, STR_ARG(rest),
             str_eq(what, S("word")) ? ")" : "");
}

void page_expr(struct page *page, struct str expr)
{
    begin_statement(page);
    buf_text(page->out, "%s(out, %" STR_FMT ");\n",
             html_is_markup(&page->html) ? "PUT" : "PUT_ATTR", STR_ARG(expr));
}

static void weave_use(struct page *page, struct str what, struct str rest)
{
    struct str other = page_word(&rest);

    need_expr(page, what, rest);
    need_markup(page, what);
    if (!page_is_name(other))
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
    struct str name = page_word(&rest);
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
    struct str it = page_word(&rest);
    struct str in = page_word(&rest);
    struct str list = rest;

    need_expr(page, what, list);
    if (!page_is_name(it) || !str_eq(in, S("in")))
        tool_refuse(page->path, page->line, "write {{each r in rows}}");
    if (page_is_name(list))
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

static const struct directive directives[] = {
    {STR_INIT("t"), KIND_VALUE, weave_words},     {STR_INIT("of"), KIND_VALUE, weave_of},
    {STR_INIT("word"), KIND_VALUE, weave_call},   {STR_INIT("url"), KIND_VALUE, weave_call},
    {STR_INIT("path"), KIND_VALUE, weave_call},   {STR_INIT("dec"), KIND_VALUE, weave_call},
    {STR_INIT("away"), KIND_VALUE, weave_call},
    {STR_INIT("short"), KIND_VALUE, weave_day},   {STR_INIT("plain"), KIND_VALUE, weave_day},
    {STR_INIT("use"), KIND_VALUE, weave_use},
    {STR_INIT("asset"), KIND_STATIC, weave_asset}, {STR_INIT("icon"), KIND_STATIC, weave_icon},
    {STR_INIT("if"), KIND_BRANCH, weave_if},      {STR_INIT("elif"), KIND_BRANCH, weave_else},
    {STR_INIT("else"), KIND_BRANCH, weave_else},  {STR_INIT("end"), KIND_BRANCH, weave_end},
    {STR_INIT("each"), KIND_BRANCH, weave_each},  {STR_INIT("include"), KIND_HEAD, weave_nothing},
    {STR_INIT("view"), KIND_HEAD, weave_nothing}, {STR_INIT("open"), KIND_HEAD, weave_nothing},
};

const struct directive *directive_of(struct str word)
{
    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
        if (str_eq(directives[i].word, word))
            return &directives[i];
    return NULL;
}
