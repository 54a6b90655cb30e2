/* acts/papers_view.h - another norm on paper: what is derived, and what lies between two norms. */
#ifndef ACTS_PAPERS_VIEW_H
#define ACTS_PAPERS_VIEW_H

#include "acts/between.h"
#include "acts/soa.h"
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

/* paper_derived_applies: does an item that is derived apply: "ja", "nee", "niet te zeggen".
 * paper_line_applies: what the VvT says of an item of the own norm; empty where nothing. */
struct str paper_derived_applies(struct job *job, const struct derived *it);
struct str paper_line_applies(struct job *job, const struct picture *picture, int item);

/* paper_spread: a derived view by groups, duties or functions. paper_derived: item by item;
 * items holds the indexes to be shown. paper_between: two norms, and the gaps both ways; no entry of the
 * ledger vouches for what the program itself brings. */
ANSWER enum outcome paper_spread(struct job *job, const struct view *view, enum gap_by by,
                                 const struct spread_row *rows, int n, struct paper **ret);
ANSWER enum outcome paper_derived(struct job *job, const struct view *view, const int *items,
                                  int n, struct paper **ret);
/* paper_derived_soa: a version of the VvT by another norm: each item, whether it applies, and
 * the lines that it follows from. */
ANSWER enum outcome paper_derived_soa(struct job *job, const struct soa_view *soa,
                                      const struct view *view, struct paper **ret);
struct paper *paper_between(struct job *job, struct str org, const struct between *it);

#endif
