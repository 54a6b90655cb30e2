#include "catalogue/oscal.h"

#include <jansson.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/bug.h"

/* jansson allocates with malloc and an arena may jump, so nothing is asked of the
 * arena while a jansson value lives: the scan counts what the tree will need at
 * most, that much is taken first, and copying then only fills it. */
struct scan {
    char *tight;   /* the bytes, each run of white space outside a text made one space */
    size_t n_tight;
    size_t values; /* at most so many values */
    size_t chars;  /* at most so many bytes of text */
    int depth;
};

struct copy {
    struct oscal *values;
    size_t n_values;
    char *chars;
    size_t n_chars;
    const char *p; /* reads along in the document, for the lines */
    const char *end;
    int line;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The end of a text that begins at p with a quote: past its closing quote, or end. */
static const char *text_end(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\' && end - p > 1)
            p++;
    return p < end ? p + 1 : end;
}

static size_t scan_text(struct scan *scan, const char *p, const char *end)
{
    size_t len = (size_t)(text_end(p, end) - p);

    memcpy(scan->tight + scan->n_tight, p, len);
    scan->n_tight += len;
    scan->chars += len;
    return len;
}

/* Counts, and takes the white space out: half of a catalogue is indentation, and
 * jansson reads that as slowly as the rest. A space stays where one was, so what
 * was no JSON does not become it. False past the depth that is allowed. */
static bool scan_bytes(struct scan *scan, struct str bytes)
{
    const char *end = bytes.at + bytes.len;

    scan->values = 1;
    for (const char *p = bytes.at; p < end;) {
        if (*p == '"') {
            p += scan_text(scan, p, end);
            continue;
        }
        if (is_space(*p)) {
            scan->tight[scan->n_tight++] = ' ';
            while (p < end && is_space(*p))
                p++;
            continue;
        }
        if (*p == '{' || *p == '[') {
            scan->values++;
            if (++scan->depth > OSCAL_DEPTH_MAX)
                return false;
        } else if (*p == '}' || *p == ']')
            scan->depth--;
        else if (*p == ',')
            scan->values++;
        else
            scan->chars++;
        scan->tight[scan->n_tight++] = *p++;
    }
    return true;
}

/* The start of the next value in the document; passes names of members. */
static void to_value(struct copy *copy, bool named)
{
    for (; copy->p < copy->end; copy->p++) {
        char c = *copy->p;

        if (c == '\n')
            copy->line++;
        else if (c == '"' && named) {
            copy->p = text_end(copy->p, copy->end) - 1;
            named = false;
        } else if (!is_space(c) && c != ',' && c != ':' && c != ']' && c != '}')
            return;
    }
}

static void past_scalar(struct copy *copy)
{
    if (copy->p < copy->end && *copy->p == '"') {
        copy->p = text_end(copy->p, copy->end);
        return;
    }
    while (copy->p < copy->end && !is_space(*copy->p) && *copy->p != ',' && *copy->p != ']' &&
           *copy->p != '}')
        copy->p++;
}

static struct str copy_text(struct copy *copy, const char *text, size_t len)
{
    struct str to = {copy->chars + copy->n_chars, len};

