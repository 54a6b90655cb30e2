/* The ledger as a file: whatever is done to it, the check finds it and says where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "aide/head.h"
#include "ledger/bytes.h"
#include "ledger/chain.h"

enum { ENTRIES = 1000, KEY_AT = 3, HEAD_EVERY = 250 };

#define ORG "000102030405060708090a0b0c0d0e0f"
#define PRINTED_HASH "d09c92893b103aab104e11104ca4b2b0414b090c51068fb6e12807ef72f0f65c"

static struct arena *mem, *room;
static unsigned char secret[crypto_sign_SECRETKEYBYTES];
static struct str public_key;

/* A ledger of a thousand entries made here, of every kind of line. */
struct made {
    struct buf file;
    struct str line[2 * ENTRIES]; /* views, with their LF */
    size_t n;
    size_t entry[ENTRIES + 1];    /* which line is of this entry */
    struct str hash[ENTRIES + 1];
};
static struct made made;

static struct str hex(const unsigned char *at, size_t n)
{
    char *text = arena_alloc(mem, 2 * n + 1);

    sodium_bin2hex(text, 2 * n + 1, at, n);
    return str_of(text);
}

static struct str parts_of(int64_t seq)
{
    struct buf out, scratch;
    struct bytes_part part = {S("supplier"), 7, S("note"), S("-"), S("=50%\nof\rit")};

    buf_init(&out, mem, 256);
    buf_init(&scratch, mem, 256);
    if (seq == KEY_AT) {
        part = (struct bytes_part){S("signing_key"), 3, S("number"), S("-"), S("=1")};
        bytes_part_put(&out, &scratch, &part);
        part.column = S("public_key");
        part.to = arena_text(mem, "=%" STR_FMT, STR_ARG(public_key));
    }
    bytes_part_put(&out, &scratch, &part);
    return buf_str(&out);
}

static void put_escaped(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '%' || text.at[i] == '\n' || text.at[i] == '\r')
            buf_text(out, "%%%02X", text.at[i]);
        else
            buf_char(out, text.at[i]);
}

static struct str sign_with(const unsigned char *key, const struct head *head)
{
    unsigned char sign[crypto_sign_BYTES];
    struct buf bytes;

    buf_init(&bytes, mem, 256);
    head_put(&bytes, head);
    crypto_sign_detached(sign, NULL, (const unsigned char *)bytes.at, bytes.len, key);
    return hex(sign, sizeof sign);
}

/* changed: an entry whose act is another, after which all is hashed and signed anew. */
static void make(struct made *it, const unsigned char *key, int64_t changed)
{
    char hash[DIGEST_HEX];
    struct buf scratch;
    int heads = 0;

    buf_init(&it->file, mem, 1 << 20);
    buf_init(&scratch, mem, 4096);
    memset(hash, '0', sizeof hash);
    buf_text(&it->file, "waarborg-ledger/1\norganisation " ORG "\n");
    for (int64_t seq = 1; seq <= ENTRIES; seq++) {
        struct str time = arena_text(mem, "2026-03-01T09:%02d:%02d.000Z", (int)(seq / 60),
                                     (int)(seq % 60));
        struct bytes entry = {S(ORG), seq, {hash, DIGEST_HEX}, time, S("p7"), S("web"),
                              seq == changed ? S("supplier.forge") : S("supplier.review"),
                              S(""), S(""), parts_of(seq)};
        struct digest digest = bytes_hash(&scratch, &entry);

        it->hash[seq] = arena_str(mem, digest_hex(digest, hash));
        buf_text(&it->file, "entry %.64s ", hash);
        put_escaped(&it->file, buf_str(&scratch));
        buf_char(&it->file, '\n');
        if (seq == KEY_AT)
            buf_text(&it->file, "key 1 %" STR_FMT "\n", STR_ARG(public_key));
        if (seq % HEAD_EVERY == 0) {
            struct head head = {S(ORG), seq, it->hash[seq], time, 1};

            buf_text(&it->file, "head %lld %" STR_FMT " %" STR_FMT " 1 %" STR_FMT "\n",
                     (long long)seq, STR_ARG(it->hash[seq]), STR_ARG(time),
                     STR_ARG(sign_with(key, &head)));
            heads++;
        }
    }
    buf_text(&it->file, "text 499ce8ac9da04b4dae6ec62113475ab95871f5f462ee9134e69973b298f1480c "
             ORG " Beoordeeld met de leverancier; één punt open.\n");
    buf_text(&it->file, "end %d %.64s %d 1\n", ENTRIES, hash, heads);
}

