/* test/fault/turn.h - memory, statements and calls to the machine that fail in turn.
 *
 * The linker puts these in the place of the real ones (ld --wrap); what fails of SQLite's own
 * calls to the disk stands in test/store/disk.h. A password is hashed in no time here.
 */
#ifndef TEST_FAULT_TURN_H
#define TEST_FAULT_TURN_H

#include <stdbool.h>
#include <stdint.h>

enum turn_kind {
    TURN_MEMORY,    /* malloc, calloc, realloc, strdup; SQLite's own memory */
    TURN_STATEMENT, /* sqlite3_step                                         */
    TURN_CALL,      /* open, write, fsync, renameat2                        */
    TURN_KINDS
};

struct turn {
    enum turn_kind kind;
    int64_t left;     /* calls until one fails; -1: none does               */
    bool for_ever;    /* the ones after it too                              */
    int64_t seen;     /* calls of this kind since turn_arm                 */
    int64_t failed;
    bool (*splits)(void); /* asked at each call: does it fail in this process? */
};
extern struct turn turn;

/* turn_stand: before SQLite is used at all. turn_arm: the n-th from now fails, -1 none and
 * they are counted; turn_calm: none does any more. */
void turn_stand(void);
void turn_arm(enum turn_kind kind, int64_t n, bool for_ever);
void turn_calm(void);

#endif
