#include "acts/footing.h"

#include "acts/norms.h"
#include "ledger/ledger.h"
#include "model/assessment.h"
#include "model/object.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

/* Is it an object of the register? The organisation is chosen by naming none. */
static enum outcome check_object(struct job *job, int64_t id)
{
    struct object it;
    enum outcome o = record_load(job, leave_system(job), &object_noun, (struct row){.id = id}, &it);

    return o == DONE && it.kind == OBJECT_ORGANISATION ? NOT_THERE : o;
}

enum outcome footing_load(struct job *job, int64_t object, struct footing *ret)
{
    struct query *q = query_of(job->db, &sql_picture_ground);
    struct footing it = {NULL, object, 0};
    enum outcome o = DONE;

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    if (query_next(q)) {
        it.norm = norms_get(job, query_get_text(q, 3));
        it.organisation = query_get_int(q, 7);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (it.organisation == 0 || it.norm == NULL)
        return NOT_THERE;
    if (object == 0)
        it.object = it.organisation;
    else if (object != it.organisation)
        o = check_object(job, object);
    if (o == DONE)
        *ret = it;
    return o;
}

enum outcome footing_said(struct job *job, const struct footing *ground, struct str item,
                          int64_t *ret_id)
{
    struct query *q = query_of(job->db, &sql_assessment_id);
    int64_t id = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, ground->object);
    query_text(q, 3, item);
    if (query_next(q))
        id = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_id = id;
    return DONE;
}

enum outcome footing_ask(struct job *job, enum right right, const struct footing *ground,
                         int64_t id, const struct leave **ret)
{
    return id == 0 ? leave_ask(job, right, &object_noun, ground->object, ret)
                   : leave_ask(job, right, &assessment_noun, id, ret);
}
