#include "web/look.h"

void look_words(const struct page *page, struct str *ret_norm, struct str *ret_profile)
{
    struct str norm = form_str(&page->query, S("norm"));
    struct str selection = form_str(&page->query, S("selectie"));
    const struct norm *of = norms_get(page->job, norm.len > 0 ? norm : page->org.norm);
    const struct profile *profile = selection.len > 0 ? norms_profile(page->job, selection) : NULL;

    if (profile != NULL && of != NULL && profile->norm != of)
        selection = S("");
    *ret_norm = norm;
    *ret_profile = selection;
}

bool look_other(const struct page *page)
{
    struct str norm = form_str(&page->query, S("norm"));

    return norm.len > 0 && norms_get(page->job, norm) != norms_get(page->job, page->org.norm);
}

static struct str look_text(const struct page *page, char sign)
{
    struct str norm;
    struct str selection;
    struct str op = page_op_more(page);
    struct buf out;

    look_words(page, &norm, &selection);
    buf_init(&out, page->job->mem, 96);
    if (norm.len > 0)
        buf_text(&out, "%cnorm=%" STR_FMT, sign, STR_ARG(page_url(page, norm)));
    sign = norm.len > 0 ? '&' : sign;
    if (selection.len > 0)
        buf_text(&out, "%cselectie=%" STR_FMT, sign, STR_ARG(page_url(page, selection)));
    sign = selection.len > 0 ? '&' : sign;
    if (op.len > 0)
        buf_text(&out, "%c%" STR_FMT, sign, STR_ARG(str_sub(op, 1, op.len)));
    return buf_str(&out);
}

struct str page_look(const struct page *page)
{
    return look_text(page, '?');
}

struct str page_look_more(const struct page *page)
{
    return look_text(page, '&');
}

struct str page_look_home(const struct page *page)
{
    struct str look = page_look(page);

    return arena_text(page->job->mem, "/%" STR_FMT, STR_ARG(look));
}

struct look_option *look_all_norms(const struct page *page, const struct norm *chosen,
                                   size_t *ret_n)
{
    struct job *job = page->job;
    struct look_option *all;
    size_t n = 0;

    while (norms_at(job, (int)n) != NULL)
        n++;
    all = NEW_ARRAY(job->mem, n, struct look_option);
    for (size_t i = 0; i < n; i++) {
        const struct norm *norm = norms_at(job, (int)i);

        all[i] = (struct look_option){norm->key, norm->title[job->lang], norm == chosen};
    }
    *ret_n = n;
    return all;
}

static void fill_norms(struct look *look)
{
    const struct page *page = look->page;

    look->norms = look_all_norms(page, look->view->norm, &look->norms_n);
    for (size_t i = 0; i < look->norms_n; i++)
        if (norms_at(page->job, (int)i) == norms_get(page->job, page->org.norm))
            look->norms[i].value = S(""); /* what is ours needs no word in the address */
}

static void fill_selections(struct look *look)
{
    const struct page *page = look->page;
    int n;
    const struct profile *const *all = norms_profiles(page->job, &n);

    look->selections = NEW_ARRAY(page->job->mem, (size_t)n, struct look_option);
    for (int i = 0; i < n; i++)
        if (all[i]->norm == look->view->norm)
            look->selections[look->selections_n++] = (struct look_option){
                all[i]->id, all[i]->title[page->out.lang], all[i] == look->view->profile};
}

static void fill_hidden(struct look *look)
{
    const struct page *page = look->page;
    char *day = arena_alloc(page->job->mem, DAY_TEXT_BYTES);
    char *known = arena_alloc(page->job->mem, DAY_TEXT_BYTES);

    look->hidden = NEW_ARRAY(page->job->mem, 2, struct look_hidden);
    if (day_is(page->op))
        look->hidden[look->hidden_n++] = (struct look_hidden){S("op"), day_text(page->op, day)};
    if (day_is(page->known))
        look->hidden[look->hidden_n++] =
            (struct look_hidden){S("bekend"), day_text(page->known, known)};
}

const struct look *look_of(const struct page *page, const struct view *view, const char *action)
{
    struct look *look = NEW(page->job->mem, struct look);

    look->page = page;
    look->view = view;
    look->action = str_of(action);
    fill_norms(look);
    fill_selections(look);
    fill_hidden(look);
    return look;
}
