/* PostgreSQL alone: what is refused at the door, and a line that breaks. */
#include "databases.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

static const enum sql_type ints[] = {SQL_BIGINT};
static const char *const names[] = {"n"};
static const struct statement own_pid = {
    "own_pid", "select cast(pg_backend_pid() as bigint)", TEST_NUMBER, 0, NULL, 1, ints, names};
static const struct statement no_int = {
    "no_int", "select sum(cast(1 as bigint))", TEST_NUMBER + 1, 0, NULL, 1, ints, names};

/* The server says it of itself, through a line of its own. */
static void say(const char *text)
{
    PGconn *line = PQconnectdb(getenv("WAARBORG_TEST_PG"));
    PGresult *answer = PQexec(line, text);

    if (PQresultStatus(answer) != PGRES_COMMAND_OK && PQresultStatus(answer) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", text, PQerrorMessage(line));
    PQclear(answer);
    PQfinish(line);
}

static void cut(struct db *db)
{
    char text[80];

    snprintf(text, sizeof text, "select pg_terminate_backend(%lld, 5000)",
             (long long)rows_of(db, &own_pid));
    say(text);
}

static void lost(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);

    if (db_kind(db) == DB_POSTGRES) {
        cut(db);
        assert_int_equal(db_read(db), BROKEN);
        assert_true(db_why(db).len > 0);
        db_rollback(db);
        assert_int_equal(db_write(db), BROKEN); /* and stays so */
        assert_false(db_unknown(db));
        db_rollback(db);
    }
    db_close(db);
}

static void lost_at_commit(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    char text[80];
    struct query *q;

    if (db_kind(db) == DB_POSTGRES) {
        done(db_write(db), db);
        q = query_of(db, &own_pid);
        assert_true(query_next(q));
        snprintf(text, sizeof text, "select pg_terminate_backend(%lld, 5000)",
                 (long long)query_get_int(q, 0));
        done(query_end(q), db);
        say(text);
        assert_int_equal(db_commit(db), BROKEN);
        assert_true(db_unknown(db));
        db_rollback(db);
        assert_true(db_unknown(db));
    }
    db_close(db);
}

static void misdeclared(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct query *q;

    if (db_kind(db) == DB_POSTGRES) {
        done(db_read(db), db);
        q = query_of(db, &no_int);
        assert_false(query_next(q));
        assert_int_equal(query_end(q), BROKEN);
        assert_true(str_find(db_why(db), S("has type 1700"), 0) > 0);
    }
    db_close(db);
}

static struct str refused(struct arena *mem, struct str where)
{
    struct db *db = NULL;
    struct str why = {0};

    assert_int_equal(db_open(mem, where, true, &db, &why), BROKEN);
    assert_null(db);
    assert_true(why.len > 0);
    assert_true(str_find(why, S("\n"), 0) < 0);
    assert_true(str_find(why, S("geheim"), 0) < 0);
    return why;
}

TEST(a_lost_connection_stays_broken) { on_both(lost); }
TEST(a_connection_lost_at_commit_leaves_it_unknown) { on_both(lost_at_commit); }
TEST(a_column_of_another_type_is_told) { on_both(misdeclared); }

TEST(a_password_is_never_told)
{
    static const char *const addresses[] = {
        "postgresql://u:geheim@/x?host=/no/such/folder",
        "postgresql://u:geheim@127.0.0.1:1/x",
        "postgresql://u:geheim@[/x",
        "postgresql://u:geheim@h/x?nonsense=geheim",
        "postgresql:///x?password=geheim&host=/no/such/geheim",
    };
    struct arena *mem = arena_new(1 << 20);

    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++)
        refused(mem, str_of(addresses[i]));
    arena_free(mem);
}

TEST(a_database_with_other_letters_or_order_is_refused)
{
    const char *server = getenv("WAARBORG_TEST_PG");
    struct arena *mem = arena_new(1 << 20);
    struct str rest;

    if (server == NULL)
        skip();
    rest = str_sub(str_of(server), (size_t)(strchr(server, '?') - server), SIZE_MAX);
    say("create database test_latin1 template template0 encoding 'LATIN1' "
        "lc_collate 'C' lc_ctype 'C'");
    say("create database test_order template template0 locale_provider icu icu_locale 'en' "
        "lc_collate 'C' lc_ctype 'C' encoding 'UTF8'");
    assert_true(str_find(refused(mem, arena_text(mem, "postgresql:///test_latin1%" STR_FMT,
                                                 STR_ARG(rest))), S("UTF8"), 0) > 0);
    assert_true(str_find(refused(mem, arena_text(mem, "postgresql:///test_order%" STR_FMT,
                                                 STR_ARG(rest))), S("collation C"), 0) > 0);
    say("drop database test_latin1");
    say("drop database test_order");
    arena_free(mem);
}

/* Each would take seconds if it were tried: none of these names or numbers answers. */
static void another_machine_is_reached_over_verified_tls_or_not_at_all(void **state)
{
    static const char *const rows[] = {
        "postgresql://db.invalid/w", "postgresql://u@192.0.2.1:5432/w?sslmode=require",
        "postgresql:///w?host=/run/nowhere,db.invalid", "postgresql:///w?host=db.invalid",
        "postgresql://localhost/w?hostaddr=192.0.2.1", "postgresql:///w?service=elsewhere",
        "postgresql://127.0.0.1.db.invalid/w", "postgresql://[2001:db8::1]/w",
    };
    static const char *const free_rows[] = {
        "postgresql:///w?host=/run/nowhere", "postgresql://127.0.0.1:1/w",
        "postgresql://[::1]:1/w", "postgresql://localhost:1/w", "postgresql://@/w?host=@nowhere",
        "postgresql://db.invalid/w?sslmode=verify-full",
    };
    struct arena *mem = arena_new(1 << 20);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_find(refused(mem, str_of(rows[i])), S("sslmode=verify-full"), 0) < 0)
            fail_msg("%s", rows[i]);
    for (size_t i = 0; i < sizeof free_rows / sizeof *free_rows; i++)
        if (str_find(refused(mem, str_of(free_rows[i])), S("sslmode=verify-full"), 0) >= 0)
            fail_msg("%s", free_rows[i]);
    setenv("PGHOST", "db.invalid", 1);
    assert_true(str_find(refused(mem, S("postgresql:///w")), S("sslmode=verify-full"), 0) > 0);
    unsetenv("PGHOST");
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lost_connection_stays_broken),
        cmocka_unit_test(a_connection_lost_at_commit_leaves_it_unknown),
        cmocka_unit_test(a_column_of_another_type_is_told),
        cmocka_unit_test(a_password_is_never_told),
        cmocka_unit_test(another_machine_is_reached_over_verified_tls_or_not_at_all),
        cmocka_unit_test(a_database_with_other_letters_or_order_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