static void find_lines(struct made *it)
{
    struct str rest = buf_str(&it->file);
    size_t entry = 0;

    while (rest.len > 0) {
        size_t n = (size_t)((const char *)memchr(rest.at, '\n', rest.len) - rest.at) + 1;

        if (str_starts(rest, S("entry ")))
            it->entry[++entry] = it->n;
        it->line[it->n++] = str_sub(rest, 0, n);
        rest = str_sub(rest, n, rest.len);
    }
}

static void make_pairs(void);

static int begin(void **state)
{
    unsigned char key[crypto_sign_PUBLICKEYBYTES];
    unsigned char seed[crypto_sign_SEEDBYTES] = {1};

    (void)state;
    if (sodium_init() < 0)
        return -1;
    mem = arena_new((size_t)512 << 20);
    room = arena_new((size_t)64 << 20);
    crypto_sign_seed_keypair(key, secret, seed);
    public_key = hex(key, sizeof key);
    make_pairs();
    make(&made, secret, 0);
    find_lines(&made);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(room);
    arena_free(mem);
    return 0;
}

/* The keys in room of their own, so that reading past them is seen. */
static struct chain_result check_with(struct str file, const struct chain_known *known)
{
    struct str *keys = malloc(known->keys_n * sizeof *keys);
    struct chain_known given = *known;
    struct chain_result result;

    assert_non_null(keys);
    memcpy(keys, known->keys, known->keys_n * sizeof *keys);
    given.keys = keys;
    arena_reset(room);
    chain_check(room, file, &given, &result);
    free(keys);
    return result;
}

static struct chain_result check(struct str file)
{
    struct chain_known known = {.uuid = S(ORG), .keys = &public_key, .keys_n = 1};

    return check_with(file, &known);
}

/* Two more files of the made one: its lines but for some, or in another order. */
static struct str lines_to(struct buf *out, size_t from, size_t upto)
{
    for (size_t i = from; i < upto; i++)
        buf_put(out, made.line[i]);
    return buf_str(out);
}

static void what_was_written_holds(void **state)
{
    struct chain_result result = check(buf_str(&made.file));

    (void)state;
    assert_true(result.sound);
    assert_int_equal(result.entries, ENTRIES);
    assert_int_equal(result.heads, ENTRIES / HEAD_EVERY);
    assert_int_equal(result.signed_seq, ENTRIES);
    assert_int_equal(result.texts, 1);
    assert_true(str_eq(result.hash, made.hash[ENTRIES]));
}

static void the_printed_entry_has_the_printed_hash(void **state)
{
    struct buf out, scratch;
    struct bytes entry = {S(ORG), 1, {0}, S("2026-03-01T09:30:00.000Z"), S("p7"), S("web"),
                          S("supplier.review"), S(""), S(""), {0}};
    struct bytes_part note = {S("supplier"), 7, S("note"), S("-"),
        S("~499ce8ac9da04b4dae6ec62113475ab95871f5f462ee9134e69973b298f1480c")};
    struct bytes_part reviewed = {S("supplier"), 7, S("reviewed_on"), S("-"), S("=2026-03-01")};
    struct chain_seen seen = {1, S(PRINTED_HASH)};
    struct chain_known known = {.uuid = S(ORG), .seen = &seen, .seen_n = 1};
    char noughts[DIGEST_HEX];

    (void)state;
    memset(noughts, '0', sizeof noughts);
    buf_init(&out, mem, 512);
    buf_init(&scratch, mem, 512);
    bytes_part_put(&out, &scratch, &note);
    bytes_part_put(&out, &scratch, &reviewed);
    entry.prev = (struct str){noughts, sizeof noughts};
    entry.parts = arena_str(mem, buf_str(&out));
    scratch.len = out.len = 0;
    bytes_put(&scratch, &entry);
    buf_text(&out, "waarborg-ledger/1\norganisation " ORG "\nentry " PRINTED_HASH " %" STR_FMT
             "\nend 1 " PRINTED_HASH " 0 0\n", STR_ARG(buf_str(&scratch)));
    assert_true(check_with(buf_str(&out), &known).sound);
}

