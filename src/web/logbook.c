#include "web/logbook.h"

#include "acts/chain_file.h"
#include "acts/people.h"
#include "records/record.h"
#include "web/pages.h"

/* An entry can hold thousands of changes; beside others it shows its first. */
enum { ENTRIES_PER_PAGE = 50, CHANGES_PER_ENTRY = 60, HEADS_SHOWN = 31 };

static struct str name_of(struct job *job, const struct person_line *lines, size_t n,
                          int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].person.row.id == person)
            return lines[i].person.name;
    return person == 0 ? S("") : arena_text(job->mem, "p%lld", (long long)person);
}

/* words: field.organisation.  words: field.person.        words: field.role_held.
 * words: field.object.        words: field.isms_scope.    words: field.decision.
 * words: field.assessment.    words: field.evidence.      words: field.evidence_use.
 * words: field.applicability. words: field.soa.           words: field.exception.
 * words: field.object_serves. words: field.scope_object.  words: field.level_result.
 * words: field.local_norm.    words: field.migrated.      words: field.migrated_item.
 * words: field.erasure. words: field.signing_key.   words: field.admitted.
 * words: field.provider. */
static struct str field_says(struct job *job, const struct noun *noun, const struct field *field)
{
    if (field == NULL)
        return S("");
    return word_of(job->lang, arena_text(job->mem, "field.%s.", noun->name),
                   str_of(field->name));
}

static struct str what_says(struct job *job, const struct noun *noun, int64_t id)
{
    struct str word = word_of(job->lang, S("noun."), str_of(noun == NULL ? "entry" : noun->name));

    return arena_text(job->mem, "%" STR_FMT " %lld", STR_ARG(word), (long long)id);
}

/* Who there are, for the names of this page. */
struct names {
    struct person_line *lines; /* none for who may not read them: then p7 */
    size_t n;
};

static struct str ref_says(struct job *job, const struct names *names, const struct noun *to,
                           int64_t id)
{
    return to == &person_noun ? name_of(job, names->lines, names->n, id) : what_says(job, to, id);
}

/* A value as people read it; the ledger keeps the word or the number of it.
 * words: fitness.  words: harm.  words: local_kind.  words: local_form.  words: provider_stage. */
static struct str value_says(struct job *job, const struct names *names,
                             const struct field *field, struct str text)
{
    struct day day;
    int64_t id;

    if (field == NULL || text.len == 0)
        return text;
    switch (field->kind) {
    case KIND_REF:
        return str_int(text, &id) ? ref_says(job, names, field->to, id) : text;
    case KIND_CHOICE:
        return word_of(job->lang, arena_text(job->mem, "%s.", field->choice), text);
    case KIND_DAY:
        return day_of_text(text, &day) ? word_day(job->mem, job->lang, day, true) : text;
    case KIND_FLAG:
        return word_plain(job->lang, str_eq(text, S("1")) ? WORD_yes : WORD_no);
    case KIND_TEXT:
    case KIND_CODE:
    case KIND_NUMBER:
        break;
    }
    return text;
}

static bool is_there(struct str text, bool gone)
{
    return text.len > 0 && !gone;
}

static struct logbook_row row_of(struct job *job, const struct names *names,
                                 const struct ledger_change *it)
{
    bool may = leave_may(job, MAY_ERASE_ASK);
    /* What stands in the place of an erased text needs no erasing. */
    bool is_text = it->field != NULL && it->field->kind == KIND_TEXT &&
                   !str_eq(it->act, S("text.erase"));
    bool old = it->to.len == 0 && !it->to_gone && is_there(it->from, it->from_gone);

    return (struct logbook_row){
        .change = it,
        .act = word_of(job->lang, S("act."), it->act),
        .door = word_of(job->lang, S("door."), it->door),
        .what = what_says(job, it->noun, it->id),
        .field = field_says(job, it->noun, it->field),
        .why = it->why_gone ? record_erased(job, it->why_day) : it->why,
        .from = it->from_gone ? record_erased(job, it->from_day)
                              : value_says(job, names, it->field, it->from),
        .to = it->to_gone ? record_erased(job, it->to_day)
                          : value_says(job, names, it->field, it->to),
        .may_erase = may && is_text && (is_there(it->to, it->to_gone) || old),
        .may_erase_why = may && is_there(it->why, it->why_gone),
    };
}

