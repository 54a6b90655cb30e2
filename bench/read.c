/* read FILE: how long a document takes to become our tree, beside the JSON library alone.
 *
 * Prints the time of processor of each in milliseconds, the least of twenty rounds in which
 * they take turns. The library makes its own values, as we do from them.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "catalogue/oscal.h"

enum { ROUNDS = 20 };

static double cpu_ms(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static _Noreturn void stop(const char *what)
{
    fprintf(stderr, "read: %s\n", what);
    exit(1);
}

static struct str bytes_of(const char *path)
{
    static char room[OSCAL_BYTES_MAX];
    FILE *file = fopen(path, "rb");
    struct str bytes = {room, 0};

    if (file == NULL)
        stop(path);
    bytes.len = fread(room, 1, sizeof room, file);
    (void)fclose(file);
    return bytes;
}

static double alone(struct str bytes)
{
    double from = cpu_ms();
    json_error_t error;
    json_t *json = json_loadb(bytes.at, bytes.len, JSON_REJECT_DUPLICATES, &error);

    if (json == NULL)
        stop(error.text);
    json_decref(json);
    return cpu_ms() - from;
}

static double ours(struct arena *mem, struct str bytes)
{
    struct oscal_fault fault;
    const struct oscal *tree;
    double from = cpu_ms();

    if (oscal_read(mem, bytes, &tree, &fault) != DONE)
        stop("no document");
    arena_reset(mem);
    return cpu_ms() - from;
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new((size_t)256 << 20);
    double least[2] = {1e12, 1e12};
    struct str bytes;

    if (argc != 2 || mem == NULL)
        stop("read FILE");
    bytes = bytes_of(argv[1]);
    for (int i = 0; i < ROUNDS; i++) {
        double ms[2] = {alone(bytes), ours(mem, bytes)};

        for (int k = 0; k < 2; k++)
            least[k] = ms[k] < least[k] ? ms[k] : least[k];
    }
    printf("%.3f %.3f %.3f\n", least[0], least[1], (double)bytes.len / 1e6);
    arena_free(mem);
    return 0;
}
