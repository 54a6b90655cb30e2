#include "catalogue/yaml_read.h"

#include <stdlib.h>
#include <yaml.h>

#include "base/bug.h"

/* libyaml allocates with malloc and an arena may jump, so nothing is asked of the arena
 * while its parser lives: the events are walked twice, first only counted. */
struct made {
    struct oscal value;
    int up; /* the place of what it stands in; -1 at the root */
};

struct level {
    bool map;
    bool named; /* what comes next is the value of a name */
    int at;
};

struct walk {
    struct oscal_fault *fault;
    struct level levels[OSCAL_DEPTH_MAX];
    int depth;
    int documents;
    size_t n;       /* values so far */
    size_t n_chars; /* bytes of text so far */
    struct made *made; /* NULL while counting */
    char *chars;
    struct str name; /* of the next value */
};

static bool refuse(struct walk *walk, const char *key, const char *arg, size_t line)
{
    *walk->fault = (struct oscal_fault){str_of(key), str_of(arg), (int)line + 1, 0};
    return false;
}

static struct str keep_text(struct walk *walk, struct str text)
{
    struct str kept = {walk->chars == NULL ? NULL : walk->chars + walk->n_chars, text.len};

    if (walk->chars != NULL && text.len > 0)
        memcpy(walk->chars + walk->n_chars, text.at, text.len);
    walk->n_chars += text.len;
    return kept;
}

static bool add(struct walk *walk, struct oscal value)
{
    struct level *up = walk->depth == 0 ? NULL : &walk->levels[walk->depth - 1];

    if (walk->n >= OSCAL_VALUES_MAX)
        return refuse(walk, "large", "524288 values", (size_t)value.line - 1);
    if (walk->made != NULL) {
        value.name = walk->name;
        walk->made[walk->n] = (struct made){value, up == NULL ? -1 : up->at};
        if (up != NULL)
            walk->made[up->at].value.n++;
    }
    walk->n++;
    walk->name = (struct str){NULL, 0};
    if (up != NULL)
        up->named = false;
    return true;
}

static enum oscal_kind kind_of(struct str text, bool plain)
{
    if (plain && (text.len == 0 || str_eq(text, S("~")) || str_eq(text, S("null"))))
        return OSCAL_NULL;
    if (plain && str_eq(text, S("true")))
        return OSCAL_TRUE;
    return plain && str_eq(text, S("false")) ? OSCAL_FALSE : OSCAL_TEXT;
}

static bool on_scalar(struct walk *walk, const yaml_event_t *event)
{
    struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    struct level *level = walk->depth == 0 ? NULL : &walk->levels[walk->depth - 1];
    struct oscal value = {.line = (int)event->start_mark.line + 1};

    if (event->data.scalar.tag != NULL)
        return refuse(walk, "tag", "", event->start_mark.line);
    if (memchr(text.at, 0, text.len) != NULL)
        return refuse(walk, "nul", "", event->start_mark.line);
    if (level != NULL && level->map && !level->named) {
        walk->name = keep_text(walk, text);
        level->named = true;
        return true;
    }
    value.kind = kind_of(text, plain);
    if (value.kind == OSCAL_TEXT)
        value.text = keep_text(walk, text);
    return add(walk, value);
}

static bool on_begin(struct walk *walk, const yaml_event_t *event, bool map)
{
    struct level *level = walk->depth == 0 ? NULL : &walk->levels[walk->depth - 1];
    int at = (int)walk->n;

    if ((map ? event->data.mapping_start.tag : event->data.sequence_start.tag) != NULL)
        return refuse(walk, "tag", "", event->start_mark.line);
    if (level != NULL && level->map && !level->named)
        return refuse(walk, "name", "", event->start_mark.line);
    if (walk->depth == OSCAL_DEPTH_MAX)
        return refuse(walk, "large", "64 levels", event->start_mark.line);
    if (!add(walk, (struct oscal){.kind = map ? OSCAL_OBJECT : OSCAL_ARRAY,
                                  .line = (int)event->start_mark.line + 1}))
        return false;
    walk->levels[walk->depth++] = (struct level){.map = map, .at = at};
    return true;
}

