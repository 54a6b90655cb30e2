/* The scanner: what clamd says, what it does not say, and what it should not have said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "aide/instream.h"
#include "aide/packet.h"
#include "aide/scanner.h"
#include "clamd.h"

static struct arena *mem;
static const char *clamd;

static int begin(void **state)
{
    (void)state;
    mem = arena_new((size_t)256 << 20);
    clamd = clamd_start();
    return mem == NULL || !scanner_at(str_of(clamd));
}

static int end(void **state)
{
    (void)state;
    aide_stop();
    clamd_stop();
    arena_free(mem);
    return 0;
}

static void says(struct scan said, enum scan_is is, const char *words)
{
    if (said.is != is || !str_eq(said.words, str_of(words)))
        fail_msg("%d \"%.*s\" instead of %d \"%s\"", (int)said.is, (int)said.words.len,
                 said.words.at == NULL ? "" : said.words.at, (int)is, words);
}

static void an_answer_is_clean_only_when_it_says_exactly_that(void **state)
{
    static const struct { struct str answer; enum scan_is is; const char *words; } rows[] = {
        {STR_INIT("stream: OK"), SCAN_CLEAN, ""},
        {STR_INIT("stream: Eicar-Test-Signature FOUND"), SCAN_FOUND, "Eicar-Test-Signature"},
        {STR_INIT("stream: OK FOUND"), SCAN_FOUND, "OK"},
        {STR_INIT("stream: Win.Test FOUND FOUND"), SCAN_FOUND, "Win.Test FOUND"},
        {STR_INIT("stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND"), SCAN_UNSCANNED,
         "Heuristics.Limits.Exceeded.MaxScanSize"},
        {STR_INIT("stream: Heuristics.Encrypted.PDF FOUND"), SCAN_FOUND,
         "Heuristics.Encrypted.PDF"},
        {STR_INIT("INSTREAM size limit exceeded. ERROR"), SCAN_UNSCANNED,
         "INSTREAM size limit exceeded. ERROR"},
        {STR_INIT("stream: OK "), SCAN_UNSCANNED, "stream: OK "},
        {STR_INIT("stream: ok"), SCAN_UNSCANNED, "stream: ok"},
        {STR_INIT("other: OK"), SCAN_UNSCANNED, "other: OK"},
        {STR_INIT("stream:  FOUND"), SCAN_UNSCANNED, "stream:  FOUND"},
        {STR_INIT("stream: FOUND"), SCAN_UNSCANNED, "stream: FOUND"},
        {STR_INIT("stream: a\r\nb\xc3\xa9 FOUND"), SCAN_FOUND, "a??b??"},
        {STR_INIT(""), SCAN_UNSCANNED, ""},
    };
    struct str longest = {NULL, 0};
    char *at = arena_alloc(mem, 600);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        says(instream_read(mem, rows[i].answer), rows[i].is, rows[i].words);
    memset(at, 'x', 600);
    longest = arena_text(mem, "stream: %.*s FOUND", 600, at);
    assert_int_equal(instream_read(mem, longest).words.len, SCAN_WORDS_BYTES);
}

static struct scan ask(const char *text)
{
    return scanner_ask(mem, str_of(text));
}

static void what_clamd_finds_has_its_name_and_what_it_does_not_is_clean(void **state)
{
    (void)state;
    says(ask("gewoon"), SCAN_CLEAN, "");
    says(ask("EICAR"), SCAN_FOUND, "Eicar-Test-Signature");
    says(ask("ODD"), SCAN_FOUND, "<b>?[1m?");
    says(scanner_there(mem), SCAN_CLEAN, "");
}

static void every_byte_comes_to_clamd_in_its_order(void **state)
{
    size_t n = SCAN_BYTES;
    char *at = arena_alloc(mem, n);
    unsigned sum = 0;
    unsigned found;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        at[i] = (char)(i * 7 + i / 251);
        sum = sum * 31 + (unsigned char)at[i];
    }
    says(scanner_ask(mem, (struct str){at, n}), SCAN_CLEAN, "");
    assert_int_equal(clamd_took(&found), n);
    assert_int_equal(found, sum);
    says(scanner_ask(mem, (struct str){at, n + 1}), SCAN_UNSCANNED, "larger than clamd is given");
}

static void what_was_not_looked_at_whole_is_never_clean(void **state)
{
    size_t n = 4 << 20;
    char *large = arena_alloc(mem, n);

    (void)state;
    says(ask("PART"), SCAN_UNSCANNED, "Heuristics.Limits.Exceeded.MaxFileSize");
    says(ask("CUT"), SCAN_UNSCANNED, "clamd gave no answer");
    says(ask("LONG"), SCAN_UNSCANNED, "clamd gave no answer");
    memset(large, 'x', n);
    memcpy(large, "EARLY", 5);
    assert_int_equal(scanner_ask(mem, (struct str){large, n}).is, SCAN_UNSCANNED);
    memcpy(large, "LIMIT", 5);
    says(scanner_ask(mem, (struct str){large, n}), SCAN_UNSCANNED,
         "INSTREAM size limit exceeded. ERROR");
}

static void one_that_does_not_answer_is_waited_for_and_then_not(void **state)
{
    int file = memfd_create("slow", MFD_CLOEXEC);
    int64_t begun = packet_clock_ms();

    (void)state;
    assert_int_equal(write(file, "SLOW", 4), 4);
    says(instream_scan(mem, clamd, file, 4, begun + 300), SCAN_UNSCANNED,
         "clamd did not answer in time");
    assert_in_range(packet_clock_ms() - begun, 290, 3000);
    says(instream_scan(mem, clamd, file, 5, begun + 3000), SCAN_UNSCANNED,
         "clamd gave no answer"); /* a file that is shorter than was said */
    close(file);
}

static void where_nobody_listens_nothing_is_scanned(void **state)
{
    char name[SCAN_PATH_BYTES + 2];
    int file = memfd_create("x", MFD_CLOEXEC);

    (void)state;
    says(instream_scan(mem, "/nergens/clamd.ctl", file, 0, packet_clock_ms() + 1000),
         SCAN_UNSCANNED, "clamd cannot be reached");
    says(instream_ping(mem, "/nergens/clamd.ctl", packet_clock_ms() + 1000), SCAN_UNSCANNED,
         "clamd cannot be reached");
    close(file);
    memset(name, 'x', sizeof name);
    assert_false(scanner_at((struct str){name, SCAN_PATH_BYTES + 1}));
    assert_true(scanner_at((struct str){name, SCAN_PATH_BYTES}));
    assert_true(scanner_at(S("")));
    says(ask("EICAR"), SCAN_NONE, "");
    says(scanner_there(mem), SCAN_NONE, "");
    assert_true(scanner_at(str_of(clamd)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_clean_only_when_it_says_exactly_that),
        cmocka_unit_test(what_clamd_finds_has_its_name_and_what_it_does_not_is_clean),
        cmocka_unit_test(every_byte_comes_to_clamd_in_its_order),
        cmocka_unit_test(what_was_not_looked_at_whole_is_never_clean),
        cmocka_unit_test(one_that_does_not_answer_is_waited_for_and_then_not),
        cmocka_unit_test(where_nobody_listens_nothing_is_scanned),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
