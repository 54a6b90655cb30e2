/* http/event.h - one line of JSON for what happened at the door.
 *
 * Internal to this room. The format is the whole line and is written here in
 * the code; what goes into it is a number, a text of our own, or went through
 * event_safe. Nothing of a request's target, fields or body ever does.
 */
#ifndef HTTP_EVENT_H
#define HTTP_EVENT_H

#include "base/str.h"

enum { EVENT_BYTES = 512 };

/* event_log: hands the line to log, which may be NULL. */
void event_log(void (*log)(struct str), const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* event_safe: text without what JSON would need to escape; ends with a nul. */
const char *event_safe(struct str text, char safe[static EVENT_BYTES]);

#endif
