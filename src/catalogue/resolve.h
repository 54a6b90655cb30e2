/* catalogue/resolve.h - which catalog does a profile come to?
 *
 * A profile and the documents that it imports, directly or through other profiles, become
 * one catalog: imports select, merge combines and orders, modify sets parameters and alters
 * controls; then what nothing refers to any more goes. Which document an href means is for
 * the caller: this room opens nothing. Where the specification is silent, docs/oscal.md
 * says what was chosen.
 *
 * Sources  [OSCAL profile resolution, draft of 2022] by usnistgov/OSCAL;
 *          [choice: oscal-limits].
 */
#ifndef CATALOGUE_RESOLVE_H
#define CATALOGUE_RESOLVE_H

#include "base/arena.h"
#include "base/outcome.h"
#include "catalogue/norm_check.h"
#include "catalogue/oscal.h"

enum {
    RESOLVE_DOCUMENTS_MAX = 64,
    RESOLVE_PIECES_MAX = 256 * 1024, /* groups and controls, counted at every import  */
    RESOLVE_GROUPS_MAX = 10000,
    RESOLVE_PATTERNS_MAX = 1000      /* in one selection                              */
};

/* Hands over the bytes that an href means in the document called `from` (empty: the
 * profile that was asked for), and a name that is the same whenever they are.
 *
 * DONE; NOT_THERE; REFUSED when such an href is not followed; BROKEN. */
struct resolve_source {
    enum outcome (*read)(void *arg, struct str from, struct str href, struct str *ret_name,
                         struct str *ret_bytes);
    void *arg;
};

struct resolve_wish {
    struct str profile;       /* the href of the profile                              */
    struct str source;        /* what the link source-profile says                    */
    struct str tool;          /* what the prop resolution-tool says                   */
    struct str last_modified; /* a moment as OSCAL writes it                          */
};

/* One thing that was found: in which document, and as norm_check says it. */
struct resolve_note {
    struct str document;
    struct check_fault what;
};

struct resolve_report {
    const struct resolve_note *faults; /* why there is no catalog                     */
    int n_faults;
    const struct resolve_note *remarks; /* what was passed over, such as an unknown id */
    int n_remarks;                      /* at most CHECK_FAULTS_MAX are kept           */
};

/* resolve: the catalog as a document, in mem, to be written by oscal_write. Equal bytes in
 * give an equal catalog, uuid included.
 *
 * DONE; REFUSED with at least one fault; BROKEN when the machine failed. Takes
 * O(bytes log bytes) for each import. */
ANSWER enum outcome resolve(struct arena *mem, const struct resolve_source *source,
                            const struct resolve_wish *wish, const struct oscal **ret,
                            struct resolve_report *ret_report);

#endif
