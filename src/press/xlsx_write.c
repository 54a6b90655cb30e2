#include "press/xlsx_write.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/bug.h"
#include "press/xlsx_text.h"

enum {
    WIDTH_DEFAULT = 16,
    WIDTH_MAX = 80,
    SHEET_NAME_CHARS = 31,
    LINE_CHARS = 250, /* properties hold 255 */
};

/* The library writes each member to a temporary file first. This one stands before
 * its own, so that a worker, which may make no file, can make a spreadsheet. */
FILE *lxw_tmpfile(char *folder)
{
    int fd = memfd_create("xlsx member", MFD_CLOEXEC);
    FILE *file;

    (void)folder;
    if (fd < 0)
        return NULL;
    file = fdopen(fd, "w+");
    if (file == NULL)
        close(fd);
    return file;
}

/* A workbook that is being made. The library has memory of its own, and an arena that is full
 * jumps away from it: nothing is asked of the arena while the book is open. */
struct press {
    const struct paper *paper;
    struct str as_of;
    lxw_workbook *book;
    lxw_format *bold;
    lxw_format *date;
    char *scratch; /* one text, nul at its end */
    lxw_error error;
};

static void keep(struct press *press, lxw_error error)
{
    if (press->error == LXW_NO_ERROR)
        press->error = error;
}

/* A plain text with a nul, for what is no cell: cut at so many characters. */
static char *line(struct press *press, struct str text, size_t chars)
{
    xlsx_text_put(press->scratch, text, chars);
    return press->scratch;
}

static void put_text(struct press *press, lxw_worksheet *sheet, size_t row, int column,
                     struct str text, lxw_format *format)
{
    xlsx_text_put(press->scratch, text, XLSX_TEXT_CHARS_MAX);
    keep(press, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, press->scratch,
                                       format));
}

static void put_int(struct press *press, lxw_worksheet *sheet, size_t row, int column, int64_t n)
{
    char digits[24];

    if (n >= -(INT64_C(1) << 53) && n <= INT64_C(1) << 53) {
        keep(press, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, (double)n,
                                           NULL));
        return;
    }
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    put_text(press, sheet, row, column, str_of(digits), NULL);
}

static void put_day(struct press *press, lxw_worksheet *sheet, size_t row, int column,
                    struct day day)
{
    char text[DAY_TEXT_BYTES];

    if (day.n < day_of_parts(1900, 3, 1).n)
        put_text(press, sheet, row, column, day_text(day, text), NULL);
    else
        keep(press, worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column,
                                           day.n - day_of_parts(1899, 12, 30).n, press->date));
}

static void put_cell(struct press *press, lxw_worksheet *sheet, size_t row, int column,
                     const struct cell *cell)
{
    char text[MOMENT_TEXT_BYTES];

    switch (cell->kind) {
    case CELL_EMPTY:
        return;
    case CELL_TEXT:
        put_text(press, sheet, row, column, cell->text, NULL);
        return;
    case CELL_INT:
        put_int(press, sheet, row, column, cell->n);
        return;
    case CELL_DAY:
        put_day(press, sheet, row, column, cell->day);
        return;
    case CELL_MOMENT:
        put_text(press, sheet, row, column, moment_text(cell->at, text), NULL);
        return;
    case CELL_FLAG:
        keep(press, worksheet_write_boolean(sheet, (lxw_row_t)row, (lxw_col_t)column, cell->flag,
                                            NULL));
        return;
    }
}

/* A sheet is called after its table as far as Excel allows: 31 characters, not
 * []:*?/\, and no two the same. No apostrophe either: the library does not double
 * it where the filter names the sheet. */
static lxw_worksheet *add_sheet(struct press *press, struct str title, int number)
{
    char *name = press->scratch;

    xlsx_text_put(name, title, SHEET_NAME_CHARS);
    for (size_t i = 0; name[i] != '\0'; i++)
        if (strchr("[]:*?/\\'\n\t", name[i]) != NULL)
            name[i] = ' ';
    if (name[0] == '\0' || workbook_get_worksheet_by_name(press->book, name) != NULL ||
        workbook_validate_sheet_name(press->book, name) != LXW_NO_ERROR)
        snprintf(name, SHEET_NAME_CHARS, "%d", number);
    return workbook_add_worksheet(press->book, name);
}

