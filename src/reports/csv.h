/* reports/csv.h - how does a text become a cell of a CSV file, and come back?
 *
 * A spreadsheet takes a cell that begins with = + - or @ for a formula. Such a
 * text gets one apostrophe in front, and csv_read takes that one away again:
 *
 *     written   '  before a text that begins with = + - @ TAB CR LF or NUL, or with
 *               an apostrophe that one of these or another apostrophe follows
 *     read      one ' is dropped where one of these, or another ', follows it
 *
 * So every text comes back as it was, and 's-Hertogenbosch never changes at all.
 * Numbers of ours are no texts: -5 stays -5.
 *
 * Sources  [RFC4180] quotes and lines; [choice: quote prefix] the apostrophe.
 */
#ifndef REPORTS_CSV_H
#define REPORTS_CSV_H

#include "base/buf.h"
#include "base/fault.h"
#include "base/outcome.h"
#include "reports/sheet.h"

/* csv_text: one cell, with the apostrophe and the quotes that it needs. */
void csv_text(struct buf *out, struct str text);

/* csv_sheet: a whole sheet, as csv_read gives it back. */
void csv_sheet(struct buf *out, const struct sheet *sheet);

/* csv_read: the rows of a CSV file.
 *
 *   bytes   the file; the cells point into it or into mem
 *   faults  what does not fit, with the number of the line as argument
 *
 * The separator (comma, semicolon, tab) is the one that the first line has most
 * of outside quotes. A line ends with CRLF, LF or CR; an empty line is no row. A
 * byte order mark of UTF-8 is passed over.
 *
 * REFUSED, at the first fault and with *ret_sheet untouched:
 *     sheet.too_large  more than SHEET_BYTES_MAX; the argument is the limit in MiB
 *     csv.not_utf8     bytes that are no UTF-8          csv.nul          a NUL
 *     csv.quote_open   a quote that is never closed     csv.after_quote  text after one
 *     sheet.rows, sheet.columns, sheet.cells, sheet.cell   past a limit of sheet.h
 */
ANSWER enum outcome csv_read(struct arena *mem, struct str bytes, const struct sheet **ret_sheet,
                             struct faults *faults);

#endif
