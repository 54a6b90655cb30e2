/* web/download.h - how does a paper leave as a file?
 *
 * One paper, three forms. A CSV file holds the first table alone: the others stand in
 * the JSON and the XLSX, each under its name.
 */
#ifndef WEB_DOWNLOAD_H
#define WEB_DOWNLOAD_H

#include "reports/paper.h"
#include "web/page.h"

enum download { DOWNLOAD_NONE, DOWNLOAD_CSV, DOWNLOAD_XLSX, DOWNLOAD_JSON };

/* download_kind: by the end of an address, ".csv"; *ret_rest is what stands before it. */
enum download download_kind(struct str name, struct str *ret_rest);

/* download_paper: the answer is this paper as a file called name with the ending of its kind. */
ANSWER enum outcome download_paper(struct page *page, const struct paper *paper, struct str name,
                                   enum download kind);

#endif
