/* A migration on paper: before, what becomes of each item; afterwards, what is to be done. */
#include "acts/migration.h"

#include "acts/paper_parts.h"
#include "acts/papers.h"

/* words: carry_kind. words: migration_decision. words: migration_state. words: standing. */
static struct str kind_says(struct job *job, enum carry_kind kind)
{
    return paper_choice(job, S("carry_kind."), &carry_kind_choices, (int)kind);
}

static struct str decision_says(struct job *job, enum migration_decision decision)
{
    return paper_choice(job, S("migration_decision."), &migration_decision_choices, (int)decision);
}

static struct str labels_of(struct job *job, const struct norm *norm, const int *items, int n)
{
    struct buf out;

    buf_init(&out, job->mem, 32);
    for (int i = 0; i < n; i++) {
        if (i > 0)
            buf_put(&out, S(", "));
        buf_put(&out, norm->items[items[i]].label);
    }
    return buf_str(&out);
}

static struct str way_says(struct job *job, const struct norm *from, const struct norm *to,
                           const struct migrated *it)
{
    return arena_text(job->mem, "%" STR_FMT " → %" STR_FMT,
                      STR_ARG(from == NULL ? it->source : from->title[job->lang]),
                      STR_ARG(to == NULL ? it->target : to->title[job->lang]));
}

/* ---- counts, the same before and after ---- */

static const struct column_words count_words[] = {
    {STR_INIT("soort"), WORD_col_migration_kind, 30},
    {STR_INIT("aantal"), WORD_col_number_of, 10},
    {STR_INIT("van"), WORD_col_of, 10},
};

static void put_count(struct table *table, struct str what, int n, int of)
{
    table_text(table, what);
    table_int(table, n);
    table_int(table, of);
}

static struct table *kinds_table(struct job *job, const int by_kind[static CARRY_KIND_COUNT])
{
    struct table *table = table_new(job->mem, S("soorten"), paper_word(job, WORD_migration_kinds),
                                    COLUMNS(job, count_words), CARRY_KIND_COUNT);
    int of = 0;

    for (int kind = 0; kind < CARRY_KIND_COUNT; kind++)
        of += by_kind[kind];
    for (int kind = 1; kind < CARRY_KIND_COUNT; kind++)
        put_count(table, kind_says(job, (enum carry_kind)kind), by_kind[kind], of);
    return table;
}

/* ---- the plan ---- */

static const struct column_words plan_words[] = {
    {STR_INIT("onderdeel"), WORD_col_object, 24},
    {STR_INIT("soort"), WORD_col_migration_kind, 16},
    {STR_INIT("van"), WORD_col_migration_from, 18},
    {STR_INIT("naar"), WORD_col_migration_to, 10},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("grondslag"), WORD_between_basis, 24},
    {STR_INIT("zekerheid"), WORD_between_standing, 12},
    {STR_INIT("opzet"), WORD_aspect_opzet, 8},
    {STR_INIT("bestaan"), WORD_aspect_bestaan, 8},
    {STR_INIT("werking"), WORD_aspect_werking, 8},
    {STR_INIT("bewijs"), WORD_col_evidence, 8},
    {STR_INIT("eigenaar"), WORD_col_owner, 20},
    {STR_INIT("te_bevestigen"), WORD_col_to_confirm, 12},
    {STR_INIT("besluit"), WORD_col_migration_decision, 16},
};

/* What is carried of each aspect; of what stands, or stays as it is, nothing is. */
static void put_said(struct job *job, struct table *table, const struct migration_item *item)
{
    for (int a = 0; a < ASPECT_COUNT; a++)
        table_text(table, item->carried == NULL ? S("")
            : paper_choice(job, S("verdict."), &verdict_choices,
                           (int)item->carried->aspect[a].said));
}

static void put_plan(struct job *job, struct table *table, const struct migration_plan *plan,
                     const struct migration_order *order, const struct migration_object *object,
                     const struct migration_item *item)
{
    const struct person_name *owner =
        picture_person(plan->picture, (struct ref){item->owner});
    const struct item *of = item->target == ITEM_NONE ? &plan->from->items[item->sources[0]]
                                                      : &plan->to->items[item->target];

    table_text(table, object->name);
    table_text(table, kind_says(job, item->kind));
    table_text(table, labels_of(job, plan->from, item->sources, item->n_sources));
    table_text(table, item->target == ITEM_NONE ? S("") : of->label);
    table_text(table, of->title[job->lang]);
    table_text(table, item->basis);
    table_text(table, item->n_sources == 0 || item->target == ITEM_NONE
        ? S("") : paper_choice(job, S("standing."), &standing_choices, (int)item->standing));
    put_said(job, table, item);
    table_int(table, item->n_pieces);
    table_text(table, owner == NULL ? S("") : owner->name);
    table_flag(table, item->confirm && !item->stays);
    table_text(table, decision_says(job, migration_decides(plan, order, object, item)));
}

