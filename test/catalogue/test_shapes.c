/* The tables of oscal.shapes against NIST's JSON schemas of 1.2.1, which stay outside the
 * project: every member, what must be there, every closed list of words. Where we mean to
 * differ stands in one table below. */
#include "files.h"

#include <jansson.h>

#include "catalogue/shape.h"

static struct arena *mem;

/* Members that must be there with us though the schema of 1.2 dropped it, `combine` whose
 * method it lost, and `name` of what may be of two kinds in it. */
static const char *const ours[] = {
    "params/id", "parties/uuid", "parties/type", "imports/href",
    "set-parameters/param-id", "subjects/type", "assessment-subjects/type", "combine/method",
};

/* As it is compared: the schema, the definitions, and what was seen. */
struct comparing {
    json_t *definitions;
    const struct shape *seen[400];
    int n_seen;
};

static bool is_ours(const char *path, const char *name)
{
    const char *last = strrchr(path, '/');
    struct str full = arena_text(mem, "%s/%s", last == NULL ? path : last + 1, name);

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (str_eq(full, str_of(ours[i])))
            return true;
    return false;
}

/* Follows references until what they give is no reference; the last name in *ret_name. */
static json_t *follow(const struct comparing *it, json_t *node, const char **ret_name)
{
    json_t *ref;

    while ((ref = json_object_get(node, "$ref")) != NULL) {
        *ret_name = strrchr(json_string_value(ref), '/') + 1;
        node = json_object_get(it->definitions, *ret_name);
        assert_non_null(node);
    }
    return node;
}

static enum shape_kind kind_named(const char *name)
{
    static const struct { const char *name; enum shape_kind kind; } rows[] = {
        {"MarkupMultilineDatatype", SHAPE_TEXT}, {"MarkupLineDatatype", SHAPE_LINE},
        {"StringDatatype", SHAPE_STRING},        {"TokenDatatype", SHAPE_TOKEN},
        {"UUIDDatatype", SHAPE_UUID},            {"DateTimeWithTimezoneDatatype", SHAPE_MOMENT},
        {"DateDatatype", SHAPE_DATE},            {"URIDatatype", SHAPE_URI},
        {"URIReferenceDatatype", SHAPE_URI_REF}, {"EmailAddressDatatype", SHAPE_EMAIL},
        {"Base64Datatype", SHAPE_BASE64},        {"DecimalDatatype", SHAPE_DECIMAL},
        {"NonNegativeIntegerDatatype", SHAPE_NATURAL},
        {"PositiveIntegerDatatype", SHAPE_POSITIVE}, {"BooleanDatatype", SHAPE_BOOLEAN},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(name, rows[i].name) == 0)
            return rows[i].kind;
    return SHAPE_KIND_COUNT;
}

/* The words of a closed list, with a space between; NULL when it is open or none. */
static const char *words_of(json_t *node)
{
    json_t *all = json_object_get(node, "allOf");
    json_t *list = json_object_get(node, "enum");
    struct str words = S("");

    for (size_t i = 0; i < json_array_size(all) && list == NULL; i++)
        list = json_object_get(json_array_get(all, i), "enum");
    for (size_t i = 0; i < json_array_size(list); i++)
        words = arena_text(mem, "%" STR_FMT "%s%s", STR_ARG(words), i == 0 ? "" : " ",
                           json_string_value(json_array_get(list, i)));
    return list == NULL ? NULL : words.at;
}

/* The basic kind of a value: its own, or the one that its allOf or anyOf begins with. */
static enum shape_kind kind_of(const struct comparing *it, json_t *node)
{
    const char *name = "";
    enum shape_kind kind;
    json_t *of;

    node = follow(it, node, &name);
    if ((kind = kind_named(name)) != SHAPE_KIND_COUNT)
        return kind;
    if (words_of(node) != NULL)
        return SHAPE_WORD;
    if (json_object_get(node, "properties") != NULL || json_object_get(node, "type") != NULL)
        return SHAPE_OBJECT;
    of = json_object_get(node, "allOf") != NULL ? json_object_get(node, "allOf")
                                                : json_object_get(node, "anyOf");
    return kind_of(it, json_array_get(of, 0));
}

static void compare(struct comparing *it, const struct shape *shape, json_t *node,
                    const char *path);

static void compare_value(struct comparing *it, const struct shape_member *member, json_t *node,
                          const char *path)
{
    enum shape_kind kind = kind_of(it, node);
    const char *name = "";

    if (kind != member->kind)
        fail_msg("%s: kind %d here, %d in the schema", path, member->kind, kind);
    node = follow(it, node, &name);
    if (kind == SHAPE_OBJECT)
        compare(it, member->of, node, path);
    else if (kind == SHAPE_WORD && strcmp(words_of(node), member->words) != 0)
        fail_msg("%s: \"%s\" here, \"%s\" in the schema", path, member->words, words_of(node));
}

