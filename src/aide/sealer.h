/* aide/sealer.h - who keeps what must not be read from the data alone?
 *
 * The sealer is an aide that holds the keys of the key file and nothing else: no data,
 * no network; its memory is locked and leaves no core. A key that is added to the file while
 * it runs counts at once. It closes a value into a text
 * that may lie in the data, and opens it again.
 *
 * A seal is NUMBER.BASE64: the number of the key, then nonce, cipher text and tag of
 * XChaCha20-Poly1305. `about` says where it lies, `table/column/organisation/row`, and
 * is bound to it: a seal that is moved to another row does not open.
 *
 * It signs heads of the ledger with keys that it alone ever sees in the clear, and signs
 * forward only: of each organisation it remembers the last head, for as long as it runs.
 *
 * sealer_at comes first in every program that may ask; a server then calls sealer_start.
 *
 * Units    at most SEALER_PLAIN_BYTES in a seal.
 * Sources  [plan 3.12, 3.14].
 */
#ifndef AIDE_SEALER_H
#define AIDE_SEALER_H

#include "aide/aide.h"
#include "aide/head.h"

enum { SEALER_PLAIN_BYTES = 16 * 1024, SEALER_ABOUT_BYTES = 200 };

/* sealer_at: which key file, before anything else; nothing is read yet. */
void sealer_at(struct str path);

/* sealer_start: the aide, before the workers are forked. */
bool sealer_start(void);

/* sealer_close: plain becomes a seal. NOT_THERE when there is no key file that can be
 * used; REFUSED when plain or about is too long; BROKEN when the sealer gives no answer.
 * *ret_why says why in English, for the log. */
ANSWER enum outcome sealer_close(struct arena *mem, struct str plain, struct str about,
                                 struct str *ret_seal, struct str *ret_why);

/* sealer_open: the way back. NOT_THERE when the key that closed it is not in the key
 * file; REFUSED when it was altered or is about something else. */
ANSWER enum outcome sealer_open(struct arena *mem, struct str seal, struct str about,
                                struct str *ret_plain, struct str *ret_why);

/* sealer_pair: a new pair of keys for heads: the public half in hex, the secret one as
 * a seal. Outcomes as sealer_close. */
ANSWER enum outcome sealer_pair(struct arena *mem, struct str about, struct str *ret_public,
                                struct str *ret_seal, struct str *ret_why);

/* sealer_sign: a head, with the secret half; the signature in hex. Outcomes as
 * sealer_open, and CLASHED when it signed a later head of this organisation, or another
 * of this sequence. */
ANSWER enum outcome sealer_sign(struct arena *mem, const struct head *head, struct str seal,
                                struct str about, struct str *ret_signature,
                                struct str *ret_why);

#endif
