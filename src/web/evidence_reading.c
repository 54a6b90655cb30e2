/* web/evidence_reading.c - who read a piece that is confidential. */
#include "ledger/ledger.h"
#include "web/evidence.h"

/* A HEAD hands nothing over. */
void evidence_read_all(struct page *page, struct readings_of *of)
{
    if (of->n > 0 && page->request->method != HTTP_HEAD)
        page_later(page, reading_note, of);
}

void evidence_read(struct page *page, int64_t id, enum reading_kind what)
{
    struct readings_of *of = NEW(page->job->mem, struct readings_of);
    int64_t *ids = NEW_ARRAY(page->job->mem, 1, int64_t);

    *ids = id;
    *of = (struct readings_of){ids, 1, what};
    evidence_read_all(page, of);
}

enum outcome evidence_readings(struct job *job, const struct picture *picture,
                               struct evidence_one *view)
{
    struct reading *all;
    enum outcome o;

    view->tells_readings = view->confidential && !day_is(view->page->op) &&
                           !day_is(view->page->known);
    if (!view->tells_readings)
        return DONE;
    if ((o = act_evidence_readings(job, view->it->row.id, &all, &view->readings_n)) != DONE)
        return o;
    view->readings = NEW_ARRAY(job->mem, view->readings_n, struct evidence_seen);
    for (size_t i = 0; i < view->readings_n; i++) {
        const struct person_name *who = picture_person(picture, all[i].person);

        view->readings[i] = (struct evidence_seen){
            &all[i], who == NULL ? S("") : who->name,
            choice_word(&reading_kind_choices, (int)all[i].what),
            choice_word(&door_choices, (int)all[i].door)};
    }
    return DONE;
}
