#include "acts/policy.h"

#include "acts/sso_parts.h"
#include "acts/totp.h"
#include "records/record.h"
#include "store/sql.h"

enum sign_need policy_judge(enum sign_policy policy, unsigned roles, const struct session *session)
{
    if (policy == SIGN_FREE || session->by_provider)
        return NEED_NOTHING;
    if (policy == SIGN_PROVIDER && (roles & 1u << ROLE_ADMIN) == 0)
        return NEED_PROVIDER;
    if (!session->has_factor)
        return NEED_FACTOR;
    return session->factor ? NEED_NOTHING : NEED_SHOWN;
}

enum outcome policy_hold(const struct job *job, enum sign_policy policy, struct session *session)
{
    enum sign_need need = policy_judge(policy, job->roles, session);

    session->must_enrol = need == NEED_FACTOR;
    return need == NEED_PROVIDER || need == NEED_SHOWN ? NOT_THERE : DONE;
}

static enum outcome policy_of(struct job *job, enum sign_policy *ret)
{
    struct organisation it;
    enum outcome o = record_load(job, leave_system(job), &organisation_noun,
                                 (struct row){.id = 1}, &it);

    if (o == DONE)
        *ret = it.sign_policy;
    return o;
}

static enum outcome has_passkey(struct job *job, bool *ret)
{
    struct query *q = query_of(job->db, &sql_passkey_any);

    *ret = false;
    query_int(q, 1, job->account);
    if (query_next(q))
        *ret = query_get_int(q, 0) > 0;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome policy_password(struct job *job, struct str field)
{
    enum sign_policy policy = SIGN_FREE;
    struct totp_state app;
    bool passkey;
    enum outcome o = policy_own(job, field);

    if (o != DONE || (o = policy_of(job, &policy)) != DONE || policy == SIGN_FREE)
        return o;
    if ((o = act_totp(job, &app)) != DONE || (o = has_passkey(job, &passkey)) != DONE)
        return o;
    return passkey && !app.on ? job_refuse(job, field, S("sign.use_passkey")) : DONE;
}

enum outcome policy_own(struct job *job, struct str field)
{
    const struct session whole = {.factor = true, .has_factor = true};
    enum sign_policy policy = SIGN_FREE;
    enum outcome o = policy_of(job, &policy);

    if (o == DONE && policy_judge(policy, job->roles, &whole) == NEED_PROVIDER)
        return job_refuse(job, field, S("sign.provider_only"));
    return o;
}

/* A provider that is only filled in may lead nowhere, and then everybody would stand outside. */
enum outcome policy_fits(struct job *job, enum sign_policy was, enum sign_policy policy)
{
    struct provider it;
    bool came = false;
    enum outcome o;

    if (policy != SIGN_PROVIDER)
        return DONE;
    if ((o = sso_load(job, leave_system(job), PROVIDER_COUNTS, &it)) != DONE)
        return o;
    if (it.row.id == 0 || it.ended)
        return job_refuse(job, S("sign_policy"), S("policy.no_provider"));
    if (was == SIGN_PROVIDER)
        return DONE;
    if ((o = sso_came(job, it.issuer, &came)) != DONE)
        return o;
    return came ? DONE : job_refuse(job, S("sign_policy"), S("policy.nobody_came"));
}
