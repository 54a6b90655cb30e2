#include "web/people.h"

#include "web/link.h"
#include "web/pages.h"

static void fill_row(struct job *job, const struct person_line *line, struct people_row *row)
{
    row->person = &line->person;
    row->email = line->email;
    row->has_account = line->person.account.is;
    row->roles = NEW_ARRAY(job->mem, line->n_held, struct people_role);
    row->roles_n = line->n_held;
    for (size_t i = 0; i < line->n_held; i++) {
        const struct role_held *held = &line->held[i];

        row->roles[i] = (struct people_role){
            .word = choice_word(&role_choices, (int)held->role),
            .from = held->from,
            .until = held->until,
            .now = held->from.n <= job->on.n &&
                   (!day_is(held->until) || held->until.n >= job->on.n),
            .later = held->from.n > job->on.n,
            .soon = role_ends_soon(held, job->on),
            .withdrawn = day_is(held->until) && held->until.n < held->from.n,
        };
    }
}

static void fill_choices(struct page *page, struct people_view *view)
{
    view->choices_n = (size_t)role_choices.n - 1;
    view->choices = NEW_ARRAY(page->job->mem, view->choices_n, struct people_choice);
    for (size_t i = 0; i < view->choices_n; i++) {
        struct str word = choice_word(&role_choices, (int)i + 1);

        view->choices[i] = (struct people_choice){word, page_ticked(page, S("roles"), word, false)};
    }
}

static enum outcome show(struct job *job, struct page *page)
{
    struct people_view view = {.page = page, .may_write = page_may(page, MAY_PERSONS_WRITE),
                               .may_erase = page_may(page, MAY_ERASE_ASK)};
    struct person_line *lines;
    struct token_line *tokens;
    size_t n_tokens;
    enum outcome o;

    if ((o = act_people(job, &lines, &view.rows_n)) != DONE ||
        (o = act_token_list(job, &tokens, &n_tokens)) != DONE ||
        (o = leave_settled(job, &view.settled)) != DONE)
        return o;
    view.from = (struct day){job->today.n + view.settled};
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct people_row);
    for (size_t i = 0; i < view.rows_n; i++)
        fill_row(job, &lines[i], &view.rows[i]);
    fill_choices(page, &view);
    account_tokens(page, tokens, n_tokens, lines, view.rows_n, &view.tokens);
    page_top(page, WORD_nav_people, NAV_PEOPLE);
    page_people(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* The list again, with what was refused. A fault at a field of somebody's own
 * forms leads to that person. */
static enum outcome show_again(struct job *job, struct page *page, enum outcome o, int64_t person)
{
    if (o != REFUSED && o != FORBIDDEN)
        return o;
    if (o == FORBIDDEN && (job->faults.n == 0 || !page_may(page, MAY_PERSONS_READ)))
        return o;
    for (size_t i = 0; person != 0 && i < job->faults.n && i < FAULTS_MAX; i++)
        job->faults.at[i].field = arena_text(job->mem, "persoon-%lld", (long long)person);
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page));
}

static enum outcome show_password(struct page *page, struct str name, struct str password)
{
    struct password_made_view view = {page, name, password};

