/* waarborg ledger: what changed, and the proof that nothing else did. */
#include "ledger/ledger.h"

#include "acts/keys.h"
#include "acts/people.h"
#include "cli/chain.h"
#include "cli/erase.h"
#include "cli/parts.h"
#include "cli/proof.h"
#include "ledger/leave.h"
#include "model/person.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

enum { SHOW_MOST = 50, SHOW_LIMIT = 100000 };

static struct str or_dash(struct str text)
{
    return text.len == 0 ? S("-") : text;
}

struct str proof_line(const struct cli *cli, const struct verify_result *it)
{
    enum word word;
    struct str what = word_find(it->key, &word) ? cli_word(cli, word) : it->key;
    struct buf out;

    buf_init(&out, cli->mem, 256);
    buf_text(&out, "%" STR_FMT " (%" STR_FMT " %lld", STR_ARG(what),
             STR_ARG(cli_word(cli, WORD_cli_at_entry)), (long long)it->seq);
    if (it->table.len > 0)
        buf_text(&out, "; %" STR_FMT " %" STR_FMT " %lld",
                 STR_ARG(cli_word(cli, WORD_cli_at_table)), STR_ARG(it->table),
                 (long long)it->id);
    if (it->column.len > 0)
        buf_text(&out, ", %" STR_FMT ": %" STR_FMT " %" STR_FMT ", %" STR_FMT " %" STR_FMT,
                 STR_ARG(it->column), STR_ARG(cli_word(cli, WORD_cli_expected)),
                 STR_ARG(or_dash(it->expected)), STR_ARG(cli_word(cli, WORD_cli_found)),
                 STR_ARG(or_dash(it->found)));
    buf_char(&out, ')');
    return buf_str(&out);
}

void proof_say(const struct cli *cli, const struct verify_result *it)
{
    cli_line(cli, proof_line(cli, it));
}

enum outcome proof_hash_at(struct job *job, int64_t seq, struct str *ret)
{
    struct query *q = query_of(job->db, &sql_cli_ledger_hash);

    *ret = S("");
    query_int(q, 1, job->org);
    query_int(q, 2, seq);
    if (query_next(q))
        *ret = arena_str(job->mem, query_get_text(q, 0));
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static struct str who(struct cli *cli, const struct person_line *lines, size_t n, int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].person.row.id == person)
            return lines[i].person.name;
    return person == 0 ? S("system") : arena_text(cli->mem, "p%lld", (long long)person);
}

static void put_value(struct cli *cli, struct table *table, struct str value, bool gone,
                      struct day day)
{
    table_text(table, gone ? record_erased(&cli->job, day) : value);
}

static void put_change(struct cli *cli, struct table *table, const struct ledger_change *it,
                       struct str name)
{
    char *time = arena_alloc(cli->mem, MOMENT_TEXT_BYTES);

    table_int(table, it->seq);
    table_text(table, moment_text(it->time, time));
    table_text(table, name);
    table_text(table, it->door);
    table_text(table, it->act);
    put_value(cli, table, it->why, it->why_gone, it->why_day);
    table_text(table, str_of(it->noun == NULL ? "" : it->noun->name));
    table_int(table, it->id);
    table_text(table, str_of(it->field == NULL ? "" : it->field->name));
    put_value(cli, table, it->from, it->from_gone, it->from_day);
    put_value(cli, table, it->to, it->to_gone, it->to_day);
}

static enum outcome show(struct cli *cli, int64_t from, int64_t most)
{
    const struct column columns[] = {
        cli_column(cli, S("regel"), WORD_cli_col_seq, 8),
        cli_column(cli, S("tijd"), WORD_cli_col_time, 26),
        cli_column(cli, S("wie"), WORD_cli_col_who, 22),
        cli_column(cli, S("deur"), WORD_cli_col_door, 8),
        cli_column(cli, S("handeling"), WORD_cli_col_act, 20),
        cli_column(cli, S("reden"), WORD_cli_col_reason, 20),
        cli_column(cli, S("tabel"), WORD_cli_col_table, 16),
        cli_column(cli, S("id"), WORD_cli_col_id, 8),
        cli_column(cli, S("veld"), WORD_cli_col_field, 20),
        cli_column(cli, S("van"), WORD_cli_col_from, 24),
        cli_column(cli, S("naar"), WORD_cli_col_to, 24),
    };
    const struct leave *leave;
    struct ledger_change *changes;
    struct person_line *people;
    struct ledger_head head;
    struct table *table;
    size_t n, n_people;
    enum outcome o;

