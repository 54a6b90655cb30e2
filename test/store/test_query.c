/* Statements on both databases: what goes in comes out, and failures are told. */
#include "databases.h"

static const enum sql_type all_types[] = {SQL_BIGINT, SQL_INTEGER, SQL_TEXT, SQL_BYTES};
static const enum sql_type one_int[] = {SQL_BIGINT};
static const char *const all_names[] = {"big", "small", "words", "raw"};
static const char *const n_name[] = {"n"};

/* The second stands before the first, so that places are found by name. */
static const struct statement thing_add = {
    "thing_add", "insert into thing (small, big, words, raw) values ($2, $1, $3, $4)",
    TEST_NUMBER, 4, all_types, 0, NULL, NULL};
static const struct statement thing_all = {
    "thing_all", "select big, small, words, raw from thing order by big", TEST_NUMBER + 1, 0, NULL,
    4, all_types, all_names};
static const struct statement thing_count = {
    "thing_count", "select count(*) from thing", TEST_NUMBER + 2, 0, NULL, 1, one_int, n_name};
static const struct statement thing_clear = {
    "thing_clear", "delete from thing where big < $1", TEST_NUMBER + 3, 1, one_int, 0, NULL, NULL};
static const struct statement thing_lock = {
    "thing_lock", "select big from thing where big = $1 for update", TEST_NUMBER + 4, 1, one_int, 1,
    one_int, n_name};
static const struct statement thing_order = {
    "thing_order", "select words from thing order by words", TEST_NUMBER + 5, 0, NULL, 1,
    &all_types[2], n_name};
static const struct statement child_add = {
    "child_add", "insert into child (parent) values ($1)", TEST_NUMBER + 6, 1, one_int, 0, NULL,
    NULL};
static const struct statement wrong = {
    "wrong", "select nothing from nowhere", TEST_NUMBER + 7, 0, NULL, 1, one_int, n_name};
static const struct statement thing_like = {
    "thing_like", "select count(*) from thing where words like $1", TEST_NUMBER + 8, 1,
    &all_types[2], 1, one_int, n_name};
static const struct statement thing_sum = {
    "thing_sum", "select count(*) > 0, cast(sum(small) as bigint) from thing", TEST_NUMBER + 9, 0,
    NULL, 2, all_types, all_names};

static struct db *with_tables(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);

    run_sql(db, db_kind(db) == DB_SQLITE
                    ? "create table thing (big integer primary key, small integer, words text "
                      "check (length(words) < 1000), raw blob) strict"
                    : "create table thing (big bigint primary key, small integer, words text "
                      "check (length(words) < 1000), raw bytea)");
    run_sql(db, "create table child (parent integer not null references thing (big))");
    return db;
}

static void add(struct db *db, int64_t big, int64_t small, struct str words, struct str raw)
{
    struct query *q = query_of(db, &thing_add);
    int64_t n = 0;

    query_int(q, 1, big);
    query_int(q, 2, small);
    query_text(q, 3, words);
    query_bytes(q, 4, raw);
    done(query_run(q, &n), db);
    assert_int_equal(n, 1);
}

static void every_value_comes_back(struct arena *mem, struct str where)
{
    static const struct {
        int64_t big;
        int32_t small;
        struct str words;
        struct str raw;
    } rows[] = {
        {INT64_MIN, INT32_MIN, STR_INIT("één € \U0001F512 regel\nen tab\t"), STR_INIT("a\0b\0\0")},
        {-1, -1, STR_INIT(""), STR_INIT("")},
        {0, 0, {NULL, 0}, {NULL, 0}},
        {1, 7, STR_INIT("it's \"quoted\" \\ $1 ? ;--"), STR_INIT("\0")},
        {INT64_MAX, INT32_MAX, STR_INIT("x"), STR_INIT("\xff\xfe\x80")},
    };
    struct db *db = with_tables(mem, where);
    struct query *q;

    done(db_write(db), db);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        add(db, rows[i].big, rows[i].small, rows[i].words, rows[i].raw);
    done(db_commit(db), db);
    done(db_read(db), db);
    q = query_of(db, &thing_all);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(query_next(q));
        assert_true(query_get_int(q, 0) == rows[i].big);
        assert_true(query_get_int(q, 1) == rows[i].small);
        assert_true(str_eq(query_get_text(q, 2), rows[i].words));
        assert_true(str_eq(query_get_text(q, 3), rows[i].raw));
        assert_int_equal(query_get_null(q, 2), rows[i].words.at == NULL);
        assert_int_equal(query_get_null(q, 3), rows[i].raw.at == NULL);
        assert_int_equal(query_get_text(q, 3).at == NULL, rows[i].raw.at == NULL);
        assert_int_equal(query_get_text(q, 2).at == NULL, rows[i].words.at == NULL);
    }
    assert_false(query_next(q));
    assert_false(query_next(q));
    done(query_end(q), db);
    db_close(db);
}

