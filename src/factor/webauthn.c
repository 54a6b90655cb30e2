/* Neither library knows our arena, and an arena may jump: nothing is asked of it while
 * something of theirs is open. */
#include "factor/webauthn.h"

#include <cbor.h>
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "factor/jwt.h"

enum { CLIENT_BYTES_MAX = 4096, OBJECT_BYTES_MAX = 16384, SIGNATURE_BYTES_MAX = 1024,
       RP_BYTES_MAX = 253 };

/* [WebAuthn2 6.1] authenticator data: hash of the site, flags, count; then, of a new
 * passkey, its make (16 bytes), the length of its credential (2), credential and key. */
enum { AT_FLAGS = 32, AT_COUNT = 33, BARE_BYTES = 37, AT_LENGTH = 53, AT_CREDENTIAL = 55 };

enum { PRESENT = 0x01, VERIFIED = 0x04, MAY_LEAVE = 0x08, HAS_LEFT = 0x10, WITH_KEY = 0x40,
       WITH_MORE = 0x80 };

struct str webauthn_word(enum webauthn_fault fault)
{
    static const char *const words[WEBAUTHN_FAULT_COUNT] = {
        [WEBAUTHN_FINE] = "fine", [WEBAUTHN_CLIENT] = "client data", [WEBAUTHN_TYPE] = "type",
        [WEBAUTHN_CHALLENGE] = "challenge", [WEBAUTHN_ORIGIN] = "origin",
        [WEBAUTHN_OBJECT] = "object", [WEBAUTHN_STATEMENT] = "attestation",
        [WEBAUTHN_SITE] = "rp id", [WEBAUTHN_ABSENT] = "user presence",
        [WEBAUTHN_UNVERIFIED] = "user verification", [WEBAUTHN_FLAGS] = "flags",
        [WEBAUTHN_KEY] = "key", [WEBAUTHN_SIGNATURE] = "signature",
    };

    return str_of(words[fault]);
}

static const unsigned char *bytes_of(struct str s)
{
    return (const unsigned char *)s.at;
}

static unsigned byte_at(struct str s, size_t i)
{
    return (unsigned char)s.at[i];
}

/* ---- client data ---- */

static bool is_member(const json_t *object, const char *name, struct str wanted)
{
    const json_t *it = json_object_get(object, name);

    return json_is_string(it) &&
           str_eq((struct str){json_string_value(it), json_string_length(it)}, wanted);
}

/* In a frame of another site one may be led to sign without seeing where. */
static bool is_framed(const json_t *object)
{
    const json_t *crossed = json_object_get(object, "crossOrigin");

    return json_object_get(object, "topOrigin") != NULL ||
           (crossed != NULL && !json_is_false(crossed));
}

static enum webauthn_fault check_client(const struct webauthn_site *site, struct str type,
                                        struct str challenge, struct str client)
{
    enum webauthn_fault fault = WEBAUTHN_FINE;
    json_t *root;

    if (client.len == 0 || client.len > CLIENT_BYTES_MAX)
        return WEBAUTHN_CLIENT;
    root = jwt_object(client);
    if (root == NULL || !json_is_string(json_object_get(root, "type")) ||
        !json_is_string(json_object_get(root, "challenge")) ||
        !json_is_string(json_object_get(root, "origin")))
        fault = WEBAUTHN_CLIENT;
    else if (!is_member(root, "type", type))
        fault = WEBAUTHN_TYPE;
    else if (challenge.len == 0 || !is_member(root, "challenge", challenge))
        fault = WEBAUTHN_CHALLENGE;
    else if (!is_member(root, "origin", site->origin) || is_framed(root))
        fault = WEBAUTHN_ORIGIN;
    json_decref(root);
    return fault;
}

/* ---- authenticator data ---- */

static enum webauthn_fault check_head(const struct webauthn_site *site, struct str data)
{
    unsigned char hash[SHA256_DIGEST_LENGTH];
    unsigned flags;

