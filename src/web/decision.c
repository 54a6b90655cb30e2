#include "web/decision.h"

void decision_fields_fill(struct page *page, struct str subject, struct decision_fields *ret)
{
    char *day = arena_alloc(page->job->mem, DAY_TEXT_BYTES);
    struct str typed = page_typed(page, S("body"), S(""));

    *ret = (struct decision_fields){
        .page = page, .subject = subject, .today = day_text(page->job->today, day),
        .bodies_n = BODY_COUNT - 1,
    };
    for (size_t i = 0; i < ret->bodies_n; i++) {
        struct str word = choice_word(&body_choices, (int)i + 1);

        ret->bodies[i] = (struct decision_body){word, str_eq(word, typed)};
    }
}
