#include "catalogue/norm_count.h"

#include "base/bug.h"
#include "catalogue/oscal.h"
#include "catalogue/profile_read.h"
#include "model/noun.h"

struct counting {
    struct arena *mem;
    const struct norm *norm;
    const struct norm_source *source;
    int moved; /* withdrawn controls with a link moved-to */
    struct count_difference *at;
    int n;
};

static void differ(struct counting *counting, struct str name, int64_t expected, int64_t found)
{
    if (counting->n < COUNT_DIFFERENCES_MAX)
        counting->at[counting->n++] = (struct count_difference){name, expected, found};
}

/* The norm does not tell moved from incorporated; the links do. */
static int count_moved(const struct oscal *within)
{
    static const struct str lists[] = {STR_INIT("groups"), STR_INIT("controls")};
    const struct oscal *links = oscal_list(within, S("links"));
    int n = 0;

    for (int i = 0; i < links->n && n == 0; i++)
        n += str_eq(oscal_text(&links->at[i], S("rel")), S("moved-to"));
    for (int l = 0; l < 2; l++) {
        const struct oscal *list = oscal_list(within, lists[l]);

        for (int i = 0; i < list->n; i++)
            n += count_moved(&list->at[i]);
    }
    return n;
}

static bool is_measure(const struct item *item)
{
    return item->kind == ITEM_MEASURE && !item->withdrawn;
}

static bool has_fact(const struct item *item, struct str name, struct str value)
{
    for (int i = 0; i < item->n_facts; i++)
        if (str_eq(item->facts[i].name, name) && str_eq(item->facts[i].value, value))
            return true;
    return false;
}

static bool has_standing(const struct item *item, struct str name, struct str standing)
{
    for (int i = 0; i < item->n_facts; i++)
        if (str_eq(item->facts[i].name, name) &&
            str_eq(choice_word(&standing_choices, (int)item->facts[i].standing), standing))
            return true;
    return false;
}

/* Does an item count under a name with a word behind it? A name that is none of these is
 * that of a prop. */
static bool counts_with(const struct norm *norm, const struct item *item, struct str name,
                        struct str word)
{
    bool here = str_eq(norm->groups[item->group].code, word);
    int standing;

    if (str_eq(name, S("measures")))
        return here && is_measure(item);
    if (str_eq(name, S("controls")))
        return here && item->kind == ITEM_CONTROL;
    if (choice_of(&standing_choices, name, &standing))
        return has_standing(item, word, name);
    if (str_ends(name, S("-controls")))
        return item->kind == ITEM_CONTROL &&
               has_fact(item, str_sub(name, 0, name.len - S("-controls").len), word);
    return is_measure(item) && has_fact(item, name, word);
}

/* Is there a prop of that name anywhere? Else the line counts nothing that exists. */
static bool is_prop(const struct norm *norm, struct str name)
{
    if (str_ends(name, S("-controls")))
        name = str_sub(name, 0, name.len - S("-controls").len);
    for (int i = 0; i < norm->n_items; i++)
        for (int j = 0; j < norm->items[i].n_facts; j++)
            if (str_eq(norm->items[i].facts[j].name, name))
                return true;
    return false;
}

static bool is_count_with(const struct norm *norm, struct str name, struct str word)
{
    int standing;

    if (choice_of(&standing_choices, name, &standing))
        return is_prop(norm, word);
    return str_eq(name, S("measures")) || str_eq(name, S("controls")) || is_prop(norm, name);
}

/* The ids that a profile selects, or -1 when it is not there or not sound. */
static int64_t count_profile(const struct counting *counting, struct str name)
{
    const struct profile *profile;
    struct faults faults = {.n = 0};

    return profile_read(counting->mem, counting->source, name, counting->norm, &profile,
                        &faults) == DONE ? profile->n_entries : -1;
}

static int count_top(const struct norm *norm)
{
    int n = 0;

    for (int i = 0; i < norm->n_groups; i++)
        n += norm->groups[i].up == ITEM_NONE;
    return n;
}

static bool counts(const struct item *item, struct str name)
{
    if (str_eq(name, S("controls")))
        return item->kind == ITEM_CONTROL;
    if (str_eq(name, S("measures")))
        return is_measure(item);
    if (str_eq(name, S("markers")))
        return item->kind == ITEM_MARKER;
    if (str_eq(name, S("numbers")))
        return item->parent != ITEM_NONE;
    if (str_eq(name, S("withdrawn")))
        return item->withdrawn && item->kind != ITEM_MARKER;
    if (str_eq(name, S("controls-with-measures")))
        return item->kind == ITEM_CONTROL && item->n_measures > 0;
    if (str_eq(name, S("controls-without")))
        return item->kind == ITEM_CONTROL && item->n_measures == 0;
    if (str_eq(name, S("headings")))
        return item->heading;
    if (str_eq(name, S("cbw-outside")))
        return item->outside_law && item->parent != ITEM_NONE;
    if (str_eq(name, S("cbw-outside-measures")))
        return item->outside_law && is_measure(item);
    return str_eq(name, S("cbw-outside-controls")) && item->outside_law && item->assessed &&
           item->kind == ITEM_CONTROL;
}

