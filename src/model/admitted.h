/* model/admitted.h - how openly may a record be read, and by whom when it is confidential?
 *
 * Sources  [processes 0.2] vertrouwelijkheid; [processes Annex B] row-level rule.
 */
#ifndef MODEL_ADMITTED_H
#define MODEL_ADMITTED_H

#include "model/noun.h"

/* Of a record that nobody marked it is MARKING_INTERNAL that counts. */
enum marking { MARKING_NONE, MARKING_PUBLIC, MARKING_INTERNAL, MARKING_CONFIDENTIAL, MARKING_COUNT };
extern const struct choices marking_choices; /* openbaar, intern, vertrouwelijk */

/* Who is admitted to a confidential record, besides who submitted it. */
struct admitted {
    struct row row;
    struct str noun;      /* what kind of record */
    struct maybe record;  /* its number          */
    struct ref person;
    bool ended;           /* no longer           */
};
extern const struct noun admitted_noun;

#endif