/* A byte of a line fails in that line, or in the next when it was the LF or the due key. */
static void every_byte_that_is_altered_is_found_and_its_line_named(void **state)
{
    size_t step = getenv("WAARBORG_LONG") != NULL ? 1 : 37;
    char *at = made.file.at;
    size_t line = 1, tried = 0;

    (void)state;
    for (size_t i = 0, next = 0; i < made.file.len; i++) {
        char was = at[i];

        if (i == next) {
            struct chain_result result;

            at[i] = (char)(was ^ (1 << (i / step) % 8));
            result = check(buf_str(&made.file));
            if (result.sound || result.line < (int64_t)line || result.line > (int64_t)line + 1)
                fail_msg("byte %zu in line %zu: sound %d, line %lld %.*s", i, line, result.sound,
                         (long long)result.line, STR_ARG(result.key));
            at[i] = was;
            next += step;
            tried++;
        }
        line += was == '\n';
    }
    print_message("%zu of %zu bytes altered, all found\n", tried, made.file.len);
    assert_true(check(buf_str(&made.file)).sound);
}

static void a_line_that_is_left_out_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < made.n; i += 1 + made.n / 200) {
        struct chain_result result;
        struct buf out;

        buf_init(&out, mem, made.file.len);
        lines_to(&out, 0, i);
        lines_to(&out, i + 1, made.n);
        result = check(buf_str(&out));
        assert_false(result.sound);
        /* The head and the text of a line are counted by the last. */
        assert_true(result.line == (int64_t)i + 1 || result.line == (int64_t)made.n - 1);
    }
}

static void two_entries_that_changed_places_are_found(void **state)
{
    (void)state;
    for (size_t k = 1; k + 10 < ENTRIES; k += 37) {
        struct chain_result result;
        struct buf out;
        size_t a = made.entry[k], b = made.entry[k + 10];

        buf_init(&out, mem, made.file.len);
        lines_to(&out, 0, a);
        lines_to(&out, b, b + 1);
        lines_to(&out, a + 1, b);
        lines_to(&out, a, a + 1);
        lines_to(&out, b + 1, made.n);
        result = check(buf_str(&out));
        assert_false(result.sound);
        assert_int_equal(result.line, a + 1);
    }
}

static void an_entry_that_is_put_in_twice_is_found(void **state)
{
    (void)state;
    for (size_t k = 1; k <= ENTRIES; k += 37) {
        struct chain_result result;
        struct buf out;
        size_t a = made.entry[k];

        buf_init(&out, mem, made.file.len + made.line[a].len);
        lines_to(&out, 0, a + 1);
        lines_to(&out, a, made.n);
        result = check(buf_str(&out));
        assert_false(result.sound);
        assert_int_equal(result.line, a + 2);
    }
}

static void a_file_that_is_cut_off_is_found_wherever(void **state)
{
    (void)state;
    for (size_t n = 0; n < made.file.len; n += 997)
        assert_false(check((struct str){made.file.at, n}).sound);
    assert_false(check((struct str){made.file.at, made.file.len - 1}).sound);
}

/* Who holds the data but not the key: hashes right, signatures of a key of their own. */
static void what_is_signed_anew_with_another_key_is_found(void **state)
{
    unsigned char key[crypto_sign_PUBLICKEYBYTES], other[crypto_sign_SECRETKEYBYTES];
    static struct made forged;
    struct chain_result result;

    (void)state;
    crypto_sign_keypair(key, other);
    make(&forged, other, 100);
    find_lines(&forged);
    result = check(buf_str(&forged.file));
    assert_false(result.sound);
    assert_true(str_eq(result.key, S("signature")));
    assert_int_equal(result.seq, HEAD_EVERY);
}

