/* catalogue/licensed.h - which words of a document stand under a licence of somebody's own?
 *
 *     of a catalog     parts called licentietekst in our namespace: title and prose
 *     of a profile     what alters.adds brings as title or as parts: words laid over a norm
 *
 * They are shown to who has the licence and leave in no document unless asked.
 *
 * Sources  [choice: own words] docs/choices.md.
 */
#ifndef CATALOGUE_LICENSED_H
#define CATALOGUE_LICENSED_H

#include "catalogue/oscal.h"
#include "model/norm.h"

#define LICENSED_PART S("licentietekst")

/* licensed_is: is this part such words? */
bool licensed_is(const struct oscal *part);

/* licensed_without: the document without them. */
const struct oscal *licensed_without(struct arena *mem, const struct oscal *document);

/* licensed_with: the catalog with those that lie over the norm, each at its control. */
const struct oscal *licensed_with(struct arena *mem, const struct oscal *document,
                                  const struct norm *norm);

/* licensed_empty: does a profile choose nothing and change nothing: all of one norm as it
 * is? Then it was such words and no more. */
bool licensed_empty(const struct oscal *document);

#endif
