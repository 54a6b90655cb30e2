/* waarborg keys: with what key the heads of the ledger are signed, and another key file. */
#include "acts/keys.h"

#include "cli/parts.h"

static enum outcome print(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("nummer"), WORD_field_signing_key_number, 8),
        cli_column(cli, S("sleutel"), WORD_field_signing_key_public_key, 66),
        cli_column(cli, S("kort"), WORD_keys_print, 22),
        cli_column(cli, S("gemaakt"), WORD_field_signing_key_made_on, 12),
        cli_column(cli, S("tot"), WORD_field_signing_key_ended_on, 12),
    };
    struct signing_key *keys;
    struct table *table;
    size_t n;
    enum outcome o = act_keys(&cli->job, &keys, &n);

    if (o != DONE)
        return o;
    table = table_new(cli->mem, S("sleutels"), cli_word(cli, WORD_keys_title), columns, 5, n);
    for (size_t i = 0; i < n; i++) {
        table_int(table, keys[i].number.n);
        table_text(table, keys[i].public_key);
        table_text(table, signing_print(keys[i].public_key));
        table_day(table, keys[i].made_on);
        if (day_is(keys[i].ended_on))
            table_day(table, keys[i].ended_on);
        else
            table_empty(table);
    }
    return cli_table(cli, table);
}

/* What stands up to here is signed by the key that goes, while it still can: the next one signs
 * nothing that was there before it, and who checks wants a head of each key that they have. */
static enum outcome sign_off(struct cli *cli)
{
    struct signed_head last;
    enum outcome o = act_head_sign(&cli->job, &last);

    if (o != NOT_THERE && o != CLASHED)
        return o;
    cli->job.faults.n = 0;
    return DONE;
}

int cli_keys(struct cli *cli)
{
    const struct cli_option options[] = {{"--why", &cli->job.why, NULL}};
    struct str verb = cli_take(cli);
    bool make = str_eq(verb, S("new"));
    bool renew = str_eq(verb, S("renew"));
    bool replace = str_eq(verb, S("reseal"));
    enum outcome o;

    if (!make && !renew && !replace && !str_eq(verb, S("show")))
        return cli_answer(cli, cli_usage(cli));
    if ((o = cli_options(cli, options, make || renew ? 1 : 0)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE)
        return cli_answer(cli, o);
    if (replace)
        return cli_answer(cli, cli_key_replace(cli));
    if (make || renew)
        o = cli_key(cli);
    if (o == DONE && renew)
        o = sign_off(cli);
    if (o == DONE && (make || renew))
        o = make ? act_key_make(&cli->job) : act_key_renew(&cli->job);
    if (o == DONE)
        o = cli_reread(cli);
    if (o == DONE)
        o = print(cli);
    return cli_answer(cli, o);
}
