/* api/tree.h - is this body sound JSON? Then it is a tree in the arena.
 *
 * Limits   depth 64; 20,000 values, counted before memory is spent; no member twice;
 *          UTF-8 without code point 0; a whole number fits 64 bits. The outermost
 *          value is an object.
 * Sources  [RFC8259]; [plan 3.9] JSON.
 */
#ifndef API_TREE_H
#define API_TREE_H

#include "base/arena.h"

enum { TREE_DEPTH_MAX = 64, TREE_VALUES_MAX = 20000 };

enum tree_kind {
    TREE_NULL, TREE_FALSE, TREE_TRUE, TREE_WHOLE, TREE_REAL, TREE_TEXT, TREE_ARRAY, TREE_OBJECT
};

struct tree {
    enum tree_kind kind;
    struct str name;       /* of a member                        */
    struct str text;       /* of a TEXT, followed by a nul        */
    int64_t whole;
    const struct tree *at; /* members or elements, as written     */
    size_t n;
};

/* tree_read: false: *ret_why is one line that says where and what. */
bool tree_read(struct arena *mem, struct str bytes, const struct tree **ret, struct str *ret_why);

/* tree_member: by its name, or NULL. */
const struct tree *tree_member(const struct tree *object, struct str name);

#endif
