/* The other half of shape.h: what is promised of the objects that shape.c writes. */
#include "api/shape.h"

#include <stdio.h>

#include "base/bug.h"

static void add_type(struct json *json, struct str type, struct str format, bool nullable)
{
    json_add_str(json, S("type"), type);
    if (format.len > 0)
        json_add_str(json, S("format"), format);
    if (nullable)
        json_add_bool(json, S("nullable"), true);
}

static bool has_zero(const struct choices *choices)
{
    return choices->words[0] != NULL;
}

/* In an enum, null is named as well, or it would not be allowed [OAS 3.0.3 proposal 2019-10-31]. */
static void add_enum(struct json *json, const struct choices *choices, bool nullable)
{
    json_list(json, S("enum"));
    for (int i = 0; i < choices->n; i++)
        if (choices->words[i] != NULL)
            json_add_str(json, JSON_ITEM, str_of(choices->words[i]));
    if (nullable)
        json_add_null(json, JSON_ITEM);
    json_end(json);
}

void shape_ref(struct json *json, struct str name, const char *schema)
{
    char path[120];
    int n = snprintf(path, sizeof path, "#/components/schemas/%s", schema);

    MUST(n > 0 && (size_t)n < sizeof path);
    json_open(json, name);
    json_add_str(json, S("$ref"), str_of(path));
    json_end(json);
}

/* The number of a row. */
static void add_number(struct json *json, bool nullable)
{
    add_type(json, S("integer"), S("int64"), nullable);
    json_add_int(json, S("minimum"), 1);
}

static void field_schema(struct json *json, const struct field *field)
{
    bool nullable = (field->flags & REQUIRED) == 0;

    json_open(json, str_of(field->name));
    switch (field->kind) {
    case KIND_TEXT:
    case KIND_CODE:
        add_type(json, S("string"), S(""), nullable);
        json_add_int(json, S("maxLength"), field->limit);
        break;
    case KIND_REF:
        add_number(json, nullable);
        break;
    case KIND_DAY:
        add_type(json, S("string"), S("date"), nullable);
        break;
    case KIND_FLAG:
        add_type(json, S("boolean"), S(""), false);
        break;
    case KIND_CHOICE:
        nullable = nullable && !has_zero(field->choices);
        add_type(json, S("string"), S(""), nullable);
        add_enum(json, field->choices, nullable);
        break;
    case KIND_NUMBER:
        add_type(json, S("integer"), S("int64"), nullable);
        break;
    }
    json_end(json);
}

void shape_noun_schema(struct json *json, const struct noun *noun, unsigned left_out, bool row)
{
    if (row) {
        json_open(json, S("id"));
        add_type(json, S("integer"), S("int64"), true);
        json_end(json);
        json_open(json, S("version"));
        add_type(json, S("integer"), S("int64"), false);
        json_end(json);
    }
    for (int i = 0; i < noun->n_fields; i++)
        if ((noun->fields[i].flags & left_out) == 0)
            field_schema(json, &noun->fields[i]);
}

static void list_schema(struct json *json, const struct shape_member *m)
{
    json_add_str(json, S("type"), S("array"));
    if (m->kind == SHAPE_LIST) {
        shape_ref(json, S("items"), m->shape->name);
        return;
    }
    json_open(json, S("items"));
    if (m->kind == SHAPE_REFS)
        add_number(json, false);
    else
        json_add_str(json, S("type"), S("string"));
    if (m->kind == SHAPE_BITS)
        add_enum(json, m->choices, false);
    json_end(json);
}

/* Null and nothing else: `nullable` counts only beside a type, of which the enum leaves nothing. */
static void add_null_schema(struct json *json)
{
    json_open(json, JSON_ITEM);
    add_type(json, S("object"), S(""), true);
    json_list(json, S("enum"));
    json_add_null(json, JSON_ITEM);
    json_end(json);
    json_end(json);
}

/* A reference can bear no other member, and what it leads to is never null: one that may be is
 * that or null [OAS 3.0.3 proposal 2019-10-31]. */
static void object_schema(struct json *json, const struct shape_member *m)
{
    bool nullable = m->kind == SHAPE_OBJECT && !m->needed;

    json_list(json, nullable ? S("oneOf") : S("allOf"));
    shape_ref(json, JSON_ITEM, m->shape->name);
    if (nullable)
        add_null_schema(json);
    json_end(json);
}

static void value_schema(struct json *json, const struct shape_member *m)
{
    bool nullable;

    switch (m->kind) {
    case SHAPE_INT:
    case SHAPE_NUMBER:
        add_type(json, S("integer"), S("int64"), false);
        return;
    case SHAPE_REF:
        add_number(json, !m->needed);
        return;
    case SHAPE_FLAG:
        add_type(json, S("boolean"), S(""), false);
        return;
    case SHAPE_TEXT:
        add_type(json, S("string"), S(""), !m->needed);
        return;
    case SHAPE_DAY:
        add_type(json, S("string"), S("date"), !m->needed);
        return;
    case SHAPE_MOMENT:
        add_type(json, S("string"), S("date-time"), !m->needed);
        return;
    case SHAPE_CHOICE:
        nullable = !m->needed && !has_zero(m->choices);
        add_type(json, S("string"), S(""), nullable);
        add_enum(json, m->choices, nullable);
        return;
    case SHAPE_WITHIN:
    case SHAPE_OBJECT:
        object_schema(json, m);
        return;
    default:
        list_schema(json, m);
        return;
    }
}

void shape_member_schema(struct json *json, const struct shape_member *m)
{
    if (m->kind == SHAPE_ROW) {
        shape_noun_schema(json, m->noun, 0, true);
        return;
    }
    json_open(json, str_of(m->name));
    value_schema(json, m);
    json_end(json);
}

static void require_row(struct json *json, const struct noun *noun)
{
    json_add_str(json, JSON_ITEM, S("id"));
    json_add_str(json, JSON_ITEM, S("version"));
    for (int i = 0; i < noun->n_fields; i++)
        json_add_str(json, JSON_ITEM, str_of(noun->fields[i].name));
}

void shape_schema(struct json *json, const struct shape *shape)
{
    json_open(json, str_of(shape->name));
    json_add_str(json, S("type"), S("object"));
    json_add_bool(json, S("additionalProperties"), false);
    json_list(json, S("required"));
    for (int i = 0; i < shape->n_members; i++)
        if (shape->members[i].kind == SHAPE_ROW)
            require_row(json, shape->members[i].noun);
        else
            json_add_str(json, JSON_ITEM, str_of(shape->members[i].name));
    json_end(json);
    json_open(json, S("properties"));
    for (int i = 0; i < shape->n_members; i++)
        shape_member_schema(json, &shape->members[i]);
    json_end(json);
    json_end(json);
}
