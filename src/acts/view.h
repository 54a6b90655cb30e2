/* acts/view.h - how does the organisation stand by another norm, or within a selection?
 *
 * The facts are those of the organisation's own norm. By that norm nothing is derived; by
 * another everything is, over the mappings that this program brings [R9]. A verdict on an
 * item of that norm itself goes before what follows from others.
 *
 *     norm word    key or id of a norm; empty: the organisation's, or that of the selection
 *     profile word id of a selection from that norm; empty: all of it
 */
#ifndef ACTS_VIEW_H
#define ACTS_VIEW_H

#include "acts/norms.h"
#include "acts/picture.h"
#include "engine/spread.h"

struct view {
    struct picture *picture;       /* the facts, by the organisation's norm            */
    const struct norm *norm;       /* looked at                                        */
    const struct profile *profile; /* a selection from it, or NULL                     */
    bool *keep;                    /* a place for each item of norm; NULL: all of them */
    int *group_of;                 /* the selection's group of each item, or -1; NULL  */
    bool own;                      /* norm is the organisation's own                   */
    struct count count;            /* own: over what is kept                           */

    struct picture *beside;        /* not own: what was said of norm's items themselves */
    struct bridge bridge;
    struct derived *derived;       /* NULL when own                                    */
    struct derived_count whole;    /* over what is kept                                */
};

/* view_find: the norm and the selection that two words name; REFUSED at field norm or
 * selectie when there is none, or when the selection is of another norm. Either is NULL
 * where nothing was asked. */
ANSWER enum outcome view_find(struct job *job, struct str norm, struct str profile,
                              const struct norm **ret_norm, const struct profile **ret_profile);

/* view_load: needs MAY_READ; another norm than the organisation's is FORBIDDEN for who may
 * read no more than their own, as figures tell of everybody's. Whether figures of the own
 * norm may be seen is for the caller (picture_whole). */
ANSWER enum outcome view_load(struct job *job, struct str norm, struct str profile,
                              struct view *ret);

/* view_over: the same for a picture that was loaded. */
ANSWER enum outcome view_over(struct job *job, struct picture *picture, const struct norm *norm,
                            const struct profile *profile, struct view *ret);

/* view_spread: what is derived, by the groups of the norm, or another way. Not of an own view. */
struct spread_row *view_spread(struct job *job, const struct view *view, enum gap_by by,
                               bool worst_first, int *ret_n);

/* view_asks: is the item within the view, and is something asked there? Not of an own view. */
bool view_asks(const struct view *view, int item);

/* view_slice: the view counted so. view_at_says: a row of it as people say it: "Mensen",
 * "CISO". */
struct slice view_slice(const struct view *view, enum gap_by by);
struct str view_at_says(const struct job *job, const struct view *view, enum gap_by by,
                        struct slice_row at);

#endif
