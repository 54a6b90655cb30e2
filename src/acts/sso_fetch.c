/* What is fetched from a provider: what it says of itself, its keys, and a token. */
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/sso_parts.h"
#include "aide/courier.h"
#include "aide/sealer.h"
#include "base/bug.h"
#include "store/sql.h"

enum { DESCRIBE_AGE_MS = 60 * 60 * 1000, STATUS_FINE = 200 };

struct document {
    struct str body; /* empty: none yet, or it could not be had */
    struct moment fetched;
};

static enum outcome read_kept(struct job *job, struct str kind, struct str address,
                              struct document *ret)
{
    struct query *q;

    *ret = (struct document){.body = S("")};
    if (passing_read(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_sso_document_get);
    query_int(q, 1, job->org);
    query_text(q, 2, kind);
    if (query_next(q) && str_eq(query_get_text(q, 0), address)) {
        ret->body = arena_str(job->mem, query_get_text(q, 1));
        MUST(moment_of_text(query_get_text(q, 2), &ret->fetched));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    db_rollback(job->db);
    return DONE;
}

static enum outcome keep(struct job *job, struct str kind, struct str address, struct str body)
{
    struct query *q;

    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_sso_document_put);
    query_int(q, 1, job->org);
    query_text(q, 2, kind);
    query_text(q, 3, address);
    query_text(q, 4, body);
    query_text(q, 5, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

/* The answer of one errand; REFUSED when there is none, or not with 200. NOT_THERE when the
 * courier stays at home: the setting leads where no setting led when the server started. */
static enum outcome go(struct job *job, const struct courier_errand *errand, struct str *ret_body)
{
    struct str why = S("");
    int status = 0;
    enum outcome o = courier_go(job->mem, errand, &status, ret_body, &why);

    if (o == REFUSED)
        return NOT_THERE;
    if (o != DONE)
        return sso_refuse(job, S("sso.away"), why);
    if (status != STATUS_FINE)
        return sso_refuse(job, S("sso.away"), arena_text(job->mem, "HTTP %d", status));
    return DONE;
}

static enum outcome go_or_say(struct job *job, const struct courier_errand *errand,
                              struct str *ret_body)
{
    enum outcome o = go(job, errand, ret_body);

    return o == NOT_THERE ? sso_refuse(job, S("sso.restart"), S("")) : o;
}

/* A document no older than age_ms. What could not be had is tried again after a minute, so
 * that nobody who sends us rubbish makes us a nuisance to the provider; until then the one
 * of before serves. */
static enum outcome get(struct job *job, struct str kind, struct str address, struct str hosts,
                        int64_t age_ms, struct str *ret_body)
{
    struct courier_errand errand = {.address = address, .hosts = hosts};
    struct document kept;
    struct str body;
    size_t faults = job->faults.n;
    enum outcome o;

    if ((o = read_kept(job, kind, address, &kept)) != DONE)
        return o;
    if (job->now.ms - kept.fetched.ms < (kept.body.len > 0 ? age_ms : SSO_KEYS_AGAIN_MS)) {
        *ret_body = kept.body;
        return kept.body.len > 0 ? DONE : sso_refuse(job, S("sso.away"), S("a minute ago"));
    }
    o = go(job, &errand, &body);
    if (o == NOT_THERE)
        return sso_refuse(job, S("sso.restart"), S(""));
    if (o == REFUSED && kept.body.len > 0) {
        job->faults.n = faults;
        body = kept.body;
        o = DONE;
    }
    if (o == BROKEN || keep(job, kind, address, o == DONE ? body : S("")) != DONE)
        return BROKEN;
    *ret_body = body;
    return o;
}

enum outcome sso_reach(struct job *job, struct str *ret_hosts)
{
    struct query *q = query_of(job->db, &sql_sso_addresses);
    struct str hosts = S("");

    while (query_next(q)) {
        struct provider it = {.issuer = query_get_text(q, 0), .hosts = query_get_text(q, 1)};

        hosts = arena_text(job->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(hosts),
                           STR_ARG(sso_hosts(job, &it)));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_hosts = hosts;
    return DONE;
}

enum outcome sso_describe(struct job *job, const struct provider *it, struct oidc_provider *ret)
{
    struct str address = oidc_discovery(job->mem, it->issuer);
    struct str hosts = sso_hosts(job, it);
    struct str body = S("");
    struct str why = S("");
    enum outcome o = get(job, S("provider"), address, hosts, DESCRIBE_AGE_MS, &body);

    if (o != DONE)
        return o;
    if (!oidc_provider_read(job->mem, it->issuer, hosts, body, ret, &why))
        return sso_refuse(job, S("sso.away"), why);
    return DONE;
}

enum outcome sso_signers(struct job *job, const struct provider *it,
                         const struct oidc_provider *said, int64_t age_ms, struct oidc_keys *ret)
{
    struct str body = S("");
    enum outcome o = get(job, S("keys"), said->keys, sso_hosts(job, it), age_ms, &body);

    if (o != DONE)
        return o;
    if (!oidc_keys_read(job->mem, body, ret))
        return sso_refuse(job, S("sso.away"), S("jwks_uri"));
    return DONE;
}

enum outcome act_sso_test(struct job *job, struct sso_trial *ret)
{
    const struct leave *leave;
    struct sso_setting has;
    struct sso_trial trial = {.keys = 0};
    struct courier_errand errand;
    struct oidc_keys keys;
    struct str body;
    struct str why = S("");
    enum outcome o;

    if ((o = passing_read(job)) != DONE ||
        (o = leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave)) != DONE ||
        (o = act_sso_get(job, &has)) != DONE)
        return o;
    if (has.it.row.id == 0)
        return NOT_THERE;
    db_rollback(job->db);
    errand = (struct courier_errand){.address = oidc_discovery(job->mem, has.it.issuer),
                                     .hosts = sso_hosts(job, &has.it)};
    if ((o = go_or_say(job, &errand, &body)) != DONE)
        return o;
    if (!oidc_provider_read(job->mem, has.it.issuer, errand.hosts, body, &trial.provider, &why))
        return sso_refuse(job, S("sso.away"), why);
    errand.address = trial.provider.keys;
    if ((o = go_or_say(job, &errand, &body)) != DONE)
        return o;
    if (!oidc_keys_read(job->mem, body, &keys) || keys.n == 0)
        return sso_refuse(job, S("sso.away"), S("jwks_uri"));
    trial.keys = keys.n;
    *ret = trial;
    return DONE;
}

/* ---- bringing the code ---- */

/* A sealed text of ours, opened; the query has it in the column. */
static enum outcome open_seal(struct job *job, struct str seal, struct str about, struct str *ret)
{
    struct str why = S("no secret");

    if (seal.len > 0 && sealer_open(job->mem, seal, about, ret, &why) == DONE)
        return DONE;
    return sso_refuse(job, S("sso.no_seal"), why);
}

static enum outcome read_key(struct job *job, struct str *ret_key)
{
    struct query *q;
    struct str id = S("");
    struct str seal = S("");

    if (passing_read(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_sso_key_now);
    query_int(q, 1, job->org);
    if (query_next(q)) {
        id = arena_str(job->mem, query_get_text(q, 0));
        seal = arena_str(job->mem, query_get_text(q, 1));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    db_rollback(job->db);
    return open_seal(job, seal, sso_about(job, "sso_key", id), ret_key);
}

static enum outcome read_secret(struct job *job, struct str *ret_secret)
{
    struct query *q;
    struct str seal = S("");

    if (passing_read(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_sso_secret_get);
    query_int(q, 1, job->org);
    if (query_next(q))
        seal = arena_str(job->mem, query_get_text(q, 0));
    if (query_end(q) != DONE)
        return job_broke(job);
    db_rollback(job->db);
    return open_seal(job, seal, sso_about(job, "sso_secret", S("1")), ret_secret);
}

/* Who we are, in the errand: by signature in the form, or by the shared secret in a header. */
static enum outcome say_who(struct job *job, const struct provider *it,
                            const struct oidc_provider *said, const struct oidc_request *request,
                            struct str code, struct courier_errand *errand)
{
    struct str secret = S("");
    struct str assertion = S("");
    enum outcome o = it->way == WAY_KEY ? read_key(job, &secret) : read_secret(job, &secret);

    if (o != DONE)
        return o;
    if (it->way == WAY_KEY) {
        assertion = oidc_assertion(job->mem, secret, said->takes_ps256, it->client, said->token,
                                   random_hex(job, 16), job->now);
        if (assertion.len == 0)
            return sso_refuse(job, S("sso.no_seal"), S("no signature"));
    } else
        errand->authorization = oidc_basic(job->mem, it->client, secret);
    errand->form = oidc_exchange(job->mem, request, code, assertion);
    return DONE;
}

enum outcome sso_exchange(struct job *job, const struct provider *it,
                          const struct oidc_provider *said, const struct oidc_request *request,
                          struct str code, struct str *ret_token)
{
    struct courier_errand errand = {.address = said->token, .hosts = sso_hosts(job, it),
                                    .brings = true};
    struct str body = S("");
    enum outcome o;

    if ((o = say_who(job, it, said, request, code, &errand)) != DONE ||
        (o = go_or_say(job, &errand, &body)) != DONE)
        return o;
    *ret_token = oidc_answer(job->mem, body);
    return ret_token->len > 0 ? DONE : sso_refuse(job, S("sso.unsound"), oidc_word(OIDC_FORM));
}
