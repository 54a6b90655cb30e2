/* factor/oidc: single sign-on, as far as it needs no network. */
#include "../base/trial.h"

#include <cjose/cjose.h>
#include <jansson.h>
#include <stdlib.h>

#include "factor/oidc.h"

#define ISSUER "https://idp.example"
enum { NOW = 1790000000 };

/* The issuer's keys, and one of a stranger. */
static cjose_jwk_t *rsa, *ec, *small, *stranger, *wide;
static struct arena *mem;
static struct oidc_keys keys;

static struct str public_set(void)
{
    cjose_jwk_t *const all[] = {rsa, ec, small, wide};
    json_t *list = json_array();
    json_t *set = json_pack("{s:o}", "keys", list);
    char *text;
    struct str copy;

    for (size_t i = 0; i < N_OF(all); i++) {
        char *one = cjose_jwk_to_json(all[i], false, NULL);

        json_array_append_new(list, json_loads(one, 0, NULL));
        free(one);
    }
    text = json_dumps(set, 0);
    copy = arena_str(mem, str_of(text));
    free(text);
    json_decref(set);
    return copy;
}

static int begin(void **state)
{
    static const uint8_t exponent[] = {1, 0, 1};

    (void)state;
    mem = arena_new((size_t)1 << 26);
    rsa = cjose_jwk_create_RSA_random(2048, exponent, 3, NULL);
    stranger = cjose_jwk_create_RSA_random(2048, exponent, 3, NULL);
    small = cjose_jwk_create_RSA_random(1024, exponent, 3, NULL);
    ec = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, NULL);
    wide = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_384, NULL);
    cjose_jwk_set_kid(rsa, "r1", 2, NULL);
    cjose_jwk_set_kid(stranger, "r1", 2, NULL);
    cjose_jwk_set_kid(small, "klein", 5, NULL);
    cjose_jwk_set_kid(ec, "e1", 2, NULL);
    cjose_jwk_set_kid(wide, "e384", 4, NULL);
    return oidc_keys_read(mem, public_set(), &keys) && keys.n == 3 ? 0 : -1;
}

static int end(void **state)
{
    cjose_jwk_t *const all[] = {rsa, ec, small, stranger, wide};

    (void)state;
    for (size_t i = 0; i < N_OF(all); i++)
        cjose_jwk_release(all[i]);
    arena_free(mem);
    return 0;
}

static const char good_header[] = "{\"alg\":\"PS256\",\"kid\":\"r1\",\"typ\":\"JWT\"}";
static const char good_claims[] =
    "{\"iss\":\"" ISSUER "\",\"aud\":\"waarborg\",\"sub\":\"u-7\",\"exp\":1790000300,"
    "\"iat\":1789999990,\"nbf\":1789999990,\"nonce\":\"n0nce\",\"auth_time\":1789999900,"
    "\"acr\":\"hoog\",\"sid\":\"s-1\",\"name\":\"Samira\",\"groups\":[\"isms-ciso\",\"isms-lezer\"],"
    "\"realm\":{\"roles\":[\"a\",7,\"b\"]}}";

/* The members of `with` laid over those of `base`; null takes one away. */
static char *laid(const char *base, const char *with)
{
    json_t *object = json_loads(base, 0, NULL);
    json_t *more = json_loads(with, 0, NULL);
    const char *name;
    json_t *value;
    char *text;

    assert_non_null(object);
    assert_non_null(more);
    json_object_foreach(more, name, value)
        if (json_is_null(value))
            json_object_del(object, name);
        else
            json_object_set(object, name, value);
    text = json_dumps(object, 0);
    json_decref(object);
    json_decref(more);
    return text;
}

static struct str part(const char *text)
{
    char *out = NULL;
    size_t n = 0;
    struct str copy;

    assert_true(cjose_base64url_encode((const uint8_t *)text, strlen(text), &out, &n, NULL));
    copy = arena_str(mem, (struct str){out, n});
    free(out);
    return copy;
}

/* A token; header and claims differ from the good ones by what is given. A header that the
 * library would not sign gets the signature of another. */
static struct str token_of(const cjose_jwk_t *key, const char *header_with, const char *with)
{
    char *claims = laid(good_claims, with);
    char *header_text = laid(good_header, header_with);
    cjose_header_t *header = json_loads(header_text, 0, NULL);
    cjose_jws_t *jws = cjose_jws_sign(key, header, (uint8_t *)claims, strlen(claims), NULL);
    const char *text = NULL;
    struct str token;

