/* model/value.h - one text per value of a field, and one way back.
 *
 * Units    text is UTF-8 without code point 0; days are YYYY-MM-DD; flags 0 and
 *          1; choices their word; numbers decimal. The empty text is absent,
 *          save for a flag, which is never absent.
 */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "base/arena.h"
#include "model/noun.h"

/* value_text: the value of a field of a row. at is NULL when it is absent. In
 * mem, or a view into the row. */
struct str value_text(struct arena *mem, const struct field *field, const void *row);

/* value_set: reads a text into the field. False notes the fault that was found
 * (value.utf8, value.controls, value.hidden, value.long, value.day, value.number, value.choice, value.flag,
 * value.required) and leaves the row as it was. Text keeps its inner spaces and
 * lines; a field without LINES refuses line ends, and none takes a CR: see value_lines. */
bool value_set(const struct field *field, struct str text, void *row, struct faults *faults);

/* value_set_named: the same for the field that has this name. */
bool value_set_named(const struct noun *noun, const char *name, struct str text, void *row,
                     struct faults *faults);

/* value_unfit: why a field of one line, or of more, and so many characters does not hold this text:
 * value.utf8, value.controls, value.hidden or value.long; empty when it does. value_line: does one
 * of one line hold it, and is it not empty? */
struct str value_unfit(struct str text, bool lines, size_t chars_max);
bool value_line(struct str text, size_t chars_max);

/* value_seen: what is well-formed of any bytes, without the characters that value_line refuses. */
struct str value_seen(struct arena *mem, struct str text);

/* value_lines: the text with each CR LF, as browsers and files have them, as LF. */
struct str value_lines(struct arena *mem, struct str text);

/* value_same: do two rows of a noun have the same value in this field? */
bool value_same(const struct field *field, const void *a, const void *b);

/* value_check: REQUIRED of all fields, then the noun's own check. */
void value_check(const struct noun *noun, const void *row, struct faults *faults);

/* value_check_texts: the texts that are other than they were, as value_set takes them. What an
 * earlier release kept is not held against who changes something else. */
void value_check_texts(const struct noun *noun, const void *was, const void *row,
                       struct faults *faults);

#endif
