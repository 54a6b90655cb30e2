#include "acts/people.h"

#include "acts/holders.h"
#include "acts/link.h"
#include "acts/password.h"
#include "acts/sign.h"
#include "base/bug.h"
#include "model/value.h"
#include "records/record.h"
#include "store/sql.h"

/* The addresses, by account; both lists come ordered by it. */
static enum outcome load_addresses(struct job *job, struct person_line *lines, size_t n)
{
    struct query *q = query_of(job->db, &sql_people_accounts);

    query_int(q, 1, job->org);
    while (query_next(q))
        for (size_t i = 0; i < n; i++)
            if (lines[i].person.account.is && lines[i].person.account.n == query_get_int(q, 0))
                lines[i].email = arena_str(job->mem, query_get_text(q, 1));
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static void give_roles(struct job *job, struct person_line *line, struct role_held *held, size_t n)
{
    size_t mine = 0;

    for (size_t i = 0; i < n; i++)
        mine += held[i].person.id == line->person.row.id;
    line->held = NEW_ARRAY(job->mem, mine, struct role_held);
    for (size_t i = 0; i < n; i++) {
        if (held[i].person.id != line->person.row.id)
            continue;
        line->held[line->n_held++] = held[i];
        if (holders_on(&held[i], job->on))
            line->roles |= 1u << held[i].role;
    }
}

enum outcome act_people(struct job *job, struct person_line **ret, size_t *ret_n)
{
    const struct leave *leave;
    struct person *persons;
    struct role_held *held;
    struct person_line *lines;
    size_t n;
    size_t n_held;
    enum outcome o;

    if ((o = leave_ask(job, MAY_PERSONS_READ, &person_noun, 0, &leave)) != DONE ||
        (o = record_all(job, leave, &person_noun, &persons, &n)) != DONE ||
        (o = record_all(job, leave, &role_held_noun, &held, &n_held)) != DONE)
        return o;
    lines = NEW_ARRAY(job->mem, n, struct person_line);
    for (size_t i = 0; i < n; i++) {
        lines[i].person = persons[i];
        give_roles(job, &lines[i], held, n_held);
    }
    if (leave_may(job, MAY_PERSONS_WRITE) && (o = load_addresses(job, lines, n)) != DONE)
        return o;
    *ret = lines;
    *ret_n = n;
    return DONE;
}

/* What somebody could not do then, no list of roles may say of a past day. */
static enum outcome begins(struct job *job, struct day from)
{
    return from.n < job->today.n ? job_refuse(job, S("from"), S("role.from_past")) : DONE;
}

static enum outcome add_roles(struct job *job, struct entry *entry, int64_t person,
                              const struct person_plan *plan)
{
    struct day from = day_is(plan->from) ? plan->from : job->today;
    enum outcome o;

    if (day_is(plan->until) && plan->until.n < from.n)
        return job_refuse(job, S("until"), S("fault.period"));
    if (plan->roles != 0 && ((o = begins(job, from)) != DONE ||
                             (o = leave_give(job, 0, from, S("from"))) != DONE))
        return o;
    for (int role = 1; role < ROLE_COUNT; role++) {
        struct role_held held = {.person = {person}, .role = (enum role)role, .from = from,
                                 .until = plan->until};

        if ((plan->roles & 1u << role) != 0 &&
            (o = record_new(job, entry, &role_held_noun, &held)) != DONE)
            return o;
    }
    return DONE;
}

enum outcome act_person_add(struct job *job, const struct person_plan *plan, int64_t *ret_id,
                            struct str *ret_secret)
{
    const struct leave *leave;
    struct entry *entry;
    struct person who = {.row = {0}};
    struct str secret = {NULL, 0};
    struct str password = plan->password;
    bool made = plan->email.len > 0 && password.len == 0;
    struct password_owner owner;
    int64_t account;
    enum outcome o;

    value_set_named(&person_noun, "name", plan->name, &who, &job->faults);
    value_set_named(&person_noun, "job_title", plan->job_title, &who, &job->faults);
    if (job->faults.n > 0)
        return REFUSED;
    if (made)
        password = password_random(job);
    if ((o = ledger_open(job, S("person.add"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_PERSONS_WRITE, &person_noun, 0, &leave)) != DONE ||
        (o = password_owner_load(job, 0, 0, &owner)) != DONE)
        return o;
    owner.name = plan->name;
    owner.email = plan->email;
    if (plan->email.len > 0 && !made && (o = password_fits(job, password, &owner)) != DONE)
        return o;
    if (plan->email.len > 0) {
        if ((o = account_make(job, plan->email, password, made, &account)) != DONE ||
            (plan->link && (o = link_make(job, account, &secret)) != DONE))
            return o;
        who.account = (struct maybe){true, account};
    }
    if ((o = record_new(job, entry, &person_noun, &who)) != DONE ||
        (o = add_roles(job, entry, who.row.id, plan)) != DONE ||
        (o = ledger_close(job, entry)) != DONE)
        return o;
    *ret_id = who.row.id;
    *ret_secret = plan->link ? secret : made ? password : (struct str){NULL, 0};
    return DONE;
}

static bool overlap(const struct role_held *a, const struct role_held *b)
{
    return (!day_is(a->until) || a->until.n >= b->from.n) &&
           (!day_is(b->until) || b->until.n >= a->from.n);
}

bool role_ends_soon(const struct role_held *held, struct day on)
{
    return holders_on(held, on) && day_is(held->until) && held->until.n <= on.n + ROLE_SOON_DAYS;
}

const struct role_held *role_changed(const struct role_held *held, size_t n, int64_t person,
                                     enum role role, struct day today)
{
    const struct role_held *found = NULL;

