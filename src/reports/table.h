/* reports/table.h - which rows and columns does a document have, in any format?
 *
 * Every export is made from these plain values: CSV, JSON, HTML and text here,
 * XLSX, ODS and PDF in press. A table is filled cell by cell, row after row:
 *
 *     static const struct column columns[] = {
 *         {STR_INIT("name"), STR_INIT("Naam"), 30}, {STR_INIT("due"), STR_INIT("Vóór"), 12},
 *     };
 *     struct table *table = table_new(mem, S("suppliers"), S("Leveranciers"), columns, 2, n);
 *
 *     table_text(table, it->name);
 *     table_day(table, it->due);
 *
 * A row that is not complete, or one more than rows_max, is a bug in the caller.
 *
 * Units    text is well-formed UTF-8 without NUL, and lives as long as the table.
 */
#ifndef REPORTS_TABLE_H
#define REPORTS_TABLE_H

#include "base/buf.h"
#include "base/day.h"
#include "base/lang.h"
#include "markup/out.h"

struct column {
    struct str name;  /* for machines: JSON member and CSV header */
    struct str label; /* for people                               */
    int width;        /* in characters, for spreadsheets; 0: 16   */
};

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_INT, CELL_DAY, CELL_MOMENT, CELL_FLAG };

struct cell {
    enum cell_kind kind;
    union {
        struct str text;
        int64_t n;
        struct day day;
        struct moment at;
        bool flag;
    };
};

struct table {
    struct str name;     /* for machines: the member in JSON               */
    struct str title;    /* for people                                     */
    struct str subtitle; /* which norm, which filter, as of when; or empty */
    const struct column *columns;
    int n_columns;
    struct cell *cells; /* row after row */
    size_t n_cells;
    size_t cells_max;
    size_t n_rows; /* complete ones */
};

/* table_new: an empty table of at least one column, with room for rows_max rows. */
struct table *table_new(struct arena *mem, struct str name, struct str title,
                        const struct column *columns, int n_columns, size_t rows_max);

/* table_text …: the next cell. No day and an empty text are no empty cell to
 * JSON: null and "". */
void table_text(struct table *table, struct str text);
void table_int(struct table *table, int64_t n);
void table_day(struct table *table, struct day day);
void table_moment(struct table *table, struct moment at);
void table_flag(struct table *table, bool is);
void table_empty(struct table *table);

/* table_cell: what stands there; row and column must be in the table. */
const struct cell *table_cell(const struct table *table, size_t row, int column);

/* table_csv: a header of column names, then the rows; comma, CRLF, days as
 * 2026-11-20, moments as 2026-11-20T13:05:00.000Z, flags as 1 and 0. csv_read gives the
 * same texts back. */
void table_csv(struct buf *out, const struct table *table);

/* table_json: an array with an object for each row. */
void table_json(struct buf *out, const struct table *table);

/* table_html: a <table class="wb-tabel"> in the language of out, the titles as caption. */
void table_html(struct out *out, const struct table *table);

/* table_plain: for a terminal: aligned columns, controls made harmless. Lines
 * longer than width are cut in the last column of text, with an ellipsis; width 0
 * cuts nothing. */
void table_plain(struct buf *out, const struct table *table, enum lang lang, int width);

#endif
