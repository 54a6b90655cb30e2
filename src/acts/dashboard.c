#include "acts/dashboard.h"

#include <stdlib.h>

#include "acts/figures.h"
#include "base/bug.h"
#include "engine/control.h"
#include "ledger/ledger.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

enum { EXPIRING_DAYS = 60 };

/* About how long it takes, in minutes; rough, and said as "ongeveer". */
static const int minutes_of[WORK_KIND_COUNT] = {
    [WORK_EXPIRED] = 45, [WORK_LATE] = 30, [WORK_JUDGE] = 15, [WORK_EXPIRING] = 45, [WORK_BEGIN] = 10,
};

static bool is_in(const struct dashboard *it, int item)
{
    return it->view.keep == NULL || it->view.keep[item];
}

static bool is_open(const struct picture *it, int item)
{
    return control_itself(it->norm, it->states, item) && !it->states[item].not_applicable &&
           it->states[item].status != STATUS_MEETS;
}

/* The one thing to do at an item, if there is one: what ran out before what is
 * late before what is running out before what nobody began. */
static bool work_of(const struct job *job, const struct picture *it, int item,
                    struct work_line *ret)
{
    const struct item_state *state = &it->states[item];
    const struct assessment *a = picture_assessment(it, item);
    struct work_line line = {.item = item, .person = a == NULL ? 0 : a->owner.id};

    if (!control_itself(it->norm, it->states, item) || state->not_applicable)
        return false;
    if (state->expired) {
        line.kind = WORK_EXPIRED;
        line.due = state->expires;
    } else if (is_open(it, item) && a != NULL && day_is(a->target) && a->target.n < job->on.n) {
        line.kind = WORK_LATE;
        line.due = a->target;
    } else if (day_is(state->expires) && state->expires.n <= job->on.n + EXPIRING_DAYS) {
        line.kind = WORK_EXPIRING;
        line.due = state->expires;
    } else if (it->norm->items[item].begin && state->status == STATUS_UNKNOWN) {
        line.kind = WORK_BEGIN;
    } else {
        return false;
    }
    line.days = day_is(line.due) ? job->on.n - line.due.n : 0;
    line.minutes = minutes_of[line.kind];
    *ret = line;
    return true;
}

static int worst_first(const void *a, const void *b)
{
    const struct work_line *x = a;
    const struct work_line *y = b;
    bool x_dated = day_is(x->due);
    bool y_dated = day_is(y->due);

    if (x_dated != y_dated)
        return x_dated ? -1 : 1;
    if (x->days != y->days)
        return y->days > x->days ? 1 : -1;
    if (x->minutes != y->minutes)
        return x->minutes - y->minutes;
    return x->item - y->item;
}

static enum outcome add_unjudged(struct job *job, const struct dashboard *it,
                                 struct work_line *work, int *n, int most)
{
    struct query *q = query_of(job->db, &sql_dashboard_unjudged);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        struct work_line line = {.kind = WORK_JUDGE, .evidence = query_get_int(q, 0),
                                 .minutes = minutes_of[WORK_JUDGE]};
        struct day on = {0};

        line.item = norm_item(it->picture->norm, query_get_text(q, 4));
        /* Nobody judges what they handed in themselves [R1]. */
        if (!leave_shows(it->picture->leave, &evidence_noun, line.evidence) ||
            line.item == ITEM_NONE || !is_in(it, line.item) || *n == most ||
            query_get_int(q, 2) == job->person)
            continue;
        line.title = record_text(job, q, 1, &evidence_noun, line.evidence, S("title"));
        if (day_of_text(query_get_text(q, 3), &on)) {
            line.due = (struct day){on.n + 14}; /* two weeks to look at it */
            line.days = job->on.n - line.due.n;
        }
        work[(*n)++] = line;
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome list_work(struct job *job, struct dashboard *it, int most)
{
    const struct norm *norm = it->picture->norm;
    int room = norm->n_items + 500;
    struct work_line *work = NEW_ARRAY(job->mem, (size_t)room, struct work_line);
    int n = 0;
    enum outcome o;

    for (int i = 0; i < norm->n_items; i++)
        if (is_in(it, i) && work_of(job, it->picture, i, &work[n])) {
            work[n].title = norm->items[i].title[job->lang];
            n++;
        }
    if (leave_may(job, MAY_JUDGE) && (o = add_unjudged(job, it, work, &n, room)) != DONE)
        return o;
    qsort(work, (size_t)n, sizeof *work, worst_first);
    it->work = work;
    it->all_work = n;
    it->n_work = n < most ? n : most;
    for (int i = 0; i < it->n_work; i++)
        it->work_minutes += work[i].minutes;
    return DONE;
}

static int busiest_first(const void *a, const void *b)
{
    const struct waiting *x = a;
    const struct waiting *y = b;

    if (x->late != y->late)
        return y->late - x->late;
    if (x->open != y->open)
        return y->open - x->open;
    return (x->person > y->person) - (x->person < y->person);
}

static void list_waiting(struct job *job, struct dashboard *it)
{
    const struct picture *p = it->picture;
    size_t n = p->n_persons + 1;
    struct waiting *all = NEW_ARRAY(job->mem, n, struct waiting);

    for (size_t i = 0; i < p->n_persons; i++)
        all[i + 1].person = p->persons[i].id;
    for (int i = 0; i < p->norm->n_items; i++) {
        const struct assessment *a = picture_assessment(p, i);
        const struct person_name *owner = a == NULL ? NULL : picture_person(p, a->owner);
        struct waiting *w = owner == NULL ? &all[0] : &all[owner - p->persons + 1];

        if (!control_itself(p->norm, p->states, i) || p->states[i].not_applicable ||
            !is_in(it, i))
            continue;
        w->own++;
        w->open += is_open(p, i);
        w->late += is_open(p, i) && a != NULL && day_is(a->target) && a->target.n < job->on.n;
    }
    it->waiting = NEW_ARRAY(job->mem, n, struct waiting);
    for (size_t i = 0; i < n; i++)
        if (all[i].own > 0)
            it->waiting[it->n_waiting++] = all[i];
    qsort(it->waiting, it->n_waiting, sizeof *it->waiting, busiest_first);
}

static void count_themes(struct job *job, struct dashboard *it)
{
    const struct picture *p = it->picture;

    it->themes = NEW_ARRAY(job->mem, (size_t)p->norm->n_groups, struct count);
    for (int i = 0; i < p->norm->n_items; i++)
        if (is_in(it, i))
            count_add(&it->themes[p->norm->items[i].group], p->norm, p->states, p->assessments, i,
                      job->on);
}

enum outcome act_dashboard(struct job *job, struct str norm, struct str profile, int most,
                           struct dashboard **ret)
{
    struct dashboard *it = NEW(job->mem, struct dashboard);
    enum outcome o;

    if ((o = picture_whole(job)) != DONE || (o = view_load(job, norm, profile, &it->view)) != DONE)
        return o;
    it->picture = it->view.picture;
    if (!it->view.own) {
        it->spread = view_spread(job, &it->view, GAP_BY_THEME, false, &it->n_spread);
        *ret = it;
        return DONE;
    }
    if ((o = list_work(job, it, most)) != DONE)
        return o;
    count_themes(job, it);
    list_waiting(job, it);
    if (it->view.profile == NULL && (o = figures_trend(job, it)) != DONE)
        return o;
    *ret = it;
    return DONE;
}
