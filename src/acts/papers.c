#include "acts/papers.h"

#include "acts/keys.h"
#include "acts/paper_parts.h"
#include "acts/papers_view.h"
#include "base/bug.h"
#include "ledger/ledger.h"
#include "markup/words.h"
#include "store/query.h"
#include "store/sql.h"

struct str paper_word(const struct job *job, enum word key)
{
    return word_plain(job->lang, key);
}

/* The name of a choice in the reader's language: "verdict." and "ja".
 * words: verdict. words: hardness. words: status. words: applies. words: ground.
 * words: body. words: soa_state. words: exception_kind. words: exception_state. */
struct str paper_choice(const struct job *job, struct str prefix, const struct choices *choices,
                        int value)
{
    struct str key = choice_word(choices, value);

    return key.len == 0 ? S("") : word_of(job->lang, prefix, key);
}

const struct column *paper_columns(struct job *job, const struct column_words *words, int n)
{
    struct column *columns = NEW_ARRAY(job->mem, (size_t)n, struct column);

    for (int i = 0; i < n; i++)
        columns[i] = (struct column){words[i].name, paper_word(job, words[i].label), words[i].width};
    return columns;
}

/* Up to where it was signed, and with which key; nothing when it never was. */
static enum outcome signed_line(struct job *job, int64_t seq, struct str *ret)
{
    struct signing_key *keys;
    struct signed_head *last;
    size_t n, n_keys;
    enum outcome o;

    *ret = S("");
    if ((o = heads_signed(job, seq, 1, &last, &n)) != DONE || n == 0)
        return o;
    if ((o = heads_keys(job, &keys, &n_keys)) != DONE)
        return o;
    *ret = arena_text(job->mem, "; %" STR_FMT " %lld, %" STR_FMT " %lld (%" STR_FMT ")",
                      STR_ARG(paper_word(job, WORD_paper_signed)), (long long)last->seq,
                      STR_ARG(paper_word(job, WORD_keys_number)), (long long)last->key,
                      STR_ARG(signing_print(heads_key(keys, n_keys, last->key))));
    return DONE;
}

enum outcome paper_witness(struct job *job, struct str *ret)
{
    struct query *q = query_of(job->db, &sql_paper_witness);
    struct str hash = S("");
    struct str time = S("");
    struct str by;
    int64_t seq = 0;
    enum outcome o;

    query_int(q, 1, job->org);
    query_int(q, 2, ledger_known(job));
    if (query_next(q)) {
        seq = query_get_int(q, 0);
        hash = arena_str(job->mem, query_get_text(q, 1));
        time = arena_str(job->mem, query_get_text(q, 2));
    }
    if (query_end(q) != DONE)
        return job_broke(job);
    if ((o = signed_line(job, seq, &by)) != DONE)
        return o;
    *ret = arena_text(job->mem, "%" STR_FMT ": %lld, %" STR_FMT ", %" STR_FMT "%" STR_FMT,
                      STR_ARG(paper_word(job, WORD_paper_witness)), (long long)seq, STR_ARG(time),
                      STR_ARG(hash), STR_ARG(by));
    return DONE;
}

enum outcome paper_begin(struct job *job, struct str org, struct str title, int n_tables,
                         struct paper **ret, const struct table ***ret_tables)
{
    struct paper *paper = NEW(job->mem, struct paper);

    paper->title = title;
    paper->org = org;
    paper->as_of = job->on;
    paper->lang = job->lang;
    paper->n_tables = n_tables;
    *ret_tables = NEW_ARRAY(job->mem, (size_t)n_tables, const struct table *);
    *ret = paper;
    return paper_witness(job, &paper->witness);
}

void paper_join(struct job *job, struct paper *paper, const struct table **tables)
{
    struct table *all = NEW_ARRAY(job->mem, (size_t)paper->n_tables, struct table);

    for (int i = 0; i < paper->n_tables; i++)
        all[i] = *tables[i];
    paper->tables = all;
}

static void put_person(struct table *table, const struct picture *picture, struct ref person)
{
    const struct person_name *name = picture_person(picture, person);

    table_text(table, name == NULL ? S("") : name->name);
}

