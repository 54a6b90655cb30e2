/* store/reserve.h - is there room left on the disk for what must go on when it is full?
 *
 * A file DATA-reserve takes room that nobody uses: 64 MiB, or a sixteenth of a smaller disk. When
 * a write finds the disk full the reserve is given up. From then on it is empty, what would make
 * the data grow is refused (ledger_open), and signing in and out, tidying and erasing go on in
 * the room that came free. It is taken again as soon as there is twice that much.
 *
 * Internal to this room; SQLite only.
 * Sources  [plan 3.17]; [choice: reserve] docs/choices.md.
 */
#ifndef STORE_RESERVE_H
#define STORE_RESERVE_H

#include <stdbool.h>

/* reserve_open: the reserve of this data file; -1: there is none. When make is true one is made
 * where there is room for it, on a file system that can. */
int reserve_open(const char *data, bool make);

/* reserve_short: was it given up, and is there no room yet to take it again? */
bool reserve_short(int reserve);

/* reserve_give: gives it up. All but reserve_open take -1 and then do nothing. */
void reserve_give(int reserve);

#endif
