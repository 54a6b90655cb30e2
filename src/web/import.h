/* web/import.h - a sheet of assessments: what the page about it shows. */
#ifndef WEB_IMPORT_H
#define WEB_IMPORT_H

#include "acts/import.h"
#include "web/about.h"

enum { IMPORT_FILE_LIMIT_BYTES = 5 * 1024 * 1024 };

struct import_row {
    const struct import_line *of;
    struct str title;   /* of the item, when it is known        */
    enum word what;
    struct str *faults; /* which cell, and what is wrong, in words */
    size_t faults_n;
};

struct import_view {
    const struct page *page;
    struct object about; /* of the register; row.id 0: the organisation */
    const struct import_preview *preview; /* NULL: nothing was sent yet */
    struct import_row *rows;
    size_t rows_n;
    int changes;
    struct str csv;     /* the same sheet, for the next step    */
};

/* For the template: the sheet in hidden fields, in parts that a form takes. */
void page_import_parts(struct out *out, struct str csv);

#endif
