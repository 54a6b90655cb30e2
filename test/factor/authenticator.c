#include "authenticator.h"

#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include "base/buf.h"
#include "base/bug.h"

struct device device_new(struct arena *mem, int algorithm, struct str credential)
{
    EVP_PKEY *key = algorithm == EDDSA ? EVP_PKEY_Q_keygen(NULL, NULL, "ED25519")
        : algorithm == RS256 ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048)
        : EVP_PKEY_Q_keygen(NULL, NULL, "EC", algorithm == ES384 ? "P-384" : "P-256");

    MUST(key != NULL);
    return (struct device){.key = key, .algorithm = algorithm,
                           .credential = arena_str(mem, credential), .counts = true};
}

void device_free(struct device *it)
{
    EVP_PKEY_free(it->key);
}

struct recipe recipe_of(const struct webauthn_site *site, struct str challenge, bool making)
{
    return (struct recipe){
        .type = making ? S("webauthn.create") : S("webauthn.get"),
        .challenge = challenge, .origin = site->origin, .rp = site->rp,
        .flags = making ? UP | UV | AT : UP | UV,
        .format = S("none"), .statement = S("\xa0"),
    };
}

/* ---- CBOR, as little as it takes [RFC8949 3] ---- */

static void put_head(struct buf *out, unsigned kind, size_t n)
{
    unsigned char head[3] = {(unsigned char)(kind << 5 | (n < 24 ? n : n < 256 ? 24 : 25))};
    size_t bytes = n < 24 ? 1 : n < 256 ? 2 : 3;

    head[1] = (unsigned char)(bytes == 2 ? n : n >> 8);
    head[2] = (unsigned char)n;
    buf_put(out, (struct str){(char *)head, bytes});
}

static void put_number(struct buf *out, int n)
{
    put_head(out, n < 0 ? 1 : 0, (size_t)(n < 0 ? -1 - n : n));
}

static void put_bytes(struct buf *out, struct str bytes)
{
    put_head(out, 2, bytes.len);
    buf_put(out, bytes);
}

static void put_text(struct buf *out, struct str text)
{
    put_head(out, 3, text.len);
    buf_put(out, text);
}

/* A number of the key, as n bytes. */
static void put_part(struct buf *out, int label, const EVP_PKEY *key, const char *name, int n)
{
    unsigned char bytes[512];
    BIGNUM *part = NULL;

    MUST(EVP_PKEY_get_bn_param(key, name, &part) == 1 && BN_bn2binpad(part, bytes, n) == n);
    BN_free(part);
    put_number(out, label);
    put_bytes(out, (struct str){(char *)bytes, (size_t)n});
}

static void put_pair(struct buf *out, int label, int value)
{
    put_number(out, label);
    put_number(out, value);
}

/* [RFC9053 7] COSE: kty 1, alg 3, crv -1, x -2, y -3; of RSA n -1 and e -2. */
static void put_key(struct buf *out, const struct device *it, int algorithm)
{
    unsigned char x[32];
    size_t n = sizeof x;

    put_head(out, 5, it->algorithm == EDDSA || it->algorithm == RS256 ? 4 : 5);
    put_pair(out, 1, it->algorithm == EDDSA ? 1 : it->algorithm == RS256 ? 3 : 2);
    put_pair(out, 3, algorithm);
    if (it->algorithm == RS256) {
        put_part(out, -1, it->key, OSSL_PKEY_PARAM_RSA_N, 256);
        put_part(out, -2, it->key, OSSL_PKEY_PARAM_RSA_E, 3);
    } else if (it->algorithm == EDDSA) {
        put_pair(out, -1, 6);
        MUST(EVP_PKEY_get_raw_public_key(it->key, x, &n) == 1);
        put_number(out, -2);
        put_bytes(out, (struct str){(char *)x, n});
    } else {
        int size = it->algorithm == ES384 ? 48 : 32;

        put_pair(out, -1, it->algorithm == ES384 ? 2 : 1);
        put_part(out, -2, it->key, OSSL_PKEY_PARAM_EC_PUB_X, size);
        put_part(out, -3, it->key, OSSL_PKEY_PARAM_EC_PUB_Y, size);
    }
}

