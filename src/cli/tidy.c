/* waarborg tidy: throws away what is past its term; which terms there are, and to choose one;
 * which evidence may go; and has the virus scanner look at all evidence again. */
#include "acts/evidence_old.h"
#include "acts/evidence_scan.h"
#include "acts/organisation.h"
#include "acts/retention.h"
#include "cli/parts.h"

static enum outcome read_organisation(struct cli *cli, struct organisation *ret)
{
    enum outcome o = cli_look(cli);

    return o == DONE ? act_organisation_get(&cli->job, ret) : o;
}

static void put_term(struct cli *cli, struct table *table, struct term term)
{
    table_text(table, word_fill(cli->mem, cli->lang,
                                term.days > 0 ? WORD_retention_days : WORD_retention_months,
                                WARG((int64_t)(term.days > 0 ? term.days : term.months)),
                                WORD_NO_ARG));
    table_text(table, cli_word(cli, term.own ? WORD_retention_own : WORD_retention_standard));
}

static enum outcome print_gone(struct cli *cli, const struct organisation *org, const int64_t *n)
{
    const struct column columns[] = {
        cli_column(cli, S("wat"), WORD_personal_event, 44),
        cli_column(cli, S("termijn"), WORD_retention_term, 12),
        cli_column(cli, S("herkomst"), WORD_retention_origin, 10),
        cli_column(cli, S("weg"), WORD_cli_col_gone, 8),
    };
    struct table *table = table_new(cli->mem, S("bewaren"), cli_word(cli, WORD_retention_title),
                                    columns, 4, RETENTION_COUNT);

    for (int i = 0; i < RETENTION_COUNT; i++) {
        if (retention_all[i].statement == NULL)
            continue;
        table_text(table, cli_word(cli, retention_all[i].what));
        put_term(cli, table, retention_term(&retention_all[i], org));
        table_int(table, n[i]);
    }
    return cli_table(cli, table);
}

static enum outcome print_terms(struct cli *cli, const struct organisation *org)
{
    const struct column columns[] = {
        cli_column(cli, S("naam"), WORD_field_person_name, 10),
        cli_column(cli, S("wat"), WORD_personal_event, 44),
        cli_column(cli, S("termijn"), WORD_retention_term, 12),
        cli_column(cli, S("herkomst"), WORD_retention_origin, 10),
        cli_column(cli, S("minimum"), WORD_retention_least, 8),
        cli_column(cli, S("maximum"), WORD_retention_most, 8),
    };
    struct table *table = table_new(cli->mem, S("termijnen"), cli_word(cli, WORD_retention_title),
                                    columns, 6, RETENTION_COUNT);

    for (int i = 0; i < RETENTION_COUNT; i++) {
        const struct retention *it = &retention_all[i];

        table_text(table, str_of(it->name));
        table_text(table, cli_word(cli, it->what));
        put_term(cli, table, retention_term(it, org));
        if (it->chosen == NULL) {
            table_empty(table);
            table_empty(table);
            continue;
        }
        table_int(table, it->least);
        table_int(table, it->most);
    }
    return cli_table(cli, table);
}

static enum outcome terms(struct cli *cli)
{
    struct organisation org;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = read_organisation(cli, &org)) != DONE)
        return o;
    return print_terms(cli, &org);
}

/* tidy set NAME MONTHS|standard --why TEXT: as on the page about keeping. */
static enum outcome set(struct cli *cli)
{
    struct given given = {.noun = &organisation_noun};
    const struct cli_option options[] = {{"--why", &cli->job.why, NULL}};
    struct str name, months;
    int which, field;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_need(cli, &name)) != DONE ||
        (o = cli_need(cli, &months)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    if ((which = retention_named(name)) < 0)
        return cli_usage(cli);
    if ((o = cli_open(cli, false)) != DONE)
        return o;
    field = noun_field(&organisation_noun, str_of(retention_all[which].chosen));
    given.is[field] = true;
    given.text[field] = str_eq(months, S("standard")) ? S("") : months;
    return act_organisation_set(&cli->job, (struct row){0}, &given);
}

static enum outcome print_old(struct cli *cli, const struct evidence_old *all, size_t n)
{
    const struct column columns[] = {
        cli_column(cli, S("nummer"), WORD_cli_col_id, 8),
        cli_column(cli, S("titel"), WORD_field_evidence_title, 40),
        cli_column(cli, S("waarom"), WORD_evidence_old_why, 10),
        cli_column(cli, S("geldig_tot"), WORD_evidence_old_ended, 12),
        cli_column(cli, S("termijn"), WORD_retention_term, 12),
        cli_column(cli, S("mag_weg_sinds"), WORD_evidence_old_from, 14),
        cli_column(cli, S("gevraagd"), WORD_evidence_old_is_asked, 9),
    };
    struct table *table = table_new(cli->mem, S("mag_weg"), cli_word(cli, WORD_evidence_old_title),
                                    columns, 7, n);