    if (len > 0)
        memcpy(copy->chars + copy->n_chars, text, len);
    copy->n_chars += len;
    return to;
}

static enum oscal_kind kind_of(const json_t *json)
{
    switch (json_typeof(json)) {
    case JSON_OBJECT:
        return OSCAL_OBJECT;
    case JSON_ARRAY:
        return OSCAL_ARRAY;
    case JSON_STRING:
        return OSCAL_TEXT;
    case JSON_INTEGER:
    case JSON_REAL:
        return OSCAL_NUMBER;
    case JSON_TRUE:
        return OSCAL_TRUE;
    case JSON_FALSE:
        return OSCAL_FALSE;
    case JSON_NULL:
        break;
    }
    return OSCAL_NULL;
}

static void copy_value(struct copy *copy, json_t *from, bool named, struct oscal *to);

/* Members stand together, so the places are taken before the first is filled.
 * jansson keeps members in the order in which they stood. */
static void copy_children(struct copy *copy, json_t *from, struct oscal *to)
{
    bool object = json_is_object(from);
    size_t n = object ? json_object_size(from) : json_array_size(from);
    struct oscal *at = copy->values + copy->n_values;

    copy->n_values += n;
    copy->p++;
    to->at = at;
    to->n = (int)n;
    if (!object) {
        for (size_t i = 0; i < n; i++)
            copy_value(copy, json_array_get(from, i), false, at + i);
        return;
    }
    for (void *it = json_object_iter(from); it != NULL; it = json_object_iter_next(from, it)) {
        at->name = copy_text(copy, json_object_iter_key(it), json_object_iter_key_len(it));
        copy_value(copy, json_object_iter_value(it), true, at++);
    }
}

/* Calls itself at most OSCAL_DEPTH_MAX deep: the scan saw to that. */
static void copy_value(struct copy *copy, json_t *from, bool named, struct oscal *to)
{
    const char *written;

    to_value(copy, named);
    to->kind = kind_of(from);
    to->line = copy->line;
    if (to->kind == OSCAL_OBJECT || to->kind == OSCAL_ARRAY) {
        copy_children(copy, from, to);
        return;
    }
    written = copy->p;
    past_scalar(copy);
    if (to->kind == OSCAL_TEXT)
        to->text = copy_text(copy, json_string_value(from), json_string_length(from));
    else if (to->kind == OSCAL_NUMBER)
        to->text = copy_text(copy, written, (size_t)(copy->p - written));
}

static struct str key_of(enum json_error_code code)
{
    switch (code) {
    case json_error_invalid_utf8:
        return S("utf8");
    case json_error_premature_end_of_input:
        return S("cut");
    case json_error_duplicate_key:
        return S("double");
    case json_error_numeric_overflow:
        return S("number");
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return S("nul");
    default:
        return S("syntax");
    }
}

/* What jansson names in its message: "… near 'x'". */
static struct str near_of(struct arena *mem, const json_error_t *error)
{
    struct str text = str_of(error->text);
    ptrdiff_t from = str_find(text, S("near '"), 0);
    struct str near;

    if (from < 0 || !str_ends(text, S("'")))
        return S("");
    near = str_sub(text, (size_t)from + 6, text.len - 1);
    return str_utf8(near) ? arena_str(mem, near) : S("");
}

/* The document as it was sent once more, for the place in it. */
static enum outcome place_of(struct arena *mem, struct str bytes, struct oscal_fault *ret)
{
    json_error_t error;
    json_t *json = json_loadb(bytes.at, bytes.len, JSON_REJECT_DUPLICATES, &error);

    if (json != NULL) { /* the first time the machine had no memory */
        json_decref(json);
        return BROKEN;
    }
    if (json_error_code(&error) == json_error_out_of_memory)
        return BROKEN;
    *ret = (struct oscal_fault){key_of(json_error_code(&error)), near_of(mem, &error),
                                error.line > 0 ? error.line : 0,
                                error.column > 0 ? error.column : 0};
    return REFUSED;
}

static enum outcome refuse(struct oscal_fault *ret, struct str key, struct str arg)
{
    *ret = (struct oscal_fault){key, arg, 0, 0};
    return REFUSED;
}

const struct oscal *oscal_root(const struct oscal *document)
{
    const struct oscal *root = NULL;

    if (document == NULL || document->kind != OSCAL_OBJECT)
        return NULL;
    for (int i = 0; i < document->n; i++) {
        if (str_eq(document->at[i].name, S("$schema")))
            continue;
        if (root != NULL)
            return NULL;
        root = &document->at[i];
    }
    return root != NULL && root->kind == OSCAL_OBJECT ? root : NULL;
}

/* A large document leaves tens of megabytes behind that nobody here will ask for again. */
static void give_back(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}

enum outcome oscal_read(struct arena *mem, struct str bytes, const struct oscal **ret,
                        struct oscal_fault *ret_fault)
{
    struct scan scan = {0};
    struct copy copy = {.line = 1};
    json_t *json;

