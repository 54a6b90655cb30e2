#include "acts/documents.h"

#include <zlib.h>

#include "acts/documents_woven.h" /* by tools/weave_documents.c */
#include "base/bug.h"

const struct document *document_at(int n)
{
    return n >= 0 && n < WOVEN_DOCUMENTS ? &woven_documents[n] : NULL;
}

static bool is_called(const struct document *it, struct str name)
{
    struct str version;
    struct str id = str_cut(name, '@', &version);

    return str_eq(it->id, id) && (version.at == NULL || str_eq(it->version, version));
}

const struct document *document_find(struct str model, struct str id, enum lang lang)
{
    const struct document *found = NULL;

    for (int i = 0; i < WOVEN_DOCUMENTS; i++) {
        const struct document *it = &woven_documents[i];

        if ((model.len > 0 && !str_eq(it->model, model)) || !is_called(it, id))
            continue;
        if (found == NULL)
            found = it;
        else if (!str_eq(it->model, found->model) || !str_eq(it->version, found->version))
            break;
        if (it->lang == lang)
            return it;
    }
    return found;
}

struct str document_bytes(struct arena *mem, const struct document *it)
{
    char *at = arena_alloc(mem, it->bytes + 1);
    z_stream z = {
        .next_in = (Bytef *)(uintptr_t)it->gzip, .avail_in = (uInt)it->gzip_bytes,
        .next_out = (Bytef *)at, .avail_out = (uInt)it->bytes + 1,
    };

    MUST(inflateInit2(&z, 15 + 16) == Z_OK);
    MUST(inflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out == it->bytes);
    inflateEnd(&z);
    return (struct str){at, it->bytes};
}

struct str document_name(struct arena *mem, struct str model, struct str id, struct str version)
{
    if (str_eq(model, S("catalog")))
        return arena_text(mem, "%" STR_FMT "-%" STR_FMT ".json", STR_ARG(id), STR_ARG(version));
    return arena_text(mem, "%" STR_FMT ".json", STR_ARG(id));
}
