/* acts/objects.h - the register of processes and systems, the scope, and the level test.
 *
 * The organisation itself is an object too, but no line of the register: it is made with
 * the organisation and has no level of its own.
 */
#ifndef ACTS_OBJECTS_H
#define ACTS_OBJECTS_H

#include "acts/picture.h"
#include "engine/level.h"
#include "ledger/ledger.h"
#include "model/object.h"
#include "records/record.h"

struct object_line {
    struct object object;
    const struct scope_object *scope;   /* NULL: nobody said whether it is in the scope */
    const struct level_result *decided; /* the last decision on its level, or NULL      */
    const struct level_result *waiting; /* prepared after that, and not decided; or NULL */
    int level;                          /* that counts; 0: none, or outside the levels   */
    bool mine;
};

struct objects {
    struct object_line *lines;          /* by name  */
    size_t n;
    struct object_serves *serves;       /* not those that ended */
    size_t n_serves;
    struct level_result *results;       /* all of the norm of the levels, newest first   */
    size_t n_results;
    const struct norm *norm;            /* whose levels these are                        */
    const struct level_test *test;
    bool live;                          /* the organisation works by that norm           */
};

/* act_objects: the register; needs MAY_READ. objects_find: by number, or by name when that
 * is one object's alone (case and accents folded); NULL. */
ANSWER enum outcome act_objects(struct job *job, struct objects **ret);
const struct object_line *objects_find(const struct objects *objects, struct job *job,
                                       struct str word);
const struct object_line *objects_at(const struct objects *objects, int64_t id);

/* act_object_add: a process, a system or OT. Who may only do so for their own becomes its
 * owner. act_object_set: CLASHED as usual. */
ANSWER enum outcome act_object_add(struct job *job, const struct given *given, int64_t *ret_id);
ANSWER enum outcome act_object_set(struct job *job, struct row seen, const struct given *given);

/* act_object_serve: a system works for these processes and for no others. */
ANSWER enum outcome act_object_serve(struct job *job, int64_t system, const int64_t *processes,
                                     size_t n);

/* act_object_scope: says whether it is in the scope of the ISMS; outside needs a reason. */
ANSWER enum outcome act_object_scope(struct job *job, int64_t object, bool inside, struct str why);

/* What was filled in of the level test. */
struct level_said {
    const struct maybe *answers; /* a place for each question */
    struct maybe chosen;         /* another level than follows, or none */
    struct str chosen_why;
};

/* act_level_test: records the outcome. Who may decide on the level of this object decides
 * at once; anybody else prepares it. act_level_decide: decides on what was prepared; a
 * chosen level takes the place of the one that was. */
ANSWER enum outcome act_level_test(struct job *job, int64_t object, const struct level_said *said,
                                   int64_t *ret_id);
ANSWER enum outcome act_level_decide(struct job *job, struct row seen, const struct given *given);

#endif