static void null_of_any_type(struct arena *mem, struct str where)
{
    struct db *db = with_tables(mem, where);
    struct query *q;

    done(db_write(db), db);
    q = query_of(db, &thing_add);
    query_int(q, 1, 1);
    query_int(q, 2, 5);
    query_null(q, 2); /* the last binding counts; 3 and 4 are not bound at all */
    done(query_run(q, NULL), db);
    q = query_of(db, &thing_all);
    assert_true(query_next(q));
    assert_true(query_get_null(q, 1) && query_get_null(q, 2) && query_get_null(q, 3));
    assert_int_equal(query_get_int(q, 1), 0);
    done(query_end(q), db);
    db_close(db);
}

/* A failed statement ends the transaction: nothing goes until rollback, then all does. */
static void refusal(struct arena *mem, struct str where)
{
    struct db *db = with_tables(mem, where);
    struct query *q;
    int64_t changed = 99;

    done(db_write(db), db);
    add(db, 1, 1, S("first"), S(""));
    done(db_commit(db), db);
    done(db_write(db), db);
    add(db, 2, 2, S("second"), S(""));
    q = query_of(db, &thing_add);
    query_int(q, 1, 1); /* taken */
    assert_int_equal(query_run(q, &changed), REFUSED);
    assert_int_equal(changed, 99);
    assert_true(db_why(db).len > 0);
    assert_false(db_full(db));
    q = query_of(db, &thing_count);
    query_int(q, 1, 1); /* a query that gives nothing takes anything */
    assert_false(query_next(q));
    assert_int_equal(query_end(q), REFUSED);
    assert_int_equal(db_commit(db), REFUSED);
    assert_false(db_unknown(db));
    db_rollback(db);
    assert_int_equal(db_why(db).len, 0);
    assert_int_equal(rows_of(db, &thing_count), 1);
    done(db_write(db), db);
    add(db, 2, 2, S("second"), S(""));
    done(db_commit(db), db);
    assert_int_equal(rows_of(db, &thing_count), 2);
    db_close(db);
}

static void refuse_each_kind(struct arena *mem, struct str where)
{
    struct db *db = with_tables(mem, where);
    char long_text[1500];
    struct query *q;

    memset(long_text, 'a', sizeof long_text);
    done(db_write(db), db);
    q = query_of(db, &child_add);
    query_int(q, 1, 404);
    assert_int_equal(query_run(q, NULL), REFUSED); /* no such parent */
    db_rollback(db);
    done(db_write(db), db);
    q = query_of(db, &thing_add);
    query_int(q, 1, 1);
    query_text(q, 3, (struct str){long_text, sizeof long_text});
    assert_int_equal(query_run(q, NULL), REFUSED); /* a check */
    db_rollback(db);
    done(db_write(db), db);
    q = query_of(db, &thing_add);
    query_int(q, 1, 1);
    query_int(q, 2, (int64_t)INT32_MAX + 1);
    assert_int_equal(query_run(q, NULL), REFUSED); /* no integer on either */
    db_rollback(db);
    done(db_write(db), db);
    q = query_of(db, &wrong);
    assert_false(query_next(q));
    assert_int_equal(query_end(q), BROKEN);
    assert_true(str_starts(db_why(db), S("wrong: ")));
    db_rollback(db);
    assert_int_equal(rows_of(db, &thing_count), 0);
    db_close(db);
}

static void uses_of_statements(struct arena *mem, struct str where)
{
    struct db *db = with_tables(mem, where);
    struct query *q;
    int64_t changed = 0;

    done(db_write(db), db);
    for (int i = 0; i < 10; i++)
        add(db, i, i, i % 2 ? S("b") : S("Z"), S(""));
    add(db, 100, 1, S("é"), S(""));
    q = query_of(db, &thing_lock);
    query_int(q, 1, 5);
    assert_true(query_next(q)); /* ended early, and used again */
    done(query_end(q), db);
    q = query_of(db, &thing_lock);
    query_int(q, 1, 5);
    assert_true(query_next(q));
    assert_false(query_next(q));
    done(query_end(q), db);
    q = query_of(db, &thing_order);
    assert_true(query_next(q));
    text_eq(query_get_text(q, 0), "Z"); /* capitals before the rest, é after it */
    done(query_end(q), db);
    q = query_of(db, &thing_like);
    query_text(q, 1, S("B"));
    assert_true(query_next(q));
    assert_int_equal(query_get_int(q, 0), 0); /* like knows capitals on both */
    done(query_end(q), db);
    q = query_of(db, &thing_sum);
    assert_true(query_next(q));
    assert_int_equal(query_get_int(q, 0), 1);
    assert_int_equal(query_get_int(q, 1), 46);
    done(query_end(q), db);
    q = query_of(db, &thing_clear);
    query_int(q, 1, 4);
    done(query_run(q, &changed), db);
    assert_int_equal(changed, 4);
    done(db_commit(db), db);
    assert_int_equal(rows_of(db, &thing_count), 7);
    db_close(db);
}

