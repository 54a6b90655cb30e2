/* model/signing_key.h - the key with which an organisation signs heads of its ledger.
 *
 * The public half, as whoever checks a head wants it. The secret half lies sealed
 * elsewhere. A key that was followed by another keeps its place, for the heads that it
 * signed; at most one has no end.
 */
#ifndef MODEL_SIGNING_KEY_H
#define MODEL_SIGNING_KEY_H

#include "model/noun.h"

enum { SIGNING_KEY_CHARS = 64, SIGNING_PRINT_CHARS = 20 };

struct signing_key {
    struct row row;
    struct maybe number;   /* 1, 2, 3 … in this organisation */
    struct str public_key; /* Ed25519, hex                   */
    struct day made_on;
    struct day ended_on;
};
extern const struct noun signing_key_noun;

/* signing_print: what of a public key is said aloud and printed: its first twenty digits. */
struct str signing_print(struct str public_key);

#endif
