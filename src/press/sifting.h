/* press/sifting.h - what is done with a file in the process that is forked for it?
 *
 * Bytes in, bytes out; nothing here knows of processes. Internal to this room, and for
 * tests.
 */
#ifndef PRESS_SIFTING_H
#define PRESS_SIFTING_H

#include "base/arena.h"

/* sifting_answer: by the question
 *
 *     sheet    a spreadsheet, XLSX or CSV      press/sifted.h
 *     json     an OSCAL document               press/sifted_tree.h
 *     yaml     a library                       press/sifted_tree.h
 *
 * Empty for any other question. */
struct str sifting_answer(struct arena *mem, struct str question, struct str bytes);

#endif
