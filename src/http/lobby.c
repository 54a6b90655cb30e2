#include "http/lobby.h"

#include <arpa/inet.h>
#include <stdarg.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>

#include "http/event.h"
#include "http/guard.h"

/* Memory of one connection inside the library: the head as it came, its parsed
 * fields and the head of the reply. Up to this size it comes from malloc. */
enum { CONNECTION_BYTES = 32 * 1024 };

static void log_refusal(struct lobby *lobby, const char *event, int status, const char *why,
                        const char *peer)
{
    if (lobby->logged++ < LIMITS_LOG_LINES)
        event_log(lobby->log,
                  "{\"event\":\"%s\",\"status\":%d,\"why\":\"%s\",\"peer\":\"%s\"}", event,
                  status, why, peer);
}

/* The guests themselves. */

static void name_peer(struct MHD_Connection *connection, char peer[static INET6_ADDRSTRLEN])
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info == NULL ? NULL : info->client_addr;

    memcpy(peer, "unix", sizeof "unix");
    if (address == NULL)
        return;
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)address)->sin_addr, peer,
                  INET6_ADDRSTRLEN);
    if (address->sa_family == AF_INET6) {
        const struct in6_addr *v6 =
            &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;

        if (IN6_IS_ADDR_V4MAPPED(v6))
            inet_ntop(AF_INET, v6->s6_addr + 12, peer, INET6_ADDRSTRLEN);
        else
            inet_ntop(AF_INET6, v6, peer, INET6_ADDRSTRLEN);
    }
}

static struct guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info == NULL ? NULL : info->socket_context;
}

static void enter(struct guest *guest, enum guest_phase phase, int64_t deadline_ms)
{
    guest->phase = phase;
    guest->deadline_ms = deadline_ms;
}

static void welcome(struct lobby *lobby, struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct guest *guest = calloc(1, sizeof *guest);

    *context = guest;
    if (guest == NULL || info == NULL)
        return; /* without a guest the first line is refused */
    guest->socket = info->connect_fd;
    name_peer(connection, guest->peer);
    enter(guest, GUEST_HEAD, lobby->now_ms + lobby->limits->head_ms);
    guest->next = lobby->guests;
    if (guest->next != NULL)
        guest->next->before = guest;
    lobby->guests = guest;
    lobby->n_guests++;
}

static void see_off(struct lobby *lobby, struct guest *guest)
{
    if (guest == NULL)
        return;
    if (guest->before != NULL || lobby->guests == guest) {
        *(guest->before == NULL ? &lobby->guests : &guest->before->next) = guest->next;
        if (guest->next != NULL)
            guest->next->before = guest->before;
        lobby->n_guests--;
    }
    free(guest);
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        welcome(cls, connection, context);
    else {
        see_off(cls, *context);
        *context = NULL;
    }
}

/* One request of a guest: line, head, body, end. */

/* The target is kept here and now: later the library decodes it in place. */
static void *on_line(void *cls, const char *target, struct MHD_Connection *connection)
{
    struct lobby *lobby = cls;
    struct guest *guest = guest_of(connection);
    size_t len = target == NULL ? 0 : strlen(target);
    size_t kept = len <= LIMITS_TARGET_BYTES ? len : LIMITS_TARGET_BYTES + 1;
    struct call *call = guest == NULL ? NULL : malloc(sizeof *call + kept);

    if (call == NULL)
        return NULL;
    memset(call, 0, offsetof(struct call, request));
    call->guest = guest;
    call->connection = connection;
    call->spool.file = -1;
    call->seam = (struct str){target, len};
    call->request.n_headers = 0;
    call->target_len = kept;
    if (kept > 0)
        memcpy(call->target, target, kept);
    guest->call = call;
    if (guest->phase == GUEST_IDLE && guest->deadline_ms > lobby->now_ms + lobby->limits->head_ms)
        guest->deadline_ms = lobby->now_ms + lobby->limits->head_ms;
    guest->phase = GUEST_HEAD;
    return call;
}

static enum MHD_Result on_field(void *cls, enum MHD_ValueKind kind, const char *name,
                                size_t name_len, const char *value, size_t value_len)
{
    struct http_request *request = cls;

    (void)kind;
    if (request->n_headers < HTTP_HEADERS_MAX)
        request->headers[request->n_headers] =
            (struct http_header){{name, name_len}, {value, value_len}};
    request->n_headers++;
    return MHD_YES;
}

static struct guard_verdict judge(struct call *call, const char *method, const char *version)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct http_request *request = &call->request;
    struct guard_facts facts = {
        .method = str_of(method),
        .version = str_of(version),
        .target = {call->target, call->target_len},
        .seam_target = call->seam,
        .fields = request->headers,
        .head_bytes = info == NULL ? 0 : info->header_size,
    };

    MHD_get_connection_values_n(call->connection, MHD_HEADER_KIND, on_field, request);
    facts.n_fields = request->n_headers;
    return guard_judge(&facts);
}