/* Even with the key, what was seen outside does not lie on it. */
static void what_is_signed_anew_with_the_key_is_found_by_a_head_seen_outside(void **state)
{
    static struct made forged;
    struct chain_seen seen[2] = {{99, made.hash[99]}, {412, made.hash[412]}};
    struct chain_known known = {S(ORG), &public_key, 1, seen, 2};
    struct chain_result result;

    (void)state;
    make(&forged, secret, 100);
    assert_true(check(buf_str(&forged.file)).sound);
    assert_true(check_with(buf_str(&made.file), &known).sound);
    result = check_with(buf_str(&forged.file), &known);
    assert_false(result.sound);
    assert_true(str_eq(result.key, S("seen")));
    assert_int_equal(result.seq, 412);
    known.seen = seen + 1;
    known.seen_n = 1;
    assert_true(str_eq(check_with(buf_str(&forged.file), &known).key, S("seen")));
    seen[1].seq = ENTRIES + 1; /* the chain ends before it: something was cut off */
    assert_false(check_with(buf_str(&made.file), &known).sound);
    known.seen = seen; /* though it goes on past the other */
    known.seen_n = 2;
    assert_false(check_with(buf_str(&made.file), &known).sound);
}

static void key_and_organisation_come_from_who_checks(void **state)
{
    struct str other_key = S("0000000000000000000000000000000000000000000000000000000000000000");
    struct chain_known known = {.uuid = S(ORG), .keys = &other_key, .keys_n = 1};
    struct str both[2] = {other_key};
    struct chain_result result;

    (void)state;
    result = check_with(buf_str(&made.file), &known);
    assert_false(result.sound);
    assert_true(str_eq(result.key, S("signature")));
    both[1] = public_key;
    known.keys = both; /* of which the second is not given */
    assert_true(str_eq(check_with(buf_str(&made.file), &known).key, S("signature")));
    known.keys_n = 2; /* and then is: but the other never signed */
    result = check_with(buf_str(&made.file), &known);
    assert_true(str_eq(result.key, S("idle")));
    assert_true(str_eq(result.which, other_key));
    both[0] = public_key;
    assert_true(check_with(buf_str(&made.file), &known).sound);
    known = (struct chain_known){S("f00102030405060708090a0b0c0d0e0f"), &public_key, 1, NULL, 0};
    result = check_with(buf_str(&made.file), &known);
    assert_true(str_eq(result.key, S("org")));
    known = (struct chain_known){.uuid = S(ORG)};
    result = check_with(buf_str(&made.file), &known);
    assert_true(str_eq(result.key, S("unsigned")));
}

/* ---- a line that is not as it must be ---- */

static void found(struct str file, const char *key)
{
    struct chain_result result = check(file);

    if (result.sound || !str_eq(result.key, str_of(key)))
        fail_msg("%s: %s, line %lld, %.*s", key, result.sound ? "sound" : "not sound",
                 (long long)result.line, STR_ARG(result.key));
}

/* The lines from one up to another give place to a text. */
static void instead(size_t from, size_t upto, struct str text, const char *key)
{
    struct buf out;

    buf_init(&out, mem, made.file.len + text.len + 1);
    lines_to(&out, 0, from);
    buf_put(&out, text);
    if (text.len > 0 && text.at[text.len - 1] != '\n')
        buf_char(&out, '\n');
    lines_to(&out, upto, made.n);
    found(buf_str(&out), key);
}

static void a_line_of_another_form_is_refused(void **state)
{
    static const char *const heads[] = {
        "head 250", "head 250 h t 1 s more", "head 250 h t x s", "head x h t 1 s",
        "head -1 h t 1 s", "head +250 h t 1 s", "head 0250 h t 1 s", "head  h t 1 s",
    };
    static const char *const ends[] = {
        "end", "end x h 4 1", "end 1000 h x 1", "end 1000 h 4 x", "end 1000 h 4 1 1",
        "end 1000 h 04 1",
    };
    size_t key = made.entry[KEY_AT] + 1, head = made.entry[HEAD_EVERY] + 1;
    size_t text = made.n - 2, last = made.n - 1, plain = made.entry[5];

    (void)state;
    instead(0, 1, S("waarborg-ledger/2"), "format");
    instead(1, 2, S("organization " ORG), "org");
    instead(1, 2, S("organisation f00102030405060708090a0b0c0d0e0f"), "org");
    instead(plain, plain + 1, S("something else"), "form");
    instead(plain, plain + 1, S("entry x a%0D%0A%25%00"), "form");
    instead(plain, plain + 1, S("entry x a\rb"), "form");
    instead(plain, plain + 1, arena_text(mem, "%.*s\rb", (int)made.line[plain].len - 1,
                                         made.line[plain].at), "form");
    instead(plain, plain + 1, S("entry x 3:abc,"), "form");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        instead(head, head + 1, str_of(heads[i]), "form");
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        instead(last, last + 1, str_of(ends[i]), "form");
    instead(key, key + 1, S("key 1"), "key");
    instead(key, key + 1, S("key 1 abc def"), "key");
    instead(key, key + 1, S("key 1 abc"), "key");
    instead(key, key + 1, arena_text(mem, "key 2 %" STR_FMT, STR_ARG(public_key)), "key");
    instead(text, text + 1, S("text 00 nonsense a"), "form");
    instead(text, text + 1, S("text 00 " ORG " a%"), "form");
    instead(text, text + 1, S("text 00 " ORG " a"), "text");
}

