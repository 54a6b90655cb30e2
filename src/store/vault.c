#include "store/vault.h"

#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"

enum {
    MAGIC_BYTES = 16,
    KIND_AT = MAGIC_BYTES,
    SIZE_AT = KIND_AT + 8,
    WHOM_AT = SIZE_AT + 8,
    SEALED_AT = WHOM_AT + 32,
    STREAM_AT = SEALED_AT + crypto_box_SEALBYTES + VAULT_KEY_BYTES,
    CHECK_AT = STREAM_AT + crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    CHECK_BYTES = 32,
    HEAD_BYTES = CHECK_AT + CHECK_BYTES,
    PLAIN_BYTES = 64 * 1024,
    MORE_BYTES = crypto_secretstream_xchacha20poly1305_ABYTES,
    PHRASE_TIMES = 4,
    SUM_BYTES = 4
};
#define PHRASE_MEMORY_BYTES ((size_t)256 << 20)

static const unsigned char magic[MAGIC_BYTES] = "waarborg-backup\1";

_Static_assert(HEAD_BYTES == 200, "the head as vault.h describes it");
_Static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == VAULT_KEY_BYTES &&
                   crypto_box_PUBLICKEYBYTES == VAULT_KEY_BYTES &&
                   crypto_box_SECRETKEYBYTES == VAULT_KEY_BYTES,
               "one size for every key");

struct head {
    unsigned char bytes[HEAD_BYTES];
    unsigned char key[VAULT_KEY_BYTES];
};

static void ready(void)
{
    MUST(sodium_init() >= 0);
}

/* ---- keys as texts ---- */

#define PUBLIC_MARK "waarborg-public-1:"
#define SECRET_MARK "waarborg-secret-1:"

static void key_text(const char *mark, const unsigned char key[VAULT_KEY_BYTES],
                     char ret[VAULT_TEXT_BYTES])
{
    unsigned char both[VAULT_KEY_BYTES + SUM_BYTES];
    unsigned char sum[crypto_generichash_BYTES];
    size_t n = strlen(mark);

    memcpy(both, key, VAULT_KEY_BYTES);
    crypto_generichash(sum, sizeof sum, key, VAULT_KEY_BYTES, NULL, 0);
    memcpy(both + VAULT_KEY_BYTES, sum, SUM_BYTES);
    memcpy(ret, mark, n);
    sodium_bin2base64(ret + n, VAULT_TEXT_BYTES - n, both, sizeof both,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(both, sizeof both);
}

static bool key_read(struct str mark, struct str text, struct vault_key *ret)
{
    unsigned char both[VAULT_KEY_BYTES + SUM_BYTES];
    unsigned char sum[crypto_generichash_BYTES];
    size_t n = 0;
    bool fits;

    ready();
    text = str_trim(text);
    fits = str_starts(text, mark) &&
           sodium_base642bin(both, sizeof both, text.at + mark.len, text.len - mark.len, NULL, &n,
                             NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           n == sizeof both;
    if (fits) {
        crypto_generichash(sum, sizeof sum, both, VAULT_KEY_BYTES, NULL, 0);
        fits = memcmp(sum, both + VAULT_KEY_BYTES, SUM_BYTES) == 0;
    }
    if (fits) {
        *ret = (struct vault_key){.kind = VAULT_KEY};
        memcpy(ret->key, both, VAULT_KEY_BYTES);
    }
    sodium_memzero(both, sizeof both);
    return fits;
}

void vault_pair(char public_text[VAULT_TEXT_BYTES], char secret_text[VAULT_TEXT_BYTES])
{
    unsigned char public[VAULT_KEY_BYTES];
    unsigned char secret[VAULT_KEY_BYTES];

    ready();
    crypto_box_keypair(public, secret);
    key_text(PUBLIC_MARK, public, public_text);
    key_text(SECRET_MARK, secret, secret_text);
    sodium_memzero(secret, sizeof secret);
}

bool vault_public(struct str text, struct vault_key *ret)
{
    return key_read(S(PUBLIC_MARK), text, ret);
}

bool vault_secret(struct str text, struct vault_key *ret)
{
    return key_read(S(SECRET_MARK), text, ret);
}

/* ---- bytes ---- */

/* As many as there are, up to n; -1 when reading failed. */
static ssize_t read_up_to(int file, unsigned char *to, size_t n)
{
    size_t got = 0;

    while (got < n) {
        ssize_t more = read(file, to + got, n - got);

        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return -1;
        if (more == 0)
            break;
        got += (size_t)more;
    }
    return (ssize_t)got;
}

static bool write_all(int file, const unsigned char *from, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(file, from, n);

        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return false;
        from += wrote;
        n -= (size_t)wrote;
    }
    return true;
}

static void put_size(unsigned char *to, uint64_t n)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(n >> 8 * i);
}

