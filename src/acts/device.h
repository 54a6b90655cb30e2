/* acts/device.h - did this account sign in from this browser before?
 *
 * A browser keeps 256 random bits after each good sign-in, and the data their SHA-256. They
 * let nobody in: who brings them waits by a count of their own (patience.h), so that
 * strangers who guess at the account hold up its owner nowhere they have been. It ends after
 * DEVICE_DAYS without a sign-in, when an account has DEVICES_PER_ACCOUNT newer ones, and with
 * all sessions.
 *
 * Sources  [plan 3.10]. Internal to this room.
 */
#ifndef ACTS_DEVICE_H
#define ACTS_DEVICE_H

#include "store/job.h"

/* device_known: is the browser that asks (job->device) one of this account? Takes as long
 * for account 0, which has none. In the job's open transaction. */
ANSWER enum outcome device_known(struct job *job, int64_t account, bool *ret);

/* device_greet: the job's account signed in from it. *ret is what the browser keeps from now
 * on: what it brought when that is known here, of whatever account, for two people may share
 * it; else new. In the open writing transaction. */
ANSWER enum outcome device_greet(struct job *job, struct str *ret);

/* device_forget: all of an account; device_forget_others: of the job's, save the one that
 * asks. In the open writing transaction. */
ANSWER enum outcome device_forget(struct job *job, int64_t account);
ANSWER enum outcome device_forget_others(struct job *job);

#endif
