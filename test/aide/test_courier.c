/* The courier: where it goes, and where not. The rest is tried by test/sso, against a provider. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "aide/courier.h"

static struct arena *mem;

static int begin(void **state)
{
    (void)state;
    mem = arena_new((size_t)4 << 20);
    return mem == NULL;
}

static int end(void **state)
{
    (void)state;
    aide_stop();
    arena_free(mem);
    return 0;
}

static enum outcome go(const char *address, const char *hosts)
{
    struct courier_errand errand = {.address = str_of(address), .hosts = str_of(hosts)};
    struct str body;
    struct str why = S("");
    int status = 0;

    return courier_go(mem, &errand, &status, &body, &why);
}

static void it_goes_nowhere_but_to_the_hosts_that_were_named(void **state)
{
    static const char *const addresses[] = {
        "https://elders.example/", "http://idp.example/", "file:///etc/passwd",
        "https://idp.example@elders.example/", "https://idp.example.elders.example/",
        "gopher://idp.example/", "https://idp.example/\r\nX: y", "//idp.example/", "",
    };

    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        assert_int_equal(go(addresses[i], "idp.example andere.example"), REFUSED);
    assert_int_equal(go("https://idp.example/", ""), REFUSED);
    assert_int_equal(go("https://idp.example/", "dp.example"), REFUSED);
}

static void what_does_not_answer_is_no_answer(void **state)
{
    (void)state;
    assert_int_equal(go("http://127.0.0.1:1/", "127.0.0.1"), BROKEN);
}

/* A worker that was taken over says what it likes of where an errand may lead. */
static void a_server_s_goes_only_where_it_could_when_it_started(void **state)
{
    (void)state;
    aide_stop();
    assert_true(courier_start(S("idp.example 127.0.0.1")));
    assert_int_equal(go("http://127.0.0.1:1/", "127.0.0.1"), BROKEN);
    assert_int_equal(go("https://elders.example/", "elders.example"), REFUSED);
    assert_int_equal(go("http://localhost:1/", "localhost 127.0.0.1"), REFUSED);
    assert_int_equal(go("http://127.0.0.1:1/", "idp.example"), REFUSED);
    aide_stop();
    assert_true(courier_start(S("")));
    assert_int_equal(go("http://127.0.0.1:1/", "127.0.0.1"), REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_goes_nowhere_but_to_the_hosts_that_were_named),
        cmocka_unit_test(what_does_not_answer_is_no_answer),
        cmocka_unit_test(a_server_s_goes_only_where_it_could_when_it_started),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
