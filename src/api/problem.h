/* api/problem.h - what went wrong, for a program and for its maker.
 *
 * Sources  [RFC9457] application/problem+json; faults and current are ours.
 */
#ifndef API_PROBLEM_H
#define API_PROBLEM_H

#include "api/call.h"

/* problem_write: the answer is a problem; its words are in the job's language. current
 * is the JSON of what stands there now, or empty. */
void problem_write(struct call *call, enum outcome o, struct str current);

/* problem_status: the status of an outcome. */
int problem_status(const struct call *call, enum outcome o);

/* problem_schema: the schema of a problem, under the name "problem". */
void problem_schema(struct json *json);

#endif
