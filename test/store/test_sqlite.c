/* SQLite as many processes use it: the lock, the checkpoints, sudden ends, full
 * and read-only disks, and files that are not ours. */
#include "databases.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/backend.h"
#include "store/bar.h"
#include "store/lock.h"

enum { WRITERS = 8, COMMITS = 200, NOBODY = 65534 };

static const enum sql_type ints[] = {SQL_BIGINT, SQL_BIGINT};
static const enum sql_type int_and_bytes[] = {SQL_BIGINT, SQL_BIGINT, SQL_BYTES};
static const char *const n_name[] = {"n"};
static const struct statement row_add = {
    "row_add", "insert into row (writer, n, raw) values ($1, $2, $3)", TEST_NUMBER, 3,
    int_and_bytes, 0, NULL, NULL};
static const struct statement row_count = {
    "row_count", "select count(*) from row", TEST_NUMBER + 1, 0, NULL, 1, ints, n_name};
static const struct statement row_of = {
    "row_of", "select count(*) from row where writer = $1 and n <= $2", TEST_NUMBER + 2, 2, ints, 1,
    ints, n_name};

static void make_rows(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);

    run_sql(db, "create table row (writer integer, n integer, raw blob, primary key (writer, n)) "
                "strict");
    db_close(db);
}

static enum outcome add(struct db *db, int64_t writer, int64_t n, struct str raw)
{
    enum outcome o = db_write(db);
    struct query *q;

    if (o != DONE)
        return o;
    q = query_of(db, &row_add);
    query_int(q, 1, writer);
    query_int(q, 2, n);
    query_bytes(q, 3, raw);
    o = query_run(q, NULL);
    return o == DONE ? db_commit(db) : o;
}

/* The rest of a child: never through cmocka, which belongs to the parent. */
static _Noreturn void write_rows(struct str where, int writer, int n, int told)
{
    static char raw[8000];
    struct arena *mem = arena_new(1 << 20);
    struct db *db;
    struct str why;

    if (db_open(mem, where, false, &db, &why) != DONE)
        _exit(2);
    for (int i = 1; i <= n; i++) {
        if (add(db, writer, i, (struct str){raw, sizeof raw}) != DONE)
            _exit(3);
        if (told >= 0 && write(told, &i, sizeof i) != sizeof i)
            _exit(4);
    }
    db_close(db);
    arena_free(mem);
    _exit(0);
}

static void race(struct arena *mem, struct str where, const char *folder)
{
    struct db *db;
    struct stat st;
    pid_t children[WRITERS];
    int status;

    make_rows(mem, where);
    for (int i = 0; i < WRITERS; i++)
        if ((children[i] = fork()) == 0)
            write_rows(where, i, COMMITS, -1);
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    db = opened(mem, where);
    assert_int_equal(rows_of(db, &row_count), WRITERS * COMMITS);
    db_close(db);
    /* 1600 rows of two pages are more than three logs of 4 MB */
    assert_int_equal(stat(where.at, &st), 0);
    assert_true(st.st_size > 4 << 20);
    assert_int_equal(stat(arena_text(mem, "%s/data.db-wal", folder).at, &st), 0);
    assert_true(st.st_size < 16 << 20);
}

static void kill_writer(struct arena *mem, struct str where, const char *folder)
{
    int last = 0;

    (void)folder;
    make_rows(mem, where);
    for (int round = 0; round < 12; round++) {
        int told[2];
        int seen = 0;
        pid_t child;
        struct db *db;
        struct query *q;

        assert_int_equal(pipe(told), 0);
        if ((child = fork()) == 0) {
            close(told[0]);
            write_rows(where, round, 1 << 20, told[1]);
        }
        close(told[1]);
        usleep((useconds_t)(5000 + round * 3700));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(told[0], &last, sizeof last) == sizeof last)
            seen = last;
        close(told[0]);
        db = opened(mem, where);
        done(db_read(db), db);
        q = query_of(db, &row_of);
        query_int(q, 1, round);
        query_int(q, 2, seen);
        assert_true(query_next(q));
        assert_int_equal(query_get_int(q, 0), seen);
        done(query_end(q), db);
        db_rollback(db);
        done(add(db, 1000 + round, 0, S("")), db); /* and the lock went with it */
        db_close(db);
    }
}

