/* [choice: failed-sync] A sync that fails at commit, on SQLite: a file system of our own
 * stands before the real one, and refuses to sync a log when it is told to. */
#include "house.h"

#include <stdio.h>
#include <unistd.h>

#include "disk.h"

/* ---- a form that is sent while the disk refuses ---- */

static enum outcome send(struct house *it, struct assessment *row)
{
    struct entry *entry;
    enum outcome o;

    it->job.faults.n = 0;
    it->job.repeated = false;
    it->job.form_number = S("0123456789abcdef0123456789abcdef");
    row->note = S("gevraagd");
    if ((o = ledger_open(&it->job, S("assessment.set"), &entry)) != DONE ||
        (o = record_save(&it->job, entry, &assessment_noun, row)) != DONE)
        return o;
    return ledger_close(&it->job, entry);
}

static int64_t head_of(struct house *it)
{
    struct ledger_head head;

    house_read(it);
    house_ok(it, ledger_head(&it->job, &head));
    db_rollback(it->db);
    return head.seq;
}

static struct assessment now_of(struct house *it, int64_t id)
{
    struct assessment row;

    house_read(it);
    house_ok(it, record_load(&it->job, leave_system(&it->job), &assessment_noun,
                             (struct row){.id = id}, &row));
    db_rollback(it->db);
    return row;
}

/* As another worker would: the data as they now are. */
static void open_afresh(struct house *it, struct arena *mem, struct str where)
{
    db_close(it->db);
    it->db = it->job.db = opened(mem, where);
}

/* The disk keeps what it took before it refused, or nothing of it: after a power cut the
 * log is as it was when it was last synced. */
static void refuse(struct arena *mem, struct str where, bool keeps)
{
    struct house it;
    struct assessment row;
    struct assessment after;
    int64_t before;
    bool kept;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    before = head_of(&it);
    disk = (struct disk){.kinds = DISK_SYNCS, .logs_only = true, .for_ever = true,
                         .log_synced = disk.log_synced, .cut_left = -1};
    assert_int_equal(send(&it, &row), BROKEN);
    assert_int_equal(disk.failed, 1);
    disk_calm();
    assert_true(db_unknown(it.db)); /* so the door ends the worker after its answer */
    db_rollback(it.db);
    assert_int_equal(db_read(it.db), BROKEN); /* and nobody asks it anything more */
    assert_true(db_unknown(it.db));
    db_rollback(it.db);
    if (!keeps)
        assert_int_equal(truncate(arena_text(mem, "%" STR_FMT "-wal", STR_ARG(where)).at,
                                  disk.log_synced), 0);
    open_afresh(&it, mem, where);
    after = now_of(&it, row.row.id);
    kept = head_of(&it) == before + 1;
    assert_int_equal(kept, keeps);
    text_eq(after.note, kept ? "gevraagd" : "");
    assert_int_equal(after.row.version, kept ? 2 : 1);
    assert_true(house_verify(&it, true).sound);
    assert_int_equal(send(&it, &after), kept ? CLASHED : DONE); /* the form, once more */
    assert_int_equal(it.job.repeated, kept);
    db_rollback(it.db);
    it.job.form_number = S("");
    assert_int_equal(head_of(&it), before + 1);
    text_eq(now_of(&it, row.row.id).note, "gevraagd");
    assert_int_equal(now_of(&it, row.row.id).row.version, 2);
    house_close(&it);
}

static void keeps(struct arena *mem, struct str where, const char *folder)
{
    (void)folder;
    refuse(mem, where, true);
}

static void loses(struct arena *mem, struct str where, const char *folder)
{
    (void)folder;
    refuse(mem, where, false);
}

TEST(a_commit_that_could_not_be_synced_is_unknown_and_may_turn_out_to_be_kept) { on_sqlite(keeps); }
TEST(a_commit_that_could_not_be_synced_is_unknown_and_may_turn_out_to_be_lost) { on_sqlite(loses); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_commit_that_could_not_be_synced_is_unknown_and_may_turn_out_to_be_kept),
        cmocka_unit_test(a_commit_that_could_not_be_synced_is_unknown_and_may_turn_out_to_be_lost),
    };

    disk_stand();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
