#include "acts/between.h"

#include <stdlib.h>

#include "base/bug.h"
#include "markup/words.h"
#include "model/value.h"

static const char *const gap_words[] = {"geen", "vervallen", "nieuw"};
const struct choices between_gap_choices = {gap_words, BETWEEN_GAP_COUNT};

static const struct mapping *mapping_at(struct job *job, int index)
{
    int n;
    const struct mapping *const *all = norms_mappings(job, &n);

    MUST(index >= 0 && index < n);
    return all[index];
}

struct str between_way(struct job *job, const struct bridge *bridge)
{
    struct buf out;

    buf_init(&out, job->mem, 128);
    for (int at = 0; at < bridge->length; at++)
        for (int row = 0; row < bridge->n_rows; row++)
            buf_put_once(&out,
                     mapping_at(job, bridge->steps[row * bridge->length + at].mapping)->title[job->lang],
                     S("; "));
    return buf_str(&out);
}

struct str between_via(struct job *job, const struct bridge *bridge, int row)
{
    const struct norm *norm = bridge->from;
    int item = bridge->rows[row].source;
    struct buf out;

    buf_init(&out, job->mem, 64);
    for (int at = 0; at + 1 < bridge->length; at++) {
        const struct bridge_step *step = &bridge->steps[row * bridge->length + at];
        const struct mapping *mapping = mapping_at(job, step->mapping);
        const struct mapping_row *it = &mapping->rows[step->row];
        bool forward = mapping->from == norm && it->source == item;

        norm = forward ? mapping->to : mapping->from;
        item = forward ? it->target : it->source;
        if (out.len > 0)
            buf_put(&out, S(", "));
        buf_text(&out, "%" STR_FMT " %" STR_FMT, STR_ARG(norm->title[job->lang]),
                 STR_ARG(norm->items[item].label));
    }
    return buf_str(&out);
}

/* words: basis. */
static struct str basis_says(enum lang lang, struct str basis)
{
    char key[80];
    struct buf name = {key, 0, sizeof key, NULL};
    enum word word;

    if (basis.len > 60)
        return basis;
    buf_put(&name, S("basis."));
    for (size_t i = 0; i < basis.len; i++)
        buf_char(&name, basis.at[i] == '-' ? '_' : basis.at[i]);
    return word_find(buf_str(&name), &word) ? word_plain(lang, word) : basis;
}

struct str between_basis(struct job *job, const struct bridge *bridge, int row)
{
    struct buf out;

    buf_init(&out, job->mem, 64);
    for (int at = 0; at < bridge->length; at++) {
        const struct bridge_step *step = &bridge->steps[row * bridge->length + at];

        buf_put_once(&out, mapping_at(job, step->mapping)->rows[step->row].basis, S("; "));
    }
    return buf_str(&out);
}

struct str between_basis_says(struct job *job, struct str words)
{
    struct buf out;

    buf_init(&out, job->mem, 64);
    while (words.len > 0) {
        ptrdiff_t end = str_find(words, S("; "), 0);
        size_t n = end < 0 ? words.len : (size_t)end;

        buf_put_once(&out, basis_says(job->lang, str_sub(words, 0, n)), S(", "));
        words = str_sub(words, end < 0 ? n : n + 2, words.len);
    }
    return buf_str(&out);
}

static struct between_row row_of(struct job *job, const struct bridge *bridge, int index)
{
    const struct bridge_row *is = &bridge->rows[index];
    struct between_row row = {.source = is->source, .target = is->target, .is = is->is,
                              .complete = is->complete, .standing = is->standing};
    struct buf note;

    buf_init(&note, job->mem, 64);
    for (int at = 0; at < bridge->length; at++) {
        const struct bridge_step *step = &bridge->steps[index * bridge->length + at];
        const struct mapping_row *it = &mapping_at(job, step->mapping)->rows[step->row];

        buf_put_once(&note, it->note[job->lang], S(" "));
    }
    row.basis = between_basis_says(job, between_basis(job, bridge, index));
    row.note = buf_str(&note);
    row.via = between_via(job, bridge, index);
    return row;
}

