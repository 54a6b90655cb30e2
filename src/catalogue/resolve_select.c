/* The first step: what an import takes from what it imports. */
#include "catalogue/resolving.h"

/* One include-controls or exclude-controls. */
struct choice {
    const struct oscal *patterns;
    struct str *ids; /* in order */
    bool *used;
    int n_ids;
    bool children;
};

struct choices {
    struct choice *at;
    int n;
};

struct selecting {
    struct resolving *it;
    struct choices in;
    struct choices out;
    bool all;
    struct body *to;
};

bool is_kept(const struct oscal *object)
{
    const struct oscal *props = oscal_list(object, S("props"));

    for (int i = 0; i < props->n; i++)
        if (str_eq(oscal_text(&props->at[i], S("name")), S("keep")) &&
            str_eq(oscal_text(&props->at[i], S("value")), S("always")))
            return true;
    return false;
}

void pieces_add(struct resolving *it, struct pieces *pieces, struct piece *piece)
{
    if (pieces->n == pieces->room) {
        int room = pieces->room == 0 ? 8 : 2 * pieces->room;
        struct piece **at = NEW_ARRAY(it->mem, (size_t)room, struct piece *);

        if (pieces->n > 0)
            memcpy(at, pieces->at, sizeof *at * (size_t)pieces->n);
        pieces->at = at;
        pieces->room = room;
    }
    pieces->at[pieces->n++] = piece;
}

void things_add(struct resolving *it, struct things *things, struct loose thing)
{
    if (things->n == things->room) {
        int room = things->room == 0 ? 16 : 2 * things->room;
        struct loose *at = NEW_ARRAY(it->mem, (size_t)room, struct loose);

        if (things->n > 0)
            memcpy(at, things->at, sizeof *at * (size_t)things->n);
        things->at = at;
        things->room = room;
    }
    things->at[things->n++] = thing;
}

struct piece *piece_copy(struct resolving *it, const struct piece *piece)
{
    struct piece *copy = NEW(it->mem, struct piece);

    *copy = *piece;
    copy->under = (struct pieces){NULL, 0, 0};
    copy->own = false;
    it->n_pieces++;
    return copy;
}

/* Groups and controls under an object, numbered in reading order. */
static void read_pieces(struct resolving *it, const struct oscal *within, int document, int *place,
                        struct pieces *to)
{
    static const struct str lists[] = {STR_INIT("groups"), STR_INIT("controls")};

    for (int l = 0; l < 2; l++) {
        const struct oscal *list = oscal_list(within, lists[l]);

        for (int i = 0; i < list->n; i++) {
            struct piece *piece = NEW(it->mem, struct piece);

            *piece = (struct piece){.is = &list->at[i], .id = oscal_text(&list->at[i], S("id")),
                                    .document = document, .place = (*place)++,
                                    .group = l == 0};
            pieces_add(it, to, piece);
            read_pieces(it, &list->at[i], document, place, &piece->under);
        }
    }
}

static void keep_some(struct resolving *it, const struct oscal *list, struct things *to)
{
    for (int i = 0; i < list->n; i++)
        if (is_kept(&list->at[i]))
            things_add(it, to, (struct loose){.param = &list->at[i]});
}

struct body *body_of_catalog(struct resolving *it, const struct oscal *catalog, int document)
{
    struct body *body = NEW(it->mem, struct body);
    const struct oscal *metadata = oscal_member(catalog, S("metadata"));
    const struct oscal *params = oscal_list(catalog, S("params"));
    const struct oscal *resources =
        oscal_list(oscal_member(catalog, S("back-matter")), S("resources"));
    int place = 0;

    for (int i = 0; i < params->n; i++)
        things_add(it, &body->params, (struct loose){&params->at[i], document, place++, false});
    for (int i = 0; i < resources->n; i++)
        things_add(it, &body->resources, (struct loose){.param = &resources->at[i]});
    keep_some(it, oscal_list(metadata, S("roles")), &body->roles);
    keep_some(it, oscal_list(metadata, S("parties")), &body->parties);
    body->version = oscal_text(metadata, S("oscal-version"));
    read_pieces(it, catalog, document, &place, &body->top);
    return body;
}

static struct choice choice_of(struct resolving *it, const struct oscal *object)
{
    const struct oscal *ids = oscal_list(object, S("with-ids"));
    struct choice choice = {
        .patterns = oscal_list(object, S("matching")), .n_ids = ids->n,
        .ids = NEW_ARRAY(it->mem, (size_t)ids->n, struct str),
        .used = NEW_ARRAY(it->mem, (size_t)ids->n, bool),
        .children = str_eq(oscal_text(object, S("with-child-controls")), S("yes"))};

    for (int i = 0; i < ids->n; i++)
        choice.ids[i] = ids->at[i].text;
    texts_sort(choice.ids, ids->n);
    return choice;
}

static enum outcome read_choices(struct resolving *it, const struct oscal *list,
                                 struct str document, struct choices *ret)
{
    int patterns = 0;

