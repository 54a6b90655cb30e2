/* Opening, closing, the clock, forms that come twice, and what was known when. */
#include "house.h"

#include "base/buf.h"
#include "store/backend.h"

static int64_t head_seq(struct house *it)
{
    struct ledger_head head = {0};

    house_read(it);
    house_ok(it, ledger_head(&it->job, &head));
    db_rollback(it->db);
    return head.seq;
}

static void try_closing(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;
    struct ledger_head head;

    house_open(&it, mem, where);
    assert_int_equal(head_seq(&it), 1);
    house_ok(&it, ledger_open(&it.job, S("nothing"), &entry));
    assert_int_equal(ledger_seq(entry), 2);
    house_ok(&it, ledger_close(&it.job, entry));
    assert_int_equal(head_seq(&it), 1);
    house_assess(&it, S("5.01"), BOB);
    house_read(&it);
    house_ok(&it, ledger_head(&it.job, &head));
    assert_int_equal(head.seq, 2);
    text_eq(head.uuid, "000102030405060708090a0b0c0d0e0f");
    text_eq(head.time, "2026-03-01T09:30:00.000Z");
    house_close(&it);
}

TEST(an_entry_without_changes_is_not_written_and_one_with_changes_is)
{
    on_both(try_closing);
}

static void try_not_closing(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;
    struct person who = {.name = S("Cor")};

    house_open(&it, mem, where);
    house_ok(&it, ledger_open(&it.job, S("person.add"), &entry));
    house_ok(&it, record_new(&it.job, entry, &person_noun, &who));
    house_close(&it); /* verify begins anew, and finds nothing of it */
}

TEST(what_is_not_closed_never_happened)
{
    on_both(try_not_closing);
}

/* Adds a person for this reason; the reason as the ledger has it, or the key of why not. */
static struct str add_for(struct house *it, struct str why)
{
    struct person who = {.name = S("Cor")};
    struct entry *entry;
    struct ledger_change *changes;
    size_t n;
    enum outcome o;

    it->job.faults.n = 0;
    it->job.why = why;
    house_ok(it, ledger_open(&it->job, S("person.add"), &entry));
    house_ok(it, record_new(&it->job, entry, &person_noun, &who));
    o = ledger_close(&it->job, entry);
    it->job.why = S("");
    if (o == REFUSED) {
        text_eq(it->job.faults.at[0].field, "reden");
        db_rollback(it->db);
        return it->job.faults.at[0].key;
    }
    house_ok(it, o);
    house_read(it);
    house_ok(it, ledger_show(&it->job, leave_system(&it->job), who.row.since, 1, &changes, &n));
    return changes[0].why;
}

static void try_reason(struct arena *mem, struct str where)
{
    struct house it;
    struct buf long_one;
    int64_t before;

    house_open(&it, mem, where);
    text_eq(add_for(&it, S("  op verzoek ")), "op verzoek");
    text_eq(add_for(&it, S(" ")), "");
    before = head_seq(&it);
    text_eq(add_for(&it, S("op\nverzoek")), "value.controls");
    text_eq(add_for(&it, S("op\xe2\x80\xae verzoek")), "value.hidden");
    text_eq(add_for(&it, S("op\xff")), "value.utf8");
    buf_init(&long_one, mem, 2 * REASON_CHARS + 2);
    for (int i = 0; i <= REASON_CHARS; i++)
        buf_put(&long_one, S("\xc3\xa9"));
    text_eq(add_for(&it, buf_str(&long_one)), "value.long");
    text_eq(it.job.faults.at[0].arg, "400");
    assert_int_equal(head_seq(&it), before);
    long_one.len -= 2;
    assert_true(str_eq(add_for(&it, buf_str(&long_one)), buf_str(&long_one)));
    house_close(&it);
}

TEST(a_reason_is_one_line_of_four_hundred_characters)
{
    on_both(try_reason);
}

static void try_form(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;

    house_open(&it, mem, where);
    it.job.form_number = S("form-1");
    house_assess(&it, S("5.01"), BOB);
    assert_int_equal(ledger_open(&it.job, S("again"), &entry), CLASHED);
    assert_true(it.job.repeated);
    it.job.form_number = S("form-2");
    house_assess(&it, S("5.02"), BOB);
    assert_false(it.job.repeated);
    it.job.form_number = S("-");
    assert_int_equal(ledger_open(&it.job, S("again"), &entry), REFUSED);
    text_eq(it.job.faults.at[0].key, "ledger.form_number");
    house_close(&it);
}

