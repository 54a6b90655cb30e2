#include "acts/keys.h"

#include "acts/organisation.h"
#include "acts/passing.h"
#include "aide/head.h"
#include "aide/sealer.h"
#include "base/bug.h"
#include "model/person.h"
#include "records/record.h"
#include "store/sql.h"

/* ---- what there is ---- */

enum outcome heads_keys(struct job *job, struct signing_key **ret, size_t *ret_n)
{
    return record_all(job, leave_system(job), &signing_key_noun, ret, ret_n);
}

static const struct signing_key *current(const struct signing_key *keys, size_t n)
{
    for (size_t i = n; i > 0; i--)
        if (!day_is(keys[i - 1].ended_on))
            return &keys[i - 1];
    return NULL;
}

struct str heads_key(const struct signing_key *keys, size_t n, int64_t number)
{
    for (size_t i = 0; i < n; i++)
        if (keys[i].number.n == number)
            return keys[i].public_key;
    return S("");
}

enum outcome act_keys(struct job *job, struct signing_key **ret, size_t *ret_n)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, MAY_READ, &organisation_noun, 0, &leave);

    return o == DONE ? heads_keys(job, ret, ret_n) : o;
}

/* Outcomes of the sealer as an act says them. */
static enum outcome say(struct job *job, enum outcome o, struct str why)
{
    job->broke = why;
    if (o == NOT_THERE || o == REFUSED) {
        fault_add(&job->faults, S(""), S("keys.lost"), S(""));
        return NOT_THERE;
    }
    if (o == CLASHED)
        fault_add(&job->faults, S(""), S("keys.back"), S(""));
    return o;
}

static struct str about(struct job *job, int64_t id)
{
    return arena_text(job->mem, "signing_secret/seal/%lld/%lld", (long long)job->org,
                      (long long)id);
}

/* ---- making ---- */

static enum outcome add(struct job *job, struct entry *entry, int64_t number)
{
    struct signing_key key = {.number = {true, number}, .made_on = job->today};
    struct str seal = S("");
    struct str why = S("");
    struct query *q;
    enum outcome o;

    key.row.id = ledger_id(entry);
    o = sealer_pair(job->mem, about(job, key.row.id), &key.public_key, &seal, &why);
    if (o != DONE)
        return say(job, o, why);
    if ((o = record_new(job, entry, &signing_key_noun, &key)) != DONE)
        return o;
    q = query_of(job->db, &sql_signing_secret_add);
    query_int(q, 1, job->org);
    query_int(q, 2, key.row.id);
    query_text(q, 3, seal);
    return query_run(q, NULL) == DONE ? ledger_close(job, entry) : job_broke(job);
}

static enum outcome begin(struct job *job, struct str act, struct entry **ret_entry,
                          struct signing_key **ret, size_t *ret_n)
{
    const struct leave *leave;
    enum outcome o = ledger_open(job, act, ret_entry);

    if (o == DONE)
        o = leave_ask(job, MAY_SETTINGS, &organisation_noun, 0, &leave);
    return o == DONE ? heads_keys(job, ret, ret_n) : o;
}

enum outcome act_key_make(struct job *job)
{
    struct signing_key *keys;
    struct entry *entry;
    size_t n;
    enum outcome o = begin(job, S("key.make"), &entry, &keys, &n);

    if (o != DONE)
        return o;
    return n > 0 ? job_refuse(job, S(""), S("keys.known")) : add(job, entry, 1);
}

enum outcome act_key_renew(struct job *job)
{
    struct signing_key *keys;
    struct signing_key last;
    struct entry *entry;
    size_t n;
    enum outcome o = begin(job, S("key.renew"), &entry, &keys, &n);

    if (o != DONE)
        return o;
    if (current(keys, n) == NULL) {
        fault_add(&job->faults, S(""), S("keys.none"), S(""));
        return NOT_THERE;
    }
    last = *current(keys, n);
    last.ended_on = job->today;
    if ((o = record_save(job, entry, &signing_key_noun, &last)) != DONE)
        return o;
    return add(job, entry, (int64_t)n + 1);
}

/* ---- signing ---- */

static enum outcome read_seal(struct job *job, int64_t id, struct str *ret)
{
    struct query *q = query_of(job->db, &sql_signing_secret_read);

    *ret = S("");
    query_int(q, 1, job->org);
    query_int(q, 2, id);
    if (query_next(q))
        *ret = arena_str(job->mem, query_get_text(q, 0));
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome refuse_other(struct job *job, int64_t seq)
{
    fault_add(&job->faults, S(""), S("keys.other"), arena_text(job->mem, "%lld", (long long)seq));
    return CLASHED;
}

/* Who rewrote the data must not get the signature of the key below it: every head that was
 * signed lies on the chain, and the last one is what its key signed. */
static enum outcome stand_fast(struct job *job, struct str uuid)
{
    struct query *q = query_of(job->db, &sql_signed_apart);
    struct signing_key *keys;
    struct signed_head *last;
    struct head head;
    size_t n, keys_n;
    int64_t apart = 0;
    enum outcome o;

    query_int(q, 1, job->org);
    if (query_next(q))
        apart = query_get_int(q, 0);
    if (query_end(q) != DONE)
        return job_broke(job);
    if (apart > 0)
        return refuse_other(job, apart);
    if ((o = heads_signed(job, INT64_MAX, 1, &last, &n)) != DONE || n == 0 ||
        (o = heads_keys(job, &keys, &keys_n)) != DONE)
        return o;
    head = (struct head){uuid, last->seq, last->hash, last->time, last->key};
    return head_holds(job->mem, &head, heads_key(keys, keys_n, last->key), last->signature)
               ? DONE : refuse_other(job, last->seq);
}

/* In an open transaction, in which nothing is written: asking the sealer holds up nobody. */
static enum outcome sign(struct job *job, struct head *head, struct signed_head *ret)
{
    const struct signing_key *key;
    struct signing_key *keys;
    struct str seal;
    struct str why = S("");
    size_t n;
    enum outcome o;

