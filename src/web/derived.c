#include "web/derived.h"

#include "base/bug.h"
#include "web/download.h"
#include "web/pages.h"

/* ---- overview and gap: by groups ---- */

static void fill_groups(struct page *page, struct derived_groups_view *view,
                        const struct spread_row *rows, int n, bool by_group)
{
    const struct view *it = view->it;

    view->page = page;
    view->title = it->norm->title[page->out.lang];
    view->whole = &it->whole;
    view->more = page_look_more(page);
    view->rows = NEW_ARRAY(page->job->mem, (size_t)n, struct derived_group_row);
    for (int i = 0; i < n; i++) {
        struct derived_group_row *row = &view->rows[view->rows_n++];

        row->count = &rows[i].count;
        if (by_group) {
            const struct profile_group *group = &it->profile->groups[rows[i].group];

            *row = (struct derived_group_row){group->id, group->label,
                                              group->title[page->out.lang], row->count};
        } else {
            const struct norm_group *group = &it->norm->groups[rows[i].group];

            *row = (struct derived_group_row){group->id, group->label,
                                              group->title[page->out.lang], row->count};
        }
    }
}

enum outcome derived_overview(struct job *job, struct page *page, const struct dashboard *it)
{
    struct derived_groups_view view = {.it = &it->view};

