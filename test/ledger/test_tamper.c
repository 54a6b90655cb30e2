/* R10: whatever is changed behind the ledger's back, verify names it. */
#include "hand.h"

#include <sqlite3.h>

#include "base/buf.h"
#include "ledger/text.h"
#include "model/erasure.h"
#include "store/backend.h"

struct column {
    const char *name;
    bool is_text;
    bool may_be_null;
};

/* A byte of a text, or a number, and null where there was something. */
static const char *const changes_text[] = {
    ("case when %s is null then 'a' when substr(%s, 1, 1) = 'a' then 'b' || substr(%s, 2) "
     "else 'a' || substr(%s, 2) end"),
    "case when %s is null then '' else %s || 'a' end",
    "case when length(%s) > 1 then substr(%s, 1, length(%s) - 1) else 'ab' end",
};
static const char *const changes_number[] = {
    "coalesce(%s, 0) + 100000",
    "case when %s is null then 0 else %s - 100000 end",
};

static struct str fill_in(struct arena *mem, const char *pattern, const char *column)
{
    struct buf out;
    struct str rest = str_of(pattern);
    ptrdiff_t at;

    buf_init(&out, mem, 256);
    while ((at = str_find(rest, S("%s"), 0)) >= 0) {
        buf_put(&out, str_sub(rest, 0, (size_t)at));
        buf_text(&out, "\"%s\"", column);
        rest = str_sub(rest, (size_t)at + 2, rest.len);
    }
    buf_put(&out, rest);
    buf_char(&out, '\0');
    return buf_str(&out);
}

/* Changes one row in one column and wants it found there. */
static void tamper(struct house *it, const char *table, const char *where, const char *column,
                   const char *value)
{
    struct verify_result is;

    hand_say(it, "update \"%s\" set \"%s\" = %s where %s", table, column, value, where);
    is = house_verify(it, true);
    if (is.sound)
        fail_msg("%s.%s = %s where %s: not found", table, column, value, where);
    /* It is named where it was done, save for what moves a row out of sight. */
    if (str_starts(is.key, S("verify.column")) &&
        (!str_eq(is.table, str_of(table)) || !str_eq(is.column, str_of(column))))
        fail_msg("%s.%s = %s: found in %" STR_FMT ".%" STR_FMT, table, column, value,
                 STR_ARG(is.table), STR_ARG(is.column));
    hand_put_back(it, table);
}

static void tamper_column(struct house *it, const char *table, const char *where,
                          struct column column)
{
    struct arena *mem = it->job.mem;
    size_t n = column.is_text ? sizeof changes_text / sizeof *changes_text
                              : sizeof changes_number / sizeof *changes_number;

    for (size_t i = 0; i < n; i++)
        tamper(it, table, where, column.name,
               fill_in(mem, column.is_text ? changes_text[i] : changes_number[i], column.name).at);
    if (column.may_be_null) /* of what is null already a change was made above */
        tamper(it, table, where, column.name,
               fill_in(mem, column.is_text ? "case when %s is null then 'x' end"
                                           : "case when %s is null then 1 end",
                       column.name).at);
}

static bool is_text(const struct field *field)
{
    return field->kind == KIND_TEXT || field->kind == KIND_CODE || field->kind == KIND_DAY ||
           field->kind == KIND_CHOICE;
}

static void tamper_table(struct house *it, const struct noun *noun, int64_t id, bool past)
{
    static const struct column heads[] = {
        {"org", false, false}, {"id", false, false}, {"version", false, false},
        {"since", false, false}, {"upto", false, false}};
    const char *table = arena_text(it->job.mem, "%s%s", noun->name, past ? "_past" : "").at;
    const char *where = arena_text(it->job.mem, "org = 1 and id = %lld%s", (long long)id,
                                   past ? " and version = 1" : "").at;

    hand_copy(it, table);
    for (int i = 0; i < (past ? 5 : 4); i++)
        tamper_column(it, table, where, heads[i]);
    for (int i = 0; i < noun->n_fields; i++)
        tamper_column(it, table, where,
                      (struct column){noun->fields[i].name, is_text(&noun->fields[i]),
                                      (noun->fields[i].flags & REQUIRED) == 0 &&
                                          noun->fields[i].kind != KIND_FLAG});
    hand_drop_copy(it);
}

static void try_tables(struct arena *mem, struct str where)
{
    struct house it;

    house_open(&it, mem, where);
    house_all(&it);
    hand_sound(&it);
    hand_open(&it);
    for (int i = 0; i < noun_all_n; i++) {
        tamper_table(&it, noun_all[i], it.ids[i], false);
        tamper_table(&it, noun_all[i], it.ids[i], true);
    }
    house_close(&it);
}

