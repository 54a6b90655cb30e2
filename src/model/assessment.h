/* model/assessment.h - what is said of an item, and what shows that it is true.
 *
 * Sources  [R1] two sides of a verdict; [R2] evidence for werking; [R3] shelf
 *          life; [R6] conclusion on a control; [R10] carried over; [processes 9]
 *          evidence.
 */
#ifndef MODEL_ASSESSMENT_H
#define MODEL_ASSESSMENT_H

#include "model/admitted.h"
#include "model/object.h"

enum aspect { ASPECT_DESIGN, ASPECT_EXISTENCE, ASPECT_OPERATION, ASPECT_COUNT }; /* opzet, bestaan, werking */
extern const struct choices aspect_choices; /* from 0: opzet, bestaan, werking */

enum verdict { VERDICT_EMPTY, VERDICT_NO, VERDICT_PARTLY, VERDICT_YES, VERDICT_COUNT };
extern const struct choices verdict_choices; /* nee, deels, ja */

/* One per object and item, made with the first thing that is said of it. The
 * three aspects have the same six members; assessment_aspect reads them. */
struct assessment {
    struct row row;
    struct ref object;
    struct str item;             /* id of the item in its norm                   */
    struct ref owner;
    struct ref executor;         /* who carries it out; none: the owner          */
    struct day target;           /* to be done before                            */
    struct maybe rhythm_months;  /* shorter than the norm's; never longer        */
    enum verdict design;
    struct day design_on;
    struct ref design_by;
    struct str design_note;
    struct str design_review;    /* the independent review or audit that tested it */
    enum verdict existence;
    struct day existence_on;
    struct ref existence_by;
    struct str existence_note;
    struct str existence_review;
    enum verdict operation;
    struct day operation_on;
    struct ref operation_by;
    struct str operation_note;
    struct str operation_review;
    struct str note;
    enum verdict suffices;       /* of a control with measures: do they? [R6]     */
    struct str suffices_why;     /* or what is done besides                       */
    struct str risk_analysis;    /* that the conclusion rests on                  */
    struct ref origin;           /* the line that it was carried over by, or none [R10] */
    bool design_unconfirmed;     /* carried over, and nobody looked at it since   */
    bool existence_unconfirmed;
    bool operation_unconfirmed;
};
extern const struct noun assessment_noun;

/* One aspect of an assessment, wherever it stands in the struct. */
struct aspect_said {
    enum verdict verdict;
    struct day on;
    struct ref by;
    struct str note;
    struct str review;
    bool unconfirmed;            /* weighs as opgegeven until somebody confirms it [R10] */
};
struct aspect_said assessment_aspect(const struct assessment *it, enum aspect aspect);
void assessment_say(struct assessment *it, enum aspect aspect, const struct aspect_said *said);

enum evidence_kind {
    EVIDENCE_NONE, EVIDENCE_DOCUMENT, EVIDENCE_SCREENSHOT, EVIDENCE_EXPORT, EVIDENCE_REPORT,
    EVIDENCE_MEASUREMENT, EVIDENCE_STATEMENT, EVIDENCE_OBSERVATION, EVIDENCE_NO_EVENT,
    EVIDENCE_KIND_COUNT
};
extern const struct choices evidence_kind_choices; /* geen_voorval is the last */

enum fitness { FITNESS_NONE, FITNESS_FIT, FITNESS_UNFIT, FITNESS_COUNT };
extern const struct choices fitness_choices; /* geschikt, ongeschikt */

enum { EVIDENCE_NAME_CHARS = 255 }; /* of what a file is called */

/* A file or a link that shows something. Write-once: a newer one replaces it. */
struct evidence {
    struct row row;
    struct str title;
    enum evidence_kind kind;
    bool design;                 /* covers opzet, bestaan, werking */
    bool existence;
    bool operation;
    struct day period_from;
    struct day period_to;        /* shelf life runs from here [R3] */
    struct day until;            /* end date of its own            */
    struct maybe executions;     /* how often the measure was carried out in the period [R2] */
    struct str population;       /* of a sample: out of what       */
    struct str sample_way;       /* how it was chosen              */
    struct maybe sample_size;
    struct str deviations;
    struct str origin;           /* ENSIA, DigiD, Wpg, leverancier, eigen */
    struct str link;
    struct str file_hash;        /* SHA-256, hex; empty for a link */
    struct str file_name;
    struct str file_type;
    struct maybe file_bytes;
    struct ref submitter;
    struct day submitted_on;
    enum fitness fitness;
    struct ref fitness_by;
    struct day fitness_on;
    struct str fitness_why;
    struct ref replaced_by;
    enum marking marking;        /* confidential: seen by its submitter and who is admitted */
};
extern const struct noun evidence_noun;

/* Which items a piece of evidence is used at. */
struct evidence_use {
    struct row row;
    struct ref evidence;
    struct ref object;
    struct str item;
    bool ended;                  /* taken away again */
};
extern const struct noun evidence_use_noun;

#endif
