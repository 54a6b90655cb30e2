/* What a token that is soundly signed says: is it ours, of now, and about what we asked? */
#include "factor/jwt.h"

static bool is_one_of(const json_t *list, struct str text)
{
    const json_t *item;
    size_t i;

    json_array_foreach(list, i, item)
        if (str_eq((struct str){json_string_value(item), json_string_length(item)}, text))
            return true;
    return false;
}

/* aud is us: alone, or among others when azp then says that it was made for us. */
static enum oidc_verdict judge_audience(const json_t *claims, struct str client)
{
    const json_t *aud = json_object_get(claims, "aud");
    const json_t *azp = json_object_get(claims, "azp");
    bool ours = json_is_array(aud)
                    ? is_one_of(aud, client)
                    : str_eq((struct str){json_string_value(aud), json_string_length(aud)}, client);

    if (!ours || client.len == 0)
        return OIDC_AUDIENCE;
    if (azp == NULL)
        return json_is_array(aud) && json_array_size(aud) > 1 ? OIDC_AUDIENCE : OIDC_FINE;
    return str_eq((struct str){json_string_value(azp), json_string_length(azp)}, client)
               ? OIDC_FINE
               : OIDC_PARTY;
}

/* Whole seconds since 1970; -1 when it is anything else. */
static int64_t seconds(const json_t *claims, const char *name)
{
    const json_t *at = json_object_get(claims, name);
    int64_t n = json_integer_value(at);

    return json_is_integer(at) && n >= 0 && n < INT64_C(1) << 40 ? n : -1;
}

static enum oidc_verdict judge_time(const json_t *claims, int64_t now, bool must_expire)
{
    int64_t made = seconds(claims, "iat");
    int64_t until = seconds(claims, "exp");

    if (must_expire || json_object_get(claims, "exp") != NULL)
        if (until < 0 || now >= until + OIDC_LEEWAY_S)
            return OIDC_EXPIRED;
    if (json_object_get(claims, "nbf") != NULL &&
        (seconds(claims, "nbf") < 0 || seconds(claims, "nbf") > now + OIDC_LEEWAY_S))
        return OIDC_EARLY;
    if (made < 0)
        return OIDC_OLD;
    if (made > now + OIDC_LEEWAY_S)
        return OIDC_EARLY;
    return now - made > OIDC_AGE_S ? OIDC_OLD : OIDC_FINE;
}

/* Issuer, audience and time: what both kinds of token share. */
static enum oidc_verdict judge_common(struct arena *mem, const json_t *claims,
                                      const struct oidc_demand *demand, bool must_expire)
{
    enum oidc_verdict verdict;

    if (demand->issuer.len == 0 ||
        !str_eq(jwt_text(mem, claims, "iss", OIDC_DOCUMENT_BYTES), demand->issuer))
        return OIDC_ISSUER;
    if ((verdict = judge_audience(claims, demand->client)) != OIDC_FINE)
        return verdict;
    return judge_time(claims, demand->now.ms / 1000, must_expire);
}

/* In a time that says nothing of where they differ. */
static bool is_same(struct str a, struct str b)
{
    unsigned char differ = 0;

    if (a.len != b.len || a.len == 0)
        return false;
    for (size_t i = 0; i < a.len; i++)
        differ |= (unsigned char)(a.at[i] ^ b.at[i]);
    return differ == 0;
}

static enum oidc_verdict judge_signing(struct arena *mem, const json_t *claims,
                                       const struct oidc_demand *demand)
{
    int64_t now = demand->now.ms / 1000;
    int64_t signed_at = seconds(claims, "auth_time");

    if (!is_same(jwt_text(mem, claims, "nonce", OIDC_TEXT_BYTES), demand->nonce))
        return OIDC_NONCE;
    if (demand->max_age_s >= 0 && (signed_at < 0 || signed_at > now + OIDC_LEEWAY_S ||
                                   now - signed_at > demand->max_age_s + OIDC_LEEWAY_S))
        return OIDC_SIGNED_LONG;
    if (demand->acr.len > 0 &&
        !str_eq(jwt_text(mem, claims, "acr", OIDC_TEXT_BYTES), demand->acr))
        return OIDC_STRENGTH;
    return OIDC_FINE;
}

/* A claim by its name, or by the names that lead to it; a name may hold dots itself. */
static const json_t *claim_of(struct arena *mem, const json_t *claims, struct str path)
{
    const json_t *at = json_object_get(claims, arena_str(mem, path).at);

    while (at == NULL && path.len > 0) {
        struct str name = str_cut(path, '.', &path);

        claims = json_object_get(claims, arena_str(mem, name).at);
        if (path.len == 0)
            at = claims;
    }
    return at;
}

