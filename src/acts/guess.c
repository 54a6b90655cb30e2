#include "acts/guess.h"

#include <sodium.h>
#include <stdlib.h>

enum { WORD_LEAST = 3, WORD_LONG = 4, LEET_LEAST = 5, TURNED_LEAST = 6, ROW_LEAST = 3,
       YEAR_CHARS = 4, YEAR_COUNT = 2 };

/* The cheapest way to cover the first so many bytes: what it counts, and its last piece. */
struct step {
    int count;
    size_t from;
    enum guess kind;
};

struct cover {
    struct str text;                    /* folded                                  */
    struct step *at;                    /* text.len + 1 of them                    */
};

static const char *const rows[] = {
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "abcdefghijklmnopqrstuvwxyz", "1234567890", "!@#$%^&*()", "1qaz2wsx3edc4rfv5tgb6yhn",
    "qazwsxedcrfvtgbyhnujm", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1a2b3c4d5e6f7g8h",
    "a1b2c3d4e5f6g7h8", "147258369", "159357", "zaqxswcde",
};

static bool stands_for(char c, char letter)
{
    static const char pairs[] = "0o 1i 1l 2z 3e 4a @a 5s $s 6g 7t +t 8b 9g !i !l |l ";

    for (const char *p = pairs; *p != '\0'; p += 3)
        if (p[0] == c && p[1] == letter)
            return true;
    return false;
}

/* Short words stand in anything by chance: no digits for their letters, and they count for 2. */
static bool is_word_at(struct str text, size_t at, struct str word, bool turned)
{
    if (word.len > text.len - at)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = text.at[at + i];
        char letter = word.at[turned ? word.len - 1 - i : i];

        if (c != letter && (word.len < LEET_LEAST || !stands_for(c, letter)))
            return false;
    }
    return true;
}

static void reach(struct cover *c, size_t from, size_t len, int count, enum guess kind)
{
    struct step *to = &c->at[from + len];

    if (c->at[from].count + count < to->count)
        *to = (struct step){c->at[from].count + count, from, kind};
}

static void try_word(struct cover *c, size_t at, struct str word, enum guess kind)
{
    if (is_word_at(c->text, at, word, false) ||
        (word.len >= TURNED_LEAST && is_word_at(c->text, at, word, true)))
        reach(c, at, word.len, word.len < WORD_LONG ? 2 : 1, kind);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Each word of a text, tried at one place. */
static void try_words(struct cover *c, size_t at, struct str text, enum guess kind)
{
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && is_letter(text.at[i]))
            continue;
        if (i - from >= WORD_LEAST)
            try_word(c, at, str_sub(text, from, i), kind);
        from = i + 1;
    }
}

/* How many bytes from here follow one another in a row from there, round its end as well; with
 * digits in the place of letters it takes as many as in a word. */
static size_t run_from(struct str text, size_t at, struct str row, size_t here, int way)
{
    bool plain = true;
    size_t exact = 0;
    size_t n = 0;

    while (at + n < text.len &&
           (text.at[at + n] == row.at[here] || stands_for(text.at[at + n], row.at[here]))) {
        plain = plain && text.at[at + n] == row.at[here];
        n++;
        exact = plain ? n : exact;
        here = (here + (size_t)(way + (int)row.len)) % row.len;
    }
    return n >= LEET_LEAST ? n : exact;
}

static size_t run_in(struct str text, size_t at, struct str row, int way)
{
    size_t most = 0;

    for (size_t here = 0; here < row.len; here++) {
        size_t n = run_from(text, at, row, here, way);

        most = n > most ? n : most;
    }
    return most;
}

static void try_rows(struct cover *c, size_t at)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int way = -1; way <= 1; way += 2) {
            size_t n = run_in(c->text, at, str_of(rows[i]), way);

            if (n >= ROW_LEAST)
                reach(c, at, n, 1, GUESS_ROW);
        }
}