static void lock_excludes(struct arena *mem, struct str where, const char *folder)
{
    struct db *one = opened(mem, where);
    struct db *two = opened(mem, where);
    int lock;

    (void)folder;
    done(db_write(one), one);
    lock = lock_open(where.at);
    assert_false(lock_take(lock, LOCK_FOR_WRITE, 50));
    assert_true(lock_take(lock, LOCK_FOR_SLOW_1, 0));
    assert_int_equal(db_write(two), BROKEN);
    assert_true(str_find(db_why(two), S("5000 ms"), 0) > 0);
    db_rollback(two);
    done(db_read(two), two); /* reading goes on meanwhile */
    db_rollback(two);
    db_rollback(one);
    done(db_write(two), two);
    db_close(two);
    assert_true(lock_take(lock, LOCK_FOR_WRITE, 0));
    close(lock);
    db_close(one);
}

/* Until the disk is full; then no row more, no row less, and it can go on. */
static int fill(struct db *db, int64_t writer)
{
    static char raw[20000];
    enum outcome o = DONE;
    int n = 0;

    while ((o = add(db, writer, n, (struct str){raw, sizeof raw})) == DONE)
        n++;
    assert_int_equal(o, BROKEN);
    assert_true(db_full(db));
    assert_false(db_unknown(db));
    assert_true(db_why(db).len > 0);
    db_rollback(db);
    assert_false(db_full(db));
    assert_int_equal(rows_of(db, &row_count), n);
    return n;
}

static void full_by_limit(struct arena *mem, struct str where, const char *folder)
{
    struct db *db;

    (void)folder;
    make_rows(mem, where);
    db = opened(mem, where);
    sqlite3_exec(sqlite_handle(db), "pragma max_page_count = 100", NULL, NULL, NULL);
    assert_true(fill(db, 1) > 2);
    sqlite3_exec(sqlite_handle(db), "pragma max_page_count = 10000", NULL, NULL, NULL);
    done(add(db, 2, 0, S("")), db);
    db_close(db);
}

static void full_for_real(struct arena *mem, struct str where, const char *folder)
{
    struct str file = arena_text(mem, "%s/disk/data.db", folder);
    const char *disk = arena_text(mem, "%s/disk", folder).at;
    struct db *db;
    int n;

    (void)where;
    assert_int_equal(mkdir(disk, 0700), 0);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=2m") != 0) {
        print_message("no small disk: %s\n", strerror(errno));
        skip();
    }
    make_rows(mem, file);
    db = opened(mem, file);
    n = fill(db, 1);
    assert_true(n > 2);
    assert_int_equal(mount("tmpfs", disk, "tmpfs", MS_REMOUNT, "size=16m"), 0);
    done(add(db, 2, 0, S("")), db);
    assert_int_equal(rows_of(db, &row_count), n + 1);
    db_close(db);
    assert_int_equal(umount(disk), 0);
}

/* On a disk of 16 MiB it is one; the largest is for disks of a GiB and more. */
static void kept_room(struct arena *mem, struct str where, const char *folder)
{
    struct str file = arena_text(mem, "%s/disk/data.db", folder);
    const char *disk = arena_text(mem, "%s/disk", folder).at;
    const char *kept = arena_text(mem, "%" STR_FMT "-reserve", STR_ARG(file)).at;
    struct stat st;
    struct db *db, *other;

    (void)where;
    assert_int_equal(mkdir(disk, 0700), 0);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=16m") != 0) {
        print_message("no small disk: %s\n", strerror(errno));
        skip();
    }
    make_rows(mem, file);
    db = opened(mem, file);
    assert_false(db_short(db));
    assert_int_equal(stat(kept, &st), -1);
    db_reserve(db);
    assert_int_equal(stat(kept, &st), 0);
    assert_int_equal(st.st_size, 1 << 20);
    assert_int_equal(st.st_blocks * 512, 1 << 20);
    other = opened(mem, file);
    fill(db, 1);
    assert_int_equal(stat(kept, &st), 0);
    assert_int_equal(st.st_size, 0);
    assert_true(db_short(db));
    assert_true(db_short(other)); /* whoever found it out */
    done(add(other, 2, 0, S("")), other);
    assert_true(db_short(db));
    assert_int_equal(mount("tmpfs", disk, "tmpfs", MS_REMOUNT, "size=32m"), 0);
    assert_false(db_short(other));
    assert_int_equal(stat(kept, &st), 0);
    assert_int_equal(st.st_size, 2 << 20);
    db_close(other);
    db_close(db);
    assert_int_equal(umount(disk), 0);
}

