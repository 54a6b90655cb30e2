/* waarborg migrate: from one norm to another, the same as on the pages. */
#include "acts/migration.h"
#include "acts/objects.h"

#include "cli/parts.h"

enum { OBJECTS_MAX = 200 };

struct asked {
    struct str from, to;
    struct str words[OBJECTS_MAX]; /* --object, as often as one likes */
    size_t n_words;
    int64_t objects[OBJECTS_MAX];
    struct str accept;
    bool preview;
    bool move;
};

/* ---- what is asked ---- */

/* --object may stand there more than once, so it is taken out before the others are read. */
static enum outcome take_objects(struct cli *cli, struct asked *asked)
{
    int kept = 0;

    for (int i = 0; i < cli->argc; i++) {
        struct str arg = str_of(cli->argv[i]);
        bool joined = str_starts(arg, S("--object="));

        if (!joined && (!str_eq(arg, S("--object")) || i + 1 == cli->argc)) {
            cli->argv[kept++] = cli->argv[i];
            continue;
        }
        if (asked->n_words == OBJECTS_MAX)
            return job_refuse(&cli->job, S("--object"), S("cli.migrate.objects"));
        asked->words[asked->n_words++] =
            joined ? str_sub(arg, 9, arg.len) : str_of(cli->argv[++i]);
    }
    cli->argc = kept;
    return DONE;
}

static enum outcome find_objects(struct cli *cli, struct asked *asked)
{
    struct objects *all;
    enum outcome o;

    if (asked->n_words == 0)
        return DONE;
    if ((o = act_objects(&cli->job, &all)) != DONE)
        return o;
    for (size_t i = 0; i < asked->n_words; i++) {
        const struct object_line *line = objects_find(all, &cli->job, asked->words[i]);

        if (line == NULL)
            return job_refuse_with(&cli->job, S("--object"), S("cli.migrate.object"),
                                   asked->words[i]);
        asked->objects[i] = line->object.row.id;
    }
    return DONE;
}

/* What is not accepted is assessed again, where something could go along. */
static enum outcome read_accept(struct cli *cli, struct str words, struct migration_order *order)
{
    bool accepted[CARRY_KIND_COUNT] = {false};

    if (words.len == 0)
        return DONE;
    while (words.len > 0) {
        struct str word = str_trim(str_cut(words, ',', &words));
        int kind = 0;

        if (word.len == 0 || !choice_of(&carry_kind_choices, word, &kind))
            return job_refuse_with(&cli->job, S("--accept"), S("value.choice"), word);
        accepted[kind] = true;
    }
    for (int kind = CARRY_EQUAL; kind <= CARRY_CHANGED; kind++)
        if (!accepted[kind])
            order->by_kind[kind] = MIGRATION_REASSESS;
    return DONE;
}

static enum outcome read_order(struct cli *cli, struct asked *asked, struct migration_order *order)
{
    const struct cli_option options[] = {{"--accept", &asked->accept, NULL},
                                         {"--preview", NULL, &asked->preview},
                                         {"--move", NULL, &asked->move}};
    enum outcome o;

    if ((o = take_objects(cli, asked)) != DONE || (o = cli_options(cli, options, 3)) != DONE ||
        (o = cli_need(cli, &asked->from)) != DONE || (o = cli_need(cli, &asked->to)) != DONE ||
        (o = cli_no_more(cli)) != DONE)
        return o;
    *order = (struct migration_order){.from = asked->from, .to = asked->to,
                                      .objects = asked->objects, .n_objects = asked->n_words,
                                      .move = asked->move};
    return read_accept(cli, asked->accept, order);
}

/* ---- a plan, or carried out ---- */

static enum outcome look(struct cli *cli, const struct migration_order *order)
{
    struct migration_plan *plan;
    struct paper *paper;
    enum outcome o;

    if ((o = act_migration_plan(&cli->job, order->from, order->to, order->objects,
                                order->n_objects, &plan)) != DONE ||
        (o = paper_migration_plan(&cli->job, plan, order, &paper)) != DONE)
        return o;
    if (plan->wide)
        cli_says(cli, WORD_cli_migrate_wide, WORD_NO_ARG, WORD_NO_ARG);
    if (plan->moves)
        cli_says(cli, WORD_cli_migrate_moves, WORD_NO_ARG, WORD_NO_ARG);
    return cli_paper(cli, paper);
}

