/* acts/picture.h - how the organisation stands on a day, by the norm it works by.
 *
 * Every page and report starts from a picture: the facts as known at
 * job->known, judged on job->on. Loading it takes MAY_READ.
 *
 * The assessments here are slim: note and the three aspect notes are left out (a
 * measure's own page loads the record), and of suffices_why and risk_analysis it
 * is only known whether they are there; a review text is present as it stands.
 *
 * Who may read no more than their own finds only the assessments of theirs in it; of
 * the rest it knows nothing.
 */
#ifndef ACTS_PICTURE_H
#define ACTS_PICTURE_H

#include "engine/count.h"
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
    struct organisation org;
    int64_t object;                 /* the organisation as object of assessment */
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
    struct person_name *persons;    /* ascending by id                          */
    size_t n_persons;
};

/* picture_load: FORBIDDEN without MAY_READ; NOT_THERE when the organisation's
 * norm is not in this program. */
ANSWER enum outcome picture_load(struct job *job, struct picture **ret);

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

#endif
