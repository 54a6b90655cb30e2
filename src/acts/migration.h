/* acts/migration.h - from one norm to another: what becomes of each item, and carry it out.
 *
 * In four steps: the scope (which objects, from which norm to which), their level, each item
 * with what is decided on it, and what is then to be done. A plan is only looked at;
 * act_migrate carries one out in one entry of the ledger, and act_migration_undo takes that
 * back as long as nothing of it was changed since.
 *
 * Only what was said of an object itself goes along, not what it takes over from others. A
 * way over several mappings is gone at once (engine/bridge.h).
 *
 * Two versions of one norm share ids: one row then serves both. Going from one to the other
 * is a move of the whole organisation: every object goes along and `move` has to be said.
 *
 *     norm word   key (id@version) or id of a norm
 *     object      number of an object of the register; 0 is the organisation
 *
 * Sources  [R10]; [processes 6].
 */
#ifndef ACTS_MIGRATION_H
#define ACTS_MIGRATION_H

#include "acts/between.h"
#include "acts/picture.h"
#include "engine/carry.h"
#include "records/record.h"
#include "reports/paper.h"

/* What becomes of one item of the new norm, or of an old one that ends. */
struct migration_item {
    int target;                 /* index in to, or ITEM_NONE: vervallen             */
    enum carry_kind kind;
    const int *sources;         /* indexes in from: those that decide               */
    int n_sources;
    enum standing standing;     /* the least sure of the rows that decide           */
    struct str basis;           /* in the job's language: "wet, zelfde nummer"      */
    struct str basis_words;     /* the same as the mappings have it, as it is kept  */
    struct str via;             /* the items in between; empty when there are none  */
    const struct carried *carried; /* NULL: vervallen                               */
    bool said;                  /* something was said or shown of what it comes from */
    bool stays;                 /* equal, and one row serves both: nothing is written */
    bool confirm;               /* something of it is to be confirmed afterwards     */
    int n_pieces;               /* pieces of evidence that would go along           */
    int64_t owner;              /* that would go along, or 0                        */
    enum migration_decision decision; /* when nothing else is said                  */
    unsigned decisions;         /* that may be taken: bits 1 << enum migration_decision */
};

struct migration_object {
    int64_t object;
    struct object about;        /* row.id 0: the organisation                       */
    struct str name;
    int level;                  /* by the old norm; 0: none                         */
    bool level_missing;         /* that norm has levels, and this object should have one */
    const struct picture *facts; /* what was said of it itself in the old norm       */
    const struct picture *there; /* and in the new one                               */
    struct migration_item *items; /* by the order of the new norm; then what ends     */
    int n;
    int by_kind[CARRY_KIND_COUNT];
    int n_said;                 /* items of which something was said or shown        */
    int n_confirm;              /* to be confirmed afterwards                        */
    int n_again;                /* to be looked at again                             */
};

struct migration_plan {
    const struct norm *from, *to;
    struct bridge bridge;
    struct str way;             /* the titles of the mappings gone over              */
    struct picture *picture;    /* the organisation's own                            */
    struct migration_object *objects;
    int n_objects;
    int by_kind[CARRY_KIND_COUNT]; /* of all objects                                 */
    bool first;                 /* nothing was carried over before, or all was undone */
    bool wide;                  /* the first, and over more than one system: begin small */
    bool ours;                  /* from is the norm that the organisation works by   */
    bool moves;                 /* they share ids: the organisation moves, with everything */
};

/* act_migration_plan: needs MAY_READ of everything. No objects: the organisation. REFUSED at
 * van or naar as between_of, at naar when there is no way over the mappings, and at either
 * when it is another version of the norm that the organisation works by. NOT_THERE for
 * an object that is none. When it moves, every object of which something was said is in it. */
ANSWER enum outcome act_migration_plan(struct job *job, struct str from, struct str to,
                                       const int64_t *objects, size_t n,
                                       struct migration_plan **ret);

/* migration_item_at: that of an id of the new norm at an object of the plan; NULL. */
const struct migration_item *migration_item_at(const struct migration_plan *plan,
                                               const struct migration_object *object,
                                               struct str item);

/* migration_shares: have two norms ids in common, as versions of one norm do? */
bool migration_shares(const struct norm *a, const struct norm *b);

/* A decision on one item of one object. */
struct migration_choice {
    int64_t object;
    struct str item;            /* id in the new norm */
    enum migration_decision decision;
};

struct migration_order {
    struct str from, to;
    const int64_t *objects;
    size_t n_objects;
    enum migration_decision by_kind[CARRY_KIND_COUNT]; /* NONE: as the plan proposes  */
    const struct migration_choice *choices; /* go before by_kind                      */
    size_t n_choices;
    bool move;                  /* the organisation works by the new norm from now on */
};

