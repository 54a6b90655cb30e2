/* web/norm_import.h - norms of one's own: what do the pages that bring them in show? */
#ifndef WEB_NORM_IMPORT_H
#define WEB_NORM_IMPORT_H

#include "acts/norm_import.h"
#include "web/page.h"

struct norm_import_fault {
    int line;           /* in the file; 0: unknown */
    struct str pointer; /* or empty                */
    struct str rule;    /* and how to mend it      */
};

struct norm_import_fact {
    struct str name;
    struct str value;
};

struct norm_import_norm {
    const struct norm *norm;
    struct str title;
    bool source, target; /* chosen in the one list, in the other */
};

struct norm_import_row {
    const struct norm_local *of;
    struct str kind;
    struct str norm;     /* to look at, when it counts now: its key */
    struct str document; /* to take along: its id, or empty         */
};

struct norm_import_view {
    const struct page *page;
    const struct norm_preview *preview; /* NULL: the form, and what was brought in */
    const struct norm_file *file;
    struct norm_import_fact *facts;
    size_t facts_n;
    struct norm_import_fault *faults;   /* what stands in the file that was sent   */
    size_t faults_n;
    struct norm_import_norm *norms;
    size_t norms_n;
    struct norm_import_row *rows;
    size_t rows_n;
};

#endif
