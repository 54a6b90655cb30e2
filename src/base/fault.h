/* base/fault.h - what does not fit in what was sent: notes for the one who sent it.
 *
 * A note names a field and the key of a message in lang/; words are looked up
 * at the door. A note may carry one argument, which the message shows as {}.
 */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "base/arena.h"
#include "base/str.h"

struct fault {
    struct str field; /* the field's name, or empty for the whole */
    struct str key;   /* of the message, for example "fault.day"   */
    struct str arg;   /* shown in the message; may be empty        */
};

enum { FAULTS_MAX = 64 };

struct faults {
    struct fault at[FAULTS_MAX];
    size_t n; /* how many there are; those past the last place are only counted */
};

/* fault_add: notes it. field and key are literals or live as long as the job. */
static inline void fault_add(struct faults *faults, struct str field, struct str key,
                             struct str arg)
{
    if (faults->n < FAULTS_MAX)
        faults->at[faults->n] = (struct fault){field, key, arg};
    faults->n++;
}

#endif
