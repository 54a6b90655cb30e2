/* Any bytes: as the rules of a level test, as its classes, and as answers to it. Nothing
 * may crash, leak or take for ever, and what is read can be judged. */
#include <setjmp.h>

#include "catalogue/level_read.h"
#include "engine/level.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

static void judge(struct arena *mem, const struct level_test *test, struct str text)
{
    struct maybe *answers = NEW_ARRAY(mem, (size_t)test->n_questions + 1, struct maybe);
    struct level_outcome it;

    level_answers_read(test, text, answers);
    it = level_judge(mem, test, answers);
    if (it.at_least < 1 || it.level < it.at_least || it.level > test->highest)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The rules and the classes stand in one input, a nul between them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rules = {(const char *)data, size};
    struct str classes;
    struct arena *mem = arena_new(ARENA_BYTES);
    const struct level_test *test = NULL;
    struct faults faults = {.n = 0};
    jmp_buf full;

    rules = str_cut(rules, '\0', &classes);
    if (setjmp(full) == 0) {
        arena_guard(mem, &full);
        if (level_read(mem, rules, classes, &test, &faults) == DONE)
            judge(mem, test, rules);
    }
    arena_free(mem);
    return 0;
}
