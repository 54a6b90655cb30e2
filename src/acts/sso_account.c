/* Which account a subject is, and which roles its provider gives it. */
#include "acts/holders.h"
#include "acts/intervene.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/sso_parts.h"
#include "ledger/ledger.h"
#include "model/value.h"
#include "store/sql.h"

/* ---- linked ---- */

static enum outcome find_account(struct job *job, const struct oidc_identity *who, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_sso_account_get);

    *ret = 0;
    query_int(q, 1, job->org);
    query_text(q, 2, who->issuer);
    query_text(q, 3, who->subject);
    if (query_next(q))
        *ret = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome sso_account(struct job *job, const struct oidc_identity *who, int64_t *ret_account)
{
    enum outcome o = passing_read(job);

    return o == DONE ? find_account(job, who, ret_account) : o;
}

enum outcome sso_came(struct job *job, struct str issuer, bool *ret)
{
    struct query *q = query_of(job->db, &sql_sso_came);

    *ret = false;
    query_int(q, 1, job->org);
    query_text(q, 2, issuer);
    if (query_next(q))
        *ret = query_get_int(q, 0) > 0;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome find_subject(struct job *job, struct str issuer, int64_t account,
                                 struct str *ret_subject, struct moment *ret_since)
{
    struct query *q = query_of(job->db, &sql_sso_account_of);

