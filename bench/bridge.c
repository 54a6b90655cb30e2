/* bridge: how long mappings and derived norms take, in milliseconds of processor.
 *
 * Prints two times, each the least of twenty: closing 100,000 rows of two mappings after
 * one another; and deriving nine norms, 1,000 items and 1,500 rows together, from the facts
 * of a tenth, with their counts.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/derive.h"

enum {
    ROUNDS = 20, MAPPINGS = 2, ROWS = 50000, ITEMS = 25000,
    NORMS = 9, FACTS = 170, NORM_ITEMS = 111, NORM_ROWS = 167
};

static uint64_t seed = 88172645463325252;

static int some(int n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (int)(seed % (uint64_t)n);
}

static double cpu_ms(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static struct norm norm_of(struct arena *mem, int n)
{
    struct item *items = NEW_ARRAY(mem, (size_t)n, struct item);

    for (int i = 0; i < n; i++)
        items[i] = (struct item){.parent = ITEM_NONE, .moved_to = ITEM_NONE, .assessed = true};
    return (struct norm){.items = items, .n_items = n, .n_assessed = n};
}

static struct mapping mapping_of(struct arena *mem, const struct norm *from, const struct norm *to,
                                 int n)
{
    struct mapping_row *rows = NEW_ARRAY(mem, (size_t)n, struct mapping_row);

    for (int i = 0; i < n; i++)
        rows[i] = (struct mapping_row){.source = some(from->n_items), .target = some(to->n_items),
                                       .is = (enum relation)(1 + some(RELATION_COUNT - 1)),
                                       .set = i};
    return (struct mapping){.from = from, .to = to, .rows = rows, .n_rows = n};
}

static double close_them(struct arena *lasting, struct arena *mem)
{
    struct norm norms[MAPPINGS + 1];
    struct mapping mappings[MAPPINGS];
    const struct mapping *all[MAPPINGS];
    double least = 1e9;

    for (int i = 0; i <= MAPPINGS; i++)
        norms[i] = norm_of(lasting, ITEMS);
    for (int i = 0; i < MAPPINGS; i++) {
        mappings[i] = mapping_of(lasting, &norms[i], &norms[i + 1], ROWS);
        all[i] = &mappings[i];
    }
    for (int i = 0; i < ROUNDS; i++) {
        double begun = cpu_ms();
        double took;

        arena_reset(mem);
        if (bridge_of(mem, all, MAPPINGS, &norms[0], &norms[MAPPINGS]).n_rows < ROWS)
            exit(1);
        took = cpu_ms() - begun;
        least = took < least ? took : least;
    }
    return least;
}

static double derive_them(struct arena *lasting, struct arena *mem)
{
    struct norm facts = norm_of(lasting, FACTS);
    struct item_state *states = NEW_ARRAY(lasting, FACTS, struct item_state);
    struct norm norms[NORMS];
    struct mapping mappings[NORMS];
    struct bridge bridges[NORMS];
    double least = 1e9;

    for (int i = 0; i < FACTS; i++)
        states[i].status = (enum status)some(STATUS_COUNT);
    for (int i = 0; i < NORMS; i++) {
        const struct mapping *one = &mappings[i];

        norms[i] = norm_of(lasting, NORM_ITEMS);
        mappings[i] = mapping_of(lasting, &facts, &norms[i], NORM_ROWS);
        bridges[i] = bridge_of(lasting, &one, 1, &facts, &norms[i]);
    }
    for (int i = 0; i < ROUNDS; i++) {
        double begun = cpu_ms();
        double took;
        int covered = 0;

        arena_reset(mem);
        for (int k = 0; k < NORMS; k++) {
            struct derive_input input = {&bridges[k], states, NULL};

            covered += derive_count(&norms[k], derive_judge(mem, &input), NULL).covered;
        }
        if (covered == 0)
            exit(1);
        took = cpu_ms() - begun;
        least = took < least ? took : least;
    }
    return least;
}

int main(void)
{
    struct arena *lasting = arena_new(512u << 20);
    struct arena *mem = arena_new(512u << 20);

    printf("%.2f %.3f\n", close_them(lasting, mem), derive_them(lasting, mem));
    return 0;
}