/* Opzet, bestaan, werking: what is said and how hard it is. */
static void put_aspects(struct job *job, struct table *table, const struct item_state *state)
{
    for (int a = 0; a < ASPECT_COUNT; a++) {
        const struct aspect_state *aspect = &state->aspect[a];
        struct str said = paper_choice(job, S("verdict."), &verdict_choices, (int)aspect->said);
        struct str hard = (aspect->marks & MARK_EXPIRED) != 0
            ? paper_word(job, WORD_hardness_verlopen)
            : (aspect->marks & MARK_CARRIED) != 0
            ? paper_word(job, WORD_hardness_overgenomen)
            : paper_choice(job, S("hardness."), &hardness_choices, (int)aspect->hardness);

        table_text(table, said.len == 0 || hard.len == 0
            ? said
            : arena_text(job->mem, "%" STR_FMT " (%" STR_FMT ")", STR_ARG(said), STR_ARG(hard)));
    }
}

struct str paper_sources(struct job *job, const struct applicability *line)
{
    const struct { bool is; enum word word; } from[] = {
        {line->from_norm, WORD_source_norm}, {line->from_law, WORD_source_law},
        {line->from_contract, WORD_source_contract}, {line->from_risk, WORD_source_risk},
    };
    struct buf out;

    buf_init(&out, job->mem, 64);
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        if (from[i].is) {
            if (out.len > 0)
                buf_put(&out, S(", "));
            buf_put(&out, paper_word(job, from[i].word));
        }
    return buf_str(&out);
}

struct str paper_decision(struct job *job, const struct decision *decisions, size_t n,
                          struct ref decision)
{
    for (size_t i = 0; i < n; i++) {
        const struct decision *d = &decisions[i];

        if (d->row.id == decision.id)
            return arena_text(job->mem, "%" STR_FMT " %" STR_FMT ", %" STR_FMT,
                STR_ARG(paper_choice(job, S("body."), &body_choices, (int)d->body)), STR_ARG(d->number),
                STR_ARG(word_day(job->mem, job->lang, d->on, false)));
    }
    return S("");
}

static struct str decision_text(struct job *job, const struct soa_view *view, struct ref ref)
{
    return paper_decision(job, view->decisions, view->n_decisions, ref);
}

static const struct column_words soa_words[] = {
    {STR_INIT("nummer"), WORD_col_number, 10},
    {STR_INIT("soort"), WORD_col_kind, 18},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("van_toepassing"), WORD_col_applies, 12},
    {STR_INIT("grond"), WORD_col_ground, 16},
    {STR_INIT("motivering"), WORD_col_why, 44},
    {STR_INIT("bron"), WORD_col_source, 20},
    {STR_INIT("risicoanalyse"), WORD_col_risk_analysis, 20},
    {STR_INIT("besluit"), WORD_col_decision, 30},
    {STR_INIT("stand"), WORD_col_status, 12},
    {STR_INIT("opzet"), WORD_aspect_opzet, 18},
    {STR_INIT("bestaan"), WORD_aspect_bestaan, 18},
    {STR_INIT("werking"), WORD_aspect_werking, 18},
    {STR_INIT("eigenaar"), WORD_col_owner, 22},
    {STR_INIT("alternatieve_norm"), WORD_col_alternative, 16},
    {STR_INIT("alternatief_nummer"), WORD_col_alternative_item, 16},
    {STR_INIT("gelijkwaardig_omdat"), WORD_col_alternative_why, 40},
    {STR_INIT("uitzondering"), WORD_col_exception, 12},
};