    if (jws != NULL && cjose_jws_export(jws, &text, NULL))
        token = arena_str(mem, str_of(text));
    else
        token = arena_text(mem, "%" STR_FMT ".%" STR_FMT ".c2ln", STR_ARG(part(header_text)),
                           STR_ARG(part(claims)));
    if (jws != NULL)
        cjose_jws_release(jws);
    cjose_header_release(header);
    free(header_text);
    free(claims);
    return token;
}

static struct oidc_demand demand(void)
{
    return (struct oidc_demand){
        .issuer = S(ISSUER), .client = S("waarborg"), .nonce = S("n0nce"), .max_age_s = -1,
        .claim = S("groups"), .now = {INT64_C(1000) * NOW},
    };
}

static enum oidc_verdict judge(struct str token)
{
    struct oidc_demand it = demand();
    struct oidc_identity who;

    return oidc_id_token(mem, token, &keys, &it, &who);
}

static void expect(const char *what, enum oidc_verdict verdict, enum oidc_verdict wanted)
{
    if (verdict != wanted)
        fail_msg("%s: %s and not %s", what, oidc_word(verdict).at, oidc_word(wanted).at);
}

static void a_sound_token_says_who_signed_in(void **state)
{
    static const struct { const char *header; const char *with; } rows[] = {
        {"{}", "{}"}, {"{\"alg\":\"RS256\"}", "{}"}, {"{\"typ\":null}", "{}"},
        {"{\"alg\":\"ES256\",\"kid\":\"e1\"}", "{}"},
        {"{\"alg\":\"ES256\",\"kid\":null}", "{}"}, /* the only one that suits */
        {"{}", "{\"aud\":[\"waarborg\"]}"}, {"{}", "{\"azp\":\"waarborg\"}"},
        {"{}", "{\"aud\":[\"x\",\"waarborg\"],\"azp\":\"waarborg\"}"},
        {"{}", "{\"exp\":1789999950}"}, {"{}", "{\"iat\":1790000050,\"nbf\":1790000050}"},
        {"{}", "{\"nbf\":null}"}, {"{}", "{\"groups\":null}"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        const cjose_jwk_t *key = strstr(rows[i].header, "ES256") != NULL ? ec : rsa;

        expect(rows[i].with, judge(token_of(key, rows[i].header, rows[i].with)), OIDC_FINE);
    }
}

static void the_claim_that_gives_roles_may_lie_deeper(void **state)
{
    struct oidc_demand it = demand();
    struct oidc_identity who;

    (void)state;
    assert_int_equal(oidc_id_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who), OIDC_FINE);
    assert_true(str_eq(who.subject, S("u-7")) && str_eq(who.session, S("s-1")));
    assert_true(str_eq(who.name, S("Samira")));
    assert_int_equal(who.n_values, 2);
    assert_true(str_eq(who.values[1], S("isms-lezer")));
    it.claim = S("realm.roles");
    assert_int_equal(oidc_id_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who), OIDC_FINE);
    assert_int_equal(who.n_values, 2); /* what is no text counts not */
    it.claim = S("name");
    assert_int_equal(oidc_id_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who), OIDC_FINE);
    assert_true(who.n_values == 1 && str_eq(who.values[0], S("Samira")));
}

static void a_name_in_which_something_is_hidden_is_none(void **state)
{
    struct oidc_demand it = demand();
    struct oidc_identity who;

    (void)state;
    assert_int_equal(oidc_id_token(mem, token_of(rsa, "{}", "{\"name\":\"Sam\\u202eari\"}"), &keys,
                                   &it, &who), OIDC_FINE);
    assert_true(who.name.len == 0 && str_eq(who.subject, S("u-7")));
}

