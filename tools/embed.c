/* tools/embed.c - puts files into the program.
 *
 *     embed OUT.h OUT.c [--name NAME] --prefix /stijl/ FILE...
 *     embed --data OUT.h OUT.c NAME=FILE...
 *
 * The first makes a table of struct http_asset, NAME[NAME_n] (else assets), sorted by
 * path. A path is prefix, name, ten hex digits of the SHA-256 of what is served, and
 * extension, so that browsers may keep it for ever; OUT.h has it as ASSET_waarborg_css
 * for waarborg.css. url("font.woff2") in a style sheet becomes the hashed name of that
 * file, which must be among those given. The bytes stand there plain and, when that is
 * shorter, as gzip without a time, so that each build gives the same.
 *
 * The second makes  extern const unsigned char NAME[]; extern const size_t NAME_bytes;
 */
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/bug.h"
#include "tool.h"

enum { ASSETS_MAX = 256, HASH_DIGITS = 10 };

struct asset {
    const char *path; /* on disk */
    struct str base;  /* waarborg.css */
    struct str name;  /* waarborg_css */
    struct str served; /* waarborg.1a2b3c4d5e.css */
    const char *type;
    bool is_css;
    struct str plain;
    struct str gzip; /* empty when it gains nothing */
};

struct assets {
    struct arena *mem;
    struct str name;
    struct str prefix;
    struct asset at[ASSETS_MAX];
    size_t n;
};

static const char *type_of(struct str base)
{
    static const struct {
        struct str ending;
        const char *type;
    } types[] = {
        {STR_INIT(".css"), "text/css; charset=utf-8"},
        {STR_INIT(".js"), "text/javascript; charset=utf-8"},
        {STR_INIT(".svg"), "image/svg+xml"},
        {STR_INIT(".woff2"), "font/woff2"},
        {STR_INIT(".png"), "image/png"},
        {STR_INIT(".json"), "application/json"},
        {STR_INIT(".txt"), "text/plain; charset=utf-8"},
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_ends(base, types[i].ending))
            return types[i].type;
    return NULL;
}

static struct str gzip_of(struct arena *mem, struct str plain)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)plain.at, .avail_in = (uInt)plain.len};
    char *at;
    size_t room;
    size_t len;

    MUST(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
    room = deflateBound(&z, plain.len);
    at = arena_alloc(mem, room);
    z.next_out = (Bytef *)at;
    z.avail_out = (uInt)room;
    MUST(deflate(&z, Z_FINISH) == Z_STREAM_END);
    len = z.total_out;
    deflateEnd(&z);
    return len < plain.len ? (struct str){at, len} : (struct str){NULL, 0};
}

static void read_asset(struct assets *assets, const char *path)
{
    struct asset *it = &assets->at[assets->n];

    if (assets->n == ASSETS_MAX)
        tool_refuse(path, 1, "more than %d files", ASSETS_MAX);
    it->path = path;
    it->base = tool_base(path);
    it->name = tool_name(assets->mem, it->base);
    it->type = type_of(it->base);
    it->is_css = str_ends(it->base, S(".css"));
    it->plain = tool_read(assets->mem, path);
    if (it->type == NULL)
        tool_refuse(path, 1, "no type is known for this extension");
    for (size_t i = 0; i < assets->n; i++)
        if (str_eq(assets->at[i].name, it->name))
            tool_refuse(path, 1, "has the same name as %s", assets->at[i].path);
    assets->n++;
}

/* The bytes are final: the name under which they are served follows. */
static void name_asset(struct assets *assets, struct asset *it)
{
    unsigned char hash[SHA256_DIGEST_LENGTH];
    char digits[2 * SHA256_DIGEST_LENGTH + 1];
    const char *dot = memrchr(it->base.at, '.', it->base.len);
    size_t stem = (size_t)(dot - it->base.at);

    SHA256((const unsigned char *)it->plain.at, it->plain.len, hash);
    for (size_t i = 0; i < sizeof hash; i++)
        snprintf(digits + 2 * i, 3, "%02x", hash[i]);
    it->served = arena_text(assets->mem, "%.*s.%.*s%s", (int)stem, it->base.at, HASH_DIGITS,
                            digits, dot);
    it->gzip = gzip_of(assets->mem, it->plain);
}

