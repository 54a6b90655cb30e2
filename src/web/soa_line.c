/* web/soa_line.c - one line of the Statement of Applicability. */
#include "acts/norms.h"
#include "web/pages.h"
#include "web/soa.h"

static void fill_choices(struct soa_line_view *view)
{
    struct str typed;

    view->applies = choice_word(&applies_choices, (int)view->line->applies);
    view->ground = choice_word(&ground_choices, (int)view->line->ground);
    typed = page_typed(view->page, S("applies"), view->applies);
    view->yes = str_eq(typed, S("ja"));
    view->no = str_eq(typed, S("nee"));
    typed = page_typed(view->page, S("ground"), view->ground);
    for (int ground = 1; ground < GROUND_COUNT; ground++) {
        struct str word = choice_word(&ground_choices, ground);

        /* A government measure has but one ground [R7]. */
        if (ground != GROUND_RISK || !view->item->mandatory)
            view->grounds[view->grounds_n++] = (struct soa_choice){word, str_eq(word, typed)};
    }
    view->from_norm = page_ticked(view->page, S("from_norm"), S("1"), view->line->from_norm);
    view->from_law = page_ticked(view->page, S("from_law"), S("1"), view->line->from_law);
    view->from_contract = page_ticked(view->page, S("from_contract"), S("1"),
                                      view->line->from_contract);
    view->from_risk = page_ticked(view->page, S("from_risk"), S("1"), view->line->from_risk);
}

static const struct soa_line *line_at(const struct soa_view *it, int item)
{
    for (int i = 0; i < it->n_lines; i++)
        if (it->lines[i].item == item)
            return &it->lines[i];
    return NULL;
}

static enum outcome show(struct job *job, struct page *page, bool clashed)
{
    struct soa_line_view view = {.page = page, .clashed = clashed};
    const struct soa_line *line;
    struct soa_view *it;
    enum outcome o;

    if (!page_may(page, MAY_SOA_WRITE))
        return FORBIDDEN;
    if ((o = act_soa(job, 0, &it)) != DONE)
        return o;
    line = line_at(it, norm_label(it->picture->norm, page_param(page, S("nr"))));
    if (line == NULL)
        return NOT_THERE;
    if (!soa_is_open(&it->soa))
        return job_refuse(job, S(""), S("soa.read_only"));
    view.it = it;
    view.line = &line->line;
    view.item = &it->picture->norm->items[line->item];
    view.title = view.item->title[job->lang];
    view.text = view.item->text[job->lang];
    view.decision = paper_decision(job, it->decisions, it->n_decisions, line->line.decision);
    fill_choices(&view);
    page_top_named(page, word_fill(job->mem, job->lang, WORD_soa_line_title,
                                   WARG(view.item->label), WORD_NO_ARG), NAV_SOA);
    page_soa_line(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome soa_line_get(struct job *job, struct page *page)
{
    return show(job, page, false);
}

/* A ground belongs to "no" only; who chose "yes" means to leave it out. */
static void drop_ground(struct given *given)
{
    int applies = noun_field(&applicability_noun, S("applies"));
    int ground = noun_field(&applicability_noun, S("ground"));

    if (given->is[applies] && str_eq(given->text[applies], S("ja")) && given->is[ground])
        given->text[ground] = S("");
}

enum outcome soa_line_post(struct job *job, struct page *page)
{
    const struct norm *norm = norms_get(job, page->org.norm);
    struct applicability line;
    struct given given;
    int item = norm == NULL ? ITEM_NONE : norm_label(norm, page_param(page, S("nr")));
    enum outcome shown;
    enum outcome o;

    if (item == ITEM_NONE)
        return NOT_THERE;
    form_given(&page->form, &applicability_noun, &given);
    drop_ground(&given);
    o = page_settle(page, act_soa_line(job, norm->items[item].id, form_row(&page->form), &given,
                                       &line));
    if (o == DONE && form_has(&page->form, S("volgende"))) {
        page_go(page, "/vvt/regel/volgende?na=%" STR_FMT, STR_ARG(norm->items[item].label));
        return DONE;
    }
    if (o == DONE) {
        page_done(page, WORD_done_soa_line, 0);
        page_go(page, "/vvt#r-%" STR_FMT, STR_ARG(norm->items[item].label));
        return DONE;
    }
    if (o != REFUSED && o != CLASHED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    shown = show(job, page, o == CLASHED);
    if (shown == DONE)
        return o;
    page->is_again = false; /* no form to show again: no version is open, say that */
    return shown;
}

/* On to the next line that is not ready, from the one after ?na= and round. */
enum outcome soa_line_next_get(struct job *job, struct page *page)
{
    struct soa_view *it;
    int after;
    enum outcome o = act_soa(job, 0, &it);

    if (o != DONE)
        return o;
    after = norm_label(it->picture->norm, form_str(&page->query, S("na")));
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < it->n_lines; i++) {
            const struct soa_line *line = &it->lines[i];

            if (line->fault == LINE_FINE || (round == 0 && line->item <= after))
                continue;
            page_done(page, WORD_done_soa_line, 0);
            page_go(page, "/vvt/regel/%" STR_FMT,
                    STR_ARG(it->picture->norm->items[line->item].label));
            return DONE;
        }
    page_done(page, WORD_done_soa_all_ready, 0);
    page_go(page, "/vvt");
    return DONE;
}
