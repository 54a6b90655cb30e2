/* The Statement of Applicability as a system-security-plan. */
#include "engine/completeness.h"
#include "reports/exchange_part.h"

static void add_system(struct exchange_out *out)
{
    const struct exchange *it = out->it;
    struct str scope = str_trim(it->scope.description).len > 0
        ? it->scope.description
        : part_word(out, WORD_exchange_scope, WORD_NO_ARG, WORD_NO_ARG);

    json_open(&out->json, S("system-characteristics"));
    json_list(&out->json, S("system-ids"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("identifier-type"), S("urn:x-waarborg:isms"));
    json_add_str(&out->json, S("id"), it->uuid);
    json_end(&out->json);
    json_end(&out->json);
    json_add_str(&out->json, S("system-name"),
                 part_word(out, WORD_exchange_system, WARG(it->org.name), WORD_NO_ARG));
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_system_text, WARG(it->org.name), WORD_NO_ARG));
    /* What is asked for here is a list of processes with their levels; there is one scope. */
    json_open(&out->json, S("system-information"));
    json_list(&out->json, S("information-types"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid(out, "scope", it->scope.row.id, S("")));
    part_line(out, S("title"), it->scope.name);
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_information, WORD_NO_ARG, WORD_NO_ARG));
    part_prop_row(out, it->scope.row);
    part_listed(out);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_open(&out->json, S("status"));
    json_add_str(&out->json, S("state"), S("operational"));
    json_end(&out->json);
    json_open(&out->json, S("authorization-boundary"));
    json_add_str(&out->json, S("description"), scope);
    json_end(&out->json);
    json_end(&out->json);
}

static void add_implementation(struct exchange_out *out)
{
    json_open(&out->json, S("system-implementation"));
    json_list(&out->json, S("users"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid_of(out, "users", S("1")));
    json_add_str(&out->json, S("title"),
                 part_word(out, WORD_exchange_users, WORD_NO_ARG, WORD_NO_ARG));
    json_end(&out->json);
    json_end(&out->json);
    json_list(&out->json, S("components"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid_of(out, "component", S("1")));
    json_add_str(&out->json, S("type"), S("this-system"));
    json_add_str(&out->json, S("title"),
                 part_word(out, WORD_exchange_component, WORD_NO_ARG, WORD_NO_ARG));
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_component_text, WORD_NO_ARG, WORD_NO_ARG));
    json_open(&out->json, S("status"));
    json_add_str(&out->json, S("state"), S("operational"));
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
}

static void add_line_props(struct exchange_out *out, const struct item *item,
                           const struct applicability *line)
{
    static const struct applicability none;
    const struct applicability *it = line == NULL ? &none : line;

    part_prop(out, S("nummer"), item->label);
    part_prop(out, S("van-toepassing"), choice_word(&applies_choices, (int)it->applies));
    if (it->from_norm)
        part_prop(out, S("reden-opname"), S("baseline"));
    if (it->from_law)
        part_prop(out, S("reden-opname"), S("wettelijk"));
    if (it->from_contract)
        part_prop(out, S("reden-opname"), S("contractueel"));
    if (it->from_risk)
        part_prop(out, S("reden-opname"), S("risico"));
    part_prop(out, S("reden-uitsluiting"), choice_word(&ground_choices, (int)it->ground));
    part_prop(out, S("risicoanalyse"), it->risk_analysis);
    part_prop(out, S("alternatieve-norm"), it->alternative);
    part_prop(out, S("alternatief-nummer"), it->alternative_item);
    part_prop(out, S("alternatief-omdat"), it->alternative_why);
    if (it->decision.id != 0)
        part_prop_int(out, S("besluit-rij"), it->decision.id);
    part_prop_row(out, it->row);
    for (size_t i = 0; i < out->it->n_exceptions; i++)
        if (str_eq(out->it->exceptions[i].item, item->id))
            part_prop_day(out, S("uitzondering-tot"), out->it->exceptions[i].until);
    part_listed(out);
}

