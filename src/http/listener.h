/* http/listener.h - the socket on which the world knocks.
 *
 * Takes "127.0.0.1:8642", "[::1]:8642" or "unix:/path". A socket file that is
 * left behind by a server that is gone is removed; one that still answers is not.
 */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include "base/outcome.h"
#include "base/str.h"

enum { LISTENER_NAME_BYTES = 128 };

struct listener {
    int socket;
    char path[LISTENER_NAME_BYTES]; /* of a Unix socket, else empty          */
    char name[LISTENER_NAME_BYTES]; /* as it became, with the port it got    */
};

/* listener_open: REFUSED when that is no address (no_address, no_path), BROKEN when it cannot
 * listen there (in_use, no_right, not_there); the word is in *ret_why. */
ANSWER enum outcome listener_open(struct str listen, struct listener *ret, const char **ret_why);

/* listener_close: also removes the file of a Unix socket. */
void listener_close(struct listener *listener);

#endif
