/* acts/norms.h - the norms that this process holds.
 *
 * Catalogues are read once, before the first job, and never altered after.
 */
#ifndef ACTS_NORMS_H
#define ACTS_NORMS_H

#include "base/outcome.h"
#include "model/norm.h"

/* norms_keep: adds a norm for the life of the process. norm must live as long. */
void norms_keep(const struct norm *norm);

/* norms_get: by its id; NULL when this program does not have it. norms_at: the
 * n-th, or NULL past the last. */
const struct norm *norms_get(struct str id);
const struct norm *norms_at(int n);

#endif
