#include "catalogue/norm_check.h"

#include "base/buf.h"
#include "catalogue/checking.h"

static void put_pointer(struct buf *out, const struct place *place)
{
    if (place == NULL)
        return;
    put_pointer(out, place->up);
    buf_char(out, '/');
    if (place->name.len == 0)
        buf_int(out, place->index);
    for (size_t i = 0; i < place->name.len; i++) {
        char c = place->name.at[i];

        if (c == '~' || c == '/')
            buf_put(out, c == '~' ? S("~0") : S("~1"));
        else
            buf_char(out, c);
    }
}

static void note(struct checking *checking, struct findings *findings,
                 const struct place *place, struct check_fault fault)
{
    struct buf out;

    if (findings->n++ >= CHECK_FAULTS_MAX)
        return;
    buf_init(&out, checking->mem, 96);
    put_pointer(&out, place);
    fault.pointer = buf_str(&out);
    findings->at[findings->n - 1] = fault;
}

void checking_fault(struct checking *checking, const struct place *place, int line,
                    const char *key, struct str arg)
{
    note(checking, &checking->faults, place,
         (struct check_fault){.line = line, .key = str_of(key), .arg = arg});
}

void checking_remark(struct checking *checking, const struct place *place, int line,
                     const char *key, struct str arg)
{
    note(checking, &checking->remarks, place,
         (struct check_fault){.line = line, .key = str_of(key), .arg = arg});
}

void checking_mark(struct checking *checking, enum shape_mark is, struct str text,
                   const struct place *place, int line)
{
    if (checking->n_marks == checking->room) {
        int room = checking->room == 0 ? 1024 : 2 * checking->room;
        struct mark *marks = NEW_ARRAY(checking->mem, (size_t)room, struct mark);

        if (checking->n_marks > 0)
            memcpy(marks, checking->marks, sizeof *marks * (size_t)checking->n_marks);
        checking->marks = marks;
        checking->room = room;
    }
    checking->marks[checking->n_marks++] = (struct mark){text, place, line, is};
}

const struct place *checking_step(struct checking *checking, const struct place *up,
                                  struct str name, int index)
{
    struct place *place = NEW(checking->mem, struct place);

    *place = (struct place){up, name, index};
    return place;
}

static void mark_inserts(struct checking *checking, const struct oscal *value,
                         const struct place *place)
{
    struct str id;

    for (size_t from = 0; oscal_insert(value->text, &from, &id);)
        checking_mark(checking, MARK_TO_PARAM, id, place, value->line);
}

static enum oscal_kind wanted_kind(enum shape_kind kind)
{
    if (kind == SHAPE_OBJECT)
        return OSCAL_OBJECT;
    if (kind == SHAPE_DECIMAL || kind == SHAPE_NATURAL || kind == SHAPE_POSITIVE)
        return OSCAL_NUMBER;
    return kind == SHAPE_BOOLEAN ? OSCAL_TRUE : OSCAL_TEXT;
}

static void check_object(struct checking *checking, const struct shape *shape,
                         const struct oscal *object, const struct place *place);

static void check_value(struct checking *checking, const struct shape_member *member,
                        const struct oscal *value, const struct place *place)
{
    enum oscal_kind kind = value->kind == OSCAL_FALSE ? OSCAL_TRUE : value->kind;

    if (kind != wanted_kind(member->kind)) {
        checking_fault(checking, place, value->line, "kind", member->name);
        return;
    }
    if (member->kind == SHAPE_OBJECT) {
        check_object(checking, member->of, value, place);
        return;
    }
    if ((kind == OSCAL_TEXT || kind == OSCAL_NUMBER) && !shape_holds(member, value->text))
        checking_fault(checking, place, value->line, shape_word(member->kind),
                       member->kind == SHAPE_WORD ? str_of(member->words) : value->text);
    if (member->mark != MARK_NONE)
        checking_mark(checking, member->mark, value->text, place, value->line);
    if (member->kind == SHAPE_TEXT || member->kind == SHAPE_LINE)
        mark_inserts(checking, value, place);
}

static void check_member(struct checking *checking, const struct shape_member *member,
                         const struct oscal *value, const struct place *place)
{
    bool list = (member->flags & LIST) != 0 ||
                ((member->flags & LIST_OR_ONE) != 0 && value->kind == OSCAL_ARRAY);

    if (!list) {
        check_value(checking, member, value, place);
        return;
    }
    if (value->kind != OSCAL_ARRAY) {
        checking_fault(checking, place, value->line, "list", member->name);
        return;
    }
    if (value->n == 0)
        checking_fault(checking, place, value->line, "list_empty", member->name);
    for (int i = 0; i < value->n; i++)
        check_value(checking, member, &value->at[i],
                    checking_step(checking, place, S(""), i));
}

