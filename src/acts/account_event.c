#include "acts/account_event.h"

#include "acts/passing.h"
#include "base/bug.h"
#include "store/sql.h"

static const char *const words[] = {"password", "password_given", "sessions_ended",
    "passkey_added", "passkey_removed", "passkey_copied", "factor", "factor_gone", "factor_taken",
    "recovery_used", "codes", "link_made", "link_used", "passkeys_taken"};
const struct choices account_event_choices = {words, ACCOUNT_EVENT_COUNT};
_Static_assert(sizeof words / sizeof *words == ACCOUNT_EVENT_COUNT, "a word for each");

static enum outcome last_number(struct job *job, int64_t account, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_account_event_last);

    query_int(q, 1, account);
    *ret = query_next(q) ? query_get_int(q, 0) : 0;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome account_note(struct job *job, int64_t account, enum account_event kind)
{
    struct query *q;
    int64_t n;
    enum outcome o;

    if ((o = last_number(job, account, &n)) != DONE)
        return o;
    q = query_of(job->db, &sql_account_event_add);
    query_int(q, 1, account);
    query_int(q, 2, n + 1);
    query_text(q, 3, passing_moment(job, job->now));
    query_text(q, 4, choice_word(&account_event_choices, (int)kind));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_account_event_trim);
    query_int(q, 1, account);
    query_int(q, 2, n + 1 - ACCOUNT_EVENTS_KEPT);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome account_events(struct job *job, struct account_event_line **ret, size_t *ret_n)
{
    struct account_event_line *lines = NEW_ARRAY(job->mem, ACCOUNT_EVENTS_KEPT,
                                                 struct account_event_line);
    struct query *q = query_of(job->db, &sql_account_event_list);
    size_t n = 0;

    query_int(q, 1, job->account);
    while (n < ACCOUNT_EVENTS_KEPT && query_next(q)) {
        int kind = 0;

        MUST(moment_of_text(query_get_text(q, 0), &lines[n].time));
        MUST(choice_of(&account_event_choices, query_get_text(q, 1), &kind));
        lines[n++].kind = (enum account_event)kind;
    }
    *ret = lines;
    *ret_n = n;
    return query_end(q) == DONE ? DONE : job_broke(job);
}
