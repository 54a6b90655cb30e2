/* acts/sign.h - who is it? Accounts, passwords, sessions.
 *
 * A password is kept as argon2id (t 3, 64 MiB) and never leaves this file. A
 * session's cookie holds 256 random bits; the data holds their SHA-256. At most
 * two hashes run at once on a machine (byte ranges of the lock file); a third
 * waits 2 s and is then BROKEN with sign.busy. Single sign-on and second
 * factors join here: they end in session_make too.
 *
 * Sources  [plan 3.1] passwords; [plan 3.5] sessions, form tokens; [plan 3.10] delays.
 */
#ifndef ACTS_SIGN_H
#define ACTS_SIGN_H

#include "acts/account.h"
#include "store/job.h"

enum { PASSWORD_BYTES_MIN = 12, PASSWORD_BYTES_MAX = 256 };

enum { SESSION_IDLE_MINUTES = 30, SESSION_HOURS = 12, SESSION_SEEN_MINUTES = 5,
       SESSIONS_PER_ACCOUNT = 5 };

struct session {
    struct str cookie;      /* the secret, only when just made             */
    struct str form;        /* form token of this session, for each form   */
    int64_t account;
    struct str name;        /* of the person                               */
    struct str role_word;   /* the first role, for the head of the page     */
    enum account_look look;
    bool must_renew;        /* the password was given out and must be changed */
    struct moment ends;     /* when nothing more is asked                    */
    struct moment ends_last; /* whatever is asked                            */
};

/* act_sign_in: REFUSED with sign.wrong for an unknown address as for a wrong
 * password, after the same work; sign.wait (arg: seconds) during the delay that
 * grows from 1 s at the fifth failure to 15 min. On DONE the job has account,
 * org, person and roles. */
ANSWER enum outcome act_sign_in(struct job *job, struct str email, struct str password,
                                struct str agent, struct session *ret);

/* session_find: whose cookie is this? Sets account, org, person, roles and
 * lang in the job. NOT_THERE: none, ended or idle too long. Reads only;
 * session_seen writes the last-seen time, at most every SESSION_SEEN_MINUTES. */
ANSWER enum outcome session_find(struct job *job, struct str cookie, struct session *ret);
ANSWER enum outcome session_seen(struct job *job, struct str cookie);

/* act_sign_out: ends this session. */
ANSWER enum outcome act_sign_out(struct job *job, struct str cookie);

/* act_password_change: of the one who is signed in; the old one must be right.
 * Ends every session of the account, this one too: sign in again. */
ANSWER enum outcome act_password_change(struct job *job, struct str old, struct str fresh);

/* sign_slots: the file whose lock ranges are the two slots for hashing; once in
 * each process, after fork. Without it hashes are not counted. False: errno. */
bool sign_slots(const char *path);

/* password_fits: rules of the plan: 12 to 256 bytes, not on the list of common
 * words, not the name of the program, the organisation or the address. False
 * notes the fault at `password`. */
bool password_fits(struct job *job, struct str password, struct str email, struct str org);

/* account_make, account_password: for init and for people.h: within an open
 * writing transaction. NOT_THERE / REFUSED (account.known) as one expects. */
ANSWER enum outcome account_make(struct job *job, struct str email, struct str password,
                                 bool must_renew, int64_t *ret_account);
ANSWER enum outcome account_password(struct job *job, int64_t account, struct str password,
                                     bool must_renew);

/* job_identify: fills org, person and roles from an account or, for the command
 * line on the machine itself, from nothing: the only organisation, no person. */
ANSWER enum outcome job_identify(struct job *job, int64_t account);

/* job_roles: the roles that the job's person holds today, into the job. */
ANSWER enum outcome job_roles(struct job *job);

#endif
