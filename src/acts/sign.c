#include "acts/sign.h"

#include "acts/account_event.h"
#include "acts/link.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/patience.h"
#include "acts/policy.h"
#include "acts/totp.h"
#include "base/bug.h"
#include "model/value.h"
#include "store/sql.h"

struct account {
    int64_t id;
    struct str password;
    struct str lang;
    bool must_renew;
};

static struct str lower(struct job *job, struct str text)
{
    struct str copy = arena_str(job->mem, str_trim(text));
    char *at = (char *)(uintptr_t)copy.at;

    for (size_t i = 0; i < copy.len; i++)
        if (at[i] >= 'A' && at[i] <= 'Z')
            at[i] = (char)(at[i] - 'A' + 'a');
    return copy;
}

static enum outcome account_find(struct job *job, struct str email, struct account *ret)
{
    struct query *q = query_of(job->db, &sql_account_by_email);

    *ret = (struct account){0};
    query_text(q, 1, email);
    if (query_next(q)) {
        ret->id = query_get_int(q, 0);
        ret->password = arena_str(job->mem, query_get_text(q, 1));
        ret->lang = arena_str(job->mem, query_get_text(q, 2));
        ret->must_renew = query_get_int(q, 3) != 0;
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome act_sign_in(struct job *job, struct str email, struct str password, struct str agent,
                         struct session *ret)
{
    struct patience patience;
    struct account account;
    bool right = false;
    bool weak = false;
    enum outcome o;

    email = lower(job, email);
    if (password.len > PASSWORD_BYTES_MAX)
        password = str_sub(password, 0, PASSWORD_BYTES_MAX + 1);
    if ((o = passing_read(job)) != DONE ||
        (o = account_find(job, email, &account)) != DONE ||
        (o = patience_ask(job, S("password"), email, account.id, &patience)) != DONE)
        return o;
    if (patience_waits(job, &patience, S("email")))
        return REFUSED;
    db_rollback(job->db); /* hashing takes 100 ms: nothing may stay open */
    if ((o = password_check(job, account.password, password, &right, &weak)) != DONE)
        return o;
    if (!right) {
        if ((o = patience_wrong(job, &patience)) != DONE)
            return o;
        return job_refuse(job, S("email"), S("sign.wrong"));
    }
    if ((o = patience_right(job, &patience)) != DONE || (o = passing_read(job)) != DONE)
        return o;
    if ((o = job_identify(job, account.id)) == NOT_THERE || (o == DONE && job->roles == 0))
        return job_refuse(job, S("email"), S("sign.no_role"));
    if (o != DONE || (o = policy_password(job, S("email"))) != DONE)
        return o;
    if (weak && ((o = passing_write(job)) != DONE ||
                 (o = account_password(job, account.id, password, account.must_renew)) != DONE ||
                 (o = db_commit(job->db)) != DONE))
        return o;
    *ret = (struct session){.account = account.id, .must_renew = account.must_renew};
    if ((o = totp_ask(job, account.id, &ret->second)) != DONE || ret->second.len > 0)
        return o;
    return session_make(job, agent, ret);
}

enum outcome account_make(struct job *job, struct str email, struct str password, bool must_renew,
                          int64_t *ret_account)
{
    struct account known;
    struct query *q;
    struct str hash;
    struct str low = lower(job, email);
    int64_t id = 0;
    enum outcome o;

    if (low.len < 3 || low.len > 254 || str_find(low, S("@"), 1) < 1 || !value_line(low, 254) ||
        str_find(low, S(" "), 0) >= 0)
        return job_refuse(job, S("email"), S("account.email"));
    if ((o = account_find(job, low, &known)) != DONE)
        return o;
    if (known.id != 0)
        return job_refuse(job, S("email"), S("account.known"));
    if ((o = password_hash(job, password, &hash)) != DONE)
        return o;
    q = query_of(job->db, &sql_account_next);
    if (query_next(q))
        id = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_account_add);
    query_int(q, 1, id);
    query_text(q, 2, low);
    query_text(q, 3, hash);
    query_text(q, 4, job->lang == LANG_EN ? S("en") : S("nl"));
    query_int(q, 5, must_renew);
    query_text(q, 6, passing_moment(job, job->now));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    *ret_account = id;
    return DONE;
}

enum outcome account_password(struct job *job, int64_t account, struct str password,
                              bool must_renew)
{
    struct query *q;
    struct str hash;
    enum outcome o;

    if ((o = password_hash(job, password, &hash)) != DONE)
        return o;
    q = query_of(job->db, &sql_account_set_password);
    query_int(q, 1, account);
    query_text(q, 2, hash);
    query_int(q, 3, must_renew);
    return query_run(q, NULL) == DONE ? link_end(job, account) : job_broke(job);
}

/* The account of who is signed in, with its address. */
static enum outcome account_mine(struct job *job, struct account *ret, struct str *ret_email)
{
    struct query *q = query_of(job->db, &sql_account_by_id);

    *ret = (struct account){.id = job->account};
    *ret_email = S("");
    query_int(q, 1, job->account);
    if (query_next(q)) {
        *ret_email = arena_str(job->mem, query_get_text(q, 0));
        ret->password = arena_str(job->mem, query_get_text(q, 1));
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* Is this the password of who is signed in? Where it is not, REFUSED at field with key. */
static enum outcome password_mine(struct job *job, struct str field, struct str password,
                                  struct str key)
{
    struct patience patience;
    struct account account;
    struct str email;
    bool right = false;
    bool weak;
    enum outcome o;

    if ((o = passing_read(job)) != DONE || (o = account_mine(job, &account, &email)) != DONE ||
        (o = patience_ask(job, S("password"), email, account.id, &patience)) != DONE)
        return o;
    if (patience_waits(job, &patience, field))
        return REFUSED;
    db_rollback(job->db);
    if ((o = password_check(job, account.password, password, &right, &weak)) != DONE)
        return o;
    if (right)
        return patience_right(job, &patience);
    if ((o = patience_wrong(job, &patience)) != DONE)
        return o;
    return job_refuse(job, field, key);
}

enum outcome act_prove(struct job *job, struct str cookie, struct str password,
                       struct session *session)
{
    enum outcome o;

    /* Where all come by the provider, what they once had here proves nothing any more. */
    if ((o = passing_read(job)) != DONE || (o = policy_own(job, S("proof"))) != DONE ||
        (o = password_mine(job, S("proof"), password, S("sign.wrong_password"))) != DONE)
        return o;
    return session_prove(job, cookie, session);
}

enum outcome act_password_change(struct job *job, struct str old, struct str fresh)
{
    struct password_owner owner;
    enum outcome o;

    if ((o = passing_read(job)) != DONE ||
        (o = password_owner_load(job, job->person, job->account, &owner)) != DONE ||
        (o = password_fits(job, fresh, &owner)) != DONE ||
        (o = password_mine(job, S("old"), old, S("sign.wrong_old"))) != DONE)
        return o;
    if (str_eq(old, fresh))
        return job_refuse(job, S("password"), S("password.same"));
    if ((o = passing_write(job)) != DONE ||
        (o = account_password(job, job->account, fresh, false)) != DONE ||
        (o = account_note(job, job->account, EVENT_PASSWORD)) != DONE ||
        (o = session_end_ways(job, job->account, job->person)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}
