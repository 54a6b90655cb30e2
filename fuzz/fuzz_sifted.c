/* fuzz/fuzz_sifted.c - does the worker hold, whatever the process of a file writes?
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_sifted.c; a.out fuzz/corpus/sifted
 *
 * What is taken is within the limits of a sheet or a document, and comes back the same.
 */
#include "base/bug.h"
#include "press/sifted.h"
#include "press/sifted_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void try_tree(struct arena *mem, struct str bytes)
{
    const struct oscal *tree = NULL;
    const struct oscal *again = NULL;
    struct oscal_fault fault = {.line = 0};
    enum outcome o = sifted_tree_read(mem, bytes, &tree, &fault);

    MUST((o == DONE) == (tree != NULL));
    if (o != DONE)
        return;
    bytes = sifted_tree_put(mem, DONE, tree, &fault);
    MUST(sifted_tree_read(mem, bytes, &again, &fault) == DONE);
    MUST(str_eq(sifted_tree_put(mem, DONE, again, &fault), bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem = arena_new((size_t)1 << 26);
    const struct sheet *sheet = NULL;
    const struct sheet *again = NULL;
    struct faults faults = {.n = 0};
    enum outcome o = sifted_read(mem, (struct str){(const char *)bytes, n}, &sheet, &faults);

    MUST((o == REFUSED) == (faults.n > 0));
    if (o == DONE) {
        MUST(sheet->n_rows <= SHEET_ROWS_MAX && sheet->n_columns <= SHEET_COLUMNS_MAX);
        MUST(sifted_read(mem, sifted_put(mem, DONE, sheet, &faults), &again, &faults) == DONE);
        MUST(again->n_rows == sheet->n_rows && again->n_columns == sheet->n_columns);
    }
    try_tree(mem, (struct str){(const char *)bytes, n});
    arena_free(mem);
    return 0;
}