    ret->at = NEW_ARRAY(it->mem, (size_t)list->n, struct choice);
    for (int i = 0; i < list->n; i++) {
        ret->at[ret->n] = choice_of(it, &list->at[i]);
        patterns += ret->at[ret->n++].patterns->n;
    }
    return list->n <= RESOLVE_PATTERNS_MAX && patterns <= RESOLVE_PATTERNS_MAX
               ? DONE
               : resolving_refuse(it, document, "large", S("1000 patterns"));
}

/* A glob: * is any characters, ? is one; the whole of the text must match. Goes back to
 * the last star only, which is enough. */
static bool glob(struct str pattern, struct str text)
{
    size_t p = 0;
    size_t t = 0;
    size_t star = SIZE_MAX;
    size_t from = 0;

    while (t < text.len) {
        if (p < pattern.len && pattern.at[p] == '*') {
            star = ++p;
            from = t;
        } else if (p < pattern.len && pattern.at[p] == '?') {
            p++;
            do
                t++;
            while (t < text.len && ((unsigned char)text.at[t] & 0xc0) == 0x80);
        } else if (p < pattern.len && pattern.at[p] == text.at[t]) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star;
            t = ++from;
        } else
            return false;
    }
    while (p < pattern.len && pattern.at[p] == '*')
        p++;
    return p == pattern.len;
}

static bool names(struct choice *choice, struct str id)
{
    int at = texts_find(choice->ids, choice->n_ids, id);

    for (int i = at; i >= 0 && i < choice->n_ids && str_eq(choice->ids[i], id); i++)
        choice->used[i] = true;
    for (int i = 0; at < 0 && i < choice->patterns->n; i++) {
        struct str pattern = oscal_text(&choice->patterns->at[i], S("pattern"));

        if (pattern.len > 0 && glob(pattern, id))
            return true;
    }
    return at >= 0;
}

/* Is a control chosen, and are all under it? */
static bool chosen(struct choices *choices, struct str id, bool *below)
{
    bool hit = false;

    for (int i = 0; i < choices->n; i++)
        if (names(&choices->at[i], id)) {
            hit = true;
            *below |= choices->at[i].children;
        }
    return hit;
}

static void lose_params(struct selecting *at, const struct piece *control)
{
    const struct oscal *params = oscal_list(control->is, S("params"));

    for (int i = 0; i < params->n; i++)
        things_add(at->it, &at->to->params,
                   (struct loose){&params->at[i], control->document, control->place, true});
}

/* A control that is not selected leaves its place to what is selected under it. */
static void select_pieces(struct selecting *at, const struct pieces *from, bool in_above,
                          bool out_above, struct pieces *to)
{
    for (int i = 0; i < from->n; i++) {
        const struct piece *piece = from->at[i];
        struct pieces *into = to;
        bool in_below = in_above;
        bool out_below = out_above;
        bool in = piece->group;

        if (!piece->group) {
            bool out = chosen(&at->out, piece->id, &out_below) || out_above;

            in = (chosen(&at->in, piece->id, &in_below) || in_above || at->all) && !out;
            if (!in)
                lose_params(at, piece);
        }
        if (in && at->it->n_pieces <= RESOLVE_PIECES_MAX) {
            struct piece *copy = piece_copy(at->it, piece);

            pieces_add(at->it, to, copy);
            into = &copy->under;
        }
        select_pieces(at, &piece->under, in_below, out_below, into);
    }
}

static void remark_unused(struct resolving *it, const struct choices *choices,
                          struct str document)
{
    for (int i = 0; i < choices->n; i++)
        for (int j = 0; j < choices->at[i].n_ids; j++)
            if (!choices->at[i].used[j])
                resolving_remark(it, document, "selected", choices->at[i].ids[j]);
}

enum outcome body_select(struct resolving *it, const struct body *from,
                         const struct oscal *selection, struct str document, struct body **ret)
{
    const struct oscal *in = oscal_list(selection, S("include-controls"));
    const struct oscal *out = oscal_list(selection, S("exclude-controls"));
    struct selecting at = {.it = it, .to = NEW(it->mem, struct body)};
    enum outcome o;

    if ((o = read_choices(it, in, document, &at.in)) != DONE ||
        (o = read_choices(it, out, document, &at.out)) != DONE)
        return o;
    at.all = oscal_member(selection, S("include-all")) != NULL || in->n == 0;
    *at.to = (struct body){.version = from->version};
    for (int i = 0; i < from->params.n; i++)
        things_add(it, &at.to->params, from->params.at[i]);
    for (int i = 0; i < from->resources.n; i++)
        things_add(it, &at.to->resources, from->resources.at[i]);
    for (int i = 0; i < from->roles.n; i++)
        things_add(it, &at.to->roles, from->roles.at[i]);
    for (int i = 0; i < from->parties.n; i++)
        things_add(it, &at.to->parties, from->parties.at[i]);
    select_pieces(&at, &from->top, false, false, &at.to->top);
    if (it->n_pieces > RESOLVE_PIECES_MAX)
        return resolving_refuse(it, document, "large", S("262144"));
    remark_unused(it, &at.in, document);
    remark_unused(it, &at.out, document);
    *ret = at.to;
    return DONE;
}
