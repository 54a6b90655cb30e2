/* acts/norm_told.h - what does the file of a norm come to, in words? The same under every
 * door.
 */
#ifndef ACTS_NORM_TOLD_H
#define ACTS_NORM_TOLD_H

#include "acts/norm_import.h"
#include "reports/table.h"

/* norm_told: what it is, what is in it, what was folded, kept or left out, and whose place
 * it takes: rows of a name (wat) and a value (waarde), in the job's language. */
const struct table *norm_told(struct job *job, const struct norm_preview *it);

/* norm_told_place: where in the file it is, by line and JSON pointer; norm_told_rule: the
 * rule and the way to mend it, in one line. */
struct str norm_told_place(struct job *job, const struct check_fault *fault);
struct str norm_told_rule(struct job *job, const struct check_fault *fault);

/* norm_told_kind: "norm", "selectie" … */
struct str norm_told_kind(struct job *job, enum local_kind kind);

#endif
