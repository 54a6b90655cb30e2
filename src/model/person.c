#include "model/person.h"

static const char *const org_type_words[] = {NULL, "gemeente", "provincie", "waterschap",
    "veiligheidsregio", "rijk", "uitvoeringsorganisatie", "leverancier"};
const struct choices org_type_choices = {org_type_words, ORG_TYPE_COUNT};

static const char *const sign_policy_words[] = {NULL, "second", "provider"};
const struct choices sign_policy_choices = {sign_policy_words, SIGN_POLICY_COUNT};

static const char *const role_words[] = {NULL, "admin", "ciso", "owner", "management",
    "executive", "auditor", "privacy", "coordinator", "member", "reader", "contact", "director"};
const struct choices role_choices = {role_words, ROLE_COUNT};

static const struct field organisation_fields[] = {
    FIELD_TEXT(organisation, name, 200, REQUIRED),
    FIELD_CHOICE(organisation, type, org_type, REQUIRED),
    FIELD_NUMBER(organisation, hours, 0),
    FIELD_CODE(organisation, norm, 300, REQUIRED | OURS),
    FIELD_FLAG(organisation, outside_law, 0),
    FIELD_NUMBER(organisation, test_months, 0),
    FIELD_CHOICE(organisation, sign_policy, sign_policy, 0),
    FIELD_NUMBER(organisation, keep_events, 0),
    FIELD_NUMBER(organisation, keep_tokens, 0),
    FIELD_NUMBER(organisation, keep_readings, 0),
    FIELD_NUMBER(organisation, keep_evidence, 0),
};

static void check_term(struct str name, struct maybe months, int least, int most,
                       struct faults *faults)
{
    if (months.is && (months.n < least || months.n > most))
        fault_add(faults, name,
                  least == TERM_LEAST ? S("fault.keep") : S("fault.keep_evidence"),
                  (struct str){NULL, 0});
}

static void organisation_check(const void *row, struct faults *faults)
{
    const struct organisation *it = row;

    if (it->hours.is && (it->hours.n < 0 || it->hours.n > 400))
        fault_add(faults, S("hours"), S("fault.hours"), (struct str){NULL, 0});
    /* [R2] settings may only be stricter than the three months of the rule. */
    if (it->test_months.is && (it->test_months.n < 3 || it->test_months.n > 12))
        fault_add(faults, S("test_months"), S("fault.test_months"), (struct str){NULL, 0});
    check_term(S("keep_events"), it->keep_events, TERM_LEAST, TERM_MOST, faults);
    check_term(S("keep_tokens"), it->keep_tokens, TERM_LEAST, TERM_MOST, faults);
    check_term(S("keep_readings"), it->keep_readings, TERM_LEAST, TERM_MOST, faults);
    check_term(S("keep_evidence"), it->keep_evidence, TERM_EVIDENCE_LEAST, TERM_EVIDENCE_MOST,
               faults);
}

const struct noun organisation_noun =
    NOUN(organisation, "organisatie", "organisation", .check = organisation_check);

static const struct field person_fields[] = {
    FIELD_TEXT(person, name, 200, REQUIRED),
    FIELD_TEXT(person, job_title, 200, 0),
    FIELD_NUMBER(person, account, OURS),
    FIELD_DAY(person, until, 0),
    FIELD_NUMBER(person, interventions, OURS),
};
const struct noun person_noun = NOUN(person, "personen", "persons");

static const struct field role_held_fields[] = {
    FIELD_REF(role_held, person, person, REQUIRED | FIXED),
    FIELD_CHOICE(role_held, role, role, REQUIRED | FIXED),
    FIELD_DAY(role_held, from, REQUIRED),
    FIELD_DAY(role_held, until, 0),
};

static void role_held_check(const void *row, struct faults *faults)
{
    const struct role_held *it = row;

    /* The day before its first: it was taken back before anybody held it. */
    if (day_is(it->until) && it->until.n < it->from.n - 1)
        fault_add(faults, S("until"), S("fault.period"), (struct str){NULL, 0});
}

const struct noun role_held_noun = NOUN(role_held, "rollen", "roles", .check = role_held_check);
