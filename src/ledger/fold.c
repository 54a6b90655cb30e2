#include "ledger/fold.h"

#include "base/bug.h"

enum { FIRST_ROOM = 4096 };

struct fold *fold_new(struct arena *mem, struct known *known)
{
    struct fold *fold = NEW(mem, struct fold);

    fold->mem = mem;
    fold->known = known;
    fold->n_row_slots = FIRST_ROOM;
    fold->rows = NEW_ARRAY(mem, fold->n_row_slots, struct fold_row *);
    fold->plain_room = FIRST_ROOM;
    fold->plain = NEW_ARRAY(mem, fold->plain_room, struct fold_plain);
    fold->n_plain = 1; /* 0 is absent */
    fold->n_plain_slots = 2 * FIRST_ROOM;
    fold->plain_slots = NEW_ARRAY(mem, fold->n_plain_slots, uint32_t);
    fold->touch_room = FIRST_ROOM;
    fold->touches = NEW_ARRAY(mem, fold->touch_room, struct fold_touch);
    return fold;
}

/* ---- rows ---- */

/* One counter numbers the rows of all nouns, so that numbers alone spread them. */
static size_t row_slot(const struct fold *fold, uint32_t table, int64_t id)
{
    uint64_t hash = (uint64_t)id * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)((hash >> 20) + table) & (fold->n_row_slots - 1);

    while (fold->rows[slot] != NULL &&
           (fold->rows[slot]->id != id || fold->rows[slot]->table != table))
        slot = (slot + 1) & (fold->n_row_slots - 1);
    return slot;
}

struct fold_row *fold_find(const struct fold *fold, uint32_t table, int64_t id)
{
    return fold->rows[row_slot(fold, table, id)];
}

static void grow_rows(struct fold *fold)
{
    struct fold_row **old = fold->rows;
    size_t n = fold->n_row_slots;

    fold->n_row_slots *= 2;
    fold->rows = NEW_ARRAY(fold->mem, fold->n_row_slots, struct fold_row *);
    for (size_t i = 0; i < n; i++)
        if (old[i] != NULL)
            fold->rows[row_slot(fold, old[i]->table, old[i]->id)] = old[i];
}

static struct fold_row *row_for(struct fold *fold, uint32_t table, int64_t id)
{
    size_t slot = row_slot(fold, table, id);
    size_t n = table < TABLE_COUNT ? (size_t)table_all[table].noun->n_fields : 0;
    struct fold_row *row = fold->rows[slot];

    if (row != NULL)
        return row;
    if (fold->n_rows * 2 >= fold->n_row_slots) {
        grow_rows(fold);
        slot = row_slot(fold, table, id);
    }
    row = arena_alloc(fold->mem, sizeof *row + n * sizeof row->values[0]);
    row->table = table;
    row->id = id;
    fold->rows[slot] = row;
    fold->n_rows++;
    fold->n_of[table]++;
    return row;
}

struct fold_row *fold_touch(struct fold *fold, uint32_t table, int64_t id, int64_t seq)
{
    struct fold_row *row = row_for(fold, table, id);

    if (fold->n_touches == fold->touch_room) {
        struct fold_touch *grown = NEW_ARRAY(fold->mem, fold->touch_room * 2, struct fold_touch);

        memcpy(grown, fold->touches, fold->n_touches * sizeof *grown);
        fold->touches = grown;
        fold->touch_room *= 2;
    }
    MUST(fold->n_touches < UINT32_MAX);
    fold->touches[fold->n_touches] = (struct fold_touch){seq, row->touch};
    row->touch = (uint32_t)++fold->n_touches;
    row->version++;
    row->since = seq;
    if (table < TABLE_COUNT && id > fold->last_id)
        fold->last_id = id;
    return row;
}

/* ---- values ---- */

static uint64_t hash_of(struct str s)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * UINT64_C(0x100000001b3);
    return hash ^ hash >> 29;
}

static size_t plain_slot(const struct fold *fold, struct str text)
{
    size_t slot = (size_t)hash_of(text) & (fold->n_plain_slots - 1);

    while (fold->plain_slots[slot] != 0 &&
           !str_eq(fold->plain[fold->plain_slots[slot]].text, text))
        slot = (slot + 1) & (fold->n_plain_slots - 1);
    return slot;
}

