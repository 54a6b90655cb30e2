/* test/ledger/hand.h - what somebody who holds the data does to it by hand.
 *
 * One table at a time is copied, changed, and put back as it was.
 */
#ifndef TEST_LEDGER_HAND_H
#define TEST_LEDGER_HAND_H

#include "house.h"

/* hand_open: what stands in the way of someone who only has SQL is taken away first: he who
 * has the file has it too. */
void hand_open(struct house *it);

/* hand_say: SQL without parameters, in a transaction of its own. */
void hand_say(struct house *it, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* hand_copy: a copy of a table, to put back as often as one likes until it is dropped. */
void hand_copy(struct house *it, const char *table);
void hand_put_back(struct house *it, const char *table);
void hand_drop_copy(struct house *it);

/* hand_sound: what was put back verifies. */
void hand_sound(struct house *it);

#endif