static const struct table *soa_table(struct job *job, const struct soa_view *view)
{
    const struct picture *p = view->picture;
    struct table *table = table_new(job->mem, S("vvt"), paper_word(job, WORD_soa_title),
                                    COLUMNS(job, soa_words), (size_t)view->n_lines);

    table->subtitle = p->norm->title[job->lang];
    for (int i = 0; i < view->n_lines; i++) {
        const struct soa_line *line = &view->lines[i];
        const struct item *item = &p->norm->items[line->item];
        const struct assessment *a = picture_assessment(p, line->item);

        table_text(table, item->label);
        table_text(table, paper_word(job, item->kind == ITEM_CONTROL ? WORD_kind_control : WORD_kind_measure));
        table_text(table, item->title[job->lang]);
        table_text(table, paper_choice(job, S("applies."), &applies_choices, (int)line->line.applies));
        table_text(table, paper_choice(job, S("ground."), &ground_choices, (int)line->line.ground));
        table_text(table, line->line.why);
        table_text(table, paper_sources(job, &line->line));
        table_text(table, line->line.risk_analysis);
        table_text(table, decision_text(job, view, line->line.decision));
        table_text(table, paper_choice(job, S("status."), &status_choices, (int)p->states[line->item].status));
        put_aspects(job, table, &p->states[line->item]);
        put_person(table, p, a == NULL ? (struct ref){0} : a->owner);
        table_text(table, line->line.alternative);
        table_text(table, line->line.alternative_item);
        table_text(table, line->line.alternative_why);
        table_text(table, line->has_exception ? paper_word(job, WORD_yes) : S(""));
    }
    return table;
}

static const struct column_words annex_words[] = {
    {STR_INIT("nummer"), WORD_col_number, 10},
    {STR_INIT("soort"), WORD_col_kind, 18},
    {STR_INIT("reden"), WORD_col_why, 44},
    {STR_INIT("risicoanalyse"), WORD_col_risk_analysis, 20},
    {STR_INIT("compenserend"), WORD_col_compensating, 40},
    {STR_INIT("advies_ciso"), WORD_col_advice, 40},
    {STR_INIT("tot"), WORD_col_until, 12},
    {STR_INIT("stand"), WORD_col_status, 14},
    {STR_INIT("besluit"), WORD_col_decision, 30},
};

static const struct table *annex_table(struct job *job, const struct soa_view *view)
{
    const struct norm *norm = view->picture->norm;
    struct table *table = table_new(job->mem, S("uitzonderingen"), paper_word(job, WORD_soa_annex),
                                    COLUMNS(job, annex_words), view->n_exceptions);

    for (size_t i = 0; i < view->n_exceptions; i++) {
        const struct exception *e = &view->exceptions[i];

        table_text(table, norm->items[norm_item(norm, e->item)].label);
        table_text(table, paper_choice(job, S("exception_kind."), &exception_kind_choices, (int)e->kind));
        table_text(table, e->reason);
        table_text(table, e->risk_analysis);
        table_text(table, e->compensating);
        table_text(table, e->advice);
        table_day(table, e->until);
        table_text(table, paper_choice(job, S("exception_state."), &exception_state_choices, (int)e->state));
        table_text(table, decision_text(job, view, e->decision));
    }
    return table;
}

enum outcome paper_soa(struct job *job, const struct soa_view *view, struct paper **ret)
{
    const struct table **tables;
    enum outcome o;

    o = paper_begin(job, view->picture->org.name,
        arena_text(job->mem, "%" STR_FMT ", %" STR_FMT " %lld (%" STR_FMT ")",
            STR_ARG(paper_word(job, WORD_soa_title)), STR_ARG(paper_word(job, WORD_soa_version)),
            (long long)view->soa.number.n,
            STR_ARG(paper_choice(job, S("soa_state."), &soa_state_choices, (int)view->soa.state))),
        2, ret, &tables);
    if (o != DONE)
        return o;
    tables[0] = soa_table(job, view);
    tables[1] = annex_table(job, view);
    if (view->alone)
        (*ret)->witness = arena_text(job->mem, "%" STR_FMT ". %" STR_FMT, STR_ARG((*ret)->witness),
                                     STR_ARG(paper_word(job, WORD_paper_alone)));
    paper_join(job, *ret, tables);
    return DONE;
}

static const struct column_words gap_words[] = {
    {STR_INIT("sleutel"), WORD_col_key, 14},
    {STR_INIT("naam"), WORD_col_name, 40},
    {STR_INIT("maatregelen"), WORD_col_measures, 12},
    {STR_INIT("van_toepassing"), WORD_col_applies, 12},
    {STR_INIT("voldoet"), WORD_status_voldoet, 10},
    {STR_INIT("deels"), WORD_status_deels, 10},
    {STR_INIT("niet"), WORD_status_niet, 10},
    {STR_INIT("onbekend"), WORD_status_onbekend, 10},
    {STR_INIT("getoetst"), WORD_hardness_getoetst, 10},
    {STR_INIT("eigen_opgave"), WORD_col_own_word, 12},
    {STR_INIT("verlopen"), WORD_hardness_verlopen, 10},
    {STR_INIT("opzet_ontbreekt"), WORD_col_no_design, 12},
    {STR_INIT("bestaan_ontbreekt"), WORD_col_no_existence, 12},
    {STR_INIT("werking_ontbreekt"), WORD_col_no_operation, 12},
};

