#include "acts/exchange.h"

#include <stdlib.h>

#include "acts/soa.h"
#include "base/bug.h"
#include "records/record.h"
#include "store/query.h"
#include "store/sql.h"

/* The entry that vouches for what is known, and the organisation's own number. */
static enum outcome load_entry(struct job *job, struct exchange *it)
{
    struct ledger_head head;
    struct query *q = query_of(job->db, &sql_paper_witness);

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    if (query_next(q)) {
        it->seq = query_get_int(q, 0);
        it->hash = arena_str(job->mem, query_get_text(q, 1));
        MUST(moment_of_text(query_get_text(q, 2), &it->time));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if (ledger_head(job, &head) != DONE)
        return BROKEN;
    it->uuid = head.uuid;
    return DONE;
}

/* The statement that is written: as it stood when it was adopted, with those before it. */
static enum outcome load_statement(struct job *job, int64_t number, struct exchange *it,
                                   const struct picture **ret)
{
    struct soa *versions;
    struct soa_view *view;
    enum outcome o;

    if ((o = act_soa(job, number, &view)) != DONE ||
        (o = act_soa_versions(job, &versions, &it->n_versions)) != DONE)
        return o;
    it->versions = versions;
    it->soa = view->soa;
    for (size_t i = 0; i < it->n_versions; i++)
        if (versions[i].row.id == view->soa.row.id)
            it->soa = versions[i];
    *ret = view->picture;
    return DONE;
}

static enum outcome load_scope(struct job *job, const struct picture *picture,
                               struct exchange *it)
{
    struct isms_scope *all;
    size_t n;
    enum outcome o = record_all(job, picture->leave, &isms_scope_noun, &all, &n);

    for (size_t i = 0; o == DONE && i < n; i++)
        if (all[i].row.id == picture->scope)
            it->scope = all[i];
    return o;
}

/* What a picture leaves out of verdicts and lines: their texts. */
static enum outcome load_said(struct job *job, const struct picture *picture, struct exchange *it)
{
    size_t n_items = (size_t)it->norm->n_items;
    const struct assessment **said = NEW_ARRAY(job->mem, n_items, const struct assessment *);
    const struct applicability **at = NEW_ARRAY(job->mem, n_items, const struct applicability *);
    struct assessment *all;
    struct applicability *lines;
    size_t n;
    enum outcome o = record_all(job, picture->leave, &assessment_noun, &all, &n);

