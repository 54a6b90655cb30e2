/* What is asked of a provider, and what it says of itself. */
#include "factor/oidc.h"

#include <cjose/cjose.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>

#include "base/base64.h"
#include "base/buf.h"
#include "base/url.h"
#include "factor/jwt.h"

enum { KEY_BITS = 3072, ASSERTION_S = 60, NUMBER_BYTES = 1400 }; /* 8,192 bits */

struct str oidc_word(enum oidc_verdict verdict)
{
    static const char *const words[OIDC_VERDICT_COUNT] = {
        "fine", "form", "header", "algorithm", "key", "signature", "issuer", "audience", "party",
        "subject", "expired", "early", "old", "nonce", "signed_long", "strength", "overflow",
        "event",
    };

    return str_of(words[verdict]);
}

/* ---- what it says of itself ---- */

static bool is_among(struct str hosts, struct str host)
{
    while (hosts.len > 0) {
        struct str one = str_cut(hosts, ' ', &hosts);

        if (one.len > 0 && str_eq(one, host))
            return true;
    }
    return false;
}

/* An address of the document: where we may go, at the issuer's own host or a named one. */
static struct str read_address(struct arena *mem, const json_t *document, const char *name,
                               struct str issuer, struct str hosts)
{
    struct str text = jwt_text(mem, document, name, URL_BYTES_MAX);
    struct url home;
    struct url url;

    if (!url_read(issuer, &home) || !url_read(text, &url) ||
        (!str_eq(url.host, home.host) && !is_among(hosts, url.host)))
        return S("");
    return text;
}

static bool list_has(const json_t *document, const char *name, const char *word)
{
    const json_t *one;
    size_t i;

    json_array_foreach(json_object_get(document, name), i, one)
        if (json_is_string(one) && strcmp(json_string_value(one), word) == 0)
            return true;
    return false;
}

/* Not said means the least that every provider takes; said without what we need is a no. */
static bool allows(const json_t *document, const char *name, const char *word)
{
    return json_object_get(document, name) == NULL || list_has(document, name, word);
}

static const char *read_document(struct arena *mem, const json_t *document, struct str hosts,
                                 struct oidc_provider *it)
{
    if (!str_eq(jwt_text(mem, document, "issuer", URL_BYTES_MAX), it->issuer))
        return "issuer";
    it->authorization = read_address(mem, document, "authorization_endpoint", it->issuer, hosts);
    it->token = read_address(mem, document, "token_endpoint", it->issuer, hosts);
    it->keys = read_address(mem, document, "jwks_uri", it->issuer, hosts);
    it->end = read_address(mem, document, "end_session_endpoint", it->issuer, hosts);
    if (it->authorization.len == 0)
        return "authorization_endpoint";
    if (it->token.len == 0)
        return "token_endpoint";
    if (it->keys.len == 0)
        return "jwks_uri";
    if (!allows(document, "response_types_supported", "code"))
        return "response_types_supported";
    if (!allows(document, "code_challenge_methods_supported", "S256"))
        return "code_challenge_methods_supported";
    it->says_issuer = json_is_true(
        json_object_get(document, "authorization_response_iss_parameter_supported"));
    it->takes_ps256 =
        allows(document, "token_endpoint_auth_signing_alg_values_supported", "PS256");
    return NULL;
}

bool oidc_provider_read(struct arena *mem, struct str issuer, struct str hosts, struct str bytes,
                        struct oidc_provider *ret, struct str *ret_why)
{
    json_t *document = bytes.len <= OIDC_DOCUMENT_BYTES ? jwt_object(bytes) : NULL;
    struct oidc_provider it = {.issuer = issuer};
    const char *why = document == NULL ? "JSON" : read_document(mem, document, hosts, &it);

    json_decref(document);
    if (why == NULL)
        *ret = it;
    else
        *ret_why = str_of(why);
    return why == NULL;
}

struct str oidc_discovery(struct arena *mem, struct str issuer)
{
    bool slash = str_ends(issuer, S("/"));

    return arena_text(mem, "%" STR_FMT "%s.well-known/openid-configuration", STR_ARG(issuer),
                      slash ? "" : "/");
}

/* A number of the key. libcjose stops the program at text that is not sound base64url, so
 * it sees none. */
static bool copy_number(struct arena *mem, const json_t *key, const char *name, json_t *to)
{
    struct str text = jwt_text(mem, key, name, NUMBER_BYTES);
    struct str bytes;

    return text.len > 0 && base64_url_read(mem, text, &bytes) && bytes.len > 0 &&
           json_object_set_new(to, name, json_stringn(text.at, text.len)) == 0;
}

