#include "acts/picture.h"

#include <stdlib.h>

#include "acts/norms.h"
#include "acts/picture_objects.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

enum outcome picture_open(struct job *job, struct day on, struct day known)
{
    int64_t seq;
    enum outcome o;

    if (day_is(on) && on.n > job->today.n)
        return job_refuse(job, S("op"), S("fault.future"));
    if (day_is(known) && known.n > job->today.n)
        return job_refuse(job, S("bekend"), S("fault.future"));
    if (db_read(job->db) != DONE)
        return job_broke(job);
    if (!day_is(on) && !day_is(known))
        return DONE;
    if (day_is(on))
        job->on = on;
    if ((o = ledger_at(job, day_is(known) ? known : on, &seq)) != DONE)
        return o;
    job->known = seq;
    return DONE;
}

static struct day day_at(struct query *q, int column)
{
    struct day day = {0};
    struct str text = query_get_text(q, column);

    if (text.at != NULL)
        MUST(day_of_text(text, &day));
    return day;
}

static int choice_at(struct query *q, int column, const struct choices *choices)
{
    int value = 0;

    MUST(choice_of(choices, query_get_text(q, column), &value));
    return value;
}

static struct maybe maybe_at(struct query *q, int column)
{
    return (struct maybe){!query_get_null(q, column), query_get_int(q, column)};
}

