/* factor/webauthn: right passkeys are taken, and each thing that can be wrong is refused. */
#include "trial.h"

#include "authenticator.h"
#include "base/buf.h"

#define CHALLENGE S("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")
#define CREDENTIAL S("credential of sixteen and more")

static const struct webauthn_site site = {STR_INIT("waarborg.example"),
                                          STR_INIT("https://waarborg.example")};
static struct arena *mem;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(64 * 1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

static enum webauthn_fault add(const struct webauthn_made *made, struct webauthn_key *ret)
{
    return webauthn_add(mem, &site, CHALLENGE, made, ret);
}

static enum webauthn_fault prove(const struct webauthn_key *key, const struct webauthn_signed *said)
{
    int64_t count = -1;
    enum webauthn_fault fault = webauthn_prove(&site, CHALLENGE, key, said, &count);

    assert_true((fault == WEBAUTHN_FINE) == (count >= 0)); /* a failed call leaves it */
    return fault;
}

/* What is kept of a device. */
static struct webauthn_key key_of(struct device *device)
{
    struct recipe recipe = recipe_of(&site, CHALLENGE, true);
    struct webauthn_made made = device_make(device, mem, &recipe);
    struct webauthn_key key;

    assert_int_equal(add(&made, &key), WEBAUTHN_FINE);
    return key;
}

static void a_passkey_of_each_kind_is_added_and_signs(void **state)
{
    static const int algorithms[] = {ES256, EDDSA, RS256};

    (void)state;
    for (size_t i = 0; i < N_OF(algorithms); i++) {
        struct device device = device_new(mem, algorithms[i], CREDENTIAL);
        struct webauthn_key key = key_of(&device);
        struct recipe recipe = recipe_of(&site, CHALLENGE, false);
        struct webauthn_signed said = device_sign(&device, mem, &recipe);
        int64_t count = 0;

        assert_int_equal(key.algorithm, algorithms[i]);
        assert_true(str_eq(key.credential, CREDENTIAL));
        assert_int_equal(key.count, 1);
        assert_int_equal(webauthn_prove(&site, CHALLENGE, &key, &said, &count), WEBAUTHN_FINE);
        assert_int_equal(count, 2);
        device_free(&device);
    }
}

static void what_authenticators_may_add_is_taken(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct webauthn_key key = key_of(&device);
    struct recipe recipe = recipe_of(&site, CHALLENGE, true);
    struct webauthn_made made;
    struct webauthn_signed said;

    (void)state;
    recipe.flags |= BE | BS;
    recipe.members = S(",\"crossOrigin\":false,\"other_keys_can_be_added_here\":\"x\"");
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_FINE);
    recipe.flags |= ED;
    recipe.extension = S("\xa1\x6b" "credProtect\x02");
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_FINE);
    recipe.format = S("packed"); /* signed by itself: not looked at */
    recipe.statement = S("\xa1\x63" "alg\x26");
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_FINE);
    recipe = recipe_of(&site, CHALLENGE, false);
    recipe.flags |= BE | BS;
    said = device_sign(&device, mem, &recipe);
    assert_int_equal(prove(&key, &said), WEBAUTHN_FINE);
    device_free(&device);
}

static void keeps_to(struct webauthn_key *key, const struct webauthn_key *was)
{
    assert_memory_equal(key, was, sizeof *key);
}

/* One thing is spoilt in what is right otherwise. */
#define MADE(field, value, wanted) {                                                             \
        struct recipe recipe = recipe_of(&site, CHALLENGE, true);                               \
        struct webauthn_key key = {.count = -7};                                                 \
        struct webauthn_key was = key;                                                           \
        struct webauthn_made made;                                                               \
        recipe.field = value;                                                                    \
        made = device_make(&device, mem, &recipe);                                               \
        assert_int_equal(add(&made, &key), wanted);                                              \
        keeps_to(&key, &was);                                                                    \
    }
#define SIGNED(field, value, wanted) {                                                           \
        struct recipe recipe = recipe_of(&site, CHALLENGE, false);                              \
        struct webauthn_signed said;                                                             \
        recipe.field = value;                                                                    \
        said = device_sign(&device, mem, &recipe);                                               \
        assert_int_equal(prove(&key, &said), wanted);                                            \
    }

