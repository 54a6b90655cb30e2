#include "acts/password.h"

#include <sodium.h>

#include "acts/breached.h"
#include "acts/guess.h"
#include "acts/sign.h"
#include "base/bug.h"
#include "records/record.h"
#include "store/lock.h"
#include "store/sql.h"

enum { TIMES = 3, SLOT_WAIT_MS = 2000 };
#define MEMORY_BYTES ((size_t)64 << 20)

static int slots = -1;
static bool no_slots; /* they could not be opened */

bool sign_slots(const char *path)
{
    slots = lock_open(path);
    no_slots = slots < 0;
    return !no_slots;
}

/* Two may hash at once on this machine, 128 MiB together; a third waits. */
static bool slot_take(enum lock_place *ret_place)
{
    static const enum lock_place places[] = {LOCK_FOR_SLOW_1, LOCK_FOR_SLOW_2};

    if (slots < 0)
        return !no_slots;
    for (int wait_ms = 0; wait_ms < SLOT_WAIT_MS; wait_ms += 100)
        for (size_t i = 0; i < 2; i++)
            if (lock_take(slots, places[i], 50)) {
                *ret_place = places[i];
                return true;
            }
    return false;
}

static void slot_give(enum lock_place place)
{
    if (slots >= 0)
        lock_give(slots, place);
}

static enum outcome busy(struct job *job)
{
    fault_add(&job->faults, S(""), S("sign.busy"), S(""));
    job->broke = S("no slot came free to hash a password");
    return BROKEN;
}

enum outcome password_hash(struct job *job, struct str password, struct str *ret_hash)
{
    char *hash = arena_alloc(job->mem, crypto_pwhash_STRBYTES);
    enum lock_place place = LOCK_FOR_SLOW_1;
    int failed;

    MUST(sodium_init() >= 0);
    if (!slot_take(&place))
        return busy(job);
    failed = crypto_pwhash_str_alg(hash, password.at, password.len, TIMES, MEMORY_BYTES,
                                   crypto_pwhash_ALG_ARGON2ID13);
    slot_give(place);
    if (failed != 0)
        return busy(job);
    *ret_hash = str_of(hash);
    return DONE;
}

/* What a wrong address is checked against, so that it takes the same time: the
 * hash of random bytes with the parameters of today. */
#define NOBODY                                                                                  \
    "$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$"                                    \
    "BP0y8uaVXZpVZlOGwTDqJpZ8Qlm0jcqPfAZVvCk9p1k"

enum outcome password_check(struct job *job, struct str hash, struct str password, bool *ret_right,
                            bool *ret_weak)
{
    char *padded = arena_alloc(job->mem, crypto_pwhash_STRBYTES);
    enum lock_place place = LOCK_FOR_SLOW_1;
    bool right;

    MUST(sodium_init() >= 0);
    if (hash.len == 0)
        hash = S(NOBODY);
    MUST(hash.len < crypto_pwhash_STRBYTES);
    memcpy(padded, hash.at, hash.len);
    if (!slot_take(&place))
        return busy(job);
    right = crypto_pwhash_str_verify(padded, password.at == NULL ? "" : password.at,
                                     password.len) == 0;
    slot_give(place);
    *ret_right = right && !str_eq(hash, S(NOBODY));
    *ret_weak = crypto_pwhash_str_needs_rehash(padded, TIMES, MEMORY_BYTES) != 0;
    return DONE;
}

static enum outcome address_of(struct job *job, int64_t account, struct str *ret)
{
    struct query *q = query_of(job->db, &sql_account_by_id);

    *ret = S("");
    query_int(q, 1, account);
    if (query_next(q))
        *ret = arena_str(job->mem, query_get_text(q, 0));
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome password_owner_load(struct job *job, int64_t person, int64_t account,
                                 struct password_owner *ret)
{
    struct organisation org;
    struct person who = {.name = {NULL, 0}};
    struct str email;
    enum outcome o;

    if ((o = address_of(job, account, &email)) != DONE ||
        (o = record_load(job, leave_system(job), &organisation_noun, (struct row){.id = 1},
                         &org)) != DONE)
        return o;
    if (person != 0 && (o = record_load(job, leave_system(job), &person_noun,
                                        (struct row){.id = person}, &who)) != DONE)
        return o;
    *ret = (struct password_owner){email, who.name, org.name};
    return DONE;
}

enum outcome password_fits(struct job *job, struct str password,
                           const struct password_owner *owner)
{
    const struct str about[] = {owner->email, owner->name, owner->org};
    bool leaked = false;

    if (password.len < PASSWORD_BYTES_MIN || password.len > PASSWORD_BYTES_MAX)
        return job_refuse(job, S("password"), S("password.length"));
    switch (guess_judge(job->mem, password, about, sizeof about / sizeof *about)) {
    case GUESS_COMMON:
        return job_refuse(job, S("password"), S("password.common"));
    case GUESS_OWN:
        return job_refuse(job, S("password"), S("password.own"));
    case GUESS_ROW:
        return job_refuse(job, S("password"), S("password.row"));
    case GUESS_LEAKED:
        return job_refuse(job, S("password"), S("password.breached"));
    case GUESS_HARD:
        break;
    }
    if (breached_has(password, &leaked) != DONE) {
        job->broke = S("the list of leaked passwords cannot be read");
        return BROKEN;
    }
    return leaked ? job_refuse(job, S("password"), S("password.breached")) : DONE;
}

enum outcome password_differs(struct job *job, int64_t account, struct str password)
{
    struct query *q = query_of(job->db, &sql_account_by_id);
    struct str hash = S("");
    bool same = false;
    bool weak;
    enum outcome o;

    query_int(q, 1, account);
    if (query_next(q))
        hash = arena_str(job->mem, query_get_text(q, 1));
    if (query_end(q) != DONE)
        return job_broke(job);
    db_rollback(job->db); /* hashing takes 100 ms: nothing may stay open */
    if ((o = password_check(job, hash, password, &same, &weak)) != DONE)
        return o;
    return same ? job_refuse(job, S("password"), S("password.same")) : DONE;
}

struct str password_random(struct job *job)
{
    /* 32 characters without those that look alike: 5 bits each. */
    static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789+";
    char *text = arena_alloc(job->mem, 36);
    size_t n = 0;

    MUST(sodium_init() >= 0);
    for (int i = 0; i < 28; i++) {
        if (i > 0 && i % 4 == 0)
            text[n++] = '-';
        text[n++] = alphabet[randombytes_uniform(32)];
    }
    return (struct str){text, n};
}

struct str random_bytes(struct job *job, size_t n)
{
    char *bytes = arena_alloc(job->mem, n);

    MUST(sodium_init() >= 0);
    randombytes_buf(bytes, n);
    return (struct str){bytes, n};
}

struct str random_hex(struct job *job, size_t n)
{
    unsigned char bytes[32];
    char *hex = arena_alloc(job->mem, 2 * n + 1);

    MUST(sodium_init() >= 0 && n <= sizeof bytes);
    randombytes_buf(bytes, n);
    sodium_bin2hex(hex, 2 * n + 1, bytes, n);
    return (struct str){hex, 2 * n};
}

struct str token_hash(struct job *job, struct str token)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    char *hex = arena_alloc(job->mem, 2 * sizeof digest + 1);

    crypto_hash_sha256(digest, (const unsigned char *)token.at, token.len);
    sodium_bin2hex(hex, 2 * sizeof digest + 1, digest, sizeof digest);
    return (struct str){hex, 2 * sizeof digest};
}
