#include "aide/sealer.h"

#include <sodium.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "aide/master.h"
#include "base/bug.h"
#include "base/buf.h"
#include "cage/cage.h"

enum {
    PATH_BYTES = 4096,
    ANSWER_MS = 10000,
    LIMIT_S = 5,
    ARENA_BYTES = 4 * 1024 * 1024,
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    BASE64 = sodium_base64_VARIANT_URLSAFE_NO_PADDING,
    AD_BYTES = 64 + SEALER_ABOUT_BYTES,
    SIGNERS = 64
};
_Static_assert((int)MASTER_KEY_BYTES == (int)crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
               "size of a key");

/* A question is a verb, the length of `about` in two bytes, about, and the value. An
 * answer is an outcome and the value, or why not. */
enum verb { VERB_CLOSE = 'c', VERB_OPEN = 'o', VERB_PAIR = 'p', VERB_SIGN = 's' };
enum { HEAD_BYTES = 3 };

static char path[PATH_BYTES];

/* In the sealer. */

static struct master *keys;
static enum master_fault fault;

static struct str reply(struct arena *mem, enum outcome o, struct str text)
{
    struct buf out;

    buf_init(&out, mem, text.len + 1);
    buf_char(&out, (char)o);
    buf_put(&out, text);
    return buf_str(&out);
}

/* Once it holds keys it opens nothing more. */
static void close_cage(void)
{
    static const struct cage cage = {.kind = CAGE_SEALER};
    const char *why;

    if (cage_enter(&cage, &why) != DONE)
        _exit(1);
}

/* The file stays open: a key may be added to it, and no file is opened later on. */
static int key_file = -1;
static off_t key_bytes;

/* The keys lie in pages that are locked, and not written after. */
static void load(void)
{
    struct master it;
    struct stat stat;

    if (key_file < 0)
        key_file = master_open(path, &fault);
    if (key_file < 0)
        return;
    key_bytes = fstat(key_file, &stat) == 0 ? stat.st_size : 0;
    fault = master_again(key_file, path, &it);
    if (it.n > 0) {
        MUST(sodium_mprotect_readwrite(keys) == 0);
        *keys = it;
        MUST(sodium_mprotect_readonly(keys) == 0);
    } else if (keys->n == 0) {
        close(key_file);
        key_file = -1;
    }
    sodium_memzero(&it, sizeof it);
}

/* One that was put back, or one that was added. */
static void look_again(void)
{
    struct stat stat;

    if (keys->n == 0) {
        load();
        if (keys->n > 0)
            close_cage();
    } else if (fstat(key_file, &stat) == 0 && stat.st_size != key_bytes)
        load();
}

static bool begin(void)
{
    MUST(sodium_init() >= 0);
    keys = sodium_malloc(sizeof *keys);
    if (keys == NULL)
        return false;
    MUST(sodium_mprotect_readwrite(keys) == 0);
    keys->n = 0; /* what is handed out is not empty */
    look_again();
    return true;
}

static const struct master_key *find(struct str number)
{
    for (size_t i = 0; i < keys->n; i++)
        if (str_eq(number, (struct str){keys->keys[i].number, MASTER_NUMBER_CHARS}))
            return &keys->keys[i];
    return NULL;
}

static struct str no_key(struct arena *mem)
{
    return reply(mem, NOT_THERE, arena_text(mem, "key file %s: %s", path,
                                            master_fault_names[fault]));
}

static size_t bound_to(char room[static AD_BYTES], const struct master_key *key, struct str about)
{
    return (size_t)snprintf(room, AD_BYTES, "waarborg-seal/1 %.*s %" STR_FMT,
                            MASTER_NUMBER_CHARS, key->number, STR_ARG(about));
}

static struct str do_close(struct arena *mem, struct str about, struct str plain)
{
    const struct master_key *key;
    unsigned char *bytes = arena_alloc(mem, NONCE_BYTES + plain.len + TAG_BYTES);
    unsigned long long n;
    char ad[AD_BYTES];
    size_t room;
    char *text;

    if (keys->n == 0)
        return no_key(mem);
    key = &keys->keys[keys->n - 1];
    randombytes_buf(bytes, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes + NONCE_BYTES, &n, (const unsigned char *)plain.at, plain.len,
        (const unsigned char *)ad, bound_to(ad, key, about), NULL, bytes, key->bytes);
    room = sodium_base64_ENCODED_LEN(NONCE_BYTES + n, BASE64);
    text = arena_alloc(mem, MASTER_NUMBER_CHARS + 1 + room);
    memcpy(text, key->number, MASTER_NUMBER_CHARS);
    text[MASTER_NUMBER_CHARS] = '.';
    sodium_bin2base64(text + MASTER_NUMBER_CHARS + 1, room, bytes, NONCE_BYTES + n, BASE64);
    return reply(mem, DONE, str_of(text));
}

