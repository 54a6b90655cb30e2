/* http/limits.h - how long and how much: the numbers that the porter and keeper hold to.
 *
 * Internal to this room. They stand in a struct so that a test can run a
 * dribbling client to its end within a second; the program uses limits_default.
 *
 * Units    _ms are milliseconds.
 * Sources  [choice: porter] docs/choices.md; the library itself knows idle
 *          time only, so every total here is ours.
 */
#ifndef HTTP_LIMITS_H
#define HTTP_LIMITS_H

#include <stddef.h>

enum {
    LIMITS_TARGET_BYTES = 4096,        /* path and query                         */
    LIMITS_FIELDS_BYTES = 16 * 1024,   /* all header lines                       */
    LIMITS_WORKERS = 64,               /* light, at most                         */
    LIMITS_COSTLY_WORKERS = 16,
    LIMITS_FIRST_TRIES = 3,            /* failed starts before the server gives up */
    LIMITS_SHORT_LIFE_MS = 1000,       /* who dies younger is replaced with a pause */
    LIMITS_PAUSE_FIRST_MS = 50,
    LIMITS_PAUSE_LAST_MS = 5000,
    LIMITS_FAREWELL_MS = 1000,         /* to end by oneself, when the server gives up */
    LIMITS_DEATH_MS = 2000,            /* to be gone after a SIGKILL              */
    LIMITS_LOG_LINES = 20,             /* of refusals, each second               */
    LIMITS_FORM_BYTES = 256 * 1024     /* a route that takes more takes large bodies */
};

struct limits {
    int head_ms;               /* for all of the headers                          */
    int body_ms;               /* for all of the body                             */
    int idle_ms;               /* without a byte either way; whole seconds        */
    int wait_ms;               /* for an idle worker, then 503                    */
    int light_ms;              /* for a light answer, then its worker ends        */
    int costly_ms;             /* for a costly one                                */
    int send_ms;               /* for taking the whole reply                      */
    int sweep_ms;              /* between two looks at the clock                  */
    int stop_ms;               /* from the signal to the end                      */
    unsigned connections;
    unsigned per_address;      /* does not hold for a Unix socket                 */
    size_t light_queue;        /* complete requests that wait for a worker        */
    size_t costly_queue;
    size_t drop_bytes;         /* of a refused body, read so that the answer arrives */
    size_t spool_bytes;        /* all bodies together that have not been answered */
    size_t spool_large_bytes;  /* of them those of routes that take large ones    */
};

static const struct limits limits_default = {
    .head_ms = 10000,
    .body_ms = 60000,
    .idle_ms = 30000,
    .wait_ms = 30000,
    .light_ms = 30000,
    .costly_ms = 300000,
    .send_ms = 600000,
    .sweep_ms = 1000,
    .stop_ms = 10000,
    .connections = 4096,
    .per_address = 128,
    .light_queue = 512,
    .costly_queue = 32,
    .drop_bytes = (size_t)64 * 1024 * 1024,
    .spool_bytes = (size_t)512 * 1024 * 1024,
    .spool_large_bytes = (size_t)384 * 1024 * 1024,
};

#endif
