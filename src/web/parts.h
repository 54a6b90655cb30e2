/* web/parts.h - what do the small woven parts of shell and forms show?
 *
 * Views only; page.h has the functions that fill them.
 */
#ifndef WEB_PARTS_H
#define WEB_PARTS_H

#include "web/page.h"

struct form_hidden_view {
    struct str token;  /* empty: nobody is signed in */
    struct str number;
};

struct form_fault_view {
    struct str field;
    struct str text;
};

struct form_faults_view {
    struct form_fault_view *rows;
    size_t rows_n;
    size_t answers_n; /* of them about an answer: 0 when the state of things refuses all */
};

struct failure_view {
    const struct page *page;
    int status;
    struct str title;
    struct str text;
    bool forms_kept; /* going back shows what was typed */
};

/* What the porter says: a page of its own, for it knows no session. */
struct refusal_view {
    struct str language;
    enum word title;
    struct str text;
    struct str form; /* the address of the form, or empty    */
    bool forms_kept; /* going back shows what was typed      */
};

/* The head of the page: who is signed in, in two letters. */
struct str parts_initials(const struct page *page);
/* The norm that the organisation works by; empty when nobody is signed in. */
struct str parts_norm(const struct page *page);
struct str parts_version(const struct page *page);
struct str parts_language(const struct page *page);
/* For the script: in how many seconds the session ends, and when it does whatever is asked. */
struct str parts_session(const struct page *page);
/* This page's own address with its query, for the way back after a language switch. */
struct str parts_here(const struct page *page);

#endif
