#include "acts/assess.h"

#include "acts/footing.h"
#include "acts/norms.h"
#include "base/bug.h"
#include "engine/status.h"
#include "ledger/ledger.h"
#include "model/value.h"

/* Which fields ask which right; the rest is MAY_ASSESS. */
static enum right right_of(const struct field *field)
{
    static const char *const assign[] = {"owner", "executor", "target", "rhythm_months"};
    static const char *const test[] = {"design_review", "existence_review", "operation_review"};

    for (size_t i = 0; i < sizeof assign / sizeof *assign; i++)
        if (str_eq(str_of(field->name), str_of(assign[i])))
            return MAY_ASSIGN;
    for (size_t i = 0; i < sizeof test / sizeof *test; i++)
        if (str_eq(str_of(field->name), str_of(test[i])))
            return MAY_TEST;
    return MAY_ASSESS;
}

/* The rights that the values which really differ ask for. What a form repeats
 * unchanged asks nothing: an owner who sets a verdict need not be able to assign. */
static enum outcome ask_rights(struct job *job, const struct footing *ground, int64_t id,
                               const struct assessment *was, const struct assessment *is)
{
    bool asked[RIGHT_COUNT] = {false};

    for (int i = 0; i < assessment_noun.n_fields; i++) {
        const struct field *field = &assessment_noun.fields[i];

        /* Who said it and when follow from what was said, and ask nothing more. */
        if ((field->flags & (FIXED | OURS)) == 0 && !value_same(field, was, is))
            asked[right_of(field)] = true;
    }
    for (int right = 0; right < RIGHT_COUNT; right++) {
        const struct leave *leave;
        enum outcome o;

        if (asked[right] &&
            (o = footing_ask(job, (enum right)right, ground, id, &leave)) != DONE)
            return o;
    }
    return DONE;
}

/* A verdict that is given anew is today's and of this person, and so is one from another
 * norm that is confirmed [R10]. What was tested before was another verdict: its review
 * falls away unless named again. */
