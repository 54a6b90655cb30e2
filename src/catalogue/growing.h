/* catalogue/growing.h - what does a node of a library say as OSCAL? Internal to library_tree.c
 * and growing.c: the one ties the nodes to each other, the other writes them as a catalog.
 */
#ifndef CATALOGUE_GROWING_H
#define CATALOGUE_GROWING_H

#include "catalogue/item_read.h"
#include "catalogue/library_read.h"

struct node {
    const struct oscal *says;
    struct str urn;
    int up;    /* index, or ITEM_NONE at a root */
    int first; /* of those under it             */
    int next;  /* beside it                     */
    int last;
    bool assessable;
    bool reached;
};

struct growing {
    const struct item_reading *reading;
    struct library *library;
    struct node *nodes;
    int n;
    int *by_urn;
    int root;        /* the first of them */
    struct library_group *groups;
    struct str *folded; /* the names of the groups */
    struct library_fold *folds;
    struct str ns;
    struct str lang;   /* of the texts that stand in the nodes themselves */
    struct str wanted; /* of the catalog that is being made               */
};

/* growing_text: a text of a thing in the language that is wanted, or as it stands. */
struct str growing_text(const struct growing *it, const struct oscal *thing, struct str name);

/* growing_catalog: the catalog in the language that is wanted, of nodes that were tied. */
const struct oscal *growing_catalog(struct growing *it, const struct oscal *root,
                                    const struct oscal *framework);

#endif
