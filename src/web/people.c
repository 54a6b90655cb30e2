#include "web/people.h"

#include "acts/intervene.h"
#include "web/link.h"
#include "web/pages.h"

/* Which form of the page was sent: that of a new person, one about a role, or a button. */
enum people_form { FORM_ADD, FORM_GIVE, FORM_UNTIL, FORM_END, FORM_ACCOUNT };

struct asked {
    enum people_form form;
    int64_t person; /* 0: of a new one */
    enum role role;
};

static struct str text_of(struct job *job, struct day day)
{
    return day_text(day, arena_alloc(job->mem, DAY_TEXT_BYTES));
}

static struct str at_row(struct job *job, int64_t person)
{
    return arena_text(job->mem, "persoon-%lld", (long long)person);
}

static struct str at_field(struct job *job, const char *what, int64_t person)
{
    return arena_text(job->mem, "%s-%lld", what, (long long)person);
}

static struct str at_held(struct job *job, const char *what, int64_t person, enum role role)
{
    return arena_text(job->mem, "%s-%lld-%" STR_FMT, what, (long long)person,
                      STR_ARG(choice_word(&role_choices, (int)role)));
}

static bool is_asked(const struct asked *asked, enum people_form form, int64_t person)
{
    return asked != NULL && asked->form == form && asked->person == person;
}

/* The page as it is for a form: with what was typed, or as if nothing was sent. */
static const struct page *page_for(const struct page *page, bool asked)
{
    struct page *blank;

    if (asked || !page->is_again)
        return page;
    blank = NEW(page->job->mem, struct page);
    *blank = *page;
    blank->is_again = false;
    return blank;
}

static void fill_role(struct page *page, const struct asked *asked, const struct person_line *line,
                      const struct role_held *held, struct people_role *role)
{
    struct job *job = page->job;
    int64_t person = line->person.row.id;
    bool mine = asked != NULL && asked->role == held->role;

    *role = (struct people_role){
        .word = choice_word(&role_choices, (int)held->role),
        .from = held->from,
        .until = held->until,
        .kept = text_of(job, held->until),
        .now = held->from.n <= job->on.n &&
               (!day_is(held->until) || held->until.n >= job->on.n),
        .soon = role_ends_soon(held, job->on),
        .withdrawn = day_is(held->until) && held->until.n < held->from.n,
        .changes = held == role_changed(line->held, line->n_held, person, held->role, job->today),
        .open = mine && (is_asked(asked, FORM_UNTIL, person) || is_asked(asked, FORM_END, person)),
        .at_until = at_held(job, "tot", person, held->role),
        .at_end = at_held(job, "einde", person, held->role),
        .page = page_for(page, mine && is_asked(asked, FORM_UNTIL, person)),
    };
}

/* Now or later. */
static bool is_admin(const struct person_line *line, struct day today)
{
    for (size_t i = 0; i < line->n_held; i++)
        if (line->held[i].role == ROLE_ADMIN &&
            (!day_is(line->held[i].until) || line->held[i].until.n >= today.n))
            return true;
    return false;
}

static void fill_row(struct page *page, const struct asked *asked, const struct person_line *line,
                     struct people_row *row)
{
    struct job *job = page->job;
    int64_t person = line->person.row.id;

    row->person = &line->person;
    row->email = line->email;
    row->has_account = line->person.account.is;
    row->open = is_asked(asked, FORM_GIVE, person) || is_asked(asked, FORM_ACCOUNT, person);
    row->at = at_row(job, person);
    row->at_role = at_field(job, "rol", person);
    row->at_from = at_field(job, "van", person);
    row->at_until = at_field(job, "totmet", person);
    row->page = page_for(page, is_asked(asked, FORM_GIVE, person));
    row->roles = NEW_ARRAY(job->mem, line->n_held, struct people_role);
    row->roles_n = line->n_held;
    for (size_t i = 0; i < line->n_held; i++)
        fill_role(page, asked, line, &line->held[i], &row->roles[i]);
}

static void fill_choices(struct people_view *view)
{
    view->choices_n = (size_t)role_choices.n - 1;
    view->choices = NEW_ARRAY(view->page->job->mem, view->choices_n, struct people_choice);
    for (size_t i = 0; i < view->choices_n; i++) {
        struct str word = choice_word(&role_choices, (int)i + 1);

        view->choices[i] = (struct people_choice){
            word, page_ticked(view->added, S("roles"), word, false)};
    }
}

/* asked NULL: nothing was refused. */
static enum outcome show(struct job *job, struct page *page, const struct asked *asked)
{
    struct people_view view = {.page = page, .added = page_for(page, is_asked(asked, FORM_ADD, 0)),
                               .may_write = page_may(page, MAY_PERSONS_WRITE),
                               .may_erase = page_may(page, MAY_ERASE_ASK)};
    struct person_line *lines;
    struct token_line *tokens;
    size_t n_tokens;
    enum outcome o;

