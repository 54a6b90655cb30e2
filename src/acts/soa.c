#include "acts/soa.h"

#include <stdlib.h>

#include "acts/password.h"
#include "base/buf.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "model/value.h"

/* The version that is asked for, or the newest; versions newest first. */
static int by_number_down(const void *a, const void *b)
{
    const struct soa *x = a;
    const struct soa *y = b;

    return (x->number.n < y->number.n) - (x->number.n > y->number.n);
}

static enum outcome load_versions(struct job *job, const struct leave *leave, struct soa **ret,
                                  size_t *ret_n)
{
    enum outcome o = record_all(job, leave, &soa_noun, ret, ret_n);

    if (o == DONE && *ret_n > 1)
        qsort(*ret, *ret_n, sizeof **ret, by_number_down);
    return o;
}

static const struct soa *version_of(const struct soa *versions, size_t n, int64_t number)
{
    for (size_t i = 0; i < n; i++)
        if (number == 0 || versions[i].number.n == number)
            return &versions[i];
    return NULL;
}

enum outcome act_soa_versions(struct job *job, struct soa **ret, size_t *ret_n)
{
    const struct leave *leave;
    enum outcome o = leave_ask(job, MAY_READ, &soa_noun, 0, &leave);

    return o == DONE ? load_versions(job, leave, ret, ret_n) : o;
}

/* What is owed of the norm, with what was said of it. */
static void lay_lines(struct job *job, struct soa_view *it)
{
    const struct picture *picture = it->picture;
    const struct norm *norm = picture->norm;
    size_t at = 0;

    it->lines = NEW_ARRAY(job->mem, (size_t)norm->n_items, struct soa_line);
    for (int i = 0; i < norm->n_items; i++) {
        struct soa_line *line = &it->lines[it->n_lines];
        const struct applicability *said = NULL;

        if (at < picture->n_lines && picture->line_items[at] == i)
            said = &picture->lines[at++];
        if (!line_owed(&norm->items[i]))
            continue;
        line->item = i;
        line->fault = line_judge(&norm->items[i], said);
        if (said != NULL)
            line->line = *said;
        it->n_lines++;
    }
}

static void count_lines(struct soa_view *it)
{
    for (int i = 0; i < it->n_lines; i++) {
        const struct item *item = &it->picture->norm->items[it->lines[i].item];

        it->n_controls += item->kind == ITEM_CONTROL;
        it->n_measures += item->kind == ITEM_MEASURE;
        it->n_applies += it->lines[i].line.applies == APPLIES_YES;
        it->n_not += it->lines[i].line.applies == APPLIES_NO;
        it->n_faults += it->lines[i].fault != LINE_FINE;
    }
}

/* The annex: exceptions that were asked or allowed and have not ended. */
static enum outcome load_annex(struct job *job, struct soa_view *it)
{
    struct exception *all;
    size_t n;
    enum outcome o = record_all(job, it->picture->leave, &exception_noun, &all, &n);

    if (o != DONE)
        return o;
    it->exceptions = NEW_ARRAY(job->mem, n, struct exception);
    for (size_t i = 0; i < n; i++) {
        int item = norm_item(it->picture->norm, all[i].item);

        if (all[i].until.n < job->on.n || item == ITEM_NONE ||
            (all[i].state != EXCEPTION_ASKED && all[i].state != EXCEPTION_ALLOWED))
            continue;
        it->exceptions[it->n_exceptions++] = all[i];
        for (int l = 0; l < it->n_lines; l++)
            if (it->lines[l].item == item)
                it->lines[l].has_exception = true;
    }
    return record_all(job, it->picture->leave, &decision_noun, &it->decisions, &it->n_decisions);
}

static void pick_decision(struct soa_view *it)
{
    for (size_t i = 0; i < it->n_decisions; i++)
        if (it->decisions[i].row.id == it->soa.decision.id)
            it->decision = it->decisions[i];
}

enum outcome act_soa(struct job *job, int64_t number, struct soa_view **ret)
{
    struct soa_view *it = NEW(job->mem, struct soa_view);
    const struct leave *leave;
    const struct soa *soa;
    enum outcome o;

