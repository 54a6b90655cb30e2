/* web/facts.h - what a catalogue says of an item, with how sure that is and where it is from.
 *
 * A fact that is derived, uncertain or former bears that word, so it reads in black and
 * white; who points at it reads what the word means.
 *
 *     {{use fact f}}          with a const struct fact *
 */
#ifndef WEB_FACTS_H
#define WEB_FACTS_H

#include "model/norm.h"
#include "web/page.h"

struct fact {
    struct str name, value;  /* in words, where there are any        */
    struct str mark;         /* "afgeleid"; empty when it is firm    */
    struct str explains;     /* what that mark means                 */
    struct str source;
};

/* fact_of: one fact. facts_of: all of an item that a person may want to read. */
struct fact fact_of(const struct page *page, const struct item_fact *fact);
struct fact *facts_of(const struct page *page, const struct item *item, size_t *ret_n);

/* facts_short: those that a person sorts measures by: category, rhythm, level, role … */
struct fact *facts_short(const struct page *page, const struct item *item, size_t *ret_n);

#endif
