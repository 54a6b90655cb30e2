/* web/object.c - one object of the register: what it is, what it works for, its scope. */
#include "web/objects.h"
#include "web/pages.h"

enum outcome object_load(struct job *job, struct page *page, struct objects **ret,
                         const struct object_line **ret_line)
{
    enum outcome o = act_objects(job, ret);

    if (o != DONE)
        return o;
    *ret_line = objects_at(*ret, page_param_id(page, S("id")));
    return *ret_line == NULL ? NOT_THERE : DONE;
}

static bool serves(const struct objects *of, int64_t system, int64_t process)
{
    for (size_t i = 0; i < of->n_serves; i++)
        if (of->serves[i].system.id == system && of->serves[i].process.id == process)
            return true;
    return false;
}

/* The processes to choose from, and those on the other side of the link. */
static void fill_links(struct job *job, struct object_page *v)
{
    int64_t id = v->it.of->object.row.id;

    v->processes = NEW_ARRAY(job->mem, v->of->n, struct object_link);
    v->served = NEW_ARRAY(job->mem, v->of->n, struct object_link);
    for (size_t i = 0; i < v->of->n; i++) {
        const struct object *other = &v->of->lines[i].object;
        struct object_link link = {other->row.id, other->name, false};

        link.chosen = v->is_process ? serves(v->of, other->row.id, id)
                                    : serves(v->of, id, other->row.id);
        if (link.chosen)
            v->served[v->served_n++] = link;
        if (!v->is_process && other->kind == OBJECT_PROCESS)
            v->processes[v->processes_n++] = link;
    }
}

static enum outcome show(struct job *job, struct page *page, bool clashed)
{
    struct object_page view = {.page = page, .clashed = clashed};
    const struct object_line *line;
    struct picture *names;
    struct objects *of;
    enum outcome o;

    if ((o = picture_load(job, &names)) != DONE || (o = object_load(job, page, &of, &line)) != DONE)
        return o;
    view.of = of;
    view.it = object_row_of(page, of, names, line);
    view.is_process = line->object.kind == OBJECT_PROCESS;
    view.may_edit = object_may(page, MAY_OBJECTS, line);
    view.may_scope = object_may(page, MAY_SOA_WRITE, line);
    object_fields_fill(page, of, names, &line->object, false, &view.fields);
    fill_links(job, &view);
    page_top_named(page, line->object.name, NAV_OBJECTS);
    page_object(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome object_get(struct job *job, struct page *page)
{
    return show(job, page, false);
}

/* What came of an act on this object: back to its page, or the form again. */
static enum outcome answer(struct job *job, struct page *page, enum outcome o)
{
    o = page_settle(page, o);
    if (o == DONE) {
        page_done(page, WORD_done_object_saved, 0);
        page_go(page, "/objecten/%lld", (long long)page_param_id(page, S("id")));
        return DONE;
    }
    if (o != REFUSED && o != CLASHED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, o == CLASHED));
}

enum outcome object_post(struct job *job, struct page *page)
{
    struct row seen = form_row(&page->form);
    struct given given;

    if (seen.id == 0 || seen.id != page_param_id(page, S("id")))
        return NOT_THERE;
    object_given(page, &given);
    return answer(job, page, act_object_set(job, seen, &given));
}

enum outcome object_serve_post(struct job *job, struct page *page)
{
    size_t n;
    struct str *words = form_all(&page->form, job->mem, S("process"), &n);
    int64_t *processes = NEW_ARRAY(job->mem, n, int64_t);

    for (size_t i = 0; i < n; i++)
        if (!str_int(words[i], &processes[i]))
            processes[i] = 0;
    return answer(job, page,
                  act_object_serve(job, page_param_id(page, S("id")), processes, n));
}

enum outcome object_scope_post(struct job *job, struct page *page)
{
    struct str inside = form_str(&page->form, S("inside"));

    if (!str_eq(inside, S("1")) && !str_eq(inside, S("0")))
        return answer(job, page, job_refuse(job, S("inside"), S("value.required")));
    return answer(job, page,
                  act_object_scope(job, page_param_id(page, S("id")), str_eq(inside, S("1")),
                                   form_str(&page->form, S("why"))));
}
