/* web/fresh.h - is it still they who sit there?
 *
 * What weighs most (an approval, a role, somebody's password) takes a session that showed a
 * few minutes ago whose it is: the lines of routes.def with FRESH. Otherwise a page asks
 * for the password and carries all that was sent, so that nothing is lost and no script
 * is needed; it is sent to the same address, and what was asked then happens. Who has a passkey
 * for this site may show that instead. The fields of a proof begin with `proof`.
 *
 * Sources  [plan 3.5] fresh factor.
 */
#ifndef WEB_FRESH_H
#define WEB_FRESH_H

#include "acts/passkey.h"
#include "acts/sso.h"
#include "web/page.h"

struct fresh_view {
    const struct page *page;
    struct str address;      /* where the form was sent to, and goes again */
    struct form_field *kept; /* all that was sent, in order                */
    size_t kept_n;
    struct str back;         /* where it was sent from                     */
    struct sso_mine sso;     /* who else may say that it is still they     */
    struct passkey_asked passkey; /* known_n 0: they have none here        */
    struct str rp;           /* the site that it is asked for              */
    bool own;                /* a password or passkey of theirs will do    */
};

/* fresh_judge: takes the proof out of the form, if there is one. *ret_asks: it must be asked
 * for, the first time or again (with a fault at proof or passkey); then fresh_ask writes the
 * page. */
ANSWER enum outcome fresh_judge(struct page *page, bool *ret_asks);
ANSWER enum outcome fresh_ask(struct page *page);

#endif
