/* api/ask.h - what stands after the question mark, held to the route's own list.
 *
 * An unknown or repeated parameter is refused: a filter with a typing error that is
 * passed over gives an answer to another question.
 */
#ifndef API_ASK_H
#define API_ASK_H

#include "api/call.h"

/* ask_params: the n-th parameter of a route, those of time and page after its own;
 * NULL past the last. */
const struct param *ask_params(const struct params *params, int n);

/* ask_read: fills call->values and the faults of the job. False when an escape or the
 * UTF-8 is bad. ask_decode: one escaped text; plus: is + a space? */
bool ask_read(struct call *call);
bool ask_decode(struct arena *mem, struct str text, bool plus, struct str *ret);

#endif