/* As somebody who may read the file and its folder and write neither. */
static int read_only_child(struct arena *mem, struct str where, const char *folder)
{
    struct str why = {0};
    struct str what = {0};
    struct db *db;

    if (getuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        return 1;
    if (db_open(mem, where, true, &db, &why) != DONE) {
        fprintf(stderr, "%" STR_FMT "\n", STR_ARG(why));
        return 2;
    }
    if (db_read(db) != DONE)
        return 3;
    db_rollback(db);
    if (db_write(db) != BROKEN || !db_full(db))
        return 4;
    db_rollback(db);
    if (db_read(db) != DONE)
        return 5;
    if (bar_of_db(db, mem, &what) != BAR_RIGHTS || !str_eq(what, str_of(folder)))
        return 6;
    db_close(db);
    return 0;
}

static void read_only(struct arena *mem, struct str where, const char *folder)
{
    struct db *db;
    struct str what = {0};
    pid_t child;
    int status;

    make_rows(mem, where);
    db = opened(mem, where); /* keeps the log and its index there */
    done(db_read(db), db);
    db_rollback(db);
    assert_int_equal(bar_of_db(db, mem, &what), BAR_NONE);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_int_equal(chmod(where.at, 0444), 0);
    assert_int_equal(chmod(arena_text(mem, "%s-wal", where.at).at, 0444), 0);
    assert_int_equal(chmod(arena_text(mem, "%s-shm", where.at).at, 0444), 0);
    assert_int_equal(chmod(arena_text(mem, "%s-lock", where.at).at, 0444), 0);
    if ((child = fork()) == 0)
        _exit(read_only_child(mem, where, folder));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(chmod(folder, 0700), 0);
    db_close(db);
}

/* To look for a bar takes no lock away that this process has: SQLite's go with any closed file. */
static void looked_at(struct arena *mem, struct str where, const char *folder)
{
    struct db *db;
    struct str what = {0};
    pid_t child;
    int status;

    (void)folder;
    make_rows(mem, where);
    db = opened(mem, where);
    done(db_write(db), db);
    assert_int_equal(bar_of_db(db, mem, &what), BAR_NONE);
    if ((child = fork()) == 0) {
        sqlite3 *other;

        _exit(sqlite3_open(where.at, &other) != SQLITE_OK ||
              sqlite3_exec(other, "begin immediate", NULL, NULL, NULL) != SQLITE_BUSY);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    done(db_commit(db), db);
    db_close(db);
}

/* Each file and the folder are as they were, and none may be written. */
static void read_only_disk(struct arena *mem, struct str where, const char *folder)
{
    const char *disk = arena_text(mem, "%s/disk", folder).at;
    struct str data = arena_text(mem, "%s/data.db", disk);
    struct str what = {0};

    (void)where;
    assert_int_equal(mkdir(disk, 0700), 0);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=4m") != 0) {
        print_message("a read-only disk is not tried: %s\n", strerror(errno));
        return;
    }
    make_rows(mem, data);
    assert_int_equal(bar_find(mem, data, &what), BAR_NONE);
    assert_int_equal(mount("tmpfs", disk, "tmpfs", MS_REMOUNT | MS_RDONLY, "size=4m"), 0);
    assert_int_equal(bar_find(mem, data, &what), BAR_DISK);
    assert_true(str_eq(what, str_of(disk)));
    assert_int_equal(umount(disk), 0);
}

static void not_ours(struct arena *mem, struct str where, const char *folder)
{
    struct str other = arena_text(mem, "%s/other.db", folder);
    struct str text = arena_text(mem, "%s/text.db", folder);
    struct str orphan = arena_text(mem, "%s/orphan.db", folder);
    struct db *db = NULL;
    struct str why = {0};
    sqlite3 *handle;
    FILE *file;

    assert_int_equal(db_open(mem, where, false, &db, &why), NOT_THERE);
    assert_null(db);
    assert_int_equal(sqlite3_open(other.at, &handle), SQLITE_OK);
    sqlite3_exec(handle, "create table theirs (id)", NULL, NULL, NULL);
    sqlite3_close(handle);
    assert_int_equal(db_open(mem, other, true, &db, &why), BROKEN);
    assert_true(str_find(why, S("of another program"), 0) > 0);
    file = fopen(text.at, "w");
    for (int i = 0; i < 1000; i++)
        fputs("a text that is no database\n", file);
    fclose(file);
    assert_int_equal(db_open(mem, text, true, &db, &why), BROKEN);
    fclose(fopen(arena_text(mem, "%s-wal", orphan.at).at, "w"));
    assert_int_equal(db_open(mem, orphan, true, &db, &why), BROKEN);
    assert_true(str_find(why, S("without its data file"), 0) > 0);
    assert_int_equal(db_open(mem, S("/no/such/folder/x.db"), true, &db, &why), BROKEN);
    assert_int_equal(db_open(mem, S("/proc/1/x.db"), true, &db, &why), BROKEN);
    assert_null(db);
}

static void one_name(struct arena *mem, struct str where, const char *folder)
{
    struct str link = arena_text(mem, "%s/link.db", folder);
    struct db *db;
    struct stat st;

    make_rows(mem, where);
    assert_int_equal(stat(where.at, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(symlink(where.at, link.at), 0);
    db = opened(mem, link);
    done(add(db, 1, 1, S("x")), db);
    db_close(db);
    assert_int_not_equal(stat(arena_text(mem, "%s-lock", link.at).at, &st), 0);
    assert_int_equal(stat(arena_text(mem, "%s-lock", where.at).at, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

TEST(eight_writers_and_their_checkpoints_lose_nothing) { on_sqlite(race); }
TEST(a_writer_that_is_killed_loses_nothing_acknowledged) { on_sqlite(kill_writer); }
TEST(one_writer_at_a_time_and_readers_go_on) { on_sqlite(lock_excludes); }
TEST(a_full_file_refuses_cleanly_and_goes_on_after) { on_sqlite(full_by_limit); }
TEST(a_full_disk_refuses_cleanly_and_goes_on_after) { on_sqlite(full_for_real); }
TEST(room_is_kept_for_what_must_go_on_when_the_disk_is_full) { on_sqlite(kept_room); }
TEST(a_read_only_file_is_read_and_not_written) { on_sqlite(read_only); }
TEST(a_read_only_disk_bars_writing) { on_sqlite(read_only_disk); }
TEST(to_look_whether_data_can_be_written_frees_no_lock) { on_sqlite(looked_at); }
TEST(files_that_are_not_ours_are_refused) { on_sqlite(not_ours); }
TEST(a_file_has_one_lock_under_all_its_names) { on_sqlite(one_name); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_writers_and_their_checkpoints_lose_nothing),
        cmocka_unit_test(a_writer_that_is_killed_loses_nothing_acknowledged),
        cmocka_unit_test(one_writer_at_a_time_and_readers_go_on),
        cmocka_unit_test(a_full_file_refuses_cleanly_and_goes_on_after),
        cmocka_unit_test(a_full_disk_refuses_cleanly_and_goes_on_after),
        cmocka_unit_test(room_is_kept_for_what_must_go_on_when_the_disk_is_full),
        cmocka_unit_test(a_read_only_file_is_read_and_not_written),
        cmocka_unit_test(a_read_only_disk_bars_writing),
        cmocka_unit_test(to_look_whether_data_can_be_written_frees_no_lock),
        cmocka_unit_test(files_that_are_not_ours_are_refused),
        cmocka_unit_test(a_file_has_one_lock_under_all_its_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
