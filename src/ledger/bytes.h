/* ledger/bytes.h - the bytes of an entry, which its hash is taken of.
 *
 * An entry is a row of netstrings (`length:bytes,`): format, organisation,
 * sequence, hash of the one before, time, actor, door, act, reason, one-time
 * number, parts. The last is itself a row of netstrings, one per changed column
 * in order of table, row and column, each of five: table, row, column, old, new.
 * A value is `-` (absent), `=` and the value, or `~` and the digest of a text.
 * In the table an empty reason or number stands as `-`.
 *
 * Sources  [plan 3.16]; docs/ledger.md says the same for a third party.
 */
#ifndef LEDGER_BYTES_H
#define LEDGER_BYTES_H

#include "base/buf.h"
#include "ledger/digest.h"
#include "store/query.h"

/* An entry as its row in the table has it; all but uuid are columns. */
struct bytes {
    struct str uuid;
    int64_t seq;
    struct str prev;
    struct str time;
    struct str actor;
    struct str door;
    struct str act;
    struct str reason;
    struct str form_number;
    struct str parts;
};

/* One changed column, as it stands in the parts. */
struct bytes_part {
    struct str table;
    int64_t id;
    struct str column;
    struct str from;
    struct str to;
};

/* bytes_net: one netstring. */
void bytes_net(struct buf *out, struct str s);

/* bytes_put: the whole entry; bytes_hash: the digest of it, through scratch. */
void bytes_put(struct buf *out, const struct bytes *entry);
struct digest bytes_hash(struct buf *scratch, const struct bytes *entry);

/* bytes_part_put: one changed column, at the end of the parts. */
void bytes_part_put(struct buf *out, struct buf *scratch, const struct bytes_part *part);

/* bytes_row: the columns of the row that ledger_page or ledger_of_row stands on,
 * but for the uuid; views, valid until the next row. Returns its column hash. */
struct str bytes_row(struct query *q, struct bytes *ret);

/* bytes_net_next: the netstring at the front of *rest, which then begins after it; false
 * for anything that bytes_net does not write. bytes_read: an entry from its bytes; an empty
 * reason or number stays empty. False when they are no entry; *ret is then untouched. */
bool bytes_net_next(struct str *rest, struct str *ret);
bool bytes_read(struct str entry, struct bytes *ret);

enum bytes_next { BYTES_END, BYTES_PART, BYTES_FAULT };

/* bytes_part_next: the part at the front of *rest, which then begins after it. */
enum bytes_next bytes_part_next(struct str *rest, struct bytes_part *ret);

#endif
