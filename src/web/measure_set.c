/* web/measure_set.c - a verdict from the measure's own page, and what two people
 * changed at once. */
#include <stdio.h>

#include "acts/assess.h"
#include "base/bug.h"
#include "model/value.h"
#include "web/measure.h"
#include "web/pages.h"

/* What the person has before them is read back as it stood then. */
struct meeting {
    struct measure *now;
    struct measure *then;
    struct assessment mine;    /* then, with what the form gives laid over it */
    struct given given;
};

static enum outcome load_meeting(struct job *job, struct page *page, struct meeting *m)
{
    int64_t known = job->known;
    int64_t seq;
    bool moved;
    enum outcome o;

    if ((o = measure_load(job, page, &m->now, &moved)) != DONE)
        return o;
    o = measures_shown_read(job, m->now->picture->norm, form_str(&page->form, S("gezien")), &seq);
    if (o != DONE)
        return o;
    job->known = seq;
    o = measure_load(job, page, &m->then, &moved);
    job->known = known;
    return o;
}

/* The person chose, on the page about what clashed, to leave a field as it is. */
static bool is_left(const struct page *page, struct str field)
{
    char room[100];
    int n = snprintf(room, sizeof room, "laat-%" STR_FMT, STR_ARG(field));

    return str_eq(form_str(&page->form, (struct str){room, (size_t)n}), S("1"));
}

/* Takes away what was not touched; counts what somebody else touched as well. */
static size_t sift(const struct page *page, struct meeting *m, bool *clashes)
{
    const struct noun *noun = &assessment_noun;
    size_t n = 0;

    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        clashes[i] = false;
        if (!m->given.is[i])
            continue;
        m->given.is[i] = !is_left(page, str_of(field->name)) &&
                         !value_same(field, &m->mine, &m->then->assessment) &&
                         !value_same(field, &m->mine, &m->now->assessment);
        clashes[i] = m->given.is[i] &&
                     !value_same(field, &m->now->assessment, &m->then->assessment);
        n += clashes[i];
    }
    return n;
}

static enum outcome show_clash(struct job *job, struct page *page, const struct meeting *m,
                               const bool *clashes)
{
    const struct noun *noun = &assessment_noun;
    struct measure_clash_page v = {
        .page = page, .item = &m->now->picture->norm->items[m->now->item]};
    enum outcome o = measures_shown_text(job, m->now->picture->norm, &v.shown);

    if (o != DONE)
        return o;
    v.rows = NEW_ARRAY(job->mem, (size_t)noun->n_fields, struct measure_clash);
    v.kept = NEW_ARRAY(job->mem, (size_t)noun->n_fields + 1, struct measures_hidden);
    v.rest = about_rest(page, about_asked(page));
    if (about_asked(page) != 0)
        v.kept[v.kept_n++] = (struct measures_hidden){S("over"),
                                                      form_str(&page->form, S("over"))};
    for (int i = 0; i < noun->n_fields; i++) {
        const struct field *field = &noun->fields[i];

        if (clashes[i])
            v.rows[v.rows_n++] = (struct measure_clash){
                .field = str_of(field->name),
                .label = measure_field_says(job->lang, field),
                .mine = m->given.text[i],
                .mine_says = measure_value_says(page, m->now->picture, field,
                                                value_text(job->mem, field, &m->mine)),
                .theirs_says = measure_value_says(
                    page, m->now->picture, field,
                    value_text(job->mem, field, &m->now->assessment)),
            };
        else if (m->given.is[i])
            v.kept[v.kept_n++] = (struct measures_hidden){str_of(field->name), m->given.text[i]};
    }
    page->status = 409;
    page_top(page, WORD_measures_clash_title, NAV_MEASURES);
    page_measure_clash(&page->out, &v);
    page_bottom(page);
    return DONE;
}

static enum outcome show_again(struct job *job, struct page *page, enum outcome o)
{
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, measure_show(job, page, page_param(page, S("nr"))));
}

/* A copy with LF alone: reading a value may shorten the text it is given, and what
 * was typed is laid twice, here and in the act. */
static struct str with_line_feeds(struct job *job, struct str text)
{
    char *copy = arena_alloc(job->mem, text.len);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] != '\r' || i + 1 == text.len || text.at[i + 1] != '\n')
            copy[n++] = text.at[i];
    return (struct str){copy, n};
}

/* 0 is how the form says nobody. */
static void read_given(struct job *job, const struct page *page, struct given *given)
{
    static const char *const persons[] = {"owner", "executor"};

    form_given(&page->form, &assessment_noun, given);
    for (int i = 0; i < assessment_noun.n_fields; i++)
        given->text[i] = with_line_feeds(job, given->text[i]);
    for (size_t i = 0; i < sizeof persons / sizeof *persons; i++) {
        int field = noun_field(&assessment_noun, str_of(persons[i]));

        if (str_eq(given->text[field], S("0")))
            given->text[field] = S("");
    }
}

enum outcome measure_post(struct job *job, struct page *page)
{
    struct meeting m = {0};
    struct assessment saved;
    bool clashes[sizeof m.given.is / sizeof *m.given.is] = {false};
    struct str item;
    enum outcome o;

    if ((o = load_meeting(job, page, &m)) != DONE)
        return show_again(job, page, o);
    read_given(job, page, &m.given);
    m.mine = m.then->assessment;
    if (!given_lay(job, &m.given, &m.mine))
        return show_again(job, page, REFUSED);
    if (sift(page, &m, clashes) > 0)
        return show_clash(job, page, &m, clashes);
    job->why = form_str(&page->form, S("reden"));
    item = m.now->picture->norm->items[m.now->item].id;
    o = page_settle(page, act_assess_of(job, m.now->picture->about.row.id, item,
                                           m.now->assessment.row, &m.given, &saved));
    if (o != DONE)
        return show_again(job, page, o);
    page_done(page, WORD_done_assessed, 0);
    page_go(page, "/maatregelen/%" STR_FMT "%" STR_FMT,
            STR_ARG(page_url(page, page_param(page, S("nr")))),
            STR_ARG(about_rest(page, about_asked(page))));
    return DONE;
}