TEST(a_change_in_any_column_of_any_table_and_its_past_is_named)
{
    on_both(try_tables);
}

static void try_ledger(struct arena *mem, struct str where)
{
    static const struct column ledger[] = {
        {"org", false, false}, {"seq", false, false}, {"prev", true, false},
        {"time", true, false}, {"actor", true, false}, {"door", true, false},
        {"act", true, false}, {"reason", true, false}, {"form_number", true, false},
        {"parts", true, false}, {"hash", true, false}};
    static const struct column text[] = {{"org", false, false}, {"digest", true, false},
                                         {"salt", true, false}, {"text", true, false}};
    static const struct column row[] = {{"org", false, false}, {"noun", true, false},
                                        {"id", false, false}, {"seq", false, false}};
    static const struct column head[] = {{"uuid", true, false}, {"seq", false, false},
                                         {"hash", true, false}, {"time", true, false}};
    struct house it;

    house_open(&it, mem, where);
    house_all(&it);
    hand_open(&it);
    hand_copy(&it, "ledger");
    for (size_t i = 0; i < sizeof ledger / sizeof *ledger; i++)
        for (int seq = 1; seq <= 25; seq += 8)
            tamper_column(&it, "ledger", arena_text(mem, "org = 1 and seq = %d", seq).at,
                          ledger[i]);
    hand_drop_copy(&it);
    hand_copy(&it, "ledger_text");
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        tamper_column(&it, "ledger_text",
                      "org = 1 and digest = (select max(digest) from ledger_text)", text[i]);
    hand_drop_copy(&it);
    hand_copy(&it, "ledger_row");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        tamper_column(&it, "ledger_row", "org = 1 and seq = (select max(seq) from ledger)", row[i]);
    hand_drop_copy(&it);
    hand_copy(&it, "ledger_head");
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        tamper_column(&it, "ledger_head", "org = 1", head[i]);
    tamper(&it, "ledger_head", "org = 1", "next_id", "2");
    hand_drop_copy(&it);
    house_close(&it);
}

TEST(a_change_in_any_column_of_the_ledger_is_found)
{
    on_both(try_ledger);
}

/* What a change is that is not in one column, and how it is called. */
static const struct {
    const char *table;
    const char *sql;
    const char *key;
} whole[] = {
    {"ledger", "delete from ledger where seq = 9", "verify.gap"},
    {"ledger", "delete from ledger where seq > 20", "verify.gap"},
    {"ledger", "delete from ledger where seq = 1", "verify.gap"},
    {"ledger", "delete from ledger", "verify.gap"},
    {"ledger", "update ledger set (prev, act, parts, hash) = (select prev, act, parts, hash from "
               "saved where saved.seq = 15 - ledger.seq) where seq in (7, 8)", "verify.link"},
    {"ledger", "update ledger set act = (select max(act) from saved where saved.seq = 1), parts = "
               "(select max(parts) from saved where saved.seq = 1) where seq = 5", "verify.hash"},
    {"ledger", "insert into ledger select org, seq + 1, hash, time, actor, door, act, reason, "
               "form_number, parts, hash from saved where seq = (select max(seq) from saved)",
     "verify.head"},
    {"ledger", "insert into ledger select org, 0, hash, time, actor, door, act, reason, "
               "form_number, parts, hash from saved where seq = 25", "verify.gap"},
    {"ledger_head", "update ledger_head set seq = 24, hash = (select hash from ledger where seq = "
                    "24), time = (select time from ledger where seq = 24)", "verify.head"},
    {"ledger_text", "delete from ledger_text where digest = (select min(digest) from saved)",
     "verify.text_missing"},
    {"ledger_row", "delete from ledger_row where seq = 3", "verify.index"},
    {"ledger_row", "insert into ledger_row values (1, 'person', 2, 9)", "verify.index"},
    {"ledger_row", "insert into ledger_row values (1, 'nothing', 2, 9)", "verify.index"},
    {"ledger_row", "insert into ledger_row values (1, 'person', 2, 0)", "verify.index"},
    {"ledger_row", "insert into ledger_row values (1, 'person', 99999, 9)", "verify.index"},
    {"object", "delete from object", "verify.row_missing"},
    {"object", "insert into object (org, id, version, since, name, kind) values "
               "(1, 999, 1, 2, 'x', 'ot')", "verify.row_stray"},
    {"object_past", "delete from object_past", "verify.past_missing"},
    {"object_past", "insert into object_past (org, id, version, since, name, kind, upto) values "
                    "(1, 999, 1, 2, 'x', 'ot', 5)", "verify.past_stray"},
    {"object_past", "insert into object_past (org, id, version, since, name, kind, upto) values "
                    "(1, 999, 1, 2, 'x', 'ot', 99999)", "verify.past_stray"},
    {"file_part", "delete from file_part", "verify.file"},
    {"file_part", "update file_part set bytes = (select bytes from saved where saved.hash <> "
                  "file_part.hash limit 1)", "verify.file"},
};

