/* http/excuse.h - what does the porter say when a request gets no worker's answer?
 *
 * Internal to the porter. The service makes the words, for people or for
 * programs; this module makes a reply of them, with the common lines and an end
 * to the connection. A service that has no words gives the door's plain line.
 */
#ifndef HTTP_EXCUSE_H
#define HTTP_EXCUSE_H

#include "http/door.h"

struct excuse;

/* excuse_new: NULL when there is no memory. */
struct excuse *excuse_new(const struct http_service *service, struct door *door);
void excuse_free(struct excuse *excuse);

/* excuse_status: 413 or 503. */
int excuse_status(enum http_refusal why);

/* excuse_queue: the reply on its way to this connection. Header names of the
 * request may be as they were sent; its body is not looked at. */
enum MHD_Result excuse_queue(struct excuse *excuse, struct MHD_Connection *connection,
                             const struct http_request *request, enum http_refusal why,
                             size_t limit_bytes);

/* excuse_cut: the same as bytes, head and all, for a client that the library does
 * not let us answer; valid until the next call. */
struct str excuse_cut(struct excuse *excuse, const struct http_request *request,
                      enum http_refusal why, size_t limit_bytes);

#endif
