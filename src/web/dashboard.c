#include "web/dashboard.h"

#include <stdlib.h>

#include "web/derived.h"
#include "web/pages.h"
#include "web/start.h"

enum { TASKS_SHOWN = 5, TASKS_MOST = 100, OWNERS_SHOWN = 8, MORNING = 6 * 60, NOON = 12 * 60,
       EVENING = 18 * 60 };

static bool has_role(const struct job *job, enum role role)
{
    return (job->roles & UINT32_C(1) << role) != 0;
}

/* ---- who looks, and when ---- */

static void fill_greeting(struct job *job, struct page *page, struct dashboard_view *view)
{
    static const char *const days[] = {"0", "1", "2", "3", "4", "5", "6"};
    const struct maybe hours = view->it->picture->org.hours;
    struct str rest;
    int minute = 0;

    moment_amsterdam(job->now, &minute);
    view->greeting = minute < MORNING   ? WORD_dash_night
                     : minute < NOON    ? WORD_dash_morning
                     : minute < EVENING ? WORD_dash_afternoon
                                        : WORD_dash_evening;
    view->first_name = str_cut(page->session.name, ' ', &rest);
    view->weekday = word_of(page->out.lang, S("weekday."), str_of(days[day_weekday(job->today)]));
    view->has_hours = hours.is;
    view->hours = (int)hours.n;
    view->may_set = page_may(page, MAY_SETTINGS);
    view->past = day_is(page->op) || day_is(page->known);
}

/* ---- the four figures ---- */

static void fill_figures(struct job *job, struct dashboard_view *view)
{
    const struct dashboard *it = view->it;

    view->whole = &it->view.count;
    view->more = page_look_more(view->page);
    view->since = (struct day){it->since_on.n + 1};
    view->met_more = view->whole->by_status[STATUS_MEETS] - it->since.by_status[STATUS_MEETS];
    view->filled_more = view->whole->mandatory_filled - it->since.mandatory_filled;
    for (size_t i = 0; i < it->n_waiting; i++)
        if (it->waiting[i].person != 0 && it->waiting[i].person == job->person) {
            view->late_mine = it->waiting[i].late;
            view->has_mine = true;
        }
    view->late_others = view->whole->due - view->late_mine;
}

void page_dashboard_change(struct out *out, const struct dashboard_view *view, int more)
{
    if (view->it->has_since)
        page_change(out, &(struct change_view){more, view->since});
}

/* ---- what to do now ---- */

static bool is_shown(const struct job *job, const struct dashboard_view *view,
                     const struct work_line *line)
{
    return !view->mine_only || (line->person != 0 && line->person == job->person) ||
           line->kind == WORK_JUDGE;
}

static struct dashboard_task task_of(const struct job *job, const struct picture *picture,
                                     const struct work_line *line)
{
    static const struct str kinds[WORK_KIND_COUNT] = {
        [WORK_EXPIRED] = STR_INIT("verlopen"),   [WORK_LATE] = STR_INIT("telaat"),
        [WORK_JUDGE] = STR_INIT("beoordeel"),    [WORK_EXPIRING] = STR_INIT("verloopt"),
        [WORK_BEGIN] = STR_INIT("begin"),
    };
    const struct person_name *who = picture_person(picture, (struct ref){line->person});

    return (struct dashboard_task){
        .line = line,
        .kind = kinds[line->kind],
        .label = picture->norm->items[line->item].label,
        .who = who == NULL || who->id == job->person ? S("") : who->name,
        .left = -line->days,
    };
}

static struct str time_text(const struct page *page, int minutes)
{
    struct arena *mem = page->job->mem;
    enum lang lang = page->out.lang;

    if (minutes < 60)
        return word_fill(mem, lang, WORD_dash_minutes, WARG(minutes), WORD_NO_ARG);
    if (minutes % 60 == 0)
        return word_fill(mem, lang, WORD_dash_whole_hours, WARG(minutes / 60), WORD_NO_ARG);
    return word_fill(mem, lang, WORD_dash_hours_minutes, WARG(minutes / 60), WARG(minutes % 60));
}

static void fill_work(struct job *job, struct page *page, struct dashboard_view *view)
{
    const struct dashboard *it = view->it;
    size_t most = view->all_shown ? TASKS_MOST : TASKS_SHOWN;
    int minutes = 0;

    view->work = NEW_ARRAY(job->mem, most, struct dashboard_task);
    for (int i = 0; i < it->n_work; i++) {
        if (!is_shown(job, view, &it->work[i]))
            continue;
        view->all_work++;
        if (view->work_n == most)
            continue;
        view->work[view->work_n++] = task_of(job, it->picture, &it->work[i]);
        minutes += it->work[i].minutes;
    }
    view->work_time = time_text(page, minutes);
}

