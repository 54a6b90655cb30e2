/* Any bytes: as YAML and as a library, and what comes of it as a norm. Nothing may crash,
 * leak or take for ever. */
#include <setjmp.h>

#include "base/bug.h"
#include "catalogue/library_read.h"

enum { ARENA_BYTES = 128 * 1024 * 1024 };

static void look(struct arena *mem, const struct library *library)
{
    struct faults faults = {.n = 0};
    const struct norm *norm;

    for (int g = 0; g < library->n_groups; g++)
        for (int i = 0; i < library->groups[g].n; i++)
            MUST(str_utf8(library->groups[g].items[i]));
    if (library->is_norm && norm_read(mem, &library->source, &norm, &faults) == DONE)
        for (int i = 0; i < norm->n_items; i++)
            MUST(norm_item(norm, norm->items[i].id) == i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new(ARENA_BYTES);
    struct faults faults = {.n = 0};
    struct library library;
    jmp_buf full;

    if (setjmp(full) == 0) {
        enum outcome o;

        arena_guard(mem, &full);
        o = library_read(mem, (struct str){(const char *)data, size}, S("library"), &library,
                         &faults);
        MUST((o == REFUSED) == (faults.n > 0));
        if (o == DONE)
            look(mem, &library);
    }
    arena_free(mem);
    return 0;
}
