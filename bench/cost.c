/* cost TIMES COMMAND [ARGUMENT]...: what a whole process takes.
 *
 * Prints the least time of processor in milliseconds, of so many runs, and the most memory
 * in megabytes of 2^20 bytes. What the command prints is thrown away; a command that does
 * not end with 0 ends this one with 1.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double ms_of(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static void run(char **command, struct rusage *ret)
{
    pid_t child = fork();
    int nowhere;
    int status;

    if (child == 0) {
        nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        (void)dup2(nowhere, STDOUT_FILENO);
        (void)execvp(command[0], command);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, ret) != child || status != 0) {
        fprintf(stderr, "cost: %s did not end well\n", command[0]);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    double least = 1e12;
    long most = 0;

    if (argc < 3) {
        fputs("cost TIMES COMMAND [ARGUMENT]...\n", stderr);
        return 2;
    }
    for (int i = atoi(argv[1]); i > 0; i--) {
        struct rusage used;
        double ms;

        run(argv + 2, &used);
        ms = ms_of(used.ru_utime) + ms_of(used.ru_stime);
        least = ms < least ? ms : least;
        most = used.ru_maxrss > most ? used.ru_maxrss : most;
    }
    printf("%.1f %.1f\n", least, (double)most / 1024);
    return 0;
}
