/* web/measures_rows.c - the rows of the list of measures, in few bytes.
 *
 * Twelve radio buttons a row make up most of the page; they are written here, from
 * fixed pieces and our own one-word words, so that their values need no quotes.
 */
#include "base/bug.h"
#include "web/measures.h"

enum { GROUPED_FROM = 20 };

static bool may_assess(const struct job *job, const struct measures_list *list, int item)
{
    return list->may_assess &&
           (leave_all(job, MAY_ASSESS) || measure_mine(job, list->of->picture, item));
}

struct measures_row measures_row_of(const struct job *job, const struct measures_list *list,
                                    int item)
{
    const struct picture *picture = list->of->picture;
    const struct assessment *it = picture_assessment(picture, item);
    const struct person_name *owner = it == NULL ? NULL : picture_person(picture, it->owner);
    const struct item_state *state = &picture->states[item];
    const struct item *of = &picture->norm->items[item];
    struct measures_row row = {
        .list = list, .item = of, .index = item, .state = state, .expires = state->expires,
        .owner = owner == NULL ? S("") : owner->name,
        .may_assess = !state->not_applicable && may_assess(job, list, item),
    };

    if (of->parent != ITEM_NONE)
        row.under = picture->norm->items[of->parent].title[job->lang];
    if (it != NULL)
        row.target = it->target;
    if (picture->met != NULL)
        row.met = picture->met[item];
    if (day_is(row.target) && row.target.n < job->on.n && state->status != STATUS_MEETS &&
        !state->not_applicable)
        row.late = job->on.n - row.target.n;
    return row;
}

/* A control stands once above its measures. */
static void put_head(struct measures_row *row, const struct measures_row *before)
{
    const struct picture *picture = row->list->of->picture;
    int parent = row->item->parent;

    row->under = S("");
    if (parent == ITEM_NONE || (before != NULL && before->item->parent == parent))
        return;
    row->head = &picture->norm->items[parent];
    row->head_status = obw_status(row->list->page->out.lang, &picture->states[parent]);
}

void measures_rows_fill(struct job *job, struct measures_list *list, bool by_theme)
{
    const struct measures *of = list->of;
    struct measures_row *rows = NEW_ARRAY(job->mem, (size_t)of->n, struct measures_row);
    bool grouped = by_theme && of->n >= GROUPED_FROM;
    struct measures_group *group = NULL;

    list->groups = NEW_ARRAY(job->mem, (size_t)of->picture->norm->n_groups + 1,
                             struct measures_group);
    for (int i = 0; i < of->n; i++) {
        struct measures_row *row = &rows[i];

        *row = measures_row_of(job, list, of->items[i]);
        if (i == 0 || (grouped && row->item->group != rows[i - 1].item->group)) {
            group = &list->groups[list->groups_n++];
            group->rows = row;
            group->title = grouped
                ? of->picture->norm->groups[row->item->group].title[job->lang] : S("");
        }
        if (grouped)
            put_head(row, i == 0 ? NULL : &rows[i - 1]);
        group->rows_n++;
    }
}

/* ---- the radio buttons ---- */

/* A word that may stand in a value without quotes: letters only. */
static struct str bare_word(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        MUST((word.at[i] >= 'a' && word.at[i] <= 'z') || (word.at[i] >= 'A' && word.at[i] <= 'Z'));
    return word;
}

static struct str verdict_label(enum lang lang, enum verdict verdict)
{
    if (verdict == VERDICT_EMPTY)
        return bare_word(word_plain(lang, WORD_measures_empty_short));
    return bare_word(word_of(lang, S("verdict."), choice_word(&verdict_choices, (int)verdict)));
}

static void put_radio(struct buf *out, struct str name, int value, struct str label, bool checked)
{
    buf_put(out, S("<input type=radio name="));
    buf_put(out, name);
    buf_put(out, S(" value="));
    buf_char(out, (char)('0' + value));
    buf_put(out, S(" aria-label="));
    buf_put(out, label);
    buf_put(out, checked ? S(" checked>") : S(">"));
}

static void put_group(struct out *out, const struct measures_row *row, enum aspect aspect,
                      const struct str labels[static VERDICT_COUNT])
{
    static const enum word names[] = {WORD_aspect_opzet, WORD_aspect_bestaan, WORD_aspect_werking};
    const struct aspect_state *state = &row->state->aspect[aspect];
    struct str hard = obw_hard(out->lang, state);
    char room[16] = {"obw"[aspect]};
    struct buf name = {room, 1, sizeof room, NULL};

    buf_int(&name, row->index);
    PUT(out, HTML("<p role=radiogroup class="));
    buf_put(&out->buf, obw_mark(state));
    PUT(out, HTML(" aria-label=\""));
    PUT(out, word_html(out->lang, names[aspect]));
    PUT(out, HTML(" "));
    PUT(out, row->item->label);
    PUT(out, hard.len > 0 ? HTML(", ") : HTML(""));
    PUT(out, hard);
    PUT(out, HTML("\">"));
    for (int v = 0; v < VERDICT_COUNT; v++)
        put_radio(&out->buf, buf_str(&name), v, labels[v], v == (int)state->said);
    /* The next <p> and the end of the cell close this one [HTML 13.1.2.4]. */
}

void page_radios(struct out *out, const struct measures_row *row)
{
    struct str labels[VERDICT_COUNT];

    for (int v = 0; v < VERDICT_COUNT; v++)
        labels[v] = verdict_label(out->lang, (enum verdict)v);
    for (int aspect = 0; aspect < ASPECT_COUNT; aspect++)
        put_group(out, row, (enum aspect)aspect, labels);
}

void page_short_day(struct out *out, struct day day)
{
    word_put_day(out, day, true);
}
