/* What a worker says when it cannot open the data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>

#include "web/door.h"

static char logged[2048];

static void keep(struct str line)
{
    snprintf(logged, sizeof logged, "%" STR_FMT, STR_ARG(line));
}

static struct moment now(void)
{
    return (struct moment){1};
}

static void refuse(struct str data)
{
    struct web_settings settings = {.data = data, .clock = now, .log = keep};
    void *state = NULL;

    logged[0] = 0;
    assert_int_equal(web_open(&settings, &state), BROKEN);
    assert_null(state);
    assert_non_null(strstr(logged, "{\"event\":\"data.refused\",\"data\":\""));
}

static void a_database_that_is_away_is_named_with_the_reason_and_no_password(void **state)
{
    (void)state;
    refuse(S("postgresql://rol:geheim7@127.0.0.1:1/stad?sslmode=disable&password=geheim8"));
    assert_non_null(strstr(logged, "\"data\":\"postgresql://rol:...@127.0.0.1:1/stad\""));
    assert_non_null(strstr(logged, "Connection refused"));
    assert_null(strstr(logged, "geheim"));
    refuse(S("postgresql://rol@127.0.0.1:1/stad?password=geheim8"));
    assert_non_null(strstr(logged, "\"data\":\"postgresql://rol@127.0.0.1:1/stad\""));
    assert_null(strstr(logged, "geheim"));
}

static void a_file_that_is_away_is_named_with_the_reason(void **state)
{
    (void)state;
    refuse(S("/tmp/waarborg-nowhere/data.db"));
    assert_non_null(strstr(logged, "\"data\":\"/tmp/waarborg-nowhere/data.db\""));
    assert_non_null(strstr(logged, "No such file or directory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_database_that_is_away_is_named_with_the_reason_and_no_password),
        cmocka_unit_test(a_file_that_is_away_is_named_with_the_reason),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
