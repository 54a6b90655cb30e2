/* api/body.h - does this body hold what may be given?
 *
 * Types are held to: a number for a reference, true or false for a flag, null for
 * what is absent. A member that is not known or that the program fills in by itself
 * is refused. All faults are noted, not only the first.
 *
 * Sources  [RFC7396]: a member that is not named stays as it is.
 */
#ifndef API_BODY_H
#define API_BODY_H

#include "api/shape.h"
#include "api/tree.h"
#include "records/record.h"

/* What a body may name: fields of a noun but those with a flag of `forbidden`, and
 * members of a struct besides. */
struct intake {
    const char *name; /* among the schemas */
    const struct noun *noun;   /* or NULL  */
    unsigned forbidden;
    const struct shape *more;  /* or NULL  */
    bool whole;                /* REQUIRED fields must be there: a new row is made */
};

/* body_read: lays the tree out in given (of intake->noun) and more (a struct of
 * intake->more); either may be NULL when the intake has none. False when there are
 * faults, which the job then holds. Texts
 * stay in the tree. */
bool body_read(struct job *job, const struct tree *body, const struct intake *intake,
               struct given *given, void *more);

/* body_schema: the schema of an intake, under its name. */
void body_schema(struct json *json, const struct intake *intake);

#endif
