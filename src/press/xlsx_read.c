#include "press/xlsx_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/day.h"
#include "press/xlsx_book.h"
#include "press/xlsx_text.h"
#include "press/xml.h"

enum { ROW_MAX = 1048576, COLUMN_MAX = 16384, NUMBER_BYTES = 64 };

enum value_kind { VALUE_NUMBER, VALUE_SHARED, VALUE_TEXT, VALUE_FLAG, VALUE_DAY };

/* A sheet that is being read. */
struct reader {
    struct xlsx_book book;
    struct xlsx_list rows; /* struct sheet_row */
    struct str cells[SHEET_COLUMNS_MAX];
    int n_cells;   /* of this row, up to its last text           */
    int column;    /* of this cell, from 0                       */
    int64_t row;   /* as the sheet counts, from 1                */
    enum value_kind kind;
    int64_t style;
    struct buf value;
    bool in_value; /* within v, or within t of an inline text    */
    bool in_phonetic;
    size_t n_total;
    size_t bytes_total;
    int n_columns;
};

static bool refuse_row(struct reader *it, struct str key)
{
    return xlsx_refuse(&it->book, key, arena_text(it->book.mem, "%lld", (long long)it->row));
}

/* The column and the row of a place such as AB12; false when it is none. */
static bool place_of(struct str text, int *ret_column, int64_t *ret_row)
{
    int column = 0;
    size_t i = 0;

    while (i < text.len && text.at[i] >= 'A' && text.at[i] <= 'Z' && column <= COLUMN_MAX)
        column = column * 26 + (text.at[i++] - 'A' + 1);
    if (i == 0 || column > COLUMN_MAX || !str_int(str_sub(text, i, text.len), ret_row))
        return false;
    *ret_column = column - 1;
    return true;
}

static bool row_start(struct reader *it, struct xml_attrs attrs)
{
    struct str at = xml_attr(attrs, S("r"));
    int64_t row = it->row + 1;

    if ((at.at != NULL && !str_int(at, &row)) || row <= it->row || row > ROW_MAX)
        return refuse_row(it, S("xlsx.broken"));
    it->row = row;
    it->column = -1;
    it->n_cells = 0;
    return true;
}

static enum value_kind kind_of(struct str type)
{
    if (str_eq(type, S("s")))
        return VALUE_SHARED;
    if (str_eq(type, S("b")))
        return VALUE_FLAG;
    if (str_eq(type, S("d")))
        return VALUE_DAY;
    if (str_eq(type, S("str")) || str_eq(type, S("inlineStr")) || str_eq(type, S("e")))
        return VALUE_TEXT;
    return VALUE_NUMBER;
}

static bool cell_start(struct reader *it, struct xml_attrs attrs)
{
    struct str at = xml_attr(attrs, S("r"));
    int column = it->column + 1;
    int64_t row = it->row;

    if (at.at != NULL && !place_of(at, &column, &row))
        return refuse_row(it, S("xlsx.broken"));
    if (row != it->row || column <= it->column)
        return refuse_row(it, S("xlsx.broken"));
    it->column = column;
    it->kind = kind_of(xml_attr(attrs, S("t")));
    it->style = -1;
    str_int(xml_attr(attrs, S("s")), &it->style);
    it->value.len = 0;
    return true;
}

static bool on_start(void *to, struct str name, struct xml_attrs attrs)
{
    struct reader *it = to;

    if (str_eq(name, S("row")))
        return row_start(it, attrs);
    if (it->row == 0)
        return true;
    if (str_eq(name, S("c")))
        return cell_start(it, attrs);
    it->in_phonetic |= str_eq(name, S("rPh"));
    it->in_value = str_eq(name, S("v")) || (str_eq(name, S("t")) && !it->in_phonetic);
    return true;
}

static bool on_text(void *to, struct str text)
{
    struct reader *it = to;

    if (!it->in_value || it->column < 0)
        return true;
    if (it->value.len + text.len > SHEET_CELL_BYTES_MAX)
        return refuse_row(it, S("sheet.cell"));
    buf_put(&it->value, text);
    return true;
}

/* The day that a number stands for; no day when it stands for none. Excel took 1900
 * for a leap year: its day 60 never was, and those before it are one further on. */
static struct day day_of_serial(const struct reader *it, double serial)
{
    struct day zero = it->book.from_1904 ? day_of_parts(1904, 1, 1) : day_of_parts(1899, 12, 30);
    double whole = floor(serial);

    if (!it->book.from_1904 && whole < 61)
        whole = whole == 60 || whole < 1 ? -1e9 : whole + 1;
    if (!(whole >= 0) || whole > day_of_parts(9999, 12, 31).n - zero.n)
        return (struct day){0};
    return (struct day){zero.n + (int32_t)whole};
}

static bool shows_day(const struct reader *it)
{
    const bool *dates = it->book.dates.at;

    return it->style >= 0 && (uint64_t)it->style < it->book.dates.n && dates[it->style];
}

/* A number as it stands when it is plain digits, else in its shortest form. */
static struct str number_str(struct reader *it, struct str digits)
{
    char text[NUMBER_BYTES];
    char day[DAY_TEXT_BYTES];
    char *end;
    double number;
    int64_t whole;

