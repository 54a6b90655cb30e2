/* acts/norms.h - the norms that this program brings.
 *
 * The build weaves them in from catalogues/, so they are constants: no start reads them
 * and none can fail to.
 */
#ifndef ACTS_NORMS_H
#define ACTS_NORMS_H

#include "base/outcome.h"
#include "model/mapping.h"

/* norms_get: by its key (id@version), or by its id: then the first of that id, which is
 * the newest. NULL when this program does not have it. norms_at: the n-th, or NULL past
 * the last; the 0th is what an organisation begins with. */
const struct norm *norms_get(struct str id);
const struct norm *norms_at(int n);

/* norms_mappings: how they stand to each other, for bridge_of; *ret_n how many. */
const struct mapping *const *norms_mappings(int *ret_n);

#endif
