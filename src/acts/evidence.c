#include "acts/evidence.h"

#include <stdlib.h>

#include "acts/file.h"
#include "acts/footing.h"
#include "acts/norms.h"
#include "acts/password.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "model/value.h"
#include "store/query.h"
#include "store/sql.h"

static enum outcome check_file(struct job *job, const struct evidence_file *file,
                               struct evidence *it)
{
    struct str name = file_name(job->mem, file->name);
    struct str type;

    if (file->bytes.len == 0)
        return job_refuse(job, S("file"), S("evidence.file_empty"));
    if (file->bytes.len > EVIDENCE_FILE_LIMIT_BYTES)
        return job_refuse_with(job, S("file"), S("evidence.file_large"),
                               arena_text(job->mem, "%zu", file->bytes.len >> 20));
    if (value_unfit(name, false, EVIDENCE_NAME_CHARS).len > 0)
        return job_refuse_with(job, S("file"), S("evidence.file_name"),
                               arena_text(job->mem, "%d", EVIDENCE_NAME_CHARS));
    if (!file_kind(name, file->bytes, &type))
        return job_refuse(job, S("file"), S("evidence.file_kind"));
    it->file_name = name;
    it->file_type = type;
    it->file_bytes = (struct maybe){true, (int64_t)file->bytes.len};
    it->file_hash = token_hash(job, file->bytes);
    return DONE;
}

static enum outcome find_use(struct job *job, const struct evidence_use *want, int64_t *ret_id)
{
    struct query *q = query_of(job->db, &sql_evidence_use_find);

