#include "http/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { AREA_SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL };

enum outcome channel_open(struct channel *ret)
{
    int pair[2];
    int area = channel_file();

    if (area < 0)
        return BROKEN;
    if (ftruncate(area, CHANNEL_AREA_BYTES) != 0 || fcntl(area, F_ADD_SEALS, AREA_SEALS) != 0 ||
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) {
        close(area);
        return BROKEN;
    }
    *ret = (struct channel){.porter = pair[0], .worker = pair[1], .area = area};
    return DONE;
}

char *channel_map(int area, bool writable)
{
    void *at;

    if (!channel_is_sealed(area, CHANNEL_AREA_BYTES))
        return NULL;
    at = mmap(NULL, CHANNEL_AREA_BYTES, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED,
              area, 0);
    return at == MAP_FAILED ? NULL : at;
}

int channel_file(void)
{
    return memfd_create("waarborg", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

bool channel_seal(int file)
{
    return fcntl(file, F_ADD_SEALS, AREA_SEALS | F_SEAL_WRITE) == 0;
}

bool channel_is_sealed(int file, uint64_t n)
{
    struct stat stat;
    int seals = fcntl(file, F_GET_SEALS);

    return seals >= 0 && (seals & F_SEAL_SHRINK) != 0 && fstat(file, &stat) == 0 &&
           stat.st_size >= 0 && (uint64_t)stat.st_size >= n;
}

bool channel_send(int to, const struct iovec *parts, size_t n_parts, const int passed[2], int flags)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = (struct iovec *)parts, .msg_iovlen = n_parts};
    size_t n = 0;
    ssize_t sent;

    while (n < 2 && passed != NULL && passed[n] >= 0)
        n++;
    if (n > 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(n * sizeof(int));
        control.head.cmsg_level = SOL_SOCKET;
        control.head.cmsg_type = SCM_RIGHTS;
        control.head.cmsg_len = CMSG_LEN(n * sizeof(int));
        memcpy(CMSG_DATA(&control.head), passed, n * sizeof(int));
    }
    do
        sent = sendmsg(to, &message, flags | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent >= 0;
}

/* Takes the descriptors out of a message; more than two are closed. */
static void take_passed(struct msghdr *message, int ret_passed[2])
{
    size_t n = 0;

    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        for (size_t at = CMSG_LEN(0); at + sizeof(int) <= c->cmsg_len; at += sizeof(int)) {
            int file;

            memcpy(&file, (char *)c + at, sizeof file);
            if (n < 2)
                ret_passed[n++] = file;
            else
                close(file);
        }
    }
}

ssize_t channel_receive(int from, void *at, size_t room, int ret_passed[2], int flags)
{
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } control;
    struct iovec part = {at, room};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got;

    ret_passed[0] = ret_passed[1] = -1;
    do
        got = recvmsg(from, &message, flags | MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return errno == EAGAIN ? -1 : 0;
    take_passed(&message, ret_passed);
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0)
        return got;
    for (int i = 0; i < 2; i++)
        if (ret_passed[i] >= 0)
            close(ret_passed[i]);
    ret_passed[0] = ret_passed[1] = -1;
    return 0; /* who sends what does not fit is as good as gone */
}

/* A request on its way: this, then two lengths for each header, then the texts
 * in the order of these members, then names and values in turn, then the body. */
struct request_head {
    uint32_t method;
    uint32_t slot;
    uint32_t in_file;
    uint32_t n_headers;
    uint32_t path;
    uint32_t query;
    uint32_t peer;
    uint32_t zero;
    uint64_t body;
};

struct field_head {
    uint32_t name;
    uint32_t value;
};

struct reply_head {
    uint32_t status;
    uint32_t type;
    uint32_t headers;
    uint32_t where;
    uint64_t body;
};

struct writer {
    char *at;
    size_t len;
    bool full;
};

static char *put(struct writer *out, const void *bytes, size_t n)
{
    char *at = out->at + out->len;

    if (out->full || n > CHANNEL_MESSAGE_BYTES - out->len) {
        out->full = true;
        return at;
    }
    if (n > 0)
        memcpy(at, bytes, n);
    out->len += n;
    return at;
}

static void put_lower(struct writer *out, struct str s)
{
    char *at = put(out, s.at, s.len);

    for (size_t i = 0; !out->full && i < s.len; i++)
        if (at[i] >= 'A' && at[i] <= 'Z')
            at[i] = (char)(at[i] - 'A' + 'a');
}

