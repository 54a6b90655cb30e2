/* Which text goes, what of it is told afterwards, and what a reader of the ledger sees. */
#include "house.h"

#include "ledger/erase.h"
#include "ledger/text.h"

/* Two assessments with a note, of one entry; one changed hands and lost its note after it. */
struct notes {
    struct house house;
    struct assessment a, b;
    int64_t both, owner, away;
};

static void save(struct notes *it, const char *act, struct assessment *row, const char *why)
{
    it->house.job.why = str_of(why);
    house_save(&it->house, str_of(act), &assessment_noun, row);
    it->house.job.why = S("");
}

static void open_notes(struct notes *it, struct arena *mem, struct str where)
{
    struct job *job = &it->house.job;
    struct entry *entry;

    house_open(&it->house, mem, where);
    it->a = house_assess(&it->house, S("5.01"), BOB);
    it->b = house_assess(&it->house, S("5.02"), BOB);
    it->a.note = S("van a");
    it->b.note = S("van b");
    house_ok(&it->house, ledger_open(job, S("assessment.set"), &entry));
    house_ok(&it->house, record_save(job, entry, &assessment_noun, &it->a));
    house_ok(&it->house, record_save(job, entry, &assessment_noun, &it->b));
    house_ok(&it->house, ledger_close(job, entry));
    it->both = it->a.row.since;
    it->a.owner.id = ADA;
    save(it, "assessment.set", &it->a, "");
    it->owner = it->a.row.since;
    it->a.note = S("");
    save(it, "assessment.set", &it->a, "waarom");
    it->away = it->a.row.since;
}

static void not_found(struct notes *it, struct erase_which which, const char *key)
{
    struct erase erase;
    struct job *job = &it->house.job;

    house_read(&it->house);
    assert_int_equal(erase_find(job, &which, &erase), key == NULL ? NOT_THERE : REFUSED);
    assert_int_equal(job->faults.n, key != NULL);
    if (key != NULL)
        text_eq(job->faults.at[0].key, key);
    house_read(&it->house);
}

static struct erase erased(struct notes *it, struct erase_which which, const char *act)
{
    struct entry *entry;
    struct erase erase;

    house_ok(&it->house, ledger_open(&it->house.job, str_of(act), &entry));
    house_ok(&it->house, erase_find(&it->house.job, &which, &erase));
    house_ok(&it->house, erase_text(&it->house.job, entry, &erase));
    house_ok(&it->house, ledger_close(&it->house.job, entry));
    return erase;
}

static void try_find(struct arena *mem, struct str where)
{
    struct notes it;
    struct erase gone;

    open_notes(&it, mem, where);
    not_found(&it, (struct erase_which){.seq = 0, .field = S("note")}, NULL);
    not_found(&it, (struct erase_which){.seq = it.away + 1, .field = S("note")}, NULL);
    not_found(&it, (struct erase_which){.seq = it.both, .field = S("nothing")}, "erase.none");
    not_found(&it, (struct erase_which){.seq = it.both, .field = S("note"), .id = 99},
              "erase.none");
    not_found(&it, (struct erase_which){.seq = it.both, .field = S("note")}, "erase.rows");
    not_found(&it, (struct erase_which){.seq = it.both}, "erase.none");
    not_found(&it, (struct erase_which){.seq = it.owner, .field = S("note")}, "erase.none");
    not_found(&it, (struct erase_which){.seq = it.owner, .field = S("owner")}, "erase.none");
    /* By the entry that took it away: the one before wrote it. */
    gone = erased(&it, (struct erase_which){.seq = it.away, .field = S("note")}, "text.erase");
    text_eq(gone.text, "van a");
    assert_int_equal(gone.seq, it.both);
    assert_int_equal(gone.upto, it.away);
    not_found(&it, (struct erase_which){.seq = it.both, .field = S("note"), .id = it.a.row.id},
              "erase.gone");
    not_found(&it, (struct erase_which){.seq = it.away + 1, .field = S("text")}, "erase.none");
    gone = erased(&it, (struct erase_which){.seq = it.away}, "person.erase");
    text_eq(gone.text, "waarom");
    assert_null(gone.noun);
    house_read(&it.house);
    house_ok(&it.house, erase_find(&it.house.job, &(struct erase_which){1, S("name"), ADA}, &gone));
    text_eq(gone.text, "Ada"); /* the first entry, and the first column of its noun */
    assert_true(house_verify(&it.house, true).sound);
    run_sql(it.house.db, "update ledger set parts = replace(parts, '4:note', '4:nope')");
    not_found(&it, (struct erase_which){.seq = it.both, .field = S("note"), .id = it.b.row.id},
              "erase.none");
    db_close(it.house.db);
}

