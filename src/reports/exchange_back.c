/* What stands after a body: the decisions, analyses, exceptions and evidence it points to. */
#include "reports/exchange_part.h"

static void open_resource(struct exchange_out *out, struct str uuid, struct str title)
{
    json_open(&out->json, JSON_ITEM);
    json_add_str(&out->json, S("uuid"), uuid);
    part_line(out, S("title"), title);
}

static void add_decision(struct exchange_out *out, const struct decision *it)
{
    open_resource(out, part_uuid(out, "decision", it->row.id, S("")), it->subject);
    part_prop(out, S("soort"), S("besluit"));
    part_prop(out, S("orgaan"), choice_word(&body_choices, (int)it->body));
    part_prop(out, S("besluit"), it->number);
    part_prop_day(out, S("datum"), it->on);
    part_prop(out, S("document"), it->document);
    part_prop(out, S("mandaat"), it->mandate);
    part_prop(out, S("kenmerk"), it->frozen);
    part_prop_row(out, it->row);
    part_listed(out);
    json_end(&out->json);
}

static void add_analysis(struct exchange_out *out, struct str name)
{
    open_resource(out, part_uuid_of(out, "risk-analysis", name), name);
    part_prop_nist(out, S("type"), S("evidence"));
    part_prop(out, S("soort"), S("risicoanalyse"));
    part_listed(out);
    json_end(&out->json);
}

/* Only what may stand in an address; the rest as %20. */
static struct str address(struct arena *mem, struct str link)
{
    static const char fine[] = "-._~:/?@!$&'()*+,;=%";
    bool has_fragment = false;
    struct buf out;

    buf_init(&out, mem, link.len + 16);
    for (size_t i = 0; i < link.len; i++) {
        unsigned char c = (unsigned char)link.at[i];
        bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

        if (letter || (c != 0 && strchr(fine, c) != NULL) || (c == '#' && !has_fragment))
            buf_char(&out, (char)c);
        else
            buf_text(&out, "%%%02X", c);
        has_fragment |= c == '#';
    }
    return buf_str(&out);
}

static void add_rlink(struct exchange_out *out, const struct evidence *it)
{
    bool is_web = str_starts(it->link, S("https://")) || str_starts(it->link, S("http://"));

    if (it->file_hash.len == 0 && !is_web)
        return;
    json_list(&out->json, S("rlinks"));
    json_open(&out->json, JSON_ITEM);
    if (it->file_hash.len == 0) {
        json_add_str(&out->json, S("href"), address(out->mem, it->link));
    } else {
        json_add_str(&out->json, S("href"), arena_text(out->mem, "bewijs/%lld/bestand",
                                                       (long long)it->row.id));
        part_line(out, S("media-type"), it->file_type);
        json_list(&out->json, S("hashes"));
        json_open(&out->json, JSON_ITEM);
        json_add_str(&out->json, S("algorithm"), S("SHA-256"));
        json_add_str(&out->json, S("value"), it->file_hash);
        json_end(&out->json);
        json_end(&out->json);
    }
    json_end(&out->json);
    json_end(&out->json);
}

static void add_piece(struct exchange_out *out, const struct evidence *it)
{
    open_resource(out, part_uuid(out, "evidence", it->row.id, S("")), it->title);
    part_prop_nist(out, S("type"), S("evidence"));
    part_prop(out, S("soort"), choice_word(&evidence_kind_choices, (int)it->kind));
    part_prop(out, S("verwijzing"), it->link);
    part_prop(out, S("bestandsnaam"), it->file_name);
    if (it->file_bytes.is)
        part_prop_int(out, S("bestandsgrootte"), it->file_bytes.n);
    part_prop_row(out, it->row);
    part_listed(out);
    add_rlink(out, it);
    json_end(&out->json);
}

/* What an exception says; its links come before, since they note things themselves. */
static void add_exception(struct exchange_out *out, const struct exception *it)
{
    open_resource(out, part_uuid(out, "exception", it->row.id, S("")),
                  part_word(out, WORD_exchange_exception,
                            WARG(out->it->norm->items[norm_item(out->it->norm, it->item)].label),
                            WORD_NO_ARG));
    part_text(out, S("description"), it->reason);
    part_prop(out, S("soort"), S("uitzondering"));
    part_prop(out, S("uitzondering"), choice_word(&exception_kind_choices, (int)it->kind));
    part_prop(out, S("status"), choice_word(&exception_state_choices, (int)it->state));
    part_prop_day(out, S("uitzondering-tot"), it->until);
    part_prop(out, S("maatregel"), it->item);
    part_prop(out, S("risicoanalyse"), it->risk_analysis);
    part_prop(out, S("compenserend"), it->compensating);
    part_prop(out, S("advies-ciso"), it->advice);
    if (it->decision.id != 0)
        part_prop_int(out, S("besluit-rij"), it->decision.id);
    part_prop_row(out, it->row);
    part_listed(out);
    json_end(&out->json);
}

static bool any_of(const bool *flags, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (flags[i])
            return true;
    return false;
}

void part_back(struct exchange_out *out)
{
    const struct exchange *it = out->it;

    if (out->n_analyses == 0 && !any_of(out->decisions, it->n_decisions) &&
        !any_of(out->pieces, it->n_pieces) && !any_of(out->exceptions, it->n_exceptions))
        return;
    json_open(&out->json, S("back-matter"));
    json_list(&out->json, S("resources"));
    for (size_t i = 0; i < it->n_decisions; i++)
        if (out->decisions[i])
            add_decision(out, &it->decisions[i]);
    for (size_t i = 0; i < out->n_analyses; i++)
        add_analysis(out, out->analyses[i]);
    for (size_t i = 0; i < it->n_exceptions; i++)
        if (out->exceptions[i])
            add_exception(out, &it->exceptions[i]);
    for (size_t i = 0; i < it->n_pieces; i++)
        if (out->pieces[i])
            add_piece(out, &it->pieces[i].evidence);
    json_end(&out->json);
    json_end(&out->json);
}