static uint64_t get_size(const unsigned char *from)
{
    uint64_t n = 0;

    for (int i = 0; i < 8; i++)
        n |= (uint64_t)from[i] << 8 * i;
    return n;
}

static void check_of(const struct head *head, unsigned char ret[CHECK_BYTES])
{
    crypto_generichash(ret, CHECK_BYTES, head->bytes, CHECK_AT, head->key, sizeof head->key);
}

static bool key_of_phrase(struct head *head, struct str phrase)
{
    return crypto_pwhash(head->key, sizeof head->key, phrase.at, phrase.len,
                         head->bytes + WHOM_AT, PHRASE_TIMES, PHRASE_MEMORY_BYTES,
                         crypto_pwhash_ALG_ARGON2ID13) == 0;
}

/* ---- closing ---- */

static enum vault_fault make_head(struct head *head, const struct vault_key *key, uint64_t size)
{
    memset(head, 0, sizeof *head);
    memcpy(head->bytes, magic, MAGIC_BYTES);
    head->bytes[KIND_AT] = key->kind == VAULT_KEY ? 'k' : 'p';
    put_size(head->bytes + SIZE_AT, size);
    if (key->kind == VAULT_PHRASE) {
        randombytes_buf(head->bytes + WHOM_AT, crypto_pwhash_SALTBYTES);
        return key_of_phrase(head, key->phrase) ? VAULT_FINE : VAULT_MEMORY;
    }
    memcpy(head->bytes + WHOM_AT, key->key, VAULT_KEY_BYTES);
    crypto_secretstream_xchacha20poly1305_keygen(head->key);
    MUST(crypto_box_seal(head->bytes + SEALED_AT, head->key, sizeof head->key, key->key) == 0);
    return VAULT_FINE;
}

static enum vault_fault close_pieces(int from, int to, uint64_t size,
                                     crypto_secretstream_xchacha20poly1305_state *stream)
{
    unsigned char plain[PLAIN_BYTES];
    unsigned char closed[PLAIN_BYTES + MORE_BYTES];
    uint64_t left = size;
    bool last;

    do {
        size_t n = left < PLAIN_BYTES ? (size_t)left : PLAIN_BYTES;
        ssize_t got = read_up_to(from, plain, n);

        if (got < 0)
            return VAULT_MACHINE;
        if ((size_t)got < n) /* it shrank meanwhile */
            return VAULT_CUT;
        left -= n;
        last = n < PLAIN_BYTES; /* so a full last piece has an empty one after it */
        MUST(crypto_secretstream_xchacha20poly1305_push(
                 stream, closed, NULL, plain, n, NULL, 0,
                 last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0) == 0);
        if (!write_all(to, closed, n + MORE_BYTES))
            return VAULT_MACHINE;
    } while (!last);
    return VAULT_FINE;
}

enum vault_fault vault_close(int from, int to, const struct vault_key *key)
{
    crypto_secretstream_xchacha20poly1305_state stream;
    struct head head;
    struct stat st;
    enum vault_fault fault;

    ready();
    if (fstat(from, &st) != 0 || lseek(from, 0, SEEK_SET) != 0 || lseek(to, 0, SEEK_SET) != 0)
        return VAULT_MACHINE;
    if ((fault = make_head(&head, key, (uint64_t)st.st_size)) == VAULT_FINE) {
        crypto_secretstream_xchacha20poly1305_init_push(&stream, head.bytes + STREAM_AT, head.key);
        check_of(&head, head.bytes + CHECK_AT);
        fault = write_all(to, head.bytes, HEAD_BYTES)
                    ? close_pieces(from, to, (uint64_t)st.st_size, &stream)
                    : VAULT_MACHINE;
    }
    sodium_memzero(&stream, sizeof stream);
    sodium_memzero(&head, sizeof head);
    return fault;
}

