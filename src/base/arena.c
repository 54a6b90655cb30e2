#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bug.h"

/* Apart, each piece is a block of just its size: a test of one change at a time (test/mutate)
 * then sees what reads or writes past the end of it. */
#ifdef ARENA_APART
enum { BLOCK_BYTES = 0, ALIGN = 1 };
#else
enum { BLOCK_BYTES = 64 * 1024, ALIGN = 16 };
#endif

struct block {
    struct block *before;
    size_t size;
    _Alignas(16) char bytes[];
};

struct arena {
    struct block *block; /* the one being filled   */
    size_t at;           /* first free byte in it   */
    size_t used;         /* handed out in all       */
    size_t held;         /* taken from the machine  */
    size_t limit;
    jmp_buf *guard;
};

struct arena *arena_new(size_t limit_bytes)
{
    struct arena *mem = calloc(1, sizeof *mem);

    if (mem != NULL)
        mem->limit = limit_bytes;
    return mem;
}

static void drop(struct arena *mem, const struct block *keep)
{
    while (mem->block != NULL && mem->block != keep) {
        struct block *before = mem->block->before;

        free(mem->block);
        mem->block = before;
    }
}

void arena_free(struct arena *mem)
{
    if (mem == NULL)
        return;
    drop(mem, NULL);
    free(mem);
}

void arena_reset(struct arena *mem)
{
    struct block *first = mem->block;

    while (first != NULL && first->before != NULL)
        first = first->before;
    if (BLOCK_BYTES == 0)
        first = NULL;
    drop(mem, first);
    mem->held = first == NULL ? 0 : first->size;
    mem->at = 0;
    mem->used = 0;
}

void arena_guard(struct arena *mem, jmp_buf *guard)
{
    mem->guard = guard;
}

static _Noreturn void full(struct arena *mem)
{
    MUST(mem->guard != NULL);
    longjmp(*mem->guard, 1);
}

static void grow(struct arena *mem, size_t n)
{
    size_t size = n > BLOCK_BYTES ? n : BLOCK_BYTES;
    struct block *block;

    if (size > mem->limit || mem->held > mem->limit - size)
        full(mem);
    block = malloc(sizeof *block + size);
    if (block == NULL)
        full(mem);
    block->before = mem->block;
    block->size = size;
    mem->block = block;
    mem->held += size;
    mem->at = 0;
}

void *arena_alloc(struct arena *mem, size_t n)
{
    void *p;

    if (n > SIZE_MAX - ALIGN)
        full(mem);
    n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (mem->block == NULL || mem->block->size - mem->at < n)
        grow(mem, n);
    p = mem->block->bytes + mem->at;
    mem->at += n;
    mem->used += n;
    return memset(p, 0, n);
}

void *arena_array(struct arena *mem, size_t count, size_t size)
{
    size_t n;

    if (__builtin_mul_overflow(count, size, &n))
        full(mem);
    return arena_alloc(mem, n);
}

void *arena_more(struct arena *mem, void *array, size_t n, size_t size)
{
    enum { FIRST = 16 };
    void *more;

    /* It is full at FIRST and at each power of two after that. */
    if (n > 0 && (n < FIRST || (n & (n - 1)) != 0))
        return array;
    more = arena_array(mem, n == 0 ? FIRST : 2 * n, size);
    if (n > 0)
        memcpy(more, array, n * size);
    return more;
}

int arena_extend(struct arena *mem, void *last, size_t old_bytes, size_t new_bytes)
{
    size_t was = (old_bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    size_t now = (new_bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);

    if (mem->block == NULL || was > mem->at || last != mem->block->bytes + (mem->at - was))
        return 0;
    if (mem->block->size - (mem->at - was) < now)
        return 0;
    mem->at = mem->at - was + now;
    mem->used += now - was;
    return 1;
}

struct str arena_str(struct arena *mem, struct str s)
{
    char *copy = arena_alloc(mem, s.len + 1);

    if (s.len > 0)
        memcpy(copy, s.at, s.len);
    return (struct str){copy, s.len};
}

struct str arena_text(struct arena *mem, const char *format, ...)
{
    va_list args;
    va_list again;
    int len;
    char *copy;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    MUST(len >= 0);
    copy = arena_alloc(mem, (size_t)len + 1);
    vsnprintf(copy, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){copy, (size_t)len};
}

size_t arena_used(const struct arena *mem)
{
    return mem->used;
}
