/* In a build that counts branches, where WAARBORG_UNCAGED stands: a process that leaves by _exit or
 * is ended by another of ours writes down what it counted, as one that returns does, and none dies
 * with its parent before it could. */
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { DUMP_S = 5 }; /* one that was stopped within malloc may wait for itself */

void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);
int __real_kill(pid_t pid, int sign);
int __wrap_kill(pid_t pid, int sign);
int __real_prctl(int option, ...);
int __wrap_prctl(int option, ...);

static bool counts(void)
{
    return getenv("WAARBORG_UNCAGED") != NULL;
}

static void told_to_end(int sign)
{
    (void)sign;
    alarm(DUMP_S);
    __gcov_dump();
    __real_kill(getpid(), SIGKILL);
}

__attribute__((constructor)) static void begin(void)
{
    struct sigaction end = {.sa_handler = told_to_end};

    if (counts())
        sigaction(SIGUSR2, &end, NULL);
}

_Noreturn void __wrap__exit(int status)
{
    if (counts())
        __gcov_dump();
    __real__exit(status);
}

int __wrap_kill(pid_t pid, int sign)
{
    return __real_kill(pid, sign == SIGKILL && counts() ? SIGUSR2 : sign);
}

int __wrap_prctl(int option, ...)
{
    unsigned long given[4];
    va_list rest;

    if (option == PR_SET_PDEATHSIG && counts())
        return 0; /* it still ends: the socket on which it hears is closed */
    va_start(rest, option);
    for (int i = 0; i < 4; i++)
        given[i] = va_arg(rest, unsigned long);
    va_end(rest);
    return __real_prctl(option, given[0], given[1], given[2], given[3]);
}
