#include "tool.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static size_t complaints;

static _Noreturn void fail(const char *path)
{
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    exit(1);
}

__attribute__((format(printf, 3, 0)))
static void print_line(const char *path, size_t line, const char *format, va_list args)
{
    fprintf(stderr, "%s:%zu: ", path, line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

/* False when the file is not there; any other trouble ends the tool. */
static bool read_file(struct arena *mem, const char *path, struct str *ret)
{
    FILE *file = fopen(path, "rb");
    struct buf buf;

    if (file == NULL)
        return false;
    buf_init(&buf, mem, 1 << 16);
    for (;;) {
        buf_room(&buf, 1 << 15);
        size_t n = fread(buf.at + buf.len, 1, buf.room - buf.len, file);

        if (n == 0)
            break;
        buf.len += n;
    }
    if (ferror(file))
        fail(path);
    fclose(file);
    *ret = buf_str(&buf);
    return true;
}

struct str tool_read(struct arena *mem, const char *path)
{
    struct str text;

    if (!read_file(mem, path, &text))
        fail(path);
    return text;
}

void tool_write(struct arena *mem, const char *path, struct str text)
{
    struct str before;
    FILE *file;

    if (read_file(mem, path, &before) && str_eq(before, text))
        return;
    file = fopen(path, "wb");
    if (file == NULL || fwrite(text.at, 1, text.len, file) != text.len || fclose(file) != 0)
        fail(path);
}

void tool_refuse(const char *path, size_t line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print_line(path, line, format, args);
    va_end(args);
    exit(1);
}

void tool_complain(const char *path, size_t line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print_line(path, line, format, args);
    va_end(args);
    complaints++;
}

size_t tool_complaints(void)
{
    return complaints;
}

struct str tool_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return str_of(slash == NULL ? path : slash + 1);
}

static void put_literal_byte(struct buf *out, unsigned char c)
{
    if (c == '\n')
        buf_put(out, S("\\n"));
    else if (c == '"' || c == '\\' || c == '?') /* ?? may begin a trigraph */
        buf_text(out, "\\%c", c);
    else if (c < ' ' || c > '~')
        buf_text(out, "\\%03o", c); /* three digits: none that follows is taken for more */
    else
        buf_char(out, (char)c);
}

void tool_literal(struct buf *out, struct str bytes, const char *indent)
{
    size_t in_line = 0;

    buf_char(out, '"');
    for (size_t i = 0; i < bytes.len; i++, in_line++) {
        if (in_line == 4000 || (i > 0 && bytes.at[i - 1] == '\n')) {
            buf_text(out, "\"\n%s\"", indent);
            in_line = 0;
        }
        put_literal_byte(out, (unsigned char)bytes.at[i]);
    }
    buf_char(out, '"');
}

struct str tool_name(struct arena *mem, struct str text)
{
    struct str name = arena_str(mem, text);
    char *at = arena_alloc(mem, name.len);

    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        at[i] = c;
        if (!fits)
            at[i] = '_';
    }
    return (struct str){at, name.len};
}
