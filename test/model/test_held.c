/* Each description is held against its struct and against its table. */
#include "databases.h"

#include "model/noun.h"
#include "store/schema.h"

/* ---- its struct ---- */

static size_t size_of(enum field_kind kind)
{
    switch (kind) {
    case KIND_TEXT:
    case KIND_CODE:
        return sizeof(struct str);
    case KIND_REF:
        return sizeof(struct ref);
    case KIND_DAY:
        return sizeof(struct day);
    case KIND_FLAG:
        return sizeof(bool);
    case KIND_CHOICE:
        return sizeof(int);
    case KIND_NUMBER:
        return sizeof(struct maybe);
    }
    return 0;
}

static size_t align_of(enum field_kind kind)
{
    return kind == KIND_FLAG ? 1 : kind == KIND_DAY || kind == KIND_CHOICE ? 4 : 8;
}

/* Every member stands where the one before it ends, but for what its alignment
 * asks; so that none is without a description. */
TEST(every_member_of_a_struct_is_described_in_its_order)
{
    for (int i = 0; i < noun_all_n; i++) {
        const struct noun *noun = noun_all[i];
        size_t at = sizeof(struct row);

        for (int f = 0; f < noun->n_fields; f++) {
            const struct field *field = &noun->fields[f];
            size_t align = align_of(field->kind);

            at = (at + align - 1) / align * align;
            if (field->offset != at)
                fail_msg("%s.%s stands at %zu; the member before it ends at %zu", noun->name,
                         field->name, field->offset, at);
            at += size_of(field->kind);
        }
        at = (at + 7) / 8 * 8;
        if (noun->size != at)
            fail_msg("%s: %zu bytes, of which %zu are described", noun->name, noun->size, at);
    }
}

TEST(every_description_is_whole)
{
    for (int i = 0; i < noun_all_n; i++)
        for (int f = 0; f < noun_all[i]->n_fields; f++) {
            const struct field *field = &noun_all[i]->fields[f];
            bool text = field->kind == KIND_TEXT || field->kind == KIND_CODE;

            assert_true(text == (field->limit > 0));
            assert_true((field->kind == KIND_CHOICE) == (field->choices != NULL));
            assert_true((field->kind == KIND_REF) == (field->to != NULL));
            assert_true(field->to == NULL || noun_find(str_of(field->to->name)) == field->to);
            assert_int_equal(noun_field(noun_all[i], str_of(field->name)), f);
            if (field->kind == KIND_FLAG && (field->flags & REQUIRED) != 0)
                fail_msg("%s.%s: a flag is never absent", noun_all[i]->name, field->name);
        }
}

/* A row that holds nothing could not be told from one that was never made. */
TEST(every_noun_has_something_that_must_be_there)
{
    for (int i = 0; i < noun_all_n; i++) {
        bool required = false;

        for (int f = 0; f < noun_all[i]->n_fields; f++)
            required = required || (noun_all[i]->fields[f].flags & REQUIRED) != 0;
        assert_true(required);
    }
}

TEST(every_word_of_a_choice_is_there_once)
{
    for (int i = 0; i < noun_all_n; i++)
        for (int f = 0; f < noun_all[i]->n_fields; f++) {
            const struct choices *choices = noun_all[i]->fields[f].choices;

            for (int n = 1; choices != NULL && n < choices->n; n++) {
                int back = -1;

                assert_non_null(choices->words[n]);
                assert_true(choice_of(choices, str_of(choices->words[n]), &back));
                assert_int_equal(back, n);
            }
        }
}

/* ---- its table ---- */

static const char *type_in(const struct db *db, enum field_kind kind)
{
    bool sqlite = db_kind(db) == DB_SQLITE;

    switch (kind) {
    case KIND_REF:
    case KIND_NUMBER:
        return sqlite ? "integer" : "bigint";
    case KIND_FLAG:
        return "integer";
    case KIND_TEXT:
    case KIND_CODE:
    case KIND_DAY:
    case KIND_CHOICE:
        break;
    }
    return "text";
}

