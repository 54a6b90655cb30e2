/* acts/picture_objects.h - which objects count with a picture, and how do they stand? [R8]
 *
 * Only picture.c asks. The organisation's own facts come first, for what an object takes
 * over is what the organisation was before it waited for its objects.
 */
#ifndef ACTS_PICTURE_OBJECTS_H
#define ACTS_PICTURE_OBJECTS_H

#include "acts/picture.h"

/* An object in the scope, with the level that was decided for it. */
struct picture_member {
    int64_t object;
    enum object_kind kind;
    int level;           /* 0: none                                      */
};

struct picture_scope {
    struct picture_member *members;
    int n;
};

/* picture_scope_load: the objects in the scope, and from them the level of the organisation.
 * One query; none for who may read no more than their own. */
ANSWER enum outcome picture_scope_load(struct job *job, struct picture *it,
                                       struct picture_scope *ret);

/* picture_scope_about: what one object is, and its level by the norm of the picture; a
 * process without one has that which the picture has. NOT_THERE. */
ANSWER enum outcome picture_scope_about(struct job *job, struct picture *own, int64_t object);

/* picture_scope_up: makes the organisation wait for its objects. picture_scope_one: makes it
 * the picture of one object. */
ANSWER enum outcome picture_scope_up(struct job *job, struct picture *it,
                                     const struct picture_scope *scope);
ANSWER enum outcome picture_scope_one(struct job *job, struct picture *it, int64_t object);

#endif