static enum outcome load_ground(struct job *job, struct picture *it)
{
    struct query *q = query_of(job->db, &sql_picture_ground);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    if (query_next(q)) {
        it->org.name = record_text(job, q, 0, &organisation_noun, 1, S("name"));
        it->org.type = (enum org_type)choice_at(q, 1, &org_type_choices);
        it->org.hours = maybe_at(q, 2);
        it->org.norm = arena_str(job->mem, query_get_text(q, 3));
        it->org.outside_law = query_get_int(q, 4) != 0;
        it->org.test_months = maybe_at(q, 5);
        it->org.row = (struct row){1, query_get_int(q, 6), 0};
        it->object = query_get_int(q, 7);
        it->scope = query_get_int(q, 8);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (it->object == 0 || it->scope == 0)
        return NOT_THERE;
    it->norm = it->ours = norms_get(job, it->org.norm);
    return it->norm == NULL ? NOT_THERE : DONE;
}

/* Two versions of a norm may share ids: what is said then is of the organisation's own. */
static int item_of(const struct picture *it, struct str id)
{
    if (it->norm != it->ours && norm_item(it->ours, id) != ITEM_NONE)
        return ITEM_NONE;
    return norm_item(it->norm, id);
}

static struct str review_at(struct job *job, struct query *q, int column, struct str field)
{
    return record_text(job, q, column, &assessment_noun, query_get_int(q, 0), field);
}

static void read_assessment(struct job *job, struct query *q, struct assessment *a)
{
    a->row = (struct row){query_get_int(q, 0), query_get_int(q, 1), 0};
    a->owner.id = query_get_int(q, 3);
    a->executor.id = query_get_int(q, 4);
    a->target = day_at(q, 5);
    a->rhythm_months = maybe_at(q, 6);
    a->design = (enum verdict)choice_at(q, 7, &verdict_choices);
    a->design_on = day_at(q, 8);
    a->design_by.id = query_get_int(q, 9);
    a->design_review = review_at(job, q, 10, S("design_review"));
    a->existence = (enum verdict)choice_at(q, 11, &verdict_choices);
    a->existence_on = day_at(q, 12);
    a->existence_by.id = query_get_int(q, 13);
    a->existence_review = review_at(job, q, 14, S("existence_review"));
    a->operation = (enum verdict)choice_at(q, 15, &verdict_choices);
    a->operation_on = day_at(q, 16);
    a->operation_by.id = query_get_int(q, 17);
    a->operation_review = review_at(job, q, 18, S("operation_review"));
    a->suffices = (enum verdict)choice_at(q, 19, &verdict_choices);
    /* Slim: the rules ask only whether the reason and the risk analysis are there. */
    a->suffices_why = query_get_int(q, 20) != 0 ? S("+") : S("");
    a->risk_analysis = query_get_int(q, 21) != 0 ? S("+") : S("");
    a->origin.id = query_get_int(q, 22);
    a->design_unconfirmed = query_get_int(q, 23) != 0;
    a->existence_unconfirmed = query_get_int(q, 24) != 0;
    a->operation_unconfirmed = query_get_int(q, 25) != 0;
}

/* Sorts by the item's place in the norm: the rows come in no order, and there is
 * one row for an item, so a table of places is the sort. */
static enum outcome load_assessments(struct job *job, struct picture *it)
{
    struct query *q = query_of(job->db, &sql_picture_assessments);
    struct assessment *at = NEW_ARRAY(job->mem, (size_t)it->norm->n_items, struct assessment);
    size_t n = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, it->object);
    query_int(q, 3, ledger_known(job));
    while (query_next(q)) {
        int item = item_of(it, query_get_text(q, 2));

        if (item == ITEM_NONE)
            continue; /* of another norm: kept, not shown here */
        read_assessment(job, q, &at[item]);
        if (!leave_reaches(it->leave, &assessment_noun, &at[item])) {
            at[item].row.id = 0;
            continue;
        }
        at[item].item = it->norm->items[item].id;
        at[item].object.id = it->object;
        n++;
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    it->assessments = NEW_ARRAY(job->mem, n, struct assessment);
    it->assessment_items = NEW_ARRAY(job->mem, n, int);
    for (int i = 0; i < it->norm->n_items; i++)
        if (at[i].row.id != 0) {
            it->assessments[it->n_assessments] = at[i];
            it->assessment_items[it->n_assessments++] = i;
        }
    return DONE;
}

struct piece {
    int64_t id;
    struct evidence_fact fact;
};

static void read_piece(struct query *q, struct piece *piece)
{
    struct evidence_fact *fact = &piece->fact;

    piece->id = fact->id = query_get_int(q, 0);
    fact->no_event = choice_at(q, 1, &evidence_kind_choices) == EVIDENCE_NO_EVENT;
    for (int i = 0; i < ASPECT_COUNT; i++)
        fact->covers[i] = query_get_int(q, 2 + i) != 0;
    fact->from = day_at(q, 5);
    fact->to = day_at(q, 6);
    fact->until = day_at(q, 7);
    fact->executions = maybe_at(q, 8);
    fact->is_sample = !query_get_null(q, 9);
    fact->sample_complete = query_get_int(q, 10) != 0;
    fact->submitter = query_get_int(q, 11);
    fact->fit = choice_at(q, 12, &fitness_choices) == FITNESS_FIT;
    fact->judge = query_get_int(q, 13);
    /* What was known is decided by the ledger's sequence, not by a date: ENSIA
     * looks at 31 December with what was known in April [R13]. */
    fact->known_on = (struct day){0};
}

static int by_item(const void *a, const void *b)
{
    const struct evidence_fact *x = a;
    const struct evidence_fact *y = b;

    return (x->item > y->item) - (x->item < y->item);
}

/* Is anything said of the item that this person may see? Before the states are there. */
static bool is_said(const struct picture *it, int item)
{
    for (size_t i = 0; i < it->n_assessments; i++)
        if (it->assessment_items[i] == item)
            return true;
    return false;
}

/* What the VvT says of another's item is not theirs to see, who may see their own alone. */
static void keep_said_lines(const struct job *job, struct picture *it)
{
    size_t n = it->n_lines;

    if (leave_all(job, MAY_READ))
        return;
    it->n_lines = 0;
    for (size_t i = 0; i < n; i++)
        if (is_said(it, it->line_items[i])) {
            it->lines[it->n_lines] = it->lines[i];
            it->line_items[it->n_lines++] = it->line_items[i];
        }
}

static enum outcome load_pieces(struct job *job, struct picture *it)
{
    struct query *q = query_of(job->db, &sql_picture_evidence);
    struct piece *pieces = NULL;

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        pieces = arena_more(job->mem, pieces, it->n_pieces, sizeof *pieces);
        read_piece(q, &pieces[it->n_pieces++]);
    }
    it->pieces = pieces;
    return query_end(q) == DONE ? DONE : job_broke(job);
}

