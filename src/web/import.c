/* web/import.c - come with what you have, and take it along: sheets in and out.
 *
 * What was sent goes along on the page as CSV, so that what was looked at is what
 * is saved; the server keeps nothing between the two steps.
 */
#include "web/import.h"

#include "acts/file_scan.h"
#include "acts/norms.h"
#include "acts/objects.h"
#include "base/bug.h"
#include "press/sifter.h"
#include "web/derived.h"
#include "web/download.h"
#include "web/measures.h"
#include "web/pages.h"

enum {
    TEXT_MAX_BYTES = 1024 * 1024,
    PART_BYTES = FORM_VALUE_BYTES / 2 /* a line end becomes two bytes on its way back */
};

/* ---- the sheet that was sent ---- */

static enum outcome read_file(struct job *job, const struct page *page, const struct sheet **ret)
{
    size_t before = job->faults.n;
    struct str name;
    struct str bytes;
    enum scan_is scan;
    enum outcome o;

    if (!form_file(&page->form, S("file"), &name, &bytes) || bytes.len == 0)
        return job_refuse(job, S("file"), S("import.none"));
    if (bytes.len > IMPORT_FILE_LIMIT_BYTES)
        return job_refuse(job, S("file"), S("import.too_large"));
    if ((o = file_scan_ask(job, S("file"), bytes, &scan)) != DONE)
        return o;
    o = sifter_sheet(job->mem, bytes, ret, &job->faults, &job->broke);
    for (size_t i = before; i < faults_kept(&job->faults); i++)
        faults_at(&job->faults, i)->field = S("file");
    return o;
}

/* A browser writes a line end in a form as CR LF; here it was a lone LF. */
static void put_lines(struct buf *out, struct str text)
{
    struct str rest = text;

    while (rest.at != NULL && rest.len > 0) {
        struct str line = str_cut(rest, '\n', &rest);

        if (rest.at != NULL && str_ends(line, S("\r")))
            line.len--;
        buf_put(out, line);
        buf_put(out, rest.at != NULL ? S("\n") : S(""));
    }
}

/* The sheet from the page before: its parts one after another. */
static enum outcome read_parts(struct job *job, const struct page *page, const struct sheet **ret)
{
    struct buf csv;

    buf_init(&csv, job->mem, 64 * 1024);
    for (size_t i = 0; i < page->form.n; i++)
        if (str_eq(page->form.at[i].name, S("csv")))
            put_lines(&csv, page->form.at[i].value);
    return sifter_sheet(job->mem, buf_str(&csv), ret, &job->faults, &job->broke);
}

static struct str csv_of(struct job *job, const struct sheet *sheet)
{
    struct buf out;

    buf_init(&out, job->mem, 64 * 1024);
    csv_sheet(&out, sheet);
    return buf_str(&out);
}

/* ---- the pages ---- */

/* Which cell of the line, and what is wrong with it.  words: import. */
static struct str fault_says(const struct page *page, const struct fault *fault)
{
    struct str text = fault->key;
    enum word word;

    if (word_find(fault->key, &word))
        text = word_fill(page->job->mem, page->out.lang, word, WARG(fault->arg), WORD_NO_ARG);
    return arena_text(page->job->mem, "%" STR_FMT ": %" STR_FMT, STR_ARG(fault->field),
                      STR_ARG(text));
}

static void fill_rows(struct job *job, struct import_view *v)
{
    static const enum word whats[] = {
        [IMPORT_NEW] = WORD_import_is_new, [IMPORT_CHANGED] = WORD_import_is_changed,
        [IMPORT_SAME] = WORD_import_is_same, [IMPORT_FAULTY] = WORD_import_is_faulty,
    };
    const struct norm *norm = norms_get(job, v->page->org.norm);

    v->rows = NEW_ARRAY(job->mem, v->preview->n, struct import_row);
    for (size_t i = 0; i < v->preview->n; i++) {
        const struct import_line *line = &v->preview->lines[i];
        struct import_row *row = &v->rows[v->rows_n++];

        *row = (struct import_row){.of = line, .what = whats[line->what]};
        if (norm != NULL && line->item != ITEM_NONE)
            row->title = norm->items[line->item].title[job->lang];
        row->faults = NEW_ARRAY(job->mem, (size_t)line->n_faults, struct str);
        for (int k = 0; k < line->n_faults; k++)
            row->faults[row->faults_n++] = fault_says(v->page, &line->faults[k]);
    }
}

static enum outcome show(struct page *page, struct import_view *v)
{
    const struct object_line *line;
    struct objects *of;
    enum outcome o;

    if (about_asked(page) != 0) {
        if ((o = act_objects(page->job, &of)) != DONE)
            return o;
        if ((line = objects_at(of, about_asked(page))) == NULL)
            return NOT_THERE;
        v->about = line->object;
    }
    page_top(page, WORD_import_title, NAV_MEASURES);
    page_import(&page->out, v);
    page_bottom(page);
    return DONE;
}

enum outcome import_get(struct job *job, struct page *page)
{
    struct import_view v = {.page = page};

    (void)job;
    return page_may(page, MAY_ASSIGN) ? show(page, &v) : FORBIDDEN;
}

