/* web/form_parts.c - what every form on a page shares: hidden fields and messages. */
#include <stdio.h>
#include <sys/random.h>

#include "base/bug.h"
#include "web/page.h"
#include "web/pages.h"
#include "web/parts.h"

enum { NUMBER_BYTES = 16 };

/* Each form has its own number: two forms of one page may both be sent. */
static void number_make(char text[static 2 * NUMBER_BYTES + 1])
{
    unsigned char bytes[NUMBER_BYTES];

    MUST(getrandom(bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes);
    for (int i = 0; i < NUMBER_BYTES; i++)
        snprintf(text + 2 * (ptrdiff_t)i, 3, "%02x", bytes[i]);
}

void page_token(struct out *out, const struct page *page)
{
    char number[2 * NUMBER_BYTES + 1];
    struct form_hidden_view view = {.token = page->session.form};

    number_make(number);
    view.number = str_of(number);
    page_form_hidden(out, &view);
}

void page_row(struct out *out, const struct page *page, struct row row)
{
    (void)page;
    page_row_hidden(out, &row);
}

/* What a fault says to the reader. A key without words is shown as it is, so
 * that a test finds it. */
static struct str message_of(const struct page *page, const struct fault *fault)
{
    enum word word;
    int64_t n;

    if (!word_find(fault->key, &word))
        return fault->key;
    if (str_int(fault->arg, &n))
        return word_fill(page->job->mem, page->out.lang, word, WARG(n), WORD_NO_ARG);
    return word_fill(page->job->mem, page->out.lang, word, WARG(fault->arg), WORD_NO_ARG);
}

static const struct fault *fault_at(const struct page *page, struct str field)
{
    const struct faults *faults = &page->job->faults;

    for (size_t i = 0; i < faults_kept(faults); i++)
        if (str_eq(faults_at(faults, i)->field, field))
            return faults_at(faults, i);
    return NULL;
}

bool page_fails(const struct page *page, struct str field)
{
    return fault_at(page, field) != NULL;
}

void page_fault(struct out *out, const struct page *page, struct str field)
{
    const struct fault *fault = fault_at(page, field);

    if (fault != NULL)
        page_form_fault(out, &(struct form_fault_view){field, message_of(page, fault)});
}

void page_faults(struct out *out, const struct page *page)
{
    struct form_faults_view view = {.rows_n = faults_kept(&page->job->faults)};

    if (view.rows_n == 0)
        return;
    view.rows = NEW_ARRAY(page->job->mem, view.rows_n, struct form_fault_view);
    for (size_t i = 0; i < view.rows_n; i++) {
        const struct fault *fault = faults_at(&page->job->faults, i);

        view.rows[i] = (struct form_fault_view){fault->field, message_of(page, fault)};
        view.answers_n += fault->field.len > 0;
    }
    page_form_faults(out, &view);
}
