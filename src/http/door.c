#include "http/door.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "base/bug.h"

enum { COMMON_MAX = 32, CUT_BYTES = 4096, LINE_BYTES = CHANNEL_HEADERS_BYTES + 1 };

struct line {
    const char *name;
    const char *value;
};

struct refusal {
    int status;
    const char *reason;
    struct line extra;
};

static const struct refusal refusals[] = {
    {400, "Bad Request", {0}},
    {405, "Method Not Allowed", {"Allow", "GET, HEAD, POST, PUT, PATCH, DELETE"}},
    {408, "Request Timeout", {0}},
    {413, "Content Too Large", {0}},
    {414, "URI Too Long", {0}},
    {431, "Request Header Fields Too Large", {0}},
    {501, "Not Implemented", {0}},
    {503, "Service Unavailable", {"Retry-After", "1"}},
    {505, "HTTP Version Not Supported", {0}},
};

enum { REFUSALS = sizeof refusals / sizeof *refusals };

struct asset {
    const struct http_asset *from;
    struct MHD_Response *plain;
    struct MHD_Response *gzip;
};

struct door {
    struct line common[COMMON_MAX];
    size_t n_common;
    char *common_text; /* the lines, cut up by nuls */
    char scratch[LINE_BYTES];
    struct MHD_Response *responses[REFUSALS];
    char cut[REFUSALS][CUT_BYTES];
    char words[REFUSALS][64];
    struct asset *assets; /* ascending by path */
    size_t n_assets;
};

/* Cuts one "Name: value\r\n" off *text in place; false when it is not one. */
static bool cut_line(char **text, struct line *ret)
{
    char *end = strstr(*text, "\r\n");
    char *colon = end == NULL ? NULL : memchr(*text, ':', (size_t)(end - *text));

    if (colon == NULL)
        return false;
    *end = 0;
    *colon = 0;
    *ret = (struct line){*text, colon + 1 + strspn(colon + 1, " \t")};
    *text = end + 2;
    return true;
}

static bool read_common(struct door *door, struct str lines)
{
    char *rest = malloc(lines.len + 1);

    door->common_text = rest;
    if (rest == NULL)
        return false;
    if (lines.len > 0)
        memcpy(rest, lines.at, lines.len);
    rest[lines.len] = 0;
    while (*rest != 0)
        if (door->n_common == COMMON_MAX || !cut_line(&rest, &door->common[door->n_common++]))
            return false;
    return true;
}

static bool has(struct MHD_Response *response, const char *name)
{
    return MHD_get_response_header(response, name) != NULL;
}

static void add_common(const struct door *door, struct MHD_Response *response)
{
    for (size_t i = 0; i < door->n_common; i++)
        if (!has(response, door->common[i].name))
            MHD_add_response_header(response, door->common[i].name, door->common[i].value);
}

static size_t append(char *out, size_t len, const char *name, const char *value)
{
    int n = snprintf(out + len, CUT_BYTES - len, "%s: %s\r\n", name, value);

    MUST(n > 0 && (size_t)n < CUT_BYTES - len);
    return len + (size_t)n;
}

static void make_cut(const struct door *door, const struct refusal *refusal, const char *words,
                     char *out)
{
    size_t len;
    char length[24];

    snprintf(length, sizeof length, "%zu", strlen(words));
    len = (size_t)snprintf(out, CUT_BYTES, "HTTP/1.1 %d %s\r\n", refusal->status, refusal->reason);
    len = append(out, len, "Connection", "close");
    len = append(out, len, "Content-Type", "text/plain; charset=utf-8");
    len = append(out, len, "Content-Length", length);
    if (refusal->extra.name != NULL)
        len = append(out, len, refusal->extra.name, refusal->extra.value);
    for (size_t i = 0; i < door->n_common; i++)
        len = append(out, len, door->common[i].name, door->common[i].value);
    MUST((size_t)snprintf(out + len, CUT_BYTES - len, "\r\n%s", words) < CUT_BYTES - len);
}

static bool make_refusal(struct door *door, size_t i)
{
    const struct refusal *refusal = &refusals[i];
    char *words = door->words[i];
    int len = snprintf(words, sizeof door->words[i], "%d %s\n", refusal->status, refusal->reason);
    struct MHD_Response *response =
        MHD_create_response_from_buffer((size_t)len, words, MHD_RESPMEM_PERSISTENT);

    door->responses[i] = response;
    if (response == NULL)
        return false;
    MHD_add_response_header(response, "Connection", "close");
    MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
    if (refusal->extra.name != NULL)
        MHD_add_response_header(response, refusal->extra.name, refusal->extra.value);
    add_common(door, response);
    make_cut(door, refusal, words, door->cut[i]);
    return true;
}

