#include "api/views.h"

#include "api/handlers.h"

static const char *const kind_words[] = {"control", "measure", "marker"};
static const struct choices item_kind_choices = {kind_words, ITEM_KIND_COUNT};

#define ITEM_BRIEF                                                                               \
    SHAPE_ONE(TEXT, struct str, "id", item_view, id, .needed = true),                            \
    SHAPE_ONE(TEXT, struct str, "label", item_view, label, .needed = true),                      \
    SHAPE_ONE(TEXT, struct str, "title", item_view, title),                                      \
    SHAPE_ONE(CHOICE, int, "kind", item_view, kind, .choices = &item_kind_choices),              \
    SHAPE_ONE(TEXT, struct str, "theme", item_view, theme),                                      \
    SHAPE_ONE(TEXT, struct str, "parent", item_view, parent),                                    \
    SHAPE_ONE(TEXT, struct str, "moved_to", item_view, moved_to),                                \
    SHAPE_ONE(FLAG, bool, "withdrawn", item_view, withdrawn),                                    \
    SHAPE_ONE(FLAG, bool, "mandatory", item_view, mandatory),                                    \
    SHAPE_ONE(FLAG, bool, "assessed", item_view, assessed),                                      \
    SHAPE_ONE(FLAG, bool, "begin", item_view, begin)

static const struct shape_member item_brief_members[] = {ITEM_BRIEF};
const struct shape item_brief_shape = SHAPE_OF("item_brief", item_view, item_brief_members);

static const struct shape_member item_members[] = {
    ITEM_BRIEF,
    SHAPE_ONE(FLAG, bool, "inheritable", item_view, inheritable),
    SHAPE_ONE(FLAG, bool, "outside_law", item_view, outside_law),
    SHAPE_ONE(BITS, unsigned, "rhythms", item_view, rhythms, .choices = &rhythm_choices),
    SHAPE_ONE(INT, int, "rhythm_months", item_view, rhythm_months),
    SHAPE_ONE(INT, int, "deadline_days", item_view, deadline_days),
    SHAPE_ONE(BITS, unsigned, "duties", item_view, duties, .choices = &duty_choices),
    SHAPE_ONE(BITS, unsigned, "csf", item_view, csf, .choices = &csf_choices),
    SHAPE_ONE(TEXT, struct str, "text", item_view, text),
    SHAPE_ONE(TEXT, struct str, "note", item_view, note),
    SHAPE_ONE(TEXTS, struct shape_list, "examples", item_view, examples),
};
const struct shape item_shape = SHAPE_OF("item", item_view, item_members);

static struct str label_at(const struct norm *norm, int item)
{
    return item == ITEM_NONE ? S("") : norm->items[item].label;
}

struct item_view item_view_of(const struct norm *norm, int index, enum lang lang)
{
    const struct item *item = &norm->items[index];
    struct item_view view = {
        .id = item->id, .label = item->label, .title = item->title[lang],
        .theme = norm->groups[item->group].code, .parent = label_at(norm, item->parent),
        .moved_to = label_at(norm, item->moved_to), .kind = (int)item->kind,
        .withdrawn = item->withdrawn, .mandatory = item->mandatory, .assessed = item->assessed,
        .inheritable = item->inheritable, .outside_law = item->outside_law, .begin = item->begin,
        .duties = item->duties, .csf = item->csf, .rhythm_months = item->rhythm_months,
        .deadline_days = item->deadline_days, .text = item->text[lang], .note = item->note[lang],
        .examples = {item->examples[lang],
                     item->examples[lang] == NULL ? 0 : (size_t)item->n_examples},
    };

    for (int i = 0; i < item->n_rhythms; i++)
        view.rhythms |= 1u << item->rhythms[i];
    return view;
}

/* In the order of the bits of enum mark. */
static const char *const mark_words[] = {"verlopen", "geen_voorval", "eigen_opgave", "ladder",
                                         "te_mager", "door_uitvoerder", "overgenomen"};
static const struct choices mark_choices = {mark_words, sizeof mark_words / sizeof *mark_words};

