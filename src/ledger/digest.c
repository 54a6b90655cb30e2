#include "ledger/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <sys/random.h>

#include "base/bug.h"

/* Made once per process: making one costs more than hashing an entry. Nothing
 * of one digest is left in it when the next begins. */
static EVP_MD_CTX *context;

void digest_start(void)
{
    if (context == NULL) {
        context = EVP_MD_CTX_new();
        MUST(context != NULL && EVP_DigestInit_ex2(context, EVP_sha256(), NULL) == 1);
        return;
    }
    MUST(EVP_DigestInit_ex2(context, NULL, NULL) == 1);
}

void digest_more(struct str bytes)
{
    MUST(EVP_DigestUpdate(context, bytes.at, bytes.len) == 1);
}

struct digest digest_end(void)
{
    struct digest digest;

    MUST(EVP_DigestFinal_ex(context, digest.at, NULL) == 1);
    return digest;
}

struct digest digest_of(struct str bytes)
{
    digest_start();
    digest_more(bytes);
    return digest_end();
}

struct digest digest_text(struct salt salt, struct str text)
{
    digest_start();
    digest_more((struct str){(const char *)salt.at, SALT_BYTES});
    digest_more(text);
    return digest_end();
}

struct salt salt_new(void)
{
    struct salt salt;
    ssize_t n;

    while ((n = getrandom(salt.at, sizeof salt.at, 0)) < 0)
        MUST(errno == EINTR);
    MUST(n == (ssize_t)sizeof salt.at);
    return salt;
}

static struct str hex_of(const unsigned char *at, size_t n, char *hex)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digits[at[i] >> 4];
        hex[2 * i + 1] = digits[at[i] & 15];
    }
    return (struct str){hex, 2 * n};
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hex_read(struct str hex, unsigned char *at, size_t n)
{
    if (hex.len != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        int high = digit_of(hex.at[2 * i]);
        int low = digit_of(hex.at[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        at[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

struct str digest_hex(struct digest digest, char hex[static DIGEST_HEX])
{
    return hex_of(digest.at, DIGEST_BYTES, hex);
}

struct str salt_hex(struct salt salt, char hex[static SALT_HEX])
{
    return hex_of(salt.at, SALT_BYTES, hex);
}

bool digest_read(struct str hex, struct digest *ret)
{
    struct digest digest;

    if (!hex_read(hex, digest.at, DIGEST_BYTES))
        return false;
    *ret = digest;
    return true;
}

bool salt_read(struct str hex, struct salt *ret)
{
    struct salt salt;

    if (!hex_read(hex, salt.at, SALT_BYTES))
        return false;
    *ret = salt;
    return true;
}
