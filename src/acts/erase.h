/* acts/erase.h - a text, a person or a file is erased: one asks for it, another does it.
 *
 * What was erased goes; that it was there, who asked it away and why, and who did so stays.
 * The rule of two persons is off only while one single person holds any role [plan 3.19].
 *
 *     a text    that still stands is replaced in the same entry by "gewist op 20 november
 *               2026" [choice: erased]: what is assessed stays as it was, and its owner may
 *               write something else there
 *     a person  name, job title, account with all that hangs on it, and tokens go; the ledger
 *               keeps p7, which reads as "gewist persoon (p7)" everywhere. Not while they hold
 *               a role or own something: that is handed over first
 *     a file    the bytes of a piece of evidence go; its hash and what was said of it stay
 */
#ifndef ACTS_ERASE_H
#define ACTS_ERASE_H

#include "ledger/erase.h"
#include "model/assessment.h"
#include "model/erasure.h"
#include "model/person.h"

/* What a person still has, so that they cannot go; all 0: nothing. */
struct erase_holds {
    int64_t roles, objects, measures, exceptions;
};

/* What would go. */
struct erase_what {
    struct erase text;
    struct person person;
    struct erase_holds holds;
    struct evidence file;
    int64_t file_others;     /* other pieces that have the same file, and lose it too */
};

/* The plan of an erasure is the row that is not there yet: kind, and of a text entry, field
 * and record (0 will do while the entry has the field only once), else record.
 *
 * act_erase_look: what a plan or a row would take away, for who is asked whether they are
 * certain. REFUSED as erase_find; erase.gone; erase.no_file; erase.holds, when *ret says what;
 * erase.hidden for a row about something confidential that is not for them, where a plan of
 * that is NOT_THERE.
 * act_erase_ask: asks it, with plan->why (REFUSED erase.why, erase.asked). Both want
 * MAY_ERASE_ASK. */
ANSWER enum outcome act_erase_look(struct job *job, const struct erasure *plan,
                                   struct erase_what *ret);
ANSWER enum outcome act_erase_ask(struct job *job, const struct erasure *plan, int64_t *ret_id);

/* act_erase_list: all that was asked, newest first. act_erase_get: one of them. */
ANSWER enum outcome act_erase_list(struct job *job, struct erasure **ret, size_t *ret_n);
ANSWER enum outcome act_erase_get(struct job *job, int64_t id, struct erasure *ret);

/* act_erase_do: erases it; wants MAY_ERASE, of another than who asked; REFUSED as act_erase_look.
 * act_erase_drop: it is not erased; of who asked, or who may erase. REFUSED erase.decided when
 * that is past. */
ANSWER enum outcome act_erase_do(struct job *job, int64_t id);
ANSWER enum outcome act_erase_drop(struct job *job, int64_t id);

/* Within acts: the part about persons. */
ANSWER enum outcome erase_person_look(struct job *job, const struct leave *leave, int64_t id,
                                      struct erase_what *ret);
ANSWER enum outcome erase_person(struct job *job, struct entry *entry,
                                 const struct erase_what *what);

#endif
