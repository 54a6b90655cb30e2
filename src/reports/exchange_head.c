/* What stands before a body: who wrote it, of when it is, and whom it speaks of. */
#include "reports/exchange_part.h"

#define VERSION S("1.2.1")
#define DOCUMENT S("urn:x-waarborg:document")

static struct str dashed(struct arena *mem, struct str uuid)
{
    if (uuid.len != 32)
        return uuid;
    return arena_text(mem, "%.8s-%.4s-%.4s-%.4s-%.12s", uuid.at, uuid.at + 8, uuid.at + 12,
                      uuid.at + 16, uuid.at + 20);
}

static struct str organisation(struct exchange_out *out)
{
    return part_uuid_of(out, "organisation", S("1"));
}

static struct str version_text(struct exchange_out *out, const struct soa *soa)
{
    return soa->state == SOA_ADOPTED || soa->state == SOA_REPLACED
        ? arena_text(out->mem, "%lld", (long long)soa->number.n)
        : arena_text(out->mem, "%lld-%s.%lld", (long long)soa->number.n,
                     soa_state_choices.words[soa->state], (long long)out->it->seq);
}

static struct str title_of(struct exchange_out *out, enum exchange_model model)
{
    const struct exchange *it = out->it;

    switch (model) {
    case EXCHANGE_PROFILE:
        return part_word(out, WORD_exchange_profile, WARG(it->norm->title[it->lang]),
                         WARG(it->org.name));
    case EXCHANGE_SSP:
        return part_word(out, WORD_exchange_ssp, WARG(it->soa.number.n), WARG(it->org.name));
    case EXCHANGE_PLAN:
        return part_word(out, WORD_exchange_plan, WARG(it->on), WARG(it->org.name));
    case EXCHANGE_RESULTS:
        return part_word(out, WORD_exchange_results, WARG(it->on), WARG(it->org.name));
    case EXCHANGE_POAM:
    case EXCHANGE_COUNT:
        break;
    }
    return part_word(out, WORD_exchange_poam, WARG(it->on), WARG(it->org.name));
}

/* The versions before this one that were adopted, the newest first. */
static void add_revisions(struct exchange_out *out)
{
    bool any = false;

    for (size_t i = 0; i < out->it->n_versions; i++) {
        const struct soa *soa = &out->it->versions[i];

        if (soa->number.n >= out->it->soa.number.n || !day_is(soa->adopted_on))
            continue;
        if (!any)
            json_list(&out->json, S("revisions"));
        any = true;
        json_open(&out->json, JSON_ITEM);
        part_line(out, S("title"), soa->title);
        part_begins(out, S("published"), soa->adopted_on);
        json_add_str(&out->json, S("version"), version_text(out, soa));
        part_prop(out, S("vvt-stand"), choice_word(&soa_state_choices, (int)soa->state));
        part_prop(out, S("vvt-kenmerk"), soa->frozen);
        part_prop_row(out, soa->row);
        part_listed(out);
        json_end(&out->json);
    }
    if (any)
        json_end(&out->json);
}

static void add_identity(struct exchange_out *out, enum exchange_model model)
{
    json_list(&out->json, S("document-ids"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("scheme"), DOCUMENT);
    json_add_str(&out->json, S("identifier"),
                 arena_text(out->mem, "%s-%" STR_FMT, exchange_choices.words[model],
                            STR_ARG(dashed(out->mem, out->it->uuid))));
    json_end(&out->json);
    json_end(&out->json);
}

static void add_props(struct exchange_out *out, enum exchange_model model)
{
    const struct exchange *it = out->it;

    part_prop(out, S("taal"), it->lang == LANG_NL ? S("nl") : S("en"));
    part_prop(out, S("soort-organisatie"), choice_word(&org_type_choices, (int)it->org.type));
    part_prop_day(out, S("peildatum"), it->on);
    part_prop(out, S("norm"), it->norm->key);
    part_prop(out, S("norm-kenmerk"), it->norm->hash);
    part_prop_int(out, S("logboek-stand"), it->seq);
    part_prop(out, S("logboek-kenmerk"), it->hash);
    if (model == EXCHANGE_SSP) {
        part_prop(out, S("vvt-stand"), choice_word(&soa_state_choices, (int)it->soa.state));
        part_prop(out, S("vvt-titel"), it->soa.title);
        part_prop(out, S("vvt-kenmerk"), it->soa.frozen);
        part_prop_row(out, it->soa.row);
    }
    part_listed(out);
}

static void add_roles(struct exchange_out *out)
{
    bool any = false;

    for (int i = 0; i < PART_COUNT; i++) {
        if (!out->parts[i])
            continue;
        if (!any)
            json_list(&out->json, S("roles"));
        any = true;
        json_open(&out->json, JSON_ITEM);
        json_add_str(&out->json, S("id"), part_role_id((enum part)i));
        json_add_str(&out->json, S("title"),
                     word_of(out->it->lang, S("exchange.role."), part_role_id((enum part)i)));
        json_end(&out->json);
    }
    if (any)
        json_end(&out->json);
}

static void add_person(struct exchange_out *out, const struct exchange_person *person)
{
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid(out, "person", person->id, S("")));
    json_add_str(&out->json, S("type"), S("person"));
    part_line(out, S("name"), person->name);
    part_prop(out, S("functie"), person->job_title);
    part_prop_int(out, S("rij"), person->id);
    part_listed(out);
    json_list(&out->json, S("member-of-organizations"));
    json_add_str(&out->json, JSON_ITEM, organisation(out));
    json_end(&out->json);
    json_end(&out->json);
}

