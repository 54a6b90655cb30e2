#include "reports/norm_document.h"

#include "catalogue/licensed.h"
#include "catalogue/uuid5.h"
#include "model/noun.h"
#include "reports/exchange.h"
#include "reports/json.h"

struct writing {
    const struct norm_document *it;
    struct arena *mem;
    struct json json;
    bool listed; /* is a list of props open? */
};

/* ---- members ---- */

static void add(struct writing *w, const char *name, struct str text)
{
    json_add_str(&w->json, str_of(name), text);
}

/* The first line that says something: OSCAL wants one in titles and values. */
static struct str line_of(struct str text, struct str otherwise)
{
    struct str rest;
    struct str line = str_trim(str_cut(str_trim(text), '\n', &rest));

    return line.len > 0 ? line : otherwise;
}

static void add_uuid(struct writing *w, const char *kind, int n)
{
    add(w, "uuid", uuid5(w->mem, arena_text(w->mem, "%" STR_FMT "|%" STR_FMT "|%s|%d",
                                            STR_ARG(w->it->hash), STR_ARG(w->it->id), kind, n)));
}

static void open_prop(struct writing *w, const char *name, struct str value)
{
    if (!w->listed)
        json_list(&w->json, S("props"));
    w->listed = true;
    json_open(&w->json, JSON_ITEM);
    add(w, "name", str_of(name));
    add(w, "ns", OSCAL_OURS);
    add(w, "value", value);
}

static void add_prop(struct writing *w, const char *name, struct str value)
{
    if (str_trim(value).len == 0)
        return;
    open_prop(w, name, line_of(value, S("")));
    json_end(&w->json);
}

static void end_props(struct writing *w)
{
    if (w->listed)
        json_end(&w->json);
    w->listed = false;
}

/* What is said in English besides, where that is something else. */
static void add_english(struct writing *w, const char *name, const struct str text[LANG_COUNT])
{
    if (!str_eq(text[LANG_EN], text[LANG_NL]))
        add_prop(w, name, text[LANG_EN]);
}

static void add_text(struct writing *w, const char *name, struct str text)
{
    if (str_trim(text).len > 0)
        add(w, name, text);
}

/* A name with a colon would be read as an address elsewhere. */
static struct str href_of(struct writing *w, const struct norm *norm)
{
    struct str name = exchange_catalog_name(w->mem, norm);

    return arena_text(w->mem, "%s%" STR_FMT, str_find(name, S(":"), 0) >= 0 ? "./" : "",
                      STR_ARG(name));
}

static void begin(struct writing *w, struct buf *out, const struct norm_document *it,
                  const char *model)
{
    char day[DAY_TEXT_BYTES];

    *w = (struct writing){.it = it, .mem = out->mem, .json = json_of_lines(out)};
    json_open(&w->json, JSON_ITEM);
    json_open(&w->json, str_of(model));
    add_uuid(w, model, 0);
    json_open(&w->json, S("metadata"));
    add(w, "title", line_of(it->title[LANG_NL], it->id));
    day_text(it->made, day);
    add(w, "last-modified", arena_text(w->mem, "%sT00:00:00Z", day));
    add(w, "version", str_of(day));
    add(w, "oscal-version", S("1.2.1"));
    json_list(&w->json, S("document-ids"));
    json_open(&w->json, JSON_ITEM);
    add(w, "scheme", S("urn:x-waarborg:document"));
    add(w, "identifier", it->id);
    json_end(&w->json);
    json_end(&w->json);
    add_english(w, "titel-en", it->title);
    end_props(w);
    json_end(&w->json);
}

static void end(struct writing *w)
{
    json_end(&w->json);
    json_end(&w->json);
}

/* ---- a selection, and words ---- */

/* The items of a group; of -2 all. */
static bool put_ids(struct writing *w, const struct profile *profile, int group)
{
    bool any = false;

    for (int i = 0; i < profile->n_entries; i++) {
        if (group != -2 && profile->entries[i].group != group)
            continue;
        if (!any) {
            json_list(&w->json, S("include-controls"));
            json_open(&w->json, JSON_ITEM);
            json_list(&w->json, S("with-ids"));
        }
        any = true;
        json_add_str(&w->json, JSON_ITEM, profile->norm->items[profile->entries[i].item].id);
    }
    if (any) {
        json_end(&w->json);
        json_end(&w->json);
        json_end(&w->json);
    }
    return any;
}

static bool is_used(const struct profile *profile, int group)
{
    for (int i = 0; i < profile->n_entries; i++)
        if (profile->entries[i].group == group)
            return true;
    return false;
}