/* ---- what it makes ---- */

static void put_16(struct buf *out, size_t n)
{
    char bytes[2] = {(char)(n >> 8), (char)n};

    buf_put(out, (struct str){bytes, 2});
}

struct str device_data(struct device *it, struct arena *mem, const struct recipe *recipe)
{
    unsigned char hash[SHA256_DIGEST_LENGTH];
    char flags = (char)recipe->flags;
    struct buf out;

    if (it->counts)
        it->count++;
    SHA256((const unsigned char *)recipe->rp.at, recipe->rp.len, hash);
    buf_init(&out, mem, 1024);
    buf_put(&out, (struct str){(char *)hash, sizeof hash});
    buf_put(&out, (struct str){&flags, 1});
    put_16(&out, it->count >> 16);
    put_16(&out, it->count & 0xffff);
    if ((recipe->flags & AT) != 0) {
        buf_put(&out, (struct str){"0123456789abcdef", 16});
        put_16(&out, recipe->credential_n != 0 ? recipe->credential_n : it->credential.len);
        buf_put(&out, it->credential);
        if (recipe->key.len > 0)
            buf_put(&out, recipe->key);
        else
            put_key(&out, it, recipe->algorithm != 0 ? recipe->algorithm : it->algorithm);
    }
    buf_put(&out, recipe->extension);
    return buf_str(&out);
}

struct str device_attest(struct arena *mem, const struct recipe *recipe, struct str data)
{
    struct buf out;

    buf_init(&out, mem, 1024);
    put_head(&out, 5, 3);
    put_text(&out, S("fmt"));
    put_text(&out, recipe->format);
    put_text(&out, S("attStmt"));
    buf_put(&out, recipe->statement);
    put_text(&out, S("authData"));
    put_bytes(&out, data);
    return buf_str(&out);
}

static struct str client_of(struct arena *mem, const struct recipe *recipe)
{
    if (recipe->client.at != NULL)
        return recipe->client;
    return arena_text(mem, "{\"type\":\"%" STR_FMT "\",\"challenge\":\"%" STR_FMT
                      "\",\"origin\":\"%" STR_FMT "\"%" STR_FMT "}", STR_ARG(recipe->type),
                      STR_ARG(recipe->challenge), STR_ARG(recipe->origin),
                      STR_ARG(recipe->members));
}

struct webauthn_made device_make(struct device *it, struct arena *mem,
                                 const struct recipe *recipe)
{
    return (struct webauthn_made){
        client_of(mem, recipe), device_attest(mem, recipe, device_data(it, mem, recipe))};
}

/* [WebAuthn2 6.3.3] over the data and the hash of client data. */
struct webauthn_signed device_sign(struct device *it, struct arena *mem,
                                   const struct recipe *recipe)
{
    struct webauthn_signed said = {client_of(mem, recipe), device_data(it, mem, recipe), {0}};
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    unsigned char *signature = arena_alloc(mem, 512);
    size_t n = 512;
    struct buf message;
    unsigned char hash[SHA256_DIGEST_LENGTH];

    SHA256((const unsigned char *)said.client.at, said.client.len, hash);
    buf_init(&message, mem, 512);
    buf_put(&message, said.authenticator);
    buf_put(&message, (struct str){(char *)hash, sizeof hash});
    MUST(EVP_DigestSignInit(context, NULL, it->algorithm == EDDSA ? NULL : EVP_sha256(), NULL,
                            it->key) == 1 &&
         EVP_DigestSign(context, signature, &n, (unsigned char *)message.at, message.len) == 1);
    EVP_MD_CTX_free(context);
    said.signature = (struct str){(char *)signature, n};
    return said;
}
