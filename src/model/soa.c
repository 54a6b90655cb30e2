#include "model/soa.h"

#include "model/person.h"

static const struct str none = {NULL, 0};

static const char *const body_words[] = {NULL, "bestuur", "directie", "gemandateerde"};
const struct choices body_choices = {body_words, BODY_COUNT};

static const char *const applies_words[] = {NULL, "ja", "nee"};
const struct choices applies_choices = {applies_words, APPLIES_COUNT};

static const char *const ground_words[] = {NULL, "kan_niet", "risicoanalyse"};
const struct choices ground_choices = {ground_words, GROUND_COUNT};

static const char *const soa_state_words[] = {NULL, "concept", "compleet", "vastgesteld",
                                              "vervangen"};
const struct choices soa_state_choices = {soa_state_words, SOA_STATE_COUNT};

static const char *const exception_kind_words[] = {NULL, "plan", "anders_ingevuld"};
const struct choices exception_kind_choices = {exception_kind_words, EXCEPTION_KIND_COUNT};

static const char *const exception_state_words[] = {NULL, "aangevraagd", "toegestaan",
                                                    "afgewezen", "ingetrokken"};
const struct choices exception_state_choices = {exception_state_words, EXCEPTION_STATE_COUNT};

static const struct field isms_scope_fields[] = {
    FIELD_TEXT(isms_scope, name, 200, REQUIRED),
    FIELD_TEXT(isms_scope, description, 4000, LINES),
};
const struct noun isms_scope_noun = NOUN(isms_scope, "scopes", "scopes");

static const struct field decision_fields[] = {
    FIELD_CHOICE(decision, body, body, REQUIRED),
    FIELD_DAY(decision, on, REQUIRED),
    FIELD_TEXT(decision, number, 100, REQUIRED),
    FIELD_TEXT(decision, subject, 400, REQUIRED),
    FIELD_TEXT(decision, document, 1000, 0),
    FIELD_TEXT(decision, mandate, 400, 0),
    FIELD_CODE(decision, frozen, 64, OURS),
    FIELD_REF(decision, registered_by, person, OURS),
};

static void decision_check(const void *row, struct faults *faults)
{
    const struct decision *it = row;

    /* One person approves only under a recorded mandate. */
    if (it->body == BODY_MANDATE && it->mandate.len == 0)
        fault_add(faults, S("mandate"), S("fault.mandate"), none);
}

const struct noun decision_noun = NOUN(decision, "besluiten", "decisions", .check = decision_check);

static const struct field applicability_fields[] = {
    FIELD_REF(applicability, scope, isms_scope, REQUIRED | FIXED),
    FIELD_CODE(applicability, item, 100, REQUIRED | FIXED),
    FIELD_CHOICE(applicability, applies, applies, 0),
    FIELD_CHOICE(applicability, ground, ground, 0),
    FIELD_TEXT(applicability, why, 4000, LINES),
    FIELD_FLAG(applicability, from_norm, 0),
    FIELD_FLAG(applicability, from_law, 0),
    FIELD_FLAG(applicability, from_contract, 0),
    FIELD_FLAG(applicability, from_risk, 0),
    FIELD_TEXT(applicability, risk_analysis, 400, 0),
    FIELD_REF(applicability, decision, decision, OURS),
    FIELD_TEXT(applicability, alternative, 100, 0),
    FIELD_TEXT(applicability, alternative_item, 200, 0),
    FIELD_TEXT(applicability, alternative_why, 4000, LINES),
};

static void applicability_check(const void *row, struct faults *faults)
{
    const struct applicability *it = row;

    if (it->applies == APPLIES_NO) {
        if (it->ground == GROUND_NONE)
            fault_add(faults, S("ground"), S("fault.ground"), none);
        if (it->why.len == 0)
            fault_add(faults, S("why"), S("fault.why_not"), none);
    }
    if (it->applies != APPLIES_NO && it->ground != GROUND_NONE)
        fault_add(faults, S("ground"), S("fault.ground_without_no"), none);
    if (it->ground == GROUND_RISK && it->risk_analysis.len == 0)
        fault_add(faults, S("risk_analysis"), S("fault.ground_needs_risk"), none);
    if (it->alternative.len > 0 && it->alternative_why.len == 0)
        fault_add(faults, S("alternative_why"), S("fault.alternative_why"), none);
}

const struct noun applicability_noun =
    NOUN(applicability, "toepasselijkheid", "applicability", .check = applicability_check);

static const struct field soa_fields[] = {
    FIELD_REF(soa, scope, isms_scope, REQUIRED | FIXED),
    FIELD_NUMBER(soa, number, REQUIRED | FIXED | OURS),
    FIELD_CHOICE(soa, state, soa_state, REQUIRED | OURS),
    FIELD_TEXT(soa, title, 200, 0),
    FIELD_REF(soa, prepared_by, person, OURS),
    FIELD_REF(soa, previous, soa, OURS),
    FIELD_REF(soa, decision, decision, OURS),
    FIELD_REF(soa, adopted_by, person, OURS),
    FIELD_DAY(soa, adopted_on, OURS),
    FIELD_NUMBER(soa, at_seq, OURS),
    FIELD_CODE(soa, frozen, 64, OURS),
};
const struct noun soa_noun = NOUN(soa, "vvt", "statements-of-applicability");

static const struct field exception_fields[] = {
    FIELD_CODE(exception, item, 100, REQUIRED | FIXED),
    FIELD_CHOICE(exception, kind, exception_kind, REQUIRED),
    FIELD_TEXT(exception, reason, 4000, REQUIRED | LINES),
    FIELD_TEXT(exception, risk_analysis, 400, REQUIRED),
    FIELD_TEXT(exception, compensating, 4000, LINES),
    FIELD_TEXT(exception, advice, 4000, LINES | OURS),
    FIELD_DAY(exception, until, REQUIRED),
    FIELD_CHOICE(exception, state, exception_state, REQUIRED | OURS),
    FIELD_REF(exception, submitter, person, OURS),
    FIELD_REF(exception, decision, decision, OURS),
};
const struct noun exception_noun = NOUN(exception, "uitzonderingen", "exceptions");
