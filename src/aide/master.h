/* aide/master.h - the key file: what opens that which the data keep sealed.
 *
 * A text of a line that says what it is and, for each key, a line `key NUMBER HEX`:
 * 32 random bytes as 64 hex digits, after a number of 8 hex digits that follows from
 * them, so that a seal can say which key closed it. The last key closes; all open. A key is added at
 * the end, in the file itself, so that who has it open sees it come; what a power cut left of
 * a line there is none.
 * Lines that begin with # say something to people. The file lies apart from the data's
 * back-up, and only its owner may read it.
 *
 * Sources  [plan 3.14]; systemd.exec(5) on credentials; [choice: key file].
 */
#ifndef AIDE_MASTER_H
#define AIDE_MASTER_H

#include "base/arena.h"
#include "base/outcome.h"

enum { MASTER_KEYS = 16, MASTER_KEY_BYTES = 32, MASTER_NUMBER_CHARS = 8 };

struct master_key {
    char number[MASTER_NUMBER_CHARS];
    unsigned char bytes[MASTER_KEY_BYTES];
};

struct master {
    size_t n;
    struct master_key keys[MASTER_KEYS];
};

/* Why a key file cannot be used; key_why. and the word says it to people. */
enum master_fault {
    MASTER_FINE,
    MASTER_MISSING,    /* there is no such file                          */
    MASTER_EXPOSED,    /* others than its owner can read it                 */
    MASTER_UNREADABLE, /* the machine does not give it                    */
    MASTER_MALFORMED,  /* it holds something else                          */
    MASTER_FULL,       /* it holds MASTER_KEYS keys                        */
    MASTER_FAULT_COUNT
};
extern const char *const master_fault_names[MASTER_FAULT_COUNT];

/* master_where: which file. given, when it is not empty; else what WAARBORG_KEY names;
 * else waarborg-key in systemd's CREDENTIALS_DIRECTORY, when it is there; else beside the
 * data file, DATA.key; and for data in PostgreSQL /var/lib/waarborg/waarborg.key where that
 * folder is ours to write, else .waarborg.key in the home folder. Empty: nowhere. */
struct str master_where(struct arena *mem, struct str given, struct str data);

/* master_look: can it be used? Reads it. master_count: and how many keys does it hold?
 * master_read: and gives what it holds; on a fault *ret holds no key. */
enum master_fault master_look(const char *path);
enum master_fault master_count(const char *path, size_t *ret_n);
enum master_fault master_read(const char *path, struct master *ret);

/* master_open: the file, to read it more than once; -1 with *ret_fault. master_again: reads
 * what is open. path is for whose rights count. */
int master_open(const char *path, enum master_fault *ret_fault);
enum master_fault master_again(int file, const char *path, struct master *ret);

/* master_make: a new file with a new key, mode 0400, safe on disk. Never over another:
 * REFUSED when there is one. BROKEN with the machine's reason. */
ANSWER enum outcome master_make(const char *path, struct str *ret_why);

/* master_add: one more key at the end of a file that is there. REFUSED when it cannot be used
 * or is full; BROKEN with the machine's reason, with nothing changed. */
ANSWER enum outcome master_add(const char *path, struct str *ret_why);

/* master_drop: leaves the last key alone in the file; those before it go to another beside it,
 * FILE.NUMBER, for what lies in back-ups. NOT_THERE when there is one key only. Whatever
 * happens, each key is in one of the two. REFUSED and BROKEN as master_add. */
ANSWER enum outcome master_drop(struct arena *mem, const char *path, struct str *ret_kept,
                                struct str *ret_why);

#endif