/* What goes on as it was some bytes before: aaa, abcabc. */
static void try_repeats(struct cover *c, size_t at)
{
    const char *text = c->text.at;

    for (size_t back = 1; back <= at; back++) {
        size_t n = 0;

        while (at + n < c->text.len && text[at + n] == text[at + n - back])
            n++;
        if (n >= back && n > 1)
            reach(c, at, n, 1, GUESS_ROW);
    }
}

static void try_year(struct cover *c, size_t at)
{
    struct str year = str_sub(c->text, at, at + YEAR_CHARS);
    int64_t n;

    if (year.len == YEAR_CHARS && str_int(year, &n) && n >= 1900 && n < 2100)
        reach(c, at, YEAR_CHARS, YEAR_COUNT, GUESS_ROW);
}

/* What it is mostly made of: words before rows, for people know them by those. */
static enum guess kind_of(const struct cover *c)
{
    size_t bytes[GUESS_ROW + 1] = {0};

    for (size_t i = c->text.len; i > 0; i = c->at[i].from)
        bytes[c->at[i].kind] += i - c->at[i].from;
    if (bytes[GUESS_COMMON] + bytes[GUESS_OWN] == 0)
        return GUESS_ROW;
    return bytes[GUESS_OWN] >= bytes[GUESS_COMMON] ? GUESS_OWN : GUESS_COMMON;
}

static int count_of(struct cover *c, const struct str *about, size_t n_about)
{
    c->at[0] = (struct step){0};
    for (size_t i = 1; i <= c->text.len; i++)
        c->at[i].count = GUESS_BYTES_MAX + 1;
    for (size_t at = 0; at < c->text.len; at++) {
        reach(c, at, 1, 1, GUESS_HARD);
        for (size_t i = 0; i < n_about; i++)
            try_words(c, at, about[i], GUESS_OWN);
        for (size_t i = 0; guess_words[i] != NULL; i++)
            try_words(c, at, str_of(guess_words[i]), GUESS_COMMON);
        try_rows(c, at);
        try_repeats(c, at);
        try_year(c, at);
    }
    return c->at[c->text.len].count;
}

/* The letters and digits alone; gives how many different signs there were. */
static int without_signs(struct arena *mem, struct str text, struct str *ret)
{
    char *room = arena_alloc(mem, text.len + 1);
    bool seen[128] = {false};
    size_t n = 0;
    int signs = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        if (is_letter(c)) {
            room[n++] = c;
        } else if (!seen[(unsigned char)c]) {
            seen[(unsigned char)c] = true;
            signs++;
        }
    }
    *ret = (struct str){room, n};
    return signs;
}

static struct str folded(struct arena *mem, struct str text)
{
    char *room = arena_alloc(mem, text.len + 1);

    return (struct str){room, str_fold(text, room)};
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static bool has_leaked(struct str text)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    uint32_t first = 0;

    crypto_hash_sha256(digest, (const unsigned char *)text.at, text.len);
    for (size_t i = 0; i < sizeof first; i++)
        first = first << 8 | digest[i];
    return bsearch(&first, guess_leaked, guess_leaked_n, sizeof first, by_number) != NULL;
}

enum guess guess_judge(struct arena *mem, struct str password, const struct str *about,
                       size_t n_about)
{
    struct str *words = NEW_ARRAY(mem, n_about, struct str);
    struct cover whole = {.at = NEW_ARRAY(mem, GUESS_BYTES_MAX + 1, struct step)};
    struct cover bare = {.at = NEW_ARRAY(mem, GUESS_BYTES_MAX + 1, struct step)};
    int signs;

    for (size_t i = 0; i < n_about; i++)
        words[i] = folded(mem, about[i]);
    whole.text = folded(mem, str_sub(password, 0, GUESS_BYTES_MAX));
    if (count_of(&whole, words, n_about) < GUESS_COUNT_LEAST)
        return kind_of(&whole);
    /* s.a.m.i.r.a: what stands between counts once for each sign. */
    signs = without_signs(mem, whole.text, &bare.text);
    if (signs > 0 && count_of(&bare, words, n_about) + signs < GUESS_COUNT_LEAST)
        return kind_of(&bare);
    return has_leaked(whole.text) ? GUESS_LEAKED : GUESS_HARD;
}
