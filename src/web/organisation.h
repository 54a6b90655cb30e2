/* web/organisation.h - what does the page about the organisation show? */
#ifndef WEB_ORGANISATION_H
#define WEB_ORGANISATION_H

#include "acts/care.h"
#include "model/signing_key.h"
#include "web/page.h"

struct organisation_option {
    struct str word;
    bool chosen;
};

struct organisation_view {
    const struct page *page;
    struct organisation it;       /* as it is kept                       */
    struct organisation_option *options;
    size_t options_n;
    struct str norm;
    struct str type;              /* the word, or empty                  */
    struct str hours, test_months;
    struct str policy;            /* as typed, or as kept; empty: free   */
    struct organisation_option policies[SIGN_POLICY_COUNT];
    size_t policies_n;
    bool outside_law;             /* as typed, or as kept                */
    const struct signing_key *keys;
    size_t keys_n;
    bool clashed;                 /* somebody else changed it meanwhile  */
    bool saves;                   /* back-ups are made by this program   */
    struct moment backup, proof;  /* the last; ms 0: never               */
    bool proof_old;               /* more than a year ago, or never      */
};

#endif
