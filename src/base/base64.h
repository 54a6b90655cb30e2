/* base/base64.h - bytes as text of 64 signs, by the letter [RFC4648].
 *
 * Two alphabets: the standard one with + and / in whole padded groups [RFC4648 4], for
 * JSON; and the one with - and _ and no padding [RFC4648 5], as signed tokens and
 * passkeys have it. What is no such text is refused, never guessed at.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/arena.h"

/* base64_read: the bytes of a text in mem. False when it is anything but whole groups
 * of the standard alphabet, padded, with zeros in the bits that are not used.
 * base64_url_read: the same of the other alphabet, without padding. A failed call leaves
 * *ret as it was. */
bool base64_read(struct arena *mem, struct str text, struct str *ret);
bool base64_url_read(struct arena *mem, struct str text, struct str *ret);

/* base64_url: the text of these bytes, with - and _ and without padding. */
struct str base64_url(struct arena *mem, struct str bytes);

#endif
