#include "acts/account.h"

#include "acts/passing.h"
#include "base/bug.h"
#include "ledger/leave.h"
#include "records/record.h"
#include "store/sql.h"

static const char *const look_words[] = {"computer", "light", "dark"};
const struct choices account_look_choices = {look_words, LOOK_COUNT};

/* Of a role that is over nobody needs to be told. Everybody may know their own. */
static enum outcome load_roles(struct job *job, struct account_mine *ret)
{
    struct role_held *all;
    size_t n;
    enum outcome o = record_all(job, leave_system(job), &role_held_noun, &all, &n);

    if (o != DONE)
        return o;
    ret->held = NEW_ARRAY(job->mem, n, struct role_held);
    for (size_t i = 0; i < n; i++)
        if (all[i].person.id == job->person &&
            (!day_is(all[i].until) || all[i].until.n >= job->today.n))
            ret->held[ret->n_held++] = all[i];
    return DONE;
}

enum outcome act_account(struct job *job, struct account_mine *ret)
{
    struct account_mine mine = {0};
    struct query *q = query_of(job->db, &sql_account_mine);
    int look = LOOK_COMPUTER;
    bool there;
    enum outcome o;

    query_int(q, 1, job->account);
    if ((there = query_next(q))) {
        mine.email = arena_str(job->mem, query_get_text(q, 0));
        mine.lang = str_eq(query_get_text(q, 1), S("en")) ? LANG_EN : LANG_NL;
        MUST(choice_of(&account_look_choices, query_get_text(q, 2), &look));
        mine.look = (enum account_look)look;
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!there)
        return NOT_THERE;
    if ((o = load_roles(job, &mine)) == DONE)
        *ret = mine;
    return o;
}

static enum outcome write_text(struct job *job, const struct statement *statement, struct str text)
{
    struct query *q = query_of(job->db, statement);

    query_int(q, 1, job->account);
    query_text(q, 2, text);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

static enum outcome write_language(struct job *job, enum lang lang)
{
    return write_text(job, &sql_account_set_lang, lang == LANG_EN ? S("en") : S("nl"));
}

static enum outcome begin(struct job *job)
{
    return job->account == 0 ? NOT_THERE : passing_write(job);
}

static enum outcome end(struct job *job)
{
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome act_account_set(struct job *job, enum lang lang, enum account_look look)
{
    enum outcome o;

    MUST(look >= 0 && look < LOOK_COUNT);
    if ((o = begin(job)) != DONE || (o = write_language(job, lang)) != DONE ||
        (o = write_text(job, &sql_account_set_look,
                        choice_word(&account_look_choices, (int)look))) != DONE)
        return o;
    return end(job);
}

enum outcome act_account_language(struct job *job, enum lang lang)
{
    enum outcome o;

    if ((o = begin(job)) != DONE || (o = write_language(job, lang)) != DONE)
        return o;
    return end(job);
}

enum outcome account_forget(struct job *job, int64_t account)
{
    static const struct statement *const steps[] = {
        &sql_session_end_account, &sql_passkey_forget, &sql_totp_forget, &sql_recovery_forget,
        &sql_sign_step_forget, &sql_link_forget, &sql_device_forget, &sql_event_forget,
        &sql_sso_forget,
        &sql_account_forget};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct query *q = query_of(job->db, steps[i]);

        query_int(q, 1, account);
        if (query_run(q, NULL) != DONE)
            return job_broke(job);
    }
    return DONE;
}