/* Both lists come ordered by the number of the evidence: one walk joins them. */
static enum outcome load_evidence(struct job *job, struct picture *it)
{
    struct query *q = query_of(job->db, &sql_picture_uses);
    bool all = leave_all(job, MAY_READ);
    const struct piece *pieces = it->pieces;
    size_t n = it->n_pieces;
    size_t at = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, it->object);
    query_int(q, 3, ledger_known(job));
    while (query_next(q)) {
        int64_t id = query_get_int(q, 0);
        int item = item_of(it, query_get_text(q, 1));

        while (at < n && pieces[at].id < id)
            at++;
        if (item == ITEM_NONE || at == n || pieces[at].id != id)
            continue;
        if (!all && !is_said(it, item))
            continue; /* what there is at another's item is not theirs to see */
        it->evidence = arena_more(job->mem, it->evidence, it->n_evidence, sizeof *it->evidence);
        it->evidence[it->n_evidence] = pieces[at].fact;
        it->evidence[it->n_evidence++].item = item;
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (it->n_evidence > 1)
        qsort(it->evidence, it->n_evidence, sizeof *it->evidence, by_item);
    return DONE;
}

/* The lines as they stand, in the norm's order, instead of slim ones. */
static enum outcome load_whole_lines(struct job *job, struct picture *it)
{
    size_t room = (size_t)it->norm->n_items;
    const struct applicability **at = NEW_ARRAY(job->mem, room, const struct applicability *);
    struct applicability *all;
    size_t n;
    enum outcome o = record_all(job, it->leave, &applicability_noun, &all, &n);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        int item = all[i].scope.id == it->scope ? item_of(it, all[i].item) : ITEM_NONE;

        if (item != ITEM_NONE)
            at[item] = &all[i];
    }
    it->lines = NEW_ARRAY(job->mem, n, struct applicability);
    it->line_items = NEW_ARRAY(job->mem, n, int);
    for (int i = 0; i < it->norm->n_items; i++)
        if (at[i] != NULL) {
            it->lines[it->n_lines] = *at[i];
            it->line_items[it->n_lines++] = i;
        }
    return DONE;
}

static enum outcome load_lines(struct job *job, struct picture *it)
{
    struct query *q = query_of(job->db, &sql_picture_lines);
    size_t room = (size_t)it->norm->n_items;

