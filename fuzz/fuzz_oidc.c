/* fuzz/fuzz_oidc.c - does judging a token hold, whatever a provider sends?
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_oidc.c; a.out fuzz/corpus/oidc
 *
 * The same bytes are taken for a discovery document, for a key set, for the answer of a
 * token endpoint and, from the first space on, for a token under that key set.
 */
#include "base/bug.h"
#include "factor/oidc.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const struct oidc_demand demand = {
        .issuer = STR_INIT("https://idp.example"), .client = STR_INIT("waarborg"),
        .nonce = STR_INIT("n"), .claim = STR_INIT("a.b"), .max_age_s = -1,
        .now = {INT64_C(1790000000000)},
    };
    struct arena *mem = arena_new((size_t)1 << 26);
    struct str token = {(const char *)bytes, n};
    struct str set = str_cut(token, ' ', &token);
    struct oidc_provider provider;
    struct oidc_identity who;
    struct oidc_leaver leaver;
    struct oidc_keys keys = {.n = 0};
    struct str why;

    if (oidc_provider_read(mem, demand.issuer, S(""), set, &provider, &why))
        MUST(str_starts(provider.token, S("https://idp.example")));
    if (oidc_keys_read(mem, set, &keys))
        MUST(keys.n <= OIDC_KEYS_MAX);
    MUST(oidc_answer(mem, set).len <= OIDC_TOKEN_BYTES);
    if (oidc_id_token(mem, token.at == NULL ? set : token, &keys, &demand, &who) == OIDC_FINE)
        MUST(who.subject.len > 0 && who.n_values <= OIDC_VALUES_MAX);
    if (oidc_logout_token(mem, token.at == NULL ? set : token, &keys, &demand, &leaver) == OIDC_FINE)
        MUST(leaver.id.len > 0);
    arena_free(mem);
    return 0;
}
