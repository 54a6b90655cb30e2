/* ledger/erase.h - how does one text go, so that the chain and the tables still hold?
 *
 * Salt and text leave ledger_text, and the column becomes the empty text in each version
 * of the past that had it. No other text is ever empty, so that what reads an empty
 * text knows: something stood here that was erased. The entry `text.erase` says so with
 * a part in the name of ledger_text: the row is the sequence of the entry that wrote
 * the text, the old value its digest.
 *
 * Sources  [plan 3.15]; docs/ledger.md; [choice: erased] docs/choices.md.
 */
#ifndef LEDGER_ERASE_H
#define LEDGER_ERASE_H

#include "ledger/ledger.h"

/* Which text: the one that an entry wrote into a field or, when it took one away
 * without writing another, that one. */
struct erase_which {
    int64_t seq;      /* of the entry                                        */
    struct str field; /* of the row; empty: the reason that was given with it */
    int64_t id;       /* of the row; 0 will do while the entry has it only once */
};

struct erase {
    int64_t seq;              /* the entry that wrote the text           */
    struct str value;         /* ~ and its digest                        */
    struct str text;
    const struct noun *noun;  /* NULL: the reason of that entry           */
    int64_t id;
    const struct field *field;
    int64_t upto;             /* the entry that put something else in its place; 0: it stands */
};

/* erase_find: in the job's open transaction. NOT_THERE: no such entry; REFUSED:
 * erase.none (no such text in it), erase.rows (in more than one row), erase.gone. */
ANSWER enum outcome erase_find(struct job *job, const struct erase_which *which,
                               struct erase *ret);

/* erase_find_all: every text that a row has had and that was not erased, of all its
 * fields. In the job's open transaction. */
ANSWER enum outcome erase_find_all(struct job *job, const struct noun *noun, int64_t id,
                                   struct erase **ret, size_t *ret_n);

/* erase_act: may an entry of this act erase texts? */
bool erase_act(struct str act);

/* erase_text: takes the text away in this entry. One that still stands (upto 0) must
 * have been replaced by record_save in the same entry. */
ANSWER enum outcome erase_text(struct job *job, struct entry *entry, const struct erase *it);

/* erase_day: the day on which the text of a value was erased, which entry seq wrote; no
 * day when no entry says that it was. */
ANSWER enum outcome erase_day(struct job *job, struct str value, int64_t seq, struct day *ret);

/* erase_day_of: the same for the text that a field of a row had at job->known. */
ANSWER enum outcome erase_day_of(struct job *job, const struct noun *noun, int64_t id,
                                 const struct field *field, struct day *ret);

#endif