static void try_whole(struct arena *mem, struct str where)
{
    struct house it;

    house_open(&it, mem, where);
    house_all(&it);
    hand_open(&it);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        struct verify_result is;

        hand_copy(&it, whole[i].table);
        run_sql(it.db, whole[i].sql);
        is = house_verify(&it, true);
        if (is.sound || !str_eq(is.key, str_of(whole[i].key)))
            fail_msg("%s: %s, %" STR_FMT " (%" STR_FMT ")", whole[i].sql,
                     is.sound ? "sound" : "not sound", STR_ARG(is.key), STR_ARG(is.table));
        hand_put_back(&it, whole[i].table);
        hand_drop_copy(&it);
        hand_sound(&it);
    }
    house_close(&it);
}

TEST(entries_rows_texts_and_files_that_come_or_go_are_found)
{
    on_both(try_whole);
}

/* A text that an act erased, and what somebody who has the file may do around it. */
static const struct {
    const char *table;
    const char *sql;
    const char *key;
} around[] = {
    {"ledger_text", "delete from ledger_text where text = 'een tweede naam'",
     "verify.text_missing"},
    {"ledger_text", "delete from ledger_text where text = 'waarom'", "verify.text_missing"},
    {"assessment_past", "update assessment_past set note = 'een naam' where note = ''",
     "verify.text_kept"},
    {"assessment_past", "update assessment_past set note = '' where note = 'een tweede naam'",
     "verify.column"},
    {"ledger_row", "delete from ledger_row where noun = 'ledger_text'", "verify.index"},
    {"ledger_row", "update ledger_row set id = id + 1 where noun = 'ledger_text'", "verify.index"},
};

static void try_around(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    int64_t seq;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("een naam");
    it.job.why = S("waarom");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    seq = row.row.since;
    row.note = S("een tweede naam");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    row.note = S("nu");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    house_erase(&it, seq, "note");
    hand_sound(&it);
    hand_open(&it);
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        struct verify_result is;

        hand_copy(&it, around[i].table);
        run_sql(it.db, around[i].sql);
        is = house_verify(&it, true);
        if (is.sound || !str_eq(is.key, str_of(around[i].key)))
            fail_msg("%s: %s, %" STR_FMT " (%" STR_FMT ")", around[i].sql,
                     is.sound ? "sound" : "not sound", STR_ARG(is.key), STR_ARG(is.table));
        hand_put_back(&it, around[i].table);
        hand_drop_copy(&it);
        hand_sound(&it);
    }
    house_close(&it);
}

TEST(around_a_text_that_was_erased_every_change_by_hand_is_still_named)
{
    on_both(try_around);
}

/* An entry that says it erased a text of another entry than the one that wrote it. */
static void try_false(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;
    struct entry *entry;
    struct str value;
    int64_t seq;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("een naam");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    house_read(&it);
    house_ok(&it, text_last(&it.job, &assessment_noun, row.row.id,
                            &assessment_noun.fields[noun_field(&assessment_noun, S("note"))],
                            INT64_MAX, &value, &seq));
    house_ok(&it, ledger_open(&it.job, S("text.erase"), &entry));
    ledger_erased(entry, seq - 1, value);
    house_ok(&it, ledger_close(&it.job, entry));
    text_eq(house_verify(&it, false).key, "verify.parts");
    db_close(it.db);
}

TEST(an_erasing_that_names_another_entry_is_found)
{
    on_both(try_false);
}

/* A text that fits its digest, and that no entry knows. */
static void try_stray(struct arena *mem, struct str where)
{
    struct house it;
    struct str value;

    house_open(&it, mem, where);
    done(db_write(it.db), it.db);
    house_ok(&it, text_add(&it.job, S("van niemand"), &value));
    done(db_commit(it.db), it.db);
    text_eq(house_verify(&it, false).key, "verify.text_stray");
    run_sql(it.db, "delete from ledger_text where text = 'van niemand'");
    house_close(&it);
}

