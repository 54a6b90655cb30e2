/* test/engine/facts.h - small worlds to judge: one item by letters, a whole norm by seed.
 *
 * One item is said in letters, an aspect each:
 *
 *   verdict   j ja, d deels, n nee, - empty
 *   support   s said only, b evidence that counts, t reviewed, x evidence that
 *             expired, y a review that expired, e evidence but judged by the
 *             executor, h evidence too thin for werking, g geen voorval
 */
#ifndef TEST_ENGINE_FACTS_H
#define TEST_ENGINE_FACTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/status.h"

/* TEST: a function for cmocka; its name is a sentence that is true. */
#define TEST(name) static void name(void **fixture __attribute__((unused)))

/* EQ: both are the same number; a row of a table is named when they are not. */
#define EQ(wanted, got, row) eq((long long)(wanted), (long long)(got), #got, (row), __LINE__)
void eq(long long wanted, long long got, const char *what, const char *row, int line);

enum { OWNER = 1, EXECUTOR, ASSESSOR, SUBMITTER, JUDGE };

/* The day of judgement wherever a test does not say another: 30 June 2026. */
struct day today(void);
struct day day_at(const char *iso);

/* stops: does the program stop, as it does on a bug in the caller? */
bool stops(void (*act)(const void *), const void *with);

/* An arena that is emptied with every call. */
struct arena *fresh(void);

/* A piece that shows all three aspects of item 0 from 1 July to 31 December
 * 2025, so that it counts until 31 December 2026. */
struct evidence_fact good_piece(void);

/* One control without measures. */
struct small {
    struct item item;
    struct assessment it;
    struct applicability line;
    struct evidence_fact pieces[8];
    size_t n_pieces;
    struct day on;
    struct day known;
    int test_months;
};
struct small small_said(const char *verdicts, const char *support);
struct item_state small_judge(const struct small *small);

/* The letters of what the three aspects weigh, with a nul. */
struct letters {
    char at[ASPECT_COUNT + 1];
};
struct letters weighed(const struct item_state *state);

/* A norm with facts, all from one seed. */
enum { WORLD_ITEMS = 160, WORLD_PIECES = 400, WORLD_GROUPS = 3 };
struct world {
    uint64_t seed;
    struct norm norm;
    struct norm_group groups[WORLD_GROUPS];
    struct item items[WORLD_ITEMS];
    struct assessment assessments[WORLD_ITEMS];
    int assessment_items[WORLD_ITEMS];
    struct evidence_fact pieces[WORLD_PIECES];
    struct applicability lines[WORLD_ITEMS];
    int line_items[WORLD_ITEMS];
    struct status_input input;
};

/* world_of: made in the world given, whose addresses its input holds. Every
 * fact is known on the day of judgement, today(). */
void world_of(struct world *world, uint64_t seed);

/* chance: a number from 0 up to, not including, n. */
int chance(uint64_t *seed, int n);

/* How strong a status or a verdict is, from niet and nee up [R6]. */
int strength_of(enum verdict verdict);

#endif
