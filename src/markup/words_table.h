/* markup/words_table.h - which tables does tools/weave_words make?
 *
 * Read by markup/words.c and by nobody else. Texts lie one after another in a
 * block for each language and are pointed at by offset, so that starting the
 * program has nothing to relocate.
 */
#ifndef MARKUP_WORDS_TABLE_H
#define MARKUP_WORDS_TABLE_H

#include "base/lang.h"
#include "markup/words_form.h"
#include "markup/words_list.h"

extern const struct word_form word_forms[LANG_COUNT][WORD_COUNT][WORD_FORMS];
extern const char *const word_texts[LANG_COUNT];

/* Key i lies from word_key_at[i] up to word_key_at[i + 1]; keys ascend. */
extern const char word_key_text[];
extern const uint32_t word_key_at[WORD_COUNT + 1];

#endif
