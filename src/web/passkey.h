/* web/passkey.h - the pages about passkeys: adding, looking after, and coming in with one.
 *
 * A browser lets only a script talk to an authenticator: web/passkey.js, which puts what
 * came back into an ordinary form. Without scripts the pages say so, and the password works.
 */
#ifndef WEB_PASSKEY_H
#define WEB_PASSKEY_H

#include "acts/passkey.h"
#include "web/page.h"

/* All of one's own, on the page of the account. */
struct passkeys_view {
    const struct page *page;
    struct passkey_line *rows;
    size_t rows_n;
    struct str rp;          /* what they are bound to here; empty: nothing that stays */
};

struct passkey_view {
    const struct page *page;
    struct passkey_line it;
};

/* The page that makes one: what the script tells the browser. */
struct passkey_new_view {
    const struct page *page;
    struct passkey_asked asked;
    struct str email;
    struct str rp;          /* empty: it cannot be had at this address */
};

/* passkeys_fill: reads one's own, in the job's reading transaction. */
ANSWER enum outcome passkeys_fill(struct page *page, struct passkeys_view *ret);

/* passkey_here: what passkeys are bound to here; passkey_site: the name in it. Empty: they cannot
 * be had. */
struct webauthn_site passkey_here(const struct page *page);
struct str passkey_site(const struct page *page);

/* passkey_said_in: what an authenticator answered, in fields whose names begin so. */
struct passkey_said passkey_said_in(const struct page *page, const char *before);

#endif
