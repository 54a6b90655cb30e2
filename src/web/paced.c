#include "web/paced.h"

#include "acts/patience.h"
#include "http/clock.h"
#include "web/door.h"
#include "web/parts.h"

/* Does it have something written for who is not signed in? On the way to a provider and back
 * that is no form. */
static bool writes_for_anybody(const struct route *route)
{
    return route != NULL && (route->asks & ANYBODY) != 0 &&
           (route->method == HTTP_POST || str_starts(route->pattern, S("/inloggen/oidc")));
}

/* In how many seconds it may; 0: now. What is costly for a stranger has a patience of its own. */
static int pace_of(const struct page *page)
{
    const struct route *route = page->hit.route;
    struct job *job = page->job;

    if (page->session.account != 0)
        return pace_take(page->web->settings->pace,
                         arena_text(job->mem, "%lld/%lld", (long long)job->org,
                                    (long long)job->person),
                         route != NULL && route->costly, clock_ms());
    return writes_for_anybody(route)
               ? pace_take(page->web->settings->places, patience_place(job), false, clock_ms())
               : 0;
}

bool paced(struct page *page)
{
    int seconds = pace_of(page);

    if (seconds == 0)
        return true;
    page_header(page, S("Retry-After"), arena_text(page->job->mem, "%d", seconds));
    page_failure_write(page, 429, WORD_outcome_often, WORD_outcome_often_text, true);
    return false;
}
