#include "ledger/leave.h"

#include "base/bug.h"
#include "ledger/table.h"
#include "model/admitted.h"
#include "model/assessment.h"
#include "model/erasure.h"
#include "model/person.h"
#include "model/provider.h"
#include "model/soa.h"
#include "store/sql.h"

struct hidden {
    int64_t id;
    const struct noun *noun;
};

struct leave {
    enum right right;
    const struct noun *noun;
    int64_t id;
    int64_t person;
    bool all; /* reads every row */
    struct hidden *hidden; /* what is not for this person, in order of its number */
    size_t n_hidden;
};

static const char *const right_words[] = {"read", "assess", "test", "assign", "evidence", "judge",
    "soa_write", "soa_adopt", "decide", "persons_read", "persons_write", "settings", "ledger",
    "erase", "objects", "level", "norms", "erase_ask", "exception_ask", "advise"};
const struct choices right_choices = {right_words, RIGHT_COUNT};

/* The whole of it [processes Annex B]. Nobody both prepares and adopts, and who
 * looks after the installation has no say in what is assessed. */
static const unsigned char may[ROLE_COUNT][RIGHT_COUNT] = {
    [ROLE_ADMIN] = {[MAY_READ] = LEAVE_ALL, [MAY_PERSONS_READ] = LEAVE_ALL,
                    [MAY_PERSONS_WRITE] = LEAVE_ALL, [MAY_SETTINGS] = LEAVE_ALL,
                    [MAY_LEDGER] = LEAVE_ALL, [MAY_ERASE] = LEAVE_ALL, [MAY_ERASE_ASK] = LEAVE_ALL,
                    [MAY_NORMS] = LEAVE_ALL},
    [ROLE_CISO] = {[MAY_READ] = LEAVE_ALL, [MAY_ASSESS] = LEAVE_ALL, [MAY_ASSIGN] = LEAVE_ALL,
                   [MAY_EVIDENCE] = LEAVE_ALL, [MAY_JUDGE] = LEAVE_ALL,
                   [MAY_SOA_WRITE] = LEAVE_ALL, [MAY_PERSONS_READ] = LEAVE_ALL,
                   [MAY_LEDGER] = LEAVE_ALL, [MAY_OBJECTS] = LEAVE_ALL,
                   [MAY_NORMS] = LEAVE_ALL, [MAY_ERASE_ASK] = LEAVE_ALL,
                   [MAY_EXCEPTION_ASK] = LEAVE_ALL, [MAY_ADVISE] = LEAVE_ALL},
    [ROLE_OWNER] = {[MAY_READ] = LEAVE_ALL, [MAY_ASSESS] = LEAVE_OWN, [MAY_EVIDENCE] = LEAVE_OWN,
                    [MAY_PERSONS_READ] = LEAVE_ALL, [MAY_OBJECTS] = LEAVE_OWN,
                    [MAY_LEVEL] = LEAVE_OWN, [MAY_EXCEPTION_ASK] = LEAVE_OWN},
    [ROLE_MANAGEMENT] = {[MAY_READ] = LEAVE_ALL, [MAY_ASSIGN] = LEAVE_ALL,
                         [MAY_DECIDE] = LEAVE_ALL, [MAY_PERSONS_READ] = LEAVE_ALL,
                         [MAY_LEVEL] = LEAVE_ALL},
    [ROLE_EXECUTIVE] = {[MAY_READ] = LEAVE_ALL, [MAY_DECIDE] = LEAVE_ALL,
                        [MAY_SOA_ADOPT] = LEAVE_ALL, [MAY_PERSONS_READ] = LEAVE_ALL},
    [ROLE_AUDITOR] = {[MAY_READ] = LEAVE_ALL, [MAY_TEST] = LEAVE_ALL, [MAY_JUDGE] = LEAVE_ALL,
                      [MAY_LEDGER] = LEAVE_ALL, [MAY_PERSONS_READ] = LEAVE_ALL},
    [ROLE_PRIVACY] = {[MAY_READ] = LEAVE_ALL, [MAY_PERSONS_READ] = LEAVE_ALL,
                      [MAY_ERASE_ASK] = LEAVE_ALL},
    [ROLE_COORDINATOR] = {[MAY_READ] = LEAVE_ALL, [MAY_EVIDENCE] = LEAVE_ALL,
                          [MAY_PERSONS_READ] = LEAVE_ALL},
    [ROLE_MEMBER] = {[MAY_READ] = LEAVE_OWN},
    [ROLE_READER] = {[MAY_READ] = LEAVE_ALL},
    /* contact and director: nothing in here. */
};

/* What may not be approved by who made it: who did anything to the row but what
 * is named here has made it. */