static void a_line_in_a_place_that_is_not_its_own_is_refused(void **state)
{
    size_t key = made.entry[KEY_AT] + 1, head = made.entry[HEAD_EVERY] + 1;
    size_t text = made.n - 2, last = made.n - 1, plain = made.entry[5];

    (void)state;
    instead(key, key + 1, made.line[head], "form"); /* the key is due */
    instead(key, key + 1, made.line[text], "form");
    instead(key, key + 1, made.line[last], "form");
    instead(key, key + 1, S(""), "form");
    instead(head, head, made.line[key], "key");
    instead(head, head, made.line[head], "head");
    instead(head, head + 1, arena_text(mem, "head 250 %.64s 2026-03-01T09:04:10.000Z 1 s",
                                       made.hash[1].at), "head");
    instead(head, head + 1, arena_text(mem, "head 250 %.64s 2026-03-01T09:04:11.000Z 1 s",
                                       made.hash[250].at), "head");
    instead(head, head + 1, arena_text(mem, "head 250 %.64s 2026-03-01T09:04:10.000Z 1 s",
                                       made.hash[250].at), "signature");
    instead(last, last, made.line[plain], "form");
    instead(last, last, made.line[head], "form");
    instead(made.n, made.n, made.line[plain], "form");
    instead(made.n, made.n, made.line[last], "form");
}

static void not_a_byte_follows_the_end(void **state)
{
    struct buf out;

    (void)state;
    buf_init(&out, mem, made.file.len + 1);
    buf_put(&out, buf_str(&made.file));
    buf_char(&out, 'x');
    found(buf_str(&out), "cut");
    out.at[out.len - 1] = '\n';
    found(buf_str(&out), "form");
}

static void an_end_that_counts_otherwise_is_refused(void **state)
{
    size_t last = made.n - 1;
    struct str hash = made.hash[ENTRIES];

    (void)state;
#define SAYS(seq, heads, texts)                                                                \
    instead(last, last + 1, arena_text(mem, "end %d %" STR_FMT " %d %d", seq, STR_ARG(hash),    \
                                       heads, texts), "end")
    SAYS(ENTRIES - 1, ENTRIES / HEAD_EVERY, 1);
    SAYS(ENTRIES, 0, 1);
    SAYS(ENTRIES, ENTRIES / HEAD_EVERY, 0);
    hash = made.hash[1];
    SAYS(ENTRIES, ENTRIES / HEAD_EVERY, 1);
}

/* Two entries, made here, of which each sets a key of the table; the hash of each fits. */
static struct str two_of(const char *table, const char *first, const char *second, const char *to)
{
    const char *const times[] = {first, second};
    struct bytes_part part = {str_of(table), 3, S("public_key"), S("-"), str_of(to)};
    char hash[DIGEST_HEX];
    struct buf out, parts, scratch;