/* ---- the rest ---- */

static void fill_themes(struct job *job, struct dashboard_view *view)
{
    const struct norm *norm = view->it->picture->norm;

    view->themes = NEW_ARRAY(job->mem, (size_t)norm->n_groups, struct dashboard_theme);
    for (int i = 0; i < norm->n_groups; i++) {
        const struct count *count = &view->it->themes[i];

        if (count->n == 0)
            continue;
        view->themes[view->themes_n++] = (struct dashboard_theme){
            .group = &norm->groups[i],
            .title = norm->groups[i].title[job->lang],
            .count = count,
            .works = chart_percent(count->level[ASPECT_COUNT], count->applicable),
        };
    }
}

static void fill_owners(struct job *job, struct dashboard_view *view)
{
    const struct dashboard *it = view->it;

    view->owners = NEW_ARRAY(job->mem, OWNERS_SHOWN, struct dashboard_owner);
    for (size_t i = 0; i < it->n_waiting && view->owners_n < OWNERS_SHOWN; i++) {
        const struct waiting *is = &it->waiting[i];
        const struct person_name *who = picture_person(it->picture, (struct ref){is->person});

        if (is->open == 0)
            continue;
        view->owners[view->owners_n++] = (struct dashboard_owner){
            .person = is->person,
            .name = who == NULL ? S("") : who->name,
            .job_title = who == NULL ? S("") : who->job_title,
            .is = is,
        };
    }
}

static enum outcome fill_soa(struct job *job, struct page *page, struct dashboard_view *view)
{
    struct soa *versions;
    size_t n;
    enum outcome o = act_soa_versions(job, &versions, &n);

    if (o != DONE)
        return o;
    for (size_t i = n; i-- > 0;) {
        if (soa_is_open(&versions[i]))
            view->open = &versions[i];
        else
            view->adopted = &versions[i];
    }
    view->may_adopt = !view->past && view->open != NULL && view->open->state == SOA_COMPLETE &&
                      page_may(page, MAY_SOA_ADOPT);
    return DONE;
}

/* What stands first follows from what a person may do, not from a title. */
static void choose_parts(const struct job *job, const struct page *page,
                         struct dashboard_view *view)
{
    bool coordinates = leave_all(job, MAY_ASSESS) || leave_all(job, MAY_ASSIGN) ||
                       leave_all(job, MAY_EVIDENCE);

    view->mine_only = !coordinates;
    view->work_first = view->mine_only && (view->has_mine || page_may(page, MAY_ASSESS));
    view->show_work = !view->past &&
                      (coordinates || view->work_first || page_may(page, MAY_JUDGE));
    view->soa_first = has_role(job, ROLE_EXECUTIVE);
    view->all_shown = str_eq(form_str(&page->query, S("taken")), S("alle"));
}

static enum outcome keep(struct job *job, void *with)
{
    return figures_keep(job, with);
}

enum outcome home_get(struct job *job, struct page *page)
{
    struct dashboard_view view = {.page = page};
    struct str norm;
    struct str profile;
    struct dashboard *it;
    enum outcome o;

    if (!leave_may(job, MAY_READ))
        return start_show(page);
    if ((job->roles & ~(UINT32_C(1) << ROLE_ADMIN)) == 0) {
        page_go(page, "/beheer/gebruikers");
        return DONE;
    }
    if (!leave_all(job, MAY_READ)) {
        page_go(page, "/maatregelen?beeld=mijn");
        return DONE;
    }
    look_words(page, &norm, &profile);
    if ((o = act_dashboard(job, norm, profile, INT32_MAX, &it)) != DONE)
        return o;
    if (!it->view.own)
        return derived_overview(job, page, it);
    view.look = look_of(page, &it->view, "/");
    view.it = it;
    fill_greeting(job, page, &view);
    fill_figures(job, &view);
    choose_parts(job, page, &view);
    if (view.show_work)
        fill_work(job, page, &view);
    fill_themes(job, &view);
    fill_owners(job, &view);
    if ((o = fill_soa(job, page, &view)) != DONE)
        return o;
    view.trend = trend_of(page, it);
    page_top(page, WORD_nav_overview, NAV_OVERVIEW);
    page_dashboard(&page->out, &view);
    page_bottom(page);
    if (it->unkept)
        page_later(page, keep, it);
    return DONE;
}
