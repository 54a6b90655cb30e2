#include "reports/csv.h"

#include "base/bug.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* What a spreadsheet may act on when a cell begins with it. [choice: quote prefix] */
static bool is_active(char c)
{
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n' ||
           c == '\0';
}

/* Does text begin with an apostrophe that csv_read would drop? */
static bool has_prefix(struct str text)
{
    return text.len >= 2 && text.at[0] == '\'' && (text.at[1] == '\'' || is_active(text.at[1]));
}

void csv_text(struct buf *out, struct str text)
{
    bool prefix = has_prefix(text) || (text.len > 0 && is_active(text.at[0]));
    bool quote = str_starts(text, S(BYTE_ORDER_MARK)); /* lest it be passed over */

    /* Semicolon and tab too: others read this file with those as separator. */
    for (size_t i = 0; i < text.len && !quote; i++)
        quote = memchr("\",;\t\r\n", text.at[i], 6) != NULL;
    if (quote)
        buf_char(out, '"');
    if (prefix)
        buf_char(out, '\'');
    if (!quote) {
        buf_put(out, text);
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.at[i]);
    }
    buf_char(out, '"');
}

/* A file that is being read. Once to check and count, with rows NULL, and once
 * more to store, when nothing can go wrong any more. */
struct reader {
    struct arena *mem;
    struct faults *faults;
    struct str bytes;
    size_t at;
    size_t line;
    char separator;
    struct sheet_row *rows;
    struct str *cells;
    size_t n_rows;
    size_t n_cells;
    int n_columns;
};

static enum outcome refuse(const struct reader *reader, struct str key, size_t n)
{
    fault_add(reader->faults, S(""), key, arena_text(reader->mem, "%zu", n));
    return REFUSED;
}

static bool at_end(const struct reader *reader)
{
    return reader->at == reader->bytes.len;
}

static bool is_line_end(char c)
{
    return c == '\r' || c == '\n';
}

/* Passes over CRLF, LF or CR. */
static void pass_line_end(struct reader *reader)
{
    char first = reader->bytes.at[reader->at++];

    if (first == '\r' && !at_end(reader) && reader->bytes.at[reader->at] == '\n')
        reader->at++;
    reader->line++;
}

/* Copies a quoted cell with each pair of quotes made one. */
static struct str without_pairs(struct arena *mem, struct str text)
{
    char *copy = arena_alloc(mem, text.len);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        copy[n++] = text.at[i];
        if (text.at[i] == '"')
            i++;
    }
    return (struct str){copy, n};
}

/* The text of a cell in quotes, from after the first to before the last. */
static enum outcome quoted_cell(struct reader *reader, struct str *ret_text, size_t *ret_pairs)
{
    struct str bytes = reader->bytes;
    size_t opened = reader->line;
    size_t from = ++reader->at;

    for (;;) {
        if (at_end(reader))
            return refuse(reader, S("csv.quote_open"), opened);
        if (is_line_end(bytes.at[reader->at])) {
            pass_line_end(reader);
            continue;
        }
        if (bytes.at[reader->at++] != '"')
            continue;
        if (at_end(reader) || bytes.at[reader->at] != '"')
            break;
        ++*ret_pairs;
        reader->at++;
    }
    *ret_text = str_sub(bytes, from, reader->at - 1);
    if (!at_end(reader) && bytes.at[reader->at] != reader->separator &&
        !is_line_end(bytes.at[reader->at]))
        return refuse(reader, S("csv.after_quote"), reader->line);
    return DONE;
}

static struct str bare_cell(struct reader *reader)
{
    size_t from = reader->at;

    while (!at_end(reader) && reader->bytes.at[reader->at] != reader->separator &&
           !is_line_end(reader->bytes.at[reader->at]))
        reader->at++;
    return str_sub(reader->bytes, from, reader->at);
}

static enum outcome read_cell(struct reader *reader)
{
    size_t line = reader->line;
    struct str text = {NULL, 0};
    size_t pairs = 0;

    if (!at_end(reader) && reader->bytes.at[reader->at] == '"') {
        if (quoted_cell(reader, &text, &pairs) != DONE)
            return REFUSED;
    } else {
        text = bare_cell(reader);
    }
    if (text.len - pairs - has_prefix(text) > SHEET_CELL_BYTES_MAX)
        return refuse(reader, S("sheet.cell"), line);
    if (reader->n_cells == SHEET_CELLS_MAX)
        return refuse(reader, S("sheet.cells"), line);
    if (reader->cells != NULL) {
        if (pairs > 0)
            text = without_pairs(reader->mem, text);
        reader->cells[reader->n_cells] = has_prefix(text) ? str_sub(text, 1, text.len) : text;
    }
    reader->n_cells++;
    return DONE;
}

