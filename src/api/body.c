#include "api/body.h"

#include "base/bug.h"
#include "markup/words.h"
#include "model/value.h"

/* ---- one value ---- */

static bool is_flag(const struct tree *value)
{
    return value->kind == TREE_TRUE || value->kind == TREE_FALSE;
}

static void refuse_type(struct job *job, struct str name, const char *type)
{
    /* The argument is shown in the reader's language: its word stands in api.type.TYPE. */
    job_refuse_with(job, name, S("api.type"), word_of(job->lang, S("api.type."), str_of(type)));
}

/* The text of a value as value.h has it; false when it is of another type. */
static bool field_text(struct job *job, const struct field *field, const struct tree *value,
                       struct str *ret)
{
    struct str name = str_of(field->name);

    if (field->kind == KIND_FLAG) {
        *ret = value->kind == TREE_TRUE ? S("1") : S("0");
        if (!is_flag(value))
            refuse_type(job, name, "flag");
        return is_flag(value);
    }
    *ret = S("");
    if (value->kind == TREE_NULL)
        return true;
    if (field->kind == KIND_REF || field->kind == KIND_NUMBER) {
        if (value->kind != TREE_WHOLE ||
            (field->kind == KIND_REF && value->whole < 1)) {
            refuse_type(job, name, field->kind == KIND_REF ? "positive" : "number");
            return false;
        }
        *ret = arena_text(job->mem, "%lld", (long long)value->whole);
        return true;
    }
    if (value->kind != TREE_TEXT) {
        refuse_type(job, name, "text");
        return false;
    }
    *ret = value->text;
    return true;
}

/* A form may leave a choice or a day empty; here absent is null and nothing else. */
static bool is_exact(struct job *job, const struct field *field, const struct tree *value,
                     struct str text)
{
    struct day day;
    int choice;

    if (value->kind != TREE_TEXT)
        return true;
    if (field->kind == KIND_DAY && !day_of_text(text, &day)) {
        job_refuse_with(job, str_of(field->name), S("value.day"), text);
        return false;
    }
    if (field->kind == KIND_CHOICE &&
        (text.len == 0 || !choice_of(field->choices, text, &choice))) {
        job_refuse_with(job, str_of(field->name), S("value.choice"), text);
        return false;
    }
    return true;
}

static void read_field(struct job *job, const struct intake *intake, int at,
                       const struct tree *value, struct given *given, void *trial)
{
    const struct field *field = &intake->noun->fields[at];

    if ((field->flags & intake->forbidden) != 0) {
        job_refuse(job, str_of(field->name), S("given.forbidden"));
        return;
    }
    if (!field_text(job, field, value, &given->text[at]) ||
        !is_exact(job, field, value, given->text[at]))
        return;
    given->text[at] = value_lines(job->mem, given->text[at]);
    given->is[at] = value_set(field, given->text[at], trial, &job->faults);
}

/* ---- members of our own ---- */

static bool read_shape(struct job *job, const struct tree *object, const struct shape *shape,
                       void *ret);

static bool read_texts(struct job *job, const struct tree *value, struct shape_list *ret)
{
    struct str *texts = NEW_ARRAY(job->mem, value->n, struct str);

    for (size_t i = 0; i < value->n; i++) {
        if (value->at[i].kind != TREE_TEXT)
            return false;
        texts[i] = value->at[i].text;
    }
    *ret = (struct shape_list){texts, value->n};
    return true;
}

static bool read_list(struct job *job, const struct tree *value, const struct shape *shape,
                      struct shape_list *ret)
{
    char *at = arena_alloc(job->mem, value->n * shape->size);

    for (size_t i = 0; i < value->n; i++) {
        if (value->at[i].kind != TREE_OBJECT)
            return false;
        /* What does not fit inside is noted there; the list itself is one. */
        (void)read_shape(job, &value->at[i], shape, at + i * shape->size);
    }
    *ret = (struct shape_list){at, value->n};
    return true;
}

static bool read_refs(struct job *job, const struct tree *value, struct shape_list *ret)
{
    struct ref *refs = NEW_ARRAY(job->mem, value->n, struct ref);

    for (size_t i = 0; i < value->n; i++) {
        if (value->at[i].kind != TREE_WHOLE || value->at[i].whole < 1)
            return false;
        refs[i].id = value->at[i].whole;
    }
    *ret = (struct shape_list){refs, value->n};
    return true;
}

