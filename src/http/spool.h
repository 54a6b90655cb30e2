/* http/spool.h - the body of a request while it comes in.
 *
 * Small bodies stay in memory of the porter, larger ones go straight into a
 * memfd that is handed to the worker as it is. One count over all spools bounds
 * what clients together can make us hold.
 */
#ifndef HTTP_SPOOL_H
#define HTTP_SPOOL_H

#include "base/str.h"

enum { SPOOL_MEMORY_BYTES = 32 * 1024 };

struct spool {
    char *at;     /* the body while it is small; NULL once it is in the file */
    size_t room;
    size_t len;   /* of the whole body                                       */
    int file;     /* -1 while it is small                                    */
};

/* spool_put: adds n bytes; *held counts over all spools and stays within limit.
 * False when there is no room; what came before stays until spool_done. */
bool spool_put(struct spool *spool, const char *bytes, size_t n, size_t *held, size_t limit);

/* spool_to_file: the whole body into a sealed file, for what is too large for
 * a message after all. False when the machine has no room. */
bool spool_to_file(struct spool *spool);

/* spool_done: lets go of everything. */
void spool_done(struct spool *spool, size_t *held);

#endif
