/* engine/control.h - what does a control with measures come to?
 *
 * The measures are the minimum: a control is the weakest of those that apply,
 * and voldoet only with a recorded conclusion, on a risk analysis, that they
 * suffice or what is done besides.
 *
 * Sources  [R6]; [R7] a control leaves the norm only when no mandatory measure
 *          under it applies.
 */
#ifndef ENGINE_CONTROL_H
#define ENGINE_CONTROL_H

#include "engine/status.h"

/* control_judge: judges again, by the measures that follow it, the item at this
 * index, which is not withdrawn. states holds what every item comes to by its
 * own assessment and line; it keeps that when no measure applies. */
void control_judge(const struct status_input *input, struct item_state *states, int control);

/* control_itself: is this item given a verdict itself? A measure, a control without any, and
 * a control of which no measure applies or is asked at the level while it is itself [R6]. */
bool control_itself(const struct norm *norm, const struct item_state *states, int item);

/* control_weaker: the weaker of two verdicts: nee, empty, deels, ja [R6]. */
enum verdict control_weaker(enum verdict a, enum verdict b);

#endif