/* [RFC8949] what an extension, a statement or a key may not be. */
#define CUT_VALUE S("\xa1\x6b" "credProtect")
#define STRANGE_KEY S("\xa1\x01\x02")

static void a_new_passkey_with_one_fault_is_refused(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct device p384 = device_new(mem, ES384, CREDENTIAL);

    (void)state;
    /* client data */
    MADE(client, S(""), WEBAUTHN_CLIENT)
    MADE(client, S("{"), WEBAUTHN_CLIENT)
    MADE(client, S("[]"), WEBAUTHN_CLIENT)
    MADE(client, S("{\"type\":\"webauthn.create\"}"), WEBAUTHN_CLIENT)
    MADE(client, S("\xff{}"), WEBAUTHN_CLIENT)
    MADE(members, arena_text(mem, ",\"x\":\"%05000d\"", 0), WEBAUTHN_CLIENT)
    MADE(members, S(",\"type\":\"webauthn.create\""), WEBAUTHN_CLIENT) /* twice */
    MADE(members, S("} "), WEBAUTHN_CLIENT)
    MADE(type, S("webauthn.get"), WEBAUTHN_TYPE)
    MADE(type, S("webauthn.creat"), WEBAUTHN_TYPE)
    MADE(type, S(""), WEBAUTHN_TYPE)
    MADE(challenge, S(""), WEBAUTHN_CHALLENGE)
    MADE(challenge, S("BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"), WEBAUTHN_CHALLENGE)
    MADE(challenge, S("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="), WEBAUTHN_CHALLENGE)
    MADE(origin, S("http://waarborg.example"), WEBAUTHN_ORIGIN)
    MADE(origin, S("https://waarborg.example:8443"), WEBAUTHN_ORIGIN)
    MADE(origin, S("https://waarborg.example.evil.example"), WEBAUTHN_ORIGIN)
    MADE(origin, S("https://evil.example"), WEBAUTHN_ORIGIN)
    MADE(origin, S("https://WAARBORG.example"), WEBAUTHN_ORIGIN)
    MADE(origin, S("https://waarborg.example/"), WEBAUTHN_ORIGIN)
    MADE(origin, S("null"), WEBAUTHN_ORIGIN)
    MADE(members, S(",\"crossOrigin\":true"), WEBAUTHN_ORIGIN)
    MADE(members, S(",\"crossOrigin\":\"no\""), WEBAUTHN_ORIGIN)
    MADE(members, S(",\"topOrigin\":\"https://evil.example\""), WEBAUTHN_ORIGIN)
    /* what the authenticator says */
    MADE(rp, S("evil.example"), WEBAUTHN_SITE)
    MADE(rp, S("example"), WEBAUTHN_SITE)
    MADE(rp, S("https://waarborg.example"), WEBAUTHN_SITE)
    MADE(flags, UV | AT, WEBAUTHN_ABSENT)
    MADE(flags, UP | AT, WEBAUTHN_UNVERIFIED)
    MADE(flags, UP | UV, WEBAUTHN_FLAGS)
    MADE(flags, UP | UV | AT | BS, WEBAUTHN_FLAGS)
    MADE(flags, UP | UV | AT | ED, WEBAUTHN_OBJECT)
    MADE(extension, S("\xa0"), WEBAUTHN_OBJECT) /* without its flag */
    MADE(extension, S("x"), WEBAUTHN_OBJECT)
    /* the key */
    MADE(algorithm, ES384, WEBAUTHN_KEY)
    MADE(algorithm, EDDSA, WEBAUTHN_KEY)
    MADE(algorithm, -37, WEBAUTHN_KEY)
    MADE(algorithm, 7, WEBAUTHN_KEY)
    MADE(key, STRANGE_KEY, WEBAUTHN_KEY)
    MADE(key, S("\xa0"), WEBAUTHN_KEY)
    MADE(key, S("\x00"), WEBAUTHN_KEY)
    MADE(key, CUT_VALUE, WEBAUTHN_OBJECT)
    MADE(credential_n, 31, WEBAUTHN_OBJECT)
    MADE(credential_n, 2000, WEBAUTHN_OBJECT)
    MADE(credential_n, 65535, WEBAUTHN_OBJECT)
    /* the attestation */
    MADE(format, S("packe"), WEBAUTHN_STATEMENT)
    MADE(format, S("tpm"), WEBAUTHN_STATEMENT)
    MADE(format, S(""), WEBAUTHN_STATEMENT)
    MADE(statement, S("\xa1\x63" "alg\x26"), WEBAUTHN_STATEMENT)
    MADE(statement, S("\x80"), WEBAUTHN_OBJECT)
    MADE(statement, S("\xa1\x63" "alg"), WEBAUTHN_OBJECT)
    MADE(statement, CUT_VALUE, WEBAUTHN_OBJECT)
    device_free(&device);
    device = p384;
    MADE(algorithm, 0, WEBAUTHN_KEY)
    MADE(algorithm, ES256, WEBAUTHN_KEY)
    device_free(&device);
}