    buf_init(&out, mem, 2048);
    buf_init(&parts, mem, 256);
    buf_init(&scratch, mem, 1024);
    bytes_part_put(&parts, &scratch, &part);
    memset(hash, '0', sizeof hash);
    buf_text(&out, "waarborg-ledger/1\norganisation " ORG "\n");
    for (int i = 0; i < 2; i++) {
        struct bytes entry = {S(ORG), i + 1, {hash, DIGEST_HEX}, str_of(times[i]), S("p7"),
                              S("web"), S("key.withdraw"), S(""), S(""), buf_str(&parts)};
        struct digest digest = bytes_hash(&scratch, &entry);

        digest_hex(digest, hash);
        buf_text(&out, "entry %.64s ", hash);
        put_escaped(&out, buf_str(&scratch));
        buf_char(&out, '\n');
    }
    buf_text(&out, "end 2 %.64s 0 0\n", hash);
    return buf_str(&out);
}

static struct str two(const char *first, const char *second, const char *to)
{
    return two_of("signing_key", first, second, to);
}

#define EARLY "2026-03-01T09:30:00.000Z"
#define LATE "2026-03-01T09:30:01.000Z"

static void time_never_goes_back_and_is_a_time(void **state)
{
    (void)state;
    found(two(EARLY, LATE, "-"), "idle"); /* the rest is as it must be */
    found(two(EARLY, EARLY, "-"), "idle");
    found(two(LATE, EARLY, "-"), "time");
    found(two("2026-02-30T09:30:00.000Z", LATE, "-"), "time");
}

/* That a key goes makes no line of a key due; that it comes does. */
static void only_an_entry_that_makes_a_key_makes_its_line_due(void **state)
{
    (void)state;
    found(two(EARLY, LATE, "-"), "idle");
    found(two(EARLY, LATE, "=a"), "form");
    found(two_of("supplier", EARLY, LATE, "=a"), "idle");
}

static void what_was_seen_must_be_an_entry(void **state)
{
    struct chain_seen seen = {0, made.hash[1]};
    struct chain_known known = {S(ORG), &public_key, 1, &seen, 1};

    (void)state;
    assert_false(check_with(buf_str(&made.file), &known).sound);
    seen.seq = 1;
    assert_true(check_with(buf_str(&made.file), &known).sound);
}

/* ---- a key that was renewed ---- */

/* Two pairs: of the old one the secret half leaked. Entry by entry, which key it makes, under
 * which number, and which key signs its head, naming which number. */
enum pair { NONE, OLD, NEW };
enum { STEPS = 7 };
static unsigned char pair_secret[3][crypto_sign_SECRETKEYBYTES];
static struct str pair_public[3];

static const struct renewal {
    const char *name;
    const char *key; /* NULL: it holds, else why not */
    struct {
        enum pair makes;
        int number;
        enum pair signs;
        int by;
    } step[STEPS];
} renewals[] = {
    {"honest", NULL, {{OLD, 1, NONE, 0}, {NONE, 0, OLD, 1}, {NEW, 2, NONE, 0}, {NONE, 0, NEW, 2}}},
    {"at-once", NULL, {{OLD, 1, OLD, 1}, {NEW, 2, NEW, 2}}},
    /* The old key goes on: by its own number, by that of the new one, before that signed. */
    {"old-after", "signer", {{OLD, 1, OLD, 1}, {NEW, 2, NEW, 2}, {NONE, 0, OLD, 1}}},
    {"old-as-new", "signature", {{OLD, 1, OLD, 1}, {NEW, 2, NEW, 2}, {NONE, 0, OLD, 2}}},
    {"old-still", "signer", {{OLD, 1, OLD, 1}, {NEW, 2, NONE, 0}, {NONE, 0, OLD, 1}}},
    /* Who has the old key alone writes a ledger of their own: without the renewal, with the
     * keys the other way round, or with the old one once more after what is true. */
    {"left-out", "idle", {{OLD, 1, OLD, 1}, {NONE, 0, OLD, 1}}},
    {"unused", "idle", {{OLD, 1, OLD, 1}, {NEW, 2, NONE, 0}}},
    {"turned", "idle", {{NEW, 1, NONE, 0}, {OLD, 2, OLD, 2}}},
    {"again", "key", {{OLD, 1, OLD, 1}, {NEW, 2, NEW, 2}, {OLD, 3, OLD, 3}}},
    {"again-as-first", "key", {{OLD, 1, OLD, 1}, {NEW, 2, NEW, 2}, {OLD, 1, OLD, 1}}},
    {"before-itself", "signer", {{OLD, 1, OLD, 1}, {NONE, 0, NEW, 2}, {NEW, 2, NEW, 2}}},
    {"negative", "key", {{OLD, 1, OLD, 1}, {NEW, -2, NEW, -2}}},
    {"no-key-yet", "signer", {{NONE, 0, OLD, 1}, {OLD, 1, OLD, 1}, {NEW, 2, NEW, 2}}},
};
enum { RENEWALS = sizeof renewals / sizeof *renewals };