    if (bytes.len > OSCAL_BYTES_MAX)
        return refuse(ret_fault, S("large"), S("16 MiB"));
    if (bytes.len == 0)
        return refuse(ret_fault, S("cut"), S(""));
    scan.tight = arena_alloc(mem, bytes.len);
    if (!scan_bytes(&scan, bytes))
        return refuse(ret_fault, S("large"), S("64 levels"));
    if (scan.values > OSCAL_VALUES_MAX)
        return refuse(ret_fault, S("large"), S("524288 values"));
    copy.values = NEW_ARRAY(mem, scan.values, struct oscal);
    copy.p = bytes.at;
    copy.end = bytes.at + bytes.len;

    json = json_loadb(scan.tight, scan.n_tight, JSON_REJECT_DUPLICATES, &(json_error_t){0});
    if (json == NULL)
        return place_of(mem, bytes, ret_fault);
    /* What was read has its own texts: ours take the place of what was read. */
    MUST(scan.chars <= bytes.len);
    copy.chars = scan.tight;
    copy.n_values = 1;
    copy_value(&copy, json, false, copy.values);
    json_decref(json);
    give_back();
    MUST(copy.n_values <= scan.values && copy.n_chars <= scan.chars);
    if (oscal_root(copy.values) == NULL)
        return refuse(ret_fault, S("roots"), S(""));
    *ret = copy.values;
    return DONE;
}

const struct oscal *oscal_member(const struct oscal *object, struct str name)
{
    if (object == NULL || object->kind != OSCAL_OBJECT)
        return NULL;
    for (int i = 0; i < object->n; i++)
        if (str_eq(object->at[i].name, name))
            return &object->at[i];
    return NULL;
}

const struct oscal *oscal_list(const struct oscal *object, struct str name)
{
    static const struct oscal none = {.kind = OSCAL_ARRAY};
    const struct oscal *list = oscal_member(object, name);

    return list != NULL && list->kind == OSCAL_ARRAY ? list : &none;
}

struct str oscal_text(const struct oscal *object, struct str name)
{
    const struct oscal *member = oscal_member(object, name);

    return member != NULL && member->kind == OSCAL_TEXT ? member->text : S("");
}

struct str oscal_prop(const struct oscal *thing, struct str ns, struct str name)
{
    const struct oscal *props = oscal_list(thing, S("props"));

    for (int i = 0; i < props->n; i++)
        if (str_eq(oscal_text(&props->at[i], S("name")), name) && oscal_ns(&props->at[i], ns))
            return oscal_text(&props->at[i], S("value"));
    return S("");
}

bool oscal_ns(const struct oscal *prop, struct str ns)
{
    struct str has = oscal_text(prop, S("ns"));

    return str_eq(has.len == 0 ? OSCAL_NS : has, ns);
}

bool oscal_insert(struct str text, size_t *from, struct str *ret_id)
{
    ptrdiff_t at = (ptrdiff_t)*from;

    while ((at = str_find(text, S("{{"), (size_t)at)) >= 0) {
        ptrdiff_t to = str_find(text, S("}}"), (size_t)at);
        struct str id;
        struct str kind;

        if (to < 0)
            return false;
        kind = str_trim(str_cut(str_sub(text, (size_t)at + 2, (size_t)to), ',', &id));
        at = to + 2;
        if (!str_starts(kind, S("insert:")) ||
            !str_eq(str_trim(str_sub(kind, 7, kind.len)), S("param")))
            continue;
        *from = (size_t)at;
        *ret_id = str_trim(id);
        return true;
    }
    return false;
}
