/* What was judged, how hard, and what shows it: observations and findings. */
#include "engine/control.h"
#include "reports/exchange_part.h"

static struct str aspect_word(int aspect)
{
    return choice_word(&aspect_choices, aspect);
}

struct str part_objective(struct exchange_out *out, int item, int aspect)
{
    return arena_text(out->mem, "%" STR_FMT "_obj.%" STR_FMT,
                      STR_ARG(out->it->norm->items[item].id), STR_ARG(aspect_word(aspect)));
}

/* ---- evidence ---- */

static bool is_used(const struct exchange_piece *piece, const bool *keep)
{
    for (int i = 0; i < piece->n_items; i++)
        if (keep == NULL || keep[piece->items[i]])
            return true;
    return false;
}

static bool covers(const struct evidence *it, int aspect)
{
    return aspect == ASPECT_DESIGN ? it->design
        : aspect == ASPECT_EXISTENCE ? it->existence : it->operation;
}

/* The word of OSCAL for how it came to be known. */
static struct str method_of(enum evidence_kind kind)
{
    if (kind == EVIDENCE_STATEMENT)
        return S("INTERVIEW");
    return kind == EVIDENCE_MEASUREMENT ? S("TEST") : S("EXAMINE");
}

static void add_piece_props(struct exchange_out *out, const struct exchange_piece *piece)
{
    const struct evidence *it = &piece->evidence;

    part_prop(out, S("soort"), choice_word(&evidence_kind_choices, (int)it->kind));
    for (int a = 0; a < ASPECT_COUNT; a++)
        if (covers(it, a))
            part_prop(out, S("aspect"), aspect_word(a));
    for (int i = 0; i < piece->n_items; i++)
        part_prop(out, S("gebruikt-bij"), out->it->norm->items[piece->items[i]].id);
    part_prop(out, S("herkomst"), it->origin);
    part_prop_day(out, S("periode-van"), it->period_from);
    part_prop_day(out, S("periode-tot"), it->period_to);
    part_prop_day(out, S("geldig-tot"), it->until);
    if (it->executions.is)
        part_prop_int(out, S("uitvoeringen"), it->executions.n);
    if (it->sample_size.is)
        part_prop_int(out, S("steekproef"), it->sample_size.n);
    part_prop(out, S("steekproef-uit"), it->population);
    part_prop(out, S("steekproef-keuze"), it->sample_way);
    part_prop(out, S("afwijkingen"), it->deviations);
    part_prop_day(out, S("ingediend-op"), it->submitted_on);
    part_prop(out, S("oordeel"), choice_word(&fitness_choices, (int)it->fitness));
    part_prop_day(out, S("oordeel-op"), it->fitness_on);
    part_prop(out, S("oordeel-omdat"), it->fitness_why);
    if (it->replaced_by.id != 0)
        part_prop_int(out, S("vervangen-door"), it->replaced_by.id);
    part_prop_row(out, it->row);
    part_listed(out);
}

static void add_one(struct exchange_out *out, struct str list, struct str text)
{
    json_list(&out->json, list);
    json_add_str(&out->json, JSON_ITEM, text);
    json_end(&out->json);
}

