#include "acts/totp.h"

#include "acts/account_event.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/patience.h"
#include "aide/sealer.h"
#include "base/bug.h"
#include "factor/totp.h"
#include "store/sql.h"

enum { RECOVERY_BYTES = 16, STEP_BYTES = 32 };

struct app {
    bool there, confirmed;
    struct str secret; /* sealed */
    int64_t last;
    struct moment made;
};

static enum outcome refuse(struct job *job, struct str key)
{
    return job_refuse(job, S("code"), key);
}

static enum outcome app_load(struct job *job, int64_t account, struct app *ret)
{
    struct query *q = query_of(job->db, &sql_totp_get);

    *ret = (struct app){0};
    query_int(q, 1, account);
    if ((ret->there = query_next(q))) {
        ret->secret = arena_str(job->mem, query_get_text(q, 0));
        ret->confirmed = query_get_int(q, 1) != 0;
        ret->last = query_get_int(q, 2);
        MUST(moment_of_text(query_get_text(q, 3), &ret->made));
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome run_for(struct job *job, const struct statement *statement, int64_t account)
{
    struct query *q = query_of(job->db, statement);

    query_int(q, 1, account);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

/* An account may be somebody in more organisations, so its app is of none of them. */
static struct str about(struct job *job, int64_t org, int64_t account)
{
    return arena_text(job->mem, "totp/secret/%lld/%lld", (long long)org, (long long)account);
}

/* One that was closed for an organisation opens there, until `keys reseal` closes it anew. */
static enum outcome open_secret(struct job *job, int64_t account, struct str seal,
                                struct str *ret)
{
    enum outcome o = sealer_open(job->mem, seal, about(job, 0, account), ret, &job->broke);

    return o == REFUSED
               ? sealer_open(job->mem, seal, about(job, job->org, account), ret, &job->broke) : o;
}

enum outcome act_totp(struct job *job, struct totp_state *ret)
{
    struct query *q = query_of(job->db, &sql_recovery_count);
    struct totp_state state = {0};
    struct app app;
    enum outcome o;

    query_int(q, 1, job->account);
    if (query_next(q))
        state.codes = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    if ((o = app_load(job, job->account, &app)) != DONE)
        return o;
    state.on = app.confirmed;
    state.made = app.made;
    *ret = state;
    return DONE;
}

/* ---- a new app ---- */

static enum outcome address_of(struct job *job, struct str *ret)
{
    struct query *q = query_of(job->db, &sql_account_mine);

    *ret = S("");
    query_int(q, 1, job->account);
    if (query_next(q))
        *ret = arena_str(job->mem, query_get_text(q, 0));
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome app_new(struct job *job, struct str seal)
{
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = run_for(job, &sql_totp_end, job->account)) != DONE)
        return o;
    q = query_of(job->db, &sql_totp_add);
    query_int(q, 1, job->account);
    query_text(q, 2, seal);
    query_text(q, 3, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

enum outcome act_totp_begin(struct job *job, struct str issuer, struct totp_begun *ret)
{
    struct str secret = random_bytes(job, TOTP_SECRET_BYTES);
    struct str email;
    struct str seal;
    struct app app;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = app_load(job, job->account, &app)) != DONE ||
        (o = address_of(job, &email)) != DONE)
        return o;
    if (app.confirmed)
        return refuse(job, S("totp.on"));
    db_rollback(job->db);
    o = sealer_close(job->mem, secret, about(job, 0, job->account), &seal, &job->broke);
    if (o != DONE)
        return o == NOT_THERE ? refuse(job, S("totp.no_key")) : BROKEN;
    if ((o = app_new(job, seal)) != DONE)
        return o;
    *ret = (struct totp_begun){totp_text(job->mem, secret),
                               totp_address(job->mem, secret, issuer, email)};
    return DONE;
}

/* ---- a code is judged ---- */

/* Right: the step is used, in a writing transaction that the caller commits. The statement
 * itself sees to it that of two at the same time one counts. */
static enum outcome code_use(struct job *job, int64_t account, const struct app *app,
                             struct str code)
{
    struct str secret;
    struct query *q;
    int64_t step = 0;
    int64_t n = 0;
    enum outcome o;

    db_rollback(job->db);
    o = open_secret(job, account, app->secret, &secret);
    if (o != DONE)
        return o == NOT_THERE ? refuse(job, S("totp.no_key")) : BROKEN;
    if (!totp_check(secret, job->now, code, app->last, &step))
        return refuse(job, S("totp.wrong"));
    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_totp_used);
    query_int(q, 1, account);
    query_int(q, 2, step);
    if (query_run(q, &n) != DONE)
        return job_broke(job);
    return n == 1 ? DONE : refuse(job, S("totp.wrong"));
}

/* ---- recovery codes ---- */

/* As it is kept: without the spaces that it is shown with. */
static struct str recovery_plain(struct job *job, struct str code)
{
    char *text = arena_alloc(job->mem, code.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < code.len; i++)
        if (code.at[i] != ' ' && code.at[i] != '-')
            text[n++] = (char)(code.at[i] >= 'A' && code.at[i] <= 'F' ? code.at[i] + 32
                                                                      : code.at[i]);
    return (struct str){text, n};
}

static struct str in_groups(struct job *job, struct str hex)
{
    char *text = arena_alloc(job->mem, 2 * hex.len);
    size_t n = 0;

