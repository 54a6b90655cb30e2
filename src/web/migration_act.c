/* web/migration_act.c - confirm what came along, work by the new norm, or take it back. */
#include "web/measures.h"
#include "web/migration.h"
#include "web/pages.h"

/* ---- confirm ---- */

static bool is_ticked(const struct str *words, size_t n, int64_t line)
{
    int64_t id;

    for (size_t i = 0; i < n; i++)
        if (str_int(words[i], &id) && id == line)
            return true;
    return false;
}

static enum outcome confirm(struct job *job, struct page *page, const struct migration_view *it,
                            int64_t object, int *ret_changed)
{
    bool all = form_has(&page->form, S("alles"));
    struct assess_line *lines = NEW_ARRAY(job->mem, it->n, struct assess_line);
    struct str clashed;
    size_t n_words;
    struct str *words = form_all(&page->form, job->mem, S("regel"), &n_words);
    size_t n = 0;

    for (size_t i = 0; i < it->n; i++) {
        const struct migration_line *line = &it->lines[i];

        if (migration_object_of(it, line->it.object.id) == object && line->assessment != NULL &&
            (all ? line->state == MIGRATED_CONFIRM : is_ticked(words, n_words, line->it.row.id)))
            n += measures_confirm_line(line->assessment, &lines[n]);
    }
    if (n == 0)
        return job_refuse(job, S(""), S("migrating.none_ticked"));
    return act_assess_all(job, object, lines, n, ret_changed, &clashed);
}

/* Back to the page, or the page again with what was wrong. */
static enum outcome answer(struct job *job, struct page *page, enum outcome o, enum word done,
                           int64_t n)
{
    if (o == DONE) {
        page_done(page, done, n);
        page_go(page, "/overzetten/%lld?object=%lld", (long long)page_param_id(page, S("id")),
                (long long)form_int(&page->form, S("over")));
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, migration_show(job, page));
}

enum outcome migration_confirm_post(struct job *job, struct page *page)
{
    struct migration_view *it;
    int changed = 0;
    enum outcome o = act_migration_get(job, page_param_id(page, S("id")), &it);

    if (o != DONE)
        return o;
    o = page_settle(page, confirm(job, page, it, form_int(&page->form, S("over")), &changed));
    return answer(job, page, o, WORD_done_confirmed, changed);
}

enum outcome migration_norm_post(struct job *job, struct page *page)
{
    struct migration_view *it;
    enum outcome o = act_migration_get(job, page_param_id(page, S("id")), &it);

    if (o != DONE)
        return o;
    o = page_settle(page, act_norm_move(job, form_row(&page->form), it->head.it.target));
    return answer(job, page, o, WORD_done_norm_moved, 0);
}

/* ---- and take it back ---- */

static enum outcome undo_show(struct job *job, struct page *page)
{
    struct migration_undo view = {.page = page};
    struct migration_view *it;
    enum outcome o = act_migration_get(job, page_param_id(page, S("id")), &it);

    if (o != DONE)
        return o;
    view.it = it;
    view.changed = migration_changed(it);
    migration_titles(page, &it->head, &view.from, &view.to);
    page_top(page, WORD_migrating_undo_title, NAV_MIGRATIONS);
    page_migration_undo(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome migration_undo_get(struct job *job, struct page *page)
{
    return page_may(page, MAY_ASSESS) ? undo_show(job, page) : FORBIDDEN;
}

enum outcome migration_undo_post(struct job *job, struct page *page)
{
    struct row seen = form_row(&page->form);
    enum outcome o;

    if (seen.id == 0 || seen.id != page_param_id(page, S("id")))
        return NOT_THERE;
    job->why = form_str(&page->form, S("reden"));
    o = page_settle(page, act_migration_undo(job, seen));
    if (o == DONE) {
        page_done(page, WORD_done_migration_undone, 0);
        page_go(page, "/overzetten/%lld", (long long)seen.id);
        return DONE;
    }
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, undo_show(job, page));
}