static void one_state(struct arena *mem, struct str where)
{
    struct db *reader = with_tables(mem, where);
    struct db *writer = opened(mem, where);
    struct query *q;

    done(db_read(reader), reader);
    q = query_of(reader, &thing_count);
    assert_true(query_next(q));
    assert_int_equal(query_get_int(q, 0), 0);
    done(query_end(q), reader);
    done(db_write(writer), writer);
    add(writer, 1, 1, S("x"), S(""));
    done(db_commit(writer), writer);
    q = query_of(reader, &thing_count);
    assert_true(query_next(q));
    assert_int_equal(query_get_int(q, 0), 0);
    done(query_end(q), reader);
    db_rollback(reader);
    assert_int_equal(rows_of(reader, &thing_count), 1);
    db_close(writer);
    db_close(reader);
}

static void rollback_with_open_query(struct arena *mem, struct str where)
{
    struct db *db = with_tables(mem, where);

    done(db_write(db), db);
    add(db, 1, 1, S("x"), S(""));
    assert_true(query_next(query_of(db, &thing_all)));
    db_rollback(db);
    assert_int_equal(rows_of(db, &thing_count), 0);
    db_rollback(db);
    db_close(db);
    db_close(NULL);
}

static void bind_any(struct query *q, const struct statement *statement)
{
    for (int i = 0; i < statement->n_params; i++) {
        if (statement->params[i] == SQL_TEXT)
            query_text(q, i + 1, S("x"));
        else if (statement->params[i] == SQL_BYTES)
            query_bytes(q, i + 1, S("x"));
        else
            query_int(q, i + 1, 1);
    }
}

static void prepare_all(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    if (migrate_run(db, mem, &why) != DONE)
        fail_msg("%" STR_FMT, STR_ARG(why));
    for (int i = 0; i < sql_all_n; i++) {
        struct query *q;

        /* The values fit no row; a change may be refused, and nothing may break. */
        done(db_write(db), db);
        done(query_prepare(db, sql_all[i]), db);
        q = query_of(db, sql_all[i]);
        bind_any(q, sql_all[i]);
        query_next(q);
        if (query_end(q) == BROKEN)
            fail_msg("%" STR_FMT, STR_ARG(db_why(db)));
        db_rollback(db);
    }
    db_close(db);
}

TEST(what_goes_in_comes_out) { on_both(every_value_comes_back); }
TEST(what_is_not_bound_is_null) { on_both(null_of_any_type); }
TEST(a_refusal_leaves_the_connection_usable_after_rollback) { on_both(refusal); }
TEST(keys_checks_and_sizes_refuse_and_mistakes_break) { on_both(refuse_each_kind); }
TEST(both_databases_answer_alike) { on_both(uses_of_statements); }
TEST(a_reader_sees_one_state) { on_both(one_state); }
TEST(rollback_closes_what_a_job_left_open) { on_both(rollback_with_open_query); }
TEST(every_woven_statement_prepares_and_runs) { on_both(prepare_all); }

/* The least of the woven statements that are about one organisation. */
static enum outcome head_of(struct db *db, int64_t org)
{
    struct query *q;
    enum outcome o;

    done(db_read(db), db);
    q = query_of(db, &sql_ledger_head_read);
    query_int(q, 1, org);
    assert_false(query_next(q));
    o = query_end(q);
    return o;
}

static void held(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct job job;
    struct str why = {0};

    done(migrate_run(db, mem, &why), db);
    db_hold(db, 1);
    done(head_of(db, 1), db);
    db_rollback(db);
    done(head_of(db, 0), db);
    db_rollback(db);
    assert_int_equal(head_of(db, 2), BROKEN);
    text_eq(db_why(db), "ledger_head_read: asks of organisation 2 in a job of 1");
    db_rollback(db);
    job_start(&job, mem, db, (struct moment){0});
    done(head_of(db, 2), db);
    db_close(db);
}

TEST(a_job_that_is_held_to_one_organisation_asks_of_no_other) { on_both(held); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(what_is_not_bound_is_null),
        cmocka_unit_test(a_refusal_leaves_the_connection_usable_after_rollback),
        cmocka_unit_test(keys_checks_and_sizes_refuse_and_mistakes_break),
        cmocka_unit_test(both_databases_answer_alike),
        cmocka_unit_test(a_reader_sees_one_state),
        cmocka_unit_test(rollback_closes_what_a_job_left_open),
        cmocka_unit_test(a_job_that_is_held_to_one_organisation_asks_of_no_other),
        cmocka_unit_test(every_woven_statement_prepares_and_runs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