/* A list of texts, of numbers of rows or of objects. */
static bool read_many(struct job *job, const struct shape_member *m, const struct tree *value,
                      void *p)
{
    if (value->kind != TREE_ARRAY)
        return false;
    if (m->kind == SHAPE_TEXTS)
        return read_texts(job, value, p);
    return m->kind == SHAPE_REFS ? read_refs(job, value, p) : read_list(job, value, m->shape, p);
}

/* The number of a row, or a number by itself. */
static void read_whole(struct job *job, const struct shape_member *m, const struct tree *value,
                       void *p)
{
    bool ref = m->kind == SHAPE_REF;

    if (value->kind != TREE_WHOLE || (ref && value->whole < 1))
        refuse_type(job, str_of(m->name), ref ? "positive" : "number");
    else if (ref)
        *(struct ref *)p = (struct ref){value->whole};
    else
        *(int64_t *)p = value->whole;
}

static void read_text(struct job *job, const struct shape_member *m, const struct tree *value,
                      void *p)
{
    if (value->kind != TREE_TEXT)
        refuse_type(job, str_of(m->name), "text");
    else
        *(struct str *)p = value->text;
}

/* A word of a choice, or a day: a text that has to be one of those. */
static void read_word(struct job *job, const struct shape_member *m, const struct tree *value,
                      void *p)
{
    bool is_text = value->kind == TREE_TEXT;
    struct str text = is_text ? value->text : S("");
    bool is_day = m->kind == SHAPE_DAY;
    int choice;

    if (is_day ? !is_text || !day_of_text(text, (struct day *)p)
               : text.len == 0 || !choice_of(m->choices, text, &choice))
        job_refuse_with(job, str_of(m->name), is_day ? S("value.day") : S("value.choice"), text);
    else if (!is_day)
        memcpy(p, &choice, sizeof choice);
}

static void read_object(struct job *job, const struct shape_member *m, const struct tree *value,
                        void *p)
{
    void *inner = arena_alloc(job->mem, m->shape->size);

    if (value->kind != TREE_OBJECT)
        refuse_type(job, str_of(m->name), "object");
    else if (read_shape(job, value, m->shape, inner))
        memcpy(p, &inner, sizeof inner);
}

/* What stands for nothing at all is left out, where that may be. */
static bool is_left_out(const struct shape_member *m, const struct tree *value)
{
    return value->kind == TREE_NULL && !m->needed && m->kind != SHAPE_FLAG &&
           m->kind != SHAPE_TEXTS && m->kind != SHAPE_REFS && m->kind != SHAPE_LIST;
}

static void read_member(struct job *job, const struct shape_member *m, const struct tree *value,
                        void *p)
{
    if (is_left_out(m, value))
        return;
    switch (m->kind) {
    case SHAPE_REF:
    case SHAPE_NUMBER:
        read_whole(job, m, value, p);
        return;
    case SHAPE_FLAG:
        if (!is_flag(value))
            refuse_type(job, str_of(m->name), "flag");
        *(bool *)p = value->kind == TREE_TRUE;
        return;
    case SHAPE_TEXT:
        read_text(job, m, value, p);
        return;
    case SHAPE_CHOICE:
    case SHAPE_DAY:
        read_word(job, m, value, p);
        return;
    case SHAPE_TEXTS:
    case SHAPE_LIST:
    case SHAPE_REFS:
        if (!read_many(job, m, value, p))
            refuse_type(job, str_of(m->name), "list");
        return;
    case SHAPE_OBJECT:
        read_object(job, m, value, p);
        return;
    default:
        bug_stop("a member of this kind cannot be given", __FILE__, __LINE__);
    }
}

static const struct shape_member *member_of(const struct shape *shape, struct str name)
{
    for (int i = 0; shape != NULL && i < shape->n_members; i++)
        if (str_eq(name, str_of(shape->members[i].name)))
            return &shape->members[i];
    return NULL;
}

