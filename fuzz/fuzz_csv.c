/* fuzz/fuzz_csv.c - does reading a CSV hold, whatever is in it, and writing it give it back?
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_csv.c; a.out fuzz/corpus/csv
 */
#include "base/bug.h"
#include "reports/csv.h"

/* Every cell that was read, written and read again, is the same. */
static void go_round(struct arena *mem, const struct sheet *sheet)
{
    struct faults faults = {0};
    const struct sheet *again = NULL;
    struct buf out;

    buf_init(&out, mem, 256);
    buf_char(&out, 'x'); /* a header, as every file of ours has */
    for (int c = 1; c < sheet->n_columns; c++)
        buf_put(&out, S(",x"));
    buf_put(&out, S("\r\n"));
    for (size_t r = 0; r < sheet->n_rows; r++) {
        for (int c = 0; c < sheet->rows[r].n_cells; c++) {
            size_t from = out.len + (c > 0);

            if (c > 0)
                buf_char(&out, ',');
            csv_text(&out, sheet_cell(sheet, r, c));
            if (out.len == from && sheet->rows[r].n_cells == 1)
                buf_put(&out, S("\"\""));
        }
        buf_put(&out, S("\r\n"));
    }
    MUST(csv_read(mem, buf_str(&out), &again, &faults) == DONE);
    MUST(again->n_rows == sheet->n_rows + 1);
    for (size_t r = 0; r < sheet->n_rows; r++)
        for (int c = 0; c < sheet->n_columns; c++)
            MUST(str_eq(sheet_cell(again, r + 1, c), sheet_cell(sheet, r, c)));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem = arena_new((size_t)1 << 28);
    struct faults faults = {0};
    const struct sheet *sheet = NULL;
    enum outcome o = csv_read(mem, (struct str){(const char *)bytes, n}, &sheet, &faults);

    MUST((o == DONE) == (sheet != NULL));
    MUST((o == REFUSED) == (faults.n == 1));
    if (o == DONE)
        go_round(mem, sheet);
    arena_free(mem);
    return 0;
}
