/* markup/words_form.h - how does one woven text lie in memory?
 *
 * Shared by tools/weave_words, which makes them, and markup/words_table.h.
 */
#ifndef MARKUP_WORDS_FORM_H
#define MARKUP_WORDS_FORM_H

#include <stdint.h>

enum { WORD_PLACES_MAX = 4, WORD_FORMS = 2 };

/* One text. Its places are found by their braces; arg says for each of them, from
 * left to right, which argument goes there. */
struct word_form {
    uint32_t plain_at;
    uint32_t html_at;
    uint16_t plain_len; /* 0 in the second form: the text has no plural */
    uint16_t html_len;
    uint8_t arg[WORD_PLACES_MAX];
};

#endif
