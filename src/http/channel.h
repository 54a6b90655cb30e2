/* http/channel.h - how a request travels to a worker, and its reply back.
 *
 * Porter and worker share a SEQPACKET pair and an area. A request is one
 * message: its head, and its body too when the whole stays within 64 KiB;
 * a larger body comes along as a sealed memfd. The area is memory of both,
 * cut into slots. With each request the porter lends a slot; the worker lays
 * the body of its reply there and answers with a short message, so a page is
 * written once and sent from where it was written. A larger reply comes as a
 * memfd of its own. The area is sealed against shrinking, so neither side can
 * take it from under the other.
 *
 * Neither side believes the other's numbers: what does not fit in the message,
 * the slot or the file is no request and no reply.
 *
 * Sources  unix(7), memfd_create(2), fcntl(2) on seals.
 */
#ifndef HTTP_CHANNEL_H
#define HTTP_CHANNEL_H

#include <sys/types.h>
#include <sys/uio.h>

#include "base/outcome.h"
#include "http/message.h"

enum {
    CHANNEL_MESSAGE_BYTES = 64 * 1024,
    CHANNEL_HEADERS_BYTES = 8 * 1024 - 1, /* of a reply, type and lines each */
    CHANNEL_SLOTS = 4,
    CHANNEL_SLOT_BYTES = 512 * 1024,
    CHANNEL_AREA_BYTES = CHANNEL_SLOTS * CHANNEL_SLOT_BYTES
};

struct channel {
    int porter; /* the two ends of the pair */
    int worker;
    int area;   /* memfd                    */
};

/* Where the body of a reply is. */
enum channel_where { CHANNEL_NO_BODY, CHANNEL_SLOT, CHANNEL_FILE, CHANNEL_WHERE_COUNT };

struct channel_reply {
    int status;
    struct str type;
    struct str headers;
    enum channel_where where;
    uint64_t body_bytes;
};

/* channel_open: a pair and an area; BROKEN when the machine has no more. */
ANSWER enum outcome channel_open(struct channel *ret);

/* channel_map: the area in this process, or NULL. */
char *channel_map(int area, bool writable);

/* channel_file: an empty memfd that can be sealed, or -1. channel_seal: from
 * now on nobody changes it. channel_is_sealed: holds it at least n bytes, for good? */
int channel_file(void);
bool channel_seal(int file);
bool channel_is_sealed(int file, uint64_t n);

/* channel_send: one message, with a descriptor for each that is not -1. False
 * when it cannot go; it never waits on a full socket when flags has MSG_DONTWAIT. */
bool channel_send(int to, const struct iovec *parts, size_t n_parts, const int passed[2],
                  int flags);

/* channel_receive: one message of at most room bytes. 0 when the other side is
 * gone, -1 when there is none yet or it was cut off. What was passed along goes
 * to ret_passed, -1 for none; the caller owns it. */
ssize_t channel_receive(int from, void *at, size_t room, int ret_passed[2], int flags);

/* channel_put_request: writes a request as a message; header names become
 * lower case. 0 when it does not fit. With in_file the body stays out. */
size_t channel_put_request(char message[static CHANNEL_MESSAGE_BYTES],
                           const struct http_request *request, unsigned slot, bool in_file);

/* channel_get_request: the same request as views of the message. When
 * *ret_in_file, body has its length but no place yet. False for anything that
 * channel_put_request does not write; then *ret is undefined. */
bool channel_get_request(struct str message, struct http_request *ret, unsigned *ret_slot,
                         bool *ret_in_file);

/* channel_put_reply, channel_get_reply: the same for a reply. A status outside
 * 200 to 599, more than HEADERS_BYTES of lines or a body that is too large for
 * its slot is no reply. */
size_t channel_put_reply(char message[static CHANNEL_MESSAGE_BYTES],
                         const struct channel_reply *reply);
bool channel_get_reply(struct str message, struct channel_reply *ret);

#endif
