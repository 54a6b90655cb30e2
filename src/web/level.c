/* web/level.c - the level test of one object: the questions, what comes out, and why.
 *
 * Works without script: one page of questions, a button that only shows what would come
 * out, and one that records it.
 */
#include "model/value.h"
#include "web/objects.h"
#include "web/pages.h"

static struct str field_name(const struct page *page, const struct level_question *question)
{
    return arena_text(page->job->mem, "v-%" STR_FMT, STR_ARG(question->key));
}

/* ---- the questions ---- */

static struct level_choice choice(struct str value, struct str text, struct str given)
{
    return (struct level_choice){value, text, str_eq(value, given)};
}

static struct level_asked asked_of(const struct page *page, const struct level_test *test, int at,
                                   struct maybe answer)
{
    const struct level_question *question = &test->questions[at];
    enum lang lang = page->out.lang;
    struct str given = level_answer_text(page->job->mem, test, at, answer);
    struct level_asked asked = {.of = question, .name = field_name(page, question),
                                .text = question->text[lang]};

    if (question->kind == LEVEL_AMOUNT) {
        asked.value = page_typed(page, asked.name, given);
        return asked;
    }
    asked.choices[asked.choices_n++] = choice(S(""), word_plain(lang, WORD_level_open), given);
    if (question->kind == LEVEL_YES_NO) {
        asked.choices[asked.choices_n++] = choice(S("ja"), word_plain(lang, WORD_yes), given);
        asked.choices[asked.choices_n++] = choice(S("nee"), word_plain(lang, WORD_no), given);
        return asked;
    }
    for (int harm = HARM_NONE; harm < HARM_COUNT; harm++) {
        const struct level_class *class =
            level_class_of(test, question->aspect, (enum harm)harm);

        asked.choices[asked.choices_n++] = choice(
            choice_word(&harm_choices, harm),
            arena_text(page->job->mem, "%" STR_FMT ". %" STR_FMT, STR_ARG(class->label[lang]),
                       STR_ARG(class->criterion[lang])), given);
    }
    return asked;
}

/* What was filled in; an answer that is none is a fault at its question. */
static struct maybe *answers_given(struct job *job, const struct page *page,
                                   const struct level_test *test)
{
    struct maybe *answers = NEW_ARRAY(job->mem, (size_t)test->n_questions, struct maybe);

    for (int i = 0; i < test->n_questions; i++) {
        struct str name = field_name(page, &test->questions[i]);
        struct str text = form_str(&page->form, name);

        if (!level_answer_read(test, i, text, &answers[i]))
            fault_add(&job->faults, name, S("value.number"), text);
    }
    return answers;
}

/* ---- the outcome ---- */

static struct str answer_says(const struct page *page, const struct level_test *test, int question,
                              struct maybe answer)
{
    const struct level_question *asked = &test->questions[question];
    const struct level_class *class;

    if (!answer.is)
        return word_plain(page->out.lang, WORD_level_open);
    if (asked->kind == LEVEL_YES_NO)
        return word_plain(page->out.lang, answer.n != 0 ? WORD_yes : WORD_no);
    class = asked->kind == LEVEL_HARM ? level_class_of(test, asked->aspect, (enum harm)answer.n)
                                      : NULL;
    return class != NULL ? class->label[page->out.lang]
                         : arena_text(page->job->mem, "%lld", (long long)answer.n);
}

static void fill_outcome(struct level_page *v, const struct maybe *answers)
{
    struct arena *mem = v->page->job->mem;
    const struct level_test *test = v->of->test;
    struct level_outcome it = level_judge(mem, test, answers);
    enum lang lang = v->page->out.lang;

    v->shown = true;
    v->outside = it.outside;
    v->level = it.level;
    v->at_least = it.at_least;
    v->reasons = NEW_ARRAY(mem, (size_t)it.n_hits, struct level_reason);
    for (int i = 0; i < it.n_hits; i++) {
        const struct level_rule *rule = &test->rules[it.hits[i]];

        v->reasons[v->reasons_n++] = (struct level_reason){
            .text = rule->text[lang], .basis = rule->basis[lang],
            .level = rule->outcome == LEVEL_OUTSIDE ? 0 : rule->outcome,
            .answer = rule->when == LEVEL_ANSWERED
                ? answer_says(v->page, test, rule->questions[0], answers[rule->questions[0]])
                : S(""),
        };
    }
    v->flags = NEW_ARRAY(mem, (size_t)it.n_flags, struct str);
    for (int i = 0; i < it.n_flags; i++)
        v->flags[v->flags_n++] = test->flags[it.flags[i]].text[lang];
    v->open = NEW_ARRAY(mem, (size_t)it.n_unanswered, struct str);
    for (int i = 0; i < it.n_unanswered; i++)
        v->open[v->open_n++] = test->questions[it.unanswered[i]].text[lang];
}

static struct str name_of(const struct picture *names, struct ref person)
{
    const struct person_name *who = picture_person(names, person);