static void add_line_links(struct exchange_out *out, const struct item *item,
                           const struct applicability *line)
{
    if (line != NULL) {
        part_link_analysis(out, line->risk_analysis);
        part_link_decision(out, line->decision);
    }
    for (size_t i = 0; i < out->it->n_exceptions; i++) {
        const struct exception *e = &out->it->exceptions[i];

        if (!str_eq(e->item, item->id))
            continue;
        out->exceptions[i] = true;
        part_link(out, S("uitzondering"), part_uuid(out, "exception", e->row.id, S("")));
        part_link_analysis(out, e->risk_analysis);
        part_link_decision(out, e->decision);
    }
    part_listed(out);
}

/* The word of OSCAL for where it stands; empty where none of its words would be true: what
 * does not meet the norm was not for that reason planned. */
static struct str state_of(const struct item_state *state, const struct applicability *line)
{
    if (state->not_applicable)
        return S("not-applicable");
    if (line != NULL && line->alternative.len > 0 && state->status == STATUS_MEETS)
        return S("alternative");
    if (state->status == STATUS_MEETS)
        return S("implemented");
    return state->status == STATUS_PARTLY ? S("partial") : S("");
}

static void add_component(struct exchange_out *out, int item, const struct applicability *line)
{
    const struct item_state *state = &out->it->states[item];
    const struct assessment *said = out->it->assessments[item];
    bool described = said != NULL && str_trim(said->note).len > 0;
    struct str is = state_of(state, line);

    json_list(&out->json, S("by-components"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("component-uuid"), part_uuid_of(out, "component", S("1")));
    json_add_str(&out->json, S("uuid"),
                 part_uuid_of(out, "by-component", out->it->norm->items[item].id));
    json_add_str(&out->json, S("description"),
                 described ? said->note
                           : part_word(out, WORD_exchange_undescribed, WORD_NO_ARG, WORD_NO_ARG));
    part_prop(out, S("beschreven"), described ? S("ja") : S("nee"));
    part_prop(out, S("stand"), choice_word(&status_choices, (int)state->status));
    if (said != NULL) {
        part_prop_day(out, S("streefdatum"), said->target);
        if (said->rhythm_months.is)
            part_prop_int(out, S("ritme-maanden"), said->rhythm_months.n);
        part_prop_row(out, said->row);
    }
    part_listed(out);
    if (is.len > 0) {
        json_open(&out->json, S("implementation-status"));
        json_add_str(&out->json, S("state"), is);
        if (state->not_applicable && line != NULL)
            part_text(out, S("remarks"), line->why);
        json_end(&out->json);
    }
    json_end(&out->json);
    json_end(&out->json);
}

static void add_requirement(struct exchange_out *out, int index)
{
    const struct item *item = &out->it->norm->items[index];
    const struct applicability *line = out->it->lines[index];

    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid_of(out, "requirement", item->id));
    json_add_str(&out->json, S("control-id"), item->id);
    add_line_props(out, item, line);
    add_line_links(out, item, line);
    part_roles(out, out->it->assessments[index]);
    add_component(out, index, line);
    if (line != NULL)
        part_text(out, S("remarks"), line->why);
    json_end(&out->json);
}

void part_ssp(struct exchange_out *out)
{
    json_open(&out->json, S("import-profile"));
    json_add_str(&out->json, S("href"), exchange_name(out->mem, EXCHANGE_PROFILE));
    json_end(&out->json);
    add_system(out);
    add_implementation(out);
    json_open(&out->json, S("control-implementation"));
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_lines, WORD_NO_ARG, WORD_NO_ARG));
    json_list(&out->json, S("implemented-requirements"));
    for (int i = 0; i < out->it->norm->n_items; i++)
        if (line_owed(&out->it->norm->items[i]))
            add_requirement(out, i);
    json_end(&out->json);
    json_end(&out->json);
}
