/* store/bar.h - can the data be written, and if not, what stands in the way?
 *
 * Asks the machine and writes nothing: of the folder, of the data file and of what lies beside
 * it. The data need not be open, and may be; SQLite's own files are not opened for it, because
 * to close one would end the locks that this process has on it.
 * A full disk is no bar: reserve.h sees to that. PostgreSQL's disk is not ours: there is none.
 */
#ifndef STORE_BAR_H
#define STORE_BAR_H

#include "store/db.h"

enum bar {
    BAR_NONE,
    BAR_DISK,  /* the disk takes no writes at all            */
    BAR_RIGHTS /* it does, and not from who runs this process */
};

/* bar_find: data is as for db_open. *ret_path, in mem, is what cannot be written: the folder
 * before what lies in it. What is not there is no bar. */
enum bar bar_find(struct arena *mem, struct str data, struct str *ret_path);

/* bar_of_db: the same of data that are open. */
enum bar bar_of_db(const struct db *db, struct arena *mem, struct str *ret_path);

#endif
