/* web/evidence.h - what do the pages about evidence show?
 *
 * Addresses    /bewijs?beeld=beoordelen&soort=rapport&q=awareness&blad=2: a filter is in the
 *              query, so that a view can be mailed; 50 pieces a page.
 */
#ifndef WEB_EVIDENCE_H
#define WEB_EVIDENCE_H

#include "acts/admit.h"
#include "acts/evidence_old.h"
#include "acts/reading.h"
#include "web/measure.h"
#include "web/page.h"

enum evidence_view {
    EVIDENCE_ALL, EVIDENCE_TO_JUDGE, EVIDENCE_EXPIRED, EVIDENCE_EXPIRING, EVIDENCE_LOOSE,
    EVIDENCE_OLD, EVIDENCE_VIEW_COUNT
};

struct evidence_tab {
    struct str word;
    int n;
    bool here;
};

enum { EVIDENCE_LABELS_SHOWN = 4 };

struct evidence_row {
    const struct evidence_line *of;
    struct str kind;                /* a word of evidence_kind_choices */
    struct str labels[EVIDENCE_LABELS_SHOWN];
    size_t labels_n;
    int more;                       /* items beyond those              */
    bool expired, expiring, replaced;
    const struct evidence_old *old; /* its file may go; NULL: not yet  */
};

struct evidence_list {
    const struct page *page;
    size_t shut_n;                  /* that nobody can open; 0 for who may do nothing about it */
    struct evidence_tab tabs[EVIDENCE_VIEW_COUNT];
    size_t tabs_n;
    struct measures_option *kinds;
    size_t kinds_n;
    struct str text, view, kind;    /* as asked */
    struct evidence_row *rows;
    size_t rows_n;
    int all, found;
    int first, last;
    int newer, older;               /* pages; 0: none */
    bool may_add;
    bool may_erase, may_set;        /* ask that a file goes; choose the term */
    int months;                     /* the term, as it is                    */
    bool here_old;
};

struct evidence_used {
    const struct item *item;
    struct str title, norm;         /* norm: of another than the organisation's own, or empty */
    struct str about;               /* the object whose item it is, or empty */
    struct str query;               /* of the item's address */
    int64_t use;
};

struct evidence_admitted {
    int64_t person;
    struct str name;
};

struct evidence_seen {
    const struct reading *of;
    struct str name, what, door;      /* words of reading_kind_choices, door_choices */
};

struct evidence_one {
    const struct page *page;
    struct measures_option *markings; /* how openly it may be read  */
    size_t markings_n;
    struct str marking;               /* the word of what it is now */
    bool confidential;
    struct evidence_admitted *admitted;
    size_t admitted_n;
    struct measures_option *persons;  /* who could be               */
    size_t persons_n;
    bool tells_readings;              /* confidential, and of today */
    struct evidence_seen *readings;
    size_t readings_n;
    const struct evidence *it;
    struct evidence_row row;
    struct evidence_used *used;
    size_t used_n;
    struct measures_option *newer;  /* what it could be replaced by */
    size_t newer_n;
    struct str submitter, judge;
    bool may_change;                /* use, end, replace               */
    bool may_judge;
    struct day gone;  /* the bytes of the file were erased; no day: they are there */
    bool may_erase;                 /* ask that they are                  */
    bool own;                       /* would judge, but handed it in   */
    bool clashed;
};

struct evidence_new {
    const struct page *page;
    struct measure_add form;
    struct str numbers;
};

/* evidence_row_of: a piece as a row of a list. */
struct evidence_row evidence_row_of(const struct job *job, const struct evidence_line *line);

/* evidence_readings: who read it, when it is confidential; not on the page of a past day, which
 * is the same each time. evidence_read: notes after the answer that it was read;
 * evidence_read_all: that these were. */
ANSWER enum outcome evidence_readings(struct job *job, const struct picture *picture,
                                      struct evidence_one *view);
void evidence_read(struct page *page, int64_t id, enum reading_kind what);
void evidence_read_all(struct page *page, struct readings_of *of);

/* evidence_numbers: what stands between commas or blanks; *ret_n of them. */
struct str *evidence_numbers(struct job *job, struct str text, size_t *ret_n);

#endif
