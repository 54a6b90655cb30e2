/* http/event.h - one line of JSON for what happened at the door.
 *
 * Internal to this room. The format is the whole line and is written here in
 * the code; what goes into it is a number, a text of our own, or went through
 * event_safe. Of a request only the path ever does, and only when it took a
 * worker with it; nothing of its query, fields or body.
 */
#ifndef HTTP_EVENT_H
#define HTTP_EVENT_H

#include "base/str.h"

enum { EVENT_BYTES = 512, EVENT_PATH_BYTES = 200 };

/* event_log: hands the line to log, which may be NULL. */
void event_log(void (*log)(struct str), const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* event_safe: text without what JSON would need to escape; ends with a nul. */
const char *event_safe(struct str text, char safe[static EVENT_BYTES]);

/* event_path: the path of a request in the same way and only as ASCII, cut off
 * where its room ends. */
void event_path(struct str path, char ret[static EVENT_PATH_BYTES]);

#endif
