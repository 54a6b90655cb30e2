#include "web/measures.h"

#include "acts/norms.h"
#include "base/bug.h"
#include "web/derived.h"
#include "web/pages.h"

/* ---- what stands above the list ---- */

/* The object stays whatever else is chosen. */
static struct str rest_more(struct job *job, const struct measures_list *list, struct str more)
{
    int64_t object = list->of->picture->about.row.id;

    return object == 0 ? more : arena_text(job->mem, "&object=%lld%" STR_FMT, (long long)object,
                                           STR_ARG(more));
}

static void fill_tabs(struct job *job, struct measures_list *list,
                      const struct measures_query *query)
{
    list->tabs = NEW_ARRAY(job->mem, VIEW_COUNT, struct measures_tab);
    for (int view = 0; view < VIEW_COUNT; view++) {
        struct str word = str_of(measures_view_choices.words[view]);

        /* Only who carried something over has something to confirm. */
        if (view == VIEW_CONFIRM && list->of->view_counts[view] == 0 &&
            query->filter.view != VIEW_CONFIRM)
            continue;
        list->tabs[list->tabs_n++] = (struct measures_tab){
            .href = arena_text(job->mem, "/maatregelen?beeld=%" STR_FMT "%" STR_FMT, STR_ARG(word),
                               STR_ARG(rest_more(job, list, page_look_more(list->page)))),
            .text = word_of(job->lang, S("view."), word),
            .n = list->of->view_counts[view],
            .here = (int)query->filter.view == view,
        };
    }
}

static struct str address(const struct measures_list *list, const struct measures_query *query,
                          enum measures_param param, struct str value)
{
    return arena_text(list->page->job->mem, "/maatregelen%" STR_FMT,
                      STR_ARG(measures_query_with(list->page, query, param, value)));
}

static void fill_chips(struct job *job, struct measures_list *list,
                       const struct measures_query *query)
{
    static const enum word names[PARAM_SORT] = {
        [PARAM_TEXT] = WORD_measures_text, [PARAM_VIEW] = WORD_measures_views,
        [PARAM_THEME] = WORD_measures_theme, [PARAM_STATUS] = WORD_measures_status,
        [PARAM_LEVEL] = WORD_measures_level, [PARAM_OWNER] = WORD_measures_owner,
        [PARAM_CONTROL] = WORD_measures_control, [PARAM_DUTY] = WORD_measures_duty,
        [PARAM_CSF] = WORD_measures_csf, [PARAM_MISSING] = WORD_measures_missing,
        [PARAM_EXPIRED] = WORD_measures_expired, [PARAM_OWN_WORD] = WORD_measures_own_word,
        [PARAM_TESTED] = WORD_measures_tested, [PARAM_EXPIRING] = WORD_measures_expiring,
        [PARAM_APPLIES] = WORD_measures_applies, [PARAM_FILLED] = WORD_measures_filled,
        [PARAM_SELECTION] = WORD_look_selection, [PARAM_GROUP] = WORD_col_group,
        [PARAM_CATEGORY] = WORD_measures_category, [PARAM_INHERIT] = WORD_measures_inherit,
        [PARAM_RHYTHM] = WORD_measures_rhythm, [PARAM_LAW] = WORD_measures_law,
    };

    list->chips = NEW_ARRAY(job->mem, PARAM_SORT, struct measures_chip);
    for (int i = 0; i < PARAM_SORT; i++) {
        enum measures_param param = (enum measures_param)i;

        if (param == PARAM_VIEW || query->value[i].len == 0)
            continue;
        list->chips[list->chips_n++] = (struct measures_chip){
            .name = names[i],
            .value = measures_value_says(list->page, query, list->of->picture, param),
            .href = address(list, query, param, S("")),
        };
    }
}

/* What the filter's form does not show it hands on unseen. */
static void fill_hidden(struct job *job, struct measures_list *list,
                        const struct measures_query *query)
{
    char *day = arena_alloc(job->mem, DAY_TEXT_BYTES);
    char *known = arena_alloc(job->mem, DAY_TEXT_BYTES);

    list->hidden = NEW_ARRAY(job->mem, PARAM_COUNT + 2, struct measures_hidden);
    for (int i = 0; i < PARAM_COUNT; i++) {
        enum measures_param param = (enum measures_param)i;
        bool shown = param == PARAM_TEXT || param == PARAM_THEME || param == PARAM_STATUS ||
                     param == PARAM_LEVEL || param == PARAM_OWNER ||
                     (param >= PARAM_CATEGORY && param <= PARAM_LAW);

        if (!shown && query->value[i].len > 0)
            list->hidden[list->hidden_n++] =
                (struct measures_hidden){measures_param_name(param), query->value[i]};
    }
    if (day_is(list->page->op))
        list->hidden[list->hidden_n++] =
            (struct measures_hidden){S("op"), day_text(list->page->op, day)};
    if (day_is(list->page->known))
        list->hidden[list->hidden_n++] =
            (struct measures_hidden){S("bekend"), day_text(list->page->known, known)};
}

