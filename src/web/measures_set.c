/* web/measures_set.c - verdicts from the list: only what the person touched is saved.
 *
 * Without script the whole list is sent. The form says which entry of the ledger it
 * was made from, so what was shown is read back as it stood then; a value that is
 * still that was not touched. With script one button is sent, with the value that
 * stood there before (`was`), and one row comes back.
 *
 * A touched verdict that somebody else changed meanwhile clashes: nothing is saved,
 * both values are shown, and the person chooses.
 */
#include "acts/assess.h"
#include "acts/norms.h"
#include "base/bug.h"
#include "engine/control.h"
#include "web/measures.h"
#include "web/pages.h"
#include "web/trust.h"

static const enum word aspect_names[ASPECT_COUNT] = {WORD_aspect_opzet, WORD_aspect_bestaan,
                                                     WORD_aspect_werking};
static const char *const aspect_fields[ASPECT_COUNT] = {"design", "existence", "operation"};

/* ---- what a form was made from ---- */

enum outcome measures_shown_text(struct job *job, const struct norm *norm, struct str *ret)
{
    struct ledger_head head;
    struct str hash = str_sub(norm->hash, 0, 12);
    enum outcome o = ledger_head(job, &head);

    if (o == DONE)
        *ret = arena_text(job->mem, "%lld.%" STR_FMT, (long long)head.seq, STR_ARG(hash));
    return o;
}

enum outcome measures_shown_read(struct job *job, const struct norm *norm, struct str text,
                                 int64_t *ret_seq)
{
    struct str hash;
    struct str seq = str_cut(text, '.', &hash);

    if (!str_int(seq, ret_seq) || !str_eq(hash, str_sub(norm->hash, 0, 12)))
        return job_refuse(job, S(""), S("measures.norm_changed"));
    return DONE;
}

/* ---- what was touched ---- */

struct touches {
    struct measures_touch *at;
    size_t n;
    size_t n_clashes;
};

static enum verdict said_of(const struct picture *picture, int item, enum aspect aspect)
{
    const struct assessment *it = picture_assessment(picture, item);

    return it == NULL ? VERDICT_EMPTY : assessment_aspect(it, aspect).verdict;
}

/* o12=2: aspect, item and verdict; false when the field is another one. */
static bool field_reads(const struct form_field *field, const struct picture *now,
                        struct measures_touch *ret)
{
    int64_t item;
    int64_t value;
    const char *letter = field->name.len < 2 ? NULL : memchr("obw", field->name.at[0], 3);

    if (letter == NULL || !str_int(str_sub(field->name, 1, field->name.len), &item) ||
        !str_int(field->value, &value) || item < 0 || item >= now->norm->n_items ||
        value < 0 || value >= VERDICT_COUNT ||
        !control_itself(now->norm, now->states, (int)item))
        return false;
    *ret = (struct measures_touch){.item = (int)item, .given = (enum verdict)value,
                                   .aspect = (enum aspect)(strchr("obw", *letter) - "obw")};
    return true;
}

static void add_touch(struct touches *touches, struct measures_touch touch,
                      const struct picture *now)
{
    touch.now = said_of(now, touch.item, touch.aspect);
    if (touch.given == touch.shown || touch.given == touch.now)
        return;
    touch.clashes = touch.now != touch.shown;
    touches->n_clashes += touch.clashes;
    touches->at[touches->n++] = touch;
}

/* The picture as it stood at an entry of the ledger, judged today. */
static enum outcome load_then(struct job *job, int64_t seq, int64_t object, struct picture **ret)
{
    int64_t known = job->known;
    enum outcome o;

    job->known = seq;
    o = picture_object(job, object, ret);
    job->known = known;
    return o;
}

static enum outcome find_touches(struct job *job, const struct page *page,
                                 const struct picture *now, struct touches *ret)
{
    const struct form *form = &page->form;
    bool one = form_has(form, S("was"));
    int64_t was = form_int(form, S("was"));
    struct picture *then = NULL;
    int64_t seq = 0;
    enum outcome o = DONE;

    if (!one)
        o = measures_shown_read(job, now->norm, form_str(form, S("gezien")), &seq);
    if (!one && o == DONE)
        o = load_then(job, seq, now->about.row.id, &then);
    if (o != DONE)
        return o;
    ret->at = NEW_ARRAY(job->mem, form->n, struct measures_touch);
    for (size_t i = 0; i < form->n; i++) {
        struct measures_touch touch;

        if (!field_reads(&form->at[i], now, &touch))
            continue;
        touch.shown = one ? (enum verdict)was : said_of(then, touch.item, touch.aspect);
        add_touch(ret, touch, now);
    }
    return DONE;
}

