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
    [PARAM_SELECTION] = {STR_INIT("selectie"), WORD_look_selection},
    [PARAM_GROUP] = {STR_INIT("groep"), WORD_col_group},
    [PARAM_CATEGORY] = {STR_INIT("categorie"), WORD_measures_category},
    [PARAM_INHERIT] = {STR_INIT("erfbaar"), WORD_measures_inherit},
    [PARAM_RHYTHM] = {STR_INIT("ritme"), WORD_measures_rhythm},
    [PARAM_LAW] = {STR_INIT("wet"), WORD_measures_law},
    [PARAM_SORT] = {STR_INIT("sorteer"), WORD_measures_sort},
    [PARAM_DOWN] = {STR_INIT("af"), WORD_measures_sort},
    [PARAM_OBJECT] = {STR_INIT("object"), WORD_measures_object},
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

static const struct profile *selection_at(struct job *job, const struct norm *norm, struct str id)
{
    const struct profile *profile = id.len == 0 ? NULL : norms_profile(job, id);

    if (id.len > 0 && (profile == NULL || profile->norm != norm)) {
        fault_add(&job->faults, params[PARAM_SELECTION].name, S("fault.choice"), id);
        return NULL;
    }
    return profile;
}

static int group_at(struct job *job, const struct profile *profile, struct str id)
{
    for (int i = 0; profile != NULL && i < profile->n_groups; i++)
        if (str_eq(profile->groups[i].id, id))
            return i + 1;
    if (id.len > 0)
        fault_add(&job->faults, params[PARAM_GROUP].name, S("fault.choice"), id);
    return 0;
}

/* Only a value that some item of the norm has. */
static struct str fact_at(struct job *job, const struct norm *norm, enum measures_fact fact,
                          struct str value)
{
    for (int i = 0; value.len > 0 && i < norm->n_items; i++)
        for (int k = 0; k < norm->items[i].n_facts; k++)
            if (str_eq(norm->items[i].facts[k].name, measures_fact_name(fact)) &&
                str_eq(norm->items[i].facts[k].value, value))
                return value;
    if (value.len > 0)
        fault_add(&job->faults, params[PARAM_CATEGORY + (int)fact].name, S("fault.choice"), value);
    return S("");
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
        .object = number_at(job, ret, PARAM_OBJECT, 0),
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
        .profile = selection_at(job, norm, ret->value[PARAM_SELECTION]),
        .filled = filled_at(ret->value[PARAM_FILLED]),
        .sort = sort < 0 ? SORT_LABEL : (enum measures_sort)sort,
        .descending = flag_at(ret, PARAM_DOWN),
    };
    for (int fact = 0; fact < MEASURES_FACT_COUNT; fact++)
        f->facts[fact] = fact_at(job, norm, (enum measures_fact)fact,
                                 ret->value[PARAM_CATEGORY + fact]);
    f->selected = group_at(job, f->profile, ret->value[PARAM_GROUP]);
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

/* The first fact of that name, and of that value when one is given: how it is marked, and
 * where it comes from, is the same for all of them. */
static const struct item_fact *fact_of_norm(const struct norm *norm, struct str name,
                                            struct str value)
{
    for (int i = 0; i < norm->n_items; i++)
        for (int k = 0; k < norm->items[i].n_facts; k++)
            if (str_eq(norm->items[i].facts[k].name, name) &&
                (value.len == 0 || str_eq(norm->items[i].facts[k].value, value)))
                return &norm->items[i].facts[k];
    return NULL;
}

/* "basishygiëne (vroeger)" */
static struct str fact_says(const struct page *page, const struct norm *norm,
                            enum measures_fact fact, struct str value)
{
    const struct item_fact *it = fact_of_norm(norm, measures_fact_name(fact), value);
    struct fact says;

    if (it == NULL)
        return value;
    says = fact_of(page, it);
    return says.mark.len == 0 ? says.value
                              : arena_text(page->job->mem, "%" STR_FMT " (%" STR_FMT ")",
                                           STR_ARG(says.value), STR_ARG(says.mark));
}

static void add_value(struct measures_list *list, struct measures_fact_filter *filter,
                      const struct item_fact *fact, struct str chosen)
{
    for (size_t i = 0; i < filter->rows_n; i++)
        if (str_eq(filter->rows[i].value, fact->value))
            return;
    if (filter->rows_n < RHYTHM_COUNT)
        filter->rows[filter->rows_n++] = (struct measures_option){
            fact->value, fact_of(list->page, fact).value, str_eq(fact->value, chosen)};
}

void measures_facts_fill(struct measures_list *list, const struct measures_query *query)
{
    const struct norm *norm = list->of->picture->norm;

    for (int at = 0; at < MEASURES_FACT_COUNT; at++) {
        struct measures_fact_filter *filter = &list->facts[list->facts_n];
        struct str name = measures_fact_name((enum measures_fact)at);
        const struct item_fact *first = fact_of_norm(norm, name, S(""));
        struct str chosen = query->value[PARAM_CATEGORY + at];
        struct fact says;

        if (first == NULL)
            continue;
        says = fact_of(list->page, first);
        *filter = (struct measures_fact_filter){
            .name = params[PARAM_CATEGORY + at].name, .label = params[PARAM_CATEGORY + at].label,
            .rows = NEW_ARRAY(list->page->job->mem, RHYTHM_COUNT, struct measures_option),
            .mark = says.mark, .explains = says.explains, .source = says.source};
        for (int i = 0; i < norm->n_items; i++)
            for (int k = 0; k < norm->items[i].n_facts; k++)
                if (str_eq(norm->items[i].facts[k].name, name))
                    add_value(list, filter, &norm->items[i].facts[k], chosen);
        list->facts_used = list->facts_used || chosen.len > 0;
        list->facts_n++;
    }
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
    case PARAM_SELECTION:
        return f->profile->title[lang];
    case PARAM_CATEGORY:
    case PARAM_INHERIT:
    case PARAM_RHYTHM:
    case PARAM_LAW:
        return fact_says(page, picture->norm, (enum measures_fact)(param - PARAM_CATEGORY), value);
    case PARAM_GROUP:
        return f->profile->groups[f->selected - 1].title[lang];
    case PARAM_TEXT:
    case PARAM_SORT:
    case PARAM_DOWN:
    case PARAM_OBJECT:
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
    if (picture->about.row.id != 0)
        buf_put(&out, picture->about.name);
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
