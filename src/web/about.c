#include "web/about.h"

#include "web/look.h"
#include "web/pages.h"

int64_t about_asked(const struct page *page)
{
    return form_has(&page->form, S("over")) ? form_int(&page->form, S("over"))
                                            : form_int(&page->query, S("object"));
}

struct str about_rest(const struct page *page, int64_t object)
{
    if (look_other(page))
        return page_look(page);
    if (object == 0)
        return page_op(page);
    return arena_text(page->job->mem, "?object=%lld%" STR_FMT, (long long)object,
                      STR_ARG(page_op_more(page)));
}

void page_over(struct out *out, const struct object *about)
{
    if (about->row.id != 0)
        page_about_hidden(out, about);
}

void page_about(struct out *out, const struct page *page, const struct object *about)
{
    if (about->row.id != 0)
        page_about_says(out, &(struct about_view){page, about});
}
