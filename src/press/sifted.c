#include "press/sifted.h"

#include <stdio.h>

#include "base/netstring.h"
#include "markup/words.h"

static void put_number(struct buf *out, size_t n)
{
    char text[24];
    int len = snprintf(text, sizeof text, "%zu", n);

    netstring_put(out, (struct str){text, (size_t)len});
}

static struct str refusal(struct arena *mem, const struct faults *faults)
{
    struct buf out;

    buf_init(&out, mem, 256);
    netstring_put(&out, S("refused"));
    for (size_t i = 0; i < faults_kept(faults); i++) {
        netstring_put(&out, faults_at(faults, i)->key);
        netstring_put(&out, str_fit(faults_at(faults, i)->arg, SIFTED_ARG_BYTES));
    }
    return buf_str(&out);
}

static struct str too_large(struct arena *mem)
{
    struct faults faults = {.n = 0};

    fault_add(&faults, S(""), S("sheet.too_large"),
              arena_text(mem, "%d", SHEET_BYTES_MAX >> 20));
    return refusal(mem, &faults);
}

struct str sifted_put(struct arena *mem, enum outcome o, const struct sheet *sheet,
                      const struct faults *faults)
{
    struct buf out;

    if (o == REFUSED)
        return refusal(mem, faults);
    buf_init(&out, mem, 64 * 1024);
    netstring_put(&out, o == DONE ? S("done") : S("broken"));
    for (size_t i = 0; o == DONE && i < sheet->n_rows; i++) {
        const struct sheet_row *row = &sheet->rows[i];

        put_number(&out, row->line);
        put_number(&out, (size_t)row->n_cells);
        for (int k = 0; k < row->n_cells; k++)
            netstring_put(&out, row->cells[k]);
        /* One text may be the text of a million cells. */
        if (out.len > SIFTED_BYTES_MAX)
            return too_large(mem);
    }
    return buf_str(&out);
}

/* ---- and back ---- */

struct reader {
    struct arena *mem;
    struct str rest;
    struct sheet_row *rows;
    size_t room;
    size_t n_cells;
    struct sheet sheet;
};

static bool get_number(struct str *from, int64_t most, int64_t *ret)
{
    struct str text;

    return netstring_get(from, &text) && str_int(text, ret) && *ret >= 1 && *ret <= most;
}

static struct sheet_row *place(struct reader *it)
{
    if (it->sheet.n_rows == it->room) {
        size_t room = it->room == 0 ? 64 : 2 * it->room;
        struct sheet_row *rows = NEW_ARRAY(it->mem, room, struct sheet_row);

        if (it->sheet.n_rows > 0)
            memcpy(rows, it->rows, it->sheet.n_rows * sizeof *rows);
        it->rows = rows;
        it->room = room;
    }
    return &it->rows[it->sheet.n_rows++];
}

static bool read_row(struct reader *it, size_t *line)
{
    struct sheet_row *row;
    struct str *cells;
    int64_t at;
    int64_t n;

    if (!get_number(&it->rest, INT32_MAX, &at) || (size_t)at <= *line ||
        !get_number(&it->rest, SHEET_COLUMNS_MAX, &n) || it->sheet.n_rows == SHEET_ROWS_MAX ||
        it->n_cells + (size_t)n > SHEET_CELLS_MAX)
        return false;
    cells = NEW_ARRAY(it->mem, (size_t)n, struct str);
    for (int64_t i = 0; i < n; i++)
        if (!netstring_get(&it->rest, &cells[i]) || cells[i].len > SHEET_CELL_BYTES_MAX ||
            !str_utf8(cells[i]))
            return false;
    *line = (size_t)at;
    row = place(it);
    *row = (struct sheet_row){cells, (int)n, *line};
    it->n_cells += (size_t)n;
    if (it->sheet.n_columns < (int)n)
        it->sheet.n_columns = (int)n;
    return true;
}

static enum outcome read_sheet(struct arena *mem, struct str rest, const struct sheet **ret)
{
    struct reader it = {.mem = mem, .rest = rest};
    struct sheet *sheet = NEW(mem, struct sheet);
    size_t line = 0;

    while (it.rest.len > 0)
        if (!read_row(&it, &line))
            return BROKEN;
    it.sheet.rows = it.rows;
    *sheet = it.sheet;
    *ret = sheet;
    return DONE;
}

/* Whose messages may come along: those of who reads sheets, and no others. */
static bool is_theirs(struct str key)
{
    static const char *const rooms[] = {"xlsx.", "zip.", "xml.", "csv.", "sheet."};
    enum word word;

    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (str_starts(key, str_of(rooms[i])))
            return word_find(key, &word);
    return false;
}

static enum outcome read_refusal(struct str rest, struct faults *faults)
{
    struct str key, arg;
    size_t n = 0;

    for (struct str look = rest; look.len > 0; n++)
        if (n == FAULTS_MAX || !netstring_get(&look, &key) || !is_theirs(key) ||
            !netstring_get(&look, &arg) || arg.len > SIFTED_ARG_BYTES || !str_utf8(arg))
            return BROKEN;
    while (rest.len > 0 && netstring_get(&rest, &key) && netstring_get(&rest, &arg))
        fault_add(faults, S(""), key, arg);
    return n > 0 ? REFUSED : BROKEN;
}

enum outcome sifted_read(struct arena *mem, struct str bytes, const struct sheet **ret,
                         struct faults *faults)
{
    struct str how;

    if (bytes.len > SIFTED_BYTES_MAX || !netstring_get(&bytes, &how))
        return BROKEN;
    if (str_eq(how, S("done")))
        return read_sheet(mem, bytes, ret);
    return str_eq(how, S("refused")) ? read_refusal(bytes, faults) : BROKEN;
}
