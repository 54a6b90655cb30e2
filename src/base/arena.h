/* base/arena.h - memory that dies with the job.
 *
 * Everything that a request or a command needs comes from one arena and goes
 * with it; nothing is freed by hand. An arena never hands out NULL: past its
 * ceiling it jumps to the place that was set with arena_guard (once, in
 * job_run), or stops the program when there is none.
 *
 * Units    bytes. Memory is zeroed and aligned for any type.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* arena_new: an empty arena that never grows past limit_bytes. NULL only when
 * the machine has no memory at all. arena_free: gives everything back. */
struct arena *arena_new(size_t limit_bytes);
void arena_free(struct arena *mem);

/* arena_reset: forgets everything handed out; keeps its first block. */
void arena_reset(struct arena *mem);

/* arena_guard: where to jump when the ceiling is reached; NULL takes it away. */
void arena_guard(struct arena *mem, jmp_buf *guard);

/* arena_alloc: n zeroed bytes; n may be 0. arena_array: count times size,
 * checked for overflow. */
void *arena_alloc(struct arena *mem, size_t n) __attribute__((returns_nonnull));
void *arena_array(struct arena *mem, size_t count, size_t size) __attribute__((returns_nonnull));

/* arena_more: an array of n elements, with room for one more; NULL for none yet. The same one
 * while there is room, which doubles: an array that only this lets grow, one at a time. */
void *arena_more(struct arena *mem, void *array, size_t n, size_t size)
    __attribute__((returns_nonnull));

/* arena_extend: lets a block that was handed out last grow in place from
 * old_bytes to new_bytes; false when something else was handed out since or
 * the room is not there. */
int arena_extend(struct arena *mem, void *last, size_t old_bytes, size_t new_bytes);

/* arena_str: a copy of s; the copy is followed by a nul, for C calls. */
struct str arena_str(struct arena *mem, struct str s);

/* arena_text: a formatted text, in the arena, followed by a nul. */
struct str arena_text(struct arena *mem, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* arena_used: bytes handed out since the last reset. */
size_t arena_used(const struct arena *mem);

#define NEW(mem, type) ((type *)arena_alloc((mem), sizeof(type)))
#define NEW_ARRAY(mem, count, type) ((type *)arena_array((mem), (count), sizeof(type)))

#endif
