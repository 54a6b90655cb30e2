/* store/backup.h - a copy of the data that is whole, and the way back.
 *
 * SQLite only; PostgreSQL is copied by its own tools (docs/admin.md), and these
 * then give REFUSED with a *ret_why that says so.
 * Sources  [choice: backup] one step, because a stepwise copy restarts for ever
 *          under writing load.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/outcome.h"
#include "store/db.h"

/* backup_make: the online copy in one step beside `to`, checked for integrity,
 * synced, then renamed to `to`, which must not exist yet; what was left by killed processes
 * goes first (left.h). BROKEN, REFUSED with one line in *ret_why. */
ANSWER enum outcome backup_make(struct db *db, struct arena *mem, struct str to,
                                struct str *ret_why);

/* backup_is_of: is the file `copy` what backup_make would make of the data now? When that is not
 * to be seen, as while others work on them, it is not. */
bool backup_is_of(struct db *db, struct str copy);

/* backup_close: the same copy, closed with a key or a passphrase (store/vault.h). Until it
 * is closed it lies beside the data, as well protected as that is. */
struct vault_key;
ANSWER enum outcome backup_close(struct db *db, struct arena *mem, struct str to,
                                 const struct vault_key *key, struct str *ret_why);

/* backup_lock: takes the write lock of the data file, which need not be there, so that what was
 * compared is what is replaced; close(2) gives it back. BROKEN with one line in *ret_why. */
ANSWER enum outcome backup_lock(struct arena *mem, struct str data, int *ret_lock,
                                struct str *ret_why);

/* backup_swap: puts the checked file `from` in the place of `data`, whose write lock the caller
 * holds (backup_lock); the old file is kept beside it as data.before-YYYYMMDDhhmmss (with
 * -2 and on where that is taken) and named in *ret_kept. The WAL of the old data goes with the
 * old file. */
ANSWER enum outcome backup_swap(struct arena *mem, struct str from, struct str data,
                                struct str stamp, struct str *ret_kept, struct str *ret_why);

#endif
