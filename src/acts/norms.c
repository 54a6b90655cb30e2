#include "acts/norms.h"

#include "base/bug.h"

enum { NORMS_MAX = 32 };

/* Made once, before the first job; the one global that a process has besides
 * its configuration (HACKING.md §4). */
static const struct norm *kept[NORMS_MAX];
static int kept_n;

void norms_keep(const struct norm *norm)
{
    MUST(kept_n < NORMS_MAX && norms_get(norm->id) == NULL);
    kept[kept_n++] = norm;
}

const struct norm *norms_get(struct str id)
{
    for (int i = 0; i < kept_n; i++)
        if (str_eq(kept[i]->id, id))
            return kept[i];
    return NULL;
}

const struct norm *norms_at(int n)
{
    return n >= 0 && n < kept_n ? kept[n] : NULL;
}
