/* records/record.h - a row becomes a struct, a struct a row, for all nouns at once.
 *
 * The statements are written by tools/noun from the descriptions (§5.4 of
 * HACKING.md) into sql/queries/nouns.sql: for each noun NAME_load, NAME_new,
 * NAME_save, NAME_keep (the old version to NAME_past) and NAME_all.
 *
 *     struct person who;
 *     record_load(job, leave, &person_noun, (struct row){.id = 7}, &who)
 *
 * Texts in a loaded struct live in the job's arena. One that was erased reads as
 * "gewist op 20 november 2026", in the language of the job.
 */
#ifndef RECORDS_RECORD_H
#define RECORDS_RECORD_H

#include "ledger/leave.h"
#include "ledger/ledger.h"
#include "model/noun.h"
#include "store/job.h"
#include "store/query.h"

/* All but record_read want the job's open transaction: reading or the entry's.
 *
 * record_load: one row as known at job->known. A seen.version other than 0 that
 * is not the row's: CLASHED, and *ret_row is then the row as it is now.
 * NOT_THERE when there is none, or none that the leave reaches. */
ANSWER enum outcome record_load(struct job *job, const struct leave *leave, const struct noun *noun,
                                struct row seen, void *ret_row);

/* record_new: gives the row its id, version 1 and since, checks it (REFUSED with
 * the faults in the job) and writes it. row->id other than 0 is kept (organisation).
 * A key or a check of the table that stands in the way is REFUSED as well, with the
 * fault record.refused; the entry can then not be closed. */
ANSWER enum outcome record_new(struct job *job, struct entry *entry, const struct noun *noun,
                               void *row);

/* record_save: reads the row afresh and writes what differs; nothing differs:
 * DONE and nothing is written. CLASHED when its version is no longer row's.
 * REFUSED as record_new. FIXED fields that differ are a bug. On DONE the row has its
 * new version; a second save in the same entry leaves it. */
ANSWER enum outcome record_save(struct job *job, struct entry *entry, const struct noun *noun,
                                void *row);

/* record_all: every row of the noun as known at job->known that the leave reaches, by
 * id. The array is of noun->size structs, in the arena; ret_rows is the address of a
 * pointer to the struct. */
ANSWER enum outcome record_all(struct job *job, const struct leave *leave, const struct noun *noun,
                               void *ret_rows, size_t *ret_n);

/* record_read: the row that a query stands on, its columns being id, version,
 * since and the noun's fields in order from column `first`. */
void record_read(struct job *job, struct query *q, int first, const struct noun *noun,
                 void *ret_row);

/* record_text: one text of a row where a query of its own reads it: as it stands, or when
 * it was erased. record_erased: what then stands in its place; without a day that it is
 * missing. */
struct str record_text(struct job *job, struct query *q, int column, const struct noun *noun,
                       int64_t id, struct str field);
struct str record_erased(struct job *job, struct day day);

/* record_nobody: what stands in the place of the name of a person who was erased. */
struct str record_nobody(struct job *job, int64_t person);

/* A set of given values, by field: what the form or the body named. */
struct given {
    const struct noun *noun;
    bool is[64];
    struct str text[64];
};

/* given_lay: lays the given values over a row. OURS, and FIXED ones of a row that
 * is there already, are faults (given.forbidden). False when there are faults. */
bool given_lay(struct job *job, const struct given *given, void *row);

/* given_free: names it nothing that is FIXED? For acts that set those themselves,
 * also on a row that is not there yet. False: noted as given.forbidden. */
bool given_free(struct job *job, const struct given *given);

#endif
