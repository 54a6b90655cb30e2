/* Migrations on both databases, and the past that they prepare. */
#include "databases.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/token.h"

enum { BEFORE_ROW_ONCE = 30 };

#define HASH(digit) "000000000000000000000000000000000000000000000000000000000000000" digit

static const struct migration list[] = {
    {1, "ground", "-- 0001 ground\n-- passing: a test; with a semicolon\n"
                  "create table note (org bigint not null primary key, text text not null\n"
                  "    check (text <> ';')); -- a comment; after it\n"
                  "insert into note values (1, 'a; b');\n", HASH("1"), false},
    {2, "supplier", "-- ledgered\ncreate table supplier (\n"
                    "  org bigint not null, id bigint not null, version bigint not null,\n"
                    "  since bigint not null, \"from\" text, raw bytea, /* bigint; */\n"
                    "  critical integer not null check (critical in (0, 1)),\n"
                    "  primary key (org, id));\n"
                    "create index supplier_since on supplier (org, since);\n", HASH("2"), true},
    {3, "level", "-- ledgered\n"
                 "alter table supplier add column level integer not null default 3;\n"
                 "alter table supplier add column remark text;\n", HASH("3"), true},
};

static const enum sql_type types[] = {SQL_BIGINT, SQL_BIGINT, SQL_BIGINT, SQL_TEXT};
static const char *const names[] = {"a", "b", "c", "d"};
static const struct statement at_count = {
    "at_count", "select count(*) from supplier_at where org = 1 and since <= 20 and upto > 20",
    TEST_NUMBER, 0, NULL, 1, types, names};
static const struct statement at_all = {
    "at_all", "select id, upto, level, remark from supplier_at where org = 1 order by id, since",
    TEST_NUMBER + 1, 0, NULL, 4, types, names};
static const struct statement note_count = {
    "note_count", "select count(*) from note where text = 'a; b'", TEST_NUMBER + 2, 0, NULL, 1,
    types, names};

static void run(struct db *db, struct arena *mem, int n)
{
    struct str why = {0};

    if (migrate_run_list(db, mem, list, n, &why) != DONE)
        fail_msg("%" STR_FMT, STR_ARG(why));
}

static void state_is(struct db *db, struct arena *mem, const struct migration *known, int n,
                     enum migrate_state ought, const char *why_has)
{
    enum migrate_state state = MIGRATE_EMPTY;
    struct str why = {0};

    done(migrate_look_list(db, mem, known, n, &state, &why), db);
    assert_int_equal(state, ought);
    if (why_has != NULL && str_find(why, str_of(why_has), 0) < 0)
        fail_msg("\"%" STR_FMT "\" lacks \"%s\"", STR_ARG(why), why_has);
}

static void twice(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);

    state_is(db, mem, list, 3, MIGRATE_EMPTY, NULL);
    run(db, mem, 1);
    state_is(db, mem, list, 1, MIGRATE_CURRENT, NULL);
    state_is(db, mem, list, 3, MIGRATE_OLDER, NULL);
    run(db, mem, 3);
    run(db, mem, 3);
    state_is(db, mem, list, 3, MIGRATE_CURRENT, NULL);
    assert_int_equal(rows_of(db, &note_count), 1);
    db_close(db);
}

static void newer(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct migration changed[3];
    struct str why = {0};

    memcpy(changed, list, sizeof changed);
    changed[1].hash = HASH("f");
    run(db, mem, 3);
    state_is(db, mem, list, 2, MIGRATE_NEWER, "migration 3 (level)");
    state_is(db, mem, list, 2, MIGRATE_NEWER, "1 to 2");
    state_is(db, mem, changed, 3, MIGRATE_NEWER, HASH("2"));
    state_is(db, mem, changed, 3, MIGRATE_NEWER, HASH("f"));
    assert_int_equal(migrate_run_list(db, mem, list, 2, &why), REFUSED);
    assert_int_equal(migrate_run_list(db, mem, changed, 3, &why), REFUSED);
    assert_true(why.len > 0);
    db_close(db);
}

static void foreign(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    run_sql(db, "create table someone_elses (id integer)");
    state_is(db, mem, list, 3, MIGRATE_FOREIGN, "1 tables");
    run_sql(db, "create table migration (version integer)");
    state_is(db, mem, list, 3, MIGRATE_FOREIGN, "2 tables");
    assert_int_equal(migrate_run_list(db, mem, list, 3, &why), REFUSED);
    db_close(db);
}

