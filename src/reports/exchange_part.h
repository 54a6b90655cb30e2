/* reports/exchange_part.h - what every OSCAL document of ours is put together from.
 *
 * Internal to exchange*.c. A document is written body first, on paper of its own: what the
 * body speaks of (persons, roles, decisions, evidence) is noted, and then told in its
 * metadata and back-matter; so nothing is told that nothing speaks of, and the other way
 * round.
 */
#ifndef REPORTS_EXCHANGE_PART_H
#define REPORTS_EXCHANGE_PART_H

#include "markup/words.h"
#include "reports/exchange.h"
#include "reports/json.h"

enum part {
    PART_OWNER, PART_EXECUTOR, PART_ASSESSOR, PART_SUBMITTER, PART_PREPARER, PART_ADOPTER,
    PART_COUNT
};

struct exchange_out {
    const struct exchange *it;
    struct arena *mem;
    struct json json;
    bool parts[PART_COUNT];   /* roles that are spoken of           */
    bool *persons;            /* as it->persons                     */
    bool *decisions;          /* as it->decisions                   */
    bool *pieces;             /* as it->pieces                      */
    bool *exceptions;         /* as it->exceptions                  */
    struct str *analyses;     /* risk analyses, as they are called  */
    size_t n_analyses;
    bool listed;              /* is the list that part_prop or part_link began still open? */
};

/* part_uuid: version 5, of a kind of thing and which one: a number, and a word or nothing.
 * part_uuid_of: of a kind and a name. Each within the organisation. */
struct str part_uuid(struct exchange_out *out, const char *kind, int64_t id, struct str more);
struct str part_uuid_of(struct exchange_out *out, const char *kind, struct str name);

/* part_text: a member, left out when the text is empty. part_line: the same where OSCAL
 * takes one line without outer spaces. part_word: a text of ours, filled. */
void part_text(struct exchange_out *out, struct str name, struct str text);
void part_line(struct exchange_out *out, struct str name, struct str text);
struct str part_word(struct exchange_out *out, enum word word, struct word_arg first,
                     struct word_arg second);

/* part_begins, part_ends: the moment at which a day begins or ends, as a member. */
void part_begins(struct exchange_out *out, struct str name, struct day day);
void part_ends(struct exchange_out *out, struct str name, struct day day);

/* A list of props or links is opened with its first and closed by part_listed, so that an
 * empty one is never there. part_prop: one of our namespace; nothing when the value is empty.
 * A value may be one line: of a longer one the first stands there and the whole of it in its
 * remarks. part_prop_nist: one of OSCAL's. */
void part_prop(struct exchange_out *out, struct str name, struct str value);
void part_prop_int(struct exchange_out *out, struct str name, int64_t n);
void part_prop_day(struct exchange_out *out, struct str name, struct day day);
void part_prop_row(struct exchange_out *out, struct row row);
void part_prop_nist(struct exchange_out *out, struct str name, struct str value);
void part_listed(struct exchange_out *out);

/* part_link: to a resource of the back-matter, by its uuid. */
void part_link(struct exchange_out *out, struct str rel, struct str uuid);
/* part_link_analysis, part_link_decision: the same, noted; nothing for none. */
void part_link_analysis(struct exchange_out *out, struct str analysis);
void part_link_decision(struct exchange_out *out, struct ref decision);

/* part_person: notes the role, and the person when names are asked; false when the person
 * is not told. part_role_id: the role's token.
 * part_role: {"role-id", "party-uuids"}, and noted; in an open list. */
bool part_person(struct exchange_out *out, enum part part, struct ref person,
                 struct str *ret_uuid);
struct str part_role_id(enum part part);
void part_role(struct exchange_out *out, enum part part, struct ref person);
/* part_roles: "responsible-roles" of owner and executor; nothing when nobody is either. */
void part_roles(struct exchange_out *out, const struct assessment *said);
/* part_origin: "origins" with one party: the person, or without names the organisation. */
void part_origin(struct exchange_out *out, enum part part, struct ref person);

/* part_metadata: a document's head, after its uuid. part_back: its back-matter; nothing when
 * nothing was noted. */
void part_metadata(struct exchange_out *out, enum exchange_model model);
void part_back(struct exchange_out *out);

/* part_observations, part_findings: of the items that keep says (NULL: all), with their
 * names; nothing when there are none. */
void part_observations(struct exchange_out *out, const bool *keep);
void part_findings(struct exchange_out *out, const bool *keep);
/* part_has_finding: is the n-th verdict of an item there: an aspect, or past them the
 * conclusion? part_objective: what an aspect of it is called in the catalog. */
bool part_has_finding(const struct exchange_out *out, int item, int n);
struct str part_objective(struct exchange_out *out, int item, int aspect);
/* part_findings_of: "related-findings" of one item. */
void part_findings_of(struct exchange_out *out, int item);
/* part_reviewed: "reviewed-controls"; objectives: with the aspects of each. */
void part_reviewed(struct exchange_out *out, bool objectives);

/* The bodies, after the metadata. part_poam: false when there is nothing to do. */
void part_ssp(struct exchange_out *out);
void part_plan(struct exchange_out *out);
void part_results(struct exchange_out *out);
bool part_poam(struct exchange_out *out);

#endif
