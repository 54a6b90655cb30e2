/* acts/passkey.h - signing in with a passkey: adding one, using it, taking it away.
 *
 * A passkey proves two things at once: that the device is there and that its owner is
 * (factor/webauthn.h). So it takes the place of password and code, and nobody types an
 * address: the passkey says which account it is of. Everybody looks after their own.
 *
 * What must be signed (a challenge of 256 bits) is given out for one session and one end, or
 * for one attempt to sign in, stands for PASSKEY_MINUTES and is used up by any answer, right or
 * wrong. Who is signed in shows with one that it is still they, as with a password. Of what was
 * asked of who is not signed in, the newest PASSKEY_ATTEMPTS_MAX stay and what came in the last ten
 * seconds: more than one address can ask while one stands (pace.h).
 *
 * Sources  [plan 3.3]; [plan 3.10] a passkey passes the delay of an account.
 */
#ifndef ACTS_PASSKEY_H
#define ACTS_PASSKEY_H

#include "acts/session.h"
#include "factor/webauthn.h"

enum { PASSKEY_MINUTES = 5, PASSKEYS_PER_ACCOUNT = 20, PASSKEY_NAME_CHARS = 100,
       PASSKEY_ATTEMPTS_MAX = 10000 };

struct passkey_line {
    int64_t id;
    struct str name;
    struct str rp;         /* the site that it was made for                       */
    struct moment made;
    struct moment seen;    /* no moment: never used                               */
    struct moment copied;  /* when its count did not grow; no moment: it always did */
};

/* What a browser is told to ask of an authenticator; texts are base64 for addresses. */
struct passkey_asked {
    struct str challenge;
    struct str handle;     /* of a new one: the account's name for itself, random */
    struct str *known;     /* credentials that the account has; empty for who comes in */
    size_t known_n;
};

/* What came back, as base64 for addresses. */
struct passkey_made {
    struct str client, attestation;
};
struct passkey_said {
    struct str credential, handle, client, authenticator, signature;
};

/* act_passkey_list: one's own, oldest first. In the job's reading transaction. */
ANSWER enum outcome act_passkey_list(struct job *job, struct passkey_line **ret, size_t *ret_n);

/* act_passkey_begin: something to sign with a new passkey, for this session: its form token,
 * which stays when the cookie is renewed. */
ANSWER enum outcome act_passkey_begin(struct job *job, struct str session,
                                      struct passkey_asked *ret);

/* act_passkey_add: keeps a new one; the session has shown a second factor then, and goes on
 * under another cookie (session_enrol). REFUSED at `name` with passkey.name; at `passkey` with
 * passkey.late (nothing was asked, too long ago, or it was answered already), passkey.full,
 * passkey.known, or passkey.refused (arg: webauthn_word). */
ANSWER enum outcome act_passkey_add(struct job *job, const struct webauthn_site *site,
                                    struct str cookie, struct str name,
                                    const struct passkey_made *made, struct session *session);

/* act_passkey_name, act_passkey_remove: one of one's own; NOT_THERE for any other. */
ANSWER enum outcome act_passkey_name(struct job *job, int64_t id, struct str name);
ANSWER enum outcome act_passkey_remove(struct job *job, int64_t id);

/* act_passkey_ask: something to sign for who comes in; *ret_attempt is the secret that the
 * browser keeps meanwhile. Knows nobody, and says nothing of anybody. */
ANSWER enum outcome act_passkey_ask(struct job *job, struct str *ret_attempt,
                                    struct passkey_asked *ret);

/* act_passkey_sign_in: REFUSED at `passkey` with passkey.late, passkey.unknown, or
 * passkey.refused (arg: webauthn_word), and with sign.no_role or
 * sign.provider_only. On DONE the job has account, org,
 * person and roles; *ret_copied: its count did not grow, so it may be in two places. */
ANSWER enum outcome act_passkey_sign_in(struct job *job, const struct webauthn_site *site,
                                        struct str attempt, const struct passkey_said *said,
                                        struct str agent, struct session *ret, bool *ret_copied);

/* act_passkey_question: something to sign by who is signed in, to show that it is still they,
 * for this session: its form token. known_n 0: they have none for this site, and nothing was
 * asked. */
ANSWER enum outcome act_passkey_question(struct job *job, const struct webauthn_site *site,
                                         struct str session, struct passkey_asked *ret);

/* act_passkey_prove: it is still they; then the session is fresh again (session_prove). REFUSED
 * at `passkey` as act_passkey_sign_in, with passkey.other for one that is not theirs. */
ANSWER enum outcome act_passkey_prove(struct job *job, const struct webauthn_site *site,
                                      struct str cookie, const struct passkey_said *said,
                                      struct session *session);

#endif
