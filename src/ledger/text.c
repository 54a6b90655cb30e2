#include "ledger/text.h"

#include "ledger/bytes.h"
#include "store/sql.h"

enum { ENTRIES_AT_ONCE = 20 };

enum outcome text_add(struct job *job, struct str text, struct str *ret_value)
{
    struct salt salt = salt_new();
    struct digest digest = digest_text(salt, text);
    char *value = arena_alloc(job->mem, 1 + DIGEST_HEX);
    char hex[SALT_HEX];
    struct query *q = query_of(job->db, &sql_ledger_text_add);

    value[0] = '~';
    query_int(q, 1, job->org);
    query_text(q, 2, digest_hex(digest, value + 1));
    query_text(q, 3, salt_hex(salt, hex));
    query_text(q, 4, text);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    *ret_value = (struct str){value, 1 + DIGEST_HEX};
    return DONE;
}

/* To what an entry sets the column; empty when it does not. */
static struct str set_to(struct str parts, const struct noun *noun, int64_t id,
                         const struct field *field)
{
    struct bytes_part part;

    while (bytes_part_next(&parts, &part) == BYTES_PART)
        if (part.id == id && str_eq(part.table, str_of(noun->name)) &&
            str_eq(part.column, str_of(field->name)))
            return part.to;
    return S("");
}

enum outcome text_last(struct job *job, const struct noun *noun, int64_t id,
                       const struct field *field, int64_t before, struct str *ret_value,
                       int64_t *ret_seq)
{
    struct str value = {0};
    bool more = true;

    while (more && value.len == 0) {
        struct query *q = query_of(job->db, &sql_ledger_of_row);

        more = false;
        query_int(q, 1, job->org);
        query_text(q, 2, str_of(noun->name));
        query_int(q, 3, id);
        query_int(q, 4, before);
        query_int(q, 5, ENTRIES_AT_ONCE);
        while (value.len == 0 && query_next(q)) {
            struct bytes it;

            bytes_row(q, &it);
            before = it.seq;
            more = true;
            value = arena_str(job->mem, set_to(it.parts, noun, id, field));
        }
        if (query_end(q) != DONE)
            return job_broke(job);
    }
    if (str_starts(value, S("~"))) {
        *ret_value = value;
        *ret_seq = before;
        return DONE;
    }
    job->broke = arena_text(job->mem, "%s %lld: %s has a text that no entry set", noun->name,
                            (long long)id, field->name);
    return BROKEN;
}

enum outcome text_read(struct job *job, struct str value, struct str *ret_text, bool *ret_gone)
{
    struct query *q = query_of(job->db, &sql_ledger_text_read);
    struct str text = {0};
    bool there;

    query_int(q, 1, job->org);
    query_text(q, 2, str_sub(value, 1, value.len));
    there = query_next(q);
    if (there)
        text = arena_str(job->mem, query_get_text(q, 0));
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_text = text;
    *ret_gone = !there;
    return DONE;
}