static enum outcome carry_out(struct cli *cli, const struct migration_order *order)
{
    int64_t id = 0;
    enum outcome o = act_migrate(&cli->job, order, &id);

    if (o == DONE)
        cli_says(cli, WORD_cli_migrate_done, WARG(id), WORD_NO_ARG);
    return o;
}

static enum outcome migrate(struct cli *cli)
{
    struct asked *asked = NEW(cli->mem, struct asked);
    struct migration_order order;
    enum outcome o;

    if ((o = read_order(cli, asked, &order)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = cli_look(cli)) != DONE || (o = find_objects(cli, asked)) != DONE)
        return o;
    o = asked->preview ? look(cli, &order) : carry_out(cli, &order);
    if (o != DONE)
        cli_name_options(&cli->job.faults);
    return o;
}

/* ---- those that were made ---- */

static void put_head(struct cli *cli, struct table *table, const struct migration_head *it)
{
    struct buf names;

    buf_init(&names, cli->mem, 64);
    for (int i = 0; i < it->n_objects; i++) {
        if (i > 0)
            buf_put(&names, S(", "));
        buf_put(&names, it->names[i]);
    }
    table_int(table, it->it.row.id);
    table_day(table, it->it.made_on);
    table_text(table, it->it.source);
    table_text(table, it->it.target);
    table_text(table, buf_str(&names));
    table_int(table, it->n_lines);
    table_flag(table, it->it.moved);
    table_text(table, it->by);
    if (it->it.undone)
        table_day(table, it->it.undone_on);
    else
        table_empty(table);
}

static enum outcome list(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("nummer"), WORD_col_number, 8),
        cli_column(cli, S("op"), WORD_cli_migrate_on, 12),
        cli_column(cli, S("van"), WORD_between_from, 16),
        cli_column(cli, S("naar"), WORD_between_to, 16),
        cli_column(cli, S("onderdelen"), WORD_col_object, 30),
        cli_column(cli, S("regels"), WORD_cli_col_entries, 8),
        cli_column(cli, S("verder_met_nieuwe_norm"), WORD_cli_migrate_moved, 12),
        cli_column(cli, S("door"), WORD_cli_migrate_by, 20),
        cli_column(cli, S("teruggedraaid"), WORD_cli_migrate_undone_on, 12),
    };
    struct migration_head *heads;
    struct table *table;
    size_t n;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_migrations(&cli->job, &heads, &n)) != DONE)
        return o;
    table = table_new(cli->mem, S("overzettingen"), cli_word(cli, WORD_cli_migrate_list), columns,
                      9, n);
    for (size_t i = 0; i < n; i++)
        put_head(cli, table, &heads[i]);
    return cli_table(cli, table);
}

static enum outcome number_of(struct cli *cli, int64_t *ret)
{
    struct str word;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &word)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_number(cli, S("N"), word, 1, ret)) != DONE)
        return o;
    return cli_open(cli, false);
}

static enum outcome show(struct cli *cli)
{
    struct migration_view *view;
    struct paper *paper;
    int64_t id = 0;
    enum outcome o;

    if ((o = number_of(cli, &id)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_migration_get(&cli->job, id, &view)) != DONE ||
        (o = paper_migration(&cli->job, view, &paper)) != DONE)
        return o;
    return cli_paper(cli, paper);
}

static enum outcome undo(struct cli *cli)
{
    int64_t id = 0;
    enum outcome o;

    if ((o = number_of(cli, &id)) != DONE ||
        (o = act_migration_undo(&cli->job, (struct row){.id = id})) != DONE)
        return o;
    cli_says(cli, WORD_cli_migrate_undone, WARG(id), WORD_NO_ARG);
    return DONE;
}

/* Is the first word this verb? Then it is taken; else it is where to migrate from. */
static bool is_verb(struct cli *cli, struct str verb)
{
    if (cli->argc == 0 || !str_eq(str_of(cli->argv[0]), verb))
        return false;
    cli_take(cli);
    return true;
}

int cli_migrate(struct cli *cli)
{
    if (is_verb(cli, S("list")))
        return cli_answer(cli, list(cli));
    if (is_verb(cli, S("show")))
        return cli_answer(cli, show(cli));
    if (is_verb(cli, S("undo")))
        return cli_answer(cli, undo(cli));
    return cli_answer(cli, migrate(cli));
}