static void each_fault_of_a_token_is_refused_for_itself(void **state)
{
    static const struct { enum oidc_verdict wanted; const char *header; const char *with; } rows[] = {
        {OIDC_ALGORITHM, "{\"alg\":\"none\"}", "{}"},
        {OIDC_ALGORITHM, "{\"alg\":\"None\"}", "{}"},
        {OIDC_ALGORITHM, "{\"alg\":\"HS256\"}", "{}"},
        {OIDC_ALGORITHM, "{\"alg\":\"RS512\"}", "{}"},
        {OIDC_ALGORITHM, "{\"alg\":\"PS384\"}", "{}"},
        {OIDC_ALGORITHM, "{\"alg\":null}", "{}"},
        {OIDC_ALGORITHM, "{\"alg\":7}", "{}"},
        {OIDC_HEADER, "{\"jku\":\"https://elders.example/jwks\"}", "{}"},
        {OIDC_HEADER, "{\"x5u\":\"https://elders.example/x\"}", "{}"},
        {OIDC_HEADER, "{\"jwk\":{\"kty\":\"RSA\"}}", "{}"},
        {OIDC_HEADER, "{\"x5c\":[\"MII\"]}", "{}"},
        {OIDC_HEADER, "{\"crit\":[\"b64\"]}", "{}"},
        {OIDC_HEADER, "{\"typ\":\"logout+jwt\"}", "{}"},
        {OIDC_HEADER, "{\"typ\":\"at+jwt\"}", "{}"},
        {OIDC_HEADER, "{\"kid\":7}", "{}"},
        {OIDC_KEY, "{\"kid\":\"onbekend\"}", "{}"},
        {OIDC_KEY, "{\"kid\":\"e1\"}", "{}"},    /* an EC key for PS256     */
        {OIDC_KEY, "{\"kid\":\"klein\"}", "{}"}, /* 1,024 bits              */
        {OIDC_KEY, "{\"alg\":\"ES256\"}", "{}"}, /* an RSA key for ES256    */
        {OIDC_KEY, "{\"alg\":\"ES256\",\"kid\":\"e384\"}", "{}"},
        {OIDC_ISSUER, "{}", "{\"iss\":\"https://elders.example\"}"},
        {OIDC_ISSUER, "{}", "{\"iss\":\"" ISSUER "/\"}"},
        {OIDC_ISSUER, "{}", "{\"iss\":null}"},
        {OIDC_ISSUER, "{}", "{\"iss\":[\"" ISSUER "\"]}"},
        {OIDC_AUDIENCE, "{}", "{\"aud\":\"ander\"}"},
        {OIDC_AUDIENCE, "{}", "{\"aud\":null}"},
        {OIDC_AUDIENCE, "{}", "{\"aud\":[]}"},
        {OIDC_AUDIENCE, "{}", "{\"aud\":{\"waarborg\":1}}"},
        {OIDC_AUDIENCE, "{}", "{\"aud\":[\"waarborg\",\"ander\"]}"},
        {OIDC_PARTY, "{}", "{\"azp\":\"ander\"}"},
        {OIDC_PARTY, "{}", "{\"aud\":[\"waarborg\",\"ander\"],\"azp\":\"ander\"}"},
        {OIDC_SUBJECT, "{}", "{\"sub\":null}"},
        {OIDC_SUBJECT, "{}", "{\"sub\":7}"},
        {OIDC_SUBJECT, "{}", "{\"sub\":\"a\\nb\"}"},
        {OIDC_EXPIRED, "{}", "{\"exp\":1789999940}"},
        {OIDC_EXPIRED, "{}", "{\"exp\":null}"},
        {OIDC_EXPIRED, "{}", "{\"exp\":\"1790000300\"}"},
        {OIDC_EXPIRED, "{}", "{\"exp\":-1}"},
        {OIDC_EARLY, "{}", "{\"nbf\":1790000061}"},
        {OIDC_EARLY, "{}", "{\"nbf\":\"nu\"}"},
        {OIDC_EARLY, "{}", "{\"iat\":1790000061}"},
        {OIDC_OLD, "{}", "{\"iat\":1789999399}"},
        {OIDC_OLD, "{}", "{\"iat\":null}"},
        {OIDC_NONCE, "{}", "{\"nonce\":\"ander\"}"},
        {OIDC_NONCE, "{}", "{\"nonce\":null}"},
        {OIDC_NONCE, "{}", "{\"nonce\":[\"n0nce\"]}"},
        {OIDC_OVERFLOW, "{}", "{\"groups\":null,\"_claim_names\":{\"groups\":\"src1\"}}"},
        {OIDC_OVERFLOW, "{}", "{\"groups\":null,\"hasgroups\":true}"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++)
        expect(rows[i].header[1] == '}' ? rows[i].with : rows[i].header,
               judge(token_of(rsa, rows[i].header, rows[i].with)), rows[i].wanted);
}

static void what_is_demanded_of_signing_in_must_be_there(void **state)
{
    struct oidc_demand it = demand();
    struct oidc_identity who;

    (void)state;
    it.max_age_s = 60;
    expect("ago", oidc_id_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who), OIDC_FINE);
    expect("too long ago",
           oidc_id_token(mem, token_of(rsa, "{}", "{\"auth_time\":1789999879}"), &keys, &it, &who),
           OIDC_SIGNED_LONG);
    expect("not said",
           oidc_id_token(mem, token_of(rsa, "{}", "{\"auth_time\":null}"), &keys, &it, &who),
           OIDC_SIGNED_LONG);
    expect("ahead",
           oidc_id_token(mem, token_of(rsa, "{}", "{\"auth_time\":1790000061}"), &keys, &it, &who),
           OIDC_SIGNED_LONG);
    it.max_age_s = -1;
    expect("said", oidc_id_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who), OIDC_FINE);
    assert_int_equal(who.signed_at.ms, 1789999900000);
    expect("not said, and not asked",
           oidc_id_token(mem, token_of(rsa, "{}", "{\"auth_time\":null}"), &keys, &it, &who),
           OIDC_FINE);
    assert_int_equal(who.signed_at.ms, 0);
    expect("ahead, and not asked",
           oidc_id_token(mem, token_of(rsa, "{}", "{\"auth_time\":1790000061}"), &keys, &it, &who),
           OIDC_FINE);
    assert_int_equal(who.signed_at.ms, 0);
    it.max_age_s = 60;
    it.acr = S("hoog");
    expect("strong", oidc_id_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who), OIDC_FINE);
    expect("weak", oidc_id_token(mem, token_of(rsa, "{}", "{\"acr\":\"laag\"}"), &keys, &it, &who),
           OIDC_STRENGTH);
}

