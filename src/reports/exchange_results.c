/* What is looked at and what was found: assessment-plan and assessment-results. */
#include "engine/control.h"
#include "reports/exchange_part.h"

/* What the organisation judges: each item with a verdict of its own that applies. */
static bool is_judged(const struct exchange_out *out, int item)
{
    return control_itself(out->it->norm, out->it->states, item) &&
           !out->it->states[item].not_applicable;
}

static void add_controls(struct exchange_out *out, struct str name, bool judged)
{
    const struct norm *norm = out->it->norm;
    bool any = false;

    for (int i = 0; i < norm->n_items; i++) {
        if (judged ? !is_judged(out, i)
                   : norm->items[i].withdrawn || !out->it->states[i].not_applicable)
            continue;
        if (!any)
            json_list(&out->json, name);
        any = true;
        json_open(&out->json, JSON_ITEM);
        json_add_str(&out->json, S("control-id"), norm->items[i].id);
        json_end(&out->json);
    }
    if (any)
        json_end(&out->json);
}

static void add_objectives(struct exchange_out *out)
{
    json_list(&out->json, S("control-objective-selections"));
    json_open(&out->json, JSON_ITEM);
    json_list(&out->json, S("include-objectives"));
    for (int i = 0; i < out->it->norm->n_items; i++)
        for (int a = 0; is_judged(out, i) && a < ASPECT_COUNT; a++) {
            json_open(&out->json, JSON_ITEM);
            json_add_str(&out->json, S("objective-id"), part_objective(out, i, a));
            json_end(&out->json);
        }
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
}

/* A list of nothing is not allowed: where not one item is judged, all is looked at. */
void part_reviewed(struct exchange_out *out, bool objectives)
{
    bool any = false;

    for (int i = 0; i < out->it->norm->n_items; i++)
        any |= is_judged(out, i);
    json_open(&out->json, S("reviewed-controls"));
    json_list(&out->json, S("control-selections"));
    json_open(&out->json, JSON_ITEM);
    if (any) {
        add_controls(out, S("include-controls"), true);
    } else {
        json_open(&out->json, S("include-all"));
        json_end(&out->json);
    }
    add_controls(out, S("exclude-controls"), false);
    json_end(&out->json);
    json_end(&out->json);
    if (any && objectives)
        add_objectives(out);
    json_end(&out->json);
}

void part_plan(struct exchange_out *out)
{
    json_open(&out->json, S("import-ssp"));
    json_add_str(&out->json, S("href"), exchange_name(out->mem, EXCHANGE_SSP));
    json_end(&out->json);
    part_reviewed(out, true);
    json_list(&out->json, S("assessment-subjects"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("type"), S("component"));
    json_open(&out->json, S("include-all"));
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_list(&out->json, S("tasks"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid_of(out, "task", S("1")));
    json_add_str(&out->json, S("type"), S("action"));
    json_add_str(&out->json, S("title"),
                 part_word(out, WORD_exchange_task, WARG(out->it->on), WORD_NO_ARG));
    json_open(&out->json, S("timing"));
    json_open(&out->json, S("on-date"));
    part_begins(out, S("date"), out->it->on);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
}

/* The day of the first verdict that stands here; the day itself when there is none. */
static struct day first_day(const struct exchange_out *out)
{
    struct day first = out->it->on;

    for (int i = 0; i < out->it->norm->n_items; i++)
        for (int a = 0; a < ASPECT_COUNT; a++) {
            struct day on;

            if (!part_has_finding(out, i, a))
                continue;
            on = assessment_aspect(out->it->assessments[i], (enum aspect)a).on;
            if (day_is(on) && on.n < first.n)
                first = on;
        }
    return first;
}

void part_results(struct exchange_out *out)
{
    json_open(&out->json, S("import-ap"));
    json_add_str(&out->json, S("href"), exchange_name(out->mem, EXCHANGE_PLAN));
    json_end(&out->json);
    json_list(&out->json, S("results"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid_of(out, "result", S("1")));
    json_add_str(&out->json, S("title"),
                 part_word(out, WORD_exchange_results, WARG(out->it->on),
                           WARG(out->it->org.name)));
    json_add_str(&out->json, S("description"),
                 part_word(out, WORD_exchange_results_text, WORD_NO_ARG, WORD_NO_ARG));
    part_begins(out, S("start"), first_day(out));
    part_ends(out, S("end"), out->it->on);
    part_prop_day(out, S("peildatum"), out->it->on);
    part_prop(out, S("soort-toets"), S("zelfevaluatie"));
    part_listed(out);
    part_reviewed(out, false);
    part_observations(out, NULL);
    part_findings(out, NULL);
    json_end(&out->json);
    json_end(&out->json);
}
