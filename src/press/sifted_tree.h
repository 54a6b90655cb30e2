/* press/sifted_tree.h - a document as a tree, or why there is none, as bytes between two
 * processes.
 *
 * A row of netstrings: `tree`, how many values, and each value before what stands in it:
 *
 *     name      of a member; empty elsewhere
 *     kind      null false true number text array object
 *     line      where it begins
 *     text      of a number and a text; of an array and an object how many stand in it
 *
 * or `refused` with key, argument, line and column; or `broken`. Who reads believes none of
 * it: it builds the tree within the limits of catalogue/oscal.h or takes nothing.
 */
#ifndef PRESS_SIFTED_TREE_H
#define PRESS_SIFTED_TREE_H

#include "catalogue/oscal.h"

enum { SIFTED_TREE_BYTES_MAX = 40 * 1024 * 1024 };

/* sifted_tree_put: what reading came to. A tree that would be more than
 * SIFTED_TREE_BYTES_MAX is refused as large. */
struct str sifted_tree_put(struct arena *mem, enum outcome o, const struct oscal *tree,
                           const struct oscal_fault *fault);

/* sifted_tree_read: the way back; texts point into bytes. DONE; REFUSED with *ret_fault;
 * BROKEN when that was said, or when it is no such thing: past a limit, no UTF-8, a number
 * that is none, more or fewer values than were said, a root that is no object. */
ANSWER enum outcome sifted_tree_read(struct arena *mem, struct str bytes,
                                     const struct oscal **ret, struct oscal_fault *ret_fault);

#endif
