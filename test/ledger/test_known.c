/* The texts by themselves: each under its own digest, however many there are and however those
 * fall. */
#include "house.h"

#include "ledger/known.h"

enum { TEXTS = 3000 };

/* The first is all noughts; each begins with a number that is even, as its lowest bytes come
 * first. So they fill every other place before there is more room. */
static struct str value_of(struct arena *mem, int i)
{
    return arena_text(mem, "~%02x%02x%060d", 2 * i & 255, 2 * i >> 8, 0);
}

static void try_places(struct arena *mem, struct str where)
{
    struct house it;
    struct check check = {.job = &it.job, .mem = mem};
    struct known *known;

    house_open(&it, mem, where);
    run_sql(it.db, "delete from ledger_text");
    house_read(&it);
    known = known_load(&check);
    assert_non_null(known);
    for (int turn = 0; turn < 2; turn++)
        for (int i = 0; i < TEXTS; i++) {
            assert_int_equal(known_use(known, value_of(mem, i), 1 + i + turn), i);
            assert_int_equal(known_at(known, i)->seq, 1 + i);
        }
    db_rollback(it.db);
    db_close(it.db);
}

TEST(a_text_keeps_its_place_however_the_digests_fall)
{
    on_both(try_places);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_keeps_its_place_however_the_digests_fall),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