    for (size_t i = 0; i < hex.len; i++) {
        if (i > 0 && i % 4 == 0)
            text[n++] = ' ';
        text[n++] = hex.at[i];
    }
    return (struct str){text, n};
}

/* In the open writing transaction. */
static enum outcome codes_make(struct job *job, struct str **ret_codes)
{
    struct str *codes = NEW_ARRAY(job->mem, RECOVERY_CODES, struct str);
    enum outcome o = run_for(job, &sql_recovery_end, job->account);

    for (int i = 0; i < RECOVERY_CODES && o == DONE; i++) {
        struct str hex = random_hex(job, RECOVERY_BYTES);
        struct query *q = query_of(job->db, &sql_recovery_add);

        query_text(q, 1, token_hash(job, hex));
        query_int(q, 2, job->account);
        o = query_run(q, NULL) == DONE ? DONE : job_broke(job);
        codes[i] = in_groups(job, hex);
    }
    if (o == DONE)
        *ret_codes = codes;
    return o;
}

static enum outcome recovery_use(struct job *job, int64_t account, struct str code)
{
    struct query *q;
    int64_t n = 0;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_recovery_use);
    query_text(q, 1, token_hash(job, code));
    query_int(q, 2, account);
    if (query_run(q, &n) != DONE)
        return job_broke(job);
    return n == 1 ? account_note(job, account, EVENT_RECOVERY_USED) : refuse(job, S("totp.wrong"));
}

/* By what is this guessed at? Codes of six digits never make a recovery code wait. */
static enum outcome ask_patience(struct job *job, int64_t account, bool recovery,
                                 struct patience *ret)
{
    struct str who = arena_text(job->mem, "%lld", (long long)account);
    enum outcome o = patience_ask(job, recovery ? S("recovery") : S("code"), who, account, ret);

    return o == DONE && patience_waits(job, ret, S("code")) ? REFUSED : o;
}

/* A code of either kind is judged and counted; right, it is used as code_use does. */
static enum outcome judge(struct job *job, int64_t account, const struct app *app,
                          struct str code, struct str recovery, struct patience *ret)
{
    bool is_recovery = recovery.len == (size_t)2 * RECOVERY_BYTES;
    enum outcome o = ask_patience(job, account, is_recovery, ret);
    enum outcome counted;

    if (o != DONE)
        return o;
    o = is_recovery ? recovery_use(job, account, recovery) : code_use(job, account, app, code);
    if (o != REFUSED)
        return o;
    counted = patience_wrong(job, ret);
    return counted == DONE ? REFUSED : counted;
}

enum outcome totp_has(struct job *job, int64_t account, bool *ret)
{
    struct app app;
    enum outcome o = app_load(job, account, &app);

    if (o == DONE)
        *ret = app.confirmed;
    return o;
}

enum outcome totp_prove(struct job *job, int64_t account, struct str code)
{
    struct str plain = recovery_plain(job, str_sub(code, 0, 100));
    struct patience patience;
    struct app app;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = app_load(job, account, &app)) != DONE)
        return o;
    return judge(job, account, &app, code, plain, &patience);
}

/* ---- what its owner does with it ---- */

