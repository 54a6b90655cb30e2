#include "acts/session.h"

#include "acts/device.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "base/bug.h"
#include "ledger/leave.h"
#include "model/person.h"
#include "model/value.h"
#include "store/sql.h"

enum { ID_CHARS = 16, AGENT_BYTES = 200 };

static struct str role_word(const struct job *job)
{
    /* The role that says most about the day's work comes first. */
    static const enum role order[] = {ROLE_CISO, ROLE_EXECUTIVE, ROLE_MANAGEMENT, ROLE_AUDITOR,
        ROLE_COORDINATOR, ROLE_PRIVACY, ROLE_OWNER, ROLE_ADMIN, ROLE_MEMBER, ROLE_READER};

    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if ((job->roles & 1u << order[i]) != 0)
            return choice_word(&role_choices, (int)order[i]);
    return S("");
}

enum outcome job_identify(struct job *job, int64_t account)
{
    struct query *q = query_of(job->db, account == 0 ? &sql_org_only : &sql_account_person);
    struct day until = {0};
    int n = 0;

    if (account != 0)
        query_int(q, 1, account);
    while (query_next(q) && n++ == 0) {
        job->org = query_get_int(q, 0);
        job->person = account == 0 ? 0 : query_get_int(q, 1);
        if (account != 0)
            (void)day_of_text(query_get_text(q, 3), &until);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (n == 0 || (day_is(until) && until.n < job->today.n)) /* nobody, or who has left */
        return NOT_THERE;
    if (n > 1 && account == 0)
        return job_refuse(job, S("org"), S("cli.which_org"));
    job->account = account;
    return account == 0 ? DONE : leave_roles(job);
}

enum outcome session_make(struct job *job, struct str agent, struct session *ret)
{
    struct query *q;
    enum outcome o;

    ret->role_word = role_word(job);
    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_session_trim);
    query_int(q, 1, job->account);
    query_text(q, 2, passing_moment(job, (struct moment){job->now.ms - SESSION_HOURS * INT64_C(3600000)}));
    query_int(q, 3, SESSIONS_PER_ACCOUNT - 1);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    ret->cookie = random_hex(job, 32);
    ret->form = random_hex(job, 16);
    q = query_of(job->db, &sql_session_add);
    query_text(q, 1, token_hash(job, ret->cookie));
    query_int(q, 2, job->account);
    query_int(q, 3, job->org);
    query_text(q, 4, ret->form);
    query_text(q, 5, passing_moment(job, job->now));
    query_text(q, 6, str_fit(value_seen(job->mem, agent), AGENT_BYTES));
    query_int(q, 7, ret->factor);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    if ((o = device_greet(job, &ret->device)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

/* Who looks after the installation is waited for less long. */
static int64_t idle_ms(const struct job *job)
{
    bool admin = (job->roles & 1u << ROLE_ADMIN) != 0;

    return (admin ? SESSION_IDLE_ADMIN_MINUTES : SESSION_IDLE_MINUTES) * INT64_C(60000);
}

static bool is_over(const struct job *job, struct moment made, struct moment seen)
{
    return job->now.ms - made.ms > SESSION_HOURS * INT64_C(3600000) ||
           job->now.ms - seen.ms > idle_ms(job);
}

/* It was seen a few minutes ago: this request does not write that anew. */
static bool is_fresh(const struct job *job, struct moment last)
{
    return job->now.ms - last.ms < SESSION_SEEN_MINUTES * INT64_C(60000);
}

/* When it ends, now that session_seen follows. */
static void tell_end(const struct job *job, struct moment made, struct moment seen,
                     struct session *ret)
{
    struct moment last = is_fresh(job, seen) ? seen : job->now;

    ret->ends_last.ms = made.ms + SESSION_HOURS * INT64_C(3600000);
    ret->ends.ms = last.ms + idle_ms(job);
    if (ret->ends.ms > ret->ends_last.ms)
        ret->ends = ret->ends_last;
}

enum outcome session_find(struct job *job, struct str cookie, struct session *ret)
{
    struct moment made = {0};
    struct moment seen = {0};
    struct query *q;
    struct day until;
    bool there = false;

    if (cookie.len != 64)
        return NOT_THERE;
    *ret = (struct session){0};
    q = query_of(job->db, &sql_session_get);
    query_text(q, 1, token_hash(job, cookie));
    if (query_next(q) && moment_of_text(query_get_text(q, 3), &made) &&
        moment_of_text(query_get_text(q, 4), &seen) &&
        (!day_of_text(query_get_text(q, 9), &until) || until.n >= job->today.n)) {
        int look = LOOK_COMPUTER;

        there = true;
        MUST(choice_of(&account_look_choices, query_get_text(q, 10), &look));
        ret->look = (enum account_look)look;
        ret->account = job->account = query_get_int(q, 0);
        job->org = query_get_int(q, 1);
        (void)moment_of_text(query_get_text(q, 11), &ret->proved);
        ret->by_provider = query_get_int(q, 12) != 0;
        ret->has_factor = query_get_int(q, 13) != 0;
        ret->factor = query_get_int(q, 14) != 0;
        ret->form = arena_str(job->mem, query_get_text(q, 2));
        job->lang = str_eq(query_get_text(q, 5), S("en")) ? LANG_EN : LANG_NL;
        ret->must_renew = query_get_int(q, 6) != 0;
        job->person = query_get_int(q, 7);
        ret->name = arena_str(job->mem, query_get_text(q, 8));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!there)
        return NOT_THERE;
    if (leave_roles(job) != DONE)
        return BROKEN;
    if (is_over(job, made, seen))
        return NOT_THERE;
    tell_end(job, made, seen, ret);
    ret->role_word = role_word(job);
    return DONE;
}

enum outcome session_seen(struct job *job, struct str cookie)
{
    struct query *q = query_of(job->db, &sql_session_get);
    struct str token = token_hash(job, cookie);
    struct moment last = {0};
    bool there;

    query_text(q, 1, token);
    there = query_next(q) && moment_of_text(query_get_text(q, 4), &last);
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!there || is_fresh(job, last))
        return DONE;
    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_session_see);
    query_text(q, 1, token);
    query_text(q, 2, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

bool session_fresh(const struct job *job, const struct session *session)
{
    return job->now.ms - session->proved.ms <= SESSION_FRESH_MINUTES * INT64_C(60000);
}

/* In the open writing transaction. */
static enum outcome renew(struct job *job, struct str cookie, struct session *session)
{
    struct str fresh = random_hex(job, 32);
    struct query *q = query_of(job->db, &sql_session_prove);

    query_text(q, 1, token_hash(job, cookie));
    query_text(q, 2, token_hash(job, fresh));
    query_text(q, 3, passing_moment(job, job->now));
    query_int(q, 4, session->factor);
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    session->cookie = fresh;
    session->proved = job->now;
    return DONE;
}

enum outcome session_prove(struct job *job, struct str cookie, struct session *session)
{
    struct session proved = *session;
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = renew(job, cookie, &proved)) != DONE)
        return o;
    if (db_commit(job->db) != DONE)
        return job_broke(job);
    *session = proved;
    return DONE;
}

enum outcome session_enrol(struct job *job, struct str cookie, struct session *session)
{
    session->factor = true;
    return renew(job, cookie, session);
}

enum outcome act_sign_out(struct job *job, struct str cookie)
{
    struct query *q;

    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_session_end);
    query_text(q, 1, token_hash(job, cookie));
    return passing_write_one(job, q);
}

