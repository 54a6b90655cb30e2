/* Copies of the data and the way back; and what a job leaves behind. */
#include "databases.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const enum sql_type ints[] = {SQL_BIGINT, SQL_BIGINT};
static const char *const names[] = {"a", "b"};
static const struct statement pair_add = {
    "pair_add", "insert into pair (a, b) values ($1, $2)", TEST_NUMBER, 2, ints, 0, NULL, NULL};
static const struct statement pair_count = {
    "pair_count", "select count(*) from pair", TEST_NUMBER + 1, 0, NULL, 1, ints, names};
static const struct statement pair_odd = {
    "pair_odd", "select count(*) from pair p where not exists "
                "(select 1 from pair q where q.a = -p.a)",
    TEST_NUMBER + 2, 0, NULL, 1, ints, names};

static enum outcome add_pair(struct db *db, int64_t n)
{
    enum outcome o = db_write(db);

    for (int sign = -1; o == DONE && sign <= 1; sign += 2) {
        struct query *q = query_of(db, &pair_add);

        query_int(q, 1, sign * n);
        query_int(q, 2, n);
        o = query_run(q, NULL);
    }
    return o == DONE ? db_commit(db) : o;
}

static void make_pairs(struct arena *mem, struct str where, int n)
{
    struct db *db = opened(mem, where);

    run_sql(db, "create table pair (a integer primary key, b integer) strict");
    for (int i = 1; i <= n; i++)
        done(add_pair(db, i), db);
    db_close(db);
}

static _Noreturn void write_for_ever(struct str where)
{
    struct arena *mem = arena_new(1 << 20);
    struct db *db;
    struct str why;

    if (db_open(mem, where, false, &db, &why) != DONE)
        _exit(2);
    for (int64_t i = 1000;; i++)
        if (add_pair(db, i) != DONE)
            _exit(3);
}

static void under_load(struct arena *mem, struct str where, const char *folder)
{
    pid_t child;
    struct db *db;
    int64_t before = 0;
    int status;

    make_pairs(mem, where, 100);
    if ((child = fork()) == 0)
        write_for_ever(where);
    db = opened(mem, where);
    for (int i = 0; i < 20; i++) {
        struct str to = arena_text(mem, "%s/copy-%d.db", folder, i);
        struct str why = {0};
        struct db *copy;
        int64_t n;

        if (backup_make(db, mem, to, &why) != DONE)
            fail_msg("%" STR_FMT, STR_ARG(why));
        copy = opened(mem, to);
        n = rows_of(copy, &pair_count);
        assert_int_equal(rows_of(copy, &pair_odd), 0);
        assert_true(n >= 200 && n >= before);
        before = n;
        db_close(copy);
        usleep(5000);
    }
    assert_int_equal(waitpid(child, &status, WNOHANG), 0);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    db_close(db);
    assert_int_not_equal(before, 200);
}

static void refuses(struct arena *mem, struct str where, const char *folder)
{
    struct db *db;
    struct str why = {0};
    struct str kept = {0};
    struct str text = arena_text(mem, "%s/text", folder);
    FILE *file;

    make_pairs(mem, where, 1);
    db = opened(mem, where);
    assert_int_equal(backup_make(db, mem, where, &why), REFUSED);
    assert_int_equal(backup_make(db, mem, S("/no/folder/x"), &why), BROKEN);
    file = fopen(arena_text(mem, "%s/copy-wal", folder).at, "w");
    fclose(file);
    assert_int_equal(backup_make(db, mem, arena_text(mem, "%s/copy", folder), &why), REFUSED);
    db_close(db);
    file = fopen(text.at, "w");
    fputs("text", file);
    fclose(file);
    assert_int_equal(backup_swap(mem, text, where, S("20260301093000"), &kept, &why), REFUSED);
    assert_int_equal(backup_swap(mem, S("/no/file"), where, S("20260301093000"), &kept, &why),
                     REFUSED);
    assert_null(kept.at);
    db = opened(mem, where);
    assert_int_equal(rows_of(db, &pair_count), 2);
    db_close(db);
}

