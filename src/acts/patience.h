/* acts/patience.h - how long does somebody wait who was wrong too often?
 *
 * What waits is never an account but a key, and each has its own measure:
 *
 *   pair    one account from one address: four times is free, the fifth waits 1 s, each next
 *           one twice as long, 15 minutes at most; an hour after the last it is forgotten
 *   device  the same, for a browser that the account knows (device.h): it passes the others
 *   name    one account from all addresses that it does not know: from the hundredth on each
 *           waits 15 minutes; forgotten an hour after the last
 *   code    the same for its codes, that have six digits: from the twentieth on; a day
 *   place   one address, whoever it tries to be: thirty in a quarter of an hour, then until
 *           that is over
 *
 * So a stranger holds up nobody at another address, save who comes without a known browser
 * to an account that is guessed at from all sides, and them for 15 minutes. An account that
 * is not there has keys like any other. Of a try that has to wait nothing is judged and
 * nothing kept; of the keys there are ATTEMPTS_KEPT at most, and those that end first go.
 *
 * Units    moments; _ms are milliseconds.
 * Sources  [plan 3.10]; docs/security/threats.md has the table. Internal to this room, save
 *          patience_place.
 */
#ifndef ACTS_PATIENCE_H
#define ACTS_PATIENCE_H

#include "store/job.h"

enum patience_kind {
    PATIENCE_PAIR, PATIENCE_DEVICE, PATIENCE_NAME, PATIENCE_CODE, PATIENCE_PLACE,
    PATIENCE_KIND_COUNT
};

enum { ATTEMPTS_KEPT = 50000 };

/* What is known of one key; all zeroes: nothing. */
struct patience_state {
    int64_t failures;
    struct moment until; /* nothing is judged before; no moment: at once */
    struct moment ends;  /* from here on all is forgotten                */
};

/* patience_after: the state after one failure more at this moment. Pure. */
struct patience_state patience_after(enum patience_kind kind, struct patience_state state,
                                     struct moment now);

enum { PATIENCE_KEYS = 3 };

/* The keys of who asks, as they stand. */
struct patience {
    struct { enum patience_kind kind; struct str key; } at[PATIENCE_KEYS];
    int n;
    struct moment until; /* the latest of them                        */
    bool counted;        /* the first has failures, that a right try clears */
};

/* patience_ask: who tries to be `who` (a mail address or a number, as typed and in small
 * letters) by `what` ("password", "code"), from job->from and job->device; account 0: there is no such. In
 * the job's open transaction. */
ANSWER enum outcome patience_ask(struct job *job, struct str what, struct str who,
                                 int64_t account, struct patience *ret);

/* patience_place: where job->from is, as far as it counts: of IPv6 the first half, for the other
 * is the client's own to choose. */
struct str patience_place(struct job *job);

/* patience_ask_place: who tries anything by `what`, where only their address is known. */
ANSWER enum outcome patience_ask_place(struct job *job, struct str what, struct patience *ret);

/* patience_waits: do they wait? Then it notes sign.wait (arg: seconds) at the field. */
bool patience_waits(struct job *job, const struct patience *it, struct str field);

/* patience_wrong, patience_right: what came of it, each in a transaction of its own. A right
 * try clears the pair or the device and not the wider keys, or who has an account would clear
 * them for guessing at others. */
ANSWER enum outcome patience_wrong(struct job *job, const struct patience *it);
ANSWER enum outcome patience_right(struct job *job, const struct patience *it);

#endif