/* One line for each item, with all that was touched of it. Touches of one item
 * stand together or apart: a form may be sent by anything. */
static enum outcome save(struct job *job, const struct picture *now, const struct touches *touches,
                         int *ret_changed)
{
    struct assess_line *lines = NEW_ARRAY(job->mem, touches->n, struct assess_line);
    int *line_of = NEW_ARRAY(job->mem, (size_t)now->norm->n_items, int);
    struct str clashed;
    size_t n = 0;

    for (size_t i = 0; i < touches->n; i++) {
        const struct measures_touch *touch = &touches->at[i];
        const struct assessment *it = picture_assessment(now, touch->item);
        int field = noun_field(&assessment_noun, str_of(aspect_fields[touch->aspect]));
        struct assess_line *line;

        if (line_of[touch->item] == 0) {
            lines[n].item = now->norm->items[touch->item].id;
            lines[n].seen = it == NULL ? (struct row){0} : it->row;
            lines[n].given.noun = &assessment_noun;
            line_of[touch->item] = (int)++n;
        }
        line = &lines[line_of[touch->item] - 1];
        line->given.is[field] = true;
        line->given.text[field] = choice_word(&verdict_choices, (int)touch->given);
    }
    return act_assess_all(job, now->about.row.id, lines, n, ret_changed, &clashed);
}

/* ---- the answers ---- */

static struct str verdict_says(enum lang lang, enum verdict verdict)
{
    if (verdict == VERDICT_EMPTY)
        return word_plain(lang, WORD_measures_empty_short);
    return word_of(lang, S("verdict."), choice_word(&verdict_choices, (int)verdict));
}

static struct str who_says(const struct page *page, const struct picture *picture, struct ref by)
{
    const struct person_name *who = picture_person(picture, by);

    return who == NULL ? word_plain(page->out.lang, WORD_measures_somebody) : who->name;
}

static struct measures_clash clash_of(const struct page *page, const struct picture *now,
                                      const struct measures_touch *touch)
{
    const struct item *item = &now->norm->items[touch->item];
    const struct assessment *it = picture_assessment(now, touch->item);
    enum lang lang = page->out.lang;
    struct measures_clash clash = {
        .name = arena_text(page->job->mem, "%c%d", "obw"[touch->aspect], touch->item),
        .label = item->label,
        .title = item->title[lang],
        .aspect = aspect_names[touch->aspect],
        .given = verdict_says(lang, touch->given),
        .given_n = (int)touch->given,
        .now = verdict_says(lang, touch->now),
        .now_n = (int)touch->now,
        .who = word_plain(lang, WORD_measures_somebody),
    };

    if (it != NULL && touch->now != VERDICT_EMPTY) {
        clash.who = who_says(page, now, assessment_aspect(it, touch->aspect).by);
        clash.on = assessment_aspect(it, touch->aspect).on;
    }
    return clash;
}

/* Its own query, and nothing else. */
struct str measures_back(const struct page *page)
{
    struct str query = form_str(&page->form, S("terug"));
    struct str address = arena_text(page->job->mem, "/maatregelen%" STR_FMT, STR_ARG(query));

    if (query.len == 0 || query.at[0] != '?' || query.len > 700)
        return S("/maatregelen");
    return str_eq(trust_return(address), S("/")) ? S("/maatregelen") : address;
}

