/* web/sign.h - what do the pages to sign in and to change a password show? */
#ifndef WEB_SIGN_H
#define WEB_SIGN_H

#include "acts/sso.h"
#include "web/page.h"

struct sign_in_view {
    const struct page *page;
    struct str back; /* where to go after signing in */
    bool lost;       /* a form was sent when the session had ended */
    bool passkeys;   /* they can be had at this address */
    struct sso_button *buttons; /* who else may say who it is */
    size_t buttons_n;
};

struct password_view {
    const struct page *page;
    bool must_renew;
};

/* sign_in_again: the page to sign in once more, after REFUSED. */
ANSWER enum outcome sign_in_again(struct page *page);
/* sign_in_show: the page to sign in, with the faults in the job. In its reading transaction. */
ANSWER enum outcome sign_in_show(struct page *page, struct str back);
/* sign_step_set: the cookie of the second step; empty takes it away. */
void sign_step_set(struct page *page, struct str step);

#endif
