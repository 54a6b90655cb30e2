/* fuzz/fuzz_resolve.c - does a profile hold, whatever is in it and in what it imports?
 *
 * The bytes are the profile; after a line of its own that says "---" they are what it
 * imports as other.json. It may import itself (profile.json) and a sound catalog. What it
 * comes to is written, read again, and must then be the same and keep the schema's rules.
 */
#include <setjmp.h>

#include "base/bug.h"
#include "catalogue/oscal_write.h"
#include "catalogue/resolve.h"

enum { ARENA_BYTES = 256 * 1024 * 1024 };

static const char sound[] =
    "{\"catalog\": {\"uuid\": \"0aa5c3a0-7c4f-4c27-9a3e-0e1f5f4d0001\", \"metadata\": {"
    "\"title\": \"T\", \"last-modified\": \"2026-01-15T09:00:00Z\", \"version\": \"1\","
    "\"oscal-version\": \"1.2.1\"}, \"groups\": [{\"id\": \"g\", \"title\": \"G\","
    "\"params\": [{\"id\": \"p\"}], \"controls\": [{\"id\": \"a\", \"title\": \"A\","
    "\"params\": [{\"id\": \"q\"}], \"parts\": [{\"id\": \"a_s\", \"name\": \"statement\","
    "\"prose\": \"{{ insert: param, p }}\"}], \"controls\": [{\"id\": \"b\","
    "\"title\": \"B\"}]}]}]}}";

struct input {
    struct str profile;
    struct str other;
};

static enum outcome read_input(void *arg, struct str from, struct str href, struct str *ret_name,
                               struct str *ret_bytes)
{
    const struct input *input = arg;

    (void)from;
    *ret_name = href;
    if (str_eq(href, S("profile.json")))
        *ret_bytes = input->profile;
    else if (str_eq(href, S("other.json")))
        *ret_bytes = input->other;
    else if (str_eq(href, S("sound.json")))
        *ret_bytes = str_of(sound);
    else
        return str_starts(href, S("/")) ? REFUSED : NOT_THERE;
    return DONE;
}

static struct str written(struct arena *mem, const struct oscal *document)
{
    struct buf out;

    buf_init(&out, mem, 4096);
    oscal_write(&out, document);
    return buf_str(&out);
}

static void go_round(struct arena *mem, const struct oscal *document)
{
    struct str once = written(mem, document);
    const struct oscal *again = NULL;
    struct oscal_fault fault;

    if (once.len > OSCAL_BYTES_MAX)
        return;
    if (oscal_read(mem, once, &again, &fault) != DONE) {
        MUST(str_eq(fault.key, S("large")));
        return;
    }
    MUST(str_eq(written(mem, again), once));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem = arena_new(ARENA_BYTES);
    struct str all = {(const char *)bytes, n};
    ptrdiff_t cut = str_find(all, S("\n---\n"), 0);
    struct input input = {cut < 0 ? all : str_sub(all, 0, (size_t)cut),
                          cut < 0 ? S("") : str_sub(all, (size_t)cut + 5, n)};
    const struct resolve_source source = {read_input, &input};
    const struct resolve_wish wish = {S("profile.json"), S("profile.json"), S("tool"),
                                      S("2026-02-01T00:00:00Z")};
    const struct oscal *document = NULL;
    struct resolve_report report;
    jmp_buf full;

    if (setjmp(full) == 0) {
        enum outcome o;

        arena_guard(mem, &full);
        o = resolve(mem, &source, &wish, &document, &report);
        MUST(o != REFUSED || report.n_faults > 0);
        if (o == DONE)
            go_round(mem, document);
    }
    arena_free(mem);
    return 0;
}
