/* web/measures_query.c - the filter of the list as it stands in the address. */
#include "acts/norms.h"
#include "web/measures.h"

static const struct {
    struct str name;
    enum word label;
} params[PARAM_COUNT] = {
    [PARAM_TEXT] = {STR_INIT("q"), WORD_measures_text},
    [PARAM_VIEW] = {STR_INIT("beeld"), WORD_measures_views},
    [PARAM_THEME] = {STR_INIT("thema"), WORD_measures_theme},
    [PARAM_STATUS] = {STR_INIT("stand"), WORD_measures_status},
    [PARAM_LEVEL] = {STR_INIT("niveau"), WORD_measures_level},
    [PARAM_OWNER] = {STR_INIT("eigenaar"), WORD_measures_owner},
    [PARAM_CONTROL] = {STR_INIT("onder"), WORD_measures_control},
    [PARAM_DUTY] = {STR_INIT("rol"), WORD_measures_duty},
    [PARAM_CSF] = {STR_INIT("csf"), WORD_measures_csf},
    [PARAM_MISSING] = {STR_INIT("mist"), WORD_measures_missing},
    [PARAM_EXPIRED] = {STR_INIT("verlopen"), WORD_measures_expired},
    [PARAM_OWN_WORD] = {STR_INIT("eigenopgave"), WORD_measures_own_word},
    [PARAM_TESTED] = {STR_INIT("getoetst"), WORD_measures_tested},
    [PARAM_EXPIRING] = {STR_INIT("binnenkort"), WORD_measures_expiring},
    [PARAM_APPLIES] = {STR_INIT("geldt"), WORD_measures_applies},
    [PARAM_FILLED] = {STR_INIT("ingevuld"), WORD_measures_filled},
    [PARAM_SORT] = {STR_INIT("sorteer"), WORD_measures_sort},
    [PARAM_DOWN] = {STR_INIT("af"), WORD_measures_sort},
};

struct str measures_param_name(enum measures_param param)
{
    return params[param].name;
}

/* A word among choices; -1 when the value is empty, a fault when it is none of them. */
static int choice_at(struct job *job, const struct measures_query *query, enum measures_param param,
                     const struct choices *choices)
{
    struct str value = query->value[param];

    if (value.len == 0)
        return -1;
    for (int i = 0; i < choices->n; i++)
        if (choices->words[i] != NULL && str_eq(value, str_of(choices->words[i])))
            return i;
    fault_add(&job->faults, params[param].name, S("fault.choice"), value);
    return -1;
}

static int theme_at(struct job *job, const struct norm *norm, struct str code)
{
    for (int i = 0; i < norm->n_groups; i++)
        if (str_eq(norm->groups[i].code, code))
            return i;
    if (code.len > 0)
        fault_add(&job->faults, params[PARAM_THEME].name, S("fault.choice"), code);
    return -1;
}

static int control_at(struct job *job, const struct norm *norm, struct str label)
{
    int item = label.len == 0 ? ITEM_NONE : norm_label(norm, label);

    if (label.len > 0 && item == ITEM_NONE)
        fault_add(&job->faults, params[PARAM_CONTROL].name, S("fault.choice"), label);
    return item;
}

static int64_t number_at(struct job *job, const struct measures_query *query,
                         enum measures_param param, int64_t none)
{
    int64_t n = none;

    if (query->value[param].len > 0 && (!str_int(query->value[param], &n) || n < 0))
        fault_add(&job->faults, params[param].name, S("fault.number"), query->value[param]);
    return n;
}

/* 1 and 0 are both an answer here; anything else asks nothing. */
static int filled_at(struct str value)
{
    if (str_eq(value, S("1")))
        return FILLED_YES;
    return str_eq(value, S("0")) ? FILLED_NO : FILLED_ANY;
}

static bool flag_at(const struct measures_query *query, enum measures_param param)
{
    return str_eq(query->value[param], S("1"));
}

enum outcome measures_query_read(struct job *job, const struct form *form, const struct norm *norm,
                                 struct measures_query *ret)
{
    struct measures_filter *f = &ret->filter;
    size_t before = job->faults.n;
    int view;
    int sort;