static const struct two_persons {
    enum right right;
    const struct noun *noun;
    const char *others[5]; /* acts that do not make it                    */
    const char *says;      /* why not; NULL: what is said of them all     */
} two_persons[] = {
    {MAY_JUDGE, &evidence_noun, {"evidence.judge", "text.erase", "file.erase", "record.mark"}},
    {MAY_SOA_ADOPT, &soa_noun, {"soa.adopt", "text.erase"}},
    {MAY_DECIDE, &exception_noun, {"exception.decide", "exception.advise", "text.erase"}},
    {MAY_ADVISE, &exception_noun, {"exception.decide", "exception.advise", "text.erase"},
     "leave.two_advise"},
    {MAY_DECIDE, &admitted_noun, {"record.reopen"}},
    {MAY_ERASE, &erasure_noun, {"text.erase", "person.erase", "file.erase"}},
    {MAY_SETTINGS, &provider_noun, {"provider.confirm", "provider.drop"}},
};

int leave_role_may(int role, enum right right)
{
    MUST(role >= 0 && role < ROLE_COUNT && right >= 0 && right < RIGHT_COUNT);
    return may[role][right];
}

static int roles_may(uint32_t roles, enum right right)
{
    int most = LEAVE_NO;

    for (int role = 1; role < ROLE_COUNT; role++)
        if ((roles & UINT32_C(1) << role) != 0 && leave_role_may(role, right) > most)
            most = leave_role_may(role, right);
    return most;
}

bool leave_may(const struct job *job, enum right right)
{
    return roles_may(job->roles, right) > LEAVE_NO;
}

bool leave_all(const struct job *job, enum right right)
{
    return roles_may(job->roles, right) == LEAVE_ALL;
}

static struct leave *leave_new(struct job *job, enum right right, const struct noun *noun,
                               int64_t id)
{
    struct leave *leave = NEW(job->mem, struct leave);

    *leave = (struct leave){right, noun, id, job->person, leave_all(job, MAY_READ), NULL, 0};
    return leave;
}

static enum outcome hides(struct job *job, bool *ret)
{
    struct query *q = query_of(job->db, &sql_leave_hides);

    query_int(q, 1, job->org);
    query_int(q, 2, job->person);
    *ret = query_next(q);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* As it is now, also when a day of the past is looked at. The machine itself, nobody's
 * person, sees all: who may run the program on the data has every right over it. Mostly there is
 * nothing to hide, which takes a sixth of the time to see. */
static enum outcome load_hidden(struct job *job, struct leave *leave)
{
    bool some = false;
    struct query *q;
    enum outcome o;

