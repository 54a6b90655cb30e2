#include "acts/measures.h"

#include <stdlib.h>

#include "base/bug.h"
#include "engine/completeness.h"
#include "engine/control.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

static const char *const view_words[] = {"alle", "begin", "mijn", "telaat", "zonderbewijs",
                                         "verplichtopen", "bevestigen", "nvt"};
const struct choices measures_view_choices = {view_words, VIEW_COUNT};

static const char *const sort_words[] = {"nr", "titel", "stand", "eigenaar", "datum", "verloopt",
                                         "bewijs"};
const struct choices measures_sort_choices = {sort_words, MEASURES_SORT_COUNT};

enum { EXPIRING_DAYS = 60, WORDS_MAX = 8, HISTORY_MOST = 30 };

/* What the filter asks of one item, with the words folded once. */
struct sieve {
    const struct job *job;
    const struct picture *picture;
    const struct measures_filter *filter;
    struct str words[WORDS_MAX];
    int n_words;
    int label; /* the item that the text is the number of, or ITEM_NONE */
    char *room;
};

static bool is_late(const struct picture *it, int item, struct day on)
{
    const struct assessment *a = picture_assessment(it, item);

    return a != NULL && day_is(a->target) && a->target.n < on.n &&
           it->states[item].status != STATUS_MEETS && !it->states[item].not_applicable;
}

static bool is_mine(const struct job *job, const struct assessment *a)
{
    return a != NULL && job->person != 0 &&
           (a->owner.id == job->person || a->executor.id == job->person);
}

bool measure_mine(const struct job *job, const struct picture *picture, int item)
{
    const struct assessment *it = picture_assessment(picture, item);

    if (is_mine(job, it))
        return true;
    return job->person != 0 && picture->about.owner.id == job->person &&
           (it == NULL || it->owner.id == 0);
}

/* [R10] Carried over, and said by nobody since. */
static bool is_carried(const struct item_state *state)
{
    for (int a = 0; a < ASPECT_COUNT; a++)
        if ((state->aspect[a].marks & MARK_CARRIED) != 0)
            return !state->not_applicable;
    return false;
}

static bool in_view(const struct job *job, const struct picture *it, int item,
                    enum measures_view view)
{
    const struct item_state *state = &it->states[item];
    bool applies = !state->not_applicable;

    switch (view) {
    case VIEW_BEGIN:
        return it->norm->items[item].begin;
    case VIEW_MINE:
        return is_mine(job, picture_assessment(it, item));
    case VIEW_LATE:
        return is_late(it, item, job->on);
    case VIEW_BARE:
        return applies && state->n_evidence == 0;
    case VIEW_MANDATORY_OPEN:
        return applies && it->norm->items[item].mandatory &&
               !(state->reaches && state->reached >= ASPECT_EXISTENCE);
    case VIEW_CONFIRM:
        return is_carried(state);
    case VIEW_NOT_APPLICABLE:
        return state->not_applicable;
    case VIEW_ALL:
    case VIEW_COUNT:
        break;
    }
    return true;
}

static bool has_words(struct sieve *sieve, int item)
{
    const struct item *i = &sieve->picture->norm->items[item];
    enum lang lang = sieve->job->lang;
    const struct assessment *a = picture_assessment(sieve->picture, item);
    const struct person_name *owner =
        a == NULL ? NULL : picture_person(sieve->picture, a->owner);
    struct str parts[] = {i->label, i->title[lang], i->text[lang],
                          i->parent == ITEM_NONE
                              ? S("") : sieve->picture->norm->items[i->parent].title[lang],
                          owner == NULL ? S("") : owner->name};
    size_t n = 0;

    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        n += str_fold(parts[p], sieve->room + n);
        sieve->room[n++] = '\n';
    }
    for (int w = 0; w < sieve->n_words; w++)
        if (str_find((struct str){sieve->room, n}, sieve->words[w], 0) < 0)
            return false;
    return true;
}

