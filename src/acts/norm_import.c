#include "acts/norm_import.h"

#include "acts/file.h"
#include "acts/file_scan.h"
#include "acts/norm_trial.h"
#include "acts/norms.h"
#include "acts/norms_woven.h" /* by tools/weave_norm.c */
#include "acts/password.h"
#include "base/bug.h"
#include "model/assessment.h"
#include "model/person.h"
#include "press/sifter.h"
#include "records/record.h"
#include "reports/csv.h"
#include "store/query.h"
#include "store/sql.h"

enum { KEPT_MS = 24 * 60 * 60 * 1000, NAME_BYTES_MAX = 200 };

static enum local_form form_of(const struct norm_file *file)
{
    char *room;
    char low[16];
    struct str end = str_sub(file->name, file->name.len > 5 ? file->name.len - 5 : 0,
                             file->name.len);

    room = low;
    end = (struct str){room, str_fold(end, room)};
    if (str_ends(end, S(".json")))
        return FORM_JSON;
    if (str_ends(end, S(".yaml")) || str_ends(end, S(".yml")))
        return FORM_YAML;
    if (str_ends(end, S(".csv")) || str_ends(end, S(".tsv")) || str_ends(end, S(".txt")) ||
        str_ends(end, S(".xlsx")))
        return FORM_CSV;
    return str_starts(str_trim(file->bytes), S("{")) ? FORM_JSON : FORM_NONE;
}

/* An XLSX as the same sheet in CSV, which is what is kept. */
static enum outcome plain_sheet(struct job *job, struct norm_file *file)
{
    size_t before = job->faults.n;
    const struct sheet *sheet;
    struct buf out;
    enum outcome o;

    if (!str_starts(file->bytes, S("PK\x03\x04")) &&
        !str_starts(file->bytes, S("\xd0\xcf\x11\xe0")))
        return DONE;
    o = sifter_sheet(job->mem, file->bytes, &sheet, &job->faults, &job->broke);
    for (size_t i = before; i < faults_kept(&job->faults); i++)
        faults_at(&job->faults, i)->field = S("file");
    if (o != DONE)
        return o;
    buf_init(&out, job->mem, file->bytes.len + 1024);
    csv_sheet(&out, sheet);
    file->bytes = buf_str(&out);
    return DONE;
}

/* ---- why not ---- */

static enum outcome refused(struct job *job, const struct norm_preview *preview)
{
    return job_refuse_with(job, S("file"), S("norm_import.refused"),
                           arena_text(job->mem, "%d", preview->n_faults));
}

/* Read once beside the job, to see that it is sound and not too much. */
static enum outcome try_first(struct job *job, struct str bytes, struct norm_preview *it)
{
    struct norm_trial trial;
    enum outcome o = norm_trial(job, &it->row, bytes, &trial);

    if (o != DONE)
        return o;
    if (trial.heavy)
        return job_refuse(job, S("file"), S("norm_import.heavy"));
    it->faults = trial.faults;
    it->n_faults = trial.n_faults;
    it->foreign = trial.foreign;
    return trial.n_faults > 0 ? refused(job, it) : DONE;
}

/* ---- what it is ---- */

static void count(struct norm_preview *it)
{
    const struct norm *norm = it->found.norm;

    it->foreign += it->found.library.n_unknown;
    if (norm == NULL)
        return;
    it->groups = norm->n_groups;
    it->assessed = norm->n_assessed;
    for (int i = 0; i < norm->n_items; i++) {
        it->controls += !norm->items[i].withdrawn && norm->items[i].kind == ITEM_CONTROL;
        it->measures += !norm->items[i].withdrawn && norm->items[i].kind == ITEM_MEASURE;
    }
}

/* The row of the same key and kind that still counts. */
static enum outcome find_earlier(struct job *job, struct norm_preview *it)
{
    struct local_norm *all;
    size_t n;
    enum outcome o = record_all(job, leave_system(job), &local_norm_noun, &all, &n);

    for (size_t i = 0; o == DONE && i < n; i++)
        if (!all[i].ended && all[i].kind == it->row.kind && str_eq(all[i].key, it->row.key))
            it->earlier = all[i];
    return o;
}

/* By its key: words may lie over it, and then it is another struct. */
static bool is_shipped(struct str key)
{
    for (int i = 0; i < WOVEN_NORMS; i++)
        if (str_eq(woven_norms[i]->key, key))
            return true;
    return false;
}

