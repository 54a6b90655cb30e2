#include "model/object.h"

#include "model/person.h"
#include "model/soa.h"

static const char *const object_kind_words[] = {NULL, "organisatie", "proces", "systeem", "ot"};
const struct choices object_kind_choices = {object_kind_words, OBJECT_KIND_COUNT};

static const char *const harm_words[] = {NULL, "geen", "laag", "midden", "hoog"};
const struct choices harm_choices = {harm_words, HARM_COUNT};

static const struct field object_fields[] = {
    FIELD_TEXT(object, name, 200, REQUIRED),
    FIELD_CHOICE(object, kind, object_kind, REQUIRED | FIXED),
    FIELD_REF(object, owner, person, 0),
    FIELD_TEXT(object, description, 4000, LINES),
    FIELD_CHOICE(object, availability, harm, 0),
    FIELD_CHOICE(object, integrity, harm, 0),
    FIELD_CHOICE(object, confidentiality, harm, 0),
};
const struct noun object_noun = NOUN(object, "objecten", "objects");

static const struct field object_serves_fields[] = {
    FIELD_REF(object_serves, system, object, REQUIRED | FIXED),
    FIELD_REF(object_serves, process, object, REQUIRED | FIXED),
    FIELD_FLAG(object_serves, ended, 0),
};
const struct noun object_serves_noun = NOUN(object_serves, "dienstbaar", "object-serves");

static const struct field scope_object_fields[] = {
    FIELD_REF(scope_object, scope, isms_scope, REQUIRED | FIXED),
    FIELD_REF(scope_object, object, object, REQUIRED | FIXED),
    FIELD_FLAG(scope_object, inside, 0),
    FIELD_TEXT(scope_object, why, 2000, LINES),
};

/* [processes 1] An exclusion without a reason cannot be adopted. */
static void scope_object_check(const void *row, struct faults *faults)
{
    const struct scope_object *it = row;

    if (!it->inside && it->why.len == 0)
        fault_add(faults, S("why"), S("fault.scope_why"), (struct str){NULL, 0});
}

const struct noun scope_object_noun =
    NOUN(scope_object, "reikwijdte", "scope-objects", .check = scope_object_check);

static const struct field level_result_fields[] = {
    FIELD_REF(level_result, object, object, REQUIRED | FIXED),
    FIELD_CODE(level_result, norm, 100, REQUIRED | FIXED),
    FIELD_CODE(level_result, test, 64, REQUIRED | FIXED),
    FIELD_CODE(level_result, answers, 4000, FIXED),
    FIELD_NUMBER(level_result, level, FIXED | OURS),
    FIELD_FLAG(level_result, outside, FIXED | OURS),
    FIELD_NUMBER(level_result, chosen, 0),
    FIELD_TEXT(level_result, chosen_why, 2000, LINES),
    FIELD_REF(level_result, prepared_by, person, FIXED | OURS),
    FIELD_REF(level_result, decided_by, person, OURS),
    FIELD_DAY(level_result, decided_on, OURS),
};

static void level_result_check(const void *row, struct faults *faults)
{
    const struct level_result *it = row;

    if (it->chosen.is && it->chosen_why.len == 0)
        fault_add(faults, S("chosen_why"), S("fault.level_why"), (struct str){NULL, 0});
    if (it->chosen.is && it->chosen.n < 1)
        fault_add(faults, S("chosen"), S("value.number"), (struct str){NULL, 0});
}

const struct noun level_result_noun =
    NOUN(level_result, "niveautoetsen", "level-results", .check = level_result_check);

int level_result_counts(const struct level_result *it)
{
    if (it->decided_by.id == 0)
        return 0;
    if (it->chosen.is)
        return (int)it->chosen.n;
    return it->outside || !it->level.is ? 0 : (int)it->level.n;
}
