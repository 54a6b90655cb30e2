/* acts/sso_parts.h - what the parts of single sign-on share; internal to this room. */
#ifndef ACTS_SSO_PARTS_H
#define ACTS_SSO_PARTS_H

#include "acts/sso.h"

#define SSO_BACK "/inloggen/oidc/terug"

/* sso_provider: the one of job->org that counts, in the job's reading transaction; sets
 * job->org when it was 0. NOT_THERE. */
ANSWER enum outcome sso_provider(struct job *job, int64_t org, struct provider *ret);

/* sso_came: is there a session that came by the issuer, of an account that is still linked to it?
 * In the open transaction. */
ANSWER enum outcome sso_came(struct job *job, struct str issuer, bool *ret);

/* sso_load: the one row of this stage, whether it is ended or not; row.id 0: there is none. */
ANSWER enum outcome sso_load(struct job *job, const struct leave *leave,
                             enum provider_stage stage, struct provider *ret);

/* sso_complete: what the setting needs beside itself: the secret that was typed, or a first
 * key. */
ANSWER enum outcome sso_complete(struct job *job, enum provider_way way, struct str secret);

/* sso_refuse: notes why not, at no field. */
enum outcome sso_refuse(struct job *job, struct str key, struct str arg);

/* sso_describe: what the provider says of itself, at most an hour old; sso_signers: its keys,
 * at most so old. In transactions of their own; the courier goes when it must, for each of
 * both at most once a minute. REFUSED with sso.away and the reason. */
ANSWER enum outcome sso_describe(struct job *job, const struct provider *it,
                                 struct oidc_provider *ret);
enum { SSO_KEYS_AGE_MS = 60 * 60 * 1000, SSO_KEYS_AGAIN_MS = 60 * 1000 };
ANSWER enum outcome sso_signers(struct job *job, const struct provider *it,
                                const struct oidc_provider *said, int64_t age_ms,
                                struct oidc_keys *ret);

/* sso_hosts: where its addresses may lie: its own host and those that were named. */
struct str sso_hosts(struct job *job, const struct provider *it);

/* sso_exchange: the ID token for a code. */
ANSWER enum outcome sso_exchange(struct job *job, const struct provider *it,
                                 const struct oidc_provider *said,
                                 const struct oidc_request *request, struct str code,
                                 struct str *ret_token);

/* sso_account: of this subject; 0: none. In a transaction of its own. */
ANSWER enum outcome sso_account(struct job *job, const struct oidc_identity *who,
                                int64_t *ret_account);
/* sso_link: from now on this subject is that account. REFUSED: one of both is linked. */
ANSWER enum outcome sso_link(struct job *job, const struct oidc_identity *who, int64_t account);

/* sso_settle: the account of this subject, with the roles that its values give; into the job
 * as job_identify does. Made when there is none and the provider says so. */
ANSWER enum outcome sso_settle(struct job *job, const struct provider *it,
                               const struct oidc_identity *who);

/* sso_about: what a seal is about. sso_about_hint: that of a token beside a session of this
 * account, whose own name is another after each proof. */
struct str sso_about(struct job *job, const char *what, struct str id);
struct str sso_about_hint(struct job *job, int64_t account);

#endif
