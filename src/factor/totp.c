#include "factor/totp.h"

#include <liboath/oath.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/bug.h"

void totp_code(struct str secret, int64_t step, char ret[static TOTP_DIGITS + 1])
{
    MUST(step >= 0 && oath_hotp_generate(secret.at, secret.len, (uint64_t)step, TOTP_DIGITS, false,
                                         OATH_HOTP_DYNAMIC_TRUNCATION, ret) == OATH_OK);
}

/* The digits of what was typed; false when it is no code. */
static bool digits_of(struct str code, char ret[static TOTP_DIGITS])
{
    size_t n = 0;

    for (size_t i = 0; i < code.len; i++) {
        if (code.at[i] == ' ')
            continue;
        if (code.at[i] < '0' || code.at[i] > '9' || n == TOTP_DIGITS)
            return false;
        ret[n++] = code.at[i];
    }
    return n == TOTP_DIGITS;
}

/* In a time that says nothing of how much was right. */
static bool same(const char *a, const char *b)
{
    unsigned differs = 0;

    for (int i = 0; i < TOTP_DIGITS; i++)
        differs |= (unsigned)(a[i] ^ b[i]);
    return differs == 0;
}

bool totp_check(struct str secret, struct moment now, struct str code, int64_t last,
                int64_t *ret_step)
{
    int64_t step = now.ms / TOTP_STEP_MS;
    char given[TOTP_DIGITS];
    char wanted[TOTP_DIGITS + 1];

    if (!digits_of(code, given))
        return false;
    for (int64_t at = step - 1; at <= step + 1; at++) {
        if (at <= last || at < 0)
            continue;
        totp_code(secret, at, wanted);
        if (same(given, wanted)) {
            *ret_step = at;
            return true;
        }
    }
    return false;
}

static struct str base32(struct arena *mem, struct str secret)
{
    char *text = NULL;
    size_t n = 0;
    struct str copy;

    MUST(oath_base32_encode(secret.at, secret.len, &text, &n) == OATH_OK);
    copy = arena_str(mem, (struct str){text, n});
    free(text);
    return copy;
}

struct str totp_text(struct arena *mem, struct str secret)
{
    struct str all = base32(mem, secret);
    struct buf out;

    buf_init(&out, mem, 2 * all.len);
    for (size_t i = 0; i < all.len; i++) {
        if (i > 0 && i % 4 == 0)
            buf_char(&out, ' ');
        buf_char(&out, all.at[i]);
    }
    return buf_str(&out);
}

static void put_escaped(struct buf *out, struct str text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    for (size_t i = 0; i < text.len; i++) {
        if (memchr(plain, text.at[i], sizeof plain - 1) != NULL)
            buf_char(out, text.at[i]);
        else
            buf_text(out, "%%%02X", (unsigned)(unsigned char)text.at[i]);
    }
}

struct str totp_address(struct arena *mem, struct str secret, struct str issuer, struct str who)
{
    struct buf out;

    buf_init(&out, mem, 256);
    buf_put(&out, S("otpauth://totp/"));
    put_escaped(&out, issuer);
    buf_char(&out, ':');
    put_escaped(&out, who);
    buf_put(&out, S("?secret="));
    buf_put(&out, base32(mem, secret));
    buf_put(&out, S("&issuer="));
    put_escaped(&out, issuer);
    return buf_str(&out);
}
