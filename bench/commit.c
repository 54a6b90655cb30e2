/* commit OURS BARE SECONDS: verdicts saved in a second, by the act and by bare statements.
 *
 * Both work on a copy of the sample, by turns of 25. The bare half writes the same rows
 * by the same statements in one transaction, with the same journal, the same sync and as
 * much text, but asks and computes nothing. Prints: act/s, bare/s, and for 1 change of
 * each the processor's microseconds.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "store/sql.h"
#include "trial.h"

enum { TURN = 25, COLUMNS = 33, UPDATED = COLUMNS - 4 };

enum bare_step { BEGIN, KEEP, SAVE, ADD, ROW, MOVE, COMMIT, STEPS };

struct bare_item {
    int64_t id;
    int64_t version;
    sqlite3_value *values[COLUMNS]; /* as select * has them: org id version since object … */
};

struct bare {
    sqlite3 *db;
    sqlite3_stmt *steps[STEPS];
    struct bare_item *items;
    int n_items;
    int64_t seq;
    int64_t next_id;
    struct str parts;
};

static double cpu_seconds(void)
{
    struct rusage used;

    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static sqlite3_stmt *ask(struct bare *it, const char *sql)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v3(it->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK)
        trial_stop(sql, str_of(sqlite3_errmsg(it->db)));
    return statement;
}

/* $7 by its name: SQLite counts in the order of first use. */
static int place(sqlite3_stmt *statement, int n)
{
    char name[8];

    snprintf(name, sizeof name, "$%d", n);
    return sqlite3_bind_parameter_index(statement, name);
}

static void put_int(sqlite3_stmt *statement, int n, int64_t value)
{
    sqlite3_bind_int64(statement, place(statement, n), value);
}

static void put_text(sqlite3_stmt *statement, int n, const char *value)
{
    sqlite3_bind_text(statement, place(statement, n), value, -1, SQLITE_STATIC);
}

static void load(struct bare *it, const struct trial *like)
{
    sqlite3_stmt *s = ask(it, "select * from assessment where org = 1 order by item");

    it->items = calloc((size_t)like->n_items, sizeof *it->items);
    while (it->items != NULL && it->n_items < like->n_items && sqlite3_step(s) == SQLITE_ROW) {
        struct bare_item *item = &it->items[it->n_items++];

        if (sqlite3_column_count(s) != COLUMNS)
            trial_stop("assessment", S("has other columns than this program knows"));
        item->id = sqlite3_column_int64(s, 1);
        item->version = sqlite3_column_int64(s, 2);
        for (int c = 0; c < COLUMNS; c++)
            item->values[c] = sqlite3_value_dup(sqlite3_column_value(s, c));
    }
    sqlite3_finalize(s);
    s = ask(it, "select seq, next_id from ledger_head where org = 1");
    if (sqlite3_step(s) == SQLITE_ROW) {
        it->seq = sqlite3_column_int64(s, 0);
        it->next_id = sqlite3_column_int64(s, 1);
    }
    sqlite3_finalize(s);
}