TEST(a_form_that_is_sent_twice_is_recorded_once)
{
    on_both(try_form);
}

static void try_clock(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;
    struct ledger_head head;

    house_open(&it, mem, where);
    house_later(&it, -60 * 1000);
    house_assess(&it, S("5.01"), BOB);
    house_read(&it);
    house_ok(&it, ledger_head(&it.job, &head));
    text_eq(head.time, "2026-03-01T09:30:00.000Z");
    house_later(&it, -4 * 60 * 1000);
    house_assess(&it, S("5.02"), BOB);
    house_later(&it, -1);
    assert_int_equal(ledger_open(&it.job, S("late"), &entry), REFUSED);
    text_eq(it.job.faults.at[0].key, "ledger.clock");
    text_eq(it.job.faults.at[0].arg, "2026-03-01T09:30:00.000Z");
    house_later(&it, 5 * 60 * 1000 + 2);
    house_assess(&it, S("5.03"), BOB);
    house_read(&it);
    house_ok(&it, ledger_head(&it.job, &head));
    text_eq(head.time, "2026-03-01T09:30:00.001Z");
    house_close(&it);
}

TEST(a_clock_set_back_goes_on_for_five_minutes_and_then_stops_writing)
{
    on_both(try_clock);
}

static void try_confirmed(struct arena *mem, struct str where)
{
    enum { MINUTE = 60 * 1000 };
    struct house it;
    struct entry *entry;
    struct ledger_head head;

    house_open(&it, mem, where);
    assert_int_equal(ledger_clock(&it.job), REFUSED);
    text_eq(it.job.faults.at[0].key, "ledger.clock_fine");
    it.job.faults.n = 0;
    house_later(&it, -365 * 24 * 60 * (int64_t)MINUTE);
    assert_int_equal(ledger_open(&it.job, S("back"), &entry), REFUSED);
    db_rollback(it.db);
    it.job.why = S("stond een jaar voor");
    house_ok(&it, ledger_clock(&it.job));
    it.job.why = S("");
    house_assess(&it, S("5.01"), BOB);
    house_later(&it, -4 * MINUTE); /* a little back again is a little */
    house_assess(&it, S("5.02"), BOB);
    house_later(&it, -MINUTE); /* and so are five minutes */
    house_assess(&it, S("5.05"), BOB);
    house_later(&it, -1);
    it.job.faults.n = 0;
    assert_int_equal(ledger_open(&it.job, S("back"), &entry), REFUSED);
    text_eq(it.job.faults.at[0].key, "ledger.clock");
    db_rollback(it.db);
    it.job.faults.n = 0;
    house_ok(&it, ledger_clock(&it.job)); /* and is confirmed by itself */
    house_assess(&it, S("5.03"), BOB);
    house_read(&it);
    house_ok(&it, ledger_head(&it.job, &head));
    text_eq(head.time, "2026-03-01T09:30:00.000Z");
    house_later(&it, 366 * 24 * 60 * (int64_t)MINUTE);
    house_assess(&it, S("5.04"), BOB);
    house_later(&it, -10 * MINUTE); /* what was confirmed is past */
    assert_int_equal(ledger_open(&it.job, S("back"), &entry), REFUSED);
    db_rollback(it.db);
    house_close(&it);
}

TEST(a_clock_far_back_writes_again_once_somebody_confirmed_it)
{
    on_both(try_confirmed);
}

/* Nights on which the clock of people jumps, a day that is not there each year, and the ends of
 * counters of seconds. */
