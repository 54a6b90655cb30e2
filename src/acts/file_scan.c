#include "acts/file_scan.h"

#include <stdlib.h>

#include "store/query.h"
#include "store/sql.h"

/* What was found is never kept, so no row says so. */
static const char *const words[] = {NULL, "clean", NULL, "unscanned"};
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

enum outcome file_scan_keep(struct job *job, struct str hash, enum scan_is is)
{
    struct query *q;
    char at[MOMENT_TEXT_BYTES];
    enum outcome o;

    if (is == SCAN_NONE)
        return DONE;
    if ((o = file_scan_drop(job, hash)) != DONE)
        return o;
    q = query_of(job->db, &sql_file_scan_add);
    query_int(q, 1, job->org);
    query_text(q, 2, hash);
    query_text(q, 3, moment_text(job->now, at));
    query_text(q, 4, choice_word(&file_scan_choices, (int)is));
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

enum outcome file_scans_load(struct job *job, const struct file_scans **ret)
{
    struct query *q = query_of(job->db, &sql_file_scans);
    struct file_scans *all = NEW(job->mem, struct file_scans);

    query_int(q, 1, job->org);
    while (query_next(q)) {
        struct scanned *it = place(job, all);

        it->hash = arena_str(job->mem, query_get_text(q, 0));
        (void)moment_of_text(query_get_text(q, 1), &it->scan.at);
        it->scan.is = str_eq(query_get_text(q, 2), S("clean")) ? SCAN_CLEAN : SCAN_UNSCANNED;
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

    return it == NULL ? (struct file_scan){SCAN_NONE, {0}} : it->scan;
}

enum outcome file_scan_count(struct job *job, int64_t *ret_clean, int64_t *ret_unscanned)
{
    struct query *q = query_of(job->db, &sql_file_scan_count);

    query_int(q, 1, job->org);
    if (query_next(q)) {
        *ret_clean = query_get_int(q, 0);
        *ret_unscanned = query_get_int(q, 1);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}
