/* press/xlsx_text.h - how does a text stand in the XML of a spreadsheet?
 *
 * XML has no place for most controls. A spreadsheet writes such a character as
 * _x001F_, and a text that looks like that begins with _x005F_, the underscore.
 *
 * Sources  [ECMA-376 22.9.2.19] ST_Xstring.
 */
#ifndef PRESS_XLSX_TEXT_H
#define PRESS_XLSX_TEXT_H

#include "base/arena.h"

enum {
    XLSX_TEXT_CHARS_MAX = 32767,                  /* that a cell of Excel holds */
    XLSX_TEXT_BYTES = XLSX_TEXT_CHARS_MAX * 4 + 4 /* in UTF-8, with a nul       */
};

/* xlsx_text_put: writes text and a nul; an ellipsis takes the last of chars_max
 * characters when there are more, those of the escapes counted. */
void xlsx_text_put(char to[static XLSX_TEXT_BYTES], struct str text, size_t chars_max);

/* xlsx_text_of: the text behind it. What is no character, and the NUL, is U+FFFD.
 * Gives text itself when there is nothing to do. */
struct str xlsx_text_of(struct arena *mem, struct str text);

#endif
