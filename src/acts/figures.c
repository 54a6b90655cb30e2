#include "acts/figures.h"

#include "base/bug.h"
#include "ledger/ledger.h"
#include "store/query.h"
#include "store/sql.h"

enum { QUARTERS = 7, KINDS = 6 };

/* What is kept of a day: enough for the trend and for "sinds". */
static const char *const kinds[KINDS] = {"applicable", "opzet", "bestaan", "werking", "voldoet",
                                         "ingevuld"};

struct kept {
    struct day on;
    int64_t n[KINDS];
    bool is[KINDS];
};

/* The last day of the quarter before the one that holds a day. */
static struct day quarter_before(struct day day)
{
    int year;
    int month;
    int dayofmonth;

    day_parts(day, &year, &month, &dayofmonth);
    return (struct day){day_of_parts(year, (month - 1) / 3 * 3 + 1, 1).n - 1};
}

static void values_of(const struct count *count, int64_t values[static KINDS])
{
    values[0] = count->applicable;
    /* Reached opzet or higher, bestaan or higher, werking. */
    values[1] = count->level[1] + count->level[2] + count->level[3];
    values[2] = count->level[2] + count->level[3];
    values[3] = count->level[3];
    values[4] = count->by_status[STATUS_MEETS];
    values[5] = count->mandatory_filled;
}

/* How it stood on a day, with what was known on that day. NOT_THERE: nothing yet, or it was
 * worked by another norm then, whose figures are of other items. */
static enum outcome count_past(struct job *job, struct str norm, struct day on, struct kept *ret)
{
    struct job past = *job;
    struct picture *picture;
    enum outcome o;

    past.on = on;
    if ((o = ledger_at(&past, on, &past.known)) != DONE)
        return o;
    if (past.known == 0)
        return NOT_THERE;
    if (past.known > job->known)
        past.known = job->known;
    if ((o = picture_load(&past, &picture)) != DONE)
        return o;
    if (!str_eq(picture->norm->key, norm))
        return NOT_THERE;
    *ret = (struct kept){.on = on};
    values_of(&picture->whole, ret->n);
    for (int k = 0; k < KINDS; k++)
        ret->is[k] = true;
    return DONE;
}

static enum outcome load_kept(struct job *job, struct str norm, struct kept **ret, size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_figures_of);
    struct kept *all = NEW_ARRAY(job->mem, 400, struct kept);
    size_t n = 0;

    query_int(q, 1, job->org);
    query_text(q, 2, norm);
    while (query_next(q)) {
        struct day on = {0};

        MUST(day_of_text(query_get_text(q, 0), &on));
        if (n == 0 || all[n - 1].on.n != on.n) {
            if (n == 400)
                continue;
            all[n++].on = on;
        }
        for (int k = 0; k < KINDS; k++)
            if (str_eq(query_get_text(q, 1), str_of(kinds[k]))) {
                all[n - 1].n[k] = query_get_int(q, 2);
                all[n - 1].is[k] = true;
            }
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret = all;
    *ret_n = n;
    return DONE;
}

static enum outcome find_day(struct job *job, struct str norm, const struct kept *all, size_t n,
                             struct day on, struct kept *ret, bool *ret_unkept)
{
    enum outcome o;

    for (size_t i = 0; i < n; i++)
        if (all[i].on.n == on.n && all[i].is[0] && all[i].is[KINDS - 1]) {
            *ret = all[i];
            return DONE;
        }
    o = count_past(job, norm, on, ret);
    *ret_unkept = *ret_unkept || o == DONE;
    return o;
}

static void add_point(struct dashboard *it, const struct kept *kept)
{
    struct trend_point *point = &it->trend[it->n_trend++];

    point->on = kept->on;
    point->applicable = (int)kept->n[0];
    for (int a = 0; a < ASPECT_COUNT; a++)
        point->level[a] = (int)kept->n[1 + a];
}

enum outcome figures_trend(struct job *job, struct dashboard *it)
{
    struct day days[QUARTERS];
    struct kept now = {.on = job->on};
    struct kept *all;
    size_t n;
    enum outcome o = load_kept(job, it->picture->norm->key, &all, &n);