TEST(a_text_is_found_by_its_entry_and_no_other_is_taken_for_it)
{
    on_both(try_find);
}

static void find_day(struct notes *it, const struct erase *text, int64_t seq, bool there)
{
    struct day day;

    house_read(&it->house);
    house_ok(&it->house, erase_day(&it->house.job, text->value, seq, &day));
    assert_int_equal(day_is(day), there);
    assert_true(!there || day.n == it->house.job.today.n);
}

/* Two texts of one entry, erased on two days: the index has them under one number. */
static void try_days(struct arena *mem, struct str where)
{
    struct notes it;
    struct erase b, why;
    struct day day;

    open_notes(&it, mem, where);
    it.b.note = S("nog van b");
    save(&it, "assessment.set", &it.b, "reden van b");
    it.b.note = S("het laatste");
    save(&it, "assessment.set", &it.b, "");
    b = erased(&it, (struct erase_which){it.b.row.since - 1, S("note"), it.b.row.id},
               "text.erase");
    find_day(&it, &b, b.seq, true);
    it.house.job.known = b.seq; /* when it was what stood there */
    house_ok(&it.house, erase_day_of(&it.house.job, &assessment_noun, it.b.row.id, b.field, &day));
    assert_int_equal(day.n, it.house.job.today.n);
    it.house.job.known = INT64_MAX;
    house_later(&it.house, INT64_C(3) * 24 * 3600 * 1000);
    why = erased(&it, (struct erase_which){.seq = it.b.row.since - 1}, "text.erase");
    assert_int_equal(why.seq, b.seq);
    find_day(&it, &why, why.seq, true);
    find_day(&it, &b, it.both, false);
    find_day(&it, &(struct erase){.value = S("~0")}, b.seq, false);
    assert_true(house_verify(&it.house, true).sound);
    run_sql(it.house.db, "update ledger set time = '2026-02-30T09:30:00.000Z'");
    find_day(&it, &why, why.seq, false);
    db_close(it.house.db);
}

TEST(the_day_on_which_a_text_went_is_that_of_the_entry_that_says_so)
{
    on_both(try_days);
}

/* A text that still stands: it is replaced in the entry that erases it. Here that entry also
 * erases the reason of an entry whose sequence is the number of the row. */
static void try_standing(struct arena *mem, struct str where)
{
    struct notes it;
    struct job *job = &it.house.job;
    struct erase reason, note, design, *texts;
    struct ledger_change *all;
    struct entry *entry;
    struct str value;
    int64_t seq;
    size_t n;

    open_notes(&it, mem, where);
    it.b.design_note = S("over de opzet");
    save(&it, "assessment.set", &it.b, "");
    seq = it.b.row.since;
    while (it.a.row.since < it.b.row.id) {
        it.a.note = arena_text(mem, "%lld", (long long)it.a.row.since);
        save(&it, "assessment.set", &it.a, "een reden");
    }
    assert_int_equal(it.a.row.since, it.b.row.id);
    house_ok(&it.house, ledger_open(job, S("text.erase"), &entry));
    house_ok(&it.house, erase_find(job, &(struct erase_which){.seq = it.b.row.id}, &reason));
    house_ok(&it.house, erase_find(job, &(struct erase_which){it.both, S("note"), it.b.row.id},
                                   &note));
    assert_int_equal(note.upto, 0);
    it.b.note = S("");
    house_ok(&it.house, record_save(job, entry, &assessment_noun, &it.b));
    house_ok(&it.house, erase_text(job, entry, &reason));
    house_ok(&it.house, erase_text(job, entry, &note));
    house_ok(&it.house, ledger_close(job, entry));
    house_read(&it.house);
    house_ok(&it.house, erase_find(job, &(struct erase_which){seq, S("design_note"), it.b.row.id},
                                   &design));
    assert_int_equal(design.upto, 0);
    house_ok(&it.house, text_last(job, &assessment_noun, it.b.row.id, design.field, INT64_MAX,
                                  &value, &seq));
    assert_true(str_eq(value, design.value));
    house_ok(&it.house, erase_find_all(job, &assessment_noun, it.b.row.id, &texts, &n));
    assert_int_equal(n, 1); /* the other is gone */
    text_eq(texts[0].text, "over de opzet");
    house_ok(&it.house, ledger_history(job, leave_system(job), &assessment_noun, it.b.row.id, 99,
                                       &all, &n));
    assert_true(all[0].from_gone && all[0].from_day.n == job->today.n);
    for (size_t i = 0; i < n; i++)
        assert_true(all[i].noun == &assessment_noun && all[i].id == it.b.row.id);
    house_ok(&it.house, ledger_history(job, leave_system(job), &person_noun, ADA, 99, &all, &n));
    assert_int_equal(n, 1); /* of an entry that speaks of much else */
    house_ok(&it.house, erase_find_all(job, &person_noun, ADA, &texts, &n));
    assert_int_equal(n, 1);
    text_eq(texts[0].text, "Ada"); /* its first member */
    house_close(&it.house);
}

