#include "web/form.h"

#include "base/bug.h"
#include "records/record.h"

enum { FIRST_ROOM = 16 };

enum form_read form_add(struct form *form, struct arena *mem, struct str name, struct str value)
{
    if (form->n == FORM_FIELDS_MAX || name.len > FORM_NAME_BYTES || value.len > FORM_VALUE_BYTES)
        return FORM_TOO_MUCH;
    /* Room doubles: it is full at 16, 32, 64 … fields. */
    if (form->n == 0 || (form->n >= FIRST_ROOM && (form->n & (form->n - 1)) == 0)) {
        struct form_field *more = NEW_ARRAY(mem, form->n == 0 ? FIRST_ROOM : form->n * 2,
                                            struct form_field);

        if (form->n > 0)
            memcpy(more, form->at, form->n * sizeof *more);
        form->at = more;
    }
    form->at[form->n++] = (struct form_field){name, value};
    return FORM_READ;
}

enum form_read form_query(struct arena *mem, struct str query, struct form *ret)
{
    return urlencoded_read(mem, query, ret);
}

/* boundary=x or boundary="x" among the parameters of a type. */
static struct str boundary_of(struct str type)
{
    ptrdiff_t at = type.len == 0 ? -1 : str_find(type, S("boundary="), 0);
    struct str value;
    struct str rest;

    if (at < 0)
        return S("");
    value = str_trim(str_cut(str_sub(type, (size_t)at + 9, type.len), ';', &rest));
    if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"')
        value = str_sub(value, 1, value.len - 1);
    return value;
}

enum form_read form_body(struct arena *mem, struct str type, struct str body, struct form *ret)
{
    struct str rest;
    struct str kind = str_trim(str_cut(type, ';', &rest));

    if (body.len == 0)
        return urlencoded_read(mem, body, ret);
    if (str_eq(kind, S("application/x-www-form-urlencoded")))
        return urlencoded_read(mem, body, ret);
    if (str_eq(kind, S("multipart/form-data")))
        return multipart_read(mem, boundary_of(rest), body, ret);
    return FORM_OTHER_KIND;
}

static const struct form_field *last_of(const struct form *form, struct str name)
{
    for (size_t i = form->n; i > 0; i--)
        if (str_eq(form->at[i - 1].name, name))
            return &form->at[i - 1];
    return NULL;
}

bool form_has(const struct form *form, struct str name)
{
    return last_of(form, name) != NULL;
}

struct str form_raw(const struct form *form, struct str name)
{
    const struct form_field *field = last_of(form, name);

    return field == NULL ? S("") : field->value;
}

struct str form_str(const struct form *form, struct str name)
{
    return str_trim(form_raw(form, name));
}

struct str *form_all(const struct form *form, struct arena *mem, struct str name, size_t *ret_n)
{
    struct str *all = NEW_ARRAY(mem, form->n, struct str);
    size_t n = 0;

    for (size_t i = 0; i < form->n; i++)
        if (str_eq(form->at[i].name, name))
            all[n++] = str_trim(form->at[i].value);
    *ret_n = n;
    return all;
}

static void note(const struct form *form, struct str name, struct str key, struct str text)
{
    if (form->faults != NULL)
        fault_add(form->faults, name, key, text);
}

int64_t form_int(const struct form *form, struct str name)
{
    struct str text = form_str(form, name);
    int64_t n = 0;

    if (text.len > 0 && !str_int(text, &n))
        note(form, name, S("fault.number"), text);
    return n;
}

struct day form_day(const struct form *form, struct str name)
{
    struct str text = form_str(form, name);
    struct day day = {0};

    if (text.len > 0 && !day_of_text(text, &day))
        note(form, name, S("fault.day"), text);
    return day;
}

int form_choice(const struct form *form, struct str name, const struct choices *choices)
{
    struct str text = form_str(form, name);
    int value = 0;

    if (!choice_of(choices, text, &value))
        note(form, name, S("fault.choice"), text);
    return value;
}

struct row form_row(const struct form *form)
{
    return (struct row){.id = form_int(form, S("row_id")),
                        .version = form_int(form, S("row_version"))};
}

bool form_file(const struct form *form, struct str name, struct str *ret_name,
               struct str *ret_bytes)
{
    if (form->file_field.len == 0 || !str_eq(form->file_field, name))
        return false;
    *ret_name = form->file_name;
    *ret_bytes = form->file_bytes;
    return true;
}

void form_given(const struct form *form, const struct noun *noun, struct given *ret)
{
    struct given given = {.noun = noun};

    MUST((size_t)noun->n_fields <= sizeof given.is / sizeof *given.is);
    for (int i = 0; i < noun->n_fields; i++) {
        struct str name = str_of(noun->fields[i].name);

        given.is[i] = (noun->fields[i].flags & OURS) == 0 && form_has(form, name);
        given.text[i] = form_str(form, name);
    }
    *ret = given;
}
