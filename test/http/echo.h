/* test/http/echo.h - a small service behind the real server, and a client of raw bytes. */
#ifndef TEST_HTTP_ECHO_H
#define TEST_HTTP_ECHO_H

#include <sys/types.h>

#include "http/keeper.h"

enum { ECHO_LIMIT_BYTES = 8 * 1024 * 1024, ECHO_SMALL_BYTES = 1000 };

struct echo {
    char dir[64];
    char listen[128]; /* the listen setting */
    char log[96];     /* path of the log    */
    pid_t keeper;
};

struct echo_reply {
    int status; /* 0: the connection closed without a reply */
    bool closed;
    char *head;
    size_t head_len;
    char *body;
    size_t body_len;
};

/* echo_begin: forks a server on a socket in a new directory, or on listen_at when that is
 * given; gives a file that can be read when it is ready or has ended, to be closed.
 * echo_start: the same, and waits until then. */
int echo_begin(struct echo *echo, const struct limits *limits, const char *listen_at);
void echo_start(struct echo *echo, const struct limits *limits, const char *listen_at);

/* echo_stop: sends TERM; gives the exit status of the keeper. */
int echo_stop(struct echo *echo);

/* echo_connect: a new connection. echo_ask: sends bytes and reads one reply, of
 * which the body comes with the head (false for HEAD). */
int echo_connect(const struct echo *echo);
void echo_send(int socket, const void *bytes, size_t n);
void echo_say(int socket, const char *text);
struct echo_reply echo_read(int socket, bool with_body);
struct echo_reply echo_ask(int socket, const char *request);
void echo_forget(struct echo_reply *reply);

/* echo_get: a request on a connection of its own; gives the status. */
int echo_get(const struct echo *echo, const char *path);

/* echo_logged: how often this text is in the log. */
int echo_logged(const struct echo *echo, const char *text);

#endif