    if (job->person == 0)
        return DONE;
    if ((o = hides(job, &some)) != DONE || !some)
        return o;
    q = query_of(job->db, &sql_leave_hidden);
    query_int(q, 1, job->org);
    query_int(q, 2, job->person);
    while (query_next(q)) {
        leave->hidden = arena_more(job->mem, leave->hidden, leave->n_hidden,
                                   sizeof *leave->hidden);
        leave->hidden[leave->n_hidden++] = (struct hidden){
            query_get_int(q, 1), table_all[table_find(query_get_text(q, 0))].noun};
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

bool leave_shows(const struct leave *leave, const struct noun *noun, int64_t id)
{
    size_t low = 0;
    size_t high = leave->n_hidden;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (leave->hidden[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    /* No two rows of an organisation have one number, of whatever noun they are. */
    return low == leave->n_hidden || leave->hidden[low].id != id ||
           leave->hidden[low].noun != noun;
}

const struct leave *leave_system(struct job *job)
{
    struct leave *leave = NEW(job->mem, struct leave);

    *leave = (struct leave){.right = MAY_LEDGER, .all = true};
    return leave;
}

static enum outcome forbid(struct job *job, struct str key)
{
    fault_add(&job->faults, S(""), key, S(""));
    return FORBIDDEN;
}

/* The statement that says whose a row is, or NULL when such a row is nobody's. */
static const struct statement *whose(const struct noun *noun)
{
    if (noun == &assessment_noun)
        return &sql_leave_assessment;
    if (noun == &evidence_noun)
        return &sql_leave_evidence;
    return noun == &object_noun ? &sql_leave_object : NULL;
}

static enum outcome ask_own(struct job *job, enum right right, const struct noun *noun, int64_t id)
{
    const struct statement *statement = whose(noun);
    struct query *q;
    bool there = false;
    bool own = false;

    if (id == 0 && (right == MAY_READ || right == MAY_EVIDENCE || right == MAY_OBJECTS))
        return DONE;
    if (id == 0 || statement == NULL || job->person == 0)
        return forbid(job, S("leave.own"));
    q = query_of(job->db, statement);
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    while (query_next(q)) {
        there = true;
        for (int i = 0; i < statement->n_columns; i++)
            own = own || query_get_int(q, i) == job->person;
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (!there) /* as of one that is hidden */
        return NOT_THERE;
    return own ? DONE : forbid(job, S("leave.own"));
}

static bool makes(const struct two_persons *rule, struct str act)
{
    for (size_t i = 0; i < sizeof rule->others / sizeof *rule->others; i++)
        if (rule->others[i] != NULL && str_eq(act, str_of(rule->others[i])))
            return false;
    return true;
}

/* What who asks did to a row, by the ledger: its act and when. */
static struct query *acts_on(struct job *job, const struct noun *noun, int64_t id)
{
    struct query *q = query_of(job->db, &sql_leave_acts);

    query_int(q, 1, job->org);
    query_text(q, 2, str_of(noun->name));
    query_int(q, 3, id);
    query_text(q, 4, job->person == 0 ? S("system")
                                     : arena_text(job->mem, "p%lld", (long long)job->person));
    return q;
}

static enum outcome has_made(struct job *job, const struct two_persons *rule, int64_t id,
                             bool *ret_made)
{
    struct query *q = acts_on(job, rule->noun, id);
    bool made = false;

    while (query_next(q))
        made = made || makes(rule, query_get_text(q, 0));
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_made = made;
    return DONE;
}

static enum outcome ask_two(struct job *job, enum right right, const struct noun *noun, int64_t id)
{
    const struct two_persons *rule = NULL;
    bool made = false;
    bool alone = false;
    enum outcome o;

    for (size_t i = 0; i < sizeof two_persons / sizeof *two_persons; i++)
        if (two_persons[i].right == right && two_persons[i].noun == noun)
            rule = &two_persons[i];
    if (rule == NULL || id == 0)
        return DONE;
    if ((o = has_made(job, rule, id, &made)) != DONE || !made)
        return o;
    if ((o = leave_alone(job, &alone)) != DONE || alone)
        return o;
    return forbid(job, rule->says == NULL ? S("leave.two_persons") : str_of(rule->says));
}

enum outcome leave_ask(struct job *job, enum right right, const struct noun *noun, int64_t id,
                       const struct leave **ret)
{
    int most = roles_may(job->roles, right);
    struct leave *leave = leave_new(job, right, noun, id);
    enum outcome o;

    if (most == LEAVE_NO)
        return forbid(job, S("leave.role"));
    if ((o = load_hidden(job, leave)) != DONE)
        return o;
    if (!leave_shows(leave, noun, id)) /* first: to say whose it is would tell that it is there */
        return NOT_THERE;
    if ((most == LEAVE_OWN && (o = ask_own(job, right, noun, id)) != DONE) ||
        (o = ask_two(job, right, noun, id)) != DONE)
        return o;
    *ret = leave;
    return DONE;
}

enum outcome leave_door(struct job *job, uint64_t asks)
{
    bool own = false;

    if ((asks & ANYBODY) != 0) /* who is signed in may become another there */
        return DONE;
    db_hold(job->db, job->org);
    if ((asks & ACCOUNT) != 0)
        return DONE;
    for (int right = 0; right < RIGHT_COUNT; right++) {
        int most = roles_may(job->roles, (enum right)right);
        bool all = (asks & UINT64_C(1) << (LEAVE_ALL_SHIFT + right)) != 0;

        if ((most > LEAVE_NO && (asks & UINT64_C(1) << right) != 0) || (most == LEAVE_ALL && all))
            return DONE;
        own = own || (all && most == LEAVE_OWN);
    }
    return forbid(job, own ? S("leave.own") : S("leave.role"));
}

/* How many persons a statement counts for today. */
static enum outcome count_today(struct job *job, const struct statement *statement, int64_t *ret_n)
{
    char day[DAY_TEXT_BYTES];
    struct query *q = query_of(job->db, statement);
    int64_t n = 0;

    query_int(q, 1, job->org);
    query_text(q, 2, day_text(job->today, day));
    if (query_next(q))
        n = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_n = n;
    return DONE;
}

enum outcome leave_alone(struct job *job, bool *ret_alone)
{
    int64_t n = 0;
    enum outcome o = count_today(job, &sql_leave_holders, &n);

    if (o == DONE)
        *ret_alone = n == 1;
    return o;
}

enum outcome leave_settled(struct job *job, bool *ret_settled)
{
    int64_t n = 0;
    enum outcome o = count_today(job, &sql_leave_held_before, &n);

    if (o == DONE)
        *ret_settled = n >= 2;
    return o;
}

/* By an act of this name somebody is taken in, or let in anew. */
static bool lets_in(struct str act)
{
    static const char *const acts[] = {"person.add", "account.link", "account.password",
        "account.factor_end", "account.passkeys_end", "account.token", "account.sso_link"};

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (str_eq(act, str_of(acts[i])))
            return true;
    return false;
}

/* Did who asks do that today? */
static enum outcome took_in(struct job *job, int64_t person, bool *ret_took)
{
    struct query *q = acts_on(job, &person_noun, person);
    bool took = false;

    while (query_next(q)) {
        struct moment at = {0};
        int minute;

        (void)moment_of_text(query_get_text(q, 1), &at);
        took = took || (lets_in(query_get_text(q, 0)) &&
                        moment_amsterdam(at, &minute).n == job->today.n);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    *ret_took = took;
    return DONE;
}

/* The machine itself (person 0) has every right, and the ledger says that it was it. */
enum outcome leave_give(struct job *job, int64_t person, struct day from, struct str field)
{
    bool settled = false;
    bool took = person == 0;
    enum outcome o;

    if (job->person == 0)
        return DONE;
    if ((o = leave_settled(job, &settled)) != DONE || !settled)
        return o;
    if (person == job->person) {
        fault_add(&job->faults, field, S("leave.to_self"), S(""));
        return FORBIDDEN;
    }
    if (from.n > job->today.n)
        return DONE;
    if (!took && (o = took_in(job, person, &took)) != DONE)
        return o;
    if (!took)
        return DONE;
    fault_add(&job->faults, field, S("leave.same_day"), S(""));
    return FORBIDDEN;
}

enum outcome leave_anew(struct job *job, int64_t person)
{
    char day[DAY_TEXT_BYTES];
    struct query *q;
    bool settled = false;
    bool admin;
    enum outcome o;

    if (job->person == 0)
        return DONE;
    if ((o = leave_settled(job, &settled)) != DONE || !settled)
        return o;
    q = query_of(job->db, &sql_leave_admin);
    query_int(q, 1, job->org);
    query_int(q, 2, person);
    query_text(q, 3, day_text(job->today, day));
    admin = query_next(q);
    if (query_end(q) != DONE)
        return job_broke(job);
    return admin ? forbid(job, S("leave.fellow_admin")) : DONE;
}

/* The members that make a row someone's own, wherever a noun has them. */
static bool is_own(const struct noun *noun, const void *row, int64_t person)
{
    static const char *const names[] = {"owner", "executor", "submitter"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int at = noun_field(noun, str_of(names[i]));
        struct ref ref;

        if (at < 0)
            continue;
        MUST(noun->fields[at].kind == KIND_REF);
        memcpy(&ref, (const char *)row + noun->fields[at].offset, sizeof ref);
        if (ref.id == person && person != 0)
            return true;
    }
    return false;
}

/* What speaks of a piece that is not shown is not shown either. */
static bool names_hidden(const struct leave *leave, const struct noun *noun, const void *row)
{
    for (int i = 0; leave->n_hidden > 0 && noun != &evidence_noun && i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];
        struct ref ref;

        if (field->kind != KIND_REF)
            continue;
        memcpy(&ref, (const char *)row + field->offset, sizeof ref);
        if (!leave_shows(leave, field->to, ref.id))
            return true;
    }
    return false;
}

bool leave_covers(const struct leave *leave, const struct noun *noun, int64_t id)
{
    if (!leave_shows(leave, noun, id))
        return false;
    return leave->all || (leave->id != 0 && leave->noun == noun && leave->id == id);
}

bool leave_reaches(const struct leave *leave, const struct noun *noun, const void *row)
{
    int64_t id = ((const struct row *)row)->id;

    if (!leave_shows(leave, noun, id) || names_hidden(leave, noun, row))
        return false;
    return leave_covers(leave, noun, id) || is_own(noun, row, leave->person);
}

bool leave_is(const struct leave *leave, enum right right)
{
    return leave->right == right;
}

enum outcome leave_roles(struct job *job)
{
    char day[DAY_TEXT_BYTES];
    struct query *q = query_of(job->db, &sql_leave_roles);

    job->roles = 0;
    job->roles_head = 0;
    query_int(q, 1, job->org);
    query_int(q, 2, job->person);
    query_int(q, 3, job->account);
    query_text(q, 4, day_text(job->today, day));
    while (query_next(q)) {
        int role = 0;

        MUST(choice_of(&role_choices, query_get_text(q, 0), &role));
        job->roles |= UINT32_C(1) << role;
        job->roles_head = query_get_int(q, 1);
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome leave_still(struct job *job, int64_t head)
{
    const uint32_t had = job->roles;
    enum outcome o = DONE;

    /* Roles come and go by entries: without a new one they are what they were. */
    if (job->account != 0 && job->person != 0 && (head == 0 || head != job->roles_head))
        o = leave_roles(job);
    if (o == DONE && (had & ~job->roles) != 0)
        return forbid(job, S("leave.changed"));
    return o;
}