static bool on_event(struct walk *walk, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return refuse(walk, "alias", "", event->start_mark.line);
    case YAML_DOCUMENT_START_EVENT:
        return walk->documents++ == 0 || refuse(walk, "roots", "", event->start_mark.line);
    case YAML_SCALAR_EVENT:
        return on_scalar(walk, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_begin(walk, event, false);
    case YAML_MAPPING_START_EVENT:
        return on_begin(walk, event, true);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        walk->depth--;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return true;
}

/* The problem of a parser is a constant of libyaml, so it outlives the parser. */
static enum outcome stumble(struct walk *walk, const yaml_parser_t *parser)
{
    if (parser->error == YAML_MEMORY_ERROR)
        return BROKEN;
    (void)refuse(walk, "yaml", parser->problem == NULL ? "" : parser->problem,
                 parser->problem_mark.line);
    return REFUSED;
}

static enum outcome go(struct walk *walk, struct str bytes)
{
    yaml_parser_t parser;
    yaml_event_t event;
    enum outcome o = DONE;
    bool more = true;

    if (!yaml_parser_initialize(&parser))
        return BROKEN;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.at, bytes.len);
    while (more && o == DONE) {
        if (!yaml_parser_parse(&parser, &event)) {
            o = stumble(walk, &parser);
            break;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        if (!on_event(walk, &event))
            o = REFUSED;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return o;
}

static int by_name(const void *a, const void *b)
{
    const struct oscal *x = *(const struct oscal *const *)a;
    const struct oscal *y = *(const struct oscal *const *)b;

    return str_cmp(x->name, y->name);
}

static bool doubles(struct walk *walk, const struct oscal *object, const struct oscal **room)
{
    for (int i = 0; i < object->n; i++)
        room[i] = &object->at[i];
    qsort(room, (size_t)object->n, sizeof *room, by_name);
    for (int i = 1; i < object->n; i++)
        if (str_eq(room[i - 1]->name, room[i]->name)) {
            *walk->fault = (struct oscal_fault){S("double"), room[i]->name, room[i]->line, 0};
            return true;
        }
    return false;
}

/* What stands in one thing stands together: each gets its places, in the order in which
 * the things began, and then each value its place in what it stands in. */
static struct oscal *arrange(struct arena *mem, const struct walk *walk)
{
    struct oscal *values = NEW_ARRAY(mem, walk->n, struct oscal);
    int *place = NEW_ARRAY(mem, walk->n, int); /* of a value, in values       */
    int *next = NEW_ARRAY(mem, walk->n, int);  /* free place for its children */
    int taken = 1;

    for (size_t i = 0; i < walk->n; i++) {
        place[i] = i == 0 ? 0 : next[walk->made[i].up]++;
        next[i] = taken;
        taken += walk->made[i].value.n;
        values[place[i]] = walk->made[i].value;
        values[place[i]].at = values + next[i];
    }
    return values;
}

enum outcome yaml_read(struct arena *mem, struct str bytes, const struct oscal **ret,
                       struct oscal_fault *ret_fault)
{
    struct walk walk = {.fault = ret_fault};
    const struct oscal **room;
    struct oscal *values;
    size_t n;
    enum outcome o;

    *ret_fault = (struct oscal_fault){S("large"), S("16 MiB"), 0, 0};
    if (bytes.len > OSCAL_BYTES_MAX)
        return REFUSED;
    ret_fault->key = S("utf8");
    ret_fault->arg = S("");
    if (!str_utf8(bytes))
        return REFUSED;
    if ((o = go(&walk, bytes)) != DONE)
        return o;
    ret_fault->key = S("roots");
    if (walk.n == 0)
        return REFUSED;
    n = walk.n;
    walk = (struct walk){.fault = ret_fault, .made = NEW_ARRAY(mem, n, struct made),
                         .chars = arena_alloc(mem, walk.n_chars + 1)};
    if ((o = go(&walk, bytes)) != DONE)
        return o;
    MUST(walk.n == n);
    values = arrange(mem, &walk);
    if (values[0].kind != OSCAL_OBJECT) {
        *ret_fault = (struct oscal_fault){S("roots"), S(""), 1, 0};
        return REFUSED;
    }
    room = NEW_ARRAY(mem, n, const struct oscal *);
    for (size_t i = 0; i < n; i++)
        if (values[i].kind == OSCAL_OBJECT && doubles(&walk, &values[i], room))
            return REFUSED;
    *ret = values;
    return DONE;
}
