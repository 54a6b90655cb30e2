/* http/keeper.h - the same as http_serve, with limits of one's own choosing.
 *
 * Internal to this room; for its tests.
 */
#ifndef HTTP_KEEPER_H
#define HTTP_KEEPER_H

#include "http/limits.h"
#include "http/server.h"

ANSWER enum outcome keeper_run(const struct http_settings *settings,
    const struct http_service *service, const struct limits *limits, struct arena *mem,
    struct str *ret_why);

#endif