/* A list, or one of two of which one is a list. */
static void compare_member(struct comparing *it, const struct shape_member *member, json_t *node,
                           const char *path)
{
    const char *name = "";
    json_t *at = follow(it, node, &name);
    json_t *items = json_object_get(at, "items");
    json_t *any = json_object_get(at, "anyOf");

    for (size_t i = 0; i < json_array_size(any) && items == NULL; i++)
        items = json_object_get(json_array_get(any, i), "items");
    if ((items != NULL) != ((member->flags & (LIST | LIST_OR_ONE)) != 0))
        fail_msg("%s: a list on one side only", path);
    compare_value(it, member, items == NULL ? node : items, path);
}

static bool holds(json_t *list, const char *name)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (strcmp(json_string_value(json_array_get(list, i)), name) == 0)
            return true;
    return false;
}

/* One form of an object; members it has are counted as found. */
static void compare_form(struct comparing *it, const struct shape *shape, json_t *form,
                         const char *path, bool *found)
{
    const char *name;
    json_t *node;

    assert_true(json_is_false(json_object_get(form, "additionalProperties")));
    json_object_foreach(json_object_get(form, "properties"), name, node) {
        const struct shape_member *member = shape_member(shape, str_of(name));

        if (member == NULL)
            fail_msg("%s/%s is only in the schema", path, name);
        if (found[member - shape->members])
            continue;
        found[member - shape->members] = true;
        compare_member(it, member, node, arena_text(mem, "%s/%s", path, name).at);
    }
}

static void compare(struct comparing *it, const struct shape *shape, json_t *node,
                    const char *path)
{
    json_t *forms = json_object_get(node, "anyOf");
    size_t n = forms == NULL ? 1 : json_array_size(forms);
    bool found[64] = {false};

    for (int i = 0; i < it->n_seen; i++)
        if (it->seen[i] == shape)
            return;
    it->seen[it->n_seen++] = shape;
    for (size_t i = 0; i < n; i++)
        compare_form(it, shape, forms == NULL ? node : json_array_get(forms, i), path, found);
    for (int i = 0; i < shape->n; i++) {
        const struct shape_member *member = &shape->members[i];
        bool needed = true;

        for (size_t f = 0; f < n; f++)
            needed &= holds(json_object_get(forms == NULL ? node : json_array_get(forms, f),
                                            "required"), member->name.at);
        if (!is_ours(path, member->name.at) &&
            (!found[i] || needed != ((member->flags & NEEDED) != 0)))
            fail_msg("%s/%s: %s", path, member->name.at, found[i] ? "needed" : "only here");
    }
}

TEST(every_member_is_that_of_the_published_schemas)
{
    static const char *const models[][2] = {
        {"catalog", "catalog"}, {"profile", "profile"}, {"mapping", "mapping-collection"},
        {"component", "component-definition"}, {"ssp", "system-security-plan"},
        {"assessment-plan", "assessment-plan"}, {"assessment-results", "assessment-results"},
        {"poam", "plan-of-action-and-milestones"},
    };

    files_shared_or_skip(mem);
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        struct str bytes = file_read(
            mem, arena_text(mem, SHARED "/schema/1.2.1/oscal_%s_schema.json", models[i][0]).at);
        json_t *schema = json_loadb(bytes.at, bytes.len, 0, NULL);
        struct comparing it = {.definitions = json_object_get(schema, "definitions")};
        const char *name = "";

        assert_non_null(schema);
        compare(&it, shape_of(str_of(models[i][1])),
                follow(&it, json_object_get(json_object_get(schema, "properties"), models[i][1]),
                       &name),
                models[i][1]);
        assert_true(it.n_seen > 20);
        json_decref(schema);
    }
}

TEST(a_root_that_is_no_model_has_no_shape)
{
    assert_null(shape_of(S("parameter")));
    assert_null(shape_member(NULL, S("uuid")));
    assert_non_null(shape_member(shape_of(S("assessment-plan")), S("import-ssp")));
    assert_null(shape_member(shape_of(S("assessment-plan")), S("import-ap")));
}

static int begin(void **state __attribute__((unused)))
{
    mem = arena_new(ARENA_BYTES);
    return 0;
}

static int end(void **state __attribute__((unused)))
{
    arena_free(mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_is_that_of_the_published_schemas),
        cmocka_unit_test(a_root_that_is_no_model_has_no_shape),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