/* The second statement fails: the first is undone with it, and the line is named. */
static void half(struct arena *mem, struct str where)
{
    static const struct migration bad[] = {
        {1, "half", "-- passing: x\ncreate table one (id bigint);\n\n"
                    "create tabel two (id bigint);\n",
         HASH("1"), false}};
    struct db *db = opened(mem, where);
    struct str why = {0};

    assert_int_equal(migrate_run_list(db, mem, bad, 1, &why), BROKEN);
    assert_true(str_starts(why, S("migration 1 (half), line 4: ")));
    state_is(db, mem, bad, 1, MIGRATE_EMPTY, NULL);
    db_close(db);
}

static void past(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct query *q;

    run(db, mem, 2);
    run_sql(db, "insert into supplier values (1, 7, 2, 20, 'now', null, 0)");
    run_sql(db, "insert into supplier values (1, 8, 1, 30, 'later', null, 0)");
    run_sql(db, "insert into supplier_past values (1, 7, 1, 10, 'then', null, 1, 20)");
    assert_int_equal(rows_of(db, &at_count), 1);
    run(db, mem, 3);
    assert_int_equal(rows_of(db, &at_count), 1);
    done(db_read(db), db);
    q = query_of(db, &at_all);
    assert_true(query_next(q));
    assert_int_equal(query_get_int(q, 1), 20);
    assert_int_equal(query_get_int(q, 2), 3); /* as the fold has it */
    assert_true(query_get_null(q, 3));
    assert_true(query_next(q));
    assert_true(query_get_int(q, 1) == INT64_MAX);
    done(query_end(q), db);
    db_close(db);
}

static void lacking(struct arena *mem, struct str where)
{
    static const struct migration bad[] = {
        {1, "bad", "-- ledgered\ncreate table pair (org bigint, a bigint);\n", HASH("1"), true}};
    struct db *db = opened(mem, where);
    struct str why = {0};

    assert_int_equal(migrate_run_list(db, mem, bad, 1, &why), BROKEN);
    assert_true(str_find(why, S("lacks org, id or since"), 0) > 0);
    db_close(db);
}

static void woven(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};
    enum migrate_state state = MIGRATE_EMPTY;

    assert_int_equal(migrate_count(), migrations_n);
    assert_int_equal(migrate_run(db, mem, &why), DONE);
    assert_int_equal(migrate_look(db, mem, &state, &why), DONE);
    assert_int_equal(state, MIGRATE_CURRENT);
    assert_int_equal(strlen(migrations[0].hash), 64);
    assert_true(db_size_bytes(db) > 0);
    assert_true(db_version(db, mem).len > 10);
    db_close(db);
}

static const struct statement index_sum = {
    "index_sum", "select cast(sum(seq) as bigint) from ledger_row where org in (1, 2)", TEST_NUMBER + 3,
    0, NULL, 1, types, names};

/* A table that is made anew keeps its rows, behind the fence that was put up before too. */
static void moved(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};
    struct query *q;

    assert_int_equal(migrate_run_list(db, mem, migrations, BEFORE_ROW_ONCE, &why), DONE);
    run_sql(db, "insert into ledger_head (org, uuid, seq, hash, time, next_id) select n, "
                "'00000000000000000000000000000001', 0, '" HASH("0") "', '', 1 "
                "from (select 1 as n union select 2) two");
    run_sql(db, "insert into ledger_row (org, noun, id, seq) values (1, 'object', 1, 1), "
                "(1, 'object', 1, 20), (2, 'person', 7, 300)");
    assert_int_equal(migrate_run(db, mem, &why), DONE);
    done(db_read(db), db);
    q = query_of(db, &index_sum);
    assert_true(query_next(q));
    assert_int_equal(query_get_int(q, 0), 321);
    assert_int_equal(query_end(q), DONE);
    db_rollback(db);
    db_close(db);
}

static bool is_owed(struct db *db, struct arena *mem)
{
    struct str why = {0};
    bool owed = false;

    assert_int_equal(migrate_owed(db, mem, &owed, &why), DONE);
    return owed;
}

static void owed(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    run(db, mem, 1);
    assert_false(is_owed(db, mem)); /* what is new has nothing to be verified */
    run(db, mem, 2);
    assert_true(is_owed(db, mem));
    run(db, mem, 2);
    db_close(db);
    db = opened(mem, where);
    run(db, mem, 3);
    assert_true(is_owed(db, mem));
    assert_int_equal(migrate_settled(db, mem, &why), DONE);
    assert_false(is_owed(db, mem));
    run(db, mem, 3);
    assert_false(is_owed(db, mem));
    db_close(db);
}

/* ---- stopped at each statement ---- */

static int64_t stop_at;

static int count_down(unsigned what, void *arg, void *stmt, void *text)
{
    (void)what;
    (void)arg;
    (void)stmt;
    (void)text;
    if (stop_at-- == 0)
        raise(SIGKILL);
    return 0;
}

