/* acts/session.h - who is it that comes back?
 *
 * A session's cookie holds 256 random bits; the data holds their SHA-256. Every way to sign
 * in ends in session_make. A session ends by silence, by age, by its own hand or another's,
 * and when its account already has SESSIONS_PER_ACCOUNT newer ones.
 *
 * Sources  [plan 3.5] sessions, form tokens.
 */
#ifndef ACTS_SESSION_H
#define ACTS_SESSION_H

#include "acts/account.h"
#include "store/job.h"

enum { SESSION_IDLE_MINUTES = 30, SESSION_IDLE_ADMIN_MINUTES = 15, SESSION_HOURS = 12,
       SESSION_SEEN_MINUTES = 5, SESSIONS_PER_ACCOUNT = 5, SESSION_FRESH_MINUTES = 5,
       DEVICE_DAYS = 180, DEVICES_PER_ACCOUNT = 10 };

struct session {
    struct str cookie;      /* the secret, only when just made             */
    struct str device;      /* what the browser keeps, with cookie         */
    struct str second;      /* not empty: no session yet, a code is asked (totp.h) */
    struct str form;        /* form token of this session, for each form   */
    int64_t account;
    struct str name;        /* of the person                               */
    struct str role_word;   /* the first role, for the head of the page     */
    enum account_look look;
    bool must_renew;        /* the password was given out and must be changed */
    bool by_provider;       /* it came by single sign-on                   */
    bool factor;            /* a code or a passkey was shown in it         */
    bool has_factor;        /* its account has an app or a passkey         */
    bool must_enrol;        /* it opens nothing until it has (policy.h)    */
    struct moment proved;   /* when it last showed whose it is; no moment: not since */
    struct moment ends;     /* when nothing more is asked                    */
    struct moment ends_last; /* whatever is asked                            */
};

/* session_make: a new session of the account that job_identify put into the job, with the
 * roles it found; agent is what the browser calls itself, in any bytes: kept is how that
 * begins, as value_seen. ret->factor says whether a second factor was shown. Fills cookie, device,
 * form and role_word. In a transaction of its own. */
ANSWER enum outcome session_make(struct job *job, struct str agent, struct session *ret);

/* session_find: whose cookie is this? Sets account, org, person, roles and
 * lang in the job. NOT_THERE: none, ended or idle too long. Reads only;
 * session_seen writes the last-seen time, at most every SESSION_SEEN_MINUTES. */
ANSWER enum outcome session_find(struct job *job, struct str cookie, struct session *ret);
ANSWER enum outcome session_seen(struct job *job, struct str cookie);

/* session_fresh: did it show whose it is within SESSION_FRESH_MINUTES? session_prove: it did
 * so now; its cookie changes with that, its form token stays, so that a form which is open
 * in another tab can still be sent. Fills cookie and proved; factor is kept as it says.
 * session_enrol: the same for who just made a second factor in it, in the open writing
 * transaction. */
bool session_fresh(const struct job *job, const struct session *session);
ANSWER enum outcome session_prove(struct job *job, struct str cookie, struct session *session);
ANSWER enum outcome session_enrol(struct job *job, struct str cookie, struct session *session);

/* act_sign_out: ends this session. */
ANSWER enum outcome act_sign_out(struct job *job, struct str cookie);

struct session_line {
    struct str id;          /* to end it by; not its secret, nor the way to it */
    struct moment made;
    struct moment seen;
    struct str agent;       /* what the browser calls itself                   */
    bool here;              /* the one that asks                               */
};

/* act_session_list: the open sessions of who is signed in, last seen first; cookie is that of
 * the one that asks. In the job's open transaction. act_session_end: ends one of them; DONE as
 * well when there is none by that id. act_session_end_others: all save the one that
 * asks, and no other browser is known any more. */
ANSWER enum outcome act_session_list(struct job *job, struct str cookie,
                                     struct session_line **ret, size_t *ret_n);
ANSWER enum outcome act_session_end(struct job *job, struct str id);
ANSWER enum outcome act_session_end_others(struct job *job, struct str cookie);

/* session_end_ways: ends every way in that somebody else may have got hold of: the sessions of
 * an account and sign-ins that are half-way, the browsers that are known to it, and the tokens of
 * its person. In the open writing transaction. */
ANSWER enum outcome session_end_ways(struct job *job, int64_t account, int64_t person);

/* job_identify: fills org, person and roles from an account or, for the command
 * line on the machine itself, from nothing: the only organisation, no person. */
ANSWER enum outcome job_identify(struct job *job, int64_t account);

#endif
