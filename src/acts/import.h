/* acts/import.h - come with what you have: a sheet of assessments, with a preview.
 *
 * The sheet has a header line. Columns, by Dutch or English name and in any
 * order: nummer, opzet, bestaan, werking, eigenaar, notitie, and optionally
 * streefdatum. A value that is empty leaves what is there. What comes in goes
 * out unchanged with act_export.
 */
#ifndef ACTS_IMPORT_H
#define ACTS_IMPORT_H

#include "acts/assess.h"
#include "reports/csv.h"
#include "reports/table.h"

enum { IMPORT_CELLS = 7 }; /* those of shown, and the number */

enum import_what { IMPORT_NEW, IMPORT_CHANGED, IMPORT_SAME, IMPORT_FAULTY };

struct import_line {
    int line;               /* in the file                              */
    struct str label;       /* as it stands there                        */
    int item;               /* index, or ITEM_NONE                       */
    enum import_what what;
    struct str moved_from;  /* the old number, when it moved             */
    struct fault faults[IMPORT_CELLS]; /* when FAULTY, in the order of the columns */
    int n_faults;
    struct str shown[6];    /* opzet, bestaan, werking, eigenaar, notitie, streefdatum as read */
};

struct import_preview {
    struct import_line *lines;
    size_t n;
    int n_new, n_changed, n_same, n_faulty;
    struct str columns_unknown; /* headers that were not understood */
};

/* act_import: of an object of the register, or of the organisation (0); needs MAY_ASSIGN. With apply false nothing is saved. With apply
 * true and a faulty line nothing is saved either and the outcome is REFUSED. */
ANSWER enum outcome act_import(struct job *job, int64_t object, const struct sheet *sheet,
                               bool apply, struct import_preview **ret);

/* act_export: the same columns for the items of a list. */
ANSWER enum outcome act_export(struct job *job, int64_t object, const int *items, int n,
                               struct table **ret);

#endif