    for (size_t i = 0; o == DONE && i < n; i++) {
        int item = norm_item(it->norm, all[i].item);

        if (item != ITEM_NONE && all[i].object.id == picture->object)
            said[item] = &all[i];
    }
    if (o != DONE ||
        (o = record_all(job, picture->leave, &applicability_noun, &lines, &n)) != DONE)
        return o;
    for (size_t i = 0; i < n; i++) {
        int item = norm_item(it->norm, lines[i].item);

        if (item != ITEM_NONE && lines[i].scope.id == picture->scope)
            at[item] = &lines[i];
    }
    it->assessments = said;
    it->lines = at;
    return DONE;
}

static int by_evidence(const void *a, const void *b)
{
    const struct evidence_use *x = a;
    const struct evidence_use *y = b;

    if (x->evidence.id != y->evidence.id)
        return x->evidence.id > y->evidence.id ? 1 : -1;
    return (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

/* A piece counts at an item as long as the rhythm of its measure says [R3]. */
static void add_use(const struct exchange *it, int item, struct exchange_piece *piece, int *items)
{
    const struct assessment *said = it->assessments[item];
    const struct evidence_fact fact = {.to = piece->evidence.period_to,
                                       .until = piece->evidence.until};
    struct day expires = status_evidence_expires(
        &it->norm->items[item], said == NULL ? (struct maybe){false, 0} : said->rhythm_months,
        &fact);

    items[piece->n_items++] = item;
    if (!day_is(piece->expires) || expires.n < piece->expires.n)
        piece->expires = expires;
}

static enum outcome load_evidence(struct job *job, const struct picture *picture,
                                  struct exchange *it)
{
    struct exchange_piece *pieces;
    struct evidence_use *uses;
    struct evidence *all;
    size_t n_uses;
    size_t at = 0;
    int *items;
    enum outcome o;

    if ((o = record_all(job, picture->leave, &evidence_noun, &all, &it->n_pieces)) != DONE ||
        (o = record_all(job, picture->leave, &evidence_use_noun, &uses, &n_uses)) != DONE)
        return o;
    if (n_uses > 1)
        qsort(uses, n_uses, sizeof *uses, by_evidence);
    pieces = NEW_ARRAY(job->mem, it->n_pieces, struct exchange_piece);
    items = NEW_ARRAY(job->mem, n_uses, int);
    for (size_t i = 0; i < it->n_pieces; i++) {
        pieces[i].evidence = all[i];
        pieces[i].items = items;
        while (at < n_uses && uses[at].evidence.id < all[i].row.id)
            at++;
        for (; at < n_uses && uses[at].evidence.id == all[i].row.id; at++) {
            int item = norm_item(it->norm, uses[at].item);

            if (!uses[at].ended && item != ITEM_NONE && uses[at].object.id == picture->object)
                add_use(it, item, &pieces[i], items);
        }
        items += pieces[i].n_items;
    }
    it->pieces = pieces;
    return DONE;
}

/* Those that were asked or allowed and have not ended, as in the annex of the statement. */
static enum outcome load_exceptions(struct job *job, struct exchange *it)
{
    struct decision *decisions;
    struct exception *all;
    struct exception *kept;
    size_t n;
    enum outcome o = act_exception_list(job, &all, &n, &decisions, &it->n_decisions);

    if (o != DONE)
        return o;
    kept = NEW_ARRAY(job->mem, n, struct exception);
    for (size_t i = 0; i < n; i++)
        if (all[i].until.n >= job->on.n && norm_item(it->norm, all[i].item) != ITEM_NONE &&
            (all[i].state == EXCEPTION_ASKED || all[i].state == EXCEPTION_ALLOWED))
            kept[it->n_exceptions++] = all[i];
    it->exceptions = kept;
    it->decisions = decisions;
    return DONE;
}

static void take_picture(struct job *job, const struct picture *picture, struct exchange *it)
{
    struct exchange_person *persons =
        NEW_ARRAY(job->mem, picture->n_persons, struct exchange_person);

    for (size_t i = 0; i < picture->n_persons; i++)
        persons[i] = (struct exchange_person){picture->persons[i].id, picture->persons[i].name,
                                              picture->persons[i].job_title};
    it->persons = persons;
    it->n_persons = picture->n_persons;
    it->org = picture->org;
    it->norm = picture->norm;
    it->states = picture->states;
}

static struct readings_of confidential(struct job *job, const struct exchange *it)
{
    int64_t *ids = NEW_ARRAY(job->mem, it->n_pieces, int64_t);
    struct readings_of of = {ids, 0, READING_SENT};

    for (size_t i = 0; i < it->n_pieces; i++)
        if (it->sent[i] && it->pieces[i].evidence.marking == MARKING_CONFIDENTIAL)
            ids[of.n++] = it->pieces[i].evidence.row.id;
    return of;
}

enum outcome act_exchange(struct job *job, enum exchange_model model, int64_t number, bool names,
                          struct str *ret_bytes, struct readings_of *ret_read)
{
    struct exchange it = {.lang = job->lang, .names = names};
    const struct picture *picture = NULL;
    struct picture *loaded;
    struct buf out;
    enum outcome o;

    if ((o = picture_whole(job)) != DONE)
        return o;
    if (model == EXCHANGE_SSP) {
        o = load_statement(job, number, &it, &picture);
    } else {
        o = picture_load(job, &loaded);
        picture = loaded;
    }
    if (o != DONE)
        return o;
    take_picture(job, picture, &it);
    it.on = job->on;
    if ((o = load_entry(job, &it)) != DONE || (o = load_scope(job, picture, &it)) != DONE ||
        (o = load_said(job, picture, &it)) != DONE ||
        (o = load_evidence(job, picture, &it)) != DONE || (o = load_exceptions(job, &it)) != DONE)
        return o;
    it.sent = NEW_ARRAY(job->mem, it.n_pieces, bool);
    buf_init(&out, job->mem, 1024 * 1024);
    if (!exchange_write(&out, &it, model))
        return job_refuse(job, S(""), S("exchange.nothing"));
    *ret_bytes = buf_str(&out);
    if (ret_read != NULL)
        *ret_read = confidential(job, &it);
    return DONE;
}

enum outcome act_exchange_todo(struct job *job, const struct picture *picture, bool *ret)
{
    struct exchange it = {.norm = picture->norm};
    enum outcome o = load_exceptions(job, &it);

    if (o != DONE)
        return o;
    *ret = false;
    for (size_t i = 0; i < it.n_exceptions; i++)
        *ret |= it.exceptions[i].kind == EXCEPTION_PLAN;
    for (size_t i = 0; i < picture->n_assessments; i++) {
        int item = picture->assessment_items[i];

        *ret |= exchange_is_todo(&picture->norm->items[item], &picture->states[item],
                                 &picture->assessments[i]);
    }
    return DONE;
}