enum outcome act_session_list(struct job *job, struct str cookie, struct session_line **ret,
                              size_t *ret_n)
{
    /* session_make keeps no more than these. */
    struct session_line *lines = NEW_ARRAY(job->mem, SESSIONS_PER_ACCOUNT, struct session_line);
    struct str mine = token_hash(job, cookie);
    struct query *q = query_of(job->db, &sql_session_list);
    size_t n = 0;

    query_int(q, 1, job->account);
    while (n < SESSIONS_PER_ACCOUNT && query_next(q)) {
        struct session_line *line = &lines[n];
        struct str token = query_get_text(q, 0);

        MUST(moment_of_text(query_get_text(q, 1), &line->made));
        MUST(moment_of_text(query_get_text(q, 2), &line->seen));
        if (is_over(job, line->made, line->seen))
            continue;
        line->id = arena_str(job->mem, str_sub(token, 0, ID_CHARS));
        line->here = str_eq(token, mine);
        line->agent = arena_str(job->mem, query_get_text(q, 3));
        n++;
    }
    *ret = lines;
    *ret_n = n;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome act_session_end(struct job *job, struct str id)
{
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_session_end_one);
    query_int(q, 1, job->account);
    query_text(q, 2, id);
    return passing_write_one(job, q);
}

enum outcome act_session_end_others(struct job *job, struct str cookie)
{
    struct query *q;
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = device_forget_others(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_session_end_others);
    query_int(q, 1, job->account);
    query_text(q, 2, token_hash(job, cookie));
    return passing_write_one(job, q);
}

enum outcome session_end_ways(struct job *job, int64_t account, int64_t person)
{
    const struct statement *const of_account[] = {&sql_session_end_account, &sql_sign_steps_end};
    struct query *q = query_of(job->db, &sql_tokens_end_of);

    query_int(q, 1, job->org);
    query_int(q, 2, person);
    query_text(q, 3, passing_moment(job, job->now));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    for (size_t i = 0; i < sizeof of_account / sizeof *of_account; i++) {
        q = query_of(job->db, of_account[i]);
        query_int(q, 1, account);
        if (query_run(q, NULL) != DONE)
            return job_broke(job);
    }
    return device_forget(job, account);
}
