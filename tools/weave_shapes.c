/* weave-shapes OUT.c IN.shapes
 *
 * Makes the tables of catalogue/shape.h from src/catalogue/oscal.shapes, which says at its
 * head how it is written. Refuses a kind that is no object and no known kind of value, a
 * name that is given twice, and a choice between members that are not there.
 */
#include <stdlib.h>

#include "tool.h"

enum { SHAPES_MAX = 400, USUAL_MAX = 20, MEMBERS_MAX = 40, EITHER_MAX = 3 };

struct member {
    struct str name;
    struct str kind; /* of a value, the words in brackets, or an object */
    struct str mark;
    bool needed;
    bool list;
    bool list_or_one;
    bool uses; /* the mark is after >, not after = */
};

struct shape {
    struct str name;
    size_t line;
    bool document;
    struct str either[EITHER_MAX];
    int n_either;
    bool either_needed;
    struct member members[MEMBERS_MAX];
    int n;
};

struct weaving {
    struct arena *mem;
    const char *path;
    struct shape *shapes;
    int n;
    struct member usual[USUAL_MAX];
    int n_usual;
};

static const char *const kinds[] = {"text", "line", "string", "token", "uuid", "moment", "date",
    "uri", "uri-ref", "email", "base64", "decimal", "natural", "positive", "boolean"};

static struct str word(struct str *rest)
{
    *rest = str_trim(*rest);
    return str_cut(*rest, ' ', rest);
}

static bool is_kind(struct str name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(name, str_of(kinds[i])))
            return true;
    return false;
}

static bool take_end(struct str *text, struct str end)
{
    if (!str_ends(*text, end))
        return false;
    text->len -= end.len;
    return true;
}

/* "NAME KIND[]!" with perhaps "= MARK" or "> MARK"; "NAME" alone is the usual one. */
static struct member member_of(struct weaving *it, struct str text, size_t line)
{
    struct member member = {.name = word(&text)};
    struct str all = str_trim(text);

    if (all.len == 0) {
        for (int i = 0; i < it->n_usual; i++)
            if (str_eq(it->usual[i].name, member.name))
                return it->usual[i];
        tool_refuse(it->path, line, "%" STR_FMT " has no kind", STR_ARG(member.name));
    }
    member.kind = all;
    for (size_t i = 1; i + 2 < all.len && member.mark.len == 0; i++)
        if (all.at[i - 1] == ' ' && all.at[i + 1] == ' ' && strchr("=>", all.at[i]) != NULL) {
            member.uses = all.at[i] == '>';
            member.mark = str_trim(str_sub(all, i + 1, all.len));
            member.kind = str_trim(str_sub(all, 0, i));
        }
    member.needed = take_end(&member.kind, S("!"));
    member.list_or_one = take_end(&member.kind, S("?"));
    member.list = take_end(&member.kind, S("[]")) && !member.list_or_one;
    return member;
}

/* "object NAME (a | b)!" */
static void begin(struct weaving *it, struct str text, size_t line)
{
    struct shape *shape = &it->shapes[it->n++];
    struct str first = word(&text);

    if (it->n == SHAPES_MAX)
        tool_refuse(it->path, line, "too many objects");
    *shape = (struct shape){.document = str_eq(first, S("document")), .line = line};
    if (!shape->document && !str_eq(first, S("object")))
        tool_refuse(it->path, line, "neither a document nor an object");
    shape->name = word(&text);
    text = str_trim(text);
    shape->either_needed = take_end(&text, S("!"));
    if (text.len < 2)
        return;
    for (text = str_sub(text, 1, text.len - 1); text.at != NULL;) {
        if (shape->n_either == EITHER_MAX)
            tool_refuse(it->path, line, "a choice of more than three");
        shape->either[shape->n_either++] = str_trim(str_cut(text, '|', &text));
    }
}

static void read_members(struct weaving *it, struct str text, size_t line)
{
    while (text.at != NULL) {
        struct shape *shape = it->n > 0 ? &it->shapes[it->n - 1] : NULL;
        struct str one = str_trim(str_cut(text, ';', &text));

        if (one.len == 0)
            continue;
        if (shape == NULL || shape->n == MEMBERS_MAX)
            tool_refuse(it->path, line, "a member of nothing, or too many");
        shape->members[shape->n++] = member_of(it, one, line);
    }
}

static void read_all(struct weaving *it, struct str text)
{
    for (size_t line = 1; text.at != NULL; line++) {
        struct str one = str_cut(text, '\n', &text);

        if (str_trim(one).len == 0 || one.at[0] == '#')
            continue;
        if (str_starts(one, S("usual "))) {
            if (it->n_usual == USUAL_MAX)
                tool_refuse(it->path, line, "too many usual members");
            it->usual[it->n_usual++] = member_of(it, str_sub(one, 6, one.len), line);
        } else if (one.at[0] == ' ')
            read_members(it, one, line);
        else
            begin(it, one, line);
    }
}

static const struct shape *shape_named(const struct weaving *it, struct str name)
{
    for (int i = 0; i < it->n; i++)
        if (str_eq(it->shapes[i].name, name))
            return &it->shapes[i];
    return NULL;
}

