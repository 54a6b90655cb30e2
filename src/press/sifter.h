/* press/sifter.h - who reads a file that somebody sent, where nothing can be reached?
 *
 * The sifter is an aide that forks a process for each file. That one has the bytes of the
 * file and nothing else: no other file, no network, no data, no keys, 512 MiB and 30 s; it
 * puts what it read in the place of the bytes and ends. What comes back is read as
 * something from outside too (press/sifted.h, press/sifted_tree.h).
 *
 * Limits   two files at a time; 40 s for each.
 * Sources  [plan 3.9, 3.12]; [choice: sifter].
 */
#ifndef PRESS_SIFTER_H
#define PRESS_SIFTER_H

#include "aide/aide.h"
#include "base/fault.h"
#include "catalogue/oscal.h"
#include "reports/sheet.h"

/* sifter_start: the aide, before the workers are forked. */
bool sifter_start(void);

/* sifter_sheet: the first sheet of an XLSX file that is not hidden, or a CSV file. REFUSED
 * as xlsx_read and csv_read do, and sheet.heavy when the process did not come to its end: a
 * file that takes more than it may have. BROKEN when there is no answer, with *ret_why in
 * English. */
ANSWER enum outcome sifter_sheet(struct arena *mem, struct str bytes, const struct sheet **ret,
                                 struct faults *faults, struct str *ret_why);

/* sifter_tree: the tree of an OSCAL document, or of a library in YAML. REFUSED as oscal_read
 * and yaml_read do, and `heavy` when the process did not come to its end. BROKEN as above. */
ANSWER enum outcome sifter_tree(struct arena *mem, bool yaml, struct str bytes,
                                const struct oscal **ret, struct oscal_fault *ret_fault,
                                struct str *ret_why);

#endif
