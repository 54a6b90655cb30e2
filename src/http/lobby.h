/* http/lobby.h - guests come in, say what they want, and are timed.
 *
 * Internal to the porter: the callbacks of the library. Each guest has one
 * deadline for the phase it is in; lobby_sweep cuts who is past it, because the
 * library itself only notices silence.
 */
#ifndef HTTP_LOBBY_H
#define HTTP_LOBBY_H

#include "http/crew.h"

struct lobby {
    const struct http_service *service;
    const struct limits *limits;
    void (*log)(struct str);
    struct door *door;
    struct excuse *excuse;
    struct crew *crew;
    struct guest *guests;
    size_t n_guests;
    struct spool_pot pot;
    int64_t now_ms;   /* set by the loop, once each time it wakes    */
    int logged;       /* lines about refusals since the last sweep   */
};

/* lobby_open: starts the library on a listening socket; NULL when it cannot. */
struct MHD_Daemon *lobby_open(struct lobby *lobby, int socket);

/* lobby_sweep: cuts who is late. lobby_clear: cuts who has no request running. */
void lobby_sweep(struct lobby *lobby);
void lobby_clear(struct lobby *lobby);

#endif
