/* http/worker.h - a process that answers one request at a time.
 *
 * Internal to this room. The worker knows its channel and the service, and
 * nothing of clients: it holds no connection.
 */
#ifndef HTTP_WORKER_H
#define HTTP_WORKER_H

#include "http/server.h"

/* The first message of a worker that opened; the keeper waits for it. */
enum { WORKER_HELLO = 0x57 };

/* worker_run: opens the service, then answers until the other end closes. An answer
 * that takes longer than answer_ms is not waited for: SIGALRM ends the process.
 * Gives the exit status of the process: 0 in good order, 1 when it could not open. */
int worker_run(int channel, int area, int answer_ms, const struct http_settings *settings,
               const struct http_service *service);

#endif