    if ((o = heads_keys(job, &keys, &n)) != DONE)
        return o;
    if ((key = current(keys, n)) == NULL) {
        fault_add(&job->faults, S(""), S("keys.none"), S(""));
        return NOT_THERE;
    }
    /* Of a head from before itself a key proves nothing: the one before it had to sign that. */
    if (head->seq < key->row.since)
        return NOT_THERE;
    if ((o = read_seal(job, key->row.id, &seal)) != DONE)
        return o;
    head->key = key->number.n;
    *ret = (struct signed_head){head->seq, head->hash, head->time, head->key, {0}};
    o = sealer_sign(job->mem, head, seal, about(job, key->row.id), &ret->signature, &why);
    return o == DONE ? DONE : say(job, o, why);
}

static enum outcome keep(struct job *job, const struct signed_head *it)
{
    struct query *q;
    enum outcome o = passing_write(job);

    if (o != DONE)
        return o;
    q = query_of(job->db, &sql_signed_add);
    query_int(q, 1, job->org);
    query_int(q, 2, it->seq);
    query_text(q, 3, it->hash);
    query_text(q, 4, it->time);
    query_int(q, 5, it->key);
    query_text(q, 6, it->signature);
    return passing_write_one(job, q);
}

enum outcome act_head_sign(struct job *job, struct signed_head *ret)
{
    const struct leave *leave;
    struct ledger_head now;
    struct signed_head *last;
    struct head head;
    size_t n;
    enum outcome o;

    if ((o = passing_read(job)) != DONE ||
        (o = leave_ask(job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_head(job, &now)) != DONE || (o = stand_fast(job, now.uuid)) != DONE ||
        (o = heads_signed(job, now.seq, 1, &last, &n)) != DONE)
        return o;
    if (n > 0 && last->seq == now.seq && str_eq(last->hash, now.hash)) {
        *ret = *last;
        return DONE;
    }
    head = (struct head){now.uuid, now.seq, now.hash, now.time, 0};
    return (o = sign(job, &head, ret)) == DONE ? keep(job, ret) : o;
}

/* The last entry of the days before today, in Amsterdam; and while the time of the last of all
 * lies ahead of the clock that one, for entries keep that time and no day would get them. */
static enum outcome find_due(struct job *job, int64_t *ret_seq)
{
    char now[MOMENT_TEXT_BYTES];
    struct ledger_head head;
    enum outcome o = ledger_head(job, &head);

    if (o != DONE || str_cmp(head.time, moment_text(job->now, now)) <= 0)
        return o != DONE ? o : ledger_at(job, (struct day){job->today.n - 1}, ret_seq);
    *ret_seq = head.seq;
    return DONE;
}

static enum outcome sign_due(struct job *job, int *signed_n)
{
    struct signed_head it;
    struct head head = {0};
    struct query *q;
    int64_t seq;
    enum outcome o = find_due(job, &seq);

    if (o != DONE)
        return o;
    q = query_of(job->db, &sql_signed_due);
    query_int(q, 1, job->org);
    query_int(q, 2, seq);
    if (query_next(q))
        head = (struct head){arena_str(job->mem, query_get_text(q, 3)), query_get_int(q, 0),
                             arena_str(job->mem, query_get_text(q, 1)),
                             arena_str(job->mem, query_get_text(q, 2)), 0};
    if (query_end(q) != DONE)
        return job_broke(job);
    if (head.seq == 0)
        return DONE;
    if ((o = stand_fast(job, head.uuid)) == DONE && (o = sign(job, &head, &it)) == DONE &&
        (o = keep(job, &it)) == DONE)
        (*signed_n)++;
    /* No key yet, as doctor says, or none of that day. */
    return o == NOT_THERE && job->broke.len == 0 ? DONE : o;
}

enum outcome act_heads_due(struct job *job, int *ret_signed)
{
    int64_t *orgs;
    size_t n;
    enum outcome worst = DONE;
    enum outcome o;

    *ret_signed = 0;
    if (passing_read(job) != DONE)
        return job_broke(job);
    if ((o = organisation_all(job, &orgs, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        job->org = orgs[i];
        o = passing_read(job);
        if (o == DONE)
            o = sign_due(job, ret_signed);
        worst = o != DONE && worst == DONE ? o : worst;
    }
    return worst;
}

enum outcome heads_signed(struct job *job, int64_t upto, int most, struct signed_head **ret,
                          size_t *ret_n)
{
    struct query *q = query_of(job->db, &sql_signed_list);

    *ret = NEW_ARRAY(job->mem, (size_t)most, struct signed_head);
    *ret_n = 0;
    query_int(q, 1, job->org);
    query_int(q, 2, upto);
    query_int(q, 3, most);
    while (query_next(q) && *ret_n < (size_t)most)
        (*ret)[(*ret_n)++] = (struct signed_head){
            query_get_int(q, 0), arena_str(job->mem, query_get_text(q, 1)),
            arena_str(job->mem, query_get_text(q, 2)), query_get_int(q, 3),
            arena_str(job->mem, query_get_text(q, 4))};
    return query_end(q) == DONE ? DONE : job_broke(job);
}
