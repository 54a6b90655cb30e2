#include "weave_html.h"

#include "tool.h"

static struct str name_str(const struct html_name *name)
{
    return (struct str){name->at, name->len};
}

static bool name_is(const struct html_name *name, struct str text)
{
    return str_eq(name_str(name), text);
}

static bool is_one_of(struct str name, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(name, list[i]))
            return true;
    return false;
}

#define IS_ONE_OF(name, list) is_one_of((name), (list), sizeof(list) / sizeof *(list))

static bool is_void(const struct html_name *tag)
{
    static const struct str names[] = {
        STR_INIT("area"), STR_INIT("base"), STR_INIT("br"),    STR_INIT("col"),
        STR_INIT("hr"),   STR_INIT("img"),  STR_INIT("input"), STR_INIT("link"),
        STR_INIT("meta"), STR_INIT("embed"), STR_INIT("source"), STR_INIT("track"),
        STR_INIT("wbr"),
    };

    return IS_ONE_OF(name_str(tag), names);
}

static bool is_address(const struct html_name *attr)
{
    static const struct str names[] = {
        STR_INIT("href"),   STR_INIT("src"),        STR_INIT("action"), STR_INIT("formaction"),
        STR_INIT("poster"), STR_INIT("xlink:href"), STR_INIT("data"),   STR_INIT("cite"),
        STR_INIT("srcset"), STR_INIT("background"), STR_INIT("ping"),   STR_INIT("manifest"),
    };

    return IS_ONE_OF(name_str(attr), names);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void name_add(const struct html *html, struct html_name *name, char c)
{
    if (name->len == HTML_NAME_MAX)
        tool_refuse(html->path, html->line, "the name %" STR_FMT "… is too long",
                    STR_ARG(name_str(name)));
    name->at[name->len++] = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
}

bool html_in(const struct html *html, struct str name)
{
    for (size_t i = 0; i < html->n_open; i++)
        if (name_is(&html->open[i].name, name))
            return true;
    return false;
}

static bool in_plain_text(const struct html *html)
{
    return html_in(html, S("textarea")) ||
           (html_in(html, S("title")) && !html_in(html, S("svg")));
}

bool html_is_markup(const struct html *html)
{
    return html->where == HTML_IN_TEXT && !in_plain_text(html);
}

bool html_keeps_space(const struct html *html)
{
    return html->where == HTML_VALUE || html_in(html, S("pre")) || html_in(html, S("textarea"));
}

static void open_element(struct html *html)
{
    if (html->n_open == HTML_DEPTH_MAX)
        tool_refuse(html->path, html->line, "more than %d elements inside one another",
                    HTML_DEPTH_MAX);
    html->open[html->n_open++] = (struct html_element){html->tag, html->line};
}

static void close_element(struct html *html)
{
    const struct html_element *top = html->n_open == 0 ? NULL : &html->open[html->n_open - 1];

    if (top == NULL && html->loose)
        return;
    if (top == NULL)
        tool_refuse(html->path, html->line, "</%" STR_FMT "> closes nothing",
                    STR_ARG(name_str(&html->tag)));
    if (!name_is(&top->name, name_str(&html->tag)))
        tool_refuse(html->path, html->line, "</%" STR_FMT "> closes <%" STR_FMT "> of line %zu",
                    STR_ARG(name_str(&html->tag)), STR_ARG(name_str(&top->name)), top->line);
    html->n_open--;
}

static void end_start_tag(struct html *html)
{
    if (name_is(&html->tag, S("style")))
        tool_refuse(html->path, html->line, "a <style> element: rules stand in the style sheet");
    if (name_is(&html->tag, S("script")) && !html->has_src)
        tool_refuse(html->path, html->line, "an inline <script>: scripts come from a file, by src");
    if (in_plain_text(html))
        tool_refuse(html->path, html->line, "<%" STR_FMT "> inside a title or a textarea",
                    STR_ARG(name_str(&html->tag)));
    if (html->self_closed && !is_void(&html->tag) && !html_in(html, S("svg")))
        tool_refuse(html->path, html->line, "<%" STR_FMT "/> does not close itself in HTML",
                    STR_ARG(name_str(&html->tag)));
    if (!html->self_closed && !is_void(&html->tag))
        open_element(html);
}

static void end_tag(struct html *html)
{
    html->where = HTML_IN_TEXT;
    html->want_space = false;
    if (html->closing)
        close_element(html);
    else
        end_start_tag(html);
}

/* A whole attribute name has been read. */
static void end_attr_name(struct html *html)
{
    struct str name = name_str(&html->attr);

    if (str_eq(name, S("style")))
        tool_refuse(html->path, html->line, "a style attribute: use a class");
    if (str_starts(name, S("on")) || str_starts(name, S("hx-on")) ||
        str_starts(name, S("data-hx-on")))
        tool_refuse(html->path, html->line, "%" STR_FMT ": scripts stand in a file",
                    STR_ARG(name));
    if (str_eq(name, S("srcdoc")))
        tool_refuse(html->path, html->line, "srcdoc: a page inside an attribute");
    if (str_eq(name, S("src")))
        html->has_src = true;
}

static void begin_value(struct html *html)
{
    html->value_n = 0;
    html->value_slash = html->value_rooted = false;
    html->value_head.len = 0;
}

/* Static bytes of a value: what its beginning says about where it leads. */
static void value_byte(struct html *html, char c)
{
    struct str head;

    if (html->value_head.len < HTML_NAME_MAX && !is_space(c))
        name_add(html, &html->value_head, c);
    head = name_str(&html->value_head);
    if (c == ':' && (str_eq(head, S("javascript:")) || str_eq(head, S("js:")) ||
                     str_eq(head, S("vbscript:")) ||
                     (is_address(&html->attr) && str_eq(head, S("data:")))))
        tool_refuse(html->path, html->line, "a value that begins with %" STR_FMT, STR_ARG(head));
    html->value_n++;
    html->value_slash |= c == '/';
    /* A lone / is not enough: with a value that begins with / it would be //host. */
    if (c == '?' || c == '#' || c == ':' || (html->value_slash && html->value_n > 1))
        html->value_rooted = true;
}

static void text_byte(struct html *html, char c)
{
    if (html->n_open > 0 && name_is(&html->open[html->n_open - 1].name, S("script")) &&
        c != '<' && !is_space(c))
        tool_refuse(html->path, html->line, "text inside a <script>: scripts stand in a file");
    if (c == '<')
        html->where = HTML_TAG_OPENS;
}

static void tag_opens_byte(struct html *html, char c)
{
    if (c == '/' && !html->closing) {
        html->closing = true;
        return;
    }
    if (c == '!' && !html->closing) {
        html->where = HTML_DECLARATION;
        return;
    }
    if (!is_letter(c))
        tool_refuse(html->path, html->line, "a < that opens no tag is written &lt;");
    html->tag.len = 0;
    html->self_closed = html->has_src = false;
    name_add(html, &html->tag, c);
    html->where = HTML_TAG_NAME;
}

static void in_tag_byte(struct html *html, char c)
{
    if (c == '>') {
        end_tag(html);
    } else if (c == '/') {
        html->self_closed = true;
    } else if (is_space(c)) {
        html->want_space = false;
    } else if (html->want_space || html->self_closed) {
        tool_refuse(html->path, html->line, "a space is missing between two attributes");
    } else if (c == '"' || c == '\'' || c == '<' || c == '=' || c == '{' || c == '}') {
        tool_refuse(html->path, html->line, "a %c where an attribute begins", c);
    } else {
        html->attr.len = 0;
        name_add(html, &html->attr, c);
        html->where = HTML_ATTR_NAME;
    }
}

static void attr_byte(struct html *html, char c)
{
    bool named = html->where == HTML_ATTR_NAMED;

    if (!named && !is_space(c) && c != '=' && c != '>' && c != '/') {
        name_add(html, &html->attr, c);
        return;
    }
    if (!named)
        end_attr_name(html);
    if (c == '=') {
        html->where = HTML_VALUE_OPENS;
    } else if (is_space(c)) {
        html->where = HTML_ATTR_NAMED;
    } else {
        html->where = HTML_IN_TAG;
        in_tag_byte(html, c);
    }
}

static void value_opens_byte(struct html *html, char c)
{
    if (is_space(c))
        return;
    begin_value(html);
    if (c == '"' || c == '\'') {
        html->quote = c;
        html->where = HTML_VALUE;
    } else {
        html->where = HTML_VALUE_BARE;
        value_byte(html, c);
    }
}

static void in_value_byte(struct html *html, char c)
{
    bool ends = html->where == HTML_VALUE ? c == html->quote : is_space(c) || c == '>';

    if (!ends) {
        value_byte(html, c);
        return;
    }
    html->want_space = html->where == HTML_VALUE;
    html->where = HTML_IN_TAG;
    if (c == '>')
        end_tag(html);
}

void html_byte(struct html *html, char c)
{
    switch (html->where) {
    case HTML_IN_TEXT:
        html->closing = false;
        text_byte(html, c);
        break;
    case HTML_TAG_OPENS:
        tag_opens_byte(html, c);
        break;
    case HTML_TAG_NAME:
        if (is_space(c) || c == '>' || c == '/') {
            html->where = HTML_IN_TAG;
            in_tag_byte(html, c);
        } else {
            name_add(html, &html->tag, c);
        }
        break;
    case HTML_IN_TAG:
        in_tag_byte(html, c);
        break;
    case HTML_ATTR_NAME:
    case HTML_ATTR_NAMED:
        attr_byte(html, c);
        break;
    case HTML_VALUE_OPENS:
        value_opens_byte(html, c);
        break;
    case HTML_VALUE_BARE:
    case HTML_VALUE:
        in_value_byte(html, c);
        break;
    case HTML_DECLARATION:
        if (c == '>')
            html->where = HTML_IN_TEXT;
        break;
    }
}

/* Why no value may stand here; NULL when one may. */
static const char *no_value_here(const struct html *html)
{
    switch (html->where) {
    case HTML_IN_TEXT:
        if (html->n_open > 0 && name_is(&html->open[html->n_open - 1].name, S("script")))
            return "{{…}} inside a <script>";
        return NULL;
    case HTML_VALUE:
        return NULL;
    case HTML_TAG_OPENS:
    case HTML_TAG_NAME:
        return "{{…}} in the name of a tag";
    case HTML_IN_TAG:
    case HTML_ATTR_NAME:
    case HTML_ATTR_NAMED:
        return "{{…}} in the name of an attribute";
    case HTML_VALUE_OPENS:
    case HTML_VALUE_BARE:
        return "{{…}} in a value without quotes";
    case HTML_DECLARATION:
        return "{{…}} in a declaration";
    }
    return "{{…}} here";
}

static void refuse_address(const struct html *html)
{
    tool_refuse(html->path, html->line,
                "%" STR_FMT " begins with a value: write {{path …}}, or {{url …}} for one segment",
                STR_ARG(name_str(&html->attr)));
}

void html_value(struct html *html, struct str what)
{
    const char *why = no_value_here(html);
    struct str attr = name_str(&html->attr);
    bool is_path = str_eq(what, S("path")) || str_eq(what, S("away"));

    if (why != NULL)
        tool_refuse(html->path, html->line, "%s", why);
    if (html->where != HTML_VALUE)
        return;
    if (str_starts(attr, S("hx-")) || str_starts(attr, S("data-hx-")))
        tool_refuse(html->path, html->line, "{{…}} in %" STR_FMT ": htmx reads fixed text only",
                    STR_ARG(attr));
    if (is_path && html->value_n > 0)
        tool_refuse(html->path, html->line, "{{path …}} is a whole address: it begins the value");
    if (is_address(&html->attr) && !html->value_rooted && !is_path && !str_eq(what, S("url")) &&
        !str_eq(what, S("asset")))
        refuse_address(html);
    html->value_n++;
    if (is_path || str_eq(what, S("asset")) || str_eq(what, S("url")))
        html->value_rooted = true;
}

void html_branch(struct html *html)
{
    switch (html->where) {
    case HTML_TAG_NAME:
        html->where = HTML_IN_TAG;
        html->want_space = true;
        break;
    case HTML_ATTR_NAME:
        end_attr_name(html);
        html->where = HTML_IN_TAG;
        html->want_space = true;
        break;
    case HTML_ATTR_NAMED:
        html->where = HTML_IN_TAG;
        break;
    case HTML_TAG_OPENS:
    case HTML_VALUE_OPENS:
    case HTML_VALUE_BARE:
    case HTML_DECLARATION:
        tool_refuse(html->path, html->line, "%s", no_value_here(html));
    case HTML_IN_TEXT:
    case HTML_IN_TAG:
    case HTML_VALUE:
        break;
    }
}

static bool same_name(const struct html_name *a, const struct html_name *b)
{
    return str_eq(name_str(a), name_str(b));
}

static bool same_place(const struct html *a, const struct html *b)
{
    if (a->where != b->where)
        return false;
    if (a->where == HTML_VALUE && (a->quote != b->quote || !same_name(&a->attr, &b->attr)))
        return false;
    return a->where == HTML_IN_TEXT ||
           (same_name(&a->tag, &b->tag) && a->closing == b->closing &&
            a->self_closed == b->self_closed);
}

/* The element that one branch has and the other has not. */
static const struct html_element *odd_element(const struct html *a, const struct html *b)
{
    size_t shared = a->n_open < b->n_open ? a->n_open : b->n_open;

    for (size_t i = 0; i < shared; i++)
        if (!same_name(&a->open[i].name, &b->open[i].name))
            return &a->open[i];
    if (a->n_open == b->n_open)
        return NULL;
    return a->n_open > shared ? &a->open[shared] : &b->open[shared];
}

void html_join(struct html *html, const struct html *other, const char *what)
{
    const struct html_element *odd = odd_element(html, other);

    if (!same_place(html, other))
        tool_refuse(html->path, html->line,
                    "the branches of {{%s}} end in different places of a tag", what);
    if (odd != NULL && !html->loose)
        tool_refuse(html->path, html->line,
                    "<%" STR_FMT "> of line %zu is opened or closed inside {{%s}} only",
                    STR_ARG(name_str(&odd->name)), odd->line, what);
    html->want_space |= other->want_space;
    html->has_src &= other->has_src;
    html->value_rooted &= other->value_rooted;
    html->value_slash &= other->value_slash;
    if (other->value_n > html->value_n)
        html->value_n = other->value_n;
}

void html_end(const struct html *html)
{
    const struct html_element *top = html->n_open == 0 ? NULL : &html->open[html->n_open - 1];

    if (html->where != HTML_IN_TEXT)
        tool_refuse(html->path, html->line, "the template ends inside a tag");
    if (top != NULL && !html->loose)
        tool_refuse(html->path, top->line, "<%" STR_FMT "> is never closed",
                    STR_ARG(name_str(&top->name)));
}
