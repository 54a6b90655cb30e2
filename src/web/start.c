#include "web/start.h"

#include "model/person.h"
#include "web/pages.h"

enum outcome start_show(struct page *page)
{
    uint32_t roles = page->job->roles;
    struct start_view view = {
        .page = page,
        .contact = (roles & UINT32_C(1) << ROLE_CONTACT) != 0,
        .director = (roles & UINT32_C(1) << ROLE_DIRECTOR) != 0,
    };

    page_top(page, WORD_start_title, NAV_OVERVIEW);
    page_start(&page->out, &view);
    page_bottom(page);
    return DONE;
}