    if ((o = leave_ask(&cli->job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_head(&cli->job, &head)) != DONE)
        return o;
    if (from == 0 && head.seq > most)
        from = head.seq - most + 1;
    if ((o = ledger_show(&cli->job, leave, from, (int)most, &changes, &n)) != DONE ||
        (o = act_people(&cli->job, &people, &n_people)) != DONE)
        return o;
    table = table_new(cli->mem, S("logboek"), cli_word(cli, WORD_nav_ledger), columns, 11, n);
    for (size_t i = 0; i < n; i++)
        put_change(cli, table, &changes[i], who(cli, people, n_people, changes[i].person));
    return cli_table(cli, table);
}

static enum outcome ledger_list(struct cli *cli)
{
    struct str from = {NULL, 0};
    struct str most = {NULL, 0};
    const struct cli_option options[] = {{"--from", &from, NULL}, {"--most", &most, NULL}};
    int64_t first = 0;
    int64_t n = SHOW_MOST;
    enum outcome o;

    if ((o = cli_options(cli, options, 2)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_number(cli, S("--from"), from, 1, &first)) != DONE ||
        (o = cli_number(cli, S("--most"), most, 1, &n)) != DONE)
        return o;
    if (n > SHOW_LIMIT)
        return job_refuse_with(&cli->job, S("--most"), S("value.number"), most);
    return (o = cli_open(cli, false)) == DONE ? show(cli, first, n) : o;
}

static enum outcome print_proof(struct cli *cli, const struct verify_result *it)
{
    const struct column columns[] = {
        cli_column(cli, S("klopt"), WORD_cli_col_sound, 8),
        cli_column(cli, S("regels"), WORD_cli_col_entries, 12),
        cli_column(cli, S("rijen"), WORD_cli_col_rows, 12),
        cli_column(cli, S("laatste"), WORD_cli_col_seq, 12),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
        cli_column(cli, S("niet_in_logboek"), WORD_cli_col_passing, 40),
        cli_column(cli, S("fout"), WORD_cli_col_fault, 40),
    };
    struct table *table = table_new(cli->mem, S("controle"),
                                    cli_word(cli, WORD_cli_proof_title), columns, 7, 1);

    table_flag(table, it->sound);
    table_int(table, it->entries);
    table_int(table, it->rows);
    table_int(table, it->seq);
    table_text(table, it->hash);
    table_text(table, it->passing);
    table_text(table, it->sound ? S("") : proof_line(cli, it));
    return cli_record(cli, table);
}

static int ledger_prove(struct cli *cli)
{
    bool deep = false;
    const struct cli_option options[] = {{"--deep", NULL, &deep}};
    struct verify_result result;
    struct chain_known known;
    enum outcome o;

    if ((o = cli_chain_known(cli, &known)) != DONE || (o = cli_options(cli, options, 1)) != DONE)
        return cli_answer(cli, o);
    if (cli->argc == 1)
        return cli_chain_verify(cli, cli_take(cli), &known);
    if (known.uuid.len > 0 || known.keys_n > 0)
        return cli_answer(cli, cli_usage(cli));
    if ((o = cli_no_more(cli)) != DONE || (o = cli_open(cli, false)) != DONE ||
        (o = ledger_verify(&cli->job, deep, cli_progress, &result)) != DONE ||
        (o = cli_chain_seen(cli, &known, &result)) != DONE ||
        (o = print_proof(cli, &result)) != DONE)
        return cli_answer(cli, o);
    if (result.layout_unseen)
        cli_says(cli, WORD_verify_unlooked, WORD_NO_ARG, WORD_NO_ARG);
    if (result.sound)
        return 0;
    proof_say(cli, &result);
    return EXIT_NO;
}

static enum outcome print_head(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("uuid"), WORD_cli_col_uuid, 34),
        cli_column(cli, S("laatste"), WORD_cli_col_seq, 12),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
        cli_column(cli, S("tijd"), WORD_cli_col_time, 26),
    };
    struct ledger_head head;
    struct table *table;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = ledger_head(&cli->job, &head)) != DONE)
        return o;
    table = table_new(cli->mem, S("stand"), cli_word(cli, WORD_paper_witness), columns, 4, 1);
    table_text(table, head.uuid);
    table_int(table, head.seq);
    table_text(table, head.hash);
    table_text(table, head.time);
    return cli_record(cli, table);
}

