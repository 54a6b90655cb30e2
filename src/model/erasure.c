#include "model/erasure.h"

#include "model/person.h"

static const char *const erasure_kind_words[] = {NULL, "tekst", "persoon", "bestand"};
const struct choices erasure_kind_choices = {erasure_kind_words, ERASURE_KIND_COUNT};

static const char *const erasure_state_words[] = {NULL, "gevraagd", "gewist", "vervallen"};
const struct choices erasure_state_choices = {erasure_state_words, ERASURE_STATE_COUNT};

static const struct field erasure_fields[] = {
    FIELD_CHOICE(erasure, kind, erasure_kind, REQUIRED | FIXED),
    FIELD_NUMBER(erasure, entry, FIXED),
    FIELD_CODE(erasure, field, 40, FIXED),
    FIELD_NUMBER(erasure, record, FIXED),
    FIELD_TEXT(erasure, why, 1000, REQUIRED),
    FIELD_REF(erasure, asked_by, person, FIXED),
    FIELD_DAY(erasure, asked_on, REQUIRED | FIXED),
    FIELD_CHOICE(erasure, state, erasure_state, REQUIRED | OURS),
    FIELD_REF(erasure, decided_by, person, OURS),
    FIELD_DAY(erasure, decided_on, OURS),
    FIELD_CODE(erasure, erased_hash, 64, OURS),
};
const struct noun erasure_noun = NOUN(erasure, "wissen", "erasures");