    page_top(page, WORD_people_password_made, NAV_PEOPLE);
    page_password_made(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome people_get(struct job *job, struct page *page)
{
    return show(job, page);
}

enum outcome people_post(struct job *job, struct page *page)
{
    struct person_plan plan = {
        .name = form_str(&page->form, S("name")),
        .job_title = form_str(&page->form, S("job_title")),
        .email = form_str(&page->form, S("email")),
        .from = form_day(&page->form, S("from")),
        .until = form_day(&page->form, S("until")),
        .link = !str_eq(form_str(&page->form, S("way")), S("wachtwoord")),
    };
    struct str secret = S("");
    int64_t id = 0;
    size_t n;
    struct str *words = form_all(&page->form, job->mem, S("roles"), &n);
    enum outcome o;

    for (size_t i = 0; i < n; i++) {
        int role = 0;

        if (!choice_of(&role_choices, words[i], &role) || role == 0)
            return job_refuse(job, S("roles"), S("fault.choice"));
        plan.roles |= 1u << role;
    }
    if (job->faults.n > 0)
        return show_again(job, page, REFUSED, 0);
    o = page_settle(page, act_person_add(job, &plan, &id, &secret));
    if (o != DONE)
        return show_again(job, page, o, 0);
    if (plan.email.len > 0)
        return plan.link ? link_show(page, plan.name, secret)
                         : show_password(page, plan.name, secret);
    page_done(page, WORD_done_person_added, 0);
    page_go(page, "/beheer/gebruikers");
    return DONE;
}

static enum outcome after_role(struct job *job, struct page *page, enum outcome o, enum word done)
{
    o = page_settle(page, o);
    if (o != DONE)
        return show_again(job, page, o, page_param_id(page, S("id")));
    page_done(page, done, 0);
    page_go(page, "/beheer/gebruikers#persoon-%lld", (long long)page_param_id(page, S("id")));
    return DONE;
}

/* One role of one person: what is done with it, in one of three ways. */
enum with_role { ROLE_GIVE, ROLE_UNTIL, ROLE_END };

static enum outcome with_role(struct job *job, struct page *page, enum with_role what)
{
    static const enum word words[] = {WORD_done_role_given, WORD_done_role_until,
                                      WORD_done_role_ended};
    int64_t id = page_param_id(page, S("id"));
    int role = form_choice(&page->form, S("role"), &role_choices);
    struct day from = what == ROLE_GIVE ? form_day(&page->form, S("from")) : (struct day){0};
    struct day until = what == ROLE_END ? (struct day){0} : form_day(&page->form, S("until"));
    enum outcome o;

    if (id == 0)
        return NOT_THERE;
    if (job->faults.n > 0)
        return show_again(job, page, REFUSED, id);
    if (what == ROLE_GIVE)
        o = act_role_give(job, id, (enum role)role, from, until);
    else if (what == ROLE_UNTIL)
        o = act_role_until(job, id, (enum role)role, until);
    else
        o = act_role_end(job, id, (enum role)role);
    return after_role(job, page, o, words[what]);
}

enum outcome role_post(struct job *job, struct page *page)
{
    return with_role(job, page, ROLE_GIVE);
}

enum outcome role_until_post(struct job *job, struct page *page)
{
    return with_role(job, page, ROLE_UNTIL);
}

enum outcome role_end_post(struct job *job, struct page *page)
{
    return with_role(job, page, ROLE_END);
}

/* Something of a person's account ends, and the page says so at that person. */
static enum outcome with_account(struct job *job, struct page *page,
                                 enum outcome (*end)(struct job *job, int64_t id), enum word done)
{
    int64_t id = page_param_id(page, S("id"));
    enum outcome o = id == 0 ? NOT_THERE : end(job, id);

    if (o != DONE)
        return show_again(job, page, o, id);
    page_done(page, done, 0);
    page_go(page, "/beheer/gebruikers#persoon-%lld", (long long)id);
    return DONE;
}

enum outcome person_sessions_end_post(struct job *job, struct page *page)
{
    return with_account(job, page, act_person_sessions_end, WORD_done_sessions_ended);
}

enum outcome person_factor_end_post(struct job *job, struct page *page)
{
    return with_account(job, page, act_person_factor_end, WORD_done_factor_taken);
}

enum outcome person_passkeys_end_post(struct job *job, struct page *page)
{
    return with_account(job, page, act_person_passkeys_end, WORD_done_passkeys_taken);
}

enum outcome person_link_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));
    struct str secret = S("");
    enum outcome o;

    if (id == 0)
        return NOT_THERE;
    o = page_settle(page, act_person_link(job, id, &secret));
    if (o != DONE)
        return show_again(job, page, o, id);
    return link_show(page, form_str(&page->form, S("name")), secret);
}

enum outcome person_password_post(struct job *job, struct page *page)
{
    int64_t id = page_param_id(page, S("id"));
    struct str password = S("");
    enum outcome o;

    if (id == 0)
        return NOT_THERE;
    o = page_settle(page, act_person_password(job, id, S(""), &password));
    if (o != DONE)
        return show_again(job, page, o, id);
    return show_password(page, form_str(&page->form, S("name")), password);
}
