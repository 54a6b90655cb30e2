#include "acts/token.h"

#include "acts/intervene.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "acts/patience.h"
#include "acts/session.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "ledger/leave.h"
#include "model/person.h"
#include "model/value.h"
#include "records/record.h"
#include "store/sql.h"

enum { SECRET_BYTES = 32, SEEN_EVERY_MS = 5 * 60000 };

static bool is_own(const struct job *job, int64_t person)
{
    return person != 0 && person == job->person;
}

/* Everybody looks after their own tokens; for others it takes the right. */
static enum outcome ask(struct job *job, int64_t person)
{
    const struct leave *leave;

    if (is_own(job, person))
        return DONE;
    return leave_ask(job, MAY_PERSONS_WRITE, &person_noun, person, &leave);
}

static enum outcome check_plan(struct job *job, struct str name, struct day *until)
{
    if (!value_line(name, TOKEN_NAME_CHARS))
        return job_refuse(job, S("name"), S("token.name"));
    if (!day_is(*until))
        until->n = job->today.n + TOKEN_DAYS;
    if (until->n < job->today.n || until->n > job->today.n + TOKEN_DAYS_MAX)
        return job_refuse(job, S("until"), S("token.until"));
    return DONE;
}

static enum outcome next_id(struct job *job, int64_t *ret)
{
    struct query *q = query_of(job->db, &sql_token_next_id);

    query_int(q, 1, job->org);
    if (query_next(q))
        *ret = query_get_int(q, 0);
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* In a writing transaction: of somebody else that of an entry, for a token is a way in. */
static enum outcome begin(struct job *job, int64_t person, struct entry **ret_entry,
                          struct person *ret)
{
    enum outcome o;

    *ret_entry = NULL;
    if (!is_own(job, person))
        return intervene(job, S("account.token"), person, ret_entry, ret);
    if ((o = passing_write(job)) != DONE)
        return o;
    return record_load(job, leave_system(job), &person_noun, (struct row){.id = person}, ret);
}

enum outcome act_token_make(struct job *job, int64_t person, struct str name, struct day until,
                            struct str *ret_secret)
{
    struct person who;
    struct entry *entry;
    struct query *q;
    struct str secret;
    char day[DAY_TEXT_BYTES];
    int64_t id = 0;
    enum outcome o;

    name = str_trim(name);
    if ((o = check_plan(job, name, &until)) != DONE ||
        (o = begin(job, person, &entry, &who)) != DONE)
        return o;
    if (day_is(who.until) && who.until.n < job->today.n)
        return NOT_THERE;
    if ((o = next_id(job, &id)) != DONE)
        return o;
    secret = arena_text(job->mem, TOKEN_MARK "%" STR_FMT, STR_ARG(random_hex(job, SECRET_BYTES)));
    q = query_of(job->db, &sql_token_add);
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_text(q, 3, token_hash(job, secret));
    query_int(q, 4, person);
    query_text(q, 5, name);
    query_text(q, 6, passing_moment(job, job->now));
    query_int(q, 7, job->person);
    query_text(q, 8, day_text(until, day));
    if (query_run(q, NULL) != DONE)
        return job_broke(job);
    if (entry != NULL)
        o = ledger_close(job, entry);
    else
        o = db_commit(job->db) == DONE ? DONE : job_broke(job);
    if (o == DONE)
        *ret_secret = secret;
    return o;
}

enum outcome act_token_end(struct job *job, int64_t id)
{
    struct query *q;
    int64_t person = 0;
    enum outcome o;

