/* http/porter.h - the process that holds all connections of clients.
 *
 * Internal to this room. One thread, one loop over three kinds of descriptor:
 * the library's, the workers' channels, and the line to the keeper. The porter
 * knows no database, no data and no keys.
 */
#ifndef HTTP_PORTER_H
#define HTTP_PORTER_H

#include "http/limits.h"
#include "http/listener.h"
#include "http/server.h"

/* What the keeper tells, one message each. The porter says HELLO once it listens. */
enum porter_what { PORTER_HELLO = 1, PORTER_JOIN, PORTER_RETIRE, PORTER_STOP };

struct porter_order {
    uint32_t what;
    uint32_t costly;
    uint64_t id;
};

/* porter_run: until the keeper says stop or is gone. Gives the exit status. */
int porter_run(const struct listener *listener, int keeper, const struct http_settings *settings,
               const struct http_service *service, const struct limits *limits);

#endif