static void put_inserts(struct writing *w, const struct profile *profile, int group)
{
    if (!is_used(profile, group))
        return;
    json_list(&w->json, S("insert-controls"));
    json_open(&w->json, JSON_ITEM);
    add(w, "order", S("keep"));
    put_ids(w, profile, group);
    json_end(&w->json);
    json_end(&w->json);
}

static void put_groups(struct writing *w, const struct profile *profile, int up);

/* An id of OSCAL begins with a letter, and the groups of a table often do not. */
static void put_group(struct writing *w, const struct profile *profile, int at)
{
    const struct profile_group *group = &profile->groups[at];

    json_open(&w->json, JSON_ITEM);
    add(w, "id", arena_text(w->mem, "groep-%d", at + 1));
    add(w, "title", line_of(group->title[LANG_NL], line_of(group->label, S("-"))));
    add_english(w, "titel-en", group->title);
    add_prop(w, "label", group->label);
    end_props(w);
    put_groups(w, profile, at);
    put_inserts(w, profile, at);
    json_end(&w->json);
}

static void put_groups(struct writing *w, const struct profile *profile, int up)
{
    bool any = false;

    for (int i = 0; i < profile->n_groups; i++) {
        if (profile->groups[i].up != up)
            continue;
        if (!any)
            json_list(&w->json, S("groups"));
        any = true;
        put_group(w, profile, i);
    }
    if (any)
        json_end(&w->json);
}

static void put_import(struct writing *w, const struct norm *norm, const struct profile *profile)
{
    json_list(&w->json, S("imports"));
    json_open(&w->json, JSON_ITEM);
    add(w, "href", href_of(w, norm));
    if (profile == NULL) {
        json_open(&w->json, S("include-all"));
        json_end(&w->json);
    } else {
        put_ids(w, profile, -2);
    }
    json_end(&w->json);
    json_end(&w->json);
}

static void put_merge(struct writing *w, const struct profile *profile)
{
    json_open(&w->json, S("merge"));
    if (profile == NULL || profile->n_groups == 0) {
        json_add_bool(&w->json, S("as-is"), true);
    } else {
        json_open(&w->json, S("custom"));
        put_groups(w, profile, -1);
        put_inserts(w, profile, -1);
        json_end(&w->json);
    }
    json_end(&w->json);
}

void norm_document_profile(struct buf *out, const struct norm_document *it,
                           const struct profile *profile)
{
    struct writing w;

    begin(&w, out, it, "profile");
    put_import(&w, profile->norm, profile);
    put_merge(&w, profile);
    end(&w);
}

static void put_alter(struct writing *w, const struct norm *norm,
                      const struct overlay_words *words)
{
    json_open(&w->json, JSON_ITEM);
    add(w, "control-id", norm->items[words->item].id);
    json_list(&w->json, S("adds"));
    json_open(&w->json, JSON_ITEM);
    add(w, "position", S("ending"));
    json_list(&w->json, S("parts"));
    json_open(&w->json, JSON_ITEM);
    add(w, "name", LICENSED_PART);
    add(w, "ns", OSCAL_OURS);
    add_text(w, "title", line_of(words->title, S("")));
    add_text(w, "prose", words->text);
    for (int i = 0; i < 5; i++)
        json_end(&w->json);
}

void norm_document_words(struct buf *out, const struct norm_document *it,
                         const struct overlay *overlay)
{
    struct writing w;

    begin(&w, out, it, "profile");
    put_import(&w, overlay->norm, NULL);
    put_merge(&w, NULL);
    json_open(&w.json, S("modify"));
    json_list(&w.json, S("alters"));
    for (int i = 0; i < overlay->n_words; i++)
        put_alter(&w, overlay->norm, &overlay->words[i]);
    json_end(&w.json);
    json_end(&w.json);
    end(&w);
}

/* ---- a mapping ---- */

static void put_end(struct writing *w, const char *end, const struct norm *norm)
{
    json_open(&w->json, str_of(end));
    add(w, "type", S("catalog"));
    add(w, "href", href_of(w, norm));
    json_end(&w->json);
}

static void put_control(struct writing *w, struct str id)
{
    json_open(&w->json, JSON_ITEM);
    add(w, "type", S("control"));
    add(w, "id-ref", id);
    json_end(&w->json);
}

/* One side of the rows from..to, each item once: they were said together, and either share
 * this side or differ in each. */
