#include "web/chart.h"

/* The chart's own measure: tenths of a unit, 1000 by 250 units. */
enum {
    LEFT = 340, RIGHT = 9060, TOP = 120, BOTTOM = 2140, LABEL_APART = 170, LABEL_ROOM = 900,
    SEGMENT_GAP = 7
};

int chart_percent(int n, int of)
{
    return of == 0 ? 0 : (200 * n + of) / (2 * of);
}

static void put_segment(struct out *out, int level, int64_t x, int64_t width)
{
    static const struct html begins[] = {
        {STR_INIT("<rect class=\"n0\" y=\"0.5\" height=\"11\" x=\"")},
        {STR_INIT("<rect class=\"n1\" height=\"12\" x=\"")},
        {STR_INIT("<rect class=\"n2\" height=\"12\" x=\"")},
        {STR_INIT("<rect class=\"n3\" height=\"12\" x=\"")},
    };
    int64_t inset = level == 0 ? 3 : 0; /* room for its border */

    if (width <= 2 * inset)
        width = 2 * inset + 1;
    PUT(out, begins[level]);
    out_decimal(out, x + inset);
    PUT(out, HTML("\" width=\""));
    out_decimal(out, width - 2 * inset);
    PUT(out, HTML("\"/>"));
}

void page_bar(struct out *out, const struct count *count)
{
    int64_t begin = 0;
    int sum = 0;

    PUT(out, HTML("<svg class=\"wb-balk\" viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\" "
                  "aria-hidden=\"true\">"));
    for (int level = ASPECT_COUNT; level >= 0 && count->applicable > 0; level--) {
        int64_t end;

        if (count->level[level] == 0)
            continue;
        sum += count->level[level];
        end = (int64_t)1000 * sum / count->applicable;
        put_segment(out, level, begin, end - begin - (sum < count->applicable ? SEGMENT_GAP : 0));
        begin = end;
    }
    PUT(out, HTML("</svg>"));
}

/* ---- the trend ---- */

/* Labels that would stand on one another are left out; the first and the last stay. */
static void choose_labels(struct trend_view *it)
{
    int64_t end = INT64_MIN / 2;

    for (size_t i = 0; i < it->rows_n; i++) {
        struct trend_mark *mark = &it->rows[i];

        mark->first = i == 0;
        mark->last = i + 1 == it->rows_n;
        mark->wide = !mark->first && !mark->last;
        mark->labelled = mark->last || (mark->x - end >= LABEL_ROOM &&
                                        it->rows[it->rows_n - 1].x - mark->x >= LABEL_ROOM);
        if (mark->first)
            mark->labelled = true;
        if (mark->labelled)
            end = mark->x;
    }
}

static void fill_marks(struct trend_view *it, const struct dashboard *from)
{
    int first = from->trend[0].on.n;
    int span = from->trend[from->n_trend - 1].on.n - first;

    for (size_t i = 0; i < it->rows_n; i++) {
        const struct trend_point *point = &from->trend[i];
        struct trend_mark *mark = &it->rows[i];
        int month;
        int day;

        mark->on = point->on;
        mark->applicable = point->applicable;
        mark->x = LEFT + (int64_t)(RIGHT - LEFT) * (point->on.n - first) / (span > 0 ? span : 1);
        for (int a = 0; a < ASPECT_COUNT; a++)
            mark->percent[a] = chart_percent(point->level[a], point->applicable);
        day_parts(point->on, &mark->year, &month, &day);
        mark->quarter = i + 1 < it->rows_n ? (month + 2) / 3 : 0;
    }
    choose_labels(it);
}

static int64_t y_of(int percent)
{
    return BOTTOM - (int64_t)(BOTTOM - TOP) * percent / 100;
}

static struct str points_of(const struct page *page, const struct trend_view *it, int aspect)
{
    struct out points;

    out_init(&points, page->job->mem, page->out.lang, it->rows_n * 14);
    for (size_t i = 0; i < it->rows_n; i++) {
        if (i > 0)
            buf_char(&points.buf, ' ');
        out_decimal(&points, it->rows[i].x);
        buf_char(&points.buf, ',');
        out_decimal(&points, y_of(it->rows[i].percent[aspect]));
    }
    return buf_str(&points.buf);
}

/* From the top down, so that names at the ends of lines do not stand on one another:
 * opzet is never below bestaan, nor that below werking. */
static void fill_lines(const struct page *page, struct trend_view *it)
{
    static const struct { struct str style, dot; enum word name; } looks[ASPECT_COUNT] = {
        {STR_INIT("l1"), STR_INIT("n2"), WORD_aspect_opzet},
        {STR_INIT("l2"), STR_INIT("n2"), WORD_aspect_bestaan},
        {STR_INIT("l3"), STR_INIT("n3"), WORD_aspect_werking},
    };
    int64_t above = INT64_MIN / 2;

    for (int a = 0; a < ASPECT_COUNT; a++) {
        struct trend_line *line = &it->lines[a];

        line->style = looks[a].style;
        line->dot = looks[a].dot;
        line->name = word_plain(page->out.lang, looks[a].name);
        line->points = points_of(page, it, a);
        line->percent = it->to->percent[a];
        line->x = it->to->x;
        line->y = y_of(line->percent);
        line->label_x = line->x + 110;
        line->label_y = line->y + 45;
        if (line->label_y < above + LABEL_APART)
            line->label_y = above + LABEL_APART;
        above = line->label_y;
    }
}

const struct trend_view *trend_of(const struct page *page, const struct dashboard *it)
{
    struct trend_view *view;

    if (it->n_trend < 2)
        return NULL;
    view = NEW(page->job->mem, struct trend_view);
    view->rows_n = (size_t)it->n_trend;
    view->rows = NEW_ARRAY(page->job->mem, view->rows_n, struct trend_mark);
    fill_marks(view, it);
    view->from = &view->rows[0];
    view->to = &view->rows[view->rows_n - 1];
    view->lines_n = ASPECT_COUNT;
    fill_lines(page, view);
    return view;
}
