/* web/decision.h - the fields of a decision, on every form that registers one.
 *
 *     {{use decision_fields &v->decision}}
 */
#ifndef WEB_DECISION_H
#define WEB_DECISION_H

#include "model/soa.h"
#include "web/page.h"

struct decision_body {
    struct str word;
    bool chosen;
};

struct decision_fields {
    const struct page *page;
    struct decision_body bodies[BODY_COUNT - 1];
    size_t bodies_n;
    struct str subject;
    struct str today;
};

/* decision_fields_fill: what was typed, else today and the subject given. */
void decision_fields_fill(struct page *page, struct str subject, struct decision_fields *ret);

#endif
