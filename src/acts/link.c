#include "acts/link.h"

#include "acts/account_event.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/sign.h"
#include "acts/totp.h"
#include "store/sql.h"

enum { SECRET_BYTES = 32, SECRET_CHARS = 2 * SECRET_BYTES };

static enum outcome run(struct job *job, struct query *q)
{
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

static enum outcome run_for(struct job *job, const struct statement *statement, int64_t account)
{
    struct query *q = query_of(job->db, statement);

    query_int(q, 1, account);
    return run(job, q);
}

enum outcome link_end(struct job *job, int64_t account)
{
    return run_for(job, &sql_link_end, account);
}

enum outcome link_make(struct job *job, int64_t account, struct str *ret_secret)
{
    struct str secret = random_hex(job, SECRET_BYTES);
    struct query *q;
    enum outcome o = link_end(job, account);

    if (o != DONE)
        return o;
    q = query_of(job->db, &sql_link_add);
    query_int(q, 1, account);
    query_text(q, 2, token_hash(job, secret));
    query_text(q, 3, passing_moment(job, job->now));
    if ((o = run(job, q)) == DONE)
        *ret_secret = secret;
    return o;
}

/* Whose it is, in a reading transaction of its own. */
static enum outcome find(struct job *job, struct str secret, int64_t *ret_account)
{
    struct query *q;
    struct moment made;
    bool there;
    enum outcome o;

    if (secret.len != SECRET_CHARS)
        return NOT_THERE;
    if ((o = passing_read(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_link_get);
    query_text(q, 1, token_hash(job, secret));
    there = query_next(q) && moment_of_text(query_get_text(q, 1), &made) &&
            job->now.ms - made.ms < LINK_HOURS * INT64_C(3600000);
    if (there)
        *ret_account = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? DONE : NOT_THERE;
}

enum outcome act_link_look(struct job *job, struct str secret, bool *ret_code)
{
    int64_t account = 0;
    enum outcome o = find(job, secret, &account);

    return o == DONE ? totp_has(job, account, ret_code) : o;
}

static enum outcome judge(struct job *job, int64_t account, struct str password)
{
    struct password_owner owner;
    enum outcome o;

    if ((o = password_owner_load(job, job->person, account, &owner)) != DONE ||
        (o = password_fits(job, password, &owner)) != DONE)
        return o;
    return password_differs(job, account, password);
}

/* In the writing transaction that the code left open: of two at the same time one counts. */
static enum outcome take(struct job *job, struct str secret, int64_t account, struct str password)
{
    struct query *q = query_of(job->db, &sql_link_use);
    int64_t n = 0;
    enum outcome o;

    query_text(q, 1, token_hash(job, secret));
    if (query_run(q, &n) != DONE)
        return job_broke(job);
    if (n != 1)
        return NOT_THERE;
    if ((o = account_password(job, account, password, false)) != DONE ||
        (o = account_note(job, account, EVENT_LINK_USED)) != DONE ||
        (o = session_end_ways(job, account, job->person)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

static enum outcome use(struct job *job, struct str secret, struct str password, struct str code)
{
    int64_t account = 0;
    bool asks = false;
    enum outcome o;

    if ((o = find(job, secret, &account)) != DONE || (o = job_identify(job, account)) != DONE ||
        (o = totp_has(job, account, &asks)) != DONE || (o = judge(job, account, password)) != DONE)
        return o;
    if ((o = asks ? totp_prove(job, account, code) : passing_write(job)) != DONE)
        return o;
    return take(job, secret, account, password);
}

enum outcome act_link_use(struct job *job, struct str secret, struct str password,
                          struct str code)
{
    const int64_t account = job->account;
    const int64_t org = job->org;
    const int64_t person = job->person;
    const uint32_t roles = job->roles;
    enum outcome o = use(job, secret, password, code);

    /* Who sits there may be signed in as another. */
    job->account = account;
    job->org = org;
    job->person = person;
    job->roles = roles;
    return o;
}
