/* acts/soa.h - the Statement of Applicability: lines, completeness, adoption, versions.
 *
 * There is always one open version (concept or compleet); adopting it makes it
 * read-only and opens nothing: the next is made when somebody wants one. An
 * adopted version is shown as of the ledger sequence at which it was adopted.
 */
#ifndef ACTS_SOA_H
#define ACTS_SOA_H

#include "acts/picture.h"
#include "engine/compare.h"
#include "engine/completeness.h"
#include "model/soa.h"
#include "records/record.h"

struct soa_line {
    int item;
    struct applicability line;      /* whole; row.id 0 when nothing was said */
    enum line_fault fault;
    bool has_exception;
};

struct soa_view {
    struct picture *picture;        /* its lines are whole             */
    struct soa soa;                 /* the version shown               */
    struct decision decision;       /* row.id 0 when not adopted       */
    struct soa *versions;           /* all, newest first               */
    size_t n_versions;
    struct soa_line *lines;         /* every control and active measure, in order */
    int n_lines;
    int n_controls, n_measures;
    int n_applies, n_not, n_faults;
    struct exception *exceptions;   /* annex: asked or allowed, not ended before job->on */
    size_t n_exceptions;
    struct decision *decisions;     /* that lines and exceptions rest on, by id */
    size_t n_decisions;
    bool alone;                     /* the two-person rule was off     */
};

/* soa_is_open: may its lines still change? */
static inline bool soa_is_open(const struct soa *it)
{
    return it->state == SOA_DRAFT || it->state == SOA_COMPLETE;
}

/* act_soa: version number 0 is the newest. For an adopted version the picture
 * is that of its adoption, whatever job->on was. */
ANSWER enum outcome act_soa(struct job *job, int64_t number, struct soa_view **ret);

/* act_soa_versions: all of them, newest first. Needs MAY_READ. */
ANSWER enum outcome act_soa_versions(struct job *job, struct soa **ret, size_t *ret_n);

/* act_soa_line: what is given for one item. A compleet version becomes concept
 * again. Adopted: REFUSED (soa.read_only) when no open version is there. */
ANSWER enum outcome act_soa_line(struct job *job, struct str item, struct row seen,
                                 const struct given *given, struct applicability *ret);

/* act_soa_fill: "applies, because the norm asks it" for every line that is empty. */
ANSWER enum outcome act_soa_fill(struct job *job, int *ret_filled);

/* act_soa_complete: REFUSED while one line is not fine; each fault names its
 * item's number in field and the line fault in key. */
ANSWER enum outcome act_soa_complete(struct job *job, struct row seen);

/* act_soa_adopt: registers the decision and freezes the version: state
 * vastgesteld, at_seq, frozen; lines that are n.v.t. get the decision; the one
 * before becomes vervangen. Needs MAY_SOA_ADOPT, and another person than any
 * who prepared it. Only from compleet. */
ANSWER enum outcome act_soa_adopt(struct job *job, struct row seen, const struct given *decision,
                                  int64_t *ret_decision);

/* act_soa_next: a new concept that points at the last adopted one. REFUSED when
 * one is open. */
ANSWER enum outcome act_soa_next(struct job *job, int64_t *ret_number);

/* act_soa_compare: what differs between two versions. REFUSED at tot when they were made by
 * different norms. */
ANSWER enum outcome act_soa_compare(struct job *job, int64_t from, int64_t to,
                                    struct soa_view **ret_from, struct soa_view **ret_to,
                                    struct compare_row **ret, int *ret_n);

/* act_exception_list: every exception, by id, and the decisions. Needs MAY_READ. */
ANSWER enum outcome act_exception_list(struct job *job, struct exception **ret, size_t *ret_n,
                                       struct decision **ret_decisions, size_t *ret_n_decisions);

/* act_exception_ask [R11]: by the CISO, or by whose the item is at the organisation; the advice is
 * no part of it. act_exception_advise: the CISO's advice, given or given anew until it is decided,
 * by another than who asked: advice on one's own request is none. act_exception_decide: what is
 * allowed has been advised on. */
ANSWER enum outcome act_exception_ask(struct job *job, struct str item, const struct given *given,
                                      int64_t *ret_id);
ANSWER enum outcome act_exception_advise(struct job *job, struct row seen, struct str advice);
ANSWER enum outcome act_exception_decide(struct job *job, struct row seen, bool allowed,
                                         const struct given *decision);

#endif