static void grow_plain(struct fold *fold)
{
    struct fold_plain *grown = NEW_ARRAY(fold->mem, fold->plain_room * 2, struct fold_plain);

    memcpy(grown, fold->plain, fold->n_plain * sizeof *grown);
    fold->plain = grown;
    fold->plain_room *= 2;
    fold->n_plain_slots *= 2;
    fold->plain_slots = NEW_ARRAY(fold->mem, fold->n_plain_slots, uint32_t);
    for (size_t i = 1; i < fold->n_plain; i++)
        fold->plain_slots[plain_slot(fold, grown[i].text)] = (uint32_t)i;
}

/* Is this the one form of a number, what buf_int would write? Of a text that str_int reads. */
static bool is_one_form(struct str text)
{
    size_t first = text.at[0] == '-' ? 1 : 0;

    return text.at[first] != '0' || text.len == 1;
}

static fold_value plain_of(struct fold *fold, struct str text)
{
    size_t slot = plain_slot(fold, text);
    struct fold_plain *it;

    if (fold->plain_slots[slot] != 0)
        return fold->plain_slots[slot];
    if (fold->n_plain == fold->plain_room) {
        grow_plain(fold);
        slot = plain_slot(fold, text);
    }
    MUST(fold->n_plain < UINT32_C(1) << FOLD_TEXT_BIT);
    it = &fold->plain[fold->n_plain];
    it->text = arena_str(fold->mem, text);
    it->is_number = str_int(text, &it->n) && is_one_form(text);
    fold->plain_slots[slot] = (uint32_t)fold->n_plain;
    return (fold_value)fold->n_plain++;
}

static bool is_plain_kind(const struct field *field, const struct fold_plain *plain)
{
    switch (field->kind) {
    case KIND_REF:
        return plain->is_number && plain->n > 0;
    case KIND_NUMBER:
        return plain->is_number;
    case KIND_FLAG:
        return plain->is_number && (plain->n == 0 || plain->n == 1);
    case KIND_TEXT: /* is never plain: value_of has its place by then */
    case KIND_CODE:
    case KIND_DAY:
    case KIND_CHOICE:
        break;
    }
    return true;
}

/* A flag is never absent: where entries are silent it is 0. */
static bool value_of(struct fold *fold, const struct field *field, struct str said, int64_t seq,
                     fold_value *ret)
{
    int64_t place;
    fold_value value;

    if (str_eq(said, S("-"))) {
        *ret = 0;
        return true;
    }
    if (field->kind == KIND_TEXT) {
        place = known_use(fold->known, said, seq);
        if (place < 0)
            return false;
        MUST(place < INT64_C(1) << FOLD_TEXT_BIT);
        *ret = (fold_value)place | UINT32_C(1) << FOLD_TEXT_BIT;
        return true;
    }
    if (said.at[0] != '=')
        return false;
    value = plain_of(fold, str_sub(said, 1, said.len));
    if (!is_plain_kind(field, &fold->plain[value]))
        return false;
    *ret = field->kind == KIND_FLAG && fold->plain[value].n == 0 ? 0 : value;
    return true;
}

enum fold_fault fold_set(struct fold *fold, struct fold_row *row, int field,
                         const struct bytes_part *part, int64_t seq)
{
    const struct noun *noun = table_all[row->table].noun;
    const struct field *it = &noun->fields[field];
    fold_value from;
    fold_value to;

    if (!value_of(fold, it, part->from, seq, &from) || !value_of(fold, it, part->to, seq, &to))
        return FOLD_KIND;
    if (from != row->values[field])
        return FOLD_OLD;
    row->values[field] = to;
    if (it->kind == KIND_CODE && to != 0 && strcmp(it->name, "file_hash") == 0)
        fold->plain[to].is_file = true;
    if (it->kind == KIND_CODE && to != 0 && strcmp(it->name, "erased_hash") == 0)
        fold->plain[to].is_erased = true;
    return FOLD_FINE;
}

struct str fold_text(const struct fold *fold, fold_value value, struct arena *mem)
{
    char hex[DIGEST_HEX];

    if (value == 0)
        return S("-");
    if (fold_is_text(value))
        return arena_text(mem, "~%" STR_FMT,
                          STR_ARG(digest_hex(fold_known(fold, value)->digest, hex)));
    return arena_text(mem, "=%" STR_FMT, STR_ARG(fold->plain[value].text));
}
