#include "acts/import.h"

#include "acts/people.h"
#include "base/bug.h"
#include "engine/control.h"
#include "ledger/ledger.h"
#include "model/value.h"

/* The columns that a sheet may have, in the order of import_line.shown. */
enum { COL_DESIGN, COL_EXISTENCE, COL_OPERATION, COL_OWNER, COL_NOTE, COL_TARGET, COL_LABEL, COL_COUNT };

static const struct {
    const char *nl;
    const char *en;
    const char *field; /* of the assessment; NULL for the label and the owner */
} known[COL_COUNT] = {
    {"opzet", "design", "design"}, {"bestaan", "existence", "existence"},
    {"werking", "operation", "operation"}, {"eigenaar", "owner", NULL},
    {"notitie", "note", "note"}, {"streefdatum", "target", "target"}, {"nummer", "number", NULL},
};

struct reading {
    struct job *job;
    const struct sheet *sheet;
    struct picture *picture;
    int column[COL_COUNT]; /* in the sheet, or -1 */
    struct person_line *people;
    size_t n_people;
    struct assessment *whole; /* by item, with its texts */
};

static enum outcome read_header(struct reading *r, struct import_preview *preview)
{
    struct buf unknown;

    buf_init(&unknown, r->job->mem, 64);
    for (int c = 0; c < COL_COUNT; c++)
        r->column[c] = -1;
    if (r->sheet->n_rows == 0)
        return job_refuse(r->job, S("file"), S("import.empty"));
    for (int c = 0; c < r->sheet->n_columns; c++) {
        struct str name = str_trim(sheet_cell(r->sheet, 0, c));
        char *room = arena_alloc(r->job->mem, name.len + 1);
        struct str folded = {room, str_fold(name, room)};
        bool hit = false;

        for (int k = 0; k < COL_COUNT; k++)
            if (str_eq(folded, str_of(known[k].nl)) || str_eq(folded, str_of(known[k].en))) {
                r->column[k] = c;
                hit = true;
            }
        if (!hit && name.len > 0)
            buf_text(&unknown, "%s%" STR_FMT, unknown.len > 0 ? ", " : "", STR_ARG(name));
    }
    preview->columns_unknown = buf_str(&unknown);
    if (r->column[COL_LABEL] < 0)
        return job_refuse(r->job, S("file"), S("import.no_number"));
    return DONE;
}

static enum outcome load_whole(struct reading *r)
{
    const struct norm *norm = r->picture->norm;
    struct assessment *all;
    size_t n;
    enum outcome o = record_all(r->job, r->picture->leave, &assessment_noun, &all, &n);

    if (o != DONE)
        return o;
    r->whole = NEW_ARRAY(r->job->mem, (size_t)norm->n_items, struct assessment);
    for (size_t i = 0; i < n; i++) {
        int item = norm_item(norm, all[i].item);

        if (item != ITEM_NONE && all[i].object.id == r->picture->object)
            r->whole[item] = all[i];
    }
    return DONE;
}

static void faulty(struct import_line *line, struct str field, struct str key, struct str arg)
{
    line->what = IMPORT_FAULTY;
    MUST(line->n_faults < IMPORT_CELLS);
    line->faults[line->n_faults++] = (struct fault){field, key, arg};
}

static bool find_item(struct reading *r, struct import_line *line)
{
    int item = norm_label(r->picture->norm, line->label);

    if (item == ITEM_NONE)
        item = norm_item(r->picture->norm, line->label);
    if (item == ITEM_NONE) {
        faulty(line, S("nummer"), S("import.unknown_number"), line->label);
        return false;
    }
    line->item = norm_follow(r->picture->norm, item);
    if (line->item != item)
        line->moved_from = r->picture->norm->items[item].label;
    if (!control_itself(r->picture->norm, r->picture->states, line->item)) {
        faulty(line, S("nummer"), S("import.not_assessed"), line->label);
        return false;
    }
    return true;
}

