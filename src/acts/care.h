/* acts/care.h - is the data saved elsewhere, and was it shown that it comes back?
 *
 * SQLite only makes back-ups here; PostgreSQL has its own tools (REFUSED).
 * Sources  [plan 3.18]; measure 8.13.04: a restore is tried at least once a year.
 */
#ifndef ACTS_CARE_H
#define ACTS_CARE_H

#include "ledger/clock.h"
#include "ledger/verify.h"

struct vault_key;

enum { CARE_PROOF_DAYS = 365 };

enum care_kind { CARE_BACKUP, CARE_PROOF, CARE_KIND_COUNT };

/* The last of each kind that went well; ms 0: never. */
struct care {
    struct moment at[CARE_KIND_COUNT];
    int64_t seq[CARE_KIND_COUNT];
};

/* act_care: what is known of the job's organisation, in its open transaction. */
ANSWER enum outcome act_care(struct job *job, struct care *ret);

/* act_care_note: one went well, up to this entry of the ledger. Ends what the job had open. */
ANSWER enum outcome act_care_note(struct job *job, enum care_kind kind, int64_t seq);

/* act_backup: verifies the ledger, copies the state that was verified to the new file `to`,
 * closed with key unless that is NULL, and notes it. A ledger at fault is copied too: *ret
 * says so, and it is not noted. REFUSED when `to` is there; BROKEN with job->broke. */
ANSWER enum outcome act_backup(struct job *job, struct str to, const struct vault_key *key,
                               void (*progress)(int64_t done, int64_t all),
                               struct verify_result *ret);

/* care_late: have the data not been saved for longer than this, by any organisation? For who
 * watches the program; *ret_last is the moment, ms 0: never. */
ANSWER enum outcome care_late(struct job *job, int64_t most_ms, bool *ret_late,
                              struct moment *ret_last);

/* care_clock: how the clock stands to the last entries of all organisations, the worst of them,
 * and the latest time of one, ms 0: there is none. For who watches the program; it reads a row of
 * each. In the open transaction. */
ANSWER enum outcome care_clock(struct job *job, enum clock *ret, struct moment *ret_last);

#endif
