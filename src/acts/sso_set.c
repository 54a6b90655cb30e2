/* Which provider counts: what one administrator sets, another confirms. */
#include "acts/passing.h"
#include "acts/sso_parts.h"
#include "store/sql.h"

/* What counts, and what was proposed beside it; row.id 0: nothing. */
struct both {
    struct provider now;
    struct provider proposal;
};

static enum outcome load_both(struct job *job, const struct leave *leave, struct both *ret)
{
    enum outcome o = sso_load(job, leave, PROVIDER_COUNTS, &ret->now);

    return o == DONE ? sso_load(job, leave, PROVIDER_PROPOSED, &ret->proposal) : o;
}

/* What somebody had before them who sets it: the keyboard sets what counts. */
static const struct provider *shown(const struct job *job, const struct both *both)
{
    return job->person != 0 && both->proposal.row.id != 0 ? &both->proposal : &both->now;
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

/* [plan 3.19] Does it count at once? For the machine itself, for who holds all roles alone, and
 * when it leads where it led: turning it off is closing a door. */
static enum outcome counts(struct job *job, const struct both *both, const struct provider *next,
                           bool *ret)
{
    bool alone = false;
    enum outcome o = leave_alone(job, &alone);

    if (o == DONE)
        *ret = job->person == 0 || alone ||
               (both->now.row.id != 0 && provider_same(&both->now, next));
    return o;
}

static enum outcome drop(struct job *job, struct entry *entry, struct provider *proposal,
                         enum provider_stage stage)
{
    proposal->stage = stage;
    return record_save(job, entry, &provider_noun, proposal);
}

/* In the place of what counted. */
static enum outcome put(struct job *job, struct entry *entry, const struct both *both,
                        struct provider it)
{
    it.row = both->now.row;
    it.stage = PROVIDER_COUNTS;
    it.asked_by.id = 0;
    if (it.ended) {
        enum outcome o = not_only(job);

        if (o != DONE)
            return o;
    }
    return it.row.id == 0 ? record_new(job, entry, &provider_noun, &it)
                          : record_save(job, entry, &provider_noun, &it);
}

static enum outcome propose(struct job *job, struct entry *entry, struct both *both,
                            struct provider it)
{
    enum outcome o;

    if (both->proposal.row.id != 0 &&
        (o = drop(job, entry, &both->proposal, PROVIDER_DROPPED)) != DONE)
        return o;
    it.row = (struct row){0};
    it.stage = PROVIDER_PROPOSED;
    it.asked_by.id = job->person;
    return record_new(job, entry, &provider_noun, &it);
}

static enum outcome save(struct job *job, struct row seen, const struct given *given,
                         bool *ret_waits)
{
    const struct leave *leave;
    struct provider next;
    struct entry *entry;
    struct both both;
    bool at_once = false;
    enum outcome o;

    if ((o = ledger_open(job, S("provider.set"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave)) != DONE ||
        (o = load_both(job, leave, &both)) != DONE)
        return o;
    next = *shown(job, &both);
    if (next.row.id != 0 && seen.version != 0 &&
        (seen.id != next.row.id || seen.version != next.row.version))
        return CLASHED;
    if (!given_lay(job, given, &next))
        return REFUSED;
    if ((o = counts(job, &both, &next, &at_once)) != DONE ||
        (o = at_once ? put(job, entry, &both, next)
                     : propose(job, entry, &both, next)) != DONE)
        return o;
    if (at_once && next.row.id != 0 && next.row.id == both.proposal.row.id &&
        (o = drop(job, entry, &both.proposal, PROVIDER_CONFIRMED)) != DONE)
        return o;
    *ret_waits = !at_once;
    return ledger_close(job, entry);
}

/* What a field will be: as given, or as it is. */
static struct str as_given(const struct given *given, struct str name, struct str is)
{
    int field = noun_field(&provider_noun, name);

    return given->is[field] ? str_trim(given->text[field]) : is;
}

/* The secret that is kept is of what counts: one of another provider would break it, and be sent
 * to whom it is not of. */
static enum outcome secret_fits(struct job *job, const struct given *given,
                                const struct both *both)
{
    bool alone = false;
    enum outcome o = leave_alone(job, &alone);

    if (o != DONE || alone || job->person == 0 || both->now.row.id == 0 ||
        both->now.way != WAY_SECRET)
        return o;
    return str_eq(as_given(given, S("issuer"), both->now.issuer), both->now.issuer) &&
                   str_eq(as_given(given, S("client"), both->now.client), both->now.client)
               ? DONE : job_refuse(job, S("secret"), S("sso.secret_later"));
}

/* What way it will be: as given, or as it is. */
static enum provider_way way_of(const struct job *job, const struct given *given,
                                const struct both *both)
{
    enum provider_way is = shown(job, both)->way;
    int way = (int)is;
    struct str text = as_given(given, S("way"), choice_word(&provider_way_choices, way));

    return choice_of(&provider_way_choices, text, &way) ? (enum provider_way)way : is;
}

enum outcome act_sso_set(struct job *job, struct row seen, const struct given *given,
                         struct str secret, bool *ret_waits)
{
    struct both both;
    enum outcome o;

    if ((o = passing_read(job)) != DONE ||
        (o = load_both(job, leave_system(job), &both)) != DONE ||
        (secret.len > 0 && (o = secret_fits(job, given, &both)) != DONE) ||
        (o = sso_complete(job, way_of(job, given, &both), secret)) != DONE)
        return o;
    return save(job, seen, given, ret_waits);
}

/* ---- what another makes of it ---- */

static enum outcome open_proposal(struct job *job, struct str act, struct row seen, bool confirms,
                                  struct entry **ret_entry, struct both *ret)
{
    const struct leave *leave;
    enum outcome o;

    if ((o = ledger_open(job, act, ret_entry)) != DONE ||
        (o = leave_ask(job, MAY_SETTINGS, &provider_noun, 0, &leave)) != DONE ||
        (o = load_both(job, leave, ret)) != DONE)
        return o;
    if (ret->proposal.row.id == 0)
        return job_refuse(job, S(""), S("sso.no_proposal"));
    if (seen.id != 0 && (seen.id != ret->proposal.row.id ||
                         seen.version != ret->proposal.row.version))
        return CLASHED;
    return confirms ? leave_ask(job, MAY_SETTINGS, &provider_noun, ret->proposal.row.id, &leave)
                    : DONE;
}

/* A secret of the one before is nobody else's to be shown. */
static enum outcome forget_secret(struct job *job, const struct both *both)
{
    struct query *q;

    if (both->now.row.id == 0 || (str_eq(both->now.issuer, both->proposal.issuer) &&
                                  str_eq(both->now.client, both->proposal.client)))
        return DONE;
    q = query_of(job->db, &sql_sso_secret_end);
    query_int(q, 1, job->org);
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome act_sso_confirm(struct job *job, struct row seen)
{
    struct entry *entry;
    struct both both;
    enum outcome o;

    if ((o = open_proposal(job, S("provider.confirm"), seen, true, &entry, &both)) != DONE ||
        (o = put(job, entry, &both, both.proposal)) != DONE ||
        (o = forget_secret(job, &both)) != DONE ||
        (o = drop(job, entry, &both.proposal, PROVIDER_CONFIRMED)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_sso_drop(struct job *job, struct row seen)
{
    struct entry *entry;
    struct both both;
    enum outcome o;

    if ((o = open_proposal(job, S("provider.drop"), seen, false, &entry, &both)) != DONE ||
        (o = drop(job, entry, &both.proposal, PROVIDER_DROPPED)) != DONE)
        return o;
    return ledger_close(job, entry);
}
