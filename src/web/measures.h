/* web/measures.h - the list of measures: what was asked for, and what the page shows.
 *
 * Addresses    every filter is in the query, so that a view can be mailed:
 *     q number or words            beeld a word of measures_view_choices
 *     thema code of the theme      stand a word of status_choices
 *     eigenaar number, or geen     onder number of a control
 *     rol a word of duty_choices   csf a word of csf_choices
 *     mist a word of aspect_choices   niveau 0 to 3
 *     verlopen eigenopgave getoetst binnenkort   1
 *     selectie id of a selection   groep id of one of its groups
 *     categorie erfbaar ritme wet   a value of that fact of the catalogue
 *     sorteer a word of measures_sort_choices    af 1: downwards
 *     object number of what is judged in the organisation's place
 *
 * The list is the one page with a budget of its own: each row holds twelve radio
 * buttons, so attributes are short and what repeats is written by measures_rows.c.
 */
#ifndef WEB_MEASURES_H
#define WEB_MEASURES_H

#include "acts/assess.h"
#include "acts/measures.h"
#include "web/about.h"
#include "web/facts.h"
#include "web/look.h"
#include "web/obw.h"
#include "web/page.h"

struct measures_list;

enum measures_param {
    PARAM_TEXT, PARAM_VIEW, PARAM_THEME, PARAM_STATUS, PARAM_LEVEL, PARAM_OWNER, PARAM_CONTROL,
    PARAM_DUTY, PARAM_CSF, PARAM_MISSING, PARAM_EXPIRED, PARAM_OWN_WORD, PARAM_TESTED,
    PARAM_EXPIRING, PARAM_APPLIES, PARAM_FILLED, PARAM_SELECTION, PARAM_GROUP,
    PARAM_CATEGORY, PARAM_INHERIT, PARAM_RHYTHM, PARAM_LAW, PARAM_SORT, PARAM_DOWN,
    PARAM_OBJECT, PARAM_COUNT
};

/* What the address asks: the values as they stand there, and the filter they make. */
struct measures_query {
    struct str value[PARAM_COUNT];
    struct measures_filter filter;
};

/* measures_query_read: from a form that holds those fields. REFUSED, with a fault
 * at each field that holds no such thing. */
ANSWER enum outcome measures_query_read(struct job *job, const struct form *form,
                                        const struct norm *norm, struct measures_query *ret);

/* measures_param_name: as in the address. */
struct str measures_param_name(enum measures_param param);

/* measures_query_with: "?q=…&beeld=…" with one value changed (empty: without it),
 * and the day that is looked at; empty when nothing is asked. PARAM_COUNT changes none. */
struct str measures_query_with(const struct page *page, const struct measures_query *query,
                               enum measures_param param, struct str value);

/* measures_query_any: does it leave anything out, the view aside? */
bool measures_query_any(const struct measures_query *query);

/* measures_query_says: whose it is and the filter in words, for a download:
 * "Zaaksysteem; Thema: Mensen; Stand: deels". */
struct str measures_query_says(const struct page *page, const struct measures_query *query,
                               const struct picture *picture);

/* measures_facts_fill: the filters by facts, those that the norm has. */
void measures_facts_fill(struct measures_list *list, const struct measures_query *query);

/* measures_value_says: one value in words. */
struct str measures_value_says(const struct page *page, const struct measures_query *query,
                               const struct picture *picture, enum measures_param param);

struct measures_row {
    const struct measures_list *list;
    const struct item *item;
    int index;
    const struct item_state *state;
    const struct item *head;   /* a control that stands above this row, or NULL */
    struct str head_status;
    struct str under;          /* the control's title; empty when it stands above */
    struct str owner;
    struct day target, expires;
    int32_t late;              /* days past the target                            */
    struct inherit_met met;    /* at how many objects; of 0: not to be said        */
    bool may_assess;
    struct str note;           /* what happened to it meanwhile                   */
};

struct measures_group {
    struct str title;          /* of the theme; empty: not by theme */
    struct measures_row *rows;
    size_t rows_n;
};

struct measures_head {
    enum word name;
    struct str href;
    enum { HEAD_PLAIN, HEAD_UP, HEAD_DOWN } sorted;
    bool is_number;
};

struct measures_chip {
    enum word name;
    struct str value;
    struct str href;
};

struct measures_option {
    struct str value;
    struct str text;
    bool chosen;
};

/* One filter by what the catalogue says, and where that comes from. */
struct measures_fact_filter {
    struct str name;           /* of the field                    */
    enum word label;
    struct measures_option *rows;
    size_t rows_n;
    struct str mark, explains, source;
};

struct measures_tab {
    struct str href;
    struct str text;
    int n;
    bool here;
};

struct measures_hidden {
    struct str name;
    struct str value;
};

