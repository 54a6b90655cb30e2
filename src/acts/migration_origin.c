#include "acts/migration.h"
#include "acts/norms.h"

enum outcome migration_origin_of(struct job *job, const struct picture *picture, struct ref line,
                                 struct migration_origin *ret)
{
    struct migration_origin it = {.from = NULL};
    enum outcome o = NOT_THERE;

    if (line.id != 0)
        o = record_load(job, picture->leave, &migrated_item_noun, (struct row){.id = line.id},
                        &it.line);
    if (o == DONE)
        o = record_load(job, picture->leave, &migrated_noun,
                        (struct row){.id = it.line.migrated.id}, &it.made);
    if (o == BROKEN)
        return o;
    *ret = (struct migration_origin){.from = NULL};
    if (o == DONE) {
        it.from = norms_get(job, it.made.source);
        *ret = it;
    }
    return DONE;
}
