#include "acts/norms.h"
#include "catalogue/norm_read.h"
#include "main/catalogues.h" /* woven */
#include "main/main.h"

enum { NORM_LIMIT_BYTES = 64 * 1024 * 1024 };

/* The catalogues that this program brings; tools/embed puts their bytes in. */
struct embedded {
    const unsigned char *nl, *en, *begin;
    const size_t *nl_bytes, *en_bytes, *begin_bytes;
};

static const struct embedded embedded[] = {
    {catalogue_0_nl, catalogue_0_en, catalogue_0_begin,
     &catalogue_0_nl_bytes, &catalogue_0_en_bytes, &catalogue_0_begin_bytes},
};

static struct str bytes_of(const unsigned char *at, const size_t *n)
{
    return (struct str){(const char *)at, *n};
}

/* Norms live as long as the process; their arenas are never given back. */
static struct arena *kept[sizeof embedded / sizeof *embedded];

static enum outcome read_one(const struct embedded *one, struct arena *mem, struct str *ret_why)
{
    struct arena *lasting = arena_new(NORM_LIMIT_BYTES);
    struct norm_source source = {.begin = bytes_of(one->begin, one->begin_bytes)};
    struct faults faults = {.n = 0};
    const struct norm *norm;
    enum outcome o;

    if (lasting == NULL)
        return BROKEN;
    kept[one - embedded] = lasting;
    source.catalog[LANG_NL] = bytes_of(one->nl, one->nl_bytes);
    source.catalog[LANG_EN] = bytes_of(one->en, one->en_bytes);
    o = norm_read(lasting, &source, &norm, &faults);
    if (o == DONE)
        norms_keep(norm);
    else
        *ret_why = arena_text(mem, "%" STR_FMT " %" STR_FMT, STR_ARG(faults.at[0].field),
                              STR_ARG(faults.at[0].key));
    return o;
}

enum outcome norms_embedded(struct arena *mem, struct str *ret_why)
{
    enum outcome o = DONE;

    if (norms_at(0) != NULL)
        return DONE;
    for (size_t i = 0; o == DONE && i < sizeof embedded / sizeof *embedded; i++)
        o = read_one(&embedded[i], mem, ret_why);
    return o;
}
