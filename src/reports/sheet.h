/* reports/sheet.h - what stands in a spreadsheet that somebody sent?
 *
 * Rows of texts, whatever the file was: CSV here, XLSX in press. Days are texts
 * such as 2026-11-20 and flags 1 or 0, as model/value.h reads them.
 *
 * Units    rows and columns count from 0; a line counts from 1, as an editor does.
 * Sources  [choice: files in] the limits.
 */
#ifndef REPORTS_SHEET_H
#define REPORTS_SHEET_H

#include "base/arena.h"
#include "base/str.h"

enum {
    SHEET_ROWS_MAX = 100000,
    SHEET_COLUMNS_MAX = 500,
    SHEET_CELLS_MAX = 2000000, /* in all; keeps a file of bare commas within memory */
    SHEET_CELL_BYTES_MAX = 64 * 1024,
    SHEET_BYTES_MAX = 16 * 1024 * 1024,
};

struct sheet_row {
    const struct str *cells;
    int n_cells;
    size_t line; /* where the row begins: line of a CSV, row of an XLSX */
};

struct sheet {
    const struct sheet_row *rows;
    size_t n_rows;
    int n_columns; /* of the longest row */
};

/* sheet_cell: the text there; empty past the end of a short row. */
static inline struct str sheet_cell(const struct sheet *sheet, size_t row, int column)
{
    if (row >= sheet->n_rows || column < 0 || column >= sheet->rows[row].n_cells)
        return (struct str){NULL, 0};
    return sheet->rows[row].cells[column];
}

#endif