static int by_source(const void *a, const void *b)
{
    const struct between_row *x = a;
    const struct between_row *y = b;

    return x->source != y->source ? x->source - y->source : x->target - y->target;
}

/* What a mapping straight between the two says of an item that it leaves alone. */
static void say_why(struct job *job, const struct between *it, const struct norm *norm,
                    struct between_gap *gap)
{
    int n;
    const struct mapping *const *all = norms_mappings(job, &n);

    for (int i = 0; i < n; i++) {
        const struct mapping *m = all[i];
        bool here = (m->from == it->from && m->to == it->to) ||
                    (m->from == it->to && m->to == it->from);

        for (int k = 0; here && m->from == norm && k < m->n_dropped; k++)
            if (m->dropped[k].item == gap->item) {
                gap->kind = BETWEEN_ENDED;
                gap->note = m->dropped[k].note[job->lang];
            }
        for (int k = 0; here && m->to == norm && k < m->n_added; k++)
            if (m->added[k].item == gap->item) {
                gap->kind = BETWEEN_NEW;
                gap->note = m->added[k].note[job->lang];
            }
    }
}

/* An item is no gap when something lies on it, or, being a control, on a measure of its. */
static struct between_gap *gaps_of(struct job *job, const struct between *it,
                                   const struct norm *norm, bool source, int *ret_n)
{
    bool *laid = NEW_ARRAY(job->mem, (size_t)norm->n_items, bool);
    struct between_gap *gaps = NEW_ARRAY(job->mem, (size_t)norm->n_items, struct between_gap);
    int n = 0;

    for (int i = 0; i < it->n_rows; i++) {
        int item = source ? it->rows[i].source : it->rows[i].target;
        int parent = norm->items[item].parent;

        laid[item] = true;
        if (parent != ITEM_NONE)
            laid[parent] = true;
    }
    for (int i = 0; i < norm->n_items; i++) {
        if (laid[i] || !bridge_asks(&norm->items[i]))
            continue;
        gaps[n].item = i;
        say_why(job, it, norm, &gaps[n++]);
    }
    *ret_n = n;
    return gaps;
}

enum outcome between_norms(struct job *job, struct str from, struct str to,
                           const struct norm **ret_from, const struct norm **ret_to)
{
    const struct norm *a = norms_get(job, from);
    const struct norm *b = norms_get(job, to);

    if (a == NULL)
        return job_refuse_with(job, S("van"), S("norm.unknown"), from);
    if (b == NULL)
        return job_refuse_with(job, S("naar"), S("norm.unknown"), to);
    if (a == b)
        return job_refuse(job, S("naar"), S("between.same"));
    *ret_from = a;
    *ret_to = b;
    return DONE;
}

enum outcome between_of(struct job *job, struct str from, struct str to, struct between *ret)
{
    struct between it = {.from = NULL};
    const struct mapping *const *mappings;
    int n;
    enum outcome o = between_norms(job, from, to, &it.from, &it.to);

    if (o != DONE)
        return o;
    mappings = norms_mappings(job, &n);
    it.bridge = bridge_of(job->mem, mappings, n, it.from, it.to);
    it.way = between_way(job, &it.bridge);
    it.n_rows = it.bridge.n_rows;
    it.rows = NEW_ARRAY(job->mem, (size_t)it.n_rows, struct between_row);
    for (int i = 0; i < it.n_rows; i++)
        it.rows[i] = row_of(job, &it.bridge, i);
    if (it.n_rows > 1)
        qsort(it.rows, (size_t)it.n_rows, sizeof *it.rows, by_source);
    it.left = gaps_of(job, &it, it.from, true, &it.n_left);
    it.right = gaps_of(job, &it, it.to, false, &it.n_right);
    *ret = it;
    return DONE;
}
