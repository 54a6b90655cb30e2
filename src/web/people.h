/* web/people.h - what does the page about users and roles show? */
#ifndef WEB_PEOPLE_H
#define WEB_PEOPLE_H

#include "acts/people.h"
#include "web/account.h"

struct people_role {
    struct str word;
    struct day from, until;
    struct str kept; /* the last day as text */
    bool now;
    bool soon;      /* is over within ROLE_SOON_DAYS */
    bool withdrawn; /* taken back before anybody held it */
    bool changes;   /* its last day can be moved */
    bool open;      /* its form was refused */
    struct str at_until, at_end; /* the ids of the field and the button */
    const struct page *page;     /* as it is for these forms, see people_view */
};

struct people_row {
    const struct person *person;
    struct str email;
    struct people_role *roles;
    size_t roles_n;
    bool has_account;
    bool by_keyboard;                     /* an administrator: let in anew there (leave_anew) */
    bool open;                            /* one of its forms was refused */
    struct str at;                        /* the ids of the row and the fields that give a role */
    struct str at_role, at_from, at_until;
    const struct page *page;              /* as it is for that form, see people_view */
};

struct people_choice {
    struct str word;
    bool ticked;
};

/* The page has many forms whose fields have the same names. What was typed belongs to the one
 * that was refused; for each other one the page is as if nothing was sent. */
struct people_view {
    const struct page *page;
    const struct page *added;  /* as it is for the form of a new person */
    struct people_row *rows;
    size_t rows_n;
    struct people_choice *choices;
    size_t choices_n;
    struct tokens_view tokens; /* only with may_write */
    bool may_write;
    bool settled;    /* two persons hold roles: those of a new one begin tomorrow */
    struct str today;
    struct day from; /* the first day that roles of a new person may have */
    bool may_erase;  /* ask that a person is erased */
};

struct password_made_view {
    const struct page *page;
    struct str name;
    struct str password; /* empty: the form was sent twice, and it was shown the first time */
};

#endif
