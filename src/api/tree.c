/* jansson and reports/json.h give the same names to other things: they never meet here. */
#include "api/tree.h"

#include <jansson.h>

static bool within_limits(struct str bytes, struct str *ret_why)
{
    bool quoted = false;
    int depth = 0;
    int values = 1;

    for (size_t i = 0; i < bytes.len; i++) {
        char c = bytes.at[i];

        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{'))
            depth++, values++;
        else if (!quoted && (c == ']' || c == '}'))
            depth--;
        else if (!quoted && c == ',')
            values++;
        if (depth > TREE_DEPTH_MAX || values > TREE_VALUES_MAX) {
            *ret_why = depth > TREE_DEPTH_MAX ? S("depth > 64") : S("> 20000 values");
            return false;
        }
    }
    return true;
}

static enum tree_kind kind_of(const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return TREE_OBJECT;
    case JSON_ARRAY:
        return TREE_ARRAY;
    case JSON_STRING:
        return TREE_TEXT;
    case JSON_INTEGER:
        return TREE_WHOLE;
    case JSON_REAL:
        return TREE_REAL;
    case JSON_TRUE:
        return TREE_TRUE;
    case JSON_FALSE:
        return TREE_FALSE;
    default:
        return TREE_NULL;
    }
}

static void copy(struct arena *mem, json_t *json, struct tree *to);

static void copy_children(struct arena *mem, json_t *json, struct tree *to)
{
    struct tree *at;
    const char *key;
    json_t *value;

    to->n = json_is_object(json) ? json_object_size(json) : json_array_size(json);
    at = NEW_ARRAY(mem, to->n, struct tree);
    to->at = at;
    if (json_is_array(json)) {
        for (size_t i = 0; i < to->n; i++)
            copy(mem, json_array_get(json, i), &at[i]);
        return;
    }
    json_object_foreach(json, key, value) {
        at->name = arena_str(mem, str_of(key));
        copy(mem, value, at++);
    }
}

/* As deep as the limit allows, no deeper. */
static void copy(struct arena *mem, json_t *json, struct tree *to)
{
    to->kind = kind_of(json);
    if (to->kind == TREE_TEXT)
        to->text = arena_str(mem, (struct str){json_string_value(json), json_string_length(json)});
    if (to->kind == TREE_WHOLE)
        to->whole = json_integer_value(json);
    if (to->kind == TREE_ARRAY || to->kind == TREE_OBJECT)
        copy_children(mem, json, to);
}

bool tree_read(struct arena *mem, struct str bytes, const struct tree **ret, struct str *ret_why)
{
    struct tree *root;
    json_error_t error;
    json_t *json;

    if (!within_limits(bytes, ret_why))
        return false;
    json = json_loadb(bytes.at == NULL ? "" : bytes.at, bytes.len, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL) {
        *ret_why = arena_text(mem, "%d:%d %s", error.line, error.column,
                              str_utf8(str_of(error.text)) ? error.text : "UTF-8");
        return false;
    }
    if (!json_is_object(json)) {
        json_decref(json);
        *ret_why = S("1:1");
        return false;
    }
    root = NEW(mem, struct tree);
    copy(mem, json, root);
    json_decref(json);
    *ret = root;
    return true;
}

const struct tree *tree_member(const struct tree *object, struct str name)
{
    for (size_t i = 0; i < object->n; i++)
        if (str_eq(object->at[i].name, name))
            return &object->at[i];
    return NULL;
}
