/* A sign-in by a provider: the browser goes, comes back, and is somebody. */
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/sso_parts.h"
#include "aide/sealer.h"
#include "model/value.h"
#include "store/sql.h"

enum { SECRET_BYTES = 32, CODE_BYTES_MAX = 2048, ERROR_BYTES = 60 };

static const char *const aim_words[] = {"sign_in", "link", "prove"};
static const struct choices aims = {aim_words, SSO_AIM_COUNT};

struct attempt {
    enum sso_aim aim;
    struct str browser; /* hash of what it keeps */
    struct str nonce, verifier, back;
    int64_t account;
    struct moment made;
};

/* Those that came too late, or were never to come back. In the open writing transaction. */
static enum outcome trim_attempts(struct job *job, struct moment oldest)
{
    struct query *q = query_of(job->db, &sql_sso_attempt_trim);

    query_text(q, 1, passing_moment(job, oldest));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

static struct moment oldest_of(const struct job *job)
{
    return (struct moment){job->now.ms - SSO_ATTEMPT_MINUTES * INT64_C(60000)};
}

static enum outcome add_attempt(struct job *job, const struct sso_ask *ask,
                                const struct oidc_request *request, struct str browser)
{
    struct query *q;

    if (passing_write(job) != DONE ||
        passing_trim(job, &sql_sso_attempt_last, &sql_sso_attempt_trim, oldest_of(job),
                     &sql_sso_attempt_spare, SSO_ATTEMPTS_MAX) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_sso_attempt_add);
    query_int(q, 1, job->org);
    query_text(q, 2, token_hash(job, request->state));
    query_text(q, 3, token_hash(job, browser));
    query_text(q, 4, request->nonce);
    query_text(q, 5, request->verifier);
    query_text(q, 6, ask->back);
    query_int(q, 7, ask->account);
    query_text(q, 8, passing_moment(job, job->now));
    query_text(q, 9, choice_word(&aims, (int)ask->aim));
    return passing_write_one(job, q);
}

static struct oidc_request request_of(struct job *job, const struct provider *it, struct str home)
{
    return (struct oidc_request){
        .client = it->client,
        .redirect = arena_text(job->mem, "%" STR_FMT SSO_BACK, STR_ARG(home)),
        .acr = it->acr,
    };
}

enum outcome act_sso_begin(struct job *job, const struct sso_ask *ask, struct str *ret_address,
                           struct str *ret_browser)
{
    struct oidc_provider said;
    struct oidc_request request;
    struct provider it;
    struct str browser = random_hex(job, SECRET_BYTES);
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = sso_provider(job, ask->org, &it)) != DONE)
        return o;
    db_rollback(job->db);
    request = request_of(job, &it, ask->home);
    request.state = random_hex(job, SECRET_BYTES);
    request.nonce = random_hex(job, SECRET_BYTES);
    request.verifier = random_hex(job, SECRET_BYTES);
    request.again = ask->aim == AIM_PROVE;
    if ((o = sso_describe(job, &it, &said)) != DONE ||
        (o = add_attempt(job, ask, &request, browser)) != DONE)
        return o;
    *ret_address = oidc_authorization(job->mem, &said, &request);
    *ret_browser = browser;
    return DONE;
}

/* ---- and back ---- */

static enum outcome read_attempt(struct job *job, struct str state, struct attempt *ret)
{
    struct query *q = query_of(job->db, &sql_sso_attempt_get);
    bool there;
    int aim = 0;

    query_text(q, 1, state);
    there = query_next(q);
    if (there) {
        job->org = query_get_int(q, 0);
        ret->browser = arena_str(job->mem, query_get_text(q, 1));
        ret->nonce = arena_str(job->mem, query_get_text(q, 2));
        ret->verifier = arena_str(job->mem, query_get_text(q, 3));
        ret->back = arena_str(job->mem, query_get_text(q, 4));
        ret->account = query_get_int(q, 5);
        there = moment_of_text(query_get_text(q, 6), &ret->made) &&
                choice_of(&aims, query_get_text(q, 7), &aim);
        ret->aim = (enum sso_aim)aim;
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : NOT_THERE;
}

/* It serves once, whatever comes of it: two that come at the same time find one row to end. */
static enum outcome take_attempt(struct job *job, const struct sso_answer *answer,
                                 struct attempt *ret)
{
    struct moment oldest = oldest_of(job);
    struct str state = token_hash(job, answer->state);
    struct query *q;
    int64_t ended = 0;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    o = read_attempt(job, state, ret);
    if (o == BROKEN)
        return o;
    q = query_of(job->db, &sql_sso_attempt_end);
    query_text(q, 1, state);
    if (query_run(q, &ended) != DONE)
        return job_broke(job);
    if (trim_attempts(job, oldest) != DONE)
        return BROKEN;
    if (db_commit(job->db) != DONE)
        return job_broke(job);
    if (o != DONE || ended != 1 || ret->made.ms < oldest.ms || answer->browser.len == 0 ||
        !str_eq(token_hash(job, answer->browser), ret->browser))
        return sso_refuse(job, S("sso.expired"), S(""));
    return DONE;
}

/* The token and what it says, by keys of the provider: fetched anew when it has a new one. */
static enum outcome judge(struct job *job, const struct provider *it,
                          const struct oidc_provider *said, const struct oidc_demand *demand,
                          struct str token, struct oidc_identity *ret)
{
    static const int64_t ages[] = {SSO_KEYS_AGE_MS, SSO_KEYS_AGAIN_MS};
    enum oidc_verdict verdict = OIDC_KEY;
    struct oidc_keys keys;
    enum outcome o;