TEST(a_text_that_stands_is_replaced_in_the_entry_that_erases_it)
{
    on_both(try_standing);
}

/* As many as there is room for before it grows. */
static void try_sixteen(struct arena *mem, struct str where)
{
    enum { NOTES = 16 };
    struct house it;
    struct assessment row;
    struct erase *texts;
    size_t n;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    for (int i = 1; i <= NOTES; i++) {
        row.note = arena_text(mem, "nader %d", i);
        house_save(&it, S("assessment.set"), &assessment_noun, &row);
    }
    house_read(&it);
    house_ok(&it, erase_find_all(&it.job, &assessment_noun, row.row.id, &texts, &n));
    assert_int_equal(n, NOTES);
    for (int i = 0; i < NOTES; i++)
        text_eq(texts[i].text, arena_text(mem, "nader %d", NOTES - i).at);
    house_close(&it);
}

TEST(each_text_that_a_row_has_had_is_found_once)
{
    on_both(try_sixteen);
}

/* ---- what a reader of the ledger sees ---- */

static size_t show(struct house *it, int64_t from, int most, struct ledger_change **ret)
{
    const struct leave *leave;
    size_t n;

    house_read(it);
    house_ok(it, leave_ask(&it->job, MAY_LEDGER, &assessment_noun, 0, &leave));
    house_ok(it, ledger_show(&it->job, leave, from, most, ret, &n));
    db_rollback(it->db);
    return n;
}

static void try_show(struct arena *mem, struct str where)
{
    struct notes it;
    struct ledger_change *all;
    struct ledger_head head;
    const struct leave *leave;
    size_t n, known;

    open_notes(&it, mem, where);
    erased(&it, (struct erase_which){.seq = it.away}, "text.erase");
    assert_int_equal(show(&it.house, it.away + 1, 9, &all), 1);
    assert_null(all[0].noun);
    assert_true(all[0].from_gone && day_is(all[0].from_day));
    show(&it.house, it.away, 1, &all);
    assert_true(all[0].why_gone && day_is(all[0].why_day));
    house_as(&it.house, 0, 0);
    it.b.note = S("van het systeem");
    save(&it, "assessment.set", &it.b, "");
    house_as(&it.house, ADA, ROLE(ADMIN) | ROLE(CISO));
    assert_int_equal(show(&it.house, it.b.row.since, 9, &all), 1);
    assert_int_equal(all[0].person, 0);
    run_sql(it.house.db, arena_text(mem, "update ledger set actor = 'piet' where seq = %lld",
                                    (long long)it.b.row.since).at);
    assert_int_equal(show(&it.house, it.b.row.since, 9, &all), 1);
    assert_int_equal(all[0].person, 0); /* p and no number */
    run_sql(it.house.db, "update ledger set actor = 'system' where actor = 'piet'");
    house_all(&it.house);
    n = show(&it.house, -5, INT32_MAX, &all);
    assert_true(n > 64);
    assert_int_equal(all[0].seq, 1);
    assert_int_equal(show(&it.house, INT64_MAX - 1, 9, &all), 0);
    assert_true(house_verify(&it.house, true).sound);
    run_sql(it.house.db, "update ledger set parts = replace(parts, '10:assessment', "
                         "'10:assessmunt')");
    known = show(&it.house, -5, INT32_MAX, &all);
    assert_true(known < n); /* what is unknown is left out */
    run_sql(it.house.db, "update ledger set parts = replace(parts, '4:name', '4:nime')");
    assert_true(show(&it.house, -5, INT32_MAX, &all) < known);
    house_read(&it.house);
    house_ok(&it.house, leave_ask(&it.house.job, MAY_READ, &assessment_noun, 0, &leave));
    assert_int_equal(ledger_show(&it.house.job, leave, 1, 9, &all, &n), FORBIDDEN);
    it.house.job.org = 99;
    assert_int_equal(ledger_head(&it.house.job, &head), NOT_THERE);
    db_close(it.house.db);
}

TEST(the_ledger_is_shown_from_where_one_asks_and_the_unknown_left_out)
{
    on_both(try_show);
}

