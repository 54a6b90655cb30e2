#include "catalogue/oscal_write.h"

#include "catalogue/shape.h"

static void put_text(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789abcdef";

    buf_char(out, '"');
    for (size_t i = 0, from = 0; i <= text.len; i++) {
        unsigned char c = i < text.len ? (unsigned char)text.at[i] : 0;

        if (i < text.len && c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(out, str_sub(text, from, i));
        from = i + 1;
        if (i == text.len)
            break;
        if (c == '\n')
            buf_put(out, S("\\n"));
        else if (c == '\t')
            buf_put(out, S("\\t"));
        else if (c >= 0x20) {
            buf_char(out, '\\');
            buf_char(out, (char)c);
        } else {
            buf_put(out, S("\\u00"));
            buf_char(out, digits[c >> 4]);
            buf_char(out, digits[c & 15]);
        }
    }
    buf_char(out, '"');
}

static void put_line(struct buf *out, int level)
{
    buf_char(out, '\n');
    for (int i = 0; i < level; i++)
        buf_put(out, S("  "));
}

static void put_value(struct buf *out, const struct oscal *value, const struct shape *shape,
                      int level);

static void put_member(struct buf *out, const struct oscal *value, const struct shape *shape,
                       int level, bool *first)
{
    if (!*first)
        buf_char(out, ',');
    *first = false;
    put_line(out, level);
    put_text(out, value->name);
    buf_put(out, S(": "));
    put_value(out, value, shape, level);
}

static void put_object(struct buf *out, const struct oscal *object, const struct shape *shape,
                       int level)
{
    bool first = true;

    buf_char(out, '{');
    for (int i = 0; shape != NULL && i < shape->n; i++) {
        const struct oscal *value = oscal_member(object, shape->members[i].name);

        if (value != NULL)
            put_member(out, value, shape->members[i].of, level + 1, &first);
    }
    for (int i = 0; i < object->n; i++)
        if (shape_member(shape, object->at[i].name) == NULL)
            put_member(out, &object->at[i], NULL, level + 1, &first);
    if (!first)
        put_line(out, level);
    buf_char(out, '}');
}

/* Calls itself as deep as the document is. */
static void put_value(struct buf *out, const struct oscal *value, const struct shape *shape,
                      int level)
{
    switch (value->kind) {
    case OSCAL_OBJECT:
        put_object(out, value, shape, level);
        return;
    case OSCAL_ARRAY:
        buf_char(out, '[');
        for (int i = 0; i < value->n; i++) {
            if (i > 0)
                buf_char(out, ',');
            put_line(out, level + 1);
            put_value(out, &value->at[i], shape, level + 1);
        }
        if (value->n > 0)
            put_line(out, level);
        buf_char(out, ']');
        return;
    case OSCAL_TEXT:
        put_text(out, value->text);
        return;
    case OSCAL_NUMBER:
        buf_put(out, value->text);
        return;
    case OSCAL_TRUE:
    case OSCAL_FALSE:
        buf_put(out, value->kind == OSCAL_TRUE ? S("true") : S("false"));
        return;
    case OSCAL_NULL:
    case OSCAL_KIND_COUNT:
        break;
    }
    buf_put(out, S("null"));
}

/* ---- how many bytes that will be ---- */

static size_t text_bytes(struct str text)
{
    size_t n = text.len + 2;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if (c == '\n' || c == '\t' || c == '"' || c == '\\')
            n += 1;
        else if (c < 0x20)
            n += 5;
    }
    return n;
}

/* Calls itself as deep as the document is. */
static size_t value_bytes(const struct oscal *value, int level)
{
    size_t line = 1 + 2 * (size_t)level;
    size_t n = 2 + (value->n > 0 ? line : 0);

    if (value->kind == OSCAL_TEXT)
        return text_bytes(value->text);
    if (value->kind == OSCAL_NUMBER)
        return value->text.len;
    if (value->kind != OSCAL_OBJECT && value->kind != OSCAL_ARRAY)
        return value->kind == OSCAL_FALSE ? 5 : 4;
    for (int i = 0; i < value->n; i++) {
        n += (i > 0) + line + 2 + value_bytes(&value->at[i], level + 1);
        if (value->kind == OSCAL_OBJECT)
            n += text_bytes(value->at[i].name) + 2;
    }
    return n;
}

void oscal_write_root(struct buf *out, const struct oscal *root)
{
    buf_room(out, value_bytes(root, 0));
    put_value(out, root, shape_of(root->name), 0);
}

void oscal_write(struct buf *out, const struct oscal *document)
{
    bool first = true;

    buf_room(out, value_bytes(document, 0) + 1);
    buf_char(out, '{');
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < document->n; i++)
            if (str_eq(document->at[i].name, S("$schema")) == (pass == 0))
                put_member(out, &document->at[i], shape_of(document->at[i].name), 1, &first);
    buf_put(out, first ? S("}\n") : S("\n}\n"));
}