static enum outcome own_gap(struct job *job, const struct gap_view *view, struct paper **ret)
{
    struct table *table = table_new(job->mem, S("gap"), paper_word(job, WORD_gap_title),
                                    COLUMNS(job, gap_words), (size_t)view->n_rows);
    const struct table **tables;
    enum outcome o = paper_begin(job, view->picture->org.name, table->title, 1, ret, &tables);

    if (o != DONE)
        return o;
    table->subtitle = paper_view_says(job, &view->view);
    for (int i = 0; i < view->n_rows; i++) {
        const struct gap_row *row = &view->rows[i];

        table_text(table, row->at.key);
        table_text(table, view_at_says(job, &view->view, view->by, row->at));
        table_int(table, row->count.n);
        table_int(table, row->count.applicable);
        table_int(table, row->count.by_status[STATUS_MEETS]);
        table_int(table, row->count.by_status[STATUS_PARTLY]);
        table_int(table, row->count.by_status[STATUS_NOT]);
        table_int(table, row->count.by_status[STATUS_UNKNOWN]);
        table_int(table, row->count.tested);
        table_int(table, row->count.own_word);
        table_int(table, row->count.expired);
        for (int a = 0; a < ASPECT_COUNT; a++)
            table_int(table, row->missing[a]);
    }
    tables[0] = table;
    paper_join(job, *ret, tables);
    return DONE;
}

enum outcome paper_gap(struct job *job, const struct gap_view *view, struct paper **ret)
{
    return view->view.own ? own_gap(job, view, ret)
                          : paper_spread(job, &view->view, view->by, view->spread, view->n_spread,
                                         ret);
}

static const struct column_words measure_words[] = {
    {STR_INIT("nummer"), WORD_col_number, 10},
    {STR_INIT("titel"), WORD_col_title, 44},
    {STR_INIT("thema"), WORD_col_theme, 18},
    {STR_INIT("stand"), WORD_col_status, 12},
    {STR_INIT("opzet"), WORD_aspect_opzet, 18},
    {STR_INIT("bestaan"), WORD_aspect_bestaan, 18},
    {STR_INIT("werking"), WORD_aspect_werking, 18},
    {STR_INIT("eigenaar"), WORD_col_owner, 22},
    {STR_INIT("streefdatum"), WORD_col_target, 12},
    {STR_INIT("verloopt"), WORD_col_expires, 12},
    {STR_INIT("bewijs"), WORD_col_evidence, 8},
};

enum outcome paper_measures(struct job *job, const struct measures *view, struct paper **ret)
{
    const struct picture *p = view->picture;
    struct table *table = table_new(job->mem, S("maatregelen"), paper_word(job, WORD_measures_title),
                                    COLUMNS(job, measure_words), (size_t)view->n);
    const struct table **tables;
    enum outcome o = paper_begin(job, p->org.name, table->title, 1, ret, &tables);

    if (o != DONE)
        return o;
    table->subtitle = p->norm->title[job->lang];
    for (int i = 0; i < view->n; i++) {
        const struct item *item = &p->norm->items[view->items[i]];
        const struct item_state *state = &p->states[view->items[i]];
        const struct assessment *a = picture_assessment(p, view->items[i]);

        table_text(table, item->label);
        table_text(table, item->title[job->lang]);
        table_text(table, p->norm->groups[item->group].title[job->lang]);
        table_text(table, paper_choice(job, S("status."), &status_choices, (int)state->status));
        put_aspects(job, table, state);
        put_person(table, p, a == NULL ? (struct ref){0} : a->owner);
        table_day(table, a == NULL ? (struct day){0} : a->target);
        table_day(table, state->expires);
        table_int(table, state->n_evidence);
    }
    tables[0] = table;
    paper_join(job, *ret, tables);
    return DONE;
}