    if (data.len < BARE_BYTES || data.len > OBJECT_BYTES_MAX)
        return WEBAUTHN_OBJECT;
    SHA256(bytes_of(site->rp), site->rp.len, hash);
    if (memcmp(data.at, hash, sizeof hash) != 0)
        return WEBAUTHN_SITE;
    flags = byte_at(data, AT_FLAGS);
    if ((flags & PRESENT) == 0)
        return WEBAUTHN_ABSENT;
    if ((flags & VERIFIED) == 0)
        return WEBAUTHN_UNVERIFIED;
    return (flags & (MAY_LEAVE | HAS_LEFT)) == HAS_LEFT ? WEBAUTHN_FLAGS : WEBAUTHN_FINE;
}

static int64_t count_of(struct str data)
{
    int64_t n = 0;

    for (size_t i = 0; i < 4; i++)
        n = n << 8 | byte_at(data, AT_COUNT + i);
    return n;
}

/* ---- CBOR ---- */

/* A list says beforehand how long it is, and the library takes memory for that. */
struct claims {
    size_t left; /* bytes that are still to be read */
    bool fit;
};

static void claim_list(void *context, size_t n)
{
    struct claims *it = context;

    it->fit = it->fit && n <= it->left;
}

static bool claims_fit(struct str data)
{
    struct cbor_callbacks callbacks = cbor_empty_callbacks;
    struct claims claims = {data.len, true};
    size_t at = 0;

    callbacks.array_start = claim_list;
    callbacks.map_start = claim_list;
    while (at < data.len && claims.fit) {
        struct cbor_decoder_result one;

        claims.left = data.len - at;
        one = cbor_stream_decode(bytes_of(data) + at, data.len - at, &callbacks, &claims);
        if (one.status != CBOR_DECODER_FINISHED)
            break; /* whoever reads on stumbles at the same place */
        at += one.read;
    }
    return claims.fit;
}

/* The one value that begins here, and how many bytes it takes; NULL: it is unsound. */
static cbor_item_t *value_open(struct str data, size_t *ret_bytes)
{
    struct cbor_load_result result;
    cbor_item_t *item = NULL;

    if (data.len > 0 && claims_fit(data))
        item = cbor_load(bytes_of(data), data.len, &result);
    if (item != NULL)
        *ret_bytes = result.read;
    return item;
}

/* How many bytes the value takes that begins at `from`; 0: it is unsound. */
static size_t value_bytes(struct str data, size_t from)
{
    size_t bytes = 0;
    cbor_item_t *item = value_open(str_sub(data, from, data.len), &bytes);

    if (item != NULL)
        cbor_decref(&item);
    return bytes;
}

/* The library lets bytes stand after the end; nothing may. */
static bool is_whole(struct str data, size_t end)
{
    if ((byte_at(data, AT_FLAGS) & WITH_MORE) != 0) {
        size_t more = value_bytes(data, end);

        if (more == 0)
            return false;
        end += more;
    }
    return end == data.len;
}

/* ---- keys ---- */

/* One of the three; `any` is what fido_assert_verify asks for. */
struct public_key {
    es256_pk_t *es256;
    rs256_pk_t *rs256;
    eddsa_pk_t *eddsa;
    const void *any;
};

static void key_close(struct public_key *it)
{
    es256_pk_free(&it->es256);
    rs256_pk_free(&it->rs256);
    eddsa_pk_free(&it->eddsa);
}

/* The library copies bytes; whether they are a key (a point on the curve, an RSA key of
 * 2,048 bits) it says when it makes one for OpenSSL. */
static bool key_open(int64_t algorithm, struct str bytes, struct public_key *ret)
{
    EVP_PKEY *made = NULL;
    bool fine;

    *ret = (struct public_key){0};
    if (algorithm == COSE_ES256) {
        ret->any = ret->es256 = es256_pk_new();
        if (ret->any != NULL && es256_pk_from_ptr(ret->es256, bytes.at, bytes.len) == FIDO_OK)
            made = es256_pk_to_EVP_PKEY(ret->es256);
    } else if (algorithm == COSE_RS256) {
        ret->any = ret->rs256 = rs256_pk_new();
        if (ret->any != NULL && rs256_pk_from_ptr(ret->rs256, bytes.at, bytes.len) == FIDO_OK)
            made = rs256_pk_to_EVP_PKEY(ret->rs256);
    } else if (algorithm == COSE_EDDSA) {
        ret->any = ret->eddsa = eddsa_pk_new();
        if (ret->any != NULL && eddsa_pk_from_ptr(ret->eddsa, bytes.at, bytes.len) == FIDO_OK)
            made = eddsa_pk_to_EVP_PKEY(ret->eddsa);
    }
    fine = made != NULL;
    EVP_PKEY_free(made);
    return fine;
}

