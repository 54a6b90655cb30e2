/* grow DATA CHANGES: puts many changes into a data file, as ten years would.
 *
 * Every change is the real act, an entry of its own, spread over all items and over the
 * time from the last entry until now. Their dates do not reach past today, so that the
 * pages of today show them; how many versions and entries lie below them is what counts.
 */
#include <stdio.h>
#include <stdlib.h>

#include "trial.h"

int main(int argc, char **argv)
{
    static const enum verdict verdicts[] = {VERDICT_YES, VERDICT_PARTLY, VERDICT_NO};
    int changes = argc == 3 ? atoi(argv[2]) : 0;
    double begun = trial_seconds();
    struct trial it;
    int64_t span;

    if (changes <= 0)
        trial_stop("usage", S("grow DATA CHANGES"));
    trial_open(&it, argv[1], false);
    span = trial_now().ms - it.last.ms;
    for (int i = 0; i < changes; i++) {
        /* Stepping by a number that shares no factor with most counts: every item, in no order. */
        int item = (int)((int64_t)i * 89 % it.n_items);
        struct moment at = {it.last.ms + (span > 0 ? span * (i + 1) / changes : 0)};

        trial_assess(&it, item, verdicts[(i / it.n_items + i) % 3], at);
    }
    printf("%d changes in %.1f s\n", changes, trial_seconds() - begun);
    db_close(it.db);
    return 0;
}
