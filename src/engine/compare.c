#include "engine/compare.h"

#include "base/bug.h"
#include "model/value.h"

static const char *const compare_kind_words[] = {"gewijzigd", "nieuw", "vervallen"};
const struct choices compare_kind_choices = {compare_kind_words, COMPARE_KIND_COUNT};

unsigned compare_bit(struct str member)
{
    int n = noun_field(&applicability_noun, member);

    MUST(n >= 0);
    return 1u << n;
}

/* What was fixed when the line was made tells which line it is, not what it says. */
static unsigned differences(const struct applicability *a, const struct applicability *b)
{
    unsigned bits = 0;

    for (int i = 0; i < applicability_noun.n_fields; i++)
        if ((applicability_noun.fields[i].flags & FIXED) == 0 &&
            !value_same(&applicability_noun.fields[i], a, b))
            bits |= 1u << i;
    return bits;
}

static void must_ascend(const struct compare_side *side)
{
    for (size_t i = 1; i < side->n; i++)
        MUST(side->items[i - 1] < side->items[i]);
}

struct compare_row *compare_lines(struct arena *mem, const struct compare_side *before,
                                  const struct compare_side *after, int *ret_n)
{
    static const struct applicability nothing;
    struct compare_row *rows = NEW_ARRAY(mem, before->n + after->n, struct compare_row);
    size_t b = 0;
    size_t a = 0;
    int n = 0;

    must_ascend(before);
    must_ascend(after);
    while (b < before->n || a < after->n) {
        bool old = a == after->n || (b < before->n && before->items[b] <= after->items[a]);
        bool new = b == before->n || (a < after->n && after->items[a] <= before->items[b]);
        struct compare_row row = {
            .item = old ? before->items[b] : after->items[a],
            .kind = !old ? COMPARE_ADDED : !new ? COMPARE_REMOVED : COMPARE_CHANGED,
            .before = old ? (int)b : -1,
            .after = new ? (int)a : -1,
            .changed = differences(old ? &before->lines[b] : &nothing,
                                   new ? &after->lines[a] : &nothing),
        };

        if (row.kind != COMPARE_CHANGED || row.changed != 0)
            rows[n++] = row;
        b += old;
        a += new;
    }
    *ret_n = n;
    return rows;
}
