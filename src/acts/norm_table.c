#include "acts/norm_table.h"

#include <stdlib.h>


enum column { COL_SOURCE, COL_TARGET, COL_RELATION, COL_NOTE, COL_NUMBER, COL_TITLE, COL_TEXT,
              COL_GROUP, COLUMNS };

static const char *const names[COLUMNS][8] = {
    [COL_SOURCE] = {"source_id", "bron", "was", "van"},
    [COL_TARGET] = {"target_id", "doel", "wordt", "naar"},
    [COL_RELATION] = {"relation", "relatie", "relationship"},
    [COL_NOTE] = {"note", "note_nl", "notitie", "toelichting", "opmerking"},
    [COL_NUMBER] = {"number", "nummer", "control", "item", "maatregel", "measure_id"},
    [COL_TITLE] = {"title", "titel", "title_nl"},
    [COL_TEXT] = {"text", "tekst"},
    [COL_GROUP] = {"group", "groep", "criterion", "criterium", "module", "step", "stap"},
};

struct table_reading {
    struct norms_making *into;
    const struct local_norm *row;
    const struct sheet *sheet;
    int at[COLUMNS];    /* in the sheet, or -1 */
    const struct norm *from;
    const struct norm *to;
    struct norms_found *found;
    struct faults *faults;
};

static void read_header(struct table_reading *it)
{
    int ids = 0;

    for (int k = 0; k < COLUMNS; k++)
        it->at[k] = -1;
    for (int c = 0; c < it->sheet->n_columns; c++) {
        struct str name = str_trim(sheet_cell(it->sheet, 0, c));
        char *room = arena_alloc(it->into->mem, name.len + 1);
        struct str folded = {room, str_fold(name, room)};
        bool hit = false;

        for (int k = 0; k < COLUMNS; k++)
            for (int i = 0; i < 8 && names[k][i] != NULL; i++)
                if (it->at[k] < 0 && str_eq(folded, str_of(names[k][i]))) {
                    it->at[k] = c;
                    hit = true;
                }
        if (!hit && str_ends(folded, S("_id")) && ids < 2 && it->at[ids] < 0)
            it->at[ids] = c;
        ids += !hit && str_ends(folded, S("_id"));
    }
}

static struct str cell(const struct table_reading *it, size_t row, enum column column)
{
    return it->at[column] < 0 ? S("") : str_trim(sheet_cell(it->sheet, row, it->at[column]));
}

static void fault_in(struct table_reading *it, size_t row, struct str key, struct str what)
{
    fault_add(it->faults, S("file"), key,
              arena_text(it->into->mem, "%zu: %" STR_FMT, it->sheet->rows[row].line,
                         STR_ARG(what)));
}

static int item_in(struct table_reading *it, const struct norm *norm, size_t row,
                   struct str number)
{
    int item = norm_label(norm, number);

    if (item == ITEM_NONE)
        item = norm_item(norm, number);
    if (item == ITEM_NONE)
        fault_in(it, row, S("norm_import.no_number"), number);
    return item;
}

static const struct norm *norm_named(struct table_reading *it, struct str key, struct str field)
{
    const struct norm *norm = key.len == 0 ? NULL : norms_find(it->into, key);

    if (norm == NULL)
        fault_add(it->faults, field, key.len == 0 ? S("norm_import.which") : S("norm.unknown"),
                  key);
    return norm;
}

/* ---- a mapping ---- */

enum said { SAID_NOTHING, SAID_ROW, SAID_MERGED, SAID_SPLIT, SAID_DROPPED, SAID_ADDED };

static enum said said_of(struct str word, enum relation *ret)
{
    static const struct { const char *word; enum said said; enum relation is; } words[] = {
        {"equal", SAID_ROW, RELATION_EQUAL}, {"equal-to", SAID_ROW, RELATION_EQUAL},
        {"equivalent-to", SAID_ROW, RELATION_EQUAL}, {"gelijk", SAID_ROW, RELATION_EQUAL},
        {"ongewijzigd", SAID_ROW, RELATION_EQUAL}, {"een-op-een", SAID_ROW, RELATION_EQUAL},
        {"superset", SAID_ROW, RELATION_SUPERSET}, {"superset-of", SAID_ROW, RELATION_SUPERSET},
        {"omvat", SAID_ROW, RELATION_SUPERSET}, {"subset", SAID_ROW, RELATION_SUBSET},
        {"subset-of", SAID_ROW, RELATION_SUBSET}, {"deel van", SAID_ROW, RELATION_SUBSET},
        {"intersects", SAID_ROW, RELATION_INTERSECTS},
        {"intersect", SAID_ROW, RELATION_INTERSECTS},
        {"intersects-with", SAID_ROW, RELATION_INTERSECTS},
        {"raakt", SAID_ROW, RELATION_INTERSECTS},
        {"gewijzigd", SAID_ROW, RELATION_INTERSECTS},
        {"samengevoegd", SAID_MERGED, RELATION_SUBSET},
        {"gesplitst", SAID_SPLIT, RELATION_SUPERSET}, {"vervallen", SAID_DROPPED, RELATION_NONE},
        {"nieuw", SAID_ADDED, RELATION_NONE},
    };
    char folded[32];

