/* cli/copy.h - a back-up laid beside the data, opened and proved, before anything is replaced.
 *
 * The back-up itself is only read. What is beside the data is ours, goes when copy_end is
 * called, and has the same protection as the data.
 */
#ifndef CLI_COPY_H
#define CLI_COPY_H

#include "cli/command.h"
#include "ledger/ledger.h"
#include "store/vault.h"

/* A connection of its own, with the last thing that it knows. */
struct copy {
    struct db *db;
    struct job job;
    struct ledger_head head;
    struct str path;
    bool there;    /* something lies under its name */
    bool is;       /* there are data of ours in it  */
    int lock;      /* the write lock of copy_hold   */
};

/* How a closed back-up is opened: the options as they were given, at NULL when not. */
struct copy_key {
    struct str key_file;        /* --key            */
    struct str phrase_file;     /* --passphrase-file */
};

/* copy_lay: the bytes of `file` beside the data, opened with the key when it is closed,
 * brought up to this program's tables and verified deep. NOT_THERE, REFUSED or BROKEN are
 * said; call copy_end in every case. */
ANSWER enum outcome copy_lay(struct cli *cli, struct str file, const struct copy_key *key,
                             struct copy *ret);

/* copy_hold: the data as it is now, and nobody writes to it until copy_let_go, which is called
 * in every case; ret->is false when it is lost or broken, which is why one restores. BROKEN when
 * the write lock is not to be had. */
ANSWER enum outcome copy_hold(struct cli *cli, struct copy *ret);
void copy_let_go(struct copy *data);

/* copy_compare: does the back-up hold everything that the data holds? REFUSED when it is of
 * another organisation, or when it lacks entries, or lies in the place of what cannot be read,
 * and `why` is empty. */
ANSWER enum outcome copy_compare(struct cli *cli, struct copy *copy, const struct copy *data,
                                 struct str why);

/* copy_end: closes it and takes it away. */
void copy_end(struct cli *cli, struct copy *copy);

/* copy_refused: says in one line why a closed back-up does not open or cannot be made. */
ANSWER enum outcome copy_refused(struct cli *cli, struct str file, enum vault_fault fault);

/* copy_phrase: the passphrase from a file or standard input, else from the terminal, asked
 * twice when it is to close. */
ANSWER enum outcome copy_phrase(struct cli *cli, struct str file, bool twice, struct str *ret);

#endif