    for (size_t i = 0; verdict == OIDC_KEY && i < 2; i++) {
        if ((o = sso_signers(job, it, said, ages[i], &keys)) != DONE)
            return o;
        verdict = oidc_id_token(job->mem, token, &keys, demand, ret);
    }
    return verdict == OIDC_FINE ? DONE : sso_refuse(job, S("sso.unsound"), oidc_word(verdict));
}

static enum outcome identify(struct job *job, const struct sso_answer *answer,
                             const struct attempt *attempt, const struct provider *it,
                             struct oidc_identity *ret, struct str *ret_token)
{
    struct oidc_demand demand = {
        .issuer = it->issuer, .client = it->client, .nonce = attempt->nonce, .acr = it->acr,
        .max_age_s = attempt->aim == AIM_PROVE ? 0 : -1, .claim = it->claim, .now = job->now,
    };
    struct oidc_request request = request_of(job, it, answer->home);
    struct oidc_provider said;
    enum outcome o;

    if ((o = sso_describe(job, it, &said)) != DONE)
        return o;
    if ((answer->issuer.len > 0 || said.says_issuer) && !str_eq(answer->issuer, it->issuer))
        return sso_refuse(job, S("sso.unsound"), oidc_word(OIDC_ISSUER));
    if (answer->error.len > 0 || answer->code.len == 0 || answer->code.len > CODE_BYTES_MAX)
        return sso_refuse(job, S("sso.denied"),
                          str_fit(value_seen(job->mem, answer->error), ERROR_BYTES));
    request.verifier = attempt->verifier;
    if ((o = sso_exchange(job, it, &said, &request, answer->code, ret_token)) != DONE)
        return o;
    return judge(job, it, &said, &demand, *ret_token, ret);
}

/* Whose session it is there, to end here too, and the token, sealed, to leave there: most
 * providers let nobody leave without it. One that cannot be sealed is not kept. A provider lets
 * somebody in without a word who signed in there this morning: so they showed whose it is when it
 * says they did, and never when it says nothing. */
static enum outcome remember(struct job *job, const struct oidc_identity *who,
                             const struct session *session, struct str token)
{
    struct str about = sso_about_hint(job, session->account);
    struct str seal = S("");
    struct str why;
    struct query *q;

    if (sealer_close(job->mem, token, about, &seal, &why) != DONE)
        seal = S("");
    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_sso_session_mark);
    query_text(q, 1, token_hash(job, session->cookie));
    query_text(q, 2, who->issuer);
    query_text(q, 3, who->subject);
    query_text(q, 4, who->session);
    query_text(q, 5, seal);
    query_text(q, 6, who->signed_at.ms == 0 ? S("") : passing_moment(job, who->signed_at));
    return passing_write_one(job, q);
}

/* What it was for: a session, a link, or proof that it is still they. */
static enum outcome finish(struct job *job, const struct sso_answer *answer,
                           const struct attempt *attempt, const struct provider *it,
                           const struct oidc_identity *who, struct str token,
                           struct sso_done *done)
{
    int64_t account = 0;
    enum outcome o;

    if (attempt->aim == AIM_LINK)
        return sso_link(job, who, attempt->account);
    if (attempt->aim == AIM_PROVE) {
        o = sso_account(job, who, &account);
        if (o == DONE && account != attempt->account)
            return sso_refuse(job, S("sso.other"), S(""));
        return o;
    }
    if ((o = sso_settle(job, it, who)) != DONE)
        return o;
    done->session.account = job->account;
    if ((o = session_make(job, answer->agent, &done->session)) != DONE)
        return o;
    return remember(job, who, &done->session, token);
}

enum outcome act_sso_return(struct job *job, const struct sso_answer *answer, struct sso_done *ret)
{
    struct attempt attempt = {.account = 0};
    struct oidc_identity who = {.n_values = 0};
    struct sso_done done;
    struct provider it;
    struct str token = S("");
    enum outcome o;

    if ((o = take_attempt(job, answer, &attempt)) != DONE || (o = passing_read(job)) != DONE ||
        (o = sso_provider(job, job->org, &it)) != DONE)
        return o;
    db_rollback(job->db);
    /* Only who asked gets what was asked: not whoever is signed in by now. */
    if (attempt.aim != AIM_SIGN_IN && attempt.account != answer->account)
        return sso_refuse(job, S("sso.expired"), S(""));
    done = (struct sso_done){.back = attempt.back, .aim = attempt.aim};
    if ((o = identify(job, answer, &attempt, &it, &who, &token)) != DONE ||
        (o = finish(job, answer, &attempt, &it, &who, token, &done)) != DONE)
        return o;
    *ret = done;
    return DONE;
}
