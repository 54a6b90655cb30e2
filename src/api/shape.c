#include "api/shape.h"

#include "base/bug.h"

static int int_at(const void *p)
{
    int n;

    memcpy(&n, p, sizeof n);
    return n;
}

/* A text that is absent is null; the empty text of ours is absent. */
static void add_text(struct json *json, struct str name, struct str text)
{
    if (text.len == 0)
        json_add_null(json, name);
    else
        json_add_str(json, name, text);
}

static void add_ref(struct json *json, struct str name, int64_t id)
{
    if (id == 0)
        json_add_null(json, name);
    else
        json_add_int(json, name, id);
}

static void add_field(struct json *json, const struct field *field, const void *p)
{
    const struct str name = str_of(field->name);
    const struct maybe *maybe = p;

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_CODE:
        add_text(json, name, *(const struct str *)p);
        return;
    case KIND_REF:
        add_ref(json, name, ((const struct ref *)p)->id);
        return;
    case KIND_DAY:
        json_add_day(json, name, *(const struct day *)p);
        return;
    case KIND_FLAG:
        json_add_bool(json, name, *(const bool *)p);
        return;
    case KIND_CHOICE:
        add_text(json, name, choice_word(field->choices, int_at(p)));
        return;
    case KIND_NUMBER:
        if (maybe->is)
            json_add_int(json, name, maybe->n);
        else
            json_add_null(json, name);
        return;
    }
}

void shape_fields(struct json *json, const struct noun *noun, const void *row)
{
    const struct row *head = row;

    add_ref(json, S("id"), head->id);
    json_add_int(json, S("version"), head->version);
    for (int i = 0; i < noun->n_fields; i++)
        add_field(json, &noun->fields[i], (const char *)row + noun->fields[i].offset);
}

static void write_bits(struct json *json, struct str name, const struct choices *choices,
                       unsigned bits)
{
    json_list(json, name);
    for (int i = 0; i < choices->n; i++)
        if ((bits & 1u << i) != 0)
            json_add_str(json, JSON_ITEM, choice_word(choices, i));
    json_end(json);
}

static void write_list(struct json *json, const struct shape_member *m,
                       const struct shape_list *list)
{
    json_list(json, str_of(m->name));
    for (size_t i = 0; i < list->n; i++)
        if (m->kind == SHAPE_TEXTS)
            json_add_str(json, JSON_ITEM, ((const struct str *)list->at)[i]);
        else if (m->kind == SHAPE_REFS)
            json_add_int(json, JSON_ITEM, ((const struct ref *)list->at)[i].id);
        else
            shape_write(json, JSON_ITEM, m->shape, (const char *)list->at + i * m->shape->size);
    json_end(json);
}

static void write_member(struct json *json, const struct shape_member *m, const void *p)
{
    const struct str name = str_of(m->name);
    const void *other;

    switch (m->kind) {
    case SHAPE_INT:
        json_add_int(json, name, int_at(p));
        return;
    case SHAPE_NUMBER:
        json_add_int(json, name, *(const int64_t *)p);
        return;
    case SHAPE_REF:
        add_ref(json, name, ((const struct ref *)p)->id);
        return;
    case SHAPE_FLAG:
        json_add_bool(json, name, *(const bool *)p);
        return;
    case SHAPE_TEXT:
        add_text(json, name, *(const struct str *)p);
        return;
    case SHAPE_DAY:
        json_add_day(json, name, *(const struct day *)p);
        return;
    case SHAPE_MOMENT:
        json_add_moment(json, name, *(const struct moment *)p);
        return;
    case SHAPE_CHOICE:
        add_text(json, name, choice_word(m->choices, int_at(p)));
        return;
    case SHAPE_BITS:
        write_bits(json, name, m->choices, *(const unsigned *)p);
        return;
    case SHAPE_ROW:
        shape_fields(json, m->noun, p);
        return;
    case SHAPE_WITHIN:
        shape_write(json, name, m->shape, p);
        return;
    case SHAPE_OBJECT:
        memcpy(&other, p, sizeof other);
        if (other == NULL)
            json_add_null(json, name);
        else
            shape_write(json, name, m->shape, other);
        return;
    case SHAPE_LIST:
    case SHAPE_TEXTS:
    case SHAPE_REFS:
        write_list(json, m, p);
        return;
    }
}

void shape_write(struct json *json, struct str name, const struct shape *shape, const void *at)
{
    json_open(json, name);
    for (int i = 0; i < shape->n_members; i++)
        write_member(json, &shape->members[i], (const char *)at + shape->members[i].offset);
    json_end(json);
}
