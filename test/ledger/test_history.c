/* What is told of a row's past: newest first, with reasons, and what of it was erased. */
#include "house.h"

static void save(struct house *it, struct assessment *row, const char *note, const char *why)
{
    row->note = arena_str(it->job.mem, str_of(note));
    it->job.why = str_of(why);
    house_save(it, S("assessment.set"), &assessment_noun, row);
    it->job.why = S("");
}

/* The whole history, of so many changes. */
static struct ledger_change *told(struct house *it, const struct assessment *row, size_t n)
{
    struct ledger_change *all;
    size_t told_n;

    house_read(it);
    house_ok(it, ledger_history(&it->job, leave_system(&it->job), &assessment_noun, row->row.id,
                                INT32_MAX, &all, &told_n));
    assert_int_equal(told_n, n);
    return all;
}

static void try_history(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct ledger_change *all;
    const struct leave *leave;
    int64_t before;
    size_t n;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("een");
    row.design = VERDICT_YES;
    it.job.why = S("eerste ronde");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    it.job.why = S("tweede ronde");
    row.note = S("");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    it.job.why = S("");
    house_read(&it);
    house_ok(&it, ledger_at(&it.job, (struct day){it.job.today.n - 1}, &before));
    assert_int_equal(before, 0);
    leave = leave_system(&it.job);
    house_ok(&it, ledger_history(&it.job, leave, &assessment_noun, row.row.id, 2, &all, &n));
    assert_int_equal(n, 3);
    assert_int_equal(all[0].seq, 4);
    text_eq(all[0].from, "een");
    assert_null(all[0].to.at);
    text_eq(all[0].why, "tweede ronde");
    text_eq(all[1].why, "eerste ronde");
    assert_string_equal(all[1].field->name, "design");
    text_eq(all[1].to, "ja");
    assert_string_equal(all[2].field->name, "note");
    text_eq(all[2].to, "een");
    text_eq(all[2].why, "eerste ronde");
    text_eq(all[2].act, "assessment.set");
    text_eq(all[2].door, "cli");
    assert_int_equal(all[2].person, ADA);
    assert_false(all[2].to_gone);
    house_ok(&it, ledger_show(&it.job, leave, 3, 1, &all, &n));
    assert_int_equal(n, 2);
    it.job.known = 3;
    house_ok(&it, ledger_history(&it.job, leave, &assessment_noun, row.row.id, 99, &all, &n));
    assert_int_equal(all[0].seq, 3);
    house_close(&it);
}

TEST(the_history_of_a_row_is_told_newest_first_with_who_and_why)
{
    on_both(try_history);
}

static void try_gone(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct ledger_change *all;
    size_t n;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("een naam");
    house_save(&it, S("set"), &assessment_noun, &row);
    row.note = S("");
    house_save(&it, S("text.erase"), &assessment_noun, &row);
    run_sql(it.db, "delete from ledger_text where text = 'een naam'");
    run_sql(it.db, "update assessment_past set note = null where note = 'een naam'");
    house_read(&it);
    house_ok(&it, ledger_history(&it.job, leave_system(&it.job), &assessment_noun, row.row.id, 9,
                                 &all, &n));
    assert_true(all[0].from_gone);
    assert_true(all[1].to_gone);
    house_close(&it); /* sound: an entry says that it was erased */
}

TEST(an_erased_text_is_gone_and_the_chain_still_holds)
{
    on_both(try_gone);
}

static void try_long(struct arena *mem, struct str where)
{
    enum { NEW = 3, NOTES = 70 }; /* what a new one says, and more than there was room for */
    struct house it;
    struct assessment row;
    struct ledger_change *all;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    for (int i = 1; i <= NOTES; i++)
        save(&it, &row, arena_text(mem, "nader %d", i).at, "");
    all = told(&it, &row, NOTES + NEW);
    for (int i = NOTES; i > 0; i--, all++) {
        text_eq(all->to, arena_text(mem, "nader %d", i).at);
        assert_int_equal(all->seq, 2 + i);
    }
    assert_int_equal(all[0].seq, 2);
    house_close(&it);
}

TEST(a_history_is_told_whole_however_long_it_is)
{
    on_both(try_long);
}

static void try_letter(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    save(&it, &row, "a", "b");
    text_eq(told(&it, &row, 4)->to, "a");
    text_eq(told(&it, &row, 4)->why, "b");
    house_close(&it);
}

TEST(a_note_and_a_reason_of_one_letter_are_kept)
{
    on_both(try_letter);
}

/* Two changes for one reason, and a later one for another. */
static void try_reason(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct ledger_change *all;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.design = VERDICT_YES;
    save(&it, &row, "een", "om een naam");
    save(&it, &row, "twee", "om iets anders");
    house_later(&it, INT64_C(24) * 3600 * 1000);
    house_erase(&it, row.row.since - 1, "");
    all = told(&it, &row, 6);
    assert_true(!all[0].why_gone && !day_is(all[0].why_day));
    for (int i = 1; i <= 2; i++) {
        assert_true(all[i].why_gone && all[i].why_day.n == it.job.today.n);
        assert_int_equal(all[i].why.len, 0);
    }
    assert_false(all[3].why_gone);
    house_close(&it);
}

TEST(a_reason_that_was_erased_is_gone_from_each_change_on_one_day)
{
    on_both(try_reason);
}

/* It was erased, and somebody who holds the data put it back. */
static void try_there(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct ledger_change *all;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    save(&it, &row, "een naam", "");
    save(&it, &row, "nu", "");
    run_sql(it.db, "create temporary table kept as select * from ledger_text where text = "
                   "'een naam'");
    house_erase(&it, row.row.since - 1, "note");
    all = told(&it, &row, 5);
    assert_true(all[1].to_gone && all[1].to_day.n == it.job.today.n);
    db_rollback(it.db);
    run_sql(it.db, "insert into ledger_text select * from kept");
    all = told(&it, &row, 5);
    text_eq(all[1].to, "een naam");
    assert_true(!all[1].to_gone && !day_is(all[1].to_day));
    assert_true(!all[0].from_gone && !day_is(all[0].from_day));
    db_rollback(it.db);
    run_sql(it.db, "delete from ledger_text where text = 'een naam'");
    house_close(&it);
}

TEST(a_text_that_is_there_has_no_day_on_which_it_went)
{
    on_both(try_there);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_history_of_a_row_is_told_newest_first_with_who_and_why),
        cmocka_unit_test(an_erased_text_is_gone_and_the_chain_still_holds),
        cmocka_unit_test(a_history_is_told_whole_however_long_it_is),
        cmocka_unit_test(a_note_and_a_reason_of_one_letter_are_kept),
        cmocka_unit_test(a_reason_that_was_erased_is_gone_from_each_change_on_one_day),
        cmocka_unit_test(a_text_that_is_there_has_no_day_on_which_it_went),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
