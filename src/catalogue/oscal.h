/* catalogue/oscal.h - what does an OSCAL document say, as a tree of values?
 *
 * Bytes from anywhere become a tree in the arena, or one fault with its place.
 * The tree knows JSON and the line of each value; what the members mean is for
 * norm_read (the norm) and norm_check (the rules).
 *
 * Units    lines and columns count from 1; a column counts characters.
 * Sources  [RFC8259] the text form; limits [choice: oscal-limits].
 */
#ifndef CATALOGUE_OSCAL_H
#define CATALOGUE_OSCAL_H

#include "base/arena.h"
#include "base/outcome.h"
#include "base/str.h"

enum {
    OSCAL_BYTES_MAX = 16 * 1024 * 1024,
    OSCAL_DEPTH_MAX = 64,
    OSCAL_VALUES_MAX = 512 * 1024 /* so that 16 MiB of brackets cost no gigabyte */
};

enum oscal_kind {
    OSCAL_NULL, OSCAL_FALSE, OSCAL_TRUE, OSCAL_NUMBER, OSCAL_TEXT, OSCAL_ARRAY, OSCAL_OBJECT,
    OSCAL_KIND_COUNT
};

struct oscal {
    struct str name;        /* of a member; empty elsewhere               */
    struct str text;        /* of a TEXT, UTF-8 and without code point 0; */
                            /* of a NUMBER as it was written              */
    const struct oscal *at; /* members or elements, in the order written  */
    int n;                  /* how many                                   */
    int line;               /* where the value begins                     */
    enum oscal_kind kind;
};

/* Why a document could not be read. key is a message under "norm.fault.": large
 * (bytes, depth or values past the limit; arg says which), utf8, cut (ends too
 * soon), double (arg: near which member), number, nul, syntax (arg: near what),
 * roots (not an object with one root member). */
struct oscal_fault {
    struct str key;
    struct str arg;
    int line; /* 0: the document as a whole */
    int column;
};

/* oscal_read: the tree of a document. *ret is its root object, whose one member
 * (beside "$schema") says the model: oscal_root.
 *
 * DONE, or REFUSED with *ret_fault filled in, or BROKEN when the machine had no
 * memory. The tree lives in mem and does not point into bytes. Takes time in
 * the length of the bytes. */
ANSWER enum outcome oscal_read(struct arena *mem, struct str bytes, const struct oscal **ret,
                               struct oscal_fault *ret_fault);

/* oscal_root: the root member: its name is "catalog", "profile" … */
const struct oscal *oscal_root(const struct oscal *document);

/* oscal_member: a member of an object by name, or NULL; also NULL when object is
 * NULL or no object, so that lookups can follow each other. */
const struct oscal *oscal_member(const struct oscal *object, struct str name);

/* oscal_list: a member that is an array; the empty array when it is not there or
 * is something else. oscal_text: a member that is a text; else the empty text. */
const struct oscal *oscal_list(const struct oscal *object, struct str name);
struct str oscal_text(const struct oscal *object, struct str name);

/* The namespaces of props: OSCAL's own, which is also the one not written, and that
 * of the meanings that this program gives to them [choice: oscal-namespace]. */
#define OSCAL_NS S("http://csrc.nist.gov/ns/oscal")
#define OSCAL_OURS S("urn:x-waarborg:oscal")

/* oscal_prop: the value of the first prop of that name in ns; else the empty text.
 * oscal_ns: does a prop stand in ns? */
struct str oscal_prop(const struct oscal *thing, struct str ns, struct str name);
bool oscal_ns(const struct oscal *prop, struct str ns);

/* oscal_insert: the next `{{ insert: param, ID }}` in a text at or after *from, which moves
 * past it; false when there is none. */
bool oscal_insert(struct str text, size_t *from, struct str *ret_id);

#endif