static enum outcome read_row(struct reader *reader)
{
    size_t line = reader->line;
    size_t first = reader->n_cells;
    int n = 0;

    if (reader->n_rows == SHEET_ROWS_MAX)
        return refuse(reader, S("sheet.rows"), line);
    for (;;) {
        if (n == SHEET_COLUMNS_MAX)
            return refuse(reader, S("sheet.columns"), line);
        if (read_cell(reader) != DONE)
            return REFUSED;
        n++;
        if (at_end(reader) || is_line_end(reader->bytes.at[reader->at]))
            break;
        reader->at++;
    }
    if (!at_end(reader))
        pass_line_end(reader);
    if (reader->rows != NULL)
        reader->rows[reader->n_rows] = (struct sheet_row){reader->cells + first, n, line};
    reader->n_rows++;
    if (n > reader->n_columns)
        reader->n_columns = n;
    return DONE;
}

static enum outcome read_rows(struct reader *reader)
{
    reader->at = 0;
    reader->line = 1;
    reader->n_rows = reader->n_cells = 0;
    while (!at_end(reader)) {
        if (is_line_end(reader->bytes.at[reader->at]))
            pass_line_end(reader);
        else if (read_row(reader) != DONE)
            return REFUSED;
    }
    return DONE;
}

/* The separator that the first line has most of; the comma when none stands out. */
static char separator_of(struct str bytes)
{
    static const char separators[] = {',', ';', '\t'};
    static const char before_quote[] = {',', ';', '\t', '"'};
    size_t n[sizeof separators] = {0};
    size_t best = 0;
    bool quoted = false;

    for (size_t i = 0; i < bytes.len && (quoted || !is_line_end(bytes.at[i])); i++) {
        if (bytes.at[i] == '"')
            quoted = !quoted && (i == 0 || memchr(before_quote, bytes.at[i - 1], 4) != NULL);
        for (size_t k = 0; k < sizeof separators && !quoted; k++)
            n[k] += bytes.at[i] == separators[k];
    }
    for (size_t k = 1; k < sizeof separators; k++)
        if (n[k] > n[best])
            best = k;
    return separators[best];
}

/* Is every byte text? Only when not, it is worth finding the line. */
static enum outcome check_text(struct reader *reader)
{
    struct str bytes = reader->bytes;

    if (str_utf8(bytes))
        return DONE;
    while (!at_end(reader)) {
        struct str line;
        size_t from = reader->at;

        while (!at_end(reader) && !is_line_end(bytes.at[reader->at]))
            reader->at++;
        line = str_sub(bytes, from, reader->at);
        if (line.len > 0 && memchr(line.at, '\0', line.len) != NULL)
            return refuse(reader, S("csv.nul"), reader->line);
        if (!str_utf8(line))
            return refuse(reader, S("csv.not_utf8"), reader->line);
        MUST(!at_end(reader));
        pass_line_end(reader);
    }
    bug_stop("lines are UTF-8, so the whole is", __FILE__, __LINE__);
}

enum outcome csv_read(struct arena *mem, struct str bytes, const struct sheet **ret_sheet,
                      struct faults *faults)
{
    struct reader reader = {.mem = mem, .faults = faults, .line = 1};
    struct sheet *sheet;

    if (bytes.len > SHEET_BYTES_MAX)
        return refuse(&reader, S("sheet.too_large"), SHEET_BYTES_MAX / 1024 / 1024);
    if (str_starts(bytes, S(BYTE_ORDER_MARK)))
        bytes = str_sub(bytes, 3, bytes.len);
    reader.bytes = bytes;
    if (check_text(&reader) != DONE)
        return REFUSED;
    reader.separator = separator_of(bytes);
    if (read_rows(&reader) != DONE)
        return REFUSED;

    reader.rows = NEW_ARRAY(mem, reader.n_rows, struct sheet_row);
    reader.cells = NEW_ARRAY(mem, reader.n_cells, struct str);
    if (read_rows(&reader) != DONE)
        bug_stop("a file reads the same twice", __FILE__, __LINE__);
    sheet = NEW(mem, struct sheet);
    *sheet = (struct sheet){reader.rows, reader.n_rows, reader.n_columns};
    *ret_sheet = sheet;
    return DONE;
}

void csv_sheet(struct buf *out, const struct sheet *sheet)
{
    for (size_t r = 0; r < sheet->n_rows; r++) {
        for (int c = 0; c < sheet->n_columns; c++) {
            if (c > 0)
                buf_char(out, ',');
            csv_text(out, sheet_cell(sheet, r, c));
        }
        buf_char(out, '\n');
    }
}
