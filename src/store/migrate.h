/* store/migrate.h - bring the data's tables to the shape that this program knows.
 *
 * Migrations are woven in from sql/migrations, numbered from 1, forward only.
 * Each runs in one transaction and leaves its number and SHA-256 in the table
 * `migration`; a difference with what is woven in, or a number that this
 * program does not know, refuses the start and names both.
 *
 * One text serves both databases: for SQLite `bigint` is read as `integer`,
 * `bytea` as `blob`, and every table becomes STRICT. A migration whose first
 * line says `ledgered` gives each table it makes or alters a twin NAME_past
 * (the same columns and upto bigint, primary key org, id, since, index org,
 * upto) and a view NAME_at over both; rows of the table itself count there as
 * upto 9223372036854775807. In PostgreSQL every table with an organisation then gets its
 * fence (fence.h); without one the data are OLDER.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/outcome.h"
#include "store/db.h"

struct migration {
    int number;
    const char *name;     /* of the file, without number and ending */
    const char *text;
    const char *hash;     /* SHA-256 of the text, hex                */
    bool ledgered;
};

enum migrate_state {
    MIGRATE_EMPTY,   /* no tables at all                               */
    MIGRATE_OLDER,   /* ours, with migrations still to do               */
    MIGRATE_CURRENT,
    MIGRATE_NEWER,   /* made by a newer program, or a changed migration */
    MIGRATE_FOREIGN  /* tables that are not ours                        */
};

/* migrate_look: what state the data is in; for NEWER and FOREIGN *ret_why says
 * what was found and what is known here. */
ANSWER enum outcome migrate_look(struct db *db, struct arena *mem, enum migrate_state *ret_state,
                                 struct str *ret_why);

/* migrate_run: does what is still to do. REFUSED for NEWER and FOREIGN. */
ANSWER enum outcome migrate_run(struct db *db, struct arena *mem, struct str *ret_why);

/* migrate_owed: were the data brought up, and did nobody see since that they are what the ledger
 * says? The first step that migrate_run does on data that were there sets that mark, within its
 * own transaction. migrate_settled: takes it away, after a sound verify. It is a table, so for
 * who owns them: another program leaves the mark, and each of its starts verifies. */
#define MIGRATE_OWED "migration_unverified"
ANSWER enum outcome migrate_owed(struct db *db, struct arena *mem, bool *ret_owed,
                                 struct str *ret_why);
ANSWER enum outcome migrate_settled(struct db *db, struct arena *mem, struct str *ret_why);

/* migrate_look_list, migrate_run_list: the same with another list of migrations
 * than the one woven in; for tests. */
ANSWER enum outcome migrate_look_list(struct db *db, struct arena *mem,
                                      const struct migration *list, int n,
                                      enum migrate_state *ret_state, struct str *ret_why);
ANSWER enum outcome migrate_run_list(struct db *db, struct arena *mem,
                                     const struct migration *list, int n, struct str *ret_why);

/* migrate_power: what the connection's role may do to the tables themselves; within a
 * transaction. The least is what a program needs that somebody may take over. */
enum migrate_power {
    POWER_FILE,  /* SQLite: who may write the file                              */
    POWER_LEAST, /* owns none, makes none, is held by the fences                */
    POWER_OWNER, /* owns the tables or may make some                            */
    POWER_ABOVE  /* no fence holds it: a superuser, or one with BYPASSRLS       */
};

ANSWER enum outcome migrate_power(struct db *db, enum migrate_power *ret_power);

/* migrate_count: how many migrations this program knows. */
int migrate_count(void);

#endif
