/* catalogue/checking.h - what the two layers of norm_check share.
 *
 * A place is a step of a path from the root, kept in the arena; a fault turns it
 * into a JSON pointer. Marks are the names a document gives and uses, gathered by
 * the first layer and judged by the second.
 */
#ifndef CATALOGUE_CHECKING_H
#define CATALOGUE_CHECKING_H

#include "catalogue/norm_check.h"
#include "catalogue/oscal.h"
#include "catalogue/shape.h"

struct place {
    const struct place *up; /* NULL at the root                */
    struct str name;        /* of a member, or empty:          */
    int index;              /* of an element                   */
};

struct mark {
    struct str text;
    const struct place *place;
    int line;
    enum shape_mark is;
};

struct findings {
    struct check_fault *at; /* CHECK_FAULTS_MAX places */
    int n;                  /* found in all            */
};

struct checking {
    struct arena *mem;
    struct findings faults;
    struct findings remarks;
    struct mark *marks;
    int n_marks;
    int room;
    bool since_1_2; /* the document says so */
};

/* checking_fault, checking_remark: notes one. key is under "norm.fault.". */
void checking_remark(struct checking *checking, const struct place *place, int line,
                     const char *key, struct str arg);
void checking_fault(struct checking *checking, const struct place *place, int line,
                    const char *key, struct str arg);

/* checking_mark: notes a name that is given or used. */
void checking_mark(struct checking *checking, enum shape_mark is, struct str text,
                   const struct place *place, int line);

/* checking_step: the place of a member (by name) or of an element (by index). */
const struct place *checking_step(struct checking *checking, const struct place *up,
                                  struct str name, int index);

/* checking_references: the second layer, over the marks and the root. */
void checking_references(struct checking *checking, const struct oscal *root,
                         const struct place *place);

#endif
