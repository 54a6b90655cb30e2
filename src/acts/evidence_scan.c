#include "acts/evidence_scan.h"

#include <stdlib.h>

#include "acts/file.h"
#include "records/record.h"

enum { FILE_LIMIT_BYTES = 96 * 1024 * 1024 }; /* a file, as it grows while it is read */

static int by_hash(const void *a, const void *b)
{
    return str_cmp(((const struct evidence *)a)->file_hash, ((const struct evidence *)b)->file_hash);
}

struct look {
    struct str hash;
    struct scan said;       /* SCAN_NONE: the bytes were erased */
};

/* Nothing is held open while the scanner looks: others go on writing. */
static enum outcome look_at(struct job *job, void *arg)
{
    struct look *it = arg;
    struct str bytes;
    struct day gone;
    enum outcome o;

    if (db_read(job->db) != DONE)
        return job_broke(job);
    if ((o = file_bytes(job, it->hash, &bytes)) != DONE)
        return o == NOT_THERE ? DONE : o;
    db_rollback(job->db);
    it->said = scanner_ask(job->mem, bytes);
    if (db_write(job->db) != DONE)
        return job_broke(job);
    /* Two persons may have erased it meanwhile, and then nothing is said of it any more. */
    if ((o = file_erased(job, it->hash, &gone)) != DONE)
        return o;
    if (day_is(gone)) {
        it->said.is = SCAN_NONE;
        return DONE;
    }
    if ((o = file_scan_keep(job, it->hash, it->said)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

/* A job and memory of its own for each file, for all of them together would not fit in one. */
static enum outcome look_apart(struct job *job, struct look *it)
{
    struct arena *mem = arena_new(FILE_LIMIT_BYTES);
    struct job one;
    enum outcome o;

    if (mem == NULL)
        return BROKEN;
    job_start(&one, mem, job->db, job->now);
    one.org = job->org;
    o = job_run(&one, look_at, it);
    it->said.words = arena_str(job->mem, it->said.words);
    job->broke = arena_str(job->mem, one.broke);
    arena_free(mem);
    return o;
}

static void count(struct evidence_scans *it, enum scan_is is)
{
    if (is == SCAN_CLEAN)
        it->clean++;
    else if (is == SCAN_FOUND)
        it->found++;
    else if (is == SCAN_UNSCANNED)
        it->unscanned++;
}

enum outcome act_evidence_scan(struct job *job, void (*progress)(int64_t done, int64_t all),
                               struct evidence_scans *ret)
{
    struct evidence_scans it = {.odd_n = 0};
    struct look look = {.hash = S("")};
    struct evidence *all;
    size_t n;
    enum outcome o = record_all(job, leave_system(job), &evidence_noun, &all, &n);

    if (o != DONE)
        return o;
    db_rollback(job->db);
    if (n > 1)
        qsort(all, n, sizeof *all, by_hash);
    it.odd = NEW_ARRAY(job->mem, n, struct evidence_scanned);
    for (size_t i = 0; i < n; i++) {
        if (all[i].file_hash.len > 0 && !str_eq(all[i].file_hash, look.hash)) {
            look = (struct look){.hash = all[i].file_hash};
            if ((o = look_apart(job, &look)) != DONE)
                return o;
            count(&it, look.said.is);
        }
        if (look.said.is == SCAN_FOUND || look.said.is == SCAN_UNSCANNED)
            it.odd[it.odd_n++] = (struct evidence_scanned){all[i], look.said};
        if (progress != NULL)
            progress((int64_t)i + 1, (int64_t)n);
    }
    *ret = it;
    return DONE;
}
