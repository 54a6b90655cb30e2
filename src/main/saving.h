/* main/saving.h - how does the server make its back-ups, by itself?
 *
 * One file a time in a folder, waarborg-YYYYMMDDThhmmssZ-OWN.db, or .wb when it is closed;
 * the newest of them says when the next is due, so that a start or a clock that was set back
 * makes none too many. Each is verified, made beside and renamed; the oldest go when there are
 * more than `keep`, but never on the word of a ledger that is at fault. OWN tells apart the
 * installations that share the folder: each counts and drops its own. What bears a later moment
 * than now, from a clock that stood ahead, is not counted, not dropped, and told in the log.
 * Sources  [plan 3.18].
 */
#ifndef MAIN_SAVING_H
#define MAIN_SAVING_H

#include "cli/command.h"
#include "store/vault.h"

/* As the options have it: at NULL what was not given. */
struct saving_options {
    struct str folder, every, keep, to;
};

enum { SAVING_OWN_CHARS = 8 }; /* of the first ledger's uuid */

struct saving {
    struct str data;
    struct str folder;         /* empty: the server makes none      */
    struct str own;            /* SAVING_OWN_CHARS, in the names  */
    int64_t every_ms;
    int keep;
    struct vault_key key;      /* kind VAULT_NONE: not closed       */
    struct moment (*clock)(void);
    void (*log)(struct str json_line);
};

/* saving_read: REFUSED, with a fault beside the option, when an option says nothing that can
 * be done. */
ANSWER enum outcome saving_read(struct cli *cli, const struct saving_options *options,
                                struct saving *ret);

/* saving_do: makes one when it is due. In a process of its own; what came of it is one line
 * in the log. */
void saving_do(const struct saving *saving);

/* saving_look_ms: how often to look whether it is due. */
int64_t saving_look_ms(const struct saving *saving);

#endif
