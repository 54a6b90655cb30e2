/* waarborg norm: the frameworks that this program has. */
#include "acts/migration.h"
#include "acts/papers_view.h"

#include "cli/norms.h"
#include "model/noun.h"

enum outcome cli_with_own(struct cli *cli)
{
    enum outcome o;

    if (cli_is_fresh(cli))
        return DONE;
    o = cli_open(cli, false);
    return o == DONE ? cli_look(cli) : o;
}

static enum outcome list(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("id"), WORD_cli_col_id, 10),
        cli_column(cli, S("versie"), WORD_cli_col_version, 10),
        cli_column(cli, S("titel"), WORD_col_title, 40),
        cli_column(cli, S("nummers"), WORD_cli_col_numbers, 10),
        cli_column(cli, S("beoordeeld"), WORD_cli_col_assessed, 10),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
    };
    struct table *table;
    size_t n = 0;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_with_own(cli)) != DONE)
        return o;
    while (norms_at(&cli->job, (int)n) != NULL)
        n++;
    table = table_new(cli->mem, S("normen"), cli_word(cli, WORD_nav_norms), columns, 6, n);
    for (size_t i = 0; i < n; i++) {
        const struct norm *norm = norms_at(&cli->job, (int)i);

        table_text(table, norm->key);
        table_text(table, norm->version);
        table_text(table, norm->title[cli->lang]);
        table_int(table, norm->n_items);
        table_int(table, norm->n_assessed);
        table_text(table, norm->hash);
    }
    return cli_table(cli, table);
}

static struct str rhythm_text(struct cli *cli, const struct item *item)
{
    struct buf out;

    buf_init(&out, cli->mem, 32);
    for (int i = 0; i < item->n_rhythms; i++)
        buf_text(&out, "%s%" STR_FMT, i == 0 ? "" : " ",
                 STR_ARG(choice_word(&rhythm_choices, (int)item->rhythms[i])));
    return buf_str(&out);
}

static void put_item(struct cli *cli, struct table *table, const struct norm *norm,
                     const struct item *item)
{
    table_text(table, item->label);
    table_text(table, cli_word(cli, item->kind == ITEM_CONTROL ? WORD_kind_control
                                    : item->kind == ITEM_MEASURE ? WORD_kind_measure
                                                                 : WORD_cli_marker));
    table_text(table, item->title[cli->lang]);
    table_text(table, norm->groups[item->group].title[cli->lang]);
    table_flag(table, item->assessed);
    table_flag(table, item->mandatory);
    table_flag(table, item->begin);
    table_text(table, rhythm_text(cli, item));
    table_text(table, item->moved_to == ITEM_NONE ? S("") : norm->items[item->moved_to].label);
}

static enum outcome show(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("nummer"), WORD_col_number, 10),
        cli_column(cli, S("soort"), WORD_col_kind, 18),
        cli_column(cli, S("titel"), WORD_col_title, 44),
        cli_column(cli, S("thema"), WORD_col_theme, 16),
        cli_column(cli, S("beoordeeld"), WORD_cli_col_assessed, 10),
        cli_column(cli, S("verplicht"), WORD_cli_col_mandatory, 10),
        cli_column(cli, S("begin"), WORD_cli_col_begin, 10),
        cli_column(cli, S("ritme"), WORD_cli_col_rhythm, 14),
        cli_column(cli, S("verplaatst_naar"), WORD_cli_col_moved, 14),
    };
    const struct norm *norm;
    struct table *table;
    struct str id;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &id)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_with_own(cli)) != DONE)
        return o;
    norm = norms_get(&cli->job, id);
    if (norm == NULL) {
        fault_add(&cli->job.faults, S(""), S("norm.unknown"), id);
        return NOT_THERE;
    }
    table = table_new(cli->mem, S("norm"), norm->title[cli->lang], columns, 9,
                      (size_t)norm->n_items);
    for (int i = 0; i < norm->n_items; i++)
        put_item(cli, table, norm, &norm->items[i]);
    return cli_table(cli, table);
}

/* Two norms side by side: what is in both, and what only in one. */
static enum outcome map(struct cli *cli)
{
    struct between it;
    struct str from;
    struct str to;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &from)) != DONE ||
        (o = cli_need(cli, &to)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    if ((o = between_of(&cli->job, from, to, &it)) != DONE) {
        cli_name_options(&cli->job.faults);
        return o;
    }
    return cli_paper(cli, paper_between(&cli->job, S(""), &it));
}

/* The organisation works by another norm from now on; nothing is carried over. */
static enum outcome use(struct cli *cli)
{
    struct str id;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &id)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = act_norm_move(&cli->job, (struct row){0}, id)) != DONE)
        return o;
    cli_says(cli, WORD_cli_norm_used, WARG(norms_get(&cli->job, id)->title[cli->lang]),
             WORD_NO_ARG);
    return DONE;
}

int cli_norm(struct cli *cli)
{
    struct str verb = cli_take(cli);

    if (str_eq(verb, S("list")))
        return cli_answer(cli, list(cli));
    if (str_eq(verb, S("show")))
        return cli_answer(cli, show(cli));
    if (str_eq(verb, S("import")))
        return cli_answer(cli, cli_norm_import(cli));
    if (str_eq(verb, S("end")))
        return cli_answer(cli, cli_norm_end(cli));
    if (str_eq(verb, S("use")))
        return cli_answer(cli, use(cli));
    if (str_eq(verb, S("export")))
        return cli_answer(cli, cli_norm_export(cli));
    if (str_eq(verb, S("validate")))
        return cli_norm_validate(cli);
    if (str_eq(verb, S("resolve")))
        return cli_answer(cli, cli_norm_resolve(cli));
    if (str_eq(verb, S("map")))
        return cli_answer(cli, map(cli));
    return cli_answer(cli, cli_usage(cli));
}
