#include "links.h"

#include <stdio.h>

static const char letters[] = " =><~";

void links_of(struct links *links)
{
    memset(links, 0, sizeof *links);
    for (int i = 0; i < LINKS_NORMS; i++) {
        for (int k = 0; k < LINKS_ITEMS; k++)
            links->items[i][k] = (struct item){.kind = ITEM_CONTROL, .parent = ITEM_NONE,
                                               .moved_to = ITEM_NONE, .assessed = true};
        links->norms[i] = (struct norm){.items = links->items[i], .n_items = LINKS_ITEMS};
    }
}

static int set_of(const struct mapping_row *row)
{
    return row->is == RELATION_SUBSET ? row->target : LINKS_ITEMS + row->source;
}

void links_add(struct links *links, int from, int to, const char *said)
{
    struct mapping *mapping = &links->mappings[links->n];
    struct mapping_row *rows = links->rows[links->n];

    *mapping = (struct mapping){.from = &links->norms[from], .to = &links->norms[to],
                                .rows = rows};
    for (; *said != '\0'; said += *said == ' ') {
        struct mapping_row *row = &rows[mapping->n_rows++];

        row->source = said[0] - '0';
        row->is = (enum relation)(strchr(letters, said[1]) - letters);
        row->target = said[2] - '0';
        said += 3;
        row->complete = *said == '!';
        said += row->complete;
        row->set = set_of(row);
    }
    links->all[links->n++] = mapping;
}

struct bridge links_bridge(const struct links *links, struct arena *mem, int from, int to)
{
    return bridge_of(mem, links->all, links->n, &links->norms[from], &links->norms[to]);
}

struct links_text links_said(const struct bridge *bridge)
{
    struct links_text text = {{0}};
    size_t n = 0;

    for (int i = 0; i < bridge->n_rows; i++) {
        const struct bridge_row *row = &bridge->rows[i];

        n += (size_t)snprintf(text.at + n, sizeof text.at - n, "%s%d%c%d%s", i > 0 ? " " : "",
                              row->source, letters[row->is], row->target,
                              row->complete ? "!" : "");
        assert_true(n < sizeof text.at);
    }
    return text;
}

void says(const char *wanted, const struct bridge *bridge, const char *row, int line)
{
    struct links_text got = links_said(bridge);

    if (strcmp(wanted, got.at) != 0)
        fail_msg("line %d, %s: %s, not %s", line, row, got.at, wanted);
}

/* Whole sets are made whole: some items of one side, and all that one of the other has. */
static void make_set(uint64_t *seed, struct mapping_row *rows, int n, int set,
                     const struct norm *from, const struct norm *to)
{
    bool merged = chance(seed, 2) == 0;
    int one = chance(seed, merged ? to->n_items : from->n_items);

    for (int i = 0; i < n; i++)
        rows[i] = (struct mapping_row){
            .source = merged ? chance(seed, from->n_items) : one,
            .target = merged ? one : chance(seed, to->n_items),
            .is = merged ? RELATION_SUBSET : RELATION_SUPERSET, .complete = true, .set = set,
            .standing = (enum standing)chance(seed, STANDING_COUNT)};
}

struct mapping links_some(struct arena *mem, uint64_t *seed, const struct norm *from,
                          const struct norm *to, int n)
{
    struct mapping_row *rows = NEW_ARRAY(mem, (size_t)n, struct mapping_row);

    for (int i = 0, some; i < n; i += some) {
        some = chance(seed, 3) == 0 ? 1 + chance(seed, 3) : 1;
        if (some > n - i)
            some = n - i;
        if (some > 1) {
            make_set(seed, &rows[i], some, i, from, to);
            continue;
        }
        rows[i] = (struct mapping_row){
            .source = chance(seed, from->n_items), .target = chance(seed, to->n_items),
            .is = (enum relation)(1 + chance(seed, RELATION_COUNT - 1)), .set = i,
            .standing = (enum standing)chance(seed, STANDING_COUNT)};
    }
    return (struct mapping){.from = from, .to = to, .rows = rows, .n_rows = n};
}