static void put_table(struct press *press, lxw_worksheet *sheet, const struct table *table)
{
    MUST(table->n_cells == table->n_rows * (size_t)table->n_columns);
    for (int c = 0; c < table->n_columns; c++) {
        int width = table->columns[c].width > 0 ? table->columns[c].width : WIDTH_DEFAULT;

        keep(press, worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c,
                                         width < WIDTH_MAX ? width : WIDTH_MAX, NULL));
        put_text(press, sheet, 0, c, table->columns[c].label, press->bold);
    }
    for (size_t r = 0; r < table->n_rows; r++)
        for (int c = 0; c < table->n_columns; c++)
            put_cell(press, sheet, r + 1, c, table_cell(table, r, c));
    worksheet_freeze_panes(sheet, 1, 0);
    keep(press, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)table->n_rows,
                                     (lxw_col_t)(table->n_columns - 1)));
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    keep(press, worksheet_repeat_rows(sheet, 0, 0));
}

/* The last sheet: whose document, as of when, and what each table shows. */
static void put_about(struct press *press, lxw_worksheet *sheet)
{
    const struct paper *paper = press->paper;
    size_t row = 0;

    keep(press, worksheet_set_column(sheet, 0, 1, 50, NULL));
    put_text(press, sheet, row++, 0, paper->title, press->bold);
    put_text(press, sheet, row++, 0, paper->org, NULL);
    put_text(press, sheet, row++, 0, press->as_of, NULL);
    put_text(press, sheet, row++, 0, paper->witness, NULL);
    for (int i = 0; i < paper->n_tables; i++, row++) {
        put_text(press, sheet, row, 0, paper->tables[i].title, NULL);
        put_text(press, sheet, row, 1, paper->tables[i].subtitle, NULL);
    }
}

static void put_properties(struct press *press, struct moment made)
{
    lxw_doc_properties properties = {.author = (char *)"waarborg", .created = made.ms / 1000};

    properties.title = line(press, press->paper->title, LINE_CHARS);
    keep(press, workbook_set_properties(press->book, &properties));
}

static void put_paper(struct press *press, struct moment made)
{
    lxw_worksheet *sheet = NULL;

    put_properties(press, made);
    press->bold = workbook_add_format(press->book);
    press->date = workbook_add_format(press->book);
    format_set_bold(press->bold);
    format_set_num_format(press->date, "yyyy-mm-dd");
    for (int i = 0; i <= press->paper->n_tables; i++) {
        bool about = i == press->paper->n_tables;

        sheet = add_sheet(press, about ? S("waarborg") : press->paper->tables[i].title, i + 1);
        if (sheet == NULL) {
            keep(press, LXW_ERROR_MEMORY_MALLOC_FAILED);
            return;
        }
        if (about)
            put_about(press, sheet);
        else
            put_table(press, sheet, &press->paper->tables[i]);
    }
}

static enum outcome make_file(struct press *press, int fd, struct moment made)
{
    char path[64]; /* it opens what it writes by name [choice: spreadsheets out] */

    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    press->book = workbook_new(path);
    if (press->book == NULL)
        return BROKEN;
    put_paper(press, made);
    keep(press, workbook_close(press->book)); /* frees it, also when it fails */
    return press->error == LXW_NO_ERROR ? DONE : BROKEN;
}

static enum outcome take_file(struct buf *out, int fd)
{
    struct stat stat;
    size_t n = 0;

    if (fstat(fd, &stat) != 0)
        return BROKEN;
    buf_room(out, (size_t)stat.st_size);
    while (n < (size_t)stat.st_size) {
        ssize_t got = pread(fd, out->at + out->len + n, (size_t)stat.st_size - n, (off_t)n);

        if (got <= 0)
            return BROKEN;
        n += (size_t)got;
    }
    out->len += n;
    return DONE;
}

enum outcome xlsx_write(struct buf *out, const struct paper *paper, struct moment made)
{
    static int fd = -1; /* open when the arena was full the time before */
    struct press press = {.paper = paper, .as_of = paper_as_of(out->mem, paper)};
    enum outcome o;

    MUST(made.ms >= 1000);
    press.scratch = arena_alloc(out->mem, XLSX_TEXT_BYTES);
    if (fd >= 0)
        close(fd);
    fd = memfd_create("xlsx", MFD_CLOEXEC);
    if (fd < 0)
        return BROKEN;
    o = make_file(&press, fd, made);
    if (o == DONE)
        o = take_file(out, fd);
    close(fd);
    fd = -1;
    return o;
}