/* What pages/measures.html shows. */
struct measures_list {
    const struct page *page;
    const struct measures *of;
    struct view view;
    const struct look *look;
    struct measures_tab *tabs;
    size_t tabs_n;
    struct measures_chip *chips;
    size_t chips_n;
    struct measures_hidden *hidden;    /* in the filter's form */
    size_t hidden_n;
    struct measures_head *heads;
    size_t heads_n;
    struct measures_group *groups;
    size_t groups_n;
    struct measures_option *themes;
    size_t themes_n;
    struct measures_option *statuses;
    size_t statuses_n;
    struct measures_option *levels;
    size_t levels_n;
    struct measures_fact_filter facts[MEASURES_FACT_COUNT];
    size_t facts_n;
    bool facts_used;                   /* one of them is asked              */
    struct measures_option *owners;
    size_t owners_n;
    struct measures_option *persons;   /* who can be made owner */
    size_t persons_n;
    struct str text;
    struct str rest;                   /* "?…" of a page of one of them     */
    struct str query;                  /* "?…" of this list, empty: none    */
    struct str clear;                  /* the address without filters       */
    struct str choose_all;
    struct str shown;                  /* what the form was made from, for measures_shown */
    int applies;
    bool may_assess;                   /* some row                          */
    bool may_assign;
    bool may_confirm;                  /* some row came from another norm   */
    bool may_tick;                     /* choose rows, for one of both      */
    bool all_chosen;
    bool nobody;                       /* the filter asks for no owner      */
    bool begins;                       /* nothing was ever said: begin here */
};

/* measures_rows_fill: the rows of a list, by theme and control when it is whole
 * enough and sorted by number. */
void measures_rows_fill(struct job *job, struct measures_list *list, bool by_theme);

/* measures_row_of: one row, without what stands above it. */
struct measures_row measures_row_of(const struct job *job, const struct measures_list *list,
                                    int item);

/* measures_shown_text: the ledger's sequence and the norm that a form was made from.
 * measures_shown_read: the sequence; REFUSED when the norm is another by now. */
ANSWER enum outcome measures_shown_text(struct job *job, const struct norm *norm,
                                        struct str *ret);
ANSWER enum outcome measures_shown_read(struct job *job, const struct norm *norm,
                                        struct str text, int64_t *ret_seq);

/* For templates: the three groups of radio buttons; a day without <time>. */
void page_radios(struct out *out, const struct measures_row *row);
void page_short_day(struct out *out, struct day day);

/* One verdict that was touched in the list. */
struct measures_touch {
    int item;
    enum aspect aspect;
    enum verdict shown;  /* what the person had before them */
    enum verdict given;
    enum verdict now;
    bool clashes;        /* somebody else changed it meanwhile */
};

/* A touch on the page about what clashed. */
struct measures_clash {
    struct str name;     /* of the field: o12 */
    struct str label;
    struct str title;
    enum word aspect;
    struct str given, now;
    int given_n, now_n;
    struct str who;
    struct day on;
};

struct measures_clashes {
    const struct page *page;
    struct measures_clash *rows;
    size_t rows_n;
    struct measures_hidden *kept;   /* what did not clash */
    size_t kept_n;
    size_t kept_says;               /* of which verdicts   */
    struct str shown;
    struct str back;
};

/* The answer to one change by script: the row, and what happened. */
struct measures_answer {
    struct str text;
    const struct measures_row *row;
};

/* What will be assigned. */
struct measures_assign_row {
    const struct item *item;
    struct str owner_from, owner_to;   /* both empty: stays as it is */
    struct day target_from, target_to;
    bool owner_changes, target_changes;
};

struct measures_assign {
    const struct page *page;
    const struct object *about;
    struct measures_assign_row *rows;
    size_t rows_n;
    size_t changes_n;
    struct measures_option *persons;
    size_t persons_n;
    struct str owner;                  /* as sent: empty, 0 or a number */
    struct str target;
    struct str back;
};

struct measures_duty {
    struct str name;                   /* of the field */
    struct str duty;
    int n;                             /* items of it without an owner */
    struct measures_option *persons;
    size_t persons_n;
};

struct measures_duties {
    const struct page *page;
    const struct object *about;
    struct measures_duty *rows;
    size_t rows_n;
    int bare;                          /* items without an owner */
};

/* measures_back: the list as it stood, from the hidden field terug. */
struct str measures_back(const struct page *page);

/* measures_confirm_line: says of what was carried over that it is still right [R10]. False
 * when there is nothing to confirm. */
bool measures_confirm_line(const struct assessment *it, struct assess_line *ret);

/* measures_choices: the words of choices from the first on, for a select or a row of options,
 * as people read them: each under its prefix. chosen is the word that is. */
struct measures_option *measures_choices(const struct job *job, const struct choices *choices,
                                         int first, struct str prefix, struct str chosen,
                                         size_t *ret_n);

/* measures_persons: who is here, for a select; chosen is a number as text. Themselves alone
 * for who sees only what is theirs. */
struct measures_option *measures_persons(struct job *job, const struct picture *picture,
                                         struct str chosen, size_t *ret_n);

#endif
