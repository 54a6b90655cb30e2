/* In the library that gcov measures: what a child that ends at once has reached counts too. */
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

void __gcov_dump(void);

static _Noreturn void end(int status)
{
    for (;;)
        syscall(SYS_exit_group, status);
}

_Noreturn void _exit(int status)
{
    __gcov_dump();
    end(status);
}

_Noreturn void abort(void)
{
    __gcov_dump();
    signal(SIGABRT, SIG_DFL);
    raise(SIGABRT);
    end(134);
}