static enum outcome sign(struct cli *cli)
{
    const struct column columns[] = {
        cli_column(cli, S("laatste"), WORD_cli_col_seq, 12),
        cli_column(cli, S("kenmerk"), WORD_cli_col_hash, 66),
        cli_column(cli, S("tijd"), WORD_cli_col_time, 26),
        cli_column(cli, S("sleutel"), WORD_keys_number, 8),
        cli_column(cli, S("handtekening"), WORD_keys_signature, 130),
    };
    struct signed_head it;
    struct table *table;
    enum outcome o;

    if ((o = cli_options(cli, NULL, 0)) != DONE || (o = cli_no_more(cli)) != DONE ||
        (o = cli_open(cli, false)) != DONE || (o = act_head_sign(&cli->job, &it)) != DONE ||
        (o = cli_reread(cli)) != DONE)
        return o;
    table = table_new(cli->mem, S("stand"), cli_word(cli, WORD_keys_signed), columns, 5, 1);
    table_int(table, it.seq);
    table_text(table, it.hash);
    table_text(table, it.time);
    table_int(table, it.key);
    table_text(table, it.signature);
    return cli_record(cli, table);
}

/* Whoever sets the clock of this machine says that it is right; nobody on a page can. */
static enum outcome clock_confirm(struct cli *cli)
{
    const struct cli_option options[] = {{"--why", &cli->job.why, NULL}};
    struct ledger_head head;
    enum outcome o;

    if ((o = cli_options(cli, options, 1)) != DONE || (o = cli_no_more(cli)) != DONE)
        return o;
    if (str_trim(cli->job.why).len == 0)
        return job_refuse(&cli->job, S("--why"), S("cli.needs_value"));
    if ((o = cli_open(cli, false)) != DONE || (o = ledger_clock(&cli->job)) != DONE ||
        (o = cli_reread(cli)) != DONE || (o = ledger_head(&cli->job, &head)) != DONE)
        return o;
    cli_says(cli, WORD_cli_clock_confirmed, WARG(head.time), WORD_NO_ARG);
    return DONE;
}

int cli_ledger(struct cli *cli)
{
    struct str verb = cli_take(cli);

    if (str_eq(verb, S("show")))
        return cli_answer(cli, ledger_list(cli));
    if (str_eq(verb, S("verify")))
        return ledger_prove(cli);
    if (str_eq(verb, S("erase")))
        return cli_answer(cli, cli_erase_ask(cli));
    if (str_eq(verb, S("erasures")))
        return cli_answer(cli, cli_erase_list(cli));
    if (str_eq(verb, S("confirm")))
        return cli_answer(cli, cli_erase_do(cli));
    if (str_eq(verb, S("drop")))
        return cli_answer(cli, cli_erase_drop(cli));
    if (str_eq(verb, S("head")))
        return cli_answer(cli, print_head(cli));
    if (str_eq(verb, S("export")))
        return cli_answer(cli, cli_chain_export(cli));
    if (str_eq(verb, S("clock")))
        return cli_answer(cli, clock_confirm(cli));
    if (str_eq(verb, S("sign")))
        return cli_answer(cli, sign(cli));
    return cli_answer(cli, cli_usage(cli));
}
