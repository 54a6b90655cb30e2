#include "model/provider.h"

#include "base/url.h"

static const char *const provider_way_words[] = {NULL, "key", "secret"};
const struct choices provider_way_choices = {provider_way_words, PROVIDER_WAY_COUNT};

static const char *const provider_joins_words[] = {NULL, "linked", "made"};
const struct choices provider_joins_choices = {provider_joins_words, PROVIDER_JOINS_COUNT};

static const char *const provider_stage_words[] = {NULL, "voorgesteld", "bevestigd", "vervallen"};
const struct choices provider_stage_choices = {provider_stage_words, PROVIDER_STAGE_COUNT};

static const struct field provider_fields[] = {
    FIELD_TEXT(provider, name, 60, REQUIRED),
    FIELD_CODE(provider, issuer, 300, REQUIRED),
    FIELD_CODE(provider, client, 300, REQUIRED),
    FIELD_CHOICE(provider, way, provider_way, REQUIRED),
    FIELD_CODE(provider, hosts, 500, 0),
    FIELD_CODE(provider, claim, 100, 0),
    FIELD_CODE(provider, roles, 4000, LINES),
    FIELD_CODE(provider, acr, 200, 0),
    FIELD_CHOICE(provider, joins, provider_joins, REQUIRED),
    FIELD_FLAG(provider, ended, 0),
    FIELD_CHOICE(provider, stage, provider_stage, OURS),
    FIELD_REF(provider, asked_by, person, OURS),
};

bool provider_same(const struct provider *a, const struct provider *b)
{
    return str_eq(a->name, b->name) && str_eq(a->issuer, b->issuer) &&
           str_eq(a->client, b->client) && a->way == b->way && str_eq(a->hosts, b->hosts) &&
           str_eq(a->claim, b->claim) && str_eq(a->roles, b->roles) && str_eq(a->acr, b->acr) &&
           a->joins == b->joins;
}

bool provider_line(struct str *lines, enum role *ret_role, struct str *ret_value)
{
    struct str value;
    struct str word;
    int role = 0;

    if (lines->len == 0)
        return false;
    word = str_trim(str_cut(str_cut(*lines, '\n', lines), '=', &value));
    value = str_trim(value);
    if (word.len == 0 || value.len == 0 || !choice_of(&role_choices, word, &role))
        return false;
    *ret_role = (enum role)role;
    *ret_value = value;
    return true;
}

uint32_t provider_roles(struct str lines, const struct str *values, size_t n)
{
    uint32_t roles = 0;
    enum role role;
    struct str value;

    while (provider_line(&lines, &role, &value))
        for (size_t i = 0; i < n; i++)
            if (str_eq(values[i], value))
                roles |= UINT32_C(1) << role;
    return roles;
}

uint32_t provider_rules(struct str lines)
{
    uint32_t roles = 0;
    enum role role;
    struct str value;

    while (provider_line(&lines, &role, &value))
        roles |= UINT32_C(1) << role;
    return roles;
}

/* The issuer names itself so that nothing else can be meant: [OIDC Core 2] iss. */
static bool is_issuer(struct str text)
{
    struct url url;

    return url_read(text, &url) && str_find(url.path, S("?"), 0) < 0;
}

static bool are_lines(struct str lines)
{
    enum role role;
    struct str value;

    while (lines.len > 0)
        if (!provider_line(&lines, &role, &value))
            return false;
    return true;
}

static void provider_check(const void *row, struct faults *faults)
{
    const struct provider *it = row;
    const struct str none = {NULL, 0};

    if (it->issuer.len > 0 && !is_issuer(it->issuer))
        fault_add(faults, S("issuer"), S("fault.issuer"), none);
    if (!are_lines(it->roles))
        fault_add(faults, S("roles"), S("fault.role_lines"), none);
    if (it->roles.len > 0 && it->claim.len == 0)
        fault_add(faults, S("claim"), S("fault.claim"), none);
    /* Without a table nobody new could be given anything to do. */
    if (it->joins == JOINS_MADE && it->roles.len == 0)
        fault_add(faults, S("joins"), S("fault.joins"), none);
}

const struct noun provider_noun =
    NOUN(provider, "aanmelden", "provider", .check = provider_check);
