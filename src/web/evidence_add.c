/* web/evidence_add.c - a new piece, for as many measures as it fits. */
#include "web/evidence.h"
#include "web/pages.h"

struct str *evidence_numbers(struct job *job, struct str text, size_t *ret_n)
{
    struct str *items = NEW_ARRAY(job->mem, text.len / 2 + 1, struct str);
    size_t n = 0;
    size_t at = 0;

    while (at < text.len) {
        size_t begin = at;

        while (at < text.len && strchr(", ;\t\r\n", text.at[at]) == NULL)
            at++;
        if (at > begin)
            items[n++] = str_sub(text, begin, at);
        at++;
    }
    *ret_n = n;
    return items;
}

static enum outcome show(struct job *job, struct page *page)
{
    struct evidence_new view = {.page = page, .form = {.page = page}};

    if (!page_may(page, MAY_EVIDENCE))
        return FORBIDDEN;
    measure_add_fill(job, &view.form);
    view.numbers = page_typed(page, S("items"), form_str(&page->query, S("nr")));
    page_top(page, WORD_evidence_add_title, NAV_EVIDENCE);
    page_evidence_new(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome evidence_new_get(struct job *job, struct page *page)
{
    return show(job, page);
}

static enum outcome add(struct job *job, const struct page *page, int64_t *ret_id)
{
    struct evidence_file file = {{NULL, 0}, {NULL, 0}};
    struct given given;
    size_t n;
    struct str *items = evidence_numbers(job, form_str(&page->form, S("items")), &n);

    if (n == 0)
        return job_refuse(job, S("items"), S("evidence.no_items"));
    form_given(&page->form, &evidence_noun, &given);
    /* A browser sends an empty file for a field that was left empty. */
    if (!form_file(&page->form, S("file"), &file.name, &file.bytes) || file.name.len == 0)
        file.bytes = (struct str){NULL, 0};
    return act_evidence_add(job, &given, &file, 0, items, n, ret_id);
}

enum outcome evidence_new_post(struct job *job, struct page *page)
{
    int64_t id = 0;
    enum outcome o = page_settle(page, add(job, page, &id));

    if (o == DONE) {
        page_done(page, WORD_done_evidence_added, 0);
        if (id != 0)
            page_go(page, "/bewijs/%lld", (long long)id);
        else
            page_go(page, "/bewijs"); /* sent twice: it was added the first time */
        return DONE;
    }
    /* An item that is not one's own: a fault of what was typed, among what may be. */
    if (o != REFUSED && (o != FORBIDDEN || job->faults.n == 0))
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page));
}
