#include "base/bug.h"
#include "markup/words.h"
#include "reports/paper.h"
#include "reports/plain.h"

enum {
    GAP = 2,    /* blanks between two columns                 */
    LEAST = 10, /* a column of text is not cut shorter than this */
    NUMBER_BYTES = MOMENT_TEXT_BYTES, /* a moment is the longest that is made */
};

/* The text of a cell; number has room for one that must be made. */
static struct str cell_str(const struct cell *cell, enum lang lang,
                           char number[static NUMBER_BYTES])
{
    struct buf digits = {.at = number, .room = NUMBER_BYTES};

    switch (cell->kind) {
    case CELL_EMPTY:
        break;
    case CELL_TEXT:
        return cell->text;
    case CELL_INT:
        buf_int(&digits, cell->n);
        return buf_str(&digits);
    case CELL_DAY:
        return day_text(cell->day, number);
    case CELL_MOMENT:
        return moment_text(cell->at, number);
    case CELL_FLAG:
        return word_plain(lang, cell->flag ? WORD_flag_yes : WORD_flag_no);
    }
    return S("");
}

/* A table on its way to the terminal. */
struct layout {
    const struct table *table;
    enum lang lang;
    size_t *widths;
    bool *numeric; /* nothing but numbers stand in it: to the right */
};

static void measure(struct layout *it)
{
    char number[NUMBER_BYTES];

    for (int c = 0; c < it->table->n_columns; c++) {
        it->widths[c] = plain_width(it->table->columns[c].label);
        it->numeric[c] = it->table->n_rows > 0;
    }
    for (size_t r = 0; r < it->table->n_rows; r++)
        for (int c = 0; c < it->table->n_columns; c++) {
            const struct cell *cell = table_cell(it->table, r, c);
            size_t width = plain_width(cell_str(cell, it->lang, number));

            if (width > it->widths[c])
                it->widths[c] = width;
            it->numeric[c] &= cell->kind == CELL_INT || cell->kind == CELL_EMPTY;
        }
}

static bool is_text(const struct table *table, int column)
{
    for (size_t r = 0; r < table->n_rows; r++)
        if (table_cell(table, r, column)->kind == CELL_TEXT)
            return true;
    return false;
}

/* Takes what is too much from the last column of text. */
static void fit(struct layout *it, size_t width)
{
    size_t total = (size_t)(it->table->n_columns - 1) * GAP;
    int last = it->table->n_columns - 1;

    for (int c = 0; c < it->table->n_columns; c++)
        total += it->widths[c];
    while (last >= 0 && !is_text(it->table, last))
        last--;
    if (last < 0 || total <= width || it->widths[last] <= LEAST)
        return;
    if (it->widths[last] - LEAST < total - width)
        it->widths[last] = LEAST;
    else
        it->widths[last] -= total - width;
}

static void blanks(struct buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_char(out, ' ');
}

/* One cell; pending counts the blanks before it, which no line ends with. */
static void put_cell(struct buf *out, const struct layout *it, int column, struct str text,
                     size_t *pending)
{
    size_t room = it->widths[column];
    size_t width = plain_width(text);
    size_t taken;

    if (width > 0) {
        if (it->numeric[column] && width < room)
            *pending += room - width;
        blanks(out, *pending);
        *pending = 0;
        taken = plain_put(out, text, room);
        if (!it->numeric[column])
            *pending = room - taken;
    } else {
        *pending += room;
    }
    *pending += GAP;
}

static void put_rows(struct buf *out, const struct layout *it)
{
    const struct table *table = it->table;
    char number[NUMBER_BYTES];
    size_t pending = 0;

    for (int c = 0; c < table->n_columns; c++)
        put_cell(out, it, c, table->columns[c].label, &pending);
    buf_char(out, '\n');
    for (int c = 0; c < table->n_columns; c++) {
        blanks(out, c == 0 ? 0 : GAP);
        for (size_t i = 0; i < it->widths[c]; i++)
            buf_char(out, '-');
    }
    buf_char(out, '\n');
    for (size_t r = 0; r < table->n_rows; r++) {
        pending = 0;
        for (int c = 0; c < table->n_columns; c++)
            put_cell(out, it, c, cell_str(table_cell(table, r, c), it->lang, number), &pending);
        buf_char(out, '\n');
    }
}

static void put_line(struct buf *out, struct str text)
{
    if (text.len == 0)
        return;
    plain_put(out, text, 0);
    buf_char(out, '\n');
}

static void put_table(struct buf *out, const struct table *table, enum lang lang, int width,
                      bool titled)
{
    size_t n = (size_t)table->n_columns;
    struct layout it = {table, lang, NEW_ARRAY(out->mem, n, size_t), NEW_ARRAY(out->mem, n, bool)};

    MUST(table->n_cells == table->n_rows * n);
    measure(&it);
    if (width > 0)
        fit(&it, (size_t)width);
    if (titled)
        put_line(out, table->title);
    put_line(out, table->subtitle);
    put_rows(out, &it);
}

void table_plain(struct buf *out, const struct table *table, enum lang lang, int width)
{
    put_table(out, table, lang, width, true);
}

/* Has the paper's title named this table: "Title", or "Title, version 2"? */
static bool is_named(const struct paper *paper, const struct table *table)
{
    struct str rest;

    return str_eq(str_cut(paper->title, ',', &rest), table->title);
}

void paper_plain(struct buf *out, const struct paper *paper, int width)
{
    put_line(out, paper->title);
    put_line(out, paper->org);
    put_line(out, paper_as_of(out->mem, paper));
    for (int i = 0; i < paper->n_tables; i++) {
        buf_char(out, '\n');
        put_table(out, &paper->tables[i], paper->lang, width,
                  !is_named(paper, &paper->tables[i]));
    }
    if (paper->witness.len > 0)
        buf_char(out, '\n');
    put_line(out, paper->witness);
}