static void a_signature_of_another_or_of_other_bytes_is_refused(void **state)
{
    struct str token = token_of(rsa, "{}", "{}");
    struct str other = token_of(rsa, "{}", "{\"sub\":\"u-8\"}");
    struct str header;
    struct str rest;
    struct str mixed;
    struct str cut;

    (void)state;
    expect("stranger", judge(token_of(stranger, "{}", "{}")), OIDC_SIGNATURE);
    header = str_cut(token, '.', &rest);
    (void)str_cut(rest, '.', &cut);
    (void)str_cut(other, '.', &rest);
    rest = str_cut(rest, '.', &mixed);
    mixed = arena_text(mem, "%" STR_FMT ".%" STR_FMT ".%" STR_FMT, STR_ARG(header), STR_ARG(rest),
                       STR_ARG(cut));
    expect("mixed", judge(mixed), OIDC_SIGNATURE);
    mixed = arena_str(mem, token);
    ((char *)(uintptr_t)mixed.at)[mixed.len - 20] ^= 1;
    assert_int_not_equal(judge(mixed), OIDC_FINE);
}

static void what_is_no_token_is_refused(void **state)
{
    struct str token = token_of(rsa, "{}", "{}");
    struct str head = part("{\"alg\":\"PS256\",\"alg\":\"none\"}");
    char *large = calloc(1, OIDC_TOKEN_BYTES + 2);

    (void)state;
    expect("empty", judge(S("")), OIDC_FORM);
    expect("dots", judge(S("..")), OIDC_FORM);
    expect("two parts", judge(S("e30.e30")), OIDC_FORM);
    expect("no signature", judge(arena_text(mem, "%" STR_FMT ".e30.", STR_ARG(part(good_header)))),
           OIDC_FORM);
    expect("four parts", judge(arena_text(mem, "%" STR_FMT ".x", STR_ARG(token))), OIDC_FORM);
    expect("blank", judge(arena_text(mem, " %" STR_FMT, STR_ARG(token))), OIDC_FORM);
    expect("a member twice", judge(arena_text(mem, "%" STR_FMT ".e30.e30", STR_ARG(head))),
           OIDC_FORM);
    memset(large, 'a', OIDC_TOKEN_BYTES + 1);
    expect("large", judge(str_of(large)), OIDC_FORM);
    free(large);
}