    for (size_t i = 0; i < n; i++) {
        const struct evidence *it = &all[i].line->evidence;

        table_int(table, it->row.id);
        table_text(table, it->title);
        table_text(table, cli_word(cli, it->replaced_by.id != 0 ? WORD_measure_replaced
                                                                : WORD_evidence_view_verlopen));
        table_day(table, all[i].ended);
        table_text(table, word_fill(cli->mem, cli->lang, WORD_retention_months,
                                    WARG((int64_t)all[i].months), WORD_NO_ARG));
        table_day(table, all[i].since);
        table_flag(table, all[i].asked);
    }
    return cli_table(cli, table);
}

/* Of which evidence the file may go; `ledger erase --evidence N` asks for it. */
static enum outcome list_old(struct cli *cli)
{
    struct evidence_old *all;
    size_t n;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = cli_look(cli)) != DONE ||
        (o = act_evidence_old(&cli->job, &all, &n)) != DONE)
        return o;
    return print_old(cli, all, n);
}

static enum outcome print_scans(struct cli *cli, const struct evidence_scans *it)
{
    const struct column columns[] = {
        cli_column(cli, S("nummer"), WORD_cli_col_id, 8),
        cli_column(cli, S("titel"), WORD_field_evidence_title, 40),
        cli_column(cli, S("gevonden"), WORD_cli_col_found, 8),
        cli_column(cli, S("toelichting"), WORD_cli_col_what, 40),
    };
    struct table *table = table_new(cli->mem, S("gescand"), cli_word(cli, WORD_cli_scan_title),
                                    columns, 4, it->odd_n);

    for (size_t i = 0; i < it->odd_n; i++) {
        table_int(table, it->odd[i].evidence.row.id);
        table_text(table, it->odd[i].evidence.title);
        table_flag(table, it->odd[i].said.is == SCAN_FOUND);
        table_text(table, it->odd[i].said.words);
    }
    cli_says(cli, WORD_cli_check_scanner_files, WARG(it->clean), WARG(it->unscanned));
    if (it->found > 0)
        cli_says(cli, WORD_cli_check_scanner_found, WARG(it->found), WORD_NO_ARG);
    return it->odd_n == 0 ? DONE : cli_table(cli, table);
}

/* tidy scan --clamd SOCKET: with a scanner that is away nothing is begun. */
static enum outcome scan(struct cli *cli, bool *ret_odd)
{
    struct str socket = S("");
    const struct cli_option options[] = {{"--clamd", &socket, NULL}};
    struct evidence_scans it;
    struct scan there;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    if (socket.len == 0)
        return cli_usage(cli);
    if ((o = cli_clamd(cli, socket)) != DONE || (o = cli_open(cli, false)) != DONE)
        return o;
    there = scanner_there(cli->mem);
    if (there.is != SCAN_CLEAN) {
        cli->job.broke = there.words;
        return BROKEN;
    }
    if ((o = act_evidence_scan(&cli->job, cli_progress, &it)) != DONE ||
        (o = cli_reread(cli)) != DONE)
        return o;
    *ret_odd = it.odd_n > 0;
    return print_scans(cli, &it);
}

static enum outcome tidy(struct cli *cli)
{
    int64_t n[RETENTION_COUNT] = {0};
    struct organisation org;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = act_tidy(&cli->job, n)) != DONE ||
        (o = read_organisation(cli, &org)) != DONE)
        return o;
    return print_gone(cli, &org, n);
}

int cli_tidy(struct cli *cli)
{
    struct str verb = cli->argc > 0 && cli->argv[0][0] != '-' ? cli_take(cli) : S("");
    bool odd = false;
    int status;

    if (verb.len == 0)
        return cli_answer(cli, tidy(cli));
    if (str_eq(verb, S("evidence")))
        return cli_answer(cli, list_old(cli));
    if (str_eq(verb, S("terms")))
        return cli_answer(cli, terms(cli));
    if (str_eq(verb, S("scan"))) {
        status = cli_answer(cli, scan(cli, &odd));
        return status == 0 && odd ? EXIT_NO : status;
    }
    return cli_answer(cli, str_eq(verb, S("set")) ? set(cli) : cli_usage(cli));
}
