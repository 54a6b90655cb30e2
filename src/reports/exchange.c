#include "reports/exchange.h"

#include "reports/exchange_part.h"

static const char *const model_words[] = {
    "profile", "system-security-plan", "assessment-plan", "assessment-results",
    "plan-of-action-and-milestones",
};
const struct choices exchange_choices = {model_words, EXCHANGE_COUNT};

struct str exchange_name(struct arena *mem, enum exchange_model model)
{
    return arena_text(mem, "%s.json", exchange_choices.words[model]);
}

struct str exchange_catalog_name(struct arena *mem, const struct norm *norm)
{
    return arena_text(mem, "%" STR_FMT "-%" STR_FMT ".json", STR_ARG(norm->id),
                      STR_ARG(norm->version));
}

static void add_profile(struct exchange_out *out)
{
    json_list(&out->json, S("imports"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("href"), exchange_catalog_name(out->mem, out->it->norm));
    json_open(&out->json, S("include-all"));
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_open(&out->json, S("merge"));
    json_add_bool(&out->json, S("as-is"), true);
    json_end(&out->json);
}

static bool add_body(struct exchange_out *out, enum exchange_model model)
{
    switch (model) {
    case EXCHANGE_PROFILE:
        add_profile(out);
        return true;
    case EXCHANGE_SSP:
        part_ssp(out);
        return true;
    case EXCHANGE_PLAN:
        part_plan(out);
        return true;
    case EXCHANGE_RESULTS:
        part_results(out);
        return true;
    case EXCHANGE_POAM:
    case EXCHANGE_COUNT:
        break;
    }
    return part_poam(out);
}

/* What a profile selects changes with the norm; the others are one document for ever. */
static struct str uuid_of(struct exchange_out *out, enum exchange_model model)
{
    return part_uuid_of(out, exchange_choices.words[model],
                        model == EXCHANGE_PROFILE ? out->it->norm->hash : S("1"));
}

static struct exchange_out begin(struct arena *mem, const struct exchange *it)
{
    size_t analyses = it->n_exceptions + 2 * (size_t)it->norm->n_items;

    return (struct exchange_out){
        .it = it, .mem = mem,
        .persons = NEW_ARRAY(mem, it->n_persons, bool),
        .decisions = NEW_ARRAY(mem, it->n_decisions, bool),
        .pieces = it->sent != NULL ? it->sent : NEW_ARRAY(mem, it->n_pieces, bool),
        .exceptions = NEW_ARRAY(mem, it->n_exceptions, bool),
        .analyses = NEW_ARRAY(mem, analyses, struct str),
    };
}

bool exchange_write(struct buf *out, const struct exchange *it, enum exchange_model model)
{
    struct exchange_out doc = begin(out->mem, it);
    struct buf body;
    struct buf head;

    buf_init(&body, out->mem, 256 * 1024);
    buf_init(&head, out->mem, 16 * 1024);
    doc.json = json_of_lines(&head);
    json_open(&doc.json, JSON_ITEM);
    json_open(&doc.json, str_of(exchange_choices.words[model]));
    json_add_str(&doc.json, S("uuid"), uuid_of(&doc, model));
    /* Both parts go on from here: something stands there already and the depth is the same. */
    doc.json.buf = &body;
    if (!add_body(&doc, model))
        return false;
    doc.json.buf = &head;
    part_metadata(&doc, model);
    buf_put(&head, buf_str(&body));
    part_back(&doc);
    json_end(&doc.json);
    json_end(&doc.json);
    buf_char(&head, '\n');
    buf_put(out, buf_str(&head));
    return true;
}
