/* model/mapping.h - how the items of one norm stand to those of another.
 *
 * A row is read from source to target: RELATION_SUBSET says that the source is a
 * part of the target. The other way round superset and subset change places;
 * what is complete stays complete:
 *
 *     samengevoegd   several sources, each a subset of one target, complete: together
 *                    the whole target. From the other side a gesplitst one.
 *     gesplitst      one source, a superset of several targets, complete: together
 *                    the whole source. From the other side a samengevoegd one.
 *
 * So the complete rows of one set are all subsets of one target, or all supersets
 * of one source. The rows of a set stand together. A mapping is read once and
 * never altered.
 *
 * Sources  [R9] relations; [R10] what a new version of a norm does with an old item;
 *          the mapping model of OSCAL for the words.
 */
#ifndef MODEL_MAPPING_H
#define MODEL_MAPPING_H

#include "model/norm.h"

enum relation {
    RELATION_NONE, RELATION_EQUAL, RELATION_SUPERSET, RELATION_SUBSET, RELATION_INTERSECTS,
    RELATION_COUNT
};
/* equal-to, superset-of, subset-of, intersects-with */
extern const struct choices relation_choices;

/* relation_reverse: the same relation, read from target to source. */
enum relation relation_reverse(enum relation relation);

/* relation_stronger: says a more than b? equal > superset > subset > intersects > none. */
bool relation_stronger(enum relation a, enum relation b);

struct mapping_row {
    int source;             /* index of an item of from                     */
    int target;             /* index of an item of to                       */
    enum relation is;
    bool complete;          /* with the other rows of its set the whole; says nothing of
                               an equal or an intersecting row              */
    int set;                /* rows that were said together have one number */
    struct str basis;       /* what it rests on, as a word                  */
    enum standing standing;
    struct str note[LANG_COUNT];
};

/* An item that ends with the old norm, or begins with the new one. */
struct mapping_gap {
    int item;
    struct str note[LANG_COUNT];
};

struct mapping {
    struct str id;
    struct str title[LANG_COUNT];
    struct str note[LANG_COUNT];       /* how it was made                    */
    const struct norm *from;
    const struct norm *to;
    const struct mapping_row *rows;
    int n_rows;
    const struct mapping_gap *dropped; /* items of from: vervallen */
    int n_dropped;
    const struct mapping_gap *added;   /* items of to: nieuw       */
    int n_added;
};

/* mapping_sound: does every row and gap name items of its norm, has every row a
 * relation, and are the complete rows of each set of one kind and of one item? A
 * reader of mappings asks this before it hands one over. */
bool mapping_sound(const struct mapping *mapping);

#endif
