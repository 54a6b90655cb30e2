#include "web/account.h"

#include "acts/people.h"
#include "web/pages.h"

static struct str name_of(const struct person_line *names, size_t n, int64_t person)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].person.row.id == person)
            return names[i].person.name;
    return S("");
}

void account_tokens(struct page *page, const struct token_line *lines, size_t n,
                    const struct person_line *names, size_t n_names, struct tokens_view *ret)
{
    const struct job *job = page->job;

    *ret = (struct tokens_view){
        .page = page,
        .rows = NEW_ARRAY(job->mem, n, struct tokens_row),
        .end = names == NULL ? S("/mijn/token/") : S("/beheer/token/"),
        .everybody = names != NULL,
    };
    for (size_t i = 0; i < n; i++) {
        if (names == NULL && lines[i].person != job->person)
            continue;
        ret->rows[ret->rows_n++] = (struct tokens_row){
            .of = &lines[i],
            .person = name_of(names, n_names, lines[i].person),
            .works = lines[i].ended.ms == 0 && lines[i].until.n >= job->today.n,
        };
    }
}

static void fill_roles(struct job *job, struct account_view *view)
{
    view->roles_n = view->it.n_held;
    view->roles = NEW_ARRAY(job->mem, view->roles_n, struct account_role);
    for (size_t i = 0; i < view->roles_n; i++) {
        const struct role_held *held = &view->it.held[i];

        view->roles[i] = (struct account_role){choice_word(&role_choices, (int)held->role),
                                               held->from, held->until,
                                               role_ends_soon(held, job->today)};
    }
}

static void fill_choices(const struct page *page, struct account_view *view)
{
    static const struct str langs[LANG_COUNT] = {STR_INIT("nl"), STR_INIT("en")};

    view->langs_n = LANG_COUNT;
    for (int i = 0; i < LANG_COUNT; i++)
        view->langs[i] = (struct account_choice){
            langs[i], page_ticked(page, S("lang"), langs[i], i == (int)view->it.lang)};
    view->looks_n = LOOK_COUNT;
    for (int i = 0; i < LOOK_COUNT; i++) {
        struct str word = choice_word(&account_look_choices, i);

        view->looks[i] = (struct account_choice){
            word, page_ticked(page, S("look"), word, i == (int)view->it.look)};
    }
}

static enum outcome show(struct job *job, struct page *page)
{
    struct day until = {job->today.n + TOKEN_DAYS};
    struct account_view view = {
        .page = page,
        .until = day_text(until, arena_alloc(job->mem, DAY_TEXT_BYTES)),
        .last = {job->today.n + TOKEN_DAYS_MAX},
    };
    struct token_line *lines;
    size_t n;
    enum outcome o;

    if ((o = act_account(job, &view.it)) != DONE ||
        (o = act_token_list(job, &lines, &n)) != DONE ||
        (o = account_sessions(page, &view.sessions)) != DONE ||
        (o = passkeys_fill(page, &view.passkeys)) != DONE ||
        (o = act_sso_mine(job, &view.sso.it)) != DONE)
        return o;
    view.sso.page = page;
    fill_roles(job, &view);
    fill_choices(page, &view);
    account_tokens(page, lines, n, NULL, 0, &view.tokens);
    page_top(page, WORD_account_title, NAV_NONE);
    page_account(&page->out, &view);
    page_bottom(page);
    return DONE;
}

static enum outcome show_again(struct job *job, struct page *page, enum outcome o)
{
    if (o != REFUSED)
        return o;
    return page_again(page) == DONE ? page_after(o, show(job, page)) : BROKEN;
}

enum outcome account_get(struct job *job, struct page *page)
{
    return show(job, page);
}

enum outcome account_post(struct job *job, struct page *page)
{
    bool english = str_eq(form_str(&page->form, S("lang")), S("en"));
    int look = form_choice(&page->form, S("look"), &account_look_choices);
    enum outcome o;

    if (job->faults.n > 0)
        return show_again(job, page, REFUSED);
    o = act_account_set(job, english ? LANG_EN : LANG_NL, (enum account_look)look);
    if (o != DONE)
        return o;
    page_done(page, WORD_done_account, 0);
    page_go(page, "/mijn");
    return DONE;
}

/* ---- tokens ---- */

enum outcome token_post(struct job *job, struct page *page)
{
    struct token_made_view view = {.page = page, .name = form_str(&page->form, S("name"))};
    struct day until = form_day(&page->form, S("until"));
    enum outcome o = job->faults.n > 0 ? REFUSED : DONE;

    if (o == DONE)
        o = act_token_make(job, job->person, view.name, until, &view.secret);
    if (o != DONE)
        return show_again(job, page, o);
    page_top(page, WORD_token_made, NAV_NONE);
    page_token_made(&page->out, &view);
    page_bottom(page);
    return DONE;
}

static enum outcome withdraw(struct job *job, struct page *page, const char *back)
{
    int64_t id = page_param_id(page, S("id"));
    enum outcome o = id == 0 ? NOT_THERE : act_token_end(job, id);

    if (o != DONE)
        return o;
    page_done(page, WORD_done_token_ended, 0);
    page_go(page, "%s#tokens", back);
    return DONE;
}

enum outcome token_end_post(struct job *job, struct page *page)
{
    return withdraw(job, page, "/mijn");
}

enum outcome tokens_end_post(struct job *job, struct page *page)
{
    return withdraw(job, page, "/beheer/gebruikers");
}
