#include "engine/support.h"

enum { SHELF_MONTHS = 12, SHELF_MONTHS_ONCE = 36, EXECUTIONS_LEAST = 2, MONTH_DAYS_MOST = 31 };

static bool is_once(const struct item *item)
{
    for (int i = 0; i < item->n_rhythms; i++)
        if (item->rhythms[i] != RHYTHM_ONCE)
            return false;
    return item->n_rhythms > 0;
}

int status_shelf_months(const struct item *item, struct maybe own_months)
{
    int months = item->rhythm_months;

    if (months == 0)
        months = is_once(item) ? SHELF_MONTHS_ONCE : SHELF_MONTHS;
    return own_months.is && own_months.n < months ? (int)own_months.n : months;
}

static struct day piece_until(const struct evidence_fact *piece, int months)
{
    struct day end = day_add_months(piece->to, months);

    return day_is(piece->until) && piece->until.n < end.n ? piece->until : end;
}

struct day status_evidence_expires(const struct item *item, struct maybe own_months,
                                   const struct evidence_fact *evidence)
{
    return piece_until(evidence, status_shelf_months(item, own_months));
}

/* [R2] Both ends of a period belong to it: 1 January to 31 March is three months. */
static bool lasts(const struct evidence_fact *piece, int test_months)
{
    /* Most pieces cover far more; only the others need the calendar, which is slow. */
    if (piece->to.n - piece->from.n >= MONTH_DAYS_MOST * test_months)
        return true;
    return day_add_months(piece->from, test_months).n <= piece->to.n + 1;
}

/* [R2] Without a stated period nothing can be said to have worked, however often. */
static bool shows_operation(const struct evidence_fact *piece, int test_months)
{
    if (!day_is(piece->from) || (piece->is_sample && !piece->sample_complete))
        return false;
    return (piece->executions.is && piece->executions.n >= EXECUTIONS_LEAST) ||
           lasts(piece, test_months);
}

static void reach(struct day *day, struct day until)
{
    if (until.n > day->n)
        *day = until;
}

void support_add(const struct evidence_fact *piece, int months, int test_months,
                 struct support at[static ASPECT_COUNT])
{
    struct day until;

    if (!piece->fit || piece->judge == 0 || piece->judge == piece->submitter)
        return;
    until = piece_until(piece, months);
    for (int a = 0; a < ASPECT_COUNT; a++) {
        if (!piece->covers[a])
            continue;
        if (a == ASPECT_OPERATION && !shows_operation(piece, test_months)) {
            reach(&at[a].thin_until, until);
            continue;
        }
        reach(&at[a].until, until);
        if (!piece->no_event)
            reach(&at[a].event_until, until);
    }
}
