/* What is to be done: plan-of-action-and-milestones. A date stands in OSCAL only at a risk,
 * so each thing to do has one: the risk that the measure is there for. */
#include "reports/exchange_part.h"

struct todo {
    int item;
    const struct exception *exception; /* NULL: a target that was not met yet */
};

struct todos {
    struct todo *at;
    size_t n;
    bool *keep; /* items that are spoken of */
};

bool exchange_is_todo(const struct item *item, const struct item_state *state,
                      const struct assessment *said)
{
    return !item->withdrawn && !state->not_applicable && said != NULL && day_is(said->target) &&
           state->status != STATUS_MEETS;
}

static struct todos gather(struct exchange_out *out)
{
    const struct exchange *it = out->it;
    struct todos all = {
        .at = NEW_ARRAY(out->mem, (size_t)it->norm->n_items + it->n_exceptions, struct todo),
        .keep = NEW_ARRAY(out->mem, (size_t)it->norm->n_items, bool),
    };

    for (int i = 0; i < it->norm->n_items; i++)
        if (exchange_is_todo(&it->norm->items[i], &it->states[i], it->assessments[i]))
            all.at[all.n++] = (struct todo){i, NULL};
    for (size_t i = 0; i < it->n_exceptions; i++)
        if (it->exceptions[i].kind == EXCEPTION_PLAN)
            all.at[all.n++] = (struct todo){norm_item(it->norm, it->exceptions[i].item),
                                            &it->exceptions[i]};
    for (size_t i = 0; i < all.n; i++)
        all.keep[all.at[i].item] = true;
    return all;
}

static struct str uuid_of(struct exchange_out *out, const char *kind, const struct todo *todo)
{
    return todo->exception != NULL
        ? part_uuid(out, kind, todo->exception->row.id, S("exception"))
        : part_uuid(out, kind, out->it->assessments[todo->item]->row.id, S("target"));
}

static struct str title_of(struct exchange_out *out, const struct todo *todo)
{
    const struct item *item = &out->it->norm->items[todo->item];

    return arena_text(out->mem, "%" STR_FMT " %" STR_FMT, STR_ARG(item->label),
                      STR_ARG(item->title[out->it->lang]));
}

static struct day due(struct exchange_out *out, const struct todo *todo)
{
    return todo->exception != NULL ? todo->exception->until
                                   : out->it->assessments[todo->item]->target;
}

static struct str description(struct exchange_out *out, const struct todo *todo)
{
    return todo->exception != NULL
        ? todo->exception->reason
        : part_word(out, WORD_exchange_todo,
                    WARG(out->it->norm->items[todo->item].label), WORD_NO_ARG);
}

static void add_title(struct exchange_out *out, const struct todo *todo)
{
    part_line(out, S("title"), title_of(out, todo));
    json_add_str(&out->json, S("description"), description(out, todo));
}

static struct str status_of(const struct todo *todo)
{
    if (todo->exception == NULL)
        return S("remediating");
    return todo->exception->state == EXCEPTION_ALLOWED ? S("deviation-approved")
                                                       : S("deviation-requested");
}

/* What is done meanwhile in its place. */
static void add_mitigation(struct exchange_out *out, const struct todo *todo)
{
    if (todo->exception == NULL || str_trim(todo->exception->compensating).len == 0)
        return;
    json_list(&out->json, S("mitigating-factors"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), uuid_of(out, "mitigation", todo));
    json_add_str(&out->json, S("description"), todo->exception->compensating);
    json_end(&out->json);
    json_end(&out->json);
}

static void add_remediation(struct exchange_out *out, const struct todo *todo)
{
    json_list(&out->json, S("remediations"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), uuid_of(out, "remediation", todo));
    json_add_str(&out->json, S("lifecycle"), S("planned"));
    add_title(out, todo);
    json_list(&out->json, S("tasks"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), uuid_of(out, "milestone", todo));
    json_add_str(&out->json, S("type"), S("milestone"));
    part_line(out, S("title"), title_of(out, todo));
    json_open(&out->json, S("timing"));
    json_open(&out->json, S("on-date"));
    part_begins(out, S("date"), due(out, todo));
    json_end(&out->json);
    json_end(&out->json);
    part_roles(out, out->it->assessments[todo->item]);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
}

static void add_risk(struct exchange_out *out, const struct todo *todo)
{
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), uuid_of(out, "risk", todo));
    add_title(out, todo);
    json_add_str(&out->json, S("statement"),
                 part_word(out, WORD_exchange_statement, WORD_NO_ARG, WORD_NO_ARG));
    if (todo->exception != NULL) {
        part_link_analysis(out, todo->exception->risk_analysis);
        part_link_decision(out, todo->exception->decision);
        part_listed(out);
    }
    json_add_str(&out->json, S("status"), status_of(todo));
    add_mitigation(out, todo);
    part_ends(out, S("deadline"), due(out, todo));
    add_remediation(out, todo);
    json_end(&out->json);
}

static void add_item_props(struct exchange_out *out, const struct todo *todo)
{
    const struct item *item = &out->it->norm->items[todo->item];
    const struct exception *e = todo->exception;

    part_prop(out, S("nummer"), item->label);
    part_prop(out, S("maatregel"), item->id);
    part_prop(out, S("stand"),
              choice_word(&status_choices, (int)out->it->states[todo->item].status));
    if (e == NULL) {
        part_prop(out, S("soort"), S("streefdatum"));
        part_prop(out, S("status"),
                  due(out, todo).n < out->it->on.n ? S("te-laat") : S("open"));
        part_prop_day(out, S("streefdatum"), due(out, todo));
        part_prop_row(out, out->it->assessments[todo->item]->row);
    } else {
        part_prop(out, S("soort"), S("uitzondering"));
        part_prop(out, S("uitzondering"), choice_word(&exception_kind_choices, (int)e->kind));
        part_prop(out, S("status"), choice_word(&exception_state_choices, (int)e->state));
        part_prop_day(out, S("uitzondering-tot"), e->until);
        part_prop(out, S("risicoanalyse"), e->risk_analysis);
        part_prop(out, S("advies-ciso"), e->advice);
        if (e->decision.id != 0)
            part_prop_int(out, S("besluit-rij"), e->decision.id);
        part_prop_row(out, e->row);
    }
    part_listed(out);
}

static void add_todo(struct exchange_out *out, const struct todo *todo)
{
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), uuid_of(out, "poam-item", todo));
    add_title(out, todo);
    add_item_props(out, todo);
    if (todo->exception != NULL)
        part_origin(out, PART_SUBMITTER, todo->exception->submitter);
    part_findings_of(out, todo->item);
    json_list(&out->json, S("related-risks"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("risk-uuid"), uuid_of(out, "risk", todo));
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
}

bool part_poam(struct exchange_out *out)
{
    struct todos all = gather(out);

    if (all.n == 0)
        return false;
    json_open(&out->json, S("import-ssp"));
    json_add_str(&out->json, S("href"), exchange_name(out->mem, EXCHANGE_SSP));
    json_end(&out->json);
    part_observations(out, all.keep);
    json_list(&out->json, S("risks"));
    for (size_t i = 0; i < all.n; i++)
        add_risk(out, &all.at[i]);
    json_end(&out->json);
    part_findings(out, all.keep);
    json_list(&out->json, S("poam-items"));
    for (size_t i = 0; i < all.n; i++)
        add_todo(out, &all.at[i]);
    json_end(&out->json);
    return true;
}
