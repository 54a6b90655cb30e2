#include "factor/jwt.h"

#include <cjose/cjose.h>
#include <stdlib.h>
#include <strings.h>

#include "base/base64.h"
#include "model/value.h"

enum { RSA_BITS_MIN = 2048, KIDS_BYTES = 255 };

json_t *jwt_object(struct str bytes)
{
    json_t *json = json_loadb(bytes.at == NULL ? "" : bytes.at, bytes.len, JSON_REJECT_DUPLICATES,
                              NULL);

    if (json_is_object(json))
        return json;
    json_decref(json);
    return NULL;
}

struct str jwt_text(struct arena *mem, const json_t *object, const char *name, size_t most)
{
    const json_t *member = json_object_get(object, name);
    struct str text = {json_string_value(member), json_string_length(member)};

    if (!json_is_string(member) || text.len > most || !value_line(text, most))
        return S("");
    return arena_str(mem, text);
}

/* Three parts, each of them bytes. libcjose stops the program at text that is not sound
 * base64url, so it sees none; and the header is read by ourselves before anything of the
 * token is believed. */
static json_t *read_header(struct arena *mem, struct str token)
{
    struct str header = S("");

    if (token.len > OIDC_TOKEN_BYTES)
        return NULL;
    for (int i = 0; i < 3; i++) {
        struct str part = str_cut(token, '.', &token);
        struct str bytes;

        if (part.len == 0 || (token.at == NULL) != (i == 2) ||
            !base64_url_read(mem, part, &bytes) || bytes.len == 0)
            return NULL;
        if (i == 0)
            header = bytes;
    }
    return jwt_object(header);
}

static bool brings_along(const json_t *header)
{
    static const char *const never[] = {"jku", "x5u", "jwk", "x5c", "crit", "b64", "zip", "enc"};

    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (json_object_get(header, never[i]) != NULL)
            return true;
    return false;
}

static bool is_type(const json_t *header, const char *type)
{
    const json_t *said = json_object_get(header, "typ");

    if (said == NULL)
        return true;
    return json_is_string(said) && (strcasecmp(json_string_value(said), "JWT") == 0 ||
           (type != NULL && strcasecmp(json_string_value(said), type) == 0));
}

static bool is_algorithm(const char *name)
{
    return strcmp(name, "PS256") == 0 || strcmp(name, "RS256") == 0 || strcmp(name, "ES256") == 0;
}

/* May this key check what this algorithm signed? */
static bool suits(const cjose_jwk_t *jwk, const char *algorithm)
{
    if (algorithm[0] == 'E')
        return cjose_jwk_get_kty(jwk, NULL) == CJOSE_JWK_KTY_EC &&
               cjose_jwk_EC_get_curve(jwk, NULL) == CJOSE_JWK_EC_P_256;
    return cjose_jwk_get_kty(jwk, NULL) == CJOSE_JWK_KTY_RSA &&
           cjose_jwk_get_keysize(jwk, NULL) >= RSA_BITS_MIN;
}

/* Each of the keys with this name that suits; without a name there must be one alone. */
static size_t choose(const struct oidc_keys *keys, struct str id, const char *algorithm,
                     cjose_jwk_t **jwks)
{
    size_t n = 0;

    for (size_t i = 0; i < keys->n; i++) {
        const struct oidc_key *key = &keys->at[i];
        cjose_jwk_t *jwk;

        if ((id.len > 0 && !str_eq(key->id, id)) ||
            (key->alg.len > 0 && !str_eq(key->alg, str_of(algorithm))))
            continue;
        jwk = cjose_jwk_import(key->jwk.at, key->jwk.len, NULL);
        if (jwk != NULL && suits(jwk, algorithm))
            jwks[n++] = jwk;
        else if (jwk != NULL)
            cjose_jwk_release(jwk);
    }
    return n;
}

static enum oidc_verdict verify(struct str token, cjose_jwk_t **jwks, size_t n, json_t **ret)
{
    cjose_jws_t *jws = cjose_jws_import(token.at, token.len, NULL);
    enum oidc_verdict verdict = jws == NULL ? OIDC_FORM : OIDC_SIGNATURE;
    uint8_t *bytes = NULL;
    size_t len = 0;

    for (size_t i = 0; jws != NULL && i < n && verdict != OIDC_FINE; i++)
        if (cjose_jws_verify(jws, jwks[i], NULL))
            verdict = OIDC_FINE;
    if (verdict == OIDC_FINE) {
        *ret = NULL;
        if (cjose_jws_get_plaintext(jws, &bytes, &len, NULL))
            *ret = jwt_object((struct str){(const char *)bytes, len});
        verdict = *ret == NULL ? OIDC_FORM : OIDC_FINE;
    }
    if (jws != NULL)
        cjose_jws_release(jws);
    return verdict;
}

static enum oidc_verdict by_header(struct str token, const struct oidc_keys *keys,
                                   const json_t *header, const char *type, json_t **ret)
{
    const char *algorithm = json_string_value(json_object_get(header, "alg"));
    const json_t *kid = json_object_get(header, "kid");
    struct str id = {json_string_value(kid), json_string_length(kid)};
    cjose_jwk_t *jwks[OIDC_KEYS_MAX];
    enum oidc_verdict verdict;
    size_t n;

    if (algorithm == NULL || !is_algorithm(algorithm))
        return OIDC_ALGORITHM;
    if (brings_along(header) || !is_type(header, type) ||
        (kid != NULL && (id.len == 0 || id.len > KIDS_BYTES)))
        return OIDC_HEADER;
    n = choose(keys, id, algorithm, jwks);
    verdict = n == 0 || (id.len == 0 && n > 1) ? OIDC_KEY : verify(token, jwks, n, ret);
    for (size_t i = 0; i < n; i++)
        cjose_jwk_release(jwks[i]);
    return verdict;
}

enum oidc_verdict jwt_read(struct arena *mem, struct str token, const struct oidc_keys *keys,
                           const char *type, json_t **ret_claims)
{
    json_t *header = read_header(mem, token);
    enum oidc_verdict verdict;

    if (header == NULL)
        return OIDC_FORM;
    verdict = by_header(token, keys, header, type, ret_claims);
    json_decref(header);
    return verdict;
}
