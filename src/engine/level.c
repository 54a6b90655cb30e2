#include "engine/level.h"

#include "base/bug.h"

static bool compares(const struct level_rule *rule, int64_t n)
{
    switch (rule->is) {
    case LEVEL_IS:
        return n == rule->value;
    case LEVEL_BELOW:
        return n < rule->value;
    case LEVEL_AT_MOST:
        return n <= rule->value;
    case LEVEL_AT_LEAST:
        return n >= rule->value;
    case LEVEL_ABOVE:
        return n > rule->value;
    case LEVEL_COMPARE_COUNT:
        break;
    }
    bug_stop("a comparison that is none", __FILE__, __LINE__);
}

static bool is_hit(const struct level_rule *rule, const struct maybe *answers)
{
    int met = 0;
    int answered = 0;

    for (int i = 0; i < rule->n_questions; i++) {
        const struct maybe *answer = &answers[rule->questions[i]];

        answered += answer->is;
        met += answer->is && compares(rule, answer->n);
    }
    if (rule->when == LEVEL_UNANSWERED)
        return answered < rule->n_questions;
    return met == rule->n_questions; /* of none, the start, as well */
}

static void add_once(int *at, int *n, int value)
{
    for (int i = 0; i < *n; i++)
        if (at[i] == value)
            return;
    at[(*n)++] = value;
}

struct level_outcome level_judge(struct arena *mem, const struct level_test *test,
                                 const struct maybe *answers)
{
    int *hits = NEW_ARRAY(mem, (size_t)test->n_rules, int);
    int *flags = NEW_ARRAY(mem, (size_t)test->n_flags, int);
    int *unanswered = NEW_ARRAY(mem, (size_t)test->n_questions, int);
    struct level_outcome it = {.hits = hits, .flags = flags, .unanswered = unanswered};

    for (int i = 0; i < test->n_rules; i++) {
        const struct level_rule *rule = &test->rules[i];

        if (!is_hit(rule, answers))
            continue;
        hits[it.n_hits++] = i;
        it.outside = it.outside || rule->outcome == LEVEL_OUTSIDE;
        if (rule->outcome > it.level)
            it.level = rule->outcome;
        if (rule->when != LEVEL_UNANSWERED && rule->outcome > it.at_least)
            it.at_least = rule->outcome;
        if (rule->flag >= 0)
            add_once(flags, &it.n_flags, rule->flag);
    }
    for (int i = 0; i < test->n_questions; i++)
        if (!answers[i].is)
            unanswered[it.n_unanswered++] = i;
    return it;
}

static bool read_yes_no(struct str text, int64_t *ret)
{
    if (!str_eq(text, S("ja")) && !str_eq(text, S("yes")) && !str_eq(text, S("nee")) &&
        !str_eq(text, S("no")))
        return false;
    *ret = str_eq(text, S("ja")) || str_eq(text, S("yes"));
    return true;
}

static bool read_harm(const struct level_test *test, enum level_aspect aspect, struct str text,
                      int64_t *ret)
{
    int64_t rank;
    int harm;

    if (str_int(text, &rank) && rank >= 0 && rank < HARM_COUNT - HARM_NONE) {
        *ret = HARM_NONE + rank;
        return true;
    }
    /* The word before the label: "hoog" is the class above, and a label below it. */
    if (choice_of(&harm_choices, text, &harm)) {
        *ret = harm;
        return true;
    }
    for (int i = 0; i < test->n_classes; i++)
        for (int lang = 0; lang < LANG_COUNT; lang++)
            if (test->classes[i].aspect == aspect &&
                str_eq(test->classes[i].label[lang], text)) {
                *ret = test->classes[i].harm;
                return true;
            }
    return false;
}

bool level_answer_read(const struct level_test *test, int question, struct str text,
                       struct maybe *ret)
{
    const struct level_question *asked = &test->questions[question];
    struct maybe answer = {true, 0};
    bool fits = false;

    text = str_trim(text);
    if (text.len == 0) {
        *ret = (struct maybe){false, 0};
        return true;
    }
    switch (asked->kind) {
    case LEVEL_YES_NO:
        fits = read_yes_no(text, &answer.n);
        break;
    case LEVEL_AMOUNT:
        fits = str_int(text, &answer.n) && answer.n >= 0;
        break;
    case LEVEL_HARM:
        fits = read_harm(test, asked->aspect, text, &answer.n);
        break;
    case LEVEL_KIND_COUNT:
        break;
    }
    if (fits)
        *ret = answer;
    return fits;
}

struct str level_answer_text(struct arena *mem, const struct level_test *test, int question,
                             struct maybe answer)
{
    if (!answer.is)
        return S("");
    if (test->questions[question].kind == LEVEL_YES_NO)
        return answer.n != 0 ? S("ja") : S("nee");
    if (test->questions[question].kind == LEVEL_HARM)
        return choice_word(&harm_choices, (int)answer.n);
    return arena_text(mem, "%lld", (long long)answer.n);
}

struct str level_answers_text(struct arena *mem, const struct level_test *test,
                              const struct maybe *answers)
{
    struct buf out;

    buf_init(&out, mem, 256);
    for (int i = 0; i < test->n_questions; i++) {
        if (!answers[i].is)
            continue;
        buf_put(&out, out.len > 0 ? S(";") : S(""));
        buf_put(&out, test->questions[i].key);
        buf_char(&out, '=');
        buf_put(&out, level_answer_text(mem, test, i, answers[i]));
    }
    return buf_str(&out);
}

void level_answers_read(const struct level_test *test, struct str text, struct maybe *answers)
{
    for (int i = 0; i < test->n_questions; i++)
        answers[i] = (struct maybe){false, 0};
    while (text.len > 0) {
        struct str value;
        struct str key = str_cut(str_cut(text, ';', &text), '=', &value);
        int question = level_question_find(test, key);

        if (question >= 0)
            (void)level_answer_read(test, question, value, &answers[question]);
    }
}