static void an_attestation_with_a_certificate_was_not_asked_for(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct recipe recipe = recipe_of(&site, CHALLENGE, true);
    struct webauthn_key key;
    struct webauthn_made made;

    (void)state;
    recipe.format = S("packed");
    recipe.statement = S("\xa1\x63x5c\x80");
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_STATEMENT);
    device_free(&device);
}

static void a_credential_without_a_name_or_too_long_is_refused(void **state)
{
    static const size_t sizes[] = {0, 1, 1023, 1024};
    char name[1024];

    (void)state;
    memset(name, 'n', sizeof name);
    for (size_t i = 0; i < N_OF(sizes); i++) {
        struct device device = device_new(mem, ES256, (struct str){name, sizes[i]});
        struct recipe recipe = recipe_of(&site, CHALLENGE, true);
        struct webauthn_made made = device_make(&device, mem, &recipe);
        struct webauthn_key key;

        assert_int_equal(add(&made, &key) == WEBAUTHN_FINE, sizes[i] == 1 || sizes[i] == 1023);
        device_free(&device);
    }
}

static void a_point_beside_the_curve_is_no_key(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct recipe recipe = recipe_of(&site, CHALLENGE, true);
    struct webauthn_made made;
    struct webauthn_key key;
    char bytes[77];

    (void)state;
    memcpy(bytes, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10);
    memset(bytes + 10, 1, 32);
    memcpy(bytes + 42, "\x22\x58\x20", 3);
    memset(bytes + 45, 1, 32);
    recipe.key = (struct str){bytes, sizeof bytes};
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_KEY);
    device_free(&device);
}

static void an_rsa_key_of_fewer_bits_than_it_has_bytes_is_no_key(void **state)
{
    struct device device = device_new(mem, RS256, CREDENTIAL);
    struct recipe recipe = recipe_of(&site, CHALLENGE, true);
    struct webauthn_made made;
    struct webauthn_key key;
    char bytes[12 + 256 + 5];

    (void)state;
    memset(bytes, 0xff, sizeof bytes);
    memcpy(bytes, "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00\x00", 12);
    memcpy(bytes + 11 + 256, "\x21\x43\x01\x00\x01", 5);
    recipe.key = (struct str){bytes, 11 + 256 + 5};
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_KEY);
    bytes[11] = (char)0xff; /* as many as that is a key */
    made = device_make(&device, mem, &recipe);
    assert_int_equal(add(&made, &key), WEBAUTHN_FINE);
    device_free(&device);
}