    for (size_t i = 0; i < n; i++)
        if (held[i].person.id == person && held[i].role == role &&
            (!day_is(held[i].until) ||
             (held[i].until.n >= today.n && held[i].until.n >= held[i].from.n)) &&
            (found == NULL || held[i].from.n < found->from.n))
            found = &held[i];
    return found;
}

enum outcome act_role_give(struct job *job, int64_t person, enum role role, struct day from,
                           struct day until)
{
    const struct leave *leave;
    struct role_held *held;
    struct role_held fresh = {.person = {person}, .role = role, .from = from, .until = until};
    struct person who;
    struct entry *entry;
    size_t n;
    enum outcome o;

    if (!day_is(from))
        fresh.from = job->today;
    if (role == ROLE_NONE)
        return job_refuse(job, S("role"), S("value.required"));
    if ((o = begins(job, fresh.from)) != DONE)
        return o;
    if (day_is(until) && until.n < fresh.from.n)
        return job_refuse(job, S("until"), S("fault.period"));
    if ((o = ledger_open(job, S("role.give"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_PERSONS_WRITE, &role_held_noun, 0, &leave)) != DONE ||
        (o = record_load(job, leave, &person_noun, (struct row){.id = person}, &who)) != DONE ||
        (o = leave_give(job, person, fresh.from, S("role"))) != DONE ||
        (o = record_all(job, leave, &role_held_noun, &held, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if (held[i].person.id == person && held[i].role == role && overlap(&held[i], &fresh))
            return job_refuse(job, S("role"), S("role.held"));
    if ((o = record_new(job, entry, &role_held_noun, &fresh)) != DONE)
        return o;
    return ledger_close(job, entry);
}

static enum outcome set_until(struct job *job, struct entry *entry, const struct leave *leave,
                              struct role_held *it, struct day until)
{
    struct holders all;
    enum outcome o = holders_load(job, leave, &all);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < all.n; i++)
        if (all.held[i].row.id != it->row.id && all.held[i].person.id == it->person.id &&
            all.held[i].role == it->role && all.held[i].from.n > it->from.n &&
            (!day_is(until) || all.held[i].from.n <= until.n))
            return job_refuse(job, S("until"), S("role.held"));
    if (holders_last_admin(&all, it, until))
        return job_refuse(job, S("role"), S("role.last_admin"));
    it->until = until;
    if ((o = record_save(job, entry, &role_held_noun, it)) != DONE)
        return o;
    return ledger_close(job, entry);
}

/* What somebody might do is not taken away after the fact; longer than it was is a giving. */
enum outcome act_role_until(struct job *job, int64_t person, enum role role, struct day until)
{
    const struct leave *leave;
    const struct role_held *found;
    struct role_held *held;
    struct role_held it;
    struct entry *entry;
    size_t n;
    enum outcome o;

    if (day_is(until) && until.n < job->today.n - 1)
        return job_refuse(job, S("until"), S("role.past"));
    if ((o = ledger_open(job, S("role.end"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_PERSONS_WRITE, &role_held_noun, 0, &leave)) != DONE ||
        (o = record_all(job, leave, &role_held_noun, &held, &n)) != DONE)
        return o;
    if ((found = role_changed(held, n, person, role, job->today)) == NULL)
        return NOT_THERE;
    it = *found;
    if (day_is(it.until) && (!day_is(until) || until.n > it.until.n) &&
        (o = leave_give(job, person, it.from, S("role"))) != DONE)
        return o;
    /* Taken back on its first day or before it: a period of no day at all. */
    if (day_is(until) && until.n < it.from.n)
        until.n = it.from.n - 1;
    return set_until(job, entry, leave, &it, until);
}

enum outcome act_role_end(struct job *job, int64_t person, enum role role)
{
    return act_role_until(job, person, role, (struct day){job->today.n - 1});
}

enum outcome act_person_find(struct job *job, struct str text, int64_t *ret_id)
{
    struct person_line *lines;
    size_t n;
    int64_t number = 0;
    int64_t found = 0;
    int hits = 0;
    enum outcome o;

    if ((o = act_people(job, &lines, &n)) != DONE)
        return o;
    text = str_trim(text);
    (void)str_int(text, &number);
    for (size_t i = 0; i < n; i++)
        if (lines[i].person.row.id == number || str_eq(lines[i].person.name, text) ||
            (lines[i].email.len > 0 && str_eq(lines[i].email, text))) {
            found = lines[i].person.row.id;
            hits++;
        }
    if (hits == 0)
        return NOT_THERE;
    if (hits > 1)
        return job_refuse_with(job, S("person"), S("person.several"), text);
    *ret_id = found;
    return DONE;
}
