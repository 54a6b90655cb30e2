#include "acts/norms.h"

#include "acts/file.h"
#include "acts/norms_local.h"
#include "acts/norms_woven.h" /* by tools/weave_norm.c */
#include "base/buf.h"
#include "ledger/ledger.h"
#include "store/query.h"
#include "store/sql.h"

enum { SLOTS = 4, SLOT_LIMIT_BYTES = 128 * 1024 * 1024 };

/* A set that was read is kept by the process, under what it was read from, so that a page
 * reads no catalogue: reading one takes longer than the page. Nothing in it is of a job.
 * A new set takes the next place and not that of the one before it, which the job that
 * changed something may still hold. */
static struct slot {
    struct arena *mem;
    int64_t org; /* 0: nothing is in it */
    struct str mark;
    struct norms norms;
} slots[SLOTS];
static int next_slot;

static const struct norms *shipped(void)
{
    static struct norms set;

    if (set.n > 0)
        return &set;
    set = (struct norms){.norms = woven_norms, .mappings = woven_mappings,
                         .profiles = woven_profiles, .n = WOVEN_NORMS};
    while (woven_mappings[set.n_mappings] != NULL)
        set.n_mappings++;
    while (woven_profiles[set.n_profiles] != NULL)
        set.n_profiles++;
    return &set;
}

struct brought {
    struct local_norm *rows;
    struct str *bytes;
    int n;
    int room;
};

static void add_row(struct job *job, struct brought *it, struct query *q)
{
    struct local_norm *row;
    int kind = 0;
    int form = 0;

    if (it->n == it->room) {
        struct local_norm *more = NEW_ARRAY(job->mem, (size_t)(2 * it->room + 8),
                                            struct local_norm);

        if (it->n > 0)
            memcpy(more, it->rows, sizeof *more * (size_t)it->n);
        it->rows = more;
        it->room = 2 * it->room + 8;
    }
    row = &it->rows[it->n++];
    row->row.id = query_get_int(q, 0);
    (void)choice_of(&local_kind_choices, query_get_text(q, 1), &kind);
    (void)choice_of(&local_form_choices, query_get_text(q, 2), &form);
    row->kind = (enum local_kind)kind;
    row->form = (enum local_form)form;
    row->key = arena_str(job->mem, query_get_text(q, 3));
    row->source = arena_str(job->mem, query_get_text(q, 4));
    row->target = arena_str(job->mem, query_get_text(q, 5));
    row->hash = arena_str(job->mem, query_get_text(q, 6));
    row->title = arena_str(job->mem, query_get_text(q, 7));
}

static bool read_rows(struct job *job, struct brought *ret)
{
    struct query *q = query_of(job->db, &sql_norms_of_org);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q))
        add_row(job, ret, q);
    if (query_end(q) == DONE)
        return true;
    (void)job_broke(job);
    return false;
}

static struct str mark_of(struct job *job, const struct brought *it)
{
    struct buf out;

    buf_init(&out, job->mem, 256);
    for (int i = 0; i < it->n; i++)
        buf_text(&out, "%lld:%" STR_FMT ";", (long long)it->rows[i].row.id,
                 STR_ARG(it->rows[i].hash));
    return buf_str(&out);
}

/* One that cannot be read, or whose bytes are gone, is told as such. BROKEN, and why, when
 * there is nobody to read it. */
static enum outcome add_brought(struct norms_making *making, const struct local_norm *row,
                                struct str bytes, bool *ret_unread, struct str *ret_why)
{
    struct faults faults = {.n = 0};
    struct norm_content content;
    struct norms_found found;

    *ret_unread = true;
    if (bytes.len == 0)
        return DONE;
    if (norm_content_read(making->mem, row->form, bytes, &content, ret_why) != DONE)
        return BROKEN;
    *ret_unread = norms_add(making, row, &content, &found, &faults) != DONE;
    return DONE;
}

static enum outcome fill(struct slot *slot, const struct brought *brought, struct str *ret_why)
{
    int64_t *unread = NEW_ARRAY(slot->mem, (size_t)brought->n, int64_t);
    struct norms_making making;
    int n_unread = 0;
    bool is_unread;

    norms_begin(&making, slot->mem, shipped());
    for (int i = 0; i < brought->n; i++) {
        if (add_brought(&making, &brought->rows[i], brought->bytes[i], &is_unread,
                        ret_why) != DONE)
            return BROKEN;
        if (is_unread)
            unread[n_unread++] = brought->rows[i].row.id;
    }
    slot->norms = (struct norms){
        .norms = making.norms, .n = making.n, .mappings = making.mappings,
        .n_mappings = making.n_mappings, .profiles = making.profiles,
        .n_profiles = making.n_profiles, .unread = unread, .n_unread = n_unread};
    return DONE;
}