static size_t line_of(struct str text, size_t at)
{
    size_t line = 1;

    for (size_t i = 0; i < at; i++)
        line += text.at[i] == '\n';
    return line;
}

static const struct asset *find_base(const struct assets *assets, struct str base)
{
    for (size_t i = 0; i < assets->n; i++)
        if (str_eq(assets->at[i].base, base))
            return &assets->at[i];
    return NULL;
}

static struct str unquoted(struct str s)
{
    s = str_trim(s);
    if (s.len >= 2 && (s.at[0] == '"' || s.at[0] == '\'') && s.at[s.len - 1] == s.at[0])
        s = str_sub(s, 1, s.len - 1);
    return s;
}

/* Puts the hashed names in the url(…) of a style sheet. All other files have theirs. */
static void rewrite_css(struct assets *assets, struct asset *css)
{
    struct str text = css->plain;
    struct buf out;
    size_t at = 0;
    ptrdiff_t hit;

    buf_init(&out, assets->mem, text.len + 1024);
    while ((hit = str_find(text, S("url("), at)) >= 0) {
        size_t from = (size_t)hit + 4;
        ptrdiff_t end = str_find(text, S(")"), from);
        struct str rest;
        struct str target;
        const struct asset *it;

        if (end < 0)
            tool_refuse(css->path, line_of(text, from), "url( without )");
        target = str_cut(unquoted(str_sub(text, from, (size_t)end)), '#', &rest);
        it = find_base(assets, target);
        if (target.len > 0 && (it == NULL || it->is_css))
            tool_refuse(css->path, line_of(text, from), "url(%" STR_FMT
                        ") is not among the files", STR_ARG(target));
        buf_put(&out, str_sub(text, at, from));
        buf_text(&out, "\"%" STR_FMT "%s%" STR_FMT "\"", STR_ARG(it == NULL ? target : it->served),
                 rest.at == NULL ? "" : "#", STR_ARG(rest));
        at = (size_t)end;
    }
    buf_put(&out, str_sub(text, at, text.len));
    css->plain = buf_str(&out);
}

static int by_served(const void *a, const void *b)
{
    return str_cmp(((const struct asset *)a)->served, ((const struct asset *)b)->served);
}

static void put_bytes(struct buf *out, const char *before, struct str name, const char *ending,
                      struct str bytes)
{
    buf_text(out, "%sconst unsigned char %" STR_FMT "%s[] =\n    ", before, STR_ARG(name), ending);
    for (size_t at = 0; at == 0 || at < bytes.len; at += 80) {
        tool_literal(out, str_sub(bytes, at, at + 80), "    ");
        buf_put(out, at + 80 < bytes.len ? S("\n    ") : S(";\n\n"));
    }
}

static void put_guard(struct arena *mem, struct buf *out, const char *path)
{
    struct str guard = tool_name(mem, tool_base(path));

    buf_text(out, "/* Made by tools/embed. */\n#ifndef EMBED_%.*s\n#define EMBED_%.*s\n\n",
             STR_ARG(guard), STR_ARG(guard));
}

static void write_header(const struct assets *assets, const char *path)
{
    struct buf out;

    buf_init(&out, assets->mem, 4096);
    put_guard(assets->mem, &out, path);
    buf_put(&out, S("#include \"http/server.h\"\n\n"));
    for (size_t i = 0; i < assets->n; i++)
        buf_text(&out, "#define ASSET_%.*s \"%.*s%.*s\"\n", STR_ARG(assets->at[i].name),
                 STR_ARG(assets->prefix), STR_ARG(assets->at[i].served));
    buf_text(&out, "\nextern const struct http_asset %.*s[];\nextern const size_t %.*s_n;\n\n#endif\n",
             STR_ARG(assets->name), STR_ARG(assets->name));
    tool_write(assets->mem, path, buf_str(&out));
}

