/* api/handlers.h - every act, look, shape, body and set of parameters that routes.def names.
 *
 * Where a shape is defined stands the code that fills it.
 */
#ifndef API_HANDLERS_H
#define API_HANDLERS_H

#include "acts/measures.h"
#include "acts/reading.h"
#include "api/call.h"
#include "model/assessment.h"
#include "model/local_norm.h"
#include "model/migrated.h"
#include "model/object.h"
#include "model/soa.h"

/* The function of a name in the table begins with api_. */
#define GET(pattern, asks, look, ...)                                                            \
    ANSWER enum outcome api_##look(struct job *job, struct call *call);
#define DO(method, status, pattern, asks, act, look, ...)                                        \
    ANSWER enum outcome api_##act(struct job *job, struct call *call);
#include "api/routes.def"
#undef GET
#undef DO

/* call_note_read: notes after the answer that these pieces of evidence were read by it. */
void call_note_read(struct call *call, struct readings_of *of);
/* call_about: which object ?object= names; 0: the organisation. */
int64_t call_about(const struct call *call);
/* call_about_text: the same for an address: "?object=7", or empty. */
struct str call_about_text(const struct call *call);
/* call_measure: the measure that the address names: of another norm, or of an object. */
ANSWER enum outcome call_measure(const struct call *call, struct measure **ret, bool *ret_moved);

/* api_gone: a look at what was taken away: there is nothing to see. */
ANSWER enum outcome api_gone(struct job *job, struct call *call);

/* api_norm_preview_seen: what a file would bring in; there is no more to it than the look. */
ANSWER enum outcome api_norm_preview_seen(struct job *job, struct call *call);

extern const struct params time_only, paged, measures_params, comparison_params, gap_params,
    exchange_params, document_params, view_params, derived_params, mapping_params, objects_params,
    about_params, about_paged, migration_plan_params;

extern const struct intake assessment_intake, evidence_intake, uses_intake, fitness_intake,
    replacement_intake, soa_line_intake, decision_intake, object_new_intake, object_intake,
    serves_intake, scope_intake, level_intake, level_decision_intake, norm_intake,
    migration_intake, role_new_intake, role_until_intake, marking_intake, admit_intake;

extern const struct shape norms_shape, norm_shape, item_shape, measures_shape, measure_shape,
    assessments_shape, assessment_shape, evidence_list_shape, evidence_shape, evidence_readings_shape,
    soas_shape, soa_shape,
    soa_lines_shape, soa_line_shape, soa_comparison_shape, gap_shape, dashboard_shape,
    persons_shape, person_shape, ledger_head_shape, norm_derived_shape, mappings_shape,
    objects_shape, object_shape, level_shape, local_norm_shape, local_norms_shape,
    norm_preview_shape, migrations_shape, migration_shape, migration_plan_shape;

#endif