static bool text_fits(struct sieve *sieve, int item)
{
    const struct item *i = &sieve->picture->norm->items[item];

    if (sieve->n_words == 0)
        return true;
    /* A number that people say finds that item and what lies under it. */
    if (sieve->label != ITEM_NONE)
        return item == sieve->label || i->parent == sieve->label;
    return has_words(sieve, item);
}

static bool owner_fits(const struct picture *it, int item, int64_t owner)
{
    const struct assessment *a = picture_assessment(it, item);
    int64_t is = a == NULL ? 0 : a->owner.id;

    return owner == 0 || (owner == -1 ? is == 0 : is == owner);
}

static int level_of(const struct item_state *state)
{
    return state->reaches ? (int)state->reached + 1 : 0;
}

static bool fits_filled(const struct sieve *sieve, int item)
{
    const struct item_state *state = &sieve->picture->states[item];

    if (sieve->filter->filled == FILLED_ANY)
        return true;
    return sieve->picture->norm->items[item].mandatory && !state->not_applicable &&
           count_filled(state) == (sieve->filter->filled == FILLED_YES);
}

static bool fits_state(const struct sieve *sieve, int item)
{
    const struct measures_filter *f = sieve->filter;
    const struct item_state *state = &sieve->picture->states[item];
    struct day soon = {sieve->job->on.n + EXPIRING_DAYS};

    if (f->status >= 0 && (int)state->status != f->status)
        return false;
    if (f->missing >= 0 && (state->not_applicable ||
                            state->aspect[f->missing].weighs == VERDICT_YES))
        return false;
    if (f->level >= 0 && (state->not_applicable || level_of(state) != f->level))
        return false;
    return (!f->applies || !state->not_applicable) && fits_filled(sieve, item) &&
           (!f->expired || (state->expired && !state->not_applicable)) &&
           (!f->own_word || (state->own_word && !state->not_applicable)) &&
           (!f->tested || state->tested) &&
           (!f->expiring || (day_is(state->expires) && state->expires.n >= sieve->job->on.n &&
                             state->expires.n <= soon.n && !state->not_applicable));
}

struct str measures_fact_name(enum measures_fact fact)
{
    static const char *const names[MEASURES_FACT_COUNT] = {"categorie", "erfbaar", "ritme",
                                                           "cbw-scope"};

    return str_of(names[fact]);
}

static bool has_fact(const struct item *item, struct str name, struct str value)
{
    for (int i = 0; i < item->n_facts; i++)
        if (str_eq(item->facts[i].name, name) && str_eq(item->facts[i].value, value))
            return true;
    return false;
}

static bool fits_facts(const struct sieve *sieve, int item)
{
    for (int fact = 0; fact < MEASURES_FACT_COUNT; fact++)
        if (sieve->filter->facts[fact].len > 0 &&
            !has_fact(&sieve->picture->norm->items[item],
                      measures_fact_name((enum measures_fact)fact), sieve->filter->facts[fact]))
            return false;
    return true;
}

static bool fits(struct sieve *sieve, int item)
{
    const struct measures_filter *f = sieve->filter;
    const struct item *i = &sieve->picture->norm->items[item];

    return in_view(sieve->job, sieve->picture, item, f->view) &&
           (f->group < 0 || i->group == f->group) &&
           (f->control < 0 || item == f->control || i->parent == f->control) &&
           (f->duty < 0 || (i->duties & 1u << f->duty) != 0) &&
           (f->csf < 0 || (i->csf & 1u << f->csf) != 0) &&
           fits_facts(sieve, item) && owner_fits(sieve->picture, item, f->owner) &&
           fits_state(sieve, item) &&
           text_fits(sieve, item);
}

