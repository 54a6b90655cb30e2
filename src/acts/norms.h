/* acts/norms.h - the norms that are there for a job.
 *
 * The build weaves those that the program brings in from catalogues/, so they are
 * constants: no start reads them and none can fail to. The job says for which organisation
 * they are asked.
 */
#ifndef ACTS_NORMS_H
#define ACTS_NORMS_H

#include "base/outcome.h"
#include "model/level.h"
#include "model/mapping.h"
#include "model/profile.h"
#include "store/job.h"

/* norms_get: by its key (id@version), or by its id: then the first of that id, which is
 * the newest. NULL when this program does not have it. norms_at: the n-th, or NULL past
 * the last; the 0th is what an organisation begins with. */
const struct norm *norms_get(struct job *job, struct str id);
const struct norm *norms_at(struct job *job, int n);

/* norms_of_item: the norm that an item of this id stands in, or NULL. ours, that of the
 * organisation, goes first, since versions of a norm may share ids. */
const struct norm *norms_of_item(struct job *job, const struct norm *ours, struct str id);

/* norms_profiles: the selections from them; *ret_n how many. norms_profile: by its id, or
 * NULL. */
const struct profile *const *norms_profiles(struct job *job, int *ret_n);
const struct profile *norms_profile(struct job *job, struct str id);

/* norms_mappings: how they stand to each other, for bridge_of; *ret_n how many. */
const struct mapping *const *norms_mappings(struct job *job, int *ret_n);

/* norms_level: how an object gets its level by a norm, or NULL when it has no levels.
 * norms_level_any: the first norm that has such a test, with it; its classes name how
 * heavy an object is whatever an organisation works by. */
const struct level_test *norms_level(const struct norm *norm);
const struct norm *norms_level_any(const struct level_test **ret);

#endif
