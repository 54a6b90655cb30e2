/* acts/file_scan.h - what did the virus scanner say of a file, and when?
 *
 * It is a fact about bytes, so it stands under their hash, and not in the ledger. Without a
 * scanner nothing is said. A file in which something is found when it comes in is never kept;
 * one in which something is found later stays and is handed to nobody [choice: clamd].
 *
 * Sources  [plan 3.7]; [choice: clamd].
 */
#ifndef ACTS_FILE_SCAN_H
#define ACTS_FILE_SCAN_H

#include "aide/scanner.h"
#include "model/noun.h"
#include "store/job.h"

/* The words of enum scan_is, as they lie in the data. */
extern const struct choices file_scan_choices;

struct file_scan {
    enum scan_is is;
    struct moment at;
    struct str found;       /* SCAN_FOUND: the scanner's name for it */
};

/* file_scan_ask: before anything is written, because it may take long. REFUSED at field
 * with the name of what was found; else DONE, and why it was not looked at is for the log. */
ANSWER enum outcome file_scan_ask(struct job *job, struct str field, struct str bytes,
                                  enum scan_is *ret);

/* file_scan_keep: in the open writing transaction; in place of what was said before. Nothing
 * for SCAN_NONE, nor for SCAN_UNSCANNED of what was looked at before. file_scan_drop: the
 * bytes go. */
ANSWER enum outcome file_scan_keep(struct job *job, struct str hash, struct scan said);
ANSWER enum outcome file_scan_drop(struct job *job, struct str hash);

/* file_scans_load: what was said of every file; file_scan_of: of this one. */
struct file_scans;
ANSWER enum outcome file_scans_load(struct job *job, const struct file_scans **ret);
struct file_scan file_scan_of(const struct file_scans *all, struct str hash);

/* file_scan_one: the same, of one file alone. */
ANSWER enum outcome file_scan_one(struct job *job, struct str hash, struct file_scan *ret);

/* file_scan_count: how many files there are of each. */
struct file_scan_counts {
    int64_t clean, unscanned, found;
};
ANSWER enum outcome file_scan_count(struct job *job, struct file_scan_counts *ret);

#endif