static void make_pairs(void)
{
    for (int i = OLD; i <= NEW; i++) {
        unsigned char key[crypto_sign_PUBLICKEYBYTES], seed[crypto_sign_SEEDBYTES] = {1};

        seed[1] = (unsigned char)i;
        crypto_sign_seed_keypair(key, pair_secret[i], seed);
        pair_public[i] = hex(key, sizeof key);
    }
}

static struct str parts_making(int number, struct str key)
{
    struct bytes_part part = {S("supplier"), 7, S("note"), S("-"), S("=een")};
    struct buf out, scratch;

    buf_init(&out, mem, 256);
    buf_init(&scratch, mem, 256);
    if (number != 0) {
        part = (struct bytes_part){S("signing_key"), 3, S("number"), S("-"),
                                   arena_text(mem, "=%d", number)};
        bytes_part_put(&out, &scratch, &part);
        part.column = S("public_key");
        part.to = arena_text(mem, "=%" STR_FMT, STR_ARG(key));
    }
    bytes_part_put(&out, &scratch, &part);
    return buf_str(&out);
}

static struct str renewed(const struct renewal *it)
{
    char hash[DIGEST_HEX];
    struct buf out, scratch;
    int heads = 0;

    buf_init(&out, mem, 8192);
    buf_init(&scratch, mem, 1024);
    memset(hash, '0', sizeof hash);
    buf_text(&out, "waarborg-ledger/1\norganisation " ORG "\n");
    for (int i = 0; i < STEPS; i++) {
        struct str time = arena_text(mem, "2026-03-01T09:30:%02d.000Z", i);
        struct str made_key = pair_public[it->step[i].makes];
        struct bytes entry = {S(ORG), i + 1, {hash, DIGEST_HEX}, time, S("p7"), S("web"),
                              S("key.renew"), S(""), S(""),
                              parts_making(it->step[i].number, made_key)};
        struct head head = {S(ORG), i + 1, {hash, DIGEST_HEX}, time, it->step[i].by};

        digest_hex(bytes_hash(&scratch, &entry), hash);
        buf_text(&out, "entry %.64s ", hash);
        put_escaped(&out, buf_str(&scratch));
        buf_char(&out, '\n');
        if (it->step[i].makes != NONE)
            buf_text(&out, "key %d %" STR_FMT "\n", it->step[i].number, STR_ARG(made_key));
        if (it->step[i].signs == NONE)
            continue;
        heads++;
        buf_text(&out, "head %d %.64s %" STR_FMT " %d %" STR_FMT "\n", i + 1, hash, STR_ARG(time),
                 it->step[i].by, STR_ARG(sign_with(pair_secret[it->step[i].signs], &head)));
    }
    buf_text(&out, "end %d %.64s %d 0\n", STEPS, hash, heads);
    return buf_str(&out);
}

static void a_key_signs_until_the_next_is_made_and_the_newest_must_have_signed(void **state)
{
    (void)state;
    for (int i = 0; i < RENEWALS; i++) {
        struct str turned[2] = {pair_public[NEW], pair_public[OLD]};
        struct chain_known known = {.uuid = S(ORG), .keys = pair_public + OLD, .keys_n = 2};
        struct str file = renewed(&renewals[i]);

        for (int turn = 0; turn < 2; turn++, known.keys = turned) {
            struct chain_result result = check_with(file, &known);

            if (result.sound != (renewals[i].key == NULL) ||
                (!result.sound && !str_eq(result.key, str_of(renewals[i].key))))
                fail_msg("%s: sound %d, line %lld: %.*s", renewals[i].name, result.sound,
                         (long long)result.line, STR_ARG(result.key));
        }
    }
}

