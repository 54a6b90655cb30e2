/* web/sso.h - single sign-on, as a browser and a provider meet it.
 *
 * form-action 'self' keeps a form from leading elsewhere [plan 3.6], so whatever goes to the
 * provider goes there by a link: from the page to sign in at once, and after a form, or when it
 * was not a page of ours that asked, by a page with that one link.
 */
#ifndef WEB_SSO_H
#define WEB_SSO_H

#include "acts/sso.h"
#include "web/page.h"

/* The address to which a provider itself sends a form: no page of ours stands before it. */
#define SSO_NOTICE "/inloggen/oidc/melding"

struct sso_mine_view {
    const struct page *page;
    struct sso_mine it;
};

/* The page with the link: to what end, and where to. */
struct sso_go_view {
    const struct page *page;
    struct str name;
    struct str address;
    enum sso_aim aim;
    struct str back;
};

struct sso_out_view {
    const struct page *page;
    struct str name;
    struct str address;
};

struct sso_role {
    struct str word;
    struct str values; /* of the claim, with ; between */
    struct str id;     /* of the field                 */
};

struct sso_choice {
    struct str word;
    bool chosen;
};

struct sso_view {
    const struct page *page;
    struct sso_setting of;
    struct provider shown; /* in the form: what was proposed last, else what counts */
    bool clashed;
    struct sso_choice ways[PROVIDER_WAY_COUNT];
    size_t ways_n;
    struct sso_choice joins[PROVIDER_JOINS_COUNT];
    size_t joins_n;
    struct sso_role *roles;
    size_t roles_n;
    bool ended;
    struct str home;   /* our own address; empty: it is not known */
    bool tried;
    struct sso_trial trial;
};

/* sso_home: our own address, as https://isms.example: the configured one, or for this very
 * machine what the browser calls it. Empty: a provider could not send anybody back. */
struct str sso_home(const struct page *page);

/* sso_out_show: signed out here, and perhaps there too. */
ANSWER enum outcome sso_out_show(struct page *page, const struct sso_out_view *view);

#endif
