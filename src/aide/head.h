/* aide/head.h - the bytes of a head of the ledger, which a signature is made of.
 *
 * A head says how far a chain had come: a row of netstrings (`length:bytes,`): format
 * `waarborg-head/1`, organisation (32 hex digits), sequence, hash and time of that
 * entry, number of the key. Ed25519 signs those bytes as they are. docs/ledger.md says
 * the same for a third party.
 *
 * Sources  [plan 3.16]; RFC 8032.
 */
#ifndef AIDE_HEAD_H
#define AIDE_HEAD_H

#include "base/buf.h"

enum { HEAD_UUID_CHARS = 32, HEAD_HASH_CHARS = 64, HEAD_TIME_CHARS = 24, HEAD_PUBLIC_CHARS = 64,
       HEAD_SIGNATURE_CHARS = 128 };

struct head {
    struct str uuid;
    int64_t seq;
    struct str hash;
    struct str time;
    int64_t key; /* its number */
};

/* head_put: the bytes. */
void head_put(struct buf *out, const struct head *it);

/* head_holds: was it signed with the secret half of this public key? Both in lower-case
 * hex; anything else is no. */
bool head_holds(struct arena *mem, const struct head *it, struct str public_key,
                struct str signature);

#endif