static void stamp(struct job *job, const struct assessment *was, struct assessment *is)
{
    const struct ref me = {job->person};

#define STAMP(aspect)                                                                           \
    if (was->aspect != is->aspect || !str_eq(was->aspect##_review, is->aspect##_review)) {      \
        is->aspect##_on = is->aspect == VERDICT_EMPTY ? (struct day){0} : job->today;           \
        is->aspect##_by = is->aspect == VERDICT_EMPTY ? (struct ref){0} : me;                   \
        if (was->aspect != is->aspect && str_eq(was->aspect##_review, is->aspect##_review))     \
            is->aspect##_review = S("");                                                        \
        is->aspect##_unconfirmed = false;                                                       \
    } else if (was->aspect##_unconfirmed && !is->aspect##_unconfirmed) {                        \
        is->aspect##_on = job->today;                                                           \
        is->aspect##_by = me;                                                                   \
    }
    STAMP(design)
    STAMP(existence)
    STAMP(operation)
#undef STAMP
}

/* [R10] Only what was carried over waits to be confirmed. */
static enum outcome check_confirmed(struct job *job, const struct assessment *was,
                                    const struct assessment *is)
{
#define CHECK(aspect)                                                                           \
    if (is->aspect##_unconfirmed && !was->aspect##_unconfirmed)                                 \
        return job_refuse(job, S(#aspect "_unconfirmed"), S("assess.unconfirmed"));
    CHECK(design)
    CHECK(existence)
    CHECK(operation)
#undef CHECK
    return DONE;
}

static enum outcome check_item(struct job *job, const struct item *item,
                               const struct assessment *it)
{
    /* A control with measures takes a conclusion, not verdicts of its own [R6],
     * unless none of its measures applies; the rules then use what is said. */
    if (item->withdrawn)
        return job_refuse_with(job, S("item"), S("assess.withdrawn"), item->label);
    if (it->rhythm_months.is &&
        it->rhythm_months.n > status_shelf_months(item, (struct maybe){false, 0}))
        return job_refuse(job, S("rhythm_months"), S("assess.rhythm_longer"));
    return DONE;
}

/* One assessment within an open entry. An item of another norm takes a verdict of its own [R9]. */
static enum outcome assess_one(struct job *job, struct entry *entry, const struct footing *ground,
                               struct str item, struct row seen, const struct given *given,
                               struct assessment *ret, bool *ret_changed)
{
    struct assessment was = {.row = {0}};
    const struct norm *norm = norms_of_item(job, ground->norm, item);
    int index = norm == NULL ? ITEM_NONE : norm_item(norm, item);
    enum outcome o;
    int64_t id;

    if (index == ITEM_NONE)
        return NOT_THERE;
    if ((o = footing_said(job, ground, item, &id)) != DONE)
        return o;
    if (id == 0) {
        was.object.id = ground->object;
        was.item = norm->items[index].id;
    } else {
        seen.id = id;
        /* Version 0 is what somebody saw before anything was said. */
        o = record_load(job, leave_system(job), &assessment_noun,
                        (struct row){id, seen.version == 0 ? -1 : seen.version, 0}, ret);
        if (o != DONE)
            return o;
        was = *ret;
    }
    *ret = was;
    if (!given_free(job, given) || !given_lay(job, given, ret))
        return REFUSED;
    /* Rights are asked for what was given; what follows from it is nobody's wish. */
    if ((o = ask_rights(job, ground, id, &was, ret)) != DONE ||
        (o = check_confirmed(job, &was, ret)) != DONE ||
        (o = check_item(job, &norm->items[index], ret)) != DONE)
        return o;
    stamp(job, &was, ret);
    *ret_changed = true;
    if (id == 0)
        return record_new(job, entry, &assessment_noun, ret);
    o = record_save(job, entry, &assessment_noun, ret);
    *ret_changed = ret->row.version != was.row.version;
    return o;
}

enum outcome act_assess(struct job *job, struct str item, struct row seen,
                        const struct given *given, struct assessment *ret)
{
    return act_assess_of(job, 0, item, seen, given, ret);
}

enum outcome act_assess_of(struct job *job, int64_t object, struct str item, struct row seen,
                           const struct given *given, struct assessment *ret)
{
    struct footing ground;
    struct entry *entry;
    bool changed;
    enum outcome o;

    if ((o = ledger_open(job, S("assessment.set"), &entry)) != DONE ||
        (o = footing_load(job, object, &ground)) != DONE ||
        (o = assess_one(job, entry, &ground, item, seen, given, ret, &changed)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_assess_all(struct job *job, int64_t object, const struct assess_line *lines,
                            size_t n, int *ret_changed, struct str *ret_item)
{
    struct footing ground;
    struct entry *entry;
    int changes = 0;
    enum outcome o;

    if ((o = ledger_open(job, S("assessment.set"), &entry)) != DONE ||
        (o = footing_load(job, object, &ground)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        struct assessment it;
        bool changed = false;

        o = assess_one(job, entry, &ground, lines[i].item, lines[i].seen, &lines[i].given, &it,
                       &changed);
        if (o != DONE) {
            *ret_item = lines[i].item;
            return o;
        }
        changes += changed;
    }
    *ret_changed = changes;
    return ledger_close(job, entry);
}

static enum outcome assign_one(struct job *job, struct entry *entry, const struct footing *ground,
                               int index, const struct assign_plan *plan, bool *ret_changed)
{
    struct assessment it = {.object = {ground->object}, .item = ground->norm->items[index].id};
    int64_t version = 0;
    int64_t id;
    enum outcome o;

    if ((o = footing_said(job, ground, it.item, &id)) != DONE)
        return o;
    if (id != 0 && (o = record_load(job, leave_system(job), &assessment_noun,
                                    (struct row){.id = id}, &it)) != DONE)
        return o;
    version = it.row.version;
    if (plan->set_owner)
        it.owner.id = plan->owner;
    if (plan->set_target)
        it.target = plan->target;
    if (id == 0 && it.owner.id == 0 && !day_is(it.target)) {
        *ret_changed = false; /* nobody and no date: nothing was there to take away */
        return DONE;
    }
    o = id == 0 ? record_new(job, entry, &assessment_noun, &it)
                : record_save(job, entry, &assessment_noun, &it);
    *ret_changed = it.row.version != version;
    return o;
}

enum outcome act_assign(struct job *job, const struct assign_plan *plan, int *ret_changed)
{
    const struct leave *leave;
    struct footing ground;
    struct entry *entry;
    enum outcome o;

    *ret_changed = 0;
    if ((o = ledger_open(job, S("assessment.assign"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_ASSIGN, &assessment_noun, 0, &leave)) != DONE ||
        (o = footing_load(job, plan->object, &ground)) != DONE)
        return o;
    for (int i = 0; i < plan->n; i++) {
        bool changed = false;

        if (plan->items[i] < 0 || plan->items[i] >= ground.norm->n_items ||
            ground.norm->items[plan->items[i]].withdrawn)
            return NOT_THERE;
        if ((o = assign_one(job, entry, &ground, plan->items[i], plan, &changed)) != DONE)
            return o;
        *ret_changed += changed;
    }
    return ledger_close(job, entry);
}

/* The first duty of an item that somebody was named for. */
static int64_t person_for(const struct item *item, const int64_t persons[static DUTY_COUNT])
{
    for (int duty = 0; duty < DUTY_COUNT; duty++)
        if ((item->duties & 1u << duty) != 0 && persons[duty] != 0)
            return persons[duty];
    return 0;
}

static enum outcome owner_of(struct job *job, int64_t id, int64_t *ret_owner)
{
    struct assessment it;
    enum outcome o;

    *ret_owner = 0;
    if (id == 0)
        return DONE;
    o = record_load(job, leave_system(job), &assessment_noun, (struct row){.id = id}, &it);
    *ret_owner = o == DONE ? it.owner.id : 0;
    return o;
}

enum outcome act_assign_duties(struct job *job, int64_t object,
                               const int64_t persons[static DUTY_COUNT], int *ret_changed)
{
    const struct leave *leave;
    struct footing ground;
    struct entry *entry;
    enum outcome o;

    *ret_changed = 0;
    if ((o = ledger_open(job, S("assessment.assign"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_ASSIGN, &assessment_noun, 0, &leave)) != DONE ||
        (o = footing_load(job, object, &ground)) != DONE)
        return o;
    for (int i = 0; i < ground.norm->n_items; i++) {
        const struct item *item = &ground.norm->items[i];
        struct assign_plan plan = {.set_owner = true, .owner = person_for(item, persons)};
        int64_t owner;
        int64_t id;
        bool changed = false;

        if (!item->assessed || plan.owner == 0)
            continue;
        if ((o = footing_said(job, &ground, item->id, &id)) != DONE ||
            (o = owner_of(job, id, &owner)) != DONE)
            return o;
        if (owner != 0)
            continue;
        if ((o = assign_one(job, entry, &ground, i, &plan, &changed)) != DONE)
            return o;
        *ret_changed += changed;
    }
    return ledger_close(job, entry);
}
