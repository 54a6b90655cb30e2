/* Which provider, and with what we are known there. */
#include "acts/sso.h"

#include "acts/passing.h"
#include "acts/password.h"
#include "acts/sso_parts.h"
#include "aide/sealer.h"
#include "base/bug.h"
#include "base/buf.h"
#include "base/url.h"
#include "store/sql.h"

enum { KEY_STAYS_MS = 24 * 60 * 60 * 1000, KEY_ID_BYTES = 8 };

enum outcome sso_refuse(struct job *job, struct str key, struct str arg)
{
    return job_refuse_with(job, S(""), key, arg);
}

struct str sso_about(struct job *job, const char *what, struct str id)
{
    return arena_text(job->mem, "%s/sealed/%lld/%" STR_FMT, what, (long long)job->org,
                      STR_ARG(id));
}

struct str sso_about_hint(struct job *job, int64_t account)
{
    return sso_about(job, "sso_hint", arena_text(job->mem, "%lld", (long long)account));
}

struct str sso_hosts(struct job *job, const struct provider *it)
{
    struct url url = {.secure = false};

    (void)url_read(it->issuer, &url);
    return arena_text(job->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(url.host), STR_ARG(it->hosts));
}

enum outcome sso_load(struct job *job, const struct leave *leave, enum provider_stage stage,
                      struct provider *ret)
{
    struct provider found = {.row = {0}};
    struct provider *all;
    size_t n;
    enum outcome o = record_all(job, leave, &provider_noun, &all, &n);

    for (size_t i = 0; o == DONE && i < n; i++)
        if (all[i].stage == stage)
            found = all[i];
    if (o == DONE)
        *ret = found;
    return o;
}