static int listen_in(sqlite3 *handle, char **error, const struct sqlite3_api_routines *api)
{
    (void)error;
    (void)api;
    return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, count_down, NULL);
}

static bool stopped(struct arena *mem, struct str where, int64_t n)
{
    pid_t pid = fork();
    struct str why;
    int status;

    if (pid == 0) {
        stop_at = n;
        sqlite3_auto_extension((void (*)(void))(void *)listen_in);
        _exit(migrate_run(opened(mem, where), mem, &why) == DONE ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFSIGNALED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    return WIFSIGNALED(status);
}

static void anywhere(struct arena *mem, struct str where, const char *folder)
{
    int64_t n = 0;
    bool was_stopped = true;

    (void)folder;
    for (; was_stopped; n += 7) {
        enum migrate_state state = MIGRATE_FOREIGN;
        struct str why = {0};
        struct db *db;

        was_stopped = stopped(mem, where, n);
        db = opened(mem, where);
        done(migrate_look(db, mem, &state, &why), db);
        assert_true(state == MIGRATE_EMPTY || state == MIGRATE_OLDER || state == MIGRATE_CURRENT);
        assert_int_equal(migrate_run(db, mem, &why), DONE);
        done(migrate_look(db, mem, &state, &why), db);
        assert_int_equal(state, MIGRATE_CURRENT);
        db_close(db);
        for (int i = 0; i < 4; i++)
            unlink(arena_text(mem, "%" STR_FMT "%s", STR_ARG(where),
                              (const char *[]){"", "-wal", "-shm", "-lock"}[i]).at);
    }
    print_message("  stopped %lld times in some %lld statements\n", (long long)(n / 7 - 1),
                  (long long)n);
    assert_true(n > 100);
}

TEST(wherever_bringing_up_is_stopped_the_next_start_goes_on) { on_sqlite(anywhere); }
TEST(a_migration_happens_once) { on_both(twice); }
TEST(a_newer_or_changed_migration_refuses_and_names_both) { on_both(newer); }
TEST(tables_of_another_program_are_left_alone) { on_both(foreign); }
TEST(a_migration_happens_whole_or_not) { on_both(half); }
TEST(a_ledgered_table_gets_a_past_that_grows_with_it) { on_both(past); }
TEST(a_ledgered_table_without_since_is_told) { on_both(lacking); }
TEST(the_woven_migrations_run) { on_both(woven); }
TEST(what_is_brought_up_is_marked_until_it_is_verified) { on_both(owed); }
TEST(the_index_of_rows_is_made_anew_with_all_that_stood_in_it) { on_both(moved); }

TEST(sqlite_reads_its_own_words_and_leaves_texts_alone)
{
    static const struct { struct str from; const char *to; } rows[] = {
        {STR_INIT("create table a (b bigint, c BYTEA)"),
         "create table a (b integer, c blob) strict"},
        {STR_INIT("create table a (b text default 'bigint') -- x"),
         "create table a (b text default 'bigint')   strict"},
        {STR_INIT("create table a (b bigint primary key) without rowid"),
         "create table a (b integer primary key) without rowid, strict"},
        {STR_INIT("create index a on b (c)"), "create index a on b (c)"},
        {STR_INIT("alter table a add column bigints bigint"),
         "alter table a add column bigints integer"},
    };
    struct arena *mem = arena_new(1 << 20);

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        text_eq(token_sqlite(mem, rows[i].from), rows[i].to);
    text_eq(token_postgres(S("create table a (b bigint primary key)\n Without RowId -- once")),
            "create table a (b bigint primary key)");
    text_eq(token_postgres(S("drop table rowid")), "drop table rowid");
    text_eq(token_unlocked(S("select a from b where c = 'x'  for update")),
            "select a from b where c = 'x'");
    text_eq(token_unlocked(S("update b set c = 'for update'")), "update b set c = 'for update'");
    text_eq(token_unlocked(S("select 1 for update of b")), "select 1 for update of b");
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wherever_bringing_up_is_stopped_the_next_start_goes_on),
        cmocka_unit_test(a_migration_happens_once),
        cmocka_unit_test(a_newer_or_changed_migration_refuses_and_names_both),
        cmocka_unit_test(tables_of_another_program_are_left_alone),
        cmocka_unit_test(a_migration_happens_whole_or_not),
        cmocka_unit_test(a_ledgered_table_gets_a_past_that_grows_with_it),
        cmocka_unit_test(a_ledgered_table_without_since_is_told),
        cmocka_unit_test(the_woven_migrations_run),
        cmocka_unit_test(what_is_brought_up_is_marked_until_it_is_verified),
        cmocka_unit_test(the_index_of_rows_is_made_anew_with_all_that_stood_in_it),
        cmocka_unit_test(sqlite_reads_its_own_words_and_leaves_texts_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
