/* acts/gap.h - where we fall short, worst first. */
#ifndef ACTS_GAP_H
#define ACTS_GAP_H

#include "acts/view.h"

struct gap_view {
    struct view view;
    struct picture *picture;
    enum gap_by by;
    struct gap_row *rows;       /* by the organisation's own norm                   */
    int n_rows;
    struct spread_row *spread;  /* by another                                       */
    int n_spread;
    bool meets;             /* [R12] the own norm, whole; the PDCA round is not recorded yet in
                               this version */
};

/* act_gap: needs MAY_READ. norm and profile as in acts/view.h. REFUSED at by where the norm
 * says no such thing of its items (slice_says), and by group without a selection that has
 * groups. */
ANSWER enum outcome act_gap(struct job *job, struct str norm, struct str profile, enum gap_by by,
                            struct gap_view **ret);

#endif
