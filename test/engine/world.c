#include "facts.h"

/* [choice: generator] xorshift64*: small, and the same on every machine. */
int chance(uint64_t *seed, int n)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (int)((*seed * UINT64_C(0x2545F4914F6CDD1D) >> 33) % (uint64_t)n);
}

static bool one_in(struct world *world, int n)
{
    return chance(&world->seed, n) == 0;
}

static struct item *make_item(struct world *world, int parent)
{
    static const int fixed[] = {0, 0, 0, 1, 3, 12, 36};
    struct item *item = &world->items[world->norm.n_items++];

    item->kind = parent == ITEM_NONE ? ITEM_CONTROL : ITEM_MEASURE;
    item->parent = parent;
    item->moved_to = ITEM_NONE;
    item->group = parent == ITEM_NONE ? chance(&world->seed, WORLD_GROUPS)
                                      : world->items[parent].group;
    item->withdrawn = parent != ITEM_NONE && one_in(world, 4);
    item->mandatory = parent != ITEM_NONE && !one_in(world, 4);
    item->rhythm_months = fixed[chance(&world->seed, 7)];
    item->n_rhythms = chance(&world->seed, 3);
    for (int i = 0; i < item->n_rhythms; i++)
        item->rhythms[i] = (enum rhythm)(1 + chance(&world->seed, RHYTHM_ONCE));
    item->duties = (unsigned)chance(&world->seed, 1 << DUTY_COUNT);
    item->csf = (unsigned)chance(&world->seed, 1 << CSF_COUNT);
    item->assessed = !item->withdrawn;
    return item;
}

static void make_norm(struct world *world)
{
    world->norm = (struct norm){.items = world->items, .groups = world->groups,
                                .n_groups = WORLD_GROUPS};
    while (world->norm.n_items < WORLD_ITEMS - 8) {
        int at = world->norm.n_items;
        struct item *control = make_item(world, ITEM_NONE);

        for (int n = chance(&world->seed, 5); n > 0; n--)
            control->n_measures += !make_item(world, at)->withdrawn;
        control->assessed = control->n_measures == 0;
    }
}

static struct day near(struct world *world, int before, int after)
{
    return (struct day){today().n - before + chance(&world->seed, before + after + 1)};
}

static struct str some(struct world *world, int in)
{
    return one_in(world, in) ? S("iets") : S("");
}

/* Mostly ja, so that what lies behind a ja is tried. */
static enum verdict some_verdict(struct world *world)
{
    return one_in(world, 2) ? VERDICT_YES : (enum verdict)chance(&world->seed, VERDICT_COUNT);
}

static void make_assessment(struct world *world, int item)
{
    size_t at = world->input.n_assessments++;
    struct assessment *it = &world->assessments[at];

    world->assessment_items[at] = item;
    it->owner.id = chance(&world->seed, 3);
    it->executor.id = chance(&world->seed, 4);
    it->rhythm_months = (struct maybe){one_in(world, 4), 1 + chance(&world->seed, 24)};
    it->target = one_in(world, 3) ? near(world, 60, 60) : (struct day){0};
    it->design = some_verdict(world);
    it->existence = some_verdict(world);
    it->operation = some_verdict(world);
    it->design_on = near(world, 500, 0);
    it->existence_on = near(world, 500, 0);
    it->operation_on = near(world, 500, 0);
    it->operation_by.id = chance(&world->seed, 6);
    it->design_review = some(world, 4);
    it->existence_review = some(world, 4);
    it->operation_review = some(world, 4);
    it->suffices = (enum verdict)chance(&world->seed, VERDICT_COUNT);
    it->suffices_why = some(world, 2);
    it->risk_analysis = some(world, 2);
}

static void make_piece(struct world *world, int item)
{
    struct evidence_fact *piece = &world->pieces[world->input.n_evidence++];

    *piece = (struct evidence_fact){
        .item = item, .to = near(world, 600, 60), .known_on = near(world, 100, 0),
        .executions = {one_in(world, 3), chance(&world->seed, 4)},
        .is_sample = one_in(world, 5), .sample_complete = one_in(world, 2),
        .no_event = one_in(world, 5), .fit = !one_in(world, 5),
        .submitter = 1 + chance(&world->seed, 3), .judge = chance(&world->seed, 6)};
    piece->from.n = one_in(world, 8) ? 0 : piece->to.n - chance(&world->seed, 200);
    piece->until = one_in(world, 4) ? near(world, 100, 400) : (struct day){0};
    for (int a = 0; a < ASPECT_COUNT; a++)
        piece->covers[a] = !one_in(world, 3);
}

static void make_line(struct world *world, int item)
{
    size_t at = world->input.n_lines++;

    world->line_items[at] = item;
    world->lines[at] = (struct applicability){
        .applies = (enum applies)chance(&world->seed, APPLIES_COUNT),
        .ground = (enum ground)chance(&world->seed, GROUND_COUNT),
        .decision = {chance(&world->seed, 2)}};
}

void world_of(struct world *world, uint64_t seed)
{
    *world = (struct world){.seed = seed * 2654435761u + 1};
    make_norm(world);
    world->input = (struct status_input){
        .norm = &world->norm, .on = today(), .assessments = world->assessments,
        .assessment_items = world->assessment_items, .evidence = world->pieces,
        .lines = world->lines, .line_items = world->line_items,
        .test_months = 3 + chance(&world->seed, 3)};
    for (int i = 0; i < world->norm.n_items; i++) {
        if (!one_in(world, 6))
            make_assessment(world, i);
        for (int n = chance(&world->seed, 5); n > 0 && world->input.n_evidence < WORLD_PIECES; n--)
            make_piece(world, i);
        if (!one_in(world, 3))
            make_line(world, i);
    }
}
