#include "model/migrated.h"

#include "model/object.h"
#include "model/person.h"

static const char *const carry_kind_words[CARRY_KIND_COUNT] = {
    NULL, "gelijk", "samengevoegd", "gesplitst", "gewijzigd", "deels_verplaatst", "nieuw",
    "vervallen",
};
const struct choices carry_kind_choices = {carry_kind_words, CARRY_KIND_COUNT};

static const char *const migration_decision_words[] = {NULL, "overnemen", "herijken",
                                                       "nieuw_invoeren", "vervallen"};
const struct choices migration_decision_choices = {migration_decision_words,
                                                   MIGRATION_DECISION_COUNT};

static const struct field migrated_fields[] = {
    FIELD_CODE(migrated, source, 300, REQUIRED | FIXED),
    FIELD_CODE(migrated, target, 300, REQUIRED | FIXED),
    FIELD_FLAG(migrated, moved, FIXED),
    FIELD_REF(migrated, made_by, person, FIXED),
    FIELD_DAY(migrated, made_on, REQUIRED | FIXED),
    FIELD_FLAG(migrated, undone, OURS),
    FIELD_REF(migrated, undone_by, person, OURS),
    FIELD_DAY(migrated, undone_on, OURS),
};
const struct noun migrated_noun = NOUN(migrated, "overzetten", "migrations");

static const struct field migrated_item_fields[] = {
    FIELD_REF(migrated_item, migrated, migrated, REQUIRED | FIXED),
    FIELD_REF(migrated_item, object, object, REQUIRED | FIXED),
    FIELD_CODE(migrated_item, item, 100, FIXED),
    FIELD_CODE(migrated_item, sources, 8000, FIXED),
    FIELD_CHOICE(migrated_item, kind, carry_kind, REQUIRED | FIXED),
    FIELD_CHOICE(migrated_item, decision, migration_decision, REQUIRED | FIXED),
    FIELD_FLAG(migrated_item, again, FIXED),
    FIELD_FLAG(migrated_item, excluded, FIXED),
    FIELD_CODE(migrated_item, basis, 2000, FIXED),
    FIELD_NUMBER(migrated_item, pieces, 0),
};
const struct noun migrated_item_noun = NOUN(migrated_item, "overgezet", "migrated-items");
