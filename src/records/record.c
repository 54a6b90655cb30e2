#include "records/record.h"

#include "base/bug.h"
#include "ledger/erase.h"
#include "ledger/table.h"
#include "markup/words.h"
#include "model/person.h"
#include "model/value.h"

static const struct str none = {NULL, 0};

static struct row *row_of(void *row)
{
    return row;
}

/* ---- a row becomes a struct ---- */

static int number_at(const char *at, int digits)
{
    int n = 0;

    for (int i = 0; i < digits; i++)
        n = n * 10 + (at[i] - '0');
    return n;
}

/* The table holds days of ours only, so that no more than their shape is asked. */
static struct day day_read(struct str text)
{
    if (text.len != 10)
        return (struct day){0};
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text.at[i] != '-' : text.at[i] < '0' || text.at[i] > '9')
            return (struct day){0};
    return day_of_parts(number_at(text.at, 4), number_at(text.at + 5, 2),
                        number_at(text.at + 8, 2));
}

static int choice_read(const struct choices *choices, struct str text)
{
    if (text.len == 0)
        return 0;
    for (int i = 0; i < choices->n; i++) {
        const char *word = choices->words[i];

        if (word != NULL && word[0] == text.at[0] && strncmp(word, text.at, text.len) == 0 &&
            word[text.len] == '\0')
            return i;
    }
    return 0;
}

/* A failure stays with the connection: whoever ends the query that this one stands in
 * the middle of hears of it. */
static struct str erased(struct job *job, const struct noun *noun, int64_t id, struct str field)
{
    int at = noun_field(noun, field);
    struct day day = {0};

    MUST(at >= 0);
    /* A name says who did things: its place is taken by what the ledger calls them. */
    if (noun == &person_noun && str_eq(field, S("name")))
        return record_nobody(job, id);
    if (erase_day_of(job, noun, id, &noun->fields[at], &day) != DONE || !day_is(day))
        return none;
    return record_erased(job, day);
}

struct str record_erased(struct job *job, struct day day)
{
    if (!day_is(day))
        return word_plain(job->lang, WORD_ledger_missing);
    return word_fill(job->mem, job->lang, WORD_ledger_erased_on, WARG(day), WORD_NO_ARG);
}

struct str record_nobody(struct job *job, int64_t person)
{
    return word_fill(job->mem, job->lang, WORD_ledger_nobody, WARG(person), WORD_NO_ARG);
}

struct str record_text(struct job *job, struct query *q, int column, const struct noun *noun,
                       int64_t id, struct str field)
{
    struct str text = query_get_text(q, column);

    if (text.len > 0)
        return arena_str(job->mem, text);
    return query_get_null(q, column) ? none : erased(job, noun, id, field);
}

static void field_read(struct job *job, struct query *q, int column, const struct noun *noun,
                       const struct field *field, void *row)
{
    void *p = (char *)row + field->offset;
    struct str text;
    int64_t n;
    int choice;

    switch (field->kind) {
    case KIND_TEXT:
        *(struct str *)p = record_text(job, q, column, noun, row_of(row)->id,
                                        str_of(field->name));
        return;
    case KIND_CODE:
        text = query_get_text(q, column);
        *(struct str *)p = text.len == 0 ? none : arena_str(job->mem, text);
        return;
    case KIND_REF:
        *(struct ref *)p = (struct ref){query_get_int(q, column)};
        return;
    case KIND_DAY:
        *(struct day *)p = day_read(query_get_text(q, column));
        return;
    case KIND_FLAG:
        *(bool *)p = query_get_int(q, column) != 0;
        return;
    case KIND_CHOICE:
        choice = choice_read(field->choices, query_get_text(q, column));
        memcpy(p, &choice, sizeof choice);
        return;
    case KIND_NUMBER:
        n = query_get_int(q, column);
        *(struct maybe *)p = (struct maybe){n != 0 || !query_get_null(q, column), n};
        return;
    }
}

void record_read(struct job *job, struct query *q, int first, const struct noun *noun,
                 void *ret_row)
{
    memset(ret_row, 0, noun->size);
    *row_of(ret_row) = (struct row){query_get_int(q, first), query_get_int(q, first + 1),
                                    query_get_int(q, first + 2)};
    for (int i = 0; i < noun->n_fields; i++)
        field_read(job, q, first + TABLE_FIRST_FIELD + i, noun, &noun->fields[i], ret_row);
}

static enum outcome load(struct job *job, const struct noun *noun, int64_t id, void *ret_row)
{
    struct query *q = query_of(job->db, table_of(noun)->load);
    bool there;

    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_int(q, 3, ledger_known(job));
    there = query_next(q);
    if (there)
        record_read(job, q, 0, noun, ret_row);
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : NOT_THERE;
}

enum outcome record_load(struct job *job, const struct leave *leave, const struct noun *noun,
                         struct row seen, void *ret_row)
{
    void *row = arena_alloc(job->mem, noun->size);
    enum outcome o = load(job, noun, seen.id, row);

    if (o != DONE)
        return o;
    if (!leave_reaches(leave, noun, row))
        return NOT_THERE;
    memcpy(ret_row, row, noun->size);
    return seen.version != 0 && seen.version != row_of(row)->version ? CLASHED : DONE;
}

enum outcome record_all(struct job *job, const struct leave *leave, const struct noun *noun,
                        void *ret_rows, size_t *ret_n)
{
    struct query *q = query_of(job->db, table_of(noun)->all);
    size_t room = 64;
    size_t n = 0;
    char *rows = NULL;

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        if (rows == NULL || n == room) {
            char *grown = arena_array(job->mem, room *= 2, noun->size);

            if (rows != NULL)
                memcpy(grown, rows, n * noun->size);
            rows = grown;
        }
        record_read(job, q, 0, noun, rows + n * noun->size);
        n += leave_reaches(leave, noun, rows + n * noun->size);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    memcpy(ret_rows, &rows, sizeof rows);
    *ret_n = n;
    return DONE;
}

