#include "web/organisation.h"

#include "acts/keys.h"
#include "acts/organisation.h"
#include "model/value.h"
#include "web/pages.h"
#include "web/parts.h"

static struct str number_text(struct job *job, struct maybe number)
{
    return number.is ? arena_text(job->mem, "%lld", (long long)number.n) : S("");
}

/* PostgreSQL is saved by its own tools, of which nothing is known here. */
static enum outcome look_at_care(struct job *job, struct organisation_view *view)
{
    struct care care;
    enum outcome o;

    view->saves = db_kind(job->db) == DB_SQLITE;
    if (!view->saves)
        return DONE;
    if ((o = act_care(job, &care)) != DONE)
        return o;
    view->backup = care.at[CARE_BACKUP];
    view->proof = care.at[CARE_PROOF];
    view->proof_old = job->now.ms - view->proof.ms > CARE_PROOF_DAYS * INT64_C(86400000);
    return DONE;
}

static void fill_policies(const struct page *page, struct organisation_view *view)
{
    view->policy = page_typed(page, S("sign_policy"),
                              choice_word(&sign_policy_choices, (int)view->it.sign_policy));
    for (int i = 1; i < sign_policy_choices.n; i++) {
        struct str word = choice_word(&sign_policy_choices, i);

        view->policies[view->policies_n++] =
            (struct organisation_option){word, str_eq(word, view->policy)};
    }
}

static enum outcome show(struct job *job, struct page *page, bool clashed)
{
    struct organisation_view view = {.page = page, .clashed = clashed};
    struct signing_key *keys;
    struct str typed;
    enum outcome o;

    if (!page_may(page, MAY_SETTINGS))
        return FORBIDDEN;
    if ((o = act_organisation_get(job, &view.it)) != DONE || (o = look_at_care(job, &view)) != DONE)
        return o;
    view.type = choice_word(&org_type_choices, (int)view.it.type);
    view.hours = number_text(job, view.it.hours);
    view.test_months = number_text(job, view.it.test_months);
    view.norm = parts_norm(page);
    if ((o = act_keys(job, &keys, &view.keys_n)) != DONE)
        return o;
    view.keys = keys;
    view.outside_law = page_ticked(page, S("outside_law"), S("1"), view.it.outside_law);
    fill_policies(page, &view);
    typed = page_typed(page, S("type"), view.type);
    view.options_n = (size_t)org_type_choices.n - 1;
    view.options = NEW_ARRAY(job->mem, view.options_n, struct organisation_option);
    for (size_t i = 0; i < view.options_n; i++) {
        struct str word = choice_word(&org_type_choices, (int)i + 1);

        view.options[i] = (struct organisation_option){word, str_eq(word, typed)};
    }
    page_top(page, WORD_nav_organisation, NAV_ORGANISATION);
    page_organisation(&page->out, &view);
    page_bottom(page);
    return DONE;
}

enum outcome organisation_get(struct job *job, struct page *page)
{
    return show(job, page, false);
}

enum outcome organisation_post(struct job *job, struct page *page)
{
    struct given given;
    enum outcome o;

    form_given(&page->form, &organisation_noun, &given);
    o = page_settle(page, act_organisation_set(job, form_row(&page->form), &given));
    if (o == DONE) {
        page_done(page, WORD_done_organisation, 0);
        page_go(page, "/beheer/organisatie");
        return DONE;
    }
    if (o != REFUSED && o != CLASHED)
        return o;
    if (page_again(page) != DONE)
        return BROKEN;
    return page_after(o, show(job, page, o == CLASHED));
}
