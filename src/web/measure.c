#include "web/measure.h"

#include "engine/control.h"
#include "model/value.h"
#include "records/record.h"
#include "web/derived.h"
#include "web/pages.h"

struct str measure_join(struct job *job, const struct str *words, size_t n)
{
    struct buf out;

    buf_init(&out, job->mem, 64);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && i + 1 == n)
            buf_text(&out, " %" STR_FMT " ", STR_ARG(word_plain(job->lang, WORD_measure_and)));
        else if (i > 0)
            buf_put(&out, S(", "));
        buf_put(&out, words[i]);
    }
    return buf_str(&out);
}

struct str measure_field_says(enum lang lang, const struct field *field)
{
    return word_of(lang, S("field.assessment."), str_of(field->name));
}

struct str measure_value_says(const struct page *page, const struct picture *picture,
                              const struct field *field, struct str text)
{
    const struct person_name *who;
    enum lang lang = page->out.lang;
    struct day day;
    int64_t id;

    if (text.len == 0)
        return word_plain(lang, WORD_measure_nothing);
    switch (field->kind) {
    case KIND_FLAG:
        return word_plain(lang, str_eq(text, S("1")) ? WORD_yes : WORD_no);
    case KIND_REF:
        who = str_int(text, &id) ? picture_person(picture, (struct ref){id}) : NULL;
        return who == NULL ? text : who->name;
    case KIND_CHOICE:
        return word_of(lang, S("verdict."), text);
    case KIND_DAY:
        return day_of_text(text, &day) ? word_day(page->job->mem, lang, day, false) : text;
    case KIND_TEXT:
    case KIND_CODE:
    case KIND_NUMBER:
        break;
    }
    return text;
}

static struct str name_of(const struct measure_page *v, struct ref person)
{
    const struct person_name *who = picture_person(v->of->picture, person);

    return who == NULL ? S("") : who->name;
}

/* ---- what it asks ---- */

static void fill_item(struct job *job, struct measure_page *v)
{
    const struct item *item = v->item;
    struct str words[DUTY_COUNT + 3];
    size_t n = 0;

    v->theme = v->of->picture->norm->groups[item->group].title[job->lang];
    v->control = item->parent == ITEM_NONE ? NULL : &v->of->picture->norm->items[item->parent];
    v->shelf_months = status_shelf_months(item, v->of->assessment.rhythm_months);
    for (int i = 0; i < item->n_rhythms; i++)
        words[n++] = word_of(job->lang, S("rhythm."),
                             choice_word(&rhythm_choices, (int)item->rhythms[i]));
    v->rhythm = measure_join(job, words, n);
    n = 0;
    for (int duty = 0; duty < DUTY_COUNT; duty++)
        if ((item->duties & 1u << duty) != 0)
            words[n++] = word_of(job->lang, S("duty."), str_of(duty_choices.words[duty]));
    v->duties = measure_join(job, words, n);
    v->examples_n = (size_t)item->n_examples;
    v->examples = NEW_ARRAY(job->mem, v->examples_n, struct str);
    for (size_t i = 0; i < v->examples_n; i++)
        v->examples[i] = item->examples[job->lang][i];
}

static void fill_siblings(struct job *job, struct measure_page *v)
{
    const struct measure *of = v->of;

    v->siblings = NEW_ARRAY(job->mem, (size_t)of->n_siblings, struct measure_sibling);
    for (int i = 0; i < of->n_siblings; i++)
        v->siblings[v->siblings_n++] = (struct measure_sibling){
            .item = &of->picture->norm->items[of->siblings[i]],
            .state = &of->picture->states[of->siblings[i]],
            .here = of->siblings[i] == of->item};
}

/* ---- the three steps ---- */

static void fill_verdicts(const struct page *page, struct measure_verdict *all, struct str field,
                          enum verdict kept)
{
    for (int i = 0; i < VERDICT_COUNT; i++) {
        struct str word = choice_word(&verdict_choices, i);

        all[i] = (struct measure_verdict){
            .value = word,
            .text = i == 0 ? word_plain(page->out.lang, WORD_obw_empty)
                           : word_of(page->out.lang, S("verdict."), word),
            .chosen = page_ticked(page, field, word, i == (int)kept),
        };
    }
}

