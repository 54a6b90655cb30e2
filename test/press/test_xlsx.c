/* XLSX: what is written comes back, repeats byte for byte and touches no disk. */
#include "../memory/slower.h"
#include "parcel.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <linux/landlock.h>
#include <sys/prctl.h>

#include "press/xlsx_read.h"
#include "press/xlsx_text.h"
#include "press/xlsx_write.h"

static const struct moment made = {1795305600000}; /* 2026-11-22 */

static const struct column columns[] = {
    {STR_INIT("a"), STR_INIT("A"), 30}, {STR_INIT("b"), STR_INIT("B"), 0},
    {STR_INIT("c"), STR_INIT("C"), 12}, {STR_INIT("d"), STR_INIT("D"), 0},
};

static struct str written(const struct table *tables, int n)
{
    struct paper paper = {S("Titel"), S("Gemeente"), day_of_parts(2026, 11, 22), S("boek 1"), tables, n, LANG_NL};
    struct buf out;

    buf_init(&out, mem, 0);
    assert_int_equal(xlsx_write(&out, &paper, made), DONE);
    return buf_str(&out);
}

static const struct sheet *read_well(struct str bytes, struct str name)
{
    struct faults faults = {0};
    const struct sheet *sheet = NULL;
    enum outcome o = xlsx_read(mem, bytes, name, &sheet, &faults);

    EQ_STR(fault_str(&faults), S(""));
    assert_int_equal(o, DONE);
    return sheet;
}

/* How many files this process has open. */
static int files_open(void)
{
    int n = 0;

    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

/* Writes in an arena that is full before the file is whole. */
static void write_in_too_little(struct paper *paper)
{
    struct arena *small = arena_new((size_t)256 * 1024);
    struct buf out;
    jmp_buf full;

    assert_non_null(small);
    if (setjmp(full) == 0) {
        arena_guard(small, &full);
        buf_init(&out, small, 0);
        (void)!xlsx_write(&out, paper, made);
        fail();
    }
    arena_free(small);
}

TEST(an_arena_that_is_full_leaves_one_file_open_at_most)
{
    enum { N = 20000 };
    struct table *table = table_new(mem, S("t"), S("Lijst"), columns, 1, N);
    struct paper paper = {S("Titel"), S("Gemeente"), day_of_parts(2026, 11, 22), S("boek 1"),
                          table, 1, LANG_NL};
    int before = files_open();

    (void)state;
    for (int i = 0; i < N; i++)
        table_text(table, arena_text(mem, "%d %u", i, (unsigned)i * 2654435761u));
    for (int i = 0; i < 5; i++)
        write_in_too_little(&paper);
    assert_in_range(files_open(), before, before + 1);
    (void)written(NULL, 0);
    assert_int_equal(files_open(), before);
}

TEST(a_sheet_gives_back_texts_numbers_days_and_flags)
{
    static const struct { struct str text; int64_t n; int year, month, day; } rows[] = {
        {STR_INIT("=1+1"), -5, 2026, 11, 22},
        {STR_INIT("  'x\r\n\ty_x0041_\x01 "), (INT64_C(1) << 53), 1900, 3, 1},
        {STR_INIT("https://example.org"), INT64_MAX, 1900, 2, 28},
        {STR_INIT("1,5"), INT64_MIN, 1582, 10, 15},
        {STR_INIT("漢字 😀 \xef\xbf\xbf"), 0, 9999, 12, 31},
    };
    enum { N = sizeof rows / sizeof *rows };
    struct table *table = table_new(mem, S("t"), S("Lijst: 'alles'/[x]"), columns, 4, N);
    const struct sheet *sheet;
    char day[DAY_TEXT_BYTES];

    (void)state;
    for (size_t i = 0; i < N; i++) {
        table_text(table, rows[i].text);
        table_int(table, rows[i].n);
        table_day(table, day_of_parts(rows[i].year, rows[i].month, rows[i].day));
        table_flag(table, i % 2 == 0);
    }
    sheet = read_well(written(table, 1), S(""));
    assert_int_equal(sheet->n_rows, N + 1);
    EQ_STR(sheet_cell(sheet, 0, 3), S("D"));
    for (size_t i = 0; i < N; i++) {
        const struct cell *cell = table_cell(table, i, 2);

        EQ_STR(sheet_cell(sheet, i + 1, 0), rows[i].text);
        EQ_STR(sheet_cell(sheet, i + 1, 1), arena_text(mem, "%lld", (long long)rows[i].n));
        EQ_STR(sheet_cell(sheet, i + 1, 2), day_text(cell->day, day));
        EQ_STR(sheet_cell(sheet, i + 1, 3), i % 2 == 0 ? S("1") : S("0"));
    }
}

TEST(a_moment_is_a_text_in_a_sheet)
{
    struct table *table = table_new(mem, S("t"), S("T"), columns, 1, 1);
    struct str text = S("2026-11-22T12:00:00.000Z");
    struct moment at;

    (void)state;
    assert_true(moment_of_text(text, &at));
    table_moment(table, at);
    EQ_STR(sheet_cell(read_well(written(table, 1), S("")), 1, 0), text);
}

TEST(every_text_comes_back_from_a_sheet_as_it_was)
{
    struct table *table = table_new(mem, S("t"), S("T"), columns, 3, 2000);
    const struct sheet *sheet;
    uint64_t seed = 7;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        table_text(table, next_text(&seed));
        table_text(table, next_text(&seed));
        table_int(table, i); /* so that no row is empty */
    }
    sheet = read_well(written(table, 1), S("T"));
    assert_int_equal(sheet->n_rows, 2001);
    for (size_t r = 0; r < 2000; r++)
        for (int c = 0; c < 2; c++)
            EQ_STR(sheet_cell(sheet, r + 1, c), table_cell(table, r, c)->text);
}

