#include "cli/erase.h"

#include "acts/erase.h"
#include "acts/people.h"
#include "cli/parts.h"

static enum outcome find(struct cli *cli, struct str person, struct maybe *ret)
{
    enum outcome o = act_person_find(&cli->job, person, &ret->n);

    ret->is = o == DONE;
    if (o == NOT_THERE)
        fault_add(&cli->job.faults, S(""), S("cli.no_such_person"), person);
    return o;
}

static enum outcome number(struct cli *cli, struct str option, struct str text, struct maybe *ret)
{
    enum outcome o = cli_number(cli, option, text, 1, &ret->n);

    ret->is = ret->n > 0;
    return o;
}

/* An entry, a person or a piece of evidence: exactly one of them. */
static enum outcome read_plan(struct cli *cli, struct erasure *plan, struct str *ret_person)
{
    struct str row = {NULL, 0};
    struct str evidence = {NULL, 0};
    const struct cli_option options[] = {
        {"--field", &plan->field, NULL}, {"--row", &row, NULL}, {"--why", &plan->why, NULL},
        {"--person", ret_person, NULL}, {"--evidence", &evidence, NULL}};
    struct str entry;
    enum outcome o;

    if ((o = cli_options(cli, options, 5)) != DONE)
        return o;
    entry = cli_take(cli);
    if ((entry.at != NULL) + (ret_person->at != NULL) + (evidence.at != NULL) != 1)
        return cli_usage(cli);
    plan->kind = entry.at != NULL         ? ERASURE_TEXT
                 : ret_person->at != NULL ? ERASURE_PERSON
                                          : ERASURE_FILE;
    if ((o = cli_no_more(cli)) != DONE || (o = number(cli, S(""), entry, &plan->entry)) != DONE ||
        (o = number(cli, S("--row"), row, &plan->record)) != DONE)
        return o;
    return evidence.at == NULL ? DONE : number(cli, S("--evidence"), evidence, &plan->record);
}

enum outcome cli_erase_ask(struct cli *cli)
{
    struct erasure plan = {.field = {NULL, 0}};
    struct str person = {NULL, 0};
    int64_t id = 0;
    enum outcome o;

    if ((o = read_plan(cli, &plan, &person)) != DONE || (o = cli_open(cli, false)) != DONE)
        return o;
    if (person.at != NULL && (o = find(cli, person, &plan.record)) != DONE)
        return o;
    if ((o = act_erase_ask(&cli->job, &plan, &id)) != DONE)
        return o;
    cli_says(cli, WORD_cli_erase_asked, WARG(id), WORD_NO_ARG);
    return DONE;
}

static struct str person_text(struct cli *cli, struct ref person)
{
    return person.id == 0 ? S("system") : arena_text(cli->mem, "p%lld", (long long)person.id);
}

static void put_number(struct table *table, struct maybe it)
{
    if (it.is)
        table_int(table, it.n);
    else
        table_empty(table);
}

static void put_day(struct table *table, struct day day)
{
    if (day_is(day))
        table_day(table, day);
    else
        table_empty(table);
}

enum outcome cli_erase_list(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("id"), WORD_cli_col_id, 8),
        cli_column(cli, S("soort"), WORD_field_erasure_kind, 10),
        cli_column(cli, S("regel"), WORD_cli_col_seq, 8),
        cli_column(cli, S("veld"), WORD_cli_col_field, 20),
        cli_column(cli, S("nummer"), WORD_field_erasure_record, 8),
        cli_column(cli, S("reden"), WORD_cli_col_reason, 30),
        cli_column(cli, S("gevraagd_door"), WORD_field_erasure_asked_by, 12),
        cli_column(cli, S("gevraagd_op"), WORD_field_erasure_asked_on, 12),
        cli_column(cli, S("stand"), WORD_field_erasure_state, 10),
        cli_column(cli, S("afgehandeld_door"), WORD_field_erasure_decided_by, 12),
        cli_column(cli, S("afgehandeld_op"), WORD_field_erasure_decided_on, 12),
    };
    struct erasure *all;
    struct table *table;
    size_t n;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_erase_list(&cli->job, &all, &n)) != DONE)
        return o;
    table = table_new(cli->mem, S("wisverzoeken"), cli_word(cli, WORD_erasure_title), columns, 11,
                      n);
    for (size_t i = 0; i < n; i++) {
        const struct erasure *it = &all[i];

        table_int(table, it->row.id);
        table_text(table, choice_word(&erasure_kind_choices, (int)it->kind));
        put_number(table, it->entry);
        table_text(table, it->field);
        put_number(table, it->record);
        table_text(table, it->why);
        table_text(table, person_text(cli, it->asked_by));
        put_day(table, it->asked_on);
        table_text(table, choice_word(&erasure_state_choices, (int)it->state));
        table_text(table, it->state == ERASURE_ASKED ? S("") : person_text(cli, it->decided_by));
        put_day(table, it->decided_on);
    }
    return cli_table(cli, table);
}

static enum outcome settle(struct cli *cli, enum outcome (*act)(struct job *, int64_t),
                           enum word said)
{
    struct str text;
    int64_t id = 0;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_need(cli, &text)) != DONE ||
        (o = cli_no_more(cli)) != DONE || (o = cli_number(cli, S(""), text, 1, &id)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = act(&cli->job, id)) != DONE)
        return o;
    cli_says(cli, said, WARG(id), WORD_NO_ARG);
    return DONE;
}

enum outcome cli_erase_do(struct cli *cli)
{
    return settle(cli, act_erase_do, WORD_cli_erased);
}

enum outcome cli_erase_drop(struct cli *cli)
{
    return settle(cli, act_erase_drop, WORD_cli_erase_dropped);
}
