#include "acts/papers_view.h"

#include "acts/paper_parts.h"

struct str paper_view_says(struct job *job, const struct view *view)
{
    struct str norm = view->norm->title[job->lang];

    if (view->profile == NULL)
        return norm;
    return arena_text(job->mem, "%" STR_FMT ", %" STR_FMT, STR_ARG(norm),
                      STR_ARG(view->profile->title[job->lang]));
}

struct str paper_derived_says(struct job *job, const struct derived *it)
{
    switch (it->kind) {
    case DERIVED_OWN:
    case DERIVED_JUDGED:
        return paper_choice(job, S("status."), &status_choices, (int)it->status);
    case DERIVED_COUNTED:
        return word_fill(job->mem, job->lang, WORD_derived_counted, WARG(it->met), WARG(it->of));
    case DERIVED_UNCOVERED:
        return paper_word(job, WORD_derived_uncovered);
    case DERIVED_NONE:
    case DERIVED_KIND_COUNT:
        break;
    }
    return S("");
}

struct str paper_relation_says(struct job *job, enum relation relation, bool complete)
{
    static const enum word words[RELATION_COUNT] = {
        [RELATION_NONE] = WORD_rule_all_nvt, [RELATION_EQUAL] = WORD_rule_equal,
        [RELATION_SUPERSET] = WORD_rule_superset, [RELATION_SUBSET] = WORD_rule_subset,
        [RELATION_INTERSECTS] = WORD_rule_intersects,
    };

    if (complete && relation == RELATION_SUBSET)
        return paper_word(job, WORD_rule_complete);
    return paper_word(job, complete && relation == RELATION_SUPERSET ? WORD_rule_split
                                                                     : words[relation]);
}

struct str paper_rule_says(struct job *job, const struct derived *it)
{
    if (it->kind == DERIVED_OWN)
        return paper_word(job, WORD_rule_own);
    if (it->from_measures && it->kind != DERIVED_UNCOVERED)
        return paper_word(job, WORD_rule_measures);
    if (it->kind != DERIVED_JUDGED && it->kind != DERIVED_COUNTED)
        return S("");
    return paper_relation_says(job, it->rule, it->complete);
}

/* ---- by groups, duties, functions ---- */

static const struct column_words spread_words[] = {
    {STR_INIT("sleutel"), WORD_col_key, 14},
    {STR_INIT("naam"), WORD_col_name, 40},
    {STR_INIT("maatregelen"), WORD_col_items, 12},
    {STR_INIT("gedekt"), WORD_derived_covered, 10},
    {STR_INIT("voldoet"), WORD_status_voldoet, 10},
    {STR_INIT("deels"), WORD_status_deels, 10},
    {STR_INIT("niet"), WORD_status_niet, 10},
    {STR_INIT("onbekend"), WORD_status_onbekend, 10},
    {STR_INIT("nvt"), WORD_status_nvt, 10},
    {STR_INIT("geteld"), WORD_derived_touched, 10},
    {STR_INIT("niet_gedekt"), WORD_derived_uncovered, 10},
    {STR_INIT("getoetst"), WORD_hardness_getoetst, 10},
    {STR_INIT("eigen_opgave"), WORD_col_own_word, 12},
};

enum outcome paper_spread(struct job *job, const struct view *view, enum gap_by by,
                          const struct spread_row *rows, int n, struct paper **ret)
{
    struct table *table = table_new(job->mem, S("gap"), paper_word(job, WORD_gap_title),
                                    COLUMNS(job, spread_words), (size_t)n);
    const struct table **tables;
    enum outcome o = paper_begin(job, view->picture->org.name, table->title, 1, ret, &tables);

    if (o != DONE)
        return o;
    table->subtitle = paper_view_says(job, view);
    for (int i = 0; i < n; i++) {
        const struct derived_count *count = &rows[i].count;

        table_text(table, rows[i].at.key);
        table_text(table, view_at_says(job, view, by, rows[i].at));
        table_int(table, count->n);
        table_int(table, count->covered);
        table_int(table, count->by_status[STATUS_MEETS]);
        table_int(table, count->by_status[STATUS_PARTLY]);
        table_int(table, count->by_status[STATUS_NOT]);
        table_int(table, count->by_status[STATUS_UNKNOWN]);
        table_int(table, count->by_status[STATUS_NOT_APPLICABLE]);
        table_int(table, count->counted);
        table_int(table, count->uncovered);
        table_int(table, count->tested);
        table_int(table, count->own_word);
    }
    tables[0] = table;
    paper_join(job, *ret, tables);
    return DONE;
}

