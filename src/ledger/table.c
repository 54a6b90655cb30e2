#include "ledger/table.h"

#include "base/bug.h"
#include "model/admitted.h"
#include "model/assessment.h"
#include "model/erasure.h"
#include "model/local_norm.h"
#include "model/migrated.h"
#include "model/person.h"
#include "model/provider.h"
#include "model/signing_key.h"
#include "model/soa.h"
#include "store/sql.h"

#define TABLE_WITH(name, blank)                                                                 \
    {&name##_noun,       &sql_##name##_load, &sql_##name##_all, &sql_##name##_new,              \
     &sql_##name##_keep, &sql_##name##_save, blank,             &sql_##name##_rows,             \
     &sql_##name##_kept}
#define TABLE(name) TABLE_WITH(name, &sql_##name##_blank)
#define TABLE_BARE(name) TABLE_WITH(name, NULL)

const struct table table_all[TABLE_COUNT] = {
    TABLE(organisation), TABLE(person),       TABLE_BARE(role_held), TABLE(object),
    TABLE(isms_scope),   TABLE(decision),     TABLE(assessment),    TABLE(evidence),
    TABLE_BARE(evidence_use), TABLE(applicability), TABLE(soa),          TABLE(exception),
    TABLE_BARE(object_serves), TABLE(scope_object), TABLE(level_result),
    TABLE(local_norm), TABLE_BARE(migrated), TABLE_BARE(migrated_item), TABLE(erasure),
    TABLE_BARE(signing_key), TABLE_BARE(admitted),
    TABLE(provider),
};

struct str table_name(uint32_t place)
{
    if (place == TABLE_TEXT)
        return S("ledger_text");
    return place == TABLE_HEAD ? S("ledger_head") : str_of(table_all[place].noun->name);
}

uint32_t table_find(struct str name)
{
    uint32_t place = 0;

    while (place < TABLE_INDEXED && !str_eq(name, table_name(place)))
        place++;
    return place;
}

const struct table *table_of(const struct noun *noun)
{
    size_t i = 0;

    while (table_all[i].noun != noun) {
        i++;
        MUST(i < TABLE_COUNT); /* every noun has its statements */
    }
    return &table_all[i];
}