static void fold_words(struct sieve *sieve)
{
    struct str text = str_trim(sieve->filter->text);
    struct str rest = text;
    size_t longest = 0;

    sieve->label = text.len == 0 ? ITEM_NONE : norm_label(sieve->picture->norm, text);
    while (rest.len > 0 && sieve->n_words < WORDS_MAX) {
        struct str word = str_cut(rest, ' ', &rest);
        char *room = arena_alloc(sieve->job->mem, word.len + 1);

        if (word.len > 0)
            sieve->words[sieve->n_words++] = (struct str){room, str_fold(word, room)};
    }
    if (sieve->n_words == 0)
        return;
    for (int i = 0; i < sieve->picture->norm->n_items; i++) {
        const struct item *item = &sieve->picture->norm->items[i];
        size_t len = item->label.len + item->title[sieve->job->lang].len +
                     item->text[sieve->job->lang].len;

        longest = len > longest ? len : longest;
    }
    sieve->room = arena_alloc(sieve->job->mem, longest + 4096);
}

/* What a row is sorted by; the label breaks ties, so the order is whole. */
struct sort_key {
    int item;
    int64_t n;
    struct str text;
    bool last; /* nobody, no date: at the end, whichever way is up */
};

static struct sort_key key_of(const struct job *job, const struct picture *it, int item,
                              enum measures_sort sort)
{
    const struct assessment *a = picture_assessment(it, item);
    const struct person_name *owner = a == NULL ? NULL : picture_person(it, a->owner);
    struct sort_key key = {.item = item};
    struct str text = S("");
    char *room;

    switch (sort) {
    case SORT_TITLE:
        text = it->norm->items[item].title[job->lang];
        break;
    case SORT_OWNER:
        key.last = owner == NULL;
        text = owner == NULL ? S("") : owner->name;
        break;
    case SORT_STATUS:
        key.n = it->states[item].status * 8 + level_of(&it->states[item]);
        break;
    case SORT_TARGET:
        key.last = a == NULL || !day_is(a->target);
        key.n = key.last ? 0 : a->target.n;
        break;
    case SORT_EXPIRES:
        key.last = !day_is(it->states[item].expires);
        key.n = it->states[item].expires.n;
        break;
    case SORT_EVIDENCE:
        key.n = it->states[item].n_evidence;
        break;
    case SORT_LABEL:
    case MEASURES_SORT_COUNT:
        key.n = item;
    }
    if (text.len > 0) {
        room = arena_alloc(job->mem, text.len);
        key.text = (struct str){room, str_fold(text, room)};
    }
    return key;
}

static int by_key(const void *a, const void *b, void *descending)
{
    const struct sort_key *x = a;
    const struct sort_key *y = b;
    int order = (x->n > y->n) - (x->n < y->n);

    if (x->last != y->last)
        return x->last ? 1 : -1;
    if (order == 0)
        order = str_cmp(x->text, y->text);
    if (order == 0)
        return x->item - y->item;
    return *(const bool *)descending ? -order : order;
}

static void sort(const struct job *job, struct measures *list, const struct measures_filter *filter)
{
    struct sort_key *keys;
    bool descending = filter->descending;

    if (filter->sort == SORT_LABEL && !descending)
        return; /* as the norm has them */
    keys = NEW_ARRAY(job->mem, (size_t)list->n, struct sort_key);
    for (int i = 0; i < list->n; i++)
        keys[i] = key_of(job, list->picture, list->items[i], filter->sort);
    qsort_r(keys, (size_t)list->n, sizeof *keys, by_key, &descending);
    for (int i = 0; i < list->n; i++)
        list->items[i] = keys[i].item;
}

enum outcome act_measures(struct job *job, const struct measures_filter *filter,
                          struct measures **ret)
{
    struct measures *list = NEW(job->mem, struct measures);
    struct sieve sieve;
    struct view within;
    enum outcome o;