static void check(const struct weaving *it)
{
    for (int i = 0; i < it->n; i++) {
        const struct shape *shape = &it->shapes[i];

        if (shape_named(it, shape->name) != shape || is_kind(shape->name))
            tool_complain(it->path, shape->line, "%" STR_FMT " is there already",
                          STR_ARG(shape->name));
        for (int e = 0; e < shape->n_either; e++) {
            bool there = false;

            for (int j = 0; j < shape->n; j++)
                there |= str_eq(shape->members[j].name, shape->either[e]);
            if (!there)
                tool_complain(it->path, shape->line, "no member %" STR_FMT,
                              STR_ARG(shape->either[e]));
        }
        for (int j = 0; j < shape->n; j++) {
            struct str kind = shape->members[j].kind;

            if (!str_starts(kind, S("(")) && !is_kind(kind) && shape_named(it, kind) == NULL)
                tool_complain(it->path, shape->line, "%" STR_FMT " is of no known kind",
                              STR_ARG(shape->members[j].name));
        }
    }
    if (tool_complaints() > 0)
        exit(1);
}

static void put_upper(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        buf_char(out, c == '-' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

static void put_kind(struct weaving *it, struct buf *out, const struct member *member)
{
    struct str kind = member->kind;

    if (str_starts(kind, S("(")))
        buf_put(out, S("WORD"));
    else if (!is_kind(kind))
        buf_put(out, S("OBJECT"));
    else
        put_upper(out, kind);
    buf_text(out, ", %s%s%s", member->needed ? "NEEDED" : "0", member->list ? " | LIST" : "",
             member->list_or_one ? " | LIST_OR_ONE" : "");
    if (str_starts(kind, S("(")))
        buf_text(out, ", .words = \"%" STR_FMT "\"", STR_ARG(str_sub(kind, 1, kind.len - 1)));
    else if (!is_kind(kind))
        buf_text(out, ", .of = &%" STR_FMT "_shape", STR_ARG(tool_name(it->mem, kind)));
}

static void put_shape(struct weaving *it, struct buf *out, const struct shape *shape)
{
    struct str name = tool_name(it->mem, shape->name);

    if (shape->n > 0)
        buf_text(out, "\nstatic const struct shape_member %" STR_FMT "_members[] = {\n",
                 STR_ARG(name));
    for (int i = 0; i < shape->n; i++) {
        const struct member *member = &shape->members[i];

        buf_text(out, "    {STR_INIT(\"%" STR_FMT "\"), SHAPE_", STR_ARG(member->name));
        put_kind(it, out, member);
        if (member->mark.len > 0) {
            buf_text(out, ", .mark = MARK_%s_", member->uses ? "TO" : "IS");
            put_upper(out, member->mark);
        }
        buf_put(out, S("},\n"));
    }
    if (shape->n > 0)
        buf_put(out, S("};\n"));
    buf_text(out, "static const struct shape %" STR_FMT "_shape = {", STR_ARG(name));
    if (shape->n > 0)
        buf_text(out, "%" STR_FMT "_members, %d", STR_ARG(name), shape->n);
    else
        buf_put(out, S("NULL, 0"));
    for (int i = 0; i < shape->n_either; i++)
        buf_text(out, "%s\"%" STR_FMT "\"", i == 0 ? ", {" : ", ", STR_ARG(shape->either[i]));
    buf_text(out, "%s};\n", shape->n_either == 0 ? "" : shape->either_needed ? "}, true" : "}");
}

int main(int argc, char **argv)
{
    struct weaving it = {.mem = arena_new(TOOL_LIMIT_BYTES), .path = argc == 3 ? argv[2] : ""};
    struct buf out;

    if (argc != 3)
        tool_refuse("weave-shapes", 0, "OUT.c IN.shapes");
    it.shapes = NEW_ARRAY(it.mem, SHAPES_MAX, struct shape);
    read_all(&it, tool_read(it.mem, argv[2]));
    check(&it);
    buf_init(&out, it.mem, 256 * 1024);
    buf_put(&out, S("/* Woven from oscal.shapes; change that. */\n#include <stddef.h>\n\n"
                    "#include \"catalogue/shape.h\"\n\n"));
    for (int i = 0; i < it.n; i++)
        buf_text(&out, "static const struct shape %" STR_FMT "_shape;\n",
                 STR_ARG(tool_name(it.mem, it.shapes[i].name)));
    for (int i = 0; i < it.n; i++)
        put_shape(&it, &out, &it.shapes[i]);
    buf_put(&out, S("\nconst struct shape *shape_of(struct str root)\n{\n"));
    for (int i = 0; i < it.n; i++)
        if (it.shapes[i].document)
            buf_text(&out, "    if (str_eq(root, S(\"%" STR_FMT "\")))\n"
                           "        return &%" STR_FMT "_shape;\n",
                     STR_ARG(it.shapes[i].name), STR_ARG(tool_name(it.mem, it.shapes[i].name)));
    buf_put(&out, S("    return NULL;\n}\n"));
    tool_write(it.mem, argv[1], buf_str(&out));
    arena_free(it.mem);
    return 0;
}
