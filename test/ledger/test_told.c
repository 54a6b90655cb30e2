/* What verify tells of a break: its place, and what ought to stand there. */
#include "hand.h"

#include "ledger/compare.h"
#include "ledger/text.h"
#include "store/sql.h"

enum { ROW = 7 }; /* what house_assess makes first */

/* What is told of a break: where it is, what ought to stand there and what does, and after
 * which entry. What stands now is held against the last. */
static const struct {
    const char *table;
    const char *sql;
    const char *place, *column;
    int64_t id;
    const char *expected, *found;
    int64_t seq;
} told[] = {
    {"assessment", "update assessment set version = 9", "assessment", "version", ROW, "2", "9", 3},
    {"assessment", "update assessment set since = 9", "assessment", "since", ROW, "3", "9", 3},
    {"assessment", "update assessment set item = '5.2'", "assessment", "item", ROW, "=5.01",
     "=5.2", 3},
    {"assessment", "update assessment set owner = null", "assessment", "owner", ROW, "=4", "-", 3},
    {"assessment", "update assessment set executor = 2", "assessment", "executor", ROW, "-",
     "=2", 3},
    {"assessment", "update assessment set note = null", "assessment", "note", ROW, "=nu", "-", 3},
    {"assessment", "delete from assessment", "assessment", "id", ROW, "7", "-", 3},
    {"person", "delete from person", "person", "id", ADA, "2", "-", 3},
    {"person", "insert into person (org, id, version, since, name) values (1, 1, 1, 1, 'x')",
     "person", "id", 1, "-", "1", 3},
    {"assessment_past", "update assessment_past set version = 9", "assessment_past", "version",
     ROW, "1", "9", 3},
    {"assessment_past", "delete from assessment_past", "assessment_past", "upto", ROW, "3", "-", 3},
    {"assessment_past", "update assessment_past set id = 6", "assessment_past", "upto", 6, "-",
     "3", 3},
    {"assessment_past", "update assessment_past set id = 8", "assessment_past", "upto", ROW, "3",
     "-", 3},
    {"assessment_past", "update assessment_past set id = 6, upto = 4", "assessment_past", "upto",
     ROW, "3", "-", 3},
    {"ledger_row", "delete from ledger_row where noun = 'person' and id = 2",
     "ledger_row (person)", "seq", ADA, "1", "-", 3},
    {"ledger_row", "delete from ledger_row where noun = 'assessment'", "ledger_row (assessment)",
     "seq", ROW, "3", "-", 3},
    {"ledger_row", "insert into ledger_row values (1, 'person', 2, 3)", "ledger_row (person)",
     "seq", ADA, "1", "3", 3},
    {"ledger_row", "insert into ledger_row values (1, 'person', 99, 1)", "ledger_row (person)",
     "seq", 99, "-", "1", 3},
    {"ledger_row", "insert into ledger_row values (1, 'nothing', 2, 9)", "ledger_row", "seq", 0,
     "-", "1", 3},
    {"ledger", "delete from ledger where seq = 2", "ledger", "seq", 0, "2", "3", 2},
    {"ledger", "delete from ledger where seq = 3", "ledger", "seq", 0, "3", "-", 3},
    {"ledger_head", "update ledger_head set next_id = 7", "ledger_head", "next_id", 0, "> 7", "7",
     3},
    {"ledger_head", "update ledger_head set seq = 2", "ledger_head", "seq", 0, "3", "2", 2},
};

static void try_told(struct arena *mem, struct str where)
{
    struct house it;
    struct assessment row;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    assert_int_equal(row.row.id, ROW);
    row.note = S("nu");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    hand_sound(&it);
    hand_open(&it);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        struct verify_result is;

        hand_copy(&it, told[i].table);
        run_sql(it.db, told[i].sql);
        is = house_verify(&it, true);
        if (!str_eq(is.table, str_of(told[i].place)) ||
            !str_eq(is.column, str_of(told[i].column)) || is.id != told[i].id ||
            is.seq != told[i].seq ||
            !str_eq(is.expected, str_of(told[i].expected)) ||
            !str_eq(is.found, str_of(told[i].found)))
            fail_msg("%s: entry %lld, %" STR_FMT " %lld %" STR_FMT ": %" STR_FMT ", not %" STR_FMT,
                     told[i].sql, (long long)is.seq, STR_ARG(is.table), (long long)is.id,
                     STR_ARG(is.column), STR_ARG(is.expected), STR_ARG(is.found));
        hand_put_back(&it, told[i].table);
        hand_drop_copy(&it);
    }
    house_close(&it);
}

TEST(a_break_is_told_with_its_place_and_with_what_ought_to_stand_there)
{
    on_both(try_told);
}

