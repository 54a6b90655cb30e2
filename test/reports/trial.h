/* test/reports/trial.h - what every test of documents needs: cmocka, an arena, texts.
 *
 * golden compares with test/golden/NAME, or writes it when BLESS is set.
 */
#ifndef TEST_REPORTS_TRIAL_H
#define TEST_REPORTS_TRIAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/outcome.h"

static struct arena *mem;

static inline int arena_begin(void **state)
{
    (void)state;
    mem = arena_new((size_t)1 << 30);
    return mem == NULL;
}

static inline int arena_end(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

#define TEST(name) static void name(void **state)
#define RUN(name) cmocka_unit_test_setup_teardown(name, arena_begin, arena_end)
#define EQ_STR(got, wanted) eq_str((got), (wanted), __LINE__)

static inline void eq_str(struct str got, struct str wanted, int line)
{
    if (!str_eq(got, wanted))
        fail_msg("line %d: got \"%.*s\", wanted \"%.*s\"", line, STR_ARG(got), STR_ARG(wanted));
}

/* The first fault, as key and argument with a space between; empty when there is none. */
static inline struct str fault_str(const struct faults *faults)
{
    if (faults->n == 0)
        return S("");
    return arena_text(mem, "%.*s %.*s", STR_ARG(faults->at[0].key), STR_ARG(faults->at[0].arg));
}

static inline void golden(const char *folder, const char *name, struct str got)
{
    struct str path = arena_text(mem, "%s/%s", folder, name);
    bool bless = getenv("BLESS") != NULL;
    FILE *file = fopen(path.at, bless ? "wb" : "rb");
    char *wanted = arena_alloc(mem, got.len + 1);
    size_t n;

    assert_non_null(file);
    if (bless) {
        assert_int_equal(fwrite(got.at, 1, got.len, file), got.len);
        assert_int_equal(fclose(file), 0);
        return;
    }
    n = fread(wanted, 1, got.len + 1, file);
    fclose(file);
    EQ_STR(got, ((struct str){wanted, n}));
}

/* A generator that gives the same numbers each time: xorshift64. */
static inline uint32_t next_number(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (uint32_t)(*seed >> 32);
}

/* A text of what makes trouble. */
static inline struct str next_text(uint64_t *seed)
{
    static const char *const parts[] = {
        "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "'", "''", "\"", "\"\"", ",", ";", "a",
        "b c", " ", "1", "é", "漢", "😀", "\x1b", "\x01", "_x0041_", "_x", "&", "<", "]]>",
        "\\", "\xef\xbf\xbf", "\xef\xbf\xbe", "e\xcc\x81", "\x7f",
    };
    struct buf out;

    buf_init(&out, mem, 16);
    for (uint32_t n = next_number(seed) % 6; n > 0; n--)
        buf_put(&out, str_of(parts[next_number(seed) % (sizeof parts / sizeof *parts)]));
    return buf_str(&out);
}

#endif
