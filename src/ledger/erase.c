#include "ledger/erase.h"

#include "base/bug.h"
#include "ledger/bytes.h"
#include "ledger/table.h"
#include "ledger/text.h"
#include "store/sql.h"

enum { ENTRIES_AT_ONCE = 100 };

/* ---- which text ---- */

static bool is_text(struct str value)
{
    return str_starts(value, S("~"));
}

/* A part of the entry that has a text in the field; the text that it wrote goes first. */
static bool fits(const struct erase_which *which, const struct bytes_part *part,
                 struct erase *ret)
{
    const struct noun *noun = noun_find(part->table);
    int field = noun == NULL ? -1 : noun_field(noun, part->column);

    if (field < 0 || !str_eq(part->column, which->field) ||
        (which->id != 0 && which->id != part->id) || (!is_text(part->to) && !is_text(part->from)))
        return false;
    *ret = (struct erase){.seq = which->seq, .value = is_text(part->to) ? part->to : part->from,
                          .noun = noun, .id = part->id, .field = &noun->fields[field]};
    if (!is_text(part->to))
        ret->seq = 0; /* of an entry before: still to be found */
    return true;
}

/* The texts of the views that bytes_row gives die with the query. */
static int find_in(struct job *job, const struct erase_which *which, const struct bytes *it,
                   struct erase *ret)
{
    struct str rest = it->parts;
    struct bytes_part part;
    struct erase found;
    int n = 0;

    if (which->field.len == 0) {
        *ret = (struct erase){.seq = which->seq, .value = arena_str(job->mem, it->reason)};
        return is_text(it->reason);
    }
    while (bytes_part_next(&rest, &part) == BYTES_PART)
        if (fits(which, &part, &found) && n++ == 0) {
            found.value = arena_str(job->mem, found.value);
            *ret = found;
        }
    return n;
}

static enum outcome read_entry(struct job *job, const struct erase_which *which, int *ret_n,
                               struct erase *ret)
{
    struct query *q = query_of(job->db, &sql_ledger_page);
    struct bytes it;
    bool there;

    query_int(q, 1, job->org);
    query_int(q, 2, which->seq - 1);
    query_int(q, 3, which->seq);
    there = query_next(q);
    if (there) {
        bytes_row(q, &it);
        *ret_n = find_in(job, which, &it, ret);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : NOT_THERE;
}

/* Does an entry say anything of this column? */
static bool touches(struct str parts, const struct erase *it)
{
    struct bytes_part part;

    while (bytes_part_next(&parts, &part) == BYTES_PART)
        if (part.id == it->id && str_eq(part.table, str_of(it->noun->name)) &&
            str_eq(part.column, str_of(it->field->name)))
            return true;
    return false;
}

/* The first entry after the one that wrote the text which speaks of the column. */
static enum outcome find_upto(struct job *job, struct erase *it)
{
    int64_t before = INT64_MAX;
    bool more = true;

    while (more) {
        struct query *q = query_of(job->db, &sql_ledger_of_row);
        struct bytes entry;

        more = false;
        query_int(q, 1, job->org);
        query_text(q, 2, str_of(it->noun->name));
        query_int(q, 3, it->id);
        query_int(q, 4, before);
        query_int(q, 5, ENTRIES_AT_ONCE);
        while (query_next(q)) {
            bytes_row(q, &entry);
            before = entry.seq;
            more = before > it->seq;
            if (more && touches(entry.parts, it))
                it->upto = before;
        }
        if (query_end(q) != DONE)
            return job_broke(job);
    }
    return DONE;
}

enum outcome erase_find(struct job *job, const struct erase_which *which, struct erase *ret)
{
    struct erase it = {0};
    struct str value;
    bool gone;
    int n = 0;
    enum outcome o;

    if (which->seq < 1)
        return NOT_THERE;
    if ((o = read_entry(job, which, &n, &it)) != DONE)
        return o;
    if (n != 1)
        return job_refuse(job, S("field"), n == 0 ? S("erase.none") : S("erase.rows"));
    if (it.seq == 0 && (o = text_last(job, it.noun, it.id, it.field, which->seq, &value,
                                      &it.seq)) != DONE)
        return o;
    if ((o = text_read(job, it.value, &it.text, &gone)) != DONE)
        return o;
    if (gone)
        return job_refuse(job, S("field"), S("erase.gone"));
    if (it.noun != NULL && (o = find_upto(job, &it)) != DONE)
        return o;
    *ret = it;
    return DONE;
}

/* ---- all texts of a row ---- */

struct texts {
    struct arena *mem;
    const struct noun *noun;
    int64_t id;
    int64_t upto[64];  /* by field: the entry after, which spoke of it too */
    struct erase *at;
    size_t n, room;
};

static void add_text(struct texts *list, int field, int64_t seq, struct str value)
{
    if (list->n == list->room) {
        struct erase *at = NEW_ARRAY(list->mem, list->room * 2, struct erase);

        memcpy(at, list->at, list->n * sizeof *at);
        list->at = at;
        list->room *= 2;
    }
    list->at[list->n++] = (struct erase){.seq = seq, .value = arena_str(list->mem, value),
                                         .noun = list->noun, .id = list->id,
                                         .field = &list->noun->fields[field],
                                         .upto = list->upto[field]};
}

static void add_texts(struct texts *list, const struct bytes *it)
{
    struct str rest = it->parts;
    struct bytes_part part;

    while (bytes_part_next(&rest, &part) == BYTES_PART) {
        int field = part.id == list->id && str_eq(part.table, str_of(list->noun->name))
                        ? noun_field(list->noun, part.column)
                        : -1;

        if (field < 0)
            continue;
        if (is_text(part.to))
            add_text(list, field, it->seq, part.to);
        list->upto[field] = it->seq;
    }
}

/* Those that are gone already stay out. */
static enum outcome leave_gone_out(struct job *job, struct texts *list)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        bool gone;
        enum outcome o = text_read(job, list->at[i].value, &list->at[i].text, &gone);