/* ---- the head of the table: once up, once down, then as it was ---- */

static struct str sort_address(const struct measures_list *list, const struct measures_query *query,
                               enum measures_sort sort)
{
    struct measures_query next = *query;
    bool here = query->filter.sort == sort;

    next.value[PARAM_SORT] = str_of(measures_sort_choices.words[sort]);
    next.value[PARAM_DOWN] = S("");
    if (here && !query->filter.descending)
        next.value[PARAM_DOWN] = S("1");
    if ((here && query->filter.descending) || (sort == SORT_LABEL && !here))
        next.value[PARAM_SORT] = next.value[PARAM_DOWN] = S("");
    return address(list, &next, PARAM_COUNT, S(""));
}

static void fill_heads(struct job *job, struct measures_list *list,
                       const struct measures_query *query)
{
    static const struct {
        enum word name;
        int sort; /* -1: none */
    } heads[] = {
        {WORD_measures_number, SORT_LABEL}, {WORD_measures_name, SORT_TITLE},
        {WORD_measures_obw, -1}, {WORD_measures_status, SORT_STATUS},
        {WORD_measures_owner, SORT_OWNER}, {WORD_measures_target, SORT_TARGET},
        {WORD_measures_expires, SORT_EXPIRES}, {WORD_measures_evidence, SORT_EVIDENCE},
    };
    size_t n = sizeof heads / sizeof *heads;

    list->heads = NEW_ARRAY(job->mem, n, struct measures_head);
    list->heads_n = n;
    for (size_t i = 0; i < n; i++) {
        struct measures_head *head = &list->heads[i];

        *head = (struct measures_head){.name = heads[i].name,
                                       .is_number = heads[i].sort == SORT_EVIDENCE};
        if (heads[i].sort < 0)
            continue;
        head->href = sort_address(list, query, (enum measures_sort)heads[i].sort);
        if ((int)query->filter.sort == heads[i].sort)
            head->sorted = query->filter.descending ? HEAD_DOWN : HEAD_UP;
    }
}

/* ---- the choices of the filter ---- */

static void fill_themes(struct job *job, struct measures_list *list,
                        const struct measures_query *query)
{
    const struct norm *norm = list->of->picture->norm;

    list->themes_n = (size_t)norm->n_groups;
    list->themes = NEW_ARRAY(job->mem, list->themes_n, struct measures_option);
    for (int i = 0; i < norm->n_groups; i++)
        list->themes[i] = (struct measures_option){
            norm->groups[i].code, norm->groups[i].title[job->lang], query->filter.group == i};
}

static void fill_levels(struct job *job, struct measures_list *list,
                        const struct measures_query *query)
{
    list->statuses = measures_choices(job, &status_choices, 0, S("status."),
                                      query->value[PARAM_STATUS], &list->statuses_n);
    list->levels_n = ASPECT_COUNT + 1;
    list->levels = NEW_ARRAY(job->mem, list->levels_n, struct measures_option);
    for (int i = 0; i <= ASPECT_COUNT; i++) {
        struct str digit = arena_text(job->mem, "%d", i);

        list->levels[i] = (struct measures_option){
            digit, word_of(job->lang, S("measures.level."), digit), query->filter.level == i};
    }
}

struct measures_option *measures_choices(const struct job *job, const struct choices *choices,
                                         int first, struct str prefix, struct str chosen,
                                         size_t *ret_n)
{
    struct measures_option *all = NEW_ARRAY(job->mem, (size_t)choices->n, struct measures_option);
    size_t n = 0;

    for (int i = first; i < choices->n; i++) {
        struct str word = choice_word(choices, i);

        all[n++] = (struct measures_option){word, word_of(job->lang, prefix, word),
                                            str_eq(word, chosen)};
    }
    *ret_n = n;
    return all;
}

struct measures_option *measures_persons(struct job *job, const struct picture *picture,
                                         struct str chosen, size_t *ret_n)
{
    struct measures_option *all = NEW_ARRAY(job->mem, picture->n_persons, struct measures_option);
    bool everybody = leave_all(job, MAY_READ);
    size_t n = 0;

