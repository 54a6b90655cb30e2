#include "api/route.h"

#include <stdio.h>

#include "api/api.h"
#include "api/handlers.h"
#include "base/bug.h"
#include "ledger/leave.h"

#define LIGHT .costly = false
#define COSTLY .costly = true
#define SMALL .limit_bytes = 64 * 1024
#define FILE_BODY .limit_bytes = (size_t)36 * 1024 * 1024
#define GET(pattern_, asks_, look_, answer_, params_, ...)                                       \
    {.name = #look_, .method = HTTP_GET, .pattern = STR_INIT(pattern_), .asks = asks_,           \
     .look = api_##look_, .status = 200, .answer = answer_, .params = params_,                   \
     .summary = WORD_api_op_##look_, __VA_ARGS__},
#define DO(method_, status_, pattern_, asks_, act_, look_, intake_, answer_, ...)                \
    {.name = #act_, .method = HTTP_##method_, .pattern = STR_INIT(pattern_), .asks = asks_,      \
     .act = api_##act_, .look = api_##look_, .status = status_, .intake = intake_,               \
     .answer = answer_, .summary = WORD_api_op_##act_, __VA_ARGS__},
/* Room for an empty object, where no body is asked. */
enum { BARE_BYTES = 64 };

const struct route api_routes[] = {
#include "api/routes.def"
};
#undef GET
#undef DO

const size_t api_routes_n = sizeof api_routes / sizeof *api_routes;

bool api_part(struct str *rest, struct str *ret)
{
    size_t end = 1;

    if (rest->len == 0)
        return false;
    while (end < rest->len && rest->at[end] != '/')
        end++;
    *ret = str_sub(*rest, 1, end);
    *rest = str_sub(*rest, end, rest->len);
    return true;
}

bool api_part_named(struct str segment, struct str *ret_name)
{
    if (segment.len < 3 || segment.at[0] != '{' || segment.at[segment.len - 1] != '}')
        return false;
    *ret_name = str_sub(segment, 1, segment.len - 1);
    return true;
}

static bool fits(struct str pattern, struct str path, struct route_part *ret_parts, size_t *ret_n)
{
    struct str want;
    struct str have;
    struct str name;
    size_t n = 0;

    while (api_part(&pattern, &want)) {
        if (!api_part(&path, &have))
            return false;
        if (api_part_named(want, &name)) {
            MUST(n < ROUTE_PARAMS_MAX);
            if (have.len == 0)
                return false;
            ret_parts[n++] = (struct route_part){name, have};
        } else if (!str_eq(want, have)) {
            return false;
        }
    }
    *ret_n = n;
    return path.len == 0;
}

static void allow_add(struct route_hit *hit, enum http_method method)
{
    static const char *const names[HTTP_METHOD_COUNT] = {
        [HTTP_GET] = "GET, HEAD", [HTTP_POST] = "POST", [HTTP_PUT] = "PUT",
        [HTTP_PATCH] = "PATCH", [HTTP_DELETE] = "DELETE",
    };

    size_t at = strlen(hit->allow);

    if (strstr(hit->allow, names[method]) == NULL) /* all of them together fit */
        (void)snprintf(hit->allow + at, sizeof hit->allow - at, "%s%s", at > 0 ? ", " : "",
                       names[method]);
}

/* Where two patterns fit, the one with more fixed parts wins. */
void api_route(enum http_method method, struct str path, struct route_hit *ret)
{
    enum http_method wanted = method == HTTP_HEAD ? HTTP_GET : method;
    struct route_hit hit = {0};

    for (size_t i = 0; i < api_routes_n && path.len > 0 && path.at[0] == '/'; i++) {
        const struct route *route = &api_routes[i];
        struct route_part parts[ROUTE_PARAMS_MAX];
        size_t n;

        if (!fits(route->pattern, path, parts, &n))
            continue;
        hit.known = true;
        allow_add(&hit, route->method);
        if (route->method != wanted || (hit.route != NULL && n >= hit.n_parts))
            continue;
        hit.route = route;
        hit.n_parts = n;
        memcpy(hit.parts, parts, sizeof *parts * n);
    }
    *ret = hit;
}

bool api_is(struct str path)
{
    return str_starts(path, S("/api/")) || str_eq(path, S("/api")) ||
           str_eq(path, S("/openapi.json"));
}

struct http_weight api_weigh(enum http_method method, struct str path)
{
    struct route_hit hit;

    api_route(method, path, &hit);
    if (hit.route == NULL)
        return (struct http_weight){false, 0};
    return (struct http_weight){hit.route->costly,
                                hit.route->act != NULL && hit.route->limit_bytes == 0
                                    ? BARE_BYTES
                                    : hit.route->limit_bytes};
}