        if (o != DONE)
            return o;
        if (!gone)
            list->at[n++] = list->at[i];
    }
    list->n = n;
    return DONE;
}

enum outcome erase_find_all(struct job *job, const struct noun *noun, int64_t id,
                            struct erase **ret, size_t *ret_n)
{
    struct texts *list = NEW(job->mem, struct texts);
    int64_t before = INT64_MAX;
    int64_t last;
    enum outcome o;

    *list = (struct texts){.mem = job->mem, .noun = noun, .id = id, .room = 16};
    MUST(noun->n_fields <= (int)(sizeof list->upto / sizeof *list->upto));
    list->at = NEW_ARRAY(job->mem, list->room, struct erase);
    do {
        struct query *q = query_of(job->db, &sql_ledger_of_row);
        struct bytes entry;

        last = before;
        query_int(q, 1, job->org);
        query_text(q, 2, str_of(noun->name));
        query_int(q, 3, id);
        query_int(q, 4, before);
        query_int(q, 5, ENTRIES_AT_ONCE);
        while (query_next(q)) {
            bytes_row(q, &entry);
            before = entry.seq;
            add_texts(list, &entry);
        }
        if (query_end(q) != DONE)
            return job_broke(job);
    } while (before < last);
    if ((o = leave_gone_out(job, list)) != DONE)
        return o;
    *ret = list->at;
    *ret_n = list->n;
    return DONE;
}

/* ---- taking it away ---- */

bool erase_act(struct str act)
{
    return str_eq(act, S("text.erase")) || str_eq(act, S("person.erase"));
}

static enum outcome drop_text(struct job *job, struct str value)
{
    struct query *q = query_of(job->db, &sql_ledger_text_drop);
    int64_t changed = 0;

    query_int(q, 1, job->org);
    query_text(q, 2, str_sub(value, 1, value.len));
    if (query_run(q, &changed) != DONE)
        return job_broke(job);
    MUST(changed == 1);
    return DONE;
}

enum outcome erase_text(struct job *job, struct entry *entry, const struct erase *it)
{
    struct query *q;
    enum outcome o = drop_text(job, it->value);

    if (o != DONE)
        return o;
    ledger_erased(entry, it->seq, it->value);
    if (it->noun == NULL)
        return DONE;
    q = query_of(job->db, table_of(it->noun)->blank);
    query_int(q, 1, job->org);
    query_int(q, 2, it->id);
    query_int(q, 3, it->seq);
    query_int(q, 4, it->upto == 0 ? ledger_seq(entry) : it->upto);
    query_text(q, 5, str_of(it->field->name));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

/* ---- when it went ---- */

static bool erases(struct str parts, struct str value)
{
    struct bytes_part part;

    while (bytes_part_next(&parts, &part) == BYTES_PART)
        if (str_eq(part.table, table_name(TABLE_TEXT)) && str_eq(part.from, value))
            return true;
    return false;
}

enum outcome erase_day(struct job *job, struct str value, int64_t seq, struct day *ret)
{
    struct query *q = query_of(job->db, &sql_ledger_of_row);
    struct moment moment;
    struct bytes it;
    int minute;

    *ret = (struct day){0};
    query_int(q, 1, job->org);
    query_text(q, 2, table_name(TABLE_TEXT));
    query_int(q, 3, seq);
    query_int(q, 4, INT64_MAX);
    query_int(q, 5, INT64_MAX);
    while (!day_is(*ret) && query_next(q)) {
        bytes_row(q, &it);
        if (erases(it.parts, value) && moment_of_text(it.time, &moment))
            *ret = moment_amsterdam(moment, &minute);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome erase_day_of(struct job *job, const struct noun *noun, int64_t id,
                          const struct field *field, struct day *ret)
{
    int64_t before = ledger_known(job) + 1;
    struct str value;
    int64_t seq;
    enum outcome o = text_last(job, noun, id, field, before, &value, &seq);

    return o == DONE ? erase_day(job, value, seq, ret) : o;
}
