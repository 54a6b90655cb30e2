#include "web/qr.h"

#include <qrencode.h>

#include "base/buf.h"

enum { EDGE = 4 };

/* One row: each run of dark squares is one rectangle. */
static void put_row(struct buf *out, const QRcode *code, int y)
{
    const unsigned char *row = code->data + (ptrdiff_t)y * code->width;

    for (int x = 0; x < code->width; x++) {
        int n = 0;

        while (x + n < code->width && (row[x + n] & 1) != 0)
            n++;
        if (n > 0)
            buf_text(out, "M%d %dh%dv1h-%dz", x + EDGE, y + EDGE, n, n);
        x += n;
    }
}

struct str qr_path(struct arena *mem, struct str text, int *ret_side)
{
    QRcode *code = QRcode_encodeData((int)text.len, (const unsigned char *)text.at, 0,
                                     QR_ECLEVEL_M);
    struct buf out;

    *ret_side = 0;
    if (code == NULL)
        return S("");
    buf_init(&out, mem, 8192);
    for (int y = 0; y < code->width; y++)
        put_row(&out, code, y);
    *ret_side = code->width + 2 * EDGE;
    QRcode_free(code);
    return buf_str(&out);
}
