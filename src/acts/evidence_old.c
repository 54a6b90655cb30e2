#include "acts/evidence_old.h"

#include "model/erasure.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

struct sight {
    struct erasure *asked;
    size_t asked_n;
    int months;
};

/* Did somebody ask for this file, and was it erased? */
static bool was(const struct sight *sight, const struct evidence *it, enum erasure_state state)
{
    for (size_t i = 0; i < sight->asked_n; i++) {
        const struct erasure *at = &sight->asked[i];

        if (at->kind == ERASURE_FILE && at->state == state &&
            (state == ERASURE_DONE ? str_eq(at->erased_hash, it->file_hash)
                                   : at->record.n == it->row.id))
            return true;
    }
    return false;
}

/* The day on which each piece was replaced, as `ended` of its line. */
static enum outcome read_replaced(struct job *job, struct evidence_old *all, size_t n)
{
    struct query *q = query_of(job->db, &sql_evidence_replaced);
    struct moment at;
    int minute;

    query_int(q, 1, job->org);
    while (query_next(q)) {
        int64_t id = query_get_int(q, 0);

        for (size_t i = 0; i < n; i++)
            if (all[i].line->evidence.row.id == id && moment_of_text(query_get_text(q, 1), &at))
                all[i].ended = moment_amsterdam(at, &minute);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* What is used nowhere has only an end of its own. */
static struct day expired_on(const struct evidence_line *line)
{
    return line->n_places == 0 ? line->evidence.until : line->lasts;
}

/* Is there another piece with the same file that is not in the list? It may be one that who
 * asks cannot see. */
static enum outcome read_shared(struct job *job, const struct evidence_old *all, size_t n,
                                bool *shared)
{
    struct query *q = query_of(job->db, &sql_evidence_shared);

    query_int(q, 1, job->org);
    while (query_next(q)) {
        int64_t id = query_get_int(q, 0);
        struct str hash = query_get_text(q, 1);
        bool here = evidence_old_of(all, n, id) != NULL;

        for (size_t i = 0; i < n && !here; i++)
            shared[i] = shared[i] || str_eq(all[i].line->evidence.file_hash, hash);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static size_t keep_old(struct job *job, const struct sight *sight, struct evidence_old *all,
                       size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct evidence_old it = all[i];

        if (!day_is(it.ended))
            continue;
        it.months = sight->months;
        it.since.n = day_add_months(it.ended, it.months).n + 1;
        it.asked = was(sight, &it.line->evidence, ERASURE_ASKED);
        if (it.since.n <= job->today.n && !was(sight, &it.line->evidence, ERASURE_DONE))
            all[kept++] = it;
    }
    return kept;
}

static enum outcome load_sight(struct job *job, struct sight *ret)
{
    struct organisation org;
    enum outcome o = record_load(job, leave_system(job), &organisation_noun,
                                 (struct row){.id = 1}, &org);

    if (o != DONE ||
        (o = record_all(job, leave_system(job), &erasure_noun, &ret->asked, &ret->asked_n)) != DONE)
        return o;
    ret->months = retention_term(&retention_all[retention_named(S("evidence"))], &org).months;
    return DONE;
}

enum outcome evidence_old(struct job *job, const struct evidence_line *lines, size_t n,
                          struct evidence_old **ret, size_t *ret_n)
{
    struct evidence_old *all = NEW_ARRAY(job->mem, n, struct evidence_old);
    struct sight sight = {.months = 0};
    size_t kept = 0;
    bool *shared;
    enum outcome o;

    *ret = all;
    *ret_n = 0;
    if (job->on.n != job->today.n || job->known != INT64_MAX)
        return DONE;
    for (size_t i = 0; i < n; i++)
        if (lines[i].evidence.file_hash.len > 0)
            all[kept++] = (struct evidence_old){
                .line = &lines[i],
                .ended = lines[i].evidence.replaced_by.id != 0 ? (struct day){0}
                                                               : expired_on(&lines[i])};
    if ((o = load_sight(job, &sight)) != DONE || (o = read_replaced(job, all, kept)) != DONE)
        return o;
    kept = keep_old(job, &sight, all, kept);
    shared = NEW_ARRAY(job->mem, kept, bool);
    if ((o = read_shared(job, all, kept, shared)) != DONE)
        return o;
    for (size_t i = 0; i < kept; i++)
        if (!shared[i])
            all[(*ret_n)++] = all[i];
    return DONE;
}

enum outcome act_evidence_old(struct job *job, struct evidence_old **ret, size_t *ret_n)
{
    struct evidence_line *lines;
    size_t n;
    enum outcome o = act_evidence_list(job, &lines, &n);

    return o == DONE ? evidence_old(job, lines, n, ret, ret_n) : o;
}

const struct evidence_old *evidence_old_of(const struct evidence_old *all, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (all[i].line->evidence.row.id == id)
            return &all[i];
    return NULL;
}