    *ret_subject = S("");
    query_int(q, 1, job->org);
    query_text(q, 2, issuer);
    query_int(q, 3, account);
    if (query_next(q)) {
        *ret_subject = arena_str(job->mem, query_get_text(q, 0));
        (void)moment_of_text(query_get_text(q, 1), ret_since);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* In the open writing transaction. */
static enum outcome add_link(struct job *job, const struct oidc_identity *who, int64_t account)
{
    struct query *q = query_of(job->db, &sql_sso_account_add);

    query_int(q, 1, job->org);
    query_text(q, 2, who->issuer);
    query_text(q, 3, who->subject);
    query_int(q, 4, account);
    query_text(q, 5, passing_moment(job, job->now));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

/* A subject is one account and an account one subject: what stands is not moved. In the open
 * writing transaction. */
static enum outcome link_account(struct job *job, const struct oidc_identity *who, int64_t account)
{
    struct str subject = S("");
    struct moment since;
    int64_t other = 0;
    enum outcome o;

    if ((o = find_account(job, who, &other)) != DONE ||
        (o = find_subject(job, who->issuer, account, &subject, &since)) != DONE)
        return o;
    if (other == account)
        return DONE;
    if (other != 0 || subject.len > 0)
        return sso_refuse(job, S("sso.taken"), S(""));
    return add_link(job, who, account);
}

enum outcome sso_link(struct job *job, const struct oidc_identity *who, int64_t account)
{
    enum outcome o;

    if ((o = passing_write(job)) != DONE || (o = link_account(job, who, account)) != DONE)
        return o;
    return db_commit(job->db) == DONE ? DONE : job_broke(job);
}

enum outcome act_sso_link(struct job *job, int64_t person, struct str subject)
{
    struct oidc_identity who = {.subject = str_trim(subject)};
    struct provider it;
    struct entry *entry;
    int64_t account = 0;
    enum outcome o;

    if (who.subject.len > OIDC_TEXT_BYTES || !value_line(who.subject, OIDC_TEXT_BYTES))
        return job_refuse(job, S("subject"), S("value.required"));
    if ((o = intervene_account(job, S("account.sso_link"), person, &entry, &account)) != DONE ||
        (o = sso_provider(job, job->org, &it)) != DONE)
        return o;
    who.issuer = it.issuer;
    o = link_account(job, &who, account);
    return o == DONE ? ledger_close(job, entry) : o;
}

static enum outcome unlink_account(struct job *job, int64_t account)
{
    struct query *q = query_of(job->db, &sql_sso_account_end);

    query_int(q, 1, job->org);
    query_int(q, 2, account);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome act_sso_unlink(struct job *job, int64_t person)
{
    struct entry *entry;
    int64_t account;
    enum outcome o;

    if (person == job->person && person != 0) {
        if ((o = passing_write(job)) != DONE || (o = unlink_account(job, job->account)) != DONE)
            return o;
        return db_commit(job->db) == DONE ? DONE : job_broke(job);
    }
    if ((o = intervene_account(job, S("account.sso_unlink"), person, &entry, &account)) != DONE ||
        (o = unlink_account(job, account)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_sso_mine(struct job *job, struct sso_mine *ret)
{
    struct sso_mine mine = {.linked = false};
    struct provider it;
    struct str subject = S("");
    enum outcome o = sso_provider(job, job->org, &it);

    if (o == DONE) {
        mine.name = it.name;
        o = find_subject(job, it.issuer, job->account, &subject, &mine.since);
        mine.linked = subject.len > 0;
    }
    if (o == BROKEN)
        return o;
    *ret = mine;
    return DONE;
}

/* ---- roles ---- */

/* [plan 3.19] Nobody gives a role to oneself, by a table of roles either: who set it as it
 * now stands gets nothing new by it, once two persons have held a role for a day. */
static enum outcome is_own_table(struct job *job, const struct provider *it, int64_t person,
                                 bool *ret)
{
    struct query *q = query_of(job->db, &sql_sso_author);
    bool settled = false;

    *ret = false;
    query_int(q, 1, job->org);
    query_int(q, 2, it->row.since);
    if (query_next(q))
        *ret = str_eq(query_get_text(q, 0), arena_text(job->mem, "p%lld", (long long)person));
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!*ret)
        return DONE;
    if (leave_settled(job, &settled) != DONE)
        return BROKEN;
    *ret = settled;
    return DONE;
}

/* What is to be given and what to be taken, for a table and the values of the claim. */
struct change {
    uint32_t give, take;
};

/* Yesterday becomes the last day of what is taken. */
static struct day last_day(const struct job *job)
{
    return (struct day){job->today.n - 1};
}

static enum outcome weigh(struct job *job, const struct provider *it,
                          const struct oidc_identity *who, int64_t person, struct change *ret,
                          struct holders *ret_all)
{
    uint32_t gives = provider_roles(it->roles, who->values, who->n_values);
    uint32_t has = 0;
    uint32_t stay = 0;
    bool own = false;
    enum outcome o;

    if ((o = holders_load(job, leave_system(job), ret_all)) != DONE ||
        (o = is_own_table(job, it, person, &own)) != DONE)
        return o;
    for (size_t i = 0; i < ret_all->n; i++) {
        const struct role_held *held = &ret_all->held[i];

        if (held->person.id != person || !holders_on(held, job->today))
            continue;
        has |= UINT32_C(1) << held->role;
        if (holders_last_admin(ret_all, held, last_day(job)))
            stay |= UINT32_C(1) << held->role;
    }
    ret->give = own ? 0 : gives & ~has;
    ret->take = provider_rules(it->roles) & has & ~gives & ~stay;
    return DONE;
}

static enum outcome give_roles(struct job *job, struct entry *entry, int64_t person, uint32_t roles)
{
    for (int role = 1; role < ROLE_COUNT; role++) {
        struct role_held held = {.person = {person}, .role = (enum role)role, .from = job->today};
        enum outcome o;

        if ((roles & UINT32_C(1) << role) != 0 &&
            (o = record_new(job, entry, &role_held_noun, &held)) != DONE)
            return o;
    }
    return DONE;
}

/* From today on they do not hold it any more. */
static enum outcome take_roles(struct job *job, struct entry *entry, int64_t person,
                               uint32_t roles, const struct holders *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct role_held *held = &all->held[i];
        enum outcome o;

        if (held->person.id != person || !holders_on(held, job->today) ||
            (roles & UINT32_C(1) << held->role) == 0)
            continue;
        held->until = last_day(job);
        if ((o = record_save(job, entry, &role_held_noun, held)) != DONE)
            return o;
    }
    return DONE;
}

/* The job is nobody's here, so that the ledger says `system`. */
static enum outcome settle_roles(struct job *job, const struct provider *it,
                                 const struct oidc_identity *who, int64_t person)
{
    struct holders all;
    struct change change;
    struct entry *entry;
    enum outcome o;

    if (it->roles.len == 0)
        return DONE;
    if ((o = weigh(job, it, who, person, &change, &all)) != DONE ||
        (change.give | change.take) == 0)
        return o;
    if ((o = ledger_open(job, S("sso.roles"), &entry)) != DONE ||
        (o = weigh(job, it, who, person, &change, &all)) != DONE ||
        (o = give_roles(job, entry, person, change.give)) != DONE ||
        (o = take_roles(job, entry, person, change.take, &all)) != DONE)
        return o;
    return ledger_close(job, entry);
}

/* ---- somebody new ---- */

/* An account without a password: its address is none, so that nobody can type it by chance
 * and no mail address makes anybody somebody. */
static enum outcome add_account(struct job *job, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_account_next);
    char day[DAY_TEXT_BYTES];

    *ret = query_next(q) ? query_get_int(q, 0) : 0;
    if (query_end(q) != DONE)
        return job_broke(job);
    q = query_of(job->db, &sql_account_add);
    query_int(q, 1, *ret);
    query_text(q, 2, arena_text(job->mem, "sso-%" STR_FMT, STR_ARG(random_hex(job, 8))));
    query_text(q, 3, S(""));
    query_text(q, 4, job->lang == LANG_EN ? S("en") : S("nl"));
    query_int(q, 5, 0);
    query_text(q, 6, day_text(job->today, day));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

static enum outcome make_person(struct job *job, const struct provider *it,
                                const struct oidc_identity *who, int64_t *ret_account)
{
    uint32_t roles = provider_roles(it->roles, who->values, who->n_values);
    struct person person = {.name = who->name.len > 0 ? who->name : who->subject};
    struct entry *entry;
    enum outcome o;

    if (roles == 0)
        return sso_refuse(job, S("sign.no_role"), S(""));
    if ((o = ledger_open(job, S("sso.person"), &entry)) != DONE ||
        (o = add_account(job, ret_account)) != DONE ||
        (o = add_link(job, who, *ret_account)) != DONE)
        return o;
    person.account = (struct maybe){true, *ret_account};
    if ((o = record_new(job, entry, &person_noun, &person)) != DONE ||
        (o = give_roles(job, entry, person.row.id, roles)) != DONE)
        return o;
    return ledger_close(job, entry);
}

static enum outcome find_or_make(struct job *job, const struct provider *it,
                                 const struct oidc_identity *who, int64_t *ret)
{
    enum outcome o;

    if ((o = sso_account(job, who, ret)) != DONE || *ret != 0)
        return o;
    if (it->joins != JOINS_MADE)
        return sso_refuse(job, S("sso.unknown"), who->subject);
    return make_person(job, it, who, ret);
}

/* job_identify, for the account alone: nobody is signed in until its roles are known. */
static enum outcome become(struct job *job, int64_t account)
{
    enum outcome o = passing_read(job);
    int64_t org = job->org;

    if (o == DONE)
        o = job_identify(job, account);
    if (o == NOT_THERE || (o == DONE && job->org != org))
        return sso_refuse(job, S("sign.no_role"), S(""));
    return o;
}

enum outcome sso_settle(struct job *job, const struct provider *it,
                        const struct oidc_identity *who)
{
    int64_t account = 0;
    int64_t person;
    enum outcome o;

    job->person = 0;
    if ((o = find_or_make(job, it, who, &account)) != DONE || (o = become(job, account)) != DONE)
        return o;
    person = job->person;
    job->person = 0;
    if ((o = settle_roles(job, it, who, person)) != DONE || (o = become(job, account)) != DONE)
        return o;
    return job->roles == 0 ? sso_refuse(job, S("sign.no_role"), S("")) : DONE;
}