TEST(the_same_paper_gives_the_same_bytes)
{
    struct table *table = table_new(mem, S("t"), S("T"), columns, 2, 1);
    struct str first;

    (void)state;
    table_text(table, S("x"));
    table_day(table, day_of_parts(2026, 11, 22));
    first = written(table, 1);
    sleep(2); /* a zip file counts by two seconds */
    EQ_STR(written(table, 1), first);
}

TEST(each_table_has_a_sheet_and_the_last_says_whose_it_is)
{
    struct table tables[4];
    struct str bytes;
    const struct sheet *sheet;
    static const struct str titles[] = {
        STR_INIT("Verwerkingen"), STR_INIT("VERWERKINGEN"), STR_INIT(""), STR_INIT("waarborg"),
    };

    (void)state;
    for (int i = 0; i < 4; i++) {
        struct table *table = table_new(mem, S("t"), titles[i], columns, 1, 1);

        table->subtitle = S("=filter");
        table_int(table, i);
        tables[i] = *table;
    }
    bytes = written(tables, 4);
    EQ_STR(sheet_cell(read_well(bytes, S("")), 1, 0), S("0"));
    EQ_STR(sheet_cell(read_well(bytes, S("2")), 1, 0), S("1"));
    EQ_STR(sheet_cell(read_well(bytes, S("3")), 1, 0), S("2"));
    EQ_STR(sheet_cell(read_well(bytes, S("waarborg")), 1, 0), S("3"));
    sheet = read_well(bytes, S("5"));
    EQ_STR(sheet_cell(sheet, 0, 0), S("Titel"));
    EQ_STR(sheet_cell(sheet, 3, 0), S("boek 1"));
    EQ_STR(sheet_cell(sheet, 4, 1), S("=filter"));
    assert_int_equal(sheet->n_rows, 7 + 1);
}

