/* api/base64.h - bytes in a JSON text [RFC4648 4]. */
#ifndef API_BASE64_H
#define API_BASE64_H

#include "base/arena.h"

/* base64_read: the bytes of a text in mem. False when it is anything but whole groups
 * of the standard alphabet, padded, with zeros in the bits that are not used. */
bool base64_read(struct arena *mem, struct str text, struct str *ret);

#endif
