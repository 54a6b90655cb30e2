/* acts/holders.h - who would be left to give roles?
 *
 * One rule for everybody who takes the role of administrator: a colleague, the keyboard and
 * the provider of single sign-on.
 */
#ifndef ACTS_HOLDERS_H
#define ACTS_HOLDERS_H

#include "ledger/leave.h"
#include "model/person.h"
#include "store/job.h"

/* All roles and all persons: what it takes to see who is left. */
struct holders {
    struct role_held *held;
    size_t n;
    struct person *persons;
    size_t n_persons;
};

/* holders_load: as they are; in the open transaction. */
ANSWER enum outcome holders_load(struct job *job, const struct leave *leave, struct holders *ret);

/* holders_on: is this role held on that day? */
bool holders_on(const struct role_held *held, struct day on);

/* holders_last_admin: with `until` as the last day of this one of them, would no administrator
 * be left on the day after who can sign in and whose role has no end? Where that was so before,
 * as where all work is done at the keyboard, it is enough that somebody holds the role. */
bool holders_last_admin(const struct holders *all, const struct role_held *ended,
                        struct day until);

#endif