    if (o != DONE)
        return o;
    it->trend = NEW_ARRAY(job->mem, QUARTERS + 1, struct trend_point);
    days[QUARTERS - 1] = quarter_before(job->on);
    for (int i = QUARTERS - 1; i > 0; i--)
        days[i - 1] = quarter_before(days[i]);
    for (int i = 0; i < QUARTERS; i++) {
        struct kept past;

        o = find_day(job, it->picture->norm->key, all, n, days[i], &past, &it->unkept);
        if (o == NOT_THERE)
            continue;
        if (o != DONE)
            return o;
        add_point(it, &past);
        /* The last quarter is what "since" compares with. */
        if (i == QUARTERS - 1) {
            it->since.by_status[STATUS_MEETS] = (int)past.n[4];
            it->since.mandatory_filled = (int)past.n[5];
            it->since.applicable = (int)past.n[0];
            it->since_on = past.on;
            it->has_since = true;
        }
    }
    values_of(&it->picture->whole, now.n);
    add_point(it, &now);
    return DONE;
}

static enum outcome keep_one(struct job *job, struct str norm, const struct kept *kept)
{
    char text[DAY_TEXT_BYTES];

    for (int k = 0; k < KINDS; k++) {
        struct query *q = query_of(job->db, &sql_figure_keep);

        query_int(q, 1, job->org);
        query_text(q, 2, day_text(kept->on, text));
        query_text(q, 3, norm);
        query_text(q, 4, str_of(kinds[k]));
        query_int(q, 5, kept->n[k]);
        if (query_run(q, NULL) != DONE)
            return job_broke(job);
    }
    return DONE;
}

/* A quarter end is kept once it is past: figures of today change all day. Only
 * the plain present is kept, never a look with other eyes. */
enum outcome figures_keep(struct job *job, const struct dashboard *dashboard)
{
    struct kept *all;
    size_t n;
    enum outcome o;

    if (job->on.n != job->today.n || job->known != INT64_MAX)
        return DONE;
    if ((o = load_kept(job, dashboard->picture->norm->key, &all, &n)) != DONE)
        return o;
    for (int i = 0; i < dashboard->n_trend; i++) {
        struct day on = dashboard->trend[i].on;
        struct kept fresh;
        bool there = false;

        for (size_t k = 0; k < n; k++)
            there = there || (all[k].on.n == on.n && all[k].is[KINDS - 1]);
        if (there || on.n == job->today.n)
            continue;
        if ((o = count_past(job, dashboard->picture->norm->key, on, &fresh)) != DONE)
            return o;
        db_rollback(job->db);
        if (db_write(job->db) != DONE ||
            keep_one(job, dashboard->picture->norm->key, &fresh) != DONE ||
            db_commit(job->db) != DONE)
            return job_broke(job);
        if (db_read(job->db) != DONE)
            return job_broke(job);
    }
    return DONE;
}

enum outcome figures_check(struct job *job, bool mend, int *ret_wrong)
{
    struct picture *picture;
    struct kept *all;
    size_t n;
    enum outcome o;

    *ret_wrong = 0;
    if ((o = picture_load(job, &picture)) != DONE ||
        (o = load_kept(job, picture->norm->key, &all, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        struct kept fresh;
        bool same = true;

        if ((o = count_past(job, picture->norm->key, all[i].on, &fresh)) != DONE &&
            o != NOT_THERE)
            return o;
        if (o == NOT_THERE)
            fresh = (struct kept){.on = all[i].on};
        for (int k = 0; k < KINDS; k++)
            same = same && all[i].is[k] && all[i].n[k] == fresh.n[k];
        if (same)
            continue;
        ++*ret_wrong;
        if (!mend)
            continue;
        db_rollback(job->db);
        if (db_write(job->db) != DONE || keep_one(job, picture->norm->key, &fresh) != DONE ||
            db_commit(job->db) != DONE || db_read(job->db) != DONE)
            return job_broke(job);
    }
    return DONE;
}
