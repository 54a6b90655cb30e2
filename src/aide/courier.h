/* aide/courier.h - how does something get out of this machine, and an answer back?
 *
 * The courier is the only process that makes connections to elsewhere, and libcurl is there
 * only; it has no data and no keys. It goes to an address by https (or http to this very
 * machine) whose host is among those that the configuration names, follows no redirect,
 * takes no certificate that the machine does not know, and gives up on what is slow or large.
 *
 * Limits   4 s to connect, 8 s in all; an answer of `most` bytes, 64 KiB at most.
 * Sources  [plan 3.4], [plan 3.12].
 */
#ifndef AIDE_COURIER_H
#define AIDE_COURIER_H

#include "aide/aide.h"

enum { COURIER_BYTES_MAX = 64 * 1024 };

struct courier_errand {
    struct str address;
    struct str hosts;         /* where it may lead, between blanks              */
    bool brings;              /* POST, with a form; else GET                    */
    struct str form;
    struct str authorization; /* value of that header; empty: none              */
};

/* courier_start: the aide, before the workers are forked, and the only hosts that it will ever
 * visit, between blanks; they stay the caller's, for as long as it runs. A command that does not
 * start it first has one that goes by each errand's own hosts. */
bool courier_start(struct str hosts);

/* courier_go: DONE with an answer, whatever its status. REFUSED when it may not go there.
 * BROKEN when there was no answer within the limits. *ret_why is one line in English, for
 * the log and the administrator. */
ANSWER enum outcome courier_go(struct arena *mem, const struct courier_errand *errand,
                               int *ret_status, struct str *ret_body, struct str *ret_why);

#endif
