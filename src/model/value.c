#include "model/value.h"

#include "base/buf.h"

static const struct str none = {NULL, 0};

static const void *at(const struct field *field, const void *row)
{
    return (const char *)row + field->offset;
}

/* An enum of ours is as wide as an int; reading it as one is what choices do. */
static int choice_at(const struct field *field, const void *row)
{
    int value;

    memcpy(&value, at(field, row), sizeof value);
    return value;
}

struct str value_text(struct arena *mem, const struct field *field, const void *row)
{
    const void *p = at(field, row);
    char *day;

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_CODE:
        return ((const struct str *)p)->len == 0 ? none : *(const struct str *)p;
    case KIND_REF:
        return ((const struct ref *)p)->id == 0
            ? none : arena_text(mem, "%lld", (long long)((const struct ref *)p)->id);
    case KIND_DAY:
        day = arena_alloc(mem, DAY_TEXT_BYTES);
        return day_is(*(const struct day *)p) ? day_text(*(const struct day *)p, day) : none;
    case KIND_FLAG:
        return *(const bool *)p ? S("1") : S("0");
    case KIND_CHOICE:
        return choice_word(field->choices, choice_at(field, row));
    case KIND_NUMBER:
        return !((const struct maybe *)p)->is
            ? none : arena_text(mem, "%lld", (long long)((const struct maybe *)p)->n);
    }
    return none;
}

static bool refuse(const struct field *field, struct str key, struct str arg, struct faults *faults)
{
    fault_add(faults, str_of(field->name), key, arg);
    return false;
}

static bool has_controls(struct str text, bool lines)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if (c == 0x7f || (c < 0x20 && !(lines && (c == '\n' || c == '\t'))))
            return true;
    }
    return false;
}

/* The code point that begins at *at, of well-formed UTF-8; moves past it. */
static uint32_t next_point(const unsigned char **at)
{
    const unsigned char *from = *at;
    int more = from[0] < 0x80 ? 0 : from[0] < 0xe0 ? 1 : from[0] < 0xf0 ? 2 : 3;
    uint32_t point = more == 0 ? from[0] : from[0] & (0x3fu >> more);

    for (int i = 1; i <= more; i++)
        point = point << 6 | (from[i] & 0x3f);
    *at = from + more + 1;
    return point;
}

/* What nobody sees and everybody may be misled by: the second row of controls,
 * what turns the direction of reading so that a text shows as another than it is
 * [UAX9 3.1], and what is no character at all [Unicode 23.7]. */
static bool is_hidden(uint32_t c)
{
    return (c >= 0x80 && c <= 0x9f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

static bool has_hidden(struct str text)
{
    const unsigned char *at = (const unsigned char *)text.at;
    const unsigned char *end = at + text.len;

    while (at < end)
        if (is_hidden(next_point(&at)))
            return true;
    return false;
}

struct str value_unfit(struct str text, bool lines, size_t chars_max)
{
    if (!str_utf8(text))
        return S("value.utf8");
    if (has_controls(text, lines))
        return S("value.controls");
    if (has_hidden(text))
        return S("value.hidden");
    return str_chars(text) > chars_max ? S("value.long") : none;
}

bool value_line(struct str text, size_t chars_max)
{
    return text.len > 0 && value_unfit(text, false, chars_max).len == 0;
}

struct str value_seen(struct arena *mem, struct str text)
{
    struct buf out;

    buf_init(&out, mem, text.len);
    while (text.len > 0) {
        size_t len = str_char(text);
        const unsigned char *at = (const unsigned char *)text.at;
        uint32_t point = len == 0 ? 0 : next_point(&at);

        if (point >= 0x20 && point != 0x7f && !is_hidden(point))
            buf_put(&out, str_sub(text, 0, len));
        text = str_sub(text, len == 0 ? 1 : len, text.len);
    }
    return buf_str(&out);
}

struct str value_lines(struct arena *mem, struct str text)
{
    char *room;
    size_t n = 0;

    if (str_find(text, S("\r\n"), 0) < 0)
        return text;
    room = arena_alloc(mem, text.len);
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != '\r' || i + 1 >= text.len || text.at[i + 1] != '\n')
            room[n++] = text.at[i];
    return (struct str){room, n};
}

static bool holds(const struct field *field, struct str text, struct faults *faults)
{
    struct str why = value_unfit(text, (field->flags & LINES) != 0, (size_t)field->limit);

    return why.len == 0 || refuse(field, why, str_eq(why, S("value.long"))
                                                  ? str_of(field->limit_text) : none, faults);
}

static bool set_text(const struct field *field, struct str text, void *row, struct faults *faults)
{
    struct str value = str_trim(text);

    if (!holds(field, value, faults))
        return false;
    *(struct str *)((char *)row + field->offset) = value;
    return true;
}

static bool set_number(const struct field *field, struct str text, void *row, struct faults *faults)
{
    int64_t n = 0;

    if (text.len > 0 && !str_int(text, &n))
        return refuse(field, S("value.number"), text, faults);
    if (field->kind == KIND_REF) {
        if (n < 0)
            return refuse(field, S("value.number"), text, faults);
        *(struct ref *)((char *)row + field->offset) = (struct ref){n};
    } else {
        *(struct maybe *)((char *)row + field->offset) = (struct maybe){text.len > 0, n};
    }
    return true;
}

bool value_set(const struct field *field, struct str text, void *row, struct faults *faults)
{
    void *p = (char *)row + field->offset;
    struct day day = {0};
    int choice;

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_CODE:
        return set_text(field, text, row, faults);
    case KIND_REF:
    case KIND_NUMBER:
        return set_number(field, str_trim(text), row, faults);
    case KIND_DAY:
        text = str_trim(text);
        if (text.len > 0 && !day_of_text(text, &day))
            return refuse(field, S("value.day"), text, faults);
        *(struct day *)p = day;
        return true;
    case KIND_FLAG:
        if (!str_eq(text, S("1")) && !str_eq(text, S("0")) && text.len > 0)
            return refuse(field, S("value.flag"), text, faults);
        *(bool *)p = str_eq(text, S("1"));
        return true;
    case KIND_CHOICE:
        if (!choice_of(field->choices, str_trim(text), &choice))
            return refuse(field, S("value.choice"), text, faults);
        memcpy(p, &choice, sizeof choice);
        return true;
    }
    return false;
}