static const struct shape_member aspect_members[] = {
    SHAPE_ONE(CHOICE, enum verdict, "said", aspect_state, said, .choices = &verdict_choices),
    SHAPE_ONE(CHOICE, enum verdict, "weighs", aspect_state, weighs, .choices = &verdict_choices),
    SHAPE_ONE(CHOICE, enum hardness, "hardness", aspect_state, hardness,
              .choices = &hardness_choices),
    SHAPE_ONE(BITS, unsigned, "marks", aspect_state, marks, .choices = &mark_choices),
    SHAPE_ONE(DAY, struct day, "expires", aspect_state, expires),
};
const struct shape aspect_shape = SHAPE_OF("aspect_state", aspect_state, aspect_members);

#define ASPECT(json, n)                                                                          \
    SHAPE_ONE(WITHIN, struct aspect_state, json, state_view, is.aspect[n], .shape = &aspect_shape)

static const char *const from_words[] = {NULL, "organisatie", "proces"};
static const struct choices from_choices = {from_words, 3};

static const struct shape_member state_members[] = {
    SHAPE_ONE(CHOICE, enum status, "status", state_view, is.status, .choices = &status_choices),
    SHAPE_ONE(INT, int, "level", state_view, level),
    ASPECT("design", ASPECT_DESIGN),
    ASPECT("existence", ASPECT_EXISTENCE),
    ASPECT("operation", ASPECT_OPERATION),
    SHAPE_ONE(FLAG, bool, "not_applicable", state_view, is.not_applicable),
    SHAPE_ONE(FLAG, bool, "tested", state_view, is.tested),
    SHAPE_ONE(FLAG, bool, "from_measures", state_view, is.from_measures),
    SHAPE_ONE(FLAG, bool, "own_word", state_view, is.own_word),
    SHAPE_ONE(FLAG, bool, "carried", state_view, is.carried),
    SHAPE_ONE(FLAG, bool, "expired", state_view, is.expired),
    SHAPE_ONE(FLAG, bool, "no_event", state_view, is.no_event),
    SHAPE_ONE(DAY, struct day, "expires", state_view, is.expires),
    SHAPE_ONE(INT, int, "evidence", state_view, is.n_evidence),
    SHAPE_ONE(INT, int, "evidence_fit", state_view, is.n_fit),
    SHAPE_ONE(INT, int, "evidence_unjudged", state_view, is.n_unjudged),
    SHAPE_ONE(CHOICE, int, "from", state_view, from, .choices = &from_choices),
    SHAPE_ONE(INT, int, "objects_met", state_view, objects.met),
    SHAPE_ONE(INT, int, "objects_of", state_view, objects.of),
};
const struct shape state_shape = SHAPE_OF("item_state", state_view, state_members);

struct state_view state_view_of(const struct picture *picture, int item)
{
    const struct item_state *state = &picture->states[item];
    struct state_view view = {.is = *state,
                              .level = state->reaches ? (int)state->reached + 1 : 0};

    if (picture->from != NULL && picture->from[item] != INHERIT_OWN)
        view.from = picture->from[item] == INHERIT_ORGANISATION ? 1 : 2;
    if (picture->met != NULL)
        view.objects = picture->met[item];
    return view;
}

#define STATUS(json, n) SHAPE_ONE(INT, int, json, count, by_status[n])
#define LEVEL(json, n) SHAPE_ONE(INT, int, json, count, level[n])

