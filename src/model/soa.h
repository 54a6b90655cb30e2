/* model/soa.h - what applies, who decided it, and the Statement of Applicability.
 *
 * Sources  [ISO27001 6.1.3 d]; [R7] grounds; [R11] exceptions; [processes 7, 23].
 */
#ifndef MODEL_SOA_H
#define MODEL_SOA_H

#include "model/noun.h"

/* What the ISMS covers; owns the VvT and every denominator. */
struct isms_scope {
    struct row row;
    struct str name;
    struct str description;
};
extern const struct noun isms_scope_noun;

enum body { BODY_NONE, BODY_BOARD, BODY_MANAGEMENT, BODY_MANDATE, BODY_COUNT };
extern const struct choices body_choices; /* bestuur, directie, gemandateerde */

/* A decision of a body, registered. */
struct decision {
    struct row row;
    enum body body;
    struct day on;
    struct str number;
    struct str subject;
    struct str document;         /* a link or reference               */
    struct str mandate;          /* when one person decided under one */
    struct str frozen;           /* SHA-256 of what was decided, hex  */
    struct ref registered_by;
};
extern const struct noun decision_noun;

enum applies { APPLIES_EMPTY, APPLIES_YES, APPLIES_NO, APPLIES_COUNT };
extern const struct choices applies_choices; /* ja, nee */

enum ground { GROUND_NONE, GROUND_IMPOSSIBLE, GROUND_RISK, GROUND_COUNT };
extern const struct choices ground_choices; /* kan_niet, risicoanalyse */

/* One line of the VvT, per scope and item. */
struct applicability {
    struct row row;
    struct ref scope;
    struct str item;
    enum applies applies;
    enum ground ground;          /* when it does not [R7]                   */
    struct str why;              /* reason for or against                    */
    bool from_norm;              /* what it comes from: the norm, the law,   */
    bool from_law;               /* a contract, a risk                       */
    bool from_contract;
    bool from_risk;
    struct str risk_analysis;
    struct ref decision;         /* that adopted it; until then it counts as applying */
    struct str alternative;      /* another norm used in its place: NEN 7510, CSIR, IEC 62443 */
    struct str alternative_item;
    struct str alternative_why;  /* why it is equivalent                     */
};
extern const struct noun applicability_noun;

enum soa_state { SOA_NONE, SOA_DRAFT, SOA_COMPLETE, SOA_ADOPTED, SOA_REPLACED, SOA_STATE_COUNT };
extern const struct choices soa_state_choices; /* concept, compleet, vastgesteld, vervangen */

/* A version of the VvT. Adopted ones are read as of their ledger sequence. */
struct soa {
    struct row row;
    struct ref scope;
    struct maybe number;         /* 1, 2, 3 …                    */
    enum soa_state state;
    struct str title;
    struct ref prepared_by;
    struct ref previous;
    struct ref decision;
    struct ref adopted_by;
    struct day adopted_on;
    struct maybe at_seq;         /* what it froze                */
    struct str frozen;           /* SHA-256 of its JSON, hex     */
};
extern const struct noun soa_noun;

enum exception_kind { EXCEPTION_NONE, EXCEPTION_PLAN, EXCEPTION_OTHERWISE, EXCEPTION_KIND_COUNT };
extern const struct choices exception_kind_choices; /* plan, anders_ingevuld */

enum exception_state { EXCEPTION_STATE_NONE, EXCEPTION_ASKED, EXCEPTION_ALLOWED, EXCEPTION_REFUSED, EXCEPTION_WITHDRAWN, EXCEPTION_STATE_COUNT };
extern const struct choices exception_state_choices; /* aangevraagd, toegestaan, afgewezen, ingetrokken */

/* A measure that is not followed for now; never changes a status [R11]. */
struct exception {
    struct row row;
    struct str item;
    enum exception_kind kind;
    struct str reason;
    struct str risk_analysis;
    struct str compensating;
    struct str advice;           /* of the CISO */
    struct day until;
    enum exception_state state;
    struct ref submitter;
    struct ref decision;
};
extern const struct noun exception_noun;

#endif
