/* web/obw.h - how do opzet, bestaan and werking of an item look in three boxes?
 *
 * The drieluik says two things of each aspect, and never merges them [R1]: by its
 * fill what was said (ja filled, deels half, nee open, nothing dashed), and by a
 * mark on the box how hard that is:
 *
 *     opgegeven   a dotted line under the box
 *     onderbouwd  one solid bar under it
 *     getoetst    two bars under it
 *     verlopen    a stroke through the box and a ! at its corner, in place of a bar [R3]
 *     overgenomen a ? at the corner of the box, in place of a bar, until somebody
 *                 confirms it [R10]
 *
 * Every mark is a shape, so it reads in black and white and in forced colours; the
 * same stands in words for who cannot see it. In a template:
 *
 *     {{use obw r->state}}           with a const struct item_state *
 *     {{use status_label r->state}}  the status in a word and an icon, verlopen first
 *     {{use obw_legend v->page}}     what the marks mean, under a list
 */
#ifndef WEB_OBW_H
#define WEB_OBW_H

#include "engine/status.h"
#include "web/page.h"

/* obw_mark: the class of a box: j d n l for the verdict, then 1 2 3 for the
 * hardness, x for verlopen or o for overgenomen. */
struct str obw_mark(const struct aspect_state *aspect);

/* obw_hard: "onderbouwd", "verlopen", or that it is to be confirmed; empty when nothing
 * was said. */
struct str obw_hard(enum lang lang, const struct aspect_state *aspect);

/* page_obw_words: "Opzet ja, onderbouwd; bestaan deels, opgegeven; werking ja, verlopen". */
void page_obw_words(struct out *out, const struct item_state *state);

/* obw_status: the word of a status: "voldoet". obw_expired: is verlopen to be named? */
struct str obw_status(enum lang lang, const struct item_state *state);
bool obw_expired(const struct item_state *state);

#endif
