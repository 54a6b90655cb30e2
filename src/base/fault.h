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

/* The first places are there from the start; those after it grow in an arena,
 * up to a bound: a document may fall short on each of its lines, and each is to be
 * named. Past the last place faults are only counted. */
enum { FAULTS_MAX = 64, FAULTS_MOST = 4096 };

struct faults {
    struct fault at[FAULTS_MAX]; /* the first; see faults_at        */
    struct fault *more;          /* those after them                */
    size_t room;                 /* places in more                  */
    struct arena *mem;           /* NULL: no more than the first     */
    size_t n;                    /* how many there are in all        */
};

/* faults_kept: how many have a place. faults_at: the one with this index among them. */
static inline size_t faults_kept(const struct faults *faults)
{
    size_t places = FAULTS_MAX + faults->room;

    return faults->n < places ? faults->n : places;
}

static inline struct fault *faults_at(const struct faults *faults, size_t i)
{
    return i < FAULTS_MAX ? (struct fault *)&faults->at[i] : &faults->more[i - FAULTS_MAX];
}

/* fault_add: notes it. field and key are literals or live as long as the job. */
static inline void fault_add(struct faults *faults, struct str field, struct str key,
                             struct str arg)
{
    size_t places = FAULTS_MAX + faults->room;

    if (faults->n == places && places < FAULTS_MOST && faults->mem != NULL) {
        struct fault *more = NEW_ARRAY(faults->mem, 2 * places - FAULTS_MAX, struct fault);

        if (faults->room > 0)
            memcpy(more, faults->more, faults->room * sizeof *more);
        faults->more = more;
        faults->room = 2 * places - FAULTS_MAX;
    }
    faults->n++;
    if (faults_kept(faults) == faults->n)
        *faults_at(faults, faults->n - 1) = (struct fault){field, key, arg};
}

#endif
