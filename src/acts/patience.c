#include "acts/patience.h"

#include <arpa/inet.h>

#include "acts/device.h"
#include "acts/passing.h"
#include "acts/password.h"
#include "base/bug.h"
#include "store/sql.h"

enum { SECOND_MS = 1000, QUARTER_MS = 15 * 60 * SECOND_MS, HOUR_MS = 4 * QUARTER_MS };

struct measure {
    int64_t free;      /* failures without a wait                 */
    int64_t first_ms;  /* of the next one; each after it twice    */
    int64_t most_ms;
    int64_t memory_ms; /* and then it is forgotten                */
    bool from_first;   /* counted from the first failure, not the last */
};

static const struct measure measures[PATIENCE_KIND_COUNT] = {
    [PATIENCE_PAIR] = {4, SECOND_MS, QUARTER_MS, HOUR_MS, false},
    [PATIENCE_DEVICE] = {4, SECOND_MS, QUARTER_MS, HOUR_MS, false},
    [PATIENCE_NAME] = {99, QUARTER_MS, QUARTER_MS, HOUR_MS, false},
    [PATIENCE_CODE] = {19, QUARTER_MS, QUARTER_MS, 24 * HOUR_MS, false},
    [PATIENCE_PLACE] = {29, QUARTER_MS, QUARTER_MS, QUARTER_MS, true},
};

static int64_t wait_ms(const struct measure *measure, int64_t failures)
{
    int64_t wait = measure->first_ms;

    if (failures <= measure->free)
        return 0;
    for (int64_t i = measure->free + 1; i < failures && wait < measure->most_ms; i++)
        wait *= 2;
    return wait < measure->most_ms ? wait : measure->most_ms;
}

struct patience_state patience_after(enum patience_kind kind, struct patience_state state,
                                     struct moment now)
{
    const struct measure *measure = &measures[kind];
    int64_t wait;

    if (state.ends.ms <= now.ms)
        state = (struct patience_state){0};
    state.failures++;
    if (state.failures == 1 || !measure->from_first)
        state.ends.ms = now.ms + measure->memory_ms;
    wait = wait_ms(measure, state.failures);
    if (wait > 0 && measure->from_first)
        state.until = state.ends;
    else if (wait > 0)
        state.until.ms = now.ms + wait;
    return state;
}

/* ---- whose ---- */

struct str patience_place(struct job *job)
{
    char *text = arena_alloc(job->mem, INET6_ADDRSTRLEN);
    struct in6_addr six;

    if (job->from.len == 0 || memchr(job->from.at, ':', job->from.len) == NULL ||
        job->from.len >= INET6_ADDRSTRLEN)
        return job->from;
    memcpy(text, job->from.at, job->from.len);
    text[job->from.len] = 0;
    if (inet_pton(AF_INET6, text, &six) != 1)
        return job->from;
    memset(six.s6_addr + 8, 0, 8);
    return str_of(inet_ntop(AF_INET6, &six, text, INET6_ADDRSTRLEN));
}

static void add(struct job *job, struct patience *it, enum patience_kind kind, struct str what,
                struct str who, struct str place)
{
    struct str text = arena_text(job->mem, "%d\n%" STR_FMT "\n%" STR_FMT "\n%" STR_FMT, (int)kind,
                                 STR_ARG(what), STR_ARG(place), STR_ARG(who));

    MUST(it->n < PATIENCE_KEYS);
    it->at[it->n].kind = kind;
    it->at[it->n++].key = token_hash(job, text);
}

static enum outcome load(struct job *job, struct str key, struct patience_state *ret)
{
    struct query *q = query_of(job->db, &sql_attempt_get);

    *ret = (struct patience_state){0};
    query_text(q, 1, key);
    if (query_next(q)) {
        ret->failures = query_get_int(q, 0);
        (void)moment_of_text(query_get_text(q, 1), &ret->until);
        MUST(moment_of_text(query_get_text(q, 2), &ret->ends));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (ret->ends.ms <= job->now.ms)
        *ret = (struct patience_state){0};
    return DONE;
}

/* How its keys stand. */
static enum outcome look(struct job *job, struct patience *it)
{
    struct patience_state state;

    for (int i = 0; i < it->n; i++) {
        if (load(job, it->at[i].key, &state) != DONE)
            return BROKEN;
        it->counted = i == 0 ? state.failures > 0 : it->counted;
        if (state.until.ms > it->until.ms)
            it->until = state.until;
    }
    return DONE;
}

enum outcome patience_ask_place(struct job *job, struct str what, struct patience *ret)
{
    *ret = (struct patience){0};
    add(job, ret, PATIENCE_PLACE, what, S(""), patience_place(job));
    return look(job, ret);
}

enum outcome patience_ask(struct job *job, struct str what, struct str who, int64_t account,
                          struct patience *ret)
{
    struct str place = patience_place(job);
    bool known;

    *ret = (struct patience){0};
    if (device_known(job, account, &known) != DONE)
        return BROKEN;
    if (known) {
        add(job, ret, PATIENCE_DEVICE, what, who, job->device);
    } else {
        add(job, ret, PATIENCE_PAIR, what, who, place);
        add(job, ret, str_eq(what, S("code")) ? PATIENCE_CODE : PATIENCE_NAME, what, who, S(""));
        add(job, ret, PATIENCE_PLACE, S(""), S(""), place);
    }
    return look(job, ret);
}

bool patience_waits(struct job *job, const struct patience *it, struct str field)
{
    int64_t left_ms = it->until.ms - job->now.ms;

    if (left_ms <= 0)
        return false;
    job_refuse_with(job, field, S("sign.wait"),
                    arena_text(job->mem, "%lld", (long long)((left_ms + 999) / 1000)));
    return true;
}

/* ---- what came of it ---- */

static enum outcome save(struct job *job, struct str key, struct patience_state state)
{
    struct query *q = query_of(job->db, &sql_attempt_set);

    query_text(q, 1, key);
    query_int(q, 2, state.failures);
    query_text(q, 3, state.until.ms == 0 ? S("") : passing_moment(job, state.until));
    query_text(q, 4, passing_moment(job, state.ends));
    return query_run(q, NULL) == DONE ? DONE : job_broke(job);
}

enum outcome patience_wrong(struct job *job, const struct patience *it)
{
    struct patience_state state;
    struct query *q;
    enum outcome o = passing_write(job);

    /* Read again under the lock: of two at the same time both count. */
    for (int i = 0; i < it->n && o == DONE; i++)
        if ((o = load(job, it->at[i].key, &state)) == DONE)
            o = save(job, it->at[i].key, patience_after(it->at[i].kind, state, job->now));
    if (o != DONE)
        return o;
    q = query_of(job->db, &sql_attempt_tidy);
    query_text(q, 1, passing_moment(job, job->now));
    query_int(q, 2, ATTEMPTS_KEPT - 1);
    return passing_write_one(job, q);
}

enum outcome patience_right(struct job *job, const struct patience *it)
{
    struct query *q;

    if (!it->counted)
        return DONE;
    if (passing_write(job) != DONE)
        return BROKEN;
    q = query_of(job->db, &sql_attempt_forget);
    query_text(q, 1, it->at[0].key);
    return passing_write_one(job, q);
}
