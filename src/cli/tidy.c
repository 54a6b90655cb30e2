/* waarborg tidy: throws away what is past its term. */
#include "acts/retention.h"
#include "cli/parts.h"

static enum outcome print(struct cli *cli, const int64_t *n)
{
    const struct column columns[] = {
        cli_column(cli, S("wat"), WORD_personal_event, 44),
        cli_column(cli, S("dagen"), WORD_cli_col_days, 8),
        cli_column(cli, S("weg"), WORD_cli_col_gone, 8),
    };
    struct table *table = table_new(cli->mem, S("bewaren"), cli_word(cli, WORD_retention_title),
                                    columns, 3, RETENTION_COUNT);

    for (int i = 0; i < RETENTION_COUNT; i++) {
        table_text(table, cli_word(cli, retention_all[i].what));
        table_int(table, retention_all[i].days);
        table_int(table, n[i]);
    }
    return cli_table(cli, table);
}

int cli_tidy(struct cli *cli)
{
    int64_t n[RETENTION_COUNT] = {0};
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = act_tidy(&cli->job, n)) != DONE ||
        (o = cli_look(cli)) != DONE)
        return cli_answer(cli, o);
    return cli_answer(cli, print(cli, n));
}