bool value_set_named(const struct noun *noun, const char *name, struct str text, void *row,
                     struct faults *faults)
{
    return value_set(&noun->fields[noun_field(noun, str_of(name))], text, row, faults);
}

bool value_same(const struct field *field, const void *a, const void *b)
{
    const void *x = at(field, a);
    const void *y = at(field, b);

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_CODE:
        return str_eq(*(const struct str *)x, *(const struct str *)y);
    case KIND_REF:
        return ((const struct ref *)x)->id == ((const struct ref *)y)->id;
    case KIND_DAY:
        return ((const struct day *)x)->n == ((const struct day *)y)->n;
    case KIND_FLAG:
        return *(const bool *)x == *(const bool *)y;
    case KIND_CHOICE:
        return choice_at(field, a) == choice_at(field, b);
    case KIND_NUMBER:
        return ((const struct maybe *)x)->is == ((const struct maybe *)y)->is &&
               (!((const struct maybe *)x)->is ||
                ((const struct maybe *)x)->n == ((const struct maybe *)y)->n);
    }
    return false;
}

static bool is_absent(const struct field *field, const void *row)
{
    const void *p = at(field, row);

    switch (field->kind) {
    case KIND_TEXT:
    case KIND_CODE:
        return ((const struct str *)p)->len == 0;
    case KIND_REF:
        return ((const struct ref *)p)->id == 0;
    case KIND_DAY:
        return !day_is(*(const struct day *)p);
    case KIND_FLAG:
        return false;
    case KIND_CHOICE:
        return choice_at(field, row) == 0;
    case KIND_NUMBER:
        return !((const struct maybe *)p)->is;
    }
    return false;
}

static bool has_fault(struct faults *faults, const struct field *field)
{
    for (size_t i = 0; i < faults_kept(faults); i++)
        if (str_eq(faults_at(faults, i)->field, str_of(field->name)))
            return true;
    return false;
}

/* What was given and did not fit is not there either; that is said once. */
void value_check(const struct noun *noun, const void *row, struct faults *faults)
{
    for (int i = 0; i < noun->n_fields; i++)
        if ((noun->fields[i].flags & REQUIRED) != 0 && is_absent(&noun->fields[i], row) &&
            !has_fault(faults, &noun->fields[i]))
            refuse(&noun->fields[i], S("value.required"), none, faults);
    if (noun->check != NULL)
        noun->check(row, faults);
}

void value_check_texts(const struct noun *noun, const void *was, const void *row,
                       struct faults *faults)
{
    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        if ((field->kind == KIND_TEXT || field->kind == KIND_CODE) &&
            !value_same(field, was, row) && !has_fault(faults, field))
            (void)holds(field, *(const struct str *)at(field, row), faults);
    }
}
