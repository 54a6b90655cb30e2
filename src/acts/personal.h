/* acts/personal.h - what is held about one person?
 *
 * For the right of access: everything that bears the person's number, as a paper. Nothing of
 * others is in it beyond that, and no secret: a token or a passkey is told by its name.
 *
 * Sources  [plan 3.15] personal data: name, work address, role, what one did.
 */
#ifndef ACTS_PERSONAL_H
#define ACTS_PERSONAL_H

#include "reports/paper.h"
#include "store/job.h"

/* personal_paper: who they are, roles, account, sessions, tokens, passkeys, app for codes,
 * providers, which confidential records they read, where they are named, and what they did. Of
 * oneself everybody may; of another who may ask that somebody is erased: then the number of a
 * confidential record that is not for who asks is left out. NOT_THERE without such a person. In
 * the job's reading transaction. */
ANSWER enum outcome personal_paper(struct job *job, int64_t person, struct paper **ret);

/* personal_tells: does the paper tell of whom this column of a table names? */
bool personal_tells(struct str table, struct str column);

#endif
