/* CSV: what is refused and with which line, and that every text comes back. */
#include "../memory/slower.h"
#include "trial.h"

#include <time.h>

#include "reports/csv.h"
#include "reports/table.h"

static const struct sheet *read_well(struct str bytes)
{
    struct faults faults = {0};
    const struct sheet *sheet = NULL;
    enum outcome o = csv_read(mem, bytes, &sheet, &faults);

    EQ_STR(fault_str(&faults), S(""));
    assert_int_equal(o, DONE);
    return sheet;
}

/* The fault of a file that is refused. */
static struct str read_badly(struct str bytes)
{
    struct faults faults = {0};
    const struct sheet *sheet = NULL;

    if (csv_read(mem, bytes, &sheet, &faults) != REFUSED)
        return S("not refused");
    assert_null(sheet);
    assert_int_equal(faults.n, 1);
    return fault_str(&faults);
}

/* The rows as [a][b] and a line end. */
static struct str shown(const struct sheet *sheet)
{
    struct buf out;

    buf_init(&out, mem, 256);
    for (size_t r = 0; r < sheet->n_rows; r++) {
        for (int c = 0; c < sheet->rows[r].n_cells; c++) {
            buf_char(&out, '[');
            buf_put(&out, sheet_cell(sheet, r, c));
            buf_char(&out, ']');
        }
        buf_char(&out, '\n');
    }
    return buf_str(&out);
}

