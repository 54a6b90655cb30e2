#include "engine/completeness.h"

#include "base/bug.h"

enum { PLAN_MONTHS = 12 }; /* [R11] the longest plan for a mandatory item */

static const char *const line_fault_words[] = {"goed", "leeg", "geen_bron", "geen_grond",
    "grond_verboden", "geen_risicoanalyse", "alternatief_kaal"};
const struct choices line_fault_choices = {line_fault_words, LINE_FAULT_COUNT};

bool line_owed(const struct item *item)
{
    return !item->withdrawn;
}

static bool has_source(const struct applicability *line)
{
    return line->from_norm || line->from_law || line->from_contract || line->from_risk;
}

static enum line_fault judge_exclusion(const struct item *item, const struct applicability *line)
{
    if (line->ground == GROUND_NONE)
        return LINE_NO_GROUND;
    if (line->ground == GROUND_RISK && item->mandatory)
        return LINE_GROUND_FORBIDDEN;
    if (line->ground == GROUND_RISK && line->risk_analysis.len == 0)
        return LINE_NO_RISK_ANALYSIS;
    return line->why.len == 0 ? LINE_NO_GROUND : LINE_FINE;
}

enum line_fault line_judge(const struct item *item, const struct applicability *line)
{
    if (line == NULL || line->applies == APPLIES_EMPTY)
        return LINE_EMPTY;
    if (line->applies == APPLIES_NO)
        return judge_exclusion(item, line);
    if (line->why.len == 0 && !has_source(line))
        return LINE_NO_REASON;
    /* [processes 7] Another norm is allowed in its place when it is equivalent. */
    return line->alternative.len > 0 && line->alternative_why.len == 0 ? LINE_ALTERNATIVE_BARE
                                                                       : LINE_FINE;
}

struct line_verdict *completeness_judge(struct arena *mem, const struct norm *norm,
                                        const struct applicability *lines, const int *line_items,
                                        size_t n_lines, int *ret_n)
{
    size_t n_items = (size_t)norm->n_items;
    const struct applicability **at = NEW_ARRAY(mem, n_items, const struct applicability *);
    struct line_verdict *verdicts = NEW_ARRAY(mem, n_items, struct line_verdict);
    int n = 0;

    for (size_t i = 0; i < n_lines; i++) {
        MUST(line_items[i] >= 0 && line_items[i] < norm->n_items && at[line_items[i]] == NULL);
        at[line_items[i]] = &lines[i];
    }
    for (int i = 0; i < norm->n_items; i++) {
        enum line_fault fault = line_owed(&norm->items[i]) ? line_judge(&norm->items[i], at[i])
                                                           : LINE_FINE;
        if (fault != LINE_FINE)
            verdicts[n++] = (struct line_verdict){i, fault};
    }
    *ret_n = n;
    return verdicts;
}

struct str exception_judge(const struct item *item, const struct exception *it,
                           struct day asked_on)
{
    bool plan = it->kind == EXCEPTION_PLAN;

    if (!plan && it->kind != EXCEPTION_OTHERWISE)
        return S("fault.exception_kind");
    if (it->until.n < asked_on.n)
        return S("fault.exception_past");
    if (!item->mandatory)
        return S("");
    if (plan)
        return it->until.n > day_add_months(asked_on, PLAN_MONTHS).n ? S("fault.exception_long")
                                                                     : S("");
    return it->compensating.len == 0 ? S("fault.exception_alternative") : S("");
}