    if ((o = picture_object(job, filter->object, &list->picture)) != DONE ||
        (o = view_over(job, list->picture, NULL, filter->profile, &within)) != DONE)
        return o;
    sieve = (struct sieve){.job = job, .picture = list->picture, .filter = filter};
    fold_words(&sieve);
    list->items = NEW_ARRAY(job->mem, (size_t)list->picture->norm->n_items, int);
    for (int i = 0; i < list->picture->norm->n_items; i++) {
        if (!control_itself(list->picture->norm, list->picture->states, i) ||
            (within.keep != NULL && !within.keep[i]))
            continue;
        list->all++;
        for (int view = 0; view < VIEW_COUNT; view++)
            list->view_counts[view] += in_view(job, list->picture, i, (enum measures_view)view);
        if ((filter->selected == 0 || within.group_of[i] == filter->selected - 1) &&
            fits(&sieve, i))
            list->items[list->n++] = i;
    }
    sort(job, list, filter);
    *ret = list;
    return DONE;
}

static enum outcome load_whole(struct job *job, struct measure *it)
{
    const struct assessment *slim = picture_assessment(it->picture, it->item);

    if (slim == NULL)
        return DONE;
    return record_load(job, it->picture->leave, &assessment_noun, (struct row){.id = slim->row.id},
                       &it->assessment);
}

/* The pieces used here, with how many other measures each serves. */
static enum outcome load_evidence(struct job *job, struct measure *it)
{
    const struct item *item = &it->picture->norm->items[it->item];
    struct query *q = query_of(job->db, &sql_measure_evidence);
    struct measure_evidence at[100];
    size_t n = 0;

    query_int(q, 1, job->org);
    query_int(q, 2, it->picture->object);
    query_text(q, 3, item->id);
    query_int(q, 4, ledger_known(job));
    while (query_next(q)) {
        if (n == sizeof at / sizeof *at)
            continue;
        at[n] = (struct measure_evidence){.use = query_get_int(q, 1),
                                          .n_items = (int)query_get_int(q, 2)};
        at[n++].evidence.row.id = query_get_int(q, 0);
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    it->evidence = NEW_ARRAY(job->mem, n, struct measure_evidence);
    for (size_t i = 0; i < n; i++) {
        struct measure_evidence *e = &it->evidence[it->n_evidence];
        enum outcome o;

        *e = at[i];
        o = record_load(job, it->picture->leave, &evidence_noun, at[i].evidence.row, &e->evidence);
        if (o == NOT_THERE)
            continue; /* a piece of somebody else, for who sees only their own */
        if (o != DONE)
            return o;
        it->n_evidence++;
        e->expires = status_evidence_expires(
            item, it->assessment.rhythm_months,
            &(struct evidence_fact){.to = e->evidence.period_to, .until = e->evidence.until});
        e->may_judge = leave_may(job, MAY_JUDGE) && e->evidence.submitter.id != job->person;
    }
    return DONE;
}

static void load_siblings(struct job *job, struct measure *it)
{
    const struct norm *norm = it->picture->norm;
    int parent = norm->items[it->item].parent == ITEM_NONE ? it->item
                                                           : norm->items[it->item].parent;

    it->siblings = NEW_ARRAY(job->mem, (size_t)norm->items[parent].n_measures, int);
    for (int i = 0; i < norm->n_items; i++)
        if (norm->items[i].parent == parent && norm->items[i].assessed)
            it->siblings[it->n_siblings++] = i;
}

static enum outcome load_exceptions(struct job *job, struct measure *it)
{
    struct exception *all;
    size_t n;
    enum outcome o = record_all(job, it->picture->leave, &exception_noun, &all, &n);