static struct MHD_Response *make_asset(const struct door *door, const struct http_asset *from,
                                       bool gzip)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        gzip ? from->gzip_bytes : from->plain_bytes, (void *)(gzip ? from->gzip : from->plain),
        MHD_RESPMEM_PERSISTENT);

    if (response == NULL)
        return NULL;
    MHD_add_response_header(response, "Content-Type", from->type);
    MHD_add_response_header(response, "Cache-Control", "public, max-age=31536000, immutable");
    if (from->gzip != NULL)
        MHD_add_response_header(response, "Vary", "Accept-Encoding");
    if (gzip)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    add_common(door, response);
    return response;
}

static int by_path(const void *a, const void *b)
{
    const struct asset *left = a;
    const struct asset *right = b;

    return strcmp(left->from->path, right->from->path);
}

static bool make_assets(struct door *door, const struct http_asset *assets, size_t n)
{
    door->assets = calloc(n + 1, sizeof *door->assets);
    if (door->assets == NULL)
        return false;
    for (; door->n_assets < n; door->n_assets++) {
        struct asset *asset = &door->assets[door->n_assets];

        asset->from = &assets[door->n_assets];
        asset->plain = make_asset(door, asset->from, false);
        if (asset->plain == NULL)
            return false;
        if (asset->from->gzip != NULL)
            asset->gzip = make_asset(door, asset->from, true);
    }
    qsort(door->assets, n, sizeof *door->assets, by_path);
    return true;
}

struct door *door_new(const struct http_service *service)
{
    struct door *door = calloc(1, sizeof *door);
    bool made = door != NULL && read_common(door, service->common_headers);

    for (size_t i = 0; made && i < REFUSALS; i++)
        made = make_refusal(door, i);
    if (made && make_assets(door, service->assets, service->n_assets))
        return door;
    door_free(door);
    return NULL;
}

static void drop(struct MHD_Response *response)
{
    if (response != NULL)
        MHD_destroy_response(response);
}

void door_free(struct door *door)
{
    if (door == NULL)
        return;
    for (size_t i = 0; i < REFUSALS; i++)
        drop(door->responses[i]);
    for (size_t i = 0; i < door->n_assets; i++) {
        drop(door->assets[i].plain);
        drop(door->assets[i].gzip);
    }
    free(door->assets);
    free(door->common_text);
    free(door);
}

static size_t refusal_of(int status)
{
    size_t i = 0;

    while (i < REFUSALS && refusals[i].status != status)
        i++;
    MUST(i < REFUSALS);
    return i;
}

struct MHD_Response *door_refusal(const struct door *door, int status)
{
    return door->responses[refusal_of(status)];
}

struct str door_cut(const struct door *door, int status)
{
    return str_of(door->cut[refusal_of(status)]);
}

struct MHD_Response *door_asset(const struct door *door, struct str path, bool gzip)
{
    size_t low = 0;
    size_t high = door->n_assets;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct asset *asset = &door->assets[middle];
        int order = str_cmp(path, str_of(asset->from->path));

        if (order == 0)
            return gzip && asset->gzip != NULL ? asset->gzip : asset->plain;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Framing is the library's, whatever a worker says. */
static bool is_framing(const char *name)
{
    return strcasecmp(name, "Content-Length") == 0 || strcasecmp(name, "Transfer-Encoding") == 0 ||
           strcasecmp(name, "Connection") == 0 || strcasecmp(name, "Date") == 0;
}

void door_dress(struct door *door, struct MHD_Response *response,
                const struct channel_reply *reply, bool closing)
{
    char *text = door->scratch;
    char *rest = text;
    struct line line;

    if (closing)
        MHD_add_response_header(response, "Connection", "close");
    MUST(reply->type.len < LINE_BYTES && reply->headers.len < LINE_BYTES);
    if (reply->type.len > 0) {
        memcpy(text, reply->type.at, reply->type.len);
        text[reply->type.len] = 0;
        MHD_add_response_header(response, "Content-Type", text);
    }
    memcpy(text, reply->headers.at, reply->headers.len);
    text[reply->headers.len] = 0;
    while (*rest != 0 && cut_line(&rest, &line))
        if (!is_framing(line.name))
            MHD_add_response_header(response, line.name, line.value);
    add_common(door, response);
}