/* ---- item by item ---- */

static const struct column_words derived_words[] = {
    {STR_INIT("nummer"), WORD_col_number, 12},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("groep"), WORD_col_group, 24},
    {STR_INIT("soort"), WORD_col_kind, 12},
    {STR_INIT("stand"), WORD_col_status, 30},
    {STR_INIT("regel"), WORD_col_rule, 22},
    {STR_INIT("voldoen"), WORD_col_met, 10},
    {STR_INIT("van"), WORD_col_of, 8},
    {STR_INIT("getoetst"), WORD_hardness_getoetst, 10},
    {STR_INIT("eigen_opgave"), WORD_col_own_word, 12},
    {STR_INIT("volgt_uit"), WORD_col_from, 40},
};

static struct str sources_of(struct job *job, const struct view *view, const struct derived *it)
{
    struct buf out;

    buf_init(&out, job->mem, 64);
    for (int i = it->first; i < it->first + it->n; i++) {
        if (out.len > 0)
            buf_put(&out, S(", "));
        buf_put(&out, view->picture->norm->items[view->bridge.rows[i].source].label);
    }
    return buf_str(&out);
}

static void put_derived(struct job *job, struct table *table, const struct view *view, int index)
{
    const struct item *item = &view->norm->items[index];
    const struct derived *it = &view->derived[index];

    table_text(table, item->label);
    table_text(table, item->title[job->lang]);
    table_text(table, view->norm->groups[item->group].title[job->lang]);
    table_text(table, choice_word(&derived_kind_choices, (int)it->kind));
    table_text(table, paper_derived_says(job, it));
    table_text(table, paper_rule_says(job, it));
    if (it->of > 0 || it->kind == DERIVED_COUNTED) {
        table_int(table, it->met);
        table_int(table, it->of);
    } else {
        table_empty(table);
        table_empty(table);
    }
    table_flag(table, it->tested);
    table_flag(table, it->own_word);
    table_text(table, sources_of(job, view, it));
}

enum outcome paper_derived(struct job *job, const struct view *view, const int *items, int n,
                           struct paper **ret)
{
    struct table *table = table_new(job->mem, S("maatregelen"), paper_word(job, WORD_derived_title),
                                    COLUMNS(job, derived_words), (size_t)n);
    const struct table **tables;
    enum outcome o = paper_begin(job, view->picture->org.name, table->title, 1, ret, &tables);

    if (o != DONE)
        return o;
    table->subtitle = paper_view_says(job, view);
    for (int i = 0; i < n; i++)
        put_derived(job, table, view, items[i]);
    tables[0] = table;
    paper_join(job, *ret, tables);
    return DONE;
}

/* ---- the VvT by another norm ---- */

/* words: applies. */
struct str paper_derived_applies(struct job *job, const struct derived *it)
{
    if (it->kind == DERIVED_UNCOVERED)
        return paper_word(job, WORD_derived_unknown_applies);
    return paper_choice(job, S("applies."), &applies_choices,
                        it->kind != DERIVED_COUNTED && it->status == STATUS_NOT_APPLICABLE
                            ? (int)APPLIES_NO : (int)APPLIES_YES);
}

struct str paper_line_applies(struct job *job, const struct picture *picture, int item)
{
    int at = picture->states[item].line;

    if (at < 0 || picture->lines[at].applies == APPLIES_EMPTY)
        return S("");
    return paper_choice(job, S("applies."), &applies_choices, (int)picture->lines[at].applies);
}

static const struct column_words derived_soa_words[] = {
    {STR_INIT("nummer"), WORD_col_number, 12},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("van_toepassing"), WORD_col_applies, 14},
    {STR_INIT("regels"), WORD_derived_lines, 40},
    {STR_INIT("stand"), WORD_col_status, 30},
};

/* "5.01 (ja), 5.02": the lines with what they say. */
static struct str lines_of(struct job *job, const struct view *view, const struct derived *it)
{
    struct buf out;

    buf_init(&out, job->mem, 64);
    for (int i = it->first; i < it->first + it->n; i++) {
        int source = view->bridge.rows[i].source;
        struct str says = paper_line_applies(job, view->picture, source);

        if (out.len > 0)
            buf_put(&out, S(", "));
        buf_put(&out, view->picture->norm->items[source].label);
        if (says.len > 0)
            buf_text(&out, " (%" STR_FMT ")", STR_ARG(says));
    }
    return buf_str(&out);
}

