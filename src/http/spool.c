#include "http/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "http/channel.h"

static bool write_all(int file, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t put = write(file, bytes, n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        n -= (size_t)put;
    }
    return true;
}

static bool to_file(struct spool *spool)
{
    spool->file = channel_file();
    if (spool->file < 0 || !write_all(spool->file, spool->at, spool->len))
        return false;
    free(spool->at);
    spool->at = NULL;
    return true;
}

static bool keep(struct spool *spool, const char *bytes, size_t n)
{
    if (spool->len + n > spool->room) {
        size_t room = spool->len + n < 1024 ? 1024 : 2 * (spool->len + n);
        char *at = realloc(spool->at, room);

        if (at == NULL)
            return false;
        spool->at = at;
        spool->room = room;
    }
    memcpy(spool->at + spool->len, bytes, n);
    return true;
}

static bool has_room(size_t held, size_t limit, size_t n)
{
    return n <= limit && held <= limit - n;
}

bool spool_put(struct spool *spool, const char *bytes, size_t n, struct spool_pot *pot)
{
    if (n == 0)
        return true;
    if (!has_room(pot->held, pot->limit, n) ||
        (spool->large && !has_room(pot->held_large, pot->limit_large, n)))
        return false;
    if (spool->file < 0 && spool->len + n > SPOOL_MEMORY_BYTES && !to_file(spool))
        return false;
    if (spool->file < 0 ? !keep(spool, bytes, n) : !write_all(spool->file, bytes, n))
        return false;
    spool->len += n;
    pot->held += n;
    pot->held_large += spool->large ? n : 0;
    return true;
}

bool spool_to_file(struct spool *spool)
{
    if (spool->file < 0 && !to_file(spool))
        return false;
    return channel_seal(spool->file);
}

void spool_done(struct spool *spool, struct spool_pot *pot)
{
    free(spool->at);
    if (spool->file >= 0)
        close(spool->file);
    pot->held -= spool->len;
    pot->held_large -= spool->large ? spool->len : 0;
    *spool = (struct spool){.file = -1};
}
