/* Beheer > Aanmelden: which provider, and what it gives. */
#include "base/buf.h"
#include "web/pages.h"
#include "web/sso.h"

static void fill_choices(const struct page *page, const struct choices *choices, struct str field,
                         int is, struct sso_choice *ret, size_t *ret_n)
{
    struct str typed = page_typed(page, field, choice_word(choices, is));

    for (int i = 1; i < choices->n; i++) {
        struct str word = choice_word(choices, i);

        ret[(*ret_n)++] = (struct sso_choice){word, str_eq(word, typed)};
    }
}

/* What the table says of one role, as one field: its values with ; between. */
static struct str values_of(struct job *job, struct str lines, enum role wanted)
{
    struct buf out;
    struct str value;
    enum role role;

    buf_init(&out, job->mem, 64);
    while (provider_line(&lines, &role, &value))
        if (role == wanted)
            buf_put_once(&out, value, S("; "));
    return buf_str(&out);
}

static void fill_roles(struct page *page, struct sso_view *view)
{
    struct job *job = page->job;

    view->roles_n = (size_t)role_choices.n - 1;
    view->roles = NEW_ARRAY(job->mem, view->roles_n, struct sso_role);
    for (size_t i = 0; i < view->roles_n; i++) {
        struct sso_role *it = &view->roles[i];

        it->word = choice_word(&role_choices, (int)i + 1);
        it->id = arena_text(job->mem, "rol-%" STR_FMT, STR_ARG(it->word));
        it->values = page_typed(page, it->id,
                                values_of(job, view->shown.roles, (enum role)(i + 1)));
    }
}

static enum outcome show(struct page *page, struct sso_view *view)
{
    enum outcome o = act_sso_get(page->job, &view->of);

    if (o != DONE)
        return o;
    view->page = page;
    view->shown = view->of.proposal.row.id != 0 ? view->of.proposal : view->of.it;
    view->home = sso_home(page);
    fill_choices(page, &provider_way_choices, S("way"), (int)view->shown.way, view->ways,
                 &view->ways_n);
    fill_choices(page, &provider_joins_choices, S("joins"), (int)view->shown.joins, view->joins,
                 &view->joins_n);
    fill_roles(page, view);
    view->ended = page_ticked(page, S("ended"), S("1"), view->shown.ended);
    page_top(page, WORD_nav_sso, NAV_SSO);
    page_sso(&page->out, view);
    page_bottom(page);
    return DONE;
}

static enum outcome show_again(struct page *page, enum outcome o)
{
    struct sso_view view = {.clashed = o == CLASHED};

    if (o != REFUSED && o != CLASHED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(page, &view));
}

enum outcome sso_get(struct job *job, struct page *page)
{
    struct sso_view view = {.clashed = false};

    (void)job;
    return show(page, &view);
}

static enum outcome settled(struct page *page, enum outcome o, enum word done)
{
    if (o != DONE)
        return show_again(page, o);
    page_done(page, done, 0);
    page_go(page, "/beheer/aanmelden");
    return DONE;
}

/* The table of roles, from a field for each role: a line for each of its values. */
static struct str lines_of(struct job *job, const struct form *form)
{
    struct buf out;

    buf_init(&out, job->mem, 256);
    for (int i = 1; i < role_choices.n; i++) {
        struct str word = choice_word(&role_choices, i);
        struct str values = form_str(form, arena_text(job->mem, "rol-%" STR_FMT, STR_ARG(word)));

        while (values.len > 0) {
            struct str one = str_trim(str_cut(values, ';', &values));

            if (one.len > 0)
                buf_text(&out, "%s%" STR_FMT "=%" STR_FMT, out.len > 0 ? "\n" : "", STR_ARG(word),
                         STR_ARG(one));
        }
    }
    return buf_str(&out);
}

enum outcome sso_post(struct job *job, struct page *page)
{
    int roles = noun_field(&provider_noun, S("roles"));
    struct given given;
    bool waits = false;
    enum outcome o;

    form_given(&page->form, &provider_noun, &given);
    given.is[roles] = true;
    given.text[roles] = lines_of(job, &page->form);
    o = page_settle(page, act_sso_set(job, form_row(&page->form), &given,
                                      form_raw(&page->form, S("secret")), &waits));
    return settled(page, o, waits ? WORD_done_sso_proposed : WORD_done_sso);
}

enum outcome sso_confirm_post(struct job *job, struct page *page)
{
    return settled(page, page_settle(page, act_sso_confirm(job, form_row(&page->form))),
                   WORD_done_sso_confirmed);
}

enum outcome sso_drop_post(struct job *job, struct page *page)
{
    return settled(page, page_settle(page, act_sso_drop(job, form_row(&page->form))),
                   WORD_done_sso_dropped);
}

enum outcome sso_test_post(struct job *job, struct page *page)
{
    struct sso_view view = {.tried = true};
    enum outcome o = act_sso_test(job, &view.trial);

    if (o != DONE)
        return show_again(page, o);
    db_rollback(job->db);
    if (db_read(job->db) != DONE)
        return job_broke(job);
    return show(page, &view);
}

enum outcome sso_key_post(struct job *job, struct page *page)
{
    return settled(page, act_sso_key(job), WORD_done_sso_key);
}