static const struct shape_member count_members[] = {
    SHAPE_ONE(INT, int, "items", count, n),
    SHAPE_ONE(INT, int, "applicable", count, applicable),
    STATUS("voldoet", STATUS_MEETS),
    STATUS("deels", STATUS_PARTLY),
    STATUS("niet", STATUS_NOT),
    STATUS("onbekend", STATUS_UNKNOWN),
    STATUS("nvt", STATUS_NOT_APPLICABLE),
    SHAPE_ONE(INT, int, "tested", count, tested),
    SHAPE_ONE(INT, int, "own_word", count, own_word),
    SHAPE_ONE(INT, int, "expired", count, expired),
    SHAPE_ONE(INT, int, "no_event", count, no_event),
    LEVEL("level_nothing", 0),
    LEVEL("level_design", 1),
    LEVEL("level_existence", 2),
    LEVEL("level_operation", 3),
    SHAPE_ONE(INT, int, "mandatory", count, mandatory),
    SHAPE_ONE(INT, int, "mandatory_filled", count, mandatory_filled),
    SHAPE_ONE(INT, int, "due", count, due),
    SHAPE_ONE(INT, int, "expiring", count, expiring),
    SHAPE_ONE(INT, int, "controls_short", count, controls_short),
};
const struct shape count_shape = SHAPE_OF("count", count, count_members);

#define DERIVED_STATUS(json, n) SHAPE_ONE(INT, int, json, derived_count, by_status[n])

static const struct shape_member derived_count_members[] = {
    SHAPE_ONE(INT, int, "items", derived_count, n),
    SHAPE_ONE(INT, int, "covered", derived_count, covered),
    SHAPE_ONE(INT, int, "own", derived_count, own),
    SHAPE_ONE(INT, int, "judged", derived_count, judged),
    SHAPE_ONE(INT, int, "counted", derived_count, counted),
    SHAPE_ONE(INT, int, "uncovered", derived_count, uncovered),
    DERIVED_STATUS("voldoet", STATUS_MEETS),
    DERIVED_STATUS("deels", STATUS_PARTLY),
    DERIVED_STATUS("niet", STATUS_NOT),
    DERIVED_STATUS("onbekend", STATUS_UNKNOWN),
    DERIVED_STATUS("nvt", STATUS_NOT_APPLICABLE),
    SHAPE_ONE(INT, int, "tested", derived_count, tested),
    SHAPE_ONE(INT, int, "own_word", derived_count, own_word),
};
const struct shape derived_count_shape =
    SHAPE_OF("derived_count", derived_count, derived_count_members);

static const struct shape_member derived_group_members[] = {
    SHAPE_ONE(TEXT, struct str, "key", derived_group, key, .needed = true),
    SHAPE_ONE(TEXT, struct str, "title", derived_group, title),
    SHAPE_ONE(WITHIN, struct derived_count, "count", derived_group, count,
              .shape = &derived_count_shape),
};
const struct shape derived_group_shape =
    SHAPE_OF("derived_group", derived_group, derived_group_members);

struct shape_list derived_groups_of(struct job *job, const struct view *view, enum gap_by by,
                                    const struct spread_row *rows, int n)
{
    struct derived_group *groups = NEW_ARRAY(job->mem, (size_t)n, struct derived_group);

    for (int i = 0; i < n; i++) {
        groups[i].count = rows[i].count;
        groups[i].key = rows[i].at.key;
        groups[i].title = view_at_says(job, view, by, rows[i].at);
    }
    return (struct shape_list){groups, (size_t)n};
}

#define KIND(json, kind) SHAPE_ONE(INT, int, json, kinds_view, n[kind])

static const struct shape_member kinds_members[] = {
    KIND("gelijk", CARRY_EQUAL), KIND("samengevoegd", CARRY_MERGED),
    KIND("gesplitst", CARRY_SPLIT), KIND("gewijzigd", CARRY_CHANGED),
    KIND("deels_verplaatst", CARRY_PARTIAL), KIND("nieuw", CARRY_ADDED),
    KIND("vervallen", CARRY_ENDED),
};
const struct shape kinds_shape = SHAPE_OF("migration_kinds", kinds_view, kinds_members);

void view_faults(struct job *job)
{
    static const struct { const char *page, *here; } names[] = {
        {"selectie", "profile"}, {"van", "from"}, {"naar", "to"},
    };

    for (size_t i = 0; i < faults_kept(&job->faults); i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (str_eq(faults_at(&job->faults, i)->field, str_of(names[k].page)))
                faults_at(&job->faults, i)->field = str_of(names[k].here);
}
