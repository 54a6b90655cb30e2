/* acts/measures.h - the list of measures and one measure, as a person looks at them.
 *
 * The list holds every item that is given a verdict itself: the active measures,
 * and the controls without one that applies.
 */
#ifndef ACTS_MEASURES_H
#define ACTS_MEASURES_H

#include "acts/view.h"
#include "ledger/ledger.h"

/* Saved views above the list. */
enum measures_view { VIEW_ALL, VIEW_BEGIN, VIEW_MINE, VIEW_LATE, VIEW_BARE, VIEW_MANDATORY_OPEN, VIEW_CONFIRM, VIEW_NOT_APPLICABLE, VIEW_COUNT };
extern const struct choices measures_view_choices; /* alle begin mijn telaat zonderbewijs verplichtopen bevestigen nvt; all from 0 */

enum measures_sort { SORT_LABEL, SORT_TITLE, SORT_STATUS, SORT_OWNER, SORT_TARGET, SORT_EXPIRES, SORT_EVIDENCE, MEASURES_SORT_COUNT };
extern const struct choices measures_sort_choices; /* nr titel stand eigenaar datum verloopt bewijs; all from 0 */

/* Facts of the catalogue that the list can be filtered by, however sure they are. */
enum measures_fact { FACT_CATEGORY, FACT_INHERIT, FACT_RHYTHM, FACT_LAW, MEASURES_FACT_COUNT };

/* measures_fact_name: as the catalogue names it. */
struct str measures_fact_name(enum measures_fact fact);

struct measures_filter {
    int64_t object;         /* of the register, or 0: the organisation */
    enum measures_view view;
    const struct profile *profile; /* only what is in this selection, or NULL */
    int selected;           /* a group of that selection and what stands in it, or 0: any;
                               the first is 1                     */
    struct str text;        /* number or words; every word must be there, case and accents folded */
    int group;              /* theme, or -1                       */
    int control;            /* item index of a control, or -1      */
    int duty;               /* enum duty, or -1                    */
    int csf;                /* enum csf, or -1                     */
    int status;             /* enum status, or -1                  */
    int missing;            /* enum aspect that does not weigh ja, or -1 */
    int level;              /* 0 nothing … 3 werking reached, or -1 */
    int64_t owner;          /* 0 any, -1 nobody                    */
    bool expired;
    bool own_word;
    bool tested;
    bool expiring;          /* within 60 days                      */
    bool applies;           /* leaves out what is n.v.t.           */
    enum { FILLED_ANY, FILLED_YES, FILLED_NO } filled; /* mandatory ones that apply, by
                               whether every aspect has a verdict  */
    enum measures_sort sort;
    bool descending;
    struct str facts[MEASURES_FACT_COUNT]; /* the value asked, or empty: any */
};

struct measures {
    struct picture *picture;
    int *items;             /* indexes in the norm, filtered and sorted    */
    int n;
    int all;                /* without filter, within the selection        */
    int view_counts[VIEW_COUNT];
};

/* act_measures: needs MAY_READ. */
ANSWER enum outcome act_measures(struct job *job, const struct measures_filter *filter,
                                 struct measures **ret);

/* One piece of evidence as shown at a measure. */
struct measure_evidence {
    struct evidence evidence;
    int64_t use;            /* id of its evidence_use here                 */
    struct day expires;     /* here, by this item's rhythm                 */
    int n_items;            /* measures it is used at                      */
    bool may_judge;         /* this person may say whether it is fit       */
};

struct measure {
    struct picture *picture;
    int item;
    struct assessment assessment;      /* whole; row.id 0 when nothing was said */
    struct measure_evidence *evidence;
    size_t n_evidence;
    struct ledger_change *history;
    size_t n_history;
    int *siblings;                     /* active measures of its control, or of itself when a control */
    int n_siblings;
    struct exception *exceptions;
    size_t n_exceptions;
    bool may_assess;
    bool may_assign;
    bool may_test;
    bool may_evidence;      /* add evidence here */
    bool may_except;        /* ask for an exception to it: at the organisation alone */
};

/* act_measure: by label or id; a moved number gives the item it moved to with
 * *ret_moved true. NOT_THERE. */
ANSWER enum outcome act_measure(struct job *job, struct str label, struct measure **ret, bool *ret_moved);

/* act_measure_of: the same for an object of the register; 0 is the organisation. */
ANSWER enum outcome act_measure_of(struct job *job, int64_t object, struct str label,
                                   struct measure **ret, bool *ret_moved);

/* act_measure_in: an item of another norm, with what was said of it itself [R9]; norm is the
 * key or id of that norm. The organisation's own norm, or an empty one: as act_measure.
 * NOT_THERE too where nothing is asked, and for what the own norm has as well: that is said
 * there. act_measure_beside: the same within a view of another norm, by the item's place. */
ANSWER enum outcome act_measure_in(struct job *job, struct str norm, struct str label,
                                   struct measure **ret, bool *ret_moved);
ANSWER enum outcome act_measure_beside(struct job *job, const struct view *view, int item,
                                       struct measure **ret);

/* measure_mine: is the item this person's to judge: theirs, or of an object of theirs
 * where nobody owns it? */
bool measure_mine(const struct job *job, const struct picture *picture, int item);

#endif
