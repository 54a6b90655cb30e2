/* base/url: where an address leads. */
#include "trial.h"

#include "base/url.h"

static void an_address_is_https_or_this_machine(void **state)
{
    static const char *const good[] = {
        "https://idp.example", "https://idp.example/", "https://idp.example:8443/a?b=c",
        "https://[2001:db8::1]/x", "http://127.0.0.1:4593/api", "http://localhost", "http://[::1]:1/",
    };
    static const char *const bad[] = {
        "", "https://", "http://idp.example/", "ftp://idp.example/", "https:/idp.example",
        "https://user@idp.example/", "https://idp.example/#deel", "https://idp example/",
        "https://idp.example:0/", "https://idp.example:65536/", "https://idp.example:/",
        "https://idp.example:+1/", "https://idp.example\\@elders/", "https://id\np.example/",
        "https://[::1/", "https://[]/", "https://%69dp.example/", "HTTPS://idp.example/",
        "http://127.0.0.1.example/", "http://localhost.example/", "https:///pad", "//idp.example/",
        "https://idp.ex\xc3\xa4mple/",
    };
    struct url url;

    (void)state;
    for (size_t i = 0; i < N_OF(good); i++)
        if (!url_read(str_of(good[i]), &url))
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < N_OF(bad); i++)
        if (url_read(str_of(bad[i]), &url))
            fail_msg("%s", bad[i]);
}

static void an_address_falls_apart_where_it_should(void **state)
{
    struct url url;

    (void)state;
    assert_true(url_read(S("https://idp.example:8443/a?b=c"), &url));
    assert_true(str_eq(url.origin, S("https://idp.example:8443")));
    assert_true(str_eq(url.host, S("idp.example")));
    assert_true(str_eq(url.path, S("/a?b=c")));
    assert_true(url.secure && !url.near);
    assert_true(url_read(S("http://[::1]:80?x"), &url));
    assert_true(str_eq(url.host, S("[::1]")) && str_eq(url.path, S("?x")) && url.near);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_https_or_this_machine),
        cmocka_unit_test(an_address_falls_apart_where_it_should),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
