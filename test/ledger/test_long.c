/* R10 on a ledger that is longer than what verify takes at once: more entries than a window,
 * more rows, texts and lines of the index than a page, more of each than the fold began with. */
#include "house.h"

#include <sqlite3.h>

#include "ledger/erase.h"
#include "store/backend.h"

enum { ROWS = 10100, NOTES = 2100, ENTRIES = 4, MEM = 1 << 29 };

/* One entry that makes all rows, each with an item and a text of its own. */
static struct assessment many_rows(struct house *it)
{
    struct assessment row = {0};
    struct entry *entry;

    house_ok(it, ledger_open(&it->job, S("assessment.new"), &entry));
    for (int i = 0; i < ROWS; i++) {
        row = (struct assessment){.object = {it->object},
                                  .item = arena_text(it->job.mem, "item-%d", i),
                                  .note = arena_text(it->job.mem, "notitie %d", i)};
        house_ok(it, record_new(&it->job, entry, &assessment_noun, &row));
    }
    house_ok(it, ledger_close(&it->job, entry));
    return row;
}

static int windows;
static int64_t told;

static void progress(int64_t done, int64_t all)
{
    windows++;
    told = done;
    assert_true(done <= all);
}

static enum outcome verify(struct job *job, void *ret_result)
{
    return ledger_verify(job, true, progress, ret_result);
}

static struct verify_result verified(struct house *it)
{
    struct verify_result result;

    windows = 0;
    house_ok(it, job_run(&it->job, verify, &result));
    db_rollback(it->db);
    return result;
}

/* The first of those that are gone is named, the chain having held to its end. */
static void try_missing(struct house *it, int64_t last)
{
    struct verify_result result;

    run_sql(it->db, "create temporary table saved as select * from assessment");
    run_sql(it->db, arena_text(it->job.mem, "delete from assessment where id in (%lld, %lld, %lld)",
                               (long long)last - 5000, (long long)last - 4,
                               (long long)last - 9000).at);
    result = verified(it);
    text_eq(result.key, "verify.row_missing");
    assert_int_equal(result.id, last - 9000);
    run_sql(it->db, "insert into assessment select * from saved where id not in "
                    "(select id from assessment)");
    run_sql(it->db, "delete from ledger_row where noun = 'assessment' and id = "
                    "(select min(id) from assessment)");
    result = verified(it);
    text_eq(result.key, "verify.index");
}

static void try_long(struct arena *small, struct str where, const char *folder)
{
    struct arena *mem = arena_new(MEM);
    struct house it;
    struct assessment early, row;
    struct verify_result result;
    struct erase *texts;
    size_t n;

    (void)small, (void)folder;
    assert_non_null(mem);
    house_open(&it, mem, where);
    assert_int_equal(sqlite3_exec(sqlite_handle(it.db), "pragma synchronous = off", NULL, NULL,
                                  NULL), SQLITE_OK);
    early = house_assess(&it, S("5.01"), BOB);
    row = many_rows(&it);
    early.owner.id = ADA; /* what was said before it grew is still known */
    house_save(&it, S("assessment.set"), &assessment_noun, &early);
    for (int i = 0; i < NOTES; i++) {
        row.note = arena_text(mem, "nader %d", i);
        house_save(&it, S("assessment.set"), &assessment_noun, &row);
    }
    result = verified(&it);
    assert_true(result.sound);
    assert_int_equal(result.entries, ENTRIES + NOTES);
    assert_int_equal(told, ENTRIES + NOTES);
    assert_int_equal(windows, 2);
    assert_true(result.rows >= ROWS + NOTES);
    house_read(&it);
    house_ok(&it, erase_find_all(&it.job, &assessment_noun, row.row.id, &texts, &n));
    assert_int_equal(n, 1 + NOTES);
    assert_int_equal(texts[0].upto, 0); /* the one that stands */
    assert_int_equal(texts[n - 1].upto, texts[n - 2].seq);
    db_rollback(it.db);
    try_missing(&it, row.row.id);
    db_close(it.db);
    arena_free(mem);
}

TEST(a_ledger_longer_than_a_window_and_a_page_is_verified_to_its_end)
{
    on_sqlite(try_long);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_longer_than_a_window_and_a_page_is_verified_to_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
