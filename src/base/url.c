#include "base/url.h"

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if (c <= 0x20 || c >= 0x7f || strchr("\"<>\\^`{|}#@", c) != NULL)
            return false;
    }
    return true;
}

static size_t find(struct str text, const char *any)
{
    size_t i = 0;

    while (i < text.len && strchr(any, text.at[i]) == NULL)
        i++;
    return i;
}

static bool is_port(struct str text)
{
    int64_t n;

    return text.len >= 1 && text.len <= 5 && text.at[0] != '-' && text.at[0] != '+' &&
           str_int(text, &n) && n >= 1 && n <= 65535;
}

/* Letters, digits, dots and hyphens, or an IPv6 address between brackets. */
static bool is_host(struct str host)
{
    bool six = host.len > 2 && host.at[0] == '[';
    const char *signs = six ? "0123456789abcdefABCDEF:." : "-.";

    if (host.len == 0 || host.len > 253)
        return false;
    if (six && host.at[host.len - 1] != ']')
        return false;
    if (six)
        host = str_sub(host, 1, host.len - 1);
    for (size_t i = 0; i < host.len; i++) {
        char c = host.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (strchr(signs, c) == NULL && (six || !letter))
            return false;
    }
    return true;
}

static bool is_near(struct str host)
{
    return str_eq(host, S("127.0.0.1")) || str_eq(host, S("[::1]")) || str_eq(host, S("localhost"));
}

bool url_read(struct str text, struct url *ret)
{
    bool secure = str_starts(text, S("https://"));
    size_t front = secure ? 8 : 7;
    struct url url = {.secure = secure};
    struct str rest;
    struct str port;
    size_t cut;

    if (text.len > URL_BYTES_MAX || !is_plain(text) || (!secure && !str_starts(text, S("http://"))))
        return false;
    rest = str_sub(text, front, text.len);
    cut = find(rest, "/?");
    url.origin = str_sub(text, 0, front + cut);
    url.path = str_sub(rest, cut, rest.len);
    rest = str_sub(rest, 0, cut);
    cut = rest.len > 0 && rest.at[0] == '[' ? find(rest, "]") + 1 : find(rest, ":");
    url.host = str_sub(rest, 0, cut);
    port = str_sub(rest, cut, rest.len);
    if (!is_host(url.host) ||
        (port.len > 0 && (port.at[0] != ':' || !is_port(str_sub(port, 1, port.len)))))
        return false;
    url.near = is_near(url.host);
    if (!secure && !url.near)
        return false;
    *ret = url;
    return true;
}
