/* Any bytes: as an OSCAL document. Nothing may crash, leak or take for ever; what was read
 * stands the test of the schema or not, and is written so that it reads the same again. */
#include <setjmp.h>

#include "catalogue/norm_check.h"
#include "catalogue/oscal_write.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

static struct str written(struct arena *mem, const struct oscal *document)
{
    struct buf out;

    buf_init(&out, mem, 0);
    oscal_write(&out, document);
    return buf_str(&out);
}

static void read_twice(struct arena *mem, struct str bytes)
{
    const struct oscal *document;
    struct oscal_fault fault;
    struct check_report report;
    struct str once;

    if (oscal_read(mem, bytes, &document, &fault) != DONE)
        return;
    norm_check_schema(mem, document, &report);
    once = written(mem, document);
    if (oscal_read(mem, once, &document, &fault) != DONE ||
        !str_eq(once, written(mem, document)))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_new(ARENA_BYTES);
    jmp_buf full;

    if (setjmp(full) == 0) {
        arena_guard(mem, &full);
        read_twice(mem, (struct str){(const char *)data, size});
    }
    arena_free(mem);
    return 0;
}
