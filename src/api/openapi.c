/* /openapi.json: the interface, told from the tables that it runs by [OAS 3.0.3]. */
#include <stdio.h>

#include "api/ask.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/bug.h"
#include "ledger/leave.h"

enum { SHAPES_MAX = 96 };

/* The shapes that were met, so that each is told once and every reference leads somewhere. */
struct shapes {
    const struct shape *at[SHAPES_MAX];
    size_t n;
};

static void gather(struct shapes *shapes, const struct shape *shape)
{
    for (size_t i = 0; i < shapes->n; i++)
        if (shapes->at[i] == shape)
            return;
    MUST(shapes->n < SHAPES_MAX);
    shapes->at[shapes->n++] = shape;
    for (int i = 0; i < shape->n_members; i++)
        if (shape->members[i].shape != NULL)
            gather(shapes, shape->members[i].shape);
}

/* What comes in is no shape of its own, but its members may be of one. */
static void gather_inner(struct shapes *shapes, const struct shape *more)
{
    for (int i = 0; more != NULL && i < more->n_members; i++)
        if (more->members[i].shape != NULL)
            gather(shapes, more->members[i].shape);
}

/* The first route with this intake tells its schema. */
static bool is_first(size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (api_routes[i].intake == api_routes[at].intake)
            return false;
    return true;
}

static void write_schemas(struct json *json)
{
    struct shapes shapes = {.n = 0};

    json_open(json, S("schemas"));
    problem_schema(json);
    for (size_t i = 0; i < api_routes_n; i++) {
        const struct route *route = &api_routes[i];

        if (route->answer != NULL)
            gather(&shapes, route->answer);
        if (route->intake == NULL)
            continue;
        gather_inner(&shapes, route->intake->more);
        if (is_first(i))
            body_schema(json, route->intake);
    }
    for (size_t i = 0; i < shapes.n; i++)
        shape_schema(json, shapes.at[i]);
    json_end(json);
}

/* ---- one operation ---- */

static void write_type(struct json *json, const char *type, const char *format)
{
    json_open(json, S("schema"));
    json_add_str(json, S("type"), str_of(type));
    if (format != NULL)
        json_add_str(json, S("format"), str_of(format));
}

static void open_param(struct json *json, struct str name, const char *in, bool required)
{
    json_open(json, JSON_ITEM);
    json_add_str(json, S("name"), name);
    json_add_str(json, S("in"), str_of(in));
    json_add_bool(json, S("required"), required);
}

static void close_param(struct json *json)
{
    json_end(json); /* schema    */
    json_end(json); /* parameter */
}

static void write_query(struct json *json, const struct param *param)
{
    static const char *const types[] = {
        [PARAM_TEXT] = "string", [PARAM_NUMBER] = "integer", [PARAM_DAY] = "string",
        [PARAM_CHOICE] = "string", [PARAM_FLAG] = "boolean",
    };

    open_param(json, str_of(param->name), "query", false);
    write_type(json, types[param->kind], param->kind == PARAM_DAY ? "date" : NULL);
    if (param->kind == PARAM_NUMBER)
        json_add_int(json, S("minimum"), 0);
    if (param->kind == PARAM_CHOICE) {
        json_list(json, S("enum"));
        for (int i = 0; i < param->choices->n; i++)
            if (param->choices->words[i] != NULL)
                json_add_str(json, JSON_ITEM, str_of(param->choices->words[i]));
        json_end(json);
    }
    close_param(json);
}

static void write_params(struct json *json, const struct route *route)
{
    struct str rest = route->pattern;
    struct str part;
    struct str name;
    const struct param *param;

    json_list(json, S("parameters"));
    while (api_part(&rest, &part)) {
        bool number;

        if (!api_part_named(part, &name))
            continue;
        number = str_eq(name, S("id")) || str_eq(name, S("number"));
        open_param(json, name, "path", true);
        write_type(json, number ? "integer" : "string", NULL);
        close_param(json);
    }
    for (int i = 0; (param = ask_params(route->params, i)) != NULL; i++)
        write_query(json, param);
    if (route->seen) {
        open_param(json, S("If-Match"), "header", true);
        write_type(json, "string", NULL);
        json_add_str(json, S("pattern"), S("^\"[0-9]+\"$"));
        close_param(json);
    }
    if (route->act != NULL) {
        open_param(json, S("Idempotency-Key"), "header", false);
        write_type(json, "string", NULL);
        json_add_int(json, S("maxLength"), 200);
        close_param(json);
    }
    json_end(json);
}

