/* ledger/known.h - which texts the ledger has, by their digests.
 *
 * A text that is not there must have been erased by an entry `text.erase`, whose
 * parts name its digest as the old value; a text that is there must have its
 * digest and be named by an entry.
 *
 * Units    64 bytes for each text, and four to eight for finding it.
 */
#ifndef LEDGER_KNOWN_H
#define LEDGER_KNOWN_H

#include "ledger/check.h"

struct known_text {
    struct digest digest;
    struct salt salt;
    int64_t seq;   /* of the first entry that names it; 0: none */
    bool there;
    bool erased;
    bool shown;    /* a table still has something in its place    */
};

struct known;

/* known_load: reads every text of the organisation and checks its digest. NULL
 * when verify must stop. */
struct known *known_load(struct check *check);

/* known_use: the text that a value `~` and a digest names, in entry seq, as a place
 * that stays; -1 when the value is no such thing. */
int64_t known_use(struct known *known, struct str value, int64_t seq);

/* known_at: the text at a place, until the next known_use. */
const struct known_text *known_at(const struct known *known, int64_t place);

/* known_erase: an entry says that it erased this text. known_show: a table has
 * something where it ought to be; whether that was erased only shows later on. */
void known_erase(struct known *known, int64_t place);
void known_show(struct known *known, int64_t place);

/* known_finish: is every text there that must be, and no other? */
bool known_finish(struct check *check, const struct known *known);

#endif
