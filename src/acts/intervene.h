/* acts/intervene.h - what does an administrator do to the account of somebody else?
 *
 * Who loses a password, a telephone or a laptop is helped by another, and that other could come
 * in as them. So each of these acts is an entry of the ledger, about that person: who, to whom,
 * when, and which. They themselves find it under `Mijn gegevens` (account_event.h).
 *
 * An administrator is let in anew at the keyboard of the machine alone, by who looks after it:
 * in the program one administrator could become the other, and so both of the two persons that
 * a provider and an erasure ask. From the moment that two persons have held a role for a day.
 *
 * All: FORBIDDEN without MAY_PERSONS_WRITE; REFUSED (account.none).
 * Sources  [plan 3.19] a lost factor of an administrator, [plan 3.15] six fields of an event.
 */
#ifndef ACTS_INTERVENE_H
#define ACTS_INTERVENE_H

#include "model/person.h"
#include "store/job.h"

/* act_person_link: a link by which they set a password (link.h). act_person_password: that
 * password, or when it is empty a new random one, which they must change; their sessions and tokens end.
 * FORBIDDEN (leave.fellow_admin) for an administrator. */
ANSWER enum outcome act_person_link(struct job *job, int64_t person, struct str *ret_secret);
ANSWER enum outcome act_person_password(struct job *job, int64_t person, struct str fresh,
                                        struct str *ret_password);

/* act_person_factor_end: takes the app of somebody who lost it away, with its recovery codes;
 * act_person_passkeys_end: all their passkeys. Their sessions and tokens end. REFUSED for oneself
 * (totp.own); FORBIDDEN (leave.fellow_admin) for an administrator. */
ANSWER enum outcome act_person_factor_end(struct job *job, int64_t person);
ANSWER enum outcome act_person_passkeys_end(struct job *job, int64_t person);

/* act_person_sessions_end: ends every session and token; also of an administrator. */
ANSWER enum outcome act_person_sessions_end(struct job *job, int64_t person);

/* intervene: opens the entry of such an act, about this person, for another room of acts: what is
 * done goes in its transaction, and ledger_close keeps both. Of an administrator as above. */
struct entry;
ANSWER enum outcome intervene(struct job *job, struct str act, int64_t person,
                              struct entry **ret_entry, struct person *ret);
/* intervene_account: the same, of their account. */
ANSWER enum outcome intervene_account(struct job *job, struct str act, int64_t person,
                                      struct entry **ret_entry, int64_t *ret_account);

#endif
