/* acts/sign.h - who is it that comes in? Accounts and passwords.
 *
 * A password is kept as argon2id (t 3, 64 MiB) and never leaves this file. At most
 * two hashes run at once on a machine (byte ranges of the lock file); a third
 * waits 2 s and is then BROKEN with sign.busy. What comes of it is a session
 * (session.h); single sign-on and second factors end there too.
 *
 * Sources  [plan 3.1] passwords; [plan 3.10] delays.
 */
#ifndef ACTS_SIGN_H
#define ACTS_SIGN_H

#include "acts/session.h"

enum { PASSWORD_BYTES_MIN = 12, PASSWORD_BYTES_MAX = 256 };

/* act_sign_in: REFUSED with sign.wrong for an unknown address as for a wrong
 * password, after the same work; after a right one sign.no_role, or what the organisation
 * asks (policy.h);
 * sign.wait (arg: seconds) while who asks has to wait (patience.h). On DONE the job has account,
 * org, person and roles; either there is a session, or a code is still asked (ret->second). */
ANSWER enum outcome act_sign_in(struct job *job, struct str email, struct str password,
                                struct str agent, struct session *ret);

/* act_prove: is it still they who sit there? By the password of who is signed in; then the
 * session is fresh again (session_prove). REFUSED at proof: sign.wrong_password, or sign.wait,
 * by the same count of failures as signing in. */
ANSWER enum outcome act_prove(struct job *job, struct str cookie, struct str password,
                              struct session *session);

/* act_password_change: of the one who is signed in; the old one must be right, and guessing
 * it waits as act_prove.
 * Ends every session of the account, this one too: sign in again. */
ANSWER enum outcome act_password_change(struct job *job, struct str old, struct str fresh);

/* sign_slots: the file whose lock ranges are the two slots for hashing; once in
 * each process, after fork. Without it hashes are not counted. False: errno, and from
 * then on this process makes none: uncounted they could take all memory. */
bool sign_slots(const char *path);

/* account_make, account_password: for init and for people.h: within an open
 * writing transaction. NOT_THERE / REFUSED (account.known) as one expects. */
ANSWER enum outcome account_make(struct job *job, struct str email, struct str password,
                                 bool must_renew, int64_t *ret_account);
ANSWER enum outcome account_password(struct job *job, int64_t account, struct str password,
                                     bool must_renew);

#endif