    if (digits.len == 0 || digits.len >= sizeof text)
        return arena_str(it->book.mem, digits);
    if (!shows_day(it) && str_int(digits, &whole))
        return arena_str(it->book.mem, digits);
    memcpy(text, digits.at, digits.len);
    text[digits.len] = '\0';
    number = strtod(text, &end);
    if (*end != '\0' || !isfinite(number))
        return arena_str(it->book.mem, digits);
    if (shows_day(it) && day_is(day_of_serial(it, number)))
        return arena_str(it->book.mem, day_text(day_of_serial(it, number), day));
    if (number == floor(number) && fabs(number) < 1e15)
        return arena_text(it->book.mem, "%.0f", number);
    return arena_text(it->book.mem, "%.15g", number);
}

static bool shared_str(struct reader *it, struct str number, struct str *ret_text)
{
    const struct str *strings = it->book.strings.at;
    int64_t i;

    if (!str_int(number, &i) || i < 0 || (uint64_t)i >= it->book.strings.n)
        return refuse_row(it, S("xlsx.broken"));
    *ret_text = strings[i];
    return true;
}

static bool value_str(struct reader *it, struct str *ret_text)
{
    struct str value = buf_str(&it->value);

    switch (it->kind) {
    case VALUE_SHARED:
        return value.len == 0 || shared_str(it, str_trim(value), ret_text);
    case VALUE_NUMBER:
        *ret_text = number_str(it, str_trim(value));
        return true;
    case VALUE_DAY: /* 2026-11-20T00:00:00 */
        *ret_text = arena_str(it->book.mem, str_sub(value, 0, 10));
        return true;
    case VALUE_TEXT:
    case VALUE_FLAG: /* 1 or 0 by itself */
        *ret_text = xlsx_text_of(it->book.mem, arena_str(it->book.mem, value));
        return true;
    }
    return true;
}

static bool cell_end(struct reader *it)
{
    struct str text = {NULL, 0};

    if (!value_str(it, &text))
        return false;
    if (text.len == 0)
        return true;
    if (it->column >= SHEET_COLUMNS_MAX)
        return refuse_row(it, S("sheet.columns"));
    it->bytes_total += it->kind == VALUE_SHARED ? 0 : text.len;
    if (it->bytes_total > SHEET_BYTES_MAX)
        return xlsx_refuse(&it->book, S("sheet.too_large"),
                           arena_text(it->book.mem, "%d", SHEET_BYTES_MAX / 1024 / 1024));
    while (it->n_cells < it->column)
        it->cells[it->n_cells++] = (struct str){NULL, 0};
    it->cells[it->n_cells++] = text;
    return true;
}

static bool row_end(struct reader *it)
{
    struct sheet_row *row;
    struct str *cells;

    if (it->n_cells == 0)
        return true;
    if (it->rows.n == SHEET_ROWS_MAX)
        return refuse_row(it, S("sheet.rows"));
    it->n_total += (size_t)it->n_cells;
    if (it->n_total > SHEET_CELLS_MAX)
        return refuse_row(it, S("sheet.cells"));
    cells = NEW_ARRAY(it->book.mem, (size_t)it->n_cells, struct str);
    memcpy(cells, it->cells, (size_t)it->n_cells * sizeof *cells);
    row = xlsx_list_add(it->book.mem, &it->rows, sizeof *row);
    *row = (struct sheet_row){cells, it->n_cells, (size_t)it->row};
    if (it->n_cells > it->n_columns)
        it->n_columns = it->n_cells;
    it->n_cells = 0;
    return true;
}

static bool on_end(void *to, struct str name)
{
    struct reader *it = to;

    it->in_value = false;
    if (str_eq(name, S("rPh")))
        it->in_phonetic = false;
    if (str_eq(name, S("c")) && it->column >= 0)
        return cell_end(it);
    if (str_eq(name, S("row")))
        return row_end(it);
    return true;
}

static enum outcome read_sheet(struct reader *it, struct str sheet_name)
{
    struct xml_ear ear = {on_start, on_end, on_text, it};
    struct str member;
    enum outcome o = xlsx_book_read(&it->book, sheet_name, &member);

    if (o != DONE)
        return o;
    buf_init(&it->value, it->book.mem, SHEET_CELL_BYTES_MAX);
    return xml_read(it->book.package, member, ear, it->book.mem, it->book.faults);
}

/* What else people call a spreadsheet: the file of before 2007, which is also the
 * case around one with a password, and OpenDocument. */
static struct str other_kind(struct str bytes, struct package *package)
{
    static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

    if (str_starts(bytes, S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
        return str_find(bytes, (struct str){encrypted, sizeof encrypted}, 0) >= 0
            ? S("xlsx.encrypted") : S("xlsx.xls");
    if (package != NULL && package_has(package, S("content.xml")))
        return S("xlsx.ods");
    return S("");
}

enum outcome xlsx_read(struct arena *mem, struct str bytes, struct str sheet_name,
                       const struct sheet **ret_sheet, struct faults *faults)
{
    struct reader *it = NEW(mem, struct reader);
    struct str kind = other_kind(bytes, NULL);
    struct sheet *sheet;
    enum outcome o;

    it->book = (struct xlsx_book){.mem = mem, .faults = faults};
    if (kind.len == 0) {
        if ((o = package_open(bytes, &it->book.package, mem, faults)) != DONE)
            return o;
        kind = other_kind(bytes, it->book.package);
    }
    if (kind.len > 0) {
        package_free(it->book.package);
        xlsx_refuse(&it->book, kind, S(""));
        return REFUSED;
    }
    o = read_sheet(it, sheet_name);
    package_free(it->book.package);
    if (o != DONE)
        return o;
    sheet = NEW(mem, struct sheet);
    *sheet = (struct sheet){it->rows.at, it->rows.n, it->n_columns};
    *ret_sheet = sheet;
    return DONE;
}