/* ---- a file of evidence ---- */

static const enum sql_type part_types[] = {SQL_BIGINT, SQL_TEXT, SQL_INTEGER, SQL_BYTES};
static const struct statement part_add = {
    "part_add", "insert into file_part (org, hash, part, made, bytes) values ($1, $2, $3, '', $4)",
    TEST_NUMBER + 1, 4, part_types, 0, NULL, NULL};

static void add_part(struct house *it, struct str hash, int64_t part, struct str bytes)
{
    struct query *q;

    done(db_write(it->db), it->db);
    q = query_of(it->db, &part_add);
    query_int(q, 1, it->job.org);
    query_text(q, 2, hash);
    query_int(q, 3, part);
    query_bytes(q, 4, bytes);
    done(query_run(q, NULL), it->db);
    done(db_commit(it->db), it->db);
}

/* More parts than verify reads at once; then the last goes, and the one before. */
static void try_parts(struct arena *mem, struct str where)
{
    struct house it;
    struct evidence piece = {.title = S("Foto"), .kind = EVIDENCE_DOCUMENT, .design = true,
                             .file_type = S("image/png"), .submitter = {ADA}};
    char hash[DIGEST_HEX];
    char hex[DIGEST_HEX];

    house_open(&it, mem, where);
    piece.period_to = it.job.today;
    piece.file_hash = digest_hex(digest_of(S("abc")), hash);
    house_new(&it, &evidence_noun, &piece);
    for (int part = 0; part < 3; part++)
        add_part(&it, piece.file_hash, part, str_sub(S("abc"), (size_t)part, (size_t)part + 1));
    hand_sound(&it);
    hand_copy(&it, "file_part");
    for (size_t n = 3; n-- > 0;) { /* so many are left */
        struct str left = n == 0 ? S("-") : digest_hex(digest_of(str_sub(S("abc"), 0, n)), hex);
        struct verify_result is;

        hand_say(&it, "delete from file_part where part = %zu", n);
        is = house_verify(&it, true);
        text_eq(is.key, "verify.file");
        text_eq(is.table, "file_part");
        text_eq(is.column, "bytes");
        assert_int_equal(is.id, 0);
        assert_true(str_eq(is.expected, piece.file_hash));
        assert_true(str_eq(is.found, left));
    }
    hand_put_back(&it, "file_part");
    house_close(&it);
}

TEST(of_a_file_that_lost_a_part_it_is_told_what_is_left)
{
    on_both(try_parts);
}

/* ---- the first places of the fold ---- */

/* Not of an organisation that was founded as they all are. */
static void try_first_value(struct arena *mem, struct str where)
{
    struct house it;
    struct fold *fold = fold_new(mem, NULL);
    struct fold_row *row = fold_touch(fold, table_find(S("evidence")), ROW, 1);
    struct bytes_part part = {S("evidence"), ROW, S("file_hash"), S("-"), S("=0a")};
    struct check check = {.job = &it.job, .mem = mem};

    house_open(&it, mem, where);
    assert_int_equal(fold_set(fold, row, noun_field(&evidence_noun, part.column), &part, 1),
                     FOLD_FINE);
    house_read(&it);
    assert_false(compare_files(&check, fold));
    text_eq(check.result.key, "verify.file");
    house_close(&it);
}

TEST(a_file_is_missed_though_its_hash_is_the_first_value_of_all)
{
    on_both(try_first_value);
}

/* The number of a row that has the first of its places. */
static int64_t first_placed(struct arena *mem, uint32_t table)
{
    struct fold *fold = fold_new(mem, NULL);
    int64_t id = 1000;

    while (fold->rows[0] == NULL) {
        memset(fold->rows, 0, fold->n_row_slots * sizeof(struct fold_row *));
        fold->n_rows = 0;
        fold_touch(fold, table, ++id, 1);
    }
    return id;
}

static void try_first(struct arena *mem, struct str where)
{
    struct object row = {.name = S("Zaaksysteem"), .kind = OBJECT_SYSTEM};
    int64_t id = first_placed(mem, table_find(S("object")));
    struct house it;

    house_open(&it, mem, where);
    hand_say(&it, "update ledger_head set next_id = %lld", (long long)id);
    house_new(&it, &object_noun, &row);
    assert_int_equal(row.row.id, id);
    hand_sound(&it);
    hand_copy(&it, "object");
    hand_say(&it, "delete from object where id = %lld", (long long)id);
    text_eq(house_verify(&it, true).key, "verify.row_missing");
    hand_put_back(&it, "object");
    hand_drop_copy(&it);
    hand_copy(&it, "ledger_row");
    hand_say(&it, "delete from ledger_row where id = %lld", (long long)id);
    text_eq(house_verify(&it, true).key, "verify.index");
    hand_put_back(&it, "ledger_row");
    house_close(&it);
}

