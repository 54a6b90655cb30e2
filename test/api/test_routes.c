/* The table of addresses holds together: each address finds its own line, each name is
 * its own, and what changes something can be sent twice or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "api/api.h"
#include "api/route.h"
#include "ledger/leave.h"

static void each_line_is_found_by_its_own_address(void **state)
{
    (void)state;
    for (size_t i = 0; i < api_routes_n; i++) {
        struct route_hit hit;

        api_route(api_routes[i].method, api_routes[i].pattern, &hit);
        assert_ptr_equal(hit.route, &api_routes[i]);
        assert_true(api_is(api_routes[i].pattern));
    }
}

static void the_table_keeps_the_rules_of_the_house(void **state)
{
    (void)state;
    for (size_t i = 0; i < api_routes_n; i++) {
        const struct route *route = &api_routes[i];
        struct http_weight weight = api_weigh(route->method, route->pattern);

        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(route->name, api_routes[j].name);
        assert_int_equal(route->method == HTTP_GET, route->act == NULL);
        assert_non_null(route->look);
        assert_true(route->asks != 0 && (route->asks & ACCOUNT) == 0);
        assert_true((route->asks & ANYBODY) == 0 || route->asks == ANYBODY);
        assert_int_equal(weight.limit_bytes > 0, route->act != NULL);
        assert_true(weight.costly || weight.limit_bytes <= 1024 * 1024);
        assert_true(route->method != HTTP_PATCH || route->seen);
        assert_false(str_ends(route->pattern, S("/")));
        for (size_t c = 0; c < route->pattern.len; c++)
            assert_false(route->pattern.at[c] >= 'A' && route->pattern.at[c] <= 'Z');
    }
}

static void an_address_says_which_methods_it_has(void **state)
{
    static const struct {
        enum http_method method;
        struct str path;
        const char *name, *allow;
    } rows[] = {
        {HTTP_GET, STR_INIT("/api/v1/norms"), "norms_get_all", "GET, HEAD, POST"},
        {HTTP_HEAD, STR_INIT("/api/v1/norms"), "norms_get_all", "GET, HEAD, POST"},
        {HTTP_GET, STR_INIT("/api/v1/norms/"), NULL, ""},
        {HTTP_GET, STR_INIT("/api/v1/Norms"), NULL, ""},
        {HTTP_GET, STR_INIT("/api/v2/norms"), NULL, ""},
        {HTTP_PUT, STR_INIT("/api/v1/evidence"), NULL, "GET, HEAD, POST"},
        {HTTP_PATCH, STR_INIT("/api/v1/assessments/5.01.01"), "assessment_set", "GET, HEAD, PATCH"},
        {HTTP_GET, STR_INIT("/api/v1/statements-of-applicability/comparison"), "soa_compare_get",
         "GET, HEAD"},
        {HTTP_GET, STR_INIT("/api/v1/statements-of-applicability/2"), "soa_get", "GET, HEAD"},
        {HTTP_DELETE, STR_INIT("/api/v1/evidence-uses/7"), "evidence_use_end", "DELETE"},
        {HTTP_GET, STR_INIT(""), NULL, ""},
        {HTTP_GET, STR_INIT("/api"), NULL, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct route_hit hit;

        api_route(rows[i].method, rows[i].path, &hit);
        assert_string_equal(hit.allow, rows[i].allow);
        assert_int_equal(hit.route == NULL, rows[i].name == NULL);
        if (hit.route != NULL)
            assert_string_equal(hit.route->name, rows[i].name);
    }
    assert_false(api_is(S("/apix")));
    assert_false(api_is(S("/")));
    assert_int_equal(api_weigh(HTTP_POST, S("/api/v1/nowhere")).limit_bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_found_by_its_own_address),
        cmocka_unit_test(the_table_keeps_the_rules_of_the_house),
        cmocka_unit_test(an_address_says_which_methods_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
