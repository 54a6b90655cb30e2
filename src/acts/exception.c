#include "acts/soa.h"

#include "acts/footing.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "model/value.h"

enum outcome act_exception_list(struct job *job, struct exception **ret, size_t *ret_n,
                                struct decision **ret_decisions, size_t *ret_n_decisions)
{
    const struct leave *leave;
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &exception_noun, 0, &leave)) != DONE ||
        (o = record_all(job, leave, &exception_noun, ret, ret_n)) != DONE)
        return o;
    return record_all(job, leave, &decision_noun, ret_decisions, ret_n_decisions);
}

/* It is about the whole organisation, so it is asked by whose the item is there. */
static enum outcome ask_leave(struct job *job, struct str item)
{
    const struct leave *leave;
    struct footing ground;
    enum outcome o;
    int64_t said;

    if ((o = footing_load(job, 0, &ground)) != DONE ||
        (o = footing_said(job, &ground, item, &said)) != DONE)
        return o;
    return footing_ask(job, MAY_EXCEPTION_ASK, &ground, said, &leave);
}

enum outcome act_exception_ask(struct job *job, struct str item, const struct given *given,
                               int64_t *ret_id)
{
    struct exception it = {.state = EXCEPTION_ASKED};
    struct picture *picture;
    struct entry *entry;
    struct str fault;
    int index;
    enum outcome o;

    if ((o = ledger_open(job, S("exception.ask"), &entry)) != DONE ||
        (o = picture_load(job, &picture)) != DONE)
        return o;
    index = norm_item(picture->norm, item);
    if (index == ITEM_NONE || !line_owed(&picture->norm->items[index]))
        return NOT_THERE;
    it.item = picture->norm->items[index].id;
    if ((o = ask_leave(job, it.item)) != DONE)
        return o;
    it.submitter.id = job->person;
    if (!given_free(job, given) || !given_lay(job, given, &it))
        return REFUSED;
    fault = exception_judge(&picture->norm->items[index], &it, job->today);
    if (fault.len > 0)
        return job_refuse(job, S("until"), fault);
    if ((o = record_new(job, entry, &exception_noun, &it)) != DONE)
        return o;
    *ret_id = it.row.id;
    return ledger_close(job, entry);
}

enum outcome act_exception_advise(struct job *job, struct row seen, struct str advice)
{
    const struct leave *leave;
    struct exception it;
    struct entry *entry;
    enum outcome o;

    if (str_trim(advice).len == 0)
        return job_refuse(job, S("advice"), S("value.required"));
    if ((o = ledger_open(job, S("exception.advise"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_ADVISE, &exception_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &exception_noun, seen, &it)) != DONE)
        return o;
    if (it.state != EXCEPTION_ASKED)
        return job_refuse(job, S(""), S("exception.decided"));
    if (!value_set_named(&exception_noun, "advice", value_lines(job->mem, str_trim(advice)), &it,
                         &job->faults))
        return REFUSED;
    if ((o = record_save(job, entry, &exception_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_exception_decide(struct job *job, struct row seen, bool allowed,
                                  const struct given *given)
{
    const struct leave *leave;
    struct decision decision = {.registered_by = {job->person}};
    struct exception it;
    struct entry *entry;
    enum outcome o;

    if ((o = ledger_open(job, S("exception.decide"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_DECIDE, &exception_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &exception_noun, seen, &it)) != DONE)
        return o;
    if (it.state != EXCEPTION_ASKED)
        return job_refuse(job, S(""), S("exception.decided"));
    /* A line manager asks the CISO's advice for every departure [processes 0.1]. */
    if (allowed && it.advice.len == 0)
        return job_refuse(job, S("advice"), S("exception.advice"));
    if (!given_lay(job, given, &decision))
        return REFUSED;
    if ((o = record_new(job, entry, &decision_noun, &decision)) != DONE)
        return o;
    it.state = allowed ? EXCEPTION_ALLOWED : EXCEPTION_REFUSED;
    it.decision.id = decision.row.id;
    if ((o = record_save(job, entry, &exception_noun, &it)) != DONE)
        return o;
    return ledger_close(job, entry);
}
