/* An address finds its line: one table, no order, no surprises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "ledger/leave.h"
#include "web/route.h"

static enum outcome none(struct job *job, struct page *page)
{
    (void)job, (void)page;
    return DONE;
}

#define LINE(method, pattern) {method, STR_INIT(pattern), none, ACCOUNT, false, 10}

static const struct route table[] = {
    LINE(HTTP_GET, "/"),
    LINE(HTTP_GET, "/maatregelen/{nr}"),
    LINE(HTTP_POST, "/maatregelen/{nr}"),
    LINE(HTTP_GET, "/maatregelen"),
    LINE(HTTP_GET, "/maatregelen/verschil"),
    LINE(HTTP_POST, "/bewijs/{id}/bestand/{naam}"),
};

static void each_address_finds_the_line_that_fits_best(void **state)
{
    static const struct {
        enum http_method method;
        struct str path;
        int line;          /* -1: none */
        const char *first; /* parameter */
        const char *allow; /* "" : not known at all */
    } rows[] = {
        {HTTP_GET, STR_INIT("/"), 0, NULL, "GET, HEAD"},
        {HTTP_GET, STR_INIT("/maatregelen"), 3, NULL, "GET, HEAD"},
        {HTTP_HEAD, STR_INIT("/maatregelen"), 3, NULL, "GET, HEAD"},
        {HTTP_GET, STR_INIT("/maatregelen/"), -1, NULL, ""},
        {HTTP_GET, STR_INIT("/maatregelen/5.18"), 1, "5.18", "GET, HEAD, POST"},
        {HTTP_POST, STR_INIT("/maatregelen/5.18"), 2, "5.18", "GET, HEAD, POST"},
        {HTTP_GET, STR_INIT("/maatregelen/verschil"), 4, NULL, "GET, HEAD, POST"},
        {HTTP_POST, STR_INIT("/maatregelen/verschil"), 2, "verschil", "GET, HEAD, POST"},
        {HTTP_GET, STR_INIT("/maatregelen/5.18/x"), -1, NULL, ""},
        {HTTP_GET, STR_INIT("/maatregelen/%2e%2e"), 1, "%2e%2e", "GET, HEAD, POST"},
        {HTTP_PUT, STR_INIT("/maatregelen"), -1, NULL, "GET, HEAD"},
        {HTTP_POST, STR_INIT("/bewijs/7/bestand/a%20b"), 5, "7", "POST"},
        {HTTP_GET, STR_INIT("/bewijs/7/bestand/a"), -1, NULL, "POST"},
        {HTTP_POST, STR_INIT("/bewijs//bestand/a"), -1, NULL, ""},
        {HTTP_GET, STR_INIT("//"), -1, NULL, ""},
        {HTTP_GET, STR_INIT(""), -1, NULL, ""},
        {HTTP_GET, STR_INIT("maatregelen"), -1, NULL, ""},
        {HTTP_GET, STR_INIT("/Maatregelen"), -1, NULL, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct route_hit hit;

        route_find_in(table, sizeof table / sizeof *table, rows[i].method, rows[i].path, &hit);
        assert_string_equal(hit.allow, rows[i].allow);
        assert_int_equal(hit.known, rows[i].allow[0] != '\0');
        assert_int_equal(hit.route == NULL ? -1 : hit.route - table, rows[i].line);
        if (rows[i].first != NULL)
            assert_true(str_eq(hit.params[0].value, str_of(rows[i].first)));
    }
}

static void the_weight_follows_the_line(void **state)
{
    (void)state;
    assert_true(web_weigh(HTTP_POST, S("/inloggen")).costly);
    assert_true(web_weigh(HTTP_POST, S("/inloggen")).limit_bytes > 0);
    assert_false(web_weigh(HTTP_GET, S("/inloggen")).costly);
    assert_int_equal(web_weigh(HTTP_GET, S("/inloggen")).limit_bytes, 0);
    assert_int_equal(web_weigh(HTTP_POST, S("/bestaat-niet")).limit_bytes, 0);
    assert_true(web_weigh(HTTP_POST, S("/privacy")).limit_bytes > 0); /* answered 405 */
}

/* Two lines with one method and one pattern would leave the second unreachable. */
static void no_line_stands_in_the_shadow_of_another(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_all_n; i++) {
        assert_int_equal(route_all[i].pattern.at[0], '/');
        assert_true(route_all[i].method == HTTP_GET || route_all[i].method == HTTP_POST);
        assert_true(route_all[i].method == HTTP_POST || route_all[i].limit_bytes == 0);
        for (size_t j = 0; j < i; j++)
            assert_false(route_all[i].method == route_all[j].method &&
                         str_eq(route_all[i].pattern, route_all[j].pattern));
    }
}

/* Also a line that anybody may ask for says so. */
static void every_line_says_who_may(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_all_n; i++) {
        uint64_t asks = route_all[i].asks & ~FRESH;

        assert_true(asks != 0);
        assert_true((asks & (ANYBODY | ACCOUNT)) == 0 || asks == ANYBODY || asks == ACCOUNT);
    }
}

/* What was sent is carried on in a page, which cannot hold a file. */
static void a_line_that_asks_who_it_is_takes_a_form_without_a_file(void **state)
{
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < route_all_n; i++) {
        if ((route_all[i].asks & FRESH) == 0)
            continue;
        n++;
        assert_int_equal(route_all[i].method, HTTP_POST);
        assert_true((route_all[i].asks & ANYBODY) == 0);
        assert_true(route_all[i].limit_bytes <= 1024 * 1024);
    }
    assert_true(n > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_address_finds_the_line_that_fits_best),
        cmocka_unit_test(the_weight_follows_the_line),
        cmocka_unit_test(no_line_stands_in_the_shadow_of_another),
        cmocka_unit_test(every_line_says_who_may),
        cmocka_unit_test(a_line_that_asks_who_it_is_takes_a_form_without_a_file),
    };

    return cmocka_run_group_tests_name("web route", tests, NULL, NULL);
}
