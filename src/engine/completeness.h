/* engine/completeness.h - may this Statement of Applicability be called complete?
 *
 * A line is owed for every control and every active measure of the norm. A line
 * is filled when it says whether the item applies and why; n.v.t. needs its
 * ground [R7], and for a mandatory item the only ground is that nothing of the
 * kind exists here; a risk analysis is no ground for a mandatory item, and
 * accepting it is none either.
 *
 * Sources  [R7]; [R11]; [processes 7] compleet: no empty line; [ISO27001 6.1.3 d].
 */
#ifndef ENGINE_COMPLETENESS_H
#define ENGINE_COMPLETENESS_H

#include "engine/status.h"

enum line_fault {
    LINE_FINE,
    LINE_EMPTY,             /* nothing said                                  */
    LINE_NO_REASON,         /* applies, but no source and no reason          */
    LINE_NO_GROUND,         /* does not apply, without a ground or a reason  */
    LINE_GROUND_FORBIDDEN,  /* risicoanalyse for a mandatory item            */
    LINE_NO_RISK_ANALYSIS,  /* ground risicoanalyse without its reference    */
    LINE_ALTERNATIVE_BARE,  /* another norm without the equivalence argued   */
    LINE_FAULT_COUNT
};
extern const struct choices line_fault_choices; /* words for messages; all from 0 */

/* Does this item get a line: every control and every active measure? */
bool line_owed(const struct item *item);

/* line_judge: what is wrong with one line; line NULL is an empty one. */
enum line_fault line_judge(const struct item *item, const struct applicability *line);

struct line_verdict {
    int item;
    enum line_fault fault;
};

/* completeness_judge: a verdict for each owed line that is not fine, in the
 * norm's order; *ret_n of them. lines as in struct status_input. */
struct line_verdict *completeness_judge(struct arena *mem, const struct norm *norm,
                                        const struct applicability *lines, const int *line_items,
                                        size_t n_lines, int *ret_n);

/* exception_judge: [R11] may this exception stand? Gives the key of the fault,
 * or the empty str:
 *
 *   fault.exception_kind         it is neither a plan nor another way
 *   fault.exception_past         it ends before asked_on, or never
 *   fault.exception_long         a plan for a mandatory item of more than twelve months
 *   fault.exception_alternative  another way for a mandatory item, without saying (in
 *                                compensating) which alternative of its text it is
 *
 * Accepting the risk of a mandatory item is no kind of exception. */
struct str exception_judge(const struct item *item, const struct exception *it,
                           struct day asked_on);

#endif
