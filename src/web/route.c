#include "web/route.h"

#include <stdio.h>

#include "base/bug.h"
#include "ledger/leave.h"

/* A form that is sent to a page without one: enough to answer it 405. */
enum { ROUTE_STRAY_BYTES = 64 * 1024 };

#define LIGHT false
#define COSTLY true

#define ROUTE(method, pattern, handler, asks, weight, limit)                                     \
    {HTTP_##method, STR_INIT(pattern), handler, asks, weight, limit},
const struct route route_all[] = {
#include "web/routes.def"
};
#undef ROUTE

const size_t route_all_n = sizeof route_all / sizeof *route_all;

/* The next segment of a path that begins with a slash; false at its end. */
static bool segment_next(struct str *rest, struct str *ret)
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

static bool is_param(struct str segment)
{
    return segment.len > 2 && segment.at[0] == '{' && segment.at[segment.len - 1] == '}';
}

/* Does the path fit the pattern? Then *ret_params holds its parts. */
static bool pattern_fits(struct str pattern, struct str path, struct route_param *ret_params,
                         size_t *ret_n)
{
    struct str want;
    struct str have;
    size_t n = 0;

    while (segment_next(&pattern, &want)) {
        if (!segment_next(&path, &have))
            return false;
        if (is_param(want)) {
            MUST(n < ROUTE_PARAMS_MAX);
            if (have.len == 0)
                return false;
            ret_params[n++] = (struct route_param){str_sub(want, 1, want.len - 1), have};
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
        [HTTP_GET] = "GET, HEAD", [HTTP_POST] = "POST",
    };
    const char *name = names[method];
    size_t at = strlen(hit->allow);

    MUST(name != NULL);
    if (strstr(hit->allow, name) == NULL) /* GET, HEAD, POST is the longest */
        (void)snprintf(hit->allow + at, sizeof hit->allow - at, "%s%s", at > 0 ? ", " : "", name);
}

void route_find_in(const struct route *table, size_t n, enum http_method method, struct str path,
                   struct route_hit *ret)
{
    enum http_method wanted = method == HTTP_HEAD ? HTTP_GET : method;
    struct route_hit hit = {0};

    for (size_t i = 0; i < n && path.len > 0 && path.at[0] == '/'; i++) {
        struct route_param params[ROUTE_PARAMS_MAX];
        size_t n_params;

        if (!pattern_fits(table[i].pattern, path, params, &n_params))
            continue;
        hit.known = true;
        allow_add(&hit, table[i].method);
        if (table[i].method != wanted || (hit.route != NULL && n_params >= hit.n_params))
            continue;
        hit.route = &table[i];
        hit.n_params = n_params;
        memcpy(hit.params, params, sizeof *params * n_params);
    }
    *ret = hit;
}

void route_find(enum http_method method, struct str path, struct route_hit *ret)
{
    route_find_in(route_all, route_all_n, method, path, ret);
}

struct http_weight web_weigh(enum http_method method, struct str path)
{
    struct route_hit hit;

    route_find(method, path, &hit);
    if (hit.route == NULL)
        return (struct http_weight){false, hit.known ? ROUTE_STRAY_BYTES : 0};
    return (struct http_weight){hit.route->costly, hit.route->limit_bytes};
}
