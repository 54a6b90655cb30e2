/* acts/reading.h - who read a piece of evidence that is confidential?
 *
 * Noted after the answer, in a passing table: reading is no change, so the ledger stays as it
 * was. Who is admitted to the piece sees who else read it. A list that names it is no reading,
 * one that hands over what it says is.
 *
 * Sources  [plan 3.5] what a GET may write; [choice: log of reading].
 */
#ifndef ACTS_READING_H
#define ACTS_READING_H

#include "model/noun.h"
#include "store/job.h"

enum { READINGS_SHOWN = 100 };

enum reading_kind {
    READING_SHOWN,      /* its page was opened        */
    READING_DOWNLOADED, /* its file was fetched       */
    READING_SENT,       /* to a program, as an object */
    READING_KIND_COUNT
};
extern const struct choices reading_kind_choices; /* all from 0 */

struct reading {
    struct ref person;
    struct moment at;
    enum job_door door;
    enum reading_kind what;
};

/* What was read. */
struct readings_of {
    const int64_t *evidence;
    size_t n;
    enum reading_kind what;
};

/* reading_note: who the job is of read these pieces (a struct readings_of), now and by the job's
 * door. Nothing of one that is not confidential, nor when they were shown or sent it by that door
 * within the hour before; each download is noted. In the job's reading transaction, which ends
 * with it; both doors run it after their answer. */
ANSWER enum outcome reading_note(struct job *job, void *readings_of);

/* act_evidence_readings: the last READINGS_SHOWN, newest first; none while it is not
 * confidential. NOT_THERE: no such piece, or none that one may see. */
ANSWER enum outcome act_evidence_readings(struct job *job, int64_t id, struct reading **ret,
                                          size_t *ret_n);

#endif
