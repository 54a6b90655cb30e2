/* trusting.c - the program if it trusted everybody: no leave is asked, no row is held back,
 * and a change is committed without an entry. Linked around the real functions (ld --wrap), so
 * that all else is the same; bench/trust.c measures what the real ones cost.
 */
#include "ledger/leave.h"
#include "ledger/ledger.h"
#include "store/query.h"
#include "store/sql.h"

enum outcome __wrap_leave_ask(struct job *job, enum right right, const struct noun *noun,
                              int64_t id, const struct leave **ret);
enum outcome __wrap_leave_door(struct job *job, uint64_t asks);
enum outcome __wrap_leave_still(struct job *job, int64_t head);
bool __wrap_leave_reaches(const struct leave *leave, const struct noun *noun, const void *row);
void __wrap_ledger_part(struct entry *entry, const struct noun *noun, int64_t id,
                        const struct field *field, struct str from, struct str to);
enum outcome __wrap_ledger_close(struct job *job, struct entry *entry);

enum outcome __wrap_leave_ask(struct job *job, enum right right, const struct noun *noun,
                              int64_t id, const struct leave **ret)
{
    (void)right;
    (void)noun;
    (void)id;
    *ret = leave_system(job);
    return DONE;
}

enum outcome __wrap_leave_door(struct job *job, uint64_t asks)
{
    (void)job;
    (void)asks;
    return DONE;
}

enum outcome __wrap_leave_still(struct job *job, int64_t head)
{
    (void)job;
    (void)head;
    return DONE;
}

bool __wrap_leave_reaches(const struct leave *leave, const struct noun *noun, const void *row)
{
    (void)leave;
    (void)noun;
    (void)row;
    return true;
}

void __wrap_ledger_part(struct entry *entry, const struct noun *noun, int64_t id,
                        const struct field *field, struct str from, struct str to)
{
    (void)entry;
    (void)noun;
    (void)id;
    (void)field;
    (void)from;
    (void)to;
}

/* The head alone moves on: rows are numbered by it. */
enum outcome __wrap_ledger_close(struct job *job, struct entry *entry)
{
    static const char hash[] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct query *q = query_of(job->db, &sql_ledger_head_move);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_seq(entry) - 1);
    query_int(q, 3, ledger_seq(entry));
    query_text(q, 4, str_of(hash));
    query_text(q, 5, S("2026-03-01T09:30:00.000Z"));
    query_int(q, 6, ledger_id(entry));
    if (query_run(q, NULL) != DONE || db_commit(job->db) != DONE)
        return job_broke(job);
    return DONE;
}
