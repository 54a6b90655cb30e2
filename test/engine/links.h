/* test/engine/links.h - norms of a few items, and mappings said in letters.
 *
 * A row is said as source, relation, target: 0=1 equal, 0>1 superset, 0<1 subset, 0~1
 * intersects; ! behind it: complete. Rows stand apart by a space. Complete subsets of
 * one target, and complete supersets of one source, are a set.
 */
#ifndef TEST_ENGINE_LINKS_H
#define TEST_ENGINE_LINKS_H

#include "engine/bridge.h"
#include "facts.h"

enum { LINKS_NORMS = 8, LINKS_ITEMS = 6, LINKS_MAPPINGS = 9, LINKS_ROWS = 24 };

struct links {
    struct norm norms[LINKS_NORMS];
    struct item items[LINKS_NORMS][LINKS_ITEMS]; /* controls without measures */
    struct mapping_row rows[LINKS_MAPPINGS][LINKS_ROWS];
    struct mapping mappings[LINKS_MAPPINGS];
    const struct mapping *all[LINKS_MAPPINGS];
    int n;
};

/* links_of: norms, and no mapping yet. links_add: one more, from a norm to another. */
void links_of(struct links *links);
void links_add(struct links *links, int from, int to, const char *said);

/* links_bridge: between two of the norms, in the arena given. */
struct bridge links_bridge(const struct links *links, struct arena *mem, int from, int to);

/* links_said: the rows of a bridge in the same letters. */
struct links_text {
    char at[512];
};
struct links_text links_said(const struct bridge *bridge);

/* SAYS: the rows of a bridge are these. */
#define SAYS(wanted, bridge, row) says((wanted), (bridge), (row), __LINE__)
void says(const char *wanted, const struct bridge *bridge, const char *row, int line);

/* links_some: a mapping between two norms of any size, of n rows, from a seed. */
struct mapping links_some(struct arena *mem, uint64_t *seed, const struct norm *from,
                          const struct norm *to, int n);

#endif
