/* web/dashboard.h - what does the home of each role show?
 *
 * The CISO sees what to do now; who owns measures sees their own first; a member
 * of the board sees the figures and the Statement of Applicability; who only
 * administers is sent on to the administration, and who may read no more than their own
 * to their measures.
 */
#ifndef WEB_DASHBOARD_H
#define WEB_DASHBOARD_H

#include "acts/dashboard.h"
#include "acts/soa.h"
#include "web/chart.h"
#include "web/look.h"
#include "web/page.h"

struct dashboard_task {
    const struct work_line *line;
    struct str kind;        /* verlopen, telaat, beoordeel, verloopt, begin */
    struct str label;       /* of its item                                  */
    struct str who;         /* whose work it is; empty: nobody's or yours   */
    int left;               /* days, when it is not late                    */
};

struct dashboard_theme {
    const struct norm_group *group;
    struct str title;
    const struct count *count;
    int works;              /* per cent that reached werking */
};

struct dashboard_owner {
    int64_t person;
    struct str name;        /* empty: nobody */
    struct str job_title;
    const struct waiting *is;
};

struct dashboard_view {
    const struct page *page;
    const struct dashboard *it;
    const struct count *whole;
    const struct look *look;
    struct str more;        /* norm, selection and day, after another value */
    enum word greeting;
    struct str first_name;
    struct str weekday;
    int hours;
    bool has_hours;
    bool may_set;
    bool past;              /* another day or moment is looked at: no work */

    int met_more, filled_more;
    struct day since;       /* the first day after the quarter */
    int late_mine, late_others;
    bool has_mine;          /* this person owns measures */

    bool show_work, work_first, mine_only, all_shown;
    struct dashboard_task *work;
    size_t work_n;
    int all_work;
    struct str work_time;

    struct dashboard_theme *themes;
    size_t themes_n;
    struct dashboard_owner *owners;
    size_t owners_n;
    const struct trend_view *trend;

    const struct soa *adopted; /* the newest that was, or NULL */
    const struct soa *open;    /* in the works, or NULL        */
    bool soa_first, may_adopt;
};

/* How a figure changed since the last quarter, when there was one. */
struct change_view {
    int more;
    struct day since;
};
void page_dashboard_change(struct out *out, const struct dashboard_view *view, int more);

#endif
