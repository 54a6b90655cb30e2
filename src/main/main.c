#include "main/main.h"

#include <time.h>

#include "main/version.h" /* made by the build */

struct moment clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (struct moment){(int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000};
}

int main(int argc, char **argv)
{
    const struct cli_hooks hooks = {serve, WAARBORG_VERSION, clock_now};

    return cli_run(argc, argv, &hooks);
}
