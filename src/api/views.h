/* api/views.h - the objects that several answers have in common.
 *
 * Each is a struct that a shape describes; the makers fill it from what the acts give.
 */
#ifndef API_VIEWS_H
#define API_VIEWS_H

#include "acts/view.h"
#include "model/migrated.h"
#include "api/shape.h"

/* An item of a norm; brief without its texts. */
struct item_view {
    struct str id, label, title, theme, parent, moved_to;
    int kind;
    bool withdrawn, mandatory, assessed, inheritable, outside_law, begin;
    unsigned rhythms, duties, csf;
    int rhythm_months, deadline_days;
    struct str text, note;
    struct shape_list examples;
};
extern const struct shape item_brief_shape; /* and item_shape, of the same struct */
struct item_view item_view_of(const struct norm *norm, int item, enum lang lang);

/* How an item stands: the verdicts, how hard they are, until when [R1]-[R7]. */
struct state_view {
    struct item_state is;
    int level; /* 0 nothing, 1 opzet, 2 bestaan, 3 werking reached */
    int from;  /* of an object: whose it was taken over; 0: its own     */
    struct inherit_met objects; /* at how many in the scope it voldoet  */
};
extern const struct shape aspect_shape, state_shape;
struct state_view state_view_of(const struct picture *picture, int item);

/* Counts over a set of items; and over one of a norm that nobody assessed. */
extern const struct shape count_shape, derived_count_shape;

/* A group of a norm or of a selection, with what is derived for it. */
struct derived_group {
    struct str key, title;
    struct derived_count count;
};
struct shape_list derived_groups_of(struct job *job, const struct view *view, enum gap_by by,
                                    const struct spread_row *rows, int n);
extern const struct shape derived_group_shape;

/* How many items came over by each kind of relation. */
struct kinds_view {
    int n[CARRY_KIND_COUNT];
};
extern const struct shape kinds_shape;

/* What the acts call ?norm= and ?selectie= has a name of its own here. */
void view_faults(struct job *job);

#endif
