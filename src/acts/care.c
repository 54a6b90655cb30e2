#include "acts/care.h"

#include "acts/organisation.h"
#include "ledger/ledger.h"
#include "store/backup.h"
#include "store/query.h"
#include "store/sql.h"

static const char *const kinds[CARE_KIND_COUNT] = {"backup", "proof"};

enum outcome act_care(struct job *job, struct care *ret)
{
    struct query *q = query_of(job->db, &sql_care_all);
    struct care it = {0};

    query_int(q, 1, job->org);
    while (query_next(q))
        for (int kind = 0; kind < CARE_KIND_COUNT; kind++)
            if (str_eq(query_get_text(q, 0), str_of(kinds[kind]))) {
                moment_of_text(query_get_text(q, 1), &it.at[kind]);
                it.seq[kind] = query_get_int(q, 2);
            }
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret = it;
    return DONE;
}

enum outcome act_care_note(struct job *job, enum care_kind kind, int64_t seq)
{
    char at[MOMENT_TEXT_BYTES];
    struct query *q;

    db_rollback(job->db);
    if (db_write(job->db) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_care_note);
    query_int(q, 1, job->org);
    query_text(q, 2, str_of(kinds[kind]));
    query_text(q, 3, moment_text(job->now, at));
    query_int(q, 4, seq);
    if (query_run(q, NULL) != DONE || db_commit(job->db) != DONE)
        return job_broke(job);
    return DONE;
}

/* The copy is made within the transaction that verify leaves open: one state. */
enum outcome act_backup(struct job *job, struct str to, const struct vault_key *key,
                        void (*progress)(int64_t done, int64_t all), struct verify_result *ret)
{
    enum outcome o;

    if (db_kind(job->db) != DB_SQLITE)
        return job_refuse(job, S(""), S("cli.backup_postgres"));
    if ((o = ledger_verify(job, false, progress, ret)) != DONE)
        return o;
    o = key == NULL ? backup_make(job->db, job->mem, to, &job->broke)
                    : backup_close(job->db, job->mem, to, key, &job->broke);
    if (o == REFUSED)
        return job_refuse_with(job, S(""), S("cli.exists"), to);
    if (o != DONE || !ret->sound)
        return o;
    return act_care_note(job, CARE_BACKUP, ret->seq);
}

enum outcome care_late(struct job *job, int64_t most_ms, bool *ret_late, struct moment *ret_last)
{
    struct query *q = query_of(job->db, &sql_care_backup);
    struct moment last = {0};

    if (query_next(q))
        moment_of_text(query_get_text(q, 0), &last);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_late = job->now.ms - last.ms > most_ms;
    *ret_last = last;
    return DONE;
}

enum outcome care_clock(struct job *job, enum clock *ret, struct moment *ret_last)
{
    const int64_t own = job->org;
    int64_t *orgs;
    size_t n;
    enum outcome o = organisation_all(job, &orgs, &n);

    *ret = CLOCK_FINE;
    *ret_last = (struct moment){0};
    for (size_t i = 0; o == DONE && i < n; i++) {
        enum clock clock = CLOCK_FINE;
        struct ledger_head head;
        struct moment last;

        job->org = orgs[i];
        if ((o = ledger_head(job, &head)) != DONE || head.seq == 0 ||
            (o = clock_judge(job, head.time, &clock)) != DONE)
            continue;
        if (clock == CLOCK_BACK)
            *ret = clock;
        if (moment_of_text(head.time, &last) && last.ms > ret_last->ms)
            *ret_last = last;
    }
    job->org = own;
    return o;
}
