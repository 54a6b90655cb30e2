#include "catalogue/oscal_make.h"

struct oscal oscal_make_text(struct str text)
{
    return (struct oscal){.text = text, .kind = OSCAL_TEXT};
}

struct oscal oscal_make_list(const struct oscal *at, int n)
{
    return (struct oscal){.at = at, .n = n, .kind = OSCAL_ARRAY};
}

struct oscal oscal_make_object(const struct oscal *members, int n)
{
    return (struct oscal){.at = members, .n = n, .kind = OSCAL_OBJECT};
}

struct oscal oscal_make_named(struct str name, struct oscal value)
{
    value.name = name;
    return value;
}

const struct oscal *oscal_make_with(struct arena *mem, const struct oscal *object,
                                    struct str name, struct oscal value)
{
    struct oscal *members = NEW_ARRAY(mem, (size_t)object->n + 1, struct oscal);
    struct oscal *made = NEW(mem, struct oscal);
    bool none = value.kind == OSCAL_ARRAY && value.n == 0;
    bool there = none;
    int n = 0;

    for (int i = 0; i < object->n; i++) {
        bool is = str_eq(object->at[i].name, name);

        if (!is)
            members[n++] = object->at[i];
        else if (!none)
            members[n++] = oscal_make_named(name, value);
        there |= is;
    }
    if (!there)
        members[n++] = oscal_make_named(name, value);
    *made = *object;
    made->at = members;
    made->n = n;
    return made;
}

const struct oscal *oscal_make_without(struct arena *mem, const struct oscal *object,
                                       struct str name)
{
    if (oscal_member(object, name) == NULL)
        return object;
    return oscal_make_with(mem, object, name, oscal_make_list(NULL, 0));
}

struct oscal oscal_make_joined(struct arena *mem, const struct oscal *one,
                               const struct oscal *other)
{
    struct oscal *at = NEW_ARRAY(mem, (size_t)one->n + (size_t)other->n, struct oscal);

    if (one->n > 0)
        memcpy(at, one->at, sizeof *at * (size_t)one->n);
    if (other->n > 0)
        memcpy(at + one->n, other->at, sizeof *at * (size_t)other->n);
    return oscal_make_list(at, one->n + other->n);
}