    if ((o = act_people(job, &lines, &view.rows_n)) != DONE ||
        (o = act_token_list(job, &tokens, &n_tokens)) != DONE ||
        (o = leave_settled(job, &view.settled)) != DONE)
        return o;
    view.today = text_of(job, job->today);
    view.from = (struct day){job->today.n + view.settled};
    view.rows = NEW_ARRAY(job->mem, view.rows_n, struct people_row);
    for (size_t i = 0; i < view.rows_n; i++) {
        fill_row(page, asked, &lines[i], &view.rows[i]);
        view.rows[i].by_keyboard = view.settled && is_admin(&lines[i], job->today);
    }
    fill_choices(&view);
    account_tokens(page, tokens, n_tokens, lines, view.rows_n, &view.tokens);
    page_top(page, WORD_nav_people, NAV_PEOPLE);
    page_people(&page->out, &view);
    page_bottom(page);
    return DONE;
}

/* The field of its form that a fault stands at; what has no field there stands at the person. */
static struct str field_of(struct job *job, const struct asked *asked, struct str field)
{
    bool until = str_eq(field, S("until"));

    if (asked->form == FORM_ADD)
        return field;
    if (asked->form == FORM_GIVE && until)
        return at_field(job, "totmet", asked->person);
    if (asked->form == FORM_GIVE && str_eq(field, S("from")))
        return at_field(job, "van", asked->person);
    if (asked->form == FORM_GIVE && str_eq(field, S("role")))
        return at_field(job, "rol", asked->person);
    if (asked->form == FORM_UNTIL && asked->role != ROLE_NONE)
        return at_held(job, "tot", asked->person, asked->role);
    if (asked->form == FORM_END && asked->role != ROLE_NONE)
        return at_held(job, "einde", asked->person, asked->role);
    return at_row(job, asked->person);
}

/* The list again, with what was refused in the form that it was sent from. */
static enum outcome show_again(struct job *job, struct page *page, enum outcome o,
                               const struct asked *asked)
{
    if (o != REFUSED && o != FORBIDDEN)
        return o;
    if (o == FORBIDDEN && (job->faults.n == 0 || !page_may(page, MAY_PERSONS_READ)))
        return o;
    for (size_t i = 0; i < job->faults.n && i < FAULTS_MAX; i++)
        job->faults.at[i].field = field_of(job, asked, job->faults.at[i].field);
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, asked));
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
    return show(job, page, NULL);
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
    const struct asked asked = {.form = FORM_ADD};
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
        return show_again(job, page, REFUSED, &asked);
    o = page_settle(page, act_person_add(job, &plan, &id, &secret));
    if (o != DONE)
        return show_again(job, page, o, &asked);
    if (plan.email.len > 0)
        return plan.link ? link_show(page, plan.name, secret)
                         : show_password(page, plan.name, secret);
    page_done(page, WORD_done_person_added, 0);
    page_go(page, "/beheer/gebruikers");
    return DONE;
}

/* One role of one person: what is done with it, in one of three ways. */
static enum outcome with_role(struct job *job, struct page *page, enum people_form what)
{
    static const enum word words[] = {[FORM_GIVE] = WORD_done_role_given,
                                      [FORM_UNTIL] = WORD_done_role_until,
                                      [FORM_END] = WORD_done_role_ended};
    int64_t id = page_param_id(page, S("id"));
    int role = form_choice(&page->form, S("role"), &role_choices);
    struct day from = what == FORM_GIVE ? form_day(&page->form, S("from")) : (struct day){0};
    struct day until = what == FORM_END ? (struct day){0} : form_day(&page->form, S("until"));
    const struct asked asked = {what, id, (enum role)role};
    enum outcome o;

    if (id == 0)
        return NOT_THERE;
    if (job->faults.n > 0)
        return show_again(job, page, REFUSED, &asked);
    if (what == FORM_GIVE)
        o = act_role_give(job, id, (enum role)role, from, until);
    else if (what == FORM_UNTIL)
        o = act_role_until(job, id, (enum role)role, until);
    else
        o = act_role_end(job, id, (enum role)role);
    o = page_settle(page, o);
    if (o != DONE)
        return show_again(job, page, o, &asked);
    page_done(page, words[what], 0);
    page_go(page, "/beheer/gebruikers#persoon-%lld", (long long)id);
    return DONE;
}

enum outcome role_post(struct job *job, struct page *page)
{
    return with_role(job, page, FORM_GIVE);
}

enum outcome role_until_post(struct job *job, struct page *page)
{
    return with_role(job, page, FORM_UNTIL);
}

enum outcome role_end_post(struct job *job, struct page *page)
{
    return with_role(job, page, FORM_END);
}

/* Something of a person's account ends, and the page says so at that person. */
static enum outcome with_account(struct job *job, struct page *page,
                                 enum outcome (*end)(struct job *job, int64_t id), enum word done)
{
    int64_t id = page_param_id(page, S("id"));
    enum outcome o = id == 0 ? NOT_THERE : end(job, id);

    if (o != DONE)
        return show_again(job, page, o, &(struct asked){FORM_ACCOUNT, id, ROLE_NONE});
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
        return show_again(job, page, o, &(struct asked){FORM_ACCOUNT, id, ROLE_NONE});
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
        return show_again(job, page, o, &(struct asked){FORM_ACCOUNT, id, ROLE_NONE});
    return show_password(page, form_str(&page->form, S("name")), password);
}