/* migration_decides: what an order decides on an item. */
enum migration_decision migration_decides(const struct migration_plan *plan,
                                          const struct migration_order *order,
                                          const struct migration_object *object,
                                          const struct migration_item *item);

/* act_migrate: carries a plan out, in one entry. Needs MAY_ASSESS on each object, and
 * MAY_NORMS to move. REFUSED at besluit for a decision that an item does not take, at move
 * when the plan moves and the order does not, or the norm is not the organisation's. */
ANSWER enum outcome act_migrate(struct job *job, const struct migration_order *order,
                                int64_t *ret_id);

/* act_norm_move: the organisation works by another norm from now on; nothing is carried
 * over. Needs MAY_NORMS. REFUSED at norm when it is unknown, its own, or another version
 * that shares ids: that is a migration. */
ANSWER enum outcome act_norm_move(struct job *job, struct row seen, struct str norm);

/* act_migration_undo: everything as it was before, in one entry: verdicts, evidence and the
 * norm. Needs what making it needed. REFUSED when something of it was changed since, naming
 * the first item; or when it was undone. */
ANSWER enum outcome act_migration_undo(struct job *job, struct row seen);

struct migration_head {
    struct migrated it;
    const struct norm *from, *to; /* NULL: no longer there                              */
    struct str by;              /* name of who made it; empty: the installation        */
    int by_kind[CARRY_KIND_COUNT];
    int n_lines;
    int64_t *objects;           /* over which it went                                  */
    struct str *names;
    int n_objects;
};

/* act_migrations: newest first; needs MAY_READ of everything. */
ANSWER enum outcome act_migrations(struct job *job, struct migration_head **ret, size_t *ret_n);

/* Where a line stands by now. */
enum migration_state {
    MIGRATED_DONE,              /* confirmed, judged since, or nothing was to be done  */
    MIGRATED_OPEN,              /* nothing was said of it in the old norm, nor since   */
    MIGRATED_DO,                /* new: nothing was said of it yet                     */
    MIGRATED_REASSESS,          /* to be looked at again                               */
    MIGRATED_CONFIRM,           /* carried, and not confirmed yet                      */
    MIGRATED_ENDED,             /* vervallen                                           */
    MIGRATED_STATE_COUNT
};
extern const struct choices migration_state_choices; /* klaar, open, nieuw_te_doen,
                                   opnieuw_bekijken, nog_te_bevestigen, vervallen; all from 0 */

struct migration_line {
    struct migrated_item it;
    int target;                 /* index in to, or ITEM_NONE                           */
    const int *sources;         /* indexes in from                                     */
    int n_sources;
    struct str basis;           /* in the job's language                               */
    enum migration_state state; /* on job->on                                          */
    const struct item_state *is; /* the target as it is at the object; NULL: vervallen */
    const struct assessment *assessment; /* slim; NULL: nothing was said               */
    struct str owner;           /* name, or empty                                      */
};

struct migration_view {
    struct migration_head head;
    const struct picture *picture; /* the organisation's own                           */
    struct migration_line *lines;
    size_t n;
    int by_state[MIGRATED_STATE_COUNT];
    bool may_undo;              /* nothing of it was changed since, and this person may */
    struct str changed;         /* id of the first item that was; or empty             */
};

/* act_migration_get: one, with its lines as they stand now. NOT_THERE. One that was undone
 * has its lines too, each MIGRATED_DONE or _ENDED: nothing follows from them. */
ANSWER enum outcome act_migration_get(struct job *job, int64_t id, struct migration_view **ret);

/* Where what is said of an item came from. */
struct migration_origin {
    struct migrated made;
    struct migrated_item line;  /* row.id 0: it came from nowhere, or may not be seen   */
    const struct norm *from;    /* NULL: no longer there                               */
};

/* migration_origin_of: by the line that an assessment of this picture names. */
ANSWER enum outcome migration_origin_of(struct job *job, const struct picture *picture,
                                        struct ref line, struct migration_origin *ret);

/* paper_migration: the report: its lines, what is new to do first, then what is to be looked at
 * again and to be confirmed; and counts. paper_migration_plan: the plan, item by item. */
ANSWER enum outcome paper_migration(struct job *job, const struct migration_view *it,
                                    struct paper **ret);
ANSWER enum outcome paper_migration_plan(struct job *job, const struct migration_plan *plan,
                                         const struct migration_order *order,
                                         struct paper **ret);

#endif