/* REFUSED when all of it together is more than a process may keep. */
static enum outcome fill_guarded(struct slot *slot, const struct brought *brought,
                                 struct str *ret_why)
{
    jmp_buf full;
    enum outcome o;

    if (setjmp(full) != 0) {
        arena_guard(slot->mem, NULL);
        return REFUSED;
    }
    arena_guard(slot->mem, &full);
    o = fill(slot, brought, ret_why);
    arena_guard(slot->mem, NULL);
    return o;
}

/* NULL when there is nobody to read them. */
static const struct norms *read_set(struct job *job, struct brought *brought, struct str mark)
{
    struct slot *slot = &slots[next_slot];
    struct str why;
    enum outcome o;

    slot->org = 0;
    brought->bytes = NEW_ARRAY(job->mem, (size_t)brought->n, struct str);
    for (int i = 0; i < brought->n; i++)
        if (file_bytes(job, brought->rows[i].hash, &brought->bytes[i]) == BROKEN)
            brought->bytes[i] = S(""); /* is told as one that cannot be read */
    if (slot->mem == NULL)
        slot->mem = arena_new(SLOT_LIMIT_BYTES);
    if (slot->mem == NULL)
        return shipped();
    arena_reset(slot->mem);
    if ((o = fill_guarded(slot, brought, &why)) == BROKEN) {
        job->broke = arena_str(job->mem, why);
        return NULL;
    }
    if (o != DONE) {
        job->broke = S("the organisation's own norms are larger together than one may keep");
        return shipped();
    }
    slot->mark = arena_str(slot->mem, mark);
    slot->org = job->org;
    next_slot = (next_slot + 1) % SLOTS;
    return &slot->norms;
}

static const struct norms *set_of(struct job *job)
{
    struct brought brought = {.n = 0};
    struct str mark;

    if (!read_rows(job, &brought) || brought.n == 0)
        return shipped();
    mark = mark_of(job, &brought);
    for (int i = 0; i < SLOTS; i++)
        if (slots[i].org == job->org && str_eq(slots[i].mark, mark))
            return &slots[i].norms;
    return read_set(job, &brought, mark);
}

/* A page about a failure asks as well, when no transaction is open any more. Norms that there
 * is nobody to read are not left out of figures: the transaction ends in failure. */
const struct norms *norms_of(struct job *job)
{
    const struct norms *set;
    bool busy;

    if (job->norms != NULL && job->norms_known == job->known)
        return job->norms;
    if (job->org == 0 || job->db == NULL)
        return shipped();
    busy = db_busy(job->db);
    if (!busy && db_read(job->db) != DONE)
        return shipped();
    job->norms = set = set_of(job);
    job->norms_known = job->known;
    if (set == NULL)
        db_spoil(job->db, job->broke);
    if (!busy)
        db_rollback(job->db);
    return set == NULL ? shipped() : set;
}

bool norms_fit(struct job *job)
{
    return norms_of(job) != shipped();
}

void norms_forget(struct job *job)
{
    job->norms = NULL;
}

const struct norm *norms_get(struct job *job, struct str id)
{
    const struct norms *set = norms_of(job);

    for (int i = 0; i < set->n; i++)
        if (str_eq(set->norms[i]->key, id) || str_eq(set->norms[i]->id, id))
            return set->norms[i];
    return NULL;
}

const struct norm *norms_at(struct job *job, int n)
{
    const struct norms *set = norms_of(job);

    return n >= 0 && n < set->n ? set->norms[n] : NULL;
}

const struct norm *norms_of_item(struct job *job, const struct norm *ours, struct str id)
{
    const struct norm *norm = ours;

    for (int i = 0; norm != NULL && norm_item(norm, id) == ITEM_NONE; i++)
        norm = norms_at(job, i);
    return norm;
}

const struct level_test *norms_level(const struct norm *norm)
{
    for (int i = 0; i < WOVEN_NORMS; i++)
        if (norm == woven_norms[i] || (norm != NULL && str_eq(norm->key, woven_norms[i]->key)))
            return woven_levels[i];
    return NULL;
}

const struct norm *norms_level_any(const struct level_test **ret)
{
    int i = 0;

    while (i + 1 < WOVEN_NORMS && woven_levels[i] == NULL)
        i++;
    *ret = woven_levels[i];
    return woven_norms[i];
}

const struct mapping *const *norms_mappings(struct job *job, int *ret_n)
{
    const struct norms *set = norms_of(job);

    *ret_n = set->n_mappings;
    return set->mappings;
}

const struct profile *const *norms_profiles(struct job *job, int *ret_n)
{
    const struct norms *set = norms_of(job);

    *ret_n = set->n_profiles;
    return set->profiles;
}

const struct profile *norms_profile(struct job *job, struct str id)
{
    const struct norms *set = norms_of(job);

    for (int i = 0; i < set->n_profiles; i++)
        if (str_eq(set->profiles[i]->id, id))
            return set->profiles[i];
    return NULL;
}