static void add_parties(struct exchange_out *out)
{
    json_list(&out->json, S("parties"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), organisation(out));
    json_add_str(&out->json, S("type"), S("organization"));
    part_line(out, S("name"), out->it->org.name);
    json_end(&out->json);
    for (size_t i = 0; i < out->it->n_persons; i++)
        if (out->persons[i])
            add_person(out, &out->it->persons[i]);
    json_end(&out->json);
}

/* Who made the statement and who registered its adoption. */
static void add_responsible(struct exchange_out *out)
{
    const struct exchange *it = out->it;
    struct str uuid;
    bool prepared = part_person(out, PART_PREPARER, it->soa.prepared_by, &uuid);
    bool adopted = it->soa.adopted_by.id != 0 &&
                   part_person(out, PART_ADOPTER, it->soa.adopted_by, &uuid);

    if (!prepared && !adopted)
        return;
    json_list(&out->json, S("responsible-parties"));
    if (prepared)
        part_role(out, PART_PREPARER, it->soa.prepared_by);
    if (adopted)
        part_role(out, PART_ADOPTER, it->soa.adopted_by);
    json_end(&out->json);
}

static void add_approval(struct exchange_out *out)
{
    const struct exchange *it = out->it;

    if (it->soa.decision.id == 0)
        return;
    json_list(&out->json, S("actions"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), part_uuid(out, "approval", it->soa.row.id, S("")));
    part_begins(out, S("date"), it->soa.adopted_on);
    json_add_str(&out->json, S("type"), S("approval"));
    json_add_str(&out->json, S("system"), S("http://csrc.nist.gov/ns/oscal"));
    part_link_decision(out, it->soa.decision);
    part_listed(out);
    json_end(&out->json);
    json_end(&out->json);
}

void part_metadata(struct exchange_out *out, enum exchange_model model)
{
    const struct exchange *it = out->it;
    bool is_ssp = model == EXCHANGE_SSP;
    char moment[MOMENT_TEXT_BYTES];
    struct str uuid;

    if (is_ssp && it->soa.prepared_by.id != 0)
        part_person(out, PART_PREPARER, it->soa.prepared_by, &uuid);
    if (is_ssp && it->soa.adopted_by.id != 0)
        part_person(out, PART_ADOPTER, it->soa.adopted_by, &uuid);
    json_open(&out->json, S("metadata"));
    part_line(out, S("title"), title_of(out, model));
    if (is_ssp)
        part_begins(out, S("published"), it->soa.adopted_on);
    json_add_str(&out->json, S("last-modified"), moment_text(it->time, moment));
    json_add_str(&out->json, S("version"),
                 is_ssp ? version_text(out, &it->soa)
                        : arena_text(out->mem, "%lld", (long long)it->seq));
    json_add_str(&out->json, S("oscal-version"), VERSION);
    if (is_ssp)
        add_revisions(out);
    add_identity(out, model);
    add_props(out, model);
    add_roles(out);
    add_parties(out);
    if (is_ssp && it->names)
        add_responsible(out);
    if (is_ssp)
        add_approval(out);
    json_end(&out->json);
}
