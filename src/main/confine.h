/* main/confine.h - how little may each process of this server do?
 *
 * Says at start what this machine cannot hold back, and gives keeper and workers the
 * files that are theirs; the porter and the aides close their own cages.
 */
#ifndef MAIN_CONFINE_H
#define MAIN_CONFINE_H

#include "cli/command.h"

/* confine_start: before anything is opened. Becomes `user`, when one is given; says what
 * the kernel lacks. Root without a user gives up all its rights but opening the files of others.
 * REFUSED as root where the network can reach us, for a user that
 * cannot be had, and when the kernel lacks something and `whole` was asked. */
ANSWER enum outcome confine_start(struct cli *cli, struct str user, struct str listen, bool whole);

/* confine_open: may the network reach us? Only through a declared proxy, which has the TLS:
 * REFUSED on any other address than this machine's own without one. */
ANSWER enum outcome confine_open(struct cli *cli, struct str listen, bool proxy);

/* confine_warn: says it where browsers speak TLS, by the origin, and no proxy is declared:
 * everybody would come from the address of the one that has the TLS. */
void confine_warn(struct cli *cli, struct str origin, bool proxy);

/* confine_keeper: reads what its children need, and writes in the folders of the data,
 * of the socket and of the back-ups, if any. confine_worker: the files of the data, once they
 * are open, and the names beside them. BROKEN, logged, when the kernel refuses. */
ANSWER enum outcome confine_keeper(struct cli *cli, struct str listen, struct str backups,
                                   void (*log)(struct str json_line));
ANSWER enum outcome confine_worker(struct str data, void (*log)(struct str json_line));

#endif