/* The public part of a key and nothing else that stands beside it. */
static bool copy_public(struct arena *mem, const json_t *key, struct str kind, json_t *to)
{
    bool rsa = str_eq(kind, S("RSA"));

    if ((!rsa && !str_eq(kind, S("EC"))) ||
        json_object_set_new(to, "kty", json_stringn(kind.at, kind.len)) != 0)
        return false;
    if (rsa)
        return copy_number(mem, key, "n", to) && copy_number(mem, key, "e", to);
    return str_eq(jwt_text(mem, key, "crv", OIDC_TEXT_BYTES), S("P-256")) &&
           json_object_set_new(to, "crv", json_string("P-256")) == 0 &&
           copy_number(mem, key, "x", to) && copy_number(mem, key, "y", to);
}

static void read_key(struct arena *mem, const json_t *key, struct oidc_keys *keys)
{
    struct str use = jwt_text(mem, key, "use", OIDC_TEXT_BYTES);
    struct str kind = jwt_text(mem, key, "kty", OIDC_TEXT_BYTES);
    json_t *copy;
    char *text = NULL;

    /* A key for something else, or a secret one that everybody can read, signs nothing here. */
    if (keys->n == OIDC_KEYS_MAX || json_object_get(key, "d") != NULL ||
        (use.len > 0 && !str_eq(use, S("sig"))))
        return;
    copy = json_object();
    if (copy_public(mem, key, kind, copy))
        text = json_dumps(copy, JSON_COMPACT);
    json_decref(copy);
    if (text == NULL)
        return;
    keys->at[keys->n++] = (struct oidc_key){
        .id = jwt_text(mem, key, "kid", OIDC_TEXT_BYTES),
        .alg = jwt_text(mem, key, "alg", OIDC_TEXT_BYTES),
        .jwk = arena_str(mem, str_of(text)),
    };
    free(text);
}

bool oidc_keys_read(struct arena *mem, struct str bytes, struct oidc_keys *ret)
{
    json_t *set = bytes.len <= OIDC_DOCUMENT_BYTES ? jwt_object(bytes) : NULL;
    const json_t *list = json_object_get(set, "keys");
    const json_t *key;
    bool is = json_is_array(list);
    size_t i;

    if (is) {
        *ret = (struct oidc_keys){.n = 0};
        json_array_foreach(list, i, key)
            read_key(mem, key, ret);
    }
    json_decref(set);
    return is;
}

/* ---- what is asked ---- */

/* Percent-encoded but for letters, digits and - . _ ~ [RFC3986 2.3]. */
static void put_encoded(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (letter || (c != 0 && strchr("-._~", c) != NULL))
            buf_char(out, (char)c);
        else
            buf_text(out, "%%%02X", c);
    }
}

static void put_pair(struct buf *out, const char *name, struct str value)
{
    if (value.len == 0)
        return;
    if (out->len > 0 && out->at[out->len - 1] != '?' && out->at[out->len - 1] != '&')
        buf_char(out, '&');
    buf_put(out, str_of(name));
    buf_char(out, '=');
    put_encoded(out, value);
}

/* An address to which a query is added: it may have one already. */
static void begin_query(struct buf *out, struct arena *mem, struct str address)
{
    buf_init(out, mem, 1024);
    buf_put(out, address);
    buf_char(out, str_find(address, S("?"), 0) < 0 ? '?' : '&');
}

static struct str challenge_of(struct arena *mem, struct str verifier)
{
    uint8_t hash[SHA256_DIGEST_LENGTH];

    SHA256((const uint8_t *)verifier.at, verifier.len, hash);
    return base64_url(mem, (struct str){(const char *)hash, sizeof hash});
}

struct str oidc_authorization(struct arena *mem, const struct oidc_provider *provider,
                              const struct oidc_request *request)
{
    struct buf out;

    begin_query(&out, mem, provider->authorization);
    put_pair(&out, "response_type", S("code"));
    put_pair(&out, "client_id", request->client);
    put_pair(&out, "redirect_uri", request->redirect);
    put_pair(&out, "scope", S("openid profile"));
    put_pair(&out, "state", request->state);
    put_pair(&out, "nonce", request->nonce);
    put_pair(&out, "code_challenge", challenge_of(mem, request->verifier));
    put_pair(&out, "code_challenge_method", S("S256"));
    put_pair(&out, "acr_values", request->acr);
    if (request->again) {
        put_pair(&out, "prompt", S("login"));
        put_pair(&out, "max_age", S("0"));
    }
    return buf_str(&out);
}

struct str oidc_exchange(struct arena *mem, const struct oidc_request *request, struct str code,
                         struct str assertion)
{
    struct buf out;

