/* Which forms are ours, and where a sign-in may lead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/lang.h"
#include "web/trust.h"

static void head(struct http_request *request, const char *name, const char *value)
{
    if (value != NULL)
        request->headers[request->n_headers++] =
            (struct http_header){str_of(name), str_of(value)};
}

/* [plan 3.5] same-origin; where Sec-Fetch-Site is absent or none, Origin is ours. */
static void a_form_of_another_site_is_refused(void **state)
{
    static const struct {
        const char *site, *origin, *host, *ours;
        bool secure, trusted;
    } rows[] = {
        {"same-origin", NULL, "w.nl", "", true, true},
        {"same-origin", "https://w.nl", "w.nl", "https://w.nl", true, true},
        {"cross-site", "https://w.nl", "w.nl", "https://w.nl", true, false},
        {"same-site", "https://w.nl", "w.nl", "https://w.nl", true, false},
        {"SAME-ORIGIN", NULL, "w.nl", "", true, false},
        {"none", NULL, "w.nl", "", true, false},
        {"none", "https://w.nl", "w.nl", "", true, true},
        {NULL, NULL, "w.nl", "", true, false},
        {NULL, "null", "w.nl", "", true, false},
        {NULL, "https://w.nl", "w.nl", "", true, true},
        {NULL, "http://w.nl", "w.nl", "", true, false},
        {NULL, "http://127.0.0.1:8642", "127.0.0.1:8642", "", false, true},
        {NULL, "http://127.0.0.1:9999", "127.0.0.1:8642", "", false, false},
        {NULL, "https://evil.nl", "evil.nl", "https://w.nl", true, false},
        {NULL, "https://w.nl", "binnen:8642", "https://w.nl", true, true},
        {NULL, "https://xw.nl", "w.nl", "", true, false},
        {NULL, "https://w.nl", NULL, "", true, false},
        {NULL, "https://", "", "", true, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = {.method = HTTP_POST};

        head(&request, "sec-fetch-site", rows[i].site);
        head(&request, "origin", rows[i].origin);
        head(&request, "host", rows[i].host);
        assert_int_equal(trust_origin(&request, str_of(rows[i].ours), rows[i].secure),
                         rows[i].trusted);
    }
}

static void a_sign_in_elsewhere_is_begun_by_a_page_of_ours(void **state)
{
    static const struct { const char *site, *from; bool ours; } rows[] = {
        {"same-origin", NULL, true},
        {"same-origin", "https://evil.nl/", true},
        {"cross-site", "https://w.nl/inloggen", false},
        {"same-site", "https://w.nl/inloggen", false},
        {"none", "https://w.nl/inloggen", false},
        {NULL, "https://w.nl/inloggen", true},
        {NULL, "https://w.nl.evil.nl/inloggen", false},
        {NULL, "https://w.nl", false},
        {NULL, NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = {.method = HTTP_GET};

        head(&request, "sec-fetch-site", rows[i].site);
        head(&request, "referer", rows[i].from);
        head(&request, "host", "w.nl");
        assert_int_equal(trust_click(&request, S("https://w.nl"), true), rows[i].ours);
    }
}

static void a_form_leads_back_to_a_page_of_ours_alone(void **state)
{
    static const struct { const char *from, *ours, *to; } rows[] = {
        {"https://w.nl/maatregelen/5.37?op=x", "", "/maatregelen/5.37?op=x"},
        {"https://w.nl/gap", "https://w.nl", "/gap"},
        {"https://w.nl", "", ""},
        {"https://w.nl.evil.nl/gap", "", ""},
        {"https://w.nl.evil.nl/gap", "https://w.nl", ""},
        {"http://w.nl/gap", "", ""},
        {"https://evil.nl/gap", "", ""},
        {"https://w.nl//evil.nl/", "", "/"},
        {NULL, "", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = {.method = HTTP_POST};

        head(&request, "referer", rows[i].from);
        head(&request, "host", "w.nl");
        if (!str_eq(trust_from(&request, str_of(rows[i].ours), true), str_of(rows[i].to)))
            fail_msg("%s", rows[i].from == NULL ? "nothing" : rows[i].from);
    }
}

static void tokens_are_equal_or_not_and_never_empty(void **state)
{
    (void)state;
    assert_true(trust_token(S("abc123"), S("abc123")));
    assert_false(trust_token(S("abc123"), S("abc124")));
    assert_false(trust_token(S("abc123"), S("abc12")));
    assert_false(trust_token(S(""), S("")));
    assert_false(trust_token(S("abc"), S("")));
}

static void a_sign_in_leads_to_this_site_only(void **state)
{
    static const struct {
        struct str address;
        const char *leads;
    } rows[] = {
        {STR_INIT("/maatregelen?q=5.1&op=2026-06-30"), "/maatregelen?q=5.1&op=2026-06-30"},
        {STR_INIT("/"), "/"},
        {STR_INIT(""), "/"},
        {STR_INIT("maatregelen"), "/"},
        {STR_INIT("//evil.nl"), "/"},
        {STR_INIT("/\\evil.nl"), "/"},
        {STR_INIT("https://evil.nl/"), "/"},
        {STR_INIT("javascript:alert(1)"), "/"},
        {STR_INIT("/a\r\nSet-Cookie: x=1"), "/"},
        {STR_INIT("/a b"), "/"},
        {STR_INIT("/\t/evil.nl"), "/"},
        {STR_INIT("/caf\xc3\xa9"), "/"},
        {STR_INIT("/caf%C3%A9"), "/caf%C3%A9"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(str_eq(trust_return(rows[i].address), str_of(rows[i].leads)));
}

static void only_a_declared_proxy_makes_a_request_secure(void **state)
{
    struct http_request request = {0};

    (void)state;
    head(&request, "x-forwarded-proto", "https");
    assert_true(trust_secure(&request, true, S("")));
    assert_false(trust_secure(&request, false, S("")));
    assert_false(trust_secure(&request, false, S("http://localhost:8642")));
    request.headers[0].value = S("http");
    assert_false(trust_secure(&request, true, S("")));
}

static void where_the_origin_is_https_every_request_is_secure(void **state)
{
    struct http_request request = {0};

    (void)state;
    assert_true(trust_secure(&request, false, S("https://waarborg.nl")));
    assert_true(trust_secure(&request, true, S("https://waarborg.nl")));
    head(&request, "x-forwarded-proto", "http");
    assert_true(trust_secure(&request, true, S("https://waarborg.nl")));
}

static void cookies_are_found_by_their_whole_name(void **state)
{
    struct http_request request = {0};

    (void)state;
    head(&request, "cookie", "xwaarborg=1; taal=en;waarborg=abc; leeg=");
    assert_true(str_eq(trust_cookie(&request, S("waarborg")), S("abc")));
    assert_true(str_eq(trust_cookie(&request, S("taal")), S("en")));
    assert_int_equal(trust_cookie(&request, S("leeg")).len, 0);
    assert_int_equal(trust_cookie(&request, S("aarborg")).len, 0);
}

static void what_was_chosen_goes_before_the_first_language_that_we_have(void **state)
{
    static const struct { const char *cookie, *accept; int lang; } rows[] = {
        {NULL, "nl-NL,nl;q=0.9,en;q=0.8", LANG_NL},
        {NULL, "de, en-GB;q=0.7, nl;q=0.3", LANG_EN},
        {NULL, "de", -1},
        {NULL, NULL, -1},
        {"taal=en", "nl", LANG_EN},
        {"taal=nl; __Host-taal=en", "nl", LANG_EN},
        {"taal=de", "nl", LANG_NL},
        {"__Host-taal=", NULL, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = {0};

        head(&request, "cookie", rows[i].cookie);
        head(&request, "accept-language", rows[i].accept);
        assert_int_equal(trust_language(&request), rows[i].lang);
    }
}

/* A browser lets a passkey be bound to a name that is served over TLS, or to localhost. */
static void a_passkey_is_bound_to_the_configured_address_or_to_localhost(void **state)
{
    static const struct {
        const char *ours, *host;
        bool secure;
        const char *origin, *rp; /* NULL: to nothing */
    } rows[] = {
        {"https://w.nl", "evil.example", true, "https://w.nl", "w.nl"},
        {"https://w.nl:8443", "w.nl:8443", true, "https://w.nl:8443", "w.nl"},
        {"https://w.nl/", "w.nl", true, "https://w.nl", "w.nl"},
        {"", "localhost:8642", false, "http://localhost:8642", "localhost"},
        {"", "localhost", false, "http://localhost", "localhost"},
        {"", "localhost:8642", true, "https://localhost:8642", "localhost"},
        {"", "w.nl", true, NULL, NULL},
        {"", "evil.localhost", false, NULL, NULL},
        {"", "localhost.evil.example", false, NULL, NULL},
        {"", "localhost@evil.example", false, NULL, NULL},
        {"", "localhost/", false, NULL, NULL},
        {"", "127.0.0.1:8642", false, NULL, NULL},
        {"", NULL, false, NULL, NULL},
        {"https://192.0.2.7", "192.0.2.7", true, NULL, NULL},
        {"https://[::1]:8642", "[::1]:8642", true, NULL, NULL},
        {"http://w.nl", "w.nl", false, NULL, NULL},
        {"w.nl", "w.nl", true, NULL, NULL},
    };
    struct arena *mem = arena_new(65536);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request request = {.method = HTTP_POST};
        struct str origin;
        struct str rp;

        head(&request, "host", rows[i].host);
        assert_int_equal(trust_site(mem, &request, str_of(rows[i].ours), rows[i].secure, &origin,
                                    &rp), rows[i].rp != NULL);
        assert_true(rows[i].rp == NULL || (str_eq(origin, str_of(rows[i].origin)) &&
                                           str_eq(rp, str_of(rows[i].rp))));
    }
    arena_free(mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passkey_is_bound_to_the_configured_address_or_to_localhost),
        cmocka_unit_test(a_form_of_another_site_is_refused),
        cmocka_unit_test(a_sign_in_elsewhere_is_begun_by_a_page_of_ours),
        cmocka_unit_test(a_form_leads_back_to_a_page_of_ours_alone),
        cmocka_unit_test(tokens_are_equal_or_not_and_never_empty),
        cmocka_unit_test(a_sign_in_leads_to_this_site_only),
        cmocka_unit_test(only_a_declared_proxy_makes_a_request_secure),
        cmocka_unit_test(where_the_origin_is_https_every_request_is_secure),
        cmocka_unit_test(cookies_are_found_by_their_whole_name),
        cmocka_unit_test(what_was_chosen_goes_before_the_first_language_that_we_have),
    };

    return cmocka_run_group_tests_name("web trust", tests, NULL, NULL);
}