enum outcome paper_migration_plan(struct job *job, const struct migration_plan *plan,
                                  const struct migration_order *order, struct paper **ret)
{
    const struct table **tables;
    struct table *table;
    size_t n = 0;
    enum outcome o = paper_begin(job, plan->picture->org.name,
                                 paper_word(job, WORD_migration_plan_title), 2, ret, &tables);

    if (o != DONE)
        return o;
    for (int i = 0; i < plan->n_objects; i++)
        n += (size_t)plan->objects[i].n;
    tables[0] = kinds_table(job, plan->by_kind);
    table = table_new(job->mem, S("voorstel"), paper_word(job, WORD_migration_proposal),
                      COLUMNS(job, plan_words), n);
    table->subtitle = way_says(job, plan->from, plan->to, NULL);
    for (int i = 0; i < plan->n_objects; i++)
        for (int k = 0; k < plan->objects[i].n; k++)
            put_plan(job, table, plan, order, &plan->objects[i], &plan->objects[i].items[k]);
    tables[1] = table;
    paper_join(job, *ret, tables);
    return DONE;
}

/* ---- the report ---- */

static const struct column_words line_words[] = {
    {STR_INIT("onderdeel"), WORD_col_object, 24},
    {STR_INIT("nummer"), WORD_col_number, 10},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("van"), WORD_col_migration_from, 18},
    {STR_INIT("soort"), WORD_col_migration_kind, 16},
    {STR_INIT("besluit"), WORD_col_migration_decision, 16},
    {STR_INIT("grondslag"), WORD_between_basis, 24},
    {STR_INIT("bewijs"), WORD_col_evidence, 8},
    {STR_INIT("eigenaar"), WORD_col_owner, 20},
    {STR_INIT("streefdatum"), WORD_col_target, 12},
};

static struct str object_says(const struct migration_view *it, int64_t object)
{
    for (int i = 0; i < it->head.n_objects; i++)
        if (it->head.objects[i] == object)
            return it->head.names[i];
    return S("");
}

static struct str title_of(struct job *job, const struct migration_view *it,
                           const struct migration_line *line)
{
    if (line->target != ITEM_NONE)
        return it->head.to->items[line->target].title[job->lang];
    return line->n_sources > 0 ? it->head.from->items[line->sources[0]].title[job->lang] : S("");
}

static void put_line(struct job *job, struct table *table, const struct migration_view *it,
                     const struct migration_line *line)
{
    table_text(table, object_says(it, line->it.object.id));
    table_text(table, line->target == ITEM_NONE ? line->it.item
                                                : it->head.to->items[line->target].label);
    table_text(table, title_of(job, it, line));
    table_text(table, it->head.from == NULL
        ? line->it.sources
        : labels_of(job, it->head.from, line->sources, line->n_sources));
    table_text(table, kind_says(job, line->it.kind));
    table_text(table, decision_says(job, line->it.decision));
    table_text(table, line->basis);
    table_int(table, line->it.pieces.n);
    table_text(table, line->owner);
    if (line->assessment != NULL && day_is(line->assessment->target))
        table_day(table, line->assessment->target);
    else
        table_empty(table);
}

static struct table *lines_table(struct job *job, const struct migration_view *it,
                                 enum migration_state state)
{
    struct table *table = table_new(
        job->mem, choice_word(&migration_state_choices, (int)state),
        paper_choice(job, S("migration_state."), &migration_state_choices, (int)state),
        COLUMNS(job, line_words), (size_t)it->by_state[state]);

    for (size_t i = 0; i < it->n; i++)
        if (it->lines[i].state == state)
            put_line(job, table, it, &it->lines[i]);
    return table;
}

static struct table *states_table(struct job *job, const struct migration_view *it)
{
    struct table *table = table_new(job->mem, S("tellingen"), paper_word(job, WORD_migration_now),
                                    COLUMNS(job, count_words), MIGRATED_STATE_COUNT);

    for (int state = 0; state < MIGRATED_STATE_COUNT; state++)
        put_count(table, paper_choice(job, S("migration_state."), &migration_state_choices, state),
                  it->by_state[state], (int)it->n);
    return table;
}

/* What was done on it, by whom, and whether it still stands. */
static struct str made_says(struct job *job, const struct migration_view *it)
{
    const struct migrated *of = &it->head.it;
    struct str by = it->head.by.len > 0 ? it->head.by : paper_word(job, WORD_migration_nobody);
    struct str made = word_fill(job->mem, job->lang, WORD_migration_made, WARG(of->made_on),
                                WARG(by));

    return of->undone ? arena_text(job->mem, "%" STR_FMT ". %" STR_FMT, STR_ARG(made),
                                   STR_ARG(word_fill(job->mem, job->lang, WORD_migration_undone_on,
                                                     WARG(of->undone_on), WORD_NO_ARG)))
                      : made;
}

enum outcome paper_migration(struct job *job, const struct migration_view *it, struct paper **ret)
{
    static const enum migration_state order[] = {MIGRATED_DO, MIGRATED_REASSESS, MIGRATED_CONFIRM,
                                                 MIGRATED_OPEN, MIGRATED_ENDED, MIGRATED_DONE};
    enum { FIRST = 2, N = sizeof order / sizeof *order };
    const struct table **tables;
    struct table *states = states_table(job, it);
    enum outcome o = paper_begin(job, it->picture->org.name,
                                 paper_word(job, WORD_migration_report_title), FIRST + N, ret,
                                 &tables);

    if (o != DONE)
        return o;
    states->subtitle = arena_text(
        job->mem, "%" STR_FMT ". %" STR_FMT,
        STR_ARG(way_says(job, it->head.from, it->head.to, &it->head.it)),
        STR_ARG(made_says(job, it)));
    tables[0] = states;
    tables[1] = kinds_table(job, it->head.by_kind);
    for (int i = 0; i < N; i++)
        tables[FIRST + i] = lines_table(job, it, order[i]);
    paper_join(job, *ret, tables);
    return DONE;
}
