/* web/account.h - what do the pages about one's own account and about tokens show?
 *
 * The table of tokens is one template for two pages: one's own, and an
 * administrator's view of everybody's.
 */
#ifndef WEB_ACCOUNT_H
#define WEB_ACCOUNT_H

#include "acts/account_event.h"
#include "acts/token.h"
#include "web/passkey.h"
#include "web/sso.h"

struct tokens_row {
    const struct token_line *of;
    struct str person;      /* whose; only where tokens_view.everybody */
    bool works;
};

struct tokens_view {
    const struct page *page;
    struct tokens_row *rows;
    size_t rows_n;
    struct str end;         /* the address to withdraw at, up to the number */
    bool everybody;
};

struct sessions_row {
    const struct session_line *of;
    struct str browser;     /* in words; empty: it does not say */
};

/* Where one is signed in, and what happened to the account. */
struct sessions_view {
    const struct page *page;
    struct sessions_row *rows;
    size_t rows_n;
    struct account_event_line *events;
    size_t events_n;
};

struct account_role {
    struct str word;
    struct day from, until;
    bool soon; /* is over within ROLE_SOON_DAYS */
};

struct account_choice {
    struct str value;
    bool chosen;
};

struct account_view {
    const struct page *page;
    struct account_mine it;
    struct account_role *roles;
    size_t roles_n;
    struct account_choice langs[LANG_COUNT];
    size_t langs_n;
    struct account_choice looks[LOOK_COUNT];
    size_t looks_n;
    struct str until; /* the last day that a new token gets */
    struct day last;  /* and may have at most               */
    struct tokens_view tokens;
    struct passkeys_view passkeys;
    struct sessions_view sessions;
    struct sso_mine_view sso;
};

struct token_made_view {
    const struct page *page;
    struct str name;
    struct str secret;
};

/* account_tokens: fills the view from the lines that may be seen; names: by person, NULL
 * for the page of one's own, which leaves out those of others. */
struct person_line;
void account_tokens(struct page *page, const struct token_line *lines, size_t n,
                    const struct person_line *names, size_t n_names, struct tokens_view *ret);

/* account_sessions: fills the view for who is signed in. */
ANSWER enum outcome account_sessions(struct page *page, struct sessions_view *ret);

#endif