static void try_calendar(struct arena *mem, struct str where)
{
    static const struct { const char *time, *day; } moments[] = {
        {"2026-03-29T00:59:59.999Z", "2026-03-29"}, {"2026-03-29T01:00:00.000Z", "2026-03-29"},
        {"2026-10-25T00:30:00.000Z", "2026-10-25"}, {"2026-10-25T01:30:00.000Z", "2026-10-25"},
        {"2026-10-25T22:59:59.999Z", "2026-10-25"}, {"2026-10-25T23:00:00.000Z", "2026-10-26"},
        {"2028-02-28T23:00:00.000Z", "2028-02-29"}, {"2028-02-29T22:59:59.999Z", "2028-02-29"},
        {"2028-02-29T23:00:00.000Z", "2028-03-01"}, {"2038-01-19T03:14:07.000Z", "2038-01-19"},
        {"2038-01-19T03:14:08.000Z", "2038-01-19"}, {"2106-02-07T06:28:16.000Z", "2106-02-07"},
    };
    enum { N = sizeof moments / sizeof *moments };
    struct house it;
    struct ledger_head head;
    struct moment then;
    struct day day;
    int64_t seq[N], found;

    house_open(&it, mem, where);
    for (int i = 0; i < N; i++) {
        assert_true(moment_of_text(str_of(moments[i].time), &then));
        house_later(&it, then.ms - it.job.now.ms);
        house_assess(&it, arena_text(mem, "5.%02d", i + 1), BOB);
        house_read(&it);
        house_ok(&it, ledger_head(&it.job, &head));
        text_eq(head.time, moments[i].time);
        seq[i] = head.seq;
    }
    for (int i = 0; i < N; i++) {
        int last = i;

        while (last + 1 < N && strcmp(moments[last + 1].day, moments[i].day) == 0)
            last++;
        assert_true(day_of_text(str_of(moments[i].day), &day));
        house_ok(&it, ledger_at(&it.job, day, &found));
        assert_int_equal(found, seq[last]);
    }
    house_close(&it);
}

TEST(an_entry_is_of_its_day_in_every_night_and_century)
{
    on_both(try_calendar);
}

enum { HOUR = 3600 * 1000 };

static int64_t at(struct house *it, int32_t days)
{
    int64_t seq = -1;

    house_ok(it, ledger_at(&it->job, (struct day){it->job.today.n + days}, &seq));
    return seq;
}

/* Midnight in Amsterdam is 23:00Z in winter, 22:00Z in summer. */
static void try_at(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);         /* 2: 1 March 10:30  */
    house_later(&it, 13 * HOUR + HOUR / 2 - 1);
    row.note = S("een");
    house_save(&it, S("set"), &assessment_noun, &row); /* 3: 23:59:59.999 */
    house_later(&it, 1);
    row.note = S("twee");
    house_save(&it, S("set"), &assessment_noun, &row); /* 4: 2 March 00:00 */
    house_read(&it);
    assert_int_equal(at(&it, -2), 0);
    assert_int_equal(at(&it, -1), 3);
    assert_int_equal(at(&it, 0), 4);
    assert_int_equal(at(&it, 400), 4);
    house_close(&it);
}

TEST(a_day_ends_at_midnight_in_amsterdam)
{
    on_both(try_at);
}

static struct assessment as_of(struct house *it, int64_t id, int64_t seq)
{
    const struct leave *leave = leave_system(&it->job);
    struct assessment row = {0};

    it->job.known = seq;
    if (record_load(&it->job, leave, &assessment_noun, (struct row){.id = id}, &row) != DONE)
        row.row.id = 0;
    it->job.known = INT64_MAX;
    return row;
}

static void try_as_of(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct assessment *all;
    size_t n;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("een");
    house_save(&it, S("set"), &assessment_noun, &row);
    house_assess(&it, S("5.02"), BOB);
    row.note = S("twee");
    house_save(&it, S("set"), &assessment_noun, &row);
    house_read(&it);
    assert_int_equal(as_of(&it, row.row.id, 1).row.id, 0);
    text_eq(as_of(&it, row.row.id, 2).note, "");
    text_eq(as_of(&it, row.row.id, 3).note, "een");
    text_eq(as_of(&it, row.row.id, 4).note, "een");
    text_eq(as_of(&it, row.row.id, 5).note, "twee");
    text_eq(as_of(&it, row.row.id, INT64_MAX).note, "twee");
    assert_int_equal(as_of(&it, row.row.id, 4).row.version, 2);
    it.job.known = 3;
    house_ok(&it, record_all(&it.job, leave_system(&it.job), &assessment_noun, &all, &n));
    assert_int_equal(n, 1);
    text_eq(all[0].note, "een");
    it.job.known = 5;
    house_ok(&it, record_all(&it.job, leave_system(&it.job), &assessment_noun, &all, &n));
    assert_int_equal(n, 2);
    house_close(&it);
}

TEST(a_row_is_read_as_it_was_known_after_any_entry)
{
    on_both(try_as_of);
}

