#include "http/guard.h"

#include "http/limits.h"

enum { REFUSED_LENGTH_DIGITS = 18 }; /* more cannot be meant and might overflow */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_name(struct str s, struct str name)
{
    if (s.len != name.len)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (lower(s.at[i]) != name.at[i])
            return false;
    return true;
}

static bool all_of(struct str s, const char *others)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_alnum(s.at[i]) && (s.at[i] == 0 || strchr(others, s.at[i]) == NULL))
            return false;
    return s.len > 0;
}

static bool is_token(struct str s)
{
    return all_of(s, "!#$%&'*+-.^_`|~");
}

/* A host and perhaps a port; no user, no path, no list. */
static bool is_host(struct str s)
{
    return all_of(s, "-._~%:[]");
}

static bool is_target(struct str s)
{
    if (s.len == 0 || s.at[0] != '/')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] <= ' ' || s.at[i] >= 0x7f || s.at[i] == '#')
            return false;
    return true;
}

static bool is_value(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];

        if ((c < ' ' && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static uintptr_t end_of(struct str s)
{
    return (uintptr_t)s.at + s.len;
}

/* The library ends a line at a bare LF, glues folded lines and stops a value at
 * a NUL, all without a word. Each of these leaves a gap: with one space between
 * the parts of the first line, a colon after each name and CR LF after each
 * line, every byte of the head is accounted for. */
static bool is_seamless(const struct guard_facts *facts)
{
    uintptr_t at = (uintptr_t)facts->method.at;
    uintptr_t head_end = at + facts->head_bytes;

    if (end_of(facts->method) + 1 != (uintptr_t)facts->seam_target.at ||
        end_of(facts->seam_target) + 1 != (uintptr_t)facts->version.at)
        return false;
    at = end_of(facts->version) + 2;
    for (size_t i = 0; i < facts->n_fields; i++) {
        const struct http_header *field = &facts->fields[i];

        if ((uintptr_t)field->name.at != at || (uintptr_t)field->value.at <= end_of(field->name))
            return false;
        at = end_of(field->value) + 2;
    }
    return at + 2 == head_end;
}

static struct guard_verdict refuse(int status, const char *why)
{
    return (struct guard_verdict){.status = status, .why = why};
}

static struct guard_verdict judge_line(const struct guard_facts *facts)
{
    struct guard_verdict verdict = {0};

    if (!str_eq(facts->version, S("HTTP/1.1")) && !str_eq(facts->version, S("HTTP/1.0")))
        return refuse(505, "version");
    if (!is_token(facts->method))
        return refuse(400, "method");
    if (facts->target.len > LIMITS_TARGET_BYTES)
        return refuse(414, "target too long");
    if (facts->n_fields > HTTP_HEADERS_MAX || facts->head_bytes > LIMITS_FIELDS_BYTES +
        facts->method.len + facts->target.len + facts->version.len)
        return refuse(431, "too many fields");
    if (!is_seamless(facts))
        return refuse(400, "line ends, folding or a NUL");
    if (!http_method_of(facts->method, &verdict.method)) {
        if (str_eq(facts->method, S("OPTIONS")) || str_eq(facts->method, S("TRACE")) ||
            str_eq(facts->method, S("CONNECT")))
            return refuse(405, "method not allowed");
        return refuse(501, "method unknown");
    }
    if (!is_target(facts->target))
        return refuse(400, "target");
    return verdict;
}

static bool read_length(struct str value, uint64_t *ret)
{
    uint64_t n = 0;

    if (value.len == 0 || value.len > REFUSED_LENGTH_DIGITS)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (!is_digit(value.at[i]))
            return false;
        n = n * 10 + (uint64_t)(value.at[i] - '0');
    }
    *ret = n;
    return true;
}

struct guard_verdict guard_judge(const struct guard_facts *facts)
{
    struct guard_verdict verdict = judge_line(facts);
    int hosts = 0;
    int lengths = 0;
    int codings = 0;

    for (size_t i = 0; verdict.status == 0 && i < facts->n_fields; i++) {
        const struct http_header *field = &facts->fields[i];

        if (!is_token(field->name))
            return refuse(400, "field name");
        if (!is_value(field->value))
            return refuse(400, "control character in a field");
        if (is_name(field->name, S("host"))) {
            if (++hosts > 1 || !is_host(str_trim(field->value)))
                return refuse(400, "host");
        } else if (is_name(field->name, S("content-length"))) {
            if (++lengths > 1 || !read_length(field->value, &verdict.length))
                return refuse(400, "content length");
        } else if (is_name(field->name, S("transfer-encoding"))) {
            if (++codings > 1 || !is_name(field->value, S("chunked")))
                return refuse(400, "transfer coding");
        }
    }
    if (verdict.status != 0)
        return verdict;
    if (hosts == 0)
        return refuse(400, "no host");
    if (codings > 0 && (lengths > 0 || str_eq(facts->version, S("HTTP/1.0"))))
        return refuse(400, "length and coding");
    if ((codings > 0 || verdict.length > 0) &&
        (verdict.method == HTTP_GET || verdict.method == HTTP_HEAD))
        return refuse(400, "body with a method that has none");
    verdict.chunked = codings > 0;
    return verdict;
}

/* Is a weight, as in ";q=0.5", anything but zero? No weight is one. */
static bool is_wanted(struct str weight)
{
    weight = str_trim(weight);
    if (weight.len == 0)
        return true;
    if (weight.len < 3 || lower(weight.at[0]) != 'q' || weight.at[1] != '=')
        return false;
    for (size_t i = 2; i < weight.len; i++)
        if (weight.at[i] >= '1' && weight.at[i] <= '9')
            return true;
    return false;
}

bool guard_gzip(struct str accept)
{
    while (accept.len > 0) {
        struct str weight;
        struct str name = str_cut(str_cut(accept, ',', &accept), ';', &weight);

        if (is_name(str_trim(name), S("gzip")))
            return is_wanted(weight);
    }
    return false;
}