static void try_lost(struct arena *mem, struct str where)
{
    struct notes it;
    struct ledger_change *all;
    const struct leave *leave;
    size_t n;

    open_notes(&it, mem, where);
    run_sql(it.house.db, "delete from ledger_text where text = 'van a'");
    run_sql(it.house.db, arena_text(mem, "delete from ledger_row where seq <= %lld",
                                    (long long)it.both).at);
    house_read(&it.house);
    house_ok(&it.house, leave_ask(&it.house.job, MAY_LEDGER, &assessment_noun, 0, &leave));
    assert_int_equal(ledger_show(&it.house.job, leave, it.away, 1, &all, &n), BROKEN);
    db_close(it.house.db);
}

TEST(a_text_that_no_entry_wrote_stops_who_would_tell_of_it)
{
    on_both(try_lost);
}

/* Two confidential pieces of one entry, with an assessment; then one of them again. */
static void try_kept_apart(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence one = {.title = S("Plan"), .kind = EVIDENCE_DOCUMENT, .design = true,
                           .marking = MARKING_CONFIDENTIAL, .submitter = {ADA}};
    struct evidence two;
    struct assessment row;
    struct ledger_change *all;
    struct entry *entry;
    int64_t seq;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    one.period_to = it.job.today;
    two = one;
    row.owner.id = ADA;
    house_ok(&it, ledger_open(&it.job, S("evidence.add"), &entry));
    house_ok(&it, record_save(&it.job, entry, &assessment_noun, &row));
    house_ok(&it, record_new(&it.job, entry, &evidence_noun, &one));
    house_ok(&it, record_new(&it.job, entry, &evidence_noun, &two));
    house_ok(&it, ledger_close(&it.job, entry));
    seq = row.row.since;
    one.title = S("Een ander plan");
    house_save(&it, S("evidence.set"), &evidence_noun, &one);
    house_as(&it, BOB, ROLE(CISO) | ROLE(ADMIN));
    assert_int_equal(show(&it, seq, 9, &all), 4);
    text_eq(all[0].to, "2");
    for (size_t i = 1; i < 4; i++) {
        assert_true(all[i].noun == &evidence_noun && all[i].id == (i == 2 ? two : one).row.id);
        assert_null(all[i].field);
        assert_int_equal(all[i].to.len + all[i].from.len, 0);
    }
    assert_int_equal(show(&it, one.row.since, 9, &all), 1);
    house_as(&it, ADA, ROLE(CISO) | ROLE(ADMIN));
    assert_true(show(&it, one.row.since, 9, &all) == 1 && all[0].field != NULL);
    house_close(&it);
}

TEST(of_a_confidential_record_the_ledger_tells_only_that_it_changed)
{
    on_both(try_kept_apart);
}

/* More entries than are read at once speak of the row, and not of its note. */
static void try_far(struct arena *mem, struct str where)
{
    enum { BETWEEN = 120 };
    struct notes it;
    struct erase text;
    int64_t last;

    open_notes(&it, mem, where);
    for (int i = 0; i < BETWEEN; i++) {
        it.b.owner.id = i % 2 == 0 ? ADA : BOB;
        save(&it, "assessment.set", &it.b, "");
    }
    it.b.note = S("later");
    save(&it, "assessment.set", &it.b, "");
    last = it.b.row.since;
    it.b.note = S("nog later");
    save(&it, "assessment.set", &it.b, "");
    for (int i = 0; i < BETWEEN; i++) {
        it.b.owner.id = i % 2 == 0 ? ADA : BOB;
        save(&it, "assessment.set", &it.b, "");
    }
    house_read(&it.house);
    house_ok(&it.house, erase_find(&it.house.job,
                                   &(struct erase_which){it.both, S("note"), it.b.row.id}, &text));
    assert_int_equal(text.upto, last);
    house_ok(&it.house, erase_find(&it.house.job,
                                   &(struct erase_which){last, S("note"), it.b.row.id}, &text));
    assert_int_equal(text.upto, last + 1);
    /* An entry may have a higher number than any row. */
    erased(&it, (struct erase_which){last, S("note"), it.b.row.id}, "text.erase");
    house_close(&it.house);
}

TEST(a_text_is_found_over_more_entries_than_are_read_at_once)
{
    on_both(try_far);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_found_over_more_entries_than_are_read_at_once),
        cmocka_unit_test(a_text_is_found_by_its_entry_and_no_other_is_taken_for_it),
        cmocka_unit_test(the_day_on_which_a_text_went_is_that_of_the_entry_that_says_so),
        cmocka_unit_test(a_text_that_stands_is_replaced_in_the_entry_that_erases_it),
        cmocka_unit_test(each_text_that_a_row_has_had_is_found_once),
        cmocka_unit_test(the_ledger_is_shown_from_where_one_asks_and_the_unknown_left_out),
        cmocka_unit_test(a_text_that_no_entry_wrote_stops_who_would_tell_of_it),
        cmocka_unit_test(of_a_confidential_record_the_ledger_tells_only_that_it_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