static void try_kept(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("een naam");
    house_save(&it, S("set"), &assessment_noun, &row);
    row.note = S("");
    house_save(&it, S("text.erase"), &assessment_noun, &row);
    text_eq(house_verify(&it, false).key, "verify.text_kept");
    run_sql(it.db, "delete from ledger_text where text = 'een naam'");
    assert_true(house_verify(&it, false).sound);
    text_eq(house_verify(&it, true).key, "verify.text_kept"); /* the past still has it */
    run_sql(it.db, "update assessment_past set note = 'n' where note = 'een naam'");
    text_eq(house_verify(&it, true).key, "verify.text_kept"); /* be it one letter */
    run_sql(it.db, "update assessment_past set note = null where note = 'n'");
    house_close(&it);
}

TEST(an_erased_text_that_is_still_somewhere_is_found)
{
    on_both(try_kept);
}

static void try_twice(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;
    struct object row = {.name = S("Zaaksysteem"), .kind = OBJECT_SYSTEM};
    struct ledger_change *all;
    size_t n;

    house_open(&it, mem, where);
    house_ok(&it, ledger_open(&it.job, S("object.add"), &entry));
    house_ok(&it, record_new(&it.job, entry, &object_noun, &row));
    row.name = S("Zaken");
    row.owner = (struct ref){BOB};
    house_ok(&it, record_save(&it.job, entry, &object_noun, &row));
    house_ok(&it, ledger_close(&it.job, entry));
    assert_int_equal(row.row.version, 1);
    house_read(&it);
    house_ok(&it, ledger_history(&it.job, leave_system(&it.job), &object_noun, row.row.id, 9, &all,
                                 &n));
    assert_int_equal(n, 3);
    text_eq(all[1].to, "Zaken");
    assert_null(all[1].from.at);
    house_ok(&it, ledger_open(&it.job, S("object.set"), &entry));
    row.name = S("A");
    house_ok(&it, record_save(&it.job, entry, &object_noun, &row));
    row.name = S("Zaken");
    house_ok(&it, record_save(&it.job, entry, &object_noun, &row));
    house_ok(&it, ledger_close(&it.job, entry));
    assert_int_equal(row.row.version, 2);
    house_close(&it);
}

TEST(a_row_that_is_written_twice_in_an_entry_is_one_version)
{
    on_both(try_twice);
}

static void try_two(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;
    struct organisation org = {.row = {.id = 1}, .name = S("De tweede"), .type = ORG_PROVINCIE,
                               .norm = S("bio2")};

    house_open(&it, mem, where);
    assert_int_equal(ledger_found(&it.job, S("nonsense"), S("init"), &entry), REFUSED);
    house_as(&it, 0, 0);
    house_ok(&it, ledger_found(&it.job, S(""), S("init"), &entry));
    assert_int_equal(it.job.org, 2);
    house_ok(&it, record_new(&it.job, entry, &organisation_noun, &org));
    house_ok(&it, ledger_close(&it.job, entry));
    assert_true(house_verify(&it, true).sound);
    it.job.org = 3;
    assert_int_equal(ledger_open(&it.job, S("x"), &entry), NOT_THERE);
    house_read(&it);
    assert_int_equal(at(&it, 0), 0);
    it.job.org = 1;
    house_close(&it);
}

TEST(each_organisation_has_a_chain_of_its_own)
{
    on_both(try_two);
}

static void try_foreign(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct entry *entry;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    run_sql(it.db, "update assessment set note = 'met de hand'");
    house_ok(&it, ledger_open(&it.job, S("set"), &entry));
    row.note = S("netjes");
    house_ok(&it, record_save(&it.job, entry, &assessment_noun, &row));
    assert_int_equal(ledger_close(&it.job, entry), BROKEN);
    db_rollback(it.db);
    run_sql(it.db, "update assessment set note = null");
    house_close(&it);
}

TEST(a_text_that_was_put_in_by_hand_stops_the_next_change_of_it)
{
    on_both(try_foreign);
}

static void opens(struct house *it, enum outcome ought)
{
    struct entry *entry;

    assert_int_equal(ledger_open(&it->job, S("set"), &entry), ought);
    db_rollback(it->db);
}

