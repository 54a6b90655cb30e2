#include "web/derived.h"

#include "base/bug.h"
#include "web/download.h"
#include "web/pages.h"

/* ---- overview and gap ---- */

static void fill_rows(struct page *page, struct derived_groups_view *view, enum gap_by by,
                      const struct spread_row *rows, int n)
{
    const struct view *it = view->it;

    view->page = page;
    view->title = it->norm->title[page->out.lang];
    view->whole = &it->whole;
    view->more = page_look_more(page);
    view->by = choice_word(&gap_by_choices, (int)by);
    view->twice = by == GAP_BY_DUTY || by == GAP_BY_CSF;
    view->rows_n = (size_t)n;
    view->rows = NEW_ARRAY(page->job->mem, view->rows_n, struct gap_line);
    for (int i = 0; i < n; i++) {
        view->rows[i] = gap_line_at(page, it, by, rows[i].at);
        view->rows[i].count = &rows[i].count;
    }
}

enum outcome derived_overview(struct job *job, struct page *page, const struct dashboard *it)
{
    struct derived_groups_view view = {.it = &it->view};

    (void)job;
    fill_rows(page, &view, GAP_BY_THEME, it->spread, it->n_spread);
    view.look = look_of(page, &it->view, "/");
    page_top(page, WORD_nav_overview, NAV_OVERVIEW);
    page_derived_groups(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome derived_gap(struct job *job, struct page *page, const struct gap_view *it)
{
    struct derived_groups_view view = {.it = &it->view, .is_gap = true};

    (void)job;
    fill_rows(page, &view, it->by, it->spread, it->n_spread);
    view.look = look_of(page, &it->view, "/gap");
    view.tabs_n = gap_tabs(&it->view, it->by, view.tabs);
    page_top(page, WORD_gap_title, NAV_GAP);
    page_derived_groups(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- which items ---- */

enum what {
    WHAT_ALL, WHAT_MEETS, WHAT_PARTLY, WHAT_NOT, WHAT_UNKNOWN, WHAT_NVT, WHAT_COUNTED,
    WHAT_UNCOVERED, WHAT_TESTED, WHAT_OWN_WORD, WHAT_OWN, WHAT_STATUS, WHAT_COVERED, WHAT_COUNT
};

static const struct {
    const char *word;
    enum word says;
} whats[WHAT_COUNT] = {
    [WHAT_ALL] = {"", WORD_col_items},
    [WHAT_MEETS] = {"voldoet", WORD_status_voldoet},
    [WHAT_PARTLY] = {"deels", WORD_status_deels},
    [WHAT_NOT] = {"niet", WORD_status_niet},
    [WHAT_UNKNOWN] = {"onbekend", WORD_status_onbekend},
    [WHAT_NVT] = {"nvt", WORD_status_nvt},
    [WHAT_COUNTED] = {"geteld", WORD_derived_touched},
    [WHAT_UNCOVERED] = {"nietgedekt", WORD_derived_uncovered},
    [WHAT_TESTED] = {"getoetst", WORD_hardness_getoetst},
    [WHAT_OWN_WORD] = {"eigenopgave", WORD_col_own_word},
    [WHAT_OWN] = {"eigen", WORD_rule_own},
    [WHAT_STATUS] = {"stand", WORD_derived_with_status},
    [WHAT_COVERED] = {"gedekt", WORD_derived_covered},
};

static bool is_what(const struct derived *it, enum what what)
{
    static const enum status statuses[] = {
        [WHAT_MEETS] = STATUS_MEETS, [WHAT_PARTLY] = STATUS_PARTLY, [WHAT_NOT] = STATUS_NOT,
        [WHAT_UNKNOWN] = STATUS_UNKNOWN, [WHAT_NVT] = STATUS_NOT_APPLICABLE,
    };
    bool has = it->kind == DERIVED_OWN || it->kind == DERIVED_JUDGED;

    switch (what) {
    case WHAT_MEETS: case WHAT_PARTLY: case WHAT_NOT: case WHAT_UNKNOWN: case WHAT_NVT:
        return has && it->status == statuses[what];
    case WHAT_COUNTED:
        return it->kind == DERIVED_COUNTED;
    case WHAT_UNCOVERED:
        return it->kind == DERIVED_UNCOVERED;
    case WHAT_TESTED:
        return has && it->tested;
    case WHAT_OWN_WORD:
        return has && it->own_word;
    case WHAT_OWN:
        return it->kind == DERIVED_OWN;
    case WHAT_STATUS:
        return has;
    case WHAT_COVERED:
        return it->kind != DERIVED_UNCOVERED;
    case WHAT_ALL: case WHAT_COUNT:
        break;
    }
    return true;
}

/* What the list is narrowed to. A group of the selection goes before one of the norm. */
static const struct {
    const char *param;
    enum gap_by by, else_by;
} ways[] = {
    {"groep", GAP_BY_GROUP, GAP_BY_THEME}, {"onder", GAP_BY_CONTROL, GAP_BY_CONTROL},
    {"rol", GAP_BY_DUTY, GAP_BY_DUTY}, {"csf", GAP_BY_CSF, GAP_BY_CSF},
};
enum { WAYS = sizeof ways / sizeof *ways };

/* The list as the address asks for it. */
struct asked {
    struct view view;
    struct slice slices[WAYS];
    int rows[WAYS];    /* of each slice, or -1: not asked         */
    bool narrowed;
    enum what what;
    int *items;
    int n;
    int all;           /* without ways and what                   */
};

static int row_of(const struct slice *slice, struct str key)
{
    for (int row = slice_rows(slice) - 1; row >= 0; row--)
        if (str_eq(slice_at(slice, row).key, key))
            return row;
    return -1;
}

static enum outcome read_ways(struct job *job, const struct page *page, struct asked *it)
{
    for (int i = 0; i < WAYS; i++) {
        struct str key = form_str(&page->query, str_of(ways[i].param));

        it->rows[i] = -1;
        if (key.len == 0)
            continue;
        it->slices[i] = view_slice(&it->view, ways[i].by);
        if ((it->rows[i] = row_of(&it->slices[i], key)) < 0) {
            it->slices[i].by = ways[i].else_by;
            it->rows[i] = row_of(&it->slices[i], key);
        }
        if (it->rows[i] < 0)
            return job_refuse(job, str_of(ways[i].param), S("fault.choice"));
        it->narrowed = true;
    }
    return DONE;
}

static enum outcome read_what(struct job *job, struct str word, enum what *ret)
{
    for (int i = 0; i < WHAT_COUNT; i++)
        if (str_eq(word, str_of(whats[i].word))) {
            *ret = (enum what)i;
            return DONE;
        }
    return job_refuse(job, S("wat"), S("fault.choice"));
}

static bool in_rows(const struct asked *it, int item)
{
    for (int i = 0; i < WAYS; i++)
        if (it->rows[i] >= 0 && !slice_holds(&it->slices[i], item, it->rows[i]))
            return false;
    return true;
}

/* A figure counts what is assessed itself; the whole list shows the controls above it. */
static void choose(struct job *job, struct asked *it)
{
    const struct norm *norm = it->view.norm;

    it->items = NEW_ARRAY(job->mem, (size_t)norm->n_items, int);
    for (int i = 0; i < norm->n_items; i++) {
        if (!view_asks(&it->view, i))
            continue;
        if (!it->narrowed && it->what == WHAT_ALL) {
            it->items[it->n++] = i;
            it->all++;
        } else if (norm->items[i].assessed) {
            it->all++;
            if (in_rows(it, i) && is_what(&it->view.derived[i], it->what))
                it->items[it->n++] = i;
        }
    }
}

static enum outcome ask(struct job *job, struct page *page, struct asked *ret)
{
    struct asked it = {.n = 0};
    struct str norm;
    struct str profile;
    enum outcome o;

    look_words(page, &norm, &profile);
    if ((o = view_load(job, norm, profile, &it.view)) != DONE ||
        (o = read_ways(job, page, &it)) != DONE ||
        (o = read_what(job, form_str(&page->query, S("wat")), &it.what)) != DONE)
        return o;
    MUST(!it.view.own);
    choose(job, &it);
    *ret = it;
    return DONE;
}

/* The address of this list, without one of its ways or, as WAYS, without what; -1: whole. */
static struct str query_of_list(const struct page *page, const struct asked *it, int without)
{
    struct buf out;

    buf_init(&out, page->job->mem, 128);
    buf_put(&out, page_look(page)); /* begins with ?norm= */
    for (int i = 0; i < WAYS; i++)
        if (it->rows[i] >= 0 && i != without)
            buf_text(&out, "&%s=%" STR_FMT, ways[i].param,
                     STR_ARG(page_url(page, slice_at(&it->slices[i], it->rows[i]).key)));
    if (without != WAYS && it->what != WHAT_ALL)
        buf_text(&out, "&wat=%s", whats[it->what].word);
    return buf_str(&out);
}

static void fill_chips(struct page *page, const struct asked *it, struct derived_list_view *view)
{
    for (int i = 0; i <= WAYS; i++) {
        struct str rest = query_of_list(page, it, i);
        struct derived_chip *chip = &view->chips[view->chips_n];

        if (i == WAYS ? it->what == WHAT_ALL : it->rows[i] < 0)
            continue;
        chip->text = i == WAYS ? word_plain(page->out.lang, whats[it->what].says)
                               : view_at_says(page->job, &it->view, it->slices[i].by,
                                              slice_at(&it->slices[i], it->rows[i]));
        chip->href = arena_text(page->job->mem, "/maatregelen%" STR_FMT, STR_ARG(rest));
        view->chips_n++;
    }
}

/* ---- lines ---- */

static struct derived_line line_of(struct job *job, const struct view *view, int index)
{
    const struct derived *it = &view->derived[index];
    struct derived_line line = {.item = &view->norm->items[index], .of = it,
                                .rule = paper_rule_says(job, it),
                                .applies = paper_derived_applies(job, it), .rows_n = (size_t)it->n};

    line.rows = NEW_ARRAY(job->mem, line.rows_n, struct derived_source);
    for (int i = 0; i < it->n; i++) {
        int source = view->bridge.rows[it->first + i].source;

        line.rows[i] = (struct derived_source){&view->picture->norm->items[source],
                                               paper_line_applies(job, view->picture, source)};
    }
    return line;
}

enum outcome derived_list(struct job *job, struct page *page)
{
    struct derived_list_view view = {.page = page};
    struct asked it;
    enum outcome o = ask(job, page, &it);

    if (o != DONE)
        return o;
    view.it = &it.view;
    view.look = look_of(page, &it.view, "/maatregelen");
    view.title = it.view.norm->title[job->lang];
    view.all = it.all;
    view.query = query_of_list(page, &it, -1);
    view.item_query = page_look(page);
    fill_chips(page, &it, &view);
    view.rows_n = (size_t)it.n;
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct derived_line);
    for (int i = 0; i < it.n; i++)
        view.rows[i] = line_of(job, &it.view, it.items[i]);
    page_top(page, WORD_measures_title, NAV_MEASURES);
    page_derived_list(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome derived_list_file(struct job *job, struct page *page)
{
    char day[DAY_TEXT_BYTES];
    struct paper *paper;
    struct asked it;
    struct str rest;
    enum outcome o;

    if ((o = ask(job, page, &it)) != DONE ||
        (o = paper_derived(job, &it.view, it.items, it.n, &paper)) != DONE)
        return o;
    return download_paper(page, paper,
                          arena_text(job->mem, "%" STR_FMT "-%" STR_FMT,
                                     STR_ARG(it.view.norm->id),
                                     STR_ARG(day_text(job->on, day))),
                          download_kind(page->request->path, &rest));
}

/* The facts are those of a version; norm and selection as the address asks. */
static enum outcome look_at_soa(struct job *job, const struct page *page, struct soa_view *it,
                                struct view *ret)
{
    const struct norm *norm;
    const struct profile *profile;
    struct str words[2];
    enum outcome o;

    look_words(page, &words[0], &words[1]);
    if ((o = view_find(job, words[0], words[1], &norm, &profile)) != DONE ||
        (o = view_over(job, it->picture, norm, profile, ret)) != DONE)
        return o;
    MUST(!ret->own);
    return DONE;
}

enum outcome derived_soa(struct job *job, struct page *page, struct soa_view *it)
{
    struct derived_soa_view view = {.page = page, .version = it->soa.number.n};
    struct view of;
    enum outcome o;

    if ((o = look_at_soa(job, page, it, &of)) != DONE)
        return o;
    view.it = &of;
    view.look = look_of(page, &of, "/vvt");
    view.title = of.norm->title[job->lang];
    view.item_query = page_look(page);
    view.rows = NEW_ARRAY(job->mem, (size_t)of.norm->n_items, struct derived_line);
    for (int i = 0; i < of.norm->n_items; i++)
        if (view_asks(&of, i))
            view.rows[view.rows_n++] = line_of(job, &of, i);
    page_top(page, WORD_soa_title, NAV_SOA);
    page_derived_soa(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome derived_soa_file(struct job *job, struct page *page, struct soa_view *it)
{
    struct paper *paper;
    struct view of;
    struct str rest;
    enum outcome o;

    if ((o = look_at_soa(job, page, it, &of)) != DONE ||
        (o = paper_derived_soa(job, it, &of, &paper)) != DONE)
        return o;
    return download_paper(page, paper,
                          arena_text(job->mem, "vvt-%lld-%" STR_FMT, (long long)it->soa.number.n,
                                     STR_ARG(of.norm->id)),
                          download_kind(page->request->path, &rest));
}