static enum outcome commit(struct job *job)
{
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome act_totp_confirm(struct job *job, struct str cookie, struct str code,
                              struct session *session, struct str **ret_codes)
{
    struct session enrolled = *session;
    struct patience patience;
    struct str *codes;
    struct app app;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = app_load(job, job->account, &app)) != DONE)
        return o;
    if (!app.there || app.confirmed)
        return refuse(job, app.there ? S("totp.on") : S("totp.none"));
    if ((o = judge(job, job->account, &app, code, S(""), &patience)) != DONE ||
        (o = codes_make(job, &codes)) != DONE ||
        (o = account_note(job, job->account, EVENT_FACTOR)) != DONE ||
        (o = session_enrol(job, cookie, &enrolled)) != DONE || (o = commit(job)) != DONE)
        return o;
    *session = enrolled;
    *ret_codes = codes;
    return patience_right(job, &patience);
}

enum outcome act_totp_codes(struct job *job, struct str **ret_codes)
{
    struct str *codes;
    struct app app;
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = app_load(job, job->account, &app)) != DONE)
        return o;
    if (!app.confirmed)
        return refuse(job, S("totp.none"));
    if ((o = codes_make(job, &codes)) != DONE ||
        (o = account_note(job, job->account, EVENT_CODES)) != DONE || (o = commit(job)) != DONE)
        return o;
    *ret_codes = codes;
    return DONE;
}

enum outcome totp_end(struct job *job, int64_t account)
{
    enum outcome o = run_for(job, &sql_totp_end, account);

    return o == DONE ? run_for(job, &sql_recovery_end, account) : o;
}

enum outcome act_totp_remove(struct job *job)
{
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = totp_end(job, job->account)) != DONE ||
        (o = account_note(job, job->account, EVENT_FACTOR_GONE)) != DONE)
        return o;
    return commit(job);
}

/* ---- signing in ---- */

static struct moment step_before(const struct job *job)
{
    return (struct moment){job->now.ms - SIGN_STEP_MINUTES * INT64_C(60000)};
}

enum outcome totp_ask(struct job *job, int64_t account, struct str *ret_step)
{
    struct str step = random_hex(job, STEP_BYTES);
    struct query *q;
    struct app app;
    enum outcome o;

    *ret_step = S("");
    if ((o = passing_read(job)) != DONE || (o = app_load(job, account, &app)) != DONE)
        return o;
    if (!app.confirmed)
        return DONE;
    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_sign_step_trim);
    query_int(q, 1, account);
    query_text(q, 2, passing_moment(job, step_before(job)));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_sign_step_add);
    query_text(q, 1, token_hash(job, step));
    query_int(q, 2, account);
    query_text(q, 3, passing_moment(job, job->now));
    if ((o = passing_write_one(job, q)) == DONE)
        *ret_step = step;
    return o;
}

/* Whose step it is; NOT_THERE when it is over. */
static enum outcome step_find(struct job *job, struct str step, int64_t *ret_account)
{
    struct query *q = query_of(job->db, &sql_sign_step_get);
    struct moment made;
    bool there;

    query_text(q, 1, token_hash(job, step));
    there = query_next(q) && moment_of_text(query_get_text(q, 1), &made) &&
            made.ms >= step_before(job).ms;
    if (there)
        *ret_account = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : NOT_THERE;
}

enum outcome act_sign_second(struct job *job, struct str step, struct str code, struct str agent,
                             struct session *ret)
{
    struct str plain = recovery_plain(job, str_sub(code, 0, 100));
    struct patience patience;
    int64_t account = 0;
    struct query *q;
    struct app app;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = step_find(job, step, &account)) != DONE)
        return o;
    if ((o = job_identify(job, account)) == NOT_THERE || (o == DONE && job->roles == 0))
        return refuse(job, S("sign.no_role"));
    if (o != DONE || (o = app_load(job, account, &app)) != DONE)
        return o;
    if ((o = judge(job, account, &app, code, plain, &patience)) != DONE)
        return o;
    q = query_of(job->db, &sql_sign_step_end);
    query_text(q, 1, token_hash(job, step));
    if ((o = passing_write_one(job, q)) != DONE || (o = patience_right(job, &patience)) != DONE)
        return o;
    *ret = (struct session){.account = account, .factor = true};
    return session_make(job, agent, ret);
}
