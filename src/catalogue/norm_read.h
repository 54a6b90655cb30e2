/* catalogue/norm_read.h - which norm do the files of a catalogue hold?
 *
 * One OSCAL catalog per language, with the same ids in each, and the profile "begin" of
 * what to begin with become the struct norm of the model. The first language
 * that is there leads: its props are the ones that count, and its texts stand in
 * where another language has none.
 *
 *     group of OSCAL with controls in it   norm_group; controls outside any group
 *                                          get one of their own
 *     control                              ITEM_CONTROL
 *     control within a control             ITEM_MEASURE, parent the outermost one
 *     prop soort=markering                 ITEM_MARKER
 */
#ifndef CATALOGUE_NORM_READ_H
#define CATALOGUE_NORM_READ_H

#include "base/fault.h"
#include "base/lang.h"
#include "base/outcome.h"
#include "catalogue/oscal.h"
#include "model/norm.h"

struct norm_profile {
    struct str name;                     /* of its file, without the ending       */
    struct str bytes;
};

struct norm_source {
    struct str catalog[LANG_COUNT];       /* bytes; empty: not in this language    */
    const struct oscal *tree[LANG_COUNT]; /* a catalog that was read or made already, the
                                             root member; then catalog is for the hash only */
    const struct norm_profile *profiles;  /* in the order of their names           */
    int n_profiles;
};

/* norm_read: the norm, in mem, without pointers into the source.
 *
 * DONE; REFUSED with at least one fault, whose field is the document ("nl", "en",
 * "begin") and whose key stands under "norm.fault."; BROKEN when the machine had
 * no memory. The hash is taken over the bytes of the catalogs, in the order of the
 * languages, and then of the profiles. Takes O(bytes + items log items). */
ANSWER enum outcome norm_read(struct arena *mem, const struct norm_source *source,
                              const struct norm **ret, struct faults *faults);

#endif
