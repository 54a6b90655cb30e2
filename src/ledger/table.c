#include "ledger/table.h"

#include "base/bug.h"
#include "model/assessment.h"
#include "model/person.h"
#include "model/soa.h"
#include "store/sql.h"

#define TABLE(name)                                                                             \
    {&name##_noun,     &sql_##name##_load, &sql_##name##_all,  &sql_##name##_new,               \
     &sql_##name##_keep, &sql_##name##_save, &sql_##name##_rows, &sql_##name##_kept}

const struct table table_all[TABLE_COUNT] = {
    TABLE(organisation), TABLE(person),       TABLE(role_held),     TABLE(object),
    TABLE(isms_scope),   TABLE(decision),     TABLE(assessment),    TABLE(evidence),
    TABLE(evidence_use), TABLE(applicability), TABLE(soa),          TABLE(exception),
};

const struct table *table_of(const struct noun *noun)
{
    for (size_t i = 0; i < TABLE_COUNT; i++)
        if (table_all[i].noun == noun)
            return &table_all[i];
    bug_stop("a noun without statements", __FILE__, __LINE__);
}
