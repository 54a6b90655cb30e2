/* web/soa_compare.c - what changed from one version to another. */
#include "model/value.h"
#include "web/pages.h"
#include "web/soa.h"

static struct str label_of(enum lang lang, const struct field *field)
{
    static const struct { const char *name; enum word word; } labels[] = {
        {"applies", WORD_col_applies}, {"ground", WORD_col_ground}, {"why", WORD_col_why},
        {"from_norm", WORD_soa_line_norm}, {"from_law", WORD_soa_line_law},
        {"from_contract", WORD_soa_line_contract}, {"from_risk", WORD_soa_line_risk},
        {"risk_analysis", WORD_col_risk_analysis}, {"decision", WORD_col_decision},
        {"alternative", WORD_col_alternative}, {"alternative_item", WORD_col_alternative_item},
        {"alternative_why", WORD_col_alternative_why},
    };

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (strcmp(labels[i].name, field->name) == 0)
            return word_plain(lang, labels[i].word);
    return str_of(field->name);
}

/* A value as people read it; empty when it is absent. */
static struct str says(struct job *job, const struct soa_view *it, const struct field *field,
                       const struct applicability *line)
{
    struct str text;

    if (line == NULL)
        return S("");
    if (field->kind == KIND_REF)
        return paper_decision(job, it->decisions, it->n_decisions, line->decision);
    text = value_text(job->mem, field, line);
    if (field->kind == KIND_FLAG)
        return word_plain(job->lang, str_eq(text, S("1")) ? WORD_yes : WORD_no);
    if (text.len > 0 && field->choices == &applies_choices)
        return word_of(job->lang, S("applies."), text);
    if (text.len > 0 && field->choices == &ground_choices)
        return word_of(job->lang, S("ground."), text);
    return text;
}

static struct soa_compare_row row_of(struct job *job, const struct soa_view *from,
                                     const struct soa_view *to, const struct compare_row *is)
{
    const struct applicability *before = is->before < 0 ? NULL : &from->picture->lines[is->before];
    const struct applicability *after = is->after < 0 ? NULL : &to->picture->lines[is->after];
    struct soa_compare_row row = {
        .item = &to->picture->norm->items[is->item],
        .kind = str_of(compare_kind_choices.words[is->kind]),
    };

    row.title = row.item->title[job->lang];
    row.rows = NEW_ARRAY(job->mem, (size_t)applicability_noun.n_fields, struct soa_difference);
    for (int f = 0; f < applicability_noun.n_fields; f++) {
        const struct field *field = &applicability_noun.fields[f];

        if ((is->changed & 1u << f) == 0)
            continue;
        row.rows[row.rows_n++] = (struct soa_difference){
            label_of(job->lang, field), says(job, from, field, before),
            says(job, to, field, after)};
    }
    return row;
}

static enum outcome compare(struct job *job, struct soa_compare_view *view)
{
    struct compare_row *rows;
    struct soa_view *from;
    struct soa_view *to;
    int n;
    enum outcome o = act_soa_compare(job, view->from, view->to, &from, &to, &rows, &n);

    if (o != DONE)
        return o;
    view->compared = true;
    view->rows = NEW_ARRAY(job->mem, (size_t)n, struct soa_compare_row);
    for (int i = 0; i < n; i++)
        view->rows[view->rows_n++] = row_of(job, from, to, &rows[i]);
    return DONE;
}

enum outcome soa_compare_get(struct job *job, struct page *page)
{
    struct soa_compare_view view = {.page = page, .from = form_int(&page->query, S("van")),
                                    .to = form_int(&page->query, S("tot"))};
    struct soa *versions;
    enum outcome o;

    if (job->faults.n > 0)
        return REFUSED;
    if ((o = act_soa_versions(job, &versions, &view.versions_n)) != DONE)
        return o;
    view.versions = versions;
    if (view.to == 0 && view.versions_n > 0)
        view.to = versions[0].number.n;
    if (view.from == 0)
        view.from = view.versions_n > 1 ? versions[1].number.n : view.to;
    if (view.from != view.to && (o = compare(job, &view)) != DONE)
        return o;
    page_top(page, WORD_compare_title, NAV_SOA);
    page_soa_compare(&page->out, &view);
    page_bottom(page);
    return DONE;
}
