/* The fence in PostgreSQL: whose rows come back, and what the role of the program may do. */
#include "databases.h"

#include <libpq-fe.h>
#include <stdlib.h>

#include "store/fence.h"

static const enum sql_type ints[] = {SQL_BIGINT};
static const char *const names[] = {"n"};
/* No policy is missing where a table has an organisation; said apart from fence.c. */
static const struct statement bare = {
    "bare",
    "select count(*) from information_schema.columns k join pg_class c on c.relname = k.table_name "
    "and c.relnamespace = current_schema()::regnamespace where k.table_schema = current_schema() "
    "and k.column_name = 'org' and c.relkind = 'r' and not (c.relrowsecurity and "
    "c.relforcerowsecurity and exists (select 1 from pg_policies p where "
    "p.schemaname = current_schema() and p.tablename = k.table_name))",
    TEST_NUMBER, 0, NULL, 1, ints, names};
static const struct statement fenced = {
    "fenced", "select count(*) from pg_policies where schemaname = current_schema()",
    TEST_NUMBER + 1, 0, NULL, 1, ints, names};
static const struct statement heads = {
    "heads", "select count(*) from ledger_head", TEST_NUMBER + 2, 0, NULL, 1, ints, names};

#define ZEROES "0000000000000000000000000000000000000000000000000000000000000000"

static void state_is(struct db *db, struct arena *mem, enum migrate_state ought)
{
    enum migrate_state state = MIGRATE_EMPTY;
    struct str why = {0};

    done(migrate_look(db, mem, &state, &why), db);
    assert_int_equal(state, ought);
}

static void bring_up(struct db *db, struct arena *mem)
{
    struct str why = {0};

    if (migrate_run(db, mem, &why) != DONE)
        fail_msg("%" STR_FMT, STR_ARG(why));
    state_is(db, mem, MIGRATE_CURRENT);
}

static void every_table(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);

    if (db_kind(db) == DB_POSTGRES) {
        bring_up(db, mem);
        assert_int_equal(rows_of(db, &bare), 0);
        assert_true(rows_of(db, &fenced) > 40);
        run_sql(db, "create table later (org bigint not null, id bigint not null)");
        assert_int_equal(rows_of(db, &bare), 1);
        state_is(db, mem, MIGRATE_OLDER);
        bring_up(db, mem);
        assert_int_equal(rows_of(db, &bare), 0);
        run_sql(db, "alter table later no force row level security");
        state_is(db, mem, MIGRATE_OLDER);
        bring_up(db, mem);
        run_sql(db, "create view seen as select org from later");
        state_is(db, mem, MIGRATE_OLDER);
        bring_up(db, mem);
    }
    db_close(db);
}

static PGconn *line_to(struct str where)
{
    PGconn *line = PQconnectdb(where.at);

    if (PQstatus(line) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(line));
    return line;
}

/* What comes of a statement: the number that it gives or touches, or its SQLSTATE. */
static const char *says(PGconn *line, const char *text)
{
    static char said[32];
    PGresult *answer = PQexec(line, text);
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);

    snprintf(said, sizeof said, "%s", state != NULL                ? state
                                      : PQntuples(answer) == 1 ? PQgetvalue(answer, 0, 0)
                                                                   : PQcmdTuples(answer));
    PQclear(answer);
    return said;
}

static void two_heads(struct db *db)
{
    run_sql(db, "insert into ledger_head values (1, '" "00000000000000000000000000000000" "', 0, '"
                ZEROES "', '', 1), (2, '" "00000000000000000000000000000001" "', 0, '" ZEROES
                "', '', 1)");
    run_sql(db, "insert into ledger_text values (1, '" ZEROES "', "
                "'00000000000000000000000000000000', 'een'), (2, '" ZEROES "', "
                "'00000000000000000000000000000000', 'twee')");
}

static void one_organisation(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    PGconn *line;

    if (db_kind(db) == DB_POSTGRES) {
        bring_up(db, mem);
        two_heads(db);
        assert_int_equal(rows_of(db, &heads), 2);
        line = line_to(where); /* the owner, whom the fence holds too */
        assert_string_equal(says(line, "select count(*) from ledger_head"), "0");
        says(line, "begin");
        says(line, "set local waarborg.org = '2'");
        assert_string_equal(says(line, "select min(org) from ledger_head"), "2");
        assert_string_equal(says(line, "select min(text) from ledger_text"), "twee");
        assert_string_equal(says(line, "delete from ledger_text where org = 1"), "0");
        assert_string_equal(says(line, "update ledger_head set seq = 9 where org = 1"), "0");
        assert_string_equal(says(line, "update ledger_head set org = 1 where org = 2"), "42501");
        says(line, "rollback");
        says(line, "begin");
        says(line, "set local waarborg.org = '2'");
        says(line, "commit");
        assert_string_equal(says(line, "select count(*) from ledger_head"), "0");
        PQfinish(line);
    }
    db_close(db);
}

