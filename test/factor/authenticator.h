/* test/factor/authenticator.h - a security key of software, which lies when it is told to.
 *
 * A recipe says what goes into a passkey or a signature; recipe_of gives one that is
 * right for a site and a challenge, and a test spoils one thing in it.
 */
#ifndef TEST_FACTOR_AUTHENTICATOR_H
#define TEST_FACTOR_AUTHENTICATOR_H

#include <openssl/evp.h>

#include "factor/webauthn.h"

enum { ES256 = -7, EDDSA = -8, ES384 = -35, RS256 = -257 };
enum { UP = 0x01, UV = 0x04, BE = 0x08, BS = 0x10, AT = 0x40, ED = 0x80 };

struct device {
    EVP_PKEY *key;
    int algorithm;
    struct str credential;
    uint32_t count; /* grows with each use; 0 and not counting: stays */
    bool counts;
};

struct recipe {
    struct str type, challenge, origin;
    struct str members;    /* more of client data: ,"crossOrigin":true   */
    struct str client;     /* instead of all that                         */
    struct str rp;
    unsigned flags;
    int algorithm;         /* that the key says it is for; 0: what it is  */
    struct str key;        /* CBOR instead of the device's key            */
    struct str format;     /* of the attestation                          */
    struct str statement;  /* CBOR                                        */
    struct str extension;  /* CBOR, after credential and key              */
    size_t credential_n;   /* the length that is said; 0: the true one    */
};

struct device device_new(struct arena *mem, int algorithm, struct str credential);
void device_free(struct device *it);

struct recipe recipe_of(const struct webauthn_site *site, struct str challenge, bool making);

/* device_data: authenticator data, with the key when flags have AT. device_attest: an
 * attestation object around such data. */
struct str device_data(struct device *it, struct arena *mem, const struct recipe *recipe);
struct str device_attest(struct arena *mem, const struct recipe *recipe, struct str data);

struct webauthn_made device_make(struct device *it, struct arena *mem,
                                 const struct recipe *recipe);
struct webauthn_signed device_sign(struct device *it, struct arena *mem,
                                   const struct recipe *recipe);

#endif
