/* acts/file.h - the bytes of what was sent, kept by their hash: the same file once. */
#ifndef ACTS_FILE_H
#define ACTS_FILE_H

#include "store/job.h"

/* file_name: what a file that was sent is called, as data: the last part of a path, without what a
 * header or a screen would stumble over or show as another name than it is; empty when nothing is
 * left, or it is not UTF-8. */
struct str file_name(struct arena *mem, struct str sent);

/* file_keep: keeps bytes under their hash, in parts, within the open writing transaction;
 * nothing when they are there already. */
ANSWER enum outcome file_keep(struct job *job, struct str hash, struct str bytes);

/* file_bytes: what is kept under a hash, in the job's memory, in the open transaction.
 * NOT_THERE; BROKEN when the bytes do not have their hash. */
ANSWER enum outcome file_bytes(struct job *job, struct str hash, struct str *ret);

/* file_drop: the bytes go, for good. In the entry that says so: as erased_hash, which
 * file_erased finds again: the day on which that was; no day when the file is there. */
ANSWER enum outcome file_drop(struct job *job, struct str hash);
ANSWER enum outcome file_erased(struct job *job, struct str hash, struct day *ret);

/* file_sweep: throws away what was kept before a moment and no row names, now or in the
 * past: what somebody looked at before bringing it in, and then left. In the open writing
 * transaction. */
ANSWER enum outcome file_sweep(struct job *job, struct moment before);

#endif
