/* api/shape.h - which C struct is which JSON object, said once.
 *
 * A table of members says where each value stands in a struct. From it follow the
 * object that is written, its schema in /openapi.json, and for what comes in the
 * reading; so what is written and what is promised cannot differ.
 *
 *     static const struct shape_member head_members[] = {
 *         SHAPE_ONE(TEXT, struct str, "hash", ledger_head, hash),
 *     };
 *     const struct shape head_shape = SHAPE_OF("ledger_head", ledger_head, head_members);
 *
 * Members are the names of the fields. Absent is null; every member is always there.
 *
 * Sources  [RFC8259]; [OAS 3.0.3] schema objects.
 */
#ifndef API_SHAPE_H
#define API_SHAPE_H

#include "model/noun.h"
#include "reports/json.h"

enum shape_kind {
    SHAPE_INT,    /* int                                                      */
    SHAPE_NUMBER, /* int64_t                                                  */
    SHAPE_REF,    /* struct ref: a number of 1 or more, or null               */
    SHAPE_FLAG,   /* bool                                                     */
    SHAPE_TEXT,   /* struct str                                               */
    SHAPE_DAY,    /* struct day                                               */
    SHAPE_MOMENT, /* struct moment                                            */
    SHAPE_CHOICE, /* an enum, as its word                                     */
    SHAPE_BITS,   /* unsigned: the words of the bits 1 << n, a list           */
    SHAPE_ROW,    /* the struct of a noun: id, version and fields, in place   */
    SHAPE_WITHIN, /* a struct of another shape, as an object                  */
    SHAPE_OBJECT, /* a pointer to a struct of another shape, or null          */
    SHAPE_LIST,   /* struct shape_list of structs of another shape            */
    SHAPE_TEXTS,  /* struct shape_list of struct str                          */
    SHAPE_REFS    /* struct shape_list of struct ref                          */
};

struct shape_list {
    const void *at;
    size_t n;
};

struct shape;

struct shape_member {
    const char *name;
    enum shape_kind kind;
    size_t offset;
    const struct choices *choices; /* CHOICE, BITS                     */
    const struct noun *noun;       /* ROW                              */
    const struct shape *shape;     /* WITHIN, OBJECT, LIST             */
    bool needed;                   /* of what comes in: must be there  */
};

struct shape {
    const char *name; /* among the schemas */
    size_t size;
    const struct shape_member *members;
    int n_members;
};

#define SHAPE_ONE(is, ctype, json, type, member, ...)                                           \
    {.name = json, .kind = SHAPE_##is, .offset = FIELD_AT(type, member, ctype), __VA_ARGS__}
#define SHAPE_NOUN(of, type, member)                                                            \
    {.name = "", .kind = SHAPE_ROW, .offset = FIELD_AT(type, member, struct of), .noun = &of##_noun}
#define SHAPE_OF(json, type, table)                                                             \
    {.name = json, .size = sizeof(struct type), .members = table,                               \
     .n_members = (int)(sizeof table / sizeof *table)}

/* shape_write: one object under a name (JSON_ITEM for none). */
void shape_write(struct json *json, struct str name, const struct shape *shape, const void *at);

/* shape_fields: id, version and each field of a row of a noun, into an open object. */
void shape_fields(struct json *json, const struct noun *noun, const void *row);

/* shape_schema: the schema object of a shape, under its name. shape_noun_schema:
 * the properties of a noun's fields but those with one of the flags left_out, into
 * an open object "properties"; with row, id and version too. */
void shape_schema(struct json *json, const struct shape *shape);
void shape_noun_schema(struct json *json, const struct noun *noun, unsigned left_out, bool row);
void shape_member_schema(struct json *json, const struct shape_member *member);

/* shape_ref: a member that points at the schema of a name. */
void shape_ref(struct json *json, struct str name, const char *schema);

#endif