static void put_side(struct writing *w, const struct mapping *mapping, bool source, int from,
                     int to)
{
    const struct norm *norm = source ? mapping->from : mapping->to;
    int last = ITEM_NONE;

    json_list(&w->json, source ? S("sources") : S("targets"));
    for (int i = from; i < to; i++) {
        int item = source ? mapping->rows[i].source : mapping->rows[i].target;

        if (item != last)
            put_control(w, norm->items[item].id);
        last = item;
    }
    json_end(&w->json);
}

static void put_map(struct writing *w, const struct mapping *mapping, int from, int to)
{
    const struct mapping_row *row = &mapping->rows[from];

    json_open(&w->json, JSON_ITEM);
    add_uuid(w, "map", from);
    add(w, "relationship", choice_word(&relation_choices, (int)row->is));
    put_side(w, mapping, true, from, to);
    put_side(w, mapping, false, from, to);
    if (row->complete)
        add_prop(w, "volledig", S("ja"));
    add_prop(w, "grondslag", row->basis);
    add_english(w, "toelichting-en", row->note);
    end_props(w);
    add_text(w, "remarks", row->note[LANG_NL]);
    json_end(&w->json);
}

/* Rows of one set stand together where they share a side: as many were merged into one, or
 * one was split. */
static int end_of_set(const struct mapping *mapping, int from)
{
    const struct mapping_row *rows = mapping->rows;
    int to = from + 1;
    bool same;

    if (to == mapping->n_rows || rows[to].set != rows[from].set)
        return to;
    same = rows[to].source == rows[from].source;
    while (to < mapping->n_rows && rows[to].set == rows[from].set &&
           (same ? rows[to].source == rows[from].source : rows[to].target == rows[from].target))
        to++;
    return to;
}

static void put_gaps(struct writing *w, const char *name, const struct norm *norm,
                     const struct mapping_gap *gaps, int n)
{
    for (int i = 0; i < n; i++) {
        struct str id = norm->items[gaps[i].item].id;
        bool english = !str_eq(gaps[i].note[LANG_EN], gaps[i].note[LANG_NL]);

        open_prop(w, name, id);
        add(w, "group", id);
        add_text(w, "remarks", gaps[i].note[LANG_NL]);
        json_end(&w->json);
        if (!english || str_trim(gaps[i].note[LANG_EN]).len == 0)
            continue;
        open_prop(w, "toelichting-en", line_of(gaps[i].note[LANG_EN], S("-")));
        add(w, "group", id);
        json_end(&w->json);
    }
}

static void put_summary(struct writing *w, const char *name, int number, const struct norm *norm,
                        const struct mapping_gap *gaps, int n)
{
    if (n == 0)
        return;
    json_open(&w->json, str_of(name));
    add_uuid(w, "summary", number);
    json_list(&w->json, S("unmapped-controls"));
    json_open(&w->json, JSON_ITEM);
    json_list(&w->json, S("with-ids"));
    for (int i = 0; i < n; i++)
        json_add_str(&w->json, JSON_ITEM, norm->items[gaps[i].item].id);
    for (int i = 0; i < 4; i++)
        json_end(&w->json);
}

static void put_provenance(struct writing *w, const struct mapping *mapping)
{
    json_open(&w->json, S("provenance"));
    add(w, "method", S("human"));
    add(w, "matching-rationale", S("semantic"));
    add(w, "status", S("complete"));
    add(w, "mapping-description", line_of(mapping->title[LANG_NL], mapping->id));
    json_end(&w->json);
}

void norm_document_mapping(struct buf *out, const struct norm_document *it,
                           const struct mapping *mapping)
{
    struct writing w;

    begin(&w, out, it, "mapping-collection");
    put_provenance(&w, mapping);
    json_list(&w.json, S("mappings"));
    json_open(&w.json, JSON_ITEM);
    add_uuid(&w, "mapping", 0);
    put_end(&w, "source-resource", mapping->from);
    put_end(&w, "target-resource", mapping->to);
    json_list(&w.json, S("maps"));
    for (int i = 0; i < mapping->n_rows; i = end_of_set(mapping, i))
        put_map(&w, mapping, i, end_of_set(mapping, i));
    json_end(&w.json);
    put_gaps(&w, "vervallen", mapping->from, mapping->dropped, mapping->n_dropped);
    put_gaps(&w, "nieuw", mapping->to, mapping->added, mapping->n_added);
    end_props(&w);
    put_summary(&w, "source-gap-summary", 0, mapping->from, mapping->dropped, mapping->n_dropped);
    put_summary(&w, "target-gap-summary", 1, mapping->to, mapping->added, mapping->n_added);
    json_end(&w.json);
    json_end(&w.json);
    end(&w);
}
