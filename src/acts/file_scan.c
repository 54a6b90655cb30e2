#include "acts/file_scan.h"

#include <stdlib.h>

#include "store/query.h"
#include "store/sql.h"

static const char *const words[] = {NULL, "clean", "found", "unscanned"};
const struct choices file_scan_choices = {words, sizeof words / sizeof *words};

enum outcome file_scan_ask(struct job *job, struct str field, struct str bytes,
                           enum scan_is *ret)
{
    struct scan said = scanner_ask(job->mem, bytes);

    if (said.is == SCAN_FOUND)
        return job_refuse_with(job, field, S("evidence.file_virus"), said.words);
    if (said.is == SCAN_UNSCANNED)
        job->broke = arena_text(job->mem, "not scanned: %" STR_FMT, STR_ARG(said.words));
    *ret = said.is;
    return DONE;
}

enum outcome file_scan_drop(struct job *job, struct str hash)
{
    struct query *q = query_of(job->db, &sql_file_scan_drop);

    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome file_scan_keep(struct job *job, struct str hash, struct scan said)
{
    struct file_scan before;
    struct query *q;
    char at[MOMENT_TEXT_BYTES];
    enum outcome o;

    if (said.is == SCAN_NONE)
        return DONE;
    if ((o = file_scan_one(job, hash, &before)) != DONE)
        return o;
    if (said.is == SCAN_UNSCANNED && before.is != SCAN_NONE)
        return DONE;
    if ((o = file_scan_drop(job, hash)) != DONE)
        return o;
    q = query_of(job->db, &sql_file_scan_add);
    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    query_text(q, 3, moment_text(job->now, at));
    /* The column knows two words; what was found stands beside the second. */
    query_text(q, 4, said.is == SCAN_CLEAN ? S("clean") : S("unscanned"));
    if (said.is == SCAN_FOUND)
        query_text(q, 5, said.words);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

/* ---- and what it said ---- */

struct scanned {
    struct str hash;
    struct file_scan scan;
};

struct file_scans {
    struct scanned *at; /* in order of their hashes */
    size_t n, room;
};

static struct scanned *place(struct job *job, struct file_scans *all)
{
    if (all->n == all->room) {
        size_t room = all->room == 0 ? 16 : 2 * all->room;
        struct scanned *at = NEW_ARRAY(job->mem, room, struct scanned);

        if (all->n > 0)
            memcpy(at, all->at, all->n * sizeof *at);
        all->at = at;
        all->room = room;
    }
    return &all->at[all->n++];
}

/* From the three columns of one row that begin at `at`. */
static struct file_scan read_scan(struct job *job, struct query *q, int at)
{
    struct file_scan it = {.is = SCAN_UNSCANNED};

    (void)moment_of_text(query_get_text(q, at), &it.at);
    if (!query_get_null(q, at + 2)) {
        it.is = SCAN_FOUND;
        it.found = arena_str(job->mem, query_get_text(q, at + 2));
    } else if (str_eq(query_get_text(q, at + 1), S("clean")))
        it.is = SCAN_CLEAN;
    return it;
}

enum outcome file_scan_one(struct job *job, struct str hash, struct file_scan *ret)
{
    struct query *q = query_of(job->db, &sql_file_scan_one);
    struct file_scan it = {.is = SCAN_NONE};

    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    if (query_next(q))
        it = read_scan(job, q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret = it;
    return DONE;
}

enum outcome file_scans_load(struct job *job, const struct file_scans **ret)
{
    struct query *q = query_of(job->db, &sql_file_scans);
    struct file_scans *all = NEW(job->mem, struct file_scans);

    query_int(q, 1, job->org);
    while (query_next(q)) {
        struct scanned *it = place(job, all);

        it->hash = arena_str(job->mem, query_get_text(q, 0));
        it->scan = read_scan(job, q, 1);
    }
    *ret = all;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static int by_hash(const void *hash, const void *it)
{
    return str_cmp(*(const struct str *)hash, ((const struct scanned *)it)->hash);
}

struct file_scan file_scan_of(const struct file_scans *all, struct str hash)
{
    const struct scanned *it = all->n == 0 ? NULL : bsearch(&hash, all->at, all->n,
                                                            sizeof *all->at, by_hash);

    return it == NULL ? (struct file_scan){.is = SCAN_NONE} : it->scan;
}

enum outcome file_scan_count(struct job *job, struct file_scan_counts *ret)
{
    struct query *q = query_of(job->db, &sql_file_scan_count);

    query_int(q, 1, job->org);
    if (query_next(q))
        *ret = (struct file_scan_counts){query_get_int(q, 0), query_get_int(q, 1),
                                         query_get_int(q, 2)};
    return query_end(q) == DONE ? DONE : job_broke(job);
}
