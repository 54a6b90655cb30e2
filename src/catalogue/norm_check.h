/* catalogue/norm_check.h - does a document keep the rules of OSCAL, and where not?
 *
 * Two layers, as `waarborg norm validate` reports them: the schema (members,
 * kinds, choices) and the references, which no JSON schema carries: ids and uuids
 * are unique; a link, a param in a text, a role, a party, a location, a component, a
 * risk, an observation and a finding are there; a member of an organization is one of
 * an organization; a live control has a statement; an implemented requirement has a
 * component; a citation has a title; a hash has its length.
 * Documents: all eight models, of versions 1.0.0 to 1.2.2. References across documents
 * are for norm_read, norm_count and resolve. A link to an id that is not there is a
 * remark, no fault: OSCAL allows it, and a resolved selection is full of them. So are
 * a role or a party that is not there, and a uuid twice that nothing can point to.
 *
 * Sources  [OSCAL 1.0.0-1.2.2] the schemas and the metaschema's constraints.
 */
#ifndef CATALOGUE_NORM_CHECK_H
#define CATALOGUE_NORM_CHECK_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/str.h"
#include "catalogue/oscal.h"

enum { CHECK_FAULTS_MAX = 200 };

struct check_fault {
    struct str pointer; /* [RFC6901]; empty: the whole document              */
    int line;           /* 0 when unknown                                    */
    struct str key;     /* of a message under "norm.fault.", which also says */
                        /* how to mend it                                    */
    struct str arg;     /* shown in it; may be empty                         */
};

struct check_list {
    const struct check_fault *at;
    int n;
    int n_more; /* past CHECK_FAULTS_MAX, not written out */
};

struct check_report {
    struct str model;         /* "catalog" …; empty when it could not be read  */
    struct check_list faults; /* none: the document is sound                   */
    struct check_list remarks;
};

/* norm_check: every fault of a document, the schema's first, in reading order.
 *
 * DONE whatever was found, or BROKEN when the machine had no memory. Takes
 * O(bytes log bytes). */
ANSWER enum outcome norm_check(struct arena *mem, struct str bytes, struct check_report *ret);

/* norm_check_tree: the same of a document that was read already. */
void norm_check_tree(struct arena *mem, const struct oscal *document, struct check_report *ret);

/* norm_check_schema: the first layer alone, over a tree that oscal_read gave. */
void norm_check_schema(struct arena *mem, const struct oscal *document, struct check_report *ret);

#endif
