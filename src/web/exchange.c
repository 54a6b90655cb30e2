/* Files for other programs: how we stand, and the norm that we work by, as OSCAL. */
#include "acts/exchange.h"

#include "acts/documents.h"
#include "web/evidence.h"

#define TYPE S("application/json")

/* /oscal/assessment-results.json, of the day looked at; ?versie= of the statement, and
 * ?namen=1 for the names of persons. */
enum outcome exchange_get(struct job *job, struct page *page)
{
    struct str name = page_param(page, S("bestand"));
    struct str version = form_str(&page->query, S("versie"));
    bool names = str_eq(form_str(&page->query, S("namen")), S("1"));
    struct readings_of *read = NEW(job->mem, struct readings_of);
    struct str bytes;
    int64_t number = 0;
    int model;
    enum outcome o;

    if (!str_ends(name, S(".json")) ||
        !choice_of(&exchange_choices, str_sub(name, 0, name.len - 5), &model))
        return NOT_THERE;
    if (version.len > 0 && (!str_int(version, &number) || number < 1))
        return NOT_THERE;
    o = act_exchange(job, (enum exchange_model)model, number, names, &bytes, read);
    if (o != DONE)
        return o;
    page_file(page, TYPE, name, bytes);
    evidence_read_all(page, read);
    return DONE;
}

/* /normen/{id}/oscal: the catalog of a norm, in the reader's language; or a selection or
 * mapping by its id. With ?licentietekst=1 the words that lie over it. */
enum outcome norm_oscal_get(struct job *job, struct page *page)
{
    const struct document_wish wish = {
        .id = page_param(page, S("id")), .lang = page->out.lang,
        .licensed = str_eq(form_str(&page->query, S("licentietekst")), S("1"))};
    struct str name;
    struct str bytes;
    enum outcome o = act_document(job, &wish, &name, &bytes);

    if (o == DONE)
        page_file(page, TYPE, name, bytes);
    return o;
}