/* ---- a new passkey ---- */

struct attestation {
    cbor_item_t *root;
    const cbor_item_t *format, *statement, *data; /* within root */
};

static bool is_text(const cbor_item_t *item, struct str wanted)
{
    return cbor_isa_string(item) && cbor_string_is_definite(item) &&
           str_eq((struct str){(const char *)cbor_string_handle(item), cbor_string_length(item)},
                  wanted);
}

static bool take_member(const struct cbor_pair *pair, struct attestation *it)
{
    const cbor_item_t **to = is_text(pair->key, S("fmt")) ? &it->format
        : is_text(pair->key, S("attStmt")) ? &it->statement
        : is_text(pair->key, S("authData")) ? &it->data : NULL;

    if (to == NULL || *to != NULL)
        return false;
    *to = pair->value;
    return true;
}

static bool attestation_open(struct str bytes, struct attestation *ret)
{
    size_t read = 0;
    size_t n;

    *ret = (struct attestation){0};
    if (bytes.len > OBJECT_BYTES_MAX)
        return false;
    ret->root = value_open(bytes, &read);
    if (ret->root == NULL || read != bytes.len || !cbor_isa_map(ret->root))
        return false;
    n = cbor_map_size(ret->root);
    for (size_t i = 0; i < n; i++)
        if (!take_member(&cbor_map_handle(ret->root)[i], ret))
            return false;
    return ret->format != NULL && cbor_isa_string(ret->format) && ret->statement != NULL &&
           cbor_isa_map(ret->statement) && ret->data != NULL && cbor_isa_bytestring(ret->data) &&
           cbor_bytestring_is_definite(ret->data);
}

/* [WebAuthn2 5.1.3] A browser that was asked for none gives an empty one, or one that the
 * new key signed itself, which says nothing that the first sign-in does not say. */
static bool is_bare_statement(const struct attestation *it)
{
    size_t n = cbor_map_size(it->statement);

    if (is_text(it->format, S("none")))
        return n == 0;
    for (size_t i = 0; i < n; i++)
        if (is_text(cbor_map_handle(it->statement)[i].key, S("x5c")))
            return false;
    return is_text(it->format, S("packed"));
}

/* A passkey with a key of this kind; NULL when it has another. */
static fido_cred_t *passkey_of(int algorithm, struct str data)
{
    fido_cred_t *it = fido_cred_new();

    if (it != NULL && (fido_cred_set_type(it, algorithm) != FIDO_OK ||
                       fido_cred_set_authdata_raw(it, bytes_of(data), data.len) != FIDO_OK))
        fido_cred_free(&it);
    return it;
}

/* The parts of it, in room of the caller's. */
struct parts {
    int algorithm;
    unsigned char credential[WEBAUTHN_CREDENTIAL_BYTES_MAX];
    size_t credential_n;
    unsigned char key[WEBAUTHN_KEY_BYTES_MAX];
    size_t key_n;
    int64_t count;
};

static bool take_parts(const fido_cred_t *it, int algorithm, struct parts *ret)
{
    struct public_key key;
    struct str bytes = {(const char *)fido_cred_pubkey_ptr(it), fido_cred_pubkey_len(it)};
    size_t n = fido_cred_id_len(it);
    bool fine;

    if (bytes.at == NULL || bytes.len > sizeof ret->key || n == 0 || n > sizeof ret->credential)
        return false;
    fine = key_open(algorithm, bytes, &key);
    key_close(&key);
    ret->algorithm = algorithm;
    memcpy(ret->credential, fido_cred_id_ptr(it), ret->credential_n = n);
    memcpy(ret->key, bytes.at, ret->key_n = bytes.len);
    return fine;
}

static enum webauthn_fault read_passkey(const struct webauthn_site *site, struct str data,
                                        struct parts *ret)
{
    static const int algorithms[] = {COSE_ES256, COSE_EDDSA, COSE_RS256};
    enum webauthn_fault fault = check_head(site, data);
    size_t end;
    size_t key;