    if ((o = picture_whole(job)) != DONE ||
        (o = leave_ask(job, MAY_READ, &soa_noun, 0, &leave)) != DONE ||
        (o = load_versions(job, leave, &it->versions, &it->n_versions)) != DONE)
        return o;
    soa = version_of(it->versions, it->n_versions, number);
    if (soa == NULL)
        return NOT_THERE;
    it->soa = *soa;
    /* What was adopted is shown as it was adopted. */
    if (!soa_is_open(soa)) {
        job->on = soa->adopted_on;
        job->known = soa->at_seq.n;
    }
    if ((o = picture_statement(job, &it->picture)) != DONE)
        return o;
    lay_lines(job, it);
    if ((o = load_annex(job, it)) != DONE || (o = leave_alone(job, &it->alone)) != DONE)
        return o;
    count_lines(it);
    pick_decision(it);
    *ret = it;
    return DONE;
}

/* The open version, to be changed within an entry. */
static enum outcome load_open(struct job *job, struct soa *ret)
{
    const struct soa *open = NULL;
    struct soa *versions;
    size_t n;
    enum outcome o = load_versions(job, leave_system(job), &versions, &n);

    if (o != DONE)
        return o;
    for (size_t i = 0; i < n && open == NULL; i++)
        if (soa_is_open(&versions[i]))
            open = &versions[i];
    if (open == NULL)
        return job_refuse(job, S(""), S("soa.read_only"));
    *ret = *open;
    return DONE;
}

/* Who touches a line prepares the version; the ledger then names them for it,
 * and the two-person rule finds them there. */
static enum outcome touch(struct job *job, struct entry *entry, struct soa *soa)
{
    soa->state = SOA_DRAFT;
    soa->prepared_by.id = job->person;
    return record_save(job, entry, &soa_noun, soa);
}

static enum outcome find_line(struct job *job, const struct soa *soa, struct str item,
                              struct row seen, struct applicability *ret)
{
    struct applicability *all;
    size_t n;
    enum outcome o = record_all(job, leave_system(job), &applicability_noun, &all, &n);

    if (o != DONE)
        return o;
    *ret = (struct applicability){.scope = soa->scope, .item = item};
    for (size_t i = 0; i < n; i++)
        if (all[i].scope.id == soa->scope.id && str_eq(all[i].item, item))
            *ret = all[i];
    return ret->row.version == seen.version ? DONE : CLASHED;
}

static enum outcome save_line(struct job *job, struct entry *entry, struct applicability *it)
{
    return it->row.id == 0 ? record_new(job, entry, &applicability_noun, it)
                           : record_save(job, entry, &applicability_noun, it);
}

