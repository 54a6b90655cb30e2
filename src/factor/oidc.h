/* factor/oidc.h - single sign-on: what to ask of a provider, and is its answer about us?
 *
 * The relying party's half of OpenID Connect by the authorization code with PKCE, as far as
 * it needs no network, no database and no clock: the address to send a browser to, what a
 * provider says of itself, its keys, and the judgement of its tokens. Nothing here decides
 * who somebody is with us: that is their issuer and subject, looked up by acts/sso.
 *
 * Limits   a document 64 KiB; a token 16 KiB; 32 keys; 500 values of a claim; a leeway of
 *          60 s for clocks that differ; a token made at most 10 minutes ago.
 * Sources  [OIDC Core 3.1], [OIDC Discovery 3], [OIDC Back-Channel Logout 2.4], [RFC7636],
 *          [RFC9207]; [plan 3.4].
 */
#ifndef FACTOR_OIDC_H
#define FACTOR_OIDC_H

#include "base/arena.h"
#include "base/day.h"

enum { OIDC_DOCUMENT_BYTES = 64 * 1024, OIDC_TOKEN_BYTES = 16 * 1024, OIDC_KEYS_MAX = 32,
       OIDC_VALUES_MAX = 500, OIDC_TEXT_BYTES = 255, OIDC_LEEWAY_S = 60, OIDC_AGE_S = 600 };

/* Why an answer is not believed; its word is said to the person and stands in the log. */
enum oidc_verdict {
    OIDC_FINE,
    OIDC_FORM,        /* too large, or no token at all                     */
    OIDC_HEADER,      /* brings a key along, or is a token of another kind  */
    OIDC_ALGORITHM,   /* not of the three that we take                      */
    OIDC_KEY,         /* by a key that is not there: fetch the keys anew    */
    OIDC_SIGNATURE,
    OIDC_ISSUER,
    OIDC_AUDIENCE,    /* made for another, or for others too                */
    OIDC_PARTY,       /* azp is not us                                      */
    OIDC_SUBJECT,     /* none, or no text                                   */
    OIDC_EXPIRED,
    OIDC_EARLY,       /* nbf or iat lies ahead                              */
    OIDC_OLD,         /* made too long ago, or without saying when          */
    OIDC_NONCE,       /* not an answer to what this browser asked           */
    OIDC_SIGNED_LONG, /* auth_time: longer ago than was demanded            */
    OIDC_STRENGTH,    /* acr is not what was demanded                       */
    OIDC_OVERFLOW,    /* so many roles that they do not stand in the token  */
    OIDC_EVENT,       /* a notice of signing out that is none               */
    OIDC_VERDICT_COUNT
};
struct str oidc_word(enum oidc_verdict verdict);

/* What a provider says of itself. */
struct oidc_provider {
    struct str issuer;
    struct str authorization; /* where the browser goes                     */
    struct str token;         /* where the courier brings the code          */
    struct str keys;
    struct str end;           /* where signing out goes on; may be empty    */
    bool says_issuer;         /* its answers name it [RFC9207]              */
    bool takes_ps256;         /* from us, as client                         */
};

/* oidc_provider_read: the discovery document of this issuer. Each address is on the host of
 * the issuer or on one of hosts (names between blanks), and by https unless that is this
 * machine. False: *ret_why is the member that does not do (static). */
bool oidc_provider_read(struct arena *mem, struct str issuer, struct str hosts, struct str bytes,
                        struct oidc_provider *ret, struct str *ret_why);

/* oidc_discovery: the address of that document. */
struct str oidc_discovery(struct arena *mem, struct str issuer);

struct oidc_key {
    struct str id;  /* kid; may be empty                 */
    struct str alg; /* empty: not said                   */
    struct str jwk; /* the key itself, as JSON           */
};
struct oidc_keys {
    struct oidc_key at[OIDC_KEYS_MAX];
    size_t n;
};

/* oidc_keys_read: those of a key set that can sign for us; others are left out. False when
 * it is no key set. */
bool oidc_keys_read(struct arena *mem, struct str bytes, struct oidc_keys *ret);

/* What is asked of the provider. The three secrets are 256 bits or more, as text. */
struct oidc_request {
    struct str client, redirect;
    struct str state, nonce, verifier;
    struct str acr;    /* empty: none demanded            */
    bool again;        /* sign in there anew              */
};

/* oidc_authorization: the address to send the browser to. */
struct str oidc_authorization(struct arena *mem, const struct oidc_provider *provider,
                              const struct oidc_request *request);
/* oidc_exchange: the body that brings the code; assertion empty: who we are is said in a header. */
struct str oidc_exchange(struct arena *mem, const struct oidc_request *request, struct str code,
                         struct str assertion);
/* oidc_basic: that header's value. */
struct str oidc_basic(struct arena *mem, struct str client, struct str secret);
/* oidc_end: where to sign out at the provider. */
struct str oidc_end(struct arena *mem, const struct oidc_provider *provider, struct str client,
                    struct str back, struct str hint);
/* oidc_answer: the ID token in the answer of the token endpoint; empty when there is none. */
struct str oidc_answer(struct arena *mem, struct str bytes);

/* oidc_key_new: an RSA key of 3,072 bits to say who we are with; both halves as JSON. False
 * when the machine cannot. oidc_assertion: who we are, signed with it, for one minute. */
bool oidc_key_new(struct arena *mem, struct str id, struct str *ret_private,
                  struct str *ret_public);
struct str oidc_assertion(struct arena *mem, struct str private_key, bool ps256, struct str client,
                          struct str audience, struct str id, struct moment now);

/* What a token must say. */
struct oidc_demand {
    struct str issuer, client;
    struct str nonce;
    struct str acr;      /* empty: any                                   */
    int64_t max_age_s;   /* since signing in there; -1: any              */
    struct str claim;    /* that gives roles: a name, or a.b for b within a; empty: none */
    struct moment now;
};

struct oidc_identity {
    struct str issuer, subject;
    struct str session;   /* sid; may be empty                */
    struct str name;      /* what they are called; may be empty */
    struct moment signed_at; /* auth_time, when it lies in the past; no moment: not said */
    struct str *values;   /* of the claim                     */
    size_t n_values;
};

/* oidc_id_token: who signed in. */
enum oidc_verdict oidc_id_token(struct arena *mem, struct str token, const struct oidc_keys *keys,
                                const struct oidc_demand *demand, struct oidc_identity *ret);

struct oidc_leaver {
    struct str id;      /* jti: once                        */
    struct str subject; /* one of both may be empty         */
    struct str session;
};

/* oidc_logout_token: who signed out at the provider. */
enum oidc_verdict oidc_logout_token(struct arena *mem, struct str token,
                                    const struct oidc_keys *keys, const struct oidc_demand *demand,
                                    struct oidc_leaver *ret);

#endif
