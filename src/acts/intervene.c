#include "acts/intervene.h"

#include "acts/account.h"
#include "acts/account_event.h"
#include "acts/link.h"
#include "acts/password.h"
#include "acts/session.h"
#include "acts/sign.h"
#include "acts/totp.h"
#include "ledger/ledger.h"
#include "ledger/leave.h"
#include "model/person.h"
#include "records/record.h"
#include "store/sql.h"

/* Opens the entry about this person; what is done to the account goes in its transaction. */
static enum outcome begin(struct job *job, struct str act, int64_t person,
                          struct entry **ret_entry, struct person *ret)
{
    const struct leave *leave;
    enum outcome o;

    if ((o = ledger_open(job, act, ret_entry)) != DONE ||
        (o = leave_ask(job, MAY_PERSONS_WRITE, &person_noun, person, &leave)) != DONE ||
        (o = record_load(job, leave, &person_noun, (struct row){.id = person}, ret)) != DONE)
        return o;
    ret->interventions = (struct maybe){true, ret->interventions.n + 1};
    return record_save(job, *ret_entry, &person_noun, ret);
}

static enum outcome account_of(struct job *job, const struct person *who, int64_t *ret)
{
    if (!who->account.is)
        return job_refuse(job, S("person"), S("account.none"));
    *ret = who->account.n;
    return DONE;
}

enum outcome intervene(struct job *job, struct str act, int64_t person, struct entry **ret_entry,
                       struct person *ret)
{
    enum outcome o = begin(job, act, person, ret_entry, ret);

    return o == DONE ? leave_anew(job, person) : o;
}

enum outcome intervene_account(struct job *job, struct str act, int64_t person,
                               struct entry **ret_entry, int64_t *ret_account)
{
    struct person who;
    enum outcome o = intervene(job, act, person, ret_entry, &who);

    return o == DONE ? account_of(job, &who, ret_account) : o;
}

static enum outcome end(struct job *job, struct entry *entry, int64_t account, int64_t person,
                        enum account_event what)
{
    enum outcome o;

    if ((o = account_note(job, account, what)) != DONE ||
        (o = session_end_ways(job, account, person)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_person_link(struct job *job, int64_t person, struct str *ret_secret)
{
    struct entry *entry;
    struct str secret;
    int64_t account;
    enum outcome o;

    if ((o = intervene_account(job, S("account.link"), person, &entry, &account)) != DONE ||
        (o = link_make(job, account, &secret)) != DONE ||
        (o = account_note(job, account, EVENT_LINK_MADE)) != DONE ||
        (o = ledger_close(job, entry)) != DONE)
        return o;
    *ret_secret = secret;
    return DONE;
}

enum outcome act_person_password(struct job *job, int64_t person, struct str fresh,
                                 struct str *ret_password)
{
    struct password_owner owner;
    struct entry *entry;
    int64_t account;
    bool made = fresh.len == 0;
    enum outcome o;

    if (made)
        fresh = password_random(job);
    if ((o = intervene_account(job, S("account.password"), person, &entry, &account)) != DONE ||
        (o = password_owner_load(job, person, account, &owner)) != DONE ||
        (!made && (o = password_fits(job, fresh, &owner)) != DONE) ||
        (o = account_password(job, account, fresh, made)) != DONE ||
        (o = end(job, entry, account, person, EVENT_PASSWORD_GIVEN)) != DONE)
        return o;
    *ret_password = made ? fresh : (struct str){NULL, 0};
    return DONE;
}

/* What lets somebody in is taken away by another than themselves, who then see it. */
static enum outcome take_away(struct job *job, struct str act, int64_t person,
                              enum account_event what,
                              enum outcome (*take)(struct job *job, int64_t account))
{
    struct entry *entry;
    int64_t account;
    enum outcome o;

    if (person != 0 && person == job->person)
        return job_refuse(job, S("person"), S("totp.own"));
    if ((o = intervene_account(job, act, person, &entry, &account)) != DONE ||
        (o = take(job, account)) != DONE)
        return o;
    return end(job, entry, account, person, what);
}

enum outcome act_person_factor_end(struct job *job, int64_t person)
{
    return take_away(job, S("account.factor_end"), person, EVENT_FACTOR_TAKEN, totp_end);
}

static enum outcome passkeys_end(struct job *job, int64_t account)
{
    struct query *q = query_of(job->db, &sql_passkey_end);

    query_int(q, 1, account);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome act_person_passkeys_end(struct job *job, int64_t person)
{
    return take_away(job, S("account.passkeys_end"), person, EVENT_PASSKEYS_TAKEN, passkeys_end);
}

enum outcome act_person_sessions_end(struct job *job, int64_t person)
{
    struct entry *entry;
    struct person who;
    int64_t account;
    enum outcome o;

    if ((o = begin(job, S("account.sessions_end"), person, &entry, &who)) != DONE ||
        (o = account_of(job, &who, &account)) != DONE)
        return o;
    return end(job, entry, account, person, EVENT_SESSIONS_ENDED);
}
