/* acts/picture.h - how the organisation stands on a day, by the norm it works by.
 *
 * Every page and report starts from a picture: the facts as known at
 * job->known, judged on job->on. Loading it takes MAY_READ.
 *
 * The assessments here are slim: note and the three aspect notes are left out (a
 * measure's own page loads the record), and of suffices_why and risk_analysis it
 * is only known whether they are there; a review text is present as it stands.
 *
 * Objects [R8]: with objects in the ISMS scope an item of the organisation waits for them,
 * and what the norm asks follows the highest level among them. The picture of one object
 * holds what was said of it, and takes over the rest.
 *
 * Who may read no more than their own finds only the assessments of theirs in it; of
 * the rest it knows nothing.
 */
#ifndef ACTS_PICTURE_H
#define ACTS_PICTURE_H

#include "engine/count.h"
#include "engine/inherit.h"
#include "engine/status.h"
#include "ledger/leave.h"
#include "model/person.h"
#include "store/job.h"

struct person_name {
    int64_t id;
    struct str name;
    struct str job_title;
    bool here;              /* has not left on job->on */
};

struct picture {
    const struct leave *leave;
    const struct norm *norm;
    const struct norm *ours;        /* that of the organisation: norm, but for picture_beside */
    struct organisation org;
    int64_t object;                 /* what is judged: the organisation, or one object */
    struct object about;            /* of one object: what it is; row.id 0: organisation */
    int64_t scope;                  /* the ISMS scope                           */
    struct assessment *assessments; /* ascending by item index                  */
    int *assessment_items;
    size_t n_assessments;
    struct evidence_fact *evidence;
    size_t n_evidence;
    struct applicability *lines;    /* slim too: no why, no alternative texts   */
    int *line_items;
    size_t n_lines;
    struct item_state *states;      /* one for each item of the norm            */
    struct count whole;
    int level;                      /* [R8] items above it are not asked; 0: all are    */
    const int *from;                /* of one object: by item where it comes from
                                       (INHERIT_…); NULL for the organisation           */
    const struct inherit_met *met;  /* by item: at how many objects in the scope; NULL:
                                       there are none, or one object is judged          */
    const struct piece *pieces;     /* all evidence, for picture_facts                  */
    size_t n_pieces;
    struct person_name *persons;    /* ascending by id                          */
    size_t n_persons;
};

/* picture_load: FORBIDDEN without MAY_READ; NOT_THERE when the organisation's
 * norm is not in this program. */
ANSWER enum outcome picture_load(struct job *job, struct picture **ret);

/* picture_statement: the same with its lines whole, ascending by item index: for what is
 * said to apply and why. */
ANSWER enum outcome picture_statement(struct job *job, struct picture **ret);

/* picture_object: the same as picture_load of one object of the register; 0 is the organisation. NOT_THERE
 * when there is none; FORBIDDEN for who may read no more than their own. */
ANSWER enum outcome picture_object(struct job *job, int64_t object, struct picture **ret);

/* picture_beside: what was said of the items of another norm themselves, judged over that
 * norm. What has the same id in the organisation's norm is said of that one, and left out.
 * Persons and rights are those of ours. */
ANSWER enum outcome picture_beside(struct job *job, const struct picture *ours,
                                   const struct norm *norm, struct picture **ret);

/* picture_own: what was said and shown of one object over a norm, and nothing that it takes
 * over or waits for; judged at its level by that norm. Ours is the organisation's picture.
 * NOT_THERE when there is no such object. */
ANSWER enum outcome picture_own(struct job *job, const struct picture *ours,
                                const struct norm *norm, int64_t object, struct picture **ret);

/* picture_whole: FORBIDDEN for who may read no more than their own: figures, gap and VvT
 * tell of everybody's. */
ANSWER enum outcome picture_whole(struct job *job);

/* picture_person: the name of a person, or NULL for none or unknown. */
const struct person_name *picture_person(const struct picture *picture, struct ref person);

/* picture_assessment: that of an item, or NULL when nothing was said yet. */
const struct assessment *picture_assessment(const struct picture *picture, int item);

/* picture_open: looks the day up in the ledger: sets job->on and job->known
 * from ?op= and ?bekend= (no day: today, everything). A day in the future is
 * REFUSED. Begins the job's reading transaction. */
ANSWER enum outcome picture_open(struct job *job, struct day on, struct day known);

/* picture_facts: for picture_objects.c: what was said and shown of the object that the picture
 * names, judged by itself. picture_judge: the second half alone. */
ANSWER enum outcome picture_facts(struct job *job, struct picture *it);
void picture_judge(struct job *job, struct picture *it);

/* picture_input: the facts of a picture as the engine takes them. */
struct status_input picture_input(struct job *job, const struct picture *it);

#endif
