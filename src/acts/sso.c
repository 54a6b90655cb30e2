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

/* The one row, whether it counts or not; row.id 0: there is none. */
static enum outcome load(struct job *job, const struct leave *leave, struct provider *ret)
{
    struct provider *all;
    size_t n;
    enum outcome o = record_all(job, leave, &provider_noun, &all, &n);

    if (o == DONE)
        *ret = n == 0 ? (struct provider){.row = {0}} : all[0];
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
        return load(job, leave_system(job), ret);
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
    enum outcome o;

    if ((o = leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave)) != DONE ||
        (o = load(job, leave, &it.it)) != DONE || (o = look_secrets(job, &it)) != DONE)
        return o;
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

/* What the setting needs beside itself: the secret that was typed, or a first key. */
static enum outcome complete(struct job *job, enum provider_way way, struct str secret)
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

/* The only way in does not end; first the organisation lets others in. */
static enum outcome not_only(struct job *job)
{
    struct organisation org;
    enum outcome o = record_load(job, leave_system(job), &organisation_noun,
                                 (struct row){.id = 1}, &org);

    return o == DONE && org.sign_policy == SIGN_PROVIDER
               ? job_refuse(job, S("ended"), S("policy.provider_stays")) : o;
}

static enum outcome save(struct job *job, struct row seen, const struct given *given,
                         struct provider *it)
{
    const struct leave *leave;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("provider.set"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave)) != DONE ||
        (o = load(job, leave, it)) != DONE)
        return o;
    if (it->row.id != 0 && seen.version != 0 && seen.version != it->row.version)
        return CLASHED;
    if (!given_lay(job, given, it))
        return REFUSED;
    if (it->ended && (o = not_only(job)) != DONE)
        return o;
    o = it->row.id == 0 ? record_new(job, entry, &provider_noun, it)
                        : record_save(job, entry, &provider_noun, it);
    return o == DONE ? ledger_close(job, entry) : o;
}

/* What way it will be: as given, or as it is. */
static enum outcome way_of(struct job *job, const struct given *given, enum provider_way *ret)
{
    struct provider it;
    int field = noun_field(&provider_noun, S("way"));
    int way = 0;
    enum outcome o = passing_read(job);

    if (o != DONE || (o = load(job, leave_system(job), &it)) != DONE)
        return o;
    way = (int)it.way;
    if (given->is[field])
        (void)choice_of(&provider_way_choices, given->text[field], &way);
    *ret = (enum provider_way)way;
    return DONE;
}

enum outcome act_sso_set(struct job *job, struct row seen, const struct given *given,
                         struct str secret)
{
    enum provider_way way;
    struct provider it;
    enum outcome o;

    if ((o = way_of(job, given, &way)) != DONE || (o = complete(job, way, secret)) != DONE)
        return o;
    return save(job, seen, given, &it);
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