static struct str named(struct job *job, const struct norm_file *file)
{
    struct str name = file_name(job->mem, str_trim(file->name));
    size_t n = name.len < NAME_BYTES_MAX ? name.len : NAME_BYTES_MAX;

    while (n > 0 && n < name.len && ((unsigned char)name.at[n] & 0xc0) == 0x80)
        n--; /* not in the middle of a character */
    return n == 0 ? S("-") : str_sub(name, 0, n);
}

/* A set without the file's own earlier row would be truer, but a norm that takes the place
 * of itself comes to the same. */
static enum outcome look(struct job *job, struct norm_file *file, struct norm_preview *it)
{
    struct faults faults = {.mem = job->mem};
    struct norms_making making;
    struct norm_content content;
    enum outcome o;

    it->row = (struct local_norm){.form = form_of(file), .source = file->source,
                                  .target = file->target, .title = named(job, file)};
    if (it->row.form == FORM_NONE)
        return job_refuse(job, S("file"), S("norm_import.form"));
    if (file->bytes.len == 0)
        return job_refuse(job, S("file"), S("import.none"));
    if (file->bytes.len > NORM_FILE_LIMIT_BYTES)
        return job_refuse_with(job, S("file"), S("norm_import.large"),
                               arena_text(job->mem, "%d", NORM_FILE_LIMIT_BYTES >> 20));
    if (it->row.form == FORM_CSV && (o = plain_sheet(job, file)) != DONE)
        return o;
    if ((o = try_first(job, file->bytes, it)) != DONE)
        return o;
    norms_begin(&making, job->mem, norms_of(job));
    if (norm_content_read(job->mem, it->row.form, file->bytes, &content, &job->broke) != DONE)
        return BROKEN;
    return norms_add(&making, &it->row, &content, &it->found, &faults);
}

static enum outcome preview_of(struct job *job, struct norm_file *file, struct norm_preview *it)
{
    enum outcome o = look(job, file, it);

    if (o != DONE)
        return o;
    it->row.kind = it->found.kind;
    it->row.key = it->found.key;
    if (it->found.title.len > 0)
        it->row.title = it->found.title;
    if (it->found.source.len > 0)
        it->row.source = it->found.source;
    if (it->found.target.len > 0)
        it->row.target = it->found.target;
    it->row.hash = token_hash(job, file->bytes);
    it->row.bytes = (struct maybe){true, (int64_t)file->bytes.len};
    it->row.file_name = named(job, file);
    it->row.added_by.id = job->person;
    it->row.added_on = job->today;
    count(it);
    it->before_ours = (it->found.before != NULL && is_shipped(it->found.before->key)) ||
                      it->found.n_taken > 0;
    return find_earlier(job, it);
}

static enum outcome keep_for_a_day(struct job *job, const struct norm_preview *it,
                                   struct str bytes)
{
    struct moment day_ago = {job->now.ms - KEPT_MS};
    enum outcome o;

    db_rollback(job->db); /* the reading one */
    if (db_write(job->db) != DONE)
        return job_broke(job);
    if ((o = file_sweep(job, day_ago)) != DONE ||
        (o = file_keep(job, it->row.hash, bytes)) != DONE)
        return o;
    return db_commit(job->db) == DONE && db_read(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome act_norm_preview(struct job *job, struct norm_file *file, bool keep,
                              struct norm_preview **ret)
{
    struct norm_preview *it = NEW(job->mem, struct norm_preview);
    const struct leave *leave;
    enum scan_is scan;
    enum outcome o = leave_ask(job, MAY_NORMS, &local_norm_noun, 0, &leave);

    if (o != DONE)
        return o;
    *ret = it;
    if ((o = file_scan_ask(job, S("file"), file->bytes, &scan)) != DONE ||
        (o = preview_of(job, file, it)) != DONE)
        return o;
    return keep ? keep_for_a_day(job, it, file->bytes) : DONE;
}

/* Files lie under their hash, evidence beside what was looked at; and a hash is no secret: an
 * export of the ledger tells it of pieces that who reads it is not shown. */
static enum outcome refuse_evidence(struct job *job, const struct leave *leave, struct str hash)
{
    struct query *q = query_of(job->db, &sql_file_evidence);
    bool hidden = false;

    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    while (query_next(q))
        hidden = hidden || !leave_shows(leave, &evidence_noun, query_get_int(q, 0));
    if (query_end(q) != DONE)
        return job_broke(job);
    return hidden ? job_refuse(job, S("file"), S("norm_import.gone")) : DONE;
}

enum outcome act_norm_kept(struct job *job, struct str hash, struct str *ret_bytes)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, MAY_NORMS, &local_norm_noun, 0, &leave);