static void add_observation(struct exchange_out *out, const struct exchange_piece *piece)
{
    const struct evidence *it = &piece->evidence;

    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid(out, "observation", it->row.id, S("")));
    part_line(out, S("title"), it->title);
    json_add_str(&out->json, S("description"), it->title);
    add_piece_props(out, piece);
    add_one(out, S("methods"), method_of(it->kind));
    add_one(out, S("types"), S("control-objective"));
    part_origin(out, PART_SUBMITTER, it->submitter);
    json_list(&out->json, S("subjects"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("subject-uuid"), part_uuid_of(out, "component", S("1")));
    json_add_str(&out->json, S("type"), S("component"));
    json_end(&out->json);
    json_end(&out->json);
    json_list(&out->json, S("relevant-evidence"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("href"),
                 arena_text(out->mem, "#%" STR_FMT,
                            STR_ARG(part_uuid(out, "evidence", it->row.id, S("")))));
    json_add_str(&out->json, S("description"), it->title);
    json_end(&out->json);
    json_end(&out->json);
    part_begins(out, S("collected"), day_is(it->period_to) ? it->period_to : it->submitted_on);
    part_ends(out, S("expires"), piece->expires);
    json_end(&out->json);
}

void part_observations(struct exchange_out *out, const bool *keep)
{
    bool any = false;

    for (size_t i = 0; i < out->it->n_pieces; i++) {
        if (!is_used(&out->it->pieces[i], keep))
            continue;
        if (!any)
            json_list(&out->json, S("observations"));
        any = true;
        out->pieces[i] = true;
        add_observation(out, &out->it->pieces[i]);
    }
    if (any)
        json_end(&out->json);
}

/* ---- verdicts ---- */

static bool is_at(const struct exchange_piece *piece, int item)
{
    for (int i = 0; i < piece->n_items; i++)
        if (piece->items[i] == item)
            return true;
    return false;
}

static void add_shown_by(struct exchange_out *out, int item, int aspect)
{
    bool any = false;

    for (size_t i = 0; i < out->it->n_pieces; i++) {
        const struct exchange_piece *piece = &out->it->pieces[i];

        if (!covers(&piece->evidence, aspect) || !is_at(piece, item))
            continue;
        if (!any)
            json_list(&out->json, S("related-observations"));
        any = true;
        json_open(&out->json, JSON_ITEM);
        json_add_str(&out->json, S("observation-uuid"),
                     part_uuid(out, "observation", piece->evidence.row.id, S("")));
        json_end(&out->json);
    }
    if (any)
        json_end(&out->json);
}

static struct str verdict_prop(enum verdict verdict)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_NO] = "voldoet-niet", [VERDICT_PARTLY] = "voldoet-deels",
        [VERDICT_YES] = "voldoet",
    };

    return str_of(words[verdict]);
}

static void add_target(struct exchange_out *out, const char *type, struct str id, bool met,
                       bool said)
{
    json_open(&out->json, S("target"));
    json_add_str(&out->json, S("type"), str_of(type));
    json_add_str(&out->json, S("target-id"), id);
    json_open(&out->json, S("status"));
    json_add_str(&out->json, S("state"), met ? S("satisfied") : S("not-satisfied"));
    json_add_str(&out->json, S("reason"), met ? S("pass") : said ? S("other") : S("fail"));
    json_end(&out->json);
    json_end(&out->json);
}

static void add_requirement_uuid(struct exchange_out *out, int item)
{
    json_add_str(&out->json, S("implementation-statement-uuid"),
                 part_uuid_of(out, "requirement", out->it->norm->items[item].id));
}

static struct str finding_uuid(struct exchange_out *out, int item, struct str what)
{
    return part_uuid(out, "finding", out->it->assessments[item]->row.id, what);
}

/* How hard it is: verlopen goes before any other word [R3]. */
static struct str hardness_of(const struct aspect_state *state)
{
    return (state->marks & MARK_EXPIRED) != 0
        ? S("verlopen") : choice_word(&hardness_choices, (int)state->hardness);
}

