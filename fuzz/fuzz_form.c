/* fuzz/fuzz_form.c - does reading a form hold, whatever stands in a query string?
 *
 *     clang -fsanitize=fuzzer,address,undefined … fuzz/fuzz_form.c; a.out fuzz/corpus/form
 */
#include "base/bug.h"
#include "web/form.h"

/* What was read keeps to the limits and is text. */
static void hold(const struct form *form)
{
    MUST(form->n <= FORM_FIELDS_MAX);
    for (size_t i = 0; i < form->n; i++) {
        MUST(form->at[i].name.len <= FORM_NAME_BYTES);
        MUST(form->at[i].value.len <= FORM_VALUE_BYTES);
        MUST(str_utf8(form->at[i].name) && str_utf8(form->at[i].value));
        MUST(form_has(form, form->at[i].name));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem = arena_new((size_t)1 << 26);
    struct faults faults = {0};
    struct form form = {.faults = &faults};
    struct str text;

    if (form_query(mem, (struct str){(const char *)bytes, n}, &form) == FORM_READ) {
        hold(&form);
        (void)form_int(&form, S("n"));
        (void)form_day(&form, S("d"));
        (void)form_row(&form);
        MUST(faults.n <= 4);
    } else {
        MUST(form.n == 0);
    }
    if (urlencoded_text(mem, (struct str){(const char *)bytes, n}, false, &text))
        MUST(text.len <= n && str_utf8(text));
    arena_free(mem);
    return 0;
}
