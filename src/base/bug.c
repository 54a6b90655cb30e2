#include "base/bug.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void bug_stop(const char *what, const char *file, int line)
{
    fprintf(stderr, "{\"event\":\"bug\",\"what\":\"%s\",\"where\":\"%s:%d\"}\n", what, file, line);
    abort();
}
