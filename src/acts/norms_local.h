/* acts/norms_local.h - what an organisation's own norms make of those of the program;
 * internal to this room.
 *
 * A set begins as what the program brings and is changed by what was brought in, in the
 * order in which it came:
 *
 *     a norm       takes the place of the one with its key, or stands behind the others
 *     a selection  the same, by its id
 *     a mapping    takes the place of those between the same two norms
 *     own words    lie over the norm that they are about
 *
 * What led to a norm whose place was taken leads to the new one when both have the same
 * items, and is left out when they have not.
 */
#ifndef ACTS_NORMS_LOCAL_H
#define ACTS_NORMS_LOCAL_H

#include "acts/norm_content.h"
#include "catalogue/library_read.h"
#include "catalogue/overlay_read.h"
#include "model/local_norm.h"
#include "model/mapping.h"
#include "model/profile.h"
#include "store/job.h"

struct norms {
    const struct norm *const *norms;
    const struct mapping *const *mappings;
    const struct profile *const *profiles;
    int n, n_mappings, n_profiles;
    const int64_t *unread; /* ids of rows that this program cannot read */
    int n_unread;
};

/* norms_of: those for the job, read on first use and kept by the process as long as the
 * organisation brings nothing else in. Never NULL; with the data out of reach, those of
 * the program, and the next question to the data fails as well. */
const struct norms *norms_of(struct job *job);

/* norms_fit: could the process keep them, of an organisation that brought something in? */
bool norms_fit(struct job *job);

/* norms_forget: what the job asks from here on sees what it just changed. */
void norms_forget(struct job *job);

/* A set in the making. */
struct norms_making {
    struct arena *mem;
    const struct norm **norms;
    const struct mapping **mappings;
    const struct profile **profiles;
    int n, n_mappings, n_profiles;
    int room, room_mappings, room_profiles;
    struct str source; /* the norm that is meant where a document names none here */
};

/* What one file turned out to be. */
struct norms_found {
    enum local_kind kind;
    struct str key;
    struct str title;
    struct str source; /* key of the norm that it is about */
    struct str target;
    const struct norm *norm;
    const struct norm *before;   /* whose place it takes, or NULL */
    struct library library;
    const struct mapping *mappings;
    int n_mappings;
    int n_rows;                  /* of the mappings together       */
    int n_lost;                  /* rows about what is not here    */
    int n_taken;                 /* mappings or selections whose place is taken */
    struct overlay overlay;
};

/* norms_begin: from a set. norms_add: with this file over it. row has kind (for JSON it
 * may be LOCAL_NONE), source and target. REFUSED with faults; BROKEN. */
void norms_begin(struct norms_making *it, struct arena *mem, const struct norms *from);
ANSWER enum outcome norms_add(struct norms_making *it, const struct local_norm *row,
                              const struct norm_content *content, struct norms_found *ret,
                              struct faults *faults);

/* norms_find: the norm that a reference means: a key, an id, or the path of a file. */
const struct norm *norms_find(void *making, struct str href);

/* norms_put_…: for readers of tables: adds to the set. */
void norms_put_norm(struct norms_making *it, const struct norm *norm, struct norms_found *found);
void norms_put_mapping(struct norms_making *it, const struct mapping *mapping, int before,
                       struct norms_found *found);
void norms_put_profile(struct norms_making *it, const struct profile *profile,
                       struct norms_found *found);

#endif
