/* acts/sso.h - single sign-on: which provider, and who signs in by it?
 *
 * The provider itself is a record (model/provider.h), so that the ledger holds who set what.
 * Beside it lie what passes: our key or the shared secret (sealed), what the provider said of
 * itself and its keys, sign-ins under way, and which subject of which issuer is which account
 * here. Somebody is their issuer and subject, never a mail address.
 *
 * Each act is a transaction of its own, and nothing is open while the courier is away.
 *
 * Sources  [plan 3.4], [plan 3.19]; [choice: single sign-on].
 */
#ifndef ACTS_SSO_H
#define ACTS_SSO_H

#include "acts/session.h"
#include "factor/oidc.h"
#include "model/provider.h"
#include "records/record.h"

/* Of sign-ins that wait the newest SSO_ATTEMPTS_MAX stay and what came in the last ten seconds:
 * more than one address can begin while one stands (pace.h). Of who is signed in already none goes. */
enum { SSO_ATTEMPT_MINUTES = 10, SSO_ATTEMPTS_MAX = 20000, SSO_SECRET_CHARS = 500 };

/* ---- the setting, for who may MAY_SETTINGS ---- */

struct sso_setting {
    struct provider it;     /* what counts; row.id 0: none was ever set up */
    struct provider proposal; /* row.id 0: none waits            */
    bool own;               /* who asks proposed it, so another confirms */
    bool has_secret;
    struct moment secret_made;
    struct str key;         /* name of our key; empty: none   */
    struct moment key_made;
    size_t accounts;        /* linked                         */
};
ANSWER enum outcome act_sso_get(struct job *job, struct sso_setting *ret);

/* act_sso_set: makes or alters the provider; secret not empty: keeps that too, sealed. With
 * the way `key` a key is made when there is none. *ret_waits: it counts when another has
 * confirmed it, and until then what counted does; save for what the keyboard sets, who holds all
 * roles alone, and turning the same on and off. A later proposal takes the place of an earlier.
 * REFUSED at `ended` with policy.provider_stays while everybody must come by it (policy.h); at
 * `secret` with sso.secret_later: it is of a provider that does not count yet. */
ANSWER enum outcome act_sso_set(struct job *job, struct row seen, const struct given *given,
                                struct str secret, bool *ret_waits);

/* act_sso_confirm: the proposal counts from now on; of another than who made it (leave_ask). A
 * secret of another provider is forgotten. act_sso_drop: it does not, and goes. seen.id 0:
 * whichever it is. REFUSED with sso.no_proposal: none waits. */
ANSWER enum outcome act_sso_confirm(struct job *job, struct row seen);
ANSWER enum outcome act_sso_drop(struct job *job, struct row seen);

/* act_sso_key: a new key; the provider may use the one of before for a day. */
ANSWER enum outcome act_sso_key(struct job *job);

/* act_sso_test: goes to the provider and back. DONE with what it says of itself and how many
 * keys it has; REFUSED (sso.trial) with the reason. */
struct sso_trial {
    struct oidc_provider provider;
    size_t keys;
};
ANSWER enum outcome act_sso_test(struct job *job, struct sso_trial *ret);

/* act_sso_link: this subject is that person's account; for administrators. act_sso_unlink:
 * no subject is; also of oneself. */
ANSWER enum outcome act_sso_link(struct job *job, int64_t person, struct str subject);
ANSWER enum outcome act_sso_unlink(struct job *job, int64_t person);

/* act_sso_mine: is the account of who is signed in linked? name empty: there is no provider. */
struct sso_mine {
    struct str name;
    bool linked;
    struct moment since;
};
ANSWER enum outcome act_sso_mine(struct job *job, struct sso_mine *ret);

/* ---- signing in; nobody is signed in yet ---- */

struct sso_button {
    int64_t org;
    struct str name;
};
ANSWER enum outcome sso_buttons(struct job *job, struct sso_button **ret, size_t *ret_n);

/* What somebody goes to the provider for: to sign in; to have the account of who is signed
 * in linked; to show that it is still they who sit there. */
enum sso_aim { AIM_SIGN_IN, AIM_LINK, AIM_PROVE, SSO_AIM_COUNT };

/* act_sso_begin: where to send the browser, and what it is to keep until it comes back.
 * org 0: the only one; home is our own address, as https://isms.example; account: who is
 * signed in, for the other aims. NOT_THERE: no such provider. */
struct sso_ask {
    enum sso_aim aim;
    int64_t org;
    struct str home;
    struct str back;
    int64_t account;
};
ANSWER enum outcome act_sso_begin(struct job *job, const struct sso_ask *ask,
                                  struct str *ret_address, struct str *ret_browser);

/* act_sso_return: the browser came back. DONE: a session, for AIM_SIGN_IN; the account is
 * linked; or it showed whose it is, for session_prove to keep.
 * REFUSED: sso.expired, sso.denied, sso.away, sso.unsound (its argument says which fault),
 * sso.unknown, sso.taken, sign.no_role. */
struct sso_answer {
    struct str state, code, issuer, error; /* as the provider gave them along           */
    struct str browser;                    /* what it kept                              */
    struct str home, agent;
    int64_t account;                       /* who is signed in here; 0: nobody           */
};
struct sso_done {
    struct session session;
    struct str back;
    enum sso_aim aim;
};
ANSWER enum outcome act_sso_return(struct job *job, const struct sso_answer *answer,
                                   struct sso_done *ret);

/* ---- signing out ---- */

/* sso_end: where to sign out at the provider as well; empty: this session came otherwise. */
ANSWER enum outcome sso_end(struct job *job, struct str cookie, struct str home,
                            struct str *ret_name, struct str *ret_address);

/* act_sso_notice: the provider says, signed, that somebody left. act_sso_left: a browser was
 * sent by, with the session that ended there. Sessions here end; none: DONE too. */
ANSWER enum outcome act_sso_notice(struct job *job, int64_t org, struct str token);
ANSWER enum outcome act_sso_left(struct job *job, int64_t org, struct str issuer,
                                 struct str session);

/* sso_keys: the key set that the provider may know, as JSON. */
ANSWER enum outcome sso_keys(struct job *job, int64_t org, struct str *ret_json);

/* sso_reach: the hosts of every provider of every organisation, between blanks, in the open
 * reading transaction: where a server's courier may go for as long as it runs. */
ANSWER enum outcome sso_reach(struct job *job, struct str *ret_hosts);

#endif
