/* catalogue/library_tree.h - how does a framework of a library become an OSCAL catalog? */
#ifndef CATALOGUE_LIBRARY_TREE_H
#define CATALOGUE_LIBRARY_TREE_H

#include "catalogue/item_read.h"
#include "catalogue/library_read.h"

/* library_tree: fills source, n_nodes, n_unknown, groups and folds of the library from
 * its framework. Faults are noted. */
void library_tree(const struct item_reading *reading, const struct oscal *root,
                  const struct oscal *framework, struct library *library);

#endif