static enum MHD_Result refuse(struct lobby *lobby, struct call *call, int status, const char *why)
{
    log_refusal(lobby, "refused", status, why, call->guest->peer);
    call->handed = true;
    enter(call->guest, GUEST_TAKES, lobby->now_ms + lobby->limits->send_ms);
    return MHD_queue_response(call->connection, (unsigned)status,
                              door_refusal(lobby->door, status));
}

static void trim_values(struct http_request *request)
{
    for (size_t i = 0; i < request->n_headers; i++)
        request->headers[i].value = str_trim(request->headers[i].value);
}

static struct str field_of(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->n_headers; i++)
        if (request->headers[i].name.len == strlen(name) &&
            strncasecmp(request->headers[i].name.at, name, strlen(name)) == 0)
            return request->headers[i].value;
    return (struct str){NULL, 0};
}

static struct MHD_Response *find_asset(const struct lobby *lobby, const struct call *call)
{
    if (lobby->service->n_assets == 0 || call->request.query.len > 0 ||
        (call->request.method != HTTP_GET && call->request.method != HTTP_HEAD))
        return NULL;
    return door_asset(lobby->door, call->request.path,
                      guard_gzip(field_of(&call->request, "accept-encoding")));
}

/* Such a client sends its body only when we say so. */
static bool waits_for_leave(const struct http_request *request)
{
    return field_of(request, "expect").len > 0;
}

/* This call gets no worker. Its body is read to the end all the same: a browser
 * that is cut off while it sends does not show what we say. */
static void give_up(struct lobby *lobby, struct call *call, enum http_refusal why,
                    const char *words)
{
    log_refusal(lobby, "refused", excuse_status(why), words, call->guest->peer);
    spool_done(&call->spool, &lobby->pot);
    call->refused = true;
    call->why = why;
}

static enum MHD_Result excuse(struct lobby *lobby, struct call *call)
{
    call->handed = true;
    enter(call->guest, GUEST_TAKES, lobby->now_ms + lobby->limits->send_ms);
    return excuse_queue(lobby->excuse, call->connection, &call->request, call->why,
                        call->limit_bytes);
}

/* Nobody may send much who does not even claim to be somebody. What the route says to such a one
 * it says without the body, which is read and not kept: see give_up. Who asks leave to send gets
 * it for the same reason. */
static bool is_nobody(const struct lobby *lobby, const struct call *call)
{
    const struct http_request *request = &call->request;

    return call->spool.large && lobby->service->claims != NULL &&
           !lobby->service->claims(request->path, field_of(request, "cookie"),
                                   field_of(request, "authorization"));
}

/* The head is complete: is it beyond doubt, and may this body come? */
static enum MHD_Result on_head(struct lobby *lobby, struct call *call, const char *method,
                               const char *version)
{
    struct guard_verdict verdict = judge(call, method, version);
    struct http_request *request = &call->request;
    struct http_weight weight;

    call->judged = true;
    if (verdict.status != 0)
        return refuse(lobby, call, verdict.status, verdict.why);
    request->method = verdict.method;
    request->path = str_cut((struct str){call->target, call->target_len}, '?', &request->query);
    request->peer = str_of(call->guest->peer);
    trim_values(request);
    call->asset = find_asset(lobby, call);
    if (call->asset != NULL)
        return MHD_YES;
    weight = lobby->service->weigh(request->method, request->path);
    call->costly = weight.costly;
    call->limit_bytes = weight.limit_bytes;
    call->spool.large = weight.limit_bytes > LIMITS_FORM_BYTES;
    call->unread = is_nobody(lobby, call);
    if (verdict.length > weight.limit_bytes)
        give_up(lobby, call, HTTP_TOO_LARGE, "body too large");
    if (call->refused && waits_for_leave(request))
        return excuse(lobby, call);
    enter(call->guest, GUEST_BODY, lobby->now_ms + lobby->limits->body_ms);
    return MHD_YES;
}

/* Says why to a client whose body is still coming, and ends it. The library
 * takes no reply at that point, so the bytes go past it. */