    return who == NULL ? S("") : who->name;
}

static void fill_past(struct job *job, struct level_page *v, const struct picture *names)
{
    v->past = NEW_ARRAY(job->mem, v->of->n_results, struct level_past);
    for (size_t i = 0; i < v->of->n_results; i++) {
        const struct level_result *it = &v->of->results[i];

        if (it->object.id == v->it->object.row.id)
            v->past[v->past_n++] = (struct level_past){
                it, name_of(names, it->prepared_by), name_of(names, it->decided_by),
                it->level.is ? (int)it->level.n : 0};
    }
}

static void fill_levels(struct level_page *v)
{
    const struct page *page = v->page;
    struct str chosen = page_typed(page, S("chosen"), S(""));

    v->levels[v->levels_n++] = (struct measures_option){
        S(""), word_plain(page->out.lang, WORD_level_as_test), chosen.len == 0};
    for (int i = 1; i <= v->of->test->highest; i++) {
        struct str value = arena_text(page->job->mem, "%d", i);

        v->levels[v->levels_n++] = (struct measures_option){
            value, word_fill(page->job->mem, page->out.lang, WORD_level_short, WARG(i),
                             WORD_NO_ARG), str_eq(value, chosen)};
    }
}

/* answers NULL: those of the last test. */
static enum outcome show(struct job *job, struct page *page, const struct maybe *answers)
{
    struct level_page view = {.page = page};
    const struct level_result *last;
    struct maybe *kept;
    struct picture *names;
    struct objects *of;
    enum outcome o;

    if ((o = picture_load(job, &names)) != DONE ||
        (o = object_load(job, page, &of, &view.it)) != DONE)
        return o;
    view.of = of;
    view.norm = of->norm->title[job->lang];
    last = view.it->waiting != NULL ? view.it->waiting : view.it->decided;
    view.waits = view.it->waiting != NULL;
    view.may_decide = object_may(page, MAY_LEVEL, view.it);
    view.may_test = view.may_decide || object_may(page, MAY_OBJECTS, view.it);
    kept = NEW_ARRAY(job->mem, (size_t)of->test->n_questions, struct maybe);
    if (last != NULL)
        level_answers_read(of->test, last->answers, kept);
    if (answers != NULL || last != NULL)
        fill_outcome(&view, answers != NULL ? answers : kept);
    view.asked_n = (size_t)of->test->n_questions;
    view.asked = NEW_ARRAY(job->mem, view.asked_n, struct level_asked);
    for (int i = 0; i < of->test->n_questions; i++)
        view.asked[i] = asked_of(page, of->test, i, answers != NULL ? answers[i] : kept[i]);
    view.chosen_says = of->test->chosen[job->lang];
    view.chosen_why = page_typed(page, S("chosen_why"), S(""));
    fill_levels(&view);
    fill_past(job, &view, names);
    page_top_named(page, word_fill(job->mem, job->lang, WORD_level_title,
                                   WARG(view.it->object.name), WORD_NO_ARG), NAV_OBJECTS);
    page_level(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome level_get(struct job *job, struct page *page)
{
    return show(job, page, NULL);
}

static enum outcome done(struct page *page, enum word word)
{
    page_done(page, word, 0);
    page_go(page, "/objecten/%lld/niveau", (long long)page_param_id(page, S("id")));
    return DONE;
}

static enum outcome again(struct job *job, struct page *page, const struct maybe *answers,
                          enum outcome o)
{
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, answers));
}

enum outcome level_post(struct job *job, struct page *page)
{
    const struct object_line *line;
    struct level_said said = {.chosen_why = form_str(&page->form, S("chosen_why"))};
    struct level_result chosen = {.row = {0}};
    struct objects *of;
    int64_t id;
    enum outcome o = object_load(job, page, &of, &line);

    if (o != DONE)
        return o;
    said.answers = answers_given(job, page, of->test);
    value_set_named(&level_result_noun, "chosen", form_str(&page->form, S("chosen")), &chosen,
                    &job->faults);
    said.chosen = chosen.chosen;
    if (job->faults.n > 0)
        return again(job, page, said.answers, REFUSED);
    if (form_has(&page->form, S("toon"))) {
        page->is_again = true; /* the form as it was typed, and nothing recorded */
        return show(job, page, said.answers);
    }
    o = page_settle(page, act_level_test(job, line->object.row.id, &said, &id));
    if (o != DONE)
        return again(job, page, said.answers, o);
    return done(page, object_may(page, MAY_LEVEL, line) ? WORD_done_level_decided
                                                        : WORD_done_level_prepared);
}

enum outcome level_decide_post(struct job *job, struct page *page)
{
    struct given given;
    enum outcome o;

    form_given(&page->form, &level_result_noun, &given);
    o = page_settle(page, act_level_decide(job, form_row(&page->form), &given));
    return o == DONE ? done(page, WORD_done_level_decided) : again(job, page, NULL, o);
}
