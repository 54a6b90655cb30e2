/* Signing out: here and there, and there and here. */
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/sso_parts.h"
#include "aide/sealer.h"
#include "store/sql.h"

enum { NOTICE_STAYS_MS = 60 * 60 * 1000 };

/* The token, out of its seal; empty: there is none, and we say our name alone. */
static struct str open_hint(struct job *job, struct str seal, int64_t account)
{
    struct str hint;
    struct str why;

    if (seal.len == 0 ||
        sealer_open(job->mem, seal, sso_about_hint(job, account), &hint, &why) != DONE)
        return S("");
    return hint;
}

enum outcome sso_end(struct job *job, struct str cookie, struct str home, struct str *ret_name,
                     struct str *ret_address)
{
    struct query *q;
    struct oidc_provider said;
    struct provider it;
    struct str issuer = S("");
    struct str seal = S("");
    int64_t account = 0;
    int64_t org = 0;
    enum outcome o;

    *ret_address = *ret_name = S("");
    if (cookie.len == 0)
        return DONE;
    if ((o = passing_read(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_sso_session_get);
    query_text(q, 1, token_hash(job, cookie));
    if (query_next(q)) {
        org = query_get_int(q, 0);
        issuer = arena_str(job->mem, query_get_text(q, 1));
        seal = arena_str(job->mem, query_get_text(q, 2));
        account = query_get_int(q, 3);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (org == 0 || (o = sso_provider(job, org, &it)) == NOT_THERE || !str_eq(it.issuer, issuer))
        return o == BROKEN ? o : DONE;
    db_rollback(job->db);
    /* A provider that is away keeps nobody from leaving here. */
    if ((o = sso_describe(job, &it, &said)) != DONE) {
        job->faults.n = 0;
        return o == BROKEN ? o : DONE;
    }
    *ret_name = it.name;
    *ret_address = oidc_end(job->mem, &said, it.client,
                            arena_text(job->mem, "%" STR_FMT "/inloggen", STR_ARG(home)),
                            open_hint(job, seal, account));
    return DONE;
}

static enum outcome end_sessions(struct job *job, struct str issuer, struct str subject,
                                 struct str session)
{
    struct query *q = query_of(job->db, &sql_sso_leave);

    query_int(q, 1, job->org);
    query_text(q, 2, issuer);
    query_text(q, 3, subject);
    query_text(q, 4, session);
    return passing_write_one(job, q);
}

/* Each notice once: one that was overheard ends nothing a second time. */
static enum outcome hear(struct job *job, const struct oidc_leaver *who, struct str issuer)
{
    struct query *q;
    bool heard;
    enum outcome o = passing_write(job);

    if (o != DONE)
        return o;
    q = query_of(job->db, &sql_sso_notice_get);
    query_int(q, 1, job->org);
    query_text(q, 2, who->id);
    heard = query_next(q);
    if (query_end(q) != DONE)
        return job_broke(job);
    if (heard)
        return sso_refuse(job, S("sso.unsound"), oidc_word(OIDC_EVENT));
    q = query_of(job->db, &sql_sso_notice_trim);
    query_int(q, 1, job->org);
    query_text(q, 2, passing_moment(job, (struct moment){job->now.ms - NOTICE_STAYS_MS}));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_sso_notice_add);
    query_int(q, 1, job->org);
    query_text(q, 2, who->id);
    query_text(q, 3, passing_moment(job, job->now));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    return end_sessions(job, issuer, who->subject, who->session);
}

static enum outcome judge(struct job *job, const struct provider *it,
                          const struct oidc_provider *said, struct str token,
                          struct oidc_leaver *ret)
{
    static const int64_t ages[] = {SSO_KEYS_AGE_MS, SSO_KEYS_AGAIN_MS};
    struct oidc_demand demand = {.issuer = it->issuer, .client = it->client, .max_age_s = -1,
                                 .now = job->now};
    enum oidc_verdict verdict = OIDC_KEY;
    struct oidc_keys keys;
    enum outcome o;

    for (size_t i = 0; verdict == OIDC_KEY && i < 2; i++) {
        if ((o = sso_signers(job, it, said, ages[i], &keys)) != DONE)
            return o;
        verdict = oidc_logout_token(job->mem, token, &keys, &demand, ret);
    }
    return verdict == OIDC_FINE ? DONE : sso_refuse(job, S("sso.unsound"), oidc_word(verdict));
}

enum outcome act_sso_notice(struct job *job, int64_t org, struct str token)
{
    struct oidc_provider said;
    struct oidc_leaver who;
    struct provider it;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = sso_provider(job, org, &it)) != DONE)
        return o;
    db_rollback(job->db);
    if ((o = sso_describe(job, &it, &said)) != DONE ||
        (o = judge(job, &it, &said, token, &who)) != DONE)
        return o;
    return hear(job, &who, it.issuer);
}

enum outcome act_sso_left(struct job *job, int64_t org, struct str issuer, struct str session)
{
    struct provider it;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = sso_provider(job, org, &it)) != DONE)
        return o;
    if (!str_eq(issuer, it.issuer) || session.len == 0)
        return DONE;
    if ((o = passing_write(job)) != DONE)
        return o;
    return end_sessions(job, issuer, S(""), session);
}
