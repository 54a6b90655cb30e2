#include "acts/norms.h"

#include "acts/norms_woven.h" /* by tools/weave_norm.c */

const struct norm *norms_get(struct job *job, struct str id)
{
    (void)job;
    for (int i = 0; i < WOVEN_NORMS; i++)
        if (str_eq(woven_norms[i]->key, id) || str_eq(woven_norms[i]->id, id))
            return woven_norms[i];
    return NULL;
}

const struct norm *norms_at(struct job *job, int n)
{
    (void)job;
    return n >= 0 && n < WOVEN_NORMS ? woven_norms[n] : NULL;
}

const struct level_test *norms_level(const struct norm *norm)
{
    for (int i = 0; i < WOVEN_NORMS; i++)
        if (woven_norms[i] == norm)
            return woven_levels[i];
    return NULL;
}

const struct norm *norms_level_any(const struct level_test **ret)
{
    int i = 0;

    while (i + 1 < WOVEN_NORMS && woven_levels[i] == NULL)
        i++;
    *ret = woven_levels[i];
    return woven_norms[i];
}

const struct mapping *const *norms_mappings(struct job *job, int *ret_n)
{
    int n = 0;

    (void)job;
    while (woven_mappings[n] != NULL)
        n++;
    *ret_n = n;
    return woven_mappings;
}

const struct profile *const *norms_profiles(struct job *job, int *ret_n)
{
    int n = 0;

    (void)job;
    while (woven_profiles[n] != NULL)
        n++;
    *ret_n = n;
    return woven_profiles;
}

const struct profile *norms_profile(struct job *job, struct str id)
{
    (void)job;
    for (int i = 0; woven_profiles[i] != NULL; i++)
        if (str_eq(woven_profiles[i]->id, id))
            return woven_profiles[i];
    return NULL;
}