static bool is_count(struct str name)
{
    static const struct str names[] = {
        STR_INIT("controls"), STR_INIT("measures"), STR_INIT("markers"), STR_INIT("numbers"),
        STR_INIT("withdrawn"), STR_INIT("controls-with-measures"), STR_INIT("controls-without"),
        STR_INIT("cbw-outside"), STR_INIT("cbw-outside-measures"),
        STR_INIT("cbw-outside-controls"), STR_INIT("headings"),
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

static int64_t found_of(const struct counting *counting, struct str name, struct str word)
{
    const struct norm *norm = counting->norm;
    int64_t n = 0;

    if (word.len == 0 && str_eq(name, S("groups")))
        return norm->n_groups;
    if (word.len == 0 && str_eq(name, S("top-groups")))
        return count_top(norm);
    if (word.len == 0 && str_eq(name, S("moved")))
        return counting->moved;
    if (word.len == 0 && str_eq(name, S("assessable")))
        return norm->n_assessed;
    if (word.len > 0 && str_eq(name, S("profile")))
        return count_profile(counting, word);
    if (word.len == 0 ? !is_count(name) : !is_count_with(norm, name, word))
        return -1;
    for (int i = 0; i < norm->n_items; i++) {
        const struct item *item = &norm->items[i];

        n += word.len == 0 ? counts(item, name) : counts_with(norm, item, name, word);
    }
    return word.len == 0 && str_eq(name, S("withdrawn")) ? n - counting->moved : n;
}

/* "measures organisatorisch 54": a name, perhaps a word, and a number. False when
 * the line is no count. */
static bool read_line(struct str line, struct str *name, struct str *word, int64_t *expected)
{
    struct str rest;
    struct str last;

    *name = str_cut(line, ' ', &rest);
    *word = str_cut(str_trim(rest), ' ', &last);
    if (last.at == NULL) {
        last = *word;
        *word = S("");
    }
    return str_int(str_trim(last), expected) && *expected >= 0;
}

/* A marker may move to a marker: then there was no measure before and is none now. */
static void check_moves(struct counting *counting)
{
    const struct norm *norm = counting->norm;

    for (int i = 0; i < norm->n_items; i++) {
        const struct item *end = &norm->items[norm_follow(norm, i)];

        if (norm->items[i].moved_to != ITEM_NONE && end->withdrawn && end->kind != ITEM_MARKER)
            differ(counting, norm->items[i].id, 1, 0);
    }
}

enum outcome norm_count(struct arena *mem, struct str expect, const struct norm *norm,
                        const struct norm_source *source, struct count_report *ret)
{
    struct counting counting = {
        .mem = mem, .norm = norm, .source = source,
        .at = NEW_ARRAY(mem, COUNT_DIFFERENCES_MAX, struct count_difference)};
    const struct oscal *document;
    struct oscal_fault fault;
    int n_lines = 0;
    int lang = 0;
    enum outcome o;

    while (lang < LANG_COUNT - 1 && source->catalog[lang].len == 0)
        lang++;
    if ((o = oscal_read(mem, source->catalog[lang], &document, &fault)) == BROKEN)
        return o;
    MUST(o == DONE); /* norm_read read the same bytes */
    counting.moved = count_moved(oscal_root(document));
    while (expect.at != NULL) {
        struct str line = str_trim(str_cut(expect, '\n', &expect));
        struct str name;
        struct str word;
        int64_t expected;

        if (line.len == 0)
            continue;
        n_lines++;
        if (!read_line(line, &name, &word, &expected))
            differ(&counting, line, -1, -1);
        else if (found_of(&counting, name, word) != expected)
            differ(&counting, str_sub(line, 0, name.len + (word.len > 0) + word.len), expected,
                   found_of(&counting, name, word));
    }
    check_moves(&counting);
    *ret = (struct count_report){counting.at, counting.n, n_lines};
    return DONE;
}

static int64_t count_maps(const struct mapping *mapping, bool complete)
{
    int64_t n = 0;

    for (int i = 0; i < mapping->n_rows; i++) {
        const struct mapping_row *row = &mapping->rows[i];

        n += (i == 0 || row->set != row[-1].set) && (!complete || row->complete);
    }
    return n;
}

static int64_t count_mapping(const struct mapping *mapping, struct str name)
{
    if (str_eq(name, S("ended")))
        return mapping->n_dropped;
    if (str_eq(name, S("added")))
        return mapping->n_added;
    if (str_eq(name, S("maps")) || str_eq(name, S("complete")))
        return count_maps(mapping, str_eq(name, S("complete")));
    return -1;
}

void mapping_count(struct arena *mem, struct str expect, const struct mapping *mappings, int n,
                   struct count_report *ret)
{
    struct counting counting = {
        .mem = mem, .at = NEW_ARRAY(mem, COUNT_DIFFERENCES_MAX, struct count_difference)};
    int n_lines = 0;

    while (expect.at != NULL) {
        struct str line = str_trim(str_cut(expect, '\n', &expect));
        int64_t found = -1;
        int64_t expected;
        struct str name;
        struct str word;

        if (line.len == 0)
            continue;
        n_lines++;
        if (!read_line(line, &name, &word, &expected))
            expected = -1;
        for (int i = 0; i < n && expected >= 0; i++)
            if (str_eq(mappings[i].id, word))
                found = count_mapping(&mappings[i], name);
        if (expected < 0 || found != expected)
            differ(&counting, line, expected, found);
    }
    *ret = (struct count_report){counting.at, counting.n, n_lines};
}
