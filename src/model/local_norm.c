#include "model/local_norm.h"

#include "model/person.h"

static const char *const local_kind_words[] = {NULL, "catalog", "profile", "mapping", "overlay",
                                               "library"};
const struct choices local_kind_choices = {local_kind_words, LOCAL_KIND_COUNT};

static const char *const local_form_words[] = {NULL, "json", "yaml", "csv"};
const struct choices local_form_choices = {local_form_words, LOCAL_FORM_COUNT};

static const struct field local_norm_fields[] = {
    FIELD_TEXT(local_norm, title, 400, REQUIRED | FIXED),
    FIELD_CHOICE(local_norm, kind, local_kind, REQUIRED | FIXED),
    FIELD_CHOICE(local_norm, form, local_form, REQUIRED | FIXED),
    FIELD_CODE(local_norm, key, 300, REQUIRED | FIXED),
    FIELD_CODE(local_norm, source, 300, FIXED),
    FIELD_CODE(local_norm, target, 300, FIXED),
    FIELD_CODE(local_norm, hash, 64, REQUIRED | FIXED),
    FIELD_NUMBER(local_norm, bytes, REQUIRED | FIXED),
    FIELD_TEXT(local_norm, file_name, 255, FIXED),
    FIELD_REF(local_norm, added_by, person, FIXED),
    FIELD_DAY(local_norm, added_on, REQUIRED | FIXED),
    FIELD_FLAG(local_norm, ended, 0),
};
const struct noun local_norm_noun = NOUN(local_norm, "eigen-normen", "local-norms");
