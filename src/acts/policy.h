/* acts/policy.h - what does the organisation ask of who signs in?
 *
 * Nothing beside a password; a second factor; or to come from its own provider alone. A
 * passkey asks for its owner (factor/webauthn.h) and a provider answers for its own people,
 * so both are enough. Administrators keep their password where all others come from the
 * provider, or one mistake there locks everybody out; beside it they need a second factor.
 *
 * Who has no second factor yet is let in as far as where one is made, and the session in which
 * that is done goes on: another one of before, which may be of somebody else, does not. Who has
 * a passkey and no app is not let in by the password: that would be one factor.
 *
 * Sources  [plan 3.2], [plan 3.4]; [choice: what is asked at the door].
 */
#ifndef ACTS_POLICY_H
#define ACTS_POLICY_H

#include "acts/session.h"
#include "model/person.h"

/* NEED_FACTOR: to make one; NEED_SHOWN: to sign in anew by the one that the account has. */
enum sign_need { NEED_NOTHING, NEED_FACTOR, NEED_SHOWN, NEED_PROVIDER };

/* policy_judge: what a session lacks; roles as in a job. */
enum sign_need policy_judge(enum sign_policy policy, unsigned roles, const struct session *session);

/* policy_hold: an open session under the policy of today: fills must_enrol, or NOT_THERE: it
 * counts no more. */
ANSWER enum outcome policy_hold(const struct job *job, enum sign_policy policy,
                                struct session *session);

/* policy_password: may a right password of the account in the job go on, to the code of its
 * app if it has one? policy_own: does what it has here count at all, password or passkey? In
 * the job's reading transaction. REFUSED at the field with sign.provider_only or
 * sign.use_passkey. */
ANSWER enum outcome policy_password(struct job *job, struct str field);
ANSWER enum outcome policy_own(struct job *job, struct str field);

/* policy_fits: may the organisation ask this, after what it asked? Its provider only when that
 * counts, and somebody who is linked to it is signed in by it: so it works. REFUSED at sign_policy
 * with policy.no_provider or policy.nobody_came. In the open transaction. */
ANSWER enum outcome policy_fits(struct job *job, enum sign_policy was, enum sign_policy policy);

#endif
