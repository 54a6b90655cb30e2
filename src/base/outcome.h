/* base/outcome.h - the six answers that anything which can fail gives back.
 *
 * Doors turn an outcome into an HTTP status or an exit status; see HACKING.md §4.
 */
#ifndef BASE_OUTCOME_H
#define BASE_OUTCOME_H

enum outcome {
    DONE,      /* it happened                                         */
    REFUSED,   /* what was sent does not fit; the notes say where      */
    FORBIDDEN, /* the right is missing                                */
    NOT_THERE, /* no such thing, or none that this person may see      */
    CLASHED,   /* someone else changed it first                        */
    BROKEN,    /* the machine failed: disk, lock, network, memory      */
    OUTCOME_COUNT
};

/* ANSWER: put before a function whose outcome may not be ignored. */
#define ANSWER __attribute__((warn_unused_result))

#endif
