/* store/db.h - one connection to the data: SQLite or PostgreSQL behind one face.
 *
 * A connection belongs to one process and does one thing at a time. What goes
 * wrong is kept in the connection: after a failure every further call does
 * nothing until db_rollback, so callers may check once, at the end.
 *
 * SQLite   WAL, synchronous FULL, foreign keys, trusted_schema off. Every
 *          writing transaction and every checkpoint happens under one
 *          open-file-description lock on FILE-lock, tried for 5 s; no
 *          checkpoint on close, none automatic; the holder of the lock
 *          checkpoints after a commit when the log has grown past 4 MB.
 * Postgres UTF8, collation C, fsync and full_page_writes, or the open is refused. A writing transaction
 *          is serialised per organisation by locking its head row (ledger).
 * Sources  [choice: sqlite-lock], [choice: failed-sync] docs/choices.md.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/str.h"

struct db;

enum db_kind { DB_SQLITE, DB_POSTGRES };

/* db_open: connects to a file name or a postgresql:// address. The file is made
 * when create is true and it is not there. BROKEN (cannot be opened, not ours,
 * a network file system, wrong encoding), NOT_THERE (no such file and create
 * false); *ret_why is then one line, in mem. */
ANSWER enum outcome db_open(struct arena *mem, struct str where, bool create, struct db **ret_db,
                            struct str *ret_why);

/* db_shown: where the data are, as it may be shown and logged: an address without its password
 * and without its options, which may hold one too. */
struct str db_shown(struct arena *mem, struct str where);

/* db_close: ends an open transaction by rolling it back; NULL is fine. */
void db_close(struct db *db);

enum db_kind db_kind(const struct db *db);

/* db_read: begins a transaction that reads one state. */
ANSWER enum outcome db_read(struct db *db);

/* db_write: takes the lock and begins a writing transaction. BROKEN when the
 * lock is not had within 5 s. */
ANSWER enum outcome db_write(struct db *db);

/* db_commit: BROKEN means unknown, not undone: a failed sync may have kept the
 * change. db_unknown then says so, and the process must end (house §4). */
ANSWER enum outcome db_commit(struct db *db);
bool db_unknown(const struct db *db);

/* db_lost: is this connection of no further use? The line was lost, or another file lies
 * under the name of the data. Who has it is to end, so that another opens the data. */
bool db_lost(const struct db *db);

/* db_hold: from here on, over transactions too, what is asked of another organisation than this
 * one is BROKEN before the database hears of it; 0 holds to none. NULL is fine. */
void db_hold(struct db *db, int64_t org);

/* db_busy: is a transaction open? */
bool db_busy(const struct db *db);

/* db_rollback: forgets the transaction and any failure; does nothing without one. */
void db_rollback(struct db *db);

/* db_spoil: as if a statement had failed, for who cannot answer without what is missing;
 * why is for the log. */
void db_spoil(struct db *db, struct str why);

/* db_why: one line about the last failure, for the log. Empty when there was none. */
struct str db_why(const struct db *db);

/* db_full: did the last failure come from a full or read-only disk? */
bool db_full(const struct db *db);

/* db_reserve: keeps room on the disk for when it is full (store/reserve.h); for who serves.
 * db_short: was that room given up, so that only what must go may go? Never in PostgreSQL, whose
 * disk is not ours. */
void db_reserve(struct db *db);
bool db_short(struct db *db);

/* db_size_bytes: what the data takes on disk, for doctor. */
int64_t db_size_bytes(struct db *db);

/* db_version: name and version of the engine, for doctor. In mem. */
struct str db_version(struct db *db, struct arena *mem);

#endif
