#include "model/admitted.h"

#include "model/person.h"

static const char *const marking_words[] = {NULL, "openbaar", "intern", "vertrouwelijk"};
const struct choices marking_choices = {marking_words, MARKING_COUNT};

static const struct field admitted_fields[] = {
    FIELD_CODE(admitted, noun, 40, REQUIRED | FIXED),
    FIELD_NUMBER(admitted, record, REQUIRED | FIXED),
    FIELD_REF(admitted, person, person, REQUIRED | FIXED),
    FIELD_FLAG(admitted, ended, 0),
};
const struct noun admitted_noun = NOUN(admitted, "toegelaten", "admitted");
