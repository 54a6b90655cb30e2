/* Any bytes, as the body of a request to the API: a tree within its limits, or one line
 * that says why not. */
#include "api/tree.h"
#include "base/bug.h"

static size_t hold(const struct tree *tree, int depth)
{
    size_t n = 1;

    MUST(depth <= TREE_DEPTH_MAX && str_utf8(tree->name));
    if (tree->kind == TREE_TEXT)
        MUST(str_utf8(tree->text) && tree->text.at[tree->text.len] == '\0');
    if (tree->kind != TREE_ARRAY && tree->kind != TREE_OBJECT)
        return n;
    for (size_t i = 0; i < tree->n; i++) {
        if (tree->kind == TREE_OBJECT)
            MUST(tree_member(tree, tree->at[i].name) == &tree->at[i]);
        n += hold(&tree->at[i], depth + 1);
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena *mem = arena_new((size_t)1 << 26);
    const struct tree *tree;
    struct str why = {0};

    if (tree_read(mem, (struct str){(const char *)data, n}, &tree, &why))
        MUST(tree->kind == TREE_OBJECT && hold(tree, 1) <= TREE_VALUES_MAX);
    else
        MUST(why.len > 0 && str_utf8(why));
    arena_free(mem);
    return 0;
}