/* ---- a struct becomes a row ---- */

static void field_bind(struct job *job, struct query *q, int place, const struct field *field,
                       const void *row)
{
    const void *p = (const char *)row + field->offset;
    const struct maybe *maybe = p;

    if (field->kind == KIND_FLAG)
        query_int(q, place, *(const bool *)p);
    else if (field->kind == KIND_NUMBER && maybe->is)
        query_int(q, place, maybe->n);
    else if (field->kind == KIND_REF && ((const struct ref *)p)->id != 0)
        query_int(q, place, ((const struct ref *)p)->id);
    else if (field->kind == KIND_NUMBER || field->kind == KIND_REF)
        query_null(q, place);
    else
        query_text(q, place, value_text(job->mem, field, row));
}

/* A key or a check of the table that stands in the way is about what was sent:
 * an item that has its row already, a reference to what is not there. */
static enum outcome run(struct job *job, struct query *q, int64_t *ret_changed)
{
    enum outcome o = query_run(q, ret_changed);

    if (o == REFUSED)
        return job_refuse_with(job, S(""), S("record.refused"),
                               arena_str(job->mem, db_why(job->db)));
    return o == DONE ? DONE : job_broke(job);
}

/* Whoever filled the row in, and from what: nothing hidden comes past here. */
static bool fits(struct job *job, const struct noun *noun, const void *was, const void *row)
{
    size_t before = job->faults.n;

    value_check(noun, row, &job->faults);
    value_check_texts(noun, was, row, &job->faults);
    return job->faults.n == before;
}

/* Notes what differs between two rows; false when nothing does. */
static bool note(struct job *job, struct entry *entry, const struct noun *noun, const void *from,
                 const void *to)
{
    bool differs = false;

    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        if (value_same(field, from, to))
            continue;
        ledger_part(entry, noun, ((const struct row *)to)->id, field,
                    value_text(job->mem, field, from), value_text(job->mem, field, to));
        differs = true;
    }
    return differs;
}

/* A flag that no entry names is 0, as every member of nothing is. */
enum outcome record_new(struct job *job, struct entry *entry, const struct noun *noun, void *row)
{
    const void *nothing = arena_alloc(job->mem, noun->size);
    struct row *it = row_of(row);
    struct row fresh = {it->id, 1, ledger_seq(entry)};
    struct query *q;
    enum outcome o;

    if (!fits(job, noun, nothing, row))
        return REFUSED;
    if (fresh.id == 0)
        fresh.id = ledger_id(entry);
    q = query_of(job->db, table_of(noun)->add);
    query_int(q, 1, job->org);
    query_int(q, 2, fresh.id);
    query_int(q, 3, fresh.version);
    query_int(q, 4, fresh.since);
    for (int i = 0; i < noun->n_fields; i++)
        field_bind(job, q, 5 + i, &noun->fields[i], row);
    if ((o = run(job, q, NULL)) != DONE)
        return o;
    *it = fresh;
    MUST(note(job, entry, noun, nothing, row));
    return DONE;
}

static enum outcome keep(struct job *job, const struct noun *noun, int64_t id, int64_t upto)
{
    struct query *q = query_of(job->db, table_of(noun)->keep);
    int64_t changed = 0;
    enum outcome o;

    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_int(q, 3, upto);
    o = run(job, q, &changed);
    MUST(o != DONE || changed == 1);
    return o;
}

static enum outcome put(struct job *job, const struct noun *noun, int64_t old, struct row next,
                        const void *row)
{
    struct query *q = query_of(job->db, table_of(noun)->save);
    int64_t changed = 0;
    enum outcome o;

    query_int(q, 1, job->org);
    query_int(q, 2, next.id);
    query_int(q, 3, old);
    query_int(q, 4, next.version);
    query_int(q, 5, next.since);
    for (int i = 0; i < noun->n_fields; i++)
        field_bind(job, q, 6 + i, &noun->fields[i], row);
    if ((o = run(job, q, &changed)) != DONE)
        return o;
    return changed == 1 ? DONE : CLASHED;
}

static void must_be_fixed(const struct noun *noun, const void *a, const void *b)
{
    for (int i = 0; i < noun->n_fields; i++)
        MUST((noun->fields[i].flags & FIXED) == 0 || value_same(&noun->fields[i], a, b));
}

/* A row that this entry has written before keeps its version: nobody ever saw
 * the one between, and the ledger tells of the whole as one change. */
enum outcome record_save(struct job *job, struct entry *entry, const struct noun *noun, void *row)
{
    void *now = arena_alloc(job->mem, noun->size);
    struct row *it = row_of(row);
    struct row next = {it->id, it->version, ledger_seq(entry)};
    enum outcome o = load(job, noun, it->id, now);

    if (o != DONE)
        return o;
    if (row_of(now)->version != it->version)
        return CLASHED;
    must_be_fixed(noun, now, row);
    if (!fits(job, noun, now, row))
        return REFUSED;
    if (!note(job, entry, noun, now, row))
        return DONE;
    if (row_of(now)->since != next.since) {
        next.version++;
        if ((o = keep(job, noun, next.id, next.since)) != DONE)
            return o;
    }
    if ((o = put(job, noun, it->version, next, row)) != DONE)
        return o;
    *it = next;
    return DONE;
}
