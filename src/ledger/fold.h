/* ledger/fold.h - what the tables must say, by the entries alone.
 *
 * The state is a map from table and number to the values of the columns. It knows
 * each value once: 4 bytes for a column of a row, 16 for each time that an entry
 * touched a row.
 */
#ifndef LEDGER_FOLD_H
#define LEDGER_FOLD_H

#include "ledger/bytes.h"
#include "ledger/known.h"
#include "ledger/table.h"

/* A value by its place: 0 absent; FOLD_TEXT and the place of a known text; else
 * the place of a plain value. */
typedef uint32_t fold_value;
enum { FOLD_TEXT_BIT = 31 };

struct fold_plain {
    struct str text;
    int64_t n;       /* of the text, for columns that are numbers */
    bool is_number;
    bool is_file;    /* the hash of an evidence file               */
    bool is_erased;  /* of one whose bytes were erased             */
};

struct fold_row {
    uint32_t table;   /* below TABLE_INDEXED            */
    bool seen;        /* in the table                    */
    int64_t id;
    int64_t version;
    int64_t since;
    uint32_t touch;   /* the last, and one; 0: none left */
    fold_value values[];
};

struct fold_touch {
    int64_t seq;
    uint32_t before; /* the one before, and one */
};

struct fold {
    struct arena *mem;
    struct known *known;
    struct fold_row **rows; /* by table and number, NULL: free */
    size_t n_rows;
    size_t n_row_slots;
    size_t n_of[TABLE_INDEXED]; /* rows of each table */
    struct fold_plain *plain;
    size_t n_plain;
    size_t plain_room;
    uint32_t *plain_slots;
    size_t n_plain_slots;
    struct fold_touch *touches;
    size_t n_touches;
    size_t touch_room;
    int64_t last_id;
};

struct fold *fold_new(struct arena *mem, struct known *known);

/* fold_find: the row, or NULL. fold_touch: the row in its next version, made by
 * entry seq; it is made when it is not there. */
struct fold_row *fold_find(const struct fold *fold, uint32_t table, int64_t id);
struct fold_row *fold_touch(struct fold *fold, uint32_t table, int64_t id, int64_t seq);

/* fold_set: lays one part over a row; false when it cannot be: an old value that is
 * not the row's, or one that is not of the field's kind. */
enum fold_fault { FOLD_FINE, FOLD_OLD, FOLD_KIND };
enum fold_fault fold_set(struct fold *fold, struct fold_row *row, int field,
                         const struct bytes_part *part, int64_t seq);

/* fold_text: the text of a value, as the parts have it: -, =plain or ~digest. */
struct str fold_text(const struct fold *fold, fold_value value, struct arena *mem);

static inline bool fold_is_text(fold_value value)
{
    return value >> FOLD_TEXT_BIT != 0;
}

static inline int64_t fold_place(fold_value value)
{
    return (int64_t)(value & ((UINT32_C(1) << FOLD_TEXT_BIT) - 1));
}

static inline const struct known_text *fold_known(const struct fold *fold, fold_value value)
{
    return known_at(fold->known, fold_place(value));
}

#endif
