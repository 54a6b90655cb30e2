/* acts/people.h - persons, their accounts and the roles they hold. */
#ifndef ACTS_PEOPLE_H
#define ACTS_PEOPLE_H

#include "model/person.h"
#include "store/job.h"

struct person_line {
    struct person person;
    struct str email;       /* empty: no account        */
    uint32_t roles;         /* held on job->on           */
    struct role_held *held; /* all of them, with dates   */
    size_t n_held;
};

/* act_people: everybody, by id. Needs MAY_PERSONS_READ; addresses are left out
 * without MAY_PERSONS_WRITE. */
ANSWER enum outcome act_people(struct job *job, struct person_line **ret, size_t *ret_n);

struct person_plan {
    struct str name;
    struct str job_title;
    struct str email;       /* empty: no account         */
    struct str password;    /* empty: a random one, to be renewed at sign-in */
    uint32_t roles;         /* bits 1 << role            */
    bool link;              /* no password, but a link to set one (link.h) */
    struct day from, until; /* of those roles; no day: from today, open */
};

/* act_person_add: *ret_secret is the password when it was made here, or the secret of the link.
 * FORBIDDEN, at `from`, when the roles may not begin yet (leave_give); REFUSED there
 * (role.from_past) when they would have begun before today. */
ANSWER enum outcome act_person_add(struct job *job, const struct person_plan *plan, int64_t *ret_id,
                                   struct str *ret_secret);

/* act_role_give: from a day (no day: today) until and with another (no day: open). FORBIDDEN
 * as leave_give says; REFUSED when the person holds that role on one of those days, or it would
 * have begun before today (role.from_past).
 *
 * act_role_until: of a role that is held today or later, the last day; no day: open. A later
 * day than it had is a giving. act_role_end: yesterday was its last. NOT_THERE: not held.
 * REFUSED, at `role`, with role.last_admin when no administrator would be left who can sign in
 * and whose role has no end. */
ANSWER enum outcome act_role_give(struct job *job, int64_t person, enum role role, struct day from,
                                  struct day until);
ANSWER enum outcome act_role_until(struct job *job, int64_t person, enum role role,
                                   struct day until);
ANSWER enum outcome act_role_end(struct job *job, int64_t person, enum role role);

/* role_changed: the period that act_role_until and act_role_end change: of those that are not
 * over, the one that began or begins first; NULL: none. */
const struct role_held *role_changed(const struct role_held *held, size_t n, int64_t person,
                                     enum role role, struct day today);

/* role_ends_soon: is a role that is held on a day over within ROLE_SOON_DAYS of it? */
enum { ROLE_SOON_DAYS = 30 };
bool role_ends_soon(const struct role_held *held, struct day on);

/* act_person_find: by number, address or whole name; NOT_THERE, or REFUSED when
 * several have that name. */
ANSWER enum outcome act_person_find(struct job *job, struct str text, int64_t *ret_id);

#endif
