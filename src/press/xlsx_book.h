/* press/xlsx_book.h - which sheets, texts and styles does an XLSX file have?
 *
 * All of the file save the cells: those are read by xlsx_read.
 */
#ifndef PRESS_XLSX_BOOK_H
#define PRESS_XLSX_BOOK_H

#include "press/package.h"

enum { XLSX_SHEETS_MAX = 500, XLSX_STYLES_MAX = 100000, XLSX_STRINGS_MAX = 1000000 };

/* A list that grows. */
struct xlsx_list {
    void *at;
    size_t n;
    size_t room;
};

struct xlsx_book {
    struct arena *mem;
    struct faults *faults;
    struct package *package;
    struct xlsx_list strings; /* struct str: the shared texts, by number         */
    struct xlsx_list dates;   /* bool: does the style with this number show a day? */
    bool from_1904;           /* days count from 1904-01-01, as old Macs did     */
};

/* xlsx_book_read: fills the book and finds the member that holds the sheet with
 * this name, or the first that is not hidden when the name is empty.
 *
 * REFUSED: xlsx.no_sheet with the name; xlsx.broken with the member; sheet.cell and
 * sheet.too_large; what xml_read refuses. */
ANSWER enum outcome xlsx_book_read(struct xlsx_book *book, struct str sheet_name,
                                   struct str *ret_member);

/* xlsx_list_add: room for one more value of size bytes, zeroed. */
void *xlsx_list_add(struct arena *mem, struct xlsx_list *list, size_t size);

/* xlsx_refuse: notes the key; gives false, as an ear that stops does. */
bool xlsx_refuse(struct xlsx_book *book, struct str key, struct str arg);

#endif
