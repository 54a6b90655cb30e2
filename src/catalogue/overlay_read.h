/* catalogue/overlay_read.h - what does a profile choose from a norm, and lay over it?
 *
 * For a norm that is there as a struct norm alone, such as one that was woven in; whoever
 * has the files of both resolves them (profile_read.h). So one import is read, of ids or
 * of all, and of modify only the words that alters.adds brings.
 *
 *     imports[0]       which norm, and which items
 *     merge.custom     the profile's own groups
 *     alters.adds      title; prose of parts: words under a licence of their own
 *
 * Sources  [OSCAL 1.2.1] profile; [choice: own words].
 */
#ifndef CATALOGUE_OVERLAY_READ_H
#define CATALOGUE_OVERLAY_READ_H

#include "catalogue/mapping_read.h"
#include "model/profile.h"

struct overlay_words {
    int item; /* index in the norm          */
    struct str title; /* empty: as it is    */
    struct str text;
};

struct overlay {
    const struct norm *norm;
    const struct profile *profile; /* the selection; NULL: all of the norm, no groups */
    const struct overlay_words *words;
    int n_words;
};

/* overlay_read_tree: root is the root member of a document, "profile". DONE; REFUSED with at least
 * one fault, whose field is document and whose key stands under "norm.fault.". find says
 * which norm an href means. */
ANSWER enum outcome overlay_read_tree(struct arena *mem, const struct oscal *root,
                                      struct str document, mapping_norm *find, void *context,
                                      struct overlay *ret, struct faults *faults);

/* overlay_lay: the norm with the words in their places: licensed_title and licensed_text
 * of its items, and the fact that they are there. */
const struct norm *overlay_lay(struct arena *mem, const struct norm *norm,
                               const struct overlay_words *words, int n_words);

#endif