enum outcome sso_buttons(struct job *job, struct sso_button **ret, size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_sso_providers);

    *ret = NULL;
    *ret_n = 0;
    while (query_next(q)) {
        *ret = arena_more(job->mem, *ret, *ret_n, sizeof **ret);
        (*ret)[(*ret_n)++] = (struct sso_button){
            query_get_int(q, 0), arena_str(job->mem, query_get_text(q, 1))};
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome sso_provider(struct job *job, int64_t org, struct provider *ret)
{
    struct sso_button *all;
    size_t n;
    enum outcome o = sso_buttons(job, &all, &n);

    if (o != DONE)
        return o;
    if (org == 0 && n == 1)
        org = all[0].org;
    for (size_t i = 0; i < n; i++) {
        if (all[i].org != org)
            continue;
        job->org = org;
        return sso_load(job, leave_system(job), PROVIDER_COUNTS, ret);
    }
    return NOT_THERE;
}

/* ---- what is kept beside the record ---- */

static enum outcome look_secrets(struct job *job, struct sso_setting *ret)
{
    struct query *q = query_of(job->db, &sql_sso_secret_get);

    query_int(q, 1, job->org);
    if (query_next(q)) {
        ret->has_secret = true;
        MUST(moment_of_text(query_get_text(q, 1), &ret->secret_made));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_sso_key_now);
    query_int(q, 1, job->org);
    if (query_next(q)) {
        ret->key = arena_str(job->mem, query_get_text(q, 0));
        MUST(moment_of_text(query_get_text(q, 3), &ret->key_made));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_sso_accounts);
    query_int(q, 1, job->org);
    while (query_next(q))
        ret->accounts++;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome act_sso_get(struct job *job, struct sso_setting *ret)
{
    const struct leave *leave;
    struct sso_setting it = {.has_secret = false};
    bool alone = false;
    enum outcome o;

    if ((o = leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave)) != DONE ||
        (o = sso_load(job, leave, PROVIDER_COUNTS, &it.it)) != DONE ||
        (o = sso_load(job, leave, PROVIDER_PROPOSED, &it.proposal)) != DONE ||
        (o = look_secrets(job, &it)) != DONE || (o = leave_alone(job, &alone)) != DONE)
        return o;
    it.own = !alone && job->person != 0 && it.proposal.asked_by.id == job->person;
    *ret = it;
    return DONE;
}

static enum outcome close_seal(struct job *job, struct str plain, struct str about,
                               struct str *ret_seal)
{
    struct str why = S("");

    if (sealer_close(job->mem, plain, about, ret_seal, &why) == DONE)
        return DONE;
    return sso_refuse(job, S("sso.no_seal"), why);
}

static enum outcome keep_secret(struct job *job, struct str secret)
{
    struct query *q;
    struct str seal;
    enum outcome o;

    db_rollback(job->db);
    if ((o = close_seal(job, secret, sso_about(job, "sso_secret", S("1")), &seal)) != DONE ||
        (o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_sso_secret_put);
    query_int(q, 1, job->org);
    query_text(q, 2, seal);
    query_text(q, 3, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

static enum outcome add_key(struct job *job, struct str id, struct str seal, struct str open)
{
    struct str now = passing_moment(job, job->now);
    struct query *q = query_of(job->db, &sql_sso_key_add);

    query_int(q, 1, job->org);
    query_text(q, 2, id);
    query_text(q, 3, seal);
    query_text(q, 4, open);
    query_text(q, 5, now);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_sso_key_end);
    query_int(q, 1, job->org);
    query_text(q, 2, id);
    query_text(q, 3, now);
    return passing_write_one(job, q);
}

/* An RSA key takes a second to make: nothing is open meanwhile. */
static enum outcome make_key(struct job *job)
{
    struct str id = random_hex(job, KEY_ID_BYTES);
    struct str secret;
    struct str open;
    struct str seal;
    enum outcome o;

    db_rollback(job->db);
    if (!oidc_key_new(job->mem, id, &secret, &open))
        return sso_refuse(job, S("sso.no_seal"), S("no key"));
    if ((o = close_seal(job, secret, sso_about(job, "sso_key", id), &seal)) != DONE ||
        (o = passing_write(job)) != DONE)
        return o;
    return add_key(job, id, seal, open);
}

static enum outcome ask(struct job *job)
{
    const struct leave *leave;
    enum outcome o = passing_read(job);

    return o == DONE ? leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave) : o;
}

enum outcome act_sso_key(struct job *job)
{
    enum outcome o = ask(job);

    return o == DONE ? make_key(job) : o;
}

enum outcome sso_complete(struct job *job, enum provider_way way, struct str secret)
{
    struct sso_setting has = {.has_secret = false};
    enum outcome o;

    if ((o = ask(job)) != DONE || (o = look_secrets(job, &has)) != DONE)
        return o;
    if (str_chars(secret) > SSO_SECRET_CHARS)
        return job_refuse(job, S("secret"), S("sso.secret_long"));
    if (way == WAY_SECRET && secret.len > 0)
        return keep_secret(job, secret);
    if (way == WAY_SECRET && !has.has_secret)
        return job_refuse(job, S("secret"), S("value.required"));
    return way == WAY_KEY && has.key.len == 0 ? make_key(job) : DONE;
}

enum outcome sso_keys(struct job *job, int64_t org, struct str *ret_json)
{
    struct query *q = query_of(job->db, &sql_sso_key_open);
    struct moment since = {job->now.ms - KEY_STAYS_MS};
    struct provider it;
    struct buf out;
    enum outcome o;

    if ((o = sso_provider(job, org, &it)) != DONE)
        return o;
    buf_init(&out, job->mem, 1024);
    buf_put(&out, S("{\"keys\":["));
    query_int(q, 1, job->org);
    query_text(q, 2, passing_moment(job, since));
    for (bool first = true; query_next(q); first = false) {
        if (!first)
            buf_char(&out, ',');
        buf_put(&out, query_get_text(q, 0));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    buf_put(&out, S("]}"));
    *ret_json = buf_str(&out);
    return DONE;
}
