/* web/people.h - what does the page about users and roles show? */
#ifndef WEB_PEOPLE_H
#define WEB_PEOPLE_H

#include "acts/people.h"
#include "web/account.h"

struct people_role {
    struct str word;
    struct day from, until;
    bool now;
    bool later;     /* has not begun */
    bool soon;      /* is over within ROLE_SOON_DAYS */
    bool withdrawn; /* taken back before anybody held it */
};

struct people_row {
    const struct person *person;
    struct str email;
    struct people_role *roles;
    size_t roles_n;
    bool has_account;
};

struct people_choice {
    struct str word;
    bool ticked;
};

struct people_view {
    const struct page *page;
    struct people_row *rows;
    size_t rows_n;
    struct people_choice *choices;
    size_t choices_n;
    struct tokens_view tokens; /* only with may_write */
    bool may_write;
    bool settled;    /* two persons hold roles: those of a new one begin tomorrow */
    struct day from; /* the first day that roles of a new person may have */
    bool may_erase;  /* ask that a person is erased */
};

struct password_made_view {
    const struct page *page;
    struct str name;
    struct str password; /* empty: the form was sent twice, and it was shown the first time */
};

#endif
