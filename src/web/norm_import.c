/* web/norm_import.c - a norm, a selection, a mapping or own words: look, bring in, end.
 *
 * What was looked at is kept under its hash for a day; the page gives that hash back, so
 * that what is brought in is what was looked at.
 */
#include "web/norm_import.h"

#include "acts/norm_told.h"
#include "acts/norms.h"
#include "web/pages.h"

/* ---- the page ---- */

static void fill_norms(struct job *job, struct norm_import_view *v)
{
    struct str source = form_str(&v->page->form, S("source"));
    struct str target = form_str(&v->page->form, S("target"));

    while (norms_at(job, (int)v->norms_n) != NULL)
        v->norms_n++;
    v->norms = NEW_ARRAY(job->mem, v->norms_n, struct norm_import_norm);
    for (size_t i = 0; i < v->norms_n; i++) {
        const struct norm *norm = norms_at(job, (int)i);

        v->norms[i] = (struct norm_import_norm){norm, norm->title[job->lang],
                                                str_eq(norm->key, source),
                                                str_eq(norm->key, target)};
    }
}

static enum outcome fill_rows(struct job *job, struct norm_import_view *v)
{
    struct norm_local *all;
    enum outcome o = act_norm_locals(job, &all, &v->rows_n);

    if (o != DONE)
        return o;
    v->rows = NEW_ARRAY(job->mem, v->rows_n, struct norm_import_row);
    for (size_t i = 0; i < v->rows_n; i++) {
        const struct local_norm *row = &all[i].of;
        bool library = row->kind == LOCAL_LIBRARY;

        v->rows[i] = (struct norm_import_row){.of = &all[i],
                                              .kind = norm_told_kind(job, row->kind)};
        if (row->ended || all[i].unread)
            continue;
        if (library || row->kind == LOCAL_OVERLAY)
            v->rows[i].norm = row->source;
        else if (row->kind == LOCAL_CATALOG)
            v->rows[i].norm = row->key;
        if (row->kind != LOCAL_OVERLAY)
            v->rows[i].document = library ? row->source : row->key;
    }
    return DONE;
}

static void fill_faults(struct job *job, const struct norm_preview *preview,
                        struct norm_import_view *v)
{
    if (preview == NULL)
        return;
    v->faults_n = (size_t)preview->n_faults;
    v->faults = NEW_ARRAY(job->mem, v->faults_n, struct norm_import_fault);
    for (size_t i = 0; i < v->faults_n; i++)
        v->faults[i] = (struct norm_import_fault){preview->faults[i].line,
                                                  preview->faults[i].pointer,
                                                  norm_told_rule(job, &preview->faults[i])};
}

static void fill_facts(struct job *job, struct norm_import_view *v)
{
    const struct table *told = norm_told(job, v->preview);

    v->facts_n = told->n_rows;
    v->facts = NEW_ARRAY(job->mem, v->facts_n, struct norm_import_fact);
    for (size_t i = 0; i < v->facts_n; i++)
        v->facts[i] = (struct norm_import_fact){table_cell(told, i, 0)->text,
                                                table_cell(told, i, 1)->text};
}

/* The form with what was brought in under it; faulty: what was wrong with the file. */
static enum outcome show(struct job *job, struct page *page, const struct norm_preview *faulty)
{
    struct norm_import_view v = {.page = page};
    enum outcome o;

    fill_norms(job, &v);
    fill_faults(job, faulty, &v);
    if ((o = fill_rows(job, &v)) != DONE)
        return o;
    page_top(page, WORD_norm_import_title, NAV_NORMS);
    page_norm_import(&page->out, &v);
    page_bottom(page);
    return DONE;
}

static enum outcome show_again(struct job *job, struct page *page, enum outcome o,
                               const struct norm_preview *faulty)
{
    if (o != REFUSED)
        return o;
    if (page_again(page) != DONE)
        return job_broke(job);
    return page_after(o, show(job, page, faulty));
}

enum outcome norm_import_get(struct job *job, struct page *page)
{
    return show(job, page, NULL);
}

/* ---- look, and bring in ---- */

static enum outcome look(struct job *job, struct page *page, struct norm_file *file)
{
    struct norm_import_view v = {.page = page, .file = file};
    struct norm_preview *preview = NULL;
    enum outcome o;

    /* A browser sends an empty file for a field that was left empty. */
    if (!form_file(&page->form, S("file"), &file->name, &file->bytes) || file->name.len == 0)
        o = job_refuse(job, S("file"), S("import.none"));
    else
        o = act_norm_preview(job, file, true, &preview);
    if (o != DONE)
        return show_again(job, page, o, preview);
    v.preview = preview;
    fill_facts(job, &v);
    page_top(page, WORD_norm_import_title, NAV_NORMS);
    page_norm_import(&page->out, &v);
    page_bottom(page);
    return DONE;
}

enum outcome norm_import_post(struct job *job, struct page *page)
{
    struct norm_file file = {.source = form_str(&page->form, S("source")),
                             .target = form_str(&page->form, S("target"))};
    struct norm_preview *preview = NULL;
    enum outcome o;

    if (!form_has(&page->form, S("hash")))
        return look(job, page, &file);
    file.name = form_str(&page->form, S("name"));
    o = act_norm_kept(job, form_str(&page->form, S("hash")), &file.bytes);
    if (o == DONE)
        o = page_settle(page, act_norm_import(job, &file, &preview));
    if (o != DONE)
        return show_again(job, page, o, preview);
    page_done(page, WORD_done_norm_imported, 0);
    page_go(page, "/normen/import");
    return DONE;
}

enum outcome norm_end_post(struct job *job, struct page *page)
{
    struct row row = form_row(&page->form);
    enum outcome o;

    row.id = page_param_id(page, S("id"));
    o = row.id == 0 ? NOT_THERE : page_settle(page, act_norm_end(job, row));
    if (o != DONE)
        return show_again(job, page, o, NULL);
    page_done(page, WORD_done_norm_ended, 0);
    page_go(page, "/normen/import");
    return DONE;
}