    if (o != DONE)
        return o;
    it->exceptions = NEW_ARRAY(job->mem, n, struct exception);
    for (size_t i = 0; i < n; i++)
        if (str_eq(all[i].item, it->picture->norm->items[it->item].id))
            it->exceptions[it->n_exceptions++] = all[i];
    return DONE;
}

static void set_rights(const struct job *job, struct measure *it)
{
    it->may_assess = leave_all(job, MAY_ASSESS) ||
                     (leave_may(job, MAY_ASSESS) && measure_mine(job, it->picture, it->item));
    it->may_assign = leave_may(job, MAY_ASSIGN);
    it->may_test = leave_may(job, MAY_TEST);
    it->may_evidence = leave_all(job, MAY_EVIDENCE) ||
                       (leave_may(job, MAY_EVIDENCE) &&
                        (measure_mine(job, it->picture, it->item) ||
                         (it->picture->about.owner.id != 0 &&
                          it->picture->about.owner.id == job->person)));
    it->may_except = it->picture->norm == it->picture->ours && it->picture->about.row.id == 0 &&
                     line_owed(&it->picture->norm->items[it->item]) &&
                     (leave_all(job, MAY_EXCEPTION_ASK) ||
                      (leave_may(job, MAY_EXCEPTION_ASK) &&
                       measure_mine(job, it->picture, it->item)));
}

/* Asked for this very row: who sees only their own sees the history of theirs. */
static enum outcome load_history(struct job *job, struct measure *it)
{
    const struct leave *leave;
    int64_t id = it->assessment.row.id;
    enum outcome o;

    if (id == 0)
        return DONE;
    if ((o = leave_ask(job, MAY_READ, &assessment_noun, id, &leave)) != DONE)
        return o;
    return ledger_history(job, leave, &assessment_noun, id, HISTORY_MOST, &it->history,
                          &it->n_history);
}

enum outcome act_measure(struct job *job, struct str label, struct measure **ret, bool *ret_moved)
{
    return act_measure_of(job, 0, label, ret, ret_moved);
}

static enum outcome load_all(struct job *job, struct measure *it)
{
    enum outcome o;

    if ((o = load_whole(job, it)) != DONE || (o = load_evidence(job, it)) != DONE ||
        (o = load_exceptions(job, it)) != DONE || (o = load_history(job, it)) != DONE)
        return o;
    load_siblings(job, it);
    set_rights(job, it);
    return DONE;
}

enum outcome act_measure_of(struct job *job, int64_t object, struct str label,
                            struct measure **ret, bool *ret_moved)
{
    struct measure *it = NEW(job->mem, struct measure);
    enum outcome o;
    int asked;

    if ((o = picture_object(job, object, &it->picture)) != DONE)
        return o;
    asked = norm_find(it->picture->norm, label);
    if (asked == ITEM_NONE)
        return NOT_THERE;
    it->item = norm_follow(it->picture->norm, asked);
    *ret_moved = it->item != asked;
    if ((o = load_all(job, it)) == DONE)
        *ret = it;
    return o;
}

enum outcome act_measure_beside(struct job *job, const struct view *view, int item,
                                struct measure **ret)
{
    struct measure *it = NEW(job->mem, struct measure);
    enum outcome o;

    MUST(!view->own);
    if (view->derived[item].kind == DERIVED_NONE ||
        norm_item(view->picture->norm, view->norm->items[item].id) != ITEM_NONE)
        return NOT_THERE;
    it->picture = view->beside;
    it->item = item;
    if ((o = load_all(job, it)) == DONE)
        *ret = it;
    return o;
}

enum outcome act_measure_in(struct job *job, struct str norm, struct str label,
                            struct measure **ret, bool *ret_moved)
{
    struct view view;
    enum outcome o;
    int item;

    if (norm.len > 0 && norms_get(job, norm) == NULL)
        return NOT_THERE;
    *ret_moved = false;
    if (norm.len == 0)
        return act_measure(job, label, ret, ret_moved);
    if ((o = view_load(job, norm, S(""), &view)) != DONE)
        return o;
    if (view.own)
        return act_measure(job, label, ret, ret_moved);
    item = norm_find(view.norm, label);
    return item == ITEM_NONE ? NOT_THERE : act_measure_beside(job, &view, item, ret);
}