    for (size_t i = 0; i < picture->n_persons; i++) {
        const struct person_name *who = &picture->persons[i];
        struct str id = arena_text(job->mem, "%lld", (long long)who->id);

        /* Who sees only what is theirs has no list of their colleagues either. */
        if (everybody ? who->here || str_eq(id, chosen) : who->id == job->person)
            all[n++] = (struct measures_option){id, who->name, str_eq(id, chosen)};
    }
    *ret_n = n;
    return all;
}

/* ---- the page ---- */

static bool is_past(const struct page *page)
{
    return day_is(page->op) || day_is(page->known);
}

static enum outcome fill(struct job *job, struct page *page, const struct measures_query *query,
                         struct measures_list *list)
{
    bool is_now = !is_past(page);
    enum outcome o;

    if ((o = view_over(job, list->of->picture, NULL, query->filter.profile, &list->view)) != DONE)
        return o;
    list->look = look_of(page, &list->view, "/maatregelen");
    list->may_assess = is_now && page_may(page, MAY_ASSESS);
    list->may_assign = is_now && page_may(page, MAY_ASSIGN);
    list->may_confirm = list->may_assess && list->of->view_counts[VIEW_CONFIRM] > 0;
    list->may_tick = list->may_assign || list->may_confirm;
    list->rest = about_rest(page, query->filter.object);
    list->all_chosen = str_eq(form_str(&page->query, S("kies")), S("alle"));
    list->applies = list->of->all - list->of->view_counts[VIEW_NOT_APPLICABLE];
    list->text = query->filter.text;
    list->nobody = query->filter.owner == -1;
    list->query = measures_query_with(page, query, PARAM_COUNT, S(""));
    list->choose_all = arena_text(job->mem, "/maatregelen%" STR_FMT "%ckies=alle",
                                  STR_ARG(list->query), list->query.len > 0 ? '&' : '?');
    list->clear = arena_text(job->mem, "/maatregelen?beeld=%s%" STR_FMT,
                             measures_view_choices.words[query->filter.view],
                             STR_ARG(rest_more(job, list, page_op_more(page))));
    fill_tabs(job, list, query);
    fill_chips(job, list, query);
    fill_hidden(job, list, query);
    fill_heads(job, list, query);
    fill_themes(job, list, query);
    fill_levels(job, list, query);
    measures_facts_fill(list, query);
    list->owners = measures_persons(job, list->of->picture, query->value[PARAM_OWNER],
                                    &list->owners_n);
    list->persons = measures_persons(job, list->of->picture, S(""), &list->persons_n);
    measures_rows_fill(job, list, query->filter.sort == SORT_LABEL && !query->filter.descending);
    if (is_now && (o = measures_shown_text(job, list->of->picture->norm, &list->shown)) != DONE)
        return o;
    return DONE;
}

/* Has anybody said anything yet? An owner alone is no verdict. */
static bool nothing_said(const struct picture *picture)
{
    for (size_t i = 0; i < picture->n_assessments; i++) {
        const struct assessment *it = &picture->assessments[i];

        if (it->design != VERDICT_EMPTY || it->existence != VERDICT_EMPTY ||
            it->operation != VERDICT_EMPTY)
            return false;
    }
    return true;
}

/* A new organisation sees where to begin, unless it asked for something. */
static enum outcome load(struct job *job, struct measures_query *query, struct measures_list *list)
{
    struct measures *of;
    enum outcome o = act_measures(job, &query->filter, &of);

    if (o != DONE)
        return o;
    if (query->filter.object == 0 && of->view_counts[VIEW_BEGIN] > 0 &&
        nothing_said(of->picture) && !measures_query_any(query) &&
        (query->value[PARAM_VIEW].len == 0 || query->filter.view == VIEW_BEGIN)) {
        list->begins = true;
        query->filter.view = VIEW_BEGIN;
        query->value[PARAM_VIEW] = str_of(measures_view_choices.words[VIEW_BEGIN]);
        if ((o = act_measures(job, &query->filter, &of)) != DONE)
            return o;
    }
    list->of = of;
    return DONE;
}

enum outcome measures_get(struct job *job, struct page *page)
{
    struct measures_list list = {.page = page};
    const struct norm *norm = norms_get(job, page->org.norm);
    struct measures_query query;
    enum outcome o;

    if (norm == NULL)
        return NOT_THERE;
    if (look_other(page))
        return derived_list(job, page);
    if ((o = measures_query_read(job, &page->query, norm, &query)) != DONE ||
        (o = load(job, &query, &list)) != DONE || (o = fill(job, page, &query, &list)) != DONE)
        return o;
    page_top(page, WORD_measures_title, NAV_MEASURES);
    page_measures(&page->out, &list);
    page_bottom(page);
    return DONE;
}