TEST(a_csv_is_read_whatever_its_separator_and_line_ends)
{
    static const struct { struct str csv; struct str rows; } rows[] = {
        {STR_INIT(""), STR_INIT("")},
        {STR_INIT("\r\n\n\r"), STR_INIT("")},
        {STR_INIT("a"), STR_INIT("[a]\n")},
        {STR_INIT("a,b\r\n1,2\r\n"), STR_INIT("[a][b]\n[1][2]\n")},
        {STR_INIT("\xef\xbb\xbf" "a;b\n1;2,3"), STR_INIT("[a][b]\n[1][2,3]\n")},
        {STR_INIT("a\tb\r1\t"), STR_INIT("[a][b]\n[1][]\n")},
        {STR_INIT("\"a;;;\",b\n1,2"), STR_INIT("[a;;;][b]\n[1][2]\n")},
        {STR_INIT("a,b\n\n1,2,3\n\n"), STR_INIT("[a][b]\n[1][2][3]\n")},
        {STR_INIT("\"a\"\"b\",\"\"\n\"\"\"\",x"), STR_INIT("[a\"b][]\n[\"][x]\n")},
        {STR_INIT("a,\"1\r\n2\"\nb, \"c\""), STR_INIT("[a][1\r\n2]\n[b][ \"c\"]\n")},
        {STR_INIT("a,5\" pipe\nb,c"), STR_INIT("[a][5\" pipe]\n[b][c]\n")},
        {STR_INIT(" a ,\n"), STR_INIT("[ a ][]\n")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EQ_STR(shown(read_well(rows[i].csv)), rows[i].rows);
}

TEST(a_csv_that_does_not_fit_is_refused_with_its_line)
{
    static const struct { struct str csv; struct str fault; } rows[] = {
        {STR_INIT("a,\"b"), STR_INIT("csv.quote_open 1")},
        {STR_INIT("a,b\n1,\"x\ny\nz"), STR_INIT("csv.quote_open 2")},
        {STR_INIT("a,b\r\n1,\"x\r\ny\" z\r\n"), STR_INIT("csv.after_quote 3")},
        {STR_INIT("\"a\"b"), STR_INIT("csv.after_quote 1")},
        {STR_INIT("a\rb\rc\xff"), STR_INIT("csv.not_utf8 3")},
        {STR_INIT("a\r\nb\r\ncaf\xe9\r\n"), STR_INIT("csv.not_utf8 3")},
        {STR_INIT("\xff\xfe" "a\0"), STR_INIT("csv.nul 1")},
        {STR_INIT("a\n\xed\xa0\x80"), STR_INIT("csv.not_utf8 2")},
        {STR_INIT("a\nb\0"), STR_INIT("csv.nul 2")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EQ_STR(read_badly(rows[i].csv), rows[i].fault);
}

/* n times the same bytes, with something before it. */
static struct str many(const char *before, const char *unit, size_t n)
{
    struct buf out;

    buf_init(&out, mem, strlen(before) + n * strlen(unit));
    buf_put(&out, str_of(before));
    for (size_t i = 0; i < n; i++)
        buf_put(&out, str_of(unit));
    return buf_str(&out);
}

TEST(a_csv_is_read_up_to_each_limit_and_refused_past_it)
{
    (void)state;
    assert_int_equal(read_well(many("", "a\n", SHEET_ROWS_MAX))->n_rows, SHEET_ROWS_MAX);
    EQ_STR(read_badly(many("", "a\n", SHEET_ROWS_MAX + 1)), S("sheet.rows 100001"));
    assert_int_equal(read_well(many("a", ",", 499))->n_columns, 500);
    EQ_STR(read_badly(many("x\na", ",", 500)), S("sheet.columns 2"));
    assert_int_equal(sheet_cell(read_well(many("", "a", 65536)), 0, 0).len, 65536);
    EQ_STR(read_badly(many("x\ny\n", "a", 65537)), S("sheet.cell 3"));
    EQ_STR(read_badly(many("", "a,b,c,d,e,f,g,h,i,j\n", 200001)), S("sheet.rows 100001"));
    EQ_STR(read_badly(many("", ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n", 90000)),
           S("sheet.cells 64517"));
    EQ_STR(read_badly(many("", "0123456789abcdef", 1048577)), S("sheet.too_large 16"));
}

TEST(the_largest_csv_is_read_within_a_second)
{
    struct str bytes = many("", "0123456789,0123456789,0123456789,0123456789,0123456789,"
                                "\"0123456789\"\"\",'=23456789\r\n", 100000);
    clock_t begin = clock();

    (void)state;
    bytes.len = bytes.len < SHEET_BYTES_MAX ? bytes.len : SHEET_BYTES_MAX;
    assert_int_equal(read_well(bytes)->n_rows, 100000);
    assert_true(clock() - begin < slower() * CLOCKS_PER_SEC);
}

TEST(a_text_is_written_so_that_no_spreadsheet_evaluates_it)
{
    static const struct { struct str text; struct str csv; } rows[] = {
        {STR_INIT("=1+1"), STR_INIT("'=1+1")},   {STR_INIT("-5"), STR_INIT("'-5")},
        {STR_INIT("+31"), STR_INIT("'+31")},     {STR_INIT("@a"), STR_INIT("'@a")},
        {STR_INIT("\ta"), STR_INIT("\"'\ta\"")}, {STR_INIT("\ra"), STR_INIT("\"'\ra\"")},
        {STR_INIT("\na"), STR_INIT("\"'\na\"")}, {STR_INIT("'=1"), STR_INIT("''=1")},
        {STR_INIT("''"), STR_INIT("'''")},       {STR_INIT("'"), STR_INIT("'")},
        {STR_INIT("'s-Hertogenbosch"), STR_INIT("'s-Hertogenbosch")},
        {STR_INIT("a=1"), STR_INIT("a=1")},      {STR_INIT("a;b"), STR_INIT("\"a;b\"")},
        {STR_INIT("\xef\xbb\xbf" "a"), STR_INIT("\"\xef\xbb\xbf" "a\"")},
        {STR_INIT("\"=\""), STR_INIT("\"\"\"=\"\"\"")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;

        buf_init(&out, mem, 0);
        csv_text(&out, rows[i].text);
        EQ_STR(buf_str(&out), rows[i].csv);
    }
}

/* Random tables out of what makes trouble; the seed is fixed. */
TEST(every_text_comes_back_from_a_csv_as_it_was)
{
    static const struct column columns[] = {
        {STR_INIT("a"), STR_INIT("A"), 0}, {STR_INIT("b"), STR_INIT("B"), 0},
        {STR_INIT("c"), STR_INIT("C"), 0},
    };
    uint64_t seed = 20261122;

    (void)state;
    for (int n = 1; n <= 3; n++) {
        struct table *table = table_new(mem, S("t"), S("T"), columns, n, 3000);
        const struct sheet *sheet;
        struct buf out;

        for (int i = 0; i < 3000 * n; i++)
            table_text(table, next_text(&seed));
        buf_init(&out, mem, 0);
        table_csv(&out, table);
        sheet = read_well(buf_str(&out));
        assert_int_equal(sheet->n_rows, 3001);
        for (size_t r = 0; r < 3000; r++)
            for (int c = 0; c < n; c++)
                EQ_STR(sheet_cell(sheet, r + 1, c), table_cell(table, r, c)->text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_csv_is_read_whatever_its_separator_and_line_ends),
        RUN(a_csv_that_does_not_fit_is_refused_with_its_line),
        RUN(a_csv_is_read_up_to_each_limit_and_refused_past_it),
        RUN(the_largest_csv_is_read_within_a_second),
        RUN(a_text_is_written_so_that_no_spreadsheet_evaluates_it),
        RUN(every_text_comes_back_from_a_csv_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
