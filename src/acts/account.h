/* acts/account.h - how does somebody want to be served?
 *
 * Language and look are kept with the account and not in the ledger: they say nothing
 * about the organisation. Everybody sets their own, and nobody another's.
 */
#ifndef ACTS_ACCOUNT_H
#define ACTS_ACCOUNT_H

#include "model/noun.h"
#include "model/person.h"
#include "store/job.h"

enum account_look { LOOK_COMPUTER, LOOK_LIGHT, LOOK_DARK, LOOK_COUNT };
extern const struct choices account_look_choices; /* all from 0: computer, light, dark */

struct account_mine {
    struct str email;
    enum lang lang;
    enum account_look look;
    struct role_held *held; /* one's roles of today and later, with their days */
    size_t n_held;
};

/* act_account: of who is signed in; NOT_THERE for who has no account. In the job's
 * reading transaction. */
ANSWER enum outcome act_account(struct job *job, struct account_mine *ret);

/* act_account_set: both at once, from the next page on. act_account_language: one of them. */
ANSWER enum outcome act_account_set(struct job *job, enum lang lang, enum account_look look);
ANSWER enum outcome act_account_language(struct job *job, enum lang lang);

/* account_forget: an account and all that hangs on it go, within an open entry, when no
 * person is that account any more; its sessions end in any case. */
ANSWER enum outcome account_forget(struct job *job, int64_t account);

#endif