TEST(a_text_longer_than_a_cell_ends_in_an_ellipsis)
{
    static const struct { const char *unit; size_t n; size_t got; bool cut; } rows[] = {
        {"a", 32767, 32767, false}, {"a", 32768, 32766 + 3, true},
        {"é", 40000, 32766 * 2 + 3, true}, {"漢", 21845, 65535, false},
        {"😀", 16383, 16383 * 4, false}, {"😀", 16384, 16383 * 4 + 3, true},
        {"\x01", 4681, 4681, false}, {"\x01", 4682, 4680 + 3, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct table *table = table_new(mem, S("t"), S("T"), columns, 1, 1);
        struct buf text;
        struct str got;

        buf_init(&text, mem, 0);
        for (size_t k = 0; k < rows[i].n; k++)
            buf_put(&text, str_of(rows[i].unit));
        table_text(table, buf_str(&text));
        got = sheet_cell(read_well(written(table, 1), S("")), 1, 0);
        assert_int_equal(got.len, rows[i].got);
        assert_int_equal(str_ends(got, S("…")), rows[i].cut);
    }
}

/* A child that may open or make no file at all writes a sheet all the same. */
TEST(a_sheet_is_written_without_touching_the_disk)
{
    struct table *table = table_new(mem, S("t"), S("T"), columns, 1, 1);
    struct landlock_ruleset_attr rules = {.handled_access_fs = (1 << 13) - 1};
    int status;
    pid_t child;
    int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);

    (void)state;
    if (fd < 0)
        skip();
    table_text(table, S("x"));
    child = fork();
    if (child == 0) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
            syscall(SYS_landlock_restrict_self, fd, 0) != 0 || open("/tmp", O_RDONLY) >= 0)
            _exit(1);
        _exit(written(table, 1).len > 1000 ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(fd);
}

TEST(a_register_of_a_hundred_thousand_cells_is_written_within_two_seconds)
{
    struct table *table = table_new(mem, S("t"), S("T"), columns, 4, 25000);
    clock_t begin;

    (void)state;
    for (int i = 0; i < 25000; i++) {
        table_text(table, arena_text(mem, "Leverancier %d", i));
        table_int(table, i);
        table_day(table, day_of_parts(2026, 11, 22));
        table_flag(table, true);
    }
    begin = clock();
    written(table, 1);
    assert_true(clock() - begin < slower() * 2 * CLOCKS_PER_SEC);
}

