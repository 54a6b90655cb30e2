/* acts/totp.h - the second factor: an app that makes codes, and codes for when it is lost.
 *
 * Who has one gives a code after the password: then session_make. It counts from the
 * moment that one code of it was right. Its secret lies sealed (aide/sealer.h); each step of
 * 30 s counts once. With it come RECOVERY_CODES codes of 128 bits, kept as SHA-256, each
 * good for one time. Wrong codes are counted apart from wrong passwords and wait the same way,
 * and so do wrong recovery codes apart from both (patience.h).
 *
 * Sources  [plan 3.2]; [plan 3.10].
 */
#ifndef ACTS_TOTP_H
#define ACTS_TOTP_H

#include "acts/session.h"

enum { RECOVERY_CODES = 10, SIGN_STEP_MINUTES = 5 };

struct totp_state {
    bool on;                /* it is asked at sign-in     */
    struct moment made;
    int64_t codes;          /* recovery codes that are left */
};

/* A new app, shown once. */
struct totp_begun {
    struct str text;        /* the secret, to be typed    */
    struct str address;     /* the same for a QR code     */
};

/* act_totp: of who is signed in; in the job's open transaction. */
ANSWER enum outcome act_totp(struct job *job, struct totp_state *ret);

/* act_totp_begin: a new secret, that counts for nothing until act_totp_confirm; one that was
 * begun before is forgotten. issuer names the site in the app. REFUSED at code with totp.on when
 * there is one already, with totp.no_key when there is no key file to seal it by. */
ANSWER enum outcome act_totp_begin(struct job *job, struct str issuer, struct totp_begun *ret);

/* act_totp_confirm: with the first code of it; the session has shown a second factor then, and
 * goes on under another cookie (session_enrol). ret_codes: RECOVERY_CODES of them, shown once.
 * REFUSED at code: totp.wrong, totp.none. */
ANSWER enum outcome act_totp_confirm(struct job *job, struct str cookie, struct str code,
                                     struct session *session, struct str **ret_codes);

/* act_totp_codes: new recovery codes; the old ones are gone. REFUSED: totp.none. */
ANSWER enum outcome act_totp_codes(struct job *job, struct str **ret_codes);

/* act_totp_remove: one's own. */
ANSWER enum outcome act_totp_remove(struct job *job);

/* totp_end: of an account, in the open writing transaction. */
ANSWER enum outcome totp_end(struct job *job, int64_t account);

/* totp_has: does this account give a code? totp_prove: the code or a recovery code of one that
 * does, in a writing transaction that stays open. REFUSED at code: totp.wrong, sign.wait. */
ANSWER enum outcome totp_has(struct job *job, int64_t account, bool *ret);
ANSWER enum outcome totp_prove(struct job *job, int64_t account, struct str code);

/* totp_ask: does this account, whose password was right, give a code as well? Then
 * *ret_step is the secret that the browser keeps for SIGN_STEP_MINUTES; else empty. */
ANSWER enum outcome totp_ask(struct job *job, int64_t account, struct str *ret_step);

/* act_sign_second: the code, or a recovery code, after the password. NOT_THERE when the step
 * is over or unknown; REFUSED at code: totp.wrong, sign.wait, sign.no_role. */
ANSWER enum outcome act_sign_second(struct job *job, struct str step, struct str code,
                                    struct str agent, struct session *ret);

#endif
