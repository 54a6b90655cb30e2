#include "acts/organisation.h"

#include "acts/norms.h"
#include "acts/policy.h"
#include "acts/password.h"
#include "acts/retention.h"
#include "acts/sign.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "model/assessment.h"
#include "model/soa.h"
#include "store/query.h"
#include "store/sql.h"

/* The organisation's own row, from what was filled in. */
static enum outcome fill(struct job *job, const struct organisation_plan *plan,
                         struct organisation *ret)
{
    struct organisation it = {.row = {.id = 1}};
    const struct norm *norm = plan->norm.len == 0 ? norms_at(job, 0) : norms_get(job, plan->norm);

    if (norm == NULL)
        return job_refuse_with(job, S("norm"), S("norm.unknown"), plan->norm);
    value_set_named(&organisation_noun, "name", plan->name, &it, &job->faults);
    value_set_named(&organisation_noun, "type", plan->type, &it, &job->faults);
    value_set_named(&organisation_noun, "hours", plan->hours, &it, &job->faults);
    it.norm = norm->key;
    value_check(&organisation_noun, &it, &job->faults);
    if (plan->admin_name.len == 0)
        job_refuse(job, S("admin_name"), S("value.required"));
    if (plan->email.len > 0 &&
        password_fits(job, plan->password, &(struct password_owner){
            plan->email, plan->admin_name, plan->name}) == BROKEN)
        return BROKEN;
    if (job->faults.n > 0)
        return REFUSED;
    *ret = it;
    return DONE;
}

/* The first person, both admin and ciso: somebody must be able to begin. */
static enum outcome make_first_person(struct job *job, struct entry *entry,
                                      const struct organisation_plan *plan)
{
    static const enum role roles[] = {ROLE_ADMIN, ROLE_CISO};
    struct person who = {.name = plan->admin_name, .job_title = plan->admin_title};
    int64_t account = 0;
    enum outcome o;

    if (plan->email.len > 0) {
        if ((o = account_make(job, plan->email, plan->password, false, &account)) != DONE)
            return o;
        who.account = (struct maybe){true, account};
    }
    if ((o = record_new(job, entry, &person_noun, &who)) != DONE)
        return o;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        struct role_held held = {.person = {who.row.id}, .role = roles[i], .from = job->today};

        if ((o = record_new(job, entry, &role_held_noun, &held)) != DONE)
            return o;
        job->roles |= 1u << roles[i];
    }
    job->person = who.row.id;
    return DONE;
}

static enum outcome make_ground(struct job *job, struct entry *entry, const struct organisation *org)
{
    struct object object = {.name = org->name, .kind = OBJECT_ORGANISATION};
    struct isms_scope scope = {.name = org->name};
    struct soa soa = {.number = {true, 1}, .state = SOA_DRAFT};
    enum outcome o;

    if ((o = record_new(job, entry, &object_noun, &object)) != DONE ||
        (o = record_new(job, entry, &isms_scope_noun, &scope)) != DONE)
        return o;
    soa.scope.id = scope.row.id;
    return record_new(job, entry, &soa_noun, &soa);
}

enum outcome act_organisation_make(struct job *job, const struct organisation_plan *plan)
{
    struct organisation it;
    struct entry *entry;
    enum outcome o;

    if ((o = fill(job, plan, &it)) != DONE)
        return o;
    job->person = 0;
    if ((o = ledger_found(job, plan->uuid, S("organisation.make"), &entry)) != DONE ||
        (o = record_new(job, entry, &organisation_noun, &it)) != DONE ||
        (o = make_first_person(job, entry, plan)) != DONE ||
        (o = make_ground(job, entry, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_organisation_get(struct job *job, struct organisation *ret)
{
    const struct leave *leave;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &organisation_noun, 0, &leave)) != DONE)
        return o;
    return record_load(job, leave, &organisation_noun, (struct row){.id = 1}, ret);
}

enum outcome act_organisation_set(struct job *job, struct row seen, const struct given *given)
{
    const struct leave *leave;
    struct organisation it, was;
    struct entry *entry;
    enum outcome o;

    seen.id = 1;
    if ((o = ledger_open(job, S("organisation.set"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SETTINGS, &organisation_noun, 0, &leave)) != DONE ||
        (o = record_load(job, leave, &organisation_noun, seen, &it)) != DONE)
        return o;
    was = it;
    if (!given_lay(job, given, &it))
        return REFUSED;
    if (!retention_same(&it, &was) && str_trim(job->why).len == 0)
        return job_refuse(job, S("reden"), S("retention.why"));
    if ((o = policy_fits(job, was.sign_policy, it.sign_policy)) != DONE ||
        (o = record_save(job, entry, &organisation_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome organisation_all(struct job *job, int64_t **ret_orgs, size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_signed_orgs);

    *ret_orgs = NULL;
    *ret_n = 0;
    while (query_next(q)) {
        *ret_orgs = arena_more(job->mem, *ret_orgs, *ret_n, sizeof **ret_orgs);
        (*ret_orgs)[(*ret_n)++] = query_get_int(q, 0);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}