static void try_unfit(struct arena *mem, struct str where)
{
    struct house it;

    house_open(&it, mem, where);
    it.job.form_number = S("-");
    opens(&it, REFUSED);
    it.job.form_number = arena_text(mem, "%0100d", 0);
    opens(&it, DONE);
    it.job.form_number = arena_text(mem, "%0101d", 0);
    opens(&it, REFUSED);
    it.job.form_number = S("");
    run_sql(it.db, "update ledger_head set time = 'nooit'");
    opens(&it, BROKEN);
    run_sql(it.db, "update ledger_head set time = '2026-03-01T09:30:00.000Z'");
    house_close(&it);
}

TEST(an_entry_needs_a_number_that_fits_and_a_time_before_it)
{
    on_both(try_unfit);
}

/* The row of the head moved after it was read, within this very transaction. */
static void try_moved(struct arena *mem, struct str where)
{
    struct house it;
    struct entry *entry;
    struct person who = {.name = S("Cor")};

    house_open(&it, mem, where);
    house_ok(&it, ledger_open(&it.job, S("person.add"), &entry));
    house_ok(&it, record_new(&it.job, entry, &person_noun, &who));
    done(db_exec(it.db, S("update ledger_head set seq = seq + 1")), it.db);
    assert_int_equal(ledger_close(&it.job, entry), CLASHED);
    house_close(&it);
}

TEST(a_head_that_moved_in_between_is_a_clash)
{
    on_both(try_moved);
}

static void try_altered(struct arena *mem, struct str where, const char *folder)
{
    struct house it;
    struct entry *entry;
    struct person who = {.name = S("Cor")};

    (void)folder;
    house_open(&it, mem, where);
    run_sql(it.db, "create trigger alters after insert on ledger begin update ledger set "
                   "act = 'person.drop' where seq = new.seq; end");
    house_ok(&it, ledger_open(&it.job, S("person.add"), &entry));
    house_ok(&it, record_new(&it.job, entry, &person_noun, &who));
    assert_int_equal(ledger_close(&it.job, entry), BROKEN);
    db_rollback(it.db);
    run_sql(it.db, "drop trigger alters");
    house_close(&it);
}

TEST(an_entry_that_is_read_back_otherwise_is_not_kept)
{
    on_sqlite(try_altered);
}

/* The ledger's own tables are verified, and so is what has entries. */
static void try_passing(struct arena *mem, struct str where, const char *folder)
{
    struct verify_result is;
    struct house it;

    (void)folder;
    house_open(&it, mem, where);
    is = house_verify(&it, true);
    assert_true(str_starts(is.passing, S("migration, account, session, file_part, figure, token, "
                                         "passkey, passkey_challenge, care, ")));
    assert_true(str_find(is.passing, S("ledger"), 0) < 0);
    assert_true(str_find(is.passing, S("person"), 0) < 0);
    house_close(&it);
}

TEST(the_tables_that_have_no_entries_are_named)
{
    on_sqlite(try_passing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_that_have_no_entries_are_named),
        cmocka_unit_test(an_entry_without_changes_is_not_written_and_one_with_changes_is),
        cmocka_unit_test(what_is_not_closed_never_happened),
        cmocka_unit_test(a_reason_is_one_line_of_four_hundred_characters),
        cmocka_unit_test(a_form_that_is_sent_twice_is_recorded_once),
        cmocka_unit_test(a_clock_set_back_goes_on_for_five_minutes_and_then_stops_writing),
        cmocka_unit_test(a_clock_far_back_writes_again_once_somebody_confirmed_it),
        cmocka_unit_test(an_entry_is_of_its_day_in_every_night_and_century),
        cmocka_unit_test(a_day_ends_at_midnight_in_amsterdam),
        cmocka_unit_test(a_row_is_read_as_it_was_known_after_any_entry),
        cmocka_unit_test(an_erased_text_that_is_still_somewhere_is_found),
        cmocka_unit_test(a_row_that_is_written_twice_in_an_entry_is_one_version),
        cmocka_unit_test(each_organisation_has_a_chain_of_its_own),
        cmocka_unit_test(a_text_that_was_put_in_by_hand_stops_the_next_change_of_it),
        cmocka_unit_test(an_entry_needs_a_number_that_fits_and_a_time_before_it),
        cmocka_unit_test(a_head_that_moved_in_between_is_a_clash),
        cmocka_unit_test(an_entry_that_is_read_back_otherwise_is_not_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
