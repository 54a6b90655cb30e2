/* acts/between.h - two norms side by side: what says which of which, and what has no other side.
 *
 * Over whatever mappings lie between (engine/bridge.h). A row that came over several says
 * the way it came, and rests on all of them.
 */
#ifndef ACTS_BETWEEN_H
#define ACTS_BETWEEN_H

#include "acts/norms.h"
#include "engine/bridge.h"
#include "store/job.h"

struct between_row {
    int source, target;     /* items of from and of to                          */
    enum relation is;
    bool complete;
    enum standing standing;
    struct str basis;       /* of each mapping on the way: "wet, zelfde nummer" */
    struct str via;         /* the items in between; empty when there are none  */
    struct str note;
};

/* Nothing is said, or the mapping says that it ended or is new. */
enum between_gap_kind { BETWEEN_SILENT, BETWEEN_ENDED, BETWEEN_NEW, BETWEEN_GAP_COUNT };
extern const struct choices between_gap_choices; /* geen, vervallen, nieuw; all from 0 */

struct between_gap {
    int item;
    enum between_gap_kind kind;
    struct str note;
};

struct between {
    const struct norm *from, *to;
    struct bridge bridge;
    struct str way;             /* the titles of the mappings gone over            */
    struct between_row *rows;   /* by source, then target                          */
    int n_rows;
    struct between_gap *left;   /* items of from that nothing lies on              */
    int n_left;
    struct between_gap *right;  /* items of to                                     */
    int n_right;
};

/* between_of: the words are keys or ids; REFUSED at van or naar when there is no such norm,
 * and at naar when both are the same. In the job's language. */
ANSWER enum outcome between_of(struct job *job, struct str from, struct str to,
                               struct between *ret);

/* between_norms: the two norms alone, refused in the same way. */
ANSWER enum outcome between_norms(struct job *job, struct str from, struct str to,
                                  const struct norm **ret_from, const struct norm **ret_to);

/* between_way: which mappings a bridge goes over, in their order; empty when there is no way
 * or the norm is its own. */
struct str between_way(struct job *job, const struct bridge *bridge);

/* between_via: the items that a row of a bridge came through, as "ISO 27002 5.1". */
struct str between_via(struct job *job, const struct bridge *bridge, int row);

/* between_basis: what a row of a bridge rests on, as the words of the mappings, with "; "
 * between; the same in every language. between_basis_says: those for people. */
struct str between_basis(struct job *job, const struct bridge *bridge, int row);
struct str between_basis_says(struct job *job, struct str words);

#endif
