#include "trial.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "acts/assess.h"
#include "ledger/leave.h"
#include "model/person.h"
#include "store/backend.h"

enum { JOB_BYTES = 64 * 1024 * 1024 };

_Noreturn void trial_stop(const char *what, struct str why)
{
    fprintf(stderr, "%s: %" STR_FMT "\n", what, STR_ARG(why));
    exit(1);
}

double trial_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct moment trial_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (struct moment){(int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000};
}

static sqlite3_stmt *ask(struct trial *it, const char *sql)
{
    sqlite3_stmt *statement;

    if (sqlite3_prepare_v2(it->handle, sql, -1, &statement, NULL) != SQLITE_OK)
        trial_stop(sql, str_of(sqlite3_errmsg(it->handle)));
    return statement;
}

static struct str text_at(struct trial *it, sqlite3_stmt *statement, int column)
{
    return arena_str(it->names, str_of((const char *)sqlite3_column_text(statement, column)));
}

static void load_items(struct trial *it)
{
    sqlite3_stmt *s = ask(it, "select item, id, version, (select count(*) from assessment) "
                              "from assessment where org = 1 order by item");

    while (sqlite3_step(s) == SQLITE_ROW) {
        if (it->items == NULL)
            it->items = NEW_ARRAY(it->names, (size_t)sqlite3_column_int(s, 3), struct trial_item);
        it->items[it->n_items++] = (struct trial_item){
            text_at(it, s, 0),
            {.id = sqlite3_column_int64(s, 1), .version = sqlite3_column_int64(s, 2)}};
    }
    sqlite3_finalize(s);
    s = ask(it, "select p.id, p.account, (select max(time) from ledger where org = 1) "
                "from person p join role_held r on r.org = p.org and r.person = p.id "
                "where p.org = 1 and r.role = 'ciso' and p.account is not null limit 1");
    if (sqlite3_step(s) != SQLITE_ROW || !moment_of_text(text_at(it, s, 2), &it->last))
        trial_stop("data", S("no CISO who can sign in"));
    it->person = sqlite3_column_int64(s, 0);
    it->account = sqlite3_column_int64(s, 1);
    sqlite3_finalize(s);
}

/* As a request begins: who it is, and what they may. */
static void start(struct trial *it, struct job *job, struct moment at)
{
    arena_reset(it->mem);
    job_start(job, it->mem, it->db, at);
    job->org = 1;
    job->person = it->person;
    job->account = it->account;
    job->door = DOOR_WEB;
    if (db_read(it->db) != DONE || leave_roles(job) != DONE)
        trial_stop("leave_roles", job->broke);
    db_rollback(it->db);
}

void trial_open(struct trial *it, const char *path, bool durable)
{
    struct str why = S("");

    *it = (struct trial){.mem = arena_new(JOB_BYTES), .names = arena_new(JOB_BYTES)};
    if (db_open(it->names, str_of(path), false, &it->db, &why) != DONE)
        trial_stop(path, why);
    it->handle = sqlite_handle(it->db);
    if (!durable)
        sqlite3_exec(it->handle, "pragma synchronous = off", NULL, NULL, NULL);
    load_items(it);
    if (it->n_items == 0)
        trial_stop(path, S("nothing was assessed"));
}

void trial_assess(struct trial *it, int item, enum verdict verdict, struct moment at)
{
    struct trial_item *of = &it->items[item];
    struct given given = {.noun = &assessment_noun};
    int design = noun_field(&assessment_noun, S("design"));
    struct assessment saved;
    struct job job;
    enum outcome o;

    start(it, &job, at);
    given.is[design] = true;
    given.text[design] = choice_word(&verdict_choices, (int)verdict);
    o = act_assess(&job, of->item, of->row, &given, &saved);
    if (o != DONE)
        trial_stop("act_assess", job.broke.len > 0 ? job.broke : job.faults.n > 0
                                     ? job.faults.at[0].key : arena_text(it->mem, "%d", (int)o));
    of->row = saved.row;
    db_rollback(it->db);
}
