#include "http/event.h"

#include <stdarg.h>
#include <stdio.h>

void event_log(void (*log)(struct str), const char *format, ...)
{
    char line[2 * EVENT_BYTES];
    va_list args;
    int len;

    if (log == NULL)
        return;
    va_start(args, format);
    len = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    if (len > 0 && (size_t)len < sizeof line)
        log((struct str){line, (size_t)len});
}

const char *event_safe(struct str text, char safe[static EVENT_BYTES])
{
    size_t n = text.len < EVENT_BYTES - 1 ? text.len : EVENT_BYTES - 1;

    for (size_t i = 0; i < n; i++) {
        char c = text.at[i];

        safe[i] = c < ' ' || c == '"' || c == '\\' || c == 0x7f ? '?' : c;
    }
    safe[n] = 0;
    return safe;
}

void event_path(struct str path, char ret[static EVENT_PATH_BYTES])
{
    char safe[EVENT_BYTES];

    event_safe(str_sub(path, 0, EVENT_PATH_BYTES - 1), safe);
    for (size_t i = 0; safe[i] != 0; i++)
        if ((unsigned char)safe[i] > '~')
            safe[i] = '?';
    memcpy(ret, safe, strlen(safe) + 1);
}
