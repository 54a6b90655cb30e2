#include "http/pace.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/random.h>

#include "base/bug.h"

enum { BUCKET_MS = 60000, TRIES = 16 };

/* A bucket is one number: the moment at which it is full again. */
struct slot {
    _Atomic uint64_t who;
    _Atomic int64_t full;
    _Atomic int64_t full_costly;
};

struct pace {
    uint64_t seed;
    int64_t each_ms;        /* what one request takes from a bucket */
    int64_t each_costly_ms;
    struct slot slots[PACE_PEOPLE];
};

struct pace *pace_new(int a_minute)
{
    struct pace *pace = mmap(NULL, sizeof *pace, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    MUST(a_minute >= PACE_COSTLY_PART && a_minute <= BUCKET_MS);
    if (pace == MAP_FAILED)
        return NULL;
    MUST(getrandom(&pace->seed, sizeof pace->seed, 0) == (ssize_t)sizeof pace->seed);
    pace->each_ms = BUCKET_MS / a_minute;
    pace->each_costly_ms = BUCKET_MS / (a_minute / PACE_COSTLY_PART);
    return pace;
}

void pace_free(struct pace *pace)
{
    munmap(pace, sizeof *pace);
}

/* FNV-1a, from a beginning of this server's own: nobody chooses where an address falls. */
static uint64_t number_of(const struct pace *pace, struct str who)
{
    uint64_t h = UINT64_C(14695981039346656037) ^ pace->seed;

    for (size_t i = 0; i < who.len; i++)
        h = (h ^ (unsigned char)who.at[i]) * UINT64_C(1099511628211);
    return h == 0 ? 1 : h;
}

/* A slot of nobody, or of somebody whose buckets are full: that is the same as none. */
static bool take_over(struct slot *slot, uint64_t who, int64_t now_ms)
{
    uint64_t was = atomic_load(&slot->who);

    if (was != 0 && (atomic_load(&slot->full) > now_ms || atomic_load(&slot->full_costly) > now_ms))
        return false;
    return atomic_compare_exchange_strong(&slot->who, &was, who);
}

static struct slot *find(struct pace *pace, uint64_t who, int64_t now_ms)
{
    for (uint64_t i = 0; i < TRIES; i++) {
        struct slot *slot = &pace->slots[(who + i) % PACE_PEOPLE];

        if (atomic_load(&slot->who) == who)
            return slot;
    }
    for (uint64_t i = 0; i < TRIES; i++) {
        struct slot *slot = &pace->slots[(who + i) % PACE_PEOPLE];

        if (take_over(slot, who, now_ms))
            return slot;
    }
    return NULL;
}

/* 0, or in how many milliseconds there is enough. */
static int64_t take(_Atomic int64_t *full, int64_t each_ms, int64_t now_ms)
{
    int64_t was = atomic_load(full);
    int64_t next;

    do {
        next = (was > now_ms ? was : now_ms) + each_ms;
        if (next - now_ms > BUCKET_MS)
            return next - now_ms - BUCKET_MS;
    } while (!atomic_compare_exchange_weak(full, &was, next));
    return 0;
}

int pace_take(struct pace *pace, struct str who, bool costly, int64_t now_ms)
{
    struct slot *slot = pace == NULL ? NULL : find(pace, number_of(pace, who), now_ms);
    int64_t wait_ms;

    if (slot == NULL)
        return 0;
    wait_ms = take(&slot->full, pace->each_ms, now_ms);
    if (wait_ms == 0 && costly) {
        wait_ms = take(&slot->full_costly, pace->each_costly_ms, now_ms);
        if (wait_ms > 0)
            atomic_fetch_sub(&slot->full, pace->each_ms);
    }
    return (int)((wait_ms + 999) / 1000);
}
