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
};

/* act_person_add: *ret_password is the password when it was made here. */
ANSWER enum outcome act_person_add(struct job *job, const struct person_plan *plan, int64_t *ret_id,
                                   struct str *ret_password);

/* act_role_give, act_role_end: from and until are days; no day: today. Giving a
 * role to oneself is refused (leave.two_persons) once two persons have held one
 * for a day [plan 3.19]. */
ANSWER enum outcome act_role_give(struct job *job, int64_t person, enum role role, struct day from);
ANSWER enum outcome act_role_end(struct job *job, int64_t person, enum role role, struct day until);

/* act_person_password: a new random password for somebody's account. */
ANSWER enum outcome act_person_password(struct job *job, int64_t person, struct str fresh,
                                        struct str *ret_password);

/* act_person_find: by number, address or whole name; NOT_THERE, or REFUSED when
 * several have that name. */
ANSWER enum outcome act_person_find(struct job *job, struct str text, int64_t *ret_id);

#endif
