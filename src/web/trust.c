#include "web/trust.h"

#include "base/lang.h"
#include "base/url.h"

enum { RETURN_BYTES = 1000 };

bool trust_secure(const struct http_request *request, bool proxy, struct str origin)
{
    if (str_starts(origin, S("https://")))
        return true;
    return proxy && str_eq(http_header_of(request, S("x-forwarded-proto")), S("https"));
}

static bool is_origin(struct str given, struct str scheme, struct str host)
{
    return host.len > 0 && given.len == scheme.len + host.len && str_starts(given, scheme) &&
           str_ends(given, host);
}

bool trust_origin(const struct http_request *request, struct str origin, bool secure)
{
    struct str site = http_header_of(request, S("sec-fetch-site"));
    struct str given = http_header_of(request, S("origin"));

    if (site.len > 0 && !str_eq(site, S("none")))
        return str_eq(site, S("same-origin"));
    if (given.len == 0)
        return false;
    if (origin.len > 0)
        return str_eq(given, origin);
    return is_origin(given, secure ? S("https://") : S("http://"),
                     http_header_of(request, S("host")));
}

static bool is_digits(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.len > 0;
}

/* 127.0.0.1 or [::1]; no name has a last part of digits alone. */
static bool is_number(struct str host)
{
    struct str last = host;

    for (ptrdiff_t dot; (dot = str_find(last, S("."), 0)) >= 0;)
        last = str_sub(last, (size_t)dot + 1, last.len);
    return host.len == 0 || host.at[0] == '[' || is_digits(last);
}

bool trust_site(struct arena *mem, const struct http_request *request, struct str origin,
                bool secure, struct str *ret_origin, struct str *ret_host)
{
    struct url url;

    if (origin.len == 0) {
        origin = arena_text(mem, "%s%" STR_FMT, secure ? "https://" : "http://",
                            STR_ARG(http_header_of(request, S("host"))));
        if (!url_read(origin, &url) || url.path.len > 0 || !str_eq(url.host, S("localhost")))
            return false;
    }
    if (!url_read(origin, &url) || is_number(url.host))
        return false;
    *ret_origin = url.origin;
    *ret_host = url.host;
    return true;
}

bool trust_token(struct str expected, struct str given)
{
    unsigned char differs = 0;

    if (expected.len == 0 || expected.len != given.len)
        return false;
    for (size_t i = 0; i < expected.len; i++)
        differs |= (unsigned char)(expected.at[i] ^ given.at[i]);
    return differs == 0;
}

struct str trust_return(struct str address)
{
    if (address.len == 0 || address.len > RETURN_BYTES || address.at[0] != '/' ||
        (address.len > 1 && address.at[1] == '/'))
        return S("/");
    for (size_t i = 0; i < address.len; i++)
        if (address.at[i] <= ' ' || address.at[i] > '~' || address.at[i] == '\\')
            return S("/");
    return address;
}

struct str trust_from(const struct http_request *request, struct str origin, bool secure)
{
    struct str from = http_header_of(request, S("referer"));
    struct str scheme = secure ? S("https://") : S("http://");
    struct str host = http_header_of(request, S("host"));
    size_t n = origin.len > 0 ? origin.len : scheme.len + host.len;

    if (from.len <= n || (origin.len > 0 ? !str_starts(from, origin)
                                         : !is_origin(str_sub(from, 0, n), scheme, host)))
        return S("");
    from = str_sub(from, n, from.len);
    return from.at[0] == '/' ? trust_return(from) : S("");
}

bool trust_click(const struct http_request *request, struct str origin, bool secure)
{
    struct str site = http_header_of(request, S("sec-fetch-site"));

    return site.len > 0 ? str_eq(site, S("same-origin"))
                        : trust_from(request, origin, secure).len > 0;
}

struct str trust_cookie_in(struct str field, struct str name)
{
    struct str rest = field;

    while (rest.len > 0) {
        struct str value;
        struct str pair = str_trim(str_cut(rest, ';', &rest));

        if (str_eq(str_cut(pair, '=', &value), name))
            return value;
    }
    return S("");
}

struct str trust_cookie(const struct http_request *request, struct str name)
{
    return trust_cookie_in(http_header_of(request, S("cookie")), name);
}

/* A browser keeps the name __Host- for this host and TLS; the plain one may be of before. */
static int chosen_language(const struct http_request *request)
{
    struct str chosen = trust_cookie(request, S("__Host-taal"));

    if (chosen.len == 0)
        chosen = trust_cookie(request, S("taal"));
    return str_eq(chosen, S("nl")) ? LANG_NL : str_eq(chosen, S("en")) ? LANG_EN : -1;
}

int trust_language(const struct http_request *request)
{
    struct str accept = http_header_of(request, S("accept-language"));
    int chosen = chosen_language(request);

    if (chosen >= 0)
        return chosen;
    while (accept.len > 0) {
        struct str rest;
        struct str one = str_trim(str_cut(str_cut(accept, ',', &accept), ';', &rest));

        if (str_starts(one, S("nl")))
            return LANG_NL;
        if (str_starts(one, S("en")))
            return LANG_EN;
    }
    return -1;
}
