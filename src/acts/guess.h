/* acts/guess.h - would somebody guess this password?
 *
 * A password is covered, as cheaply as can be, with what everybody would try: words of a
 * table, words about its owner, rows of the keyboard, of letters and of digits, repetition,
 * years. Such a piece counts for 1, a year or a word of three letters for 2, any other byte
 * for 1. What counts for less than GUESS_COUNT_LEAST is guessed: a common word is no fault in
 * a sentence, but it is when it is most of it. So a table of some thousand words refuses far
 * more passwords than it has words. Case, accents, digits in the place of letters
 * (w4chtw00rd), words turned round and signs between the letters make no difference. What is
 * hard by all that and leaked often all the same is known by its digest. Pure.
 *
 * Sources  [ASVS 6.2.4] common passwords, [ASVS 6.2.11] words of the context.
 */
#ifndef ACTS_GUESS_H
#define ACTS_GUESS_H

#include "base/arena.h"
#include "base/str.h"

enum { GUESS_COUNT_LEAST = 9 };

enum guess {
    GUESS_HARD,
    GUESS_COMMON,           /* mostly words of the table                        */
    GUESS_OWN,              /* mostly words about its owner                     */
    GUESS_ROW,              /* rows, repetition and years, and no word            */
    GUESS_LEAKED,           /* none of these, and it leaked often                   */
};

/* guess_judge: about are texts of which each word of three letters and more is tried: name,
 * address, organisation. Of a password of more than GUESS_BYTES_MAX bytes the first count. */
enum { GUESS_BYTES_MAX = 256 };
enum guess guess_judge(struct arena *mem, struct str password, const struct str *about,
                       size_t n_about);

/* guess_leaked: what leaked most often, as guess_leaked.c says, ascending. */
extern const uint32_t guess_leaked[];
extern const size_t guess_leaked_n;

/* guess_words: the table, in lower case, each word between spaces; ended by NULL. */
extern const char *const guess_words[];

#endif
