/* acts/organisation.h - a new organisation, ready for its first assessment. */
#ifndef ACTS_ORGANISATION_H
#define ACTS_ORGANISATION_H

#include "model/person.h"
#include "model/value.h"
#include "records/record.h"
#include "store/job.h"

struct organisation_plan {
    struct str name;
    struct str type;        /* a word of org_type_choices                    */
    struct str hours;       /* a number, or empty                            */
    struct str norm;        /* id of a norm that this program has            */
    struct str admin_name;
    struct str admin_title; /* job title, or empty                           */
    struct str email;       /* empty: no account, for demo's own people      */
    struct str password;
    struct str uuid;        /* empty: random; fixed by demo and tests        */
};

/* act_organisation_make: organisation, the object and the scope that stand for
 * the whole of it, the first VvT as concept, and one person who is admin and
 * ciso. Sets org and person of the job. REFUSED with notes by field. */
ANSWER enum outcome act_organisation_make(struct job *job, const struct organisation_plan *plan);

/* act_organisation_set: MAY_SETTINGS. Other terms of keeping want a reason, in job->why: REFUSED,
 * at reden, without one. */
ANSWER enum outcome act_organisation_get(struct job *job, struct organisation *ret);
ANSWER enum outcome act_organisation_set(struct job *job, struct row seen, const struct given *given);

/* organisation_all: the numbers of every organisation in the data, in the job's memory; for what
 * the program does for all of them. In the open transaction. */
ANSWER enum outcome organisation_all(struct job *job, int64_t **ret_orgs, size_t *ret_n);

#endif
