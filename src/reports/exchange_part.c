#include "reports/exchange_part.h"

#include "catalogue/oscal.h"
#include "catalogue/uuid5.h"

struct str part_uuid_of(struct exchange_out *out, const char *kind, struct str name)
{
    return uuid5(out->mem, arena_text(out->mem, "%" STR_FMT "|%s|%" STR_FMT,
                                      STR_ARG(out->it->uuid), kind, STR_ARG(name)));
}

struct str part_uuid(struct exchange_out *out, const char *kind, int64_t id, struct str more)
{
    return part_uuid_of(out, kind,
                        arena_text(out->mem, "%lld%s%" STR_FMT, (long long)id,
                                   more.len > 0 ? "|" : "", STR_ARG(more)));
}

/* ---- members ---- */

void part_text(struct exchange_out *out, struct str name, struct str text)
{
    if (str_trim(text).len > 0)
        json_add_str(&out->json, name, text);
}

/* The first line that says something. */
static struct str line_of(struct str text)
{
    struct str rest;

    return str_trim(str_cut(str_trim(text), '\n', &rest));
}

void part_line(struct exchange_out *out, struct str name, struct str text)
{
    if (line_of(text).len > 0)
        json_add_str(&out->json, name, line_of(text));
}

struct str part_word(struct exchange_out *out, enum word word, struct word_arg first,
                     struct word_arg second)
{
    return word_fill(out->mem, out->it->lang, word, first, second);
}

/* How many hours Amsterdam is ahead when a day begins there. */
static int hours_ahead(struct day day)
{
    int64_t utc = (int64_t)(day.n - day_of_parts(1970, 1, 1).n) * 24 * 60 * 60 * 1000;

    return (int)((utc - day_begins(day).ms) / (60 * 60 * 1000));
}

static void add_moment(struct exchange_out *out, struct str name, struct day day,
                       const char *clock, int hours)
{
    char text[DAY_TEXT_BYTES];

    if (day_is(day))
        json_add_str(&out->json, name,
                     arena_text(out->mem, "%" STR_FMT "T%s+0%d:00", STR_ARG(day_text(day, text)),
                                clock, hours));
}

void part_begins(struct exchange_out *out, struct str name, struct day day)
{
    add_moment(out, name, day, "00:00:00", day_is(day) ? hours_ahead(day) : 0);
}

/* By the clock of the midnight that follows: that of the day's last second. */
void part_ends(struct exchange_out *out, struct str name, struct day day)
{
    add_moment(out, name, day, "23:59:59",
               day_is(day) ? hours_ahead((struct day){day.n + 1}) : 0);
}

/* ---- props and links ---- */

static void open_in(struct exchange_out *out, struct str list)
{
    if (!out->listed)
        json_list(&out->json, list);
    out->listed = true;
    json_open(&out->json, JSON_ITEM);
}

void part_listed(struct exchange_out *out)
{
    if (out->listed)
        json_end(&out->json);
    out->listed = false;
}

void part_prop(struct exchange_out *out, struct str name, struct str value)
{
    struct str line = line_of(value);

    if (line.len == 0)
        return;
    open_in(out, S("props"));
    json_add_str(&out->json, S("name"), name);
    json_add_str(&out->json, S("ns"), OSCAL_OURS);
    json_add_str(&out->json, S("value"), line);
    if (!str_eq(line, value))
        json_add_str(&out->json, S("remarks"), value);
    json_end(&out->json);
}

void part_prop_int(struct exchange_out *out, struct str name, int64_t n)
{
    part_prop(out, name, arena_text(out->mem, "%lld", (long long)n));
}

void part_prop_day(struct exchange_out *out, struct str name, struct day day)
{
    char text[DAY_TEXT_BYTES];

    part_prop(out, name, arena_str(out->mem, day_text(day, text)));
}

void part_prop_row(struct exchange_out *out, struct row row)
{
    if (row.id == 0)
        return;
    part_prop_int(out, S("rij"), row.id);
    part_prop_int(out, S("rij-versie"), row.version);
}

void part_prop_nist(struct exchange_out *out, struct str name, struct str value)
{
    open_in(out, S("props"));
    json_add_str(&out->json, S("name"), name);
    json_add_str(&out->json, S("value"), value);
    json_end(&out->json);
}

void part_link(struct exchange_out *out, struct str rel, struct str uuid)
{
    open_in(out, S("links"));
    json_add_str(&out->json, S("href"),
                 arena_text(out->mem, "#%" STR_FMT, STR_ARG(uuid)));
    json_add_str(&out->json, S("rel"), rel);
    json_end(&out->json);
}

void part_link_analysis(struct exchange_out *out, struct str analysis)
{
    struct str name = line_of(analysis);
    size_t i = 0;

    if (name.len == 0)
        return;
    while (i < out->n_analyses && !str_eq(out->analyses[i], name))
        i++;
    if (i == out->n_analyses)
        out->analyses[out->n_analyses++] = name;
    part_link(out, S("evidence"), part_uuid_of(out, "risk-analysis", name));
}

void part_link_decision(struct exchange_out *out, struct ref decision)
{
    for (size_t i = 0; i < out->it->n_decisions; i++)
        if (out->it->decisions[i].row.id == decision.id) {
            out->decisions[i] = true;
            part_link(out, S("besluit"), part_uuid(out, "decision", decision.id, S("")));
        }
}

/* ---- who ---- */

static const char *const part_words[PART_COUNT] = {
    "eigenaar", "uitvoerder", "beoordelaar", "indiener", "opsteller", "vaststeller",
};

struct str part_role_id(enum part part)
{
    return str_of(part_words[part]);
}

bool part_person(struct exchange_out *out, enum part part, struct ref person, struct str *ret_uuid)
{
    out->parts[part] = true;
    for (size_t i = 0; out->it->names && i < out->it->n_persons; i++)
        if (out->it->persons[i].id == person.id) {
            out->persons[i] = true;
            *ret_uuid = part_uuid(out, "person", person.id, S(""));
            return true;
        }
    return false;
}

void part_role(struct exchange_out *out, enum part part, struct ref person)
{
    struct str uuid;

    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("role-id"), part_role_id(part));
    if (part_person(out, part, person, &uuid)) {
        json_list(&out->json, S("party-uuids"));
        json_add_str(&out->json, JSON_ITEM, uuid);
        json_end(&out->json);
    }
    json_end(&out->json);
}

void part_roles(struct exchange_out *out, const struct assessment *said)
{
    if (said == NULL || (said->owner.id == 0 && said->executor.id == 0))
        return;
    json_list(&out->json, S("responsible-roles"));
    if (said->owner.id != 0)
        part_role(out, PART_OWNER, said->owner);
    if (said->executor.id != 0)
        part_role(out, PART_EXECUTOR, said->executor);
    json_end(&out->json);
}

void part_origin(struct exchange_out *out, enum part part, struct ref person)
{
    struct str uuid = part_uuid_of(out, "organisation", S("1"));

    if (person.id == 0)
        return;
    part_person(out, part, person, &uuid);
    json_list(&out->json, S("origins"));
    json_open(&out->json, JSON_ITEM);
    json_list(&out->json, S("actors"));
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("type"), S("party"));
    json_add_str(&out->json, S("actor-uuid"), uuid);
    json_add_str(&out->json, S("role-id"), part_role_id(part));
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
    json_end(&out->json);
}
