#include "ledger/compare.h"

#include <stdlib.h>

#include "base/bug.h"
#include "ledger/text.h"
#include "store/sql.h"

enum { PAGE = 1000, INDEX_PAGE = 10000 };

static struct str number(struct arena *mem, int64_t n)
{
    return arena_text(mem, "%lld", (long long)n);
}

static struct str name_of(struct check *check, uint32_t table, bool past)
{
    return arena_text(check->job->mem, "%s%s", table_all[table].noun->name, past ? "_past" : "");
}

/* ---- one row ---- */

/* Does the text in the table have the digest that stands in the ledger? One that
 * was erased is empty, which no other text ever is. */
static bool same_text(const struct fold *fold, fold_value value, struct str found)
{
    const struct known_text *text;
    struct digest digest;

    if (value == 0)
        return found.at == NULL;
    text = fold_known(fold, value);
    if (!text->there) {
        if (found.len > 0)
            known_show(fold->known, fold_place(value));
        return true;
    }
    if (found.at == NULL)
        return false;
    digest = digest_text(text->salt, found);
    return digest_same(&digest, &text->digest);
}

static bool same_value(const struct fold *fold, fold_value value, const struct field *field,
                       struct query *q, int column)
{
    struct str text;

    switch (field->kind) {
    case KIND_TEXT:
        return same_text(fold, value, query_get_text(q, column));
    case KIND_FLAG:
        return !query_get_null(q, column) && query_get_int(q, column) == fold->plain[value].n;
    case KIND_REF:
    case KIND_NUMBER:
        if (value == 0)
            return query_get_null(q, column);
        return !query_get_null(q, column) && query_get_int(q, column) == fold->plain[value].n;
    case KIND_CODE:
    case KIND_DAY:
    case KIND_CHOICE:
        text = query_get_text(q, column);
        return value == 0 ? text.at == NULL
                          : text.at != NULL && str_eq(text, fold->plain[value].text);
    }
    return false;
}

static struct str column_text(struct check *check, struct query *q, int column,
                              const struct field *field)
{
    if (query_get_null(q, column))
        return S("-");
    if (field->kind == KIND_REF || field->kind == KIND_NUMBER || field->kind == KIND_FLAG)
        return arena_text(check->job->mem, "=%lld", (long long)query_get_int(q, column));
    return arena_text(check->job->mem, "=%" STR_FMT, STR_ARG(query_get_text(q, column)));
}

/* The text itself tells more than its digest, when the ledger still has it. */
static struct str expected_text(struct check *check, const struct fold *fold, fold_value value)
{
    struct str digest = fold_text(fold, value, check->job->mem);
    struct str text;
    bool gone;

    if (!fold_is_text(value))
        return digest;
    if (text_read(check->job, digest, &text, &gone) != DONE)
        return digest; /* the end of the query that gave the row tells so */
    MUST(!gone); /* only what is there is compared, and this is the same state */
    return arena_text(check->job->mem, "=%" STR_FMT, STR_ARG(text));
}

/* The columns are id, version, since and the fields. */
static bool same_row(struct check *check, const struct fold *fold, const struct fold_row *row,
                     struct query *q, bool past)
{
    const struct noun *noun = table_all[row->table].noun;
    struct arena *mem = check->job->mem;
    struct check_place place = {{0}, row->id, {0}};

    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        if (same_value(fold, row->values[i], field, q, TABLE_FIRST_FIELD + i))
            continue;
        place.table = name_of(check, row->table, past);
        place.column = str_of(field->name);
        return check_found(check, "verify.column", place,
                           expected_text(check, fold, row->values[i]),
                           column_text(check, q, TABLE_FIRST_FIELD + i, field));
    }
    if (query_get_int(q, 1) == row->version && query_get_int(q, 2) == row->since) {
        check->result.rows++;
        return true;
    }
    place.table = name_of(check, row->table, past);
    place.column = query_get_int(q, 1) != row->version ? S("version") : S("since");
    return query_get_int(q, 1) != row->version
               ? check_found(check, "verify.column", place, number(mem, row->version),
                             number(mem, query_get_int(q, 1)))
               : check_found(check, "verify.column", place, number(mem, row->since),
                             number(mem, query_get_int(q, 2)));
}

