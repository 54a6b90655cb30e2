/* base/base64: bytes as text, by the letter. */
#include "trial.h"

#include "base/base64.h"

static struct arena *mem;

static int begin(void **state)
{
    (void)state;
    mem = arena_new(1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

struct row {
    const char *text, *bytes; /* bytes NULL: refused */
};

static void reads(bool (*read)(struct arena *mem, struct str text, struct str *ret),
                  const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str bytes = S("as it was");
        bool fine = read(mem, str_of(rows[i].text), &bytes);

        assert_int_equal(fine, rows[i].bytes != NULL);
        assert_true(str_eq(bytes, fine ? str_of(rows[i].bytes) : S("as it was")));
    }
}

static void base64_is_read_by_the_letter(void **state)
{
    static const struct row rows[] = {
        {"", ""}, {"Zg==", "f"}, {"Zm8=", "fo"}, {"Zm9v", "foo"}, {"Zm9vYg==", "foob"},
        {"Zm9vYmE=", "fooba"}, {"Zm9vYmFy", "foobar"}, {"+/+/", "\xfb\xff\xbf"},
        {"Zg", NULL}, {"Zg=", NULL}, {"Zh==", NULL}, {"Zm9=", NULL}, {"====", NULL}, {"Z===", NULL},
        {"Zg==Zg==", NULL}, {"Zm 9v", NULL}, {"Zm9v\n", NULL}, {"-_-_", NULL},
    };

    (void)state;
    reads(base64_read, rows, N_OF(rows));
}

static void the_other_alphabet_has_no_padding(void **state)
{
    static const struct row rows[] = {
        {"", ""}, {"Zg", "f"}, {"Zm8", "fo"}, {"Zm9v", "foo"}, {"Zm9vYg", "foob"},
        {"-_-_", "\xfb\xff\xbf"}, {"Zg==", NULL}, {"Zh", NULL}, {"Zm9", NULL}, {"Z", NULL},
        {"Zm9vY", NULL}, {"+/+/", NULL}, {"Zm9v ", NULL},
    };

    (void)state;
    reads(base64_url_read, rows, N_OF(rows));
}

static void what_is_written_is_read_back(void **state)
{
    char bytes[256];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 167 + 3);
    for (size_t n = 0; n <= sizeof bytes; n++) {
        struct str back;
        struct str text = base64_url(mem, (struct str){bytes, n});

        assert_int_equal(text.len, (n * 8 + 5) / 6);
        assert_true(base64_url_read(mem, text, &back));
        assert_true(str_eq(back, (struct str){bytes, n}));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_is_read_by_the_letter),
        cmocka_unit_test(the_other_alphabet_has_no_padding),
        cmocka_unit_test(what_is_written_is_read_back),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