static void each_key_that_signed_is_wanted_and_what_it_signed_is_told(void **state)
{
    struct chain_known known = {.uuid = S(ORG), .keys = pair_public + OLD, .keys_n = 2};
    struct str file = renewed(&renewals[0]);
    struct chain_result result = check_with(file, &known);
    struct chain_seen seen = {STEPS, result.hash};

    (void)state;
    assert_int_equal(result.signed_seq, 4);
    assert_int_equal(result.fixed_seq, 4);
    seen.hash = arena_str(mem, seen.hash);
    known.seen = &seen;
    known.seen_n = 1;
    result = check_with(file, &known);
    assert_int_equal(result.signed_seq, 4);
    assert_int_equal(result.fixed_seq, STEPS);
    known = (struct chain_known){.uuid = S(ORG), .keys = pair_public + OLD, .keys_n = 1};
    assert_true(str_eq(check_with(file, &known).key, S("signature")));
    known.keys++;
    assert_true(str_eq(check_with(file, &known).key, S("signature")));
    /* Whoever has no key checks none, but for which of them a head names. */
    known = (struct chain_known){.uuid = S(ORG), .seen = &seen, .seen_n = 1};
    assert_true(check_with(file, &known).sound);
    result = check_with(renewed(&renewals[2]), &known);
    assert_true(str_eq(result.key, S("signer")));
}

/* For verify.sh: each of them as a file of its own, and the two public halves. */
static int write_renewed(const char *folder)
{
    for (int i = 0; i <= RENEWALS; i++) {
        struct str name = i == RENEWALS ? S("keys")
            : arena_text(mem, "%s-%s", renewals[i].key == NULL ? "holds" : renewals[i].key,
                         renewals[i].name);
        struct str text = i == RENEWALS
            ? arena_text(mem, "%" STR_FMT " %" STR_FMT "\n", STR_ARG(pair_public[OLD]),
                         STR_ARG(pair_public[NEW]))
            : renewed(&renewals[i]);
        FILE *file = fopen(arena_text(mem, "%s/%" STR_FMT, folder, STR_ARG(name)).at, "wb");

        if (file == NULL || fwrite(text.at, 1, text.len, file) != text.len || fclose(file) != 0)
            return 2;
    }
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_holds),
        cmocka_unit_test(the_printed_entry_has_the_printed_hash),
        cmocka_unit_test(every_byte_that_is_altered_is_found_and_its_line_named),
        cmocka_unit_test(a_line_that_is_left_out_is_found),
        cmocka_unit_test(two_entries_that_changed_places_are_found),
        cmocka_unit_test(an_entry_that_is_put_in_twice_is_found),
        cmocka_unit_test(a_file_that_is_cut_off_is_found_wherever),
        cmocka_unit_test(what_is_signed_anew_with_another_key_is_found),
        cmocka_unit_test(what_is_signed_anew_with_the_key_is_found_by_a_head_seen_outside),
        cmocka_unit_test(key_and_organisation_come_from_who_checks),
        cmocka_unit_test(a_line_of_another_form_is_refused),
        cmocka_unit_test(a_line_in_a_place_that_is_not_its_own_is_refused),
        cmocka_unit_test(not_a_byte_follows_the_end),
        cmocka_unit_test(an_end_that_counts_otherwise_is_refused),
        cmocka_unit_test(time_never_goes_back_and_is_a_time),
        cmocka_unit_test(only_an_entry_that_makes_a_key_makes_its_line_due),
        cmocka_unit_test(what_was_seen_must_be_an_entry),
        cmocka_unit_test(a_key_signs_until_the_next_is_made_and_the_newest_must_have_signed),
        cmocka_unit_test(each_key_that_signed_is_wanted_and_what_it_signed_is_told),
    };

    if (argc == 3 && strcmp(argv[1], "renewed") == 0)
        return begin(NULL) != 0 ? 2 : write_renewed(argv[2]);
    if (argc == 4 && strcmp(argv[1], "write") == 0) {
        FILE *file = fopen(argv[2], "wb"), *key = fopen(argv[3], "wb");

        if (file == NULL || key == NULL || begin(NULL) != 0)
            return 2;
        fwrite(made.file.at, 1, made.file.len, file);
        fwrite(public_key.at, 1, public_key.len, key);
        return fclose(file) != 0 || fclose(key) != 0;
    }
    return cmocka_run_group_tests(tests, begin, end);
}
