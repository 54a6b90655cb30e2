/* api/again.h - was this request already recorded?
 *
 * A program that got no answer asks again with the same Idempotency-Key. The key and
 * the person make the first half of the one-time number in the ledger, what was
 * asked the second: the same key with another request is refused.
 *
 * Sources  [plan 3.17] one-time numbers; [draft-ietf-httpapi-idempotency-key-header].
 */
#ifndef API_AGAIN_H
#define API_AGAIN_H

#include "api/call.h"

/* again_open: sets job->form_number from the header, if there is one. *ret_repeated: it
 * was recorded already. REFUSED for a bad key, or one that stands for another request.
 * again_made: of a repeated request, call->made, in the open transaction. */
ANSWER enum outcome again_open(struct call *call, bool *ret_repeated);
ANSWER enum outcome again_made(struct call *call);

#endif