static struct str do_pair(struct arena *mem, struct str about)
{
    unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    char hex[2 * sizeof public_key + 1];
    struct str closed;

    crypto_sign_keypair(public_key, secret);
    sodium_bin2hex(hex, sizeof hex, public_key, sizeof public_key);
    closed = do_close(mem, about, (struct str){(const char *)secret, sizeof secret});
    sodium_memzero(secret, sizeof secret);
    if (closed.at[0] != DONE)
        return closed;
    return reply(mem, DONE, arena_text(mem, "%s %" STR_FMT, hex,
                                       STR_ARG(str_sub(closed, 1, closed.len))));
}

static struct str do_open(struct arena *mem, struct str about, struct str seal)
{
    struct str rest;
    const struct master_key *key = find(str_cut(seal, '.', &rest));
    unsigned char *bytes = arena_alloc(mem, rest.len);
    unsigned char *plain = arena_alloc(mem, rest.len);
    unsigned long long n = 0;
    char ad[AD_BYTES];
    struct str answer;
    size_t got;

    if (keys->n == 0)
        return no_key(mem);
    if (key == NULL)
        return reply(mem, NOT_THERE, S("the key that closed this is not in the key file"));
    if (sodium_base642bin(bytes, rest.len, rest.at, rest.len, NULL, &got, NULL, BASE64) != 0 ||
        got < NONCE_BYTES + TAG_BYTES ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, &n, NULL, bytes + NONCE_BYTES, got - NONCE_BYTES, (const unsigned char *)ad,
            bound_to(ad, key, about), bytes, key->bytes) != 0)
        return reply(mem, REFUSED, S("a seal was altered, or lies where it was not put"));
    answer = reply(mem, DONE, (struct str){(const char *)plain, (size_t)n});
    sodium_memzero(plain, (size_t)n);
    return answer;
}

/* The last head of each organisation that was signed here. */
static struct signed_last {
    char uuid[HEAD_UUID_CHARS];
    int64_t seq;
    char hash[HEAD_HASH_CHARS];
} signed_last[SIGNERS];
static size_t n_signed;

/* Its place; of more organisations than it can remember the first is forgotten. */
static struct signed_last *last_of(struct str uuid)
{
    size_t i = 0;

    while (i < n_signed && memcmp(signed_last[i].uuid, uuid.at, HEAD_UUID_CHARS) != 0)
        i++;
    if (i == SIGNERS) {
        memmove(signed_last, signed_last + 1, (SIGNERS - 1) * sizeof *signed_last);
        i--;
        signed_last[i].seq = 0;
    } else if (i == n_signed)
        signed_last[n_signed++].seq = 0;
    memcpy(signed_last[i].uuid, uuid.at, HEAD_UUID_CHARS);
    return &signed_last[i];
}

static bool goes_back(const struct signed_last *last, const struct head *head)
{
    return head->seq < last->seq ||
           (head->seq == last->seq && memcmp(last->hash, head->hash.at, HEAD_HASH_CHARS) != 0);
}

/* What is signed is made here, of parts that can be nothing else. */
static bool read_head(struct str *rest, struct head *ret)
{
    struct str seq, key;

    ret->uuid = str_cut(*rest, ' ', rest);
    seq = str_cut(*rest, ' ', rest);
    ret->hash = str_cut(*rest, ' ', rest);
    ret->time = str_cut(*rest, ' ', rest);
    key = str_cut(*rest, ' ', rest);
    return ret->uuid.len == HEAD_UUID_CHARS && ret->hash.len == HEAD_HASH_CHARS &&
           ret->time.len == HEAD_TIME_CHARS && str_int(seq, &ret->seq) && ret->seq > 0 &&
           str_int(key, &ret->key) && ret->key > 0;
}

static struct str do_sign(struct arena *mem, struct str about, struct str value)
{
    struct signed_last *last;
    struct head head;
    struct str opened;
    struct buf bytes;
    unsigned char sign[crypto_sign_BYTES];
    char hex[2 * sizeof sign + 1];

    if (!read_head(&value, &head))
        return reply(mem, REFUSED, S("no head"));
    last = last_of(head.uuid);
    if (goes_back(last, &head))
        return reply(mem, CLASHED, arena_text(mem, "entry %lld was signed already",
                                              (long long)last->seq));
    opened = do_open(mem, about, value);
    if (opened.at[0] != DONE || opened.len != 1 + crypto_sign_SECRETKEYBYTES)
        return opened.at[0] != DONE ? opened : reply(mem, REFUSED, S("no key to sign with"));
    buf_init(&bytes, mem, 256);
    head_put(&bytes, &head);
    crypto_sign_detached(sign, NULL, (const unsigned char *)bytes.at, bytes.len,
                         (const unsigned char *)opened.at + 1);
    sodium_memzero((void *)(uintptr_t)opened.at, opened.len);
    last->seq = head.seq;
    memcpy(last->hash, head.hash.at, HEAD_HASH_CHARS);
    sodium_bin2hex(hex, sizeof hex, sign, sizeof sign);
    return reply(mem, DONE, arena_str(mem, str_of(hex)));
}