    if ((o = passing_write(job)) != DONE)
        return o;
    q = query_of(job->db, &sql_token_owner);
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    if (query_next(q))
        person = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    /* Who may not end it learns no more than that. */
    if ((o = ask(job, person)) != DONE)
        return o;
    if (person == 0)
        return NOT_THERE;
    q = query_of(job->db, &sql_token_end);
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    query_text(q, 3, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

static void read_line(struct job *job, struct query *q, struct token_line *ret)
{
    *ret = (struct token_line){.id = query_get_int(q, 0), .person = query_get_int(q, 1),
                               .made_by = query_get_int(q, 4)};
    ret->name = arena_str(job->mem, query_get_text(q, 2));
    MUST(moment_of_text(query_get_text(q, 3), &ret->made));
    MUST(day_of_text(query_get_text(q, 5), &ret->until));
    if (query_get_text(q, 6).len > 0)
        MUST(moment_of_text(query_get_text(q, 6), &ret->seen));
    if (query_get_text(q, 7).len > 0)
        MUST(moment_of_text(query_get_text(q, 7), &ret->ended));
}

enum outcome act_token_list(struct job *job, struct token_line **ret, size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_token_list);
    bool all = leave_may(job, MAY_PERSONS_WRITE);
    struct token_line *lines = NULL;
    size_t room = 0;
    size_t n = 0;

    query_int(q, 1, job->org);
    while (query_next(q)) {
        if (!all && (job->person == 0 || query_get_int(q, 1) != job->person))
            continue;
        if (n == room) {
            struct token_line *more = NEW_ARRAY(job->mem, room = room * 2 + 16, struct token_line);

            if (n > 0)
                memcpy(more, lines, n * sizeof *more);
            lines = more;
        }
        read_line(job, q, &lines[n++]);
    }
    *ret = lines;
    *ret_n = n;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* The row of a secret that works today; the query stands on it. */
static bool stands(struct job *job, struct query *q)
{
    struct day until = {0};
    struct day gone = {0};

    if (!query_next(q) || query_get_text(q, 6).len > 0)
        return false;
    MUST(day_of_text(query_get_text(q, 4), &until));
    if (!query_get_null(q, 7))
        MUST(day_of_text(query_get_text(q, 7), &gone));
    return until.n >= job->today.n && (!day_is(gone) || gone.n >= job->today.n);
}

static bool is_secret(struct str secret)
{
    return secret.len == sizeof TOKEN_MARK - 1 + 2 * SECRET_BYTES &&
           str_starts(secret, S(TOKEN_MARK));
}

enum outcome token_find(struct job *job, struct str secret)
{
    struct query *q;
    bool there;

    if (!is_secret(secret))
        return NOT_THERE;
    q = query_of(job->db, &sql_token_get);
    query_text(q, 1, token_hash(job, secret));
    there = stands(job, q);
    if (there) {
        job->org = query_get_int(q, 0);
        job->person = query_get_int(q, 2);
        job->account = query_get_int(q, 3);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    return there ? leave_roles(job) : NOT_THERE;
}

enum outcome token_seen(struct job *job, struct str secret)
{
    struct query *q;
    struct moment last = {0};
    int64_t org = 0;
    int64_t id = 0;

    if (!is_secret(secret))
        return DONE;
    q = query_of(job->db, &sql_token_get);
    query_text(q, 1, token_hash(job, secret));
    if (query_next(q)) {
        org = query_get_int(q, 0);
        id = query_get_int(q, 1);
        if (query_get_text(q, 5).len > 0)
            MUST(moment_of_text(query_get_text(q, 5), &last));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (id == 0 || job->now.ms - last.ms < SEEN_EVERY_MS)
        return DONE;
    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_token_see);
    query_int(q, 1, org);
    query_int(q, 2, id);
    query_text(q, 3, passing_moment(job, job->now));
    return passing_write_one(job, q);
}

enum outcome token_wrong(struct job *job, int *ret_seconds)
{
    struct patience patience;
    int64_t left_ms;
    enum outcome o;

    if ((o = passing_read(job)) != DONE ||
        (o = patience_ask_place(job, S("token"), &patience)) != DONE)
        return o;
    left_ms = patience.until.ms - job->now.ms;
    if (left_ms <= 0 && (o = patience_wrong(job, &patience)) != DONE)
        return o;
    *ret_seconds = left_ms <= 0 ? 0 : (int)((left_ms + 999) / 1000);
    return DONE;
}