    (void)job;
    fill_groups(page, &view, it->spread, it->n_spread, false);
    view.look = look_of(page, &it->view, "/");
    page_top(page, WORD_nav_overview, NAV_OVERVIEW);
    page_derived_groups(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome derived_gap(struct job *job, struct page *page, const struct gap_view *it)
{
    struct derived_groups_view view = {.it = &it->view, .is_gap = true, .tabs_n = 1};
    bool by_group = it->by == GAP_BY_GROUP;

    (void)job;
    fill_groups(page, &view, it->spread, it->n_spread, by_group);
    view.look = look_of(page, &it->view, "/gap");
    view.by = choice_word(&gap_by_choices, (int)it->by);
    view.tabs[0] = (struct gap_tab){choice_word(&gap_by_choices, GAP_BY_THEME), !by_group};
    if (it->view.profile != NULL && it->view.profile->n_groups > 0)
        view.tabs[view.tabs_n++] =
            (struct gap_tab){choice_word(&gap_by_choices, GAP_BY_GROUP), by_group};
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

/* The list as the address asks for it. */
struct asked {
    struct view view;
    struct str group;  /* id, or empty                            */
    bool own_group;    /* of the selection, and not of the norm   */
    int group_at;
    enum what what;
    int *items;
    int n;
    int all;           /* without group and what                  */
};

static enum outcome read_group(struct job *job, struct asked *it)
{
    const struct norm *norm = it->view.norm;
    const struct profile *profile = it->view.profile;

    it->group_at = -1;
    if (it->group.len == 0)
        return DONE;
    for (int i = 0; profile != NULL && i < profile->n_groups; i++)
        if (str_eq(profile->groups[i].id, it->group)) {
            it->own_group = true;
            it->group_at = i;
            return DONE;
        }
    for (int i = 0; i < norm->n_groups; i++)
        if (str_eq(norm->groups[i].id, it->group)) {
            it->group_at = i;
            return DONE;
        }
    return job_refuse(job, S("groep"), S("fault.choice"));
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

static bool in_group(const struct asked *it, int item)
{
    if (it->group_at < 0)
        return true;
    return it->own_group ? it->view.group_of[item] == it->group_at
                         : it->view.norm->items[item].group == it->group_at;
}

/* A figure counts what is assessed itself; the whole list shows the controls above it. */
static void choose(struct job *job, struct asked *it)
{
    const struct norm *norm = it->view.norm;

    it->items = NEW_ARRAY(job->mem, (size_t)norm->n_items, int);
    for (int i = 0; i < norm->n_items; i++) {
        if (it->view.derived[i].kind == DERIVED_NONE ||
            (it->view.keep != NULL && !it->view.keep[i]))
            continue;
        if (it->group.len == 0 && it->what == WHAT_ALL) {
            it->items[it->n++] = i;
            it->all++;
        } else if (norm->items[i].assessed) {
            it->all++;
            if (in_group(it, i) && is_what(&it->view.derived[i], it->what))
                it->items[it->n++] = i;
        }
    }
}

static enum outcome ask(struct job *job, struct page *page, struct asked *ret)
{
    struct asked it = {.group = form_str(&page->query, S("groep"))};
    struct str norm;
    struct str profile;
    enum outcome o;

    look_words(page, &norm, &profile);
    if ((o = view_load(job, norm, profile, &it.view)) != DONE ||
        (o = read_group(job, &it)) != DONE ||
        (o = read_what(job, form_str(&page->query, S("wat")), &it.what)) != DONE)
        return o;
    MUST(!it.view.own);
    choose(job, &it);
    *ret = it;
    return DONE;
}

static struct str group_title(const struct page *page, const struct asked *it)
{
    return it->own_group ? it->view.profile->groups[it->group_at].title[page->out.lang]
                         : it->view.norm->groups[it->group_at].title[page->out.lang];
}

/* The address of this list; without its group, or without what. */
static struct str query_of_list(const struct page *page, const struct asked *it, bool group,
                                bool what)
{
    struct buf out;

    buf_init(&out, page->job->mem, 128);
    buf_put(&out, page_look(page)); /* begins with ?norm= */
    if (group && it->group.len > 0)
        buf_text(&out, "&groep=%" STR_FMT, STR_ARG(page_url(page, it->group)));
    if (what && it->what != WHAT_ALL)
        buf_text(&out, "&wat=%s", whats[it->what].word);
    return buf_str(&out);
}

static void fill_chips(struct page *page, const struct asked *it, struct derived_list_view *view)
{
    struct arena *mem = page->job->mem;
    struct str rest;

    if (it->group.len > 0) {
        rest = query_of_list(page, it, false, true);
        view->chips[view->chips_n++] = (struct derived_chip){
            group_title(page, it), arena_text(mem, "/maatregelen%" STR_FMT, STR_ARG(rest))};
    }
    if (it->what != WHAT_ALL) {
        rest = query_of_list(page, it, true, false);
        view->chips[view->chips_n++] = (struct derived_chip){
            word_plain(page->out.lang, whats[it->what].says),
            arena_text(mem, "/maatregelen%" STR_FMT, STR_ARG(rest))};
    }
}

/* ---- lines ---- */

/* words: applies. */
static struct derived_line line_of(struct job *job, const struct view *view, int index)
{
    const struct derived *it = &view->derived[index];
    const struct picture *p = view->picture;
    struct derived_line line = {.item = &view->norm->items[index], .of = it,
                                .rule = paper_rule_says(job, it), .rows_n = (size_t)it->n};

    line.rows = NEW_ARRAY(job->mem, line.rows_n, struct derived_source);
    for (int i = 0; i < it->n; i++) {
        int source = view->bridge.rows[it->first + i].source;
        int at = p->states[source].line;

        line.rows[i].item = &p->norm->items[source];
        if (at >= 0 && p->lines[at].applies != APPLIES_EMPTY)
            line.rows[i].applies = word_of(job->lang, S("applies."),
                                           choice_word(&applies_choices, (int)p->lines[at].applies));
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
    view.query = query_of_list(page, &it, true, true);
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

enum outcome derived_soa(struct job *job, struct page *page, struct soa_view *it)
{
    struct derived_soa_view view = {.page = page, .version = it->soa.number.n};
    const struct norm *norm;
    const struct profile *profile;
    struct view of;
    struct str words[2];
    enum outcome o;

    look_words(page, &words[0], &words[1]);
    if ((o = view_find(job, words[0], words[1], &norm, &profile)) != DONE ||
        (o = view_over(job, it->picture, norm, profile, &of)) != DONE)
        return o;
    MUST(!of.own);
    view.it = &of;
    view.look = look_of(page, &of, "/vvt");
    view.title = of.norm->title[job->lang];
    view.item_query = page_look(page);
    view.rows = NEW_ARRAY(job->mem, (size_t)of.norm->n_items, struct derived_line);
    for (int i = 0; i < of.norm->n_items; i++)
        if (of.derived[i].kind != DERIVED_NONE && (of.keep == NULL || of.keep[i]))
            view.rows[view.rows_n++] = line_of(job, &of, i);
    page_top(page, WORD_soa_title, NAV_SOA);
    page_derived_soa(&page->out, &view);
    page_bottom(page);
    return DONE;
}
