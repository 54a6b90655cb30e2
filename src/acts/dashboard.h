/* acts/dashboard.h - what now? Figures, the work that waits, and where it goes. */
#ifndef ACTS_DASHBOARD_H
#define ACTS_DASHBOARD_H

#include "acts/view.h"

enum work_kind { WORK_EXPIRED, WORK_LATE, WORK_JUDGE, WORK_EXPIRING, WORK_BEGIN, WORK_KIND_COUNT };

struct work_line {
    enum work_kind kind;
    int item;               /* index in the norm                            */
    int64_t evidence;       /* for WORK_JUDGE                                */
    struct str title;       /* of the evidence, or of the item               */
    struct day due;
    int days;               /* after due; negative: still to go              */
    int minutes;            /* about                                         */
    int64_t person;         /* whose work it is                              */
};

struct waiting {            /* who has what                                  */
    int64_t person;         /* 0: nobody                                     */
    int open;               /* applicable items of theirs that do not voldoet */
    int late;
    int own;                /* items they own in all                         */
};

struct trend_point {
    struct day on;
    int applicable;
    int level[ASPECT_COUNT]; /* reached opzet, bestaan, werking or higher    */
};

struct dashboard {
    struct view view;       /* of another norm: nothing below but picture and spread */
    struct picture *picture;
    struct spread_row *spread; /* what is derived, by the groups of that norm         */
    int n_spread;
    struct count since;     /* at the last quarter end: applicable, voldoet,
                               mandatory_filled; the rest is not filled       */
    struct day since_on;
    bool has_since;
    struct count *themes;   /* one for each group of the norm                */
    struct work_line *work; /* worst first, at most `most`                   */
    int n_work;
    int all_work;
    int work_minutes;       /* of the lines shown                            */
    struct waiting *waiting;
    size_t n_waiting;
    struct trend_point *trend; /* quarter ends before job->on, then job->on  */
    int n_trend;            /* 0 within a selection: kept figures are of the whole   */
    bool unkept;            /* figures_keep has something to write down      */
};

/* act_dashboard: needs MAY_READ. norm and profile as in acts/view.h; within a selection
 * figures, work and who waits are of what is selected. Past quarter ends come from the table `figure`,
 * and are computed from the past where it lacks them; figures_keep writes those
 * down, after the answer, as passing rows. */
ANSWER enum outcome act_dashboard(struct job *job, struct str norm, struct str profile, int most,
                                  struct dashboard **ret);
ANSWER enum outcome figures_keep(struct job *job, const struct dashboard *dashboard);

/* figures_check: for doctor and verify: does every kept figure equal the past it
 * was made from? *ret_wrong is the number that do not; with mend they are made again. */
ANSWER enum outcome figures_check(struct job *job, bool mend, int *ret_wrong);

#endif