static void a_notice_of_leaving_is_no_sign_in_and_the_other_way_round(void **state)
{
    static const char event[] =
        "{\"nonce\":null,\"jti\":\"j1\","
        "\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}%s}";
    static const struct { enum oidc_verdict wanted; const char *more; } rows[] = {
        {OIDC_FINE, ""}, {OIDC_FINE, ",\"exp\":null"}, {OIDC_FINE, ",\"sub\":null"},
        {OIDC_FINE, ",\"sid\":null"}, {OIDC_SUBJECT, ",\"sub\":null,\"sid\":null"},
        {OIDC_EVENT, ",\"nonce\":\"n0nce\""}, {OIDC_EVENT, ",\"events\":null"},
        {OIDC_EVENT, ",\"events\":{}"}, {OIDC_EVENT, ",\"jti\":null"},
        {OIDC_ISSUER, ",\"iss\":\"https://elders.example\""}, {OIDC_AUDIENCE, ",\"aud\":\"x\""},
        {OIDC_OLD, ",\"iat\":1789999000"}, {OIDC_EXPIRED, ",\"exp\":1789999000"},
    };
    struct oidc_demand it = demand();
    struct oidc_leaver who;

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        struct str first = arena_text(mem, event, "");
        char *base = laid(first.at, "{}");
        struct str more = arena_text(mem, "{%s}", rows[i].more[0] == 0 ? "" : rows[i].more + 1);
        char *with = laid("{}", "{}");
        json_t *merged = json_loads(base, 0, NULL);
        json_t *over = json_loads(more.at, 0, NULL);
        char *text;

        json_object_update(merged, over);
        text = json_dumps(merged, 0);
        expect(rows[i].more,
               oidc_logout_token(mem, token_of(rsa, "{\"typ\":\"logout+jwt\"}", text), &keys, &it,
                                 &who), rows[i].wanted);
        json_decref(merged);
        json_decref(over);
        free(text);
        free(with);
        free(base);
    }
    assert_true(str_eq(who.id, S("j1")));
    expect("a sign-in", oidc_logout_token(mem, token_of(rsa, "{}", "{}"), &keys, &it, &who),
           OIDC_EVENT);
}

#define DOCUMENT(more)                                                                          \
    "{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER "/a\","                   \
    "\"token_endpoint\":\"" ISSUER "/t\",\"jwks_uri\":\"" ISSUER "/k\"" more "}"

static void a_provider_speaks_for_its_own_host_only(void **state)
{
    static const struct { const char *why; const char *with; } rows[] = {
        {"issuer", "{\"issuer\":\"https://elders.example\"}"},
        {"issuer", "{\"issuer\":null}"},
        {"token_endpoint", "{\"token_endpoint\":\"https://elders.example/t\"}"},
        {"token_endpoint", "{\"token_endpoint\":\"http://idp.example/t\"}"},
        {"token_endpoint", "{\"token_endpoint\":\"file:///etc/passwd\"}"},
        {"token_endpoint", "{\"token_endpoint\":\"https://idp.example@elders.example/t\"}"},
        {"token_endpoint", "{\"token_endpoint\":null}"},
        {"jwks_uri", "{\"jwks_uri\":\"https://169.254.169.254/k\"}"},
        {"jwks_uri", "{\"jwks_uri\":\"https://idp.example.elders.example/k\"}"},
        {"authorization_endpoint", "{\"authorization_endpoint\":\"javascript:alert(1)\"}"},
        {"response_types_supported", "{\"response_types_supported\":[\"token\"]}"},
        {"code_challenge_methods_supported", "{\"code_challenge_methods_supported\":[\"plain\"]}"},
        {NULL, "{\"code_challenge_methods_supported\":[\"plain\",\"S256\"]}"},
        {NULL, "{\"jwks_uri\":\"https://keys.example/k\"}"}, /* a host that was named */
        {NULL, "{\"end_session_endpoint\":\"https://elders.example/e\"}"}, /* left out */
    };
    struct oidc_provider it = {.end = S("oud")};

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        struct str why = S("");
        char *text = laid(DOCUMENT(""), rows[i].with);
        bool is = oidc_provider_read(mem, S(ISSUER), S("anders.example keys.example"),
                                     str_of(text), &it, &why);

        if (is != (rows[i].why == NULL) || (!is && !str_eq(why, str_of(rows[i].why))))
            fail_msg("%s: %s", rows[i].with, why.at);
        free(text);
    }
    assert_int_equal(it.end.len, 0);
    assert_true(str_eq(oidc_discovery(mem, S(ISSUER "/a/")),
                       S(ISSUER "/a/.well-known/openid-configuration")));
}

