/* Linked into each test program: only the case that is asked for runs. */
#include <stdlib.h>

void cmocka_set_test_filter(const char *pattern);

__attribute__((constructor)) static void pick(void)
{
    if (getenv("WAARBORG_CASE") != NULL)
        cmocka_set_test_filter(getenv("WAARBORG_CASE"));
}
