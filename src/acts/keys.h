/* acts/keys.h - with what key are heads of the ledger signed, and which were?
 *
 * Each organisation has a pair of its own. The public half is a row like any other, so
 * the ledger itself says which key it was from when; the secret half is sealed. A head
 * is signed of the last entry of each day on which something changed, when the first
 * request of a later day comes (or `waarborg ledger sign`), and whenever it is asked.
 *
 * Sources  [plan 3.14], [plan 3.16]; [choice: signed heads].
 */
#ifndef ACTS_KEYS_H
#define ACTS_KEYS_H

#include "model/signing_key.h"
#include "store/job.h"

struct signed_head {
    int64_t seq;
    struct str hash;
    struct str time; /* of that entry                      */
    int64_t key;     /* number of the key that signed it   */
    struct str signature;
};

/* act_keys: every key that there was, oldest first. */
ANSWER enum outcome act_keys(struct job *job, struct signing_key **ret, size_t *ret_n);

/* act_key_make: the first key: REFUSED (keys.known) when there is one. act_key_renew:
 * ends the one that there is and makes another: NOT_THERE without one. Both are an entry.
 * NOT_THERE with keys.lost when there is no key file to seal it with. */
ANSWER enum outcome act_key_make(struct job *job);
ANSWER enum outcome act_key_renew(struct job *job);

/* act_head_sign: signs the ledger as it stands now, unless that was done; *ret says how.
 * NOT_THERE: keys.none, or keys.lost when the key does not open. CLASHED with keys.back:
 * the sealer signed a later head; with keys.other: a head that was signed before is not on this
 * chain, or not what its key signed. */
ANSWER enum outcome act_head_sign(struct job *job, struct signed_head *ret);

/* act_heads_due: of every organisation in the data, signs the last entry before today,
 * unless that or a later one was signed or no key is as old as that; the last of all while its
 * time lies ahead of the clock. For who keeps house; asks no leave. */
ANSWER enum outcome act_heads_due(struct job *job, int *ret_signed);

/* heads_signed: the newest up to an entry, newest first, at most `most`. In the job's
 * open transaction. */
ANSWER enum outcome heads_signed(struct job *job, int64_t upto, int most, struct signed_head **ret,
                                 size_t *ret_n);

/* heads_keys: every key, for who may see what it signed. In the job's open transaction. */
ANSWER enum outcome heads_keys(struct job *job, struct signing_key **ret, size_t *ret_n);

/* heads_key: the public half of the key with this number; empty when there is none. */
struct str heads_key(const struct signing_key *keys, size_t n, int64_t number);

#endif
