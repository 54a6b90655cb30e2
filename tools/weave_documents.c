/* weave-documents OUT.h OUT.c FILE... - the documents of catalogues/ as data of the program.
 *
 * Each is kept as it stands, as gzip without a time, so that it leaves byte for byte as it
 * came and each build gives the same. What it is called by stands beside it: the root
 * member, the identity and version of its metadata, and its language. A document without
 * an identity stops the build, and so do two that are called the same.
 *
 * OUT.h declares  extern const struct document woven_documents[WOVEN_DOCUMENTS];
 * in the order of the files.
 */
#include <stdio.h>
#include <zlib.h>

#include "base/bug.h"
#include "base/lang.h"
#include "catalogue/oscal.h"
#include "tool.h"

struct weaving {
    struct arena *mem;
    struct buf bytes; /* the arrays    */
    struct buf table; /* and the table */
    const struct oscal **roots;
    int n;
};

static struct str gzip_of(struct arena *mem, struct str plain)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)plain.at, .avail_in = (uInt)plain.len};
    size_t room;
    char *at;

    MUST(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    room = deflateBound(&z, plain.len);
    at = arena_alloc(mem, room);
    z.next_out = (Bytef *)at;
    z.avail_out = (uInt)room;
    MUST(deflate(&z, Z_FINISH) == Z_STREAM_END);
    room = z.total_out;
    deflateEnd(&z);
    return (struct str){at, room};
}

static const struct oscal *metadata_of(const struct oscal *root)
{
    return oscal_member(root, S("metadata"));
}

static struct str identity_of(const struct oscal *root)
{
    const struct oscal *list = oscal_list(metadata_of(root), S("document-ids"));

    return list->n == 0 ? S("") : oscal_text(&list->at[0], S("identifier"));
}

static struct str language_of(const struct oscal *root)
{
    return oscal_prop(metadata_of(root), OSCAL_OURS, S("taal"));
}

static bool is_same(const struct oscal *a, const struct oscal *b)
{
    return str_eq(a->name, b->name) && str_eq(identity_of(a), identity_of(b)) &&
           str_eq(language_of(a), language_of(b)) &&
           str_eq(oscal_text(metadata_of(a), S("version")),
                  oscal_text(metadata_of(b), S("version")));
}

static const struct oscal *read_root(struct weaving *it, const char *path, struct str plain)
{
    const struct oscal *document;
    const struct oscal *root;
    struct oscal_fault fault;

    if (oscal_read(it->mem, plain, &document, &fault) != DONE)
        tool_refuse(path, (size_t)fault.line, "%" STR_FMT " %" STR_FMT, STR_ARG(fault.key),
                    STR_ARG(fault.arg));
    root = oscal_root(document);
    if (identity_of(root).len == 0)
        tool_refuse(path, 1, "its metadata has no document-ids");
    for (int i = 0; i < it->n; i++)
        if (is_same(it->roots[i], root))
            tool_refuse(path, 1, "another document has this name, version and language");
    return root;
}

static void put_text(struct buf *out, struct str text)
{
    buf_put(out, S("STR_INIT("));
    tool_literal(out, text, "    ");
    buf_put(out, S("), "));
}

static void weave(struct weaving *it, const char *path)
{
    struct str plain = tool_read(it->mem, path);
    const struct oscal *root = read_root(it, path, plain);
    struct str gzip = gzip_of(it->mem, plain);
    bool is_english = str_eq(language_of(root), S("en"));

    buf_text(&it->bytes, "static const unsigned char d%d[] =\n    ", it->n);
    for (size_t at = 0; at < gzip.len; at += 80) {
        tool_literal(&it->bytes, str_sub(gzip, at, at + 80), "    ");
        buf_put(&it->bytes, at + 80 < gzip.len ? S("\n    ") : S(";\n\n"));
    }
    buf_put(&it->table, S("    {"));
    put_text(&it->table, root->name);
    put_text(&it->table, identity_of(root));
    put_text(&it->table, oscal_text(metadata_of(root), S("version")));
    buf_text(&it->table, "%s, d%d, %zu, %zu},\n", is_english ? "LANG_EN" : "LANG_NL", it->n,
             gzip.len, plain.len);
    it->roots[it->n++] = root;
}

int main(int argc, char **argv)
{
    struct weaving it = {.mem = arena_new(TOOL_LIMIT_BYTES)};
    struct buf header;

    if (it.mem == NULL || argc < 4) {
        fprintf(stderr, "usage: weave-documents OUT.h OUT.c FILE...\n");
        return 2;
    }
    it.roots = NEW_ARRAY(it.mem, (size_t)argc, const struct oscal *);
    buf_init(&it.bytes, it.mem, 1 << 22);
    buf_init(&it.table, it.mem, 1 << 14);
    buf_init(&header, it.mem, 1024);
    for (int i = 3; i < argc; i++)
        weave(&it, argv[i]);
    buf_text(&header, "/* Made by tools/weave_documents. */\n#include \"acts/documents.h\"\n\n"
             "enum { WOVEN_DOCUMENTS = %d };\n"
             "extern const struct document woven_documents[WOVEN_DOCUMENTS];\n", it.n);
    tool_write(it.mem, argv[1], buf_str(&header));
    buf_text(&it.bytes, "const struct document woven_documents[WOVEN_DOCUMENTS] = {\n%" STR_FMT
             "};\n", STR_ARG(buf_str(&it.table)));
    header.len = 0;
    buf_text(&header, "/* Made by tools/weave_documents. */\n#include \"acts/documents_woven.h\""
             "\n\n");
    buf_put(&header, buf_str(&it.bytes));
    tool_write(it.mem, argv[2], buf_str(&header));
    arena_free(it.mem);
    return 0;
}
