/* waarborg soa, waarborg gap: the documents, the same as on the pages. */
#include "acts/papers.h"
#include "cli/parts.h"

static enum outcome print_soa(struct cli *cli, int64_t version)
{
    struct soa_view *view;
    struct paper *paper;
    enum outcome o;

    if ((o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_soa(&cli->job, version, &view)) != DONE ||
        (o = paper_soa(&cli->job, view, &paper)) != DONE)
        return o;
    return cli_paper(cli, paper);
}

int cli_soa(struct cli *cli)
{
    struct str version = {NULL, 0};
    const struct cli_option options[] = {{"--version", &version, NULL}};
    int64_t number = 0;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) == DONE && (o = cli_no_more(cli)) == DONE &&
        (o = cli_number(cli, S("--version"), version, 1, &number)) == DONE)
        o = print_soa(cli, number);
    return cli_answer(cli, o);
}

static enum outcome print_gap(struct cli *cli, enum gap_by by)
{
    struct gap_view *view;
    struct paper *paper;
    enum outcome o;

    if ((o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_gap(&cli->job, by, &view)) != DONE ||
        (o = paper_gap(&cli->job, view, &paper)) != DONE)
        return o;
    return cli_paper(cli, paper);
}

int cli_gap(struct cli *cli)
{
    struct str by = {NULL, 0};
    const struct cli_option options[] = {{"--by", &by, NULL}};
    int which = GAP_BY_THEME;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) == DONE && (o = cli_no_more(cli)) == DONE) {
        if (by.len > 0 && !choice_of(&gap_by_choices, by, &which))
            o = job_refuse_with(&cli->job, S("--by"), S("value.choice"), by);
        else
            o = print_gap(cli, (enum gap_by)which);
    }
    return cli_answer(cli, o);
}