static enum outcome show_again(struct job *job, struct page *page, enum outcome o)
{
    struct import_view v = {.page = page};

    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return job_broke(job);
    return page_after(o, show(page, &v));
}

static enum outcome preview(struct job *job, struct page *page)
{
    struct import_view v = {.page = page};
    struct import_preview *preview;
    const struct sheet *sheet;
    enum outcome o;

    if ((o = read_file(job, page, &sheet)) != DONE ||
        (o = act_import(job, about_asked(page), sheet, false, &preview)) != DONE)
        return show_again(job, page, o);
    v.preview = preview;
    v.changes = preview->n_new + preview->n_changed;
    v.csv = csv_of(job, sheet);
    if (v.csv.len > TEXT_MAX_BYTES)
        return show_again(job, page, job_refuse(job, S("file"), S("import.too_large")));
    fill_rows(job, &v);
    return show(page, &v);
}

enum outcome import_post(struct job *job, struct page *page)
{
    struct import_preview *done;
    const struct sheet *sheet;
    int changes;
    enum outcome o;

    if (!form_has(&page->form, S("csv")))
        return preview(job, page);
    if ((o = read_parts(job, page, &sheet)) != DONE)
        return show_again(job, page, o);
    o = act_import(job, about_asked(page), sheet, true, &done);
    changes = o == DONE ? done->n_new + done->n_changed : 0;
    o = page_settle(page, o);
    if (o != DONE)
        return show_again(job, page, o);
    page_done(page, WORD_done_imported, changes);
    page_go(page, "/maatregelen%" STR_FMT, STR_ARG(about_rest(page, about_asked(page))));
    return DONE;
}

/* The sheet in pieces that a form takes: cut between code points. */
void page_import_parts(struct out *out, struct str csv)
{
    while (csv.len > 0) {
        size_t n = csv.len < PART_BYTES ? csv.len : PART_BYTES;

        while (n < csv.len && ((unsigned char)csv.at[n] & 0xc0) == 0x80)
            n--;
        PUT(out, HTML("<textarea hidden name=csv>\n"));
        PUT(out, str_sub(csv, 0, n));
        PUT(out, HTML("</textarea>"));
        csv = str_sub(csv, n, csv.len);
    }
}

/* ---- and out again ---- */

/* The list as it is filtered now, and in words which filter that was. */
static enum outcome export_list(struct job *job, struct page *page, struct table **ret,
                                struct str *ret_filter)
{
    const struct norm *norm = norms_get(job, page->org.norm);
    struct measures_query query;
    struct measures *list;
    struct str filter;
    enum outcome o;

    if (norm == NULL)
        return NOT_THERE;
    if ((o = measures_query_read(job, &page->query, norm, &query)) != DONE ||
        (o = act_measures(job, &query.filter, &list)) != DONE ||
        (o = act_export(job, query.filter.object, list->items, list->n, ret)) != DONE)
        return o;
    *ret_filter = filter = measures_query_says(page, &query, list->picture);
    if (filter.len == 0)
        filter = word_plain(job->lang, WORD_measures_no_filter);
    (*ret)->subtitle = word_fill(job->mem, job->lang, WORD_measures_file_filter, WARG(filter),
                                 WARG(job->on));
    return DONE;
}

enum { FILTER_NAME_BYTES = 100 };

/* What no file system takes becomes a space, and of several one. */
static struct str safe_name(struct arena *mem, struct str said)
{
    struct buf out;

    buf_init(&out, mem, said.len + 1);
    for (size_t i = 0; i < said.len; i++) {
        char c = said.at[i];

        if ((unsigned char)c < ' ' || strchr("/\\:*?\"<>|%", c) != NULL)
            c = ' ';
        if (c != ' ' || (out.len > 0 && out.at[out.len - 1] != ' '))
            buf_char(&out, c);
    }
    return str_trim(str_fit(buf_str(&out), FILTER_NAME_BYTES));
}

/* A file's name says of when it is and which part: a CSV has no other place for it. */
static struct str file_name(const struct page *page, struct str filter)
{
    struct arena *mem = page->job->mem;
    char day[DAY_TEXT_BYTES];

    filter = safe_name(mem, filter);
    day_text(page->job->on, day);
    return arena_text(mem, "%" STR_FMT "-%s%s%" STR_FMT "%s",
                      STR_ARG(word_plain(page->out.lang, WORD_measures_file_name)), day,
                      filter.len > 0 ? " (" : "", STR_ARG(filter), filter.len > 0 ? ")" : "");
}

enum outcome measures_file_get(struct job *job, struct page *page)
{
    struct table *table;
    struct paper paper = {.title = word_plain(page->out.lang, WORD_measures_title),
                          .org = page->org.name, .as_of = job->on,
                          .n_tables = 1, .lang = page->out.lang};
    struct str filter;
    struct str rest;
    enum outcome o;

    if (look_other(page))
        return derived_list_file(job, page);
    if ((o = export_list(job, page, &table, &filter)) != DONE)
        return o;
    paper.tables = table;
    return download_paper(page, &paper, file_name(page, filter),
                          download_kind(page->request->path, &rest));
}
