/* acts/gap.h - where we fall short, worst first. */
#ifndef ACTS_GAP_H
#define ACTS_GAP_H

#include "acts/picture.h"

struct gap_view {
    struct picture *picture;
    enum gap_by by;
    struct gap_row *rows;
    int n_rows;
    bool meets;             /* [R12]; the PDCA round is not recorded yet in this version */
};

/* act_gap: needs MAY_READ. */
ANSWER enum outcome act_gap(struct job *job, enum gap_by by, struct gap_view **ret);

#endif