static void fill_steps(struct job *job, struct measure_page *v)
{
    static const struct measure_step plain[ASPECT_COUNT] = {
        {.name = WORD_aspect_opzet, .letter = WORD_obw_o,
         .explains = WORD_measure_opzet_explains,
         .field = STR_INIT("design"), .note_field = STR_INIT("design_note"),
         .review_field = STR_INIT("design_review")},
        {.name = WORD_aspect_bestaan, .letter = WORD_obw_b,
         .explains = WORD_measure_bestaan_explains,
         .field = STR_INIT("existence"), .note_field = STR_INIT("existence_note"),
         .review_field = STR_INIT("existence_review")},
        {.name = WORD_aspect_werking, .letter = WORD_obw_w,
         .explains = WORD_measure_werking_explains,
         .field = STR_INIT("operation"), .note_field = STR_INIT("operation_note"),
         .review_field = STR_INIT("operation_review")},
    };
    static const struct str marks[VERDICT_COUNT] = {
        STR_INIT("leeg"), STR_INIT("nee"), STR_INIT("deels"), STR_INIT("ja")};

    v->steps = NEW_ARRAY(job->mem, ASPECT_COUNT, struct measure_step);
    v->steps_n = ASPECT_COUNT;
    for (int i = 0; i < ASPECT_COUNT; i++) {
        struct measure_step *step = &v->steps[i];
        const struct aspect_state *state = &v->state->aspect[i];

        *step = plain[i];
        step->state = state;
        step->said = assessment_aspect(&v->of->assessment, (enum aspect)i);
        step->mark = marks[state->said];
        step->verdict = state->said == VERDICT_EMPTY
            ? word_plain(job->lang, WORD_obw_empty)
            : word_of(job->lang, S("verdict."), choice_word(&verdict_choices, (int)state->said));
        step->hard = obw_hard(job->lang, state);
        step->by = name_of(v, step->said.by);
        step->ladder = (state->marks & MARK_LADDER) != 0;
        step->thin = (state->marks & MARK_THIN) != 0;
        step->executor = (state->marks & MARK_EXECUTOR) != 0;
        step->own_word = state->said == VERDICT_YES && (state->marks & MARK_OWN_WORD) != 0;
        step->carried = (state->marks & MARK_CARRIED) != 0;
        step->aspect = choice_word(&aspect_choices, i);
        step->no_event = (state->marks & MARK_NO_EVENT) != 0;
        step->verdicts_n = VERDICT_COUNT;
        fill_verdicts(v->page, step->verdicts, step->field, step->said.verdict);
    }
    v->suffices_n = VERDICT_COUNT;
    fill_verdicts(v->page, v->suffices, S("suffices"), v->of->assessment.suffices);
}

static void fill_banner(struct job *job, struct measure_page *v)
{
    struct str words[ASPECT_COUNT];
    size_t n = 0;

    for (size_t i = 0; i < v->steps_n && obw_expired(v->state); i++)
        if ((v->steps[i].state->marks & MARK_EXPIRED) != 0)
            words[n++] = word_plain(job->lang, v->steps[i].name);
    v->expired = measure_join(job, words, n);
}

/* ---- evidence, exceptions, history ---- */

static void fill_pieces(struct job *job, struct measure_page *v)
{
    v->pieces = NEW_ARRAY(job->mem, v->of->n_evidence, struct measure_piece);
    v->pieces_n = v->of->n_evidence;
    for (size_t i = 0; i < v->pieces_n; i++) {
        const struct measure_evidence *it = &v->of->evidence[i];
        const struct evidence *e = &it->evidence;

        v->pieces[i] = (struct measure_piece){
            .of = it,
            .kind = choice_word(&evidence_kind_choices, (int)e->kind),
            .fitness = choice_word(&fitness_choices, (int)e->fitness),
            .by = name_of(v, e->submitter),
            .judge = name_of(v, e->fitness_by),
            .counts = !day_is(it->expires) || it->expires.n >= job->on.n,
        };
    }
}

static void fill_exceptions(struct job *job, struct measure_page *v)
{
    v->exceptions = NEW_ARRAY(job->mem, v->of->n_exceptions, struct measure_exception);
    v->exceptions_n = v->of->n_exceptions;
    for (size_t i = 0; i < v->exceptions_n; i++) {
        const struct exception *it = &v->of->exceptions[i];

        v->exceptions[i] = (struct measure_exception){
            .of = it,
            .kind = word_of(job->lang, S("exception_kind."),
                            choice_word(&exception_kind_choices, (int)it->kind)),
            .state = word_of(job->lang, S("exception_state."),
                             choice_word(&exception_state_choices, (int)it->state)),
        };
    }
}

/* Who and when follow from the entry: those columns are no news of their own. */
static bool is_news(const struct ledger_change *it)
{
    return it->field != NULL && (it->field->flags & (OURS | FIXED)) == 0;
}

static void fill_events(struct job *job, struct measure_page *v)
{
    const struct ledger_change *all = v->of->history;
    size_t n = v->of->n_history;
    struct measure_change *changes = NEW_ARRAY(job->mem, n, struct measure_change);
    struct measure_event *event = NULL;
    int64_t seq = 0;

    v->events = NEW_ARRAY(job->mem, n, struct measure_event);
    for (size_t i = 0; i < n; i++) {
        const struct ledger_change *it = &all[i];

        if (!is_news(it))
            continue;
        if (event == NULL || it->seq != seq) {
            event = &v->events[v->events_n++];
            *event = (struct measure_event){.time = it->time, .changes = changes,
                                            .why = it->why_gone ? record_erased(job, it->why_day)
                                                                : it->why,
                                            .who = name_of(v, (struct ref){it->person})};
            seq = it->seq;
        }
        *changes++ = (struct measure_change){
            .field = measure_field_says(job->lang, it->field),
            .from = it->from_gone ? record_erased(job, it->from_day)
                                  : measure_value_says(v->page, v->of->picture, it->field,
                                                       it->from),
            .to = it->to_gone ? record_erased(job, it->to_day)
                              : measure_value_says(v->page, v->of->picture, it->field, it->to),
        };
        event->changes_n++;
    }
}