/* ---- the past ---- */

static int upto_column(uint32_t table)
{
    return TABLE_FIRST_FIELD + table_all[table].noun->n_fields;
}

void compare_open(struct check *check, struct compare_past *past, int64_t first, int64_t last)
{
    for (uint32_t i = 0; i < TABLE_COUNT; i++) {
        struct query *q = query_of(check->job->db, table_all[i].kept);

        query_int(q, 1, check->job->org);
        query_int(q, 2, first);
        query_int(q, 3, last);
        past->q[i] = q;
        past->has[i] = query_next(q);
    }
}

/* A row of the past that no entry ended there. */
static bool found_stray(struct check *check, struct compare_past *past, uint32_t table)
{
    struct query *q = past->q[table];
    struct check_place place = {name_of(check, table, true), query_get_int(q, 0), S("upto")};

    return check_found(check, "verify.past_stray", place, S("-"),
                       number(check->job->mem, query_get_int(q, upto_column(table))));
}

bool compare_close(struct check *check, struct compare_past *past, bool sound)
{
    for (uint32_t i = 0; i < TABLE_COUNT; i++) {
        if (sound && past->has[i])
            sound = found_stray(check, past, i);
        sound = check_end(check, past->q[i]) && sound;
    }
    return sound;
}

bool compare_ended(struct check *check, struct compare_past *past, const struct fold *fold,
                   const struct fold_row *row, int64_t seq)
{
    struct query *q = past->q[row->table];
    bool has = past->has[row->table];
    int64_t upto = has ? query_get_int(q, upto_column(row->table)) : 0;
    int64_t id = has ? query_get_int(q, 0) : 0;

    if (has && (upto < seq || (upto == seq && id < row->id)))
        return found_stray(check, past, row->table);
    if (!has || upto != seq || id != row->id)
        return check_found(check, "verify.past_missing",
                           (struct check_place){name_of(check, row->table, true), row->id,
                                                S("upto")},
                           number(check->job->mem, seq), S("-"));
    if (!same_row(check, fold, row, q, true))
        return false;
    past->has[row->table] = query_next(q);
    return true;
}

/* ---- what stands now ---- */

static bool compare_page(struct check *check, struct fold *fold, uint32_t table, int64_t *after,
                         int *ret_n)
{
    struct query *q = query_of(check->job->db, table_all[table].rows);
    bool sound = true;
    int n = 0;

    query_int(q, 1, check->job->org);
    query_int(q, 2, *after);
    while (sound && query_next(q)) {
        int64_t id = query_get_int(q, 0);
        struct fold_row *row = fold_find(fold, table, id);

        n++;
        *after = id;
        if (row == NULL) {
            sound = check_found(check, "verify.row_stray",
                                (struct check_place){name_of(check, table, false), id, S("id")},
                                S("-"), number(check->job->mem, id));
            break;
        }
        row->seen = true;
        sound = same_row(check, fold, row, q, false);
    }
    *ret_n = n;
    return check_end(check, q) && sound;
}

static bool found_missing(struct check *check, const struct fold *fold, uint32_t table)
{
    const struct fold_row *first = NULL;

    for (size_t i = 0; i < fold->n_row_slots; i++) {
        const struct fold_row *row = fold->rows[i];

        if (row != NULL && row->table == table && !row->seen &&
            (first == NULL || row->id < first->id))
            first = row;
    }
    MUST(first != NULL); /* there are fewer than the fold has */
    return check_found(check, "verify.row_missing",
                       (struct check_place){name_of(check, table, false), first->id, S("id")},
                       number(check->job->mem, first->id), S("-"));
}

static bool compare_table(struct check *check, struct fold *fold, uint32_t table)
{
    int64_t after = INT64_MIN;
    size_t seen = 0;
    int n;

    do {
        if (!compare_page(check, fold, table, &after, &n))
            return false;
        seen += (size_t)n;
    } while (n == PAGE);
    if (seen != fold->n_of[table])
        return found_missing(check, fold, table);
    return true;
}

bool compare_tables(struct check *check, struct fold *fold)
{
    for (uint32_t i = 0; i < TABLE_COUNT; i++)
        if (!compare_table(check, fold, i))
            return false;
    return true;
}

/* ---- the index of rows ---- */

