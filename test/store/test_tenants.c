/* With the clause for the organisation taken out of a statement, PostgreSQL itself still gives
 * nothing of another organisation and lets nothing of it be touched [plan 3.11].
 *
 * Every woven statement that is about one organisation is tried, so that a new one falls under
 * this by itself, as the role of the program. Organisation 1 asks. Organisation 2 has a row in
 * every table, filled with what is asked for; when the statement says the same as it does
 * without those rows, and they are as they were, it held. That a statement would have found
 * them is shown by asking it once more with all fences open. */
#include "databases.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/token.h"

enum { CLAUSES_MAX = 8, EVERY_CLAUSE = -1, NO_CLAUSE = -2, TRIES_MAX = 300, VALUES = 4 };

/* Keys and checks that would refuse a row of one number and one text are in the way here. */
static const char bare[] =
    "do $$ declare c record; begin for c in select conrelid::regclass as t, conname from "
    "pg_constraint where contype in ('c', 'f') and connamespace = current_schema()::regnamespace "
    "loop execute format('alter table %s drop constraint %I', c.t, c.conname); end loop; end $$;"
    "create temp table fenced as select k.table_name as t from information_schema.columns k join "
    "information_schema.tables b using (table_schema, table_name) where k.table_schema = "
    "current_schema() and k.column_name = 'org' and b.table_type = 'BASE TABLE';"
    "create temp table filled as select table_name as t, column_name, data_type, is_nullable, "
    "table_name in (select t from fenced) as whose from information_schema.columns join "
    "information_schema.tables b using (table_schema, table_name) where table_schema = "
    "current_schema() and b.table_type = 'BASE TABLE' and table_name <> 'migration';";

static const char helpers[] =
    "create function fill(org bigint, n bigint, s text) returns void language plpgsql as $$ "
    "declare f record; begin for f in select t, string_agg(format('%I', column_name), ', ' order "
    "by column_name) as names, string_agg(case when column_name = 'org' then org::text when "
    "column_name = 'upto' then '9' when data_type = 'text' then quote_literal(s) when data_type "
    "= 'bytea' then quote_literal(s) || '::bytea' else n::text end, ', ' order by column_name) "
    "as cells from filled where whose or org = 2 group by t loop execute format("
    "'insert into %I (%s) values (%s)', f.t, f.names, f.cells); end loop; end $$;"
    "create function give(names text, named text, kinds text, cell text) returns void "
    "language plpgsql as $$ declare f record; begin for f in select t, whose from filled where "
    "column_name = named and t = any(string_to_array(names, ',')) and data_type ~ kinds and (cell <> 'null' or "
    "is_nullable = 'YES') loop execute format("
    "'update %I set %I = %s %s', f.t, named, cell, case when f.whose then 'where org = 2' else '' "
    "end); end loop; end $$;"
    "create function without(names text) returns void language plpgsql as $$ declare f record; "
    "begin for f in select t from fenced where t = any(string_to_array(names, ',')) loop "
    "execute format('delete from %I where org = 2', f.t); end loop; end $$;"
    "create function theirs(names text) returns text language plpgsql as $$ declare f record; "
    "one text; said text := ''; begin for f in select t from fenced where t = any("
    "string_to_array(names, ',')) order by t loop execute format("
    "'select md5(string_agg(x::text, ''|'' order by x::text)) from %I x where org = 2', f.t) into "
    "one; said := said || coalesce(one, '-'); end loop; return said; end $$;"
    "select fill(1, 3, 'c'), fill(2, 7, 'aaaaaaaa.');";

/* What is put to a parameter: what the rows hold, or more or less than that. */
static const char *const values[][VALUES] = {
    [SQL_BIGINT] = {"7", "9", "6", "8"},
    [SQL_INTEGER] = {"7", "9", "6", "8"},
    [SQL_TEXT] = {"aaaaaaaa.", "b", "7", "1"},
    [SQL_BYTES] = {"\\x61616161616161612e", "\\x", "\\x62", "\\x63"},
};
static const Oid oids[] = {[SQL_BIGINT] = 20, [SQL_INTEGER] = 23, [SQL_TEXT] = 25,
                           [SQL_BYTES] = 17};

/* What does not find a single row of one value, however it is asked. */
static const struct { const char *name, *why; } blunt[] = {
    {"ledger_before", "halves over entries, and there is but one"},
    {"evidence_shared", "wants two pieces of one file"},
    {"file_erased", "wants the bytes to be gone"},
    {"file_sweep", "wants bytes that no row names"},
    {"picture_named", "wants two uses of one piece"},
    {"scope_of", "gives the first alone, which is one's own"},
    {"signed_apart", "wants a head that is not of the ledger"},
    {"signed_due", "wants an entry that was not signed"},
};

