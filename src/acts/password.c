#include "acts/password.h"

#include <sodium.h>

#include "acts/sign.h"
#include "base/bug.h"
#include "store/lock.h"

enum { TIMES = 3, SLOT_WAIT_MS = 2000 };
#define MEMORY_BYTES ((size_t)64 << 20)

static int slots = -1;

bool sign_slots(const char *path)
{
    slots = lock_open(path);
    return slots >= 0;
}

/* Two may hash at once on this machine, 128 MiB together; a third waits. */
static bool slot_take(enum lock_place *ret_place)
{
    static const enum lock_place places[] = {LOCK_FOR_SLOW_1, LOCK_FOR_SLOW_2};

    if (slots < 0)
        return true;
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

struct str password_random(struct job *job)
{
    /* 32 characters without those that look alike: 5 bits each. */
    static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789+";
    char *text = arena_alloc(job->mem, 24);
    size_t n = 0;

    MUST(sodium_init() >= 0);
    for (int i = 0; i < 20; i++) {
        if (i > 0 && i % 5 == 0)
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