static bool found_index(struct check *check, uint32_t table, int64_t id, int64_t expected,
                        int64_t found)
{
    struct arena *mem = check->job->mem;
    struct check_place place = {S("ledger_row"), id, S("seq")};

    if (table < TABLE_INDEXED)
        place.table = arena_text(mem, "ledger_row (%" STR_FMT ")", STR_ARG(table_name(table)));
    return check_found(check, "verify.index", place,
                       expected == 0 ? S("-") : number(mem, expected),
                       found == 0 ? S("-") : number(mem, found));
}

/* The index comes backwards, as the touches of a row are chained. */
static bool index_page(struct check *check, struct fold *fold, uint32_t table, int64_t *id,
                       int64_t *seq, int *ret_n)
{
    struct query *q = query_of(check->job->db, &sql_ledger_rows);
    bool sound = true;
    int n = 0;

    query_int(q, 1, check->job->org);
    query_text(q, 2, table_name(table));
    query_int(q, 3, *id);
    query_int(q, 4, *seq);
    for (; sound && query_next(q); n++) {
        struct fold_row *row = fold_find(fold, table, *id = query_get_int(q, 0));
        const struct fold_touch *touch;

        *seq = query_get_int(q, 1);
        touch = row == NULL || row->touch == 0 ? NULL : &fold->touches[row->touch - 1];
        if (touch == NULL || touch->seq != *seq)
            sound = found_index(check, table, *id, touch == NULL ? 0 : touch->seq, *seq);
        else
            row->touch = touch->before;
    }
    *ret_n = n;
    return check_end(check, q) && sound;
}

static bool count_index(struct check *check, int64_t *ret_n)
{
    struct query *q = query_of(check->job->db, &sql_ledger_rows_count);

    query_int(q, 1, check->job->org);
    if (query_next(q))
        *ret_n = query_get_int(q, 0);
    return check_end(check, q);
}

bool compare_index(struct check *check, struct fold *fold)
{
    int64_t all = 0;
    int64_t found = 0;

    for (uint32_t i = 0; i < TABLE_INDEXED; i++) {
        int64_t id = INT64_MAX;
        int64_t seq = INT64_MAX;
        int n;

        do {
            if (!index_page(check, fold, i, &id, &seq, &n))
                return false;
            found += n;
        } while (n == INDEX_PAGE);
    }
    for (size_t i = 0; i < fold->n_row_slots; i++)
        if (fold->rows[i] != NULL && fold->rows[i]->touch != 0)
            return found_index(check, fold->rows[i]->table, fold->rows[i]->id,
                               fold->touches[fold->rows[i]->touch - 1].seq, 0);
    if (!count_index(check, &all))
        return false;
    if (all != found)
        return found_index(check, TABLE_INDEXED, 0, 0, all - found);
    return true;
}

/* ---- the files of evidence ---- */

static bool more_of_file(struct check *check, struct str hash, int64_t *after, bool *ret_more)
{
    struct query *q = query_of(check->job->db, &sql_ledger_file);

    query_int(q, 1, check->job->org);
    query_text(q, 2, hash);
    query_int(q, 3, *after);
    *ret_more = false;
    while (query_next(q)) {
        *after = query_get_int(q, 0);
        *ret_more = true;
        digest_more(query_get_text(q, 1));
    }
    return check_end(check, q);
}

static bool compare_file(struct check *check, struct str hash, bool may_be_gone)
{
    char hex[DIGEST_HEX];
    int64_t after = -1;
    bool more;
    struct digest digest;

    digest_start();
    do
        if (!more_of_file(check, hash, &after, &more))
            return false;
    while (more);
    digest = digest_end();
    if (after < 0 && may_be_gone)
        return true;
    if (str_eq(digest_hex(digest, hex), hash))
        return true;
    return check_found(check, "verify.file",
                       (struct check_place){S("file_part"), 0, S("bytes")}, hash,
                       after < 0 ? S("-") : (struct str){hex, DIGEST_HEX});
}

bool compare_files(struct check *check, const struct fold *fold)
{
    for (size_t i = 1; i < fold->n_plain; i++)
        if (fold->plain[i].is_file &&
            !compare_file(check, fold->plain[i].text, fold->plain[i].is_erased))
            return false;
    return true;
}
