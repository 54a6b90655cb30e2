/* acts/papers_view.h - another norm on paper: what is derived, and what lies between two norms. */
#ifndef ACTS_PAPERS_VIEW_H
#define ACTS_PAPERS_VIEW_H

#include "acts/between.h"
#include "acts/view.h"
#include "reports/paper.h"

/* paper_view_says: the norm that is looked at, and the selection. */
struct str paper_view_says(struct job *job, const struct view *view);

/* paper_derived_says: "voldoet", "3 van 5 onderliggende maatregelen voldoen", "niet gedekt";
 * empty where nothing is asked. paper_rule_says: why: "gelijk", "deel van, samen volledig". */
struct str paper_derived_says(struct job *job, const struct derived *it);
struct str paper_rule_says(struct job *job, const struct derived *it);
/* paper_relation_says: a row as people say it: "deel van, samen volledig". */
struct str paper_relation_says(struct job *job, enum relation relation, bool complete);

/* paper_spread: a derived view by groups. paper_derived: item by item; items holds the
 * indexes to be shown. paper_between: two norms, and the gaps both ways; no entry of the
 * ledger vouches for what the program itself brings. */
ANSWER enum outcome paper_spread(struct job *job, const struct view *view, bool by_group,
                                 const struct spread_row *rows, int n, struct paper **ret);
ANSWER enum outcome paper_derived(struct job *job, const struct view *view, const int *items,
                                  int n, struct paper **ret);
struct paper *paper_between(struct job *job, struct str org, const struct between *it);

#endif