static void an_attestation_that_is_cut_or_longer_is_refused(void **state)
{
    struct device device = device_new(mem, EDDSA, CREDENTIAL);
    struct recipe recipe = recipe_of(&site, CHALLENGE, true);
    struct webauthn_made made = device_make(&device, mem, &recipe);
    struct webauthn_made bad = made;
    struct webauthn_key key;
    struct buf twice;

    (void)state;
    for (size_t n = 0; n < made.attestation.len; n++) {
        bad.attestation = arena_str(mem, str_sub(made.attestation, 0, n));
        assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    }
    bad.attestation = arena_str(mem, made.attestation);
    bad.attestation.len++; /* the nul after it */
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    bad.attestation = S("\xa0");
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    bad.attestation = S("\xa2\x63" "fmt\x64none\x63" "fmt\x64none");
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    buf_init(&twice, mem, 512);
    buf_put(&twice, S("\xa4\x63" "fmt\x64none")); /* a member twice, and all that is right */
    buf_put(&twice, str_sub(made.attestation, 1, made.attestation.len));
    bad.attestation = buf_str(&twice);
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    bad.attestation = S("\xbb\xff\xff\xff\xff\xff\xff\xff\xff"); /* 2^64 - 1 members */
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    bad.attestation = S("\x9a\x7f\xff\xff\xff"); /* memory for 2^31 - 1 values */
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    bad.attestation = device_attest(mem, &recipe, S("short"));
    assert_int_equal(add(&bad, &key), WEBAUTHN_OBJECT);
    device_free(&device);
}

static void a_signature_with_one_fault_is_refused(void **state)
{
    static const int algorithms[] = {ES256, EDDSA, RS256};

    (void)state;
    for (size_t i = 0; i < N_OF(algorithms); i++) {
        struct device device = device_new(mem, algorithms[i], CREDENTIAL);
        struct webauthn_key key = key_of(&device);

        SIGNED(client, S("{}"), WEBAUTHN_CLIENT)
        SIGNED(type, S("webauthn.create"), WEBAUTHN_TYPE)
        SIGNED(type, S("payment.get"), WEBAUTHN_TYPE)
        SIGNED(challenge, S("BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"), WEBAUTHN_CHALLENGE)
        SIGNED(origin, S("https://evil.example"), WEBAUTHN_ORIGIN)
        SIGNED(members, S(",\"crossOrigin\":true"), WEBAUTHN_ORIGIN)
        SIGNED(rp, S("evil.example"), WEBAUTHN_SITE)
        SIGNED(flags, UV, WEBAUTHN_ABSENT)
        SIGNED(flags, UP, WEBAUTHN_UNVERIFIED)
        SIGNED(flags, 0, WEBAUTHN_ABSENT)
        SIGNED(flags, UP | UV | BS, WEBAUTHN_FLAGS)
        SIGNED(flags, UP | UV | AT, WEBAUTHN_FLAGS)
        SIGNED(flags, UP | UV | ED, WEBAUTHN_OBJECT)
        SIGNED(extension, S("\xa0"), WEBAUTHN_OBJECT)
        device_free(&device);
    }
}

static void only_its_own_key_signs_for_a_passkey(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct device other = device_new(mem, ES256, CREDENTIAL);
    struct webauthn_key key = key_of(&device);
    struct recipe recipe = recipe_of(&site, CHALLENGE, false);
    struct webauthn_signed said = device_sign(&other, mem, &recipe);

    (void)state;
    assert_int_equal(prove(&key, &said), WEBAUTHN_SIGNATURE);
    said = device_sign(&device, mem, &recipe);
    key.algorithm = EDDSA; /* a key is of one kind */
    assert_int_equal(prove(&key, &said), WEBAUTHN_SIGNATURE);
    key.algorithm = 0;
    assert_int_equal(prove(&key, &said), WEBAUTHN_SIGNATURE);
    key.algorithm = ES256;
    assert_int_equal(prove(&key, &said), WEBAUTHN_FINE);
    key.bytes.len--;
    assert_int_equal(prove(&key, &said), WEBAUTHN_SIGNATURE);
    key.bytes.len++;
    said.signature = S("");
    assert_int_equal(prove(&key, &said), WEBAUTHN_SIGNATURE);
    device_free(&device);
    device_free(&other);
}

static struct str with_bit(struct str s, size_t bit)
{
    struct str copy = arena_str(mem, s);

    ((char *)(uintptr_t)copy.at)[bit / 8] ^= (char)(1 << bit % 8);
    return copy;
}