static void swaps(struct arena *mem, struct str where, const char *folder)
{
    struct str copy = arena_text(mem, "%s/copy.db", folder);
    struct str why = {0};
    struct str kept = {0};
    struct db *db;
    struct db *stale;
    const char *held = arena_text(mem, "%s/held.db", folder).at;
    int lock;

    make_pairs(mem, where, 3);
    db = opened(mem, where);
    assert_int_equal(backup_make(db, mem, copy, &why), DONE);
    done(add_pair(db, 9), db);
    stale = opened(mem, where);
    db_close(db);
    assert_int_equal(backup_lock(mem, where, &lock, &why), DONE);
    assert_int_equal(db_read(stale), DONE); /* the lock keeps nobody from reading */
    db_rollback(stale);
    if (backup_swap(mem, copy, where, S("20260301093000"), &kept, &why) != DONE)
        fail_msg("%" STR_FMT, STR_ARG(why));
    assert_true(str_ends(kept, S("data.db.before-20260301093000")));
    close(lock);
    assert_int_equal(rename(where.at, held), 0);
    assert_int_equal(db_read(stale), DONE); /* for a moment there is none */
    db_rollback(stale);
    assert_int_equal(rename(held, where.at), 0);
    assert_int_equal(db_read(stale), BROKEN); /* it has the old file, whose day is over */
    assert_true(str_find(db_why(stale), S("was replaced"), 0) > 0);
    assert_true(db_lost(stale));
    db_rollback(stale);
    assert_int_equal(db_write(stale), BROKEN);
    db_close(stale);
    db = opened(mem, where);
    assert_int_equal(rows_of(db, &pair_count), 6);
    done(add_pair(db, 10), db);
    db_close(db);
    db = opened(mem, kept); /* the log went with it */
    assert_int_equal(rows_of(db, &pair_count), 8);
    assert_int_equal(backup_make(db, mem, copy, &why), DONE);
    db_close(db);
    assert_int_equal(backup_lock(mem, where, &lock, &why), DONE);
    assert_int_equal(backup_swap(mem, copy, where, S("20260301093000"), &kept, &why), DONE);
    assert_true(str_ends(kept, S("data.db.before-20260301093000-2")));
    close(lock);
}

static void postgres_refuses(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    if (db_kind(db) == DB_POSTGRES)
        assert_int_equal(backup_make(db, mem, S("/tmp/never"), &why), REFUSED);
    db_close(db);
}

static int released;

static void release(void *what)
{
    released = released * 10 + *(int *)what;
}

static enum outcome greedy(struct job *job, void *arg)
{
    static int one = 1;
    static int two = 2;

    job_later(job, release, &one);
    job_later(job, release, &two);
    done(db_write(job->db), job->db);
    done(query_run(query_of(job->db, arg), NULL), job->db);
    for (int i = 0; i < 10000; i++)
        arena_alloc(job->mem, 1000);
    return DONE;
}

static enum outcome refusing(struct job *job, void *arg)
{
    (void)arg;
    return job_refuse(job, S("reviewed_on"), S("supplier.review_ahead"));
}

static void jobs(struct arena *mem, struct str where, const char *folder)
{
    static const struct statement one = {"one", "insert into pair (a, b) values (77, 77)",
                                         TEST_NUMBER + 3, 0, NULL, 0, NULL, NULL};
    struct arena *small = arena_new(1 << 20);
    struct moment now;
    struct job job;
    struct db *db;
    char text[DAY_TEXT_BYTES];

    (void)folder;
    make_pairs(mem, where, 1);
    db = opened(mem, where);
    assert_true(moment_of_text(S("2026-02-28T23:30:00.000Z"), &now));
    job_start(&job, small, db, now);
    text_eq(day_text(job.today, text), "2026-03-01"); /* it is past midnight there */
    assert_int_equal(job.on.n, job.today.n);
    assert_true(job.known == INT64_MAX);
    assert_int_equal(job_run(&job, greedy, (void *)&one), BROKEN);
    assert_true(job.broke.len > 0);
    assert_int_equal(released, 21);
    assert_int_equal(rows_of(db, &pair_count), 2);
    arena_reset(small);
    job_start(&job, small, db, now);
    assert_int_equal(job_run(&job, refusing, NULL), REFUSED);
    assert_int_equal(job.faults.n, 1);
    text_eq(job.faults.at[0].field, "reviewed_on");
    db_close(db);
    arena_free(small);
}

TEST(a_copy_under_writing_load_is_whole) { on_sqlite(under_load); }
TEST(nothing_is_written_over) { on_sqlite(refuses); }
TEST(a_copy_takes_the_place_and_the_old_file_is_kept_with_its_log) { on_sqlite(swaps); }
TEST(postgresql_is_copied_by_its_own_tools) { on_both(postgres_refuses); }
TEST(a_job_that_asks_too_much_is_rolled_back_and_released) { on_sqlite(jobs); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_under_writing_load_is_whole),
        cmocka_unit_test(nothing_is_written_over),
        cmocka_unit_test(a_copy_takes_the_place_and_the_old_file_is_kept_with_its_log),
        cmocka_unit_test(postgresql_is_copied_by_its_own_tools),
        cmocka_unit_test(a_job_that_asks_too_much_is_rolled_back_and_released),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
