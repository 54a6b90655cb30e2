/* catalogue/oscal_make.h - how is a changed tree made of one that never changes?
 *
 * Everything here gives something new in the arena that shares what did not change with
 * what it was made of. A list and an object are never altered in place.
 */
#ifndef CATALOGUE_OSCAL_MAKE_H
#define CATALOGUE_OSCAL_MAKE_H

#include "catalogue/oscal.h"

/* oscal_make_text: a text without a name. oscal_make_list: a list of n values, which it
 * points to. oscal_make_object: the same of members. */
struct oscal oscal_make_text(struct str text);
struct oscal oscal_make_list(const struct oscal *at, int n);
struct oscal oscal_make_object(const struct oscal *members, int n);

/* oscal_make_named: the value as a member of that name. */
struct oscal oscal_make_named(struct str name, struct oscal value);

/* oscal_make_with: the object with this member, in the place of one of that name or at the
 * end. A list that is empty takes the member away, as OSCAL writes none. */
const struct oscal *oscal_make_with(struct arena *mem, const struct oscal *object,
                                    struct str name, struct oscal value);

/* oscal_make_without: the object without the member. */
const struct oscal *oscal_make_without(struct arena *mem, const struct oscal *object,
                                       struct str name);

/* oscal_make_joined: the elements of one list and then of the other. */
struct oscal oscal_make_joined(struct arena *mem, const struct oscal *one,
                               const struct oscal *other);

#endif
