/* acts/migration_parts.h - what the acts of a migration share; internal to this room. */
#ifndef ACTS_MIGRATION_PARTS_H
#define ACTS_MIGRATION_PARTS_H

#include "acts/migration.h"
#include "ledger/ledger.h"

/* What the entry that made a migration wrote, each with what stands now. */
struct migration_trace {
    int64_t seq;              /* of that entry                                */
    int64_t *assessments;     /* rows                                          */
    size_t n_assessments;
    int64_t *uses;
    size_t n_uses;
    struct str changed;       /* id of the first item that was changed since; or empty */
};

/* migration_trace: reads it; NOT_THERE when there is no such migration. */
ANSWER enum outcome migration_trace(struct job *job, int64_t id, struct migration_trace *ret);

/* migration_move_norm: the organisation works by another norm from now on, within an open
 * entry; seen as always. */
ANSWER enum outcome migration_move_norm(struct job *job, struct entry *entry, struct row seen,
                                        struct str key);

#endif