    it->lines = NEW_ARRAY(job->mem, room, struct applicability);
    it->line_items = NEW_ARRAY(job->mem, room, int);
    query_int(q, 1, job->org);
    query_int(q, 2, it->scope);
    query_int(q, 3, ledger_known(job));
    while (query_next(q)) {
        int item = item_of(it, query_get_text(q, 2));
        struct applicability *line = &it->lines[it->n_lines];

        if (item == ITEM_NONE)
            continue;
        MUST(it->n_lines < room);
        line->row = (struct row){query_get_int(q, 0), query_get_int(q, 1), 0};
        line->scope.id = it->scope;
        line->item = it->norm->items[item].id;
        line->applies = (enum applies)choice_at(q, 3, &applies_choices);
        line->ground = (enum ground)choice_at(q, 4, &ground_choices);
        line->decision.id = query_get_int(q, 5);
        it->line_items[it->n_lines++] = item;
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

static enum outcome load_persons(struct job *job, struct picture *it)
{
    struct query *q = query_of(job->db, &sql_picture_persons);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    while (query_next(q)) {
        struct person_name *who;
        struct day until = day_at(q, 3);

        it->persons = arena_more(job->mem, it->persons, it->n_persons, sizeof *it->persons);
        who = &it->persons[it->n_persons++];
        who->id = query_get_int(q, 0);
        who->name = record_text(job, q, 1, &person_noun, who->id, S("name"));
        who->job_title = record_text(job, q, 2, &person_noun, who->id, S("job_title"));
        who->here = !day_is(until) || until.n >= job->on.n;
    }
    return query_end(q) == DONE ? DONE : job_broke(job);
}

enum outcome picture_whole(struct job *job)
{
    if (leave_all(job, MAY_READ))
        return DONE;
    fault_add(&job->faults, S(""), S("leave.own"), S(""));
    return FORBIDDEN;
}

struct status_input picture_input(struct job *job, const struct picture *it)
{
    return (struct status_input){
        .norm = it->norm, .on = job->on,
        .known = {INT32_MAX}, /* the ledger's sequence left out what was not */
        .assessments = it->assessments, .assessment_items = it->assessment_items,
        .n_assessments = it->n_assessments,
        .evidence = it->evidence, .n_evidence = it->n_evidence,
        .lines = it->lines, .line_items = it->line_items, .n_lines = it->n_lines,
        .test_months = it->org.test_months.is ? (int)it->org.test_months.n : 3,
        .level = it->level,
    };
}

void picture_judge(struct job *job, struct picture *it)
{
    struct status_input input = picture_input(job, it);

    it->states = status_judge(job->mem, &input);
}

enum outcome picture_facts(struct job *job, struct picture *it)
{
    enum outcome o;

    if ((o = load_assessments(job, it)) != DONE)
        return o;
    keep_said_lines(job, it);
    if ((o = load_evidence(job, it)) != DONE)
        return o;
    picture_judge(job, it);
    return DONE;
}

static enum outcome load(struct job *job, int64_t object,
                         enum outcome (*lines)(struct job *job, struct picture *it),
                         struct picture **ret)
{
    struct picture *it = NEW(job->mem, struct picture);
    struct picture_scope scope = {.n = 0};
    enum outcome o;

    if ((o = leave_ask(job, MAY_READ, &assessment_noun, 0, &it->leave)) != DONE ||
        (object != 0 && (o = picture_whole(job)) != DONE) ||
        (o = load_ground(job, it)) != DONE || (o = picture_scope_load(job, it, &scope)) != DONE ||
        (o = load_pieces(job, it)) != DONE || (o = lines(job, it)) != DONE ||
        (o = load_persons(job, it)) != DONE || (o = picture_facts(job, it)) != DONE)
        return o;
    if (object != 0 && object != it->object)
        o = picture_scope_one(job, it, object);
    else if (scope.n > 0)
        o = picture_scope_up(job, it, &scope);
    if (o != DONE)
        return o;
    it->whole = count_of(it->norm, it->states, it->assessments, NULL, job->on);
    *ret = it;
    return DONE;
}

enum outcome picture_object(struct job *job, int64_t object, struct picture **ret)
{
    return load(job, object, load_lines, ret);
}

enum outcome picture_load(struct job *job, struct picture **ret)
{
    return load(job, 0, load_lines, ret);
}

enum outcome picture_statement(struct job *job, struct picture **ret)
{
    return load(job, 0, load_whole_lines, ret);
}

/* A picture of the same moment without facts, for other ones to be loaded. */
static struct picture *emptied(struct job *job, const struct picture *ours,
                               const struct norm *norm)
{
    struct picture *it = NEW(job->mem, struct picture);

    *it = *ours;
    it->norm = norm;
    it->level = 0;
    it->from = NULL;
    it->met = NULL;
    it->assessments = NULL;
    it->evidence = NULL;
    it->n_assessments = it->n_evidence = it->n_lines = 0;
    return it;
}

static enum outcome fill_beside(struct job *job, struct picture *it)
{
    enum outcome o;

    if ((o = load_lines(job, it)) != DONE || (o = picture_facts(job, it)) != DONE)
        return o;
    it->whole = count_of(it->norm, it->states, it->assessments, NULL, job->on);
    return DONE;
}

enum outcome picture_beside(struct job *job, const struct picture *ours, const struct norm *norm,
                            struct picture **ret)
{
    struct picture *it = emptied(job, ours, norm); /* levels are those of the own norm */
    enum outcome o;

    if ((o = fill_beside(job, it)) != DONE)
        return o;
    *ret = it;
    return DONE;
}

enum outcome picture_own(struct job *job, const struct picture *ours, const struct norm *norm,
                         int64_t object, struct picture **ret)
{
    struct picture *it = emptied(job, ours, norm);
    struct picture_scope scope = {.n = 0};
    enum outcome o;

    it->object = object;
    if ((o = picture_scope_load(job, it, &scope)) != DONE ||
        (object != ours->object && (o = picture_scope_about(job, it, object)) != DONE) ||
        (o = fill_beside(job, it)) != DONE)
        return o;
    *ret = it;
    return DONE;
}

const struct person_name *picture_person(const struct picture *picture, struct ref person)
{
    size_t low = 0;
    size_t high = picture->n_persons;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (picture->persons[mid].id == person.id)
            return &picture->persons[mid];
        if (picture->persons[mid].id < person.id)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

const struct assessment *picture_assessment(const struct picture *picture, int item)
{
    int at = picture->states[item].assessment;

    return at < 0 ? NULL : &picture->assessments[at];
}