static void add_finding(struct exchange_out *out, int item, int aspect)
{
    const struct assessment *of = out->it->assessments[item];
    struct aspect_said said = assessment_aspect(of, (enum aspect)aspect);
    const struct aspect_state *state = &out->it->states[item].aspect[aspect];
    struct str label = out->it->norm->items[item].label;
    struct str word = word_of(out->it->lang, S("aspect."), aspect_word(aspect));

    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), finding_uuid(out, item, aspect_word(aspect)));
    json_add_str(&out->json, S("title"),
                 arena_text(out->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(label), STR_ARG(word)));
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_finding, WARG(word), WARG(label)));
    part_prop(out, S("aspect"), aspect_word(aspect));
    part_prop(out, S("oordeel"), verdict_prop(said.verdict));
    part_prop(out, S("weegt"), verdict_prop(state->weighs));
    part_prop(out, S("hardheid"), hardness_of(state));
    part_prop_day(out, S("oordeel-op"), said.on);
    part_prop_day(out, S("bewijs-tot"), state->expires);
    part_prop(out, S("toets"), said.review);
    if (state->hardness == HARDNESS_TESTED)
        part_prop(out, S("toetser-onafhankelijk"), S("ja"));
    part_prop_row(out, of->row);
    part_listed(out);
    part_origin(out, PART_ASSESSOR, said.by);
    add_target(out, "objective-id", part_objective(out, item, aspect), state->weighs == VERDICT_YES,
               said.verdict == VERDICT_YES);
    add_requirement_uuid(out, item);
    add_shown_by(out, item, aspect);
    part_text(out, S("remarks"), said.note);
    json_end(&out->json);
}

/* Do the measures of a control suffice together [R6]? */
static void add_conclusion(struct exchange_out *out, int item)
{
    const struct assessment *of = out->it->assessments[item];
    const struct item *control = &out->it->norm->items[item];
    bool met = of->suffices == VERDICT_YES && out->it->states[item].status == STATUS_MEETS;

    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), finding_uuid(out, item, S("conclusie")));
    json_add_str(&out->json, S("title"),
                 part_word(out, WORD_exchange_conclusion, WARG(control->label), WORD_NO_ARG));
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_conclusion_text, WARG(control->label), WORD_NO_ARG));
    part_prop(out, S("oordeel"), verdict_prop(of->suffices));
    part_prop(out, S("stand"), choice_word(&status_choices, (int)out->it->states[item].status));
    part_prop(out, S("risicoanalyse"), of->risk_analysis);
    part_prop_row(out, of->row);
    part_listed(out);
    part_link_analysis(out, of->risk_analysis);
    part_listed(out);
    add_target(out, "statement-id",
               arena_text(out->mem, "%" STR_FMT "_smt", STR_ARG(control->id)), met,
               of->suffices == VERDICT_YES);
    add_requirement_uuid(out, item);
    part_text(out, S("remarks"), of->suffices_why);
    json_end(&out->json);
}

bool part_has_finding(const struct exchange_out *out, int item, int n)
{
    const struct assessment *of = out->it->assessments[item];
    const struct item *it = &out->it->norm->items[item];
    bool itself = control_itself(out->it->norm, out->it->states, item);

    if (of == NULL || it->withdrawn || out->it->states[item].not_applicable)
        return false;
    if (n == ASPECT_COUNT)
        return !itself && of->suffices != VERDICT_EMPTY;
    return itself && assessment_aspect(of, (enum aspect)n).verdict != VERDICT_EMPTY;
}

void part_findings(struct exchange_out *out, const bool *keep)
{
    bool any = false;

    for (int i = 0; i < out->it->norm->n_items; i++)
        for (int n = 0; n <= ASPECT_COUNT; n++) {
            if ((keep != NULL && !keep[i]) || !part_has_finding(out, i, n))
                continue;
            if (!any)
                json_list(&out->json, S("findings"));
            any = true;
            if (n == ASPECT_COUNT)
                add_conclusion(out, i);
            else
                add_finding(out, i, n);
        }
    if (any)
        json_end(&out->json);
}

void part_findings_of(struct exchange_out *out, int item)
{
    bool any = false;

    for (int n = 0; n <= ASPECT_COUNT; n++) {
        if (!part_has_finding(out, item, n))
            continue;
        if (!any)
            json_list(&out->json, S("related-findings"));
        any = true;
        json_open(&out->json, JSON_ITEM);
        json_add_str(&out->json, S("finding-uuid"),
                     finding_uuid(out, item,
                                  n == ASPECT_COUNT ? S("conclusie") : aspect_word(n)));
        json_end(&out->json);
    }
    if (any)
        json_end(&out->json);
}
