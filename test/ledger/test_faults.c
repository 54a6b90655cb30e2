/* R04 within the ledger: whichever statement fails, the outcome is BROKEN, nothing half is
 * there, and what comes after goes as if nothing had been tried. The step of SQLite stands
 * behind one of ours (ld --wrap), which refuses the one that it is told to. */
#include "house.h"

#include <errno.h>
#include <sqlite3.h>
#include <sys/types.h>

#include "ledger/erase.h"

int __real_sqlite3_step(sqlite3_stmt *stmt);
int __wrap_sqlite3_step(sqlite3_stmt *stmt);

ssize_t __real_getrandom(void *to, size_t n, unsigned flags);
ssize_t __wrap_getrandom(void *to, size_t n, unsigned flags);

static int left = -1; /* steps until one fails; -1: none does */
static bool failed;
static int interrupts; /* before random bytes come */

int __wrap_sqlite3_step(sqlite3_stmt *stmt)
{
    if (left >= 0 && left-- == 0) {
        failed = true;
        return SQLITE_IOERR;
    }
    return __real_sqlite3_step(stmt);
}

ssize_t __wrap_getrandom(void *to, size_t n, unsigned flags)
{
    if (interrupts == 0)
        return __real_getrandom(to, n, flags);
    interrupts--;
    errno = EINTR;
    return -1;
}

/* What was there before each try. */
struct before {
    int64_t assessment;
    int64_t evidence;
    int64_t noted;  /* the entry that wrote the note */
    int64_t reason; /* an entry with a reason       */
    int64_t taken;  /* the entry that took the note away */
    struct entry *entry;
};

static enum outcome note(struct house *it, struct before *at, struct str text)
{
    struct assessment row;
    struct entry *entry;
    const struct leave *leave;
    enum outcome o;

    if ((o = ledger_open(&it->job, S("assessment.set"), &entry)) != DONE ||
        (o = leave_ask(&it->job, MAY_ASSESS, &assessment_noun, at->assessment, &leave)) != DONE ||
        (o = record_load(&it->job, leave, &assessment_noun,
                         (struct row){.id = at->assessment}, &row)) != DONE)
        return o;
    row.note = text;
    if ((o = record_save(&it->job, entry, &assessment_noun, &row)) != DONE)
        return o;
    return ledger_close(&it->job, entry);
}

static enum outcome writes(struct house *it, struct before *at)
{
    enum outcome o;

    it->job.why = S("omdat het anders staat");
    it->job.form_number = S("form-of-this-test");
    o = note(it, at, S("een andere tekst"));
    it->job.why = it->job.form_number = S("");
    return o;
}

static enum outcome founds(struct house *it, struct before *at)
{
    struct organisation org = {.row = {.id = 1}, .name = S("Tweede"), .type = ORG_GEMEENTE,
                               .norm = S("bio2")};
    struct entry *entry;
    enum outcome o;
    int64_t mine = it->job.org;

    (void)at;
    if ((o = ledger_found(&it->job, S(""), S("init"), &entry)) == DONE &&
        (o = record_new(&it->job, entry, &organisation_noun, &org)) == DONE)
        o = ledger_close(&it->job, entry);
    it->job.org = mine;
    return o;
}

static enum outcome erase_one(struct house *it, const struct erase_which *which)
{
    struct entry *entry;
    struct erase erase;
    enum outcome o;

    if ((o = ledger_open(&it->job, S("text.erase"), &entry)) != DONE ||
        (o = erase_find(&it->job, which, &erase)) != DONE ||
        (o = erase_text(&it->job, entry, &erase)) != DONE)
        return o;
    return ledger_close(&it->job, entry);
}

static enum outcome erases(struct house *it, struct before *at)
{
    return erase_one(it, &(struct erase_which){.seq = at->reason});
}

/* The text of a version that has passed: one row of the past is blanked as well. */
static enum outcome erases_past(struct house *it, struct before *at)
{
    return erase_one(it, &(struct erase_which){.seq = at->noted, .field = S("note"),
                                               .id = at->assessment});
}

