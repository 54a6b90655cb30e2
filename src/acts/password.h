/* acts/password.h - hashing and judging passwords; internal to this room.
 *
 * Sources  [plan 3.1] argon2id, t 3, 64 MiB, p 1; two hashes at once.
 */
#ifndef ACTS_PASSWORD_H
#define ACTS_PASSWORD_H

#include "store/job.h"

/* password_hash: the argon2id string, with its parameters. BROKEN with
 * sign.busy when no slot came free in 2 s or there is no memory. */
ANSWER enum outcome password_hash(struct job *job, struct str password, struct str *ret_hash);

/* password_check: is it the password of this hash? hash empty: nobody's, after
 * the same work. *ret_weak: made with weaker parameters than those of today. */
ANSWER enum outcome password_check(struct job *job, struct str hash, struct str password,
                                   bool *ret_right, bool *ret_weak);

/* Whose a password is to be: what everybody would try for them. Each may be empty. */
struct password_owner {
    struct str email, name, org;
};

/* password_owner_load: of somebody in the job's organisation, in the open transaction. person
 * and account may be 0: then of the organisation alone. */
ANSWER enum outcome password_owner_load(struct job *job, int64_t person, int64_t account,
                                        struct password_owner *ret);

/* password_fits: 12 to 256 bytes, not what would be guessed (guess.h), not one that leaked
 * (breached.h). REFUSED at password: password.length, .common, .own, .row, .breached. */
ANSWER enum outcome password_fits(struct job *job, struct str password,
                                  const struct password_owner *owner);

/* password_differs: is it another than the account has now? REFUSED at password with
 * password.same; ends the transaction that was open. */
ANSWER enum outcome password_differs(struct job *job, int64_t account, struct str password);

/* password_random: 28 characters that are easy to read aloud: 140 bits. */
struct str password_random(struct job *job);

/* random_bytes: n of them. random_hex: n random bytes as 2n hex digits. token_hash: SHA-256 in hex. */
struct str random_bytes(struct job *job, size_t n);
struct str random_hex(struct job *job, size_t n);
struct str token_hash(struct job *job, struct str token);

#endif
