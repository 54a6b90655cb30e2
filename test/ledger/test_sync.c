/* [choice: failed-sync] A sync that fails at commit, on SQLite: a file system of our own
 * stands before the real one, and refuses to sync a log when it is told to. */
#include "house.h"

#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

static sqlite3_vfs *real;
static bool fails;       /* the next sync of a log does not go     */
static int failed;       /* how often that was                     */
static int64_t synced;   /* bytes of the log that are safe         */

struct shim {
    sqlite3_file base;
    bool is_log;
    sqlite3_file *under;
};

static sqlite3_file *under(sqlite3_file *file)
{
    return ((struct shim *)file)->under;
}

#define PASS_ON(name, params, call)                                                            \
    static int name params                                                                      \
    {                                                                                           \
        return under(f)->pMethods->call;                                                        \
    }
PASS_ON(shim_close, (sqlite3_file *f), xClose(under(f)))
PASS_ON(shim_read, (sqlite3_file *f, void *to, int n, sqlite3_int64 at),
        xRead(under(f), to, n, at))
PASS_ON(shim_write, (sqlite3_file *f, const void *from, int n, sqlite3_int64 at),
        xWrite(under(f), from, n, at))
PASS_ON(shim_truncate, (sqlite3_file *f, sqlite3_int64 n), xTruncate(under(f), n))
PASS_ON(shim_size, (sqlite3_file *f, sqlite3_int64 *n), xFileSize(under(f), n))
PASS_ON(shim_lock, (sqlite3_file *f, int how), xLock(under(f), how))
PASS_ON(shim_unlock, (sqlite3_file *f, int how), xUnlock(under(f), how))
PASS_ON(shim_reserved, (sqlite3_file *f, int *is), xCheckReservedLock(under(f), is))
PASS_ON(shim_control, (sqlite3_file *f, int what, void *arg),
        xFileControl(under(f), what, arg))
PASS_ON(shim_sector, (sqlite3_file *f), xSectorSize(under(f)))
PASS_ON(shim_device, (sqlite3_file *f), xDeviceCharacteristics(under(f)))
PASS_ON(shim_shm_map, (sqlite3_file *f, int page, int n, int grow, void volatile **at),
        xShmMap(under(f), page, n, grow, at))
PASS_ON(shim_shm_lock, (sqlite3_file *f, int at, int n, int how), xShmLock(under(f), at, n, how))
PASS_ON(shim_shm_unmap, (sqlite3_file *f, int drop), xShmUnmap(under(f), drop))

static void shim_barrier(sqlite3_file *f)
{
    under(f)->pMethods->xShmBarrier(under(f));
}

static int shim_sync(sqlite3_file *f, int how)
{
    sqlite3_int64 n = 0;
    int rc;

    if (((struct shim *)f)->is_log && fails) {
        failed++;
        return SQLITE_IOERR_FSYNC;
    }
    rc = under(f)->pMethods->xSync(under(f), how);
    if (rc == SQLITE_OK && ((struct shim *)f)->is_log &&
        under(f)->pMethods->xFileSize(under(f), &n) == SQLITE_OK)
        synced = n;
    return rc;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, .xClose = shim_close, .xRead = shim_read, .xWrite = shim_write,
    .xTruncate = shim_truncate, .xSync = shim_sync, .xFileSize = shim_size, .xLock = shim_lock,
    .xUnlock = shim_unlock, .xCheckReservedLock = shim_reserved, .xFileControl = shim_control,
    .xSectorSize = shim_sector, .xDeviceCharacteristics = shim_device, .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock, .xShmBarrier = shim_barrier, .xShmUnmap = shim_shm_unmap,
};

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct shim *it = (struct shim *)file;
    int rc;

    (void)vfs;
    it->under = (sqlite3_file *)(it + 1);
    it->is_log = (flags & SQLITE_OPEN_WAL) != 0;
    rc = real->xOpen(real, name, it->under, flags, out);
    file->pMethods = it->under->pMethods == NULL ? NULL : &methods;
    return rc;
}

static void stand_before(void)
{
    static sqlite3_vfs shim;

    real = sqlite3_vfs_find(NULL);
    shim = *real;
    shim.zName = "shim";
    shim.szOsFile = (int)sizeof(struct shim) + real->szOsFile;
    shim.xOpen = shim_open;
    assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}

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
    failed = 0;
    fails = true;
    assert_int_equal(send(&it, &row), BROKEN);
    assert_int_equal(failed, 1);
    fails = false;
    assert_true(db_unknown(it.db)); /* so the door ends the worker after its answer */
    db_rollback(it.db);
    assert_int_equal(db_read(it.db), BROKEN); /* and nobody asks it anything more */
    assert_true(db_unknown(it.db));
    db_rollback(it.db);
    if (!keeps)
        assert_int_equal(truncate(arena_text(mem, "%" STR_FMT "-wal", STR_ARG(where)).at, synced),
                         0);
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

    stand_before();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
