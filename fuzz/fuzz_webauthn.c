/* fuzz/fuzz_webauthn.c - does judging a passkey hold, whatever a browser sends?
 *
 * The first byte chooses: a new passkey's attestation object, its client data, or what an
 * authenticator says when it signs. The rest of what was sent is right, so that the
 * judgement gets there.
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_webauthn.c; a.out fuzz/corpus/webauthn
 */
#include "base/bug.h"
#include "factor/webauthn.h"

#define CLIENT(type) "{\"type\":\"webauthn." type "\",\"challenge\":\"YQ\",\"origin\":\"https://a.example\"}"

static const struct webauthn_site site = {STR_INIT("a.example"), STR_INIT("https://a.example")};

static void make(struct arena *mem, struct str client, struct str attestation)
{
    struct webauthn_made made = {client, attestation};
    struct webauthn_key key;

    if (webauthn_add(mem, &site, S("YQ"), &made, &key) != WEBAUTHN_FINE)
        return;
    MUST(key.credential.len > 0 && key.credential.len <= WEBAUTHN_CREDENTIAL_BYTES_MAX);
    MUST(key.bytes.len > 0 && key.bytes.len <= WEBAUTHN_KEY_BYTES_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char point[64] = {1};
    struct arena *mem = arena_new((size_t)1 << 24);
    struct webauthn_key key = {.algorithm = -8, .bytes = {point, 32}};
    struct webauthn_signed said = {.client = S(CLIENT("get")), .signature = S("none")};
    int64_t count = 0;
    struct str rest;

    if (n > 0) {
        rest = (struct str){(const char *)bytes + 1, n - 1};
        said.authenticator = rest;
        if (bytes[0] % 3 == 0)
            make(mem, S(CLIENT("create")), rest);
        else if (bytes[0] % 3 == 1)
            make(mem, rest, S("\xa0"));
        else
            MUST(webauthn_prove(&site, S("YQ"), &key, &said, &count) != WEBAUTHN_FINE);
    }
    arena_free(mem);
    return 0;
}