TEST(what_other_programs_write_is_read)
{
    static const struct { struct str row; struct str text; } rows[] = {
        {STR_INIT("<c t=\"s\"><v>0</v></c>"), STR_INIT("plain")},
        {STR_INIT("<c t=\"s\"><v>1</v></c>"), STR_INIT("rich ")},
        {STR_INIT("<c t=\"s\"><v>2</v></c>"), STR_INIT("\r_x0041_😀<")},
        {STR_INIT("<c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>"),
         STR_INIT("inline")},
        {STR_INIT("<c t=\"str\"><f>A1&amp;\"x\"</f><v>saved</v></c>"), STR_INIT("saved")},
        {STR_INIT("<c t=\"e\"><v>#N/A</v></c>"), STR_INIT("#N/A")},
        {STR_INIT("<c t=\"b\"><v>0</v></c>"), STR_INIT("0")},
        {STR_INIT("<c t=\"d\"><v>2026-11-20T10:00:00Z</v></c>"), STR_INIT("2026-11-20")},
        {STR_INIT("<c><v>12345678901234567890</v></c>"), STR_INIT("1.23456789012346e+19")},
        {STR_INIT("<c><v>0.10000000000000001</v></c>"), STR_INIT("0.1")},
        {STR_INIT("<c><v>1.2E3</v></c>"), STR_INIT("1200")},
        {STR_INIT("<c s=\"0\"><v>46346</v></c>"), STR_INIT("46346")},
        {STR_INIT("<c s=\"1\"><v>46346</v></c>"), STR_INIT("2026-11-20")},
        {STR_INIT("<c s=\"2\"><v>46346.75</v></c>"), STR_INIT("2026-11-20")},
        {STR_INIT("<c s=\"3\"><v>46346</v></c>"), STR_INIT("46346")},
        {STR_INIT("<c s=\"4\"><v>46346</v></c>"), STR_INIT("46346")},
        {STR_INIT("<c s=\"1\"><v>61</v></c>"), STR_INIT("1900-03-01")},
        {STR_INIT("<c s=\"1\"><v>60</v></c>"), STR_INIT("60")},
        {STR_INIT("<c s=\"1\"><v>59</v></c>"), STR_INIT("1900-02-28")},
        {STR_INIT("<c s=\"1\"><v>1</v></c>"), STR_INIT("1900-01-01")},
        {STR_INIT("<c s=\"1\"><v>0</v></c>"), STR_INIT("0")},
        {STR_INIT("<c s=\"1\"><v>-1</v></c>"), STR_INIT("-1")},
        {STR_INIT("<c s=\"1\"><v>2958465</v></c>"), STR_INIT("9999-12-31")},
        {STR_INIT("<c s=\"1\"><v>2958466</v></c>"), STR_INIT("2958466")},
        {STR_INIT("<c s=\"1\"><v>1e300</v></c>"), STR_INIT("1e+300")},
        {STR_INIT("<c s=\"99\"><v>7</v></c>"), STR_INIT("7")},
        {STR_INIT("<c s=\"1\"><v>nan</v></c>"), STR_INIT("nan")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str row = arena_text(mem, "<row>%.*s</row>", STR_ARG(rows[i].row));

        EQ_STR(sheet_cell(read_well(parcel_rows(row), S("")), 0, 0), rows[i].text);
    }
}

TEST(cells_stand_in_their_own_column_and_empty_rows_are_left_out)
{
    const struct sheet *sheet = read_well(parcel_rows(S(
        "<row r=\"3\"><c r=\"A3\"/><c r=\"C3\"><v>1</v></c><c><v>2</v></c>"
        "<c r=\"ZZ3\" s=\"1\"/></row>"
        "<row r=\"4\"><c r=\"XFD4\" s=\"1\"/></row><row/>"
        "<row r=\"1048576\"><c r=\"SF1048576\"><v>3</v></c></row>")), S(""));

    (void)state;
    assert_int_equal(sheet->n_rows, 2);
    assert_int_equal(sheet->n_columns, 500);
    assert_int_equal(sheet->rows[0].line, 3);
    assert_int_equal(sheet->rows[0].n_cells, 4);
    EQ_STR(sheet_cell(sheet, 0, 0), S(""));
    EQ_STR(sheet_cell(sheet, 0, 2), S("1"));
    EQ_STR(sheet_cell(sheet, 0, 3), S("2"));
    EQ_STR(sheet_cell(sheet, 1, 499), S("3"));
    assert_int_equal(sheet->rows[1].line, 1048576);
    EQ_STR(sheet_cell(read_well(parcel_rows(S("")), S("Secret")), 0, 0), S("1"));
    assert_int_equal(read_well(parcel_rows(S("")), S(""))->n_rows, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(an_arena_that_is_full_leaves_one_file_open_at_most),
        RUN(a_sheet_gives_back_texts_numbers_days_and_flags),
        RUN(a_moment_is_a_text_in_a_sheet),
        RUN(every_text_comes_back_from_a_sheet_as_it_was),
        RUN(the_same_paper_gives_the_same_bytes),
        RUN(each_table_has_a_sheet_and_the_last_says_whose_it_is),
        RUN(a_text_longer_than_a_cell_ends_in_an_ellipsis),
        RUN(a_sheet_is_written_without_touching_the_disk),
        RUN(a_register_of_a_hundred_thousand_cells_is_written_within_two_seconds),
        RUN(what_other_programs_write_is_read),
        RUN(cells_stand_in_their_own_column_and_empty_rows_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
