/* ledger/leave.h - may this person do this to that? One table, under every door.
 *
 * A struct leave is made by leave_ask alone, and records load nothing without
 * one. What a role may do stands in one table (leave.c), which docs/rights.md
 * is made from; rights marked `own` reach only what the person owns, carries
 * out or submitted. The two-person rule is held here too: who made, changed or
 * submitted something, by the ledger and not by a column, does not approve it.
 * It is off only while one single person holds any role; leave_alone then says
 * so, and every report repeats it.
 *
 * Sources  [product: people]; [processes Annex B]; [plan 3.19].
 */
#ifndef LEDGER_LEAVE_H
#define LEDGER_LEAVE_H

#include "model/noun.h"
#include "store/job.h"

enum right {
    MAY_READ,        /* measures, assessments, evidence, VvT, gap, dashboard     */
    MAY_ASSESS,      /* opzet, bestaan, werking, notes, rhythm, conclusion       */
    MAY_TEST,        /* name the independent review that tested it (getoetst)    */
    MAY_ASSIGN,      /* owner, executor, target date; import                     */
    MAY_EVIDENCE,    /* add evidence, use it at items                            */
    MAY_JUDGE,       /* judge evidence fit; never one's own                      */
    MAY_SOA_WRITE,   /* lines and versions of the statement of applicability     */
    MAY_SOA_ADOPT,   /* register the decision that adopts; never one's own draft */
    MAY_DECIDE,      /* register a decision; decide on an exception              */
    MAY_PERSONS_READ,
    MAY_PERSONS_WRITE,
    MAY_SETTINGS,
    MAY_LEDGER,      /* read and verify the ledger                               */
    MAY_ERASE,       /* erase what another asked to be erased                    */
    MAY_OBJECTS,     /* processes and systems: what they are, prepare their level */
    MAY_LEVEL,       /* decide on the level of an object                          */
    MAY_NORMS,       /* bring norms, selections and mappings in, and end them    */
    MAY_ERASE_ASK,   /* ask that a text, a person or a file is erased            */
    MAY_EXCEPTION_ASK, /* ask for an exception to an item                        */
    MAY_ADVISE,      /* advise on an exception; never on one's own               */
    RIGHT_COUNT
};
extern const struct choices right_choices; /* all from 0 */

struct leave;

/* leave_ask: DONE and a leave; FORBIDDEN (job->faults says why: leave.role, leave.own,
 * leave.two_persons, leave.two_advise); NOT_THERE (leave_shows, and alike what is not there for who
 * may only do it to their own); BROKEN. In the job's open transaction.
 *
 * id 0: not about one row. A right of one's `own` then gives a leave for reading
 * and for adding evidence and objects, and none for anything else: what is not there yet
 * is nobody's. To make an assessment, its object is asked about. */
ANSWER enum outcome leave_ask(struct job *job, enum right right, const struct noun *noun,
                              int64_t id, const struct leave **ret);

/* leave_roles: what the job's person holds today, into job->roles; nothing once they have left
 * or the job's account is no longer theirs. leave_still: the same anew, for who came in by an
 * account and acts in person, in the writing transaction of an act: FORBIDDEN (leave.changed)
 * when a role was taken since the job began, so that nothing of theirs follows on that in the
 * ledger. head: the ledger's, as that transaction holds it; no question when it has not moved
 * since leave_roles. 0: not held. */
ANSWER enum outcome leave_roles(struct job *job);
ANSWER enum outcome leave_still(struct job *job, int64_t head);

/* leave_system: for what nobody asks and somebody must do: init, demo, doctor,
 * sign-in. The ledger's actor is then `system`. */
const struct leave *leave_system(struct job *job);

/* leave_reaches: may what this leave reads be seen? row is of noun, as loaded. False
 * only for someone who may read no more than their own; records leave it out. */
bool leave_reaches(const struct leave *leave, const struct noun *noun, const void *row);

/* leave_covers: the same for a row that is only named: it must be the leave's own. */
bool leave_covers(const struct leave *leave, const struct noun *noun, int64_t id);

/* leave_shows: is a record not kept from who asked? A confidential one is shown to who
 * submitted it and to who is admitted alone; to others it is not there: leave_ask for it is
 * NOT_THERE, leave_reaches and leave_covers are false, for what refers to it too. Where it is or
 * was used and who is or was let in goes with it. Figures count what it shows all the same. */
bool leave_shows(const struct leave *leave, const struct noun *noun, int64_t id);

/* leave_is: was it asked for this right? */
bool leave_is(const struct leave *leave, enum right right);

/* leave_may: would leave_ask say yes for some row? For showing or leaving out a
 * button; never for deciding. Pure over job->roles. */
bool leave_may(const struct job *job, enum right right);
/* leave_all: does the person hold the right for every row, not only their own? */
bool leave_all(const struct job *job, enum right right);

/* leave_alone: is the two-person rule off, because one person holds all roles? In
 * the job's open transaction. */
ANSWER enum outcome leave_alone(struct job *job, bool *ret_alone);

/* leave_give: may who asks give this person a role that begins on `from`? Not to oneself,
 * and to whom one took in or let in anew today not before tomorrow, so that others can see it
 * first; both from the moment that two persons have held a role for a day. person 0: who is
 * being taken in. FORBIDDEN notes leave.to_self or leave.same_day at `field`. [plan 3.19] */
ANSWER enum outcome leave_give(struct job *job, int64_t person, struct day from,
                               struct str field);
/* leave_anew: may who asks let this person in anew, by a password or without a second step? Not
 * an administrator, of today or later: that is for the keyboard. FORBIDDEN (leave.fellow_admin).
 * [plan 3.19] */
ANSWER enum outcome leave_anew(struct job *job, int64_t person);
/* leave_settled: have two persons held a role for a day? */
ANSWER enum outcome leave_settled(struct job *job, bool *ret_settled);

/* What a door asks of who comes, before it lets a request run: a column of each table of
 * addresses. MAY(READ): the right for some row, be it only their own. ALL(READ): for every
 * row. With | between them one is enough. ANYBODY: also who is not signed in. ACCOUNT: who
 * is signed in, whatever their roles; for what is of the account itself. */
#define MAY(right) (UINT64_C(1) << MAY_##right)
#define ALL(right) (UINT64_C(1) << (LEAVE_ALL_SHIFT + MAY_##right))
#define ANYBODY (UINT64_C(1) << 63)
#define ACCOUNT (UINT64_C(1) << 62)
/* Beside one of those: who comes must have shown within a few minutes whose session it is;
 * the door of the pages asks. A token of another program is not asked. */
#define FRESH (UINT64_C(1) << 61)
enum { LEAVE_ALL_SHIFT = 31 };
_Static_assert((int)RIGHT_COUNT < 61 - (int)LEAVE_ALL_SHIFT, "each right has its two bits");

/* leave_door: DONE, or FORBIDDEN (leave.role, leave.own): their roles open this for no row
 * at all, or not for every one. It is the first of two walls, so that a handler which forgets
 * leave_ask is closed all the same; which row is leave_ask's. From here on the job is held to its
 * organisation (db_hold), where anybody may come apart. That somebody is signed in is the door's
 * own to see. */
ANSWER enum outcome leave_door(struct job *job, uint64_t asks);

/* leave_role_may: the table itself: 0 no, 1 own, 2 all. For docs and tests. */
int leave_role_may(int role, enum right right);
enum { LEAVE_NO, LEAVE_OWN, LEAVE_ALL };

#endif