/* The parts of a change of ours, so that as many bytes are written. */
static void load_parts(struct bare *it, struct trial *from)
{
    sqlite3_stmt *s;

    if (sqlite3_prepare_v2(from->handle, "select parts from ledger order by seq desc limit 1", -1,
                           &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
        trial_stop("ledger", str_of(sqlite3_errmsg(from->handle)));
    it->parts = arena_str(from->names, str_of((const char *)sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
}

static void bare_open(struct bare *it, const char *path, struct trial *like)
{
    *it = (struct bare){0};
    if (sqlite3_open(path, &it->db) != SQLITE_OK ||
        sqlite3_exec(it->db, "pragma journal_mode = wal; pragma synchronous = full", NULL, NULL,
                     NULL) != SQLITE_OK)
        trial_stop(path, str_of(sqlite3_errmsg(it->db)));
    it->steps[BEGIN] = ask(it, "begin immediate");
    it->steps[KEEP] = ask(it, sql_assessment_keep.text);
    it->steps[SAVE] = ask(it, sql_assessment_save.text);
    it->steps[ADD] = ask(it, sql_ledger_add.text);
    it->steps[ROW] = ask(it, sql_ledger_row_add.text);
    it->steps[MOVE] = ask(it, sql_ledger_head_move.text);
    it->steps[COMMIT] = ask(it, "commit");
    load(it, like);
    load_parts(it, like);
}

static void bind(struct bare *it, struct bare_item *item, const char *verdict, const char *hash)
{
    sqlite3_stmt *save = it->steps[SAVE];
    sqlite3_stmt *add = it->steps[ADD];
    static const char *const said[] = {"", "", "", "", "2026-03-01T09:30:00.000Z", "p2", "web",
                                       "assessment.set", "-", "-"};

    put_int(it->steps[KEEP], 1, 1);
    put_int(it->steps[KEEP], 2, item->id);
    put_int(it->steps[KEEP], 3, it->seq);
    put_int(save, 1, 1);
    put_int(save, 2, item->id);
    put_int(save, 3, item->version);
    put_int(save, 4, item->version + 1);
    put_int(save, 5, it->seq);
    for (int i = 0; i < UPDATED; i++)
        sqlite3_bind_value(save, place(save, 6 + i), item->values[4 + i]);
    put_text(save, 12, verdict);
    put_int(add, 1, 1);
    put_int(add, 2, it->seq);
    put_text(add, 3, hash);
    for (int i = 4; i < 10; i++)
        put_text(add, i, said[i]);
    put_text(add, 10, it->parts.at);
    put_text(add, 11, hash);
    put_int(it->steps[ROW], 1, 1);
    put_text(it->steps[ROW], 2, "assessment");
    put_int(it->steps[ROW], 3, item->id);
    put_int(it->steps[ROW], 4, it->seq);
    put_int(it->steps[MOVE], 1, 1);
    put_int(it->steps[MOVE], 2, it->seq - 1);
    put_int(it->steps[MOVE], 3, it->seq);
    put_text(it->steps[MOVE], 4, hash);
    put_text(it->steps[MOVE], 5, said[4]);
    put_int(it->steps[MOVE], 6, it->next_id);
}

static void bare_one(struct bare *it, int n, const char *verdict)
{
    struct bare_item *item = &it->items[n];
    char hash[65];

    it->seq++;
    snprintf(hash, sizeof hash, "%064lld", (long long)it->seq);
    bind(it, item, verdict, hash);
    for (int i = 0; i < STEPS; i++) {
        if (sqlite3_step(it->steps[i]) != SQLITE_DONE)
            trial_stop("bare", str_of(sqlite3_errmsg(it->db)));
        sqlite3_reset(it->steps[i]);
    }
    item->version++;
}

int main(int argc, char **argv)
{
    static const char *const words[] = {"ja", "deels", "nee"};
    static const enum verdict verdicts[] = {VERDICT_YES, VERDICT_PARTLY, VERDICT_NO};
    double spent[2] = {0};
    double cpu[2] = {0};
    struct trial ours;
    struct bare bare;
    int n = 0;

    if (argc != 4)
        trial_stop("usage", S("commit OURS BARE SECONDS"));
    trial_open(&ours, argv[1], true);
    for (int i = 0; i < 2; i++) /* of two, one at least differs from what stands there */
        trial_assess(&ours, 0, verdicts[i], trial_now());
    bare_open(&bare, argv[2], &ours);
    while (spent[0] + spent[1] < atof(argv[3])) {
        for (int half = 0; half < 2; half++) {
            double begun = trial_seconds();
            double used = cpu_seconds();

            for (int i = n; i < n + TURN; i++) {
                int item = i % ours.n_items;
                int which = (i / ours.n_items + i) % 3;

                if (half == 0)
                    trial_assess(&ours, item, verdicts[which], trial_now());
                else
                    bare_one(&bare, item, words[which]);
            }
            spent[half] += trial_seconds() - begun;
            cpu[half] += cpu_seconds() - used;
        }
        n += TURN;
    }
    printf("%.0f %.0f %.0f %.0f\n", n / spent[0], n / spent[1], 1e6 * cpu[0] / n,
           1e6 * cpu[1] / n);
    db_close(ours.db);
    return 0;
}
