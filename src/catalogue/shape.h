/* catalogue/shape.h - which members may an object of OSCAL have, and of what kind?
 *
 * The tables of all eight models, woven from oscal.shapes, which says at its head where
 * it differs from NIST's JSON schemas; a member that no table names is not allowed.
 *
 * Sources  [OSCAL 1.0.0-1.2.2] the JSON schemas; usnistgov/OSCAL issue 2259 for `combine`.
 */
#ifndef CATALOGUE_SHAPE_H
#define CATALOGUE_SHAPE_H

#include "base/str.h"

enum shape_kind {
    SHAPE_TEXT,     /* any text                                                   */
    SHAPE_LINE,     /* text of one line, not empty                                */
    SHAPE_STRING,   /* the same, without space at either end                      */
    SHAPE_TOKEN,    /* letter or _, then letters, numbers, . - _                  */
    SHAPE_WORD,     /* one of words                                               */
    SHAPE_UUID,     /* of version 4 or 5                                          */
    SHAPE_MOMENT,   /* date and time with a time zone, of a day that exists       */
    SHAPE_DATE,     /* a day that exists, perhaps with a time zone                */
    SHAPE_URI,
    SHAPE_URI_REF,
    SHAPE_EMAIL,
    SHAPE_BASE64,
    SHAPE_DECIMAL,  /* a number                                                   */
    SHAPE_NATURAL,  /* a whole number, from 0                                     */
    SHAPE_POSITIVE, /* the same, from 1                                           */
    SHAPE_BOOLEAN,
    SHAPE_OBJECT,   /* of the shape `of`                                          */
    SHAPE_KIND_COUNT
};

enum shape_flags {
    NEEDED = 1,
    LIST = 2,       /* an array with at least one of them */
    LIST_OR_ONE = 4
};

/* What a text says about its document: that something has this name, or that it
 * means something that must be there. */
enum shape_mark {
    MARK_NONE, MARK_IS_ID, MARK_IS_PARAM, MARK_IS_ROLE, MARK_IS_UUID, MARK_IS_RESOURCE,
    MARK_IS_PARTY, MARK_IS_LOCATION, MARK_IS_COMPONENT, MARK_IS_RISK, MARK_IS_OBSERVATION,
    MARK_IS_FINDING, MARK_TO_LINK, MARK_TO_PARAM, MARK_TO_ROLE, MARK_TO_PARTY,
    MARK_TO_LOCATION, MARK_TO_COMPONENT, MARK_TO_RISK, MARK_TO_OBSERVATION, MARK_TO_FINDING,
    MARK_COUNT
};

struct shape_member {
    struct str name;
    enum shape_kind kind;
    unsigned flags;
    const char *words;      /* WORD: with a space between */
    const struct shape *of; /* OBJECT                     */
    enum shape_mark mark;
};

enum { SHAPE_EITHER_MAX = 3 };

struct shape {
    const struct shape_member *members; /* in the order of the model               */
    int n;
    const char *either[SHAPE_EITHER_MAX]; /* at most one of these members          */
    bool either_needed;                   /* exactly one, since 1.2 of the models  */
};

/* shape_of: the shape of a document by the name of its root; NULL when it is no model
 * of OSCAL. */
const struct shape *shape_of(struct str root);

/* shape_member: the member of that name, or NULL; also NULL for a shape that is NULL. */
const struct shape_member *shape_member(const struct shape *shape, struct str name);

/* shape_holds: does a text, or a number as it is written, fit its kind? True for kinds
 * that are neither. */
bool shape_holds(const struct shape_member *member, struct str text);

/* shape_word: the key of the fault, under "norm.fault.", of a text that does not. */
const char *shape_word(enum shape_kind kind);

#endif