    for (int i = 0; i < PARAM_COUNT; i++)
        ret->value[i] = form_str(form, params[i].name);
    view = choice_at(job, ret, PARAM_VIEW, &measures_view_choices);
    sort = choice_at(job, ret, PARAM_SORT, &measures_sort_choices);
    *f = (struct measures_filter){
        .view = view < 0 ? VIEW_ALL : (enum measures_view)view,
        .text = ret->value[PARAM_TEXT],
        .group = theme_at(job, norm, ret->value[PARAM_THEME]),
        .control = control_at(job, norm, ret->value[PARAM_CONTROL]),
        .duty = choice_at(job, ret, PARAM_DUTY, &duty_choices),
        .csf = choice_at(job, ret, PARAM_CSF, &csf_choices),
        .status = choice_at(job, ret, PARAM_STATUS, &status_choices),
        .missing = choice_at(job, ret, PARAM_MISSING, &aspect_choices),
        .level = (int)number_at(job, ret, PARAM_LEVEL, -1),
        .expired = flag_at(ret, PARAM_EXPIRED),
        .own_word = flag_at(ret, PARAM_OWN_WORD),
        .tested = flag_at(ret, PARAM_TESTED),
        .expiring = flag_at(ret, PARAM_EXPIRING),
        .applies = flag_at(ret, PARAM_APPLIES),
        .filled = filled_at(ret->value[PARAM_FILLED]),
        .sort = sort < 0 ? SORT_LABEL : (enum measures_sort)sort,
        .descending = flag_at(ret, PARAM_DOWN),
    };
    f->owner = str_eq(ret->value[PARAM_OWNER], S("geen")) ? -1
                                                          : number_at(job, ret, PARAM_OWNER, 0);
    return job->faults.n == before ? DONE : REFUSED;
}

struct str measures_query_with(const struct page *page, const struct measures_query *query,
                               enum measures_param param, struct str value)
{
    struct buf out;
    char sign = '?';
    struct str op = page_op(page);

    buf_init(&out, page->job->mem, 128);
    for (int i = 0; i < PARAM_COUNT; i++) {
        struct str it = i == (int)param ? value : query->value[i];

        if (it.len == 0)
            continue;
        buf_char(&out, sign);
        buf_put(&out, params[i].name);
        buf_char(&out, '=');
        buf_put(&out, page_url(page, it));
        sign = '&';
    }
    if (op.len > 0) {
        buf_char(&out, sign);
        buf_put(&out, str_sub(op, 1, op.len));
    }
    return buf_str(&out);
}

bool measures_query_any(const struct measures_query *query)
{
    for (int i = 0; i < PARAM_SORT; i++)
        if (i != PARAM_VIEW && query->value[i].len > 0)
            return true;
    return false;
}

struct str measures_value_says(const struct page *page, const struct measures_query *query,
                               const struct picture *picture, enum measures_param param)
{
    const struct measures_filter *f = &query->filter;
    enum lang lang = page->out.lang;
    struct str value = query->value[param];
    const struct person_name *owner;

    switch (param) {
    case PARAM_VIEW:
        return word_of(lang, S("view."), value);
    case PARAM_THEME:
        return picture->norm->groups[f->group].title[lang];
    case PARAM_STATUS:
        return word_of(lang, S("status."), value);
    case PARAM_LEVEL:
        return word_of(lang, S("measures.level."), value);
    case PARAM_OWNER:
        owner = picture_person(picture, (struct ref){f->owner});
        return f->owner < 0 ? word_plain(lang, WORD_measures_nobody) : owner == NULL ? value
                                                                                     : owner->name;
    case PARAM_CONTROL:
        return picture->norm->items[f->control].label;
    case PARAM_DUTY:
        return word_of(lang, S("duty."), value);
    case PARAM_CSF:
        return word_of(lang, S("csf."), value);
    case PARAM_MISSING:
        return word_of(lang, S("aspect."), value);
    case PARAM_EXPIRED:
    case PARAM_OWN_WORD:
    case PARAM_TESTED:
    case PARAM_EXPIRING:
    case PARAM_APPLIES:
        return S(""); /* the name says it all */
    case PARAM_FILLED:
        return word_plain(lang, f->filled == FILLED_YES ? WORD_yes : WORD_no);
    case PARAM_TEXT:
    case PARAM_SORT:
    case PARAM_DOWN:
    case PARAM_COUNT:
        break;
    }
    return value;
}

struct str measures_query_says(const struct page *page, const struct measures_query *query,
                               const struct picture *picture)
{
    struct buf out;

    buf_init(&out, page->job->mem, 128);
    for (int i = 0; i < PARAM_SORT; i++) {
        struct str says;

        if (query->value[i].len == 0)
            continue;
        says = measures_value_says(page, query, picture, (enum measures_param)i);
        buf_put(&out, out.len > 0 ? S("; ") : S(""));
        buf_put(&out, word_plain(page->out.lang, params[i].label));
        buf_put(&out, says.len > 0 ? S(": ") : S(""));
        buf_put(&out, says);
    }
    return buf_str(&out);
}