    if (word.len >= sizeof folded)
        return SAID_NOTHING;
    word = (struct str){folded, str_fold(word, folded)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(word, str_of(words[i].word))) {
            *ret = words[i].is;
            return words[i].said;
        }
    return SAID_NOTHING;
}

static int by_set(const void *a, const void *b)
{
    const struct mapping_row *x = a;
    const struct mapping_row *y = b;

    if (x->set != y->set)
        return x->set - y->set;
    return x->source != y->source ? x->source - y->source : x->target - y->target;
}

struct map_making {
    struct mapping_row *rows;
    struct mapping_gap *dropped;
    struct mapping_gap *added;
    struct mapping mapping;
};

/* What was merged into one, or split from one, belongs together: one set. Any other row is
 * a set of its own, behind those. */
static int set_of(const struct table_reading *it, enum said said, const struct mapping_row *row,
                  size_t line)
{
    if (said == SAID_MERGED)
        return row->target;
    if (said == SAID_SPLIT)
        return it->to->n_items + row->source;
    return it->to->n_items + it->from->n_items + (int)line;
}

static void read_row(struct table_reading *it, struct map_making *map, size_t line)
{
    struct str note = cell(it, line, COL_NOTE);
    struct mapping_row row = {.basis = S("tabel"), .note = {note, note}};
    enum said said = said_of(cell(it, line, COL_RELATION), &row.is);
    size_t before = it->faults->n;

    if (said == SAID_NOTHING)
        fault_in(it, line, S("norm_import.relation"), cell(it, line, COL_RELATION));
    if (said != SAID_ADDED)
        row.source = item_in(it, it->from, line, cell(it, line, COL_SOURCE));
    if (said != SAID_DROPPED)
        row.target = item_in(it, it->to, line, cell(it, line, COL_TARGET));
    if (it->faults->n > before)
        return;
    if (said == SAID_DROPPED) {
        map->dropped[map->mapping.n_dropped++] = (struct mapping_gap){row.source, {note, note}};
        return;
    }
    if (said == SAID_ADDED) {
        map->added[map->mapping.n_added++] = (struct mapping_gap){row.target, {note, note}};
        return;
    }
    row.complete = said == SAID_MERGED || said == SAID_SPLIT;
    row.set = set_of(it, said, &row, line);
    map->rows[map->mapping.n_rows++] = row;
}

static enum outcome read_mapping(struct table_reading *it)
{
    size_t n = it->sheet->n_rows;
    struct map_making map = {
        .rows = NEW_ARRAY(it->into->mem, n, struct mapping_row),
        .dropped = NEW_ARRAY(it->into->mem, n, struct mapping_gap),
        .added = NEW_ARRAY(it->into->mem, n, struct mapping_gap)};
    struct mapping *mapping = NEW(it->into->mem, struct mapping);

    it->from = norm_named(it, it->row->source, S("source"));
    it->to = norm_named(it, it->row->target, S("target"));
    if (it->from == NULL || it->to == NULL)
        return REFUSED;
    for (size_t line = 1; line < n; line++)
        read_row(it, &map, line);
    qsort(map.rows, (size_t)map.mapping.n_rows, sizeof *map.rows, by_set);
    *mapping = map.mapping;
    mapping->id = arena_text(it->into->mem, "%" STR_FMT "--%" STR_FMT, STR_ARG(it->from->key),
                             STR_ARG(it->to->key));
    mapping->title[LANG_NL] = mapping->title[LANG_EN] = mapping->id;
    mapping->from = it->from;
    mapping->to = it->to;
    mapping->rows = map.rows;
    mapping->dropped = map.dropped;
    mapping->added = map.added;
    if (!mapping_sound(mapping))
        fault_add(it->faults, S("file"), S("norm.fault.unsound"), S(""));
    it->found->kind = LOCAL_MAPPING;
    it->found->key = it->found->title = mapping->id;
    it->found->source = it->from->key;
    it->found->target = it->to->key;
    norms_put_mapping(it->into, mapping, it->into->n_mappings, it->found);
    return DONE;
}

/* ---- words over a norm, and a selection ---- */

static enum outcome read_words(struct table_reading *it)
{
    struct overlay_words *words =
        NEW_ARRAY(it->into->mem, it->sheet->n_rows, struct overlay_words);
    bool *seen = NEW_ARRAY(it->into->mem, (size_t)it->from->n_items, bool);
    int n = 0;

