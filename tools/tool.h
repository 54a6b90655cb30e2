/* tools/tool.h - what do the weavers share: files in, C source out, refusals?
 *
 * A tool runs at build time over our own files. It refuses with one line,
 * FILE:LINE: what is wrong, and exit status 1; a machine that fails ends it too.
 */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/buf.h"

enum { TOOL_LIMIT_BYTES = 1 << 30 };

/* tool_read: the whole of a file. */
struct str tool_read(struct arena *mem, const char *path);

/* tool_write: makes the file hold text. One that already does is left alone, so
 * that nothing which depends on it is built again. */
void tool_write(struct arena *mem, const char *path, struct str text);

/* tool_refuse: prints PATH:LINE: MESSAGE and ends with exit status 1. */
_Noreturn void tool_refuse(const char *path, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* tool_complain: prints the same and goes on; tool_complaints counts them. */
void tool_complain(const char *path, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
size_t tool_complaints(void);

/* tool_base: the part of a path after the last slash. */
struct str tool_base(const char *path);

/* tool_literal: the bytes as C string literals, a new one after each line end and
 * after each 4,000 bytes; continuation lines start with indent. */
void tool_literal(struct buf *out, struct str bytes, const char *indent);

/* tool_name: the text with every byte that no C name may have made an underscore. */
struct str tool_name(struct arena *mem, struct str text);

#endif
