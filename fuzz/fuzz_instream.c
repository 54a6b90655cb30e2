/* fuzz/fuzz_instream.c - is anything but clamd's own two answers ever clean or found?
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_instream.c; a.out fuzz/corpus/instream
 */
#include "aide/instream.h"
#include "base/bug.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem = arena_new((size_t)1 << 20);
    struct str answer = {(const char *)bytes, n};
    struct scan said = instream_read(mem, answer);

    MUST(said.is != SCAN_NONE && said.words.len <= SCAN_WORDS_BYTES);
    MUST((said.is == SCAN_CLEAN) == str_eq(answer, S("stream: OK")));
    MUST(said.is != SCAN_FOUND || (str_ends(answer, S(" FOUND")) && said.words.len > 0));
    for (size_t i = 0; i < said.words.len; i++)
        MUST(said.words.at[i] >= ' ' && said.words.at[i] <= '~');
    arena_free(mem);
    return 0;
}
