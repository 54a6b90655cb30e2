#include "model/noun.h"

#include "model/admitted.h"
#include "model/assessment.h"
#include "model/erasure.h"
#include "model/local_norm.h"
#include "model/migrated.h"
#include "model/person.h"
#include "model/provider.h"
#include "model/signing_key.h"
#include "model/soa.h"

const struct noun *const noun_all[] = {
    &organisation_noun, &person_noun, &role_held_noun, &object_noun, &isms_scope_noun,
    &decision_noun, &assessment_noun, &evidence_noun, &evidence_use_noun, &applicability_noun,
    &soa_noun, &exception_noun, &object_serves_noun, &scope_object_noun, &level_result_noun,
    &local_norm_noun, &migrated_noun, &migrated_item_noun, &erasure_noun,
    &signing_key_noun, &admitted_noun,
    &provider_noun,
};
const int noun_all_n = (int)(sizeof noun_all / sizeof *noun_all);

const struct noun *noun_find(struct str name)
{
    for (int i = 0; i < noun_all_n; i++)
        if (str_eq(name, str_of(noun_all[i]->name)))
            return noun_all[i];
    return NULL;
}

int noun_field(const struct noun *noun, struct str name)
{
    for (int i = 0; i < noun->n_fields; i++)
        if (str_eq(name, str_of(noun->fields[i].name)))
            return i;
    return -1;
}

bool choice_of(const struct choices *choices, struct str word, int *ret)
{
    if (word.len == 0) {
        *ret = 0;
        return true;
    }
    for (int i = 0; i < choices->n; i++)
        if (choices->words[i] != NULL && str_eq(word, str_of(choices->words[i]))) {
            *ret = i;
            return true;
        }
    return false;
}

struct str choice_word(const struct choices *choices, int value)
{
    return value >= 0 && value < choices->n ? str_of(choices->words[value]) : str_of(NULL);
}
