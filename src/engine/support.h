/* engine/support.h - what evidence holds up the aspects of one item, and until when?
 *
 * Everything is a last day on which something counts, so that "valid on" is one
 * comparison and a later day can only lose support, never gain it.
 *
 * Units    days; no day: there never was any.
 * Sources  [R1] judged fit by someone other than its submitter; [R2] evidence
 *          for werking; [R3] shelf life.
 */
#ifndef ENGINE_SUPPORT_H
#define ENGINE_SUPPORT_H

#include "engine/status.h"

/* For one aspect. */
struct support {
    struct day until;       /* of all that shows it                          */
    struct day event_until; /* of what is more than "geen voorval"           */
    struct day thin_until;  /* of what would show werking, but is too thin   */
};

/* support_add: what one more piece adds to the three aspects of its item.
 * months is the item's shelf life, test_months the least period for werking.
 * The piece is known; pieces may come in any order. */
void support_add(const struct evidence_fact *piece, int months, int test_months,
                 struct support at[static ASPECT_COUNT]);

#endif
