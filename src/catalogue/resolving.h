/* catalogue/resolving.h - what the steps of resolve share.
 *
 * Between the steps a catalog is a body: pieces, which are its groups and controls, each
 * with what it holds itself and what stands under it, and what is loose. A piece remembers
 * in which document it stood and where, so that what was imported twice can be put
 * together again. Pieces belong to one body; what they hold is shared and never altered.
 */
#ifndef CATALOGUE_RESOLVING_H
#define CATALOGUE_RESOLVING_H

#include "catalogue/resolve.h"

struct piece;

struct pieces {
    struct piece **at;
    int n;
    int room;
};

struct piece {
    const struct oscal *is; /* without its groups and controls                */
    struct str id;
    int document;           /* where it stood: number of the document         */
    int place;              /* and of the piece in it                         */
    int order;              /* when it was met, of all in a merge              */
    int round;              /* how many of the same source were met before it */
    bool later;             /* another of its id was met before it            */
    bool group;
    bool own;               /* a group that the profile at hand made          */
    struct pieces under;
};

/* A parameter that belongs to no control that is selected. */
struct loose {
    const struct oscal *param;
    int document;
    int place;
    bool lost; /* it stood in a control that is not selected */
};

struct things {
    struct loose *at; /* parameters, or other objects that are gathered in order */
    int n;
    int room;
};

struct body {
    struct pieces top;
    struct things params;
    struct things resources;
    struct things roles;   /* of the metadata of catalogs: those to keep */
    struct things parties;
    struct str version;    /* the newest oscal-version                   */
};

struct resolving {
    struct arena *mem;
    const struct resolve_source *source;
    const struct resolve_wish *wish;
    struct resolve_note *faults;
    int n_faults;
    struct resolve_note *remarks;
    int n_remarks;
    int n_pieces;
};

/* resolving_refuse: notes a fault; REFUSED. resolving_remark: notes a remark. key is under
 * "norm.fault.". */
ANSWER enum outcome resolving_refuse(struct resolving *it, struct str document, const char *key,
                                     struct str arg);
void resolving_remark(struct resolving *it, struct str document, const char *key, struct str arg);

/* pieces_add, things_add: at the end. */
void pieces_add(struct resolving *it, struct pieces *pieces, struct piece *piece);
void things_add(struct resolving *it, struct things *things, struct loose thing);

/* piece_copy: the same piece with nothing under it. */
struct piece *piece_copy(struct resolving *it, const struct piece *piece);

/* is_kept: has it the prop keep with the value always? */
bool is_kept(const struct oscal *object);

/* body_of_catalog: a catalog as it stands, which is document number `document`. */
struct body *body_of_catalog(struct resolving *it, const struct oscal *catalog, int document);

/* body_select: what an import or an insertion takes from a body, as a new one: groups as
 * they are, controls that are selected, children of one that is not in its place, and
 * parameters that become loose. document: of the profile, for remarks. REFUSED when a
 * limit is passed. */
ANSWER enum outcome body_select(struct resolving *it, const struct body *from,
                                const struct oscal *selection, struct str document,
                                struct body **ret);

/* body_merge: the selections of a profile as its merge asks, in one body. number: of the
 * profile among the documents, for groups that it makes itself. */
ANSWER enum outcome body_merge(struct resolving *it, struct body *const *selections, int n,
                               const struct oscal *profile, struct str document, int number,
                               struct body **ret);

/* body_modify: the same body with parameters set and controls altered. */
void body_modify(struct resolving *it, struct body *body, const struct oscal *profile,
                 struct str document);

/* body_prune: without loose parameters and resources that nothing refers to. */
void body_prune(struct resolving *it, struct body *body, const struct oscal *profile);

/* body_document: the catalog document of a body. REFUSED when it is too deep. */
ANSWER enum outcome body_document(struct resolving *it, const struct body *body,
                                  const struct oscal *profile, const struct oscal **ret);

/* texts_sort, texts_find: an array of texts in order, and the first place of one in it or
 * -1; for many look-ups. */
void texts_sort(struct str *texts, int n);
int texts_find(const struct str *texts, int n, struct str text);

#endif