/* Newest entry first; the changes of one entry in their own order. */
static void fill_rows(struct job *job, struct logbook_view *view,
                      const struct ledger_change *changes, size_t n)
{
    struct names names = {NULL, 0};
    size_t end = n;

    if (leave_may(job, MAY_PERSONS_READ) && act_people(job, &names.lines, &names.n) != DONE)
        names.n = 0;
    view->rows = NEW_ARRAY(job->mem, n, struct logbook_row);
    while (end > 0) {
        size_t begin = end - 1;

        while (begin > 0 && changes[begin - 1].seq == changes[end - 1].seq)
            begin--;
        for (size_t i = begin; i < end && (view->alone || i < begin + CHANGES_PER_ENTRY); i++) {
            struct logbook_row *row = &view->rows[view->rows_n++];

            *row = row_of(job, &names, &changes[i]);
            row->who = name_of(job, names.lines, names.n, changes[i].person);
            row->first = i == begin;
        }
        if (!view->alone && end - begin > CHANGES_PER_ENTRY)
            view->rows[view->rows_n - 1].changes = (int64_t)(end - begin);
        end = begin;
    }
}

static enum outcome show(struct job *job, struct page *page, struct logbook_view *view)
{
    const struct leave *leave;
    struct ledger_change *changes;
    struct signed_head *heads;
    struct signing_key *keys;
    size_t n, keys_n;
    int64_t last = form_int(&page->query, S("tot"));
    int64_t alone = form_int(&page->query, S("regel"));
    enum outcome o;

    view->page = page;
    if ((o = leave_ask(job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_head(job, &view->head)) != DONE)
        return o;
    if (job->faults.n > 0 && !page->is_again)
        return REFUSED;
    view->alone = alone > 0 && alone <= view->head.seq;
    if (view->alone)
        last = alone;
    view->last = last > 0 && last < view->head.seq ? last : view->head.seq;
    view->first = view->alone                       ? view->last
                  : view->last > ENTRIES_PER_PAGE ? view->last - ENTRIES_PER_PAGE + 1
                                                  : 1;
    view->older = view->first > 1 ? view->first - 1 : 0;
    view->newer = view->last < view->head.seq ? view->last + ENTRIES_PER_PAGE : 0;
    moment_of_text(view->head.time, &view->head_time);
    if ((o = ledger_show(job, leave, view->first, (int)(view->last - view->first + 1), &changes,
                         &n)) != DONE)
        return o;
    if ((o = heads_signed(job, view->head.seq, HEADS_SHOWN, &heads, &view->heads_n)) != DONE)
        return o;
    view->heads = heads;
    if ((o = heads_keys(job, &keys, &keys_n)) != DONE)
        return o;
    if (view->heads_n > 0 && moment_of_text(heads[0].time, &view->signed_at))
        view->print = signing_print(heads_key(keys, keys_n, heads[0].key));
    fill_rows(job, view, changes, n);
    page_top(page, WORD_nav_ledger, NAV_LEDGER);
    page_logbook(&page->out, view);
    page_bottom(page);
    return DONE;
}

enum outcome ledger_get(struct job *job, struct page *page)
{
    struct logbook_view view = {0};

    return show(job, page, &view);
}

/* words: verify. */
static struct str verdict_of(const struct page *page, const struct verify_result *result)
{
    enum word word;

    return word_find(result->key, &word) ? word_plain(page->out.lang, word) : result->key;
}

enum outcome ledger_verify_post(struct job *job, struct page *page)
{
    struct logbook_view view = {.checked = true};
    bool deep = str_eq(form_str(&page->form, S("diep")), S("1"));
    const struct leave *leave;
    enum outcome o;

    if ((o = leave_ask(job, MAY_LEDGER, &organisation_noun, 0, &leave)) != DONE ||
        (o = ledger_verify(job, deep, NULL, &view.result)) != DONE)
        return o;
    view.verdict = verdict_of(page, &view.result);
    return show(job, page, &view);
}

/* The name says how far it goes. */
enum outcome ledger_export_post(struct job *job, struct page *page)
{
    struct logbook_view view = {0};
    struct chain_file file;
    enum outcome o = act_chain_file(job, &file);

    if (o == REFUSED)
        return page_again(page) == DONE ? page_after(o, show(job, page, &view)) : BROKEN;
    if (o != DONE)
        return o;
    page_file(page, S("text/plain; charset=utf-8"),
              arena_text(job->mem, "logboek-%lld.txt", (long long)file.seq), file.bytes);
    return DONE;
}
