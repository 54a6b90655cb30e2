/* engine/inherit.h - what does an object take over, and what does the whole owe its parts?
 *
 * Down: an object that says nothing of an item takes it over from its processes when it
 * has any, the weakest of them, and else from the organisation. Only what the norm marks
 * as inheritable is taken over; anything else only where evidence names the object. A
 * process takes over from the organisation in the same way, and first.
 *
 * Up: an item of the organisation is at most deels while it applies to some object in
 * the scope and does not voldoet there; it shows at how many of how many it does.
 *
 * Level: an item asked from a level on applies to objects of that level and above, and
 * at the organisation up to the highest level in the scope: struct status_input has it.
 *
 * Sources  [R8]; [R6] "weakest"; [choice: no level].
 */
#ifndef ENGINE_INHERIT_H
#define ENGINE_INHERIT_H

#include "engine/status.h"

/* Something that an object can take over from. */
struct inherit_source {
    const struct item_state *states; /* of a process: after it took over itself */
    const bool *named;               /* by item: does evidence that counts there name the
                                        object? NULL: nowhere                   */
};

struct inherit_input {
    const struct norm *norm;
    const struct item_state *own;    /* what status_judge says of the object's own facts */
    const struct inherit_source *organisation;
    const struct inherit_source *processes;
    int n_processes;
};

/* Where an item of an object comes from; a process is its index. */
enum { INHERIT_OWN = -2, INHERIT_ORGANISATION = -1 };

struct inherited {
    struct item_state *states; /* as own, with what was taken over; assessment, line and
                                  counts of evidence stay the object's own      */
    int *from;                 /* by item                                       */
};

/* inherit_judge: what an object comes to. An item with a verdict or an adopted n.v.t. of
 * its own, or above its level, keeps that. Sources that are n.v.t. are passed over; when
 * all are, it is n.v.t. A control with measures is the weakest of what its measures come
 * to, and voldoet only when it does by itself or where it could be taken over from.
 * Cannot fail. O(items times processes). */
struct inherited inherit_judge(struct arena *mem, const struct inherit_input *input);

/* At how many objects an item voldoet. */
struct inherit_met {
    int met; /* n */
    int of;  /* m: of those to which it applies */
};

/* inherit_up: what the organisation comes to with the objects in its scope. objects are
 * states by inherit_judge, of the organisation's norm; ret_met has a place for each item.
 * Objects take over from what the organisation was before this. Cannot fail.
 * O(items times objects). */
struct item_state *inherit_up(struct arena *mem, const struct norm *norm,
                              const struct item_state *organisation,
                              const struct item_state *const *objects, int n_objects,
                              struct inherit_met *ret_met);

/* inherit_level: the level of the organisation: the highest of the objects in the scope
 * that have to have one, or 0 when there are none or one of them is not known (0), so
 * that everything applies. */
int inherit_level(const int *levels, int n);

#endif