TEST(the_row_with_the_first_place_of_all_is_missed_as_well)
{
    on_both(try_first);
}

/* ---- a text that was erased ---- */

static int64_t erased(struct house *it)
{
    struct assessment row = house_assess(it, S("5.01"), BOB);
    int64_t seq;

    row.note = S("een naam");
    house_save(it, S("assessment.set"), &assessment_noun, &row);
    seq = row.row.since;
    row.note = S("nu");
    house_save(it, S("assessment.set"), &assessment_noun, &row);
    run_sql(it->db, "create temporary table kept as select * from ledger_text where text = "
                    "'een naam'");
    house_erase(it, seq, "note");
    return seq;
}

static void try_only(struct arena *mem, struct str where)
{
    struct house it;
    struct verify_result is;
    int64_t seq;

    house_open(&it, mem, where);
    seq = erased(&it);
    hand_copy(&it, "ledger_text");
    run_sql(it.db, "delete from ledger_text");
    run_sql(it.db, "insert into ledger_text select * from kept");
    is = house_verify(&it, false);
    text_eq(is.key, "verify.text_kept");
    assert_int_equal(is.seq, seq);
    hand_put_back(&it, "ledger_text");
    house_close(&it);
}

TEST(an_erased_text_is_named_though_it_is_the_only_one_that_is_left)
{
    on_both(try_only);
}

/* ---- a text ---- */

static void tells(struct house *it, const char *key, const char *column, int64_t seq,
                  struct str expected, struct str found)
{
    struct verify_result is = house_verify(it, false);

    text_eq(is.key, key);
    text_eq(is.table, "ledger_text");
    assert_int_equal(is.id, 0);
    text_eq(is.column, column);
    assert_int_equal(is.seq, seq);
    text_eq(is.expected, arena_text(it->job.mem, "%" STR_FMT, STR_ARG(expected)).at);
    text_eq(is.found, arena_text(it->job.mem, "%" STR_FMT, STR_ARG(found)).at);
    hand_put_back(it, "ledger_text");
}

/* The value of a note is ~ and the digest of its text; of the others only their digest. */
static void try_text(struct arena *mem, struct str where)
{
    static const char known[] = "000102030405060708090a0b0c0d0e0f";
    struct house it;
    struct assessment row;
    struct str value, digest;
    struct salt salt;
    char hex[DIGEST_HEX];
    int64_t seq;

    house_open(&it, mem, where);
    row = house_assess(&it, S("5.01"), BOB);
    row.note = S("nu");
    house_save(&it, S("assessment.set"), &assessment_noun, &row);
    house_read(&it);
    house_ok(&it, text_last(&it.job, &assessment_noun, row.row.id,
                            &assessment_noun.fields[noun_field(&assessment_noun, S("note"))],
                            INT64_MAX, &value, &seq));
    db_rollback(it.db);
    digest = str_sub(value, 1, value.len);
    hand_copy(&it, "ledger_text");
    hand_say(&it, "update ledger_text set text = 'nee', salt = '%s' where text = 'nu'", known);
    assert_true(salt_read(str_of(known), &salt));
    tells(&it, "verify.text", "text", 0, digest, digest_hex(digest_text(salt, S("nee")), hex));
    hand_say(&it, "update ledger_text set salt = 'x' || substr(salt, 2) where text = 'nu'");
    tells(&it, "verify.text", "text", 0, digest, S(""));
    hand_say(&it, "delete from ledger_text where text = 'nu'");
    tells(&it, "verify.text_missing", "digest", seq, digest, S(""));
    done(db_write(it.db), it.db);
    house_ok(&it, text_add(&it.job, S("van niemand"), &value));
    done(db_commit(it.db), it.db);
    tells(&it, "verify.text_stray", "digest", 0, S(""), str_sub(value, 1, value.len));
    house_close(&it);
}

TEST(of_a_text_it_is_told_by_which_digest_it_is_known)
{
    on_both(try_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_break_is_told_with_its_place_and_with_what_ought_to_stand_there),
        cmocka_unit_test(of_a_file_that_lost_a_part_it_is_told_what_is_left),
        cmocka_unit_test(a_file_is_missed_though_its_hash_is_the_first_value_of_all),
        cmocka_unit_test(the_row_with_the_first_place_of_all_is_missed_as_well),
        cmocka_unit_test(of_a_text_it_is_told_by_which_digest_it_is_known),
        cmocka_unit_test(an_erased_text_is_named_though_it_is_the_only_one_that_is_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