/* A text that was taken away: the entry that wrote it is sought. */
static enum outcome erases_taken(struct house *it, struct before *at)
{
    struct erase_which which = {.seq = at->taken, .field = S("note"), .id = at->assessment};
    struct erase erase;
    enum outcome o;

    if ((o = ledger_open(&it->job, S("text.erase"), &at->entry)) != DONE ||
        (o = erase_find(&it->job, &which, &erase)) != DONE ||
        (o = erase_text(&it->job, at->entry, &erase)) != DONE)
        return o;
    return ledger_close(&it->job, at->entry);
}

/* A clock that was set back for a day. */
static enum outcome confirms(struct house *it, struct before *at)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000 };
    enum outcome o;

    (void)at;
    house_later(it, -DAY_MS);
    o = ledger_clock(&it->job);
    house_later(it, DAY_MS);
    return o;
}

static enum outcome begun(struct house *it)
{
    db_rollback(it->db);
    return db_read(it->db) == DONE ? DONE : job_broke(&it->job);
}

static enum outcome reads(struct house *it, struct before *at)
{
    const struct leave *all;
    struct ledger_change *changes;
    struct ledger_head head;
    struct erase *texts;
    struct day day;
    int64_t seq;
    size_t n;
    enum outcome o;

    if ((o = begun(it)) != DONE || (o = ledger_head(&it->job, &head)) != DONE ||
        (o = ledger_at(&it->job, it->job.today, &seq)) != DONE ||
        (o = leave_ask(&it->job, MAY_LEDGER, &assessment_noun, 0, &all)) != DONE ||
        (o = ledger_show(&it->job, all, 1, 100, &changes, &n)) != DONE ||
        (o = erase_day_of(&it->job, &assessment_noun, at->assessment,
                          &assessment_noun.fields[noun_field(&assessment_noun, S("note"))],
                          &day)) != DONE)
        return o;
    if ((o = erase_find_all(&it->job, &assessment_noun, at->assessment, &texts, &n)) != DONE)
        return o;
    return ledger_history(&it->job, all, &assessment_noun, at->assessment, 10, &changes, &n);
}

static enum outcome asks(struct house *it, struct before *at)
{
    const struct leave *leave;
    bool alone;
    enum outcome o;

    if ((o = begun(it)) != DONE)
        return o;
    house_as(it, BOB, ROLE(OWNER));
    o = leave_ask(&it->job, MAY_ASSESS, &assessment_noun, at->assessment, &leave);
    house_as(it, BOB, ROLE(AUDITOR));
    if (o == DONE)
        o = leave_ask(&it->job, MAY_JUDGE, &evidence_noun, at->evidence, &leave);
    house_as(it, ADA, ROLE(ADMIN) | ROLE(CISO));
    if (o != DONE)
        return o;
    o = leave_ask(&it->job, MAY_JUDGE, &evidence_noun, at->evidence, &leave);
    if (o == BROKEN)
        return o;
    assert_int_equal(o, FORBIDDEN); /* Ada added it herself, and Bob is there */
    return leave_alone(&it->job, &alone);
}

static int64_t noted_by(struct house *it)
{
    struct ledger_head head = {0};

    house_read(it);
    house_ok(it, ledger_head(&it->job, &head));
    db_rollback(it->db);
    return head.seq;
}

static void add_file(struct house *it)
{
    struct evidence row = {.title = S("Lijst"), .kind = EVIDENCE_DOCUMENT, .design = true,
                           .period_to = it->job.today, .submitter = {it->job.person}};
    char hex[DIGEST_HEX];

    row.file_hash = digest_hex(digest_of(S("bytes")), hex);
    house_new(it, &evidence_noun, &row);
    run_sql(it->db, arena_text(it->job.mem,
        "insert into file_part (org, hash, part, made, bytes) values (1, '%.64s', 0, '', "
        "x'6279746573')", hex).at);
}

