/* ledger/chain.h - the ledger as one file, and does such a file hold?
 *
 * Lines of text, each ended by LF, in which %, CR and LF of what is carried stand as
 * %25, %0D and %0A:
 *
 *     waarborg-ledger/1
 *     organisation UUID
 *     entry HASH BYTES                         bytes as bytes.h has them, by sequence
 *     key NUMBER PUBLICKEY                     right after the entry that made it
 *     head SEQ HASH TIME KEY SIGNATURE         right after its entry; by the last key above it
 *     text DIGEST SALT TEXT                    when asked; after all entries
 *     end SEQ HASH HEADS TEXTS
 *
 * Checking wants no data and no database. Whose ledger it should be and which keys may
 * have signed are told by who checks, never by the file. A head is signed by the last key
 * that was made before it, and each key that was given must have signed one: docs/ledger.md
 * says why.
 *
 * Sources  [plan 3.16]; docs/ledger.md says the same for a third party, docs/verify.py does.
 */
#ifndef LEDGER_CHAIN_H
#define LEDGER_CHAIN_H

#include "store/job.h"

/* What whoever checks knows from elsewhere. */
struct chain_seen {
    int64_t seq;
    struct str hash;
};
struct chain_known {
    struct str uuid;
    const struct str *keys; /* public, hex, in any order; who signs with another is none */
    size_t keys_n;
    const struct chain_seen *seen; /* heads that were seen outside          */
    size_t seen_n;
};

struct chain_result {
    bool sound;
    int64_t entries;
    int64_t heads;       /* signed ones                              */
    int64_t signed_seq;  /* the last of those: what stands after it is not signed */
    int64_t fixed_seq;   /* that, or a later one that was seen outside: the rest is chain alone */
    int64_t texts;
    struct str hash;     /* of the last entry                        */
    int64_t line;        /* where it fails, from 1; seq: at or after which entry   */
    int64_t seq;
    struct str key;      /* why: a word of chain.                    */
    struct str which;    /* of the keys that were given, when it is about one */
};

/* chain_check: reads all of it; mem is small whatever the file's size. The first thing
 * that is wrong ends it. */
void chain_check(struct arena *mem, struct str file, const struct chain_known *known,
                 struct chain_result *ret);

/* chain_export: the job's organisation, piece by piece to put, which gives false when it
 * can take no more: BROKEN. In the job's open reading transaction; memory is bounded. */
ANSWER enum outcome chain_export(struct job *job, bool with_texts,
                                 bool (*put)(void *to, struct str piece), void *to);

#endif
