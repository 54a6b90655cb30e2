#include "aide/courier.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bug.h"
#include "base/netstring.h"
#include "base/url.h"
#include "cage/cage.h"

enum { HANDS = 4, CONNECT_MS = 4000, WHOLE_MS = 8000, ASK_MS = 12000, ROOM_BYTES = 1024 * 1024 };

/* Where it may ever go; at NULL: wherever an errand may. Set before it is forked, and so in every
 * hand that follows one that died. */
static struct str reach = {NULL, 0};

/* ---- in the courier ---- */

struct taken {
    struct buf body;
    bool too_large;
};

static size_t take(char *at, size_t size, size_t n, void *with)
{
    struct taken *it = with;

    if (it->body.len + size * n > COURIER_BYTES_MAX) {
        it->too_large = true;
        return 0;
    }
    buf_put(&it->body, (struct str){at, size * n});
    return size * n;
}

/* It reads how names are found and which certificates count, by name: the key file may lie
 * in /etc too. */
static bool begin(void)
{
    static const char *const files[] = {
        "/etc/ssl", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates",
        "/etc/resolv.conf", "/run/systemd/resolve", "/etc/hosts", "/etc/host.conf",
        "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services", "/etc/ld.so.cache",
        "/usr/lib", "/lib", "/lib64",
    };
    struct cage cage = {.kind = CAGE_COURIER};
    const char *why;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cage_add(&cage, CAGE_READ, files[i]);
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && cage_enter(&cage, &why) == DONE;
}

static bool read_errand(struct str question, struct courier_errand *ret)
{
    struct str kind;

    if (!netstring_get(&question, &ret->address) || !netstring_get(&question, &ret->hosts) ||
        !netstring_get(&question, &kind) || !netstring_get(&question, &ret->form) ||
        !netstring_get(&question, &ret->authorization))
        return false;
    ret->brings = str_eq(kind, S("POST"));
    return true;
}

/* A header of our own making does not begin a second one. */
static bool is_one_line(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < ' ')
            return false;
    return true;
}

static bool is_among(struct str hosts, struct str host)
{
    while (hosts.len > 0) {
        struct str one = str_cut(hosts, ' ', &hosts);

        if (one.len > 0 && str_eq(one, host))
            return true;
    }
    return false;
}

static bool may_go(const struct courier_errand *errand, struct url *ret_url)
{
    return url_read(errand->address, ret_url) && is_one_line(errand->authorization) &&
           is_among(errand->hosts, ret_url->host) &&
           (reach.at == NULL || is_among(reach, ret_url->host));
}

static void set_limits(CURL *curl, const struct url *url)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, url->secure ? "https" : "http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)COURIER_BYTES_MAX);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "waarborg");
    /* What is on this machine is never asked of a proxy. */
    if (url->near)
        curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

static struct curl_slist *headers_of(struct arena *mem, const struct courier_errand *errand)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");

    if (errand->authorization.len > 0)
        headers = curl_slist_append(headers, arena_text(mem, "Authorization: %" STR_FMT,
                                                        STR_ARG(errand->authorization)).at);
    return headers;
}

/* What comes back to who asked: the status, a line of why, and the body. */
static struct str told(struct arena *mem, long status, struct str why, struct str body)
{
    struct buf out;

    buf_init(&out, mem, body.len + why.len + 32);
    buf_text(&out, "%ld ", status);
    buf_put(&out, why);
    buf_char(&out, '\n');
    buf_put(&out, body);
    return buf_str(&out);
}

static struct str fetch(CURL *curl, struct arena *mem, const struct courier_errand *errand,
                        const struct url *url)
{
    struct taken taken = {.too_large = false};
    struct curl_slist *headers = headers_of(mem, errand);
    CURLcode code;
    long status = 0;

    buf_init(&taken.body, mem, 4096);
    set_limits(curl, url);
    curl_easy_setopt(curl, CURLOPT_URL, arena_str(mem, errand->address).at);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &taken);
    if (errand->brings) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)errand->form.len);
        curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, arena_str(mem, errand->form).at);
    }
    code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    if (code == CURLE_OK)
        return told(mem, status, S(""), buf_str(&taken.body));
    return told(mem, 0, taken.too_large ? S("the answer is too large")
                                        : str_of(curl_easy_strerror(code)), S(""));
}

static struct str answer(struct arena *mem, struct str question, int file)
{
    struct courier_errand errand = {.brings = false};
    struct url url;
    struct str said;
    CURL *curl;

    (void)file;
    if (!read_errand(question, &errand) || !may_go(&errand, &url))
        return told(mem, -1, S("that is not where we may go"), S(""));
    curl = curl_easy_init();
    if (curl == NULL)
        return told(mem, 0, S("no memory"), S(""));
    said = fetch(curl, mem, &errand, &url);
    curl_easy_cleanup(curl);
    return said;
}

static struct aide courier = {
    .name = "courier", .hands = HANDS, .limit_s = WHOLE_MS / 1000 + 2,
    .arena_limit_bytes = ROOM_BYTES, .begin = begin, .answer = answer,
};

/* ---- who asks ---- */

bool courier_start(struct str hosts)
{
    reach = hosts.at == NULL ? S("") : hosts;
    return aide_start(&courier);
}

enum outcome courier_go(struct arena *mem, const struct courier_errand *errand, int *ret_status,
                        struct str *ret_body, struct str *ret_why)
{
    struct buf question;
    struct str said;
    struct str line;
    struct str why;
    int64_t status = 0;

    buf_init(&question, mem, errand->form.len + 1024);
    netstring_put(&question, errand->address);
    netstring_put(&question, errand->hosts);
    netstring_put(&question, errand->brings ? S("POST") : S("GET"));
    netstring_put(&question, errand->form);
    netstring_put(&question, errand->authorization);
    if (aide_ask(&courier, mem, buf_str(&question), -1, ASK_MS, !errand->brings, &said,
                 ret_why) != DONE)
        return BROKEN;
    line = str_cut(said, '\n', &said);
    if (!str_int(str_cut(line, ' ', &why), &status) || status <= 0) {
        *ret_why = why;
        return status < 0 ? REFUSED : BROKEN;
    }
    *ret_status = (int)status;
    *ret_body = said;
    return DONE;
}
