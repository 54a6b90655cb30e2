/* http/listener.h - the socket on which the world knocks.
 *
 * Takes "127.0.0.1:8642", "[::1]:8642" or "unix:/path". A socket file that is
 * left behind by a server that is gone is removed; one that still answers is not.
 * "systemd" is the one socket that systemd opened for this process, whatever it is.
 *
 * Sources  sd_listen_fds(3).
 */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include "base/outcome.h"
#include "base/str.h"

enum { LISTENER_NAME_BYTES = 128 };

struct listener {
    int socket;
    bool given;                     /* by systemd, whose file it stays        */
    char path[LISTENER_NAME_BYTES]; /* of a Unix socket of ours, else empty  */
    char name[LISTENER_NAME_BYTES]; /* as it became, with the port it got    */
};

/* listener_open: REFUSED when that is no address (no_address, no_path) or systemd gave no
 * socket that listens (no_socket), BROKEN when it cannot listen there (in_use, no_right,
 * not_there); the word is in *ret_why. */
ANSWER enum outcome listener_open(struct str listen, struct listener *ret, const char **ret_why);

/* listener_is_near: can only programs of this machine connect there? What listener_open refuses
 * is reached by nobody, so that is near as well. */
bool listener_is_near(struct str listen);

/* listener_close: also removes the file of a Unix socket. */
void listener_close(struct listener *listener);

#endif