size_t channel_put_request(char message[static CHANNEL_MESSAGE_BYTES],
                           const struct http_request *request, unsigned slot, bool in_file)
{
    struct writer out = {.at = message};
    struct request_head head = {
        .method = request->method,
        .slot = slot,
        .in_file = in_file,
        .n_headers = (uint32_t)request->n_headers,
        .path = (uint32_t)request->path.len,
        .query = (uint32_t)request->query.len,
        .peer = (uint32_t)request->peer.len,
        .body = request->body.len,
    };

    put(&out, &head, sizeof head);
    for (size_t i = 0; i < request->n_headers; i++) {
        const struct http_header *header = &request->headers[i];
        struct field_head field = {(uint32_t)header->name.len, (uint32_t)header->value.len};

        put(&out, &field, sizeof field);
    }
    put(&out, request->path.at, request->path.len);
    put(&out, request->query.at, request->query.len);
    put(&out, request->peer.at, request->peer.len);
    for (size_t i = 0; i < request->n_headers; i++) {
        put_lower(&out, request->headers[i].name);
        put(&out, request->headers[i].value.at, request->headers[i].value.len);
    }
    if (!in_file)
        put(&out, request->body.at, request->body.len);
    return out.full ? 0 : out.len;
}

/* Takes n bytes off the front; false when they are not there. */
static bool take(struct str *rest, size_t n, struct str *ret)
{
    if (n > rest->len)
        return false;
    *ret = (struct str){rest->at, n};
    rest->at += n;
    rest->len -= n;
    return true;
}

static bool take_headers(struct str *rest, struct str lengths, struct http_request *ret)
{
    for (size_t i = 0; i < ret->n_headers; i++) {
        struct field_head field;

        memcpy(&field, lengths.at + i * sizeof field, sizeof field);
        if (!take(rest, field.name, &ret->headers[i].name) ||
            !take(rest, field.value, &ret->headers[i].value))
            return false;
    }
    return true;
}

bool channel_get_request(struct str message, struct http_request *ret, unsigned *ret_slot,
                         bool *ret_in_file)
{
    struct request_head head;
    struct str rest = message;
    struct str part;
    struct str lengths;

    if (!take(&rest, sizeof head, &part))
        return false;
    memcpy(&head, part.at, sizeof head);
    if (head.method >= HTTP_METHOD_COUNT || head.slot >= CHANNEL_SLOTS || head.in_file > 1 ||
        head.n_headers > HTTP_HEADERS_MAX || head.zero != 0 || head.body > SIZE_MAX / 2)
        return false;
    ret->method = (enum http_method)head.method;
    ret->n_headers = head.n_headers;
    if (!take(&rest, head.n_headers * sizeof(struct field_head), &lengths) ||
        !take(&rest, head.path, &ret->path) || !take(&rest, head.query, &ret->query) ||
        !take(&rest, head.peer, &ret->peer) || !take_headers(&rest, lengths, ret))
        return false;
    ret->body = (struct str){rest.at, (size_t)head.body};
    if (head.in_file)
        ret->body.at = NULL;
    if (rest.len != (head.in_file ? 0 : head.body))
        return false;
    *ret_slot = head.slot;
    *ret_in_file = head.in_file == 1;
    return true;
}

size_t channel_put_reply(char message[static CHANNEL_MESSAGE_BYTES],
                         const struct channel_reply *reply)
{
    struct writer out = {.at = message};
    struct reply_head head = {
        .status = (uint32_t)reply->status,
        .type = (uint32_t)reply->type.len,
        .headers = (uint32_t)reply->headers.len,
        .where = reply->where,
        .body = reply->body_bytes,
    };

    if (reply->type.len > CHANNEL_HEADERS_BYTES || reply->headers.len > CHANNEL_HEADERS_BYTES)
        return 0;
    put(&out, &head, sizeof head);
    put(&out, reply->type.at, reply->type.len);
    put(&out, reply->headers.at, reply->headers.len);
    return out.full ? 0 : out.len;
}

bool channel_get_reply(struct str message, struct channel_reply *ret)
{
    struct reply_head head;
    struct str rest = message;
    struct str part;

    if (!take(&rest, sizeof head, &part))
        return false;
    memcpy(&head, part.at, sizeof head);
    if (head.status < 200 || head.status > 599 || head.where >= CHANNEL_WHERE_COUNT ||
        head.type > CHANNEL_HEADERS_BYTES || head.headers > CHANNEL_HEADERS_BYTES)
        return false;
    if ((head.where == CHANNEL_NO_BODY && head.body != 0) ||
        (head.where == CHANNEL_SLOT && head.body > CHANNEL_SLOT_BYTES) || head.body > INT64_MAX)
        return false;
    if (!take(&rest, head.type, &ret->type) || !take(&rest, head.headers, &ret->headers) ||
        rest.len != 0)
        return false;
    ret->status = (int)head.status;
    ret->where = (enum channel_where)head.where;
    ret->body_bytes = head.body;
    return true;
}
