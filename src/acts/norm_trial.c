#include "acts/norm_trial.h"

/* A norm of two thousand controls with all their texts takes less than half of this; half of
 * what a request may have, since what is sound is read once more for the answer. */
enum { TRIAL_LIMIT_BYTES = 48 * 1024 * 1024 };

struct trying {
    struct job *job;
    struct arena *mem;
    const struct local_norm *row;
    struct str bytes;
    struct norm_content content;
    struct norm_trial *it;
};

/* Faults outlive the trial: in the memory of the job. */
static void keep(struct trying *t, const struct check_fault *faults, int n)
{
    struct arena *mem = t->job->mem;
    struct check_fault *all = NEW_ARRAY(mem, (size_t)n, struct check_fault);

    for (int i = 0; i < n; i++)
        all[i] = (struct check_fault){arena_str(mem, faults[i].pointer), faults[i].line,
                                      arena_str(mem, faults[i].key),
                                      arena_str(mem, faults[i].arg)};
    t->it->faults = all;
    t->it->n_faults = n;
}

static int foreign_in(const struct oscal *thing)
{
    const struct oscal *props = oscal_list(thing, S("props"));
    int n = 0;

    for (int i = 0; i < props->n; i++)
        n += !oscal_ns(&props->at[i], OSCAL_NS) && !oscal_ns(&props->at[i], OSCAL_OURS);
    for (int i = 0; i < thing->n; i++)
        if (thing->at[i].kind == OSCAL_ARRAY || thing->at[i].kind == OSCAL_OBJECT)
            n += foreign_in(&thing->at[i]);
    return n;
}

/* The rules of OSCAL, each fault with its line and pointer. */
static void check(struct trying *t)
{
    const struct oscal_fault *fault = &t->content.fault;
    const struct check_fault unread = {S(""), fault->line, fault->key, fault->arg};
    struct check_report report = {.faults = {.at = &unread, .n = 1}};
    struct check_fault *all;

    if (t->content.tree != NULL)
        norm_check_tree(t->mem, t->content.tree, &report);
    all = NEW_ARRAY(t->mem, (size_t)report.faults.n, struct check_fault);
    for (int i = 0; i < report.faults.n; i++) {
        all[i] = report.faults.at[i];
        all[i].key = arena_text(t->mem, "norm.fault.%" STR_FMT, STR_ARG(all[i].key));
    }
    keep(t, all, report.faults.n);
    if (t->it->n_faults == 0)
        t->it->foreign = foreign_in(t->content.tree);
}

/* Its references, and what it comes to. */
static enum outcome add(struct trying *t)
{
    struct faults faults = {.mem = t->mem};
    struct norms_making making;
    struct norms_found found;
    struct check_fault *all;
    int n;
    enum outcome o;

    norms_begin(&making, t->mem, norms_of(t->job));
    o = norms_add(&making, t->row, &t->content, &found, &faults);
    if (o != REFUSED)
        return o;
    n = (int)faults_kept(&faults);
    all = NEW_ARRAY(t->mem, (size_t)n, struct check_fault);
    for (int i = 0; i < n; i++)
        all[i] = (struct check_fault){.pointer = S(""), .key = faults_at(&faults, (size_t)i)->key,
                                      .arg = faults_at(&faults, (size_t)i)->arg};
    keep(t, all, n);
    return DONE;
}

static enum outcome try_both(struct trying *t)
{
    struct str why;

    if (norm_content_read(t->mem, t->row->form, t->bytes, &t->content, &why) != DONE) {
        t->job->broke = arena_str(t->job->mem, why);
        return BROKEN;
    }
    t->it->heavy = norm_content_heavy(&t->content);
    if (t->row->form == FORM_JSON && !t->it->heavy)
        check(t);
    return t->it->heavy || t->it->n_faults > 0 ? DONE : add(t);
}

static enum outcome try_guarded(struct trying *t)
{
    jmp_buf full;
    enum outcome o;

    if (setjmp(full) != 0) {
        arena_guard(t->mem, NULL);
        *t->it = (struct norm_trial){.heavy = true};
        return DONE;
    }
    arena_guard(t->mem, &full);
    o = try_both(t);
    arena_guard(t->mem, NULL);
    return o;
}

enum outcome norm_trial(struct job *job, const struct local_norm *row, struct str bytes,
                        struct norm_trial *ret)
{
    static struct arena *mem; /* of the process, and nothing stays in it */
    struct trying t = {.job = job, .row = row, .bytes = bytes, .it = ret};
    enum outcome o;

    *ret = (struct norm_trial){.faults = NULL};
    if (mem == NULL)
        mem = arena_new(TRIAL_LIMIT_BYTES);
    if (mem == NULL)
        return BROKEN;
    arena_reset(mem); /* the job before may have stopped halfway */
    t.mem = mem;
    o = try_guarded(&t);
    arena_reset(mem);
    return o;
}
