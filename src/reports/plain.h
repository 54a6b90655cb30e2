/* reports/plain.h - how does a text stand in one line of a terminal?
 *
 * A terminal acts on what is written to it. Line ends and tabs become a space;
 * other controls, and the marks that turn the direction of writing round, become
 * U+FFFD, so that a name cannot colour, move or hide what stands beside it.
 *
 * Units    columns of the terminal: a combining mark takes none, East Asian wide
 *          characters and pictures take two [choice: terminal width].
 */
#ifndef REPORTS_PLAIN_H
#define REPORTS_PLAIN_H

#include "base/buf.h"

/* plain_width: how many columns a well-formed text takes. */
size_t plain_width(struct str text);

/* plain_put: text in at most room columns, with an ellipsis as the last when it
 * was cut; gives the columns that it took. Room 0 cuts nothing. */
size_t plain_put(struct buf *out, struct str text, size_t room);

#endif
