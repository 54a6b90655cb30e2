/* factor/webauthn.h - did a passkey of this site sign what we asked?
 *
 * A passkey is a pair of keys that an authenticator (a phone, a computer, a security
 * key) holds for one site. webauthn_add judges a new one and gives what must be kept of
 * it; webauthn_prove judges a signature with one that is kept. Both want the person
 * present and verified by the authenticator (a finger, a face, a PIN), so that a passkey
 * is two factors at once.
 *
 * No attestation is asked for: any make of authenticator will do. libfido2 then checks
 * nothing but the shape of a new passkey, so the site, the flags and the kind of key are
 * compared here; and it sees client data as a whole, so what stands in it is read here,
 * at each use.
 *
 * Units    bytes as they came out of base64; a challenge as the text that was sent, which
 *          is base64 for addresses.
 * Limits   client data 4 KB, attestation object and authenticator data 16 KB, signature 1 KB.
 * Sources  [WebAuthn2 7.1] registering; [WebAuthn2 7.2] signing in; [plan 3.3].
 */
#ifndef FACTOR_WEBAUTHN_H
#define FACTOR_WEBAUTHN_H

#include "base/arena.h"

enum { WEBAUTHN_CREDENTIAL_BYTES_MAX = 1023, WEBAUTHN_KEY_BYTES_MAX = 512 };

/* Which site asks: rp is a name of a host, origin has the scheme and the port as well. */
struct webauthn_site {
    struct str rp;
    struct str origin;
};

/* What is kept of a passkey. Nothing of it is secret. */
struct webauthn_key {
    struct str credential; /* its name for itself                             */
    int64_t algorithm;     /* COSE: -7 ES256, -8 EdDSA, -257 RS256            */
    struct str bytes;      /* the public key, as libfido2 keeps it            */
    int64_t count;         /* of signatures, as the authenticator said; 0: does not count */
};

/* What a browser sent: for a new passkey, and of one that signed. */
struct webauthn_made {
    struct str client;      /* client data, JSON  */
    struct str attestation; /* attestation object */
};
struct webauthn_signed {
    struct str client;
    struct str authenticator; /* authenticator data */
    struct str signature;
};

enum webauthn_fault {
    WEBAUTHN_FINE,
    WEBAUTHN_CLIENT,     /* client data is no sound JSON, or lacks something   */
    WEBAUTHN_TYPE,       /* made for another purpose                           */
    WEBAUTHN_CHALLENGE,  /* not an answer to what we asked                     */
    WEBAUTHN_ORIGIN,     /* made for another address, or inside another page   */
    WEBAUTHN_OBJECT,     /* the bytes of the authenticator are unsound         */
    WEBAUTHN_STATEMENT,  /* an attestation, which was not asked for            */
    WEBAUTHN_SITE,       /* the authenticator made it for another site         */
    WEBAUTHN_ABSENT,     /* nobody was there                                   */
    WEBAUTHN_UNVERIFIED, /* somebody, but not proven to be the owner           */
    WEBAUTHN_FLAGS,      /* flags that contradict each other or the purpose    */
    WEBAUTHN_KEY,        /* no key of a kind that we take                      */
    WEBAUTHN_SIGNATURE,  /* not signed by this key                             */
    WEBAUTHN_FAULT_COUNT
};

/* webauthn_word: a word for a fault, for a message and a log: "origin". */
struct str webauthn_word(enum webauthn_fault fault);

/* webauthn_add: may this passkey be kept? *ret lies in mem. */
enum webauthn_fault webauthn_add(struct arena *mem, const struct webauthn_site *site,
                                 struct str challenge, const struct webauthn_made *made,
                                 struct webauthn_key *ret);

/* webauthn_prove: did this passkey sign? *ret_count: its count now. A count that did not
 * grow is no fault here: webauthn_copied says so. */
enum webauthn_fault webauthn_prove(const struct webauthn_site *site, struct str challenge,
                                   const struct webauthn_key *key,
                                   const struct webauthn_signed *said, int64_t *ret_count);

/* webauthn_copied: do these counts suggest that the key is in two places? [WebAuthn2 7.2
 * step 21] */
bool webauthn_copied(int64_t kept, int64_t now);

#endif