static void write_content(struct json *json, struct str type, const char *schema)
{
    json_open(json, S("content"));
    json_open(json, type);
    if (schema != NULL) {
        shape_ref(json, S("schema"), schema);
    } else {
        json_open(json, S("schema"));
        json_add_str(json, S("type"), S("string"));
        json_add_str(json, S("format"), S("binary"));
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void write_header(struct json *json, struct str name)
{
    json_open(json, name);
    write_type(json, "string", NULL);
    json_end(json);
    json_end(json);
}

static void write_answer(struct json *json, const struct route *route)
{
    char status[12];

    snprintf(status, sizeof status, "%d", route->status);
    json_open(json, str_of(status));
    json_add_str(json, S("description"), route->status == 201   ? S("Created")
                                         : route->status == 204 ? S("No Content")
                                                                : S("OK"));
    json_open(json, S("headers"));
    write_header(json, S("API-Version"));
    if (route->seen || route->status == 201)
        write_header(json, S("ETag"));
    json_end(json);
    if (route->answer != NULL)
        write_content(json, S("application/json"), route->answer->name);
    else if (route->asks == ANYBODY)
        write_content(json, S("application/json"), NULL);
    else if (route->status != 204)
        write_content(json, S("*/*"), NULL);
    json_end(json);
}

static void write_operation(struct json *json, const struct route *route, enum lang lang)
{
    static const char *const methods[HTTP_METHOD_COUNT] = {
        [HTTP_GET] = "get", [HTTP_POST] = "post", [HTTP_PUT] = "put", [HTTP_PATCH] = "patch",
        [HTTP_DELETE] = "delete",
    };

    json_open(json, str_of(methods[route->method]));
    json_add_str(json, S("operationId"), str_of(route->name));
    json_add_str(json, S("summary"), word_plain(lang, route->summary));
    if (route->asks == ANYBODY) {
        json_list(json, S("security"));
        json_end(json);
    }
    write_params(json, route);
    if (route->intake != NULL) {
        json_open(json, S("requestBody"));
        json_add_bool(json, S("required"), true);
        write_content(json, S("application/json"), route->intake->name);
        json_end(json);
    }
    json_open(json, S("responses"));
    write_answer(json, route);
    json_open(json, S("default"));
    json_add_str(json, S("$ref"), S("#/components/responses/problem"));
    json_end(json);
    json_end(json);
    json_end(json);
}

static bool is_told(size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (str_eq(api_routes[i].pattern, api_routes[at].pattern))
            return true;
    return false;
}

static void write_paths(struct json *json, enum lang lang)
{
    json_open(json, S("paths"));
    for (size_t i = 0; i < api_routes_n; i++) {
        if (is_told(i))
            continue;
        json_open(json, api_routes[i].pattern);
        for (size_t j = i; j < api_routes_n; j++)
            if (str_eq(api_routes[j].pattern, api_routes[i].pattern))
                write_operation(json, &api_routes[j], lang);
        json_end(json);
    }
    json_end(json);
}

/* ---- the document ---- */

static void write_head(struct json *json)
{
    json_add_str(json, S("openapi"), S("3.0.3"));
    json_open(json, S("info"));
    json_add_str(json, S("title"), S("Waarborg"));
    json_add_str(json, S("version"), S(API_VERSION));
    json_open(json, S("license"));
    json_add_str(json, S("name"), S("EUPL-1.2"));
    json_end(json);
    json_end(json);
    json_list(json, S("servers"));
    json_open(json, JSON_ITEM);
    json_add_str(json, S("url"), S("/"));
    json_end(json);
    json_end(json);
    json_list(json, S("security"));
    json_open(json, JSON_ITEM);
    json_list(json, S("token"));
    json_end(json);
    json_end(json);
    json_end(json);
}

static void write_components(struct json *json)
{
    json_open(json, S("components"));
    json_open(json, S("securitySchemes"));
    json_open(json, S("token"));
    json_add_str(json, S("type"), S("http"));
    json_add_str(json, S("scheme"), S("bearer"));
    json_end(json);
    json_end(json);
    json_open(json, S("responses"));
    json_open(json, S("problem"));
    json_add_str(json, S("description"), S("Problem (RFC 9457)"));
    write_content(json, S("application/problem+json"), "problem");
    json_end(json);
    json_end(json);
    write_schemas(json);
    json_end(json);
}

/* The description holds nothing of anybody: any page may read it. */
enum outcome api_openapi_get(struct job *job, struct call *call)
{
    struct json json = json_of(&call->out);

    json_open(&json, JSON_ITEM);
    write_head(&json);
    write_paths(&json, job->lang);
    write_components(&json);
    json_end(&json);
    http_reply_header(call->reply, S("Access-Control-Allow-Origin"), S("*"));
    http_reply_header(call->reply, S("Cross-Origin-Resource-Policy"), S("cross-origin"));
    return DONE;
}

enum outcome api_openapi_here(struct job *job, struct call *call)
{
    return api_openapi_get(job, call);
}
