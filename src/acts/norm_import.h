/* acts/norm_import.h - bring a norm in, with a preview, and end it again.
 *
 * OSCAL (catalog, profile, mapping-collection, of versions 1.0.0 to 1.2.2), a library in
 * YAML of another program, or a table (norm_table.h). First its own rules, then its
 * references, then what it would change; only then, in one transaction, the row and the
 * bytes. What is refused changes nothing.
 */
#ifndef ACTS_NORM_IMPORT_H
#define ACTS_NORM_IMPORT_H

#include "acts/norms_local.h"
#include "catalogue/norm_check.h"

enum { NORM_FILE_LIMIT_BYTES = OSCAL_BYTES_MAX };

struct norm_file {
    struct str name;   /* as sent; its ending says the form: .json, .yaml, .yml, .csv …    */
    struct str bytes;  /* of an XLSX the acts make the same sheet as CSV: one form is kept */
    struct str source; /* the norm that it is about where the file does not say; or empty  */
    struct str target; /* of a table: the norm that it leads to                            */
};

struct norm_preview {
    struct local_norm row;    /* as it would be made                            */
    struct norms_found found; /* kind LOCAL_NONE: it cannot be read             */
    int groups, controls, measures, assessed; /* of a norm                      */
    int foreign;              /* props that are not ours: kept                   */
    struct local_norm earlier; /* whose place it takes; row.id 0: none           */
    bool before_ours;         /* it goes before what the program brings          */
    const struct check_fault *faults; /* REFUSED: why, each with its place       */
    int n_faults;
};

/* act_norm_preview: needs MAY_NORMS. What the file is and what it would change; nothing is
 * saved. REFUSED with *ret filled when it is not sound. With keep the bytes stay at hand
 * under their hash for a day, for act_norm_kept. */
ANSWER enum outcome act_norm_preview(struct job *job, struct norm_file *file, bool keep,
                                     struct norm_preview **ret);

/* act_norm_kept: the bytes of a preview; REFUSED (norm_import.gone) when they are gone, and when
 * they are those of evidence that is not for who asks. */
ANSWER enum outcome act_norm_kept(struct job *job, struct str hash, struct str *ret_bytes);

/* act_norm_import: needs MAY_NORMS. The same, and saved; what has its key ends with it. */
ANSWER enum outcome act_norm_import(struct job *job, struct norm_file *file,
                                    struct norm_preview **ret);

/* act_norm_end: needs MAY_NORMS. It counts no more; the bytes and the row stay. REFUSED
 * while the organisation works by it. */
ANSWER enum outcome act_norm_end(struct job *job, struct row seen);

struct norm_local {
    struct local_norm of;
    bool unread; /* this program cannot read it                        */
    bool in_use; /* the organisation works by it, so it cannot be ended */
};

/* act_norm_locals: all that was brought in, what ended too, newest first. */
ANSWER enum outcome act_norm_locals(struct job *job, struct norm_local **ret, size_t *ret_n);

#endif