/* [Entra] who is in too many groups gets a pointer to the list in the place of the list:
 * then nobody knows what they may. */
static bool is_elsewhere(struct arena *mem, const json_t *claims, struct str path)
{
    return json_object_get(json_object_get(claims, "_claim_names"), arena_str(mem, path).at) !=
               NULL || (str_eq(path, S("groups")) && json_object_get(claims, "hasgroups") != NULL);
}

static enum oidc_verdict read_values(struct arena *mem, const json_t *claims, struct str path,
                                     struct oidc_identity *ret)
{
    const json_t *claim;
    size_t n;

    if (path.len == 0)
        return OIDC_FINE;
    claim = claim_of(mem, claims, path);
    if (claim == NULL && is_elsewhere(mem, claims, path))
        return OIDC_OVERFLOW;
    n = json_is_array(claim) ? json_array_size(claim) : 1;
    if (n > OIDC_VALUES_MAX)
        return OIDC_OVERFLOW;
    ret->values = NEW_ARRAY(mem, n, struct str);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_is_array(claim) ? json_array_get(claim, i) : claim;
        struct str text = {json_string_value(one), json_string_length(one)};

        if (json_is_string(one) && text.len > 0 && text.len <= OIDC_TEXT_BYTES)
            ret->values[ret->n_values++] = arena_str(mem, text);
    }
    return OIDC_FINE;
}

static enum oidc_verdict read_identity(struct arena *mem, const json_t *claims,
                                       const struct oidc_demand *demand,
                                       struct oidc_identity *ret)
{
    struct oidc_identity who = {.issuer = demand->issuer};
    int64_t signed_at = seconds(claims, "auth_time");
    enum oidc_verdict verdict;

    who.subject = jwt_text(mem, claims, "sub", OIDC_TEXT_BYTES);
    if (who.subject.len == 0)
        return OIDC_SUBJECT;
    who.session = jwt_text(mem, claims, "sid", OIDC_TEXT_BYTES);
    who.name = jwt_text(mem, claims, "name", OIDC_TEXT_BYTES);
    if (signed_at > 0 && signed_at <= demand->now.ms / 1000)
        who.signed_at.ms = signed_at * 1000;
    if ((verdict = read_values(mem, claims, demand->claim, &who)) == OIDC_FINE)
        *ret = who;
    return verdict;
}

enum oidc_verdict oidc_id_token(struct arena *mem, struct str token, const struct oidc_keys *keys,
                                const struct oidc_demand *demand, struct oidc_identity *ret)
{
    json_t *claims = NULL;
    enum oidc_verdict verdict = jwt_read(mem, token, keys, NULL, &claims);

    if (verdict != OIDC_FINE)
        return verdict;
    if ((verdict = judge_common(mem, claims, demand, true)) == OIDC_FINE &&
        (verdict = judge_signing(mem, claims, demand)) == OIDC_FINE)
        verdict = read_identity(mem, claims, demand, ret);
    json_decref(claims);
    return verdict;
}

/* It says that it is about signing out, and could never pass for a sign-in. */
static enum oidc_verdict judge_leaver(struct arena *mem, const json_t *claims,
                                      struct oidc_leaver *ret)
{
    const json_t *events = json_object_get(claims, "events");
    struct oidc_leaver who = {
        .id = jwt_text(mem, claims, "jti", OIDC_TEXT_BYTES),
        .subject = jwt_text(mem, claims, "sub", OIDC_TEXT_BYTES),
        .session = jwt_text(mem, claims, "sid", OIDC_TEXT_BYTES),
    };

    if (json_object_get(claims, "nonce") != NULL || who.id.len == 0 ||
        !json_is_object(json_object_get(
            events, "http://schemas.openid.net/event/backchannel-logout")))
        return OIDC_EVENT;
    if (who.subject.len == 0 && who.session.len == 0)
        return OIDC_SUBJECT;
    *ret = who;
    return OIDC_FINE;
}

enum oidc_verdict oidc_logout_token(struct arena *mem, struct str token,
                                    const struct oidc_keys *keys, const struct oidc_demand *demand,
                                    struct oidc_leaver *ret)
{
    json_t *claims = NULL;
    enum oidc_verdict verdict = jwt_read(mem, token, keys, "logout+jwt", &claims);

    if (verdict != OIDC_FINE)
        return verdict;
    if ((verdict = judge_common(mem, claims, demand, false)) == OIDC_FINE)
        verdict = judge_leaver(mem, claims, ret);
    json_decref(claims);
    return verdict;
}
