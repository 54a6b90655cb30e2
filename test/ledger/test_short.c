/* The disk is full, and what was kept for that is given up: what may still be written? */
#include "house.h"

#include "store/backend.h"

static bool full;

static bool when_full(struct db *db, bool keep)
{
    (void)db, (void)keep;
    return full;
}

static void try_full(struct arena *mem, struct str where)
{
    static const struct {
        const char *act;
        bool goes;
    } rows[] = {{"text.erase", true}, {"person.erase", true}, {"erasure.ask", true},
                {"erasure", false}, {"evidence.add", false}, {"text.erased", false}};
    struct house it;
    struct backend backend;

    house_open(&it, mem, where);
    backend = *it.db->backend;
    backend.is_short = when_full;
    it.db->backend = &backend;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int n = 0; n < 2; n++) {
            struct entry *entry;
            bool goes;

            full = n == 1;
            goes = !full || rows[i].goes;
            assert_int_equal(ledger_open(&it.job, str_of(rows[i].act), &entry),
                             goes ? DONE : REFUSED);
            assert_int_equal(it.job.faults.n, goes ? 0 : 1);
            if (!goes)
                text_eq(it.job.faults.at[0].key, "ledger.no_room");
            it.job.faults.n = 0;
            db_rollback(it.db);
        }
    house_close(&it);
}

TEST(on_a_full_disk_only_what_makes_room_or_must_not_wait_is_written)
{
    on_both(try_full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_a_full_disk_only_what_makes_room_or_must_not_wait_is_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