struct clause {
    size_t from, to; /* in the text */
    bool value;      /* what is inserted, and no comparison */
};

struct trial {
    const struct statement *statement;
    struct clause clauses[CLAUSES_MAX];
    int n;
    struct str tables;                /* those that it names, between commas */
    struct str given;                 /* what makes the rows fit the constants of the text */
    const char *put[SQL_PARAMS_MAX];  /* $1 apart */
    bool sharp;                       /* with the fences open it finds the other organisation */
};

/* How a statement is asked. */
struct way {
    int without;         /* which clause; EVERY_CLAUSE, NO_CLAUSE */
    const char *org;     /* $1    */
    const char *fence;   /* the setting */
    bool alone;          /* the other organisation has no rows */
    const char *open;    /* a table that has no fence for once, or NULL */
};

struct sum {
    int removed, refused, none, sharp;
};

static struct arena *mem;
static PGconn *line;

static void say(const char *text)
{
    PGresult *answer = PQexec(line, text);
    ExecStatusType status = PQresultStatus(answer);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail_msg("%s: %s", text, PQerrorMessage(line));
    PQclear(answer);
}

static struct str as_text(PGresult *answer)
{
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    struct str text = arena_text(mem, "%s", state != NULL ? state : PQcmdTuples(answer));

    for (int row = 0; row < PQntuples(answer); row++)
        for (int cell = 0; cell < PQnfields(answer); cell++)
            text = arena_text(mem, "%" STR_FMT "|%s%s", STR_ARG(text),
                              PQgetisnull(answer, row, cell) ? "-" : "",
                              PQgetvalue(answer, row, cell));
    return text;
}

static struct str ask(const char *text)
{
    PGresult *answer = PQexec(line, text);
    struct str said = as_text(answer);

    PQclear(answer);
    return said;
}

static struct str text_without(const struct trial *it, int which)
{
    struct str whole = str_of(it->statement->text);
    struct str text = S("");
    size_t at = 0;

    for (int i = 0; i < it->n; i++) {
        const struct clause *c = &it->clauses[i];

        if (which != EVERY_CLAUSE && which != i)
            continue;
        text = arena_text(mem, "%" STR_FMT "%" STR_FMT "%s", STR_ARG(text),
                          STR_ARG(str_sub(whole, at, c->from)),
                          c->value ? "$1 + 1" : "cast($1 as bigint) is not null");
        at = c->to;
    }
    return arena_text(mem, "%" STR_FMT "%" STR_FMT, STR_ARG(text),
                      STR_ARG(str_sub(whole, at, SIZE_MAX)));
}

static struct str theirs(const struct trial *it)
{
    return ask(arena_text(mem, "select theirs('%" STR_FMT "')", STR_ARG(it->tables)).at);
}

/* What comes of it; *ret_touched: is something of the other organisation another now? */
static struct str outcome_of(struct trial *it, struct way way, bool *ret_touched)
{
    Oid types[SQL_PARAMS_MAX];
    PGresult *answer;
    struct str before = S("");
    struct str said;

    for (int i = 0; i < it->statement->n_params; i++)
        types[i] = oids[it->statement->params[i]];
    it->put[0] = way.org;
    say(arena_text(mem, "begin; %" STR_FMT "%s%s%s%s", STR_ARG(it->given),
                   way.alone ? arena_text(mem, "select without('%" STR_FMT "');",
                                          STR_ARG(it->tables)).at : "",
                   way.open == NULL ? "" : "alter table ", way.open == NULL ? "" : way.open,
                   way.open == NULL ? "" : " disable row level security").at);
    if (ret_touched != NULL)
        before = theirs(it);
    say(arena_text(mem, "set local waarborg.org = '%s'; set local role waarborg_program",
                   way.fence).at);
    answer = PQexecParams(line, text_without(it, way.without).at, it->statement->n_params, types,
                          it->put, NULL, NULL, 0);
    said = as_text(answer);
    PQclear(answer);
    if (ret_touched != NULL && PQtransactionStatus(line) == PQTRANS_INTRANS) {
        say("reset role; set local waarborg.org = '0'");
        *ret_touched = !str_eq(before, theirs(it));
    }
    say("rollback");
    return said;
}