static void lay(struct house *it, struct before *at)
{
    add_file(it);
    at->assessment = house_assess(it, S("5.01"), BOB).row.id;
    at->evidence = house_evidence(it, S("Foto van de deur")).row.id;
    house_ok(it, note(it, at, S("eerst dit")));
    at->noted = noted_by(it);
    it->job.why = S("een reden");
    house_ok(it, note(it, at, S("toen dat")));
    it->job.why = S("");
    at->reason = noted_by(it);
    house_ok(it, note(it, at, S("")));
    at->taken = noted_by(it);
    house_ok(it, note(it, at, S("weer iets")));
}

/* A worker whose statement failed may be of no use any more: another opens the data. */
static void open_anew(struct house *it, struct str where)
{
    db_close(it->db);
    it->db = it->job.db = opened(it->job.mem, where);
    it->job.broke = S("");
}

/* Statement n of the deed fails; false when it has none so many. */
static bool fails_at(int n, struct str where, enum outcome (*deed)(struct house *, struct before *))
{
    struct arena *mem = arena_new(64 * 1024 * 1024);
    struct before at = {0};
    struct house it;
    enum outcome o;
    int64_t seq;

    house_open(&it, mem, where);
    lay(&it, &at);
    seq = noted_by(&it);
    failed = false;
    left = n;
    o = deed(&it, &at);
    left = -1;
    if (failed) {
        if (o != BROKEN || it.job.broke.len == 0)
            fail_msg("statement %d: outcome %d", n, (int)o);
        open_anew(&it, where);
        assert_int_equal(noted_by(&it), seq);
        o = deed(&it, &at);
    }
    house_ok(&it, o);
    house_close(&it);
    arena_free(mem);
    return failed;
}

static enum outcome (*in_turn)(struct house *it, struct before *at);

static void try_in_turn(struct arena *mem, struct str where, const char *folder)
{
    int n = 0;

    (void)where;
    while (fails_at(n, arena_text(mem, "%s/%d.db", folder, n), in_turn))
        n++;
    assert_true(n > 2);
}

#define IN_TURN(name, deed)                                                                    \
    TEST(name)                                                                                  \
    {                                                                                           \
        in_turn = deed;                                                                         \
        on_sqlite(try_in_turn);                                                                 \
    }
IN_TURN(a_change_is_whole_or_not_there_whichever_statement_fails, writes)
IN_TURN(an_organisation_is_founded_whole_or_not_at_all, founds)
IN_TURN(a_reason_is_erased_whole_or_not_at_all, erases)
IN_TURN(a_text_of_the_past_is_erased_whole_or_not_at_all, erases_past)
IN_TURN(a_text_that_was_taken_away_is_erased_whole_or_not_at_all, erases_taken)
IN_TURN(a_clock_is_confirmed_whole_or_not_at_all, confirms)
IN_TURN(a_reader_hears_that_a_statement_failed, reads)
IN_TURN(nobody_gets_leave_by_a_statement_that_failed, asks)

TEST(a_signal_while_random_bytes_come_takes_none_of_them)
{
    struct salt one, two;

    interrupts = 3;
    one = salt_new();
    assert_int_equal(interrupts, 0);
    two = salt_new();
    assert_memory_not_equal(&one, &two, sizeof one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_whole_or_not_there_whichever_statement_fails),
        cmocka_unit_test(an_organisation_is_founded_whole_or_not_at_all),
        cmocka_unit_test(a_reason_is_erased_whole_or_not_at_all),
        cmocka_unit_test(a_text_of_the_past_is_erased_whole_or_not_at_all),
        cmocka_unit_test(a_text_that_was_taken_away_is_erased_whole_or_not_at_all),
        cmocka_unit_test(a_clock_is_confirmed_whole_or_not_at_all),
        cmocka_unit_test(a_reader_hears_that_a_statement_failed),
        cmocka_unit_test(nobody_gets_leave_by_a_statement_that_failed),
        cmocka_unit_test(a_signal_while_random_bytes_come_takes_none_of_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
