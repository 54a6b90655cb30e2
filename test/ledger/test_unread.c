/* Verify while the machine fails: what could not be read to its end is not called sound, and not
 * broken either. The step of SQLite and the making of arenas stand behind ours (ld --wrap). */
#include "house.h"

#include <sqlite3.h>

int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);

struct arena *__real_arena_new(size_t limit_bytes);
struct arena *__wrap_arena_new(size_t limit_bytes);

static int left = -1; /* steps until one fails; -1: none does */
static bool failed;
static size_t most_bytes = SIZE_MAX; /* of an arena; 0: there is none to be had */

int __wrap_sqlite3_step(sqlite3_stmt *stmt)
{
    if (left >= 0 && left-- == 0) {
        failed = true;
        return SQLITE_IOERR;
    }
    return __real_sqlite3_step(stmt);
}

struct arena *__wrap_arena_new(size_t limit_bytes)
{
    if (most_bytes == 0)
        return NULL;
    return __real_arena_new(limit_bytes < most_bytes ? limit_bytes : most_bytes);
}

/* A file of evidence, and a row with a past and a text. */
static void lay(struct house *it, struct arena *mem, struct str where)
{
    struct evidence piece = {.title = S("Lijst"), .kind = EVIDENCE_DOCUMENT, .design = true,
                             .submitter = {ADA}};
    struct assessment row;
    char hex[DIGEST_HEX];

    house_open(it, mem, where);
    piece.period_to = it->job.today;
    piece.file_hash = digest_hex(digest_of(S("bytes")), hex);
    house_new(it, &evidence_noun, &piece);
    run_sql(it->db, arena_text(mem, "insert into file_part (org, hash, part, made, bytes) values "
                                    "(1, '%.64s', 0, '', x'6279746573')", hex).at);
    row = house_assess(it, S("5.01"), BOB);
    row.note = S("weer iets");
    it->job.why = S("een reden");
    house_save(it, S("assessment.set"), &assessment_noun, &row);
    it->job.why = S("");
}

static enum outcome verify_work(struct job *job, void *result)
{
    return ledger_verify(job, true, NULL, result);
}

/* Another connection verifies, and its step n fails. */
static enum outcome fails_at(int n, struct house *it, struct str where,
                             struct verify_result *ret)
{
    enum outcome o;

    db_close(it->db);
    it->db = it->job.db = opened(it->job.mem, where);
    it->job.broke = S("");
    failed = false;
    left = n;
    o = job_run(&it->job, verify_work, ret);
    left = -1;
    return o;
}

/* The last that fails is what gives the reading up: all had been read by then. */
static void try_sound(struct arena *mem, struct str where, const char *folder)
{
    struct house it;
    struct verify_result result;
    enum outcome o;
    int whole = 0;
    int n = 0;

    (void)folder;
    lay(&it, mem, where);
    /* What tables are compared with is made once, by statements that are not about the data. */
    assert_int_equal(fails_at(-1, &it, where, &result), DONE);
    do {
        o = fails_at(n++, &it, where, &result);
        whole += o == DONE;
        if (o == DONE)
            assert_true(result.sound);
        else if (o != BROKEN || !failed || it.job.broke.len == 0)
            fail_msg("statement %d: outcome %d", n - 1, (int)o);
    } while (failed);
    assert_true(n > 100);
    assert_true(whole <= 2);
    house_close(&it);
}

TEST(a_ledger_that_could_not_be_read_is_not_called_sound)
{
    on_sqlite(try_sound);
}

/* What was found is said with the text that ought to stand there: or nothing is. */
static void try_found(struct arena *mem, struct str where, const char *folder)
{
    struct house it;
    struct verify_result result;
    enum outcome o;
    int n = 0;

    (void)folder;
    lay(&it, mem, where);
    run_sql(it.db, "update assessment set note = 'door een ander'");
    do {
        o = fails_at(n++, &it, where, &result);
        if (o == DONE) {
            text_eq(result.key, "verify.column");
            text_eq(result.expected, "=weer iets");
        } else if (o != BROKEN || !failed) {
            fail_msg("statement %d: outcome %d", n - 1, (int)o);
        }
    } while (failed);
    db_close(it.db);
}

TEST(what_is_found_is_said_whole_or_not_at_all)
{
    on_sqlite(try_found);
}

static void try_memory(struct arena *mem, struct str where, const char *folder)
{
    static const size_t limits[] = {0, 256 * 1024};
    struct verify_result result;
    struct house it;

    (void)folder;
    lay(&it, mem, where);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        most_bytes = limits[i];
        it.job.broke = S("");
        assert_int_equal(job_run(&it.job, verify_work, &result), BROKEN);
        assert_true(it.job.broke.len > 0);
        most_bytes = SIZE_MAX;
    }
    house_close(&it);
}

TEST(a_ledger_that_does_not_fit_in_memory_is_not_called_sound)
{
    on_sqlite(try_memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ledger_that_could_not_be_read_is_not_called_sound),
        cmocka_unit_test(what_is_found_is_said_whole_or_not_at_all),
        cmocka_unit_test(a_ledger_that_does_not_fit_in_memory_is_not_called_sound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
