/* acts/papers.h - the documents that leave the program, the same under every door. */
#ifndef ACTS_PAPERS_H
#define ACTS_PAPERS_H

#include "acts/dashboard.h"
#include "acts/gap.h"
#include "acts/measures.h"
#include "acts/soa.h"
#include "reports/paper.h"

/* paper_witness: "Stand van het logboek": the entry that vouches for what is known at job->known. */
ANSWER enum outcome paper_witness(struct job *job, struct str *ret);

/* paper_sources: "norm, wet"; paper_decision: "bestuur 2025-12, 16 december 2025", or empty. */
struct str paper_sources(struct job *job, const struct applicability *line);
struct str paper_decision(struct job *job, const struct decision *decisions, size_t n,
                          struct ref decision);

/* Each makes one paper in the job's language: title, as of when, witness line
 * ("stand van het logboek"), and its tables. */
ANSWER enum outcome paper_soa(struct job *job, const struct soa_view *view, struct paper **ret);
ANSWER enum outcome paper_gap(struct job *job, const struct gap_view *view, struct paper **ret);
ANSWER enum outcome paper_measures(struct job *job, const struct measures *view, struct paper **ret);

#endif