static void add_clause(struct trial *it, size_t from, size_t to, bool value)
{
    assert_true(it->n < CLAUSES_MAX);
    it->clauses[it->n++] = (struct clause){from, to, value};
}

static size_t place(const struct trial *it, struct token token)
{
    return (size_t)(token.text.at - it->statement->text);
}

/* `org = $1`, with the name before it, or $1 as the first of what is inserted. */
static void find_clauses(struct trial *it)
{
    struct str rest = str_of(it->statement->text);
    struct token last[4] = {{0}};
    struct token now;

    while ((now = token_solid(&rest)).is != TOKEN_END) {
        size_t end = place(it, now) + now.text.len;

        if (now.is == TOKEN_PARAM && str_eq(now.text, S("$1"))) {
            if (token_is(last[1], S("org")) && token_sign(last[0], '='))
                add_clause(it, place(it, token_sign(last[2], '.') ? last[3] : last[1]), end,
                           false);
            else if ((token_sign(last[0], '(') && token_is(last[1], S("values"))) ||
                     token_is(last[0], S("select")))
                add_clause(it, place(it, now), end, true);
            else
                fail_msg("%s uses its organisation in a way that this test does not know",
                         it->statement->name);
        }
        memmove(last + 1, last, 3 * sizeof *last);
        last[0] = now;
    }
}

static struct str bare_name(struct token token)
{
    return token.is == TOKEN_STRING ? str_sub(token.text, 1, token.text.len - 1) : token.text;
}

/* A view reads the table and its past. */
static void find_tables(struct trial *it)
{
    struct str rest = str_of(it->statement->text);
    struct token last = {0};
    struct token now;

    for (; (now = token_solid(&rest)).is != TOKEN_END; last = now) {
        struct str name = bare_name(now);
        size_t at = str_ends(name, S("_at")) ? name.len - 3 : name.len;

        if (token_is(last, S("from")) || token_is(last, S("join")) ||
            token_is(last, S("into")) || token_is(last, S("update")))
            it->tables = arena_text(mem, "%" STR_FMT ",%.*s%s%.*s%s", STR_ARG(it->tables), (int)at,
                                    name.at, at < name.len ? "," : "",
                                    at < name.len ? (int)at : 0, name.at,
                                    at < name.len ? "_past" : "");
    }
    it->tables = arena_text(mem, "%" STR_FMT ",", STR_ARG(it->tables));
}

/* The rows of the other organisation hold what the text compares with. */
static void find_constants(struct trial *it)
{
    struct str rest = str_of(it->statement->text);
    struct token last[2] = {{0}};
    struct token now;

    for (; (now = token_solid(&rest)).is != TOKEN_END; last[1] = last[0], last[0] = now) {
        bool text = now.is == TOKEN_STRING && now.text.at[0] == '\'';
        bool null = token_is(now, S("null")) && token_is(last[0], S("is"));

        if (!null && !((text || now.is == TOKEN_NUMBER) && token_sign(last[0], '=')))
            continue;
        it->given = arena_text(mem, "%" STR_FMT "select give('%" STR_FMT "', '%" STR_FMT "', '%s', "
                                    "%s%" STR_FMT "%s);", STR_ARG(it->given),
                               STR_ARG(it->tables), STR_ARG(bare_name(last[1])),
                               null ? "" : text ? "text" : "int", text ? "quote_literal(" : "'",
                               STR_ARG(now.text), text ? ")" : "'");
    }
}

/* Looks for what makes the statement find the rows once all fences are open. */
static void sharpen(struct trial *it)
{
    const struct way open = {EVERY_CLAUSE, "1", "0", .alone = false};
    const struct way shut = {EVERY_CLAUSE, "1", "1", .alone = false};
    int n = it->statement->n_params;

    for (long turn = 0; turn < TRIES_MAX && !it->sharp; turn++) {
        long left = turn;

        for (int i = 1; i < n; i++, left /= VALUES)
            it->put[i] = values[it->statement->params[i]][left % VALUES];
        if (left > 0)
            return;
        it->sharp = !str_eq(outcome_of(it, open, NULL), outcome_of(it, shut, NULL));
    }
}

/* What it says of the other organisation in this way: nothing, or it is refused. */
static bool holds(struct trial *it, struct way way, struct sum *sum)
{
    struct way alone = way;
    bool writes = !str_starts(str_of(it->statement->text), S("select"));
    bool touched = false;
    struct str said = outcome_of(it, way, writes ? &touched : NULL);

    if (str_eq(said, S("42501"))) {
        sum->refused++;
        return true;
    }
    alone.alone = true;
    if (touched || !str_eq(said, outcome_of(it, alone, NULL)))
        return false;
    sum->none++;
    return true;
}

