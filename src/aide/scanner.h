/* aide/scanner.h - what does the virus scanner of this machine say of these bytes?
 *
 * The scanner is an aide that hands bytes to clamd over its Unix socket and has nothing
 * else: no data, no keys, no network. What clamd did not look at, or not whole, is
 * unscanned and never clean.
 *
 * scanner_at comes first in every program that may ask; a server then calls scanner_start.
 * Without scanner_at there is no scanner, and nobody says anything of any file.
 *
 * Limits   SCAN_BYTES in a file; 30 s for an answer.
 * Sources  [plan 3.7]; clamd(8); [choice: clamd].
 */
#ifndef AIDE_SCANNER_H
#define AIDE_SCANNER_H

#include "aide/aide.h"

enum {
    SCAN_BYTES = 25 * 1024 * 1024,
    SCAN_WORDS_BYTES = 200,
    SCAN_PATH_BYTES = 107 /* of a Unix socket's name */
};

enum scan_is {
    SCAN_NONE,      /* there is no scanner                             */
    SCAN_CLEAN,     /* nothing was found                                */
    SCAN_FOUND,     /* words: what                                       */
    SCAN_UNSCANNED  /* words: why not, in English                        */
};

struct scan {
    enum scan_is is;
    struct str words;
};

/* scanner_at: the socket of clamd; empty: there is none. False when no socket can have
 * that name. */
bool scanner_at(struct str path);

/* scanner_start: the aide, before the workers are forked. True, and nothing, without a
 * scanner. */
bool scanner_start(void);

/* scanner_ask: looks at the bytes. scanner_there: does clamd answer? SCAN_CLEAN: yes. */
struct scan scanner_ask(struct arena *mem, struct str bytes);
struct scan scanner_there(struct arena *mem);

#endif