    *ret_id = 0;
    query_int(q, 1, job->org);
    query_int(q, 2, want->evidence.id);
    query_int(q, 3, want->object.id);
    query_text(q, 4, want->item);
    if (query_next(q))
        *ret_id = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome evidence_use_at(struct job *job, struct entry *entry, int64_t object,
                             int64_t evidence, struct str item)
{
    struct evidence_use use = {.evidence = {evidence}, .object = {object}, .item = item};
    int64_t id;
    enum outcome o;

    if ((o = find_use(job, &use, &id)) != DONE)
        return o;
    if (id == 0)
        return record_new(job, entry, &evidence_use_noun, &use);
    if ((o = record_load(job, leave_system(job), &evidence_use_noun, (struct row){.id = id},
                         &use)) != DONE)
        return o;
    use.ended = false;
    return record_save(job, entry, &evidence_use_noun, &use);
}

/* An item by its id, whichever norm it is of; by the number that people say, of ours. */
static const struct item *find_item(struct job *job, const struct norm *ours, struct str item)
{
    const struct norm *norm = norms_of_item(job, ours, item);
    int index = norm == NULL ? norm_label(ours, item) : norm_item(norm, item);

    return index == ITEM_NONE ? NULL : &(norm == NULL ? ours : norm)->items[index];
}

static enum outcome find_assessment(struct job *job, int64_t object, struct str item,
                                    int64_t *ret_id)
{
    struct query *q = query_of(job->db, &sql_assessment_id);

    *ret_id = 0;
    query_int(q, 1, job->org);
    query_int(q, 2, object);
    query_text(q, 3, item);
    if (query_next(q))
        *ret_id = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* Who may show things of their own alone: what they own or carry out, and anything of a
 * process or system of theirs. */
static enum outcome ask_place(struct job *job, int64_t object, const struct item *at)
{
    const struct leave *leave;
    int64_t id = 0;
    enum outcome o;

    if (leave_all(job, MAY_EVIDENCE))
        return DONE;
    if ((o = find_assessment(job, object, at->id, &id)) != DONE)
        return o;
    o = id == 0 ? FORBIDDEN : leave_ask(job, MAY_EVIDENCE, &assessment_noun, id, &leave);
    if (o != FORBIDDEN)
        return o;
    job->faults.n = 0;
    if ((o = leave_ask(job, MAY_EVIDENCE, &object_noun, object, &leave)) != FORBIDDEN)
        return o;
    job->faults.n = 0;
    fault_add(&job->faults, S("items"), S("evidence.not_yours"), at->label);
    return FORBIDDEN;
}

static enum outcome use_one(struct job *job, struct entry *entry, const struct norm *ours,
                            int64_t object, int64_t evidence, struct str item)
{
    const struct item *at = find_item(job, ours, item);
    enum outcome o;

    if (at == NULL || at->withdrawn)
        return job_refuse_with(job, S("items"), S("evidence.item"), item);
    if ((o = ask_place(job, object, at)) != DONE)
        return o;
    return evidence_use_at(job, entry, object, evidence, at->id);
}

/* What is no object of the register is a fault of what was said. */
static enum outcome use_all(struct job *job, struct entry *entry, int64_t evidence, int64_t object,
                            const struct str *items, size_t n_items)
{
    struct footing at;
    enum outcome o = footing_load(job, object, &at);

    if (o == NOT_THERE)
        return job_refuse(job, S("object"), S("evidence.object"));
    for (size_t i = 0; o == DONE && i < n_items; i++)
        o = use_one(job, entry, at.norm, at.object, evidence, items[i]);
    return o;
}

enum outcome act_evidence_add(struct job *job, const struct given *given,
                              const struct evidence_file *file, int64_t object,
                              const struct str *items, size_t n_items, int64_t *ret_id)
{
    const struct leave *leave;
    struct evidence it = {.submitter = {job->person}, .submitted_on = job->today};
    bool has_file = file != NULL && file->bytes.at != NULL;
    enum scan_is scan = SCAN_NONE;
    struct entry *entry;
    enum outcome o;

    if (!given_lay(job, given, &it))
        return REFUSED;
    if (has_file && it.link.len > 0)
        return job_refuse(job, S("link"), S("evidence.both"));
    if (!has_file && it.link.len == 0)
        return job_refuse(job, S("file"), S("evidence.neither"));
    if (has_file && ((o = check_file(job, file, &it)) != DONE ||
                     (o = file_scan_ask(job, S("file"), file->bytes, &scan)) != DONE))
        return o;
    if ((o = ledger_open(job, S("evidence.add"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_EVIDENCE, &evidence_noun, 0, &leave)) != DONE ||
        (o = record_new(job, entry, &evidence_noun, &it)) != DONE ||
        (o = use_all(job, entry, it.row.id, object, items, n_items)) != DONE)
        return o;
    if (has_file && ((o = file_keep(job, it.file_hash, file->bytes)) != DONE ||
                     (o = file_scan_keep(job, it.file_hash,
                                         (struct scan){scan, S("")})) != DONE))
        return o;
    *ret_id = it.row.id;
    return ledger_close(job, entry);
}

enum outcome act_evidence_use(struct job *job, int64_t evidence, int64_t object,
                              const struct str *items, size_t n_items)
{
    const struct leave *leave;
    struct evidence it;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("evidence.use"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_EVIDENCE, &evidence_noun, evidence, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, (struct row){.id = evidence}, &it)) != DONE ||
        (o = use_all(job, entry, evidence, object, items, n_items)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_evidence_end(struct job *job, int64_t use)
{
    const struct leave *leave;
    struct evidence_use it;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("evidence.end"), &entry)) != DONE ||
        (o = record_load(job, leave_system(job), &evidence_use_noun, (struct row){.id = use},
                         &it)) != DONE ||
        (o = leave_ask(job, MAY_EVIDENCE, &evidence_noun, it.evidence.id, &leave)) != DONE)
        return o;
    it.ended = true;
    if ((o = record_save(job, entry, &evidence_use_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_evidence_judge(struct job *job, struct row seen, enum fitness fitness,
                                struct str why)
{
    const struct leave *leave;
    struct evidence it;
    struct entry *entry;
    enum outcome o;

    if (fitness == FITNESS_NONE)
        return job_refuse(job, S("fitness"), S("value.required"));
    if (fitness == FITNESS_UNFIT && str_trim(why).len == 0)
        return job_refuse(job, S("fitness_why"), S("evidence.unfit_why"));
    if ((o = ledger_open(job, S("evidence.judge"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_JUDGE, &evidence_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, seen, &it)) != DONE)
        return o;
    if (!value_set_named(&evidence_noun, "fitness_why", value_lines(job->mem, why), &it,
                         &job->faults))
        return REFUSED;
    it.fitness = fitness;
    it.fitness_by.id = job->person;
    it.fitness_on = job->today;
    if ((o = record_save(job, entry, &evidence_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

/* The newer piece is used wherever the old one was, of whatever object and norm. */
static enum outcome inherit_uses(struct job *job, struct entry *entry, int64_t from, int64_t to)
{
    struct evidence_use *all;
    struct footing at;
    size_t n;
    enum outcome o = record_all(job, leave_system(job), &evidence_use_noun, &all, &n);

    if (o != DONE || (o = footing_load(job, 0, &at)) != DONE)
        return o;
    for (size_t i = 0; o == DONE && i < n; i++)
        /* What a norm that ended asked is asked no more. */
        if (all[i].evidence.id == from && !all[i].ended &&
            find_item(job, at.norm, all[i].item) != NULL)
            o = evidence_use_at(job, entry, all[i].object.id, to, all[i].item);
    return o;
}

enum outcome act_evidence_replace(struct job *job, struct row seen, int64_t by)
{
    const struct leave *leave;
    struct evidence it;
    struct evidence newer;
    struct entry *entry;
    enum outcome o;

    if (seen.id == by)
        return job_refuse(job, S("replaced_by"), S("evidence.itself"));
    if ((o = ledger_open(job, S("evidence.replace"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_EVIDENCE, &evidence_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, seen, &it)) != DONE)
        return o;
    /* A number that is no piece is a fault of what was typed. */
    o = record_load(job, leave, &evidence_noun, (struct row){.id = by}, &newer);
    if (o == NOT_THERE)
        return job_refuse(job, S("replaced_by"), S("fault.choice"));
    if (o != DONE)
        return o;
    if (newer.replaced_by.id != 0)
        return job_refuse(job, S("replaced_by"), S("evidence.replaced"));
    it.replaced_by.id = by;
    if ((o = record_save(job, entry, &evidence_noun, &it)) != DONE ||
        (o = inherit_uses(job, entry, it.row.id, by)) != DONE)
        return o;
    return ledger_close(job, entry);
}

static int by_evidence(const void *a, const void *b)
{
    const struct evidence_use *x = a;
    const struct evidence_use *y = b;

    if (x->evidence.id != y->evidence.id)
        return x->evidence.id > y->evidence.id ? 1 : -1;
    return (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

/* Fills one line from the uses that are left; both stand in order of the piece. */
static void fill_line(struct job *job, const struct footing *ground, const struct evidence_use **at,
                      const struct evidence_use *end, struct evidence_line *line)
{
    const struct evidence *it = &line->evidence;
    const struct evidence_use *use = *at;
    size_t n = 0;

    while (use < end && use->evidence.id < it->row.id)
        use++;
    while (use + n < end && use[n].evidence.id == it->row.id)
        n++;
    *at = use + n;
    line->places = NEW_ARRAY(job->mem, n, struct evidence_place);
    for (; use < *at; use++) {
        const struct norm *norm =
            use->ended ? NULL : norms_of_item(job, ground->norm, use->item);
        const struct item *item;
        struct day expires;

        if (norm == NULL)
            continue;
        item = &norm->items[norm_item(norm, use->item)];
        line->places[line->n_places++] = (struct evidence_place){
            norm, item, use->object.id == ground->organisation ? 0 : use->object.id, use->row.id};
        expires = status_evidence_expires(item, (struct maybe){false, 0},
            &(struct evidence_fact){.to = it->period_to, .until = it->until});
        if (!day_is(line->expires) || expires.n < line->expires.n)
            line->expires = expires;
        if (!day_is(line->lasts) || expires.n > line->lasts.n)
            line->lasts = expires;
    }
}

static enum outcome load_pieces(struct job *job, const struct leave *leave, int64_t only,
                                struct evidence_line **ret, size_t *ret_n)
{
    const struct evidence_use *at;
    const struct file_scans *scans;
    struct evidence_line *lines;
    struct evidence_use *uses;
    struct evidence *all;
    struct footing ground;
    size_t n;
    size_t n_uses;
    size_t kept = 0;
    enum outcome o;

    if ((o = footing_load(job, 0, &ground)) != DONE ||
        (o = record_all(job, leave, &evidence_noun, &all, &n)) != DONE ||
        (o = record_all(job, leave, &evidence_use_noun, &uses, &n_uses)) != DONE ||
        (o = file_scans_load(job, &scans)) != DONE)
        return o;
    if (n_uses > 1)
        qsort(uses, n_uses, sizeof *uses, by_evidence);
    at = uses;
    lines = NEW_ARRAY(job->mem, n, struct evidence_line);
    for (size_t i = 0; i < n; i++) {
        if (only != 0 && all[i].row.id != only)
            continue;
        kept++;
        lines[n - kept].evidence = all[i]; /* newest first */
        lines[n - kept].scan = file_scan_of(scans, all[i].file_hash);
        fill_line(job, &ground, &at, uses + n_uses, &lines[n - kept]);
    }
    *ret = lines + (n - kept);
    *ret_n = kept;
    return DONE;
}

enum outcome act_evidence_list(struct job *job, struct evidence_line **ret, size_t *ret_n)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, MAY_READ, &evidence_noun, 0, &leave);

    return o == DONE ? load_pieces(job, leave, 0, ret, ret_n) : o;
}

enum outcome act_evidence_get(struct job *job, int64_t id, struct evidence_line *ret)
{
    const struct leave *leave;
    struct evidence_line *lines;
    size_t n;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &evidence_noun, id, &leave)) != DONE ||
        (o = load_pieces(job, leave, id, &lines, &n)) != DONE)
        return o;
    if (n == 0)
        return NOT_THERE;
    *ret = lines[0];
    return DONE;
}

enum outcome act_evidence_file(struct job *job, int64_t id, struct evidence *ret,
                               struct str *ret_bytes, struct day *ret_gone)
{
    const struct leave *leave;
    struct file_scan scan;
    enum outcome o;

    *ret_gone = (struct day){0};
    if ((o = leave_ask(job, MAY_READ, &evidence_noun, id, &leave)) != DONE ||
        (o = record_load(job, leave, &evidence_noun, (struct row){.id = id}, ret)) != DONE)
        return o;
    if (ret->file_hash.len == 0)
        return NOT_THERE;
    if ((o = file_scan_one(job, ret->file_hash, &scan)) != DONE)
        return o;
    if (scan.is == SCAN_FOUND)
        return job_refuse_with(job, S("file"), S("evidence.file_found"), scan.found);
    /* What is text was found to be UTF-8 when it came in. */
    if (str_starts(ret->file_type, S("text/")))
        ret->file_type = arena_text(job->mem, "%" STR_FMT "; charset=utf-8",
                                    STR_ARG(ret->file_type));
    if ((o = file_bytes(job, ret->file_hash, ret_bytes)) != NOT_THERE)
        return o;
    if ((o = file_erased(job, ret->file_hash, ret_gone)) != DONE || day_is(*ret_gone))
        return o == DONE ? NOT_THERE : o;
    job->broke = S("the bytes of a piece of evidence are gone");
    return BROKEN;
}
