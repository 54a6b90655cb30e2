/* http/door.h - what the porter says by itself, and how a worker's reply is dressed.
 *
 * Made once: the common lines that every reply carries, the refusals, the
 * embedded assets. A line that a reply sets itself stands in the place of the
 * common line of that name, so that an asset may be kept though pages may not.
 */
#ifndef HTTP_DOOR_H
#define HTTP_DOOR_H

#include <microhttpd.h>

#include "http/channel.h"
#include "http/server.h"

struct door;

/* door_new: NULL when there is no memory, or a common line is not "Name: value". */
struct door *door_new(const struct http_service *service);
void door_free(struct door *door);

/* door_refusal: the prepared reply for a status of our own; the library counts
 * its uses. A status that the door never gives is a bug. */
struct MHD_Response *door_refusal(const struct door *door, int status);

/* door_cut: the same as bytes, for a client that the library does not let us
 * answer: the whole reply, head and all. */
struct str door_cut(const struct door *door, int status);

/* door_asset: the prepared reply for an asset by its exact path, or NULL. */
struct MHD_Response *door_asset(const struct door *door, struct str path, bool gzip);

/* door_dress: adds to a response the type and headers of a worker's reply and
 * the common lines. closing also asks for an end to the connection. */
void door_dress(struct door *door, struct MHD_Response *response,
                const struct channel_reply *reply, bool closing);

#endif