static void require_members(struct job *job, const struct tree *object, const struct shape *shape)
{
    for (int i = 0; i < shape->n_members; i++)
        if (shape->members[i].needed && tree_member(object, str_of(shape->members[i].name)) == NULL)
            job_refuse(job, str_of(shape->members[i].name), S("value.required"));
}

static bool read_shape(struct job *job, const struct tree *object, const struct shape *shape,
                       void *ret)
{
    size_t before = job->faults.n;

    for (size_t i = 0; i < object->n; i++) {
        const struct tree *value = &object->at[i];
        const struct shape_member *m = member_of(shape, value->name);

        if (m == NULL)
            job_refuse(job, value->name, S("api.unknown_member"));
        else
            read_member(job, m, value, (char *)ret + m->offset);
    }
    require_members(job, object, shape);
    return job->faults.n == before;
}

/* ---- the whole body ---- */

static void require_fields(struct job *job, const struct intake *intake, const struct given *given,
                           const struct tree *body)
{
    for (int i = 0; i < intake->noun->n_fields; i++) {
        const struct field *field = &intake->noun->fields[i];
        const struct tree *value = tree_member(body, str_of(field->name));

        if ((field->flags & REQUIRED) != 0 && (field->flags & intake->forbidden) == 0 &&
            (value == NULL || (given->is[i] && given->text[i].len == 0)))
            job_refuse(job, str_of(field->name), S("value.required"));
    }
}

bool body_read(struct job *job, const struct tree *body, const struct intake *intake,
               struct given *given, void *more)
{
    size_t before = job->faults.n;
    void *trial = intake->noun == NULL ? NULL : arena_alloc(job->mem, intake->noun->size);

    MUST(given != NULL || intake->noun == NULL);
    if (given != NULL)
        *given = (struct given){.noun = intake->noun};
    for (size_t i = 0; i < body->n; i++) {
        const struct tree *value = &body->at[i];
        struct str name = value->name;
        int field = intake->noun == NULL ? -1 : noun_field(intake->noun, name);
        const struct shape_member *m = member_of(intake->more, name);

        if (field >= 0)
            read_field(job, intake, field, value, given, trial);
        else if (m != NULL)
            read_member(job, m, value, (char *)more + m->offset);
        else
            job_refuse(job, name, S("api.unknown_member"));
    }
    if (intake->whole && intake->noun != NULL)
        require_fields(job, intake, given, body);
    if (intake->more != NULL)
        require_members(job, body, intake->more);
    return job->faults.n == before;
}

/* ---- what is promised ---- */

static void list_required(struct json *json, const struct intake *intake)
{
    const struct noun *noun = intake->noun;
    int n = 0;

    for (int i = 0; noun != NULL && intake->whole && i < noun->n_fields; i++)
        n += (noun->fields[i].flags & REQUIRED) != 0 &&
             (noun->fields[i].flags & intake->forbidden) == 0;
    for (int i = 0; intake->more != NULL && i < intake->more->n_members; i++)
        n += intake->more->members[i].needed;
    if (n == 0) /* an empty list is not allowed there */
        return;
    json_list(json, S("required"));
    for (int i = 0; noun != NULL && intake->whole && i < noun->n_fields; i++)
        if ((noun->fields[i].flags & REQUIRED) != 0 &&
            (noun->fields[i].flags & intake->forbidden) == 0)
            json_add_str(json, JSON_ITEM, str_of(noun->fields[i].name));
    for (int i = 0; intake->more != NULL && i < intake->more->n_members; i++)
        if (intake->more->members[i].needed)
            json_add_str(json, JSON_ITEM, str_of(intake->more->members[i].name));
    json_end(json);
}

void body_schema(struct json *json, const struct intake *intake)
{
    json_open(json, str_of(intake->name));
    json_add_str(json, S("type"), S("object"));
    json_add_bool(json, S("additionalProperties"), false);
    list_required(json, intake);
    json_open(json, S("properties"));
    if (intake->noun != NULL)
        shape_noun_schema(json, intake->noun, intake->forbidden, false);
    for (int i = 0; intake->more != NULL && i < intake->more->n_members; i++)
        shape_member_schema(json, &intake->more->members[i]);
    json_end(json);
    json_end(json);
}
