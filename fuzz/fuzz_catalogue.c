/* Any bytes: as a catalogue, as a profile beside a sound catalogue, as expect.txt,
 * and under the rules. Nothing may crash, leak or take for ever. */
#include <setjmp.h>

#include "catalogue/norm_check.h"
#include "catalogue/norm_count.h"
#include "catalogue/norm_read.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

static const char sound[] =
    "{\"catalog\": {\"uuid\": \"u\", \"controls\": [{\"id\": \"a\", \"title\": \"A\", \"props\":"
    "[{\"name\": \"label\", \"value\": \"1.01\"}], \"controls\": [{\"id\": \"b\", \"title\": \"B\","
    "\"props\": [{\"name\": \"label\", \"value\": \"1.01.02\"}]}]}]}}";

static void count(struct arena *mem, struct str expect, const struct norm_source *source)
{
    struct faults faults = {0};
    struct count_report report;
    const struct norm *norm;

    if (norm_read(mem, source, &norm, &faults) != DONE)
        return;
    (void)!norm_count(mem, expect, norm, source, &report);
    (void)norm_label(norm, expect);
    for (int i = 0; i < norm->n_items; i++)
        if (norm_item(norm, norm->items[i].id) != i || norm_follow(norm, i) == ITEM_NONE)
            __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct str of_sound = str_of(sound);
    struct arena *mem = arena_new(ARENA_BYTES);
    struct norm_source alone = {.catalog[LANG_NL] = bytes};
    struct norm_source beside = {.catalog = {of_sound, bytes}};
    struct norm_profile begin = {S("begin"), bytes};
    struct norm_source with = {.catalog[LANG_NL] = of_sound, .profiles = &begin, .n_profiles = 1};
    struct check_report report;
    jmp_buf full;

    if (setjmp(full) == 0) {
        arena_guard(mem, &full);
        (void)!norm_check(mem, bytes, &report);
        count(mem, S("moved 1\nmeasures fysiek 2"), &alone);
        count(mem, S("assessable 1"), &with);
        count(mem, bytes, &(struct norm_source){.catalog[LANG_NL] = of_sound});
        count(mem, S("groups 1"), &beside);
    }
    arena_free(mem);
    return 0;
}
