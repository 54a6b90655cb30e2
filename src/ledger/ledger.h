/* ledger/ledger.h - the only way to change anything: open, change rows, close.
 *
 *     struct entry *entry;
 *     ledger_open(job, S("assessment.set"), &entry)      takes the write lock
 *     record_save(job, entry, …)                          rows, from and to
 *     ledger_close(job, entry)                            entry, hash, commit
 *
 * What is not closed is rolled back with the job. The bytes of an entry, the
 * chain and what verify proves stand in docs/ledger.md.
 *
 * Units    a sequence counts from 1 in each organisation, without gaps.
 * Sources  [plan 3.16] bytes and chain; [plan 3.17] one-time numbers, clock.
 */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include "model/noun.h"
#include "store/job.h"

struct entry;

/* ledger_found: makes the head of a new organisation with this uuid (32 hex
 * digits, or empty for a random one); sets job->org. In the transaction of the
 * entry that it opens, like ledger_open. REFUSED (ledger.uuid) when the uuid is
 * no such thing. */
ANSWER enum outcome ledger_found(struct job *job, struct str uuid, struct str act,
                                 struct entry **ret_entry);

/* What the doors are called, here and where reading is noted; all from 0. */
extern const struct choices door_choices;

/* ledger_open: begins a writing transaction and reads the head. An open reading
 * transaction of the job is ended first, and job->known is all from here on: what
 * is written is about now. CLASHED with job->repeated when the job's form number
 * is already in the ledger; REFUSED (ledger.clock) when the clock stands more
 * than five minutes before the last entry and nobody confirmed that, or (ledger.form_number) when the
 * number is `-` or longer than 100 bytes, or (ledger.no_room) when the disk was full and this is
 * no erasing; NOT_THERE without such an organisation;
 * BROKEN. */
ANSWER enum outcome ledger_open(struct job *job, struct str act, struct entry **ret_entry);

/* ledger_id: the next number for a new row, from the organisation's one counter. */
int64_t ledger_id(struct entry *entry);

/* ledger_seq: the sequence that this entry will have. */
int64_t ledger_seq(const struct entry *entry);

/* ledger_part: notes that a column of a row changed. Values are canonical:
 * text NULL is absent; they stay where they are until ledger_close. Called by
 * records alone, in any order; of a column that changes twice the first from and
 * the last to count. */
void ledger_part(struct entry *entry, const struct noun *noun, int64_t id,
                 const struct field *field, struct str from, struct str to);

/* ledger_erased: notes that the text of a value which entry seq wrote was erased; by
 * erase_text alone. ledger_restored: notes that a back-up has taken the place of data
 * whose head was seq and hash; what had none is the empty hash. Both stand in the parts
 * and the index under the names of the ledger's own tables. */
void ledger_erased(struct entry *entry, int64_t seq, struct str value);
void ledger_restored(struct entry *entry, int64_t seq, struct str hash);

/* ledger_clock: says in an entry of its own that the clock may stand where it does, though it
 * was set back by more than five minutes; writing then goes on. Entries keep the time of the
 * last one until the clock is past it. REFUSED (ledger.clock_fine) when nothing has to be
 * confirmed; for the rest as ledger_open and ledger_close. */
ANSWER enum outcome ledger_clock(struct job *job);

enum { REASON_CHARS = 400 };

/* ledger_close: writes the entry with its texts and the row index, reads it
 * back, moves the head and commits. An entry without parts commits nothing and
 * is DONE. REFUSED (of `reden`: value.controls, value.hidden, value.long) when the job's reason is
 * no line of REASON_CHARS. BROKEN here is unknown, not undone (store/db.h). */
ANSWER enum outcome ledger_close(struct job *job, struct entry *entry);

/* ledger_known: job->known as the views NAME_at want it: what stands now counts
 * there as ended at INT64_MAX, so that a reader asks for one less. */
static inline int64_t ledger_known(const struct job *job)
{
    return job->known == INT64_MAX ? INT64_MAX - 1 : job->known;
}

/* The readers below use the job's open transaction. */

/* ledger_at: the last sequence before the midnight that ends a day in
 * Amsterdam; 0 when there was none. */
ANSWER enum outcome ledger_at(struct job *job, struct day day, int64_t *ret_seq);

/* ledger_head: sequence, hash and time of the last entry; the organisation's uuid. */
struct ledger_head {
    struct str uuid;
    int64_t seq;
    struct str hash;
    struct str time;
};
ANSWER enum outcome ledger_head(struct job *job, struct ledger_head *ret);

/* One change to a row, read back for people. */
struct ledger_change {
    int64_t seq;
    struct moment time;
    int64_t person;          /* 0: the program itself     */
    struct str door;
    struct str act;
    struct str why;          /* reason given, or empty     */
    bool why_gone;           /* the reason was erased      */
    const struct noun *noun; /* NULL: about an entry       */
    int64_t id;              /* of the row or the entry    */
    const struct field *field;
    struct str from;         /* absent: at NULL            */
    struct str to;
    bool from_gone, to_gone; /* the text was erased        */
    struct day from_day, to_day, why_day; /* on which it was; none: it went by itself */
};

/* ledger_history: the changes to one row up to job->known, newest first, at most
 * `most` entries. FORBIDDEN when the leave does not cover the row. */
struct leave;
ANSWER enum outcome ledger_history(struct job *job, const struct leave *leave,
                                   const struct noun *noun, int64_t id, int most,
                                   struct ledger_change **ret, size_t *ret_n);

/* ledger_show: the entries from `from` on, oldest first, at most `most`, each
 * with its changes; for `ledger show` and the page Logboek. FORBIDDEN unless the
 * leave is one for MAY_LEDGER. */
ANSWER enum outcome ledger_show(struct job *job, const struct leave *leave, int64_t from, int most,
                                struct ledger_change **ret, size_t *ret_n);

#endif
