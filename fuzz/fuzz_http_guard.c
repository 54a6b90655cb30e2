/* Any text, cut up as a head: what the guard lets through has one host, no
 * control character, and a body that can be read in one way only. */
#include "base/bug.h"
#include "http/guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct http_header fields[HTTP_HEADERS_MAX];
    struct str rest = {(const char *)data, n};
    struct guard_facts facts = {.fields = fields, .head_bytes = n};
    struct guard_verdict verdict;
    struct str line = str_cut(rest, '\r', &rest);

    facts.method = str_cut(line, ' ', &line);
    facts.target = facts.seam_target = str_cut(line, ' ', &facts.version);
    rest = str_sub(rest, 1, rest.len);
    while (rest.len > 0 && rest.at[0] != '\r' && facts.n_fields < HTTP_HEADERS_MAX) {
        line = str_cut(rest, '\r', &rest);
        rest = str_sub(rest, 1, rest.len);
        fields[facts.n_fields].name = str_cut(line, ':', &line);
        fields[facts.n_fields++].value = line;
        guard_gzip(line);
    }
    verdict = guard_judge(&facts);
    MUST((verdict.status == 0) == (verdict.why == NULL));
    if (verdict.status != 0)
        return 0;
    MUST(facts.n_fields > 0 && facts.target.at[0] == '/');
    MUST(!verdict.chunked || verdict.length == 0);
    for (size_t i = 0; i < facts.target.len; i++)
        MUST(facts.target.at[i] > ' ' && facts.target.at[i] < 0x7f);
    return 0;
}
