#include "acts/reading.h"

#include "acts/passing.h"
#include "base/bug.h"
#include "ledger/leave.h"
#include "ledger/ledger.h"
#include "model/assessment.h"
#include "records/record.h"
#include "store/sql.h"

enum { HOUR_MS = 60 * 60 * 1000 };

static const char *const words[] = {"shown", "downloaded", "sent"};
const struct choices reading_kind_choices = {words, READING_KIND_COUNT};
_Static_assert(sizeof words / sizeof *words == READING_KIND_COUNT, "a word for each");

static enum outcome is_due(struct job *job, int64_t id, enum reading_kind what, bool *ret)
{
    int64_t since = what == READING_DOWNLOADED ? job->now.ms : job->now.ms - HOUR_MS;
    struct query *q = query_of(job->db, &sql_reading_due);

    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_int(q, 3, job->person);
    query_text(q, 4, choice_word(&door_choices, (int)job->door));
    query_text(q, 5, choice_word(&reading_kind_choices, (int)what));
    query_text(q, 6, passing_moment(job, (struct moment){since}));
    *ret = query_next(q) && query_get_int(q, 0) > 0;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome add(struct job *job, int64_t id, enum reading_kind what)
{
    struct query *q = query_of(job->db, &sql_reading_add);

    query_int(q, 1, job->org);
    query_text(q, 2, str_of(evidence_noun.name));
    query_int(q, 3, id);
    query_int(q, 4, job->person);
    query_text(q, 5, passing_moment(job, job->now));
    query_text(q, 6, choice_word(&door_choices, (int)job->door));
    query_text(q, 7, choice_word(&reading_kind_choices, (int)what));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome reading_note(struct job *job, void *readings_of)
{
    const struct readings_of *of = readings_of;
    int64_t *due = NEW_ARRAY(job->mem, of->n, int64_t);
    size_t n = 0;
    enum outcome o;

    /* Most pieces are not confidential: asking first spares those the writing. */
    for (size_t i = 0; i < of->n; i++) {
        bool is;

        if ((o = is_due(job, of->evidence[i], of->what, &is)) != DONE)
            return o;
        if (is)
            due[n++] = of->evidence[i];
    }
    if (n == 0)
        return DONE;
    if ((o = passing_write(job)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if ((o = add(job, due[i], of->what)) != DONE)
            return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

static void read_line(struct query *q, struct reading *ret)
{
    int door = 0;
    int what = 0;

    ret->person.id = query_get_int(q, 0);
    MUST(moment_of_text(query_get_text(q, 1), &ret->at));
    MUST(choice_of(&door_choices, query_get_text(q, 2), &door));
    MUST(choice_of(&reading_kind_choices, query_get_text(q, 3), &what));
    ret->door = (enum job_door)door;
    ret->what = (enum reading_kind)what;
}

enum outcome act_evidence_readings(struct job *job, int64_t id, struct reading **ret,
                                   size_t *ret_n)
{
    struct reading *lines = NEW_ARRAY(job->mem, READINGS_SHOWN, struct reading);
    const struct leave *leave;
    struct evidence it;
    struct query *q;
    size_t n = 0;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &evidence_noun, id, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, (struct row){.id = id}, &it)) != DONE)
        return o;
    q = query_of(job->db, &sql_reading_list);
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_int(q, 3, READINGS_SHOWN);
    while (query_next(q))
        read_line(q, &lines[n++]);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret = lines;
    *ret_n = n;
    return DONE;
}
