/* aide/packet.h - one message between processes, with descriptors beside it.
 *
 * Internal to this room. Every wait ends at a moment on the monotonic clock.
 */
#ifndef AIDE_PACKET_H
#define AIDE_PACKET_H

#include <sys/types.h>

#include "base/str.h"

/* packet_clock_ms: now; packet_left_ms: how long until, at least 0. */
int64_t packet_clock_ms(void);
int packet_left_ms(int64_t until_ms);

/* packet_send: the message with passed[0] and, unless -1, passed[1]. False when there was
 * no room for it in time. */
bool packet_send(int to, struct str message, const int passed[2], int64_t until_ms);

/* packet_receive: waits for one message of at most room bytes; both passed are set, -1 for
 * none. -1 when it does not fit or the socket is of no more use. */
ssize_t packet_receive(int from, char *at, size_t room, int ret_passed[2]);

/* packet_write: all bytes to a stream in time. packet_read: exactly n bytes; false when it
 * ended before, with *ret_late when that was for want of time. */
bool packet_write(int to, struct str bytes, int64_t until_ms);
bool packet_read(int from, char *at, size_t n, int64_t until_ms, bool *ret_late);

#endif
