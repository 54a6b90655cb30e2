/* store/postgres.h - what the PostgreSQL half of the back end shares between its files.
 * Internal to this room. */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include <libpq-fe.h>

#include "store/backend.h"

struct postgres_db {
    struct db db;
    PGconn *line;
    int64_t org; /* whose rows this transaction is given: POSTGRES_NO_ORG as it begins */
};

enum { POSTGRES_NO_ORG = -1, POSTGRES_ALL_ORGS = 0 };

/* postgres_fail: turns an answer, or none at all, into a failure of the
 * connection. Never the detail, which repeats the row. */
void postgres_fail(struct db *db, const PGresult *answer, const char *doing);

/* postgres_say: one statement without parameters; false when it failed. tag is
 * what the answer must be about (COMMIT), or NULL. */
bool postgres_say(struct db *db, const char *text, const char *tag);

/* postgres_is_guarded: may a line be laid to this well-formed address? To this machine by its
 * socket or loopback; to another one only with sslmode=verify-full: the line carries all
 * data, and before it is laid nobody knows who answers. Takes what the environment adds into
 * account. */
bool postgres_is_guarded(const char *address);

/* postgres_org: from here on the transaction is given the rows of this organisation alone;
 * see fence.h. False when it failed. */
bool postgres_org(struct db *db, int64_t org);

/* query_postgres.c */
struct query *postgres_prepare(struct db *db, const struct statement *statement);
void postgres_forget(struct query *q);
void postgres_bind_int(struct query *q, int place, int64_t value);
void postgres_bind_view(struct query *q, int place, struct str value);
bool postgres_next(struct query *q);
int64_t postgres_get_int(struct query *q, int column);
struct str postgres_get_view(struct query *q, int column);
bool postgres_get_null(struct query *q, int column);
void postgres_reset(struct query *q);

#endif
