/* acts/seals.h - does all that lies sealed still open, and how is it closed anew?
 *
 * One table names every place where something is sealed, so that what looks at seals and
 * what closes them anew pass by none. Both are of all organisations in the data, for the key
 * file is. The ledger holds no seal, so closing anew is no entry of it.
 *
 * Sources  [plan 3.14]; [choice: closed anew].
 */
#ifndef ACTS_SEALS_H
#define ACTS_SEALS_H

#include "store/job.h"

/* A place: what the seals in it are bound to, a table and its column; sso_hint is a column of
 * session. What is of an account is bound to no organisation. */
struct seal_place {
    struct str table, column;
    bool of_account;
};
extern const struct seal_place seal_places[];
extern const size_t seal_places_n;

struct seals {
    int64_t n;       /* that there are                                 */
    int64_t closed;  /* that do not open                               */
    int64_t renewed; /* that were closed anew                          */
    struct str key;  /* number of a key that is missing; else empty    */
};

/* seals_key: how many there are, and the number of a key that closed one; asks no sealer, so
 * for who has no key file yet. In the job's reading transaction. */
ANSWER enum outcome seals_key(struct job *job, struct seals *ret);

/* seals_look: tries each. BROKEN when the sealer gives no answer. In the job's reading
 * transaction. */
ANSWER enum outcome seals_look(struct job *job, struct seals *ret);

/* act_seals_renew: closes each that opens with the newest key, and for where it belongs, in one
 * transaction; what does
 * not open is left as it is and counted. For who keeps the machine; asks no leave. */
ANSWER enum outcome act_seals_renew(struct job *job, struct seals *ret);

#endif
