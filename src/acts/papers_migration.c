/* A migration on paper: before, what becomes of each item; afterwards, what is to be done. The
 * lines come first, since CSV has the first table only. */
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

static struct str state_says(struct job *job, enum migration_state state)
{
    return paper_choice(job, S("migration_state."), &migration_state_choices, (int)state);
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

static struct str norm_title(const struct job *job, const struct norm *norm, struct str key)
{
    return norm == NULL ? key : norm->title[job->lang];
}

static struct str way_says(struct job *job, struct str from, struct str to)
{
    return arena_text(job->mem, "%" STR_FMT " → %" STR_FMT, STR_ARG(from), STR_ARG(to));
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

static const struct column_words object_words[] = {
    {STR_INIT("onderdeel"), WORD_col_object, 30},
    {STR_INIT("niveau"), WORD_col_level, 8},
    {STR_INIT("iets_gezegd"), WORD_col_said, 14},
    {STR_INIT("te_bevestigen"), WORD_col_to_confirm, 14},
    {STR_INIT("opnieuw_bekijken"), WORD_migration_state_opnieuw_bekijken, 14},
    {STR_INIT("van"), WORD_col_of, 8},
};

static const struct table *objects_table(struct job *job, const struct migration_plan *plan)
{
    struct table *table = table_new(job->mem, S("onderdelen"),
                                    paper_word(job, WORD_migration_objects),
                                    COLUMNS(job, object_words), (size_t)plan->n_objects);

    for (int i = 0; i < plan->n_objects; i++) {
        const struct migration_object *it = &plan->objects[i];

        table_text(table, it->name);
        if (it->level > 0)
            table_int(table, it->level);
        else
            table_text(table, it->level_missing ? paper_word(job, WORD_migration_no_level)
                                                : S(""));
        table_int(table, it->n_said);
        table_int(table, it->n_confirm);
        table_int(table, it->n_again);
        table_int(table, it->n);
    }
    return table;
}

enum outcome paper_migration_plan(struct job *job, const struct migration_plan *plan,
                                  const struct migration_order *order, struct paper **ret)
{
    const struct table **tables;
    struct table *table;
    size_t n = 0;
    enum outcome o = paper_begin(job, plan->picture->org.name,
                                 paper_word(job, WORD_migration_plan_title), 3, ret, &tables);

    if (o != DONE)
        return o;
    for (int i = 0; i < plan->n_objects; i++)
        n += (size_t)plan->objects[i].n;
    tables[1] = objects_table(job, plan);
    tables[2] = kinds_table(job, plan->by_kind);
    table = table_new(job->mem, S("voorstel"), paper_word(job, WORD_migration_proposal),
                      COLUMNS(job, plan_words), n);
    table->subtitle = way_says(job, plan->from->title[job->lang], plan->to->title[job->lang]);
    for (int i = 0; i < plan->n_objects; i++)
        for (int k = 0; k < plan->objects[i].n; k++)
            put_plan(job, table, plan, order, &plan->objects[i], &plan->objects[i].items[k]);
    tables[0] = table;
    paper_join(job, *ret, tables);
    return DONE;
}

/* ---- the report ---- */

static const struct column_words line_words[] = {
    {STR_INIT("stand"), WORD_col_status, 20},
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
    table_text(table, state_says(job, line->state));
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

/* What is to be done first, and last what is done. */
static const enum migration_state by_work[] = {
    MIGRATED_DO, MIGRATED_REASSESS, MIGRATED_CONFIRM, MIGRATED_OPEN, MIGRATED_ENDED, MIGRATED_DONE};
enum { WORKS = sizeof by_work / sizeof *by_work };

static struct table *lines_table(struct job *job, const struct migration_view *it)
{
    struct table *table = table_new(job->mem, S("regels"), paper_word(job, WORD_migration_lines),
                                    COLUMNS(job, line_words), it->n);

    for (int at = 0; at < WORKS; at++)
        for (size_t i = 0; i < it->n; i++)
            if (it->lines[i].state == by_work[at])
                put_line(job, table, it, &it->lines[i]);
    return table;
}

static struct table *states_table(struct job *job, const struct migration_view *it)
{
    struct table *table = table_new(job->mem, S("tellingen"), paper_word(job, WORD_migration_now),
                                    COLUMNS(job, count_words), MIGRATED_STATE_COUNT);

    for (int at = 0; at < WORKS; at++)
        put_count(table, state_says(job, by_work[at]), it->by_state[by_work[at]], (int)it->n);
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
    const struct table **tables;
    struct table *lines = lines_table(job, it);
    enum outcome o = paper_begin(job, it->picture->org.name,
                                 paper_word(job, WORD_migration_report_title), 3, ret, &tables);

    if (o != DONE)
        return o;
    lines->subtitle = arena_text(
        job->mem, "%" STR_FMT ". %" STR_FMT,
        STR_ARG(way_says(job, norm_title(job, it->head.from, it->head.it.source),
                         norm_title(job, it->head.to, it->head.it.target))),
        STR_ARG(made_says(job, it)));
    tables[0] = lines;
    tables[1] = states_table(job, it);
    tables[2] = kinds_table(job, it->head.by_kind);
    paper_join(job, *ret, tables);
    return DONE;
}
