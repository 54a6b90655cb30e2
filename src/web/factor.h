/* web/factor.h - what do the pages about the second factor show? */
#ifndef WEB_FACTOR_H
#define WEB_FACTOR_H

#include "acts/totp.h"
#include "web/page.h"

/* The second step of signing in. */
struct second_view {
    const struct page *page;
    struct str back; /* where to go after it */
};

/* One's own factor. */
struct factor_view {
    const struct page *page;
    struct totp_state it;
};

/* A new app, before its first code. */
struct factor_new_view {
    const struct page *page;
    struct totp_begun it;
    struct str qr; /* the path of an SVG; empty: none */
    int64_t side;
};

struct recovery_row {
    struct str code;
};

struct recovery_view {
    const struct page *page;
    struct recovery_row rows[RECOVERY_CODES];
    size_t rows_n;
};

#endif