static struct str as_program(struct arena *mem, struct str where)
{
    struct str owner = S("user=waarborg_owner");
    ptrdiff_t at = str_find(where, owner, 0);

    assert_true(at >= 0);
    return arena_text(mem, "%" STR_FMT "user=waarborg_program%" STR_FMT,
                      STR_ARG(str_sub(where, 0, (size_t)at)),
                      STR_ARG(str_sub(where, (size_t)at + owner.len, SIZE_MAX)));
}

static void least_power(struct arena *mem, struct str where)
{
    static const struct { const char *text, *says; } tried[] = {
        {"update ledger set act = 'x' where org = 1", "42501"},
        {"delete from ledger where org = 1", "42501"},
        {"truncate ledger", "42501"},
        {"delete from ledger_row where org = 1", "42501"},
        {"delete from ledger_head where org = 1", "42501"},
        {"update ledger_text set text = 'x' where org = 1", "42501"},
        {"delete from ledger_text where org = 1", "1"},
        {"insert into migration values (999, 'x', 'x', 'x')", "42501"},
        {"update migration set hash = 'x'", "42501"},
        {"create table mine (n bigint)", "42501"},
        {"drop table person", "42501"},
        {"alter table person disable row level security", "42501"},
        {"drop policy own_org on person", "42501"},
        {"alter table person no force row level security", "42501"},
        {"create view mine as select 1", "42501"},
        {"set role waarborg_owner", "42501"},
        {"select count(*) from person_at where org = 1", "0"},
        {"update ledger_head set seq = 1 where org = 1", "1"},
    };
    struct db *db = opened(mem, where);
    PGconn *line;

    if (db_kind(db) == DB_POSTGRES) {
        bring_up(db, mem);
        two_heads(db);
        line = line_to(as_program(mem, where));
        for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
            says(line, "begin");
            says(line, "set local waarborg.org = '0'");
            if (strcmp(says(line, tried[i].text), tried[i].says) != 0)
                fail_msg("%s: not %s", tried[i].text, tried[i].says);
            says(line, "rollback");
        }
        PQfinish(line);
        run_sql(db, "grant update on ledger to waarborg_program");
        state_is(db, mem, MIGRATE_OLDER);
        bring_up(db, mem);
        run_sql(db, "revoke insert on ledger from waarborg_program");
        state_is(db, mem, MIGRATE_OLDER);
    }
    db_close(db);
}

static void only_the_owner(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct db *program;
    struct str why = {0};

    if (db_kind(db) == DB_POSTGRES) {
        bring_up(db, mem);
        program = opened(mem, as_program(mem, where));
        state_is(program, mem, MIGRATE_CURRENT);
        run_sql(db, "alter table person disable row level security");
        state_is(program, mem, MIGRATE_OLDER);
        assert_int_equal(migrate_run(program, mem, &why), BROKEN);
        if (str_find(why, S("the role that owns the tables"), 0) < 0)
            fail_msg("%" STR_FMT, STR_ARG(why));
        db_close(program);
    }
    db_close(db);
}

TEST(every_table_with_an_organisation_has_its_fence_and_a_later_one_too) { on_both(every_table); }
TEST(within_a_transaction_there_is_one_organisation_for_the_owner_too) { on_both(one_organisation); }
TEST(the_role_of_the_program_adds_to_the_ledger_and_alters_no_table) { on_both(least_power); }
TEST(only_the_owner_brings_the_tables_up) { on_both(only_the_owner); }

TEST(what_the_statements_do_is_read_from_their_texts)
{
    struct arena *mem = arena_new(1 << 20);
    struct str powers = arena_text(mem, ",%" STR_FMT ",", STR_ARG(fence_powers(mem)));
    static const struct { const char *power; bool is; } some[] = {
        {",ledger insert,", true},       {",ledger update,", false},  {",ledger delete,", false},
        {",ledger_text delete,", true},  {",ledger_text update,", false},
        {",ledger_head update,", true},  {",person insert,", true},   {",person update,", true},
        {",person_past insert,", true},  {",care update,", true},     {",session delete,", true},
        {",migration insert,", false},   {",migration delete,", false},
    };

    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if ((str_find(powers, str_of(some[i].power), 0) >= 0) != some[i].is)
            fail_msg("%s", some[i].power);
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_with_an_organisation_has_its_fence_and_a_later_one_too),
        cmocka_unit_test(within_a_transaction_there_is_one_organisation_for_the_owner_too),
        cmocka_unit_test(the_role_of_the_program_adds_to_the_ledger_and_alters_no_table),
        cmocka_unit_test(only_the_owner_brings_the_tables_up),
        cmocka_unit_test(what_the_statements_do_is_read_from_their_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