static void each_bit_of_what_is_signed_counts(void **state)
{
    static const int algorithms[] = {ES256, EDDSA, RS256};

    (void)state;
    for (size_t i = 0; i < N_OF(algorithms); i++) {
        struct device device = device_new(mem, algorithms[i], CREDENTIAL);
        struct webauthn_key key = key_of(&device);
        struct recipe recipe = recipe_of(&site, CHALLENGE, false);
        struct webauthn_signed said = device_sign(&device, mem, &recipe);
        struct webauthn_signed bad = said;

        for (size_t bit = 0; bit < said.client.len * 8; bit += 3) {
            bad.client = with_bit(said.client, bit);
            assert_int_not_equal(prove(&key, &bad), WEBAUTHN_FINE);
        }
        bad = said;
        for (size_t bit = 0; bit < said.authenticator.len * 8; bit++) {
            bad.authenticator = with_bit(said.authenticator, bit);
            assert_int_not_equal(prove(&key, &bad), WEBAUTHN_FINE);
        }
        bad = said;
        for (size_t bit = 0; bit < said.signature.len * 8; bit += 3) {
            bad.signature = with_bit(said.signature, bit);
            assert_int_equal(prove(&key, &bad), WEBAUTHN_SIGNATURE);
        }
        bad = said;
        for (size_t n = 0; n < said.authenticator.len; n++) {
            bad.authenticator = str_sub(said.authenticator, 0, n);
            assert_int_equal(prove(&key, &bad), WEBAUTHN_OBJECT);
        }
        device_free(&device);
    }
}

static void a_count_that_does_not_grow_is_suspect(void **state)
{
    (void)state;
    assert_false(webauthn_copied(0, 0)); /* does not count */
    assert_false(webauthn_copied(0, 1));
    assert_false(webauthn_copied(7, 8));
    assert_true(webauthn_copied(7, 7));
    assert_true(webauthn_copied(7, 6));
    assert_true(webauthn_copied(7, 0));
    assert_false(webauthn_copied(INT64_C(4294967294), INT64_C(4294967295)));
}

static void a_count_is_four_bytes_without_a_sign(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct webauthn_key key = key_of(&device);
    struct recipe recipe = recipe_of(&site, CHALLENGE, false);
    struct webauthn_signed said;
    int64_t count = 0;

    (void)state;
    device.count = 4294967294u;
    said = device_sign(&device, mem, &recipe);
    assert_int_equal(webauthn_prove(&site, CHALLENGE, &key, &said, &count), WEBAUTHN_FINE);
    assert_true(count == INT64_C(4294967295));
    device_free(&device);
}

static void without_a_challenge_nothing_is_right(void **state)
{
    struct device device = device_new(mem, ES256, CREDENTIAL);
    struct recipe recipe = recipe_of(&site, S(""), true);
    struct webauthn_made made = device_make(&device, mem, &recipe);
    struct webauthn_key key;

    (void)state;
    assert_int_equal(webauthn_add(mem, &site, S(""), &made, &key), WEBAUTHN_CHALLENGE);
    device_free(&device);
}

static void every_fault_has_a_word(void **state)
{
    (void)state;
    for (int i = 0; i < WEBAUTHN_FAULT_COUNT; i++)
        assert_true(webauthn_word((enum webauthn_fault)i).len > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passkey_of_each_kind_is_added_and_signs),
        cmocka_unit_test(what_authenticators_may_add_is_taken),
        cmocka_unit_test(a_new_passkey_with_one_fault_is_refused),
        cmocka_unit_test(an_attestation_with_a_certificate_was_not_asked_for),
        cmocka_unit_test(a_credential_without_a_name_or_too_long_is_refused),
        cmocka_unit_test(a_point_beside_the_curve_is_no_key),
        cmocka_unit_test(an_rsa_key_of_fewer_bits_than_it_has_bytes_is_no_key),
        cmocka_unit_test(an_attestation_that_is_cut_or_longer_is_refused),
        cmocka_unit_test(a_signature_with_one_fault_is_refused),
        cmocka_unit_test(only_its_own_key_signs_for_a_passkey),
        cmocka_unit_test(each_bit_of_what_is_signed_counts),
        cmocka_unit_test(a_count_that_does_not_grow_is_suspect),
        cmocka_unit_test(a_count_is_four_bytes_without_a_sign),
        cmocka_unit_test(without_a_challenge_nothing_is_right),
        cmocka_unit_test(every_fault_has_a_word),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