    if (o != DONE || (o = refuse_evidence(job, leave, hash)) != DONE)
        return o;
    o = file_bytes(job, hash, ret_bytes);
    return o == NOT_THERE ? job_refuse(job, S("file"), S("norm_import.gone")) : o;
}

enum outcome act_norm_import(struct job *job, struct norm_file *file, struct norm_preview **ret)
{
    struct norm_preview *it = NEW(job->mem, struct norm_preview);
    const struct leave *leave;
    struct entry *entry;
    enum scan_is scan;
    enum outcome o;

    *ret = it;
    if ((o = file_scan_ask(job, S("file"), file->bytes, &scan)) != DONE ||
        (o = ledger_open(job, S("norm.import"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_NORMS, &local_norm_noun, 0, &leave)) != DONE ||
        (o = preview_of(job, file, it)) != DONE)
        return o;
    if (it->earlier.row.id != 0) {
        struct local_norm earlier = it->earlier;

        earlier.ended = true;
        if ((o = record_save(job, entry, &local_norm_noun, &earlier)) != DONE)
            return o;
    }
    if ((o = record_new(job, entry, &local_norm_noun, &it->row)) != DONE ||
        (o = file_keep(job, it->row.hash, file->bytes)) != DONE)
        return o;
    /* With what is there already it may be more than one process can keep. */
    norms_forget(job);
    if (!norms_fit(job))
        return job_refuse(job, S("file"), S("norm_import.heavy"));
    return ledger_close(job, entry);
}

/* Does the organisation work by a norm that this row alone brings? */
static bool in_use(const struct local_norm *row, struct str norm)
{
    if (row->ended || (row->kind != LOCAL_CATALOG && row->kind != LOCAL_LIBRARY))
        return false;
    return !is_shipped(norm) && (str_eq(row->key, norm) || str_eq(row->source, norm));
}

static enum outcome norm_worked_by(struct job *job, struct str *ret)
{
    struct organisation org;
    enum outcome o = record_load(job, leave_system(job), &organisation_noun,
                                 (struct row){.id = 1}, &org);

    if (o == DONE)
        *ret = org.norm;
    return o;
}

enum outcome act_norm_end(struct job *job, struct row seen)
{
    const struct leave *leave;
    struct local_norm it;
    struct entry *entry;
    struct str norm;
    enum outcome o;

    if ((o = ledger_open(job, S("norm.end"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_NORMS, &local_norm_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &local_norm_noun, seen, &it)) != DONE ||
        (o = norm_worked_by(job, &norm)) != DONE)
        return o;
    if (in_use(&it, norm))
        return job_refuse(job, S("ended"), S("norm_import.in_use"));
    it.ended = true;
    if ((o = record_save(job, entry, &local_norm_noun, &it)) != DONE)
        return o;
    norms_forget(job);
    return ledger_close(job, entry);
}

enum outcome act_norm_locals(struct job *job, struct norm_local **ret, size_t *ret_n)
{
    const struct norms *set = norms_of(job);
    const struct leave *leave;
    struct local_norm *all;
    struct norm_local *turned;
    struct str norm;
    size_t n;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &local_norm_noun, 0, &leave)) != DONE ||
        (o = record_all(job, leave, &local_norm_noun, &all, &n)) != DONE ||
        (o = norm_worked_by(job, &norm)) != DONE)
        return o;
    turned = NEW_ARRAY(job->mem, n, struct norm_local);
    for (size_t i = 0; i < n; i++) {
        turned[i].of = all[n - 1 - i];
        turned[i].in_use = in_use(&turned[i].of, norm);
        for (int j = 0; j < set->n_unread; j++)
            turned[i].unread |= set->unread[j] == turned[i].of.row.id;
    }
    *ret = turned;
    *ret_n = n;
    return DONE;
}
