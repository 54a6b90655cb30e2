/* http/spool.h - the body of a request while it comes in.
 *
 * Small bodies stay in memory of the porter, larger ones go straight into a
 * memfd that is handed to the worker as it is. One pot over all spools bounds
 * what clients together can make us hold; what may be large gets a part of it, so
 * that a few of those leave room for every form.
 */
#ifndef HTTP_SPOOL_H
#define HTTP_SPOOL_H

#include "base/str.h"

enum { SPOOL_MEMORY_BYTES = 32 * 1024 };

struct spool_pot {
    size_t held;        /* bytes in all spools              */
    size_t held_large;  /* of them in those that are large  */
    size_t limit;       /* of the one and of the other      */
    size_t limit_large;
};

struct spool {
    char *at;     /* the body while it is small; NULL once it is in the file */
    size_t room;
    size_t len;   /* of the whole body                                       */
    int file;     /* -1 while it is small                                    */
    bool large;   /* its route takes more than a form                        */
};

/* spool_put: adds n bytes within the bounds of the pot. False when there is no room; what came
 * before stays until spool_done. */
bool spool_put(struct spool *spool, const char *bytes, size_t n, struct spool_pot *pot);

/* spool_to_file: the whole body into a sealed file, for what is too large for
 * a message after all. False when the machine has no room. */
bool spool_to_file(struct spool *spool);

/* spool_done: lets go of everything. */
void spool_done(struct spool *spool, struct spool_pot *pot);

#endif
