/* reports/json.h - how does a value become JSON?
 *
 * json_str and its kin put one bare value. struct json places the commas, the
 * braces and the names as well, and writes no blanks:
 *
 *     struct json json = json_of(buf);
 *
 *     json_open(&json, JSON_ITEM);
 *     json_add_str(&json, S("name"), it->name);
 *     json_list(&json, S("tags"));
 *     json_add_int(&json, JSON_ITEM, 7);
 *     json_end(&json);
 *     json_end(&json);                             {"name":"…","tags":[7]}
 *
 * A value in an object has a name; one in an array, and the outermost, has
 * JSON_ITEM. Anything else is a bug in the caller.
 *
 * Units    text is well-formed UTF-8 and passes through unaltered.
 * Sources  [RFC8259] 7: only the quote, the backslash and the controls are escaped.
 */
#ifndef REPORTS_JSON_H
#define REPORTS_JSON_H

#include "base/buf.h"
#include "base/day.h"

enum { JSON_DEPTH_MAX = 63 };

/* json_str: in quotes, escaped. json_int, json_bool, json_absent: the bare value.
 * json_day: "2026-11-20", or null for no day. json_moment: the same in UTC. */
void json_str(struct buf *out, struct str text);
void json_int(struct buf *out, int64_t n);
void json_bool(struct buf *out, bool is);
void json_absent(struct buf *out);
void json_day(struct buf *out, struct day day);
void json_moment(struct buf *out, struct moment moment);

/* A document that is being written. One bit for each depth, the present one lowest. */
struct json {
    struct buf *buf;
    uint64_t objects; /* 1: an object, 0: an array           */
    uint64_t filled;  /* 1: something stands here already    */
    int depth;        /* 0 outside everything                */
    int indent;       /* spaces for each depth; 0: on one line */
};

/* The name of what has none. */
#define JSON_ITEM ((struct str){NULL, 0})

/* json_of: a document that begins here, at the end of buf. json_of_lines: the same for
 * people who read it too: each value on a line of its own, indented by two for a depth. */
struct json json_of(struct buf *buf);
struct json json_of_lines(struct buf *buf);

/* json_open, json_list: opens an object or an array under a name; json_end closes the innermost. */
void json_open(struct json *json, struct str name);
void json_list(struct json *json, struct str name);
void json_end(struct json *json);

/* json_add_…: one value under a name. */
void json_add_str(struct json *json, struct str name, struct str text);
void json_add_int(struct json *json, struct str name, int64_t n);
void json_add_bool(struct json *json, struct str name, bool is);
void json_add_null(struct json *json, struct str name);
void json_add_day(struct json *json, struct str name, struct day day);
void json_add_moment(struct json *json, struct str name, struct moment moment);

/* json_add: the comma and the name; the caller puts one value into json->buf. */
void json_add(struct json *json, struct str name);

#endif