static void check_either(struct checking *checking, const struct shape *shape,
                         const struct oscal *object, const struct place *place)
{
    int n = 0;

    for (int i = 0; i < SHAPE_EITHER_MAX && shape->either[i] != NULL; i++)
        n += oscal_member(object, str_of(shape->either[i])) != NULL;
    if (n > 1)
        checking_fault(checking, place, object->line, "either", str_of(shape->either[0]));
    if (n == 0 && shape->either_needed && checking->since_1_2)
        checking_fault(checking, place, object->line, "one_of", str_of(shape->either[0]));
}

/* Calls itself through check_value, at most OSCAL_DEPTH_MAX deep. */
static void check_object(struct checking *checking, const struct shape *shape,
                         const struct oscal *object, const struct place *place)
{
    for (int i = 0; i < shape->n; i++) {
        struct str name = shape->members[i].name;

        if ((shape->members[i].flags & NEEDED) && oscal_member(object, name) == NULL)
            checking_fault(checking, place, object->line, "missing", name);
    }
    check_either(checking, shape, object, place);
    for (int i = 0; i < object->n; i++) {
        const struct oscal *value = &object->at[i];
        const struct shape_member *member = shape_member(shape, value->name);
        const struct place *at = checking_step(checking, place, value->name, 0);

        if (member == NULL)
            checking_fault(checking, at, value->line, "unknown", value->name);
        else
            check_member(checking, member, value, at);
    }
}

/* Of a document that does not say its version the newest rules are asked. */
static bool is_since_1_2(const struct oscal *root)
{
    struct str version = oscal_text(oscal_member(root, S("metadata")), S("oscal-version"));

    return !str_starts(version, S("1.0")) && !str_starts(version, S("1.1"));
}

/* references: the second layer too. */
static void check_document(struct checking *checking, const struct oscal *document,
                           bool references)
{
    const struct oscal *root = oscal_root(document);
    const struct shape *shape = shape_of(root->name);
    const struct place *place = checking_step(checking, NULL, root->name, 0);
    const struct oscal *schema = oscal_member(document, S("$schema"));

    if (schema != NULL && schema->kind != OSCAL_TEXT)
        checking_fault(checking, checking_step(checking, NULL, schema->name, 0), schema->line,
                       "kind", schema->name);
    if (shape == NULL) {
        checking_fault(checking, place, root->line, "model", root->name);
        return;
    }
    checking->since_1_2 = is_since_1_2(root);
    check_object(checking, shape, root, place);
    if (references)
        checking_references(checking, root, place);
}

static struct checking checking_of(struct arena *mem)
{
    return (struct checking){
        .mem = mem,
        .faults.at = NEW_ARRAY(mem, CHECK_FAULTS_MAX, struct check_fault),
        .remarks.at = NEW_ARRAY(mem, CHECK_FAULTS_MAX, struct check_fault)};
}

static struct check_list list_of(const struct findings *findings)
{
    int n = findings->n < CHECK_FAULTS_MAX ? findings->n : CHECK_FAULTS_MAX;

    return (struct check_list){findings->at, n, findings->n - n};
}

static void check_tree(struct arena *mem, const struct oscal *document, bool references,
                       struct check_report *ret)
{
    struct checking checking = checking_of(mem);

    check_document(&checking, document, references);
    *ret = (struct check_report){oscal_root(document)->name, list_of(&checking.faults),
                                 list_of(&checking.remarks)};
}

void norm_check_schema(struct arena *mem, const struct oscal *document, struct check_report *ret)
{
    check_tree(mem, document, false, ret);
}

void norm_check_tree(struct arena *mem, const struct oscal *document, struct check_report *ret)
{
    check_tree(mem, document, true, ret);
}

enum outcome norm_check(struct arena *mem, struct str bytes, struct check_report *ret)
{
    struct checking checking;
    const struct oscal *document;
    struct oscal_fault fault;
    enum outcome o = oscal_read(mem, bytes, &document, &fault);

    if (o == BROKEN)
        return o;
    if (o == DONE) {
        norm_check_tree(mem, document, ret);
        return DONE;
    }
    checking = checking_of(mem);
    note(&checking, &checking.faults, NULL,
         (struct check_fault){.line = fault.line, .key = fault.key, .arg = fault.arg});
    *ret = (struct check_report){S(""), list_of(&checking.faults), list_of(&checking.remarks)};
    return DONE;
}
