/* fuzz/fuzz_multipart.c - does reading a body in parts hold, whatever is in it?
 *
 * The input is a body with the boundary x; and once more its first line is the
 * Content-Type and the rest the body.
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_multipart.c; a.out fuzz/corpus/multipart
 */
#include "base/bug.h"
#include "web/form.h"

static bool lies_in(struct str part, struct str whole)
{
    return part.len == 0 || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void hold(enum form_read is, const struct form *form, struct str body)
{
    if (is != FORM_READ) {
        MUST(form->n == 0 && form->file_bytes.len == 0);
        return;
    }
    MUST(form->n <= FORM_FIELDS_MAX);
    for (size_t i = 0; i < form->n; i++) {
        MUST(form->at[i].name.len <= FORM_NAME_BYTES);
        MUST(form->at[i].value.len <= FORM_VALUE_BYTES);
        MUST(str_utf8(form->at[i].name) && str_utf8(form->at[i].value));
    }
    MUST(form->file_bytes.len <= FORM_FILE_BYTES && lies_in(form->file_bytes, body));
    MUST(form->file_bytes.len == 0 || form->file_field.len > 0);
    MUST(str_utf8(form->file_name));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem = arena_new((size_t)1 << 26);
    struct str whole = {(const char *)bytes, n};
    struct form form = {0};
    struct form again = {0};
    struct str body;
    struct str type = str_cut(whole, '\n', &body);

    hold(multipart_read(mem, S("x"), whole, &form), &form, whole);
    hold(form_body(mem, type, body, &again), &again, body);
    arena_free(mem);
    return 0;
}
