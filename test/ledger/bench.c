/* bench commits FOLDER [SECONDS]: how many verdicts are saved in a second, beside a
 * bare program that writes the same rows of the same sizes.
 * bench verify FOLDER|ADDRESS [ENTRIES]: how long verify takes, on a ledger made anew
 * when a number of entries is given.
 *
 * Prints figures; fails nothing. The disk of FOLDER is the one that is measured.
 */
#include "house.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "store/backend.h"

enum { ITEMS = 20000, MEM = 64 << 20 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* One job per entry: the arena goes back to its beginning. */
static void again(struct house *it)
{
    struct job was = it->job;

    db_rollback(it->db);
    arena_reset(was.mem);
    job_start(&it->job, was.mem, was.db, (struct moment){was.now.ms + 10});
    it->job.org = 1;
    house_as(it, ADA, ROLE(ADMIN) | ROLE(CISO));
}

static void save_verdict(struct house *it, int64_t id, int n)
{
    const struct leave *leave;
    struct assessment row;
    struct entry *entry;

    again(it);
    house_ok(it, ledger_open(&it->job, S("assessment.set"), &entry));
    house_ok(it, leave_ask(&it->job, MAY_ASSESS, &assessment_noun, id, &leave));
    house_ok(it, record_load(&it->job, leave, &assessment_noun, (struct row){.id = id}, &row));
    row.design = row.design == VERDICT_YES ? VERDICT_PARTLY : VERDICT_YES;
    row.design_on = it->job.today;
    row.design_by = (struct ref){n % 2 == 0 ? ADA : BOB};
    if (n % 4 == 0)
        row.design_note = arena_text(it->job.mem, "Beoordeling %d: het beleid is vastgesteld, "
                                     "bekendgemaakt en wordt jaarlijks herzien.", n);
    house_ok(it, record_save(&it->job, entry, &assessment_noun, &row));
    house_ok(it, ledger_close(&it->job, entry));
}

static int64_t assess(struct house *it, int n)
{
    struct assessment row = {.object = {it->object}, .owner = {BOB},
                             .item = arena_text(it->job.mem, "5.%d", n)};

    again(it);
    house_new(it, &assessment_noun, &row);
    return row.row.id;
}

static void fast(struct house *it)
{
    if (db_kind(it->db) == DB_SQLITE)
        sqlite3_exec(sqlite_handle(it->db), "pragma synchronous = off;", NULL, NULL, NULL);
    else
        run_sql(it->db, "set synchronous_commit = off");
}

static void run(sqlite3 *handle, const char *sql)
{
    char *why = NULL;

    if (sqlite3_exec(handle, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
}

/* The same rows as an entry and a version, with nothing around them. */
static const char *const bare_sql[] = {
    "begin immediate",
    "insert into b_past select ?1, a, b, c, d from b where a = ?2",
    "update b set b = b + 1, c = 'ja' where a = ?2",
    ("insert into l values (1, ?1, ?3, '2026-03-01T09:30:00.000Z', 'p2', 'web', "
     "'assessment.set', '-', '-', ?4, ?3)"),
    "insert into r values (1, 'assessment', ?2, ?1)",
    "update h set s = ?1, hash = ?3",
    "commit",
};
enum { BARE_N = sizeof bare_sql / sizeof *bare_sql };

struct bare {
    sqlite3 *handle;
    sqlite3_stmt *stmt[BARE_N];
    char hash[65];
    char parts[301];
};

static void bare_open(struct bare *it, const char *path)
{
    memset(it->hash, 'a', 64);
    memset(it->parts, 'b', 300);
    assert_int_equal(sqlite3_open(path, &it->handle), SQLITE_OK);
    run(it->handle, "pragma journal_mode = wal; pragma synchronous = full; "
                    "create table b (a integer primary key, b, c, d);"
                    "create table b_past (upto, a, b, c, d, primary key (a, b));"
                    "create index b_upto on b_past (upto);"
                    "create table l (o, s, p, t, x1, x2, x3, x4, x5, parts, hash, "
                    "primary key (o, s));"
                    "create index l_time on l (o, t);"
                    "create table r (o, n, i, s, primary key (o, n, i, s));"
                    "create table h (s, hash); insert into h values (0, '');");
    for (int i = 0; i < 100; i++)
        run(it->handle, "insert into b (b, c, d) values (1, 'nee', "
                        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')");
    for (int i = 0; i < BARE_N; i++)
        assert_int_equal(sqlite3_prepare_v2(it->handle, bare_sql[i], -1, &it->stmt[i], NULL),
                         SQLITE_OK);
}

static void bare_one(struct bare *it, int n)
{
    for (int i = 0; i < BARE_N; i++) {
        sqlite3_bind_int(it->stmt[i], 1, n + 1);
        sqlite3_bind_int(it->stmt[i], 2, n % 100 + 1);
        sqlite3_bind_text(it->stmt[i], 3, it->hash, 64, SQLITE_STATIC);
        sqlite3_bind_text(it->stmt[i], 4, it->parts, 300, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(it->stmt[i]), SQLITE_DONE);
        sqlite3_reset(it->stmt[i]);
    }
}

static void bare_close(struct bare *it)
{
    for (int i = 0; i < BARE_N; i++)
        sqlite3_finalize(it->stmt[i]);
    sqlite3_close(it->handle);
}

/* By turns, so that whatever else the machine does falls on both. */
static void commits(const char *folder, int seconds)
{
    enum { TURN = 25 };
    struct arena *mem = arena_new(MEM);
    struct arena *names = arena_new(MEM);
    struct bare bare;
    struct house it;
    int64_t ids[100];
    double ours = 0;
    double other = 0;
    int n = 0;

    assert_int_equal(system(arena_text(names, "rm -f %s/bench-*.db*", folder).at), 0);
    house_open(&it, mem, arena_text(names, "%s/bench-ours.db", folder));
    for (int i = 0; i < 100; i++)
        ids[i] = assess(&it, i);
    bare_open(&bare, arena_text(names, "%s/bench-bare.db", folder).at);
    while (ours + other < seconds) {
        double begun = now();

        for (int i = n; i < n + TURN; i++)
            save_verdict(&it, ids[i % 100], i * 4 + 1);
        ours += now() - begun;
        begun = now();
        for (int i = n; i < n + TURN; i++)
            bare_one(&bare, i);
        other += now() - begun;
        n += TURN;
    }
    printf("saved verdicts %.0f/s, bare rows %.0f/s: %.0f %%\n", n / ours, n / other,
           100 * other / ours);
    bare_close(&bare);
    db_close(it.db);
    arena_free(mem);
    arena_free(names);
}

static void verify(struct arena *mem, struct str data)
{
    struct verify_result is;
    struct rusage used;
    struct house it = {.db = opened(mem, data)};
    double begun;

    job_start(&it.job, mem, it.db, (struct moment){1});
    for (int deep = 0; deep <= 1; deep++) {
        again(&it);
        begun = now();
        is = house_verify(&it, deep);
        getrusage(RUSAGE_SELF, &used);
        printf("verify%s: %s, %lld entries, %lld rows in %.2f s; at most %ld MB\n",
               deep ? " --deep" : "", is.sound ? "sound" : "NOT SOUND", (long long)is.entries,
               (long long)is.rows, now() - begun, used.ru_maxrss / 1024);
        if (!is.sound)
            printf("%" STR_FMT " %" STR_FMT " %" STR_FMT "\n", STR_ARG(is.key), STR_ARG(is.table),
                   STR_ARG(is.column));
    }
    db_close(it.db);
}

static void generate(struct arena *mem, struct str data, int entries)
{
    static int64_t ids[ITEMS];
    struct house it;
    double begun = now();
    int items = entries / 10 < ITEMS ? entries / 10 : ITEMS;

    house_open(&it, mem, data);
    fast(&it);
    for (int i = 0; i < items; i++)
        ids[i] = assess(&it, i);
    for (int i = items; i < entries; i++)
        save_verdict(&it, ids[i % items], i);
    printf("%d entries written in %.0f s\n", entries, now() - begun);
    db_close(it.db);
}

/* Anew with a number of entries; what is there already without one. */
static void generate_and_verify(const char *where, int entries)
{
    struct arena *mem = arena_new(MEM);
    struct arena *names = arena_new(MEM);
    bool file = strstr(where, "://") == NULL;
    struct str data = file ? arena_text(names, "%s/bench-verify.db", where) : str_of(where);

    if (file && entries > 0)
        assert_int_equal(system(arena_text(names, "rm -f %s/bench-verify.db*", where).at), 0);
    if (entries > 0)
        generate(mem, data, entries);
    verify(mem, data);
    arena_free(mem);
    arena_free(names);
}

int main(int argc, char **argv)
{
    int n = argc > 3 ? atoi(argv[3]) : 0;

    if (argc > 2 && strcmp(argv[1], "commits") == 0)
        commits(argv[2], n > 0 ? n : 5);
    else if (argc > 2 && strcmp(argv[1], "verify") == 0)
        generate_and_verify(argv[2], n);
    else
        fputs("bench commits FOLDER [SECONDS] | bench verify FOLDER|ADDRESS [ENTRIES]\n", stderr);
    return 0;
}
