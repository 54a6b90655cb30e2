#include "aide/head.h"

#include <sodium.h>

#include "base/bug.h"
#include "base/netstring.h"

static void net_int(struct buf *out, int64_t n)
{
    struct str text = arena_text(out->mem, "%lld", (long long)n);

    netstring_put(out, text);
}

void head_put(struct buf *out, const struct head *it)
{
    netstring_put(out, S("waarborg-head/1"));
    netstring_put(out, it->uuid);
    net_int(out, it->seq);
    netstring_put(out, it->hash);
    netstring_put(out, it->time);
    net_int(out, it->key);
}

/* Lower case, so that a text has one form and no byte of it can be changed unseen. */
static bool read_hex(struct str hex, unsigned char *ret, size_t n)
{
    size_t got;

    for (size_t i = 0; i < hex.len; i++)
        if ((hex.at[i] < '0' || hex.at[i] > '9') && (hex.at[i] < 'a' || hex.at[i] > 'f'))
            return false;
    return hex.len == 2 * n &&
           sodium_hex2bin(ret, n, hex.at, hex.len, NULL, &got, NULL) == 0 && got == n;
}

bool head_holds(struct arena *mem, const struct head *it, struct str public_key,
                struct str signature)
{
    unsigned char key[crypto_sign_PUBLICKEYBYTES];
    unsigned char sign[crypto_sign_BYTES];
    struct buf bytes;

    MUST(sodium_init() >= 0);
    if (!read_hex(public_key, key, sizeof key) || !read_hex(signature, sign, sizeof sign))
        return false;
    buf_init(&bytes, mem, 256);
    head_put(&bytes, it);
    return crypto_sign_verify_detached(sign, (const unsigned char *)bytes.at, bytes.len, key) == 0;
}
