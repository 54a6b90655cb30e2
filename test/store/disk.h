/* test/store/disk.h - a disk that refuses, or loses power, when it is told to.
 *
 * A file system of our own stands before SQLite's real one. It lets the n-th call of the kinds
 * that were chosen fail, once or from then on; or it ends the process at the n-th sync as a
 * power cut would, with what was not synced gone, half gone or out of order.
 * Sources  [plan R02], [plan R04]; [choice: failed-sync].
 */
#ifndef TEST_STORE_DISK_H
#define TEST_STORE_DISK_H

#include <stdbool.h>
#include <stdint.h>

enum {
    DISK_OPENS = 1 << 0,
    DISK_WRITES = 1 << 1,
    DISK_SYNCS = 1 << 2,
    DISK_ALL = DISK_OPENS | DISK_WRITES | DISK_SYNCS
};

enum disk_cut {
    DISK_KEEPS,   /* no power cut                                          */
    DISK_DROPS,   /* all that was not synced is gone                       */
    DISK_HALVES,  /* of each sector that was not synced chance decides       */
    DISK_REORDERS /* what was written last is there, what was before it not */
};

enum { DISK_CUT_STATUS = 77 };

struct disk {
    unsigned kinds;       /* that may fail                                  */
    int64_t left;         /* calls until one fails; -1: none does             */
    bool for_ever;        /* the ones after it too                          */
    bool full;            /* a write fails because there is no room          */
    bool logs_only;       /* only of a write-ahead log                      */
    int failed;           /* how many did                                   */
    int64_t seen;         /* calls of those kinds                           */
    int64_t log_synced;   /* bytes of the last log that are safe            */
    enum disk_cut cut;
    int64_t cut_left;     /* syncs until the power goes                     */
    unsigned seed;
};
extern struct disk disk;

/* disk_stand: from now on every connection goes through it; it refuses nothing yet.
 * disk_calm: refuses nothing any more. */
void disk_stand(void);
void disk_calm(void);

#endif