    buf_init(&out, mem, 2048);
    put_pair(&out, "grant_type", S("authorization_code"));
    put_pair(&out, "code", code);
    put_pair(&out, "redirect_uri", request->redirect);
    put_pair(&out, "code_verifier", request->verifier);
    put_pair(&out, "client_id", request->client);
    if (assertion.len > 0) {
        put_pair(&out, "client_assertion_type",
                 S("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        put_pair(&out, "client_assertion", assertion);
    }
    return buf_str(&out);
}

struct str oidc_basic(struct arena *mem, struct str client, struct str secret)
{
    struct buf out;
    unsigned char *text;
    int n;

    buf_init(&out, mem, 256);
    put_encoded(&out, client);
    buf_char(&out, ':');
    put_encoded(&out, secret);
    text = arena_alloc(mem, out.len / 3 * 4 + 5);
    n = EVP_EncodeBlock(text, (const unsigned char *)out.at, (int)out.len);
    return arena_text(mem, "Basic %.*s", n, (const char *)text);
}

struct str oidc_end(struct arena *mem, const struct oidc_provider *provider, struct str client,
                    struct str back, struct str hint)
{
    struct buf out;

    if (provider->end.len == 0)
        return S("");
    begin_query(&out, mem, provider->end);
    put_pair(&out, "client_id", client);
    put_pair(&out, "post_logout_redirect_uri", back);
    put_pair(&out, "id_token_hint", hint);
    return buf_str(&out);
}

struct str oidc_answer(struct arena *mem, struct str bytes)
{
    json_t *answer = bytes.len <= OIDC_DOCUMENT_BYTES ? jwt_object(bytes) : NULL;
    struct str token = jwt_text(mem, answer, "id_token", OIDC_TOKEN_BYTES);

    json_decref(answer);
    return token;
}

/* ---- who we are ---- */

static struct str key_text(struct arena *mem, const cjose_jwk_t *jwk, bool secret)
{
    char *text = cjose_jwk_to_json(jwk, secret, NULL);
    struct str copy = text == NULL ? S("") : arena_str(mem, str_of(text));

    free(text);
    return copy;
}

bool oidc_key_new(struct arena *mem, struct str id, struct str *ret_private,
                  struct str *ret_public)
{
    static const uint8_t exponent[] = {1, 0, 1};
    cjose_jwk_t *jwk = cjose_jwk_create_RSA_random(KEY_BITS, exponent, sizeof exponent, NULL);
    bool made = jwk != NULL && cjose_jwk_set_kid(jwk, id.at, id.len, NULL);

    if (made) {
        *ret_private = key_text(mem, jwk, true);
        *ret_public = key_text(mem, jwk, false);
    }
    if (jwk != NULL)
        cjose_jwk_release(jwk);
    return made && ret_private->len > 0 && ret_public->len > 0;
}

static struct str sign(struct arena *mem, const cjose_jwk_t *jwk, bool ps256, struct str claims)
{
    cjose_header_t *header = cjose_header_new(NULL);
    cjose_jws_t *jws = NULL;
    const char *text = NULL;
    struct str copy = S("");

    if (header != NULL && cjose_header_set(header, CJOSE_HDR_ALG, ps256 ? "PS256" : "RS256", NULL) &&
        cjose_header_set(header, CJOSE_HDR_KID, cjose_jwk_get_kid(jwk, NULL), NULL) &&
        cjose_header_set(header, "typ", "JWT", NULL))
        jws = cjose_jws_sign(jwk, header, (const uint8_t *)claims.at, claims.len, NULL);
    if (jws != NULL && cjose_jws_export(jws, &text, NULL))
        copy = arena_str(mem, str_of(text));
    if (jws != NULL)
        cjose_jws_release(jws);
    if (header != NULL)
        cjose_header_release(header);
    return copy;
}

struct str oidc_assertion(struct arena *mem, struct str private_key, bool ps256, struct str client,
                          struct str audience, struct str id, struct moment now)
{
    cjose_jwk_t *jwk = cjose_jwk_import(private_key.at, private_key.len, NULL);
    json_int_t at = now.ms / 1000;
    json_t *claims = json_pack("{s:s%, s:s%, s:s%, s:s%, s:I, s:I}", "iss", client.at, client.len,
                               "sub", client.at, client.len, "aud", audience.at, audience.len,
                               "jti", id.at, id.len, "iat", at, "exp", at + ASSERTION_S);
    char *text = json_dumps(claims, JSON_COMPACT);
    struct str made = S("");

    if (jwk != NULL && text != NULL)
        made = sign(mem, jwk, ps256, str_of(text));
    if (jwk != NULL)
        cjose_jwk_release(jwk);
    json_decref(claims);
    free(text);
    return made;
}