static void cut(struct lobby *lobby, struct guest *guest, int status, const char *why)
{
    const struct call *call = guest->call;
    struct str words;

    if (call != NULL && call->refused) {
        status = excuse_status(call->why);
        words = excuse_cut(lobby->excuse, &call->request, call->why, call->limit_bytes);
    } else
        words = door_cut(lobby->door, status);

    log_refusal(lobby, "cut", status, why, guest->peer);
    if (send(guest->socket, words.at, words.len, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        return;
}

static enum MHD_Result on_body(struct lobby *lobby, struct call *call, const char *bytes, size_t *n)
{
    size_t came = call->spool.len + call->dropped;

    if (!call->refused && (*n > call->limit_bytes || came > call->limit_bytes - *n))
        give_up(lobby, call, HTTP_TOO_LARGE, "body too large");
    if (!call->refused && !call->unread && !spool_put(&call->spool, bytes, *n, &lobby->pot))
        give_up(lobby, call, HTTP_BUSY, "no room for bodies");
    if (call->refused || call->unread) {
        call->dropped += *n;
        if (call->dropped > lobby->limits->drop_bytes) {
            cut(lobby, call->guest, 0, "body far too large");
            return MHD_NO;
        }
    }
    *n = 0;
    return MHD_YES;
}

static enum MHD_Result on_complete(struct lobby *lobby, struct call *call)
{
    struct guest *guest = call->guest;

    if (call->handed)
        return MHD_NO; /* answered, and the library could not take it */
    if (call->refused)
        return excuse(lobby, call);
    call->handed = true;
    if (call->asset != NULL) {
        enter(guest, GUEST_TAKES, lobby->now_ms + lobby->limits->send_ms);
        return MHD_queue_response(call->connection, MHD_HTTP_OK, call->asset);
    }
    enter(guest, GUEST_WAITS, INT64_MAX);
    MHD_suspend_connection(call->connection);
    crew_take(lobby->crew, call);
    return MHD_YES;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *bytes,
                                  size_t *n_bytes, void **context)
{
    struct call *call = *context;

    (void)connection;
    (void)url;
    if (call == NULL)
        return MHD_NO;
    if (!call->judged)
        return on_head(cls, call, method, version);
    if (*n_bytes > 0)
        return on_body(cls, call, bytes, n_bytes);
    return on_complete(cls, call);
}

static void on_end(void *cls, struct MHD_Connection *connection, void **context,
                   enum MHD_RequestTerminationCode code)
{
    struct lobby *lobby = cls;
    struct call *call = *context;

    (void)connection;
    (void)code;
    if (call == NULL)
        return;
    crew_forget(lobby->crew, call);
    spool_done(&call->spool, &lobby->pot);
    call->guest->call = NULL;
    enter(call->guest, GUEST_IDLE,
          lobby->now_ms + lobby->limits->idle_ms + lobby->limits->head_ms);
    free(call);
    *context = NULL;
}

/* What the library refuses by itself reaches us only as a message for people. */
static void on_message(void *cls, const char *format, va_list args)
{
    static const char refusal[] = "Error processing request";

    if (strncmp(format, refusal, sizeof refusal - 1) == 0)
        log_refusal(cls, "refused", (int)va_arg(args, unsigned), "malformed", "");
}

static size_t leave_encoded(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

struct MHD_Daemon *lobby_open(struct lobby *lobby, int socket)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request,
        lobby,
        MHD_OPTION_EXTERNAL_LOGGER, on_message, lobby,
        MHD_OPTION_LISTEN_SOCKET, socket,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
        MHD_OPTION_CONNECTION_LIMIT, lobby->limits->connections,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, lobby->limits->per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(lobby->limits->idle_ms / 1000),
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, lobby,
        MHD_OPTION_URI_LOG_CALLBACK, on_line, lobby,
        MHD_OPTION_NOTIFY_COMPLETED, on_end, lobby,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, lobby,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_END);
}

static void cut_late(struct lobby *lobby, struct guest *guest)
{
    static const char *const late[] = {
        [GUEST_IDLE] = "idle", [GUEST_HEAD] = "head late", [GUEST_BODY] = "body late",
        [GUEST_WAITS] = "waits", [GUEST_TAKES] = "reply not taken",
    };

    if (guest->phase == GUEST_HEAD || guest->phase == GUEST_BODY)
        cut(lobby, guest, 408, late[guest->phase]);
    else if (guest->phase == GUEST_TAKES)
        log_refusal(lobby, "cut", 0, late[guest->phase], guest->peer);
    guest->deadline_ms = INT64_MAX;
    shutdown(guest->socket, SHUT_RDWR);
}

void lobby_sweep(struct lobby *lobby)
{
    if (lobby->logged > LIMITS_LOG_LINES)
        event_log(lobby->log, "{\"event\":\"refused_more\",\"lines\":%d}",
                  lobby->logged - LIMITS_LOG_LINES);
    lobby->logged = 0;
    for (struct guest *guest = lobby->guests; guest != NULL; guest = guest->next)
        if (guest->deadline_ms < lobby->now_ms)
            cut_late(lobby, guest);
}

void lobby_clear(struct lobby *lobby)
{
    for (struct guest *guest = lobby->guests; guest != NULL; guest = guest->next)
        if (guest->call == NULL && guest->deadline_ms != INT64_MAX) {
            guest->deadline_ms = INT64_MAX;
            shutdown(guest->socket, SHUT_RDWR);
        }
}
