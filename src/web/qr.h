/* web/qr.h - a text as a QR code, to be read by the camera of a telephone.
 *
 * It comes as the path of an SVG of ret_side by ret_side units, with its quiet edge, so that
 * it stands in the page itself and no address holds the text.
 */
#ifndef WEB_QR_H
#define WEB_QR_H

#include "base/arena.h"
#include "base/str.h"

/* qr_path: empty, and side 0, when the text is too long for one. */
struct str qr_path(struct arena *mem, struct str text, int *ret_side);

#endif