/* A person by number (#7 at the end, or the whole cell), address or name. */
static bool find_person(struct reading *r, struct str text, int64_t *ret_id)
{
    ptrdiff_t hash = str_find(text, S("#"), 0);
    int64_t number = 0;
    int hits = 0;

    if (hash >= 0)
        (void)str_int(str_sub(text, (size_t)hash + 1, text.len), &number);
    for (size_t i = 0; i < r->n_people; i++) {
        const struct person_line *p = &r->people[i];

        if (p->person.row.id == number || str_eq(p->person.name, text) ||
            (p->email.len > 0 && str_eq(p->email, text))) {
            *ret_id = p->person.row.id;
            hits++;
        }
    }
    return hits == 1;
}

static void lay_value(struct import_line *line, struct given *given, int column, struct str text)
{
    const struct field *field;
    struct faults faults = {.n = 0};
    struct assessment probe = {.row = {0}};
    char room[64];
    int at;

    at = noun_field(&assessment_noun, str_of(known[column].field));
    field = &assessment_noun.fields[at];
    /* "Ja" is as good as "ja". */
    if (field->kind == KIND_CHOICE && text.len < sizeof room) {
        struct str folded = {room, str_fold(text, room)};
        int choice;

        if (choice_of(field->choices, folded, &choice))
            text = choice_word(field->choices, choice);
    }
    if (!value_set(field, text, &probe, &faults)) {
        faulty(line, str_of(known[column].nl), faults.at[0].key, faults.at[0].arg);
        return;
    }
    given->is[at] = true;
    given->text[at] = text;
}

static void read_values(struct reading *r, size_t row, struct import_line *line,
                        struct given *given)
{
    given->noun = &assessment_noun;
    for (int c = 0; c < COL_LABEL; c++) {
        struct str text;

        if (r->column[c] < 0)
            continue;
        text = value_lines(r->job->mem, sheet_cell(r->sheet, row, r->column[c]));
        if (c != COL_NOTE)
            text = str_trim(text);
        line->shown[c] = text;
        if (text.len == 0)
            continue; /* empty leaves what is there */
        if (c == COL_OWNER) {
            int64_t id;
            int at = noun_field(&assessment_noun, S("owner"));

            if (!find_person(r, text, &id)) {
                faulty(line, S("eigenaar"), S("import.unknown_person"), text);
                continue;
            }
            given->is[at] = true;
            given->text[at] = arena_text(r->job->mem, "%lld", (long long)id);
        } else {
            lay_value(line, given, c, text);
        }
    }
}

/* What the line would do to what is there. */
static enum import_what compare(struct reading *r, const struct import_line *line,
                                const struct given *given)
{
    const struct assessment *was = &r->whole[line->item];
    struct assessment is = *was;
    struct faults faults = {.n = 0};

    for (int f = 0; f < assessment_noun.n_fields; f++)
        if (given->is[f])
            value_set(&assessment_noun.fields[f], given->text[f], &is, &faults);
    for (int f = 0; f < assessment_noun.n_fields; f++)
        if (!value_same(&assessment_noun.fields[f], was, &is))
            return was->row.id == 0 ? IMPORT_NEW : IMPORT_CHANGED;
    return IMPORT_SAME;
}

static void read_line(struct reading *r, size_t row, struct import_line *line,
                      struct assess_line *change, bool *seen)
{
    line->line = (int)r->sheet->rows[row].line;
    line->label = str_trim(sheet_cell(r->sheet, row, r->column[COL_LABEL]));
    line->item = ITEM_NONE;
    line->what = IMPORT_SAME;
    if (!find_item(r, line))
        return;
    read_values(r, row, line, &change->given);
    if (line->what == IMPORT_FAULTY)
        return;
    if (seen[line->item]) {
        faulty(line, S("nummer"), S("import.twice"), line->label);
        return;
    }
    seen[line->item] = true;
    change->item = r->picture->norm->items[line->item].id;
    change->seen = r->whole[line->item].row;
    line->what = compare(r, line, &change->given);
}

static enum outcome preview_of(struct reading *r, struct import_preview *preview,
                               struct assess_line **ret_changes, size_t *ret_n)
{
    size_t n = r->sheet->n_rows - 1;
    struct assess_line *changes = NEW_ARRAY(r->job->mem, n, struct assess_line);
    bool *seen = NEW_ARRAY(r->job->mem, (size_t)r->picture->norm->n_items, bool);
    size_t kept = 0;