/* ---- the page ---- */

static void fill_form(struct job *job, struct measure_page *v)
{
    const struct assessment *it = &v->of->assessment;
    char *day = arena_alloc(job->mem, DAY_TEXT_BYTES);
    struct str owner = arena_text(job->mem, "%lld", (long long)it->owner.id);
    struct str executor = arena_text(job->mem, "%lld", (long long)it->executor.id);

    v->target = day_text(it->target, day);
    if (it->rhythm_months.is)
        v->months = arena_text(job->mem, "%lld", (long long)it->rhythm_months.n);
    v->owners = measures_persons(job, v->of->picture, page_typed(v->page, S("owner"), owner),
                                 &v->owners_n);
    v->executors = measures_persons(job, v->of->picture,
                                    page_typed(v->page, S("executor"), executor),
                                    &v->executors_n);
}

static void fill_rights(struct measure_page *v)
{
    v->now = !day_is(v->page->op) && !day_is(v->page->known);
    v->is_control = v->state->from_measures ||
                    (v->item->kind == ITEM_CONTROL && v->item->n_measures > 0 &&
                     !control_itself(v->of->picture->norm, v->of->picture->states, v->of->item));
    v->may_assess = v->now && v->of->may_assess;
    v->may_assign = v->now && v->of->may_assign;
    v->may_test = v->now && v->of->may_test;
    v->may_evidence = v->now && v->of->may_evidence;
    v->may_except = v->now && v->of->may_except;
    v->may_form = v->may_assess || v->may_assign || v->may_test;
}

/* Where it comes from, and what the whole waits for [R8]. */
static void fill_objects(struct measure_page *v)
{
    const struct picture *picture = v->of->picture;

    v->rest = about_rest(v->page, picture->about.row.id);
    if (picture->met != NULL)
        v->met = picture->met[v->of->item];
    if (picture->from != NULL && picture->from[v->of->item] != INHERIT_OWN)
        v->from = word_plain(v->page->out.lang,
                             picture->from[v->of->item] == INHERIT_ORGANISATION
                                 ? WORD_measure_from_organisation : WORD_measure_from_process);
}

enum outcome measure_fill(struct job *job, const struct page *page, const struct measure *of,
                          struct measure_page *ret)
{
    struct measure_page v = {.page = page, .of = of, .item = &of->picture->norm->items[of->item],
                             .state = &of->picture->states[of->item]};
    enum outcome o;

    v.owner = name_of(&v, of->assessment.owner);
    v.executor = name_of(&v, of->assessment.executor);
    fill_rights(&v);
    if (v.now && (o = measures_shown_text(job, of->picture->norm, &v.shown)) != DONE)
        return o;
    fill_objects(&v);
    fill_item(job, &v);
    fill_siblings(job, &v);
    fill_steps(job, &v);
    fill_banner(job, &v);
    fill_pieces(job, &v);
    fill_exceptions(job, &v);
    fill_events(job, &v);
    fill_form(job, &v);
    if ((o = measure_origin_fill(job, &v)) != DONE)
        return o;
    *ret = v;
    return DONE;
}

static enum outcome write_page(struct job *job, struct page *page, const struct measure *of)
{
    struct measure_page v;
    enum outcome o = measure_fill(job, page, of, &v);

    if (o != DONE)
        return o;
    page_top_named(page, arena_text(job->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(v.item->label),
                                    STR_ARG(v.item->title[job->lang])), NAV_MEASURES);
    page_measure(&page->out, &v);
    page_bottom(page);
    return DONE;
}

enum outcome measure_load(struct job *job, const struct page *page, struct measure **ret,
                          bool *ret_moved)
{
    struct str label = page_param(page, S("nr"));

    return look_other(page)
        ? act_measure_in(job, form_str(&page->query, S("norm")), label, ret, ret_moved)
        : act_measure_of(job, about_asked(page), label, ret, ret_moved);
}

enum outcome measure_show(struct job *job, struct page *page, struct str label)
{
    struct measure *of;
    bool moved = false;
    enum outcome o;

    if (look_other(page))
        return derived_item(job, page, label);
    o = act_measure_of(job, about_asked(page), label, &of, &moved);
    return o == DONE ? write_page(job, page, of) : o;
}

enum outcome measure_get(struct job *job, struct page *page)
{
    struct measure *of;
    bool moved = false;
    enum outcome o;

    if (look_other(page))
        return derived_item(job, page, page_param(page, S("nr")));
    if ((o = measure_load(job, page, &of, &moved)) != DONE)
        return o;
    if (!moved)
        return write_page(job, page, of);
    page->status = 301;
    page_done(page, WORD_done_moved, 0);
    page_go(page, "/maatregelen/%" STR_FMT "%" STR_FMT,
            STR_ARG(page_url(page, of->picture->norm->items[of->item].label)),
            STR_ARG(about_rest(page, about_asked(page))));
    return DONE;
}