TEST(a_text_that_no_entry_speaks_of_is_found)
{
    on_both(try_stray);
}

/* Without the fold too: the last entry gone, one that is not as it was. */
static void try_shallow(struct arena *mem, struct str where)
{
    struct house it;

    house_open(&it, mem, where);
    house_all(&it);
    assert_true(house_verify(&it, false).sound);
    hand_copy(&it, "ledger");
    run_sql(it.db, "delete from ledger where seq = (select max(seq) from saved)");
    text_eq(house_verify(&it, false).key, "verify.gap");
    hand_put_back(&it, "ledger");
    run_sql(it.db, "update ledger set act = 'x' where seq = 5");
    text_eq(house_verify(&it, false).key, "verify.hash");
    hand_put_back(&it, "ledger");
    hand_drop_copy(&it);
    house_close(&it);
}

TEST(the_chain_alone_shows_what_was_done_to_an_entry)
{
    on_both(try_shallow);
}

/* A flag that is absent is no 0, where the table lets it be absent. */
static void try_flag(struct arena *mem, struct str where, const char *folder)
{
    struct house it;
    struct verify_result is;

    (void)folder;
    house_open(&it, mem, where);
    house_assess(&it, S("5.01"), BOB);
    sqlite3_db_config(sqlite_handle(it.db), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    assert_int_equal(sqlite3_exec(sqlite_handle(it.db),
                                  "pragma writable_schema = on;"
                                  "update sqlite_schema set sql = replace(sql, "
                                  "'design_unconfirmed integer not null', "
                                  "'design_unconfirmed integer') where name = 'assessment';"
                                  "pragma writable_schema = reset;"
                                  "update assessment set design_unconfirmed = null", NULL, NULL,
                                  NULL), SQLITE_OK);
    is = house_verify(&it, true);
    text_eq(is.key, "verify.column");
    text_eq(is.column, "design_unconfirmed");
    text_eq(is.found, "-");
    db_close(it.db);
}

TEST(a_flag_that_is_absent_is_not_taken_for_a_no)
{
    on_sqlite(try_flag);
}

/* The bytes of a piece of evidence go; then a record says that they were erased. */
static void try_file(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence piece = {.title = S("Foto"), .kind = EVIDENCE_DOCUMENT, .design = true,
                             .file_type = S("image/png"), .submitter = {ADA}};
    struct erasure erasure = {.kind = ERASURE_FILE, .why = S("Naam in beeld"), .asked_by = {ADA},
                              .state = ERASURE_ASKED};
    char hex[DIGEST_HEX];

    house_open(&it, mem, where);
    piece.period_to = erasure.asked_on = it.job.today;
    piece.file_hash = digest_hex(digest_of(S("bytes")), hex);
    house_new(&it, &evidence_noun, &piece);
    house_new(&it, &erasure_noun, &erasure);
    text_eq(house_verify(&it, true).key, "verify.file");
    erasure.erased_hash = piece.file_hash;
    house_save(&it, S("record.erase"), &erasure_noun, &erasure);
    assert_true(house_verify(&it, true).sound);
    house_file(&it, 0);
    run_sql(it.db, arena_text(mem, "update file_part set hash = '%.64s'", hex).at);
    text_eq(house_verify(&it, true).key, "verify.file"); /* no others come in their place */
    run_sql(it.db, "delete from file_part");
    piece.file_type = S("");
    house_save(&it, S("evidence.set"), &evidence_noun, &piece);
    house_close(&it);
}

TEST(bytes_that_are_gone_are_missed_unless_a_record_says_that_they_were_erased)
{
    on_both(try_file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_in_any_column_of_any_table_and_its_past_is_named),
        cmocka_unit_test(a_change_in_any_column_of_the_ledger_is_found),
        cmocka_unit_test(entries_rows_texts_and_files_that_come_or_go_are_found),
        cmocka_unit_test(around_a_text_that_was_erased_every_change_by_hand_is_still_named),
        cmocka_unit_test(an_erasing_that_names_another_entry_is_found),
        cmocka_unit_test(a_text_that_no_entry_speaks_of_is_found),
        cmocka_unit_test(the_chain_alone_shows_what_was_done_to_an_entry),
        cmocka_unit_test(a_flag_that_is_absent_is_not_taken_for_a_no),
        cmocka_unit_test(bytes_that_are_gone_are_missed_unless_a_record_says_that_they_were_erased),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