/* A column that came later stands in the past behind upto, which every twin had before. */
static int place_of(const struct columns *columns, const char *end, int field)
{
    int upto = 4;

    if (strcmp(end, "_past") != 0)
        return 4 + field;
    while (upto < columns->n && !str_eq(columns->at[upto].name, S("upto")))
        upto++;
    return 4 + field + (4 + field >= upto);
}

static void hold(struct db *db, struct arena *mem, const struct noun *noun, const char *end)
{
    static const char *const heads[] = {"org", "id", "version", "since"};
    static struct columns columns;
    struct str table = arena_text(mem, "%s%s", noun->name, end);
    int tail = end[0] == '\0' ? 0 : 1;

    done(schema_columns(db, mem, table, &columns), db);
    if (columns.n != 4 + noun->n_fields + tail)
        fail_msg("%s has %d columns, and %d members are described", table.at, columns.n,
                 noun->n_fields);
    for (int i = 0; i < 4; i++)
        text_eq(columns.at[i].name, heads[i]);
    for (int i = 0; i < noun->n_fields; i++) {
        int at = place_of(&columns, end, i);

        text_eq(columns.at[at].name, noun->fields[i].name);
        if (strcmp(end, "_at") != 0) /* SQLite gives the columns of a view no types */
            text_eq(columns.at[at].type, type_in(db, noun->fields[i].kind));
    }
    if (strcmp(end, "_at") == 0)
        text_eq(columns.at[columns.n - 1].name, "upto");
}

static void try_tables(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    done(migrate_run(db, mem, &why), db);
    done(db_read(db), db);
    for (int i = 0; i < noun_all_n; i++) {
        hold(db, mem, noun_all[i], "");
        hold(db, mem, noun_all[i], "_past");
        hold(db, mem, noun_all[i], "_at");
    }
    db_close(db);
}

TEST(every_table_has_the_members_as_its_columns_in_their_order)
{
    on_both(try_tables);
}

/* Required in one is required in the other: a row that fits the description must fit
 * the table. */
static const enum sql_type two_texts[] = {SQL_TEXT, SQL_TEXT};
static const enum sql_type one_int[] = {SQL_BIGINT};
static const char *const n_name[] = {"n"};
static const struct statement needed[] = {
    [DB_SQLITE] = {"needed", "select count(*) from pragma_table_xinfo($1) where name = $2 and "
                             "\"notnull\" = 1", TEST_NUMBER, 2, two_texts, 1, one_int, n_name},
    [DB_POSTGRES] = {"needed", "select count(*) from information_schema.columns where table_schema "
                               "= current_schema() and table_name = $1 and column_name = $2 and "
                               "is_nullable = 'NO'", TEST_NUMBER, 2, two_texts, 1, one_int,
                     n_name}};

static bool is_needed(struct db *db, const struct noun *noun, const struct field *field)
{
    struct query *q = query_of(db, &needed[db_kind(db)]);
    bool is;

    query_text(q, 1, str_of(noun->name));
    query_text(q, 2, str_of(field->name));
    is = query_next(q) && query_get_int(q, 0) == 1;
    done(query_end(q), db);
    return is;
}

static void try_required(struct arena *mem, struct str where)
{
    struct db *db = opened(mem, where);
    struct str why = {0};

    done(migrate_run(db, mem, &why), db);
    done(db_read(db), db);
    for (int i = 0; i < noun_all_n; i++)
        for (int f = 0; f < noun_all[i]->n_fields; f++) {
            const struct field *field = &noun_all[i]->fields[f];
            bool required = field->kind == KIND_FLAG || (field->flags & REQUIRED) != 0;

            if (is_needed(db, noun_all[i], field) != required)
                fail_msg("%s.%s: %s in the description and not in the table", noun_all[i]->name,
                         field->name, required ? "required" : "may be absent");
        }
    db_close(db);
}

TEST(what_a_description_requires_the_table_requires)
{
    on_both(try_required);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_of_a_struct_is_described_in_its_order),
        cmocka_unit_test(every_description_is_whole),
        cmocka_unit_test(every_noun_has_something_that_must_be_there),
        cmocka_unit_test(every_word_of_a_choice_is_there_once),
        cmocka_unit_test(every_table_has_the_members_as_its_columns_in_their_order),
        cmocka_unit_test(what_a_description_requires_the_table_requires),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
