/* ledger/digest.h - SHA-256, as sha256sum and OSCAL know it.
 *
 * A text that can be erased is never hashed bare: its digest is that of a salt
 * of 16 random bytes and then the text, so that a name cannot be guessed from it.
 * Sources  [plan 3.15], [plan 3.16].
 */
#ifndef LEDGER_DIGEST_H
#define LEDGER_DIGEST_H

#include "base/str.h"

enum { DIGEST_BYTES = 32, DIGEST_HEX = 64, SALT_BYTES = 16, SALT_HEX = 32 };

struct digest {
    unsigned char at[DIGEST_BYTES];
};

struct salt {
    unsigned char at[SALT_BYTES];
};

/* digest_of: of some bytes. */
struct digest digest_of(struct str bytes);

/* digest_text: of a salt and a text after it. */
struct digest digest_text(struct salt salt, struct str text);

/* Of bytes that come in parts: start, more for each, end. One at a time. */
void digest_start(void);
void digest_more(struct str bytes);
struct digest digest_end(void);

/* salt_new: 16 bytes from the machine's own source. */
struct salt salt_new(void);

/* digest_hex, salt_hex: writes lower-case hex, without a nul; returns a view. */
struct str digest_hex(struct digest digest, char hex[static DIGEST_HEX]);
struct str salt_hex(struct salt salt, char hex[static SALT_HEX]);

/* digest_read, salt_read: back from hex; false when it is anything else. */
bool digest_read(struct str hex, struct digest *ret);
bool salt_read(struct str hex, struct salt *ret);

static inline bool digest_same(const struct digest *a, const struct digest *b)
{
    return memcmp(a->at, b->at, DIGEST_BYTES) == 0;
}

#endif
