/* model/person.h - the organisation, its people and the roles they hold.
 *
 * Sources  [product: people], [processes 0.1] roles have a begin and an end.
 */
#ifndef MODEL_PERSON_H
#define MODEL_PERSON_H

#include "model/noun.h"

enum org_type {
    ORG_TYPE_NONE, ORG_GEMEENTE, ORG_PROVINCIE, ORG_WATERSCHAP, ORG_VEILIGHEIDSREGIO, ORG_RIJK,
    ORG_UITVOERING, ORG_LEVERANCIER, ORG_TYPE_COUNT
};
extern const struct choices org_type_choices;

/* Roles, as in the product's table; a job holds them as bits 1 << role. */
enum role {
    ROLE_NONE, ROLE_ADMIN, ROLE_CISO, ROLE_OWNER, ROLE_MANAGEMENT, ROLE_EXECUTIVE, ROLE_AUDITOR,
    ROLE_PRIVACY, ROLE_COORDINATOR, ROLE_MEMBER, ROLE_READER, ROLE_CONTACT, ROLE_DIRECTOR, ROLE_COUNT
};
extern const struct choices role_choices;

/* What somebody must show beside a password: nothing more; a second factor; only that they
 * come from the organisation's own provider. */
enum sign_policy { SIGN_FREE, SIGN_SECOND, SIGN_PROVIDER, SIGN_POLICY_COUNT };
extern const struct choices sign_policy_choices;

/* Months. Who looks back a year must find who signed in and who read something, and what shows
 * something may be about an incident, which is kept for three years [processes 9]. */
enum { TERM_LEAST = 18, TERM_MOST = 120, TERM_EVIDENCE_LEAST = 36, TERM_EVIDENCE_MOST = 240 };

/* The tenant. Its row has id 1 in its own organisation. */
struct organisation {
    struct row row;
    struct str name;
    enum org_type type;
    struct maybe hours;     /* a week for information security            */
    struct str norm;        /* id of the norm it works by                 */
    bool outside_law;       /* does not fall under the Cbw                */
    struct maybe test_months; /* the least period for werking; 3 or more  */
    enum sign_policy sign_policy;
    struct maybe keep_events;   /* months; none: as acts/retention.h has it */
    struct maybe keep_tokens;
    struct maybe keep_readings;
    struct maybe keep_evidence; /* from when it does not count any more  */
};
extern const struct noun organisation_noun;

struct person {
    struct row row;
    struct str name;
    struct str job_title;
    struct maybe account;   /* who signs in as this person; none: nobody does */
    struct day until;       /* left on; no day: still here */
    struct maybe interventions; /* how often another gave or took what lets them in */
};
extern const struct noun person_noun;

struct role_held {
    struct row row;
    struct ref person;
    enum role role;
    struct day from;
    struct day until;       /* no day: open; the day before `from`: taken back at once */
};
extern const struct noun role_held_noun;

#endif
