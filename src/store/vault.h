/* store/vault.h - a file that only who has the key can read: what a back-up is closed in.
 *
 * Closed to a public key, the machine that made the file cannot read it; closed with a
 * passphrase, whoever knows it can. The plain bytes stream through, 64 KiB at a time.
 *
 * Format 1, numbers little-endian:
 *     16  "waarborg-backup" and the byte 1
 *      8  'k' (key) or 'p' (passphrase) and seven zeros
 *      8  how many plain bytes
 *     32  k: the X25519 public key; p: 16 bytes of salt and 16 zeros
 *     80  k: the file's key of 32 bytes, sealed to that public key (crypto_box_seal);
 *         p: zeros, and the file's key is argon2id(passphrase, salt), 4 times over 256 MiB
 *     24  head of the stream (crypto_secretstream_xchacha20poly1305)
 *     32  BLAKE2b of the 168 bytes before, keyed with the file's key
 * and then pieces of 65,536 plain bytes and 17 more; the last is shorter and marked final.
 * Of another version only the first 16 bytes are certain.
 * Sources  [plan 3.14]; [choice: closed back-up] docs/choices.md.
 */
#ifndef STORE_VAULT_H
#define STORE_VAULT_H

#include <stdbool.h>

#include "base/str.h"

enum vault_kind {
    VAULT_NONE,   /* no file of this kind: plain, or something else */
    VAULT_KEY,
    VAULT_PHRASE,
    VAULT_LATER   /* made by a later version                        */
};

enum vault_fault {
    VAULT_FINE,
    VAULT_MACHINE,   /* reading or writing failed: errno            */
    VAULT_MEMORY,    /* no 256 MiB for the passphrase               */
    VAULT_WRONG,     /* another key or passphrase, or an altered head */
    VAULT_CUT,       /* shorter than it was made                    */
    VAULT_ALTERED,   /* a byte differs, or something was added      */
    VAULT_FAULT_COUNT
};

enum { VAULT_KEY_BYTES = 32, VAULT_TEXT_BYTES = 68 };

/* What opens or closes: a key, public to close and secret to open, or a passphrase. */
struct vault_key {
    enum vault_kind kind; /* VAULT_KEY or VAULT_PHRASE */
    unsigned char key[VAULT_KEY_BYTES];
    struct str phrase;
};

/* vault_pair: a new pair of keys as texts that are nul-ended. */
void vault_pair(char public_text[VAULT_TEXT_BYTES], char secret_text[VAULT_TEXT_BYTES]);

/* vault_public, vault_secret: reads such a text; false when it is none, or was mistyped:
 * a back-up for a key that nobody has is no back-up. */
bool vault_public(struct str text, struct vault_key *ret);
bool vault_secret(struct str text, struct vault_key *ret);

/* vault_kind: what kind of file this is, by its first bytes. */
enum vault_kind vault_kind(int file);

/* vault_close: reads all of `from` and writes it to `to`, closed. vault_open: the way back.
 * Both read and write from the start of the files; what was written is worth nothing unless
 * the answer is VAULT_FINE. */
__attribute__((warn_unused_result)) enum vault_fault
vault_close(int from, int to, const struct vault_key *key);
__attribute__((warn_unused_result)) enum vault_fault
vault_open(int from, int to, const struct vault_key *key);

#endif
