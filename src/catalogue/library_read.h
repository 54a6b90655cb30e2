/* catalogue/library_read.h - what is in a library of the kind that other programs share?
 *
 * A library is a YAML document with a urn, a title and objects. What is a norm in it
 * becomes an OSCAL catalog, so that norm_read reads it as any other:
 *
 *     node with nodes under it, not assessable   group
 *     any other node                              control; not assessable: a heading
 *     node under an assessable node               control within a control
 *     ref_id; name; description; annotation       label; title; statement; guidance
 *     urn                                         id, its colons as dots
 *     translations                                the same catalog in that language
 *     every other key                             a prop in the namespace of the library
 *
 * parent_urn is missing at roots. A group of implementation that is written otherwise
 * than it was defined (capitals, accents) is folded and told.
 */
#ifndef CATALOGUE_LIBRARY_READ_H
#define CATALOGUE_LIBRARY_READ_H

#include "catalogue/item_read.h"
#include "catalogue/norm_read.h"
#include "catalogue/oscal.h"
#include "model/mapping.h"

/* An implementation group: a selection of the norm. */
struct library_group {
    struct str ref;
    struct str title[LANG_COUNT];
    const struct str *items; /* ids of its controls */
    int n;
};

/* A group's name that was written otherwise than it was defined. */
struct library_fold {
    struct str written;
    struct str meant; /* empty: no group is like it; it stays a prop only */
    int line;
};

struct library_link {
    struct str source; /* urn of a node */
    struct str target;
    enum relation is;  /* NONE: said to have nothing in common */
    struct str note;
    int line;
};

struct library_mapping {
    struct str id;
    struct str title;
    struct str from; /* urn of a framework */
    struct str to;
    const struct library_link *links;
    int n_links;
};

struct library {
    struct str id;           /* urn of the library                       */
    struct str title;
    struct str version;
    bool is_norm;            /* it holds a framework:                     */
    struct norm_source source; /* for norm_read                           */
    struct str framework;    /* its urn                                   */
    int n_nodes;
    int n_unknown;           /* keys that were kept as props              */
    const struct library_group *groups;
    int n_groups;
    const struct library_fold *folds;
    int n_folds;
    const struct library_mapping *mappings;
    int n_mappings;
    int n_matrices;          /* kept with the library, not used: counted  */
    int n_threats;
    int n_controls;
    int n_others;
};

/* library_read: the library, in mem, without pointers into bytes.
 *
 * DONE; REFUSED with at least one fault, whose field is document and whose key stands
 * under "norm.fault."; BROKEN when the machine had no memory. O(bytes log bytes). */
ANSWER enum outcome library_read(struct arena *mem, struct str bytes, struct str document,
                                 struct library *ret, struct faults *faults);

/* library_read_tree: the same of a document that was read already; its bytes are for the hash only.
 * library_fault: notes why it could not be read. */
ANSWER enum outcome library_read_tree(struct arena *mem, const struct oscal *root,
                                      struct str bytes, struct str document,
                                      struct library *ret, struct faults *faults);
void library_fault(const struct item_reading *reading, const struct oscal_fault *fault);

/* library_id: the id that a node's urn has in the catalog. */
struct str library_id(struct arena *mem, struct str urn);

#endif
