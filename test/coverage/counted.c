/* In a build that counts branches: a process that leaves by _exit writes down what it counted, as
 * one that returns does, and no process dies with its parent before it could. */
#include <stdarg.h>
#include <stdlib.h>
#include <sys/prctl.h>

void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __real_prctl(int option, ...);
int __wrap_prctl(int option, ...);

_Noreturn void __wrap__exit(int status)
{
    __gcov_dump();
    __real__exit(status);
}

int __wrap_prctl(int option, ...)
{
    unsigned long given[4];
    va_list rest;

    if (option == PR_SET_PDEATHSIG && getenv("WAARBORG_UNCAGED") != NULL)
        return 0; /* it still ends: the socket on which it hears is closed */
    va_start(rest, option);
    for (int i = 0; i < 4; i++)
        given[i] = va_arg(rest, unsigned long);
    va_end(rest);
    return __real_prctl(option, given[0], given[1], given[2], given[3]);
}