    preview->lines = NEW_ARRAY(r->job->mem, n, struct import_line);
    for (size_t row = 1; row <= n; row++) {
        struct import_line *line = &preview->lines[preview->n++];

        changes[kept] = (struct assess_line){.item = {NULL, 0}};
        read_line(r, row, line, &changes[kept], seen);
        preview->n_new += line->what == IMPORT_NEW;
        preview->n_changed += line->what == IMPORT_CHANGED;
        preview->n_same += line->what == IMPORT_SAME;
        preview->n_faulty += line->what == IMPORT_FAULTY;
        kept += line->what == IMPORT_NEW || line->what == IMPORT_CHANGED;
    }
    *ret_changes = changes;
    *ret_n = kept;
    return DONE;
}

enum outcome act_import(struct job *job, int64_t object, const struct sheet *sheet, bool apply,
                        struct import_preview **ret)
{
    struct import_preview *preview = NEW(job->mem, struct import_preview);
    struct reading r = {.job = job, .sheet = sheet};
    const struct leave *leave;
    struct assess_line *changes;
    struct str item;
    size_t n;
    int changed;
    enum outcome o;

    if ((o = leave_ask(job, MAY_ASSIGN, &assessment_noun, 0, &leave)) != DONE ||
        (o = read_header(&r, preview)) != DONE ||
        (o = picture_object(job, object, &r.picture)) != DONE ||
        (o = load_whole(&r)) != DONE || (o = act_people(job, &r.people, &r.n_people)) != DONE ||
        (o = preview_of(&r, preview, &changes, &n)) != DONE)
        return o;
    *ret = preview;
    if (!apply)
        return DONE;
    if (preview->n_faulty > 0)
        return job_refuse(job, S("file"), S("import.faulty"));
    return act_assess_all(job, object, changes, n, &changed, &item);
}

/* The name alone where it says who; with the number where two share it. */
static struct str owner_text(struct job *job, const struct picture *picture,
                             const struct person_name *owner)
{
    int same = 0;

    if (owner == NULL)
        return S("");
    for (size_t i = 0; i < picture->n_persons; i++)
        same += str_eq(picture->persons[i].name, owner->name);
    if (same < 2)
        return owner->name;
    return arena_text(job->mem, "%" STR_FMT " #%lld", STR_ARG(owner->name), (long long)owner->id);
}

enum outcome act_export(struct job *job, int64_t object, const int *items, int n,
                        struct table **ret)
{
    static const struct column columns[] = {
        {STR_INIT("nummer"), STR_INIT("Nummer"), 10}, {STR_INIT("opzet"), STR_INIT("Opzet"), 8},
        {STR_INIT("bestaan"), STR_INIT("Bestaan"), 8}, {STR_INIT("werking"), STR_INIT("Werking"), 8},
        {STR_INIT("eigenaar"), STR_INIT("Eigenaar"), 24}, {STR_INIT("notitie"), STR_INIT("Notitie"), 60},
        {STR_INIT("streefdatum"), STR_INIT("Streefdatum"), 12},
    };
    struct reading r = {.job = job};
    struct table *table;
    enum outcome o;

    if ((o = picture_object(job, object, &r.picture)) != DONE || (o = load_whole(&r)) != DONE)
        return o;
    table = table_new(job->mem, S("beoordelingen"), S("Beoordelingen"), columns,
                      (int)(sizeof columns / sizeof *columns), (size_t)n);
    for (int i = 0; i < n; i++) {
        const struct assessment *a = &r.whole[items[i]];
        const struct person_name *owner = picture_person(r.picture, a->owner);

        table_text(table, r.picture->norm->items[items[i]].label);
        table_text(table, choice_word(&verdict_choices, (int)a->design));
        table_text(table, choice_word(&verdict_choices, (int)a->existence));
        table_text(table, choice_word(&verdict_choices, (int)a->operation));
        table_text(table, owner_text(job, r.picture, owner));
        table_text(table, a->note);
        if (day_is(a->target))
            table_day(table, a->target);
        else
            table_empty(table);
    }
    *ret = table;
    return DONE;
}
