#include "engine/status.h"

#include "base/bug.h"
#include "engine/control.h"
#include "engine/support.h"

enum { TEST_MONTHS_LEAST = 3 }; /* [R2] settings may only be stricter */

static const char *const hardness_words[] = {NULL, "opgegeven", "onderbouwd", "getoetst"};
const struct choices hardness_choices = {hardness_words, HARDNESS_COUNT};

static const char *const status_words[] = {"nvt", "niet", "onbekend", "deels", "voldoet"};
const struct choices status_choices = {status_words, STATUS_COUNT};

bool status_excludes(const struct item *item, const struct applicability *line)
{
    if (line->applies != APPLIES_NO || line->decision.id == 0)
        return false;
    return line->ground == GROUND_IMPOSSIBLE || (line->ground == GROUND_RISK && !item->mandatory);
}

bool status_asks(const struct item *item, int level)
{
    return level == 0 || item->level <= level;
}

static struct day known_on(const struct status_input *input)
{
    return day_is(input->known) ? input->known : input->on;
}

/* [R1] Nobody shows the werking of what they carry out themselves; a verdict
 * by nobody in particular is no better. */
static bool is_by_executor(const struct assessment *it, struct ref by)
{
    int64_t executor = it->executor.id != 0 ? it->executor.id : it->owner.id;

    return by.id == 0 || by.id == executor;
}

/* [R1] An independent review, named and dated, holds up a verdict as evidence
 * does; its shelf life runs from its day. */
static struct day review_until(const struct aspect_said *said, struct day known, int months)
{
    if (said->review.len == 0 || said->on.n > known.n)
        return (struct day){0};
    return day_add_months(said->on, months);
}

/* What a verdict is worth by itself, before the ladder [R1, R3]. */
static struct aspect_state weigh(enum verdict said, struct day shown, struct day tested,
                                 struct day on)
{
    struct aspect_state state = {said, said, HARDNESS_SAID, 0, shown};
    bool is_shown = shown.n >= on.n;
    bool is_tested = tested.n >= on.n;

    if (tested.n > shown.n)
        state.expires = tested;
    if (is_tested || (!is_shown && day_is(tested)))
        state.hardness = HARDNESS_TESTED;
    else if (day_is(shown))
        state.hardness = HARDNESS_SHOWN;
    if (state.hardness == HARDNESS_SAID)
        state.marks |= MARK_OWN_WORD;
    else if (!is_shown && !is_tested)
        state.marks |= MARK_EXPIRED;
    if (said == VERDICT_YES && state.marks != 0)
        state.weighs = VERDICT_PARTLY;
    return state;
}

static bool is_solid(const struct aspect_state *state)
{
    return state->hardness >= HARDNESS_SHOWN && (state->marks & MARK_EXPIRED) == 0;
}

static struct aspect_state judge_aspect(const struct status_input *input,
                                        const struct assessment *it, enum aspect aspect,
                                        const struct support *support, int months)
{
    struct aspect_said said = assessment_aspect(it, aspect);
    struct day none = {0};
    struct aspect_state state;
    bool executor;

    if (said.verdict == VERDICT_EMPTY)
        return (struct aspect_state){0};
    executor = aspect == ASPECT_OPERATION && is_by_executor(it, said.by);
    /* [R10] What was carried over is somebody's word until somebody says it here. */
    if (executor || said.unconfirmed)
        state = weigh(said.verdict, none, none, input->on);
    else
        state = weigh(said.verdict, support->until, review_until(&said, known_on(input), months),
                      input->on);
    if (executor)
        state.marks |= MARK_EXECUTOR;
    if (said.unconfirmed)
        state.marks |= MARK_CARRIED;
    if (!is_solid(&state) && support->thin_until.n >= input->on.n)
        state.marks |= MARK_THIN;
    if (aspect == ASPECT_OPERATION && state.hardness == HARDNESS_SHOWN && is_solid(&state) &&
        support->event_until.n < input->on.n)
        state.marks |= MARK_NO_EVENT;
    return state;
}

/* [R4] What the aspects below leave of one above them. */
static void rest_on(struct aspect_state *state, enum verdict lower)
{
    enum verdict was = state->weighs;

    if (lower == VERDICT_NO && !is_solid(state))
        state->weighs = VERDICT_NO;
    else if (lower != VERDICT_YES && state->weighs == VERDICT_YES)
        state->weighs = VERDICT_PARTLY;
    if (state->weighs != was)
        state->marks |= MARK_LADDER;
}

static void climb(struct aspect_state aspect[static ASPECT_COUNT])
{
    for (int high = ASPECT_EXISTENCE; high < ASPECT_COUNT; high++)
        for (int low = ASPECT_DESIGN; low < high; low++)
            rest_on(&aspect[high], aspect[low].weighs);
}

