/* reports/exchange.h - how does an organisation stand, as documents that other programs read?
 *
 * Plain values become one OSCAL document, in JSON of two spaces a level and with the members
 * in the order of the model, so that equal values give equal bytes. Which fact stands where
 * is told in docs/oscal.md; what OSCAL has no place for is a prop of our namespace.
 *
 * The documents name each other by file, MODEL.json: results lead to plan, to statement, to
 * profile, to catalog (exchange_catalog_name). Persons are in them only when names is set;
 * else a role stands where a person would.
 *
 * Units    days are the calendar's, and moments in a document the hours of Amsterdam.
 * Sources  [OSCAL 1.2.1]; uuids of version 5 [choice: oscal-uuid].
 */
#ifndef REPORTS_EXCHANGE_H
#define REPORTS_EXCHANGE_H

#include "base/buf.h"
#include "base/lang.h"
#include "engine/status.h"
#include "model/person.h"
#include "model/soa.h"

enum exchange_model {
    EXCHANGE_PROFILE, EXCHANGE_SSP, EXCHANGE_PLAN, EXCHANGE_RESULTS, EXCHANGE_POAM, EXCHANGE_COUNT
};
extern const struct choices exchange_choices; /* profile, system-security-plan, assessment-plan,
                                                 assessment-results,
                                                 plan-of-action-and-milestones; all from 0 */

struct exchange_person {
    int64_t id;
    struct str name;
    struct str job_title;
};

/* A piece of evidence and where it is used. */
struct exchange_piece {
    struct evidence evidence;
    const int *items;    /* indexes in the norm          */
    int n_items;
    struct day expires;  /* the first of its uses, or no day */
};

struct exchange {
    enum lang lang;
    bool names;                  /* of persons; else roles                      */
    struct str uuid;             /* of the organisation, as the ledger has it   */
    struct organisation org;
    struct isms_scope scope;
    const struct norm *norm;
    struct day on;
    int64_t seq;                 /* the entry up to which things are known …    */
    struct str hash;
    struct moment time;
    const struct soa *versions;  /* of the statement, newest first; for the SSP */
    size_t n_versions;
    struct soa soa;              /* the one that is written                     */
    const struct applicability *const *lines; /* one for each item of the norm, or NULL */
    const struct item_state *states;
    const struct assessment *const *assessments; /* whole; one for each item, or NULL */
    const struct exchange_piece *pieces;      /* by id                          */
    size_t n_pieces;
    bool *sent;                               /* as pieces: which the document holds; set by
                                               * exchange_write unless it is NULL   */
    const struct exception *exceptions;       /* asked or allowed, not ended    */
    size_t n_exceptions;
    const struct decision *decisions;         /* by id                          */
    size_t n_decisions;
    const struct exchange_person *persons;    /* by id                          */
    size_t n_persons;
};

/* exchange_write: the document of a model. False when there is nothing to put in it, which
 * OSCAL does not allow for: a POA&M without one thing to do. Cannot fail otherwise. */
bool exchange_write(struct buf *out, const struct exchange *it, enum exchange_model model);

/* exchange_is_todo: does an item stand in the improvement plan by itself: has it a target
 * that it does not meet yet? said is its assessment, or NULL. An exception that is a plan
 * stands in it too. */
bool exchange_is_todo(const struct item *item, const struct item_state *state,
                      const struct assessment *said);

/* exchange_name: the file that the other documents know it by: "assessment-plan.json".
 * exchange_catalog_name: that of the norm's own catalog. */
struct str exchange_name(struct arena *mem, enum exchange_model model);
struct str exchange_catalog_name(struct arena *mem, const struct norm *norm);

#endif
