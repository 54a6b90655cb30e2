#include "acts/retention.h"

#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, EVIDENCE_MONTHS = 84 /* the usual seven years */ };

#define MONTHS TERM_LEAST, TERM_LEAST, TERM_MOST

const struct retention retention_all[RETENTION_COUNT] = {
    {"sessions", WORD_retention_sessions, 1, 0, 0, 0, NULL, &sql_tidy_sessions},
    {"files", WORD_retention_files, 1, 0, 0, 0, NULL, &sql_file_sweep},
    {"events", WORD_retention_events, 0, MONTHS, "keep_events", &sql_tidy_events},
    {"tokens", WORD_retention_tokens, 0, MONTHS, "keep_tokens", &sql_tidy_tokens},
    {"readings", WORD_retention_readings, 0, MONTHS, "keep_readings", &sql_tidy_readings},
    {"evidence", WORD_retention_evidence, 0, EVIDENCE_MONTHS, TERM_EVIDENCE_LEAST,
     TERM_EVIDENCE_MOST, "keep_evidence", NULL},
};

static struct maybe chosen_of(const struct retention *it, const struct organisation *org)
{
    int field = it->chosen == NULL ? -1 : noun_field(&organisation_noun, str_of(it->chosen));
    struct maybe months = {false, 0};

    if (org != NULL && field >= 0)
        memcpy(&months, (const char *)org + organisation_noun.fields[field].offset, sizeof months);
    return months;
}

struct term retention_term(const struct retention *it, const struct organisation *org)
{
    struct maybe months = chosen_of(it, org);

    return months.is ? (struct term){0, (int)months.n, true}
                     : (struct term){it->days, it->months, false};
}

int retention_named(struct str name)
{
    for (int i = 0; i < RETENTION_COUNT; i++)
        if (retention_all[i].chosen != NULL && str_eq(str_of(retention_all[i].name), name))
            return i;
    return -1;
}

bool retention_same(const struct organisation *a, const struct organisation *b)
{
    for (int i = 0; i < RETENTION_COUNT; i++) {
        struct maybe one = chosen_of(&retention_all[i], a);
        struct maybe other = chosen_of(&retention_all[i], b);

        if (one.is != other.is || one.n != other.n)
            return false;
    }
    return true;
}

static enum outcome tidy_one(struct job *job, const struct retention *it,
                             const struct organisation *org, int64_t *ret_n)
{
    struct term term = retention_term(it, org);
    int days = job->today.n - day_add_months(job->today, -term.months).n + term.days;
    struct moment before = {job->now.ms - (int64_t)days * DAY_MS};
    struct query *q;
    char text[MOMENT_TEXT_BYTES];

    if (it->statement == NULL)
        return DONE;
    q = query_of(job->db, it->statement);
    query_int(q, 1, job->org);
    query_text(q, 2, moment_text(before, text));
    return query_run(q, ret_n) == DONE ? DONE : job_broke(job);
}

enum outcome act_tidy(struct job *job, int64_t ret_n[static RETENTION_COUNT])
{
    int64_t n[RETENTION_COUNT] = {0};
    struct organisation org;
    enum outcome o;

    db_rollback(job->db);
    if (db_write(job->db) != DONE)
        return job_broke(job);
    if ((o = record_load(job, leave_system(job), &organisation_noun, (struct row){.id = 1},
                         &org)) != DONE)
        return o;
    for (int i = 0; i < RETENTION_COUNT; i++)
        if ((o = tidy_one(job, &retention_all[i], &org, &n[i])) != DONE)
            return o;
    if (db_commit(job->db) != DONE)
        return job_broke(job);
    memcpy(ret_n, n, sizeof n);
    return DONE;
}
