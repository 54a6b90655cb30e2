/* The acts of the story: what a person at the screen would do, step by step. */
#include "acts/assess.h"
#include "base/bug.h"
#include "cli/demo.h"

void demo_give(struct given *given, const char *field, struct str text)
{
    int at = noun_field(given->noun, str_of(field));

    MUST(at >= 0);
    given->is[at] = true;
    given->text[at] = text;
}

static void give_day(struct demo *demo, struct given *given, const char *field, struct day day)
{
    char *text = arena_alloc(demo->mem, DAY_TEXT_BYTES);

    if (day_is(day))
        demo_give(given, field, day_text(day, text));
}

static enum outcome assess(struct demo *demo, const struct step *step, const struct given *given)
{
    struct assessment it;
    enum outcome o = act_assess(&demo->job, demo->norm->items[step->item].id,
                                (struct row){.version = demo->version[step->item]}, given, &it);

    if (o == DONE)
        demo->version[step->item] = it.row.version;
    return o;
}

enum outcome demo_say(struct demo *demo, const struct step *step)
{
    static const char *const aspects[ASPECT_COUNT] = {"design", "existence", "operation"};
    struct given given = {.noun = &assessment_noun};

    for (int a = 0; a < ASPECT_COUNT; a++)
        if (step->verdict[a] >= 0)
            demo_give(&given, aspects[a], choice_word(&verdict_choices, step->verdict[a]));
    if (step->text != NULL)
        demo_give(&given, "note", str_of(step->text));
    if (step->more != NULL && step->n >= 0)
        demo_give(&given, (const char *const[]){"design_note", "existence_note",
                                                "operation_note"}[step->n], str_of(step->more));
    return assess(demo, step, &given);
}

/* An independent review of the aspects that are marked, by name. */
enum outcome demo_review(struct demo *demo, const struct step *step)
{
    static const char *const reviews[ASPECT_COUNT] = {"design_review", "existence_review",
                                                      "operation_review"};
    struct given given = {.noun = &assessment_noun};

    for (int a = 0; a < ASPECT_COUNT; a++)
        if (step->verdict[a] >= 0)
            demo_give(&given, reviews[a], str_of(step->text));
    return assess(demo, step, &given);
}

enum outcome demo_conclude(struct demo *demo, const struct step *step)
{
    struct given given = {.noun = &assessment_noun};

    demo_give(&given, "suffices", choice_word(&verdict_choices, step->n));
    demo_give(&given, "suffices_why", str_of(step->text));
    demo_give(&given, "risk_analysis", str_of(step->more));
    return assess(demo, step, &given);
}

static enum outcome assign(struct demo *demo, const struct assign_plan *plan)
{
    int changed;
    enum outcome o = act_assign(&demo->job, plan, &changed);

    for (int i = 0; o == DONE && i < plan->n; i++)
        demo->version[plan->items[i]]++;
    return o;
}

/* All that goes to one owner, in one act. */
enum outcome demo_assign(struct demo *demo, const struct step *step)
{
    int *items = NEW_ARRAY(demo->mem, (size_t)demo->norm->n_items, int);
    struct assign_plan plan = {.items = items, .set_owner = true,
                               .owner = demo->person[step->n]};

    for (int i = 0; i < demo->norm->n_items; i++)
        if (demo->norm->items[i].assessed && (int)demo->owner[i] == step->n)
            items[plan.n++] = i;
    return assign(demo, &plan);
}

enum outcome demo_target(struct demo *demo, const struct step *step)
{
    const struct assign_plan plan = {.items = &step->item, .n = 1, .set_target = true,
                                     .target = step->day};

    return assign(demo, &plan);
}

/* A sample says out of what, how and how many; else it shows nothing [R2]. */
static void give_sample(struct demo *demo, struct given *given, const struct piece *piece)
{
    int size = piece->executions > 0 ? piece->executions : 10;

    demo_give(given, "population", arena_text(demo->mem, "%d gevallen in de periode", size * 7));
    demo_give(given, "sample_way", S("Willekeurig gekozen uit de uitdraai"));
    demo_give(given, "sample_size", arena_text(demo->mem, "%d", size));
    demo_give(given, "deviations", size % 4 == 0 ? S("1 geval een dag te laat verwerkt; hersteld")
                                                 : S("Geen"));
}

static void give_piece(struct demo *demo, struct given *given, const struct piece *piece)
{
    static const char *const covers[ASPECT_COUNT] = {"design", "existence", "operation"};

    demo_give(given, "title", piece->title);
    demo_give(given, "kind", choice_word(&evidence_kind_choices, (int)piece->kind));
    for (int a = 0; a < ASPECT_COUNT; a++)
        demo_give(given, covers[a], piece->covers[a] ? S("1") : S("0"));
    give_day(demo, given, "period_from", piece->from);
    give_day(demo, given, "period_to", piece->to);
    give_day(demo, given, "until", piece->until);
    if (piece->executions > 0)
        demo_give(given, "executions", arena_text(demo->mem, "%d", piece->executions));
    if (piece->sample)
        give_sample(demo, given, piece);
    demo_give(given, "origin", str_of(piece->origin));
}

enum outcome demo_hand_in(struct demo *demo, const struct step *step)
{
    struct piece *piece = step->piece;
    struct given given = {.noun = &evidence_noun};
    struct evidence_file file = {.name = {NULL, 0}};
    struct str items[2];
    enum outcome o;

    give_piece(demo, &given, piece);
    for (int i = 0; i < piece->n_items; i++)
        items[i] = demo->norm->items[piece->items[i]].id;
    if (piece->link)
        demo_give(&given, "link",
                  arena_text(demo->mem, "https://intranet.voorbeeldstad.example/documenten/%d",
                             4100 + step->nth));
    else
        file = demo_file(demo->mem, piece->title, piece->from, piece->to, (unsigned)step->nth);
    o = act_evidence_add(&demo->job, &given, &file, 0, items, (size_t)piece->n_items,
                         &piece->row.id);
    piece->row.version = 1;
    return o;
}

enum outcome demo_judge(struct demo *demo, const struct step *step)
{
    enum fitness fitness = step->text == NULL ? FITNESS_FIT : FITNESS_UNFIT;
    enum outcome o = act_evidence_judge(&demo->job, step->piece->row, fitness,
                                        str_of(step->text));

    step->piece->row.version++;
    return o;
}

enum outcome demo_replace(struct demo *demo, const struct step *step)
{
    enum outcome o = act_evidence_replace(&demo->job, step->piece->row, step->newer->row.id);

    step->piece->row.version++;
    return o;
}