enum outcome paper_derived_soa(struct job *job, const struct soa_view *soa,
                               const struct view *view, struct paper **ret)
{
    struct table *table = table_new(job->mem, S("vvt"), paper_word(job, WORD_soa_title),
                                    COLUMNS(job, derived_soa_words), (size_t)view->norm->n_items);
    const struct table **tables;
    enum outcome o = paper_begin(
        job, view->picture->org.name,
        arena_text(job->mem, "%" STR_FMT ", %" STR_FMT " %lld", STR_ARG(table->title),
                   STR_ARG(paper_word(job, WORD_soa_version)), (long long)soa->soa.number.n),
        1, ret, &tables);

    if (o != DONE)
        return o;
    table->subtitle = paper_view_says(job, view);
    for (int i = 0; i < view->norm->n_items; i++) {
        const struct derived *it = &view->derived[i];

        if (!view_asks(view, i))
            continue;
        table_text(table, view->norm->items[i].label);
        table_text(table, view->norm->items[i].title[job->lang]);
        table_text(table, paper_derived_applies(job, it));
        table_text(table, lines_of(job, view, it));
        table_text(table, paper_derived_says(job, it));
    }
    tables[0] = table;
    paper_join(job, *ret, tables);
    return DONE;
}

/* ---- two norms side by side ---- */

static const struct column_words between_words[] = {
    {STR_INIT("van"), WORD_between_from, 14},
    {STR_INIT("van_titel"), WORD_col_title, 36},
    {STR_INIT("relatie"), WORD_between_relation, 20},
    {STR_INIT("naar"), WORD_between_to, 14},
    {STR_INIT("naar_titel"), WORD_col_title, 36},
    {STR_INIT("grondslag"), WORD_between_basis, 24},
    {STR_INIT("zekerheid"), WORD_between_standing, 12},
    {STR_INIT("via"), WORD_between_via, 30},
    {STR_INIT("toelichting"), WORD_between_note, 44},
};
static const struct column_words gap_side_words[] = {
    {STR_INIT("nummer"), WORD_col_number, 14},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("soort"), WORD_col_kind, 14},
    {STR_INIT("toelichting"), WORD_between_note, 60},
};

static struct table *between_table(struct job *job, const struct between *it)
{
    struct table *table = table_new(job->mem, S("vergelijking"), paper_word(job, WORD_between_title),
                                    COLUMNS(job, between_words), (size_t)it->n_rows);

    table->subtitle = arena_text(job->mem, "%" STR_FMT " - %" STR_FMT,
                                 STR_ARG(it->from->title[job->lang]),
                                 STR_ARG(it->to->title[job->lang]));
    for (int i = 0; i < it->n_rows; i++) {
        const struct between_row *row = &it->rows[i];

        table_text(table, it->from->items[row->source].label);
        table_text(table, it->from->items[row->source].title[job->lang]);
        table_text(table, paper_relation_says(job, row->is, row->complete));
        table_text(table, it->to->items[row->target].label);
        table_text(table, it->to->items[row->target].title[job->lang]);
        table_text(table, row->basis);
        table_text(table, paper_choice(job, S("standing."), &standing_choices,
                                       (int)row->standing));
        table_text(table, row->via);
        table_text(table, row->note);
    }
    return table;
}

static struct table *side_table(struct job *job, struct str name, struct str title,
                                const struct norm *norm, const struct between_gap *gaps, int n)
{
    struct table *table = table_new(job->mem, name, title, COLUMNS(job, gap_side_words), (size_t)n);

    table->subtitle = norm->title[job->lang];
    for (int i = 0; i < n; i++) {
        table_text(table, norm->items[gaps[i].item].label);
        table_text(table, norm->items[gaps[i].item].title[job->lang]);
        table_text(table, paper_choice(job, S("between_gap."), &between_gap_choices,
                                       (int)gaps[i].kind));
        table_text(table, gaps[i].note);
    }
    return table;
}

struct paper *paper_between(struct job *job, struct str org, const struct between *it)
{
    struct table *tables = NEW_ARRAY(job->mem, 3, struct table);
    struct paper *paper = NEW(job->mem, struct paper);

    tables[0] = *between_table(job, it);
    tables[1] = *side_table(job, S("zonder_naar"), paper_word(job, WORD_between_only_from),
                            it->from, it->left, it->n_left);
    tables[2] = *side_table(job, S("zonder_van"), paper_word(job, WORD_between_only_to), it->to,
                            it->right, it->n_right);
    *paper = (struct paper){.title = paper_word(job, WORD_between_title), .org = org,
                            .tables = tables, .n_tables = 3, .lang = job->lang};
    return paper;
}
