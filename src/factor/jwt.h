/* factor/jwt.h - is this token signed by one of these keys?
 *
 * Only the compact form with a signature by PS256, RS256 or ES256. The kind of key decides
 * what may be checked with it: an RSA key of at least 2,048 bits, or one on P-256. A header
 * that brings a key of its own (jku, x5u, jwk, x5c) or that must be understood (crit) is
 * refused, not ignored.
 *
 * Internal to this room: the claims are jansson's, for oidc_*.c to judge.
 *
 * Limits   a token 16 KiB; a key set 64 KiB and 32 keys; no member twice.
 * Sources  [RFC7515], [RFC7517], [RFC8725]; [plan 3.4].
 */
#ifndef FACTOR_JWT_H
#define FACTOR_JWT_H

#include <jansson.h>

#include "factor/oidc.h"

/* jwt_object: a JSON object, or NULL. The caller's to json_decref. */
json_t *jwt_object(struct str bytes);

/* jwt_text: a member that is one line of 1 to most bytes in which nothing is hidden (value_line),
 * in mem; empty when it is anything else or not there. */
struct str jwt_text(struct arena *mem, const json_t *object, const char *name, size_t most);

/* jwt_read: OIDC_FINE and the claims, the caller's to json_decref; else why not. type is
 * what the header's typ may say beside JWT and nothing; NULL: nothing else. */
enum oidc_verdict jwt_read(struct arena *mem, struct str token, const struct oidc_keys *keys,
                           const char *type, json_t **ret_claims);

#endif
