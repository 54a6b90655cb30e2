/* web/migration.h - carrying over to another norm: what do its pages show?
 *
 * Addresses    /overzetten                 what was carried over before
 *              /overzetten/nieuw           the first three steps: stap= 1 to 3,
 *                                          van= and naar= keys of norms, object= numbers
 *                                          of the register (0: the organisation), repeated
 *              /overzetten/{id}            the fourth: what is to do now; object= which of them
 *              /overzetten/{id}/ongedaan   are you sure?
 *
 * One choice for an item counts for every object that is carried over with it; who wants
 * something else for one object carries that one over by itself.
 */
#ifndef WEB_MIGRATION_H
#define WEB_MIGRATION_H

#include "acts/migration.h"
#include "web/look.h"
#include "web/obw.h"
#include "web/page.h"

/* The four steps above each page, and which one this is. */
enum { MIGRATION_STEPS = 4 };

struct migration_step {
    int n;
    enum word name;
    struct str href;        /* empty: not from here                */
    bool here, done;
};

struct migration_steps {
    struct migration_step rows[MIGRATION_STEPS];
    size_t rows_n;
};

/* migration_steps_of: with the addresses of the first two; empty: no link. */
struct migration_steps migration_steps_of(struct str scope, struct str level, int here);

/* What the address or the form asks. */
struct migration_ask {
    struct str from, to;
    int64_t *objects;
    size_t n;
};
void migration_ask_read(struct page *page, const struct form *form, struct migration_ask *ret);

/* migration_ask_at: the address of a step with the same choices. */
struct str migration_ask_at(const struct page *page, const struct migration_ask *ask, int step);

/* migration_names: "Zaaksysteem en Website"; the organisation is called so. */
struct str migration_names(const struct page *page, const int64_t *objects,
                           const struct str *names, size_t n);

/* migration_counts_say: "12 gelijk, 3 gewijzigd". */
struct str migration_counts_say(const struct page *page, const int by_kind[CARRY_KIND_COUNT]);

/* ---- what was carried over before ---- */

struct migration_row {
    int64_t id;
    struct day on;
    struct str from, to, scope, who, counts;
    bool undone;
};

struct migrations_view {
    const struct page *page;
    struct migration_row *rows;
    size_t rows_n;
    bool may_make;
};

/* ---- step 1: from, to, and what ---- */

struct migration_scope_object {
    int64_t id;             /* 0: the organisation                 */
    struct str name, kind;
    bool chosen;
};

struct migration_scope {
    const struct page *page;
    struct migration_steps steps;
    struct look_option *froms, *tos;
    size_t froms_n, tos_n;
    struct migration_scope_object *objects;
    size_t objects_n;
    bool first;             /* nothing was ever carried over       */
};

/* migration_scope_show: the page of the first step, also with what was refused. */
ANSWER enum outcome migration_scope_show(struct job *job, struct page *page,
                                         const struct migration_ask *ask);

/* ---- step 2: the level of each object ---- */

struct migration_levels {
    const struct page *page;
    const struct migration_plan *plan;
    struct migration_steps steps;
    struct str from, to;    /* titles                              */
    struct str back, on;    /* addresses of the steps beside it    */
    const struct migration_object *rows;
    size_t rows_n;
    bool known;             /* the old norm has levels             */
};

/* ---- step 3: each item ---- */

struct migration_option {
    struct str value, text;
    bool chosen;
};

struct migration_source {
    struct str label, title;
};

/* What goes along of one object. */
struct migration_along {
    struct str object;      /* its name; empty when there is one   */
    struct item_state state; /* the verdicts, as the drieluik shows them */
    bool stands, stays, excluded, carries;
    bool follows;           /* its verdict comes from its measures */
    int pieces;
    struct str owner;
};

struct migration_choose {
    struct str field, label, title, href;
    struct migration_source *sources;
    size_t sources_n;
    struct str basis, standing;
    bool sure;
    struct migration_along *along;
    size_t along_n;
    struct migration_option choices[MIGRATION_DECISION_COUNT];
    size_t choices_n;
    struct str only;        /* what is decided when there is no choice */
};

struct migration_table {
    struct str word;        /* of the kind                         */
    struct migration_choose *rows;
    size_t rows_n;
    bool along;             /* something can go along              */
    bool ends;              /* nothing of the new norm             */
    bool begins;            /* nothing of the old one              */
};

struct migration_group {
    struct str word;        /* of the kind                         */
    int n;
    struct str field;       /* "alle-gelijk"                       */
    struct migration_option choices[MIGRATION_DECISION_COUNT];
    size_t choices_n;
    struct migration_table full, rest; /* rest: nothing was said of it */
};

struct migration_items {
    const struct page *page;
    const struct migration_plan *plan;
    struct migration_steps steps;
    struct str from, to, scope, back, shown;
    struct migration_group groups[CARRY_KIND_COUNT];
    size_t groups_n;
    const struct migration_object *objects;
    size_t objects_n;
    bool may_make, may_move, move;
};

/* migration_items_show: the page of the third step; after page_again with what was typed. */
ANSWER enum outcome migration_items_show(struct job *job, struct page *page,
                                         const struct migration_ask *ask,
                                         const struct migration_plan *plan);

/* migration_groups_fill: the groups of a plan, strongest kind first, with what was typed. */
void migration_groups_fill(struct migration_items *view);

/* migration_item_like: that of another object for the same item, or NULL. */
const struct migration_item *migration_item_like(const struct migration_object *object,
                                                 const struct migration_item *item);

/* migration_field: the name of the field in which something is decided on an item. */
struct str migration_field(const struct page *page, const struct migration_item *item);

/* ---- step 4: what is to do now ---- */

struct migration_todo {
    const struct migration_line *of;
    struct str label, title, href, sources, kind, decision;
    int pieces;
    bool may;               /* this person may confirm it          */
};

struct migration_part {
    struct str word;        /* of its state                        */
    struct migration_todo *rows;
    size_t rows_n;
    size_t may_n;
    bool sure;              /* all of it may be confirmed at once  */
};

struct migration_tab {
    int64_t id;
    struct str name;
    int open;               /* lines that ask for something        */
    bool here;
};

struct migration_one {
    const struct page *page;
    const struct migration_view *it;
    struct migration_steps steps;
    struct str from, to, scope, ours;
    struct migration_tab *tabs;
    size_t tabs_n;          /* 0: there is one object              */
    int64_t object;
    int all;                /* lines of this object                */
    struct migration_part figures[MIGRATED_STATE_COUNT];
    size_t figures_n;
    struct migration_part *parts;
    size_t parts_n;
    bool is_other;          /* the organisation works by another norm */
    bool may_move, may_undo;
    struct str changed;     /* why it cannot be undone: the first item */
};

struct migration_undo {
    const struct page *page;
    const struct migration_view *it;
    struct str from, to, changed;
};

/* migration_show: the page of the fourth step. */
ANSWER enum outcome migration_show(struct job *job, struct page *page);

/* migration_object_of: the organisation is object 0 in addresses and acts, whatever its number. */
int64_t migration_object_of(const struct migration_view *it, int64_t object);

/* migration_unconfirmed: is some aspect of it still to be confirmed? */
bool migration_unconfirmed(const struct migration_line *line);

/* migration_changed: the number of the first item that was changed since, or empty. */
struct str migration_changed(const struct migration_view *it);

/* migration_titles: of both norms, or their keys where they are no longer there. */
void migration_titles(const struct page *page, const struct migration_head *head,
                      struct str *ret_from, struct str *ret_to);

#endif