static enum outcome show_clashes(struct job *job, struct page *page, const struct picture *now,
                                 const struct touches *touches)
{
    struct measures_clashes view = {.page = page, .back = form_str(&page->form, S("terug"))};
    enum outcome o = measures_shown_text(job, now->norm, &view.shown);

    if (o != DONE)
        return o;
    view.rows = NEW_ARRAY(job->mem, touches->n, struct measures_clash);
    view.kept = NEW_ARRAY(job->mem, touches->n + 1, struct measures_hidden);
    for (size_t i = 0; i < touches->n; i++) {
        const struct measures_touch *touch = &touches->at[i];
        struct measures_clash clash = clash_of(page, now, touch);

        if (touch->clashes)
            view.rows[view.rows_n++] = clash;
        else
            view.kept[view.kept_n++] = (struct measures_hidden){
                clash.name, arena_text(job->mem, "%d", (int)touch->given)};
    }
    view.kept_says = view.kept_n;
    if (now->about.row.id != 0)
        view.kept[view.kept_n++] = (struct measures_hidden){
            S("over"), arena_text(job->mem, "%lld", (long long)now->about.row.id)};
    page_top(page, WORD_measures_clash_title, NAV_MEASURES);
    page_measures_clashes(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* ---- one row, for script ---- */

static struct str answer_says(struct page *page, const struct picture *picture,
                              const struct measures_touch *touch)
{
    const struct aspect_state *state = &picture->states[touch->item].aspect[touch->aspect];
    enum lang lang = page->out.lang;
    struct str hard = obw_hard(lang, state);
    struct str what = arena_text(page->job->mem, "%" STR_FMT ": %" STR_FMT,
                                 STR_ARG(picture->norm->items[touch->item].label),
                                 STR_ARG(word_plain(lang, aspect_names[touch->aspect])));
    struct str verdict = arena_text(page->job->mem,
                                    hard.len > 0 ? "%" STR_FMT " (%" STR_FMT ")" : "%" STR_FMT,
                                    STR_ARG(verdict_says(lang, state->said)), STR_ARG(hard));

    return word_fill(page->job->mem, lang, WORD_measures_set_one, WARG(what), WARG(verdict));
}

/* Why it was not done, in words. */
static struct str why_not(const struct page *page)
{
    const struct faults *faults = &page->job->faults;
    enum word word;

    if (faults->n > 0 && word_find(faults->at[0].key, &word))
        return word_fill(page->job->mem, page->out.lang, word, WARG(faults->at[0].arg),
                         WORD_NO_ARG);
    return word_plain(page->out.lang, WORD_outcome_forbidden_text);
}

/* Reads the row anew and writes it, with what there is to say about it. */
static enum outcome answer_row(struct job *job, struct page *page, int item,
                               const struct measures_touch *touch, enum outcome was)
{
    struct measures_list list = {.page = page, .may_assess = page_may(page, MAY_ASSESS),
                                 .may_tick = form_has(&page->form, S("vink"))};
    struct measures of = {0};
    struct measures_row row;
    struct measures_answer view = {.row = &row};
    int64_t object = form_int(&page->form, S("over"));
    enum outcome o = picture_object(job, object, &of.picture);

    if (o != DONE)
        return o;
    list.of = &of;
    list.rest = about_rest(page, object);
    row = measures_row_of(job, &list, item);
    /* In the list by theme the control stands above its measures. */
    if (form_has(&page->form, S("kaal")))
        row.under = S("");
    if (was == CLASHED) {
        MUST(touch != NULL); /* who sent nothing clashes with nobody */
        struct measures_clash clash = clash_of(page, of.picture, touch);

        view.text = word_fill(job->mem, page->out.lang, WORD_measures_clashed_one, WARG(clash.who),
                              WARG(clash.now));
        row.note = view.text;
    } else if (was != DONE) {
        row.note = view.text = why_not(page);
    } else if (touch != NULL) {
        view.text = answer_says(page, of.picture, touch);
    }
    page_measures_answer(&page->out, &view);
    return DONE;
}

static enum outcome begin_again(struct job *job, struct page *page)
{
    page->out.buf.len = 0;
    db_rollback(job->db);
    return db_unknown(job->db) || db_read(job->db) != DONE ? job_broke(job) : DONE;
}

static enum outcome set_one(struct job *job, struct page *page, const struct picture *now,
                            const struct touches *touches, int64_t item)
{
    const struct measures_touch *touch = touches->n > 0 ? &touches->at[0] : NULL;
    enum outcome was = touches->n_clashes > 0 ? CLASHED : DONE;
    int changed;
    enum outcome o;

    if (item < 0 || item >= now->norm->n_items || !control_itself(now->norm, now->states, (int)item))
        return NOT_THERE;
    if (touch != NULL && was == DONE)
        was = page_settle(page, save(job, now, touches, &changed));
    if (was == BROKEN || was == NOT_THERE)
        return was;
    if (begin_again(job, page) != DONE)
        return BROKEN;
    o = answer_row(job, page, (int)item, touch, was);
    if (o == DONE && was != DONE)
        page->status = was == CLASHED ? 409 : was == FORBIDDEN ? 403 : 422;
    return o;
}

enum outcome measures_set_post(struct job *job, struct page *page)
{
    struct touches touches = {0};
    struct picture *now;
    int changed = 0;
    enum outcome o;

    if ((o = picture_object(job, form_int(&page->form, S("over")), &now)) != DONE ||
        (o = find_touches(job, page, now, &touches)) != DONE)
        return o;
    if (form_has(&page->form, S("een")))
        return set_one(job, page, now, &touches, form_int(&page->form, S("een")));
    if (touches.n_clashes > 0) {
        page->status = 409;
        return show_clashes(job, page, now, &touches);
    }
    if (touches.n > 0 && (o = page_settle(page, save(job, now, &touches, &changed))) != DONE)
        return o;
    page_done(page, changed > 0 ? WORD_done_verdicts : WORD_done_nothing, changed);
    page_go(page, "%" STR_FMT, STR_ARG(measures_back(page)));
    return DONE;
}