static void write_source(const struct assets *assets, const char *header, const char *path)
{
    struct buf out;

    buf_init(&out, assets->mem, 1 << 20);
    buf_text(&out, "/* Made by tools/embed. */\n#include \"%.*s\"\n\n",
             STR_ARG(tool_base(header)));
    for (size_t i = 0; i < assets->n; i++) {
        put_bytes(&out, "static ", assets->at[i].name, "_plain", assets->at[i].plain);
        if (assets->at[i].gzip.len > 0)
            put_bytes(&out, "static ", assets->at[i].name, "_gzip", assets->at[i].gzip);
    }
    buf_text(&out, "const struct http_asset %.*s[] = {\n", STR_ARG(assets->name));
    for (size_t i = 0; i < assets->n; i++) {
        const struct asset *it = &assets->at[i];

        buf_text(&out, "    {ASSET_%.*s, \"%s\", %.*s_plain, %zu, ", STR_ARG(it->name), it->type,
                 STR_ARG(it->name), it->plain.len);
        if (it->gzip.len > 0)
            buf_text(&out, "%.*s_gzip, %zu},\n", STR_ARG(it->name), it->gzip.len);
        else
            buf_put(&out, S("NULL, 0},\n"));
    }
    buf_text(&out, "};\nconst size_t %.*s_n = %zu;\n", STR_ARG(assets->name), assets->n);
    tool_write(assets->mem, path, buf_str(&out));
}

static void embed_assets(struct arena *mem, struct str name, const char *prefix, char **out,
                         char **files, int n)
{
    struct assets *assets = NEW(mem, struct assets);

    assets->mem = mem;
    assets->name = name;
    assets->prefix = str_of(prefix);
    for (int i = 0; i < n; i++)
        read_asset(assets, files[i]);
    for (size_t i = 0; i < assets->n; i++)
        if (!assets->at[i].is_css)
            name_asset(assets, &assets->at[i]);
    for (size_t i = 0; i < assets->n; i++)
        if (assets->at[i].is_css) {
            rewrite_css(assets, &assets->at[i]);
            name_asset(assets, &assets->at[i]);
        }
    qsort(assets->at, assets->n, sizeof *assets->at, by_served);
    write_header(assets, out[0]);
    write_source(assets, out[0], out[1]);
}

static void embed_data(struct arena *mem, char **out, char **files, int n)
{
    struct buf header;
    struct buf source;

    buf_init(&header, mem, 4096);
    buf_init(&source, mem, 1 << 20);
    put_guard(mem, &header, out[0]);
    buf_put(&header, S("#include <stddef.h>\n\n"));
    buf_text(&source, "/* Made by tools/embed. */\n#include \"%.*s\"\n\n",
             STR_ARG(tool_base(out[0])));
    for (int i = 0; i < n; i++) {
        struct str path;
        struct str name = str_cut(str_of(files[i]), '=', &path);
        struct str bytes;

        if (path.at == NULL || !str_eq(name, tool_name(mem, name)))
            tool_refuse(files[i], 1, "write NAME=FILE, with a C name");
        bytes = tool_read(mem, path.at);
        buf_text(&header, "extern const unsigned char %.*s[];\nextern const size_t %.*s_bytes;\n",
                 STR_ARG(name), STR_ARG(name));
        put_bytes(&source, "", name, "", bytes);
        buf_text(&source, "const size_t %.*s_bytes = %zu;\n\n", STR_ARG(name), bytes.len);
    }
    buf_put(&header, S("\n#endif\n"));
    tool_write(mem, out[0], buf_str(&header));
    tool_write(mem, out[1], buf_str(&source));
}

static int usage(void)
{
    fprintf(stderr, "usage: embed OUT.h OUT.c [--name NAME] --prefix /stijl/ FILE...\n"
                    "       embed --data OUT.h OUT.c NAME=FILE...\n");
    return 2;
}

int main(int argc, char **argv)
{
    bool data = argc > 1 && strcmp(argv[1], "--data") == 0;
    bool named = argc > 4 && strcmp(argv[3], "--name") == 0;
    int at = named ? 5 : 3;
    struct arena *mem;

    if (data ? argc < 5 : argc < at + 3 || strcmp(argv[at], "--prefix") != 0)
        return usage();
    mem = arena_new(TOOL_LIMIT_BYTES);
    if (mem == NULL)
        return 1;
    if (data)
        embed_data(mem, argv + 2, argv + 4, argc - 4);
    else
        embed_assets(mem, named ? str_of(argv[4]) : S("assets"), argv[at + 1], argv + 1,
                     argv + at + 2, argc - at - 2);
    arena_free(mem);
    return 0;
}
