/* The sifter: what it reads is what is read without it, and nobody believes what comes back. */
#include "parcel.h"

#include <stdio.h>
#include <time.h>

#include "press/sifted.h"
#include "press/sifter.h"
#include "press/xlsx_read.h"
#include "press/xlsx_write.h"
#include "reports/csv.h"

static struct str made(size_t n)
{
    static const struct column columns[] = {{STR_INIT("a"), STR_INIT("A"), 30},
                                            {STR_INIT("b"), STR_INIT("B"), 0}};
    struct table *table = table_new(mem, S("t"), S("Lijst"), columns, 2, n);
    struct paper paper = {S("Titel"), S("Gemeente"), day_of_parts(2026, 11, 22), S("boek 1"),
                          table, 1, LANG_NL};
    struct buf out;

    for (size_t i = 0; i < n; i++) {
        table_text(table, i % 3 == 0 ? S("=1+1, \"'x\r\n\x01 é 漢字") : S("gewoon"));
        table_int(table, (int64_t)i - 5);
    }
    buf_init(&out, mem, 0);
    assert_int_equal(xlsx_write(&out, &paper, (struct moment){1795305600000}), DONE);
    return buf_str(&out);
}

static int64_t now_ms(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void same_sheet(const struct sheet *there, const struct sheet *here)
{
    assert_int_equal(there->n_rows, here->n_rows);
    assert_int_equal(there->n_columns, here->n_columns);
    for (size_t i = 0; i < here->n_rows; i++) {
        assert_int_equal(there->rows[i].line, here->rows[i].line);
        assert_int_equal(there->rows[i].n_cells, here->rows[i].n_cells);
        for (int k = 0; k < here->rows[i].n_cells; k++)
            EQ_STR(there->rows[i].cells[k], here->rows[i].cells[k]);
    }
}

TEST(what_the_sifter_reads_is_what_is_read_without_it)
{
    struct str bytes = made(2000);
    const struct sheet *here = NULL;
    const struct sheet *there = NULL;
    struct faults faults = {0};
    struct str why = S("");
    int64_t begun = now_ms();
    int64_t read;

    (void)state;
    assert_int_equal(xlsx_read(mem, bytes, S(""), &here, &faults), DONE);
    read = now_ms();
    assert_int_equal(sifter_sheet(mem, bytes, &there, &faults, &why), DONE);
    printf("2,000 rows: %lld ms here, %lld ms by the sifter\n", (long long)(read - begun),
           (long long)(now_ms() - read));
    begun = now_ms();
    assert_int_equal(sifter_sheet(mem, bytes, &there, &faults, &why), DONE);
    printf("once more, when it is there: %lld ms\n", (long long)(now_ms() - begun));
    assert_int_equal(faults.n, 0);
    EQ_STR(why, S(""));
    same_sheet(there, here);
}

TEST(why_a_file_is_refused_comes_along)
{
    static const struct str rows[] = {
        STR_INIT("PK\x03\x04 en dan niets"), STR_INIT("\xd0\xcf\x11\xe0 oud"),
        STR_INIT("a,b\n\"open"), STR_INIT("a\0b"), STR_INIT("\xff"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct faults here = {0};
        struct faults there = {0};
        const struct sheet *sheet = NULL;
        struct str why = S("");

        assert_int_equal(i < 2 ? xlsx_read(mem, rows[i], S(""), &sheet, &here)
                               : csv_read(mem, rows[i], &sheet, &here), REFUSED);
        assert_int_equal(sifter_sheet(mem, rows[i], &sheet, &there, &why), REFUSED);
        EQ_STR(fault_str(&there), fault_str(&here));
        assert_true(there.n > 0);
        assert_null(sheet);
    }
}

TEST(a_csv_file_is_read_there_too)
{
    const struct sheet *here = NULL;
    const struct sheet *there = NULL;
    struct faults faults = {0};
    struct str why = S("");
    struct str bytes = S("nummer;naam\r\n5.1;\"'=1+1\"\r\n\r\n5.2;\"twee\nregels\"\r\n");

    (void)state;
    assert_int_equal(csv_read(mem, bytes, &here, &faults), DONE);
    assert_int_equal(sifter_sheet(mem, bytes, &there, &faults, &why), DONE);
    same_sheet(there, here);
    assert_int_equal(there->n_rows, 3);
    assert_int_equal(there->rows[2].line, 4);
    EQ_STR(sheet_cell(there, 1, 1), S("=1+1"));
    assert_int_equal(sifter_sheet(mem, S(""), &there, &faults, &why), DONE);
    assert_int_equal(there->n_rows, 0);
}

/* A sheet of one text, of so many bytes, in so many cells of a row. */
static struct str shared(size_t text_bytes, int cells)
{
    char *text = arena_alloc(mem, text_bytes + 1);
    struct member members[] = {
        {"_rels/.rels", str_of(parcel_root)},
        {"xl/workbook.xml", str_of(parcel_workbook)},
        {"xl/_rels/workbook.xml.rels", str_of(parcel_relations)},
        {"xl/styles.xml", str_of(parcel_styles)},
        {"xl/strings.xml", {NULL, 0}},
        {"xl/worksheets/one.xml", {NULL, 0}},
        {NULL, {NULL, 0}},
    };
    struct buf row;

    memset(text, 'x', text_bytes);
    members[4].bytes = arena_text(mem, "<sst><si><t>%.*s</t></si></sst>", (int)text_bytes, text);
    buf_init(&row, mem, 4096);
    buf_text(&row, "<worksheet><sheetData>");
    for (int i = 0; i < cells; i++)
        buf_text(&row, "<row><c t=\"s\"><v>0</v></c></row>");
    buf_text(&row, "</sheetData></worksheet>");
    members[5].bytes = buf_str(&row);
    return parcel(members);
}

TEST(one_long_text_in_many_cells_does_not_become_many_long_texts)
{
    const struct sheet *sheet = NULL;
    struct faults faults = {0};
    struct str why = S("");
    enum outcome o;

    (void)state;
    o = sifter_sheet(mem, shared(60000, 500), &sheet, &faults, &why);
    EQ_STR(fault_str(&faults), S(""));
    assert_int_equal(o, DONE);
    assert_int_equal(sheet->n_rows, 500);
    assert_int_equal(sifter_sheet(mem, shared(60000, 600), &sheet, &faults, &why), REFUSED);
    EQ_STR(faults.at[0].key, S("sheet.too_large"));
}

TEST(nothing_that_comes_back_is_believed)
{
    static const struct { struct str bytes; enum outcome comes; } rows[] = {
        {STR_INIT("4:done,"), DONE},
        {STR_INIT("4:done,1:1,1:1,1:x,"), DONE},
        {STR_INIT("4:done,1:7,1:2,1:x,0:,"), DONE},
        {STR_INIT("7:refused,8:xlsx.xls,0:,"), REFUSED},
        {STR_INIT("6:broken,"), BROKEN},
        {STR_INIT(""), BROKEN},
        {STR_INIT("done"), BROKEN},
        {STR_INIT("5:done,"), BROKEN},
        {STR_INIT("4:done,1:1,1:1,1:x"), BROKEN},
        {STR_INIT("4:done,1:1,1:1,9:x,"), BROKEN},
        {STR_INIT("4:done,1:1,1:2,1:x,"), BROKEN},
        {STR_INIT("4:done,1:1,1:0,"), BROKEN},
        {STR_INIT("4:done,1:1,2:-1,"), BROKEN},
        {STR_INIT("4:done,1:1,3:501,"), BROKEN},
        {STR_INIT("4:done,1:0,1:1,1:x,"), BROKEN},
        {STR_INIT("4:done,10:9999999999,1:1,1:x,"), BROKEN},
        {STR_INIT("4:done,1:2,1:1,1:x,1:2,1:1,1:x,"), BROKEN},
        {STR_INIT("4:done,1:1,1:1,1:\xff,"), BROKEN},
        {STR_INIT("4:done,1:1,1:1,1:\0,"), BROKEN},
        {STR_INIT("4:done,1:1,1:1,99999999999999999999:x,"), BROKEN},
        {STR_INIT("7:refused,"), BROKEN},
        {STR_INIT("7:refused,8:xlsx.xls,"), BROKEN},
        {STR_INIT("7:refused,8:xlsx.xls,1:\xff,"), BROKEN},
        {STR_INIT("7:refused,9:xlsx.none,0:,"), BROKEN},
        {STR_INIT("7:refused,14:evidence.items,0:,"), BROKEN},
    };
    char *cell = arena_alloc(mem, SHEET_CELL_BYTES_MAX + 1);
    const struct sheet *sheet;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct faults faults = {0};
        enum outcome o = sifted_read(mem, rows[i].bytes, &sheet, &faults);

        if (o != rows[i].comes)
            fail_msg("%.*s: %d", STR_ARG(rows[i].bytes), (int)o);
        assert_true((o == REFUSED) == (faults.n > 0));
    }
    memset(cell, 'x', SHEET_CELL_BYTES_MAX + 1);
    for (int more = 0; more < 2; more++) {
        struct faults faults = {0};
        struct str one = arena_text(mem, "4:done,1:1,1:1,%d:%.*s,", SHEET_CELL_BYTES_MAX + more,
                                    SHEET_CELL_BYTES_MAX + more, cell);

        assert_int_equal(sifted_read(mem, one, &sheet, &faults), more == 0 ? DONE : BROKEN);
    }
}

static int end(void **state)
{
    (void)state;
    aide_stop();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(what_the_sifter_reads_is_what_is_read_without_it),
        RUN(why_a_file_is_refused_comes_along),
        RUN(a_csv_file_is_read_there_too),
        RUN(one_long_text_in_many_cells_does_not_become_many_long_texts),
        RUN(nothing_that_comes_back_is_believed),
    };

    return cmocka_run_group_tests(tests, NULL, end);
}