static struct str answer(struct arena *mem, struct str question, int file)
{
    struct str about, value;
    uint16_t n;

    (void)file;
    look_again();
    if (question.len < HEAD_BYTES)
        return reply(mem, REFUSED, S("no question"));
    memcpy(&n, question.at + 1, sizeof n);
    if (n > SEALER_ABOUT_BYTES || question.len < HEAD_BYTES + (size_t)n)
        return reply(mem, REFUSED, S("no question"));
    about = str_sub(question, HEAD_BYTES, HEAD_BYTES + (size_t)n);
    value = str_sub(question, HEAD_BYTES + (size_t)n, question.len);
    switch ((enum verb)question.at[0]) {
    case VERB_CLOSE:
        return do_close(mem, about, value);
    case VERB_OPEN:
        return do_open(mem, about, value);
    case VERB_PAIR:
        return do_pair(mem, about);
    case VERB_SIGN:
        return do_sign(mem, about, value);
    }
    return reply(mem, REFUSED, S("no question"));
}

/* In who asks. */

static struct aide sealer = {.name = "sealer", .hands = 1, .limit_s = LIMIT_S,
                             .arena_limit_bytes = ARENA_BYTES, .begin = begin, .answer = answer};

void sealer_at(struct str where)
{
    MUST(where.len < sizeof path);
    memcpy(path, where.at, where.len);
    path[where.len] = '\0';
}

bool sealer_start(void)
{
    return aide_start(&sealer);
}

static enum outcome ask(struct arena *mem, enum verb verb, struct str about, struct str value,
                        struct str *ret, struct str *ret_why)
{
    uint16_t n = (uint16_t)about.len;
    struct str got;
    struct buf out;
    enum outcome o;

    if (about.len > SEALER_ABOUT_BYTES || value.len > 2 * SEALER_PLAIN_BYTES) {
        *ret_why = S("too long to seal");
        return REFUSED;
    }
    buf_init(&out, mem, HEAD_BYTES + about.len + value.len);
    buf_char(&out, (char)verb);
    buf_put(&out, (struct str){(const char *)&n, sizeof n});
    buf_put(&out, about);
    buf_put(&out, value);
    o = aide_ask(&sealer, mem, buf_str(&out), -1, ANSWER_MS, true, &got, ret_why);
    sodium_memzero(out.at, out.len);
    if (o != DONE)
        return o;
    if (got.len == 0 || (unsigned char)got.at[0] >= OUTCOME_COUNT) {
        *ret_why = S("sealer: no answer of its own");
        return BROKEN;
    }
    *(got.at[0] == DONE ? ret : ret_why) = str_sub(got, 1, got.len);
    return (enum outcome)got.at[0];
}

enum outcome sealer_close(struct arena *mem, struct str plain, struct str about,
                          struct str *ret_seal, struct str *ret_why)
{
    if (plain.len > SEALER_PLAIN_BYTES) {
        *ret_why = S("too long to seal");
        return REFUSED;
    }
    return ask(mem, VERB_CLOSE, about, plain, ret_seal, ret_why);
}

enum outcome sealer_open(struct arena *mem, struct str seal, struct str about,
                         struct str *ret_plain, struct str *ret_why)
{
    return ask(mem, VERB_OPEN, about, seal, ret_plain, ret_why);
}

enum outcome sealer_pair(struct arena *mem, struct str about, struct str *ret_public,
                         struct str *ret_seal, struct str *ret_why)
{
    struct str got;
    enum outcome o = ask(mem, VERB_PAIR, about, S(""), &got, ret_why);

    if (o == DONE)
        *ret_public = str_cut(got, ' ', ret_seal);
    return o;
}

enum outcome sealer_sign(struct arena *mem, const struct head *head, struct str seal,
                         struct str about, struct str *ret_signature, struct str *ret_why)
{
    struct str value = arena_text(mem, "%" STR_FMT " %lld %" STR_FMT " %" STR_FMT " %lld %" STR_FMT,
                                  STR_ARG(head->uuid), (long long)head->seq, STR_ARG(head->hash),
                                  STR_ARG(head->time), (long long)head->key, STR_ARG(seal));

    return ask(mem, VERB_SIGN, about, value, ret_signature, ret_why);
}