/* ---- opening ---- */

enum vault_kind vault_kind(int file)
{
    unsigned char head[KIND_AT + 1];
    ssize_t n = pread(file, head, sizeof head, 0);

    if (n < (ssize_t)sizeof head || memcmp(head, magic, MAGIC_BYTES - 1) != 0)
        return VAULT_NONE;
    if (head[MAGIC_BYTES - 1] != magic[MAGIC_BYTES - 1])
        return VAULT_LATER;
    return head[KIND_AT] == 'k' ? VAULT_KEY : head[KIND_AT] == 'p' ? VAULT_PHRASE : VAULT_LATER;
}

static enum vault_fault unlock(struct head *head, const struct vault_key *key)
{
    unsigned char public[VAULT_KEY_BYTES];
    unsigned char check[CHECK_BYTES];

    if (key->kind == VAULT_PHRASE) {
        if (!key_of_phrase(head, key->phrase))
            return VAULT_MEMORY;
    } else if (crypto_scalarmult_base(public, key->key) != 0 ||
               crypto_box_seal_open(head->key, head->bytes + SEALED_AT,
                                    crypto_box_SEALBYTES + VAULT_KEY_BYTES, public,
                                    key->key) != 0)
        return VAULT_WRONG;
    check_of(head, check);
    return sodium_memcmp(check, head->bytes + CHECK_AT, CHECK_BYTES) == 0 ? VAULT_FINE
                                                                           : VAULT_WRONG;
}

/* Head, plain bytes, and what each piece has more: the empty last piece counts. */
static uint64_t closed_bytes(uint64_t plain)
{
    return HEAD_BYTES + plain + (plain / PLAIN_BYTES + 1) * MORE_BYTES;
}

static enum vault_fault open_pieces(int from, int to,
                                    crypto_secretstream_xchacha20poly1305_state *stream)
{
    unsigned char closed[PLAIN_BYTES + MORE_BYTES];
    unsigned char plain[PLAIN_BYTES];
    unsigned long long n = 0;
    unsigned char tag = 0;

    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        ssize_t got = read_up_to(from, closed, sizeof closed);

        if (got < 0)
            return VAULT_MACHINE;
        if (got < MORE_BYTES ||
            crypto_secretstream_xchacha20poly1305_pull(stream, plain, &n, &tag, closed,
                                                       (unsigned long long)got, NULL, 0) != 0)
            return VAULT_ALTERED;
        if (!write_all(to, plain, (size_t)n))
            return VAULT_MACHINE;
    }
    return VAULT_FINE;
}

enum vault_fault vault_open(int from, int to, const struct vault_key *key)
{
    crypto_secretstream_xchacha20poly1305_state stream;
    struct head head;
    struct stat st;
    uint64_t ought;
    enum vault_fault fault;
    ssize_t n;

    ready();
    if (fstat(from, &st) != 0 || lseek(from, 0, SEEK_SET) != 0 || lseek(to, 0, SEEK_SET) != 0 ||
        (n = read_up_to(from, head.bytes, HEAD_BYTES)) < 0)
        return VAULT_MACHINE;
    if (n < HEAD_BYTES)
        return VAULT_CUT;
    if (vault_kind(from) != key->kind)
        return VAULT_WRONG;
    if ((fault = unlock(&head, key)) == VAULT_FINE) {
        ought = closed_bytes(get_size(head.bytes + SIZE_AT));
        if ((uint64_t)st.st_size != ought)
            fault = (uint64_t)st.st_size < ought ? VAULT_CUT : VAULT_ALTERED;
        else if (crypto_secretstream_xchacha20poly1305_init_pull(
                     &stream, head.bytes + STREAM_AT, head.key) != 0)
            fault = VAULT_ALTERED;
        else
            fault = open_pieces(from, to, &stream);
    }
    sodium_memzero(&stream, sizeof stream);
    sodium_memzero(&head, sizeof head);
    return fault;
}
