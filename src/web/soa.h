/* web/soa.h - what do the pages of the Statement of Applicability show?
 *
 * One version has one address, /vvt/3; /vvt is the newest. Only the open version has
 * controls: what was adopted is read, printed, compared and downloaded.
 */
#ifndef WEB_SOA_H
#define WEB_SOA_H

#include "acts/papers.h"
#include "acts/soa.h"
#include "web/decision.h"
#include "web/look.h"
#include "web/obw.h"
#include "web/page.h"

struct soa_row {
    const struct soa_line *line;
    const struct item *item;
    const struct item_state *state;
    struct str title;
    struct str sources;
    struct str decision;
    struct str owner;
    bool is_measure;
};

struct soa_group {
    struct str title;
    struct soa_row *rows;
    size_t rows_n;
};

/* What is not ready, by what is wrong with it. */
struct soa_fault_group {
    struct str fault;           /* a word of line_fault_choices */
    const struct item **rows;
    size_t rows_n;
};

struct soa_annex_row {
    const struct exception *of;
    struct str label;
    struct str kind, state;
    struct str decision;
};

struct soa_page_view {
    const struct page *page;
    const struct soa_view *it;
    struct view view;           /* of the own norm: what is selected    */
    const struct look *look;
    struct str state;           /* a word of soa_state_choices          */
    struct str decision;
    struct str witness;
    struct soa_group *groups;
    size_t groups_n;
    struct soa_fault_group *faults;
    size_t faults_n;
    struct soa_annex_row *annex;
    size_t annex_n;
    const struct soa *versions;
    size_t versions_n;
    int64_t before;             /* number of the version before, or 0   */
    bool may_write;             /* its lines                            */
    bool may_adopt;
    bool may_next;
    bool refused;               /* somebody asked to make it complete   */
};

/* soa_show: the page of a version; number 0 is the newest. */
ANSWER enum outcome soa_show(struct job *job, struct page *page, int64_t number, bool refused);

/* soa_may_write: may this person change lines of this version, on this page? */
bool soa_may_write(const struct page *page, const struct soa_view *it);

struct soa_choice {
    struct str word;
    bool chosen;
};

struct soa_line_view {
    const struct page *page;
    const struct soa_view *it;
    const struct item *item;
    const struct applicability *line; /* as it is kept */
    struct str title, text;
    struct str applies, ground;       /* words of what is kept            */
    struct str decision;
    bool yes, no;
    struct soa_choice grounds[GROUND_COUNT];
    size_t grounds_n;
    bool from_norm, from_law, from_contract, from_risk;
    bool clashed;
};

struct soa_fill_view {
    const struct page *page;
    int n;
};

struct soa_adopt_view {
    const struct page *page;
    const struct soa_view *it;
    struct decision_fields decision;
    int64_t replaced;           /* the version that stands now, or 0 */
    bool refused;               /* this person, or this state, may not */
    enum word why;
};

struct soa_difference {
    struct str field;
    struct str before, after;
};

struct soa_compare_row {
    const struct item *item;
    struct str title;
    struct str kind;
    struct soa_difference *rows;
    size_t rows_n;
};

struct soa_compare_view {
    const struct page *page;
    const struct soa *versions;
    size_t versions_n;
    int64_t from, to;
    struct soa_compare_row *rows;
    size_t rows_n;
    bool compared;
};

#endif