static struct trial trial_of(const struct statement *statement)
{
    struct trial it = {.statement = statement, .given = S(""), .tables = S("")};

    for (int i = 1; i < statement->n_params; i++)
        it.put[i] = values[statement->params[i]][0];
    find_clauses(&it);
    find_tables(&it);
    find_constants(&it);
    sharpen(&it);
    return it;
}

static bool names(const struct trial *it, const char *table)
{
    return str_find(it->tables, arena_text(mem, ",%s,", table), 0) >= 0;
}

static const char *why_blunt(const struct trial *it)
{
    for (size_t i = 0; i < sizeof blunt / sizeof *blunt; i++)
        if (strcmp(it->statement->name, blunt[i].name) == 0)
            return blunt[i].why;
    return NULL;
}

/* Whether it is told apart from a statement that would have found nothing anyway. */
static int blunt_wrongly(const struct trial *it)
{
    const char *why = why_blunt(it);

    if (why != NULL && it->sharp)
        print_error("%s finds something after all\n", it->statement->name);
    else if (why != NULL)
        print_message("%s would find nothing here: it %s\n", it->statement->name, why);
    else if (!it->sharp)
        print_error("%s is not shown to find anything\n", it->statement->name);
    return it->sharp == (why != NULL);
}

static void each_statement(struct trial *trials, int n, struct sum *sum)
{
    int failed = 0;

    for (int i = 0; i < n; i++) {
        struct trial *it = &trials[i];

        for (int which = NO_CLAUSE; which < it->n; which++) {
            bool handed = which == NO_CLAUSE; /* as it is, with the number of the other */
            struct way way = {which, handed ? "2" : "1", "1", .alone = false};

            sum->removed += which >= 0;
            if (holds(it, way, sum))
                continue;
            print_error("%s: %s\n", it->statement->name, text_without(it, which).at);
            failed++;
        }
        failed += blunt_wrongly(it);
        sum->sharp += it->sharp;
    }
    assert_int_equal(failed, 0);
}

/* Were one fence missing, a statement would tell of it. */
static void each_fence(struct trial *trials, int n, struct sum *sum)
{
    PGresult *tables = PQexec(line, "select t from fenced order by t");
    int failed = 0;

    for (int t = 0; t < PQntuples(tables); t++) {
        const char *table = PQgetvalue(tables, t, 0);
        struct way way = {EVERY_CLAUSE, "1", "1", .open = table};
        bool held = true;

        for (int i = 0; i < n && held; i++)
            held = !trials[i].sharp || !names(&trials[i], table) ||
                   holds(&trials[i], way, sum);
        if (held)
            print_error("nothing tells that %s has no fence\n", table);
        failed += held;
    }
    print_message("%d fences, each of which some statement would miss\n", PQntuples(tables));
    PQclear(tables);
    assert_int_equal(failed, 0);
}

static int trials_of(struct trial *trials)
{
    int n = 0;

    for (int i = 0; i < sql_all_n; i++)
        if (sql_own[i])
            trials[n++] = trial_of(sql_all[i]);
    return n;
}

static void tenants(struct arena *arena, struct str where)
{
    static struct trial trials[SQL_ALL_N];
    struct db *db = opened(arena, where);
    struct sum sum = {0};
    struct sum unfenced = {0};
    struct str why = {0};
    int n;

    mem = arena;
    if (db_kind(db) == DB_POSTGRES) {
        done(migrate_run(db, mem, &why), db);
        line = PQconnectdb(where.at);
        assert_int_equal(PQstatus(line), CONNECTION_OK);
        say("set waarborg.org = '0'");
        say(bare);
        say(helpers);
        n = trials_of(trials);
        each_statement(trials, n, &sum);
        each_fence(trials, n, &unfenced);
        print_message("%d statements, %d clauses removed one at a time, all at once, or all kept "
                      "with the number of another: %d refused, %d with 0 rows; %d would have found "
                      "some; %d more are about all organisations\n", n, sum.removed,
                      sum.refused, sum.none, sum.sharp, sql_all_n - n);
        PQfinish(line);
    }
    db_close(db);
}

TEST(a_statement_without_its_organisation_gives_and_touches_nothing_of_another)
{
    (void)state;
    on_both(tenants);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_without_its_organisation_gives_and_touches_nothing_of_another),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