static void keys_for_something_else_are_left_out(void **state)
{
    struct oidc_keys it = {.n = 9};

    (void)state;
    assert_false(oidc_keys_read(mem, S("{\"keys\":7}"), &it));
    assert_false(oidc_keys_read(mem, S("[]"), &it));
    assert_int_equal(it.n, 9);
    assert_true(oidc_keys_read(mem, S("{\"keys\":[7,{\"kty\":\"oct\",\"k\":\"AA\"},"
        "{\"kty\":\"RSA\",\"use\":\"enc\"},{\"kty\":\"RSA\",\"d\":\"AA\"},"
        "{\"kty\":\"EC\",\"kid\":\"x\"},"
        "{\"kty\":\"RSA\",\"n\":\"AQ=\",\"e\":\"AQAB\"},"   /* no base64url */
        "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\",\"kid\":\"x\"}]}"), &it));
    assert_true(it.n == 1 && str_eq(it.at[0].id, S("x")));
}

static void a_browser_is_sent_with_all_that_binds_the_answer(void **state)
{
    /* [RFC7636 appendix B] */
    struct oidc_request ask = {
        .client = S("waar borg"), .redirect = S("https://isms.example/inloggen/oidc/terug"),
        .state = S("st"), .nonce = S("no"), .acr = S("hoog"), .again = true,
        .verifier = S("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
    };
    struct oidc_provider it = {.authorization = S(ISSUER "/a?tenant=1")};

    (void)state;
    assert_string_equal(oidc_authorization(mem, &it, &ask).at,
        ISSUER "/a?tenant=1&response_type=code&client_id=waar%20borg"
        "&redirect_uri=https%3A%2F%2Fisms.example%2Finloggen%2Foidc%2Fterug"
        "&scope=openid%20profile&state=st&nonce=no"
        "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        "&acr_values=hoog&prompt=login&max_age=0");
    assert_string_equal(oidc_basic(mem, S("waarborg"), S("a:b")).at, "Basic d2FhcmJvcmc6YSUzQWI=");
    assert_true(str_eq(oidc_answer(mem, S("{\"id_token\":\"a.b.c\"}")), S("a.b.c")));
    assert_int_equal(oidc_answer(mem, S("{\"id_token\":[]}")).len, 0);
}

static void who_we_are_is_signed_with_a_key_of_ours(void **state)
{
    struct str secret;
    struct str open;
    struct oidc_keys ours;
    struct oidc_demand it = {.issuer = S("waarborg"), .client = S(ISSUER "/t"), .max_age_s = -1,
                             .now = {INT64_C(1000) * NOW}};
    struct oidc_leaver who;
    struct str token;

    (void)state;
    assert_true(oidc_key_new(mem, S("k1"), &secret, &open));
    assert_int_equal(str_find(open, S("\"d\""), 0), -1);
    assert_true(oidc_keys_read(mem, arena_text(mem, "{\"keys\":[%" STR_FMT "]}", STR_ARG(open)),
                               &ours));
    assert_int_equal(ours.n, 1);
    token = oidc_assertion(mem, secret, true, S("waarborg"), S(ISSUER "/t"), S("j1"), it.now);
    /* Sound in all but being a notice of leaving: issuer, audience, time and signature. */
    expect("ours", oidc_logout_token(mem, token, &ours, &it, &who), OIDC_EVENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_token_says_who_signed_in),
        cmocka_unit_test(the_claim_that_gives_roles_may_lie_deeper),
        cmocka_unit_test(a_name_in_which_something_is_hidden_is_none),
        cmocka_unit_test(each_fault_of_a_token_is_refused_for_itself),
        cmocka_unit_test(what_is_demanded_of_signing_in_must_be_there),
        cmocka_unit_test(a_signature_of_another_or_of_other_bytes_is_refused),
        cmocka_unit_test(what_is_no_token_is_refused),
        cmocka_unit_test(a_notice_of_leaving_is_no_sign_in_and_the_other_way_round),
        cmocka_unit_test(a_provider_speaks_for_its_own_host_only),
        cmocka_unit_test(keys_for_something_else_are_left_out),
        cmocka_unit_test(a_browser_is_sent_with_all_that_binds_the_answer),
        cmocka_unit_test(who_we_are_is_signed_with_a_key_of_ours),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