enum outcome act_soa_line(struct job *job, struct str item, struct row seen,
                          const struct given *given, struct applicability *ret)
{
    const struct leave *leave;
    struct picture *picture;
    struct entry *entry;
    struct soa soa;
    enum applies applied;
    enum ground ground;
    int index;
    enum outcome o;

    if ((o = ledger_open(job, S("soa.line"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SOA_WRITE, &soa_noun, 0, &leave)) != DONE ||
        (o = load_open(job, &soa)) != DONE || (o = picture_load(job, &picture)) != DONE)
        return o;
    index = norm_item(picture->norm, item);
    if (index == ITEM_NONE || !line_owed(&picture->norm->items[index]))
        return NOT_THERE;
    if ((o = find_line(job, &soa, picture->norm->items[index].id, seen, ret)) != DONE)
        return o;
    applied = ret->applies;
    ground = ret->ground;
    if (!given_free(job, given) || !given_lay(job, given, ret))
        return REFUSED;
    if (picture->norm->items[index].mandatory && ret->ground == GROUND_RISK)
        return job_refuse(job, S("ground"), S("soa.ground_forbidden"));
    /* What a decision adopted is not what now stands here. */
    if (ret->applies != applied || ret->ground != ground)
        ret->decision.id = 0;
    if ((o = save_line(job, entry, ret)) != DONE || (o = touch(job, entry, &soa)) != DONE)
        return o;
    return ledger_close(job, entry);
}

enum outcome act_soa_fill(struct job *job, int *ret_filled)
{
    const struct leave *leave;
    struct soa_view *view;
    struct entry *entry;
    struct soa soa;
    enum outcome o;

    *ret_filled = 0;
    if ((o = ledger_open(job, S("soa.fill"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SOA_WRITE, &soa_noun, 0, &leave)) != DONE ||
        (o = load_open(job, &soa)) != DONE || (o = act_soa(job, soa.number.n, &view)) != DONE)
        return o;
    for (int i = 0; i < view->n_lines; i++) {
        const struct item *item = &view->picture->norm->items[view->lines[i].item];
        struct applicability *line = &view->lines[i].line;

        if (view->lines[i].fault != LINE_EMPTY)
            continue;
        line->scope = soa.scope;
        line->item = item->id;
        line->applies = APPLIES_YES;
        line->from_norm = true;
        line->from_law = !item->outside_law && !view->picture->org.outside_law;
        if ((o = save_line(job, entry, line)) != DONE)
            return o;
        ++*ret_filled;
    }
    if (*ret_filled > 0 && (o = touch(job, entry, &soa)) != DONE)
        return o;
    return ledger_close(job, entry);
}

static enum outcome refuse_lines(struct job *job, const struct soa_view *view)
{
    for (int i = 0; i < view->n_lines; i++)
        if (view->lines[i].fault != LINE_FINE)
            fault_add(&job->faults, view->picture->norm->items[view->lines[i].item].label,
                      S("soa.line_fault"),
                      choice_word(&line_fault_choices, (int)view->lines[i].fault));
    return job->faults.n > 0 ? REFUSED : DONE;
}

enum outcome act_soa_complete(struct job *job, struct row seen)
{
    const struct leave *leave;
    struct soa_view *view;
    struct entry *entry;
    struct soa soa;
    enum outcome o;

    if ((o = ledger_open(job, S("soa.complete"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SOA_WRITE, &soa_noun, 0, &leave)) != DONE ||
        (o = record_load(job, leave, &soa_noun, seen, &soa)) != DONE)
        return o;
    if (soa.state != SOA_DRAFT)
        return job_refuse(job, S(""), S("soa.not_draft"));
    if ((o = act_soa(job, soa.number.n, &view)) != DONE || (o = refuse_lines(job, view)) != DONE)
        return o;
    soa.state = SOA_COMPLETE;
    soa.prepared_by.id = job->person;
    if ((o = record_save(job, entry, &soa_noun, &soa)) != DONE)
        return o;
    return ledger_close(job, entry);
}

static void put_netstring(struct buf *out, struct str text)
{
    buf_int(out, (int64_t)text.len);
    buf_char(out, ':');
    buf_put(out, text);
    buf_char(out, ',');
}

/* What is frozen: number, every member of the line save its decision (which is
 * the adoption's own), and the state of the item; docs/ledger.md. */
static struct str digest_of(struct job *job, const struct soa_view *view)
{
    struct buf bytes;

    buf_init(&bytes, job->mem, 64 * 1024);
    put_netstring(&bytes, S("waarborg-vvt/1"));
    for (int i = 0; i < view->n_lines; i++) {
        const struct soa_line *line = &view->lines[i];
        enum status status = view->picture->states[line->item].status;

        put_netstring(&bytes, view->picture->norm->items[line->item].label);
        for (int f = 0; f < applicability_noun.n_fields; f++)
            if (applicability_noun.fields[f].kind != KIND_REF)
                put_netstring(&bytes,
                              value_text(job->mem, &applicability_noun.fields[f], &line->line));
        put_netstring(&bytes, choice_word(&status_choices, (int)status));
    }
    return token_hash(job, buf_str(&bytes));
}

/* The lines that leave the denominator rest on this decision from now on [R7]. */
static enum outcome adopt_lines(struct job *job, struct entry *entry, struct soa_view *view,
                                int64_t decision)
{
    for (int i = 0; i < view->n_lines; i++) {
        struct applicability *line = &view->lines[i].line;
        enum outcome o;

        if (line->row.id == 0 || line->applies != APPLIES_NO || line->decision.id != 0)
            continue;
        line->decision.id = decision;
        if ((o = record_save(job, entry, &applicability_noun, line)) != DONE)
            return o;
    }
    return DONE;
}

static enum outcome replace_previous(struct job *job, struct entry *entry, struct soa_view *view)
{
    for (size_t i = 0; i < view->n_versions; i++) {
        enum outcome o;

        if (view->versions[i].state != SOA_ADOPTED)
            continue;
        view->versions[i].state = SOA_REPLACED;
        if ((o = record_save(job, entry, &soa_noun, &view->versions[i])) != DONE)
            return o;
    }
    return DONE;
}

static enum outcome register_decision(struct job *job, struct entry *entry,
                                      const struct given *given, struct str frozen,
                                      struct decision *ret)
{
    *ret = (struct decision){.row = {0}};
    if (!given_lay(job, given, ret))
        return REFUSED;
    if (ret->on.n > job->today.n)
        return job_refuse(job, S("on"), S("fault.future"));
    ret->frozen = frozen;
    ret->registered_by.id = job->person;
    return record_new(job, entry, &decision_noun, ret);
}

enum outcome act_soa_adopt(struct job *job, struct row seen, const struct given *given,
                           int64_t *ret_decision)
{
    const struct leave *leave;
    struct decision decision;
    struct soa_view *view;
    struct entry *entry;
    struct soa soa;
    struct str frozen;
    enum outcome o;

    if ((o = ledger_open(job, S("soa.adopt"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SOA_ADOPT, &soa_noun, seen.id, &leave)) != DONE ||
        (o = record_load(job, leave, &soa_noun, seen, &soa)) != DONE)
        return o;
    if (soa.state != SOA_COMPLETE)
        return job_refuse(job, S(""), S("soa.not_complete"));
    if ((o = act_soa(job, soa.number.n, &view)) != DONE || (o = refuse_lines(job, view)) != DONE)
        return o;
    frozen = digest_of(job, view);
    if ((o = register_decision(job, entry, given, frozen, &decision)) != DONE ||
        (o = adopt_lines(job, entry, view, decision.row.id)) != DONE ||
        (o = replace_previous(job, entry, view)) != DONE)
        return o;
    soa.state = SOA_ADOPTED;
    soa.decision.id = decision.row.id;
    soa.adopted_by.id = job->person;
    soa.adopted_on = decision.on;
    soa.at_seq = (struct maybe){true, ledger_seq(entry)};
    soa.frozen = frozen;
    if ((o = record_save(job, entry, &soa_noun, &soa)) != DONE)
        return o;
    *ret_decision = decision.row.id;
    return ledger_close(job, entry);
}

enum outcome act_soa_next(struct job *job, int64_t *ret_number)
{
    const struct leave *leave;
    struct soa next = {.state = SOA_DRAFT};
    struct soa *versions;
    struct entry *entry;
    size_t n;
    enum outcome o;

    if ((o = ledger_open(job, S("soa.make"), &entry)) != DONE ||
        (o = leave_ask(job, MAY_SOA_WRITE, &soa_noun, 0, &leave)) != DONE ||
        (o = load_versions(job, leave, &versions, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++)
        if (soa_is_open(&versions[i]))
            return job_refuse(job, S(""), S("soa.open_already"));
    MUST(n > 0);
    next.scope = versions[0].scope;
    next.number = (struct maybe){true, versions[0].number.n + 1};
    next.previous.id = versions[0].row.id;
    next.prepared_by.id = job->person;
    if ((o = record_new(job, entry, &soa_noun, &next)) != DONE)
        return o;
    *ret_number = next.number.n;
    return ledger_close(job, entry);
}

enum outcome act_soa_compare(struct job *job, int64_t from, int64_t to,
                             struct soa_view **ret_from, struct soa_view **ret_to,
                             struct compare_row **ret, int *ret_n)
{
    struct day on = job->on;
    int64_t known = job->known;
    const struct picture *before;
    const struct picture *after;
    enum outcome o;

    if ((o = act_soa(job, from, ret_from)) != DONE)
        return o;
    job->on = on;
    job->known = known;
    if ((o = act_soa(job, to, ret_to)) != DONE)
        return o;
    before = (*ret_from)->picture;
    after = (*ret_to)->picture;
    /* Each is of the norm that it was made by. */
    if (!str_eq(before->norm->hash, after->norm->hash))
        return job_refuse_with(job, S("tot"), S("compare.other_norm"),
                               before->norm->title[job->lang]);
    *ret = compare_lines(job->mem, &(struct compare_side){before->lines, before->line_items,
                                                          before->n_lines},
                         &(struct compare_side){after->lines, after->line_items,
                                                after->n_lines}, ret_n);
    return DONE;
}
