#include "acts/seals.h"

#include "acts/organisation.h"
#include "acts/passing.h"
#include "aide/sealer.h"
#include "store/sql.h"

const struct seal_place seal_places[] = {
    {STR_INIT("signing_secret"), STR_INIT("seal"), false},
    {STR_INIT("sso_key"), STR_INIT("sealed"), false},
    {STR_INIT("sso_secret"), STR_INIT("sealed"), false},
    {STR_INIT("sso_hint"), STR_INIT("sealed"), false},
    {STR_INIT("totp"), STR_INIT("secret"), true},
};
const size_t seal_places_n = sizeof seal_places / sizeof *seal_places;

static const struct {
    const struct statement *list, *put;
} ways[] = {
    {&sql_seal_signing, &sql_seal_signing_put},
    {&sql_seal_sso_key, &sql_seal_sso_key_put},
    {&sql_seal_sso_secret, &sql_seal_sso_secret_put},
    {&sql_seal_sso_hint, &sql_seal_sso_hint_put},
    {&sql_seal_totp, &sql_seal_totp_put},
};
_Static_assert(sizeof ways / sizeof *ways == sizeof seal_places / sizeof *seal_places,
               "each place can be read and written");

struct seal {
    struct str id, seal;
    struct seal *next;
};

struct walk {
    struct job *job;
    int64_t *orgs;
    size_t n_orgs;
    size_t place;
    int64_t org;
    struct seals counted;
    /* What is done with each. */
    enum outcome (*each)(struct walk *, const struct seal *);
};

static struct str number_of(struct str seal)
{
    return str_cut(seal, '.', &seal);
}

static enum outcome read_place(struct walk *it, struct seal **ret)
{
    struct query *q = query_of(it->job->db, ways[it->place].list);
    struct seal **last = ret;

    *ret = NULL;
    query_int(q, 1, it->org);
    while (query_next(q)) {
        struct seal *one = NEW(it->job->mem, struct seal);

        *one = (struct seal){arena_str(it->job->mem, query_get_text(q, 0)),
                             arena_str(it->job->mem, query_get_text(q, 1)), NULL};
        *last = one;
        last = &one->next;
    }
    return query_end(q) == DONE ? DONE : job_broke(it->job);
}

static enum outcome walk(struct walk *it)
{
    enum outcome o = organisation_all(it->job, &it->orgs, &it->n_orgs);

    for (size_t i = 0; o == DONE && i < it->n_orgs; i++)
        for (it->place = 0; o == DONE && it->place < seal_places_n; it->place++) {
            struct seal *all;

            it->org = it->orgs[i];
            o = read_place(it, &all);
            for (const struct seal *one = all; o == DONE && one != NULL; one = one->next)
                o = it->each(it, one);
        }
    return o;
}

static struct str about(const struct walk *it, int64_t org, struct str id)
{
    const struct seal_place *place = &seal_places[it->place];

    return arena_text(it->job->mem, "%" STR_FMT "/%" STR_FMT "/%lld/%" STR_FMT,
                      STR_ARG(place->table), STR_ARG(place->column), (long long)org, STR_ARG(id));
}

static int64_t home(const struct walk *it)
{
    return seal_places[it->place].of_account ? 0 : it->org;
}

/* Before seals of an account were bound to none, they were to one of the organisations that it
 * works in: *ret_org says which. REFUSED and NOT_THERE when it opens nowhere. */
static enum outcome open_seal(struct walk *it, const struct seal *one, int64_t *ret_org,
                              struct str *ret)
{
    struct job *job = it->job;
    enum outcome o = sealer_open(job->mem, one->seal, about(it, home(it), one->id), ret,
                                 &job->broke);

    *ret_org = home(it);
    for (size_t i = 0; o == REFUSED && i < it->n_orgs; i++) {
        o = sealer_open(job->mem, one->seal, about(it, it->orgs[i], one->id), ret, &job->broke);
        *ret_org = it->orgs[i];
    }
    return o;
}

static void count_closed(struct walk *it, const struct seal *one, enum outcome o)
{
    it->counted.closed++;
    if (o == NOT_THERE)
        it->counted.key = number_of(one->seal);
}

static enum outcome only_count(struct walk *it, const struct seal *one)
{
    it->counted.n++;
    it->counted.key = number_of(one->seal);
    return DONE;
}

static enum outcome try_one(struct walk *it, const struct seal *one)
{
    struct str plain;
    int64_t org;
    enum outcome o = open_seal(it, one, &org, &plain);

    it->counted.n++;
    if (o == BROKEN)
        return o;
    if (o == DONE)
        explicit_bzero((void *)(uintptr_t)plain.at, plain.len);
    else
        count_closed(it, one, o);
    return DONE;
}

static enum outcome put_one(struct walk *it, const struct seal *one, struct str seal)
{
    struct query *q = query_of(it->job->db, ways[it->place].put);
    int64_t n = 0;

    query_int(q, 1, it->org);
    query_text(q, 2, one->id);
    query_text(q, 3, seal);
    query_text(q, 4, one->seal);
    if (query_run(q, &n) != DONE)
        return job_broke(it->job);
    it->counted.renewed += n;
    return DONE;
}

static enum outcome renew_one(struct walk *it, const struct seal *one)
{
    struct job *job = it->job;
    struct str plain, seal;
    int64_t org;
    enum outcome o = open_seal(it, one, &org, &plain);

    it->counted.n++;
    if (o == NOT_THERE || o == REFUSED)
        count_closed(it, one, o);
    if (o != DONE)
        return o == BROKEN ? BROKEN : DONE;
    o = sealer_close(job->mem, plain, about(it, home(it), one->id), &seal, &job->broke);
    explicit_bzero((void *)(uintptr_t)plain.at, plain.len);
    if (o != DONE)
        return BROKEN;
    return org == home(it) && str_eq(number_of(seal), number_of(one->seal))
               ? DONE : put_one(it, one, seal);
}

static enum outcome go(struct job *job, enum outcome (*each)(struct walk *, const struct seal *),
                       struct seals *ret)
{
    struct walk it = {.job = job, .each = each};
    enum outcome o = walk(&it);

    if (o == DONE)
        *ret = it.counted;
    return o;
}

enum outcome seals_key(struct job *job, struct seals *ret)
{
    return go(job, only_count, ret);
}

enum outcome seals_look(struct job *job, struct seals *ret)
{
    return go(job, try_one, ret);
}

enum outcome act_seals_renew(struct job *job, struct seals *ret)
{
    struct seals done;
    enum outcome o = passing_write(job);

    if (o != DONE || (o = go(job, renew_one, &done)) != DONE)
        return o;
    if (db_commit(job->db) != DONE)
        return job_broke(job);
    *ret = done;
    return DONE;
}
