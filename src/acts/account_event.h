/* acts/account_event.h - what happened to somebody's account, for them to see?
 *
 * Who finds here what they did not do themselves knows that another did. The newest
 * ACCOUNT_EVENTS_KEPT of each account are kept.
 */
#ifndef ACTS_ACCOUNT_EVENT_H
#define ACTS_ACCOUNT_EVENT_H

#include "model/noun.h"
#include "store/job.h"

enum { ACCOUNT_EVENTS_KEPT = 20 };

enum account_event {
    EVENT_PASSWORD,         /* they changed it                            */
    EVENT_PASSWORD_GIVEN,   /* an administrator gave another              */
    EVENT_SESSIONS_ENDED,   /* an administrator ended them all            */
    EVENT_PASSKEY_ADDED,
    EVENT_PASSKEY_REMOVED,
    EVENT_PASSKEY_COPIED,   /* the count of one did not grow              */
    EVENT_FACTOR,           /* an app for codes was added                */
    EVENT_FACTOR_GONE,      /* they took it away                         */
    EVENT_FACTOR_TAKEN,     /* an administrator did                      */
    EVENT_RECOVERY_USED,    /* a recovery code took the place of the app */
    EVENT_CODES,            /* they made new recovery codes              */
    EVENT_LINK_MADE,        /* an administrator made a link for a password */
    EVENT_LINK_USED,        /* they set a password with it               */
    EVENT_PASSKEYS_TAKEN,   /* an administrator took the passkeys away   */
    ACCOUNT_EVENT_COUNT
};
extern const struct choices account_event_choices; /* all from 0 */

struct account_event_line {
    struct moment time;
    enum account_event kind;
};

/* account_note: notes it, in the job's open writing transaction. */
ANSWER enum outcome account_note(struct job *job, int64_t account, enum account_event kind);

/* account_events: of who is signed in, newest first; in the open transaction. */
ANSWER enum outcome account_events(struct job *job, struct account_event_line **ret, size_t *ret_n);

#endif
