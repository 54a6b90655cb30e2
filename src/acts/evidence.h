/* acts/evidence.h - what shows that a measure is there and works. */
#ifndef ACTS_EVIDENCE_H
#define ACTS_EVIDENCE_H

#include "acts/file_scan.h"
#include "acts/picture.h"
#include "ledger/ledger.h"
#include "model/assessment.h"
#include "records/record.h"

enum { EVIDENCE_FILE_LIMIT_BYTES = 25 * 1024 * 1024 };

struct evidence_file {
    struct str name;        /* as sent; kept as data, cleaned for headers */
    struct str bytes;       /* at NULL: no file                           */
};

/* act_evidence_add: a new piece, used at the items given, of an object of the register or
 * of the organisation (0). A file or a link, not
 * both, not neither. The kind of the file is told by its first bytes and must
 * agree with its name (pdf odt ods docx xlsx csv txt png jpg); its SHA-256 is
 * its name in the data, so that the same file is kept once. REFUSED, at file, when the virus
 * scanner found something; one that it did not look at is kept, and said to be unscanned.
 * FORBIDDEN, at items, when one of
 * them is not the person's own and they may show only what is. */
ANSWER enum outcome act_evidence_add(struct job *job, const struct given *given,
                                     const struct evidence_file *file, int64_t object,
                                     const struct str *items, size_t n_items, int64_t *ret_id);

/* act_evidence_use, act_evidence_end: use a piece at more items, or no longer. */
ANSWER enum outcome act_evidence_use(struct job *job, int64_t evidence, int64_t object,
                                     const struct str *items, size_t n_items);
ANSWER enum outcome act_evidence_end(struct job *job, int64_t use);

/* evidence_use_at: within an open entry: a piece is used at an item of an object from now
 * on, by the id of the item in whatever norm; nothing when it is already. */
ANSWER enum outcome evidence_use_at(struct job *job, struct entry *entry, int64_t object,
                                    int64_t evidence, struct str item);

/* act_evidence_judge: is it fit? Never by its submitter [R1]. why is needed for
 * ongeschikt. */
ANSWER enum outcome act_evidence_judge(struct job *job, struct row seen, enum fitness fitness,
                                       struct str why);

/* act_evidence_replace: a newer piece takes its place at all its items, of objects as well.
 * REFUSED, at replaced_by, when by is no piece. */
ANSWER enum outcome act_evidence_replace(struct job *job, struct row seen, int64_t by);

/* An item that a piece is used at, of the organisation's norm or of another [R9]. */
struct evidence_place {
    const struct norm *norm;
    const struct item *item;
    int64_t object;         /* whose item; 0: the organisation's */
    int64_t use;            /* for act_evidence_end */
};

struct evidence_line {
    struct evidence evidence;
    struct evidence_place *places;
    int n_places;
    struct day expires;     /* the first of its uses to expire, or no day */
    struct day lasts;       /* and the last of them                       */
    struct file_scan scan;  /* of its file, by now; SCAN_NONE: nothing was asked */
};

/* act_evidence_list: all of it as known at job->known, newest first. */
ANSWER enum outcome act_evidence_list(struct job *job, struct evidence_line **ret, size_t *ret_n);
ANSWER enum outcome act_evidence_get(struct job *job, int64_t id, struct evidence_line *ret);

/* act_evidence_file: the bytes of a piece, in the arena, and its type as it is sent, with the
 * charset of what is text. NOT_THERE for a link and, with the
 * day, for bytes that were erased. REFUSED, at file, with its name, when the virus scanner found
 * something in them since. BROKEN when the bytes do not have their hash. */
ANSWER enum outcome act_evidence_file(struct job *job, int64_t id, struct evidence *ret,
                                      struct str *ret_bytes, struct day *ret_gone);

/* file_kind: pure: media type of the bytes by their first bytes and the name's
 * ending; false when the two do not agree or the kind is not on the list. */
bool file_kind(struct str name, struct str bytes, struct str *ret_type);

#endif
