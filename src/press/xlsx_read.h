/* press/xlsx_read.h - what stands in a sheet of an XLSX file that somebody sent?
 *
 * Texts as they are; a number in its shortest form; a date, which is a number with
 * the format of one, as 2026-11-20, without its hours; a boolean as 1 or 0. Of a
 * formula the value that was saved with it. Rows without any text are left out, and
 * so are empty cells at the end of a row.
 *
 * Sources  [ECMA-376] SpreadsheetML; [choice: files in] the limits.
 */
#ifndef PRESS_XLSX_READ_H
#define PRESS_XLSX_READ_H

#include "base/fault.h"
#include "base/outcome.h"
#include "reports/sheet.h"

/* xlsx_read: one sheet; the first that is not hidden when sheet_name is empty.
 *
 * REFUSED, with the member or the row as argument and *ret_sheet untouched:
 *     xlsx.xls      an .xls file           xlsx.encrypted  asks for a password
 *     xlsx.ods      an OpenDocument file   xlsx.no_sheet   no such sheet
 *     xlsx.broken   parts missing or out of order
 *     sheet.…       past a limit of reports/sheet.h
 *     zip.…, xml.…  as package_open and xml_read say
 * BROKEN when the machine has no memory. */
ANSWER enum outcome xlsx_read(struct arena *mem, struct str bytes, struct str sheet_name,
                              const struct sheet **ret_sheet, struct faults *faults);

#endif
