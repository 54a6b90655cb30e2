/* acts/evidence_scan.h - what does the virus scanner say today of the evidence that is here?
 *
 * What came in while the scanner was away was never looked at, and what it did not know then it
 * may know now. Nothing goes away by this: a file in which something is found is handed to nobody
 * until it is found clean or two persons erase it [choice: clamd].
 */
#ifndef ACTS_EVIDENCE_SCAN_H
#define ACTS_EVIDENCE_SCAN_H

#include "acts/file_scan.h"
#include "model/assessment.h"

/* A piece in whose file something was found, or that was not looked at and why, in English. */
struct evidence_scanned {
    struct evidence evidence;
    struct scan said;
};

struct evidence_scans {
    struct evidence_scanned *odd; /* in order of their files                    */
    size_t odd_n;
    int64_t clean, unscanned, found; /* files; one that more pieces have counts once */
};

/* act_evidence_scan: has the scanner look at each file of evidence, one after another, and keeps
 * what it says of each at once: cut short, the rest is as it was. progress: after each piece; may
 * be NULL. The keyboard's alone: it asks no leave. BROKEN when bytes do not have their hash. */
ANSWER enum outcome act_evidence_scan(struct job *job, void (*progress)(int64_t done, int64_t all),
                                      struct evidence_scans *ret);

#endif