    if (fault != WEBAUTHN_FINE)
        return fault;
    if ((byte_at(data, AT_FLAGS) & WITH_KEY) == 0)
        return WEBAUTHN_FLAGS;
    if (data.len < AT_CREDENTIAL)
        return WEBAUTHN_OBJECT;
    end = AT_CREDENTIAL + (byte_at(data, AT_LENGTH) << 8 | byte_at(data, AT_LENGTH + 1));
    key = value_bytes(data, end);
    if (key == 0 || !is_whole(data, end + key))
        return WEBAUTHN_OBJECT;
    ret->count = count_of(data);
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        fido_cred_t *it = passkey_of(algorithms[i], data);
        bool fine = it != NULL && take_parts(it, algorithms[i], ret);

        fido_cred_free(&it);
        if (fine)
            return WEBAUTHN_FINE;
    }
    return WEBAUTHN_KEY;
}

enum webauthn_fault webauthn_add(struct arena *mem, const struct webauthn_site *site,
                                 struct str challenge, const struct webauthn_made *made,
                                 struct webauthn_key *ret)
{
    enum webauthn_fault fault = check_client(site, S("webauthn.create"), challenge, made->client);
    struct attestation object;
    struct parts parts;

    if (fault != WEBAUTHN_FINE)
        return fault;
    if (!attestation_open(made->attestation, &object))
        fault = WEBAUTHN_OBJECT;
    else if (!is_bare_statement(&object))
        fault = WEBAUTHN_STATEMENT;
    else
        fault = read_passkey(site, (struct str){(const char *)cbor_bytestring_handle(object.data),
                                                cbor_bytestring_length(object.data)}, &parts);
    if (object.root != NULL)
        cbor_decref(&object.root);
    if (fault != WEBAUTHN_FINE)
        return fault;
    *ret = (struct webauthn_key){
        .credential = arena_str(mem, (struct str){(char *)parts.credential, parts.credential_n}),
        .algorithm = parts.algorithm,
        .bytes = arena_str(mem, (struct str){(char *)parts.key, parts.key_n}),
        .count = parts.count,
    };
    return WEBAUTHN_FINE;
}

/* ---- a passkey that signs ---- */

static bool is_signed(const struct webauthn_site *site, const struct webauthn_key *key,
                      const struct webauthn_signed *said)
{
    fido_assert_t *it = fido_assert_new();
    char rp[RP_BYTES_MAX + 1] = {0};
    struct public_key public;
    bool fine = key_open(key->algorithm, key->bytes, &public);

    memcpy(rp, site->rp.at, site->rp.len);
    fine = fine && it != NULL && fido_assert_set_rp(it, rp) == FIDO_OK &&
           fido_assert_set_clientdata(it, bytes_of(said->client), said->client.len) == FIDO_OK &&
           fido_assert_set_up(it, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_uv(it, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_count(it, 1) == FIDO_OK &&
           fido_assert_set_authdata_raw(it, 0, bytes_of(said->authenticator),
                                        said->authenticator.len) == FIDO_OK &&
           fido_assert_set_sig(it, 0, bytes_of(said->signature), said->signature.len) == FIDO_OK &&
           fido_assert_verify(it, 0, (int)key->algorithm, public.any) == FIDO_OK;
    key_close(&public);
    fido_assert_free(&it);
    return fine;
}

enum webauthn_fault webauthn_prove(const struct webauthn_site *site, struct str challenge,
                                   const struct webauthn_key *key,
                                   const struct webauthn_signed *said, int64_t *ret_count)
{
    enum webauthn_fault fault = check_client(site, S("webauthn.get"), challenge, said->client);

    if (fault == WEBAUTHN_FINE)
        fault = check_head(site, said->authenticator);
    if (fault != WEBAUTHN_FINE)
        return fault;
    if ((byte_at(said->authenticator, AT_FLAGS) & WITH_KEY) != 0)
        return WEBAUTHN_FLAGS;
    if (!is_whole(said->authenticator, BARE_BYTES))
        return WEBAUTHN_OBJECT;
    if (site->rp.len > RP_BYTES_MAX || said->signature.len == 0 ||
        said->signature.len > SIGNATURE_BYTES_MAX || !is_signed(site, key, said))
        return WEBAUTHN_SIGNATURE;
    *ret_count = count_of(said->authenticator);
    return WEBAUTHN_FINE;
}

bool webauthn_copied(int64_t kept, int64_t now)
{
    return (kept != 0 || now != 0) && now <= kept;
}