    for (size_t line = 1; line < it->sheet->n_rows; line++) {
        int item = item_in(it, it->from, line, cell(it, line, COL_NUMBER));

        if (item == ITEM_NONE)
            continue;
        if (seen[item])
            fault_in(it, line, S("norm_import.twice"), cell(it, line, COL_NUMBER));
        seen[item] = true;
        words[n++] = (struct overlay_words){item, cell(it, line, COL_TITLE),
                                            cell(it, line, COL_TEXT)};
    }
    it->found->overlay = (struct overlay){it->from, NULL, words, n};
    it->found->kind = LOCAL_OVERLAY;
    it->found->key = arena_text(it->into->mem, "tekst:%" STR_FMT, STR_ARG(it->from->key));
    norms_put_norm(it->into, overlay_lay(it->into->mem, it->from, words, n),
                   &(struct norms_found){0});
    return DONE;
}

static int group_of(struct table_reading *it, struct profile *profile,
                    struct profile_group *groups, size_t line)
{
    struct str id = cell(it, line, COL_GROUP);
    struct str title = cell(it, line, COL_TITLE);

    for (int i = 0; i < profile->n_groups; i++)
        if (str_eq(groups[i].id, id))
            return i;
    if (title.len == 0)
        title = id;
    groups[profile->n_groups] = (struct profile_group){
        .id = id, .label = id, .title = {title, title}, .up = -1};
    return profile->n_groups++;
}

/* An item stands in a selection once, so in the first group that names it. */
static enum outcome read_selection(struct table_reading *it)
{
    size_t n = it->sheet->n_rows;
    struct profile *profile = NEW(it->into->mem, struct profile);
    struct profile_group *groups = NEW_ARRAY(it->into->mem, n, struct profile_group);
    struct profile_entry *entries = NEW_ARRAY(it->into->mem, n, struct profile_entry);
    bool *in = NEW_ARRAY(it->into->mem, (size_t)it->from->n_items, bool);

    for (size_t line = 1; line < n; line++) {
        int item = item_in(it, it->from, line, cell(it, line, COL_NUMBER));

        if (item == ITEM_NONE || in[item]) {
            it->found->n_lost += item != ITEM_NONE;
            continue;
        }
        in[item] = true;
        entries[profile->n_entries++] =
            (struct profile_entry){item, group_of(it, profile, groups, line)};
    }
    it->found->kind = LOCAL_PROFILE;
    it->found->key = profile->id = it->row->key.len > 0
        ? arena_str(it->into->mem, it->row->key)
        : arena_text(it->into->mem, "tabel:%" STR_FMT ":%" STR_FMT, STR_ARG(it->from->key),
                     STR_ARG(it->row->title));
    it->found->title = arena_str(it->into->mem, it->row->title);
    profile->title[LANG_NL] = profile->title[LANG_EN] = it->found->title;
    profile->norm = it->from;
    profile->groups = groups;
    profile->entries = entries;
    it->found->overlay = (struct overlay){it->from, profile, NULL, 0};
    norms_put_profile(it->into, profile, it->found);
    return DONE;
}

static enum outcome read_about_one(struct table_reading *it)
{
    it->from = norm_named(it, it->row->source, S("source"));
    if (it->from == NULL)
        return REFUSED;
    it->found->source = it->from->key;
    it->found->title = it->row->title;
    return it->at[COL_TEXT] >= 0 ? read_words(it) : read_selection(it);
}

static enum outcome unread(const struct norm_content *content, struct faults *faults)
{
    for (size_t i = 0; i < faults_kept(&content->faults); i++) {
        const struct fault *fault = faults_at(&content->faults, i);

        fault_add(faults, fault->field, fault->key, fault->arg);
    }
    return REFUSED;
}

enum outcome norm_table_add(struct norms_making *it, const struct local_norm *row,
                            const struct norm_content *content, struct norms_found *ret,
                            struct faults *faults)
{
    struct table_reading reading = {.into = it, .row = row, .found = ret, .faults = faults,
                                    .sheet = content->sheet};
    size_t before = faults->n;
    enum outcome o = DONE;

    if (content->sheet == NULL)
        return unread(content, faults);
    read_header(&reading);
    if (reading.sheet->n_rows < 2)
        fault_add(faults, S("file"), S("import.empty"), S(""));
    else if (reading.at[COL_SOURCE] >= 0 && reading.at[COL_TARGET] >= 0 &&
             reading.at[COL_RELATION] >= 0)
        o = read_mapping(&reading);
    else if (reading.at[COL_NUMBER] >= 0 &&
             (reading.at[COL_TEXT] >= 0 || reading.at[COL_GROUP] >= 0))
        o = read_about_one(&reading);
    else
        fault_add(faults, S("file"), S("norm_import.columns"), S(""));
    return faults->n > before ? REFUSED : o;
}