/* [R5] */
static enum status status_of(const struct aspect_state aspect[static ASPECT_COUNT])
{
    static const enum status all_alike[VERDICT_COUNT] = {
        [VERDICT_EMPTY] = STATUS_UNKNOWN, [VERDICT_NO] = STATUS_NOT,
        [VERDICT_PARTLY] = STATUS_PARTLY, [VERDICT_YES] = STATUS_MEETS};

    for (int a = 1; a < ASPECT_COUNT; a++)
        if (aspect[a].weighs != aspect[0].weighs)
            return STATUS_PARTLY;
    return all_alike[aspect[0].weighs];
}

/* One item by its own assessment, line and evidence: pieces from up to, not including, to. */
static void judge_item(const struct status_input *input, int at, size_t from, size_t to,
                       struct item_state *state)
{
    const struct item *item = &input->norm->items[at];
    const struct assessment *it = NULL;
    struct support support[ASPECT_COUNT] = {0};
    int test_months = input->test_months > TEST_MONTHS_LEAST ? input->test_months
                                                             : TEST_MONTHS_LEAST;
    int months;

    if (state->assessment >= 0)
        it = &input->assessments[state->assessment];
    months = status_shelf_months(item, it != NULL ? it->rhythm_months : (struct maybe){0});
    for (size_t i = from; i < to; i++) {
        const struct evidence_fact *piece = &input->evidence[i];

        if (piece->known_on.n > known_on(input).n)
            continue;
        state->n_evidence++;
        state->n_fit += piece->fit;
        state->n_unjudged += piece->judge == 0;
        support_add(piece, months, test_months, support);
    }
    for (int a = 0; it != NULL && a < ASPECT_COUNT; a++)
        state->aspect[a] = judge_aspect(input, it, (enum aspect)a, &support[a], months);
    climb(state->aspect);
    state->not_applicable =
        !status_asks(item, input->level) ||
        (state->line >= 0 && status_excludes(item, &input->lines[state->line]));
    state->status = state->not_applicable ? STATUS_NOT_APPLICABLE : status_of(state->aspect);
}

/* What can be said of the whole, once status and aspects stand. */
static void sum_up(struct item_state *state)
{
    unsigned marks = 0;
    int reached = 0;
    int tested = 0;

    if (state->status == STATUS_NOT_APPLICABLE)
        return;
    while (reached < ASPECT_COUNT && state->aspect[reached].weighs == VERDICT_YES)
        reached++;
    for (int a = 0; a < ASPECT_COUNT; a++) {
        struct day expires = state->aspect[a].expires;

        marks |= state->aspect[a].marks;
        tested += state->aspect[a].hardness == HARDNESS_TESTED;
        if (day_is(expires) && (!day_is(state->expires) || expires.n < state->expires.n))
            state->expires = expires;
    }
    state->reaches = reached > 0;
    state->reached = (enum aspect)(reached > 0 ? reached - 1 : 0);
    state->tested = state->status == STATUS_MEETS && tested == ASPECT_COUNT;
    state->own_word = (marks & MARK_OWN_WORD) != 0;
    state->carried = (marks & MARK_CARRIED) != 0;
    state->expired = (marks & MARK_EXPIRED) != 0;
    state->no_event = state->status == STATUS_MEETS && (marks & MARK_NO_EVENT) != 0;
}

/* States without a judgement yet, each knowing its line. */
static struct item_state *begin(struct arena *mem, const struct status_input *input)
{
    int n_items = input->norm->n_items;
    struct item_state *states = NEW_ARRAY(mem, (size_t)n_items, struct item_state);

    for (int i = 0; i < n_items; i++)
        states[i].assessment = states[i].line = -1;
    for (size_t i = 0; i < input->n_lines; i++) {
        int item = input->line_items[i];

        MUST(item >= 0 && item < n_items && states[item].line < 0);
        if (!input->norm->items[item].withdrawn)
            states[item].line = (int)i;
    }
    return states;
}

struct item_state *status_judge(struct arena *mem, const struct status_input *input)
{
    const struct item *items = input->norm->items;
    struct item_state *states = begin(mem, input);
    size_t assessment = 0;
    size_t piece = 0;

    for (int i = 0; i < input->norm->n_items; i++) {
        size_t first = piece;
        bool said = assessment < input->n_assessments && input->assessment_items[assessment] == i;

        while (piece < input->n_evidence && input->evidence[piece].item == i)
            piece++;
        if (!items[i].withdrawn) {
            states[i].assessment = said ? (int)assessment : -1;
            judge_item(input, i, first, piece, &states[i]);
        }
        assessment += said;
    }
    /* What was not met on the way did not ascend, or names no item. */
    MUST(assessment == input->n_assessments && piece == input->n_evidence);
    for (int i = 0; i < input->norm->n_items; i++)
        if (!items[i].withdrawn)
            control_judge(input, states, i);
    for (int i = 0; i < input->norm->n_items; i++)
        sum_up(&states[i]);
    return states;
}
