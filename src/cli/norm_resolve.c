#include <sys/stat.h>

#include "catalogue/oscal_write.h"
#include "catalogue/resolve.h"
#include "cli/norms.h"

/* A path without steps that lead nowhere, so that one file has one name: "." goes, and ".."
 * takes the step before it along. */
static struct str tidy_path(struct cli *cli, struct str path)
{
    struct str *steps = NEW_ARRAY(cli->mem, path.len + 1, struct str);
    bool root = str_starts(path, S("/"));
    struct buf out;
    size_t n = 0;

    while (path.at != NULL) {
        struct str step = str_cut(path, '/', &path);

        if (step.len == 0 || str_eq(step, S(".")))
            continue;
        if (str_eq(step, S("..")) && n > 0 && !str_eq(steps[n - 1], S("..")))
            n--;
        else
            steps[n++] = step;
    }
    buf_init(&out, cli->mem, 128);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 || root)
            buf_char(&out, '/');
        buf_put(&out, steps[i]);
    }
    return arena_str(cli->mem, buf_str(&out));
}

static struct str folder_of(struct str path)
{
    for (size_t i = path.len; i > 0; i--)
        if (path.at[i - 1] == '/')
            return str_sub(path, 0, i);
    return S("");
}

static int hex(char c)
{
    const char *digits = "0123456789abcdef0123456789ABCDEF";
    const char *at = c == 0 ? NULL : strchr(digits, c);

    return at == NULL ? -1 : (int)((at - digits) % 16);
}

/* %20 and the like as what they stand for; a nul byte is none. */
static struct str unescaped(struct cli *cli, struct str href)
{
    struct buf out;

    buf_init(&out, cli->mem, href.len + 1);
    for (size_t i = 0; i < href.len; i++) {
        bool escape = href.at[i] == '%' && i + 2 < href.len && hex(href.at[i + 1]) >= 0 &&
                      hex(href.at[i + 2]) >= 0;
        int c = escape ? hex(href.at[i + 1]) * 16 + hex(href.at[i + 2]) : href.at[i];

        if (c != 0)
            buf_char(&out, (char)c);
        i += escape ? 2 : 0;
    }
    return buf_str(&out);
}

/* A scheme (https:, file:) or a place of its own (/, //): only what is beside may be read. */
static bool is_outside(struct str href)
{
    for (size_t i = 0; i < href.len && href.at[i] != '/'; i++)
        if (href.at[i] == ':')
            return true;
    return str_starts(href, S("/"));
}

static enum outcome read_beside(void *arg, struct str from, struct str href, struct str *ret_name,
                                struct str *ret_bytes)
{
    struct cli *cli = arg;
    struct str path = href;
    struct stat st;

    if (from.len > 0) {
        if (is_outside(href))
            return REFUSED;
        path = unescaped(cli, href);
        path = arena_text(cli->mem, "%" STR_FMT "%" STR_FMT, STR_ARG(folder_of(from)),
                          STR_ARG(path));
    }
    *ret_name = tidy_path(cli, path);
    if (stat(ret_name->at, &st) != 0 || !S_ISREG(st.st_mode))
        return NOT_THERE;
    return cli_read_file(cli, *ret_name, OSCAL_BYTES_MAX, ret_bytes);
}

/* A file name as a reference: what no reference may hold is escaped. */
static struct str as_href(struct cli *cli, struct str path)
{
    struct str name = str_sub(path, folder_of(path).len, path.len);
    struct buf out;

    buf_init(&out, cli->mem, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];

        if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}%#?:", c) != NULL)
            buf_text(&out, "%%%02X", c);
        else
            buf_char(&out, (char)c);
    }
    return buf_str(&out);
}

/* FILE:LINE: PLACE: what is wrong. */
static void say(struct cli *cli, const struct resolve_note *note, bool remark)
{
    struct str line = note->what.line > 0 ? arena_text(cli->mem, ":%d", note->what.line) : S("");
    struct str kind = remark ? cli_word(cli, WORD_cli_remark) : note->what.pointer;

    cli_line(cli, arena_text(cli->mem, "%" STR_FMT "%" STR_FMT ": %" STR_FMT "%s%" STR_FMT,
                             STR_ARG(note->document), STR_ARG(line), STR_ARG(kind),
                             kind.len > 0 ? ": " : "",
                             STR_ARG(cli_rule(cli, note->what.key, note->what.arg))));
}

enum outcome cli_norm_resolve(struct cli *cli)
{
    char moment[MOMENT_TEXT_BYTES];
    struct resolve_source source = {read_beside, cli};
    struct resolve_wish wish = {
        .tool = arena_text(cli->mem, "waarborg %s", cli_hooks.version),
        .last_modified = moment_text(cli->now, moment)};
    const struct oscal *catalog;
    struct resolve_report report;
    struct stat st;
    struct buf out;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &wish.profile)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    if (stat(arena_str(cli->mem, wish.profile).at, &st) != 0) /* says why */
        return cli_read_file(cli, wish.profile, OSCAL_BYTES_MAX, &wish.source);
    wish.source = as_href(cli, wish.profile);
    o = resolve(cli->mem, &source, &wish, &catalog, &report);
    for (int i = 0; i < report.n_faults; i++)
        say(cli, &report.faults[i], false);
    for (int i = 0; i < report.n_remarks; i++)
        say(cli, &report.remarks[i], true);
    if (o != DONE)
        return o;
    buf_init(&out, cli->mem, 0);
    oscal_write(&out, catalog);
    return cli_bytes(cli, buf_str(&out));
}
