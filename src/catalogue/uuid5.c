#include "catalogue/uuid5.h"

#include <openssl/evp.h>

#include "base/bug.h"

/* uuid5 of urn:x-waarborg:oscal in the namespace of URLs. */
static const unsigned char ours[16] = {
    0x42, 0x4f, 0xa8, 0xe2, 0xcf, 0x66, 0x5d, 0xc9,
    0x90, 0x8d, 0xf0, 0xb2, 0x59, 0xbf, 0x8e, 0xd1};

static struct str hex_of(struct arena *mem, const unsigned char *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(mem, 2 * n);

    for (size_t i = 0; i < n; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return (struct str){hex, 2 * n};
}

struct str uuid5(struct arena *mem, struct str name)
{
    unsigned char *all = arena_alloc(mem, sizeof ours + name.len);
    unsigned char hash[EVP_MAX_MD_SIZE];
    struct str hex;

    memcpy(all, ours, sizeof ours);
    if (name.len > 0)
        memcpy(all + sizeof ours, name.at, name.len);
    MUST(EVP_Digest(all, sizeof ours + name.len, hash, NULL, EVP_sha1(), NULL) == 1);
    hash[6] = (unsigned char)((hash[6] & 0x0f) | 0x50);
    hash[8] = (unsigned char)((hash[8] & 0x3f) | 0x80);
    hex = hex_of(mem, hash, 16);
    return arena_text(mem, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.at, hex.at + 8, hex.at + 12,
                      hex.at + 16, hex.at + 20);
}

struct str uuid5_hash(struct arena *mem, struct str bytes)
{
    unsigned char hash[EVP_MAX_MD_SIZE];

    MUST(EVP_Digest(bytes.at, bytes.len, hash, NULL, EVP_sha256(), NULL) == 1);
    return hex_of(mem, hash, 32);
}
